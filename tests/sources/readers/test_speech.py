"""What speech recognisers write: JSON of every shape, and Whisper's table."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Callable
from typing import Any

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from places import SHARED

from benang.core.problems import StudyError
from benang.sources.document import Document
from benang.sources.readers.source_file import read_bytes

REAL = SHARED / "transcripts"
real = pytest.mark.skipif(not REAL.exists(), reason="real transcripts are not here")

Said = tuple[str, str, float | None, float | None]


def read(tree: object) -> Document:
    return read_bytes(json.dumps(tree).encode(), "a.json", "a.json")


def said(document: Document) -> list[Said]:
    return [
        (voice.speaker, document.raw[voice.start : voice.end], voice.time_start, voice.time_end)
        for voice in document.voices
    ]


def refused(data: bytes) -> list[tuple[str, int | None]]:
    with pytest.raises(StudyError) as error:
        read_bytes(data, "a.json", "a.json")
    for problem in error.value.problems:
        assert problem.message("id") and "{" not in problem.message("en")
    return [(problem.kind, problem.line) for problem in error.value.problems]


def test_marks_that_are_items_of_their_own_stand_at_their_words() -> None:
    def word(content: str, start: str, end: str) -> dict[str, object]:
        alternatives = [{"confidence": "0.99", "content": content}]
        return {"type": "pronunciation", "start_time": start, "end_time": end, "alternatives": alternatives}

    def mark(content: str) -> dict[str, object]:
        return {"type": "punctuation", "alternatives": [{"confidence": "0.0", "content": content}]}

    items = [word("Harga", "0.5", "0.9"), word("naik", "0.9", "1.4"), mark("."), word("Sejak", "2.0", "2.3")]
    items += [word("kapan", "2.3", "2.7"), mark("?")]
    segments = [
        {"start_time": "0.5", "end_time": "1.4", "speaker_label": "spk_0", "items": []},
        {"start_time": "2.0", "end_time": "2.7", "speaker_label": "spk_1", "items": []},
    ]
    labels = {"speakers": 2, "segments": segments}
    results = {"transcripts": [{"transcript": "x"}], "speaker_labels": labels, "items": items}
    heard = read({"jobName": "pasar", "status": "COMPLETED", "results": results})
    assert said(heard) == [("spk_0", "Harga naik.", 0.5, 1.4), ("spk_1", "Sejak kapan?", 2.0, 2.7)]
    assert (heard.problems, heard.format) == ((), "json")

    def text(value: str, start: float, end: float) -> dict[str, object]:
        return {"type": "text", "value": value, "ts": start, "end_ts": end}

    space, stop = {"type": "punct", "value": " "}, {"type": "punct", "value": "."}
    first = [text("Harga", 1.02, 1.2), space, text("naik", 1.2, 1.71), stop]
    monologues = [{"speaker": 0, "elements": first}, {"speaker": 1, "elements": [text("Ya", 2.3, 2.9), stop]}]
    assert said(read({"monologues": monologues})) == [
        ("Speaker 0", "Harga naik.", 1.02, 1.71),
        ("Speaker 1", "Ya.", 2.3, 2.9),
    ]


@real
def test_real_files() -> None:
    heard = {path.stem: read_bytes(path.read_bytes(), path.name, path.name) for path in sorted(REAL.glob("*.json"))}
    assert all(document.problems == () and document.format == "json" for document in heard.values())
    for name, one, two in [
        ("aws_transcribe", "spk_0", "spk_1"),
        ("azure_speech", "Speaker 1", "Speaker 2"),
        ("deepgram", "Speaker 0", "Speaker 1"),
    ]:
        assert said(heard[name]) == [(one, "Hello there.", 0.5, 1.4), (two, "How are you?", 2.0, 2.7)]
    assert said(heard["deepgram_words_only"])[1] == ("Speaker 1", "How you?", 2.0, 2.7)
    assert said(heard["google_stt"]) == [
        ("Speaker 1", "Hello there", 0.5, 1.4),
        ("Speaker 2", "How are you", 2.0, 2.7),
    ]
    assert said(heard["assemblyai"]) == [
        ("A", "Can everyone hear me okay?", 2.1, 5.4),
        ("B", "Yep, coming through fine.", 5.4, 7.9),
    ]
    assert said(heard["rev"]) == [
        ("Speaker 0", "The contract.", 1.02, 1.71),
        ("Speaker 1", "Understood.", 2.3, 2.9),
    ]
    assert [voice[0] for voice in said(heard["whisperx_diarized"])] == ["SPEAKER_00", "SPEAKER_00", "SPEAKER_01"]
    assert said(heard["whisper_plain"])[1] == ("", "Twelve percent is a lot.", 3.5, 6.0)


# Writers of every shape, from utterances of a speaker's number, words, and whole milliseconds.

Heard = list[tuple[int, list[str], int, int]]


def _words(heard: Heard, make: Callable[[int, str, float, float], Any]) -> list[Any]:
    words = []
    for speaker, spoken, start, end in heard:
        step = (end - start) / len(spoken)
        for place, word in enumerate(spoken):
            last = place == len(spoken) - 1
            words.append(
                make(speaker, word, start + round(place * step), end if last else start + round((place + 1) * step))
            )
    return words


def whisper(heard: Heard) -> object:
    return {
        "text": "",
        "segments": [{"start": s / 1000, "end": e / 1000, "text": " " + " ".join(w)} for _, w, s, e in heard],
    }


def whisperx(heard: Heard) -> object:
    return {
        "segments": [
            {"start": s / 1000, "end": e / 1000, "text": " ".join(w), "speaker": f"SPEAKER_{who:02}"}
            for who, w, s, e in heard
        ]
    }


def whisper_cpp(heard: Heard) -> object:
    return {"transcription": [{"offsets": {"from": s, "to": e}, "text": " ".join(w)} for _, w, s, e in heard]}


def pipeline(heard: Heard) -> object:
    return {"text": "x", "chunks": [{"timestamp": [s / 1000, e / 1000], "text": " ".join(w)} for _, w, s, e in heard]}


def assemblyai(heard: Heard) -> object:
    utterances = [{"speaker": "ABC"[who], "text": " ".join(w), "start": s, "end": e} for who, w, s, e in heard]
    return {"id": "x", "text": "x", "utterances": utterances}


def assemblyai_words(heard: Heard) -> object:
    return {
        "text": "x",
        "utterances": None,
        "words": _words(heard, lambda who, word, s, e: {"speaker": "ABC"[who], "text": word, "start": s, "end": e}),
    }


def deepgram(heard: Heard) -> object:
    utterances = [
        {"speaker": who, "transcript": " ".join(w), "start": s / 1000, "end": e / 1000} for who, w, s, e in heard
    ]
    return {"results": {"channels": [], "utterances": utterances}}


def deepgram_words(heard: Heard) -> object:
    words = _words(
        heard,
        lambda who, word, s, e: {
            "speaker": who,
            "word": "x",
            "punctuated_word": word,
            "start": s / 1000,
            "end": e / 1000,
        },
    )
    return {"results": {"channels": [{"alternatives": [{"transcript": "x", "words": words}]}]}}


def rev(heard: Heard) -> object:
    monologues = []
    for who, spoken, start, end in heard:
        words = _words(
            [(who, spoken, start, end)],
            lambda _, word, s, e: {"type": "text", "value": word, "ts": s / 1000, "end_ts": e / 1000},
        )
        parted = [part for word in words for part in ({"type": "punct", "value": " "}, word)][1:]
        monologues.append({"speaker": who, "elements": parted})
    return {"monologues": monologues}


def aws(heard: Heard) -> object:
    items = _words(
        heard,
        lambda who, word, s, e: {
            "type": "pronunciation",
            "start_time": str(s / 1000),
            "end_time": str(e / 1000),
            "alternatives": [{"content": word}],
        },
    )
    segments = [
        {"start_time": str(s / 1000), "end_time": str(e / 1000), "speaker_label": f"spk_{who}"}
        for who, _, s, e in heard
    ]
    return {"results": {"transcripts": [{"transcript": "x"}], "speaker_labels": {"segments": segments}, "items": items}}


def azure(heard: Heard) -> object:
    return {
        "recognizedPhrases": [
            {
                "speaker": who,
                "channel": 0,
                "offsetInTicks": s * 10_000.0,
                "durationInTicks": (e - s) * 10_000.0,
                "nBest": [{"display": " ".join(w)}],
            }
            for who, w, s, e in heard
        ]
    }


def azure_fast(heard: Heard) -> object:
    phrases = [
        {"speaker": who, "offsetMilliseconds": s, "durationMilliseconds": e - s, "text": " ".join(w)}
        for who, w, s, e in heard
    ]
    return {"combinedPhrases": [{"text": "x"}], "phrases": phrases}


def google(heard: Heard) -> object:
    plain = _words(
        heard, lambda who, word, s, e: {"word": word, "startTime": f"{s / 1000:.3f}s", "endTime": f"{e / 1000:.3f}s"}
    )
    tags = _words(heard, lambda who, word, s, e: {"speakerTag": who + 1})
    tagged = [word | tag for word, tag in zip(plain, tags, strict=True)]
    half = len(plain) // 2
    return {"results": [{"alternatives": [{"words": words}]} for words in (plain[:half], plain[half:], tagged)]}


def google_protobuf(heard: Heard) -> object:
    def time(milliseconds: float) -> dict[str, object]:
        return {"seconds": str(int(milliseconds // 1000)), "nanos": int(milliseconds % 1000) * 1_000_000}

    words = _words(
        heard,
        lambda who, word, s, e: {
            "word": word,
            "start_offset": time(s),
            "end_offset": time(e),
            "speaker_label": str(who + 1),
        },
    )
    return {"response": {"results": [{"alternatives": [{"transcript": "x", "words": words}]}]}}


SHAPES: list[tuple[Callable[[Heard], object], tuple[str, str, str]]] = [
    (whisper, ("", "", "")),
    (whisper_cpp, ("", "", "")),
    (pipeline, ("", "", "")),
    (whisperx, ("SPEAKER_00", "SPEAKER_01", "SPEAKER_02")),
    (assemblyai, ("A", "B", "C")),
    (assemblyai_words, ("A", "B", "C")),
    (deepgram, ("Speaker 0", "Speaker 1", "Speaker 2")),
    (deepgram_words, ("Speaker 0", "Speaker 1", "Speaker 2")),
    (rev, ("Speaker 0", "Speaker 1", "Speaker 2")),
    (aws, ("spk_0", "spk_1", "spk_2")),
    (azure, ("Speaker 0", "Speaker 1", "Speaker 2")),
    (azure_fast, ("Speaker 0", "Speaker 1", "Speaker 2")),
    (google, ("Speaker 1", "Speaker 2", "Speaker 3")),
    (google_protobuf, ("Speaker 1", "Speaker 2", "Speaker 3")),
]

WORD = st.tuples(st.sampled_from("abcéש"), st.text(st.sampled_from("abcé😀שם́ก'.{}<&7"), max_size=5)).map("".join)


@st.composite
def conversations(draw: st.DrawFn) -> Heard:
    heard: Heard = []
    now, before = draw(st.integers(0, 5_000)), -1
    for _ in range(draw(st.integers(1, 6))):
        # The next speaker is another one, as words alone cannot tell two utterances of one speaker apart.
        who = draw(st.sampled_from([one for one in range(3) if one != before]))
        words = draw(st.lists(WORD, min_size=1, max_size=5))
        end = now + len(words) * draw(st.integers(10, 900))
        heard.append((who, words, now, end))
        now, before = end + draw(st.integers(10, 3_000)), who
    return heard


@pytest.mark.parametrize(("write", "names"), SHAPES, ids=[write.__name__ for write, _ in SHAPES])
@examples(40)
@given(heard=conversations())
def test_what_is_written_is_read(write: Callable[[Heard], object], names: tuple[str, str, str], heard: Heard) -> None:
    document = read(write(heard))
    assert said(document) == [(names[who], " ".join(words), s / 1000, e / 1000) for who, words, s, e in heard]
    assert document.raw.split("\n") == [" ".join(words) for _, words, _, _ in heard]
    assert document.problems == ()


# Each shape in the forms that its service or its older versions write, too.


def test_whisper_in_its_other_forms() -> None:
    assert said(read([{"start": 0, "end": 1.5, "text": "satu"}])) == [("", "satu", 0.0, 1.5)]
    assert said(read({"text": "tanpa waktu"})) == [("", "tanpa waktu", None, None)]
    words = [{"word": "satu", "start": 0.1, "end": 0.4}, {"word": "dua", "start": 3.0, "end": 3.2}]
    assert said(read({"text": "satu dua", "words": words})) == [("", "satu", 0.1, 0.4), ("", "dua", 3.0, 3.2)]
    segment = {"text": "ya oh", "words": [words[0] | {"speaker": "A"}, words[1] | {"speaker": "B"}]}
    assert [voice[:2] for voice in said(read({"segments": [segment]}))] == [("A", "satu"), ("B", "dua")]


def test_a_segment_of_several_lines_is_one_line() -> None:
    document = read(
        {"segments": [{"text": " satu\r\ndua\u2028tiga\ud800\x00 ", "speaker": "A\n\ud800\x00B"}, {"text": "ya"}]}
    )
    assert said(document)[0][:2] == ("A\ufffdB".replace("A", "A "), "satu dua tiga\ufffd\x00")
    assert document.raw.count("\n") == 1


def test_words_are_parted_at_pauses() -> None:
    words = [{"text": str(n), "start": start, "end": start + 500} for n, start in enumerate((0, 600, 3100))]
    assert said(read({"text": "x", "words": words})) == [("", "0 1", 0.0, 1.1), ("", "2", 3.1, 3.6)]


def test_scripts_without_spaces_between_words() -> None:
    items = [
        *({"type": "pronunciation", "alternatives": [{"content": word}]} for word in ("你", "好", "ya", "你")),
        {"type": "punctuation", "alternatives": [{"content": "。"}]},
    ]
    assert said(read({"results": {"items": items}}))[0][1] == "你好 ya 你。"


def test_times_of_others_that_name_their_words_like_assemblyai() -> None:
    tree = {"text": "x", "words": [{"text": "halo", "start": 0.25, "end": 0.5, "speaker_id": "a"}]}
    assert refused(json.dumps(tree).encode()) == [("speech-shape-unknown", None)]


def test_rev_made_by_people() -> None:
    element = {"type": "text", "value": "Halo.", "timestamp": "00:01:02,250", "end_timestamp": "00:01:03,500"}
    tree = {"speakers": [{"id": 1, "name": "Sari"}], "monologues": [{"speaker": 1, "elements": [element]}]}
    assert said(read(tree)) == [("Sari", "Halo.", 62.25, 63.5)]


def test_azure_without_speakers_and_with_durations() -> None:
    phrase = {"offset": "PT1M2.5S", "duration": "PT1.25S", "nBest": [{"lexical": "halo"}]}
    assert said(read({"recognizedPhrases": [phrase]})) == [("", "halo", 62.5, 63.75)]


def test_channels_are_in_order_of_time() -> None:
    def item(word: str, start: str) -> dict[str, object]:
        return {"type": "pronunciation", "start_time": start, "end_time": start, "alternatives": [{"content": word}]}

    channels = [
        {"channel_label": "ch_0", "items": [item("halo", "0.5"), item("baik", "9.0")]},
        {"channel_label": "ch_1", "items": [item("apa", "4.0")]},
    ]
    tree = {"results": {"items": [], "channel_labels": {"channels": channels}}}
    assert [voice[:3] for voice in said(read(tree))] == [
        ("ch_0", "halo", 0.5),
        ("ch_1", "apa", 4.0),
        ("ch_0", "baik", 9.0),
    ]
    phrases = [{"channel": n, "speaker": 1, "offsetMilliseconds": 100 - n, "text": str(n)} for n in (0, 1)]
    assert [voice[:2] for voice in said(read({"phrases": phrases, "combinedPhrases": []}))] == [
        ("Channel 1 Speaker 1", "1"),
        ("Channel 0 Speaker 1", "0"),
    ]


def test_google_results_that_do_not_repeat_are_all_read() -> None:
    def result(word: str, start: str, tag: int) -> dict[str, object]:
        words = [{"word": word, "startTime": start, "endTime": start, "speakerTag": tag}]
        return {"alternatives": [{"transcript": word, "words": words}]}

    heard = said(read({"results": [result("ya", "1s", 1), result("ya", "5s", 2)]}))
    assert [voice[:3] for voice in heard] == [("Speaker 1", "ya", 1.0), ("Speaker 2", "ya", 5.0)]
    plain = [
        {"alternatives": [{"transcript": " satu"}], "resultEndTime": "2.5s"},
        {"alternatives": [{"transcript": "dua"}]},
    ]
    assert said(read({"results": plain})) == [("", "satu", None, 2.5), ("", "dua", None, None)]


@pytest.mark.parametrize("value", [None, "", "x", "NaN", True, [], {}, float("nan"), float("inf"), 10**400, "1" * 50])
def test_a_value_of_a_wrong_type_is_none(value: object) -> None:
    tree = {"segments": [{"text": "halo", "start": value, "end": value, "speaker": value}]}
    (voice,) = said(read(tree))
    assert voice[1:] == ("halo", None, None)


def test_numbers_written_as_strings() -> None:
    assert said(read({"segments": [{"text": 2019, "start": "1.5", "end": "2", "speaker": "3"}]})) == [
        ("Speaker 3", "2019", 1.5, 2.0)
    ]


def test_times_that_cannot_be_are_told() -> None:
    segments = [{"text": "a", "start": 1, "end": 2}, {"text": "b", "start": 3, "end": 2}, {"text": "c", "start": -1}]
    document = read({"segments": segments})
    assert [voice[2:] for voice in said(document)] == [(1.0, 2.0), (3.0, None), (None, None)]
    (problem,) = document.problems
    assert (problem.kind, problem.line, problem.values["count"]) == ("speech-times-unused", 2, 2)


def test_parts_of_another_form_are_told() -> None:
    document = read({"segments": [None, 5, {"text": ["a"]}, {"text": None}, {"text": "halo"}]})
    assert [voice[1] for voice in said(document)] == ["halo"]
    (problem,) = document.problems
    assert (problem.kind, problem.values["count"]) == ("speech-parts-unread", 3)


def test_broken_json_is_told_with_its_place() -> None:
    with pytest.raises(StudyError) as error:
        read_bytes(b'{"segments": [\n {"text": "a"},\n {"text" "b"}]}', "a.json", "a.json")
    (problem,) = error.value.problems
    assert (problem.kind, problem.line, problem.place) == ("speech-json-broken", 3, "column 10")
    assert refused(b'{"a": ' + b"9" * 5000 + b"}") == [("speech-json-broken", None)]


def test_deep_nesting_is_told() -> None:
    assert refused(b"[" * 1_000_000) == [("speech-json-deep", None)]
    assert refused(b'{"a":' * 100_000) == [("speech-json-deep", None)]


def test_more_than_one_source_may_hold() -> None:
    assert refused(b"[" + b"[]," * 2_500_001 + b"0]") == [("speech-json-large", None)]
    assert refused(b'{"segments":[' + b'{"text":"a"},' * 100_001 + b"0]}") == [("source-too-many-parts", None)]


@pytest.mark.parametrize("tree", [{}, [], {"results": {}}, {"results": 5}, {"segments": 5}, "text", 5, None, [[]]])
def test_an_unknown_shape_names_the_known_ones(tree: object) -> None:
    with pytest.raises(StudyError) as error:
        read(tree)
    (problem,) = error.value.problems
    assert problem.kind == "speech-shape-unknown"
    assert "WhisperX" in problem.message("en")


@pytest.mark.parametrize("tree", [{"segments": []}, {"text": " "}, {"results": []}, {"monologues": [{"speaker": 1}]}])
def test_nothing_said(tree: object) -> None:
    assert refused(json.dumps(tree).encode()) == [("source-empty", None)]


def test_content_goes_before_the_suffix() -> None:
    document = read_bytes(b'\xef\xbb\xbf { "text": "halo" }', "a.txt", "a.txt")
    assert (document.format, [problem.kind for problem in document.problems]) == ("json", ["source-format-differs"])
    assert read_bytes('{"text": "halo é"}'.encode("utf-16"), "a.json", "x").raw == "halo é"


KEYS = (
    *("text", "segments", "words", "word", "start", "end", "speaker", "utterances", "results", "channels", "items"),
    *(
        "alternatives",
        "transcript",
        "monologues",
        "elements",
        "value",
        "recognizedPhrases",
        "nBest",
        "display",
        "content",
    ),
    *(
        "offsets",
        "timestamp",
        "speaker_labels",
        "channel_labels",
        "transcription",
        "type",
        "startTime",
        "channel",
        "id",
    ),
)
LEAVES = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats() | st.text(max_size=5) | st.just("1.5")
TREES = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=20,
)


@examples(300)
@given(TREES, st.sampled_from(("", "segments", "utterances", "results", "monologues", "recognizedPhrases", "chunks")))
def test_any_tree(tree: object, key: str) -> None:
    try:
        document = read({key: tree} if key else tree)
    except StudyError as error:
        assert error.problems
        return
    assert [document.raw[voice.start : voice.end] for voice in document.voices] == document.raw.split("\n")


def test_whisper_table() -> None:
    table = "start\tend\ttext\n0\t3500\tSatu, dua.\nrusak\n3500\t2000\t tiga \n"
    document = read_bytes(table.encode(), "a.tsv", "a.tsv")
    assert said(document) == [("", "Satu, dua.", 0.0, 3.5), ("", "tiga", 3.5, None)]
    assert document.raw == table
    assert [(problem.kind, problem.values["count"]) for problem in document.problems] == [("speech-parts-unread", 1)]
    with pytest.raises(StudyError) as error:
        read_bytes(b"start\tend\ttext\n", "a.tsv", "a.tsv")
    assert [problem.kind for problem in error.value.problems] == ["source-empty"]


def test_a_text_of_backslashes_is_refused_and_needs_no_memory_of_its_own() -> None:
    text = '{"segments": [{"text": "' + "\\\\" * 5_000_000 + '"}]}'
    tracemalloc.start()
    try:
        with pytest.raises(StudyError):
            read_bytes(text.encode(), "a.json", "a.json")
        most = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert most < 10 * len(text)
