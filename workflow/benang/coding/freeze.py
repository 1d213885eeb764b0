"""Freeze a source: clean its text once, part it into turns, and keep the way back to the raw text.

The frozen text has one paragraph a turn, ``Label: utterance`` (no label where nobody is named), joined by a line feed.
It is in NFC, white space within a turn is one space, control characters are gone, and names are pseudonyms. Annotations
stand off from it, by offsets; it is never edited afterwards.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from benang import model
from benang.coding.intake import SourceRow
from benang.coding.offsets import Edit, MappedText, line_of, line_starts
from benang.coding.pseudonyms import Pseudonyms
from benang.coding.roles import Speakers
from benang.coding.sources.document import Document
from benang.coding.speakers import Speech
from benang.coding.turns import find_turns
from benang.coding.words import DIRECTION_MARKS, count_words
from benang.problems import Problem

if TYPE_CHECKING:
    import pandas as pd

# Not characters of a text: controls that are no white space, the soft hyphen, the byte order mark, direction marks.
# (Joiners stay: they belong to the spelling of Persian and of Indic languages.)
_NOISE = re.compile(rf"[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\ufeff{DIRECTION_MARKS}]+")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"[^\S ]\s*| \s+")
_NOT_ASCII = re.compile(r"[\s\S]?[^\x00-\x7f]+")


@dataclass(frozen=True)
class Frozen:
    """A frozen source.

    Attributes:
        source: its row of the ``sources`` table; None where there is no text, and then there are no other rows.
        turns, offset_map, memos: rows of those tables.
        problems: those of the reader and what was found here.
    """

    source: dict[str, object] | None
    turns: list[dict[str, object]]
    offset_map: list[dict[str, object]]
    memos: list[dict[str, object]]
    problems: list[Problem]


@dataclass(frozen=True)
class FrozenTables:
    """The tables of several frozen sources, in the form of ``model.TABLES``, and their problems."""

    sources: pd.DataFrame
    turns: pd.DataFrame
    offset_map: pd.DataFrame
    memos: pd.DataFrame
    problems: list[Problem]


def tables_of(frozen: Sequence[Frozen]) -> FrozenTables:
    """Frozen sources as model tables."""
    return FrozenTables(
        sources=model.from_rows("sources", [one.source for one in frozen if one.source is not None]),
        turns=model.from_rows("turns", [row for one in frozen for row in one.turns]),
        offset_map=model.from_rows("offset_map", [row for one in frozen for row in one.offset_map]),
        memos=model.from_rows("memos", [row for one in frozen for row in one.memos]),
        problems=[problem for one in frozen for problem in one.problems],
    )


def freeze(document: Document, row: SourceRow, speakers: Speakers, pseudonyms: Pseudonyms) -> Frozen:
    """Freeze one source.

    The reader's edits come first, then NFC and noise, turns, white space, and pseudonyms last (so that a name broken
    over two lines is found).

    Parameters:
        document: the source as its reader found it.
        row: the source as intake listed it.
        speakers: the study's labels.
        pseudonyms: names to replace in text, labels, memos and authors.

    Returns:
        The rows of the source. Words are counted in utterances, not in labels.
    """
    problems = list(document.problems)
    clean = _normalised(MappedText.identity(document.raw).edit(document.edits))
    turns, found = find_turns(clean, document, row, speakers, pseudonyms)
    problems += found
    raw_lines = line_starts(document.raw)
    pieces: list[MappedText] = []
    turn_rows: list[dict[str, object]] = []
    unsure: dict[str, tuple[int, int]] = {}
    length, raw_done = 0, 0
    for turn in turns:
        utterance = _collapsed(clean, turn.speech.spans)
        if not utterance.text:
            continue
        edits, doubtful = pseudonyms.search(utterance.text)
        raw_start, raw_end = _raw_bounds(utterance)
        for pseudonym, (count, first) in doubtful.items():
            before, line = unsure.get(pseudonym, (0, line_of(raw_lines, utterance.to_raw(first, first)[0])))
            unsure[pseudonym] = (before + count, line)
        utterance = utterance.edit(edits)
        begin = raw_start
        opening: list[MappedText] = []
        if turn.speech.speaker:
            opening, begin = _label(clean, turn.speech, raw_start)
        if pieces:
            pieces.append(MappedText.replacement("\n", raw_done, max(raw_done, begin)))
            length += 1
        pieces += [*opening, utterance]
        length += sum(len(piece.text) for piece in opening)
        turn_rows.append(
            {
                "source_id": row.source_id,
                "turn": len(turn_rows) + 1,
                "start": length,
                "end": length + len(utterance.text),
                "speaker": turn.speech.speaker,
                "role": turn.role,
                "role_from": "",
                "case_id": turn.case_id,
                "heading": turn.speech.heading,
                "line": line_of(raw_lines, begin),
                "time_start": turn.speech.time_start,
                "time_end": turn.speech.time_end,
                "n_words": count_words(utterance.text),
            }
        )
        length += len(utterance.text)
        raw_done = raw_end
    if not turn_rows:
        return Frozen(None, [], [], [], [*problems, Problem("empty-source", row.file)])
    frozen = MappedText.join(pieces)
    problems += [
        Problem("name-in-small-letters", row.file, line, values={"pseudonym": pseudonym, "count": count})
        for pseudonym, (count, line) in sorted(unsure.items())
    ]
    source: dict[str, object] = {
        "source_id": row.source_id,
        "kind": row.kind,
        "case_ids": model.join_ids(row.case_ids),
        "file": row.file,
        "format": document.format,
        "language": row.language,
        "encoding": document.encoding,
        "sha256": hashlib.sha256(frozen.text.encode("utf-8")).hexdigest(),
        "n_characters": len(frozen.text),
        "n_words": sum(int(str(turn["n_words"])) for turn in turn_rows),
        "n_turns": len(turn_rows),
        "text": frozen.text,
    }
    offset_map: list[dict[str, object]] = [
        {"source_id": row.source_id, **run._asdict(), "raw_line": line_of(raw_lines, run.raw_start)}
        for run in frozen.runs
    ]
    return Frozen(source, turn_rows, offset_map, _memos(document, frozen, row, turn_rows, pseudonyms), problems)


def _normalised(text: MappedText) -> MappedText:
    """The text in NFC, without controls and lone surrogates; its line ends stay."""
    if not _NOISE.search(text.text) and not _SURROGATE.search(text.text):
        return text.edit(_nfc_edits(text.text))
    noise = [Edit(match.start(), match.end()) for match in _NOISE.finditer(text.text)]
    noise += [Edit(match.start(), match.end(), "\ufffd") for match in _SURROGATE.finditer(text.text)]
    text = text.edit(noise)
    return text.edit(_nfc_edits(text.text))


def _nfc_edits(text: str) -> list[Edit]:
    """What NFC changes, in pieces as small as it allows: a base character with what composes with it."""
    if unicodedata.is_normalized("NFC", text):
        return []
    edits = []
    for stretch in _NOT_ASCII.finditer(text):
        if unicodedata.is_normalized("NFC", stretch[0]):
            continue
        start = stretch.start()
        for place in range(stretch.start() + 1, stretch.end() + 1):
            if place < stretch.end() and _composes(text[place]):
                continue
            piece = text[start:place]
            if (composed := unicodedata.normalize("NFC", piece)) != piece:
                edits.append(Edit(start, place, composed))
            start = place
    return edits


def _composes(sign: str) -> bool:
    """Whether a character can become one with the one before it: a mark, or a vowel or final of Hangul."""
    return unicodedata.category(sign).startswith("M") or "\u1160" <= sign <= "\u11ff"


def _collapsed(clean: MappedText, spans: Sequence[tuple[int, int]]) -> MappedText:
    """The stretches as one text, every white space in it one space and none at its ends."""
    pieces: list[MappedText] = []
    raw_done = 0
    for start, end in spans:
        stretch = clean.text[start:end]
        start += len(stretch) - len(stretch.lstrip())
        end -= len(stretch) - len(stretch.rstrip())
        if start >= end:
            continue
        piece = clean.slice(start, end)
        piece = piece.edit(Edit(match.start(), match.end(), " ") for match in _SPACE.finditer(piece.text))
        raw_start, raw_end = _raw_bounds(piece)
        if pieces:
            pieces.append(MappedText.replacement(" ", raw_done, max(raw_done, raw_start)))
        pieces.append(piece)
        raw_done = raw_end
    return MappedText.join(pieces)


def _raw_bounds(text: MappedText) -> tuple[int, int]:
    return text.to_raw(0, len(text.text)) if text.text else (0, 0)


def _label(clean: MappedText, speech: Speech, raw_start: int) -> tuple[list[MappedText], int]:
    """``Label: `` as text with its raw stretch, and where in the raw text it begins."""
    if speech.label is None:
        return [MappedText.replacement(f"{speech.speaker}: ", raw_start, raw_start)], raw_start
    label = clean.slice(*speech.label)
    begin, end = _raw_bounds(label)
    if label.text != speech.speaker:
        label = MappedText.replacement(speech.speaker, begin, end)
    return [label, MappedText.replacement(": ", end, max(end, raw_start))], begin


def _memos(
    document: Document, frozen: MappedText, row: SourceRow, turns: Sequence[dict[str, object]], pseudonyms: Pseudonyms
) -> list[dict[str, object]]:
    """The remarks of the source, on the frozen text; each belongs to the turn in which it begins."""
    memos: dict[tuple[int, int, str, str], dict[str, object]] = {}
    ends = [int(str(turn["end"])) for turn in turns]
    for remark in document.remarks:
        start, end = frozen.to_clean(remark.start, remark.end)
        text = pseudonyms.apply(_plain(remark.text)).strip()
        author = " ".join(pseudonyms.rename(_plain(remark.author)).split())
        if not text:
            continue
        turn = next((number for number, stop in enumerate(ends, start=1) if start < stop), len(ends))
        memos[start, end, author, text] = {
            "source_id": row.source_id,
            "turn": turn,
            "start": start,
            "end": end,
            "author": author,
            "text": text,
        }
    return list(memos.values())


def _plain(text: str) -> str:
    return _SURROGATE.sub("\ufffd", _NOISE.sub("", text))
