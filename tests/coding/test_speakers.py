from __future__ import annotations

import re

import pytest

from benang.coding.labelled_lines import known_labels
from benang.coding.roles import Speakers, find_roles, names_case
from benang.coding.speakers import Line, find_speeches


def parted(text, speakers=None, case_ids=()):
    """The head's lines and the speeches as (speaker, utterance)."""
    lines, start = [], 0
    for line in text.split("\n"):
        lines.append(Line(start, start + len(line)))
        start += len(line) + 1
    result = find_speeches(text, lines, known_labels(speakers or Speakers(), "", case_ids))
    head = [text[line.start : line.end] for line in result.head if text[line.start : line.end].strip()]
    speeches = [
        (speech.speaker, " ".join(" ".join(text[start:end] for start, end in speech.spans).split()))
        for speech in result.speeches
    ]
    return head, speeches


def test_labels_and_continuation_lines():
    text = "Wawancara\n\nP: Selamat\nsore.\nB: Sore.\n\nCatatan: hujan\nP: Ya?\nB : Ya."
    assert parted(text) == (
        ["Wawancara"],
        [("P", "Selamat sore."), ("B", "Sore. Catatan: hujan"), ("P", "Ya?"), ("B", "Ya.")],
    )


def test_what_recurs_is_a_label_and_what_does_not_is_none():
    text = (
        "Dewi: Satu.\nRizki: Dua.\nSoalnya: tiga.\nDewi: Empat.\n"
        "Rizki: Lima. jam 10:15\ndia bilang: enam\ndia bilang: tujuh"
    )
    assert parted(text)[1] == [
        ("Dewi", "Satu."),
        ("Rizki", "Dua. Soalnya: tiga."),
        ("Dewi", "Empat."),
        ("Rizki", "Lima. jam 10:15 dia bilang: enam dia bilang: tujuh"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        *(
            "Catatan: hujan",
            "Note: rain",
            "Jadi begini: dua",
            "Ibu bilang: jangan",
            "He said: no",
            "Three things:",
            "Jawab: ya",
        ),
        *("soal: itu", "The one thing she told me: no", "lihat https://a.id", "Jam 10:15", "3 Hal: satu", "Foo:bar"),
    ],
)
def test_a_line_with_a_colon_that_is_no_speech(line):
    assert parted(f"Dewi: Satu.\nAni: Dua.\n{line}\nDewi: Tiga.\nAni: Empat.")[1][1] == ("Ani", f"Dua. {line}")


def test_a_label_that_occurs_once():
    text = "Budi: Nol.\nDewi: Satu.\nAni: Dua.\nPak Budi: Tiga.\nlagi.\nDewi: Empat.\nAni: Lima."
    assert parted(text)[1] == [
        ("Dewi", "Satu."),
        ("Ani", "Dua."),
        ("Pak Budi", "Tiga. lagi."),
        ("Dewi", "Empat."),
        ("Ani", "Lima."),
    ]
    lines = [Line(match.start(), match.end()) for match in re.finditer(".+", text)]
    place = text.index("Pak")
    assert find_speeches(text, lines).once == ((place, place + 8),)
    # Numbers before paragraphs: a line broken before a number is none.
    numbered = "1 Dewi: a\n2 Ani: b about\n30 Sellers: c\n3 Dewi: d\n4 Budi: e\n5 Ani: f"
    assert [speaker for speaker, _ in parted(numbered)[1]][-3:] == ["Dewi", "Budi", "Ani"]
    # A number beside a letter that recurs is a known label.
    focus = "P1: a\nM: b\nP1: c\nM: d\nP2: e"
    lines = [Line(match.start(), match.end()) for match in re.finditer(".+", focus)]
    result = find_speeches(focus, lines)
    assert (result.speeches[-1].speaker, result.once) == ("P2", ())


def test_a_listed_label_need_not_recur():
    text = "Ketua Kelompok: Selamat datang.\nAni: Ya.\nAni: Saya dulu."
    assert parted(text)[0] == ["Ketua Kelompok: Selamat datang."]
    assert parted(text, Speakers(interviewer=("ketua kelompok",)))[1][0] == ("Ketua Kelompok", "Selamat datang.")


def test_the_head_of_a_transcript_is_no_speech():
    text = (
        "Informan: pemilik UMKM\nPewawancara: Dewi\nTanggal: 12 Agustus\nDurasi: 40 menit\n\n"
        "Pewawancara: Sore.\nInforman: Sore."
    )
    head, speeches = parted(text)
    assert len(head) == 4
    assert speeches == [("Pewawancara", "Sore."), ("Informan", "Sore.")]


def test_numbered_paragraphs():
    text = (
        "1 Interview\n2 Dan: First\nquestion, about\n30 people or so.\n3 Participant: Yes.\n4 (laughs)\n"
        "5 Participant: And\n6 more of them.\n6 Dan: Good."
    )
    assert parted(text) == (
        ["Interview"],
        [
            ("Dan", "First question, about 30 people or so."),
            ("Participant", "Yes. (laughs)"),
            ("Participant", "And 6 more of them."),
            ("Dan", "Good."),
        ],
    )


def test_times_beside_labels():
    assert parted("[00:00:01] Alice: One.\n[00:00:04] Bob: Two.")[1] == [("Alice", "One."), ("Bob", "Two.")]
    assert parted("Alice (00:12): One.\nBob (01:13): Two.")[1] == [("Alice", "One."), ("Bob", "Two.")]
    assert parted("Alice Chen  0:01\nOne.\n\nBob Ferreira  0:09\nTwo.")[1] == [
        ("Alice Chen", "One."),
        ("Bob Ferreira", "Two."),
    ]
    result = find_speeches("[01:00:02] Al: x", [Line(0, 16)])
    assert result.speeches[0].time_start == 3602


def test_a_misspelt_label_is_told():
    text = (
        "Dewi: a\nParticipant: b\nDewi: c\nParticipant: d\nDewi: e\nParticpant: f\n"
        "Student A: x\nStudent A: y\nStudent B: z"
    )
    place = text.index("Particpant")
    lines = [Line(match.start(), match.end()) for match in re.finditer(".+", text)]
    result = find_speeches(text, lines)
    assert result.misspelt == (((place, place + 10), "Participant"),)
    assert [speech.speaker for speech in result.speeches][4:] == [
        *("Dewi", "Participant", "Student A", "Student A"),
        "Student B",  # a short word or a letter tells speakers apart
    ]


def test_one_spelling_for_a_label():
    assert [speaker for speaker, _ in parted("INFORMAN  A: x\nP: y\nInforman A: z\nP: w\nInforman A: v")[1]] == [
        "Informan A",
        "P",
        "Informan A",
        "P",
        "Informan A",
    ]


@pytest.mark.parametrize(
    "text", ["", "Tanpa label sama sekali.\n\nDua.", "lihat https://a.id\nlihat https://b.id", "a: satu\nb: dua"]
)
def test_no_labels(text):
    assert parted(text)[1] == []


@pytest.mark.parametrize(
    ("labels", "language", "case_ids", "expected"),
    [
        (["P", "B"] * 3, "id", ["B"], ["interviewer", "informant"]),
        (["Pewawancara", "Informan A"] * 2, "id", ["A"], ["interviewer", "informant"]),
        (["P", "I"] * 2, "id", [], ["interviewer", "informant"]),
        (["I", "R"] * 2, "en", [], ["interviewer", "informant"]),
        (["I", "P"] * 2, "en-GB", [], ["interviewer", "informant"]),
        (["Q", "A"] * 2, "en", [], ["interviewer", "informant"]),
        (["Peneliti 1", "Rizki", "Peneliti 2", "Rizki"], "id", [], ["interviewer", "informant", "interviewer"]),
        (["Peneliti", "Rizki", "Ani"] * 2, "id", [], ["interviewer", "other", "other"]),
        (["Peneliti", "Rizki", "Ani", "Rizki"], "id", [], ["interviewer", "informant", "other"]),
        (["Dan", "Participant"] * 2, "en", ["P1"], ["other", "informant"]),
        (["Alice", "Bob", "Alice"], "en", [], ["other", "other"]),
        (["Interviewer", "P"] * 2, "en", ["P"], ["interviewer", "informant"]),
        (["I", "P1"] * 2, "en", [], ["interviewer", "informant"]),
        (["R", "P03"] * 2, "en", [], ["interviewer", "informant"]),
        (["Dan", "P3"] * 2, "en", [], ["other", "informant"]),
        (["Interviewer", "P"] * 2, "en", [], ["interviewer", "informant"]),
        (["INT", "P03"] * 2, "en", [], ["interviewer", "informant"]),
        (["Interviewer", "P3"] * 2, "en", ["ward-3-B"], ["interviewer", "informant"]),
        (["Interviewer", "Maria", "P"] * 2, "id", ["Maria"], ["interviewer", "informant", "informant"]),
        (["Moderator", "P1", "P2", "P10"] * 2, "en", [], ["interviewer", *["informant"] * 3]),
        (["Moderator", "P1", "P2", "P10"] * 2, "id", [], ["interviewer", *["informant"] * 3]),
        (["Moderator", "P", "R", "S"] * 2, "en", [], ["interviewer", *["informant"] * 3]),
        (["M", "P1", "P2"] * 2, "en", [], ["interviewer", "informant", "informant"]),
        (["E", "P"] * 2, "es", [], ["interviewer", "informant"]),
        (["P", "R"] * 2, "es-MX", [], ["interviewer", "informant"]),
        (["E", "P", "R"] * 2, "es", [], ["interviewer", "informant", "informant"]),
        (["I", "B"] * 2, "en", ["B"], ["interviewer", "informant"]),
        (["I", "Participant"] * 2, "en", [], ["interviewer", "informant"]),
        (["P", "A"] * 2, "en", ["A"], ["other", "informant"]),
        (["P1", "P2"] * 2, "fr", [], ["informant", "informant"]),
        (["P", "N"] * 2, "id", [], ["interviewer", "informant"]),
        (["P", "B"] * 2, "id", [], ["interviewer", "informant"]),
        (["P1", "I1", "P2"] * 2, "id", [], ["interviewer", "informant", "interviewer"]),
        (["研究者", "小明"] * 2, "zh", ["小明"], ["other", "other"]),
    ],
)
def test_roles(labels, language, case_ids, expected):
    roles = find_roles(labels, "interview", language, case_ids, Speakers())
    if language == "zh":  # a case whose id is the label
        expected = ["other", "informant"]
    assert [role.role for role in roles.values()] == expected


def test_a_listed_interviewer_leaves_no_letter_to_be_one():
    roles = find_roles(["Dan", "P1", "P2"] * 2, "interview", "id", [], Speakers(interviewer=("Dan",)))
    assert [role.role for role in roles.values()] == ["interviewer", "informant", "informant"]


def test_the_study_goes_before_the_defaults():
    speakers = Speakers(interviewer=("Dan", "A"), informant=("P",), names={"3": ("Melati",)})
    roles = find_roles(["Dan", "A", "P", "Melati", "Dan"], "interview", "id", ["3", "4"], speakers)
    assert {label: role[:2] for label, role in roles.items()} == {
        "Dan": ("interviewer", ""),
        "A": ("interviewer", ""),
        "P": ("informant", ""),
        "Melati": ("informant", "3"),
    }


def test_cases_of_labels():
    roles = find_roles(["Informan C", "Informan D", "Moderator"], "interview", "id", ["C", "D"], Speakers())
    assert {label: role[:2] for label, role in roles.items()} == {
        "Informan C": ("informant", "C"),
        "Informan D": ("informant", "D"),
        "Moderator": ("interviewer", ""),
    }
    assert names_case("informan c (sore)", ["C", "D"]) == ["C"]
    assert names_case("Cici", ["C"]) == []
