"""The text of a transcript as HTML: what is coded marked, the brackets' bars among the words.

A bracket in the margin has to reach as far as its words do, on any screen, and no page here runs a script. So behind
each coded word stands a bar without text, which the style places beside the line that the word has come to stand on:
together the bars of a bracket make one stroke from its first line to its last. The letters between the marks are those
of the frozen text, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from markupsafe import Markup

from benang.coding.together.web_pages import escaped
from benang.conclusions.transcripts.brackets import Bracket
from benang.conclusions.transcripts.transcript_files import coding_place
from benang.text.marked_lines import Stretch, marked_lines

LANES = 12
"""So many brackets stand side by side; what is coded more often has its words marked and its code listed alone."""
_DEEPEST = 3
# Scripts that part no words break lines between any two signs.
_WORD = re.compile(r"[\u2e80-\u9fff\uf900-\ufaff]|[^\s\u2e80-\u9fff\uf900-\ufaff]+")


class MarkedText:
    """A source's text with its brackets.

    Attributes:
        lines: each line as HTML, in the order of the text.
        begun: the numbers (from 1) of the brackets that begin in each line.
    """

    def __init__(
        self,
        text: str,
        found: Sequence[Bracket],
        colours: Sequence[int],
        labels: Mapping[int, int],
        pages: Mapping[int, str],
    ) -> None:
        """Mark the text.

        Args:
            text: the frozen text.
            found: its brackets.
            colours: of each bracket the number of its colour.
            labels: where each turn begins, and where its words do: between stands the speaker.
            pages: where within the text another printed page begins, and what it is called.
        """
        self._text, self._found, self._colours, self._pages = text, found, colours, pages
        self._speakers = labels
        spans = [(one.start, one.end) for one in found]
        places = {*pages, *labels, *labels.values()}
        lines = list(marked_lines(text, spans, places))
        self._first, self._last = self._ends(stretch for line in lines for stretch in line)
        self.lines = [Markup("".join(map(self._stretch, line))) for line in lines]
        self.begun = [[number + 1 for stretch in line for number in stretch.begun] for line in lines]

    def _words(self, stretch: Stretch) -> Iterator[tuple[int, int]]:
        for word in _WORD.finditer(self._text, stretch.start, stretch.end):
            yield word.span()

    def _ends(self, stretches: Iterator[Stretch]) -> tuple[dict[int, int], dict[int, int]]:
        """Behind which word each bracket's first bar and its last one stand."""
        first: dict[int, int] = {}
        last: dict[int, int] = {}
        for stretch in stretches:
            for _, end in self._words(stretch) if stretch.within else ():
                for number in stretch.within:
                    first.setdefault(number, end)
                    last[number] = end
        return first, last

    def _stretch(self, stretch: Stretch) -> str:
        places = "".join(self._place(number) for number in stretch.begun)
        page = self._pages.get(stretch.start, "")
        before = f'<i class="page" data-page="{escaped(page)}"></i>' if page and stretch.end > stretch.start else ""
        if not stretch.within:
            return before + places + self._speaker(stretch, escaped(self._text[stretch.start : stretch.end]))
        parts: list[str] = []
        place = stretch.start
        for _, end in self._words(stretch):
            parts += [escaped(self._text[place:end]), *(self._bar(number, end) for number in stretch.within)]
            place = end
        parts.append(escaped(self._text[place : stretch.end]))
        kinds = " ".join(f"m{number + 1}" for number in stretch.within)
        depth = min(len(stretch.within), _DEEPEST)
        inner = self._speaker(stretch, "".join(parts))
        return (
            f'{before}<mark class="d{depth} {kinds}">{places}{inner}</mark>' if stretch.end > stretch.start else places
        )

    def _speaker(self, stretch: Stretch, shown: str) -> str:
        said = self._speakers.get(stretch.start)
        return f"<b>{shown}</b>" if said == stretch.end and shown else shown

    def _place(self, number: int) -> str:
        ids = (coding_place(str(coding["coding_id"])) for coding in self._found[number].codings)
        return "".join(f'<span id="{one}" class="to{number + 1}"></span>' for one in ids)

    def _bar(self, number: int, end: int) -> str:
        bracket = self._found[number]
        if bracket.lane >= LANES:
            return ""
        kinds = f"bar lane{bracket.lane} by{self._colours[number]}"
        begins = self._first[number] == end
        kinds += (" first" if begins else "") + (" last" if self._last[number] == end else "")
        shown = f' data-number="{number + 1}"' if begins else ""
        return f'<i class="{kinds}"{shown}></i>'
