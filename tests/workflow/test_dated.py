"""A study whose codings say when they were made, and whose codebook has a history, through a whole run."""

import csv
import io
import sqlite3
import zipfile
from contextlib import closing

import pytest

TOPICS = ("trust", "price", "signal", "skills", "delivery", "returns", "photos")
NEW = [("trust", "price"), ("trust", "signal"), ("skills",), ("price", "delivery"), *[("trust",)] * 6, ("returns",)]
"""What is coded in each interview, in the order in which they were coded."""


def quotation(topic):
    return f"What matters to me most is {topic}, as I told them"


def files():
    table = io.StringIO(newline="")
    rows = csv.writer(table, lineterminator="\n")
    rows.writerow(["source", "quotation", "code", "date"])
    made = {}
    for order, topics in enumerate(NEW, 1):
        name = f"talk-{(order * 5) % 11:02}"  # not the order of the files
        said = "".join(f"A: {quotation(topic)}.\nP: And what else?\n" for topic in topics)
        made[f"data/interviews/{name}.txt"] = f"P: What matters when you buy?\n{said}"
        rows.writerows([name, quotation(topic), topic, f"2024-03-{order:02} 10:0{n}"] for n, topic in enumerate(topics))
    made["data/ana.csv"] = table.getvalue()
    made["data/codebook.yaml"] = "codes:\n" + "".join(
        f"  - {{id: {topic}, label: {topic.title()}}}\n" for topic in TOPICS
    )
    made["data/history.yaml"] = """\
versions:
  - {version: "1", date: "2024-03-01", added: [trust, price, net, mood]}
  - {version: "2", date: "2024-03-09", renamed: {net: signal}, merged: {photos: [looks, pictures]}, retired: [mood]}
"""
    made["config.yaml"] = """\
study: {title: Dated, question: "What matters?", date: "2024-05-01"}
language: en
sources: [{kind: interview, files: ["data/interviews/*"]}]
speakers: {informant: [A]}
codebook: {file: data/codebook.yaml, history: data/history.yaml}
codings: [{file: data/ana.csv, coder: ana}]
matrices: {saturation: {}}
figures: {also: [emergence, codebook_timeline]}
"""
    return made


@pytest.fixture(scope="module")
def dated(tmp_path_factory, snakemake_run, workshop, target):
    study = tmp_path_factory.mktemp("dated")
    for name, text in files().items():
        (study / name).parent.mkdir(parents=True, exist_ok=True)
        (study / name).write_text(text, encoding="utf-8")
    run = snakemake_run(study, target, project=workshop)
    assert run.status == 0, run.said
    return study


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def test_codes_come_up_in_the_order_of_the_work_and_saturation_is_told(dated):
    seen = set()
    expected = []
    for topics in NEW:
        expected.append(len(set(topics) - seen))
        seen |= set(topics)
    steps = [row for row in rows_of(dated / "results/mapping/emergence.csv") if row["basis"] == "codings"]
    assert [row["names"] for row in steps] == [f"talk-{(order * 5) % 11:02}" for order in range(1, len(NEW) + 1)]
    assert [int(row["new"]) for row in steps] == expected
    assert int(steps[-1]["cumulative"]) == len(seen)
    runs = rows_of(dated / "results/mapping/saturation.csv")
    assert [row["reached"] for row in runs] == ["True"] * 5 + ["False"]  # the last interview brings a code
    said = (dated / "results/conclusions/supplement.md").read_text(encoding="utf-8")
    assert "reached after interview 4" in said and "more than the threshold again" in said
    assert not rows_of(dated / "results/problems.csv")


def test_the_figures_are_drawn_and_the_history_is_a_table(dated):
    caption = (dated / "results/figures/en/emergence.caption.txt").read_text(encoding="utf-8")
    assert "6 codes" in caption and "11 of 11 interviews" in caption
    timeline = (dated / "results/figures/en/codebook_timeline.txt").read_text(encoding="utf-8")
    assert "net → Signal" in timeline and "retired: mood" in timeline
    assert [row["change"] for row in rows_of(dated / "results/coding/codebook_history.csv")] == [
        *["added"] * 4,
        "renamed",
        "merged",
        "retired",
    ]


def test_the_dates_go_out_with_the_projects(dated):
    when = {row["date"] for row in rows_of(dated / "results/coding/codings.csv") if row["method"] == "human"}
    assert len(when) == sum(map(len, NEW)) and min(when).startswith("2024-03-01")
    with zipfile.ZipFile(dated / "results/export/study.standard.qdpx") as project:
        told = project.read("project.qde").decode()
    assert all(f'creationDateTime="{date}' in told for date in when)
    with closing(sqlite3.connect(dated / "results/export/study.sqlite3")) as database:
        kept = {date for (date,) in database.execute("SELECT date FROM commands")}
    assert kept == {f"{date.replace('T', ' ')}.000000" for date in when}
