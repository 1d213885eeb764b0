"""The report of a study: what it says, in which language, and what it leaves out."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from places import ROOT

from benang.coding.agreement import agreement as compare_coders
from benang.conclusions.report.book import CHAPTERS, read_report
from benang.conclusions.report.outline import outline
from benang.conclusions.report.report_words import TEXTS_FILE
from benang.core import model
from benang.core.problems import Problem
from benang.core.tables import read_table, write_problems, write_table
from benang.mapping.figures import FIGURES, Registered

Run = Callable[..., dict[str, Any]]


def written(study: dict[str, Any], language: str = "en") -> str:
    report = read_report("results", study, language)
    return "\n\n".join(text for text in report.texts.values() if text)


def test_every_number_has_its_base(run: Run) -> None:
    text = written(run())
    assert "3 of 3 informants (A, B, C)" in text
    assert "1 of 2 categories" in text


def test_every_quotation_names_source_turn_line_and_coding(run: Run) -> None:
    text = written(run())
    quotations = re.findall(r"^::: \{\.quotation\}$(.*?)^:::$", text, re.MULTILINE | re.DOTALL)
    assert len(quotations) > 9
    for quotation in quotations:
        assert re.search(r"(interview|observation)-[ABC], turn \d, line \d", quotation)
        assert re.search(r"\bc[0-9a-f]{10}\b", quotation)


def test_links_lead_to_places_that_exist(run: Run) -> None:
    text = written(run(transcripts=True))
    chapters = set(outline(Path("results"), run_about := {"transcripts": True})) | {"references"}
    assert run_about
    targets = set(re.findall(r"\]\(#([^)]*)\)", text))
    places = set(re.findall(r"\{#(\S+?)[ }]", text)) | chapters
    assert targets
    assert targets <= places


def test_tables_and_figures_are_numbered_in_order_and_once(run: Run) -> None:
    text = written(run())
    for kind in ("Table", "Figure"):
        numbers = [int(n) for n in re.findall(rf"\[{kind} (\d+)\.\]\{{\.label\}}", text)]
        assert numbers == list(range(1, len(numbers) + 1))
        assert numbers


@pytest.mark.parametrize("part", ["sources", "cases", "limits"])
def test_any_chapter_ends_with_the_figures_registered_for_it(
    run: Run, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setitem(FIGURES, "project_map", Registered((), part=part))
    texts = read_report("results", run(), "en").texts
    assert [name for name, text in texts.items() if "{#fig-project_map" in text] == [part]


def test_two_coders_on_one_passage_count_once_and_are_both_named(run: Run) -> None:
    text = read_report("results", run(), "en").texts["quotations"]
    assert text.count("“Saya belajar sendiri") == 9
    assert "c0000000000]{.id} ani, []{#q.c0000000001}[c0000000001]{.id} budi" in text


def test_negative_cases_stand_apart(run: Run) -> None:
    findings = read_report("results", run(), "en").texts["findings"]
    before, apart = findings.split("::: {.negative}")
    assert "turn 2" not in before
    assert apart.count("turn 2") == 3


def test_a_claim_says_which_need_is_not_met(run: Run) -> None:
    claims = read_report("results", run(), "en").texts["claims"]
    need = "Need: at least 4 informants speaking for it, alone or on both sides"
    assert f"{need} (found: 3 of 3 informants): [not met]{{.unmet}}" in claims
    assert "**Against it, on both sides, or disputed**" in claims


@pytest.mark.parametrize(
    ("left_out", "chapter"),
    [("literature", "works"), ("claims", "claims"), ("evidence", "reproduction"), ("codes", "findings")],
)
def test_what_a_study_has_none_of_is_said_or_left_out(run: Run, left_out: str, chapter: str) -> None:
    texts = read_report("results", run(**{left_out: False}), "en").texts
    assert "|" not in texts[chapter]


def test_the_barest_study_has_a_report_without_empty_parts(run: Run) -> None:
    study = run(codes=False, literature=False, groups=False, observation=False, problems=0, figures=False)
    parts = outline(Path("results"), study)
    text = written(study)
    assert list(parts) == ["front", "coding", "limits", "provenance", "checklists"]
    assert "?" not in text
    assert not re.search(r"^#+ [^\n]*\n+(?=#{1,3} |\Z)", text, re.MULTILINE)
    assert not re.search(r"^\|[-:|]+\|\n(?!\|)", text, re.MULTILINE)


def test_chapters_are_numbered_without_those_left_out(run: Run) -> None:
    study = run(evidence=False)
    assert outline(Path("results"), study)["limits"] == "5"
    assert outline(Path("results"), run_with_evidence(run))["limits"] == "6"


def run_with_evidence(run: Run) -> dict[str, Any]:
    for file in Path("results/figures").rglob("*.*"):
        file.unlink()
    for folder in sorted(Path("results/figures").rglob("*"), reverse=True):
        folder.rmdir()
    return run()


def test_one_coder_is_no_agreement_and_a_limit(run: Run) -> None:
    study = run(coders=("ani",))
    texts = read_report("results", study, "en").texts
    assert "coding.agreement" not in outline(Path("results"), study)
    assert texts["agreement"] == ""
    assert "one coder (ani)" in texts["limits"]


def test_coders_who_never_differed_have_no_chance_correction_and_the_reason_is_told(run: Run) -> None:
    text = read_report("results", run(said=("Sama.",) * 4), "en").texts["agreement"]
    assert (
        "Agreement of ani and budi on 12 informant turns of 3 of 3 sources that both coded: 2 entries of the codebook"
        in text
    )
    assert "| character | 120 | 50.0% | 100.0% (–) | 100.0% (–) | 1.00 (–) |" in text
    assert "too few units, or the same figure in every resample" in text
    assert re.search(r"case \([^)]*all decisions were the same[^)]*\) \| 6 \|", text)
    assert not re.search(r"\bnan\b", text)


def test_agreement_has_its_interval_and_what_was_drawn(run: Run) -> None:
    study = run(said=("Belajar sendiri dari teman.",) * 6)
    codings = read_table("results/coding/codings.parquet", "codings")
    left = codings[(codings["coder"] == "ani") | (codings["turn"] < 5)]
    turns = read_table("results/coding/turns.parquet", "turns")
    write_table(compare_coders(left, turns, ["ani", "budi"]), "results/coding/agreement.parquet", "agreement")
    text = read_report("results", study, "en").texts["agreement"]
    number = r"\d\.\d\d"
    assert re.search(rf"\| turn \| 36 \|.* {number} \[\({number}–{number}\)\]\{{\.whole\}} \|", text)
    assert "1,000 resamples of turns" in text
    assert re.search(r"\| case [^|]*\| 6 \|.*% \(–\)", text)  # three cases are too few to draw from


def test_three_coders_are_compared_two_by_two_and_together(run: Run) -> None:
    texts = read_report("results", run(coders=("ani", "budi", "citra")), "id").texts
    text = texts["agreement"]
    for coders in ("ani dan budi", "ani dan citra", "budi dan citra", "ani, budi, dan citra"):
        assert f"Kesepakatan {coders}" in text
        assert text.count(f"| {coders} |") == 3
    assert "ani, budi, dan citra kode demi kode" in texts["agreement_by_code"]


def test_what_comes_from_the_field_only_is_told_by_sources(run: Run) -> None:
    texts = read_report("results", run(), "en").texts
    assert "1 of 2 categories in the literature and in the field" in texts["novelty"]
    assert "| 3 of 3 | 3 of 3 | literature and field |" in re.sub(r" +", " ", texts["novelty"])


def test_a_study_without_cases_is_told_by_its_sources(run: Run) -> None:
    texts = read_report("results", run(informants=False, claims=False, evidence=False), "en").texts
    assert texts["cases"] == ""
    assert not re.search(r"\d informant", texts["kinds"] + texts["findings"])
    assert "literature and field" in texts["novelty"] and "0 of 0" not in "".join(texts.values())
    assert "The study rests on 3 sources and has no cases." in texts["limits"]
    assert "9 references in 3 of 3 sources" in re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", texts["findings"])


def test_the_article_is_cited_only_where_the_list_of_references_has_it(run: Run) -> None:
    study = run(citation="kunci")
    assert "@{kunci}" in read_report("results", study, "en").texts["title"]
    assert "@" not in read_report("results", study | {"citation": "lost"}, "en").texts["title"]


def test_version_and_lock_come_with_the_study(run: Run) -> None:
    study = run()
    bare = read_report("results", study, "en").texts["provenance"]
    assert "version" not in bare and "requirements.lock" not in bare
    known = read_report("results", study | {"version": "9.8.7", "lock_sha256": "f" * 64}, "en").texts["provenance"]
    assert "Benang version 9.8.7" in known.replace("\\", "") and "f" * 64 in known


def test_many_problems_are_cut_and_the_rest_named(run: Run) -> None:
    problems = read_report("results", run(problems=250), "en").texts["problems"]
    assert problems.count("\n| error") == 200
    assert "results/problems.csv" in problems


def test_transcripts_only_where_asked_for(run: Run) -> None:
    study = run()
    assert read_report("results", study, "en").texts["transcripts"] == ""
    report = read_report("results", study | {"transcripts": True}, "en")
    shown = report.texts["transcripts"]
    assert shown.count("(transcripts/interview-A.en.html)") == 1
    assert "(transcripts.en.html)" in shown
    # Of what is quoted each turn leads to the coding's mark.
    assert "](transcripts/interview-A.en.html#coding." in report.texts["quotations"]
    assert "transcripts/" not in read_report("results", study, "en").texts["quotations"]


@pytest.mark.parametrize(("language", "other"), [("id", "en"), ("en", "id")])
def test_no_word_of_the_other_language(run: Run, language: str, other: str) -> None:
    text = written(run(), language)
    texts = yaml.safe_load(TEXTS_FILE.read_text(encoding="utf-8"))
    assert texts[language].keys() == texts[other].keys()
    own = " ".join(texts[language].values())
    foreign = [part for sentence in texts[other].values() for part in re.split(r"\{\w+\}", sentence)]
    found = [part for part in foreign if len(part.split()) > 2 and part not in own and part in text]
    assert not found


def test_a_language_the_report_does_not_speak_is_answered_in_english(run: Run) -> None:
    assert "This study makes no claims." in written(run(claims=False), "fr")


def test_the_same_run_gives_the_same_report(run: Run) -> None:
    study = run()
    assert written(study) == written(study)
    assert set(read_report("results", study, "en").texts) == set(CHAPTERS)


@pytest.mark.parametrize("language", ["id", "en"])
def test_it_says_whether_names_were_replaced_and_claims_nothing_that_was_not_done(run: Run, language: str) -> None:
    study = run()
    texts = yaml.safe_load(TEXTS_FILE.read_text(encoding="utf-8"))[language]
    with_list = written({**study, "pseudonyms": True}, language)
    without = written({**study, "pseudonyms": False}, language)
    assert texts["names_replaced"] in with_list and texts["names_listed"] in with_list
    assert texts["names_not_replaced"] not in with_list
    assert texts["names_not_replaced"] in without and texts["names_kept"] in without
    assert texts["names_replaced"] not in without and texts["names_listed"] not in without


def test_the_text_around_the_tables_does_not_claim_pseudonyms_for_every_study() -> None:
    notebook = ROOT / "workflow" / "notebooks" / "supplement.py"
    assert not re.search("pseudonymi|disamarkan", notebook.read_text(encoding="utf-8"))


def test_what_is_coded_with_a_theme_itself_is_told(run: Run) -> None:
    def with_the_theme(tables: dict[str, pd.DataFrame]) -> None:
        codings = tables["codings"]
        tables["codings"] = codings.assign(code_id=codings["code_id"].where(codings["turn"] != 1, "t"))

    assert "with the theme itself" not in written(run())
    text = written(run(change=with_the_theme, figures=False))
    assert "3 references were coded with the theme itself" in text
    assert "3 references with a theme itself" in text


def test_a_negative_category_is_no_negative_case_of_itself(run: Run) -> None:
    def negative(tables: dict[str, pd.DataFrame]) -> None:
        tables["codes"] = tables["codes"].assign(negative=tables["codes"]["code_id"] == "k")

    findings = read_report("results", run(change=negative), "en").texts["findings"]
    assert "This category is a negative case of its theme." in findings
    assert "::: {.negative}" not in findings


def test_each_step_of_cleaning_is_counted_and_what_is_off_is_told(run: Run) -> None:
    text = written(run())
    table = {line.split("|")[1].strip(): line for line in text.splitlines() if line.startswith("|")}
    cells = [cell.strip() for cell in table["White space within an utterance made one space"].split("|")[2:-1]]
    assert cells == ["yes", "6", "18", "3 of 3"]
    assert "| no |" in re.sub(r" +", " ", table["Fillers taken out"])


def test_a_quotation_has_the_time_of_its_cue(run: Run) -> None:
    study = run()
    rows = [
        {"source_id": "interview-A", "start": start, "time_start": time, "time_end": None}
        for start, time in ((0, 5.0), (120, 3725.0))
    ]
    write_table(model.from_rows("times", rows), "results/coding/times.parquet", "times")
    text = written(study)
    assert "turn 1, line 1, at 00:05" in text
    assert "turn 3, line 3, at 1:02:05" in text


def test_errors_stand_on_the_first_page(run: Run) -> None:
    summary = read_report("results", run(problems=12), "en").texts["summary"]
    assert "This report was made in spite of 12 errors in the data" in summary
    assert "berkas-0.txt, line 1: " in summary
    assert "2 errors more" in summary
    assert "in spite of" not in read_report("results", _without_problems(), "en").texts["summary"]


def _without_problems() -> dict[str, Any]:
    write_problems([], "results/problems/all.parquet")
    write_problems([], "results/problems/claims.parquet")
    return {
        "title": {},
        "question": {},
        "notice": {},
        "authors": [],
        "date": "",
        "citation": "",
        "licence": "",
        "case_name": {},
        "counting": {},
        "language_model": False,
        "transcripts": False,
    }


@pytest.mark.parametrize(
    "language, words", [("id", "terhitung sebagai tidak diberikan"), ("en", "count here as not given")]
)
def test_codings_that_were_lost_stand_beside_agreement(run: Run, language: str, words: str) -> None:
    study = run(problems=0)
    assert words not in read_report("results", study, language).texts["agreement"]
    values = {"quotation": "x", "source": "A", "near": ""}
    lost = [Problem("quotation-not-found", "a.csv", line, values=values) for line in (2, 3)]
    write_problems(lost, "results/problems/all.parquet")
    text = read_report("results", study, language).texts["agreement"]
    assert words in text and " 2 " in text


def test_quotations_of_articles_that_nobody_coded_stand_under_their_article(run: Run) -> None:
    study = run(coders=("ani",))
    folder = Path("results/coding")
    sources = read_table(folder / "sources.parquet", "sources")
    turns = read_table(folder / "turns.parquet", "turns")
    articles = sorted(sources.loc[sources["kind"] == "interview", "source_id"])
    changed = sources.copy()
    changed.loc[changed["source_id"].isin(articles), ["kind", "file"]] = ["article", "texts/market.pdf"]
    write_table(changed, folder / "sources.parquet", "sources")
    kinds = Path("results/mapping/kind_category.parquet")
    write_table(read_table(kinds, "kind_category").replace({"kind": {"interview": "article"}}), kinds, "kind_category")
    assert "article_quotations" not in outline(Path("results"), study)  # all that they say is coded
    more = turns[turns["source_id"].isin(articles)].groupby("source_id").head(1)
    more = more.assign(turn=98, start=10**6, end=10**6 + 2)
    write_table(pd.concat([turns, more]), folder / "turns.parquet", "turns")
    assert outline(Path("results"), study)["article_quotations"]
    text = read_report("results", study, "en").texts["article_quotations"]
    assert text.startswith(f"{len(articles)} quotations of informants") and "Nobody coded them" in text
    assert text.count("::: {.quotation}") == len(articles) > 1
    assert text.count("texts/market.pdf") == 1
    for row in more.itertuples():
        assert f"[{row.speaker}]{{.who}} · {row.source_id}, turn 98, line {row.line}" in text


def test_what_people_noted_is_marked_with_the_studys_language_in_a_document_in_another(run: Run) -> None:
    def noted(tables: dict[str, Any]) -> None:
        tables["codings"] = tables["codings"].assign(why="Jelas sekali")

    study = run(change=noted) | {"language": "id"}
    assert "[Jelas sekali]{lang=id}" in read_report("results", study, "en").texts["quotations"]
    own = read_report("results", study, "id").texts["quotations"]
    assert "Jelas sekali" in own and "lang=id" not in own


def test_all_codings_that_could_not_be_taken_are_told_beside_the_agreement(run: Run) -> None:
    study = run(problems=0)
    lost = [
        Problem("quotation-not-found", "a.csv", 2, values={"quotation": "x", "source": "A"}),
        Problem("csv-cells-wrong", "a.csv", 3, values={"found": 3, "expected": 4}),
        Problem("exchange-no-coder", "p.qdpx", values={"count": 4}),
    ]
    write_problems(lost, "results/problems/all.parquet")
    text = read_report("results", study, "en").texts["agreement"]
    assert (
        "At least 6 codings could not be taken (see the list of problems) and had to count here as not given." in text
    )


def test_the_box_of_errors_does_not_call_a_wrong_number_uncounted(run: Run) -> None:
    assert "what is named here is in no number, or not right yet:" in written(run(problems=1))
