"""No quotation stands for what it speaks against, and no link or count is of what is not printed."""

import re
from collections.abc import Callable
from typing import Any

import pandas as pd

from benang.conclusions.report.book import read_report
from benang.core.tables import read_table, write_table

Run = Callable[..., dict[str, Any]]
PASSAGES = "results/coding/passages.parquet"
CASES = "results/coding/cases.parquet"
TURNS = "results/coding/turns.parquet"


def change(where: Callable[[pd.DataFrame], pd.Series], **values: str) -> None:
    """Give other values to the passages ``where``."""
    found = read_table(PASSAGES, "passages")
    mine = where(found)
    assert mine.any()
    for name, value in values.items():
        found[name] = found[name].mask(mine, value)
    write_table(found, PASSAGES, "passages")


def blocks(text: str, name: str) -> list[str]:
    return re.findall(rf"^::: \{{\.{name}\}}$(.*?)^:::$", text, re.MULTILINE | re.DOTALL)


def test_an_observation_that_speaks_against_a_category_says_so(run: Run) -> None:
    study = run()
    change(lambda rows: rows["side"] == "against", side="for")
    change(lambda rows: rows["source_id"] == "observation-C", voice="observed", side="against")
    found = read_report("results", study, "en").texts["findings"]
    notes = blocks(found, "observation")
    assert notes
    assert all("[against]{.flag}" in note for note in notes)
    assert "No passage against it was coded." not in found


def test_what_is_coded_with_a_theme_itself_shows_its_side_and_what_is_observed_or_hidden(run: Run) -> None:
    study = run()
    of_theme = read_table("results/coding/codes.parquet", "codes").query("level == 'theme'")["code_id"].iloc[0]
    change(lambda rows: (rows["level"] == "code") & (rows["turn"] == 1), code_id=of_theme, side="against")
    change(lambda rows: (rows["code_id"] == of_theme) & (rows["source_id"] == "observation-C"), voice="observed")
    change(lambda rows: (rows["code_id"] == of_theme) & (rows["source_id"] == "interview-B"), use="hide")
    found = read_report("results", study, "en").texts["findings"]
    lead = next(block for block in blocks(found, "lead") if "with the theme itself" in block)
    assert "2 references (beside them 1 in observers’ notes)" in lead
    told = found[found.index(lead) :].split("#####")[0]
    assert len(blocks(told, "observation")) == 1
    assert [block.count("[against]{.flag}") for block in blocks(told, "quotation")] == [1]
    assert "1 passage not printed, as the researcher chose (1 against)." in told


def test_no_link_leads_to_a_hidden_quotation_and_only_printed_ones_are_counted(run: Run) -> None:
    study = run(transcripts=True)
    change(lambda rows: rows["turn"] == 1, use="hide")
    report = read_report("results", study, "en")
    text = "\n\n".join(filter(None, report.texts.values()))
    places = set(re.findall(r"\{#(\S+?)[ }]", text))
    to_quotations = set(re.findall(r"\]\(#(q\.[^)]*)\)", text))
    assert to_quotations
    assert to_quotations <= places
    printed = {place for place in places if place.startswith("q.")}
    assert f"{len(printed)} codings, by theme" in report.texts["quotations"]


def test_only_groups_with_somebody_who_was_heard_are_among_the_voices(run: Run) -> None:
    study = run()
    cases = read_table(CASES, "cases")
    alone = str(cases["case_id"].iloc[-1])
    cases["attribute:group"] = ["Pedagang"] * (len(cases) - 1) + ["Nelayan"]
    write_table(cases, CASES, "cases")
    turns = read_table(TURNS, "turns")
    assert "“Nelayan” (1)" in read_report("results", study, "en").texts["limits"]
    write_table(turns.assign(role=turns["role"].mask(turns["case_id"] == alone, "observer")), TURNS, "turns")
    limits = read_report("results", study, "en").texts["limits"]
    assert "“Pedagang” (2)" in limits
    assert "Nelayan" not in limits
