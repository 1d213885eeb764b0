"""Read RIS as reference managers and databases really write it, into CSL JSON.

A record goes from ``TY`` to ``ER``; a field is two characters and a hyphen. Exports differ from that: heads of Ovid and
numbers stand between records, long fields go on in lines of their own, dates have slashes or words, and names of
institutions have no comma.

Research Information Systems, RIS Format Specifications (2001, 2011).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from benang.core.problems import Problem
from benang.literature.attachments import ATTACHED, plain_files
from benang.literature.bibtex_text import language_code
from benang.literature.record_fields import date, names, pages
from benang.literature.references import Reference

_FIELD = re.compile(r"^[ \t]*([A-Z][A-Z0-9])[ \t]{0,3}-(?:[ \t]+(.*)|[ \t]*)$")
_TYPES = {
    **{"JOUR": "article-journal", "JFULL": "article-journal", "EJOUR": "article-journal", "ABST": "article-journal"},
    **{"INPR": "article-journal", "MGZN": "article-magazine", "NEWS": "article-newspaper", "BOOK": "book"},
    **{"EBOOK": "book", "EDBOOK": "book", "CHAP": "chapter", "ECHAP": "chapter", "CONF": "paper-conference"},
    **{"CPAPER": "paper-conference", "CP": "paper-conference", "THES": "thesis", "RPRT": "report", "GOVDOC": "report"},
    **{
        "STAND": "report",
        "ELEC": "webpage",
        "WEB": "webpage",
        "BLOG": "post-weblog",
        "ICOMM": "personal_communication",
    },
    **{"PCOMM": "personal_communication", "UNPB": "manuscript", "MANSCPT": "manuscript", "VIDEO": "motion_picture"},
    **{
        "MPCT": "motion_picture",
        "SOUND": "song",
        "MAP": "map",
        "PAT": "patent",
        "DATA": "dataset",
        "STAT": "legislation",
    },
    **{
        "BILL": "bill",
        "CASE": "legal_case",
        "COMP": "software",
        "ENCYC": "entry-encyclopedia",
        "DICT": "entry-dictionary",
    },
    **{"SLIDE": "speech", "ART": "graphic", "PAMP": "pamphlet", "SER": "book", "GEN": "document"},
}
_READ = re.compile(r"TY|ER|ID|T[1-3I]|CT|BT|J[12AFO]|A[12U]|ED|PY|Y1|YR|DA|SP|EP|OP|SN|M1|LA|KW|K1|L[14]")
"""Fields that a work is made from, besides those of ``_PLAIN``; ``YR``, ``VO``, ``OP``, ``K1``, ``NO`` and ``UL`` are
what RefWorks calls them."""
_UNUSED = re.compile(
    r"A[34DNV]|C[1-8ANPR]|D[BPS]|EF|FD|J3|L[3BL]|M[23]|NV|OL|R[INPT]|S[EFRV]|T[4AT]|U[1-5]|VN|W[PT]|Y2|AB|N[12]"
)
"""Fields of RIS that no work needs."""
_REFWORKS = re.compile(r"^RT[ \t]+[A-Z]", re.MULTILINE)
_OF_A_PART = {"article-journal", "article-magazine", "article-newspaper", "chapter", "paper-conference"}
_OF_A_PART |= {"entry-encyclopedia", "entry-dictionary", "post-weblog"}
_PLAIN = {
    **{"volume": ("VL", "VO"), "issue": ("IS",), "edition": ("ET",), "DOI": ("DO", "DI")},
    **{"URL": ("UR", "L2", "LK", "UL")},
    **{"publisher": ("PB",), "publisher-place": ("CY", "PP"), "abstract": ("AB", "N2"), "note": ("N1", "NO")},
    **{"title-short": ("ST",)},
}


@dataclass
class _Record:
    """One record: its fields in their order, and the line of its first."""

    line: int
    fields: dict[str, list[str]] = field(default_factory=dict)

    def all_of(self, *tags: str) -> list[str]:
        return [value for tag in tags for value in self.fields.get(tag, ()) if value]

    def first(self, *tags: str) -> str:
        return next(iter(self.all_of(*tags)), "")


def recognises(text: str) -> bool:
    """Whether a text has a record of RIS."""
    return any((match := _FIELD.match(line)) and match[1] == "TY" for line in text.split("\n"))


def is_refworks(text: str) -> bool:
    """Whether a text is RefWorks' own tagged format, whose fields have no hyphen (``RT Journal Article``)."""
    return len(_REFWORKS.findall(text)) > 0 and re.search(r"^(?:A1|T1|YR)[ \t]", text, re.MULTILINE) is not None


def read_ris(text: str, shown_name: str) -> tuple[list[Reference], list[tuple[str, int]], list[Problem]]:
    """The works of a RIS file.

    Args:
        text: the file, with line feeds.
        shown_name: how problems call it.

    Returns:
        Each work as CSL JSON, its ``id`` empty where the record has none; the key and line of each in the same order;
        and what is wrong, in the words of RIS.
    """
    records, problems = _records(text, shown_name)
    works: list[Reference] = []
    keys: list[tuple[str, int]] = []
    for record in records:
        kind = record.first("TY").upper()
        if kind not in _TYPES:
            values = {"type": kind[:20]}
            problems.append(Problem("ris-type", shown_name, record.line, "TY", values))
        works.append(_work(record, _TYPES.get(kind, "document")))
        keys.append((record.first("ID"), record.line))
    return works, keys, [*problems, *_unread_tags(records, shown_name)]


def _unread_tags(records: Sequence[_Record], shown_name: str) -> list[Problem]:
    """Fields that are none of RIS, each once, with the record in which it is first."""
    plain = {tag for tags in _PLAIN.values() for tag in tags}
    first: dict[str, int] = {}
    for record in records:
        for tag in record.fields:
            if tag not in plain and not _READ.fullmatch(tag) and not _UNUSED.fullmatch(tag):
                first.setdefault(tag, record.line)
    return [Problem("ris-tag", shown_name, line, tag, {"tag": tag}) for tag, line in sorted(first.items())]


def _records(text: str, shown_name: str) -> tuple[list[_Record], list[Problem]]:
    records: list[_Record] = []
    problems: list[Problem] = []
    record: _Record | None = None
    last: list[str] | None = None
    for number, line in enumerate(text.split("\n"), start=1):
        match = _FIELD.match(line)
        if match is None:
            # What stands between records is a head or a number of the database; in a field, its next line.
            if record is not None and last and line.strip():
                last[-1] = f"{last[-1]} {line.strip()}".strip()
            continue
        tag, value = match[1], " ".join((match[2] or "").split())
        if tag == "TY":
            if record is not None:
                problems.append(Problem("ris-without-end", shown_name, record.line, "ER"))
                records.append(record)
            record = _Record(number)
        elif record is None:
            if tag not in ("ER", "DB", "VN", "EF"):
                problems.append(Problem("ris-outside", shown_name, number, tag))
            continue
        if tag == "ER":
            records.append(record)
            record, last = None, None
            continue
        last = record.fields.setdefault(tag, [])
        last.append(value)
    if record is not None:
        problems.append(Problem("ris-without-end", shown_name, record.line, "ER"))
        records.append(record)
    return records, problems


def _work(record: _Record, kind: str) -> Reference:
    work: Reference = {"id": record.first("ID"), "type": kind}
    titles = record.all_of("TI", "T1", "CT") or ([] if kind in _OF_A_PART else record.all_of("BT", "T2"))
    if titles:
        work["title"] = titles[0]
    container = record.first("T2", "JO", "JF", "BT", "JA", "J2", "J1") if kind in _OF_A_PART else ""
    if container and container != work.get("title"):
        work["container-title"] = container
    if not _TYPES.get(record.first("TY").upper(), "").startswith("article") and (series := record.first("T3")):
        work["collection-title"] = series
    edited = record.first("TY").upper() in ("EDBOOK",)
    authors = [] if edited else names(record.all_of("AU", "A1"))
    if authors:
        work["author"] = authors
    editors = names(record.all_of("AU", "A1")) if edited else names(record.all_of("ED"))
    seconds = names(record.all_of("A2"))
    if editors or seconds:
        work["editor"] = editors or seconds
    issued = date(record.all_of("PY", "Y1", "YR", "DA"))
    if issued:
        work["issued"] = issued
    for name, tags in _PLAIN.items():
        if value := record.first(*tags):
            work[name] = value
    if span := pages(record.first("SP"), record.first("EP", "OP")):
        work["page"] = span
    if files := plain_files(record.all_of("L1", "L4")):
        work[ATTACHED] = files
    if number := record.first("SN"):
        work["ISBN" if kind in ("book", "chapter") else "ISSN"] = number
    if number := record.first("M1") if kind == "report" else "":
        work["number"] = number
    if language := language_code(record.first("LA")):
        work["language"] = language
    if words := list(dict.fromkeys(word.strip() for cell in record.all_of("KW", "K1") for word in cell.split(";"))):
        work["keyword"] = ", ".join(filter(None, words))
    return work
