"""Who asks and who answers, proposed for a whole study, and the lines that settle it."""

from __future__ import annotations

import json

import pytest
import yaml

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import tables_of
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.role_proposals import propose_roles
from benang.sources.speakers.roles import Speakers

ASKS = ("Sejak kapan?", "Lalu bagaimana?", "Mengapa begitu?")
TELLS = ("Sejak kecil saya di sana bersama ayah.", "Kami pindah ke kota waktu hujan.", "Karena tidak ada jalan lain.")


def talk(one, other, first=ASKS, second=TELLS):
    return "".join(f"{one}: {a}\n{other}: {b}\n" for a, b in zip(first, second, strict=True))


def proposed(speakers=None, language="id", stand_ins=None, **texts):
    frozen = []
    for name, text in texts.items():
        row = SourceRow(name, "interview", language, "", f"{name}.txt", f"{name}.txt", ("x", "y"), 0)
        frozen.append(freeze(read_bytes(text.encode(), "a.txt", "a.txt"), row, speakers or Speakers(), Pseudonyms()))
    tables = tables_of(frozen)
    return propose_roles(tables.sources, tables.turns, stand_ins)


def listed(proposals):
    """The lists as a configuration reads them, in one line and from the file: they are the same."""
    line = yaml.safe_load(proposals.line)["speakers"]
    assert (
        yaml.safe_load(proposals.block("id"))["speakers"] == yaml.safe_load(proposals.block("en"))["speakers"] == line
    )
    return line["interviewer"], line["informant"]


def kinds(proposals):
    return [problem.kind for problem in proposals.problems("results/coding/speakers.yaml")]


@pytest.mark.parametrize(
    ("language", "first", "second"),
    [
        ("id", ASKS, TELLS),
        ("id", [said.replace("?", "") for said in ASKS], TELLS),  # a recogniser that writes no marks
        (
            "en",
            ("so what is it", "And how", "tell me more"),
            ("Well it is a long story of us.", "By boat and on foot.", "No."),
        ),
        ("ja", ("なぜですか", "どこへ", "いつ"), ("そうでした。", "港へ行きました。", "春でした。")),
        ("el", ("Πώς πήγε;", "Και μετά;", "Ναι;"), ("Καλά πήγε.", "Τίποτα άλλο.", "Όχι.")),
    ],
)
def test_who_asks_is_proposed_as_the_interviewer(language, first, second):
    proposals = proposed(language=language, a=talk("Mira", "Tono", first, second))
    assert listed(proposals) == (["Mira"], ["Tono"])
    assert kinds(proposals) == ["informants-untold"]
    assert proposals.untold[0][:] == ("a", "a.txt", ("Mira", "Tono"))


def test_of_two_who_ask_alike_the_one_who_speaks_at_length_answers():
    long = [said + " " + " ".join(TELLS) for said in TELLS]
    assert listed(proposed(a=talk("Mira", "Tono", ("Ya.", "Oh.", "Baik."), long))) == (["Mira"], ["Tono"])
    assert listed(proposed(a=talk("Mira", "Tono", TELLS, TELLS))) == ([], [])
    assert kinds(proposed(a=talk("Mira", "Tono", TELLS, TELLS))) == ["informants-unproposed"]


def test_everybody_whom_a_known_interviewer_asks_is_proposed_but_who_stands_aside():
    group = talk("Moderator", "Tono") + talk("Moderator", "Budi") + talk("Moderator", "Penerjemah")
    assert listed(proposed(a=group))[1] == ["Budi", "Tono"]


def test_the_lines_are_written_once_for_the_whole_study():
    proposals = proposed(a=talk("Mira", "Tono"), b=talk("Mira", "Off"), c=talk("Mira", "On"))
    assert listed(proposals) == (["Mira"], ["Off", "On", "Tono"])
    (problem,) = proposals.problems("x.yaml")
    assert problem.remedy("en").count("speakers: {") == 1
    assert (problem.values["count"], problem.values["of"]) == (3, 3)


def test_a_label_that_differs_from_interview_to_interview_goes_into_the_table():
    proposals = proposed(a=talk("Pembicara 1", "Pembicara 2"), b=talk("Pembicara 2", "Pembicara 1"))
    assert listed(proposals) == ([], [])
    assert ("b", "Pembicara 1", "informant") in proposals.rows
    assert "# b,Pembicara 1,informant" in proposals.block("id")


def test_where_all_is_told_nothing_is_asked():
    assert kinds(proposed(a=talk("Pewawancara", "Informan"))) == []
    assert kinds(proposed(Speakers(("Mira",), ("Tono",)), a=talk("Mira", "Tono"))) == []
    assert kinds(proposed(a=talk("P", "N"))) == ["roles-to-confirm"]
    assert listed(proposed(a=talk("P", "N"))) == (["P"], ["N"])


def test_nobody_is_made_of_a_day_or_of_the_letters_of_a_list():
    raw = talk("Mira", "Tono") + "a: beras\nb: gula\na: lagi\nb: lagi\nSenin: libur\nSenin: lagi\n"
    assert listed(proposed(a=raw)) == (["Mira"], ["Tono"])


NAMES = ("Mirawati", "Suhartono", "Yunita")


def test_no_name_of_a_speaker_stands_in_what_is_told_of_the_roles():
    """File and line stand in its place, and the private copy has what is to be written into the configuration."""
    texts = {"a": talk("Mirawati", "Suhartono"), "b": "Judul\n\n" + talk("Mirawati", "Yunita")}
    proposals = proposed(stand_ins=set(), **texts)
    assert listed(proposals)[0] == ["Mirawati"]
    public = proposals.public
    assert listed(public) == (["a.txt:1"], ["a.txt:2", "b.txt:4"])
    (problem,) = public.problems("private/speakers.yaml")
    told = [public.block(language) for language in ("id", "en")]
    told += [problem.message(language) for language in ("id", "en")]
    told.append(json.dumps(problem.row(), ensure_ascii=False))
    assert not [name for name in NAMES for text in told if name in text]
    assert all(name in proposals.block("en") for name in NAMES)
    assert "list of names first" in public.block("en") and "daftar nama" in public.block("id")


def test_a_pseudonym_a_role_and_a_case_are_no_names():
    proposals = proposed(stand_ins={"Mirawati"}, a=talk("Mirawati", "Pembicara 1"), b=talk("Mirawati", "x"))
    assert proposals.names == {} and listed(proposals.public) == listed(proposals)


def test_what_is_told_of_single_labels_names_their_line_alone():
    texts = (
        "Suhartono: Kami pindah.\nSuhartono: Lalu menetap.\n",
        talk("Mirawati", "Suhartono") + "Yunita: Permisi.\n",
        talk("Mirawati", "Suhartono") + "Mirawati: Lalu?\nSuhartonno: Ya.\n",
        talk("Pewawancara", "Suhartono") + "Pewawancara: Ya. Suhartono: Begitu.\nSuhartono: Ya.\n",
        "Mirawati (tertawa): Ya?\nSuhartono: Ya.\nMirawati (tertawa): Lalu?\nSuhartono: Sudah.\n",
    )
    kinds = set()
    for text in texts:
        row = SourceRow("a", "interview", "id", "", "a.txt", "a.txt", ("x", "y"), 0)
        problems = freeze(read_bytes(text.encode(), "a.txt", "a.txt"), row, Speakers(), Pseudonyms()).problems
        kinds |= {problem.kind for problem in problems}
        for problem in problems:
            said = json.dumps(problem.row(), ensure_ascii=False)
            assert not [name for name in (*NAMES, "Suhartonno") if name in said], said
    assert {"label-alone", "label-once", "no-informant"} <= kinds
