"""The style in which works are cited and listed: a file of the Citation Style Language (CSL 1.0.2).

A style may say that it is another one (a dependent style), which pandoc would then look for on the network, whatever it
is told: such a style, and whatever is none, never reaches it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benang.core.package import parse_xml
from benang.core.places import WORKFLOW
from benang.core.problems import Problem, StudyError

DEFAULT = WORKFLOW / "templates" / "citation" / "apa.csl"
"""APA, 7th edition, of the CSL project (CC BY-SA 3.0; THIRD-PARTY.md)."""

LARGEST = 4 * 2**20
_NAMESPACE = "{http://purl.org/net/xbiblio/csl}"
_FORMAT = "CSL"


@dataclass(frozen=True)
class CitationStyle:
    """A style that can be used.

    Attributes:
        file: its file.
        title: what it calls itself.
        locale: the language that it is made for (BCP 47); empty where it is for any.
    """

    file: Path = DEFAULT
    title: str = ""
    locale: str = ""

    def locale_for(self, language: str) -> str:
        """The locale in which a document is cited: the style's own where it is of the document's language (``en-GB``).

        >>> CitationStyle(locale="en-GB").locale_for("en"), CitationStyle(locale="de-DE").locale_for("id")
        ('en-GB', 'id')
        """
        return self.locale if self.locale.split("-")[0] == language else language


def read_style(path: Path | None, shown_name: str, languages: Sequence[str]) -> tuple[CitationStyle, list[Problem]]:
    """Read a study's citation style.

    Args:
        path: the file; None for the style that comes with Benang.
        shown_name: how problems call it.
        languages: codes of the languages of the reports.

    Returns:
        The style, which is the one that comes with Benang where the study has none that can be used; and what is wrong:
        no CSL, a style that only points to another, one that cites in footnotes or makes no list of references, and, as
        a warning, one that is made for a language in which no report is.
    """
    if path is None:
        return CitationStyle(), []
    try:
        data = path.read_bytes() if path.stat().st_size <= LARGEST else b""
        root = parse_xml(data, shown_name, _FORMAT, "xml", lined=True)
    except OSError as error:
        return CitationStyle(), [_no_style(shown_name, error.strerror or type(error).__name__)]
    except StudyError as error:
        line = next((problem.line for problem in error.problems), None)
        return CitationStyle(), [_no_style(shown_name, "XML", line)]
    if root.tag != f"{_NAMESPACE}style":
        return CitationStyle(), [_no_style(shown_name, f"<{str(root.tag).rpartition('}')[2][:40]}>")]
    title = _text(root.find(f"{_NAMESPACE}info/{_NAMESPACE}title"))
    if parent := _parent(root):
        values = {"title": title, "parent": parent}
        return CitationStyle(), [Problem("style-dependent", shown_name, values=values)]
    if root.find(f"{_NAMESPACE}citation/{_NAMESPACE}layout") is None:
        return CitationStyle(), [_no_style(shown_name, "<citation>")]
    if root.get("class") == "note":
        return CitationStyle(), [Problem("style-notes", shown_name, values={"title": title})]
    if root.find(f"{_NAMESPACE}bibliography") is None:
        return CitationStyle(), [Problem("style-without-list", shown_name, values={"title": title})]
    given = str(root.get("default-locale") or "")
    locale = given if re.fullmatch(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*", given) else ""
    problems = []
    if given and locale.split("-")[0].lower() not in languages:
        values = {"locale": given[:40], "languages": ", ".join(languages)}
        problems.append(Problem("style-locale", shown_name, values=values))
    return CitationStyle(path, title, locale), problems


def _no_style(shown_name: str, reason: str, line: int | None = None) -> Problem:
    return Problem("style-unreadable", shown_name, line, values={"reason": reason})


def _parent(root: Any) -> str:
    """What a dependent style is a name for, as it is called in the collection of the CSL project."""
    for link in root.iterfind(f"{_NAMESPACE}info/{_NAMESPACE}link"):
        if link.get("rel") == "independent-parent":
            return str(link.get("href") or "").rstrip("/").rpartition("/")[2] or "?"
    return ""


def _text(element: Any) -> str:
    return " ".join("".join(element.itertext()).split()) if element is not None else ""
