"""The article's method: what files tell beside what researchers write, who coded, with what, and the proof of no AI."""

import re
from pathlib import Path

import pytest
import yaml

from benang.conclusions.article.article import read_article
from benang.writing.folder import list_writing
from benang.writing.writing import read_writing, write_writing

CONFIGURED = {"affiliations": [], "approach": "", "approaches_before": [], "journal": "plain"}
HEAD = "Interview, {day} May 2024, {minutes} minutes"


def dated(tables):
    """Each source begins with a head that names a date and a duration."""
    for place, source in tables["sources"].iterrows():
        head = HEAD.format(day=place + 1, minutes=40 + place) + "\n"
        tables["sources"].loc[place, "text"] = head + source["text"]
        for table in ("turns", "codings"):
            mine = tables[table]["source_id"] == source["source_id"]
            tables[table].loc[mine, ["start", "end"]] += len(head)


@pytest.fixture
def article(run):
    """The article of a study with heads in its files, by what ``method.yaml`` says."""

    def write(method=None, language="en", **config):
        study = run(change=dated) | CONFIGURED | config
        if method:
            Path("data/writing").mkdir(parents=True)
            Path("data/writing/method.yaml").write_text(yaml.safe_dump(method), encoding="utf-8")
            writing = read_writing(Path(), list_writing(Path(), "data/writing"), "data/writing", ["en"])
            assert writing.problems == ()
            write_writing(writing, Path("results/writing/writing.json"))
            study["writing"] = True
            for name in ("writing", "written"):
                Path(f"results/problems/{name}.parquet").write_bytes(Path("results/problems/all.parquet").read_bytes())
        report = read_article("results", study, language, "../results", "supplement.html")
        return "\n\n".join(text for text in report.texts.values() if text)

    return write


def test_dates_and_durations_are_told_from_the_files(article):
    text = article()
    told = re.search(r"From the files: (.*)\n", text)[1]
    assert "dated 1 May 2024 to 2 May 2024 (2 of 2 sources), lasting 40 to 41 minutes (2 of 2 sources)" in told
    assert "observation note" in told and "dated 3 May 2024" in told
    assert told.count("40 words") == 2


def test_in_indonesian_as_well(article):
    told = re.search(r"Dari berkasnya: (.*)\n", article(language="id"))[1]
    assert "bertanggal 1 Mei 2024 sampai 2 Mei 2024 (2 dari 2 sumber)" in told and "40 kata" in told


def test_what_researchers_write_stands_above_the_files(article):
    text = article({"dates": "In spring 2024.", "durations": "Short ones."})
    assert "**Dates.** In spring 2024." in text and "**Durations.** Short ones." in text
    told = re.search(r"From the files: (.*)\n", text)[1]
    assert "dated" not in told and "lasting" not in told and "40 words" in told


def test_one_minute_is_one_minute(article, monkeypatch):
    monkeypatch.setitem(globals(), "HEAD", HEAD.replace("{minutes}", "1"))
    assert "lasting 1 minute (2 of 2 sources)" in article()


def test_who_coded_and_the_version_of_this_program_stand_in_the_method(article):
    text = article(version="9.8.7")
    assert "coded by 2 coders (people: ani and budi)" in text
    assert "This analysis was made with Benang 9.8.7." in text


@pytest.mark.parametrize("said", ["none", "None.", "tidak ada"])
def test_none_as_the_use_of_ai_is_printed_with_what_the_run_proves(article, said):
    assert f"**Use of AI.** {said.removesuffix(chr(46))}. No coding of a machine is counted (0)." in article(
        {"ai": said}
    )


def test_a_use_of_ai_has_no_such_proof(article):
    assert "No coding of a machine" not in article({"ai": "A model translated."})
