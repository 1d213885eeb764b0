"""One source a case out of a published article: the quotations attributed to its informants."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.articles.body import Body, body_of
from benang.sources.articles.informant_labels import Labels
from benang.sources.articles.informant_quotations import Quotation, find_quotations
from benang.sources.articles.line_breaks import Words, line_breaks
from benang.sources.articles.quotation_marks import count_marks
from benang.sources.document import Document, Voice
from benang.sources.source_ids import source_slug
from benang.sources.source_row import SourceRow
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.roles import Speakers
from benang.text.offsets import Edit, MappedText, line_of, line_starts

LONGEST = 2_000_000
"""Code points of raw text; a thick book has fewer, and what has more is no article."""

MOST_MARKS = 50_000
"""Quotation marks in it, apostrophes within words not counted."""

_MOST_LINES = 20
_NOTE_MARK = re.compile(
    r"(?<=[^\W\d_]{3})[⁰¹²³⁴-⁹]{1,3}|(?<=[.,;:!?])[⁰¹²³⁴-⁹]{1,3}|\[\d{1,3}\]|(?<=[^\W\d_][.,;:!?])\d{1,2}(?=\s|\Z)"
)


def informants(
    document: Document,
    row: SourceRow,
    case_ids: Sequence[str],
    speakers: Speakers,
    pseudonyms: Pseudonyms | None = None,
    taken: Iterable[str] = (),
) -> tuple[list[tuple[Document, SourceRow]], list[Problem]]:
    """The quotations of an article's informants, one source a case.

    Each source is the article's raw text with edits that leave the quotations alone, so that every place in it can be
    looked up in the article. Its voices are the quotations in order: speaker is the attribution as the article writes
    it, heading what it stands under, block its number. What stands inside a quotation and is none of it (running heads,
    page numbers, marks of footnotes, quotation marks of its paragraphs) is taken out by ``edits``; the ends of printed
    lines are ``joins``: a word divided at one loses its hyphen where the article has it elsewhere in one piece.

    A case is told by the speaker table, by a case's id in the label, or by what the case is called.

    Args:
        document: the article as its reader found it.
        row: the article as intake listed it.
        case_ids: every case of the study.
        speakers: the study's labels.
        pseudonyms: names to replace in the ids of the sources and in messages.
        taken: ids that other sources of the study have; an id that would be one of them gets a number.

    Returns:
        The sources, in the order of the cases, then of the labels without a case as they first occur; and the problems,
        those of the article's reader among them: a label without a case, quotations whose speaker cannot be told, an
        article without any (then there are no sources).
    """
    problems = list(document.problems)
    rename = pseudonyms.rename if pseudonyms else str
    if len(document.raw) > LONGEST or count_marks(document.raw) > MOST_MARKS:
        limits = {"limit": str(LONGEST), "marks": str(MOST_MARKS)}
        return [], [*problems, Problem("article-too-long", row.file, values=limits)]
    labels = Labels(row.language, case_ids, speakers)
    body = body_of(document, row.language, lambda line: _names_somebody(labels, line))
    found = find_quotations(body, labels, row.language)
    starts = line_starts(document.raw)

    def line(place: int) -> int:
        return line_of(starts, body.mapped.to_raw(place, min(place + 1, len(body.text)))[0])

    if found.of_nobody:
        lines = [line(place) for place in found.of_nobody]
        shown = ", ".join(map(str, lines[:_MOST_LINES])) + (", ..." if len(lines) > _MOST_LINES else "")
        about: dict[str, object] = {"count": len(lines), "lines": shown}
        problems.append(Problem("article-quotation-of-nobody", row.file, lines[0], values=about))
    if not found.of_informants:
        return [], [*problems, Problem("article-without-quotations", row.file)]
    by_case: dict[str, list[Quotation]] = {}
    by_label: dict[str, list[Quotation]] = {}
    for quotation in found.of_informants:
        listed = speakers.table.find(row.source_id, rename(quotation.label))
        case_id = listed.case_id if listed and listed.case_id in case_ids else labels.case_of(quotation.label)
        group = by_case.setdefault(case_id, []) if case_id else by_label.setdefault(label_key(quotation.label), [])
        group.append(quotation)
    words = Words(body.text)
    sources: list[tuple[Document, SourceRow]] = []
    ids = {source_id.casefold() for source_id in taken}
    for case_id in (case_id for case_id in case_ids if case_id in by_case):
        own = _row(row, case_id, (case_id,), ids)
        sources.append((_document(document, body, by_case[case_id], words), own))
    for quotations in by_label.values():
        label = rename(Counter(quotation.label for quotation in quotations).most_common(1)[0][0])
        sources.append((_document(document, body, quotations, words), _row(row, label, (), ids)))
        if case_ids:
            cells: dict[str, object] = {"label": label, "count": len(quotations)}
            place = quotations[0].parts[0][0]
            problems.append(Problem("article-label-without-case", row.file, line(place), values=cells))
    return sources, problems


def _names_somebody(labels: Labels, line: str) -> bool:
    return bool(labels.in_sentence(line, 0, len(line)) or (line[:1] in "([（" and labels.bracket(line, 0, len(line))))


def _row(row: SourceRow, name: str, case_ids: tuple[str, ...], taken: set[str]) -> SourceRow:
    stem = f"{row.source_id}-{source_slug(name) or 'informant'}"
    source_id, number = stem, 1
    while source_id.casefold() in taken:
        number += 1
        source_id = f"{stem}-{number}"
    taken.add(source_id.casefold())
    return replace(row, source_id=source_id, case_ids=case_ids)


def _document(document: Document, body: Body, quotations: Sequence[Quotation], words: Words) -> Document:
    """The article with all but these quotations taken out."""
    edits: list[Edit] = []
    joins: list[Edit] = []
    voices: list[Voice] = []
    done = 0
    for block, quotation in enumerate(quotations, start=1):
        for start, end in quotation.parts:
            inside, breaks = _inside(document, body, start, end, words)
            raw_start, raw_end = body.mapped.to_raw(start, end)
            if done < raw_start:
                # A line end between two quotations, so that no character of one becomes one with a sign of the other.
                edits.append(Edit(done, raw_start, "\n" if voices else ""))
            edits += inside
            joins += breaks
            voices.append(Voice(raw_start, raw_end, quotation.label, heading=quotation.heading, block=block))
            done = raw_end
    if done < len(document.raw):
        edits.append(Edit(done, len(document.raw)))
    remarks = tuple(
        remark
        for remark in document.remarks
        if any(voice.start <= remark.start < voice.end or remark.start < voice.end < remark.end for voice in voices)
    )
    return replace(
        document,
        edits=tuple(edits),
        joins=tuple(joins),
        emphasis=(),
        voices=tuple(voices),
        remarks=remarks,
        problems=(),
        page_edits=tuple(
            edit
            for edit in document.page_edits
            if any(voice.start <= edit.start and edit.end <= voice.end for voice in voices)
        ),
    )


def _inside(document: Document, body: Body, start: int, end: int, words: Words) -> tuple[list[Edit], list[Edit]]:
    """The edits and the joins of the raw text within a span of the body's text."""
    whole = body.mapped.slice(start, end)
    raw_start, raw_end = body.mapped.to_raw(start, end)
    piece = whole.edit(Edit(match.start(), match.end()) for match in _NOTE_MARK.finditer(whole.text))
    edits = list(_edits_of(piece, raw_start, raw_end))
    joins = []
    if not document.paragraph_a_line:
        joins = [join for edit in line_breaks(piece.text, words) for join in _in_raw(piece, edit)]
    taken = sorted((edit.start, edit.end) for edit in (*edits, *joins))
    joins += [
        join
        for join in document.joins[
            bisect_left(document.joins, Edit(raw_start, 0)) : bisect_left(document.joins, Edit(raw_end, 0))
        ]
        if join.end <= raw_end and not _overlaps(taken, join)
    ]
    return edits, sorted(joins)


def _in_raw(piece: MappedText, edit: Edit) -> Iterator[Edit]:
    """An edit of a mapped text as edits of the raw text, around what is taken out of that."""
    replacement = edit.replacement
    for run in piece.slice(edit.start, edit.end).runs:
        if run.exact:
            yield Edit(run.raw_start, run.raw_end, replacement)
            replacement = ""


def _overlaps(taken: Sequence[tuple[int, int]], join: Edit) -> bool:
    place = bisect_left(taken, (join.end, join.end))
    return place > 0 and taken[place - 1][1] > join.start


def _edits_of(piece: MappedText, raw_start: int, raw_end: int) -> Iterator[Edit]:
    """The edits of the raw text that make a mapped text of the span ``raw_start:raw_end`` of it."""
    done = raw_start
    for run in piece.runs:
        if done < run.raw_start:
            yield Edit(done, run.raw_start)
        if not run.exact and run.raw_start < run.raw_end:
            yield Edit(run.raw_start, run.raw_end, piece.text[run.start : run.end])
        done = run.raw_end
    if done < raw_end:
        yield Edit(done, raw_end)
