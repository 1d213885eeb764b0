"""What a PDF prints on its pages besides their text: running heads and feet, page numbers, what a cut repeats."""

from __future__ import annotations

import re
import statistics
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from itertools import pairwise

from benang.sources.readers.pdf_layout import PrintedLine
from benang.sources.readers.pdf_pages import ROMAN
from benang.sources.speakers.label_shapes import OPENS_LABEL

_PAGE_NUMBER = re.compile(r"\W*(\d{1,5})(?:\s*/\s*\d{1,5})?\W*")
_SENTENCE_END = re.compile(r"[.?!:;,\u2026\u061f\u3002\uff01\uff1f-][\"'\u201d\u2019)\]]*\Z")
_LEAST_GAP = 1.7  # times the usual step from line to line, between a running head and the text
_FEWEST_ON_PAGE = 5  # lines, to tell what stands apart


def running_lines(lines: list[PrintedLine], pages: int, counted: Collection[int] = ()) -> set[int]:
    """Headers, footers and page numbers: lines at the edge of a page that come again at the same height of others.

    Args:
        lines: of the whole file.
        pages: how many it has.
        counted: the identities of lines of the text, which a number in the margin counts.
    """
    edges: dict[tuple[str, int], list[PrintedLine]] = defaultdict(list)
    by_page: dict[int, list[PrintedLine]] = defaultdict(list)
    for line in lines:
        by_page[line.page].append(line)
    dropped = set()
    outer: set[int] = set()
    for page, on_page in by_page.items():
        ordered = sorted(on_page, key=lambda line: -line.middle)
        outer |= {id(ordered[0]), id(ordered[-1])}
        outermost = (ordered[0], ordered[-1]) if len(ordered) > 1 else ()
        for line in ordered[:2] + ordered[2:][-2:]:
            if id(line) in counted:
                continue
            number = _PAGE_NUMBER.fullmatch(line.text)
            if number and int(number[1]) == page + 1 and line in outermost:
                dropped.add(id(line))
            roman = line in outermost and ROMAN.fullmatch(line.text)
            words = "#" if roman else " ".join(re.sub(r"\d+", "#", line.text).casefold().split())
            edges[words, round(line.middle / 3)].append(line)
    enough = max(2, -(-pages // 2))
    separated = _separated(by_page)
    for (words, height), found in edges.items():
        together = [*found, *edges.get((words, height + 1), [])]
        on = {line.page for line in together}
        # On few pages an equal first line may be an equal answer; it is none with a number in it, apart from the text,
        # or without the form of one.
        numbered = "#" in words and not any(OPENS_LABEL.match(line.text) for line in together)
        sure = numbered or all(
            id(line) in separated or (id(line) in outer and _is_title(line.text)) for line in together
        )
        if len(on) >= max(3, enough) or (len(on) >= 2 and sure):
            dropped.update(id(line) for line in together)
    return dropped


def _is_title(text: str) -> bool:
    """Whether a line has the form of a title: no label, no end of a sentence."""
    return len(text.split()) > 1 and not _SENTENCE_END.search(text) and not OPENS_LABEL.match(text)


def _separated(by_page: Mapping[int, Sequence[PrintedLine]]) -> set[int]:
    """The lines at the head or foot of a page that stand further from the others than these from one another."""
    separated: set[int] = set()
    for on_page in by_page.values():
        ordered = sorted(on_page, key=lambda line: -line.middle)
        steps = [before.middle - line.middle for before, line in pairwise(ordered)]
        usual = statistics.median(step for step in steps if step > 0) if any(step > 0 for step in steps) else 0.0
        if len(ordered) < _FEWEST_ON_PAGE or not usual:
            continue
        for count in (1, 2):
            if steps[count - 1] > _LEAST_GAP * usual:
                separated.update(id(line) for line in ordered[:count])
            if steps[-count] > _LEAST_GAP * usual:
                separated.update(id(line) for line in ordered[-count:])
    return separated


def cut_at_borders(lines: list[PrintedLine], tops: list[float]) -> set[int]:
    """What a print of one long page repeats where it is cut: lines over the top edge, numbers before their line."""
    dropped = set()
    for place, line in enumerate(lines):
        if line.top > tops[line.page] + 1:
            before = (earlier for earlier in lines[max(place - 200, 0) : place] if earlier.page == line.page - 1)
            if any(_without_number(earlier) == _without_number(line) for earlier in before):
                dropped.add(id(line))
        elif line.text.isdecimal():
            after = lines[place + 1 : place + 200]
            if any(later.number == int(line.text) and later.page == line.page + 1 for later in after):
                dropped.add(id(line))
    return dropped


def _without_number(line: PrintedLine) -> str:
    return re.sub(r"^\d+[ \t]+", "", line.text) if line.number is not None else line.text
