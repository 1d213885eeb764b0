"""The article: what researchers write is printed and checked, and what they did not write is not made up."""

import re
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest
from mentions import unmentioned

from benang.conclusions.article import findings_chapter
from benang.conclusions.article.article import article_outline, read_article
from benang.conclusions.journals import read_journal
from benang.conclusions.phrases import known_phrases, phrase_problems
from benang.conclusions.report import front, literature_chapter
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.book import read_report
from benang.conclusions.report.report_words import Words
from benang.conclusions.written_checks import (
    journal_problems,
    method_problems,
    reference_problems,
    translation_problems,
)
from benang.conclusions.written_counts import Findings
from benang.core.counting import COUNTS
from benang.core.places import WORKFLOW
from benang.core.problems import Problem
from benang.core.tables import read_problems, read_table, write_problems, write_table
from benang.mapping.examples import Passage, chosen
from benang.mapping.framework import SUMMARY
from benang.writing.folder import list_writing
from benang.writing.writing import read_writing, write_writing

FOLDERS = {"passages": "coding", "codings": "coding", "codes": "coding", "cases": "coding", "sources": "coding"}
FOLDERS |= {"turns": "coding", "claims": "conclusions", "claim_evidence": "conclusions"}
CONFIGURED = {"affiliations": [], "approach": "", "approaches_before": [], "journal": "plain"}


@pytest.fixture
def wrote(run):
    """A finished run, made once, with texts of its researchers."""
    made = []

    def make(files=None, config=None, **wanted):
        made.extend([] if made else [run(**wanted)])
        study = made[0] | CONFIGURED | (config or {})
        for name, text in (files or {}).items():
            path = Path("data/writing", name)
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        if not files:
            return study, None
        writing = read_writing(Path(), list_writing(Path(), "data/writing"), "data/writing", ["en", "id"])
        assert writing.problems == ()
        write_writing(writing, Path("results/writing/writing.json"))
        for name in ("writing", "written"):
            Path(f"results/problems/{name}.parquet").write_bytes(Path("results/problems/all.parquet").read_bytes())
        return study | {"writing": True}, writing

    return make


def findings():
    frames = {name: read_table(f"results/{folder}/{name}.parquet", name) for name, folder in FOLDERS.items()}
    return Findings(frames, ["kunci"])


def article(study, language="en"):
    report = read_article("results", study, language, "../results", "supplement.html")
    return "\n\n".join(text for text in report.texts.values() if text)


def a_passage():
    """A coding that counts, with its words and the number of informants of its category."""
    passages = read_table("results/coding/passages.parquet", "passages")
    codings = read_table("results/coding/codings.parquet", "codings").set_index("coding_id")
    said = passages[(passages["level"] == "category") & (passages["voice"] == "said")]
    first = said.iloc[0]
    unit = said[said["code_id"] == first["code_id"]]
    coding = first["coding_ids"][0]
    return coding, str(codings.loc[coding]["quotation"]), first["code_id"], unit["case_id"].nunique()


def kinds(problems):
    return [(problem.kind, problem.line) for problem in problems]


def test_references_and_numbers_are_printed(wrote):
    study, _ = wrote()
    coding, words, unit, n = a_passage()
    text = f"It is so ({{{{informants {unit} = {n} of 3}}}}).\n\n[@passage:{coding}]\n\nAs in [@kunci].\n"
    study, writing = wrote({f"interpretation/{unit}.en.md": text})
    assert reference_problems(writing, findings(), {"figure": [], "table": []}) == []
    shown = article(study)
    assert f"It is so ({n} of 3)." in shown
    assert words.replace("'", "\\'")[:20] in shown
    assert f"](supplement.html#q.{coding})" in shown
    assert "Printed here" in shown


def test_the_list_of_references_stands_where_a_work_is_cited(wrote):
    study, _ = wrote()
    _, _, unit, _ = a_passage()
    for text, listed in (("It is so.", False), ("It is so [@kunci].", True)):
        study, _ = wrote({f"interpretation/{unit}.en.md": text})
        shown = article(study)
        assert ("{#refs}" in shown) == listed == ("list of references" in shown)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("a\n\n[@passage:c999]", ("written-passage-gone", 3)),
        ("{{informants UNIT = 9 of 9}}", ("written-number-changed", 1)),
        ("{{informants UNIT = N of 9}}", ("written-number-changed", 1)),
        ("a\nb {{informants nowhere = 1}}", ("written-number-unit", 2)),
        ("{{people UNIT = 1}}", ("written-mark-form", 1)),
        ("[@nobody2020]", ("written-work-unknown", 1)),
        ("[@claim:X9]", ("written-claim-unknown", 1)),
        ("[@figure:nothing]", ("written-name-unknown", 1)),
        ("[@table:nothing]", ("written-name-unknown", 1)),
        ("[@passage:CODING against]", ("written-passage-side", 1)),
        ("As [@passage:CODING against] says", ("written-passage-side", 1)),
    ],
)
def test_what_does_not_hold_is_told_with_its_line_and_marked_in_the_text(wrote, text, told):
    wrote()
    coding, _, unit, n = a_passage()
    text = text.replace("CODING", coding).replace("UNIT", unit).replace(" N ", f" {n} ")
    study, writing = wrote({f"interpretation/{unit}.en.md": text})
    found = reference_problems(writing, findings(), {"figure": ["heat_map"], "table": ["claims"]})
    assert kinds(found) == [told]
    assert found[0].file == f"data/writing/interpretation/{unit}.en.md"
    shown = article(study)
    assert "]{.flag}" in shown
    if told[0] == "written-name-unknown":
        assert "[reference not found: " in shown.replace("\\", "")


def test_the_side_that_a_text_says_is_held_against_the_passage_in_place(wrote):
    wrote()
    coding, _, unit, _ = a_passage()
    for text in (f"[@passage:{coding} SIDE]", f"As [@passage:{coding} SIDE] says."):
        for side, marked in (("against", True), ("for", False)):
            study, _ = wrote({f"interpretation/{unit}.en.md": text.replace("SIDE", side)})
            assert ("written: against; the side of the passage: for" in article(study)) == marked


def test_a_coding_that_counts_no_more_is_decided_otherwise(wrote):
    wrote()
    frames = {name: read_table(f"results/{folder}/{name}.parquet", name) for name, folder in FOLDERS.items()}
    coding, _, unit, _ = a_passage()
    _, writing = wrote({f"interpretation/{unit}.md": f"[@passage:{coding}]"})
    decided = Findings(frames | {"passages": frames["passages"].iloc[:0]}, [])
    assert [kind for kind, _ in kinds(reference_problems(writing, decided, {"figure": [], "table": []}))] == [
        "written-passage-decided"
    ]


def test_nothing_is_made_up_where_nothing_was_written(wrote):
    study, _ = wrote()
    parts = article_outline(Path("results"), study, "en")
    assert [name for name, number in parts.items() if number] == ["method", "findings", "conclusion", "limits"]
    text = article(study)
    assert (
        "Approach to analysis: the study states none; findings are counted and shown as in an analysis with a codebook."
        in text
    )
    for word in ("Abstract", "Discussion", "**Ethics.**"):
        assert word not in text


def test_a_reflexive_article_counts_nothing(wrote):
    study, _ = wrote(config={"approach": "reflexive", "approaches_before": ["codebook"]})
    text = article(study)
    assert "Approach: reflexive thematic analysis. Before that: codebook." in text
    for word in ("Agreement of", "Said by 3 of 3 informants, in", "Status by the researcher", "Evidence"):
        assert word not in text
    counted = article(study | {"approach": "codebook"})
    assert "Said by 3 of 3 informants, in" in counted


def test_a_translation_stands_beside_the_words_until_they_change(wrote):
    wrote()
    coding, words, unit, _ = a_passage()
    rows = f'coding_id,quotation,text:en,translator\n{coding},"{words}",I taught myself.,AB\n'
    files = {f"interpretation/{unit}.en.md": f"[@passage:{coding}]", "translations.csv": rows}
    study, writing = wrote(files)
    known = {coding: words}
    assert translation_problems(writing, findings(), known) == []
    shown = article(study)
    assert "> “I taught myself.”\n" in shown
    assert "Translation of quotations: AB." in shown
    assert "Terjemahan kutipan" not in article(study, "id")
    assert "{lang=id}" in shown
    assert "I taught myself" not in article(study, "id")
    stale = rows.replace(words, words + " lagi")
    study, writing = wrote(files | {"translations.csv": stale})
    assert kinds(translation_problems(writing, findings(), known)) == [("translation-stale", 2)]
    assert "I taught myself" not in article(study)
    _, writing = wrote(files | {"translations.csv": rows.replace(coding, "c999")})
    assert kinds(translation_problems(writing, findings(), known)) == [("translation-gone", 2)]


def test_a_translation_follows_a_coders_words_into_the_consensus_and_is_told_where_it_prints_nowhere(wrote):
    def agreed(tables):
        mine = tables["codings"]
        taken = mine[mine["coder"] == "ani"].assign(coder="consensus", method="consensus", why="")
        taken["coding_id"] = [f"d{one[1:]}" for one in taken["coding_id"]]
        # Of the last informant the consensus keeps a part alone.
        short = taken["case_id"] == "C"
        taken.loc[short, "end"] = taken.loc[short, "start"] + 20
        taken.loc[short, "quotation"] = taken.loc[short, "quotation"].str[:20]
        tables["codings"] = pd.concat([mine, taken], ignore_index=True)

    study, _ = wrote(change=agreed, counting={"count": "consensus"}, observation=False)
    codings = read_table("results/coding/codings.parquet", "codings")
    mine = codings[codings["coder"] == "ani"].set_index("case_id")
    whole, cut = mine.loc["A"].iloc[0], mine.loc["C"].iloc[0]
    rows = "coding_id,quotation,text:en,translator\n" + "".join(
        f'{one["coding_id"]},"{one["quotation"]}",{text},AB\n'
        for one, text in ((whole, "I taught"), (cut, "Part of it"))
    )
    unit = "k"
    files = {f"interpretation/{unit}.en.md": f"[@passage:{whole['coding_id']}]", "translations.csv": rows}
    study, writing = wrote(files)
    shown = article(study | {"counting": {"count": "consensus"}})
    assert "> “I taught”\n" in shown
    assert "Part of it" not in shown
    words = dict(zip(codings["coding_id"], codings["quotation"], strict=True))
    assert kinds(translation_problems(writing, findings(), words)) == [("translation-unprinted", 3)]


def test_where_several_translated_each_translation_says_who(wrote):
    wrote()
    coding, words, unit, _ = a_passage()
    rows = f'coding_id,quotation,text:en,translator\n{coding},"{words}",I taught myself.,AB\nc999,x,y,CD\n'
    study, _ = wrote({f"interpretation/{unit}.en.md": f"[@passage:{coding}]", "translations.csv": rows})
    shown = article(study)
    assert "“I taught myself.” [(translation: AB)]{.source}" in shown
    assert "Translation of quotations" not in shown


def test_the_limits_of_a_journal_are_checked(wrote):
    _, writing = wrote(
        {
            "interpretation/abstract.en.md": "word " * 312,
            "interpretation/abstract.id.md": "kata " * 120,
            "method.yaml": "keywords: {en: [a, b, c], id: [a]}\n",
        }
    )
    titles = {"en": "word " * 16, "id": "Judul"}
    journal = read_journal(WORKFLOW / "templates", "indonesian")
    found = journal_problems(writing, journal, titles, ["en"], "config.yaml")
    told = [(one.values["part"], one.values["language"], one.values["n"]) for one in found]
    assert told == [("title", "en", 16), ("abstract", "en", 312), ("keywords", "id", 1)]
    assert "abstract (en) has 312 of at most 250" in found[1].what("en")
    assert journal_problems(writing, read_journal(WORKFLOW / "templates", "plain"), titles, ["en"], "") == []


def test_no_ai_is_proved_by_the_run(wrote):
    _, writing = wrote({"method.yaml": "# how\nai: None.\n"})
    assert method_problems(writing, 0) == []
    assert kinds(method_problems(writing, 3)) == [("method-ai-used", 2)]


def test_a_number_without_an_informant_names_none(wrote):
    study, _ = wrote(claims=False)
    text = article(study)
    assert not re.search(r"\bNone\b|\bnan\b", text)


def test_an_abstract_in_the_other_language_speaks_it(wrote):
    wrote()
    _, _, unit, n = a_passage()
    text = f"{{{{informants {unit} = {n} of 3}}}}."
    files = {f"interpretation/abstract.{language}.md": text for language in ("id", "en")}
    shown = article(wrote(files | {"method.yaml": "keywords: {id: [percaya], en: [trust]}\n"})[0])
    assert f"{n} of 3." in shown.partition("::: {lang=id}")[0]
    assert f"{n} dari 3." in shown.partition("::: {lang=id}")[2]
    assert "**Keywords:** trust" in shown and "**Kata kunci:** percaya" in shown


FIGURES_OF_AN_ARTICLE = ["research_design", "project_map", "state_map", "framework_matrix", "claims_profile"]
DRAWN = [*FIGURES_OF_AN_ARTICLE, "document_portrait", "triangulation_map"]


def drawn_figures(pages=("state_map",), n_pages=2):
    """Put figures in the place of those of the run; those in ``pages`` have ``n_pages``."""
    for name in DRAWN:
        stem = Path("results/figures/en", name)
        for suffix, text in ((".svg", "<svg/>"), (".caption.txt", f"Caption of {name}"), (".txt", "alt")):
            stem.with_suffix(suffix).write_text(text, encoding="utf-8")
        for page in range(2, n_pages + 1) if name in pages else ():
            stem.with_suffix(f".{page}.svg").write_text("<svg/>", encoding="utf-8")


def test_an_article_prints_the_figures_that_carry_it_once_each_with_all_their_pages(wrote):
    study, _ = wrote()
    drawn_figures()
    shown = article(study)
    printed = [*FIGURES_OF_AN_ARTICLE[:3], "state_map.2", *FIGURES_OF_AN_ARTICLE[3:]]
    assert re.findall(r"figures/en/(\S+?)\.svg", shown) == printed and "Its other pages" not in shown
    for name in ("research_design", "project_map", "state_map"):
        assert f"](#fig-{name})" in shown
    table = shown.index("The claims and the sides")
    assert table < shown.index("figures/en/claims_profile.svg") < shown.index("{#claim.C1}")
    supplement = read_report("results", study, "en", "../results")
    in_supplement = "".join(supplement.texts.values())
    assert all(f"figures/en/{name}.svg" in in_supplement for name in DRAWN)
    assert "figures/en/state_map.2.svg" in in_supplement


def test_the_article_says_where_the_figures_are_that_it_leaves_out(wrote):
    study, _ = wrote()
    drawn_figures()
    shown = article(study)
    in_supplement = "".join(read_report("results", study, "en", "../results").texts.values())
    assert "](supplement.html#maps)" in shown and "{#maps}" in in_supplement
    for file in Path("results/figures/en").iterdir():
        file.unlink()
    shown = article(study)
    assert "Further figures" not in shown and "fig-research_design" not in shown


@pytest.mark.parametrize("n_pages", [2, 3, 4, 8, 9])
def test_an_article_prints_every_page_of_a_figure_or_says_where_the_others_are(wrote, n_pages):
    study, _ = wrote()
    drawn_figures(pages=("state_map",), n_pages=n_pages)
    shown = article(study)
    printed = re.findall(r"figures/en/(state_map\S*?)\.svg", shown)
    whole = ["state_map", *(f"state_map.{page}" for page in range(2, n_pages + 1))]
    if n_pages <= 3:
        assert printed == whole and "other pages" not in shown and f"Page 2 of {n_pages}." in shown
    else:
        assert printed == ["state_map"]
        told = f"has {n_pages} pages; this is the first, all are in" if n_pages > 8 else "Its other pages are in"
        assert told in shown


def test_a_figure_wider_than_the_text_says_that_it_is_smaller_here(wrote):
    study, _ = wrote()
    drawn_figures()
    assert "made smaller here" not in article(study)
    shown = article(study | {"figures_too_wide": 180.0})
    printed = re.findall(r"figures/en/(\w+)\.svg", shown)
    assert printed and shown.count("Drawn 180 mm wide and made smaller here") == len(printed)


def test_a_framework_in_tables_needs_no_figure_and_a_reflexive_article_none_that_counts(wrote, monkeypatch):
    study, _ = wrote()
    drawn_figures(["project_map"])
    shown = article(study | {"approach": "reflexive"})
    assert re.findall(r"figures/en/(\S+?)\.svg", shown) == ["research_design", "project_map", "framework_matrix"]
    # Of an overview the first page stands here, and its caption says where the others are.
    caption = shown.partition("(../results/figures/en/project_map.svg")[0].rpartition("![")[2]
    elsewhere = "Its other pages are in the [supplement](supplement.html#fig-project_map)."
    assert rf"Caption of project\_map Page 1 of 2. {elsewhere}" in caption
    monkeypatch.setattr(findings_chapter, "has_summary", lambda draft, theme: True)
    shown = article(study)
    assert "framework_matrix.svg" not in shown and "figures/en/state_map.svg" in shown


def test_a_summary_stands_in_the_article_and_the_addresses_it_rests_on_in_the_supplement(wrote):
    study, _ = wrote()
    path = "results/mapping/framework_theme.parquet"
    cells = read_table(path, "framework_theme")
    cells["says"] = SUMMARY
    cells["summary:en"] = "What the researcher says."
    write_table(cells, path, "framework_theme")
    shown = article(study)
    lines = [line for line in shown.splitlines() if "What the researcher says." in line]
    assert len(lines) == len(set(cells["case_id"]))
    assert not [line for line in lines if "supplement.html#q." in line]
    assert "](supplement.html#tab-framework-" in shown
    # What the program counted stands in a cell of its own, and counts every passage once.
    for line in lines:
        _, case, state, said, _ = map(str.strip, line.split("|"))
        assert said == "What the researcher says."
        if counted := re.search(r"\((\d+) passages?\)", state):
            sides = re.findall(r"(?:[Ss]ays so|[Tt]he opposite|[Bb]oth|[Nn]o side|[Dd]isputed) (\d+)", state)
            assert sum(map(int, sides)) == int(counted[1]), (case, state)
    assert any("passage" in line.split("|")[2] for line in lines)
    supplement = "".join(read_report("results", study, "en", "../results").texts.values())
    assert "What the researcher says." in supplement


def test_claims_are_told_before_the_findings_speak_of_them(wrote):
    study, _ = wrote()
    shown = article(study)
    head = shown.index("The claims against which the findings are read")
    first = read_table("results/conclusions/claims.parquet", "claims").iloc[0]
    listed = shown.index(f"- [{first['claim_id']}](#claim.{first['claim_id']}). ")
    assert head < listed < shown.index("{#finding.") and listed < shown.index(f"{{#claim.{first['claim_id']}}}")


def test_no_work_is_said_to_be_read_by_a_title_that_nobody_knows():
    told = {
        literature_chapter._what_was_read([{"title": title, "note": note, "abstract": ""}])
        for title, note in (("", "About it."), ("A title", "About it."), ("A title", ""), ("", ""))
    }
    assert told == {"works_read_note", "works_read_title_note", "works_read_title", "works_read_nothing"}
    assert all(name in Words(language) for name in told for language in ("en", "id"))
    assert "title" not in Words("en")("works_read_note")


def test_the_way_of_counting_is_told_in_a_sentence_in_both_languages():
    for language in ("en", "id"):
        said = [Words(language)(f"counted_by_{way}") for way in COUNTS]
        assert len(set(said)) == len(COUNTS)


def on_sides(*sides):
    """Puts the passages of the first category on ``sides``, an informant each."""

    def change(tables):
        codings = tables["codings"]
        for case, side in zip("ABC", sides, strict=True):
            codings.loc[codings["case_id"] == case, "side"] = side

    return change


def test_sides_are_explained_and_each_number_says_what_it_counts(wrote):
    study, _ = wrote(change=on_sides("for", "both", "none"), observation=False)
    text = article(study)
    method = text.index("for an obstacle, for means that the obstacle is told of")
    assert (
        text.index("A passage is a coded stretch of what one informant says within one turn")
        < method
        < text.index("Printed here")
    )
    row = next(line for line in text.splitlines() if "Label k" in line and line.startswith("|"))
    assert [cell.strip() for cell in row.split("|")[2:-1]] == ["3 of 3", "2", "1", "9"]
    counted = next(line for line in text.splitlines() if "Printed here" in line)
    assert "in 9 passages (say so: 3, say so and the opposite: 3, on no side: 3)" in counted


def test_a_topic_without_sides_shows_no_zeros(wrote):
    def topic(tables):
        tables["codes"].loc[tables["codes"]["code_id"] == "k", "side"] = "none"
        tables["codings"]["code_id"] = "k"
        tables["codings"]["side"] = ""

    study, _ = wrote(change=topic, observation=False)
    text = article(study)
    row = next(line for line in text.splitlines() if "Label k" in line and line.startswith("|"))
    assert [cell.strip() for cell in row.split("|")[2:-1]] == ["3 of 3", "–", "–", "9"]
    assert "(a topic, on no side)" in text


def nobody_judged(tables):
    tables["codes"]["negative"] = False
    tables["codings"]["side"] = ""


@pytest.mark.parametrize("informants", [True, False])
def test_where_nobody_judged_a_side_no_word_of_sides_is_printed(wrote, informants):
    study, _ = wrote(change=nobody_judged, informants=informants)
    supplement = "\n".join(read_report("results", study, "en", "../results").texts.values())
    for shown in (article(study), supplement):
        words = ["Only for", "Only against", "only for", "none says the opposite", "say so", "No passage against"]
        words += ["| Against |", "for; − against", "against a category", "speaking for it", "those on a side"]
        for word in words:
            assert word not in shown
        assert "nobody judged on which side" in shown
    steps = Path("results/next_steps.json").read_text(encoding="utf-8")
    assert '"sides"' in steps


def test_one_side_that_was_judged_brings_the_words_of_sides_back(wrote):
    def one_judged(tables):
        nobody_judged(tables)
        tables["codings"].loc[tables["codings"].index[0], "side"] = "for"

    study, _ = wrote(change=one_judged)
    assert "none says the opposite" in article(study)
    assert '"sides"' not in Path("results/next_steps.json").read_text(encoding="utf-8")


def test_what_is_printed_and_what_is_cited_are_told_apart(wrote):
    wrote()
    codings = read_table("results/coding/codings.parquet", "codings")
    mine = codings[codings["coder"] == "ani"]["coding_id"].tolist()
    told = f"[@passage:{mine[0]}]\n\nAs [@passage:{mine[1]}] and again [@passage:{mine[0]}].\n"
    _, _, unit, _ = a_passage()
    study, _ = wrote({f"interpretation/{unit}.en.md": told})
    assert "Printed here: 1 of 9 passages; cited: 1." in article(study)


def test_a_reference_says_who_and_which_turn_without_ids_and_brackets_in_brackets(wrote):
    wrote()
    passages = read_table("results/coding/passages.parquet", "passages")
    one = passages[(passages["level"] == "category") & (passages["voice"] == "said")].iloc[0]
    mark = f"[@passage:{one['coding_ids'][0]}]"
    told = f"So {mark}. And (see {mark}; {mark}), (so) {mark}.\n\n{mark}\n"
    study, _ = wrote({f"interpretation/{one['code_id']}.en.md": told})
    text = article(study)
    bare = f"{one['case_id']}, [turn {one['turn']}](supplement.html#q.{one['coding_ids'][0]})"
    assert f"So ({bare}). And (see {bare}; {bare}), (so) ({bare})." in text
    assert "]{.id}" not in text
    shown = re.sub(r"\(supplement\.html#[^)]*\)", "", text)
    for coding in read_table("results/coding/codings.parquet", "codings")["coding_id"]:
        assert coding not in shown


def test_what_observers_noted_tells_its_sides(wrote):
    def seen(tables):
        turns = tables["turns"]
        turns.loc[turns["case_id"] == "C", "role"] = "observer"
        tables["codings"].loc[tables["codings"]["case_id"] == "C", "side"] = "against"

    study, _ = wrote(change=seen)
    text = article(study)
    row = next(line for line in text.splitlines() if "Label k" in line and line.startswith("|"))
    assert row.split("|")[-2].strip().replace("\u00a0", " ") == "3 (3)"
    assert "in observers’ notes 3 passages (say the opposite: 3)" in text
    assert "| Passages said | Passages in observers’ notes |" in text


def test_no_column_of_zeros_stands_for_notes_in_a_study_in_which_nobody_observed(wrote):
    text = article(wrote()[0])
    assert "| Passages said |" in text
    assert "observers’ notes |" not in text and "Last column" not in text


def test_examples_spread_over_informants_and_the_researchers_choice_comes_first():
    def said(case, start, use="", side="for"):
        row = {"source_id": case, "start": start, "end": start + 9, "case_id": case, "side": side, "use": use}
        coding = {"coding_id": f"{case}{start}", "start": 0, "end": 40}
        return Passage(row | {"coders": ("ani",)}, (coding,), {"start": 0, "end": 40}, "kata " * 20)

    shown = Counter()
    picked = []
    for start in range(4):
        one = chosen([said(case, start) for case in "ABC"], "ABC", 1, shown)[0]
        shown[one.case_id] += 1
        picked.append(one.case_id)
    assert picked == ["A", "B", "C", "A"]
    best = [said("A", 0), said("B", 0, use="typical"), said("C", 0, use="best")]
    assert [one.case_id for one in chosen(best, "ABC", 1, {"C": 9})] == ["C"]
    assert [one.case_id for one in chosen(best, "ABC", 2, {"C": 9})] == ["B", "C"]
    assert chosen(best, "ABC", 0) == []


def test_the_limits_name_what_came_up_and_a_comparison_that_could_not_fail(wrote):
    def the_same(tables):
        tables["codings"]["side"] = "for"

    study, _ = wrote(change=the_same, observation=False)
    told = read_problems(["results/problems/all.parquet"])[0].what("en").rstrip(".")
    for text in (article(study), read_report("results", study, "en", "../results").texts["limits"]):
        limits = text[text.index("Saturation is not claimed") :]
        assert told[:20] in limits.replace("\\", "")
        assert ("The comparison with the published map tests nothing here." in limits) == could_not_fail()


def could_not_fail():
    rows = read_table("results/mapping/assignments.parquet", "assignments").to_dict("records")
    return bool(rows) and all(row["as_well"] == row["assignments"] for row in rows)


def test_use_of_ai_that_nobody_declared_is_not_supplied(wrote):
    study, _ = wrote()
    parts = read_report("results", study, "en", "../results").texts
    lines = next(text for text in parts.values() if "GAMER" in text).partition("SRQR")[2].partition("GAMER")[0]
    gamer = next(text for text in parts.values() if "tab-checklist-gamer" in text)
    rows = [line for line in gamer.splitlines() if line.startswith("| ")][-9:]
    assert lines and sum("not supplied" in row for row in rows) == 9
    assert [("codings of a language model that count: 0" in row) for row in rows].count(True) == 1


def test_next_steps_leave_the_supplement_when_the_study_is_finished(wrote, monkeypatch):
    study, _ = wrote()
    said = "Next"
    first = read_report("results", study, "en", "../results").texts["summary"]
    monkeypatch.setattr(front, "complete", lambda draft: True)
    done = read_report("results", study, "en", "../results").texts["summary"]
    assert f"**{said}" in first
    assert f"**{said}" not in done


def test_beside_an_orientation_in_words_it_is_said_what_is_not_stated(wrote):
    wrote()
    study, _ = wrote({"method.yaml": "orientation: Explanatory.\n"})
    text = article(study)
    assert "**Orientation.** Explanatory." in text
    assert "Approach to analysis: the study states none" in text


def test_what_was_asked_and_noted_is_told_in_the_readers_language(wrote):
    said = ("Apa yang dipelajari?", "Saya belajar sendiri dari teman dan video.", "Tidak ada waktu untuk pelatihan.")

    def asked(tables):
        turns, codings = tables["turns"], tables["codings"]
        turns.loc[turns["turn"] == 1, "role"] = "interviewer"
        tables["codings"] = codings[codings["turn"] > 1]

    wrote(said=said, change=asked, observation=False)
    codings = read_table("results/coding/codings.parquet", "codings")
    tables = [read_table(f"results/coding/{name}.parquet", name) for name in ("turns", "sources")]
    known = known_phrases(codings, *tables)
    assert known == set(said)  # what the coders noted are the words that were said
    rows = f'phrase,text:en\n"{said[0]}",Asked in English?\n"{said[1]}",Noted in English.\n'
    study, writing = wrote({"phrases.csv": f'{rows}Tidak ada di mana pun,Nowhere\n"{said[0]}",Twice\n'})
    assert kinds(phrase_problems(writing, known)) == [("phrase-nowhere", 4), ("phrase-twice", 5)]
    study = study | {"language": "id"}
    text = article(study)
    assert "Question before: Asked in English?" in text and said[0] not in text
    supplement = "".join(read_report("results", study, "en", "../results").texts.values())
    assert "Memo by ani: Noted in English." in supplement
    assert f"Memo by ani: [{said[2]}]{{lang=id}}" in supplement
    assert "Twice" not in text + supplement
    own = "".join(read_report("results", study, "id", "../results").texts.values())
    assert "in English" not in own and said[0] in own


def test_a_memo_that_nobody_translated_is_marked_with_its_language(wrote):
    study, _ = wrote()
    codings = read_table("results/coding/codings.parquet", "codings")
    noted = md.escaped(sorted(set(codings["why"]) - {""})[0])
    supplement = "".join(read_report("results", study | {"language": "id"}, "en", "../results").texts.values())
    assert f"[{noted}]{{lang=id}}" in supplement
    own = "".join(read_report("results", study | {"language": "en"}, "en", "../results").texts.values())
    assert noted in own and f"[{noted}]{{lang" not in own


def test_a_note_on_a_work_is_told_in_the_readers_language(wrote):
    wrote()
    path = "results/literature/works.parquet"
    write_table(read_table(path, "works").assign(title="", note="Catatan peneliti."), path, "works")
    study = wrote({"phrases.csv": "phrase,text:en\nLain.,Other.\n"})[0] | {"language": "id"}
    said = "".join(read_report("results", study, "en", "../results").texts.values())
    assert "[Catatan peneliti.]{lang=id}" in said
    study = wrote({"phrases.csv": "phrase,text:en\nCatatan peneliti.,The note.\n"})[0] | {"language": "id"}
    said = "".join(read_report("results", study, "en", "../results").texts.values())
    assert "The note." in said and "Catatan peneliti." not in said


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("codings-column-sides", {"column": "Pendirian"}),
        ("table-column-perhaps", {"column": "sid", "near": "side"}),
        ("side-word", {"column": "side", "word": "pro"}),
    ],
)
def test_a_column_of_sides_that_was_not_read_is_pointed_to(wrote, kind, values):
    study, _ = wrote(change=nobody_judged)
    told = [Problem(kind, "codings/ani.csv", 1, values=values), Problem("strict-stop", values={"n": 1})]
    write_problems(told, Path("results/problems/all.parquet"))
    supplement = "\n".join(read_report("results", study, "en", "../results").texts.values())
    for shown in (article(study), supplement):
        assert f"the column “{values['column']}” of codings/ani.csv seems to hold sides" in shown
        assert "In this study nobody judged" not in shown


def test_a_column_of_another_kind_that_was_not_read_is_no_column_of_sides(wrote):
    study, _ = wrote(change=nobody_judged)
    told = [Problem("table-column-perhaps", "codings/ani.csv", 1, values={"column": "koder", "near": "coder"})]
    write_problems(told, Path("results/problems/all.parquet"))
    assert "nobody judged on which side" in article(study)


def test_a_work_that_stands_under_two_keys_may_be_cited_by_either(wrote):
    study, _ = wrote({"interpretation/t.en.md": "So say some [@kunci; @zweite], and others [@dritte].\n"})
    works = read_table("results/literature/works.parquet", "works")
    write_table(works.assign(also="zweite"), "results/literature/works.parquet", "works")
    shown = article(study)
    assert "So say some [@{kunci}], and others" in shown
    assert "@{zweite}" not in shown and "dritte" in shown


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_article_mentions_each_table_and_figure_before_it_stands(wrote, language):
    study, _ = wrote()
    shown = article(study, language)
    assert "{#tab-participants" in shown or "{#tab-categories" in shown
    assert unmentioned(shown) == []


def test_what_stands_before_it_is_mentioned_is_found():
    table = ": Cases {#tab-cases}\n"
    assert unmentioned(table + "See [Table 1](#tab-cases).") == ["tab-cases"]
    assert unmentioned("See [Table 1](#tab-cases).\n" + table) == []
    three = "".join(f": T {{#tab-{name}}}\n" for name in "abc")
    assert unmentioned("[Table 1](#tab-a) to [Table 3](#tab-c).\n" + three) == []
    assert unmentioned("[Table 1](#tab-a).\n" + three) == ["tab-b", "tab-c"]
