"""How the report tells what is not counted as nobody decided, who stands where by group, and what was asked."""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from benang.conclusions.report.book import read_report
from benang.core import model
from benang.core.tables import read_table, write_table

Run = Callable[..., dict[str, Any]]
Tables = dict[str, pd.DataFrame]
AGREED = {"coders": None, "count": "agreed"}
TABLE_NUMBER = re.compile(r"(?:Table|Tabel|tables|tabel)[ \\\u00a0]*\d+", re.IGNORECASE)


def texts(study: dict[str, Any], language: str = "en") -> dict[str, str]:
    return read_report("results", study, language).texts


def only_ani_codes(*cases: str) -> Callable[[Tables], None]:
    """Of some cases nobody but Ani coded anything; Budi read their sources."""

    def change(tables: Tables) -> None:
        codings = tables["codings"]
        odd = codings["case_id"].isin(cases) & codings["coder"].eq("budi")
        # What was not coded stands on another code of the same turn, so that Budi is a reader of the source.
        tables["codings"] = codings.assign(code_id=codings["code_id"].mask(odd, "u"))

    return change


@pytest.mark.parametrize("language, word", [("en", "No passage coded"), ("id", "Tidak ada cuplikan yang dikodekan")])
def test_a_cell_that_somebody_coded_is_not_shown_as_silence(run: Run, language: str, word: str) -> None:
    found = texts(run(counting=AGREED, change=only_ani_codes("A")), language)
    assert "0\u00a0(3)" in found["cases"]
    assert word not in found["claims"]
    brackets = {"en": "In brackets: how many more passages", "id": "Dalam kurung: berapa cuplikan lagi"}
    assert brackets[language] in found["cases"]
    told = {"en": "Coded by somebody, not counted", "id": "Dikodekan seseorang, tidak dihitung"}
    assert told[language] in found["claims"]


def test_a_category_of_which_all_is_left_out_is_told_with_how_much(run: Run) -> None:
    found = texts(run(counting=AGREED, change=only_ani_codes("A", "B", "C"), observation=False))
    assert "9 passages more were coded by somebody and are not counted" in found["findings"]
    assert "What was coded of it rests on differences between coders that nobody decided." in found["claims"]


def test_nothing_is_said_of_what_is_left_out_where_nothing_is(run: Run) -> None:
    found = texts(run(counting=AGREED))
    assert "In brackets" not in found["cases"]
    assert "not counted" not in found["claims"] + found["findings"]


def two_groups(tables: Tables) -> None:
    tables["cases"] = tables["cases"].assign(**{"attribute:group": ["pemilik", "warga", "warga"]})
    codings = tables["codings"]
    tables["codings"] = codings[codings["case_id"] != "C"]


@pytest.mark.parametrize(
    "language, expected",
    [
        ("en", "On both sides: 2 of 3 informants (A, B) – pemilik 1 of 1; warga 1 of 2"),
        ("id", "Di kedua sisi: 2 dari 3 informan (A, B) – pemilik 1 dari 1; warga 1 dari 2"),
    ],
)
def test_claims_tell_who_stands_where_by_group(run: Run, language: str, expected: str) -> None:
    assert expected in texts(run(change=two_groups), language)["claims"]


def test_one_group_needs_no_telling_apart(run: Run) -> None:
    assert " – warga" not in texts(run())["claims"]


def with_guide(study: dict[str, Any], asked: list[tuple[str, int, str]]) -> dict[str, Any]:
    """The study with a guide, and what was confirmed to be asked."""
    questions = [("q1", "Do you *trust* it?", ["k"]), ("q2", "And the rest?", [])]
    guide = pd.DataFrame(questions, columns=["question_id", "question", "code_ids"])
    about = {"q1": ["k"], "q2": [], "": []}
    rows = [(source, turn, question, about[question]) for source, turn, question in asked]
    write_table(model.conform(guide, "guide"), "results/coding/guide.parquet", "guide")
    table = pd.DataFrame(rows, columns=["source_id", "turn", "question_id", "code_ids"])
    write_table(model.conform(table, "asked"), "results/coding/asked.parquet", "asked")
    return study | {"guide": True}


def test_the_guide_stands_in_the_report_with_where_it_was_asked_and_of_whom_not(run: Run) -> None:
    study = with_guide(run(observation=False), [("interview-A", 1, "q1"), ("interview-B", 1, "q2")])
    found = texts(study)["guide"]
    assert "known of 2 of 3 sources" in found
    assert "Not confirmed yet: interview-C;" in found
    assert "Do you \\*trust\\* it?" in found
    first, second = (next(row for row in found.splitlines() if f" {one} " in row) for one in ("q1", "q2"))
    assert "1 of 2 (B)" in first
    assert "1 of 2 (A)" in second
    assert texts(study, "id")["guide"].count("1 dari 2") == 4


def test_findings_tell_who_was_not_asked_and_what_was_said_unasked(run: Run) -> None:
    study = with_guide(run(observation=False), [("interview-A", 1, "q1"), ("interview-B", 1, "q2")])
    passages = read_table("results/coding/passages.parquet", "passages")
    of_known = passages["source_id"].map({"interview-A": "yes", "interview-B": "no", "interview-C": ""})
    write_table(passages.assign(prompted=of_known), "results/coding/passages.parquet", "passages")
    found = texts(study)["findings"]
    assert "Not asked about it: 1 of 3 informants (B)." in found
    assert "said without being asked about it: 3 of 6 references (B)" in found


def test_without_a_guide_nothing_is_said_of_asking(run: Run) -> None:
    found = texts(run())
    assert found["guide"] == ""
    assert "asked about" not in found["findings"]


@pytest.mark.parametrize("language, said", [("en", "after the decisions"), ("id", "sesudah keputusan")])
def test_a_study_that_counts_after_decisions_says_that_the_other_ways_are_before_them(
    run: Run, language: str, said: str
) -> None:
    study = run(change=only_ani_codes("A"))
    assert said not in texts(study, language)["ways"]
    found = read_table("results/coding/disagreements.parquet", "disagreements")
    write_table(found.assign(decision="both"), "results/coding/disagreements.parquet", "disagreements")
    assert said in texts(study, language)["ways"]
    assert "(used here)" not in texts(study)["ways"]


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_numbers_of_themes_categories_and_codes_are_those_of_all_entries(run: Run, language: str) -> None:
    study = run(figures=False)
    row = next(
        line
        for line in texts(study, language)["summary"].splitlines()
        if line.startswith(("| Codebook", "| Buku kode"))
    )
    every, *parts = (int(n) for n in re.findall(r"\d+", row))
    assert every == sum(parts) == len(read_table("results/coding/codes.parquet", "codes"))


@pytest.mark.parametrize(
    "language, turns, notes", [("en", "informant turns", "paragraph"), ("id", "giliran bicara informan", "paragraf")]
)
def test_turns_are_told_by_who_speaks_and_a_note_by_its_paragraph(
    run: Run, language: str, turns: str, notes: str
) -> None:
    def by_observer(tables: Tables) -> None:
        turns = tables["turns"]
        noted = turns["source_id"].str.startswith("observation")
        tables["turns"] = turns.assign(role=turns["role"].mask(noted, "observer"))

    found = texts(run(figures=False, change=by_observer), language)
    roles = read_table("results/coding/turns.parquet", "turns")["role"].value_counts()
    row = next(line for line in found["summary"].splitlines() if turns in line)
    assert [int(n) for n in re.findall(r"\d+", row)[-len(roles) :]] == [
        roles[role] for role in ("informant", "interviewer", "observer") if role in roles
    ]
    noted = [line for line in found["quotations"].splitlines() if "observation-" in line and ".source}" in line]
    assert noted and all(re.search(rf"observation-[^,]*, \[?{notes} \d", line) for line in noted)


def test_only_works_that_were_read_in_full_are_called_read(run: Run) -> None:
    assert "The literature is 1 work (" in texts(run(figures=False))["literature"]
    assert "Read in full: 1 work;" in texts(run(figures=False, works_read="full"))["literature"]


def consensus_of_two(tables: Tables) -> None:
    own = tables["codings"]
    agreed = own[own["coder"] == "ani"].assign(coder="consensus", method="consensus")
    agreed = agreed.assign(coding_id=[f"x{n}" for n in range(len(agreed))])
    tables["codings"] = pd.concat([own, agreed], ignore_index=True)


@pytest.mark.parametrize("language, name", [("en", "consensus"), ("id", "konsensus")])
def test_behind_the_consensus_the_coders_stand_also_in_the_appendix(run: Run, language: str, name: str) -> None:
    counting = {"coders": None, "count": "consensus"}
    found = texts(run(counting=counting, change=consensus_of_two, figures=False), language)
    assert f"{name} (ani, budi)" in found["quotations"]
    assert language == "en" or not re.search(r"\bconsensus\b", found["quotations"] + found["summary"] + found["coders"])


def all_doubted(tables: Tables) -> None:
    codings = tables["codings"]
    tables["codings"] = codings.assign(use=codings["use"].mask(codings["case_id"].eq("B"), "doubt"))


@pytest.mark.parametrize(
    "language, said", [("en", "Without an example, as the coder doubts"), ("id", "Tanpa contoh, karena")]
)
def test_an_informant_who_is_counted_without_an_example_is_named_with_why(run: Run, language: str, said: str) -> None:
    assert re.search(rf"{said}[^\n]*: B\.", texts(run(change=all_doubted, figures=False), language)["findings"])
    assert said not in texts(run(figures=False), language)["findings"]


@pytest.mark.parametrize("language, said", [("en", "by rina"), ("id", "oleh rina")])
def test_who_decided_differences_is_told_with_how_many(run: Run, language: str, said: str) -> None:
    study = run(change=only_ani_codes("A"), figures=False)
    found = read_table("results/coding/disagreements.parquet", "disagreements")
    n = len(found)
    first = [True, *[False] * (n - 1)]
    decided = found.assign(
        decision=["both" if one else "" for one in first], adjudicator=["rina" if one else "" for one in first]
    )
    write_table(decided, "results/coding/disagreements.parquet", "disagreements")
    for chapter in ("coders", "limits"):
        assert said in texts(study, language)[chapter]
        assert re.search(rf"\b1 (of|dari) {n}\b", texts(study, language)[chapter])


def test_where_no_code_has_enough_for_a_coefficient_the_table_has_counts_alone(run: Run) -> None:
    found = texts(run(figures=False))["agreement_by_code"]
    assert "| κ" not in found and "too few to say" not in found
    assert "Only ani" in found


def test_what_is_in_another_language_than_the_report_is_told_once(run: Run) -> None:
    study = run(figures=False)
    assert "Indonesian" in texts(study)["summary"]
    assert "bahasa aslinya" not in texts(study, "id")["summary"]


@pytest.mark.parametrize(("language", "page"), [("id", "(hlm. 31)"), ("en", "(p. 31)")])
def test_passages_of_works_stand_apart_with_their_pages(run, language, page):
    """What was coded in texts of works is quoted as literature, a few passages of each, and counts nowhere else."""
    study = run(figures=False)
    before = read_report("results", study, language, "../results").texts
    key = read_table("results/literature/works.parquet", "works")["work_id"].iloc[0]
    code = read_table("results/coding/codes.parquet", "codes")["code_id"].iloc[-1]
    row = {"work_id": key, "file": "t/x.pdf", "page": "31", "code_id": code, "coder": "rules", "method": "rule"}
    rows = [row | {"start": n, "end": n + 1, "quotation": f"Said {n}.", "why": "x → x"} for n in range(5)]
    write_table(model.from_rows("work_passages", rows), "results/literature/work_passages.parquet", "work_passages")
    after = read_report("results", study | {"literature_texts": True}, language, "../results").texts
    # A table more moves the numbers of the others, and nothing else.
    unnumbered = [{name: TABLE_NUMBER.sub("", text) for name, text in found.items()} for found in (before, after)]
    changed = {name for name in after if unnumbered[0][name] != unnumbered[1][name]}
    assert {"works"} <= changed <= {"works", "literature", "summary"}
    assert after["works"].count(page) == 3 and "Said 3." not in after["works"]
