"""A study of 30 sources, 105 categories, 285 codes and 750 codings with long names gives a readable article."""

import csv
import re

import pytest
from large_study import CATEGORIES, CODES, CODINGS, SOURCES, write_large_study
from printed_words import overprinted, pages_of

MOST_PAGES = 20
LEAST = 8.0
"""Points."""
SLACK = 0.05
"""Points by which a size may be rounded."""


@pytest.fixture(scope="module")
def large(tmp_path_factory, snakemake_run):
    study = write_large_study(tmp_path_factory.mktemp("large") / "study")
    run = snakemake_run(study, "all")
    assert run.status == 0, run.said
    return study


def rows(study, name):
    with (study / "results" / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_study_has_its_shape(large):
    levels = [row["level"] for row in rows(large, "coding/codes.csv")]
    assert (levels.count("category"), levels.count("code")) == (CATEGORIES, CODES)
    codings = [row for row in rows(large, "coding/codings.csv") if row["status"] == "accepted"]
    assert len(codings) == CODINGS and len({row["source_id"] for row in codings}) == SOURCES
    assert max(len(row["label:en"]) for row in rows(large, "coding/codes.csv")) > 100


def test_the_article_has_at_most_twenty_pages_in_which_nothing_overprints_and_all_can_be_read(large):
    pages = list(pages_of(large / "reports" / "report.pdf"))
    assert 8 < len(pages) <= MOST_PAGES
    for number, words in enumerate(pages, 1):
        assert len(words) > 20, number
        assert overprinted(words) == [], number
        assert [(word.text, word.size) for word in words if word.size < LEAST - SLACK] == [], number


def test_every_page_of_every_figure_can_be_read(large):
    drawn = sorted((large / "results" / "figures" / "en").glob("*.pdf"))
    assert len(drawn) > 5
    for file in drawn:
        for number, words in enumerate(pages_of(file), 1):
            assert overprinted(words) == [], (file.name, number)
            assert [word.text for word in words if word.size < LEAST - SLACK] == [], (file.name, number)


def test_the_supplement_holds_every_quotation_and_nothing_in_it_overprints(large):
    page = (large / "reports" / "supplement.html").read_text(encoding="utf-8")
    wanted = {row["coding_id"] for row in rows(large, "coding/codings.csv") if row["status"] == "accepted"}
    assert wanted <= set(re.findall(r'id="q\.(c[0-9a-f]+)"', page))
    for number, words in enumerate(pages_of(large / "reports" / "supplement.pdf"), 1):
        assert overprinted(words) == [], number
