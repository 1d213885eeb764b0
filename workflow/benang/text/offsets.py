"""Follow text through cleaning: which span of the raw text a span of clean text came from, and back.

A ``MappedText`` is a text with the history of each of its spans (stand-off annotation: the text may change, a place
in it can still be looked up in the source). Offsets are code points, ends exclusive.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")


@dataclass(frozen=True, order=True)
class Edit:
    """Replace the code points ``start:end`` of a text by ``replacement``."""

    start: int
    end: int
    replacement: str = ""


class Run(NamedTuple):
    """A span of clean text and the span of raw text it came from.

    ``exact``: both are the same text, so that offsets run in step. Any other run was replaced as a whole; with no clean
    text it was taken out, with no raw text it was put in.
    """

    start: int
    end: int
    raw_start: int
    raw_end: int
    exact: bool


@dataclass(frozen=True)
class MappedText:
    """A text and where it came from.

    Attributes:
        text: the text as it is now.
        runs: its spans in order; they cover ``text`` without gaps. Raw text between the runs was left behind.
    """

    text: str
    runs: tuple[Run, ...]

    @classmethod
    def identity(cls, raw: str) -> MappedText:
        """``raw`` as it is."""
        return cls(raw, (Run(0, len(raw), 0, len(raw), True),) if raw else ())

    @classmethod
    def replacement(cls, text: str, raw_start: int, raw_end: int) -> MappedText:
        """A text that stands for the raw span ``raw_start:raw_end`` as a whole (empty: a text that was put in)."""
        return cls(text, _tidy([Run(0, len(text), raw_start, raw_end, False)]))

    @classmethod
    def join(cls, pieces: Iterable[MappedText]) -> MappedText:
        """The pieces one after another; they come in raw order."""
        texts: list[str] = []
        runs: list[Run] = []
        length = 0
        for piece in pieces:
            texts.append(piece.text)
            runs += [_moved(run, length) for run in piece.runs]
            length += len(piece.text)
        return cls("".join(texts), _tidy(runs))

    def slice(self, start: int, end: int) -> MappedText:
        """The span ``start:end`` as a text of its own; a replaced run that it cuts stands for all its raw text.

        Raises:
            ValueError: the span reaches beyond the text.
        """
        self._check(start, end)
        runs = [_moved(run, -start) for run in self._portions(start, end, left_edge=False, right_edge=False)]
        return MappedText(self.text[start:end], _tidy(runs))

    def edit(self, edits: Iterable[Edit]) -> MappedText:
        """The text after ``edits``, whose offsets are of the text as it is now.

        An edit inside a run that was replaced before becomes one replacement with it.

        >>> text = MappedText.identity("Eh, I asked Siti.").edit([Edit(0, 4, ""), Edit(12, 16, "[Person 1]")])
        >>> text.text
        'I asked [Person 1].'
        >>> text.to_raw(0, 7), text.to_raw(10, 12), text.to_clean(12, 16)
        ((4, 11), (12, 16), (8, 18))

        Raises:
            ValueError: two edits overlap, or one reaches beyond the text.
        """
        edits = sorted(edits, key=lambda edit: (edit.start, edit.end))
        if not edits:
            return self
        text, old, last = self.text, self.runs, len(self.runs)
        texts: list[str] = []
        runs: list[Run] = []
        done = 0  # how much of the present text has been taken over
        length = 0  # of the new text
        raw_done = 0
        index = 0  # of the first run that is not behind
        for edit_start, edit_end, replacement in (*self._widened(edits), (len(text), len(text), "")):
            by = length - done
            while index < last:
                start, end, raw_start, raw_end, exact = old[index]
                if start > edit_start or (start == edit_start < end):
                    break
                low, high = max(start, done), min(end, edit_start)
                if exact:
                    raw_start, raw_end = raw_start + low - start, raw_start + high - start
                runs.append(Run(low + by, high + by, raw_start, raw_end, exact))
                raw_done = raw_end
                if end > edit_start:
                    break
                index += 1
            texts += (text[done:edit_start], replacement)
            length += edit_start - done
            raw_begin = raw_done
            if edit_start < edit_end:
                run = old[index]
                raw_begin = run.raw_start + edit_start - run.start if run.exact else run.raw_start
                while index + 1 < last and old[index + 1].start < edit_end:
                    index += 1
                run = old[index]
                raw_done = run.raw_start + edit_end - run.start if run.exact else run.raw_end
                index += run.end == edit_end
            runs.append(Run(length, length + len(replacement), raw_begin, raw_done, False))
            length += len(replacement)
            done = edit_end
        return MappedText("".join(texts), _tidy(runs))

    def edits(self) -> tuple[Edit, ...]:
        """The edits of the raw text that make this text of it, in order, as far as the raw text was taken in.

        >>> text = MappedText.identity("Eh, Siti.").edit([Edit(0, 4)]).edit([Edit(0, 4, "[Person 1]")])
        >>> text.edits()
        (Edit(start=0, end=4, replacement=''), Edit(start=4, end=8, replacement='[Person 1]'))
        """
        found: list[Edit] = []
        done = 0
        for start, end, raw_start, raw_end, exact in self.runs:
            if raw_start > done:
                found.append(Edit(done, raw_start))
            if not exact:
                found.append(Edit(raw_start, raw_end, self.text[start:end]))
            done = raw_end
        return tuple(found)

    def to_raw(self, start: int, end: int) -> tuple[int, int]:
        """The raw span that ``start:end`` came from; what touches a replaced run takes in all of that run.

        Raises:
            ValueError: the span reaches beyond the text.
        """
        self._check(start, end)
        if start == end:
            place = self._raw_of(start)
            return place, place
        run = self._run_of(end - 1)
        return self._raw_of(start), run.raw_start + end - run.start if run.exact else run.raw_end

    def to_clean(self, raw_start: int, raw_end: int) -> tuple[int, int]:
        """The span that came from the raw span ``raw_start:raw_end``.

        What touches a replaced run takes in all of that run. A span that was taken out altogether gives the empty
        span at its place.
        """
        runs, starts, ends = self._by_raw
        first = bisect_right(ends, raw_start)
        last = bisect_left(starts, raw_end) - 1
        if raw_start >= raw_end or first > last:
            place = self._place(first, raw_start)
            return place, place
        head, tail = runs[first], runs[last]
        start = head.start + max(0, raw_start - head.raw_start) if head.exact else head.start
        end = tail.start + min(raw_end, tail.raw_end) - tail.raw_start if tail.exact else tail.end
        return start, max(start, end)

    @cached_property
    def _starts(self) -> list[int]:
        return [run.start for run in self.runs]

    @cached_property
    def _by_raw(self) -> tuple[list[Run], list[int], list[int]]:
        """The runs with text on both sides, their raw starts and their raw ends."""
        runs = [run for run in self.runs if run.start < run.end and run.raw_start < run.raw_end]
        return runs, [run.raw_start for run in runs], [run.raw_end for run in runs]

    def _check(self, start: int, end: int) -> None:
        if not 0 <= start <= end <= len(self.text):
            raise ValueError(f"span {start}:{end} is not inside a text of {len(self.text)} code points")

    def _run_of(self, place: int) -> Run:
        """The run that holds the code point at ``place``: the last that begins there or before."""
        return self.runs[bisect_right(self._starts, place) - 1]

    def _raw_of(self, place: int) -> int:
        if place == len(self.text):
            return self.runs[-1].raw_end if self.runs else 0
        run = self._run_of(place)
        return run.raw_start + place - run.start if run.exact else run.raw_start

    def _place(self, first: int, raw_place: int) -> int:
        """Where the raw place is in the text, given the first run (with text on both sides) that ends after it."""
        runs = self._by_raw[0]
        if first == len(runs):
            return runs[-1].end if runs else 0
        run = runs[first]
        return run.start + max(0, raw_place - run.raw_start) if run.exact else run.start

    def _portions(self, start: int, end: int, *, left_edge: bool, right_edge: bool) -> Iterator[Run]:
        """The runs within ``start:end``, cut to it; the edges say whether runs without text at them come along."""
        index = bisect_left(self._starts, start)
        if index and self.runs[index - 1].end > start:
            index -= 1
        for place in range(index, len(self.runs)):
            run = self.runs[place]
            if run.start > end or (run.start == end and (run.end > end or not right_edge)):
                break
            if run.start == run.end == start and not left_edge:
                continue
            if run.exact:
                low, high = max(run.start, start), min(run.end, end)
                yield Run(low, high, run.raw_start + low - run.start, run.raw_start + high - run.start, True)
            else:
                low, high = max(run.start, start), min(run.end, end)
                yield Run(low, high, run.raw_start, run.raw_end, False)

    def _widened(self, edits: list[Edit]) -> Iterator[tuple[int, int, str]]:
        """The edits as start, end and replacement, widened so that none cuts through a run that was replaced before."""
        previous = 0
        for edit in edits:
            self._check(edit.start, edit.end)
            if edit.start < previous:
                raise ValueError(f"edits overlap at {edit.start}")
            previous = edit.end
        if self._cannot_be_cut:
            yield from ((edit.start, edit.end, edit.replacement) for edit in edits)
            return
        current: tuple[int, int, str] | None = None
        done = 0  # how much of the text the current edit has rewritten
        for edit in edits:
            low, high = self._uncut(edit.start)[0], self._uncut(edit.end)[1]
            if current is not None and low < current[1]:
                rewritten = current[2] + self.text[done : edit.start] + edit.replacement
                current = current[0], max(current[1], high), rewritten
            else:
                if current is not None:
                    yield current[0], current[1], current[2] + self.text[done : current[1]]
                current = low, high, self.text[low : edit.start] + edit.replacement
            done = edit.end
        if current is not None:
            yield current[0], current[1], current[2] + self.text[done : current[1]]

    @cached_property
    def _cannot_be_cut(self) -> bool:
        """Whether no replaced run is longer than one code point."""
        return all(exact or end - start < 2 for start, end, _, _, exact in self.runs)

    def _uncut(self, place: int) -> tuple[int, int]:
        """The replaced run that ``place`` would cut, or ``place`` itself."""
        if not 0 < place < len(self.text):
            return place, place
        run = self._run_of(place)
        return (run.start, run.end) if not run.exact and run.start < place else (place, place)


def line_starts(text: str) -> list[int]:
    """Where each line of ``text`` begins; lines end with LF, CR LF or CR.

    >>> line_starts("P: How?\\r\\nA: So.\\n")
    [0, 9, 16]
    """
    return [0, *(match.end() for match in _LINE_END.finditer(text))]


def line_of(starts: list[int], place: int) -> int:
    """The line (from 1) that ``place`` is on, given ``line_starts`` of the text.

    >>> line_of([0, 9, 16], 11)
    2
    """
    return bisect_right(starts, place)


def _moved(run: Run, by: int) -> Run:
    start, end, raw_start, raw_end, exact = run
    return Run(start + by, end + by, raw_start, raw_end, exact)


def _tidy(runs: Iterable[Run]) -> tuple[Run, ...]:
    """The runs without empty ones, and exact runs that touch on both sides made one."""
    tidy: list[Run] = []
    last_end = last_raw = -1  # where the last run ends, if it is exact
    for run in runs:
        start, end, raw_start, raw_end, exact = run
        if start == end and raw_start == raw_end:
            continue
        if exact and last_end == start and last_raw == raw_start:
            tidy[-1] = Run(tidy[-1].start, end, tidy[-1].raw_start, raw_end, True)
        else:
            tidy.append(run)
        last_end, last_raw = (end, raw_end) if exact else (-1, -1)
    return tuple(tidy)
