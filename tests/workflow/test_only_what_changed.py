"""Only what depends on a change is done again."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

GATHERING = {"all", "figures", "report", "tables"}
"""Rules that make nothing themselves."""
REPORT = {"notebook", "documents", "summary", "leaks"}
MAPPING = {"claims", "matrices", "evidence", "figure", "export", "workbook", *REPORT}
BELOW_CODINGS = {"merge_codings", "agreement", "rule_quality", *MAPPING}
DECIDED = {"decisions", "disagreements", "disagreements_page", "suggestions"}
PEOPLE = {"human_codings", *DECIDED}
"""What is made of people's codings before all codings are put together."""


@dataclass(frozen=True)
class Change:
    """A change of one file, and the rules that have to be run again.

    Attributes:
        file: of the study, or of the library (``workflow/benang/...``).
        old, new: what is replaced by what; an empty ``old`` stands for the end of the file.
        again: rules that make something; none for nothing to be done.
    """

    file: str
    old: str
    new: str
    again: set[str]


CHANGES = {
    "a file saved again": Change("data/interviews/interview-A.txt", "P:", "P:", set()),
    "a transcript": Change(
        "data/interviews/interview-A.txt",
        *("has a page too", "has two pages"),
        {
            *("read", "key", "clean", "sources", "residual_risk"),
            *("code_by_rules", "expansions", "problems", *PEOPLE, *BELOW_CODINGS),
        },
    ),
    "an entry of the codebook": Change(
        "data/codebook.yaml",
        *("People rely", "Customers rely"),
        {"codebook", "literature_matrix", "code_by_rules", "expansions", "problems", *PEOPLE, *BELOW_CODINGS},
    ),
    "the unit of the rule coder": Change(
        "config.yaml",
        "unit: sentence",
        "unit: turn",
        {"code_by_rules", "expansions", *DECIDED, "problems", *BELOW_CODINGS},
    ),
    "the coders that count": Change("config.yaml", "coders: [ayu, ben]", "coders: [ayu]", MAPPING),
    "a claim": Change("data/claims.yaml", "informants: 2", "informants: 1", {"claims", "figure", *REPORT}),
    "the title": Change(
        "config.yaml", "Two small shops", "Two shops", {"disagreements_page", "export", "workbook", *REPORT}
    ),
    "the module of a figure": Change("workflow/benang/mapping/figures/heat_map.py", "", "# x\n", {"figure", *REPORT}),
    "the module that reads the literature": Change(
        "workflow/benang/literature/works.py",
        *("", "# x\n"),
        {"works", "literature_matrix", "problems", *BELOW_CODINGS},
    ),
    "a module of the agreement": Change(
        "workflow/benang/coding/agreement/cohen.py", "", "# x\n", {"agreement", "rule_quality", *REPORT}
    ),
}


@pytest.fixture(scope="module")
def plans(request, tmp_path_factory, small, workshop, copy_project, snakemake_run, target):
    """What Snakemake would do after each change that a test asks for; every change is made to a copy."""

    def plan(name, folder):
        change = CHANGES[name]
        study = shutil.copytree(small, folder / "study")
        project = copy_project(folder / "project") if change.file.startswith("workflow/") else workshop
        file = (study if project is workshop else project) / change.file
        text = file.read_text(encoding="utf-8")
        assert change.old in text
        changed = text.replace(change.old, change.new, 1) if change.old else text + change.new
        file.write_text(changed, encoding="utf-8", newline="")
        return snakemake_run(study, target, "--dry-run", project=project, cores=1)

    asked = {item.callspec.params["change"] for item in request.session.items if asks_for_a_change(item)}
    wanted = [name for name in CHANGES if name in asked]
    folders = [tmp_path_factory.mktemp("changed") for _ in wanted]
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(wanted, pool.map(plan, wanted, folders), strict=True))


def asks_for_a_change(item):
    return item.path == Path(__file__) and "change" in getattr(getattr(item, "callspec", None), "params", {})


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_done_again_after_a_change_of(plans, change):
    run = plans[change]
    assert run.status == 0, run.said
    assert set(run.jobs) - GATHERING == CHANGES[change].again, run.said


def test_without_identifiers_only_the_changed_batch_is_cleaned_again(
    tmp_path, write_small_study, small_files, snakemake_run, target
):
    config = {"config.yaml": small_files["config.yaml"] + "identifiers: []\n"}
    study = write_small_study(tmp_path, config)
    assert snakemake_run(study, target).status == 0
    assert len(list((study / "results" / "coding" / "batches").glob("*.sources.parquet"))) > 1
    change = CHANGES["a transcript"]
    changed = small_files[change.file].replace(change.old, change.new)
    (study / change.file).write_text(changed, encoding="utf-8", newline="")
    jobs = snakemake_run(study, target, "--dry-run", cores=1).jobs
    assert jobs["clean"] == jobs["code_by_rules"] == 1


def test_a_changed_text_of_the_report(small, workshop, snakemake_run, target):
    file = workshop / "workflow" / "benang" / "texts" / "report.yaml"
    text = file.read_bytes()
    # In its place: a copy in another folder has the notebook run again for that alone.
    file.write_bytes(text + b"# x\n")
    try:
        run = snakemake_run(small, target, "--dry-run", project=workshop, cores=1)
    finally:
        file.write_bytes(text)
    assert set(run.jobs) - GATHERING == REPORT, run.said
