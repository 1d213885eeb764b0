"""The matrices in the supplement: every informant keeps a column, cells in words, coverage and spread."""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from benang.conclusions.report.book import read_report
from benang.core import model

Run = Callable[..., dict[str, Any]]


def texts(study: dict[str, Any], language: str = "en") -> dict[str, str]:
    return read_report("results", study, language).texts


def with_cases(n: int, groups: int = 0) -> Callable[[dict[str, pd.DataFrame]], None]:
    """As many cases more as make ``n``; nobody heard them."""

    def change(made: dict[str, pd.DataFrame]) -> None:
        ids = ["A", "B", "C", *(f"X{number:03}" for number in range(4, n + 1))]
        rows = [
            {"case_id": case, "order": order, "attribute:group": f"group {order % groups}" if groups else ""}
            for order, case in enumerate(ids, 1)
        ]
        made["cases"] = model.from_rows("cases", rows)

    return change


@pytest.mark.parametrize(("n", "tables"), [(10, 1), (11, 2), (25, 3)])
def test_every_informant_keeps_a_column(run: Run, n: int, tables: int) -> None:
    found = texts(run(change=with_cases(n)))["cases"]
    heads = [line for line in found.splitlines() if line.startswith("| Category")]
    assert len(heads) == tables
    columns = [name.strip() for head in heads for name in head.strip("|").split("|")]
    assert [name for name in columns if name[:1] == "X"] == [f"X{number:03}" for number in range(4, n + 1)]
    assert all("Informants" in head for head in heads)
    assert ("Part 2 of" in found) == (tables > 1)


def test_where_they_are_too_many_the_workbook_has_them_and_groups_stand_here(run: Run) -> None:
    found = texts(run(change=with_cases(70, groups=3)))["cases"]
    assert "study.xlsx" in found
    assert all(f"group {number}" in found for number in range(3))


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_framework_matrix_says_what_each_informant_says(run: Run, language: str) -> None:
    found = texts(run(), language)
    tables = [line for line in found["framework"].splitlines() if re.match(r"\| A( \(|  *\|)", line)]
    assert len(tables) == 2  # a theme each
    assert "“" in tables[0]
    assert tables[1].rstrip().endswith("– |")  # nobody speaks of it: the state alone


def test_cells_without_summaries_that_are_many_are_in_the_workbook(run: Run) -> None:
    found = texts(run(change=with_cases(61)))["framework"]
    assert "make summary-sheets" in found
    assert not re.search(r"^\| A( \(| *\|)", found, re.MULTILINE)


def test_coverage_and_spread_tell_whose_and_how_much(run: Run) -> None:
    found = texts(run())
    assert "| A |" in found["coverage"]
    assert "Of no category" in found["spread"] or "Warning" in found["spread"]
    assert "3 of 3" in found["spread"]


def dated(*, but: int = 0) -> Callable[[dict[str, pd.DataFrame]], None]:
    """Codings with a date, a day later with each source; ``but`` so many without one."""

    def change(made: dict[str, pd.DataFrame]) -> None:
        days = [
            f"2024-03-{1 + sorted(made['sources']['source_id']).index(one):02}" for one in made["codings"]["source_id"]
        ]
        made["codings"] = made["codings"].assign(date=[""] * but + days[but:])

    return change


CHOSEN = {"base": 4, "run": 2, "threshold": 0.05}


@pytest.mark.parametrize("language", ["id", "en"])
def test_when_codes_came_up_is_told_where_dates_tell_and_somebody_asked(run: Run, language: str) -> None:
    assert texts(run(change=dated()), language)["emergence"] == ""
    asked = {"emergence": True, "saturation": CHOSEN, "observation": False, "figures": False}
    found = texts(run(change=dated(), **asked), language)["emergence"]
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in found.splitlines() if "| interview-" in line
    ]
    assert [(row[1], row[3], row[4]) for row in rows] == [
        ("interview-A", "2", "2"),
        ("interview-B", "0", "2"),
        ("interview-C", "0", "2"),
    ]
    assert ("3 of 3" if language == "en" else "3 dari 3") in found
    # Three interviews are too few for saturation; the sentence says so.
    assert ("3 interviews are too few" if language == "en" else "3 wawancara terlalu sedikit") in found


@pytest.mark.parametrize("language", ["id", "en"])
def test_without_dates_the_sentence_says_why_not(run: Run, language: str) -> None:
    asked = {"emergence": True, "saturation": CHOSEN, "observation": False, "figures": False}
    found = texts(run(change=dated(but=1), **asked), language)["emergence"]
    codings = 3 * 3 * 2
    assert (
        f"only {codings - 1} of {codings} codings" if language == "en" else f"{codings - 1} dari {codings}"
    ) in found
    assert "|" not in found
    assert ("not looked at" if language == "en" else "tidak diperiksa") in found
    undated = texts(run(**asked), language)["emergence"]
    assert ("only 0 of" if language == "en" else "hanya 0 dari") in undated


@pytest.mark.parametrize("language", ["id", "en"])
def test_words_are_shown_in_the_supplement_only_where_asked_for(run: Run, language: str) -> None:
    assert texts(run(), language)["words_said"] == ""
    found = texts(run(words_in_report=True, figures=False), language)["words_said"]
    assert "| pelatihan |" in found and "**" in found
    assert ("3 of 3" if language == "en" else "3 dari 3") in found


@pytest.mark.parametrize("long", ["Juan Bautista of the cooperative at the confluence", "Rekanperwakilan"])
def test_names_too_long_for_their_columns_stand_in_the_caption(run: Run, long: str) -> None:
    names = {case: f"{long} {case}" for case in "ABC"}

    def renamed(tables: dict[str, pd.DataFrame]) -> None:
        for table in ("cases", "turns", "codings"):
            tables[table]["case_id"] = tables[table]["case_id"].replace(names)
        tables["sources"]["case_ids"] = [[names[one] for one in each] for each in tables["sources"]["case_ids"]]

    table = read_report("results", run(change=renamed), "en").texts["cases"]
    head = table.partition("| Category | ")[2].partition("\n")[0]
    assert head.startswith("1 | 2 | 3 | Total")
    assert f"Columns: **1** {long} A; **2** {long} B; **3** {long} C." in table


def test_short_names_stand_above_their_columns(run: Run) -> None:
    table = texts(run())["cases"]
    assert "| Category | A | B | C | Total" in table and "Columns:" not in table
