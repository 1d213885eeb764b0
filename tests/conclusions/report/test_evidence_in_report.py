"""How the report tells what was said, observed, disputed, hidden and answered, and what the numbers rest on."""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
import yaml
from places import ROOT

from benang.conclusions.claims import Answer, Claim
from benang.conclusions.report.book import read_report
from benang.conclusions.report.report_words import TEXTS_FILE
from benang.core.tables import read_table, write_table
from benang.core.texts import read_texts

Run = Callable[..., dict[str, Any]]
Tables = dict[str, pd.DataFrame]

NOTE = "Saya belajar sendiri dari teman dan video"


def set_cells(frame: pd.DataFrame, where: pd.Series, **values: str) -> pd.DataFrame:
    """``frame`` with other values in the rows ``where``."""
    return frame.assign(**{name: frame[name].mask(where, value) for name, value in values.items()})


def observed(tables: Tables) -> None:
    """The source of C is an observer's notes."""
    of_c = tables["turns"]["source_id"] == "observation-C"
    tables["turns"] = set_cells(tables["turns"], of_c, role="observer", speaker="")


def asked(tables: Tables) -> None:
    """The first turn of every source is the interviewer's question."""
    tables["turns"] = set_cells(tables["turns"], tables["turns"]["turn"] == 1, role="interviewer", case_id="")


def sides(**of_case: str) -> Callable[[Tables], None]:
    """The coders' sides of turn 1 by case, ``for/against`` one each."""

    def change(tables: Tables) -> None:
        codings = tables["codings"]
        for case, written in of_case.items():
            for coder, side in zip(("ani", "budi"), written.split("_") * 2, strict=False):
                mine = (codings["case_id"] == case) & (codings["turn"] == 1) & (codings["coder"] == coder)
                codings = set_cells(codings, mine, side=side)
        tables["codings"] = codings

    return change


def uses(use: str, turn: int) -> Callable[[Tables], None]:
    def change(tables: Tables) -> None:
        tables["codings"] = set_cells(tables["codings"], tables["codings"]["turn"] == turn, use=use)

    return change


def texts(study: dict[str, Any], language: str = "en") -> dict[str, str]:
    return read_report("results", study, language).texts


def blocks(text: str, name: str) -> list[str]:
    return re.findall(rf"^::: \{{\.{name}\}}$(.*?)^:::$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("language, note", [("en", "Observer’s note:"), ("id", "Catatan pengamat:")])
def test_an_observers_note_never_stands_in_quotation_marks(run: Run, language: str, note: str) -> None:
    found = texts(run(change=observed), language)
    for chapter in ("findings", "claims", "quotations"):
        notes = blocks(found[chapter], "observation")
        assert notes, chapter
        for block in notes:
            assert note in block.replace("\\", "") and "“" not in block
        assert not any("observation-C" in block for block in blocks(found[chapter], "quotation"))


def test_what_was_observed_is_counted_beside_and_never_among_what_was_said(run: Run) -> None:
    found = texts(run(change=observed))
    assert "2 of 2 informants (A, B)" in found["findings"]
    assert "1 of 1 informant" in found["findings"]
    assert "3 of 3" not in found["findings"]
    assert "C" in found["limits"]  # listed, and not heard


def test_a_case_that_was_not_heard_is_named(run: Run) -> None:
    found = texts(run(change=observed))
    assert re.search(r"3 informants; .*\bC\b", found["summary"])


@pytest.mark.parametrize("language, before", [("en", "Question before:"), ("id", "Pertanyaan sebelumnya:")])
def test_a_quotation_has_the_question_before_it_and_the_interviewers_words_are_no_evidence(
    run: Run, language: str, before: str
) -> None:
    found = texts(run(change=asked), language)
    quotations = blocks(found["quotations"], "quotation")
    assert quotations and all(before in block for block in quotations)
    assert not any("turn 1," in block or "giliran 1," in block for block in quotations)
    assert len(quotations) == 6  # turns 2 and 3 of three sources, both coders on the same words


def test_a_long_question_is_cut_to_its_end(run: Run) -> None:
    found = texts(run(change=asked, said=("Lalu " * 80 + "bagaimana?", "Saya belajar sendiri.")))
    (question,) = set(re.findall(r"Question before: (.*?)\]", found["quotations"]))
    question = question.removeprefix("[")  # marked with its language
    assert question.startswith("…") and question.rstrip("\\").endswith("bagaimana?") and len(question) < 180


def test_every_quotation_shows_its_memos(run: Run) -> None:
    found = texts(run())
    for chapter in ("findings", "claims"):
        assert all("Memo by ani:" in block for block in blocks(found[chapter], "quotation"))


@pytest.mark.parametrize(
    "language, sentence",
    [("en", "3 passages not printed, as the researcher chose (3 for)"), ("id", "3 cuplikan tidak dicetak")],
)
def test_what_is_hidden_is_not_printed_and_counted_by_side(run: Run, language: str, sentence: str) -> None:
    found = texts(run(change=uses("hide", 1)), language)
    for chapter in ("findings", "quotations", "claims"):
        assert sentence in found[chapter], chapter
        printed = "".join(blocks(found[chapter], "quotation"))
        assert printed and not re.search("(turn|giliran) 1,", printed)
    assert re.search(r"\| *9 \|", found["ways"])  # it still counts


def test_what_is_in_doubt_is_printed_among_all_quotations_and_never_as_an_example(run: Run) -> None:
    found = texts(run(change=uses("doubt", 1)))
    assert "turn 1," not in "".join(blocks(found["findings"], "quotation"))
    assert "turn 1," in "".join(blocks(found["quotations"], "quotation"))


def test_the_researchers_choice_is_the_example(run: Run) -> None:
    assert "turn 3," not in "".join(blocks(texts(run())["findings"], "quotation"))
    chosen = blocks(texts(run(change=uses("best", 3), figures=False))["findings"], "quotation")
    assert sum("turn 3," in block for block in chosen) == 3


def test_a_disputed_passage_is_told_and_is_no_example(run: Run) -> None:
    found = texts(run(change=sides(A="for_against")))
    apart = found["findings"].split("::: {.negative}")[1]
    assert "1 reference" in apart and "disputed" in apart
    assert not re.search(r"interview-A, turn 1\b", "".join(blocks(found["findings"], "quotation")))
    assert "disputed" in found["quotations"]


def test_answers_stand_with_what_they_answer_and_the_rest_is_told(run: Run) -> None:
    answer = Answer("C1.1", ("c0000000002", "c0000000003"), "limit", {"en": "Only where time is short.", "id": "x"})
    claim = Claim("C1", {"en": "Social media help.", "id": "Media sosial menolong."}, ("k",), answers=(answer,))
    found = texts(run(claim=claim, told_unanswered=True))
    assert "Only where time is short." in found["claims"]
    assert "2 passages against it not answered yet" in found["claims"]
    assert "| 1 of 3 |" in re.sub(" +", " ", found["claims"])
    assert found["problems"].count("does not answer the passage") == 2
    assert texts(run(claim=claim, figures=False))["claims"].count("{.answer}") == 1


def test_a_claim_says_what_the_researcher_says_of_it_and_what_is_not_supplied(run: Run) -> None:
    supplied = Claim(
        "C1",
        {"en": "Social media help.", "id": "x"},
        ("k",),
        type="causal",
        written="before",
        status="limited",
        status_reason={"en": "Where there is time.", "id": "x"},
    )
    bare = texts(run())["claims"]
    assert bare.count("not supplied") == 3
    full = texts(run(claim=supplied, figures=False))["claims"]
    assert "not supplied" not in full and "causal" in full and "Where there is time." in full


VERDICTS = {
    "en": r"\bverdicts?\b|\b(?:partly )?supported\b|\bcontradicted\b|\brefuted\b|\bproven\b",
    "id": r"\bputusan\b|\bterdukung\b|\bdidukung\b|\bterbantah\b|\bterbukti\b",
}


@pytest.mark.parametrize("language", ["en", "id"])
def test_no_word_of_the_report_is_a_verdict(run: Run, language: str) -> None:
    said = "\n".join(texts(run(), language).values())
    assert not re.findall(VERDICTS[language], said, re.IGNORECASE)
    notebook = (ROOT / "workflow" / "notebooks" / "supplement.py").read_text(encoding="utf-8")
    own = yaml.safe_load(TEXTS_FILE.read_text(encoding="utf-8"))[language]
    needs = [sentences[language] for sentences in read_texts("needs.yaml").values()]
    written = [*map(str, own.values()), *needs, notebook]
    assert not [text for text in written if re.search(VERDICTS[language], text, re.IGNORECASE)]


def test_the_totals_under_the_other_ways_of_counting_have_a_table(run: Run) -> None:
    study = run()
    english, indonesian = (texts(study, language)["ways"] for language in ("en", "id"))
    row = next(line for line in english.splitlines() if line.startswith("| [Label k"))
    assert [cell.strip() for cell in row.split("|")[2:-1]] == ["9", "9", "0", "9", "9"]
    assert "Anyone (used here)" in english and "ani alone" in english
    assert "Siapa pun (dipakai studi ini)" in indonesian and "ani saja" in indonesian
    assert texts(run(coders=("ani",), figures=False))["ways"] == ""


def test_sources_that_one_coder_alone_read_are_named(run: Run) -> None:
    def only_ani(tables: Tables) -> None:
        codings = tables["codings"]
        tables["codings"] = codings[(codings["coder"] == "ani") | (codings["source_id"] != "interview-A")]

    assert "by one coder only" not in texts(run())["coders"]
    found = texts(run(change=only_ani, figures=False))
    assert "Read by one coder only: 1 of 3 sources (interview-A)" in found["coders"].replace("\\", "")
    assert "by one coder only" not in texts(run(coders=("ani",), figures=False))["coders"]


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_reproduction_check_says_how_many_assignments_score_as_well(run: Run, language: str) -> None:
    study = run()
    own = yaml.safe_load(TEXTS_FILE.read_text(encoding="utf-8"))[language]
    # Everybody says it: every one of the six assignments scores as well.
    assert own["assignments_no_power"] in texts(study, language)["reproduction"]
    row = {"pairs": 3, "reproduced": 2, "assignments": 10_000, "as_well": 123, "all_tried": False}
    write_table(pd.DataFrame([row]), "results/mapping/assignments.parquet", "assignments")
    drawn = texts(study, language)["reproduction"]
    assert own["assignments_no_power"] not in drawn
    assert ("10,000" if language == "en" else "10.000") in drawn and "123" in drawn
    assert ("1.2%" if language == "en" else "1,2%") in drawn


def test_a_gap_in_research_is_told_only_of_works_that_were_read_in_full(run: Run) -> None:
    def field_only(study: dict[str, Any]) -> str:
        path = "results/mapping/novelty.parquet"
        found = read_table(path, "novelty")
        write_table(found.assign(n_works=0, status="field only"), path, "novelty")
        return texts(study)["novelty"]

    notes = field_only(run())
    assert "not found in the notes of 1 work" in notes and "gap" not in notes
    assert "research gap" in field_only(run(works_read="full", figures=False))
