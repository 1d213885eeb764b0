"""Take the turns of people who withdrew out of a source that they share with others, before anything of it is kept.

What they said is blank in the raw text, character by character, so that lines and places stay those of the file.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import case_names, read_cases
from benang.sources.cleaning import Cleaning
from benang.sources.document import Document, ReadSource
from benang.sources.freeze import text_before_turns
from benang.sources.source_row import SourceRow
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.roles import Speakers
from benang.sources.speakers.speaker_table import SpeakerRow, SpeakerTable, read_speaker_table
from benang.sources.speakers.turns import find_turns
from benang.sources.uncapitalised import words_kept_in_raw
from benang.sources.withdrawal import Withdrawal

_CHARACTERS = ":\t )]>#*_"
_SOMEBODY = "\x00"
_BEHIND_LABEL = 4  # characters that part a label from what is said
_LONGEST_MOMENT = 60  # characters
_MOMENT = re.compile(
    r"[\s\d\[\](){}<>.,:;/|+\-\u2013\u2014\u200e\u202f]*(?:[AaPp]\.?[Mm]\.?)?[\s\[\]()<>,:;|\-\u2013\u2014]*"
)
"""What may stand before a label on its line: a date, a time, and signs around them."""


@dataclass(frozen=True)
class SharedSources:
    """What is needed to know the turns of people who withdrew.

    Attributes:
        withdrawal: who they are.
        speakers: the study's labels, theirs among them.
        pseudonyms: the study's list of names, with their pseudonyms in it.
        names: what they are called, besides their cases' ids.
    """

    withdrawal: Withdrawal
    speakers: Speakers
    pseudonyms: Pseudonyms
    names: frozenset[str] = frozenset()

    def without_their_turns(self, row: SourceRow, read: ReadSource) -> ReadSource:
        """A source as it was read, without what they said, the remarks on it, and their names in what others say."""
        if read.document is None:
            return read
        # Who speaks in a source may be known by labels alone, so that every source is looked through.
        document = blanked(read.document, self.spans(row, read.document))
        return replace(
            read,
            document=self.withdrawal.masked(
                document, self.pseudonyms, partial(words_kept_in_raw, language=row.language)
            ),
        )

    def spans(self, row: SourceRow, document: Document) -> list[tuple[int, int]]:
        """The spans of the raw text that are theirs, with their labels, in order."""
        cleaning = Cleaning(soft_hyphens=False, nfc=False, line_breaks=False)
        clean = text_before_turns(document, cleaning)
        # Beside another case: what nobody is named for is not theirs for want of others.
        row = replace(row, case_ids=(*row.case_ids, *self.withdrawal.cases, _SOMEBODY))
        turns, _ = find_turns(clean, document, row, self.speakers, self.pseudonyms)
        found = []
        for turn in turns:
            if not (self.withdrawal.is_case(turn.case_id) or self._is_called(turn.speech.speaker)):
                continue
            if turn.speech.label:
                begin, end = clean.to_raw(*turn.speech.label)
                found.append((_begin_of_line(document.raw, begin), end))
            found += [clean.to_raw(start, end) for start, end in turn.speech.spans if start < end]
        return sorted(found)

    def _is_called(self, label: str) -> bool:
        key = label_key(label)
        return bool(key) and key in {label_key(name) for name in (*self.withdrawal.cases, *self.names)}


def read_shared(
    root: Path,
    withdrawal: Withdrawal,
    speakers: Speakers,
    pseudonyms: Pseudonyms,
    case_file: str,
    speaker_file: str,
    sources: list[SourceRow],
) -> SharedSources:
    """What is needed to know the turns of people who withdrew, from the study's files.

    Args:
        root: the study's folder.
        withdrawal: who they are.
        speakers: the labels of all others.
        pseudonyms: the study's list of names as it is written.
        case_file, speaker_file: relative to ``root``; empty where the study has none.
        sources: the sources that they share.
    """
    names: dict[str, tuple[str, ...]] = {}
    if case_file:
        cases = read_cases(root / case_file, case_file, pseudonyms)[0]
        names = case_names(case for case in cases if withdrawal.is_case(case.case_id))
    rows: list[SpeakerRow] = []
    if speaker_file:
        known = [*withdrawal.cases, *(case_id for row in sources for case_id in row.case_ids)]
        table = read_speaker_table(root / speaker_file, speaker_file, sources, known, pseudonyms)[0]
        rows = [row for row in table.rows if withdrawal.is_case(row.case_id)]
    all_names = {**speakers.names, **names}
    whole = replace(speakers, names=all_names, table=SpeakerTable((*rows, *speakers.table.rows), speaker_file))
    called = frozenset(one for more in names.values() for one in more)
    return SharedSources(withdrawal, whole, pseudonyms, called)


def _begin_of_line(raw: str, place: int) -> int:
    """Where a line begins, if nothing but a date and a time stands on it before a place; else the place."""
    begin = max(raw.rfind(end, 0, place) for end in "\r\n") + 1
    return begin if place - begin <= _LONGEST_MOMENT and _MOMENT.fullmatch(raw, begin, place) else place


def blanked(document: Document, spans: list[tuple[int, int]]) -> Document:
    """A document with the spans blank, with the mark-up that touches them and the characters behind a label."""
    if not spans:
        return document
    begins = {edit.start: edit.end for edit in document.edits if edit.start < edit.end}
    ends = {end: start for start, end in begins.items()}
    text = list(document.raw)
    wide: list[tuple[int, int]] = []
    for start, end in spans:
        while start in ends:
            start = ends[start]
        while end in begins:
            end = begins[end]
        for place in range(start, end):
            text[place] = text[place] if text[place] in "\r\n" else " "
        for place in range(end, min(end + _BEHIND_LABEL, len(text))):
            if text[place] not in _CHARACTERS:
                break
            text[place] = " "
        wide.append((start, end))

    def free(start: int, end: int) -> bool:
        return not any(low < max(end, start + 1) and start < high for low, high in wide)

    return replace(
        document,
        raw="".join(text),
        edits=tuple(edit for edit in document.edits if free(edit.start, edit.end)),
        joins=tuple(edit for edit in document.joins if free(edit.start, edit.end)),
        page_edits=tuple(edit for edit in document.page_edits if free(edit.start, edit.end)),
        emphasis=tuple(span for span in document.emphasis if free(*span)),
        voices=tuple(voice for voice in document.voices if free(voice.start, voice.end)),
        remarks=tuple(remark for remark in document.remarks if free(remark.start, remark.end)),
    )
