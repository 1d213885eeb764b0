"""The files that reference managers attach to works, as they name them in a reference list.

BibTeX has a field ``file`` (Zotero ``Full text:files/12/x.pdf:application/pdf``, JabRef ``:x.pdf:PDF``, several parted
by ``;``, a backslash before what would part them), RIS ``L1`` and ``L4``, EndNote's XML ``pdf-urls``;
CSL JSON has none.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple
from unicodedata import normalize
from urllib.parse import unquote

ATTACHED = "benang:attached"
"""Of a reference while a list is read: the names of its files; none of CSL JSON's own."""

_FIELD = re.compile(r"(?<=[,\s])file[ \t]*=[ \t]*([{\"])", re.IGNORECASE)
_MIME = re.compile(r"[\w.+-]+/[\w.+-]+|[A-Za-z]+")
_WEB = re.compile(r"(?:https?|ftp|doi):", re.IGNORECASE)
_SCHEME = re.compile(r"^(?:file:/*|internal-pdf:/*|attachments:)", re.IGNORECASE)
_PARTED = {mark: re.compile(rf"(?<!\\)(?:\\\\)*{mark}") for mark in ":;"}


class Attachment(NamedTuple):
    """A file that a reference list attaches to a work: its name there, the list, and the line of the work."""

    name: str
    file: str
    line: int | None = None


def bibtex_files(entry: str) -> tuple[str, ...]:
    r"""The names of files in the field ``file`` of an entry of BibTeX.

    >>> bibtex_files(", file = {Full text:files/12/x.pdf:application/pdf;Note:C\:\\My files\\y.txt:text/plain}")
    ('files/12/x.pdf', 'C:/My files/y.txt')
    >>> bibtex_files(', file = "a/b.pdf"'), bibtex_files(", file = {:c\\_d.pdf:PDF}"), bibtex_files(", profile = {x}")
    (('a/b.pdf',), ('c_d.pdf',), ())
    """
    match = _FIELD.search(entry)
    if match is None:
        return ()
    value = _value(entry, match.end(), match[1]).replace("{$\\backslash$}", "\\\\").replace("$\\backslash$", "\\\\")
    value = " ".join(re.sub(r"[{}]|\\(?=[_&#%$])", "", value).split())
    return tuple(filter(None, (_path(each) for each in _parts(value, ";"))))


def plain_files(written: Iterable[str]) -> tuple[str, ...]:
    """The names of files in fields that hold one each, perhaps as an address; one of the web is no file.

    >>> plain_files(["internal-pdf://123/x.pdf", "https://a.org/y.pdf", "file:///C:/z%20a.pdf", ""])
    ('123/x.pdf', 'C:/z a.pdf')
    """
    names = (unquote(_SCHEME.sub("", one)) if _SCHEME.match(one) else one for one in map(str.strip, written))
    return tuple(name.replace("\\", "/") for name in names if name and not _WEB.match(name))


def attached_files(
    attached: Mapping[str, Sequence[Attachment]], files: Sequence[str], folder: str
) -> tuple[dict[str, list[str]], list[Attachment]]:
    """Which files of the folder of texts the reference lists attach to which works.

    Args:
        attached: the files that lists name, by work.
        files: those in the folder, relative to the study's; nothing else is ever opened.
        folder: the folder of texts.

    Returns:
        The files by work, in the order of the lists; and what is named and not there. A name is looked up from the
        list's folder and from the folder of texts, and else by its last part, where one file alone is called so.
    """
    there = {normalize("NFC", file): file for file in files}
    called: dict[str, list[str]] = {}
    for file in files:
        called.setdefault(normalize("NFC", PurePosixPath(file).name), []).append(file)
    found: dict[str, list[str]] = {}
    missing: list[Attachment] = []
    for work, named in attached.items():
        for one in named:
            name = normalize("NFC", one.name)
            bases = (PurePosixPath(one.file).parent, PurePosixPath(folder))
            placed = next((there[path] for base in bases if (path := _inside(base, name)) in there), "")
            alike = called.get(PurePosixPath(name).name, [])
            file = placed or (alike[0] if len(alike) == 1 else "")
            if file and file not in found.setdefault(work, []):
                found[work].append(file)
            elif not file:
                missing.append(one)
    return {work: named for work, named in found.items() if named}, missing


def _inside(base: PurePosixPath, name: str) -> str:
    """A path below a folder without its detours; empty where it leads out of the study."""
    parts: list[str] = []
    for part in (base / name).parts:
        if part == "..":
            if not parts:
                return ""
            parts.pop()
        elif part != ".":
            parts.append(part)
    return "/".join(parts)


def _value(text: str, start: int, opened: str) -> str:
    """A value of BibTeX from behind its first brace or quotation mark to the one that closes it."""
    depth, at = 0, start
    while at < len(text):
        sign = text[at]
        if sign == "\\":
            at += 1
        elif depth == 0 and sign == ("}" if opened == "{" else '"'):
            break
        else:
            depth += (sign == "{") - (sign == "}")
        at += 1
    return text[start:at]


def _parts(value: str, mark: str) -> list[str]:
    parts, start = [], 0
    for match in _PARTED[mark].finditer(value):
        parts.append(value[start : match.end() - 1])
        start = match.end()
    return [*parts, value[start:]]


def _path(written: str) -> str:
    """The path of one file: alone, or between what it is called and what it is."""
    parts = _parts(written.strip(), ":")
    if len(parts) > 2:
        path = ":".join(parts[1:-1])
    elif len(parts) == 2 and re.fullmatch("[A-Za-z]", parts[0]):
        path = ":".join(parts)  # the letter of a drive
    elif len(parts) == 2:
        path = parts[0] if _MIME.fullmatch(parts[1]) and "." in parts[0] else parts[1]
    else:
        path = parts[0]
    return re.sub(r"\\(.)", _unescaped, path).strip()


def _unescaped(match: re.Match[str]) -> str:
    """What a backslash and a sign stand for: before a letter, and before itself, it parts folders."""
    return "/" if match[1] == "\\" else f"/{match[1]}" if match[1].isalnum() else match[1]
