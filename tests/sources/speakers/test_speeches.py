from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.sources.speakers.known_labels import known_labels
from benang.sources.speakers.label_shapes import LABEL_SHAPE
from benang.sources.speakers.labels import Line
from benang.sources.speakers.roles import Speakers
from benang.sources.speakers.speeches import find_speeches


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


SHAPES = {
    "colon": "{label}: {text}",
    "colon without a space": "{label}:{text}",
    "full-width colon": "{label}\uff1a{text}",
    "space before the colon": "{label} : {text}",
    "time before": "[00:01:02] {label}: {text}",
    "time in round brackets before": "(01:02) {label}: {text}",
    "bare time before": "01:02 {label}: {text}",
    "time with a dash": "[01:02] - {label}: {text}",
    "time behind": "{label} (00:01:02): {text}",
    "time with full stops": "{label} (00.01.02): {text}",
    "span of time": "{label} [01:02 - 01:09]: {text}",
    "own line with a time": "{label}  1:02\n{text}",
    "own line with a tab and a time": "{label}\t1:02\n{text}",
    "own line with a bar": "{label} | 01:02\n{text}",
    "own line with a time in brackets": "{label} (01:02)\n{text}",
    "own line behind a time": "[00:01:02] {label}\n{text}",
    "square brackets": "[{label}]: {text}",
    "stars": "**{label}:** {text}",
    "tab behind the colon": "{label}:\t{text}",
    "tab": "{label}\t{text}",
    "number and tab": "7\t{label}\t{text}",
    "time and tab": "01:02\t{label}\t{text}",
    "angle brackets": "<{label}> {text}",
    "dash": "{label} - {text}",
    "long dash": "{label} \u2013 {text}",
    "long dash without spaces": "{label}\u2014{text}",
    "mark of direction": "\u200f{label}\u200f: {text}",
}


@pytest.mark.parametrize("shape", SHAPES.values(), ids=SHAPES)
@given(
    labels=st.lists(
        st.sampled_from(
            ["P", "Ibu Ani", "Informan 2", "Jean-Luc", "O'Brien", "\u0645\u0631\u064a\u0645", "\u5c0f\u660e"]
        ),
        min_size=2,
        max_size=3,
        unique=True,
    ),
    texts=st.lists(
        st.text(st.sampled_from("abc\u00e9\u0301\u0639\u4f60 ,.?"), max_size=20).map(lambda text: f"x{text}x"),
        min_size=2,
        max_size=3,
    ),
)
def test_every_shape_of_a_label(shape, labels, texts):
    turns = [(label, text) for text in texts for label in labels]
    lines = [shape.format(label=label, text=text) for label, text in turns]
    expected = [(label, " ".join(text.split())) for label, text in turns]
    assert parted("\n".join(lines)) == ([], expected)
    assert parted("Wawancara\n\n" + "\n\n".join(lines)) == (["Wawancara"], expected)


@pytest.mark.parametrize(
    ("opening", "times"),
    [
        ("[00:12] Al:", (12, None)),
        ("(1:00:02.5) Al:", (3602.5, None)),
        ("Al (00:12):", (12, None)),
        ("Al (00.01.02):", (62, None)),
        ("Al [01:02 --> 01:09]:", (62, 69)),
        ("61:05 Al:", (3665, None)),
        ("Al  0:11\n", (11, None)),
        ("Al | 00:12\n", (12, None)),
        ("Al:", (None, None)),
    ],
)
def test_the_time_beside_a_label(opening, times):
    text = f"{opening} x y"
    result = find_speeches(text + "\nAl: z", [Line(*match.span()) for match in re.finditer(".+", text + "\nAl: z")])
    assert (result.speeches[0].time_start, result.speeches[0].time_end) == times
    assert [text[start:end].strip() for start, end in result.speeches[0].spans] == ["x y"]


def test_labels_in_capitals_before_a_full_stop():
    text = "MR. SMITH. Well, DR. WHO.\nJONES. Yes.\nMR. SMITH. No. Never.\nJONES. Oh."
    assert parted(text)[1] == [
        ("MR. SMITH", "Well, DR. WHO."),
        ("JONES", "Yes."),
        ("MR. SMITH", "No. Never."),
        ("JONES", "Oh."),
    ]
    assert [speaker for speaker, _ in parted("Q. Why?\nA. So.\nQ. How?\nA. Thus.")[1]] == ["Q", "A", "Q", "A"]


@pytest.mark.parametrize(
    "text",
    [
        # Now and then a dash, a short sentence in capitals or a word in a column is no label.
        "Instagram - foto\nTikTok - video\nInstagram - lagi\nTikTok - lagi\n" + "Teks biasa tanpa label.\n" * 5,
        "YA. Begitu.\nOKE. Lanjut.\nYA. Lagi.\nOKE. Sudah.\n" + "Teks biasa tanpa label.\n" * 5,
        "Satu\tdua\nSatu\ttiga\n" + "Teks biasa tanpa label.\n" * 5,
        "Nama - satu\nUsia - dua\nAlamat - tiga",
        "[00:01] Ya\n[00:02] Oke\n[00:03] Ya\n[00:04] Oke",
        "- Satu.\n- Dua.\n- Tiga.",
        "12:30 berangkat\n13:30 pulang\n12:30 makan",
        "Skala 1:3\nSkala 1:3\nSkala 2:5",
        "https://a.id/x\nhttps://a.id/y",
    ],
)
def test_what_only_looks_like_labels(text):
    assert parted(text)[1] == []


@pytest.mark.parametrize("line", ["Jadi begini: x", "Catatan: x", "Soalnya: x", "Yang pertama: x", "He said: x"])
def test_words_of_a_sentence_are_no_label_however_often_they_recur(line):
    text = f"Dewi: a\n{line}\nAni: b\n{line}\nDewi: c\n{line}\nAni: d"
    assert [speaker for speaker, _ in parted(text)[1]] == ["Dewi", "Ani", "Dewi", "Ani"]
    assert [speaker for speaker, _ in parted("Saya: a\nDia: b\nSaya: c\nDia: d")[1]] == ["Saya", "Dia"] * 2


def test_a_column_of_labels_goes_on_where_its_cell_is_empty():
    text = "No\tPembicara\tUcapan\n1\tP\tSore.\n2\tB\tSore.\n\tSaya rame.\n3\tModerator\tYa.\n4\tP\tLagi?\n5\tB\tYa."
    assert parted(text) == (
        ["No\tPembicara\tUcapan"],
        [("P", "Sore."), ("B", "Sore. Saya rame."), ("Moderator", "Ya."), ("P", "Lagi?"), ("B", "Ya.")],
    )


def test_a_long_label_or_line_is_looked_at_only_at_its_beginning():
    text = f"P: {'a: ' * 200_000}\nB: x\nP: {'<' * 200_000}\nB: {'[00:' * 100_000}"
    assert [speaker for speaker, _ in parted(text)[1]] == ["P", "B", "P", "B"]
    assert parted(f"{'a' * 60}: x\n{'a' * 60}: y")[1] == []


@pytest.mark.parametrize(
    ("line", "label"),
    [
        ("Ibu Ani: ya", "Ibu Ani"),
        ("\u200fليلى\u200f: نعم", "ليلى"),
        ("[00:12] A:", "A"),
        ("Ani (00:12):\nya", "Ani"),
        ("Ani：\n", "Ani"),
        ("http://a.id", None),
        ("Jam 10:15", None),
        ("Ya, benar: begitu", None),
        ("satu dua tiga empat lima: enam", None),
    ],
)
def test_the_shape_that_readers_look_for(line, label):
    match = LABEL_SHAPE.match(line)
    assert (match["label"] if match else None) == label
