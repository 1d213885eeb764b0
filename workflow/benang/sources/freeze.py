"""Freeze a source: clean its text once, part it into turns, and keep the way back to the raw text.

The frozen text has one paragraph a turn, ``Label: utterance`` (no label where nobody is named), joined by a line feed.
With the cleaning steps as they come it is in NFC, white space within a turn is one space, control characters are gone;
names are pseudonyms always. Where white space is left as it is written, an utterance may hold line ends: turns are told
by their offsets. Annotations stand off from the text, by offsets; it is never edited afterwards.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from benang.core.problems import Problem
from benang.privacy.identifiers import Identifier
from benang.privacy.pseudonyms import NAME, Pseudonyms
from benang.sources.cleaning import Cleaning, Tally, clean_characters, clean_utterances
from benang.sources.cleaning.time_marks import SpokenTime
from benang.sources.document import Document
from benang.sources.frozen_tables import Frozen
from benang.sources.memos import memo_rows
from benang.sources.printed import printed_rows
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers
from benang.sources.speakers.speeches import Speech
from benang.sources.speakers.turns import Turn, find_turns
from benang.sources.times import time_rows
from benang.sources.uncapitalised import is_somebodys, words_kept
from benang.text.offsets import Edit, MappedText, line_of, line_starts
from benang.text.words import count_words

_DEFAULT = Cleaning()
_LINE_END = re.compile(r"[\r\n]")


def freeze(
    document: Document, row: SourceRow, speakers: Speakers, pseudonyms: Pseudonyms, cleaning: Cleaning = _DEFAULT
) -> Frozen:
    """Freeze one source.

    The reader's edits and joins come first, then noise and NFC, turns, what is cleaned in each utterance, and
    pseudonyms last (so that a name broken over two lines is found).

    Args:
        document: the source as its reader found it.
        row: the source as intake listed it.
        speakers: the study's labels.
        pseudonyms: names to replace in text, labels, memos and authors.
        cleaning: which steps of cleaning are on.

    Returns:
        The rows of the source. Words are counted in utterances, not in labels; a turn of which cleaning leaves nothing
        is none.
    """
    problems = list(document.problems)
    replacing = {"names": bool(pseudonyms.names), "identifiers": bool(pseudonyms.kinds)}
    # What only pages print is taken out whatever the steps: it is counted where there are pages.
    pages = ["page_furniture"] if document.page_edits else []
    tally = Tally([*pages, *cleaning.steps, *(step for step, on in replacing.items() if on)])
    if document.page_edits:
        tally.add("page_furniture", document.page_edits)
    clean = text_before_turns(document, cleaning, tally)
    turns, found = find_turns(clean, document, row, speakers, pseudonyms, mark_interviewer=cleaning.interviewer_turns)
    problems += found
    written = [_written(clean, turn.speech.spans) for turn in turns]
    named = [bool(turn.speech.speaker) for turn in turns]
    cleaned = list(clean_utterances(written, row.language, cleaning, tally, named))

    @cache
    def kept_words() -> frozenset[str] | None:
        both = zip(turns, cleaned, strict=True)
        said = [one.text for turn, (one, _) in both if is_somebodys(turn.speech.speaker, turn.role)]
        return words_kept(said or [one.text for one, _ in cleaned], row.language)

    body = _Body(clean, document.raw, row.source_id, pseudonyms, tally, kept_words)
    for turn, (utterance, times) in zip(turns, cleaned, strict=True):
        body.add(turn, utterance, times)
    turn_rows = body.turns
    if not turn_rows:
        return Frozen(None, [], [], [], [*problems, Problem("empty-source", row.file)])
    if cleaning.interviewer_turns:
        tally.count("interviewer_turns", sum(turn["role"] == "interviewer" for turn in turn_rows))
    frozen = MappedText.join(body.pieces)
    problems += [
        Problem(kind, row.file, line, values={"pseudonym": pseudonym, "count": count})
        for (kind, pseudonym), (count, line) in sorted(body.unsure.items())
    ]
    return Frozen(
        source=_source_row(document, row, frozen.text, turn_rows),
        turns=turn_rows,
        offset_map=list(_map_rows(row.source_id, frozen, body.raw_lines)),
        memos=memo_rows(row.source_id, document.remarks, frozen, turn_rows, pseudonyms, kept_words),
        problems=problems,
        times=time_rows(frozen, turn_rows, document.voices, body.spoken),
        printed=printed_rows(frozen, turn_rows, document.printed),
        cleaning=tally.rows(row.source_id),
        replacements=body.replaced,
        identifiers=body.identifiers,
    )


class _Body:
    """The turns of a source as they are put together, one after another.

    Attributes:
        turns: rows of the table ``turns``.
        pieces: the frozen text so far, with the way back to the raw text.
        spoken: times within turns, each with the index of its turn's row.
        replaced, identifiers: as in ``Frozen``.
        unsure: by kind of problem and pseudonym, how often a name may be a word, and the first line.
        raw_lines: where the lines of the raw text begin.

    Args:
        kept_words: gives the words that stay words where the text has no capitals (``uncapitalised.words_kept``).
    """

    def __init__(
        self,
        clean: MappedText,
        raw: str,
        source_id: str,
        pseudonyms: Pseudonyms,
        tally: Tally,
        kept_words: Callable[[], frozenset[str] | None],
    ) -> None:
        self._clean, self._raw, self._source_id = clean, raw, source_id
        self._pseudonyms, self._tally, self._kept_words = pseudonyms, tally, kept_words
        self.turns: list[dict[str, object]] = []
        self.pieces: list[MappedText] = []
        self.spoken: list[tuple[int, SpokenTime]] = []
        self.replaced: list[tuple[str, int, str, str, str]] = []
        self.identifiers: list[Identifier] = []
        self.unsure: dict[tuple[str, str], tuple[int, int]] = {}
        self.raw_lines = line_starts(raw)
        self._length = self._raw_done = 0

    def add(self, turn: Turn, utterance: MappedText, times: Iterable[SpokenTime]) -> None:
        """One turn more; of one of which cleaning left nothing only the times count, for the turn before it."""
        if not utterance.text:
            self.spoken += [(len(self.turns) - 1, time) for time in times]
            return
        self.spoken += [(len(self.turns), time) for time in times]
        raw_start, raw_end = _raw_bounds(utterance)
        utterance = self._renamed(utterance)
        begin = raw_start
        opening: list[MappedText] = []
        if turn.speech.speaker:
            opening, begin = _label(self._clean, turn.speech, raw_start)
        if self.pieces:
            self.pieces.append(MappedText.replacement("\n", self._raw_done, max(self._raw_done, begin)))
            self._length += 1
        self.pieces += [*opening, utterance]
        start = self._length + sum(len(piece.text) for piece in opening)
        self._length, self._raw_done = start + len(utterance.text), raw_end
        self.turns.append(
            {
                "source_id": self._source_id,
                "turn": len(self.turns) + 1,
                "start": start,
                "end": self._length,
                "speaker": turn.speech.speaker,
                "role": turn.role,
                "role_from": turn.role_from,
                "case_id": turn.case_id,
                "heading": turn.speech.heading,
                "line": line_of(self.raw_lines, begin),
                "time_start": turn.speech.time_start,
                "time_end": turn.speech.time_end,
                "n_words": count_words(utterance.text),
            }
        )

    def _renamed(self, utterance: MappedText) -> MappedText:
        """The utterance with pseudonyms; notes what was replaced, and what may be a name or a word."""
        line_ends = _line_ends(utterance, self._raw)
        edits, doubtful = self._pseudonyms.search(utterance.text, line_ends=line_ends)
        replaced: dict[str, tuple[int, int]] = {}
        if doubtful and (words := self._kept_words()) is not None:
            in_small_letters = doubtful
            edits, doubtful = self._pseudonyms.search(utterance.text, any_case=True, words=words, line_ends=line_ends)
            for pseudonym, (count, first) in in_small_letters.items():
                more = count - doubtful.get(pseudonym, (0, 0))[0]
                if more:
                    replaced[pseudonym] = (more, first)
        for edit in edits:
            raw_span = utterance.to_raw(edit.start, edit.end)
            if edit.kind != NAME:
                self.identifiers.append(Identifier(*raw_span, edit.kind, edit.value))
            self._tally.add("names" if edit.kind == NAME else "identifiers", [edit])
            found = utterance.text[edit.start : edit.end]
            line = line_of(self.raw_lines, raw_span[0])
            self.replaced.append((self._source_id, line, edit.kind, found, edit.replacement))
        for kind, pseudonym, count, first in (
            *(("name-in-small-letters", each, *at) for each, at in doubtful.items()),
            *(("name-in-text-without-capitals", each, *at) for each, at in replaced.items()),
            *(("name-like-word", each, 1, at) for at, _, each in self._pseudonyms.risks(utterance.text)),
        ):
            here = line_of(self.raw_lines, utterance.to_raw(first, first)[0])
            before, line = self.unsure.get((kind, pseudonym), (0, here))
            self.unsure[kind, pseudonym] = (before + count, line)
        return utterance.edit(edits)


def text_before_turns(document: Document, cleaning: Cleaning, tally: Tally | None = None) -> MappedText:
    """A source's text as it is parted into turns: without mark-up and noise, and with every name and number.

    Args:
        document: the source as its reader found it.
        cleaning: which steps of cleaning are on.
        tally: where they are counted.
    """
    tally = tally or Tally(cleaning.steps)
    joins = _free(document.joins, document.edits) if cleaning.line_breaks else []
    clean = MappedText.identity(document.raw).edit([*document.edits, *joins])
    if cleaning.line_breaks:
        tally.add("line_breaks", joins)
    return clean_characters(clean, cleaning, tally)


def _source_row(
    document: Document, row: SourceRow, text: str, turns: Sequence[Mapping[str, object]]
) -> dict[str, object]:
    """The row of the table ``sources`` for a frozen text."""
    return {
        "source_id": row.source_id,
        "kind": row.kind,
        "case_ids": list(row.case_ids),
        "file": row.file,
        "format": document.format,
        "language": row.language,
        "encoding": document.encoding,
        "sha256": hashlib.sha256(text.encode("utf-8")).hexdigest(),
        "n_characters": len(text),
        "n_words": sum(int(str(turn["n_words"])) for turn in turns),
        "n_turns": len(turns),
        "text": text,
    }


def _line_ends(utterance: MappedText, raw: str) -> list[int]:
    """The spaces of an utterance that were the ends of lines."""
    return [
        start
        for start, end, raw_start, raw_end, exact in utterance.runs
        if not exact and end - start == 1 and utterance.text[start] == " " and _LINE_END.search(raw, raw_start, raw_end)
    ]


def _free(edits: Sequence[Edit], taken: Sequence[Edit]) -> list[Edit]:
    """Those of ``edits`` that overlap none of ``taken``; both are sorted."""
    starts, ends = [edit.start for edit in taken], [edit.end for edit in taken]
    return [edit for edit in edits if bisect_right(ends, edit.start) == bisect_left(starts, edit.end)]


def _written(clean: MappedText, spans: Sequence[tuple[int, int]]) -> MappedText:
    """The spans of an utterance as one text, without white space at its ends.

    White space between spans stays as it is; anything else between them (the frame of a cue) is one space.
    """
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        span = clean.text[start:end]
        start += len(span) - len(span.lstrip())
        end -= len(span) - len(span.rstrip())
        if start >= end:
            continue
        if joined and clean.text[joined[-1][1] : start].isspace():
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    if len(joined) == 1:
        return clean.slice(*joined[0])
    pieces: list[MappedText] = []
    raw_done = 0
    for start, end in joined:
        piece = clean.slice(start, end)
        raw_start, raw_end = _raw_bounds(piece)
        if pieces:
            pieces.append(MappedText.replacement(" ", raw_done, max(raw_done, raw_start)))
        pieces.append(piece)
        raw_done = raw_end
    return MappedText.join(pieces)


def _raw_bounds(text: MappedText) -> tuple[int, int]:
    """The raw span of a text that has text at both ends."""
    return text.runs[0].raw_start, text.runs[-1].raw_end


def _label(clean: MappedText, speech: Speech, raw_start: int) -> tuple[list[MappedText], int]:
    """``Label: `` as text with its raw span, and where in the raw text it begins."""
    if speech.label is None:
        return [MappedText.replacement(f"{speech.speaker}: ", raw_start, raw_start)], raw_start
    label = clean.slice(*speech.label)
    begin, end = _raw_bounds(label)
    if label.text != speech.speaker:
        label = MappedText.replacement(speech.speaker, begin, end)
    return [label, MappedText.replacement(": ", end, max(end, raw_start))], begin


def _map_rows(source_id: str, frozen: MappedText, raw_lines: list[int]) -> Iterator[dict[str, object]]:
    """Rows of the table ``offset_map``; a span of the same text is parted at the raw lines' ends."""
    for start, end, raw_start, raw_end, exact in frozen.runs:
        line = line_of(raw_lines, raw_start)
        cuts = [raw_start, raw_end]
        if exact and line < len(raw_lines) and raw_lines[line] < raw_end:
            cuts[1:1] = raw_lines[line : bisect_left(raw_lines, raw_end)]
        for number, (low, high) in enumerate(pairwise(cuts)):
            yield {
                "source_id": source_id,
                "start": start + low - raw_start,
                "end": start + high - raw_start if exact else end,
                "raw_start": low,
                "raw_end": high,
                "raw_line": line + number,
                "exact": exact,
            }
