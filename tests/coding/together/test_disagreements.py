import re
from itertools import combinations

import lxml.html
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from small_tables import codes, codings, talks

from benang.coding.together.disagreement_page import disagreements_page
from benang.coding.together.disagreements import COLUMNS, KINDS, disagreements

TALK = {
    "a": [
        ("P", "How do customers reach you?"),
        ("A", "They send a message. I answer at once, so they trust me. The shop has a page too."),
        ("P", "And before?"),
        ("A", "Before, they had to come here 😀. Some never did."),
    ],
    "b": [("P", "Where do you buy?"), ("B", "Where my friends buy. I trust them.")],
}
TABLES = talks(TALK)
SOURCES, TURNS, _ = TABLES


def compare(*given, pairs=None):
    table = codings(TABLES, *given)
    return disagreements(table, TURNS, SOURCES, pairs or combinations(sorted(set(table["coder"])), 2))


def kinds(*given):
    return compare(*given)["kind"].tolist()


BOTH_IN_A = (("a", "ana", "page", "The shop has a page too."), ("a", "ben", "page", "The shop has a page too."))


def test_a_passage_that_only_one_of_them_coded():
    found = compare(("a", "ana", "trust", "they trust me"), *BOTH_IN_A)
    assert list(found.columns) == COLUMNS
    row = found.iloc[0]
    assert (row["kind"], row["coder_a"], row["coder_b"]) == ("only_a", "ana", "ben")
    assert (row["quotation_a"], row["quotation_b"], len(row["offsets_b"])) == ("they trust me", "", 0)
    ((start, end),) = row["offsets_a"]
    text = SOURCES["text"][0]
    assert text[start:end] == "they trust me"
    assert row["context_before"] + row["quotation_a"] + row["context_after"] in text
    assert (row["turn"], row["decision"]) == (2, "")
    assert kinds(("a", "ben", "trust", "they trust me"), *BOTH_IN_A) == ["only_b"]


def test_another_extent():
    found = compare(("a", "ana", "trust", "they trust me"), ("a", "ben", "trust", "I answer at once, so they trust me"))
    assert found["kind"].tolist() == ["extent"]
    assert found["quotation_b"][0] == "I answer at once, so they trust me"


@pytest.mark.parametrize(
    ("ana", "ben"),
    [
        ("they trust me", "they trust me."),
        ("They send a message.", "A: They send a message. "),
        ("They send a message.", "you?\nA: They send a message."[5:]),
        ("here 😀", " here 😀."),
    ],
)
def test_a_full_stop_a_space_or_a_speakers_label_is_no_difference(ana, ben):
    assert kinds(("a", "ana", "trust", ana), ("a", "ben", "trust", ben)) == []


def test_two_codings_of_the_same_words_as_one_are_no_difference():
    ana = [("a", "ana", "c", "They send a message."), ("a", "ana", "c", "I answer at once, so they trust me.")]
    assert kinds(*ana, ("a", "ben", "c", "They send a message. I answer at once, so they trust me.")) == []


def test_several_codings_of_one_coder_against_one_of_the_other():
    found = compare(("a", "ana", "c", "They send"), ("a", "ana", "c", "trust me"), ("a", "ben", "c", TALK["a"][1][1]))
    assert found["quotation_a"].tolist() == ["They send [...] trust me"]
    assert len(found["offsets_a"][0]) == 2
    assert len(found["coding_ids_a"][0]) == 2


def test_an_emoji_is_a_character_that_can_differ():
    assert kinds(("a", "ana", "c", "come here"), ("a", "ben", "c", "come here 😀")) == ["extent"]


def test_two_parts_of_one_word_that_share_no_letter_are_a_difference():
    start = SOURCES["text"][0].index("message")
    found = compare(("a", "ana", "trust", (start, start + 3)), ("a", "ben", "trust", (start + 4, start + 7)))
    assert found["kind"].tolist() == ["extent"]
    assert compare(("a", "ana", "trust", (start, start + 6)), ("a", "ben", "trust", (start, start + 7))).empty


def test_no_spreadsheet_takes_an_id_for_a_number():
    found = compare(
        *(("a", "ana", "trust", (place, place + 1)) for place in range(0, 60, 2)), ("a", "ben", "page", (0, 9))
    )
    assert len(found) > 10
    assert found["disagreement_id"].str.fullmatch("d[0-9a-f]{9}").all()


def test_an_id_is_what_it_was_before_codings_ids_had_a_letter():
    found = compare(("a", "ana", "trust", "they trust me"), *BOTH_IN_A)
    assert found["disagreement_id"].tolist() == ["d0b0566916"]


def sided(*given, quotation="they trust me", code="trust", book=None):
    """Differences of coders who gave one code to the same words: ``given`` are coders with the sides they gave."""
    table = codings(TABLES, *(("a", coder, code, quotation, {"side": side}) for coder, side in given))
    return disagreements(table, TURNS, SOURCES, [("ana", "ben")], book)


def test_the_same_words_on_conflicting_sides_are_a_difference():
    (row,) = sided(("ana", "for"), ("ben", "against")).to_dict("records")
    assert (row["kind"], row["side_a"], row["side_b"], row["side"]) == ("side", "for", "against", "")


@pytest.mark.parametrize("one, other", [("", "for"), ("both", "against"), ("none", "none"), ("both", "for")])
def test_sides_that_share_something_are_no_difference(one, other):
    assert sided(("ana", one), ("ben", other)).empty
    assert sided(("ana", other), ("ben", one)).empty


def test_what_was_not_given_is_the_codes_own_side():
    book = codes("trust", "distrust", "talk")
    book = book.assign(
        negative=book["code_id"] == "distrust",
        parent_id=["trust" if code == "distrust" else "" for code in book["code_id"]],
        side=["none" if code == "talk" else "" for code in book["code_id"]],
    )
    assert sided(("ana", ""), ("ben", "against"), code="distrust", book=book).empty
    assert sided(("ana", ""), ("ben", "none"), code="talk", book=book).empty
    (row,) = sided(("ana", ""), ("ben", "for"), code="distrust", book=book).to_dict("records")
    assert (row["side_a"], row["side_b"]) == ("against", "for")


def test_sides_are_held_against_each_other_passage_by_passage():
    swapped = [("they", "for"), ("trust", "against")], [("they", "against"), ("trust", "for")]
    given = [
        ("a", coder, "trust", quotation, {"side": side})
        for coder, sides in zip(("ana", "ben"), swapped, strict=True)
        for quotation, side in sides
    ]
    # Two codings that share no word are two passages; here they are two differences.
    assert compare(*given)[["kind", "quotation_a", "side_a"]].values.tolist() == [
        ["side", "they", "for"],
        ["side", "trust", "against"],
    ]
    # Bound together by a longer coding of each they are one region, whose sides as a whole are the same.
    joined = [*given, *(("a", coder, "trust", "they trust", {"side": "none"}) for coder in ("ana", "ben"))]
    (row,) = compare(*joined).to_dict("records")
    assert (row["kind"], row["side_a"], row["side_b"]) == ("side", "both", "both")


@pytest.mark.parametrize(
    ("ana", "ben", "kind"),
    [
        ("against", "", "extent_side"),
        ("against", "none", "extent_side"),
        ("for", "", "extent"),
        ("both", "against", "extent"),  # they share one
    ],
)
def test_a_difference_in_extent_and_in_side_is_listed_as_both(ana, ben, kind):
    given = [("a", "ana", "trust", "they trust me", {"side": ana}), ("a", "ben", "trust", "they trust", {"side": ben})]
    found = compare(*given)
    (row,) = found.to_dict("records")
    assert (row["kind"], row["side_a"], row["side_b"]) == (kind, ana, ben or "for")
    for language, said in (("id", "panjang kutipan dan sisinya berbeda"), ("en", "another extent and another side")):
        shown = disagreements_page(found, SOURCES, codes(trust="Trust"), language, "Study")
        assert (said in shown) == (kind == "extent_side")


def test_a_decision_on_an_extent_holds_when_sides_come_to_differ():
    given = [("a", "ana", "trust", "they trust me", {}), ("a", "ben", "trust", "they trust", {})]
    other = [("a", "ana", "trust", "they trust me", {"side": "against"}), given[1]]
    assert compare(*given)["disagreement_id"].item() == compare(*other)["disagreement_id"].item()


def test_a_difference_in_sides_is_another_once_a_coder_gives_another_side():
    first, second = sided(("ana", "for"), ("ben", "against")), sided(("ana", "for"), ("ben", "none"))
    assert first["disagreement_id"].item() != second["disagreement_id"].item()


def test_the_page_shows_the_sides_and_what_was_decided():
    table = sided(("ana", "for"), ("ben", "against"))
    shown = disagreements_page(table, SOURCES, codes(trust="Trust"), "id", "Studi")
    assert "coded_by" not in shown and "Sisi: mendukung" in shown and "Sisi: menentang" in shown
    assert "1 perbedaan, 1 belum diputuskan" in shown
    decided = disagreements_page(table.assign(side="both"), SOURCES, codes(trust="Trust"), "en", "Study")
    assert "Side: both" in decided and "1 difference, 0 not decided" in decided


def test_spans_that_only_touch_do_not_meet():
    assert kinds(("a", "ana", "c", "They send "), ("a", "ben", "c", "a message")) == ["only_a", "only_b"]


def test_a_coding_without_words_is_compared_all_the_same():
    text = SOURCES["text"][0]
    stop = text.index(".")
    assert kinds(("a", "ana", "c", (stop, stop + 1)), *BOTH_IN_A) == ["only_a"]
    assert kinds(("a", "ana", "c", (stop, stop + 1)), ("a", "ben", "c", (stop, stop + 1))) == []


def test_sources_that_one_of_them_never_opened_are_not_compared():
    assert kinds(("b", "ana", "trust", "I trust them"), *BOTH_IN_A) == []


def test_only_accepted_codings_count():
    suggested = ("a", "ana", "trust", "they trust me", {"status": "suggested"})
    assert kinds(suggested, *BOTH_IN_A) == []


def test_coder_a_is_the_first_in_the_alphabet_however_the_pair_is_written():
    given = (("a", "ana", "trust", "they trust me"), *BOTH_IN_A)
    assert compare(*given, pairs=[("ben", "ana")]).equals(compare(*given, pairs=[("ana", "ben")]))


def test_three_coders_are_compared_in_pairs():
    found = compare(
        *(("a", coder, "page", "The shop has a page too.") for coder in ("ana", "ben", "cut")),
        ("a", "ana", "trust", "they trust me"),
        ("a", "ben", "trust", "they trust me"),
    )
    pairs = list(zip(found["coder_a"], found["coder_b"], found["kind"], strict=True))
    assert pairs == [("ana", "cut", "only_a"), ("ben", "cut", "only_a")]


def test_ids_stay_when_the_text_before_moves():
    given = (("a", "ana", "trust", "they trust me"), ("a", "ben", "trust", "so they trust me"))
    before = compare(*given)
    moved = talks({**TALK, "a": [("P", "A question more."), *TALK["a"]]})
    after = disagreements(codings(moved, *given), moved[1], moved[0], [("ana", "ben")])
    assert before["disagreement_id"].tolist() == after["disagreement_id"].tolist()
    assert [spans.tolist() for spans in before["offsets_a"][0]] != [spans.tolist() for spans in after["offsets_a"][0]]


@st.composite
def coded(draw):
    length = len(SOURCES["text"][0])
    spans = st.tuples(st.integers(0, length - 1), st.integers(1, 40)).map(lambda s: (s[0], min(length, sum(s))))
    row = st.tuples(st.just("a"), st.sampled_from(["ana", "ben"]), st.sampled_from("xy"), spans)
    return draw(st.lists(row, min_size=1, max_size=12, unique=True))


@examples(60)
@given(coded())
def test_every_row_holds_the_text_and_every_differing_coding_stands_in_one(given):
    table = codings(TABLES, *given)
    found = disagreements(table, TURNS, SOURCES, [("ana", "ben")])
    text = SOURCES["text"][0]
    ids = []
    for row in found.itertuples():
        assert row.kind in KINDS
        assert (row.kind == "only_a", row.kind == "only_b") == (len(row.offsets_b) == 0, len(row.offsets_a) == 0)
        for side in ("a", "b"):
            quoted = [text[start:end] for start, end in getattr(row, f"offsets_{side}")]
            assert " [...] ".join(quoted) == getattr(row, f"quotation_{side}")
            ids += list(getattr(row, f"coding_ids_{side}"))
    assert len(ids) == len(set(ids))
    assert set(ids) <= set(table["coding_id"])
    assert found["disagreement_id"].is_unique
    for code in "xy":
        if set(table["coder"]) == {"ana", "ben"} and code not in found["code_id"].tolist():
            assert words_of(table, code, "ana") == words_of(table, code, "ben")


def words_of(table, code, coder):
    """An independent measure: the words of the utterances that a coder gave a code to."""
    rows = table[(table["code_id"] == code) & (table["coder"] == coder)]
    said = [range(start, end) for start, end in zip(TURNS["start"][:4], TURNS["end"][:4], strict=True)]
    words = [word.span() for word in re.finditer(r"\w+|😀", SOURCES["text"][0])]
    spoken = [(start, end) for start, end in words if any(start in utterance for utterance in said)]
    return {word for word in spoken for row in rows.itertuples() if word[0] < row.end and row.start < word[1]}


# --- the page ---


def show(*given, language="en", **decided):
    found = compare(*given).assign(**decided)
    return disagreements_page(found, SOURCES, codes("trust", "page"), language, "Two <shops>", "Made up & short")


def test_the_page_marks_what_both_and_what_one_of_them_coded():
    shown = show(("a", "ana", "trust", "they trust me"), ("a", "ben", "trust", "so they trust me"))
    assert '<mark class="both">they trust me</mark>' in shown
    assert '<mark class="alone">so </mark><mark class="both">they trust me</mark>' in shown
    assert "Two &lt;shops&gt;" in shown
    assert "Made up &amp; short" in shown


def test_the_page_says_who_did_not_code_and_what_was_decided():
    shown = show(
        ("a", "ana", "trust", "they trust me", {"why": "<b>sure</b>"}),
        *BOTH_IN_A,
        decision="neither",
        memo="Too vague",
        adjudicator="cut",
    )
    assert "ben: not coded" in shown
    assert "&lt;b&gt;sure&lt;/b&gt;" in shown
    assert "neither (cut): Too vague" in shown
    assert "<script" not in shown


HOSTILE = """<script>alert('x')</script><!-- "'> &amp; {{ 7*7 }} {% raw %} \x07"""


def test_what_people_noted_is_marked_with_the_language_they_write_in():
    found = compare(("a", "ana", "trust", "they trust me"), ("a", "ben", "trust", "so they trust me"))
    found = found.assign(decision="neither", memo="Terlalu umum", memo_a="Jelas sekali")
    shown = disagreements_page(found, SOURCES, codes("trust"), "en", "Study", main="id")
    assert '<span lang="id">Terlalu umum</span>' in shown and '<span lang="id">Jelas sekali</span>' in shown
    own = disagreements_page(found, SOURCES, codes("trust"), "id", "Studi", main="id")
    assert 'lang="id">Terlalu umum' not in own and "Terlalu umum" in own


@pytest.mark.parametrize("field", ["memo", "adjudicator", "coder_a", "memo_b", "disagreement_id", "title", "notice"])
def test_nothing_that_people_wrote_is_markup_of_the_page(field):
    """Whatever it is, the page has the elements that it has about plain words, and shows it."""

    def made(words):
        found = compare(("a", "ana", "trust", "they trust me"), *BOTH_IN_A).assign(
            decision="a", memo="plain", memo_b="plain", adjudicator="plain"
        )
        named = {"title": "plain", "notice": "plain"}
        if field in named:
            named[field] = words
        else:
            found[field] = words
        return disagreements_page(found, SOURCES, codes("trust", "page"), "en", **named)

    plain, hostile = (lxml.html.document_fromstring(made(words)) for words in ("plain", HOSTILE))
    assert [one.tag for one in hostile.iter()] == [one.tag for one in plain.iter()]
    assert "{{ 7*7 }} {% raw %}" in hostile.text_content()


@pytest.mark.parametrize(("language", "words"), [("id", "Perbedaan antara pengode"), ("xx", "Where the coders differ")])
def test_the_page_speaks_the_studys_language_or_english(language, words):
    assert words in show(*BOTH_IN_A, language=language)
