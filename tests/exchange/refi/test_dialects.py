"""How positions of a REFI-QDA project count: found out by the texts, never guessed."""

from __future__ import annotations

import random
import re

import pytest
import twins
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from steps import steps
from twins import BYTES, NVIVO, QUALCODER, STANDARD, STYLES, TO_THE_LETTER, Mark, Style

from benang.core.problems import StudyError
from benang.exchange.refi.dialects import DIALECTS, SURE, resolve, score_readings
from benang.exchange.refi.positions import READINGS, MarkedText, Reading, Selection
from benang.exchange.refi.read import read

TALK = (
    "Interviewer: What changed when you began to sell through your phone?\n"
    "Informant: People ask for prices late at night, and I answer them 😀 from my bed.\n"
    "Before that they had to come to the shop, so I saw their faces.\n"
    "Interviewer: Is that a loss?\n"
    "Informant: Yes, but the café next door sends me three new customers every week. "
    "They trust me because she trusts me.\n"
)
LANGUAGES = (
    "harga saya jawab anak-anak kapan pelanggan setia",
    "cafe\u0301 nai\u0308ve Zu\u0308rich e\u0301te\u0301 garc\u0327on",
    "😀 👩‍👩‍👧 🏳️‍🌈 👍🏽 𝒳 𐐀𐐁𐐂 🐈",
    "السلام عليكم كِتَابٌ جميل",
    "שלום לָשׁוֹן טוב",
    "नमस्ते हिन्दी क्षेत्र",
    "naïve Ωmega ünïcode ß",
)
TAIL = "and in the end all of my old customers came back to the little shop on the corner"


def words_of(text: str) -> list[tuple[int, int]]:
    return [match.span() for match in re.finditer(r"\S+", text)]


def marks_in(text: str, count: int, seed: int = 0) -> list[Mark]:
    """Spans of some words, as people mark them."""
    drawn = random.Random(seed)
    words = words_of(text)
    firsts = [drawn.randrange(len(words)) for _ in range(count)]
    lasts = [min(first + drawn.choice((0, 1, 3, 8)), len(words) - 1) for first in firsts]
    return [Mark(words[first][0], words[last][1]) for first, last in zip(firsts, lasts, strict=True)]


def quotations(data: bytes, reading: str | None = None) -> list[str]:
    project = read(data, "p.qdpx", reading).project
    texts = {source.identity: source.text for source in project.sources}
    return [texts[coding.source][coding.start : coding.end] for coding in project.codings]


def reading_of(style: Style) -> Reading:
    """What the resolver has to find."""
    line_end = "one" if style.line_end_counts == 1 else "stored"
    return Reading(style.unit, line_end, "inclusive" if style.inclusive else "exclusive", style.bom_counts)


def kinds(error: pytest.ExceptionInfo[StudyError]) -> list[str]:
    return [problem.kind for problem in error.value.problems]


@st.composite
def talks(draw: st.DrawFn) -> tuple[str, list[Mark]]:
    """A text of words in many scripts with spans of whole words; its first and last line are plain English with ten
    spans each, so that nearly always something tells the readings apart."""
    word = st.sampled_from([word for words in LANGUAGES for word in words.split()])
    line = st.lists(word, min_size=1, max_size=6).map(" ".join)
    text = "\n".join((TAIL, *draw(st.lists(line, min_size=1, max_size=5)), ""))
    words = words_of(text)
    pairs = draw(st.lists(st.tuples(*[st.integers(0, len(words) - 1)] * 2), min_size=1, max_size=8))
    marks = [Mark(words[min(pair)][0], words[max(pair)][1]) for pair in pairs]
    end = [Mark(len(text) + start, len(text) + stop) for start, stop in words_of(TAIL)[2:12]]
    return text + TAIL, [Mark(*span) for span in words_of(TAIL)[2:12]] + marks + end


@pytest.mark.parametrize("style", STYLES.values(), ids=STYLES)
@given(talk=talks())
@examples(40)
def test_every_quotation_is_recovered_in_every_program_s_way(style: Style, talk: tuple[str, list[Mark]]) -> None:
    text, marks = talk
    data = twins.project(style, {"Talk": (text, marks)})
    wanted = [twins.written(style, text, mark) for mark in marks]
    try:
        found = read(data, "p.qdpx")
    except StudyError as error:
        # Two readings that differ in one or two of the spans: refused, never guessed.
        assert [problem.kind for problem in error.problems] == ["exchange-reading-tied"]
        assert style in (BYTES, STYLES["maxqda"])
        assert quotations(data, reading_of(style).name) == wanted
        return
    assert quotations(data) == wanted
    assert found.project.sources[0].text == style.stored(text)
    assert {problem.kind for problem in found.problems} <= {"exchange-reading-origin"}
    assert style.origin or found.problems == []


def test_nvivo_s_export_of_300_selections() -> None:
    """The shape of the real export: UTF-16, CR LF that counts two, a mark, ``Sources``."""
    texts = {f"Interview {number}": (TALK * 20, marks_in(TALK * 20, 30, number)) for number in range(10)}
    data = twins.project(NVIVO, texts)
    found = read(data, "p.qdpx")
    wanted = [twins.written(NVIVO, text, mark) for text, marks in texts.values() for mark in marks]
    assert quotations(data) == wanted and len(wanted) == 300
    assert found.resolution.reading == Reading("utf16", "stored", "exclusive")
    assert found.resolution.decided_by == "text" and found.resolution.lead > 100
    assert found.resolution.fitness.fitting == found.resolution.fitness.count


def test_the_scores_of_all_readings_are_listed_the_best_first() -> None:
    scores = read(twins.project(NVIVO, {"a": (TALK, marks_in(TALK, 30))}), "p.qdpx").resolution.scores
    assert {score.reading for score in scores} == set(READINGS)
    points = [score.fitness.points for score in scores]
    assert points == sorted(points, reverse=True)
    by_name = {score.reading.name: score for score in scores}
    # Every line of the text ends with CR LF, so a line end that counts two is one that counts what is stored.
    assert by_name["utf16-two-exclusive"].same_as.name == "utf16-stored-exclusive"
    assert by_name["utf16-stored-exclusive"].fitness.points > by_name["codepoint-stored-exclusive"].fitness.points


def test_two_readings_that_fit_equally_are_refused_with_both_and_how_to_overrule() -> None:
    # "(sic)" ends at the border of a character whether its last position is in it or after it.
    text = "He said so (sic)! And then he left the room."
    data = twins.project(STANDARD, {"a": (text, [Mark(text.index("("), text.index(")"))])})
    with pytest.raises(StudyError) as error:
        read(data, "p.qdpx")
    (problem,) = error.value.problems
    assert problem.kind == "exchange-reading-tied"
    assert {problem.values["first_quotation"], problem.values["second_quotation"]} == {"(sic", "(sic)"}
    names = [str(problem.values["first"]), str(problem.values["second"])]
    assert all(name in problem.message("en") and name in problem.message("id") for name in names)
    # What the message says to write gives what it shows.
    for name, shown in zip(names, ("first_quotation", "second_quotation"), strict=True):
        assert quotations(data, name) == [problem.values[shown]]


def test_what_is_known_of_the_program_breaks_a_tie_and_says_so() -> None:
    text = "He said so (sic)! And then he left the room."
    mark = Mark(text.index("("), text.index(")"))
    data = twins.project(NVIVO, {"a": (text, [mark])})
    found = read(data, "p.qdpx")
    assert quotations(data) == ["(sic"]
    (problem,) = found.problems
    assert (problem.kind, problem.severity) == ("exchange-reading-origin", "warning")
    assert (problem.values["quotation"], problem.values["other_quotation"]) == ("(sic", "(sic)")
    assert found.resolution.decided_by == "origin"
    assert quotations(data, str(problem.values["other"])) == ["(sic)"]


def test_the_texts_are_believed_before_the_program_s_name() -> None:
    """A project that went through another program may bear a name that does not fit."""
    style = Style("NVivo 12", unit="codepoint", line_end="\n")
    text = "😀 " + TALK
    marks = marks_in(text, 20)
    assert quotations(twins.project(style, {"a": (text, marks)})) == [text[mark.start : mark.end] for mark in marks]


@pytest.mark.parametrize("dialect", DIALECTS)
def test_a_study_can_name_the_dialect(dialect: str) -> None:
    style = {**STYLES, "standard": STANDARD}[dialect]
    text = "x 😀 y\nz"  # nothing here tells
    marks = [Mark(0, 1), Mark(4, 5), Mark(6, 7)]
    found = quotations(twins.project(style, {"a": (text, marks)}), dialect)
    assert found == ["x", "y", "z"]


def test_a_study_can_name_any_reading() -> None:
    for reading in READINGS:
        style = Style(
            "",
            unit=reading.unit,
            line_end="\r\n",
            line_end_counts=1 if reading.line_end == "one" else 2,
            bom=True,
            bom_counts=reading.mark_counted,
            inclusive=reading.end == "inclusive",
        )
        marks = [Mark(0, 1), Mark(4, 6), Mark(6, 7)]
        assert quotations(twins.project(style, {"a": ("x 😀 éy\nz", marks)}), reading.name) == ["x", "éy", "\r\n"]


def test_an_unknown_dialect_is_refused_with_the_nearest() -> None:
    with pytest.raises(StudyError) as error:
        read(twins.project(NVIVO, {"a": (TALK, marks_in(TALK, 3))}), "p.qdpx", "nvivoo")
    assert kinds(error) == ["exchange-dialect-unknown"]
    assert error.value.problems[0].values["near"] == "nvivo"


def test_names_that_hold_the_quotation_tell_the_reading_where_borders_do_not() -> None:
    text = "ab😀cd😀ef😀gh😀ij"
    places = [index for index in range(len(text)) if text[index].isascii()]
    marks = [Mark(place, place + 1, name=text[place]) for place in places[2:]]
    named = twins.project(STANDARD, {"a": (text, marks)})
    assert quotations(named) == [text[mark.start : mark.end] for mark in marks]
    unnamed = twins.project(STANDARD, {"a": (text, [Mark(mark.start, mark.end) for mark in marks])})
    with pytest.raises(StudyError):
        read(unnamed, "p.qdpx")


def test_names_that_people_gave_do_no_harm() -> None:
    drawn = random.Random(3)
    marks = marks_in(TALK, 20)
    given_names = [drawn.choice(["important!", "see memo 3", "a", "They trust", "Quotation 6:1", "the"]) for _ in marks]
    renamed = [Mark(mark.start, mark.end, name=name) for mark, name in zip(marks, given_names, strict=True)]
    data = twins.project(NVIVO, {"a": (TALK, renamed)})
    assert quotations(data) == [twins.written(NVIVO, TALK, mark) for mark in marks]
    assert read(data, "p.qdpx").resolution.decided_by == "text"


def test_a_cut_name_counts_for_the_beginning() -> None:
    long = Mark(TALK.index("People"), TALK.index("\nInterviewer: Is"))
    found = read(twins.project(STYLES["atlasti"], {"a": (TALK, [long] * 1)}), "p.qdpx", "atlasti")
    assert found.resolution.fitness.named == 1
    assert found.project.codings[0].quotation == ""  # the file does not give all the words
    whole = read(twins.project(QUALCODER, {"a": (TALK, [long])}), "p.qdpx", "qualcoder")
    assert whole.project.codings[0].quotation == TALK[long.start : long.end].replace("\n", " ")


def test_texts_and_positions_that_do_not_belong_together_are_refused() -> None:
    """Where the text was changed after it was coded no reading is right."""
    marks = [Mark(mark.start + 3, mark.end + 2) for mark in marks_in(TALK, 40, 5) if mark.end - mark.start > 9]
    data = twins.project(STANDARD, {"a": (TALK + " " * 9, marks)})
    with pytest.raises(StudyError) as error:
        read(data, "p.qdpx")
    assert kinds(error) == ["exchange-reading-none"]
    assert [problem.kind for problem in read(data, "p.qdpx", "standard").problems] == ["exchange-reading-poor"]


def test_passages_in_the_middle_of_words_are_said_to_be_odd() -> None:
    whole = marks_in(TALK, 40, 6)
    halves = [Mark(mark.start + 1, mark.end) for mark in marks_in(TALK, 9, 7) if TALK[mark.start + 1].isalpha()]
    found = read(twins.project(STANDARD, {"a": (TALK, whole + halves)}), "p.qdpx")
    assert [problem.kind for problem in found.problems] == ["exchange-reading-poor"]
    assert found.resolution.fitness.fitting == len({*whole})


def test_scripts_without_spaces_are_told_by_their_characters() -> None:
    text = "今天我去商店😀。老板说价格涨了,我不相信。\n后来朋友告诉我,别的店也一样。大家都很担心,可是没有办法。"
    clauses = [match.span() for match in re.finditer(r"[^,。\n😀]+", text)]
    marks = [Mark(*span) for span in clauses]
    assert quotations(twins.project(TO_THE_LETTER, {"a": (text, marks)})) == [text[slice(*span)] for span in clauses]
    assert quotations(twins.project(BYTES, {"a": (text, marks)})) == [text[slice(*span)] for span in clauses]


def marked(style: Style, text: str, marks: list[Mark]) -> MarkedText:
    selections = [
        Selection(style.position(text, mark.start), style.position(text, mark.end) - style.inclusive) for mark in marks
    ]
    return MarkedText(style.stored(text), style.bom, selections)


@pytest.mark.parametrize("count", [1, 2, 4, 8, 16])
def test_how_many_selections_are_enough(count: int) -> None:
    """One character parts the readings, every tenth edge takes a space along; a wrong reading is never sure."""
    sure = wrong = 0
    tries = 120
    for seed in range(tries):
        drawn = random.Random(seed)
        text = "😀 é " + TALK.replace("😀", ":)").replace("é", "e") * 8
        style = drawn.choice([NVIVO, STANDARD, TO_THE_LETTER, BYTES, STYLES["atlasti"], STYLES["maxqda"]])
        edge = [drawn.random() < 0.1 for _ in range(count)]
        marks = [
            Mark(mark.start, min(mark.end + odd, len(text)))
            for mark, odd in zip(marks_in(text, count, seed), edge, strict=True)
        ]
        texts = [marked(style, text, marks)]
        scores = score_readings(texts)
        best = scores[0]
        other = next(score for score in scores if score.same_as != best.same_as)
        if best.fitness.points - other.fitness.points >= SURE:
            sure += 1
            starts, ends = texts[0].spans(best.reading)
            found = [texts[0].text[start:end] for start, end in zip(starts, ends, strict=True)]
            wrong += found != [twins.written(style, text, mark) for mark in marks]
    assert wrong == 0
    assert sure / tries >= {1: 0, 2: 0, 4: 0.1, 8: 0.9, 16: 1}[count]


def test_a_selection_that_stands_for_several_codes_counts_once() -> None:
    one = Selection(4, 9)
    assert score_readings([MarkedText("And prices rose.", False, [one] * 50)]) == score_readings(
        [MarkedText("And prices rose.", False, [one])]
    )


def test_without_selections_there_is_nothing_to_decide() -> None:
    resolution, problems = resolve([MarkedText("Nothing is marked.")], "NVivo", "p.qdpx")
    assert (resolution.decided_by, resolution.runner_up, problems) == ("nothing", None, [])
    with pytest.raises(StudyError):
        resolve([MarkedText("", False, [Selection(0, 4)])], "NVivo", "p.qdpx")


def test_positions_within_a_character_or_outside_are_nowhere() -> None:
    text = MarkedText("a😀\r\nb", True, [Selection(2, 4), Selection(0, 99), Selection(-5, 2), Selection(3, 3)])
    starts, ends = text.spans(Reading("utf16", "stored", "exclusive"))
    assert starts.tolist() == ends.tolist() == [-1, -1, -1, -1]
    # The pair of a line end is one place for a reading that counts it once.
    starts, ends = MarkedText("a\r\nb", False, [Selection(1, 2)]).spans(Reading("codepoint", "one", "exclusive"))
    assert (starts.tolist(), ends.tolist()) == ([1], [3])


def test_more_long_texts_with_many_selections_take_only_as_many_more_steps() -> None:
    long = (TALK * 200)[:50_000]
    texts = []
    for number in range(50):
        selections = [
            Selection(mark.start + 3 * number, mark.end + 3 * number, long[mark.start : mark.end][:100])
            for mark in marks_in(long, 60, number)
        ]
        texts.append(MarkedText("😀 " * number + long, False, selections))
    assert steps(score_readings, texts) < 4 * steps(score_readings, texts[:20])
