"""Transcripts as pages: the letters of the frozen text, each coding marked where it is, however many overlap."""

import re
import string

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from benang.conclusions.report.markdown_text import anchor
from benang.conclusions.transcripts.brackets import LONGEST_LINE, brackets
from benang.conclusions.transcripts.marked_text import LANES
from benang.conclusions.transcripts.transcript_page import Edition, transcript_list, transcript_page

SIGNS = string.ascii_letters + "   <>&\"'é́\u05d0\u0628漢字ไ🙂\u200b"


def source(text, **more):
    return {"source_id": "interview-A", "text": text, "language": "id", "format": "txt"} | more


def coding(number, start, end, code="trust", coder="ana", method="human", side=""):
    about = {"coding_id": f"c{number}", "source_id": "interview-A", "start": start, "end": end, "code_id": code}
    return about | {"coder": coder, "method": method, "side": side}


def turns_of(text):
    """A turn a line, the speaker's label outside of it."""
    turns, place = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        start = place + (len(line.partition(": ")[0]) + 2 if ": " in line else 0)
        role = "interviewer" if line.startswith("Q: ") else "informant"
        about = {"turn": number, "start": start, "end": place + len(line), "line": number * 2, "role": role}
        turns.append(about)
        place += len(line) + 1
    return turns


def edition(language="en", **more):
    known = {"title": "A <study>", "notice": "", "labels": {"trust": "Trust & more"}, "report": "report.html"}
    return Edition(language, **(known | {"supplement": "supplement.html", "quoted": frozenset()} | more))


def page_of(text, codings, printed=(), **more):
    made = transcript_page(source(text), turns_of(text), printed, codings, edition(**more))
    return html.document_fromstring(made)


def letters(page):
    """Every letter of the text, with the numbers of the brackets that mark it; the places before which ids stand."""
    found, places = [], {}
    for number, line in enumerate(page.xpath("//p[@class='text']")):
        if number:
            found.append(("\n", frozenset()))

        def walk(node, marks):
            if node.get("id"):
                places[node.get("id")] = len(found)
            within = marks | {int(one[1:]) for one in (node.get("class") or "").split() if re.fullmatch(r"m\d+", one)}
            found.extend((one, within) for one in node.text or "")
            for child in node:
                walk(child, within)
                found.extend((one, within) for one in child.tail or "")

        walk(line, frozenset())
    return found, places


@st.composite
def coded_texts(draw):
    line = st.text(st.sampled_from(SIGNS), max_size=80)
    label = st.sampled_from(["", "A: ", "Q: "])
    lines = draw(st.lists(st.tuples(label, line).map("".join), min_size=1, max_size=6))
    text = "\n".join(lines)
    place = st.integers(0, len(text))
    spans = draw(st.lists(st.tuples(place, place).map(sorted), max_size=20))
    codes, coders = st.sampled_from(["trust", "price"]), st.sampled_from(["ana", "budi", "consensus"])
    rows = [
        coding(n, start, end, draw(codes), (who := draw(coders)), "consensus" if who == "consensus" else "human")
        for n, (start, end) in enumerate(spans)
    ]
    return text, rows


@examples(400)
@given(coded_texts())
def test_the_text_is_the_frozen_one_to_the_letter_and_each_coding_is_marked_where_it_is(made):
    text, rows = made
    page = page_of(text, rows)
    found, places = letters(page)
    assert "".join(one for one, _ in found) == text
    marked = {}
    for at, (letter, numbers) in enumerate(found):
        for number in numbers if letter != "\n" else ():
            marked.setdefault(number, []).append(at)
    expected = sorted({(row["start"], -row["end"], row["code_id"]) for row in rows})
    for number, (start, end, _) in enumerate(expected, start=1):
        assert marked.get(number, []) == [at for at in range(start, -end) if text[at] != "\n"]
    for row in rows:
        assert places[anchor("coding", row["coding_id"])] == row["start"]
    assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))
    listed = [int(one.text) for one in page.xpath("//ul[@class='codes']//a[@class='number']")]
    assert listed == list(range(1, len(expected) + 1))


@examples(200)
@given(coded_texts())
def test_the_bars_of_a_bracket_begin_and_end_with_its_words(made):
    text, rows = made
    page = page_of(text, rows)
    found = brackets(rows, text)
    for number, one in enumerate(found, start=1):
        bars = page.xpath(f"//i[@data-number='{number}']")
        has_words = bool(text[one.start : one.end].split()) and one.lane < LANES
        assert len(bars) == has_words
    firsts = page.xpath("//i[contains(@class, ' first')]")
    lasts = page.xpath("//i[contains(@class, ' last')]")
    assert len(firsts) == len(lasts)
    # Two brackets in one lane are never on one line.
    for n, one in enumerate(found):
        for other in found[n + 1 :]:
            if one.lane == other.lane:
                between = text[one.end : other.start]
                assert other.start >= one.end
                assert "\n" in between or text[max(0, one.end - 1)] == "\n" or len(between) >= LONGEST_LINE


def test_who_coded_and_on_which_side_stands_in_the_margin_with_a_way_back():
    text = "A: They answer at once."
    same = (3, 14)
    rows = [
        coding(1, *same, coder="budi"),
        coding(2, *same, coder="consensus", method="consensus", side="against"),
        coding(3, 3, 7, code="price"),
    ]
    page = page_of(text, rows, quoted=frozenset({"q.c2"}))
    items = [" ".join(one.text_content().split()) for one in page.xpath("//ul[@class='codes']/li")]
    assert items == ["1 Trust & more consensus, budi · against", "2 price ana"]
    (back,) = page.xpath("//ul[@class='codes']//a[not(@class)]/@href")
    assert back == "../supplement.html#q.c2"


def test_turns_lines_and_pages_are_told():
    text = "Q: Who?\nA: My sister, and then my brother."
    second = text.index("and")
    printed = [
        {"start": 3, "page": "12", "unit": "line", "number": 4},
        {"start": text.index("My"), "page": "12", "unit": "line", "number": 5},
        {"start": second, "page": "13", "unit": "line", "number": 1},
    ]
    turns = turns_of(text)
    turns[0] |= {"page": "12", "printed_line": "4"}
    made = transcript_page(source(text), turns, printed, [], edition())
    page = html.document_fromstring(made)
    where = [" ".join(one.text_content().split()) for one in page.xpath("//p[@class='where']")]
    assert where == ["turn 1 p. 12 line 4", "turn 2 line 4"]
    assert page.xpath("//i[@class='page']/@data-page") == ["p. 13"]
    assert page.xpath("//section/@id") == ["turn.1", "turn.2"]


@pytest.mark.parametrize(("language", "other"), [("en", "id"), ("id", "en")])
def test_a_page_is_in_one_language_and_marks_the_text_with_its_own(language, other):
    text = "A: Ya."
    made = transcript_page(source(text, language=other), turns_of(text), [], [], edition(language))
    page = html.document_fromstring(made)
    assert page.get("lang") == language
    assert page.xpath("//p[@class='text']/@lang") == [other]
    own, foreign = edition(language).words, edition(other).words
    assert own.keys() == foreign.keys()
    assert not [one for one in foreign.values() if len(one.split()) > 2 and one in made]


def test_what_people_wrote_is_text_on_the_page():
    text = 'A: <script>alert("x")</script> </p> &amp;'
    bad = "<b onclick='x'>"
    rows = [coding(1, 3, 30, code=bad, coder=bad)]
    made = transcript_page(source(text, source_id=bad), turns_of(text), [], rows, edition(labels={bad: bad}))
    page = html.document_fromstring(made)
    assert not page.xpath("//script | //*[@onclick]")
    assert page.xpath("//p[@class='text']")[0].text_content() == text
    listed = transcript_list([{"source_id": bad, "turns": 1, "codings": 1}], edition(notice=bad))
    assert not html.document_fromstring(listed).xpath("//*[@onclick]")
    assert "http" not in re.sub(r'http-equiv="', "", made)
