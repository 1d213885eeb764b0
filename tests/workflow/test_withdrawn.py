"""A participant withdraws from a study that was run before: through a whole run, no trace is left in what runs make."""

import csv

PEOPLE = "case_id,place,sources\nN01,north,talk\nN02,south,talk\nN03,south,\n"
FILES = {
    "config.yaml": """\
study: {title: Ferries, date: "2024-05-01"}
language: en
strict: true
sources:
  - {kind: interview, files: ["talks/*"]}
cases: {file: people.csv}
codebook: codebook.csv
codings:
  - {file: codings.csv, coder: ann}
pseudonyms: data/private/names.csv
""",
    "people.csv": PEOPLE,
    "data/private/names.csv": "name,pseudonym\nZulaikha,N02\n",
    "codebook.csv": "id,label\ntrust,Trust\nprice,Price\n",
    "talks/N01.txt": "Interviewer: So?\nN01: We trust the ferry, as Zulaikha says.\n",
    "talks/N02.txt": "Interviewer: So?\nN02: The marigold toll is dear. Call 0812 5555 1234.\n",
    "talks/N03.txt": "Interviewer: So?\nN03: All is dear at noon.\n",
    "talks/talk.txt": "Interviewer: So?\nN02: My turquoise boat leaks.\nN01: Mine does not.\n",
    "codings.csv": "source,quotation,code\nN01,We trust the ferry,trust\nN02,marigold toll is dear,price\n"
    "talk,My turquoise boat leaks,price\nN03,All is dear,price\n",
}
LEFT = (b"N02", b"Zulaikha", b"marigold", b"turquoise", b"081255551234", b"5555 1234")


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def holding(study):
    folders = ("results", "reports", "data/private/benang", ".snakemake", "logs")
    files = [path for folder in folders for path in (study / folder).rglob("*") if path.is_file()]
    return [path.relative_to(study).as_posix() for path in files if any(part in path.read_bytes() for part in LEFT)]


def test_a_person_who_withdraws_leaves_no_trace_and_the_rest_stays(tmp_path, snakemake_run):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    target = ("results/coding/codings.csv", "results/problems.csv")
    first = snakemake_run(tmp_path, *target)
    assert first.status == 0, first.said
    assert holding(tmp_path)
    (tmp_path / "data/private/withdrawn.csv").write_text("case,date\nN02,2026-05-01\n", encoding="utf-8")
    run = snakemake_run(tmp_path, *target)
    assert run.status == 0, run.said
    assert holding(tmp_path) == []
    assert "N02" not in run.said and "turquoise" not in run.said
    said = [(row["source_id"], row["speaker"], row["text"]) for row in rows(tmp_path / "results/coding/turns.csv")]
    assert said == [
        ("N01", "Interviewer", "So?"),
        ("N01", "N01", "We trust the ferry, as [someone] says."),
        ("N03", "Interviewer", "So?"),
        ("N03", "N03", "All is dear at noon."),
        ("talk", "Interviewer", "So?"),
        ("talk", "N01", "Mine does not."),
    ]
    kept = {row["quotation"] for row in rows(tmp_path / "results/coding/codings.csv")}
    assert kept == {"All is dear", "We trust the ferry"}
    assert rows(tmp_path / "results/problems.csv") == []
    listed = rows(tmp_path / "data/private/withdrawn_receipt.csv")
    receipt = {row["what"]: (row["before"], row["after"]) for row in listed}
    assert receipt["case N02"] == ("2026-05-01", "withdrawn")
    assert receipt["rows of coding/codings.csv"] == ("4", "2")
    assert (tmp_path / "data/private/withdrawn_receipt.csv").stat().st_mode & 0o077 == 0
