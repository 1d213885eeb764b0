"""Texts of works of the literature (an article, a chapter), which lie beside the reference list, named by its keys.

They are read as sources are, and no sources: nothing in them is an informant's, nobody speaks in them, and they never
leave the machine. What of them is passed on are the passages that were coded (``text_codings``).
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd

from benang.core import model
from benang.core.problems import Problem, StudyError
from benang.literature.attachments import Attachment
from benang.literature.text_files import texts_of_works
from benang.sources.cleaning import cleaning_of
from benang.sources.document import Document
from benang.sources.freeze import text_before_turns
from benang.sources.readers.source_file import read_source
from benang.text.language_detection import spoken_language
from benang.text.words import find_words

_PARAGRAPH = re.compile(r"[^\n](?:[^\n]|\n(?![^\S\n]*\n))*")
_LINE = re.compile(r"[^\n]+")
_SENTENCE_END = re.compile(r"[.!?:][\"”’)\]]*$")
_SHORT_LINE = 0.75  # of a page's usual line: one that ends before it and a sentence with it ends a paragraph


@dataclass
class AttachedTexts:
    """The texts of works.

    Attributes:
        sources, turns: the tables of those names; a source's id is its work's key, a turn a paragraph of nobody's.
        pages: of each text that has pages, where each begins and what it is called.
        problems: what is wrong with a file.
    """

    sources: pd.DataFrame = field(default_factory=lambda: model.empty("sources"))
    turns: pd.DataFrame = field(default_factory=lambda: model.empty("turns"))
    pages: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def page(self, work_id: str, place: int) -> str:
        """The page that a character of a text stands on; empty where the text has none."""
        pages = self.pages.get(work_id, [])
        at = bisect_right([start for start, _ in pages], place)
        return pages[at - 1][1] if at else ""


def read_attached_texts(
    root: Path,
    files: Sequence[str],
    keys: Mapping[str, str],
    language: str,
    attached: Mapping[str, Sequence[Attachment]] | None = None,
    folder: str = "",
) -> AttachedTexts:
    """Read the texts of works.

    Args:
        root: the study's folder.
        files: as ``list_texts`` gives them.
        keys: every key of the works, with the one under which each counts.
        language: of the study, for a text whose words are plainly of no other.
        attached: the files that reference lists attach to works, by work.
        folder: the folder of texts.
    """
    of_works, problems = texts_of_works(files, keys, attached, folder)
    texts = AttachedTexts(problems=problems)
    sources: list[dict[str, object]] = []
    turns: list[dict[str, object]] = []
    for work_id, file in sorted(of_works.items()):
        try:
            document = read_source(root / file, file)
        except StudyError as error:
            texts.problems += error.problems
            continue
        texts.problems += [problem for problem in document.problems if problem.severity == "error"]
        text, pages = _text_of(document)
        if pages:
            texts.pages[work_id] = pages
        own = _turns(work_id, text, document)
        turns += own
        sources.append(
            {
                **{"source_id": work_id, "kind": "literature", "case_ids": [], "file": file, "format": document.format},
                **{"language": spoken_language(text, language), "encoding": document.encoding, "text": text},
                "sha256": hashlib.sha256((root / file).read_bytes()).hexdigest(),
                **{"n_characters": len(text), "n_words": len(find_words(text)), "n_turns": len(own)},
            }
        )
    texts.sources, texts.turns = model.from_rows("sources", sources), model.from_rows("turns", turns)
    return texts


def _text_of(document: Document) -> tuple[str, list[tuple[int, str]]]:
    """The text without what only the page prints, and where each page begins in it."""
    clean = text_before_turns(document, cleaning_of({}))
    starts: list[tuple[int, str]] = []
    for one in document.printed:
        start, end = clean.to_clean(one.start, one.end)
        if start < end and (not starts or starts[-1][1] != one.page):
            starts.append((start, one.page))
    if not document.printed:
        return clean.text, []
    return _without_line_ends(clean.text), [place for place in starts if place[1]]


def _without_line_ends(text: str) -> str:
    """Printed lines as running text, as long: a line's end is a space, but behind the last line of a paragraph."""
    lines = text.split("\n")
    usual = sorted(len(line) for line in lines if line)[len(lines) // 2 :][:1] or [0]
    joined: list[str] = []
    for line in lines:
        ends = bool(_SENTENCE_END.search(line.rstrip())) and len(line) < _SHORT_LINE * usual[0]
        joined += [line, "\n" if ends else " "]
    return "".join(joined[:-1])


def _turns(work_id: str, text: str, document: Document) -> list[dict[str, object]]:
    one_a_line = document.paragraph_a_line or bool(document.printed)
    rows: list[dict[str, object]] = []
    for match in (_LINE if one_a_line else _PARAGRAPH).finditer(text):
        start, end = match.span()
        if not match[0].strip():
            continue
        rows.append(
            {
                **{"source_id": work_id, "turn": len(rows) + 1, "start": start, "end": end, "speaker": "", "role": ""},
                **{"role_from": "", "case_id": "", "heading": "", "n_words": len(find_words(match[0]))},
                **{"line": text.count("\n", 0, start) + 1, "time_start": None, "time_end": None},
            }
        )
    return rows
