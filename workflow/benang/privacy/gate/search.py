"""The gate: search every public file, and tell each leak without telling the name."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from benang.core.files import UNFINISHED
from benang.core.problems import Problem
from benang.privacy.gate.allowed import Allowed
from benang.privacy.gate.found_texts import BYTES, NAME, STRINGS, Found, Text, Unsearched
from benang.privacy.gate.names_sought import Hit, Sought
from benang.privacy.gate.opening import public_texts
from benang.privacy.gate.readings import readings

LARGEST_FILE = 2**31
"""Bytes of a public file; a larger one is told, and not searched."""

_PARTS_SHOWN = 3
# Columns whose words come from sources; what is theirs alone (keys, hashes, the literature) has other names.
_SOURCE_COLUMNS = frozenset(f"column {name}" for name in ("text", "heading", "speaker", "quotation", "why", "author"))


class PublicFile(NamedTuple):
    """A file that others may see.

    Attributes:
        name: relative to the study, POSIX.
        data: its bytes.
        unread: why it was not read (``link``, ``large``); empty where it was.
    """

    name: str
    data: bytes
    unread: str = ""


@dataclass(frozen=True)
class Search:
    """What a search found.

    Attributes:
        problems: the leaks, and what could not be searched.
        files: how many files were searched.
        characters: how many characters of text in them, what was packed unpacked.
    """

    problems: tuple[Problem, ...]
    files: int
    characters: int


def read_public(root: Path, folders: Iterable[str]) -> Iterator[PublicFile]:
    """Every file below ``folders`` of ``root``, in order of its name, one in memory at a time.

    Links are not followed. Hidden files are files like any other; what is still being written is left out.
    """
    for folder in sorted(set(folders)):
        for path in sorted((root / folder).rglob("*"), key=lambda path: path.as_posix()):
            name = path.relative_to(root).as_posix()
            if path.name.startswith(UNFINISHED):
                continue
            if path.is_symlink():
                yield PublicFile(name, b"", "link")
            elif path.is_file() and path.stat().st_size > LARGEST_FILE:
                yield PublicFile(name, b"", "large")
            elif path.is_file():
                yield PublicFile(name, path.read_bytes())


def read_leaks(root: Path, folders: Iterable[str], sought: Sought, allowed: Allowed | None = None) -> Search:
    """Search everything below the public folders of a study; parameters as in ``read_public`` and ``search_public``."""
    return search_public(read_public(root, folders), sought, allowed)


def find_leaks(files: Iterable[PublicFile], sought: Sought, allowed: Allowed | None = None) -> list[Problem]:
    """The problems of ``search_public``."""
    return list(search_public(files, sought, allowed).problems)


def search_public(files: Iterable[PublicFile], sought: Sought, allowed: Allowed | None = None) -> Search:
    """Search public files for what must not stand in them.

    Parameters:
        files: the files.
        sought: names and identifiers.
        allowed: public texts in which a listed name may stand.

    Returns:
        For each file and pseudonym one problem: the parts it stands in and how often. No problem holds a name; names of
        files and parts are shown with theirs replaced.
    """
    searcher = _Searcher(sought, allowed or Allowed())
    problems: list[Problem] = []
    count = 0
    for file in files:
        problems += searcher.file(file)
        count += 1
    return Search(tuple(problems), count, searcher.characters)


class _Searcher:
    def __init__(self, sought: Sought, allowed: Allowed) -> None:
        self._sought = sought
        self._allowed = allowed
        self._clean: set[bytes] = set()  # digests of texts that hold nothing: tables and pictures recur
        self.characters = 0

    def file(self, file: PublicFile) -> list[Problem]:
        """What leaks through one file."""
        shown = self._sought.hidden(file.name)
        tally: dict[str, Counter[str]] = {}
        by_form: dict[str, dict[str, Counter[str]]] = {STRINGS: {}, BYTES: {}}
        unsearched: set[Unsearched] = set()
        for found in self._found(file):
            if isinstance(found, Unsearched):
                unsearched.add(found)
                continue
            self.characters += len(found.text)
            for replacement, count in self._count(found, file.name).items():
                by_form.get(found.form, tally).setdefault(replacement, Counter())[found.part] += count
        for form in (STRINGS, BYTES):
            # What was found in a text is also found in the bytes the text is made of.
            tally = {**by_form[form], **tally}
        leaks = [
            Problem(
                "leak-found",
                shown,
                place=self._places(tally[replacement]),
                values={"pseudonym": replacement, "count": tally[replacement].total()},
            )
            for replacement in sorted(tally)
        ]
        return leaks + [
            Problem(f"leak-unsearched-{each.why}", shown, place=self._sought.hidden(each.part))
            for each in sorted(unsearched)
        ]

    def _found(self, file: PublicFile) -> Iterator[Found]:
        yield Text("file name", file.name, form=NAME)
        if file.unread:
            yield Unsearched("", file.unread)
        else:
            yield from public_texts(file.data)

    def _count(self, text: Text, file: str) -> Counter[str]:
        """How often each pseudonym's name stands in a text: the most that any reading of it has."""
        most: Counter[str] = Counter()
        if not text.text:
            return most
        from_source = _is_from_source(file, text.part) and bool(self._sought.kinds)
        digest = hashlib.blake2b(
            "\x00".join((text.form, str(from_source), *text[1:4])).encode("utf-8", "surrogatepass"), digest_size=16
        ).digest()
        if digest in self._clean:
            return most
        # In the table of works a cell of authors is an author; elsewhere (memos) it is somebody of the study.
        part = text.part if PurePosixPath(file).parent.name == "literature" else ""
        any_hit = False
        edges = (readings(text.before)[0], readings(text.after)[0]) if text.before or text.after else ("", "")
        for reading in readings(text.text) if text.form != BYTES else [text.text]:
            whole = edges[0] + reading + edges[1]
            low, high = len(edges[0]), len(edges[0]) + len(reading)
            hits = self._sought.hits(whole, text.form)
            if from_source:
                hits = _joined(hits, self._sought.patterns(whole))
            any_hit = any_hit or bool(hits)
            counted = Counter(
                hit.replacement
                for hit in hits
                if low <= hit.start < high
                and (text.form == NAME or not self._allowed.allows(whole, hit.start, hit.end, part))
            )
            most |= counted
        if not any_hit:
            self._clean.add(digest)
        return most

    def _places(self, parts: Counter[str]) -> str:
        shown = [self._sought.hidden(part) for part in parts if part]
        more = ["…"] if len(shown) > _PARTS_SHOWN else []
        return "; ".join(shown[:_PARTS_SHOWN] + more)


def _joined(hits: list[Hit], more: list[Hit]) -> list[Hit]:
    """Both, without what the first has already."""
    taken = {(hit.start, hit.replacement) for hit in hits}
    ends = {(hit.end, hit.replacement) for hit in hits}
    return hits + [
        hit for hit in more if (hit.start, hit.replacement) not in taken and (hit.end, hit.replacement) not in ends
    ]


def _is_from_source(file: str, part: str) -> bool:
    """Whether a text holds words of sources: a column of a table of stages 2 to 4, or the report as it is written."""
    path = PurePosixPath(file)
    if path.suffix == ".parquet":
        return part in _SOURCE_COLUMNS and path.parent.name != "literature"
    return path.suffix == ".md" and path.parent.name == "conclusions"
