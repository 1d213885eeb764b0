"""One conversation, written in every format: each is read and frozen to the same turns."""

from __future__ import annotations

import conversation
import pytest
from conversation import ASKS, CONVERSATION, TELLS, WRITERS, Written

from benang import model
from benang.coding.freeze import Frozen, freeze
from benang.coding.names.pseudonyms import Pseudonyms
from benang.coding.source_row import SourceRow
from benang.coding.sources import FORMATS, read_bytes
from benang.coding.sources.document import Document
from benang.coding.speakers.roles import Speakers


def frozen(written: Written) -> tuple[Document, Frozen]:
    row = SourceRow("a", "interview", "id", "", written.name, written.name, ("A",), 0)
    document = read_bytes(written.data, written.name, written.name)
    asks, tells = written.speakers
    return document, freeze(document, row, Speakers((asks,), (tells,)), Pseudonyms())


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
def test_every_stretch_leads_back_to_the_raw_text(name: str) -> None:
    document, result = frozen(WRITERS[name]())
    assert result.source is not None
    text = str(result.source["text"])
    runs = model.from_rows("offset_map", result.offset_map)
    exact = runs[runs["exact"]]
    for run in exact.itertuples():
        assert text[run.start : run.end] == document.raw[run.raw_start : run.raw_end]
    # Nearly all of what was said is the raw text itself.
    assert (exact["end"] - exact["start"]).sum() > 0.85 * len("".join(text for _, text in CONVERSATION))


def test_every_format_is_here() -> None:
    assert {reader.FORMAT for reader in FORMATS.values()} == {frozen(make())[0].format for make in WRITERS.values()}
