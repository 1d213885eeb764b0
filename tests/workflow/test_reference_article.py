"""The reference study's article and supplement: what speaks against is answered, and checklists lead to places."""

import csv
import re

import pytest
from mentions import unmentioned

OPPOSING = ("against", "both", "disputed")


def rows(study, name):
    with (study / "results" / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def cited(study, language):
    """The codings to which the interpretation refers, in a language."""
    files = (study / "data/writing/interpretation").glob(f"*.{language}.md")
    return {mark for file in files for mark in re.findall(r"@passage:(c[0-9a-f]+)", file.read_text(encoding="utf-8"))}


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_passage_against_a_claim_is_answered_in_each_language_and_some_are_in_its_text(reference, language):
    evidence = [row for row in rows(reference, "conclusions/claim_evidence.csv") if row["side"] in OPPOSING]
    texts = {row["answer_id"]: row[f"text:{language}"] for row in rows(reference, "conclusions/claim_answers.csv")}
    named = cited(reference, language)
    spoken_against = set()
    for row in evidence:
        there = set(row["coding_ids"].split(";")) & named
        assert texts.get(row["answer"], "").strip() or there, (row["claim_id"], row["passage_id"])
        spoken_against |= {row["claim_id"]} if there else set()
    # What researchers wrote names it beside each claim, and does not leave it to the list of answers.
    claims = {row["claim_id"] for row in rows(reference, "conclusions/claims.csv")}
    assert claims == {row["claim_id"] for row in evidence} == spoken_against
    article = (reference / f"results/conclusions/report{'' if language == 'id' else '.en'}.md").read_text("utf-8")
    for claim in claims:
        own = [row for row in evidence if row["claim_id"] == claim]
        shown = {coding for row in own for coding in row["coding_ids"].split(";") if f"#q.{coding})" in article}
        assert shown, f"nothing against {claim} is printed or cited in the article"


@pytest.mark.parametrize("edition", ["", ".en"])
def test_every_pointer_of_the_checklists_leads_to_a_heading_or_table_of_the_documents(reference, edition):
    pages = {
        name: (reference / f"reports/{name}{edition}.html").read_text(encoding="utf-8")
        for name in ("report", "supplement")
    }
    ids = {name: set(re.findall(r'\bid="([^"]+)"', page)) for name, page in pages.items()}
    text = (reference / f"results/conclusions/supplement{edition}.md").read_text(encoding="utf-8")
    shown = text.partition("{#checklists}")[2].partition("\n## ")[0]
    tables = re.findall(r"\{#tab-checklist-(\w+)\}", shown)
    assert tables == ["coreq", "srqr", "jars", "rtarg", "gamer"]
    pointed = re.findall(r"\]\((\S*?\.html)?(?:#([^)]*))?\)", shown)
    assert len(pointed) > 80
    for page, place in pointed:
        assert page in ("", f"report{edition}.html")
        assert place in ids["report" if page else "supplement"] or (page and not place), place
    # What the published article does not tell is left blank.
    blank = "not supplied" if edition else "tidak diisi"
    coreq = dict(re.findall(r"^\| (\d+) \| .* \| (.*) \|$", shown.partition("{#tab-checklist-coreq}")[0], re.MULTILINE))
    assert [number for number, where in coreq.items() if blank in where] == [
        *map(str, range(1, 9)), "13", "18", "23", "28",
    ]  # fmt: skip


@pytest.mark.parametrize("edition", ["", ".en"])
def test_the_method_tells_what_files_say_who_coded_and_with_which_version(reference, edition):
    article = (reference / f"results/conclusions/report{edition}.md").read_text(encoding="utf-8")
    assert ("1,734" if edition else "1.734") in article.partition("From the files" if edition else "Dari berkasnya")[2][
        :80
    ]
    assert "coder-1" in article and "coder-2" in article
    assert re.search(r"Benang (versi )?\d", article)


@pytest.mark.parametrize("edition", ["", ".en"])
def test_every_table_and_figure_is_mentioned_before_it_stands(reference, edition):
    article = (reference / f"results/conclusions/report{edition}.md").read_text(encoding="utf-8")
    assert article.count("{#tab-") > 5 and article.count("{#fig-") > 3
    assert unmentioned(article) == []


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        (
            "",
            (
                "Laporan tertanggal ",
                "dihitung menurut tema: yang bertindihan",
                "alfa Krippendorff 0,",
                "giliran × kode",
            ),
        ),
        (".en", ("Report of ", "Passages are counted by theme there", "Krippendorff’s alpha 0.", "turn × code")),
    ],
)
def test_numbers_and_dates_say_what_they_are_of(reference, edition, said):
    article = (reference / f"results/conclusions/report{edition}.md").read_text(encoding="utf-8")
    assert [one for one in said if one not in article] == []


@pytest.mark.parametrize(("edition", "head"), [("", "Kategori atau kode"), (".en", "Category or code")])
def test_the_table_of_claims_says_on_which_categories_each_rests(reference, edition, head):
    """A claim that rests on one code of a category names that code."""
    table = re.search(
        r"[^\n]*" + head + r"(.*?)\{#tab-claims",
        (reference / f"results/conclusions/report{edition}.md").read_text(encoding="utf-8"),
        re.DOTALL,
    )[1]
    labels = {row["code_id"]: row[f"label:{'en' if edition else 'id'}"] for row in rows(reference, "coding/codes.csv")}
    assert labels["customer-relations"] in table and labels["wants-rules"] in table
    assert labels["regulation-protection"] not in table
