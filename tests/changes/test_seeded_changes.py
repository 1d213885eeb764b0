"""Changes of inputs, configuration and code, one at a time, are each named rightly: the file, the number, the cause."""

import json

import pytest
from changed_study import compared, in_code, in_config, in_input, run, seeded

from benang.changes.causes import CONFIG, INPUT, Cause

TURNS, CODES, CODED = "results/coding/turns", "results/coding/codes", "results/coding/coded"
GROUPS, BARS, WORKS = "results/mapping/groups", "results/figures/en/bars", "results/literature/works"
CLAIMS, REPORT = "results/conclusions/claims", "reports/report"
COUNTED = (GROUPS, BARS, CLAIMS, REPORT)


A, B = "data/interviews/a.txt", "data/interviews/b.txt"
BOOK, CODER, OTHER = "data/codebook.csv", "data/codings/coder-1.csv", "data/codings/coder-2.csv"
# What is changed; the step it comes in by; the files that change; a cell: file, row, column, before, after.
SEEDS = {
    "a transcript's word": (
        in_input(A, "high", "low"),
        "coding/clean",
        {TURNS, CODED},
        (TURNS, ("a", "2"), "text", "The price was high", "The price was low"),
    ),
    "a transcript's word that nobody coded": (
        in_input(B, "Nobody", "No one"),
        "coding/clean",
        {TURNS},
        (TURNS, ("b", "1"), "text", "Nobody answered me", "No one answered me"),
    ),
    "a turn before all others": (
        in_input(B, "Nobody", "Hello.\nNobody"),
        "coding/clean",
        {TURNS, CODED},
        (CODED, ("coder-1", "b"), "turn", "2", "3"),
    ),
    "a code's label": (
        in_input(BOOK, "Trust", "Confidence"),
        "coding/codebook",
        {CODES, REPORT},
        (CODES, ("trust",), "label:en", "Trust", "Confidence"),
    ),
    "a code that is gone": (
        in_input(BOOK, "price,Price\n", ""),
        "coding/codebook",
        {CODES, GROUPS, BARS, REPORT},
        None,
    ),
    "a coder's row that is gone": (
        in_input(CODER, "b,trust,I trust no shop\n", ""),
        "coding/codings",
        {CODED, *COUNTED},
        (GROUPS, ("trust", "seller"), "n", "1", "0"),
    ),
    "a coder's row that is new": (
        in_input(OTHER, "high\n", "high\nb,price,Nobody\n"),
        "coding/codings",
        {CODED, GROUPS, BARS},
        (GROUPS, ("price", "seller"), "n", "0", "1"),
    ),
    "another code for a passage": (
        in_input(OTHER, "a,price", "a,trust"),
        "coding/codings",
        {CODED, *COUNTED},
        (CLAIMS, ("C1",), "n", "2", "3"),
    ),
    "a case's group": (
        in_input("data/cases.csv", "b,seller", "b,buyer"),
        "mapping/matrices",
        {GROUPS, BARS},
        (GROUPS, ("trust", "buyer"), "n", "1", "2"),
    ),
    "a claim's threshold": (
        in_input("data/claims.csv", "trust,2", "trust,3"),
        "conclusions/claims",
        {CLAIMS, REPORT},
        (CLAIMS, ("C1",), "holds", "True", "False"),
    ),
    "a reference's title": (
        in_input("data/references.csv", "On trust", "On doubt"),
        "literature/works",
        {WORKS, REPORT},
        (WORKS, ("lee",), "title", "On Trust", "On Doubt"),
    ),
    "an option of cleaning": (
        in_config("cleaning.lower", True),
        "coding/clean",
        {TURNS, CODED},
        (TURNS, ("a", "1"), "text", "I trust the shop", "i trust the shop"),
    ),
    "a coder left out": (in_config("coders", ["coder-1"]), "coding/codings", {CODED, GROUPS, BARS}, None),
    "an option of counting": (
        in_config("matrices.weight", 2),
        "mapping/matrices",
        {*COUNTED},
        (GROUPS, ("trust", "buyer"), "n", "1", "2"),
    ),
    "a figure's width": (in_config("figures.width", 15), "mapping/figure", {BARS}, None),
    "the study's title": (in_config("study.title", "Doubt"), "conclusions/documents", {REPORT}, None),
    "a function of cleaning": (
        in_code("benang/text.py", "ending = .", "ending = p."),
        "coding/clean",
        {TURNS, CODED},
        (TURNS, ("a", "1"), "text", "I trust the shop", "I trust the sho"),
    ),
    "a function of anchoring": (
        in_code("benang/anchor.py", "first_turn = 1", "first_turn = 0"),
        "coding/codings",
        {CODED},
        (CODED, ("coder-2", "a"), "turn", "2", "1"),
    ),
    "a function of counting": (
        in_code("benang/count.py", "add = 0", "add = 1"),
        "mapping/matrices",
        {*COUNTED},
        (GROUPS, ("price", "seller"), "n", "0", "1"),
    ),
    "a colour of the style": (in_code("benang/style.py", "#0072b2", "#d55e00"), "mapping/figure", {BARS}, None),
    "a measure of a figure": (in_code("benang/draw.py", "12", "14"), "mapping/figure", {BARS}, None),
    "a function of claims": (
        in_code("benang/claims.py", "slack = 0", "slack = -1"),
        "conclusions/claims",
        {CLAIMS, REPORT},
        (CLAIMS, ("C1",), "holds", "True", "False"),
    ),
    "a template": (in_code("templates/report.html", "Report of", "On"), "conclusions/documents", {REPORT}, None),
    "a rule": (
        in_code("rules/mapping.smk", "base = 0", "base = 5"),
        "mapping/matrices",
        {*COUNTED},
        (GROUPS, ("price", "buyer"), "n", "1", "6"),
    ),
}


def changes_of(tmp_path, *seeds, **options):
    run(tmp_path / "before", **options)
    run(tmp_path / "after", *seeded(*seeds), **options)
    return compared(tmp_path / "before", tmp_path / "after")


def plain(name):
    """A key of the configuration without the place in a list."""
    return ".".join(part for part in name.split(".") if not part.isdigit())


def test_there_are_twenty():
    assert len(SEEDS) >= 20


@pytest.mark.parametrize("seed", SEEDS)
def test_a_change_is_named_rightly(seed, tmp_path):
    change, step, files, cell = SEEDS[seed]
    changes, causes = changes_of(tmp_path, change)
    assert causes.has_history
    assert {one.name for one in changes} == files
    for one in changes:
        assert {(cause.kind, plain(cause.name), cause.step) for cause in one.causes} == {(change[0], change[1], step)}
    if cell:
        name, row, column, before, after = cell
        (table,) = next(one for one in changes if one.name == name).tables.values()
        assert (row, column, before, after) in [(one.key, one.column, one.before, one.after) for one in table.cells]
    bars = [one.pictures for one in changes if one.name == BARS]
    assert all(picture.share > 0 and picture.difference for found in bars for picture in found.values())


def test_nothing_changed_is_nothing_told(tmp_path):
    changes, causes = changes_of(tmp_path)
    assert changes == [] and not causes.config and not causes.inputs and not causes.code


def test_of_several_changes_each_file_is_given_its_own(tmp_path):
    changes, _ = changes_of(
        tmp_path,
        in_input("data/references.csv", "On trust", "On doubt"),
        in_code("benang/style.py", "#0072b2", "#d55e00"),
        in_config("cleaning.lower", True),
        in_config("matrices.weight", 3),
    )
    found = {one.name: {plain(cause.name) for cause in one.causes} for one in changes}
    assert found[WORKS] == {"data/references.csv"}
    assert found[TURNS] == found[CODED] == {"cleaning.lower"}
    assert found[CLAIMS] >= {"matrices.weight"} and "workflow/benang/style.py" not in found[CLAIMS]
    assert found[BARS] >= {"workflow/benang/style.py", "matrices.weight"} and "data/references.csv" not in found[BARS]


def test_without_records_all_that_differs_is_named_and_no_step(tmp_path):
    changes, causes = changes_of(
        tmp_path,
        in_input("data/claims.csv", "trust,2", "trust,3"),
        in_config("figures.width", 100),
        records=False,
    )
    assert not causes.has_history
    everything = [Cause(CONFIG, "figures.width", ""), Cause(INPUT, "data/claims.csv", "")]
    assert {one.name: list(one.causes) for one in changes} == dict.fromkeys([BARS, CLAIMS, REPORT], everything)


def test_records_of_a_version_that_kept_no_parameters_are_enough_for_one_change(tmp_path):
    run(tmp_path / "before")
    run(tmp_path / "after", *seeded(in_config("figures.width", 100)))
    for file in (tmp_path / "before").rglob(".snakemake/benang/jobs/*.json"):
        values = json.loads(file.read_text())
        del values["given"]
        file.write_text(json.dumps(values))
    changes, _ = compared(tmp_path / "before", tmp_path / "after")
    assert {one.name: list(one.causes) for one in changes} == {BARS: [Cause(CONFIG, "figures.width", "mapping/figure")]}
