"""Numbers of tables, figures and sections, and references to them that are right in every document."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from benang.conclusions.report.markdown_text import heading, link
from benang.conclusions.report.report_words import Words


class Numbering:
    """Counts what the report numbers, in the order in which it is written.

    Nobody knows at first which number a later table will have: what refers to one is written again when all are known
    (``written_chapters.write_chapters``).

    Args:
        words: of the report.
        chapters: number or letter of each chapter by name.
        elsewhere: what is said (Markdown) of a chapter that another document holds.

    Attributes:
        asked: whether a number was asked for before all were known; whoever looks at it sets it back.
    """

    def __init__(self, words: Words, chapters: Mapping[str, str], elsewhere: str = "?") -> None:
        self._words = words
        self._chapters = chapters
        self._known: Mapping[str, str] | None = None
        self._elsewhere = elsewhere
        self._counts: Counter[tuple[str, str]] = Counter()
        self._labels: dict[str, str] = {}
        self.asked = False

    @property
    def counts(self) -> Counter[tuple[str, str]]:
        """How much is numbered so far."""
        return self._counts.copy()

    def go_back(self, counts: Counter[tuple[str, str]]) -> None:
        """Count on from what ``counts`` was at some place, to write again what stands there."""
        self._counts = counts.copy()

    def end(self) -> None:
        """Say that everything is numbered: from now on every number is known."""
        self._known = dict(self._labels)

    def table(self, name: str) -> str:
        """The label of the next table, which stands at the place ``name``."""
        return self._next("table", name)

    def figure(self, name: str) -> str:
        """The label of the next figure, which stands at the place ``name``."""
        return self._next("figure", name)

    def section(self, chapter: str, title: str, name: str) -> str:
        """A heading of the next section of ``chapter``."""
        self._counts["section", chapter] += 1
        number = self._chapters.get(chapter, "")
        label = f"{number}.{self._counts['section', chapter]}" if number else ""
        self._labels[name] = self._words("section_label", n=label)
        return heading(3, f"{label} {title}".strip(), name)

    def ref(self, name: str) -> str:
        """A reference to a table, a figure or a section, as a link."""
        return link(self._numbered().get(name, "?"), name)

    def knows(self, name: str) -> bool:
        """Whether a table, a figure or a section is numbered here."""
        return name in self._numbered()

    def chapter(self, name: str) -> str:
        """A reference to a chapter or an appendix, as a link."""
        if name not in self._chapters:
            return self._elsewhere
        number = self._chapters[name]
        return link(self._words("chapter_label" if number.isdigit() else "appendix_label", n=number), name)

    def has(self, name: str) -> bool:
        """Whether the report has this chapter."""
        return name in self._chapters

    def _numbered(self) -> Mapping[str, str]:
        """The label of each numbered thing by its place; none before all are known."""
        if self._known is None:
            self.asked = True
        return self._known or {}

    def _next(self, kind: str, name: str) -> str:
        self._counts[kind, ""] += 1
        self._labels[name] = self._words(f"{kind}_label", n=self._counts[kind, ""])
        return self._labels[name]
