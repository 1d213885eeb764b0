"""What brings a study forward next, told from where it stands."""

import json
from pathlib import Path
from types import SimpleNamespace

import pytest
import yaml
from small_tables import talks

from benang.conclusions.next_steps import MOST, STEPS, Standing, Step, next_steps, quoted
from benang.conclusions.report import front
from benang.conclusions.standing import standing_of
from benang.core import model
from benang.core.config import read_study
from benang.core.problems import Problem
from benang.core.texts import read_texts
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import tables_of
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_ids import source_slug
from benang.sources.source_row import SourceRow
from benang.sources.speakers.role_proposals import propose_roles
from benang.sources.speakers.roles import Speakers

WRITTEN = {"approach": "codebook", "method_keys": 3, "interpreted": 2}
CODED = Standing(sources=3, codes=["a", "b"], coders=["ani"], most_coded="a", names_listed=True, claims=1, **WRITTEN)
STANDINGS = {
    "nothing could be read": (Standing(), ["sources"]),
    "transcripts alone": (Standing(sources=3), ["codebook", "names"]),
    "nobody is an informant": (
        Standing(sources=3, untold=2, roles='speakers: {interviewer: [Dan], informant: ["Mia: x", "no"]}'),
        ["speakers", "codebook", "names"],
    ),
    "no labels at all": (Standing(sources=3, untold=3), ["labels", "codebook", "names"]),
    "roles by letters": (
        Standing(sources=3, guessed=2, roles="speakers: {interviewer: [P], informant: [I]}"),
        ["guessed", "codebook", "names"],
    ),
    "labels passed over and another language": (
        Standing(sources=3, untold=1, guessed=1, passed=1, languages=("id", "pt", "pt")),
        ["languages", "passed", "labels"],
    ),
    "a codebook": (Standing(sources=3, codes=["a"], sheet_coders=["ani", "budi"]), ["code", "names"]),
    "codings that could not be used": (
        Standing(sources=3, codes=["a"], coding_files=1, sheet_coders=["ani"], names_listed=True),
        ["code"],
    ),
    "nobody who coded is counted": (
        Standing(**vars(CODED) | {"counted": ["coder-1"], "coders": ["Anna: x", "Ben"]}),
        ["counted", "checksums"],
    ),
    "some who coded are counted": (
        Standing(**vars(CODED) | {"counted": ["Ben", "Cas"], "coders": ["Anna", "Ben"]}),
        ["checksums"],
    ),
    "nobody judged a side": (
        Standing(**vars(CODED) | {"coders": ["ani", "budi"], "sided": False}),
        ["sides", "checksums"],
    ),
    "a column of sides that could not be read": (
        Standing(
            **vars(CODED) | {"coders": ["ani", "budi"], "sided": False, "sides_unread": [("Pendirian", "ani.csv")]}
        ),
        ["sides_unread", "checksums"],
    ),
    "errors": (
        Standing(**vars(CODED) | {"errors": 2, "first_error": Problem("strict-stop", "a.txt", 3, values={"n": 1})}),
        ["errors", "second_coder", "checksums"],
    ),
    "one coder": (
        Standing(sources=3, codes=["a"], coders=["ani"], most_coded="a"),
        ["names", "claims", "second_coder"],
    ),
    "differences, answers and suggestions": (
        Standing(**vars(CODED) | {"undecided": 2, "unanswered": 1, "suggestions": 4}),
        ["differences", "answers", "suggestions"],
    ),
    "a reflexive analysis, which agreement and machines are no part of": (
        Standing(
            **vars(CODED) | {"undecided": 2, "unanswered": 1, "suggestions": 4, "read_once": 2, "approach": "reflexive"}
        ),
        ["answers", "checksums"],
    ),
    "some read by one": (
        Standing(**vars(CODED) | {"coders": ["ani", "budi"], "checksums": "c", "read_once": 2, "suggestions": 9}),
        ["read_by_one", "suggestions"],
    ),
    "people who could be recognised in transcripts that are shown": (
        Standing(**vars(CODED) | {"transcripts": True, "recognisable": 2, "coders": ["ani", "budi"]}),
        ["recognition", "checksums"],
    ),
    "people who could be recognised, and no transcripts": (
        Standing(**vars(CODED) | {"recognisable": 2, "coders": ["ani", "budi"]}),
        ["checksums"],
    ),
    "names left in the texts": (
        Standing(**vars(CODED) | {"checksums": "c", "names_left": 4, "names_file": "data/private/names.csv"}),
        ["names_left", "second_coder"],
    ),
    "nothing is written": (
        Standing(**vars(CODED) | dict.fromkeys(WRITTEN, 0) | {"coders": ["ani", "budi"], "approach": ""}),
        ["interpretation", "method", "approach"],
    ),
    "all done": (Standing(**vars(CODED) | {"coders": ["ani", "budi"], "checksums": "c.sha256"}), ["pass_on"]),
}


@pytest.mark.parametrize("name", STANDINGS)
def test_the_steps_that_are_due_come_in_order_and_there_is_always_one(name):
    at, keys = STANDINGS[name]
    assert [step.key for step in next_steps(at)] == keys
    assert len(keys) <= MOST


def test_every_line_can_be_added_to_a_configuration_as_it_is(tmp_path):
    (tmp_path / "a.txt").write_text("A: x\n", encoding="utf-8")
    start = "study: {title: T}\nlanguage: en\nsources: [{kind: interview, files: [a.txt]}]\n"
    due = [find(at) for at, _ in STANDINGS.values() for find in STEPS]
    lines = [line for step in due if step for line in step.lines]
    assert len(lines) >= len(STANDINGS)
    for line in dict.fromkeys(lines):
        codebook = "" if line.startswith("codebook:") else "codebook: codebook.yaml\n"
        coded = "codings: [{file: codings.csv}]\n" if line.startswith("matrices:") else ""
        (tmp_path / "config.yaml").write_text(f"{start}{codebook}{coded}{line}\n", encoding="utf-8")
        study, problems = read_study(tmp_path)
        # The files are not there yet; everything else is right.
        assert {problem.kind for problem in problems} <= {"file-not-there"}, (line, problems)
        assert study is not None


@pytest.mark.parametrize(
    "name", ["P3", "Dr. Mia", "no", "12", "a: b", 'say "x"', "\\", "#1", "[x]", "Ü 2", "null", "- a", ""]
)
def test_a_name_in_a_line_is_read_as_the_text_it_is(name):
    assert yaml.safe_load(f"[{quoted(name)}]") == [name]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_step_has_its_words_in_both_languages(language):
    known = read_texts("next_steps.yaml")
    for at, _ in STANDINGS.values():
        for step in next_steps(at):
            assert language in known[step.key]["title"] and language in known[step.key]["text"]
            assert "{" not in step.title(language)
            assert Step.from_row(step.row()).row() == step.row()
            assert step.text(language)


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(
    ("step", "first"),
    [
        (Step("checksums", command="make checksums", lines=["checksums: checksums.sha256"]), "checksums: checksums"),
        (Step("second_coder", {"coder": "a"}, "make coding-sheets", ["coding_sheets: {}"]), "coding_sheets:"),
        (Step("code", {"folder": "f"}, "make coding-sheets", ["codings: []"]), "make coding-sheets STUDY="),
    ],
)
def test_what_is_typed_and_written_stands_in_the_order_in_which_it_works(step, first, language):
    draft = SimpleNamespace(words=SimpleNamespace(language=language), material=SimpleNamespace(steps=[step]), study={})
    shown = front.next_steps(draft).replace("\\", "")
    parts = [step.lines[0], f"{step.command} STUDY={read_texts('next_steps.yaml')['folder'][language]}"]
    places = [shown.index(part) for part in parts]
    assert shown[min(places) :].startswith(first)


def test_who_asks_is_proposed_where_nobody_is_an_informant():
    talk = [("Ann", "How was it?"), ("Ben", "Long, and the road was wet all the way to the village, so we walked.")] * 3
    sources, turns, _ = talks({"one": talk})
    turns = turns.assign(role="other", role_from="", n_words=[3, 15] * 3)
    frames = {name: model.empty(name) for name in ("codes", "codings", "disagreements", "suggestions", "claims")}
    at = standing_of(
        frames | {"sources": sources, "turns": turns}, 0, {"results": "out"}, roles=propose_roles(sources, turns)
    )
    assert (at.sources, at.untold, at.results) == (1, 1, "out")
    (line,) = next_steps(at)[0].lines
    assert yaml.safe_load(line) == {"speakers": {"interviewer": ["Ann"], "informant": ["Ben"]}}


def test_the_tables_of_coders_bear_the_names_of_their_sheets():
    step = next_steps(Standing(sources=3, codes=["a"], sheet_coders=["Ani Sari", "B. Utomo"]))[0]
    (listed,) = yaml.safe_load("\n".join(step.lines)).values()
    assert [Path(one["file"]).name for one in listed] == [f"{source_slug(one['coder'])}.xlsx" for one in listed]
    assert [one["coder"] for one in listed] == ["Ani Sari", "B. Utomo"]


def read_as(text, language, name="a.txt"):
    """Where a study of one interview stands."""
    source = SourceRow("a", "interview", language, "", name, name, ("A",), 0)
    frozen = freeze(read_bytes(text.encode(), name, name), source, Speakers(), Pseudonyms())
    tables = tables_of([frozen])
    frames = {name: model.empty(name) for name in ("codes", "codings", "disagreements", "suggestions", "claims")}
    roles = propose_roles(tables.sources, tables.turns)
    return standing_of(frames | {"sources": tables.sources, "turns": tables.turns}, 0, {}, frozen.problems, roles=roles)


TALK = "I: How did you come to fishing?\nP: With my uncle, when I was twelve, and there was no other work for us.\n" * 3
ALONE = (
    "Interviewer\nWho repairs the nets?\n\nVera\nUncle\n\nInterviewer\nAnd who sells the fish?\n\nVera\nUncle\n\n"
    "Interviewer\nWhom do you ask when the boat is broken?\n\nVera\nUncle\nHe knows it all: nobody else does.\n"
)


def test_roles_by_letters_are_a_step_to_confirm():
    at = read_as(TALK, "en")
    assert (at.guessed, at.untold, at.languages) == (1, 0, ())
    step = next_steps(at)[0]
    assert (step.key, yaml.safe_load(step.lines[0])) == (
        "guessed",
        {"speakers": {"interviewer": ["I"], "informant": ["P"]}},
    )


def test_a_language_that_the_words_speak_against_is_a_step():
    at = read_as(TALK, "id")
    assert at.languages == ("en",)
    assert [step.key for step in next_steps(at)][:2] == ["languages", "speakers"]
    assert "en (1)" in next_steps(at)[0].text("id")


def test_labels_that_were_passed_over_in_bulk_are_a_step():
    assert read_as(ALONE, "en").passed == 1
    assert "passed" in [step.key for step in next_steps(read_as(ALONE, "en"))]
    assert read_as(TALK + "P: I say two things.\nThird thing: it is wet.\nHope: it is not.\n", "en").passed == 0


def test_a_new_table_lies_where_the_studys_own_lie():
    at = Standing(**vars(CODED) | {"suggestions": 4, "codings_folder": "data/our codings"})
    (step,) = (step for step in next_steps(at) if step.key == "suggestions")
    assert "data/our codings/decisions.csv" in step.text("en")
    assert yaml.safe_load("\n".join(step.lines)) == {"suggestions": {"decisions": "data/our codings/decisions.csv"}}
    assert Standing(codings_folder=".").beside("decisions.csv") == "decisions.csv"


def test_errors_come_first_with_the_file_and_the_remedy_of_the_first():
    frames = {name: model.empty(name) for name in ("codes", "codings", "disagreements", "suggestions", "claims")}
    frames |= {name: model.empty(name) for name in ("sources", "turns")}
    told = [
        Problem("written-passage-side", "d.md", 7, values={"passage": "c1", "written": "against", "side": "for"}),
        Problem("written-work-unknown", "c.md", 4, values={"key": "x", "near": "xy"}),
    ]
    at = standing_of(frames, 0, {}, told, roles=propose_roles(frames["sources"], frames["turns"]))
    step = next_steps(at)[0]
    assert (step.key, at.errors) == ("errors", sum(one.severity == "error" for one in told))
    for language in ("id", "en"):
        first = at.first_error
        assert first.where(language) in step.text(language)
        assert first.what(language) in step.text(language) and first.remedy(language) in step.text(language)
        assert str(at.errors) in step.title(language)
    assert Step.from_row(step.row()).text("id") == step.text("id")


def test_a_proposal_of_roles_is_told_without_the_names_of_speakers():
    """What the first page and next_steps.json show is what the run told of it, and not the labels themselves."""
    said = "".join(f"Mirawati: Kapan{mark}?\nSuhartono: Kami pindah ke kota waktu hujan.\n" for mark in "abc")
    row = SourceRow("a", "interview", "id", "", "a.txt", "a.txt", ("x", "y"), 0)
    frozen = freeze(read_bytes(said.encode(), "a.txt", "a.txt"), row, Speakers(), Pseudonyms())
    tables = tables_of([frozen])
    told = propose_roles(tables.sources, tables.turns, set()).public.problems("private/speakers.yaml")
    frames = {name: model.empty(name) for name in ("codes", "codings", "disagreements", "suggestions", "claims")}
    roles = propose_roles(tables.sources, tables.turns)
    at = standing_of(frames | {"sources": tables.sources, "turns": tables.turns}, 0, {}, told, roles=roles)
    step = next(step for step in next_steps(at) if step.key == "speakers")
    shown = json.dumps(step.row(), ensure_ascii=False)
    assert "Mirawati" not in shown and "Suhartono" not in shown
    assert step.lines == ['speakers: {interviewer: ["a.txt:1"], informant: ["a.txt:2"]}']
    assert step.values["file"] == "private/speakers.yaml"
