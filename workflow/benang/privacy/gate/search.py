"""The gate: search every public file, and tell each leak once without telling the name."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from benang.core.files import UNFINISHED
from benang.core.problems import Problem
from benang.core.side_by_side import side_by_side
from benang.privacy.gate.allowed import Allowed
from benang.privacy.gate.archives import unpacked_size
from benang.privacy.gate.findings import FileFindings, Finding, finding_of
from benang.privacy.gate.found_texts import BYTES, DECODED, NAME, STRINGS, TEXT, Found, Text, Unsearched
from benang.privacy.gate.opening import DEEPEST, Opener
from benang.privacy.gate.own_words import is_in_own_word, is_own_code
from benang.privacy.gate.readings import readings
from benang.privacy.gate.searched import file_key, read_searched, write_searched
from benang.privacy.gate.sensitive_terms import Hit, SensitiveTerms
from benang.privacy.gate.source_places import Places
from benang.privacy.gate.telling import leak_problems
from benang.privacy.identifiers import KINDS

LARGEST_FILE = 2**31
"""Bytes of a public file; a larger one is told, and not searched."""

_WORTH_KEEPING = 4096
"""Characters of a text from which on it is worth while to know its digest at the next search."""

# Columns whose words come from sources; what is theirs alone (keys, hashes, the literature) has other names.
_SOURCE_COLUMNS = frozenset(f"column {name}" for name in ("text", "heading", "speaker", "quotation", "why", "author"))

# Coding sheets are given away by themselves, so their words are looked through, too, as a person reads them; but not
# for accounts, since pages have rules with an @ of their own.
_SHEETS = "coding_sheets"
_LITERATURE = "literature"
_IN_SOURCE, _IN_SHEET, _ELSEWHERE = "source", "sheet", ""
"""Where a text stands: in words of sources identifiers are looked for by their forms, in coding sheets some."""
_WITH_DIGITS = (TEXT, STRINGS, DECODED)
_IN_SHEETS = frozenset(KINDS) - {"handle"}


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
        problems: the leaks, each once, and what could not be searched.
        files: how many files were searched, now or before.
        characters: how many characters of text in them, what was packed unpacked.
        searched: what was found in each file, by ``file_key``, for the next search.
        opened: how many files were not known from a search before.
    """

    problems: tuple[Problem, ...]
    files: int
    characters: int
    searched: Mapping[str, FileFindings]
    opened: int


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


def read_leaks(
    root: Path,
    folders: Iterable[str],
    terms: SensitiveTerms,
    allowed: Allowed | None = None,
    places: Places | None = None,
    before: str | Path = "",
    code: str = "",
    processes: int = 1,
) -> Search:
    """Search everything below the public folders of a study, but for files that were searched so before.

    Args:
        root, folders: as in ``read_public``.
        terms, allowed, places: as in ``search_public``.
        before: file of what was found in searches before (``searched``), which is then written anew; empty for none.
        code: digest of the gate's code.
        processes: how many search at the same time; what is found is the same.
    """
    of = searched_for(terms, allowed, code)
    known = read_searched(before, of) if before else {}
    # One after the other, each read once to know it; those that are not known are read again to be searched.
    files = [_Listed.of(file) for file in read_public(root, folders)]
    new = {file.key: file for file in reversed(files) if file.key not in known}
    ordered = sorted(new.values(), key=lambda file: (-file.size, file.name))
    # Of a file that changed most pieces are as they were.
    searcher = _Searcher(terms, allowed or Allowed(), (piece for found in known.values() for piece in found.clean))

    def searched(file: _Listed) -> FileFindings:
        data = b"" if file.unread else (root / file.name).read_bytes()
        return searcher.file(PublicFile(file.name, data, file.unread))

    found = side_by_side(searched, ordered, processes)
    findings = {**known, **{file.key: each for file, each in zip(ordered, found, strict=True)}}
    if before and new:
        write_searched(findings, of, before)
    return _told([(file.name, file.key) for file in files], findings, len(new), terms, places)


class _Listed(NamedTuple):
    """A public file as a search lists it: its ``file_key`` instead of its bytes, and how much there is to search."""

    name: str
    key: str
    unread: str
    size: int

    @classmethod
    def of(cls, file: PublicFile) -> _Listed:
        return cls(file.name, file_key(file.name, file.data, file.unread), file.unread, unpacked_size(file.data))


def _told(
    files: Sequence[tuple[str, str]],
    findings: Mapping[str, FileFindings],
    opened: int,
    terms: SensitiveTerms,
    places: Places | None,
) -> Search:
    """What a search says of files, given by name and ``file_key``."""
    found = [(name, findings[key]) for name, key in files]
    # Only what is told of has to be fit to be shown.
    told = [(terms.hidden(name), each) for name, each in found if each.findings or each.unsearched]
    problems = leak_problems(told, terms, places)
    characters = sum(each.characters for _, each in found)
    return Search(tuple(problems), len(found), characters, {key: findings[key] for _, key in files}, opened)


def searched_for(terms: SensitiveTerms, allowed: Allowed | None = None, code: str = "") -> str:
    """The same for two searches that find the same in the same file."""
    return hashlib.sha256("\0".join((terms.digest, (allowed or Allowed()).digest, code)).encode()).hexdigest()


def search_public(
    files: Iterable[PublicFile],
    terms: SensitiveTerms,
    allowed: Allowed | None = None,
    places: Places | None = None,
    known: Mapping[str, FileFindings] | None = None,
) -> Search:
    """Search public files for what must not stand in them.

    Args:
        files: the files.
        terms: names and identifiers.
        allowed: public texts in which a listed name may stand.
        places: the study's sources, to tell where in them a leak comes from.
        known: what was found before in files, by ``file_key``, when the same was looked for (``searched_for``).

    Returns:
        Each leak as one problem, whatever the number of files it got into. No problem holds a name; names of files and
        parts are shown with theirs replaced, and so are the words around a leak.
    """
    known = known or {}
    searcher = _Searcher(terms, allowed or Allowed())
    searched: dict[str, FileFindings] = {}
    names: list[tuple[str, str]] = []
    opened = 0
    for file in files:
        key = file_key(file.name, file.data, file.unread)
        if key not in searched:
            opened += key not in known
            searched[key] = known.get(key) or searcher.file(file)
        names.append((file.name, key))
    return _told(names, searched, opened, terms, places)


def findings_of(file: PublicFile, terms: SensitiveTerms, allowed: Allowed | None = None) -> FileFindings:
    """What must not stand in one file; the same for the same file and the same ``terms`` and ``allowed``."""
    return _Searcher(terms, allowed or Allowed()).file(file)


class _Where(NamedTuple):
    """What a file's name tells of what stands in it: the name of its folder, and its suffix."""

    folder: str
    suffix: str

    @classmethod
    def of(cls, file: str) -> _Where:
        path = PurePosixPath(file)
        return cls(path.parent.name, path.suffix)

    def of_text(self, text: Text) -> str:
        """Where a text of the file stands."""
        if self.folder == _SHEETS and text.form == TEXT:
            return _IN_SHEET
        return _IN_SOURCE if self._has_words_of_sources(text.part) else _ELSEWHERE

    def _has_words_of_sources(self, part: str) -> bool:
        """Whether a part holds words of sources: a column of a table of stages 2 to 4, or the text of a document."""
        if self.suffix == ".parquet":
            return part in _SOURCE_COLUMNS and self.folder != _LITERATURE
        return self.suffix == ".md" and self.folder == "conclusions"


@dataclass
class _OfFile:
    """What is found in a file while it is searched, by form of its texts, and what else it has."""

    where: _Where
    by_form: dict[str, list[Finding]] = field(default_factory=dict)
    unsearched: set[Unsearched] = field(default_factory=set)
    clean: dict[str, None] = field(default_factory=dict)
    characters: int = 0

    def findings(self) -> FileFindings:
        """All of it."""
        findings = self.by_form.get("", [])
        for form in (STRINGS, BYTES):
            # What was found in a text is also found in the bytes the text is made of.
            reported = {finding.replacement for finding in findings}
            findings += [finding for finding in self.by_form.get(form, []) if finding.replacement not in reported]
        return FileFindings(tuple(findings), tuple(sorted(self.unsearched)), self.characters, tuple(self.clean))


class _Searcher:
    """Searches files.

    Args:
        terms, allowed: as in ``search_public``.
        clean: digests of texts in which nothing was found before (``FileFindings.clean``), by the same search.
    """

    def __init__(self, terms: SensitiveTerms, allowed: Allowed, clean: Iterable[str] = ()) -> None:
        self._terms = terms
        self._allowed = allowed
        self._clean = set(clean)  # and of those that are met: tables and pictures recur

    def file(self, file: PublicFile) -> FileFindings:
        """What leaks through one file."""
        opener = Opener(encoded=self._terms.encoded, may_hold=self._terms.may_hold)
        of_file = _OfFile(_Where.of(file.name))
        self._add(Text("file name", file.name, form=NAME), of_file, opener)
        if file.unread:
            self._add(Unsearched("", file.unread), of_file, opener)
        else:
            for found in opener.open("", file.data):
                self._add(found, of_file, opener)
        return of_file.findings()

    def _add(self, found: Found, of_file: _OfFile, opener: Opener, depth: int = 0) -> bool:
        """Add what stands in a text, and in what is written there in base64 or hexadecimal digits, and in that again.

        Returns:
            Whether it is a text in which nothing stands, which need not be searched another time.
        """
        if isinstance(found, Unsearched):
            of_file.unsearched.add(Unsearched(self._terms.hidden(found.part), found.why))
            return False
        of_file.characters += len(found.text)
        if not found.text:
            return True
        own_code = is_own_code(found.part, found.text)
        digest, *known = _digests(found, of_file.where.of_text(found), own_code=own_code)
        # Interviews stand in several files: who looked for everything looked for less, too.
        clean = next((each for each in (digest, *known) if each in self._clean), "")
        if not clean:
            findings, any_hit = self._findings(found, of_file.where, own_code=own_code)
            form = found.form if found.form in (STRINGS, BYTES) else ""
            of_file.by_form.setdefault(form, []).extend(findings)
            written = opener.digits(found.part, found.text) if depth < DEEPEST and found.form in _WITH_DIGITS else ()
            # Of a file in digits something may be left out because it is large; its text is opened each time.
            inner = [
                self._add(each, of_file, opener, depth + 1) and isinstance(each, Text) and each.form == DECODED
                for each in written
            ]
            unopened = depth >= DEEPEST and found.form in _WITH_DIGITS
            if any_hit or unopened or not all(inner):
                return False
            self._clean.add(digest)
            clean = digest
        if len(found.text) >= _WORTH_KEEPING:
            of_file.clean[clean] = None
        return True

    def _findings(self, text: Text, where: _Where, *, own_code: bool) -> tuple[list[Finding], bool]:
        """What stands in a text: of each pseudonym as often as in the reading that has it most; whether anything did,
        also what is allowed."""
        place = where.of_text(text)
        from_source = place != _ELSEWHERE and bool(self._terms.kinds)
        in_sheet = place == _IN_SHEET
        # In the table of works a cell of authors is an author; elsewhere (memos) it is somebody of the study.
        part = text.part if where.folder == _LITERATURE else ""
        any_hit = False
        most: dict[str, list[Finding]] = {}
        edges = (readings(text.before)[0], readings(text.after)[0]) if text.before or text.after else ("", "")
        plain_text = text.form in (BYTES, DECODED)
        read = [text.text] if plain_text else readings(text.text)
        for number, reading in enumerate(read):
            whole = edges[0] + reading + edges[1]
            low, high = len(edges[0]), len(edges[0]) + len(reading)
            hits = self._terms.hits(whole, text.form)
            hits = [hit for hit in hits if not is_in_own_word(whole, hit.start, own_code=own_code)]
            if from_source and (number == len(read) - 1 or not in_sheet):
                kinds = _IN_SHEETS if in_sheet else None
                hits = _joined(hits, self._terms.patterns(whole, text.form, kinds))
            any_hit = any_hit or bool(hits)
            by_replacement: dict[str, list[Hit]] = {}
            for hit in hits:
                if low <= hit.start < high and (
                    text.form == NAME or not self._allowed.allows(whole, hit.start, hit.end, part)
                ):
                    by_replacement.setdefault(hit.replacement, []).append(hit)
            for replacement, ours in by_replacement.items():
                if len(ours) > len(most.get(replacement, ())):
                    # Where tags and escapes are undone, lines are no longer those of the file.
                    line = 0 if number else text.line
                    most[replacement] = [
                        finding_of(whole, hit, text.part, self._terms, _line(whole, low, hit.start, line))
                        for hit in ours
                    ]
        return [finding for findings in most.values() for finding in findings], any_hit


def _digests(text: Text, place: str, *, own_code: bool) -> tuple[str, str]:
    """What tells a text with what stands around it, in a place; and in a source, where most is looked for."""
    lengths = " ".join(str(len(each)) for each in (text.text, text.before, text.after))
    digest = hashlib.blake2b(f"{text.form} {own_code} {lengths} ".encode(), digest_size=16)
    for each in (text.text, text.before, text.after):
        digest.update(each.encode("utf-8", "surrogatepass"))
    in_source = digest.copy()
    digest.update(place.encode())
    in_source.update(_IN_SOURCE.encode())
    return digest.hexdigest(), in_source.hexdigest()


def _line(text: str, low: int, place: int, line: int) -> int:
    return line + text.count("\n", low, place) if line else 0


def _joined(hits: list[Hit], more: list[Hit]) -> list[Hit]:
    """Both, without what the first has already."""
    taken = {(hit.start, hit.replacement) for hit in hits}
    ends = {(hit.end, hit.replacement) for hit in hits}
    return hits + [
        hit for hit in more if (hit.start, hit.replacement) not in taken and (hit.end, hit.replacement) not in ends
    ]
