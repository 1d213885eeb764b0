"""Numbers of tables, figures and sections, and references to them that are right in every document."""

from __future__ import annotations

from collections.abc import Mapping

from benang.conclusions.report.markdown_text import heading, link
from benang.conclusions.report.report_words import Words


class Numbering:
    """Counts what the report numbers, in the order in which it is written.

    The report is written twice: the first time nobody knows yet which number a later table will have; what was counted
    then is given to the second time as ``known``.

    Args:
        words: of the report.
        chapters: number or letter of each chapter by name.
        known: label of each numbered thing by its place, from a first writing.
        elsewhere: what is said (Markdown) of a chapter that another document holds.
    """

    def __init__(
        self,
        words: Words,
        chapters: Mapping[str, str],
        known: Mapping[str, str] | None = None,
        elsewhere: str = "?",
    ) -> None:
        self._words = words
        self._chapters = chapters
        self._known = known or {}
        self._elsewhere = elsewhere
        self._sections: dict[str, int] = {}
        self._counts = {"table": 0, "figure": 0}
        self.labels: dict[str, str] = {}

    def table(self, name: str) -> str:
        """The label of the next table, which stands at the place ``name``."""
        return self._next("table", name)

    def figure(self, name: str) -> str:
        """The label of the next figure, which stands at the place ``name``."""
        return self._next("figure", name)

    def section(self, chapter: str, title: str, name: str) -> str:
        """A heading of the next section of ``chapter``."""
        self._sections[chapter] = self._sections.get(chapter, 0) + 1
        number = self._chapters.get(chapter, "")
        label = f"{number}.{self._sections[chapter]}" if number else ""
        self.labels[name] = self._words("section_label", n=label)
        return heading(3, f"{label} {title}".strip(), name)

    def ref(self, name: str) -> str:
        """A reference to a table, a figure or a section, as a link."""
        return link(self._known.get(name, "?"), name)

    def knows(self, name: str) -> bool:
        """Whether a table, a figure or a section is numbered here."""
        return name in self._known

    def chapter(self, name: str) -> str:
        """A reference to a chapter or an appendix, as a link."""
        if name not in self._chapters:
            return self._elsewhere
        number = self._chapters[name]
        return link(self._words("chapter_label" if number.isdigit() else "appendix_label", n=number), name)

    def has(self, name: str) -> bool:
        """Whether the report has this chapter."""
        return name in self._chapters

    def _next(self, kind: str, name: str) -> str:
        self._counts[kind] += 1
        self.labels[name] = self._words(f"{kind}_label", n=self._counts[kind])
        return self.labels[name]
