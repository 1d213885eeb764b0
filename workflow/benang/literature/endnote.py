"""Read EndNote's XML (File, Export, XML) as EndNote, Mendeley, Zotero and databases write it, into CSL JSON.

A record is an element ``record``; its text stands in elements ``style``, where it may be italic, bold or raised. Most
files are one line long, so that a problem names the record by its number in EndNote (``rec-number``).

Which field means what depends on the type of the work (Clarivate, EndNote: Reference Types; the RSXML document type).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from benang.core.package import parse_xml
from benang.core.problems import Problem, StudyError
from benang.literature.attachments import ATTACHED, plain_files
from benang.literature.bibtex_text import language_code
from benang.literature.record_fields import date, names
from benang.literature.references import Reference

FORMAT = "EndNote XML"

_TYPES = {
    **{"journal article": "article-journal", "electronic article": "article-journal", "serial": "article-journal"},
    **{"magazine article": "article-magazine", "newspaper article": "article-newspaper", "book": "book"},
    **{"edited book": "book", "electronic book": "book", "classical work": "classic", "ancient text": "classic"},
    **{"book section": "chapter", "electronic book section": "chapter", "catalog": "book", "pamphlet": "pamphlet"},
    **{"conference proceedings": "paper-conference", "conference paper": "paper-conference", "thesis": "thesis"},
    **{"report": "report", "government document": "report", "grant": "report", "standard": "standard"},
    **{"web page": "webpage", "blog": "post-weblog", "online multimedia": "webpage", "online database": "webpage"},
    **{
        "aggregated database": "dataset",
        "dataset": "dataset",
        "social media": "post",
        "multimedia application": "webpage",
    },
    **{"encyclopedia": "entry-encyclopedia", "dictionary": "entry-dictionary", "unpublished work": "manuscript"},
    **{"manuscript": "manuscript", "personal communication": "personal_communication", "interview": "interview"},
    **{
        "discussion forum": "post",
        "press release": "document",
        "podcast": "broadcast",
        "television episode": "broadcast",
    },
    **{"film or broadcast": "motion_picture", "audiovisual material": "motion_picture", "music": "song", "map": "map"},
    **{
        "artwork": "graphic",
        "figure": "graphic",
        "chart or table": "graphic",
        "equation": "graphic",
        "patent": "patent",
    },
    **{"computer program": "software", "statute": "legislation", "legal rule or regulation": "legislation"},
    **{"hearing": "hearing", "generic": "document", "patent": "patent", "television episode": "broadcast"},
    **{"multimedia application": "webpage"},
}
_NUMBERS = {
    **{"2": "artwork", "3": "audiovisual material", "4": "bill", "5": "book section", "6": "book", "7": "case"},
    **{"9": "computer program", "10": "conference proceedings", "12": "web page", "13": "generic", "14": "hearing"},
    **{"17": "journal article", "19": "magazine article", "20": "map", "21": "film or broadcast", "24": "pamphlet"},
    **{"23": "newspaper article", "25": "patent", "26": "personal communication", "27": "report", "28": "edited book"},
    **{"31": "statute", "32": "thesis", "34": "unpublished work", "36": "manuscript", "43": "electronic article"},
    **{"44": "electronic book", "45": "online database", "46": "government document", "47": "conference paper"},
    **{"48": "online multimedia", "52": "dictionary", "53": "encyclopedia", "55": "aggregated database", "56": "blog"},
    **{"58": "standard", "59": "dataset", "60": "electronic book section", "61": "music"},
}
"""Types by their number, for files in which the name is in another language."""
_OF_A_PART = {"article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference", "post-weblog"}
_OF_A_PART |= {"entry-encyclopedia", "entry-dictionary"}
_FACES = (("italic", "i"), ("bold", "b"), ("superscript", "sup"), ("subscript", "sub"))
_RESOLVER = re.compile(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)


@dataclass(frozen=True)
class _Record:
    """One record, whose fields are asked by their path."""

    element: Any
    number: int

    def all_of(self, *paths: str, shown: Callable[[Any], str] | None = None) -> list[str]:
        found = [(shown or _text)(element) for path in paths for element in self.element.findall(path)]
        return [text for text in found if text]

    def first(self, *paths: str, shown: Callable[[Any], str] | None = None) -> str:
        return next(iter(self.all_of(*paths, shown=shown)), "")

    @property
    def line(self) -> int:
        return int(self.element.sourceline or 1)

    @property
    def place(self) -> str:
        """What a person finds the record by in EndNote; else which of the file's it is."""
        given = self.first("rec-number")
        return f"rec-number {given}" if given else f"record {self.number}"

    @property
    def order(self) -> tuple[int, int]:
        """Records by their number in EndNote, which stays, whatever the export is sorted by."""
        given = self.first("rec-number")
        return (int(given) if given.isdecimal() else 0, self.number)


def read_endnote(
    data: bytes, shown_name: str
) -> tuple[list[Reference], list[tuple[str, int]], list[str], list[Problem]]:
    """The works of an EndNote XML file.

    Args:
        data: the file.
        shown_name: how problems call it.

    Returns:
        Each work as CSL JSON, its ``id`` the record's label, empty where it has none; the key and line of each in the
        same order; its record as a person finds it; and what is wrong, in the words of EndNote. A file that is no
        EndNote XML, or is not to be trusted, is a problem and no works.
    """
    try:
        root = parse_xml(data, shown_name, FORMAT, "xml", lined=True)
    except StudyError as error:
        return [], [], [], list(map(_as_literature, error.problems))
    elements = list(root.iter("record"))
    if not elements:
        empty = root.tag in ("xml", "records", "EndNote", "endnote") and not _text(root)
        return (
            [],
            [],
            [],
            [] if empty else [Problem("works-not-endnote", shown_name, values={"root": str(root.tag)[:40]})],
        )
    records = sorted((_Record(element, n) for n, element in enumerate(elements, start=1)), key=lambda one: one.order)
    works: list[Reference] = []
    problems: list[Problem] = []
    unlabelled = 0
    for record in records:
        name, kind = _type(record)
        if not kind:
            place, values = record.place, {"type": name[:40]}
            problems.append(Problem("endnote-type", shown_name, record.line, place, values))
        works.append(_work(record, name, kind or "document"))
        unlabelled += not works[-1]["id"]
    if unlabelled:
        problems.append(Problem("works-keys-made", shown_name, values={"count": unlabelled, "field": "Label"}))
    keys = [(str(work["id"]), record.line) for work, record in zip(works, records, strict=True)]
    return works, keys, [record.place for record in records], problems


def _as_literature(problem: Problem) -> Problem:
    """What is wrong with XML, as something that is wrong with a reference list."""
    reasons = {"source-broken": "XML", "source-unpacks-too-large": "XML > 64 MB", "source-too-much-markup": "XML: tags"}
    reason = reasons.get(problem.kind, problem.kind)
    return Problem("works-unreadable", problem.file, problem.line, problem.place, {"reason": reason})


def _type(record: _Record) -> tuple[str, str]:
    """The type of a record as EndNote calls it, and as CSL does; empty where it is none of either."""
    element = record.element.find("ref-type")
    if element is None:
        return "", "document"
    name = " ".join(str(element.get("name") or "").casefold().split())
    known = name if name in _TYPES else _NUMBERS.get(_text(element), "")
    return known or name or _text(element), _TYPES.get(known, "")


def _work(record: _Record, name: str, kind: str) -> Reference:
    key = record.first("label")
    work: Reference = {"id": "" if " " in key else key, "type": kind}
    _titles(work, record, kind)
    _people(work, record, name, kind)
    if issued := _issued(record):
        work["issued"] = issued
    plain = {"volume": "volume", "publisher": "publisher", "publisher-place": "pub-location", "page": "pages"}
    if not kind.startswith("article"):
        plain["edition"] = "edition"  # articles have the day of their first publication there
    plain |= {"genre": "work-type"} if kind in ("thesis", "report", "manuscript") else {}
    for variable, path in plain.items():
        if value := record.first(path):
            work[variable] = value
    if number := record.first("number", "issue"):
        work["issue" if kind.startswith("article") else "collection-number" if kind == "book" else "number"] = number
    if number := record.first("isbn"):
        work["number" if kind == "report" else "ISBN" if kind in ("book", "chapter") else "ISSN"] = number
    if doi := _RESOLVER.sub("", record.first("electronic-resource-num")):
        work["DOI"] = doi
    if address := record.first("urls/web-urls/url", "urls/related-urls/url", "urls/text-urls/url"):
        work["URL"] = address
    for variable, paths in (("abstract", ("abstract",)), ("note", ("notes", "research-notes"))):
        if texts := record.all_of(*paths):
            work[variable] = "\n".join(texts)
    if files := plain_files(record.all_of("urls/pdf-urls/url")):
        work[ATTACHED] = files
    if language := language_code(record.first("language")):
        work["language"] = language
    words = [
        word.strip() for cell in record.all_of("keywords/keyword", shown=_lines) for word in re.split("[;\n]", cell)
    ]
    if words := list(dict.fromkeys(filter(None, words))):
        work["keyword"] = ", ".join(words)
    return work


def _titles(work: Reference, record: _Record, kind: str) -> None:
    if title := record.first("titles/title", shown=_styled):
        work["title"] = title
    second = record.first("titles/secondary-title", shown=_styled)
    if kind in _OF_A_PART:
        second = second or record.first("periodical/full-title", "titles/alt-title", shown=_styled)
        if second:
            work["container-title"] = second
        if series := record.first("titles/tertiary-title", shown=_styled):
            work["collection-title"] = series
    elif second:
        work["collection-title"] = second
    if short := record.first("titles/short-title", shown=_styled):
        work["title-short"] = short


def _people(work: Reference, record: _Record, name: str, kind: str) -> None:
    edited = name == "edited book"
    second = "editor" if kind in _OF_A_PART else "collection-editor"
    roles = {
        "editor" if edited else "author": record.all_of("contributors/authors/author"),
        second: record.all_of("contributors/secondary-authors/author"),
        "editor" if kind == "book" else "collection-editor": record.all_of("contributors/tertiary-authors/author"),
        "translator": record.all_of("contributors/subsidiary-authors/author"),
    }
    for role, written in roles.items():
        if people := names(written):
            work.setdefault(role, people)


def _issued(record: _Record) -> dict[str, object]:
    year, day = record.first("dates/year"), record.first("dates/pub-dates/date")
    if not year:
        return date([day]) if day else {}
    within = date([f"{year} {day}"]) if re.fullmatch(r"\d{4}", year) and re.search("[^\\W\\d_]", day) else {}
    return within or date([year])


def _pieces(element: Any) -> Iterator[tuple[str, str]]:
    """The text of an element piece by piece, each with the face that it is set in."""
    stack: list[tuple[Any, str]] = [(element, "")]
    while stack:
        node, face = stack.pop()
        if isinstance(node, str):
            yield node, face
            continue
        own = str(node.get("face") or "") if node.tag == "style" else face
        inside: list[tuple[Any, str]] = [(node.text or "", own)]
        for child in node:
            inside += [(child, own), (child.tail or "", own)]
        stack += reversed(inside)


def _lines(element: Any) -> str:
    """The text of an element; EndNote writes a carriage return for the end of a line."""
    text = "".join(piece for piece, _ in _pieces(element)).replace("\r\n", "\n").replace("\r", "\n")
    return "\n".join(filter(None, (" ".join(line.split()) for line in text.split("\n"))))


def _text(element: Any) -> str:
    return " ".join(_lines(element).split())


def _styled(element: Any) -> str:
    """The text of an element with the mark-up that CSL JSON knows."""
    made: list[str] = []
    for piece, face in _pieces(element):
        tags = [tag for name, tag in _FACES if name in face.split()] if piece.strip() else []
        made.append("".join(f"<{tag}>" for tag in tags) + piece + "".join(f"</{tag}>" for tag in reversed(tags)))
    return " ".join("".join(made).split())
