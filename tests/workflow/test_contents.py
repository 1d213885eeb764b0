"""Contents decide what is done again: times that were restored, shuffled or set by hand change nothing."""

import json
import os
import random
import re
import shutil
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from places import ROOT

TARGETS = ("coding_sheets", "results/coding/turns.csv")
"""What is asked for: a short way through the study, with the search for names at its end."""
OUTPUTS = ("results", "data/private/benang")
YEAR_2020, YEAR_2035 = 1_577_836_800, 2_051_222_400
GATHERING = {"coding_sheets"}

TINY = {
    "config.yaml": """\
study: {title: One shop}
language: en
speakers: {interviewer: [P], informant: [A]}
pseudonyms: data/private/names.csv
sources:
  - {kind: interview, files: ["data/interviews/*"]}
codebook: data/codebook.yaml
coding_sheets: {coders: [ayu]}
""",
    "data/private/names.csv": "name,pseudonym\nWayan,[Informant]\n",
    "data/interviews/interview-A.txt": "P: Who helps you?\nA: My neighbour Kadek helps. Wayan does not.\n",
    "data/codebook.yaml": "codes:\n  - {id: help, label: Help}\n",
}
TRANSCRIPT, NAMES, SHEET = "data/interviews/interview-A.txt", "data/private/names.csv", "results/coding_sheets/ayu.html"
READS_SOURCES = {"read", "key", "clean", "sources", "blank_sheets", "leaks"}
READS_NAMES = {"cases", "codebook", *READS_SOURCES}


@pytest.fixture(scope="module")
def first_run(tmp_path_factory, snakemake_run):
    """The tiny study, and its first run."""
    study = tmp_path_factory.mktemp("tiny")
    for name, text in TINY.items():
        (study / name).parent.mkdir(parents=True, exist_ok=True)
        (study / name).write_text(text, encoding="utf-8")
    run = snakemake_run(study, *TARGETS, cores=1)
    assert run.status == 0, run.said
    return study, run


@pytest.fixture(scope="module")
def done(first_run):
    """The tiny study, whose run has ended."""
    return first_run[0]


@pytest.fixture
def copied(tmp_path, done):
    return shutil.copytree(done, tmp_path / "study")


def replace(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


def set_times(study, seconds, folders=("",)):
    for folder in folders:
        for path in sorted(path for path in (study / folder).rglob("*") if path.is_file()):
            moment = seconds()
            os.utime(path, (moment, moment))


def restore(study, name, old, new):
    """Another content with a time long before the run, as from a backup."""
    replace(study / name, old, new)
    os.utime(study / name, (YEAR_2020, YEAR_2020))


def shuffle(study):
    drawn = random.Random(9)
    set_times(study, lambda: drawn.randrange(YEAR_2020, YEAR_2035))


def lose_records(study):
    shutil.rmtree(study / ".snakemake")
    set_times(study, lambda: YEAR_2020, (TRANSCRIPT,))
    set_times(study, lambda: YEAR_2035, OUTPUTS)


CHANGES = {
    "all times shuffled": (shuffle, set()),
    "a transcript restored with an old time": (
        lambda study: restore(study, TRANSCRIPT, "My neighbour", "My friend"),
        READS_SOURCES,
    ),
    "a list of names restored with an old time": (
        lambda study: restore(study, NAMES, "Wayan,", "Kadek,"),
        READS_NAMES,
    ),
    "an output edited by hand": (lambda study: restore(study, SHEET, "One shop", "Two"), {"blank_sheets", "leaks"}),
    "a file put among the outputs": (
        lambda study: (study / SHEET).with_name("mine.txt").write_text("x", encoding="utf-8"),
        {"leaks"},
    ),
}


@pytest.fixture(scope="module")
def plans(request, tmp_path_factory, done, snakemake_run):
    """What Snakemake would do after each change that a test asks for; every change is made to a copy."""

    def plan(change, folder):
        study = shutil.copytree(done, folder / "study")
        CHANGES[change][0](study)
        return snakemake_run(study, *TARGETS, "--dry-run", cores=1)

    items = [item for item in request.session.items if item.path == Path(__file__)]
    asked = {item.callspec.params.get("change") for item in items if hasattr(item, "callspec")}
    wanted = [name for name in CHANGES if name in asked]
    with ThreadPoolExecutor(2) as pool:
        return dict(zip(wanted, pool.map(plan, wanted, map(tmp_path_factory.mktemp, map(slug, wanted))), strict=True))


def slug(name):
    return "".join(letter for letter in name if letter.isalpha())


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_done_again_after(plans, change):
    assert plans[change].status == 0, plans[change].said
    assert set(plans[change].jobs) - GATHERING == CHANGES[change][1], plans[change].said


def test_without_records_everything_is_made_again_whatever_its_time(first_run, copied, snakemake_run):
    lose_records(copied)
    assert snakemake_run(copied, *TARGETS, "--dry-run", cores=1).jobs == first_run[1].jobs


def test_a_name_newly_listed_goes_though_every_time_and_record_says_that_nothing_changed(copied, snakemake_run):
    assert "Kadek" in (copied / "results/coding/turns.csv").read_text(encoding="utf-8")
    replace(copied / NAMES, "Wayan,[Informant]", "Wayan,[Informant]\nKadek,[Neighbour]")
    shutil.rmtree(copied / ".snakemake")
    set_times(copied, lambda: YEAR_2020, ("data",))
    # The transcript and what was made of it are dated in the future.
    os.utime(copied / TRANSCRIPT, (YEAR_2035, YEAR_2035))
    set_times(copied, lambda: YEAR_2035 + 100, OUTPUTS)
    run = snakemake_run(copied, *TARGETS, cores=1)
    assert run.status == 0, run.said
    made = [path for folder in OUTPUTS for path in (copied / folder).rglob("*") if path.suffix in {".csv", ".html"}]
    public = [path for path in made if "private" not in path.parts]
    assert public
    assert not [path for path in public if "Kadek" in path.read_text(encoding="utf-8")]
    assert "[Neighbour]" in (copied / "results/coding/turns.csv").read_text(encoding="utf-8")
    assert not snakemake_run(copied, *TARGETS, "--dry-run", cores=1).jobs


def test_results_restored_from_an_earlier_run_are_made_again(tmp_path, copied, snakemake_run, checksums_of):
    shutil.copytree(copied / "results", tmp_path / "backup")
    replace(copied / TRANSCRIPT, "My neighbour", "My friend")
    assert snakemake_run(copied, *TARGETS, cores=1).status == 0
    newer = checksums_of(copied)
    shutil.copytree(tmp_path / "backup", copied / "results", dirs_exist_ok=True)
    assert checksums_of(copied) != newer
    run = snakemake_run(copied, *TARGETS, cores=1)
    assert run.status == 0, run.said
    assert checksums_of(copied) == newer


def test_a_name_put_among_the_outputs_by_hand_stops_the_next_run(copied, snakemake_run):
    mine = (copied / SHEET).with_name("mine.txt")
    mine.write_text("Wayan said so.", encoding="utf-8")
    run = snakemake_run(copied, *TARGETS, cores=1)
    assert run.status != 0
    assert "mine.txt" in run.said and "Wayan" not in run.said
    mine.unlink()
    assert snakemake_run(copied, *TARGETS, cores=1).status == 0
    assert not snakemake_run(copied, *TARGETS, "--dry-run", cores=1).jobs


def test_while_a_run_on_another_machine_is_at_work_snakemake_refuses(copied, snakemake_run, checksums_of):
    elsewhere = {"machine": {"host": "harbour"}, "process": 4711, "began": 1.0, "beat": 3}
    lock = copied / ".snakemake" / "benang" / "run.json"
    lock.write_text(json.dumps(elsewhere), encoding="utf-8")
    replace(copied / TRANSCRIPT, "My neighbour", "My friend")
    before = checksums_of(copied)
    run = snakemake_run(copied, *TARGETS, cores=1)
    assert run.status != 0
    assert "harbour" in run.errors
    assert "Traceback" not in run.said
    assert json.loads(lock.read_text(encoding="utf-8")) == elsewhere
    assert checksums_of(copied) == before


RULES = [
    pytest.param(text, id=name)
    for path in sorted((ROOT / "workflow" / "rules").rglob("*.smk"))
    for name, text in re.findall(
        r"^ *rule (\w+):\n(.*?)(?=^ *rule \w+:|^\w|\Z)", path.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
]


@pytest.mark.parametrize("text", RULES)
def test_the_times_of_the_files_that_people_keep_are_not_compared(text):
    """A file of more than a megabyte would be taken for changed wherever it was only touched."""
    read = re.search(r"^ *input:\n(.*?)^ *output:", text, re.MULTILINE | re.DOTALL)
    for line in read[1].splitlines() if read else []:
        given = re.sub(r"\bif\b.*|for \w+ in .*|#.*|batch=[\w.]+", "", line)
        assert not re.search(r"\b(STUDY|PLAN|PROJECTS)\b", given) or "ancient(" in line or "PLAN.private" in line, line


LISTING = """
include: {snakefile!r}

for made in workflow.rules:
    job = {{name: made.params.get(name) for name in made.params.keys()}}
    code = job["code"]({{}}) if "code" in job else ""
    print("rule", made.name, bool(made.output), Path(made.script or "-").name, code, sep="\\t")
"""


def test_every_rule_that_makes_something_is_told_of_contents_for_its_own_script(tmp_path, start, finish):
    (tmp_path / "a.txt").write_text("P: How?\nA: So.\n", encoding="utf-8")
    config = "study: {title: T}\nlanguage: en\nsources: [{kind: interview, files: [a.txt]}]\n"
    (tmp_path / "config.yaml").write_text(config, encoding="utf-8")
    (tmp_path / "Snakefile").write_text(LISTING.format(snakefile=str(ROOT / "Snakefile")), encoding="utf-8")
    run = finish(start("-m", "snakemake", "--list", folder=tmp_path))
    rules = [line.split("\t")[1:] for line in run.said.splitlines() if line.startswith("rule\t")]
    assert len(rules) > 30, run.said
    for name, makes, script, code in rules:
        if makes == "True":
            stated, digest = code.split(" ")
            assert stated.endswith(f"/{script}") and len(digest) == 12, name
    assert all("code=" not in param.values[0] for param in RULES)
