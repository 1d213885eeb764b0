"""SubRip as it is written in the wild."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import SHARED

from benang.core.problems import StudyError
from benang.sources.document import Document
from benang.sources.readers.source_file import read_bytes
from benang.text.offsets import MappedText

REAL = SHARED / "transcripts"
real = pytest.mark.skipif(not REAL.exists(), reason="real transcripts are not here")


def read(text: str, name: str = "a.srt") -> Document:
    return read_bytes(text.encode(), name, name)


def said(document: Document) -> list[tuple[str, str]]:
    clean = MappedText.identity(document.raw).edit(document.edits)
    return [
        (voice.speaker, " ".join(clean.text[slice(*clean.to_clean(voice.start, voice.end))].split()))
        for voice in document.voices
    ]


def texts(document: Document) -> list[str]:
    return [text for _, text in said(document)]


def srt(*cues: str) -> str:
    return "\n".join(f"{n}\n00:00:{n:02},000 --> 00:00:{n:02},900\n{text}\n" for n, text in enumerate(cues, start=1))


def test_times_with_comma_or_full_stop() -> None:
    text = "1\n01:02:03,500 --> 01:02:04.25  X1:10 X2:20\nhalo\n\n2\n0:00:05 --> 0:00:06,0004\nya\n"
    document = read(text)
    assert [(voice.time_start, voice.time_end) for voice in document.voices] == [(3723.5, 3724.25), (5.0, 6.0)]
    assert document.problems == ()


def test_mark_up_is_taken_out() -> None:
    document = read(srt('{\\an8}<i>Halo</i> <font color="#fff">semua</font> &amp; {b}kamu{/b}', "a < b {ya} <I>c</I>"))
    assert texts(document) == ["Halo semua & kamu", "a < b {ya} c"]
    assert document.raw.startswith("1\n00:00:01,000")


def test_byte_order_mark_and_line_ends() -> None:
    for end in ("\n", "\r\n", "\r"):
        document = read("\ufeff" + srt("satu", "dua\ntiga").replace("\n", end))
        assert texts(document) == ["satu", "dua tiga"]


def test_missing_numbers() -> None:
    text = "00:00:01,000 --> 00:00:02,000\nsatu\n\n00:00:03,000 --> 00:00:04,000\n2019\n\n7\n"
    text += "00:00:05,000 --> 00:00:06,000\ntiga"
    assert texts(read(text)) == ["satu", "2019", "tiga"]


def test_glued_cues() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nsatu\n2\n00:00:03,000 --> 00:00:04,000\n2019\n"
    text += "3\n00:00:05,000 --> 00:00:06,000\ntiga\n"
    text += "4\n00:00:07,000 --> 00:00:08,000\n5\n00:00:09,000 --> 00:00:10,000\nlima"
    assert texts(read(text)) == ["satu", "2019", "tiga", "lima"]
    text = "1\n00:00:01,000 --> 00:00:02,000\n2019\n00:00:03,000 --> 00:00:04,000\nya"
    assert texts(read(text)) == ["2019", "ya"]


def test_empty_lines_within_a_cue() -> None:
    text = "1\n00:00:01,000 --> 00:00:02,000\nsatu\n\ndua\n\n1998\n\n2\n00:00:03,000 --> 00:00:04,000\n\ntiga\n\n2020\n"
    document = read(text)
    assert texts(document) == ["satu dua 1998", "tiga 2020"]
    assert document.problems == ()


def test_labels_and_changes() -> None:
    document = read(srt("P: Halo", "Informan A: ya", "masih", "P: oh", "Informan A: iya"))
    assert said(document) == [
        ("P", "Halo"),
        ("Informan A", "ya"),
        ("Informan A", "masih"),
        ("P", "oh"),
        ("Informan A", "iya"),
    ]
    assert said(read(srt("[SPEAKER_00]: a", "[SPEAKER_01]: b"))) == [("SPEAKER_00", "a"), ("SPEAKER_01", "b")]
    assert texts(read(srt("- Ya?\n- Tidak.", "-Ya.\n-Oh."))) == ["Ya?", "Tidak.", "Ya.", "Oh."]


def test_rolling_captions_of_downloads() -> None:
    document = read(srt("satu dua", "satu dua", "satu dua\ntiga", "tiga", "tiga\nempat lima"))
    assert texts(document) == ["satu dua", "tiga", "empat lima"]


def test_text_before_the_first_cue_is_told() -> None:
    document = read("judul\n\n" + srt("halo"))
    assert texts(document) == ["judul", "halo"]
    assert [(problem.kind, problem.line) for problem in document.problems] == [("cue-text-outside", 1)]


def test_plain_text_under_the_suffix_is_kept_and_told() -> None:
    document = read("P: halo\n\nI: ya\n")
    assert [problem.kind for problem in document.problems] == ["cue-text-outside"]
    assert "halo" in "".join(texts(document))


def test_content_goes_before_the_suffix() -> None:
    document = read(srt("halo"), "a.txt")
    assert (document.format, [problem.kind for problem in document.problems]) == ("srt", ["source-format-differs"])


def test_a_whole_file_of_a_meeting_and_one_without_words() -> None:
    document = read(srt("Rina: Kontraknya jalan terus.", "Budi: Kecuali ada yang keberatan.", "Rina: Ya.", "Budi: Ya."))
    assert said(document)[:2] == [("Rina", "Kontraknya jalan terus."), ("Budi", "Kecuali ada yang keberatan.")]
    assert document.problems == ()
    assert [voice.time_end for voice in document.voices] == [1.9, 2.9, 3.9, 4.9]
    for nothing in ("\n", " \r\n"):
        with pytest.raises(StudyError) as error:
            read(nothing)
        assert [problem.kind for problem in error.value.problems] == ["source-empty"]


@real
def test_real_files() -> None:
    documents = {}
    for path in sorted(REAL.glob("*.srt")):
        if "invalid" in path.name:
            with pytest.raises(StudyError) as error:
                read_bytes(path.read_bytes(), path.name, path.name)
            assert [problem.kind for problem in error.value.problems] == ["source-empty"]
        else:
            documents[path.stem] = read_bytes(path.read_bytes(), path.name, path.name)
    assert all(document.problems == () for document in documents.values())
    assert said(documents["basic"]) == [
        ("Alice", "The contract renews automatically."),
        ("Bob", "Only if neither party gives notice."),
    ]
    sample = documents["webvttpy_sample"]
    assert texts(sample) == [f"Caption text #{number}" for number in range(1, 6)]
    assert (sample.voices[4].time_start, sample.voices[4].time_end) == (21.58, 23.88)


WORD = st.tuples(st.sampled_from("abcéש"), st.text(st.sampled_from("abcé😀שם́ก'\".-7"), max_size=5)).map("".join)
WORDS = st.lists(WORD, min_size=1, max_size=5).map(" ".join)


@given(
    st.lists(st.tuples(st.sampled_from(["Peneliti", "Informan A", "שרה"]), WORDS), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.sampled_from(["{}: {}", "[{}]: {}", "<i>{}:</i> {}", "{{\\an8}}{}: {}"]),
)
def test_what_is_written_is_read(spoken: list[tuple[str, str]], end: str, shape: str) -> None:
    spoken = [("Peneliti", "halo"), ("Informan A", "ya"), *spoken, ("Peneliti", "ya"), ("Informan A", "ya")]
    document = read(srt(*(shape.format(speaker, words) for speaker, words in spoken)).replace("\n", end))
    assert said(document) == spoken
    assert [voice.time_start for voice in document.voices] == [float(n) for n in range(1, len(spoken) + 1)]


@given(st.text(st.sampled_from('a1 :,.>-[]{}<\\/i&;\n\r\t"é\x00'), max_size=200))
def test_any_text(text: str) -> None:
    for head in ("", "1\n00:00:01,000 --> 00:00:02,000\n"):
        try:
            document = read(head + text)
        except StudyError as error:
            assert error.problems
            continue
        end = 0
        for voice in document.voices:
            assert end <= voice.start < voice.end <= len(document.raw)
            end = voice.end
