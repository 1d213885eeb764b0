"""Only what depends on a change is done again."""

import shutil
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import pytest

from benang.sources.source_ids import batch_of

GATHERING = {"all", "figures", "report", "tables"}
"""Rules that make nothing themselves."""
REPORT = {"notebook", "documents", "leaks", "answered"}
TOLD_OF_CLAIMS = {"problem_list", "next_steps", "workbook", "summary"}
MAPPING = {
    "passages",
    "count_ways",
    "claims",
    *TOLD_OF_CLAIMS,
    "matrices",
    "evidence",
    "figure",
    "long_figure",
    "export",
    "transcripts",
    *REPORT,
}
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
        {
            "kept_files",
            "codebook",
            "literature_matrix",
            "code_by_rules",
            "expansions",
            "problems",
            *PEOPLE,
            *BELOW_CODINGS,
        },
    ),
    "the unit of the rule coder": Change(
        "config.yaml",
        "unit: sentence",
        "unit: turn",
        {"kept_files", "code_by_rules", "expansions", *DECIDED, "problems", *BELOW_CODINGS},
    ),
    "the coders that count": Change(
        "config.yaml", "coders: [ayu, ben]", "coders: [ayu]", {"kept_files", *MAPPING} - {"transcripts"}
    ),
    "a claim": Change(
        "data/claims.yaml",
        "informants: 2",
        "informants: 1",
        {"kept_files", "claims", *TOLD_OF_CLAIMS, "figure", *REPORT},
    ),
    "the title": Change(
        "config.yaml",
        "Two small shops",
        "Two shops",
        {"kept_files", "disagreements_page", "export", "workbook", "transcripts", "summary", *REPORT},
    ),
    "the module of a figure": Change("workflow/benang/mapping/figures/state_map.py", "", "# x\n", {"figure", *REPORT}),
    "the module that reads the literature": Change(
        "workflow/benang/literature/works.py",
        *("", "# x\n"),
        {"kept_files", "works", "literature_matrix", "problems", *BELOW_CODINGS},
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


TURNS = "results/coding/turns.csv"
TALK = "P: How do you reach your customers?\nA: Call 0812-3456-78{number:02}, or 0812-9999-0000.\n"
NEW_NUMBER = "A: And 0813-1111-2222 is new.\n"


@pytest.fixture
def callers(tmp_path, write_small_study, snakemake_run):
    """Six interviews with telephone numbers in several batches, read and cleaned."""
    talks = {f"data/interviews/talk-{number}.txt": TALK.format(number=number) for number in range(6)}
    study = write_small_study(tmp_path, talks)
    run = snakemake_run(study, TURNS)
    assert run.status == 0 and run.jobs["clean"] == run.jobs["read"] > 2, run.said
    return study


def cleaned(study):
    return {path.name: path.read_bytes() for path in (study / "results/coding/batches").glob("*.sources.parquet")}


def test_a_new_identifier_in_one_transcript_cleans_its_batch_alone(callers, snakemake_run):
    before = cleaned(callers)
    changed = callers / "data/interviews/talk-0.txt"
    # Before all others by place, so that numbers given in the order of occurrence would be others everywhere.
    changed.write_text(NEW_NUMBER + changed.read_text(encoding="utf-8"), encoding="utf-8", newline="")
    run = snakemake_run(callers, TURNS)
    assert run.status == 0, run.said
    assert run.jobs == {"read": 1, "key": 1, "clean": 1, "sources": 1}
    after = cleaned(callers)
    assert [name for name, data in after.items() if before[name] != data] == [
        f"{batch_of('talk-0', 4)}.sources.parquet"
    ]
    assert "[Phone 8]" in (callers / TURNS).read_text(encoding="utf-8")
    assert not snakemake_run(callers, TURNS).jobs

    again = shutil.copytree(callers / "data", callers / "again" / "data").parent
    shutil.copy2(callers / "config.yaml", again)
    for made in ("batches", "read"):
        shutil.rmtree(again / "data/private/benang" / made)
    assert snakemake_run(again, TURNS).status == 0
    assert cleaned(again) == after  # the key alone makes the same bytes


def test_a_key_of_another_time_counts_at_once(callers, snakemake_run):
    key = callers / "data/private/benang/key.csv"
    numbers = key.read_text(encoding="utf-8")
    key.write_text(numbers.replace("[Phone 2]", "[Phone 99]"), encoding="utf-8", newline="")
    run = snakemake_run(callers, TURNS)
    assert run.status == 0, run.said
    assert run.jobs["key"] == 1 and run.jobs["clean"] > 1
    assert "[Phone 99]" in (callers / TURNS).read_text(encoding="utf-8")
    key.unlink()
    run = snakemake_run(callers, TURNS)
    assert run.status == 0 and run.jobs["clean"] > 1, run.said
    assert key.read_text(encoding="utf-8") == numbers


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
