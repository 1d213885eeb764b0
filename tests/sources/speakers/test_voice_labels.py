"""Names that stand both in the format and in the text, and labels that only the study knows."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers


def said(data, name, speakers=None):
    """Speaker and words of each turn."""
    row = SourceRow("s", "interview", "id", "", name, name, (), 0)
    frozen = freeze(read_bytes(data.encode(), name, name), row, speakers or Speakers(), Pseudonyms())
    assert frozen.source is not None
    text = str(frozen.source["text"])
    return [(turn["speaker"], text[int(str(turn["start"])) : int(str(turn["end"]))]) for turn in frozen.turns]


def vtt(*cues):
    return "WEBVTT\n\n" + "\n".join(f"00:{n:02}.000 --> 00:{n:02}.900\n{cue}\n" for n, cue in enumerate(cues, start=1))


def srt(*cues):
    return "\n".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{cue}\n" for n, cue in enumerate(cues, start=1))


def test_a_name_in_tag_and_text_is_read_once():
    cues = ("<v A1>A1: Sejak kapan?", "<v B1>B1: Lama.", "<v B1>Sejak kecil.", "<v A1>A1: Oh.")
    assert said(vtt(*cues), "a.vtt") == [("A1", "Sejak kapan?"), ("B1", "Lama. Sejak kecil."), ("A1", "Oh.")]


@pytest.mark.parametrize("write", [vtt, srt])
def test_a_label_in_the_midst_of_a_cue_is_told(write):
    name = f"a.{write.__name__}"
    data = write("Mira: Sejak kapan? Tono: Lama.", "Mira: Kapan?", "Tono: Dulu sekali.", "Mira: Oh.", "Tono: Ya.")
    row = SourceRow("s", "interview", "id", "", name, name, (), 0)
    frozen = freeze(read_bytes(data.encode(), name, name), row, Speakers(), Pseudonyms())
    (problem,) = [problem for problem in frozen.problems if problem.kind == "label-within"]
    assert problem.values["labels"] == "[…] (1)"


def test_the_name_that_was_edited_in_the_text_wins():
    cues = ("<v S0>Mira: Apa kabar?", "<v S1>Tono: Baik.", "<v S1>Sekali: dua.", "<v S0>lalu?", "<v S1>Tono: Ya.")
    assert said(vtt(*cues), "a.vtt") == [
        ("Mira", "Apa kabar?"),
        ("Tono", "Baik. Sekali: dua."),
        ("Mira", "lalu?"),
        ("Tono", "Ya."),
    ]


def test_a_speaker_corrected_in_one_cue_is_that_one_until_the_next():
    cues = ("<v S0>S0: Apa?", "<v S1>S1: Itu.", "<v S1>S0: Lalu", "<v S1>bagaimana?", "<v S1>S1: Begitu.")
    assert said(vtt(*cues), "a.vtt") == [("S0", "Apa?"), ("S1", "Itu."), ("S0", "Lalu bagaimana?"), ("S1", "Begitu.")]


def test_words_before_a_colon_are_no_names():
    cues = ("<v Ani>Dua hal: satu", "<v Budi>Begini: ya", "<v Ani>dan dua", "<v Budi>baik")
    assert [text for _, text in said(vtt(*cues), "a.vtt")] == ["Dua hal: satu", "Begini: ya", "dan dua", "baik"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (
            json.dumps([{"text": "X1: satu", "speaker": "X1", "start": 0}, {"text": "X2: dua", "speaker": "X2"}]),
            "a.json",
        ),
        (
            json.dumps({"segments": [{"text": "X1: satu", "speaker": "X1"}, {"text": "X2: dua", "speaker": "X2"}]}),
            "a.json",
        ),
        ("speaker,text\nX1,X1: satu\nX2,X2: dua\n", "a.csv"),
        ("speaker\ttext\nX1\tX1: satu\n\tX2: dua\n", "a.tsv"),
    ],
)
def test_other_formats_that_name_a_speaker_twice(data, name):
    assert said(data, name) == [("X1", "satu"), ("X2", "dua")]


def test_a_label_at_changes_alone_is_a_speaker_also_where_it_stands_once():
    cues = ("Ani: Apa yang", "terjadi?", "Budi: Banyak", "sekali", "hari itu.", "Ani: Lalu", "bagaimana?", "Budi: Ya")
    cues += ("begitu", "saja.", "Citra: Saya", "tidak setuju.")
    assert said(srt(*cues), "a.srt")[-2:] == [("Budi", "Ya begitu saja."), ("Citra", "Saya tidak setuju.")]


@pytest.mark.parametrize("written", ["Citra:", "[Citra]", "[Citra]:", "(Citra)", "CITRA:"])
def test_a_listed_label_parts_captions_wherever_it_stands(written):
    cues = ("Ani: Apa?", "Lalu?", "Jadi?", "Begitu?", "Budi: Ya", "sudah", "lama", "Ani: Oh", f"{written} Saya")
    cues += ("tidak.", "Budi: Betul")
    assert said(srt(*cues), "a.srt", Speakers(informant=("Citra",)))[3:5] == [
        (written.strip("[]():"), "Saya tidak."),
        ("Budi", "Betul"),
    ]


WORDS = st.lists(
    st.sampled_from(["ya", "Begini:", "S0:", "S1:", "S2:", "[S1]", "lalu", "12:30", "-", "Ani:"]), max_size=4
)


@given(st.lists(st.tuples(st.sampled_from(["S0", "S1", "S2"]), WORDS), min_size=1, max_size=8))
def test_no_word_is_lost_and_none_is_said_by_nobody(cues):
    """Every word of the cues is in a turn, or is the label of one."""
    data = vtt(*(f"<v {speaker}>{' '.join(words)} x" for speaker, words in cues))
    turns = said(data, "a.vtt")
    shown = "".join(text for _, text in turns)
    labels = {speaker for speaker, _ in turns}
    assert all(labels)
    for word in {word for _, words in cues for word in words}:
        missing = sum(words.count(word) for _, words in cues) - shown.count(word)
        assert missing == 0 or word.strip("[]:") in labels


@pytest.mark.parametrize(
    "written",
    ["{n}\uff1a{t}", "{n} : {t}", "{n}:{t}", "- {n}: {t}", ">> {n}: {t}", "[{n}]: {t}", "\u2022 {n}: {t}"],
)
def test_a_name_twice_is_read_once_however_the_text_has_it(written):
    cues = [f"<v {name}>" + written.format(n=name, t=words) for name, words in (("Mira", "Apa?"), ("Tono", "Baik."))]
    assert said(vtt(*cues), "a.vtt") == [("Mira", "Apa?"), ("Tono", "Baik.")]


def test_what_stands_beside_a_known_name_in_captions_is_said_and_gives_no_words_to_the_speaker_before():
    cues = ("Mira: Apa", "kabar?", "Tono [tertawa]: Baik", "sekali.", "Mira: Lalu?", "Tono: Begitu.")
    assert said(srt(*cues), "a.srt", Speakers(("Mira",), ("Tono",))) == [
        ("Mira", "Apa kabar?"),
        ("Tono", "[tertawa] Baik sekali."),
        ("Mira", "Lalu?"),
        ("Tono", "Begitu."),
    ]
