"""A participant withdraws from a study that has a part of every kind: no byte of what runs make holds anything of them.

One study, run before, after, and once more when the list is empty again; each run is looked at from many sides.
"""

import csv
import io
import json
import zipfile
import zlib

import pytest
import twins

from benang.coding.language_model.replay import Answer, write_answer
from benang.coding.language_model.requests import RequestSettings, build_requests
from benang.core.tables import read_table
from benang.privacy.gate.found_texts import Text
from benang.privacy.gate.opening import Opener

THEIR_TALK = "Interviewer: How is the toll?\nR02: The marigold toll is dear. Call 0812 5555 1234.\n"
SHARED = "Interviewer: And you two?\nR02: My turquoise boat leaks badly.\nR01: Mine stays dry at noon.\n"
WALK = "Interviewer: Where to?\nR02: Past the crimson jetty alone.\nR03: We went along the shore.\n"
HERS = "Interviewer: Alone?\nR02: The saffron nets were mine.\n"
FILES = {
    "config.yaml": """\
study: {title: Ferries, date: "2024-05-01"}
language: en
sources:
  - {kind: interview, files: ["talks/*"]}
cases: {file: people.csv}
speakers: {table: speakers.csv}
codebook: codebook.yaml
codings:
  - {file: ann.csv, coder: ann}
  - {file: ben.csv, coder: ben}
  - {file: walk.qdpx, coders: {"Coder 1": cem}}
adjudication: adjudication.csv
suggestions: {decisions: decisions.csv}
guide: guide.csv
asked: asked.csv
evidence: evidence.csv
claims: claims.yaml
language_model: {model: small, endpoint: "http://localhost:9/v1", folder: answers}
matrices: {coders: [ann, ben, cem]}
report: {transcripts: true}
bundle: {transcripts: true}
pseudonyms: data/private/names.csv
strict: false
""",
    "people.csv": "case_id,place,sources\nR01,north,talk\nR02,Zulaikhatown,talk;R02\nR03,south,\n",
    "speakers.csv": "source_id,label,role,case_id\ntalk,R02,informant,R02\ntalk,R01,informant,R01\n",
    "data/private/names.csv": "name,pseudonym\nZulaikha,R02\nZulaikhatown,Someplace\nBramantyo,R01\n",
    "codebook.yaml": """\
codes:
  - {id: trust, label: Trust, rules: ["~trust", "boat"]}
  - {id: price, label: Price, rules: ["~dear", "~toll"]}
""",
    "guide.csv": "question_id,question,codes\nq1,How is the toll?,price\nq2,And you two?,trust\n",
    "asked.csv": "source,turn,question\nR02,1,q1\nR03,1,q1\ntalk,1,q2\n",
    "evidence.csv": "theme,category,case_id\nprice,,R02\nprice,,R03\ntrust,,R01\n",
    "talks/R01.txt": "Interviewer: How is it?\nR01: We trust the ferry, as Zulaikha says. It is cheap.\n",
    "talks/R02.txt": THEIR_TALK,
    "talks/R03.txt": "Interviewer: How is the toll?\nR03: All is dear at noon. I trust nobody.\n",
    "talks/talk.txt": SHARED,
    "ann.csv": "source,quotation,code,memo\nR01,We trust the ferry,trust,like Zulaikha\n"
    "R02,marigold toll is dear,price,R02 is cross\n"
    "talk,My turquoise boat leaks,price,leaks of R02\nR03,All is dear,price,\n",
    "ben.csv": "source,quotation,code,memo\nR01,We trust the ferry,trust,\nR02,marigold toll,trust,\n"
    "talk,turquoise boat leaks badly,trust,\ntalk,Mine stays dry,trust,\nR03,All is dear at noon,trust,\n",
    "adjudication.csv": "disagreement_id,decision,side,memo,adjudicator\n",
    "decisions.csv": "suggestion_id,decision,code,coder,memo,side,use\n",
    "claims.yaml": """\
claims:
  - id: C1
    text: Tolls are dear.
    codes: [trust]
    against: [price]
    needs: {informants: 2}
""",
}
WITHDRAWN = "case,date\nR02,2026-05-01\n"
LEFT = ("R02", "Zulaikha", "marigold", "turquoise", "crimson", "saffron", "5555 1234", "081255551234", "Someplace")
FOLDERS = ("results", "reports", "data/private/benang", ".snakemake", "logs", "answers")
OWN = "data/private/withdrawn"


def rows(path):
    with path.open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def unpacked(data):
    """The bytes of a file and of all that is packed in it, by plain means: parts of archives, streams of PDFs."""
    yield data
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            for name in archive.namelist():
                yield name.encode()
                yield from unpacked(archive.read(name))
    for head in (b"stream\r\n", b"stream\n", b"\x1f\x8b\x08", b"\x89PNG"):
        place = data.find(head)
        while place >= 0:
            for start, bits in ((place + len(head), 15), (place, 31)):
                try:
                    yield zlib.decompressobj(bits).decompress(data[start:])
                except zlib.error:
                    continue
            place = data.find(head, place + 1)


def holding(study, left=LEFT):
    """Which files hold what, by plain bytes, in two encodings, and as the leak gate opens files."""
    found = set()
    for path in (path for folder in FOLDERS for path in (study / folder).rglob("*") if path.is_file()):
        name = path.relative_to(study).as_posix()
        data = path.read_bytes()
        texts = [found.text.casefold() for found in Opener().open("", data) if isinstance(found, Text)]
        for words in left:
            characters = (words.encode(), words.encode("utf-16-le"))
            if words in name or any(one in part for part in unpacked(data) for one in characters):
                found.add((name, words))
            if any(words.casefold() in text for text in texts):
                found.add((name, words))
    return sorted(found)


def mark(text, words):
    return twins.Mark(text.index(words), text.index(words) + len(words), "trust")


def record_answers(study):
    """Answers of a language model to what is asked now, each with a first sentence of the passage as quotation."""
    sources, turns = (read_table(study / f"results/coding/{name}.parquet", name) for name in ("sources", "turns"))
    codes = read_table(study / "results/coding/codes.parquet", "codes")
    for request in build_requests(sources, turns, codes, RequestSettings(model="small")):
        coded = [span for span in request.part.spans if span.coded]
        codings = [{"turn": span.turn, "quotation": span.text.split(".")[0], "code": "trust"} for span in coded]
        write_answer(request, Answer(json.dumps({"codings": codings}), "stop", "small"), study, "answers")


MODEL = next(line for line in FILES["config.yaml"].splitlines(True) if line.startswith("language_model"))
FIRST = [f"results/coding/{name}.csv" for name in ("disagreements", "suggestions", "passages")]
TABLES = ("results/coding/sources.parquet", "results/coding/codes.parquet")


def write(study, files):
    for name, text in files.items():
        (study / name).parent.mkdir(parents=True, exist_ok=True)
        (study / name).write_bytes(text if isinstance(text, bytes) else text.encode())


def decide(study):
    """Decisions about every difference and suggestion, and an answer to every passage of the claim's."""
    coding = study / "results/coding"
    differences = [row["disagreement_id"] for row in rows(coding / "disagreements.csv")]
    suggested = [row["suggestion_id"] for row in rows(coding / "suggestions.csv")]
    passages = [row["passage_id"] for row in rows(coding / "passages.csv") if row["code_id"] == "price"]
    assert differences and suggested and passages
    decided = "".join(f"{one},accept,,ann,as said,," + "\n" for one in suggested)
    adjudicated = "".join(f"{one},both,,,dee" + "\n" for one in differences)
    answers = f"    answers:\n      - {{passages: [{', '.join(passages)}], how: limit, text: It varies.}}\n"
    write(
        study,
        {
            "config.yaml": FILES["config.yaml"],
            "adjudication.csv": FILES["adjudication.csv"] + adjudicated + "d0000slip00,both,,,dee\n",
            "decisions.csv": FILES["decisions.csv"] + decided + "0000abcd0000-11112222,accept,trust,ann,,,\n",
            "claims.yaml": FILES["claims.yaml"] + answers,
        },
    )


@pytest.fixture(scope="module")
def before(tmp_path_factory, snakemake_run):
    """The study, run with them, with all that people write about what a run shows."""
    study = tmp_path_factory.mktemp("ferries")
    walk = {
        "Walk.docx": (WALK, [mark(WALK, "Past the crimson jetty alone."), mark(WALK, "We went along the shore.")]),
        "R02.docx": (HERS, [mark(HERS, "The saffron nets were mine.")]),
    }
    write(
        study,
        {
            **FILES,
            "config.yaml": FILES["config.yaml"].replace(MODEL, ""),
            "walk.qdpx": twins.project(twins.NVIVO, walk),
        },
    )
    run = snakemake_run(study, *FIRST)
    assert run.status == 0, run.said
    record_answers(study)
    decide(study)
    run = snakemake_run(study, "all", "coding_sheets", "bundle")
    assert run.status == 0, run.said
    return study


@pytest.fixture(scope="module")
def after(before, snakemake_run):
    """The same study after they withdrew: the first run makes tables alone, for the model is to be asked again."""
    # A step that ended badly leaves words in its log.
    write(before, {"logs/coding/ended.log": "R02: The marigold toll", "data/private/withdrawn.csv": WITHDRAWN})
    was = holding(before)
    assert {name.partition("/")[0] for name, _ in was} == {
        "answers",
        "data",
        "logs",
        "reports",
        "results",
        ".snakemake",
    }
    assert {"R02", "marigold", "turquoise", "crimson", "saffron"} <= {words for _, words in was}
    run = snakemake_run(before, *TABLES)
    assert run.status == 0, run.said
    assert holding(before) == []
    record_answers(before)
    whole = snakemake_run(before, "all", "coding_sheets", "bundle")
    assert whole.status == 0, whole.said
    return before, run.said + whole.said


def test_no_byte_of_what_runs_make_holds_anything_of_a_person_who_withdrew(after):
    study, said = after
    assert holding(study) == []
    assert [words for words in LEFT if words in said] == []
    for made in (
        "reports/report.pdf",
        "reports/report.docx",
        "results/coding_sheets/ann.qdpx",
        "results/export/study.zip",
        "results/leaks/all.json",
    ):
        assert (study / made).is_file()
    private = study / "data/private/benang"
    assert any((private / "typeset").iterdir()) and any((private / "drawn").iterdir())


def test_what_others_said_beside_them_and_what_was_coded_of_it_stays(after):
    study, _ = after
    turns = {(row["source_id"], row["speaker"]): row["text"] for row in rows(study / "results/coding/turns.csv")}
    assert turns["talk", "R01"] == "Mine stays dry at noon."
    assert turns["Walk", "R03"] == "We went along the shore."
    assert turns["R01", "R01"] == "We trust the ferry, as [someone] says. It is cheap."
    assert {source for source, _ in turns} == {"R01", "R03", "talk", "Walk"}
    human = [row for row in rows(study / "results/coding/codings.csv") if row["method"] == "human"]
    assert {(row["coder"], row["source_id"], row["quotation"]) for row in human} == {
        ("ann", "R01", "We trust the ferry"),
        ("ann", "R03", "All is dear"),
        ("ben", "R01", "We trust the ferry"),
        ("ben", "R03", "All is dear at noon"),
        ("ben", "talk", "Mine stays dry"),
        ("cem", "Walk", "We went along the shore."),
    }
    asked = read_table(study / "results/coding/asked.parquet", "asked")
    assert set(asked["source_id"]) == {"R03", "talk"}
    evidence = (study / "results/mapping/evidence.csv").read_text(encoding="utf-8-sig")
    assert "R03" in evidence and "R02" not in evidence


def test_nothing_is_told_that_is_so_only_because_they_are_gone_but_slips_of_the_pen_are(after):
    study, _ = after
    told = [(row["file"], row["kind"]) for row in rows(study / "results/problems.csv")]
    assert sorted(told) == [("adjudication.csv", "adjudication-gone"), ("decisions.csv", "decision-gone")]


def test_the_receipt_alone_says_who_it_was_and_what_changed(after):
    study, _ = after
    receipt = {row["what"]: (row["before"], row["after"]) for row in rows(study / f"{OWN}_receipt.csv")}
    assert receipt["case R02"] == ("2026-05-01", "withdrawn")
    assert receipt["rows of coding/cases.csv"] == ("3", "2")
    assert receipt["rows of coding/sources.csv"] == ("6", "4")
    assert receipt["claim C1: informants_base"] == ("3", "2")


def test_who_is_taken_off_the_list_again_is_a_part_of_the_study_at_the_next_run(after, snakemake_run):
    study, _ = after
    (study / "data/private/withdrawn.csv").write_text("case,date\n", encoding="utf-8")
    run = snakemake_run(study, *TABLES)
    assert run.status == 0, run.said
    texts = read_table(study / "results/coding/sources.parquet", "sources")
    assert {"R02", "Walk", "talk"} <= set(texts["source_id"])
    assert "turquoise" in "".join(texts["text"])
    assert "someone" not in "".join(texts["text"])
    # And withdraws once more: what came back goes again, and the receipt counts from there.
    write(study, {"data/private/withdrawn.csv": "case,date\nR02,2026-06-01\n"})
    again = snakemake_run(study, *TABLES)
    assert again.status == 0, again.said
    assert holding(study) == []
