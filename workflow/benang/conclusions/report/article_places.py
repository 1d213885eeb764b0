"""Where the article has which heading, table and figure, so that the supplement can point at them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benang.conclusions.report.report_words import Words

SECTIONS = {
    "design": ("orientation", "context", "collection"),
    "researchers": ("relationship", "known_of_researchers", "position"),
    "participants": ("sampling", "recruitment", "sample_size", "refusals"),
    "data": (
        *("setting", "dates", "durations", "others_present", "guide", "repeats"),
        *("recording", "field_notes", "transcription", "translation"),
    ),
    "analysis": (
        *("coding", "double_coding", "software", "saturation", "transcripts_returned", "participant_checking"),
        "trustworthiness",
    ),
}
"""The sections of the article's chapter on method, each with the keys of ``method.yaml`` that it prints, in order."""

DECLARATIONS = (
    *("ethics", "consent", "data_protection", "funding", "interests", "contributions"),
    *("data_availability", "ai", "acknowledgements"),
)
"""The keys of ``method.yaml`` that are declared at the article's end."""

LIMITS = ("limits", "transferability")
"""The keys of ``method.yaml`` that the chapter on limits prints."""

KEY_PLACES = {
    **{key: f"method-{name}" for name, keys in SECTIONS.items() for key in keys},
    **dict.fromkeys(DECLARATIONS, "declarations"),
    **dict.fromkeys(LIMITS, "limits"),
    "team": "method-researchers",
    "keywords": "abstract",
}
"""The heading of the article under which each key of ``method.yaml`` is printed."""

TITLE = "title"
"""The article's title, which stands at its top and is no place that is linked to by name."""

_HEADING = re.compile(r"^(#{2,6}) (?:(\d+(?:\.\d+)*) )?(.*?) \{#([^{}\s]+)\}$", re.MULTILINE)
_NUMBERED = re.compile(r"^(?:: |!\[)\[([^\]]*?)\.?\]\{\.label\}.*\{#((?:tab|fig)-[^{}\s]+)[ }]", re.MULTILINE)


@dataclass(frozen=True)
class ArticlePlaces:
    """The places of an article.

    Attributes:
        page: the article's web page, which lies beside the supplement's.
        labels: what each place is called (Markdown), by the name that links lead to.
    """

    page: str = ""
    labels: Mapping[str, str] = field(default_factory=dict)

    def has(self, place: str) -> bool:
        """Whether the article has a heading, a table or a figure of this name."""
        return bool(self.page) and (place == TITLE or place in self.labels)

    def link(self, words: Words, place: str) -> str:
        """``article, section 2.3``, as a link to it."""
        if place == TITLE:
            return f"[{words('in_article')}, {words('config_title')}]({self.page})"
        return f"[{words('in_article')}, {self.labels[place]}]({self.page}#{place})"


def read_article_places(results: str, page: str, words: Words) -> ArticlePlaces:
    """The places of the article that a run has written.

    Args:
        results: folder of the results.
        page: file name of the article's web page; its text is called likewise. Empty where there is no article.
        words: of the report.

    Returns:
        Its places; none where it is not written.
    """
    file = Path(results, "conclusions", f"{page.removesuffix('.html')}.md")
    if not page or not file.is_file():
        return ArticlePlaces()
    return ArticlePlaces(page, places_of(file.read_text(encoding="utf-8"), words))


def places_of(text: str, words: Words) -> dict[str, str]:
    """The headings, tables and figures of an article's text (Markdown), each with its number or else its title."""
    found: dict[str, str] = {}
    for level, number, title, name in _HEADING.findall(text):
        label = words("chapter_label" if level == "##" else "section_label", n=number) if number else f"“{title}”"
        found.setdefault(name, label)
    return found | {name: label for label, name in _NUMBERED.findall(text)}
