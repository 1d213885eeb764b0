"""One conversation, written in every format: each is read and frozen to the same turns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter

import conversation
import pytest
from conversation import ASKS, CONVERSATION, TELLS, WRITERS, Written
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.core import model
from benang.core.problems import StudyError
from benang.privacy.identifiers import KINDS
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.document import Document
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import Frozen
from benang.sources.readers.formats import BY_SUFFIX
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

AS_COMES, NO_NAMES = Cleaning(), Pseudonyms()
STEPS = ("nfc", "white_space", "soft_hyphens", "line_breaks", "timestamps", "non_verbal", "fillers", "repeated_words")
CHARACTERS = "aaeiou  bkns.,?-'\"()[]<&:12é\u0301\u00ad😀ش\u200f\t"
SAID = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=40).filter(lambda text: not text.isspace())


def frozen(written: Written, cleaning: Cleaning = AS_COMES, names: Pseudonyms = NO_NAMES) -> tuple[Document, Frozen]:
    row = SourceRow("a", "interview", "id", "", written.name, written.name, ("A",), 0)
    document = read_bytes(written.data, written.name, written.name)
    asks, tells = written.speakers
    return document, freeze(document, row, Speakers((asks,), (tells,)), names, cleaning)


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_gives_the_conversation_back(name: str) -> None:
    written = WRITERS[name]()
    document, result = frozen(written)
    assert result.source is not None, [problem.message("en") for problem in result.problems]
    assert "." + document.format == "." + written.name.rpartition(".")[2]
    text = str(result.source["text"])
    turns = [turn for turn in result.turns if turn["speaker"]]
    said = [text[int(str(turn["start"])) : int(str(turn["end"]))] for turn in turns]
    expected = [" ".join(written.carries(text).split()) for _, text in CONVERSATION]
    assert said == expected
    called = dict(zip((ASKS, TELLS), written.speakers, strict=True))
    assert [turn["speaker"] for turn in turns] == [called[speaker] for speaker, _ in CONVERSATION]
    roles = {ASKS: "interviewer", TELLS: "informant"}
    assert [turn["role"] for turn in turns] == [roles[speaker] for speaker, _ in CONVERSATION]
    assert not [problem.message("en") for problem in result.problems if problem.severity == "error"]


@pytest.mark.parametrize("name", WRITERS)
def test_a_format_keeps_its_times(name: str) -> None:
    written = WRITERS[name]()
    times = [turn["time_start"] for turn in frozen(written)[1].turns if turn["speaker"]]
    if written.timed is None:
        assert set(times) == {None}
    else:
        assert times == [round(conversation.begins(number), written.timed) for number in range(len(CONVERSATION))]


@pytest.mark.parametrize("name", WRITERS)
def test_every_span_leads_back_to_the_raw_text(name: str) -> None:
    document, result = frozen(WRITERS[name]())
    assert result.source is not None
    text = str(result.source["text"])
    runs = model.from_rows("offset_map", result.offset_map)
    exact = runs[runs["exact"]]
    for run in exact.itertuples():
        assert text[run.start : run.end] == document.raw[run.raw_start : run.raw_end]
    # Nearly all of what was said is the raw text itself.
    assert (exact["end"] - exact["start"]).sum() > 0.85 * len("".join(text for _, text in CONVERSATION))


@pytest.mark.parametrize("name", WRITERS)
@examples(15)
@given(said=st.lists(SAID, min_size=2, max_size=6), steps=st.sets(st.sampled_from(STEPS)))
def test_every_span_of_any_conversation_leads_back(name: str, said: list[str], steps: set[str]) -> None:
    cleaning = Cleaning(**{step: step in steps for step in STEPS})
    spoken = tuple((ASKS if number % 2 == 0 else TELLS, text) for number, text in enumerate(said))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversation, "CONVERSATION", spoken)
        written = WRITERS[name]()
    try:
        document, result = frozen(written, cleaning, Pseudonyms({"aa": "[Orang 1]"}, kinds=KINDS))
    except StudyError:
        return  # nothing was said that this format can carry
    if result.source is None:
        return
    text, raw = str(result.source["text"]), document.raw
    runs = model.from_rows("offset_map", result.offset_map)
    assert [0, *runs["end"]] == [*runs["start"], len(text)]
    assert (runs["raw_start"] <= runs["raw_end"]).all() and runs["raw_end"].max() <= len(raw)
    assert runs["raw_start"].is_monotonic_increasing and runs["raw_end"].is_monotonic_increasing
    for run in runs[runs["exact"]].itertuples():
        assert text[run.start : run.end] == raw[run.raw_start : run.raw_end]
    lines = [0, *(match.end() for match in re.finditer(r"\r\n|\r|\n", raw))]
    for run in runs.itertuples():
        assert run.raw_line == bisect_right(lines, run.raw_start)


LETTERS = "abeiknosu éç"


@pytest.mark.parametrize("name", WRITERS)
@examples(10)
@given(said=st.lists(st.text(st.sampled_from(LETTERS + "  .,?!'-:1"), min_size=3, max_size=40), min_size=4, max_size=8))
def test_no_letter_is_lost_in_any_format(name: str, said: list[str]) -> None:
    spoken = tuple((ASKS if number % 2 == 0 else TELLS, text) for number, text in enumerate(said))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(conversation, "CONVERSATION", spoken)
        written = WRITERS[name]()
    try:
        _, result = frozen(written, Cleaning(**dict.fromkeys(STEPS, False)))
    except StudyError:
        assert not any(character.isalpha() for text in said for character in written.carries(text))
        return
    kept = Counter(str(result.source["text"]) if result.source else "")
    kept.update(str(character) for remark in result.memos for character in str(remark["text"]))
    wanted = Counter(character for text in said for character in written.carries(text) if character.isalpha())
    assert not wanted - kept


def test_every_format_is_here() -> None:
    assert {reader.format for reader in BY_SUFFIX.values()} == {frozen(make())[0].format for make in WRITERS.values()}
