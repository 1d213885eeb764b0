"""Sources of several formats, a published article and a speaker table, through whole runs."""

import csv
import json

ARTICLE = """\
Voices of the market

Results

Branding

Sellers spoke of their names (Lee, 2019). One of them put it so:

"My shop was hardly known before I posted every day."
(Informant A)

Journal of Examples 12

"A brand is a promise, and I keep it with every answer," said Informant B.

Trust

"They trust what they can see in the pictures" (Informant A).
"""

CONFIG = """\
study: {title: An article, date: "2024-05-01"}
language: en
sources:
  - {kind: article, files: ["*.txt"]}
"""


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def test_the_informants_of_an_article_become_sources_and_cases(tmp_path, snakemake_run):
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    (tmp_path / "market.txt").write_text(ARTICLE, encoding="utf-8")
    run = snakemake_run(tmp_path)
    assert run.status == 0, run.said
    turns = rows(tmp_path / "results/coding/turns.csv")
    said = {(turn["source_id"], turn["heading"], turn["text"]) for turn in turns}
    sources = sorted({turn["source_id"] for turn in turns})
    assert len(sources) == 2
    first, second = sources
    assert (first, "Branding", "My shop was hardly known before I posted every day.") in said
    assert (first, "Trust", "They trust what they can see in the pictures") in said
    assert any(source == second and text.startswith("A brand is a promise") for source, _, text in said)
    assert [case["case_id"] for case in rows(tmp_path / "results/coding/cases.csv")] == sources
    # Another source of the same name.
    taken = tmp_path / "notes" / f"{first}.txt"
    taken.parent.mkdir()
    taken.write_text("Interviewer: Hello?\nParticipant: Hello.\n", encoding="utf-8")
    more = '  - {kind: interview, files: ["notes/*"]}\nbatches: 4\n'
    (tmp_path / "config.yaml").write_text(CONFIG + more, encoding="utf-8")
    again = snakemake_run(tmp_path)
    assert again.status == 0, again.said
    renamed = {turn["source_id"] for turn in rows(tmp_path / "results/coding/turns.csv")}
    assert renamed == {first, f"{first}-2", second}
    works = rows(tmp_path / "results/literature/works.csv")
    assert [(work["author"], work["year"]) for work in works] == [("Lee", "2019")]


def test_a_recogniser_a_table_of_turns_and_a_correction_of_who_speaks(tmp_path, snakemake_run):
    (tmp_path / "config.yaml").write_text(
        CONFIG.replace("kind: article", "kind: interview").replace("*.txt", "talks/*")
        + "speakers: {table: speakers.csv}\ncleaning: {fillers: true}\n",
        encoding="utf-8",
    )
    segments = [
        {"start": 1.5, "end": 3.0, "text": "How do you sell?", "speaker": "SPEAKER_00"},
        {"start": 3.5, "end": 9.0, "text": "Um, by messages.", "speaker": "SPEAKER_01"},
    ]
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks/one.json").write_text(json.dumps({"segments": segments}), encoding="utf-8")
    (tmp_path / "talks/two.csv").write_text(
        "Time,Speaker,Text\n00:00:01,Interviewer,And you?\n00:00:04,Participant,In the market.\n", encoding="utf-8"
    )
    (tmp_path / "speakers.csv").write_text(
        "source,label,role\none,SPEAKER_00,interviewer\none,SPEAKER_01,informant\n", encoding="utf-8"
    )
    run = snakemake_run(tmp_path)
    assert run.status == 0, run.said
    turns = [
        (turn["source_id"], turn["role"], turn["text"], turn["time_start"])
        for turn in rows(tmp_path / "results/coding/turns.csv")
    ]
    assert turns == [
        ("one", "interviewer", "How do you sell?", "1.5"),
        ("one", "informant", "by messages.", "3.5"),
        ("two", "interviewer", "And you?", "1"),
        ("two", "informant", "In the market.", "4"),
    ]
    speakers = rows(tmp_path / "results/coding/speakers.csv")
    assert [(row["label"], row["role_from"]) for row in speakers][:2] == [
        ("SPEAKER_00", "table"),
        ("SPEAKER_01", "table"),
    ]
    cleaning = {
        (row["source_id"], row["step"]): row["changes"] for row in rows(tmp_path / "results/coding/cleaning.csv")
    }
    assert cleaning["one", "fillers"] == "1" and cleaning["two", "fillers"] == "0"
