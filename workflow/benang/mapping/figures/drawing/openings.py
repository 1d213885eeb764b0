"""Openings of texts: of each as many whole sentences as some lines hold, or as many words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from benang.mapping.figures.drawing.text import one_line, text_width, wrap
from benang.text.sentences import sentence_spans

MORE = "\u00a0…"
"""Ends what is cut, on the line of its last word."""


@dataclass(frozen=True)
class Opening:
    """A text in a column of lines, whole or its opening.

    Attributes:
        text: what is set.
        width: of the column, cm.
        size: of the type, points.
        language: of the text, whose abbreviations end no sentence.
        closing: what ends the text, such as a quotation mark, and its opening too.

    >>> Opening("It came late. Nobody had said so before.", 3.2, 8.0).lines(1)
    ['It came late.\\xa0…']
    """

    text: str
    width: float
    size: float
    language: str = ""
    closing: str = ""

    @cached_property
    def whole(self) -> list[str]:
        """The lines of the whole text."""
        return wrap(self.text + self.closing, self.width, self.size)

    def lines(self, most: int) -> list[str]:
        """At most so many lines: the whole text, else its first whole sentences where they fill two thirds of the lines
        at least, else its first words; what is cut ends with ``…``, never on a line of its own."""
        if len(self.whole) <= most:
            return self.whole
        for n_lines, last in reversed(self._ends):
            if n_lines + len(last) <= most:
                # A mark that its last word leaves no room for would stand alone.
                if 3 * (n_lines + len(last)) >= 2 * most and last[-1].strip() != (MORE + self.closing).strip():
                    return [*self.whole[:n_lines], *last]
                break
        end = MORE + self.closing
        for n_lines in range(most, 0, -1):
            words = self.whole[n_lines - 1].split(" ")
            while words and text_width(last_line := _bare(" ".join(words)) + end, self.size) > self.width:
                words.pop()
            if words:
                return [*self.whole[: n_lines - 1], last_line]
        return [end.strip()]

    @cached_property
    def _ends(self) -> list[tuple[int, list[str]]]:
        """Of each sentence that another follows: how many lines stand above the one it ends on, and what comes after
        these where the text is cut there."""
        shown = one_line(self.text)
        # A line is broken at a space or within a word, so that letters alone tell where a sentence ends.
        letters = list(accumulate((letter != " " for letter in shown), initial=0))
        line_ends = list(accumulate(len(line.replace(" ", "")) for line in self.whole))
        found, n_line = [], 0
        for _, end in sentence_spans(shown, self.language)[:-1]:
            while line_ends[n_line] < letters[end]:
                n_line += 1
            left = letters[end] - (line_ends[n_line - 1] if n_line else 0)
            last = _first_letters(self.whole[n_line], left) + MORE + self.closing
            found.append((n_line, wrap(last, self.width, self.size)))
        return found


def _bare(line: str) -> str:
    """A line without the comma or stop at its end."""
    return line.rstrip(",;:.–-")


def _first_letters(line: str, n_letters: int) -> str:
    """A line up to its letter of that number, spaces not counted."""
    counted = accumulate(letter != " " for letter in line)
    return line[: next(place for place, n in enumerate(counted, 1) if n == n_letters)]
