"""Names and identifiers through whole runs: replaced the same everywhere, told privately, and kept in by the gate."""

import csv

import pytest

PHONE = "0812 3456 7890"
NAMES = "name,pseudonym,variants\nRahma Putri,[Person 1],Bu Rahma\n"


@pytest.fixture
def study(tmp_path, write_small_study, small_files):
    said = "data/interviews/interview-{}.txt"
    changes = {
        "config.yaml": small_files["config.yaml"] + "pseudonyms: data/private/names.csv\n",
        "data/private/names.csv": NAMES,
        said.format("A"): small_files[said.format("A")] + f"A: Rahma Putri wrote to {PHONE}, not to bu siska.\n",
        said.format("B"): small_files[said.format("B")] + "B: Mine is 0811-2222-3333, hers 081234567890.\n",
    }
    return write_small_study(tmp_path, changes)


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_an_identifier_is_one_thing_in_the_whole_study_and_known_to_the_private_folder_alone(study, snakemake_run):
    assert snakemake_run(study).status == 0
    said = {row["source_id"]: row["text"] for row in rows(study / "results/coding/turns.csv")}
    assert said["interview-A"] == "[Person 1] wrote to [Phone 1], not to bu siska."
    assert said["interview-B"] == "Mine is [Phone 2], hers [Phone 1]."
    private = study / "data/private/benang"
    key = {row["replacement"]: (row["value"], row["times"]) for row in rows(private / "key.csv")}
    assert key == {"[Phone 1]": ("081234567890", "2"), "[Phone 2]": ("081122223333", "1")}
    log = [(row["source_id"], row["line"], row["found"]) for row in rows(private / "replacements.csv")]
    assert ("interview-A", "5", "Rahma Putri") in log and ("interview-A", "5", PHONE) in log
    assert "siska" in [row["word"] for row in rows(private / "residual_risk.csv")]
    public = [path for folder in ("results", "reports") for path in (study / folder).rglob("*") if path.is_file()]
    # Four digits alone stand in the packed bytes of a PDF now and then.
    left = (b"Rahma", b"3456-7890", b"34567890")
    assert not [path for path in public if any(part in path.read_bytes() for part in left)]
    # A new number changes no other source, also one that comes after it.
    first = study / "data/interviews/a-first-note.txt"
    first.write_text("P: Hello?\nA: Call 0813-4444-5555.\n", encoding="utf-8")
    assert snakemake_run(study).status == 0
    again = {row["source_id"]: row["text"] for row in rows(study / "results/coding/turns.csv")}
    assert again["a-first-note"] == "Call [Phone 3]."
    assert {source: again[source] for source in said} == said


def test_the_gate_fails_a_run_that_leaves_a_name_in_what_can_be_passed_on(study, snakemake_run):
    (study / "results").mkdir()
    (study / "results" / "notes of mine.html").write_text("<b>Rahma</b> Putri: &#48;812-3456-7890", encoding="utf-8")
    run = snakemake_run(study)
    assert run.status != 0
    assert "results/notes of mine.html" in run.said and "[Person 1]" in run.said and "[Phone 1]" in run.said
    assert "Rahma" not in run.said
    (study / "results" / "notes of mine.html").unlink()
    assert snakemake_run(study).status == 0


def test_the_gate_says_what_was_left_in_small_letters(study, snakemake_run):
    listed = study / "data/private/names.csv"
    listed.write_text(NAMES + "Siska,[Person 2],\n", encoding="utf-8")
    said = study / "data/interviews/interview-B.txt"
    said.write_text(said.read_text(encoding="utf-8") + "B: They asked siska.\n", encoding="utf-8")
    run = snakemake_run(study)
    assert run.status == 0, run.said
    assert "since it may be a word: 1 spelling of listed names" in run.said


def test_what_is_cleared_is_not_asked_again(study, snakemake_run):
    config = study / "config.yaml"
    (study / "data/private/cleared.csv").write_text("word\nsiska\n", encoding="utf-8")
    config.write_text(config.read_text(encoding="utf-8") + "cleared: data/private/cleared.csv\n", encoding="utf-8")
    assert snakemake_run(study).status == 0
    assert "siska" not in [row["word"] for row in rows(study / "data/private/benang/residual_risk.csv")]
