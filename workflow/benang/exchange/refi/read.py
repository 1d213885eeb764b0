"""Read a project of REFI-QDA (.qdpx), whichever program wrote it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from benang.core.moments import moment
from benang.core.package import holds_part
from benang.core.problems import Problem, StudyError
from benang.exchange.project import Project, ProjectCode, ProjectCoding, ProjectMemo, ProjectSet, ProjectSource
from benang.exchange.refi.archive import Archive
from benang.exchange.refi.dialects import Resolution, resolve
from benang.exchange.refi.elements import child, children, guid, name_of, references, shown_guid, words
from benang.exchange.refi.fitness import is_named_by, place_by_name
from benang.exchange.refi.losses import Losses
from benang.exchange.refi.maps import read_maps
from benang.exchange.refi.notes import Memos, read_notes
from benang.exchange.refi.positions import MarkedText, Reading
from benang.exchange.refi.read_cases import read_cases
from benang.exchange.refi.read_codebook import code_tree, known_members, named
from benang.exchange.refi.read_texts import StatedText, TextsOfSources, read_texts
from benang.exchange.refi.selections import Passage, Placed, is_point
from benang.exchange.refi.variables import Variables


@dataclass(frozen=True)
class ReadProject:
    """A project, the way of counting that its positions follow, and what could not be taken over."""

    project: Project
    resolution: Resolution
    problems: list[Problem]


def recognises(data: bytes) -> bool:
    """Whether a file is an archive with a REFI-QDA project in it."""
    return holds_part(data, ".qde")


def read_project(data: bytes, shown_name: str, reading: str | None = None) -> tuple[Project, list[Problem]]:
    """Read a project; as ``read``, without how its positions were read."""
    found = read(data, shown_name, reading)
    return found.project, found.problems


def read(data: bytes, shown_name: str, reading: str | None = None) -> ReadProject:
    """Read a project.

    Codes that are cases under another name (NVivo) are cases. Selections without a code are memos. What the project has
    and ours has not (pictures, recordings, links, areas of pages) is told as ``exchange-lost``, by the standard's name
    for it; a text that cannot be read, and every span that is not in its text, as an error of its own.

    Args:
        data: the file.
        shown_name: its name in messages.
        reading: the dialect (``dialects.DIALECTS``) or reading that the study names; None to find out.

    Raises:
        StudyError: the file is broken, no project, or too large (``exchange-broken``, ``exchange-not-refi``,
            ``exchange-too-large``, ``exchange-texts-too-large``), or how its positions count cannot be told
            (``exchange-reading-tied``, ``exchange-reading-none``, ``exchange-dialect-unknown``).
    """
    reader = _opened(data, shown_name)
    resolution, doubts = resolve(reader.marked_texts(), reader.origin, shown_name, reading)
    return ReadProject(reader.project(resolution.reading), resolution, doubts + reader.losses.problems())


def read_codes(data: bytes, shown_name: str) -> tuple[ProjectCode, ...]:
    """The codes of a project alone, which are there whether or not its positions can be read.

    Raises:
        StudyError: the file is broken, no project, or too large, as ``read`` says.
    """
    return _opened(data, shown_name).codes()


def _opened(data: bytes, shown_name: str) -> _Reader:
    archive = Archive(data, shown_name)
    root = archive.project()
    if name_of(root) != "Project":
        values = {"expected": "Project", "found": name_of(root)[:40]}
        raise StudyError([Problem("exchange-not-refi", shown_name, values=values)])
    return _Reader(root, archive, Losses(shown_name))


class _Reader:
    """Reads one document: first what stands by itself, then, with the way of counting known, what has places."""

    def __init__(self, root: Any, archive: Archive, losses: Losses) -> None:
        self._root = root
        self.losses = losses
        self.origin = str(root.get("origin", "")).strip()
        self._people = {
            guid(user): str(user.get("name") or user.get("id") or "").strip()
            for user in children(child(root, "Users"), "User")
        }
        self._cases = list(children(child(root, "Cases"), "Case"))
        self._variables = Variables(child(root, "Variables"))
        self._notes = read_notes(child(root, "Notes"), archive, losses)
        self._memos = Memos(self._notes, self._people, losses.shown_name)
        self._texts = list(read_texts(child(root, "Sources"), archive, losses))
        self._texts_of = TextsOfSources(self._texts, losses.shown_name)
        # A note with spans is of one text, the first that refers to it.
        self._home: dict[str, str] = {}
        for text in self._texts:
            for note in text.notes:
                self._home.setdefault(note, text.identity)

    def marked_texts(self) -> list[MarkedText]:
        """The texts with all passages that tell how positions count."""
        marked = []
        for text in self._texts:
            passages = [passage for passage, _ in self._stated(text) if not is_point(passage)]
            selections = tuple(passage.selection for passage in passages if passage.selection)
            if selections:
                marked.append(MarkedText(text.text, text.mark, selections))
        return marked

    def project(self, reading: Reading) -> Project:
        """The project, its positions read in one way."""
        placed = {text.identity: list(self._placed(text, reading)) for text in self._texts}
        codes = self.codes()
        known_codes = {code.identity for code in codes}
        codings = list(self._codings(placed, known_codes))
        cases = tuple(read_cases(self._cases, self._texts, placed, self._texts_of, self._variables, self.losses))
        self._add_memos(placed)
        memos = tuple(self._memos.made)
        sets = tuple(self._sets(known_codes, {memo.identity for memo in memos}))
        known = known_codes | set(placed) | {case.identity for case in cases} | {memo.identity for memo in memos}
        return Project(
            name=str(self._root.get("name", "")).strip(),
            origin=self.origin,
            description=words(self._root, "Description").strip(),
            coders=tuple(dict.fromkeys(name for name in self._people.values() if name)),
            codes=codes,
            variables=self._variables.kinds,
            cases=cases,
            sources=tuple(self._source(text) for text in self._texts),
            codings=tuple(codings),
            memos=memos,
            sets=sets,
            graphs=tuple(read_maps(child(self._root, "Graphs"), known, self.losses)),
        )

    def codes(self) -> tuple[ProjectCode, ...]:
        """The codes, without those that are cases."""
        cases = {guid(case) for case in self._cases}
        codes = child(child(self._root, "CodeBook"), "Codes")
        return code_tree(codes, lambda notes: self._memos.joined("", notes), cases, self.losses)

    def _stated(self, text: StatedText) -> Iterator[tuple[Passage, str]]:
        """The passages of a text, and the spans that notes on it stand at, with those notes."""
        yield from ((passage, "") for passage in text.passages)
        for note in text.notes:
            if note in self._notes and self._home[note] == text.identity:
                yield from ((passage, note) for passage in self._notes[note].spans)

    def _placed(self, text: StatedText, reading: Reading) -> Iterator[Placed]:
        stated = list(self._stated(text))
        selections = tuple(passage.selection for passage, _ in stated if passage.selection)
        marked = MarkedText(text.text, text.mark, selections)
        spans = zip(*(ends.tolist() for ends in marked.spans(reading)), strict=True)
        points = iter(marked.offsets(np.array([one.start for one in selections], dtype=np.int64), reading).tolist())
        for passage, note in stated:
            if passage.selection is None:
                yield Placed(passage, 0, len(text.text))
                continue
            (start, end), point = next(spans), next(points)
            if start < 0 <= point and is_point(passage):
                start = end = point
            if start < 0:
                where = shown_guid(passage.identity) or text.part
                self.losses.outside(where, passage.selection.start, passage.selection.end, text.part)
            elif passage.codings and (found := place_by_name(passage.selection.name, text.text, start, end)):
                self.losses.count("exchange-passages-moved", shown_guid(passage.identity) or text.part)
                yield Placed(passage, *found, note)
            else:
                yield Placed(passage, start, end, note)

    def _source(self, text: StatedText) -> ProjectSource:
        attributes: dict[str, str] = {}
        for element in text.elements:
            attributes |= self._variables.values(element, self.losses)
        return ProjectSource(text.identity, text.name, text.text, text.memo, attributes, text.part)

    def _codings(self, placed: Mapping[str, Sequence[Placed]], codes: set[str]) -> Iterator[ProjectCoding]:
        cases = {guid(case) for case in self._cases}
        for text in self._texts:
            for one in placed[text.identity]:
                quotation = self._quotation(one, text.text)
                for coding in one.passage.codings:
                    where = shown_guid(coding.identity) or shown_guid(one.passage.identity) or text.part
                    if coding.code in codes:
                        yield ProjectCoding(
                            text.identity,
                            one.start,
                            one.end,
                            coding.code,
                            self._people.get(coding.user, ""),
                            self._memos.joined(one.passage.description, coding.notes),
                            quotation,
                            where,
                            self._date(coding.date),
                        )
                    elif coding.code not in cases:
                        self.losses.count("exchange-code-missing", where)

    def _date(self, written: str) -> str:
        when = moment(written)
        if when is None:
            self.losses.lose("Coding.creationDateTime")
        return when or ""

    @staticmethod
    def _quotation(one: Placed, text: str) -> str:
        """The words as the file itself gives them: the selection's name, where it is all of them."""
        name = one.passage.selection.name if one.passage.selection else ""
        return name if is_named_by(name, text, one.start, one.end) else ""

    def _add_memos(self, placed: Mapping[str, Sequence[Placed]]) -> None:
        """Memos on spans, on texts and on the project."""
        linked = self._linked_notes({one.passage.identity for text in placed.values() for one in text})
        for text in self._texts:
            for number, one in enumerate(placed[text.identity], 1):
                self._add_memo(one, text, number, linked)
            for note in (*text.notes, *linked.get(text.identity, ())):
                if not (note in self._notes and self._notes[note].spans):
                    self._memos.add(note, text.identity)
        self._memos.add_rest()

    def _add_memo(self, one: Placed, text: StatedText, number: int, linked: Mapping[str, Sequence[str]]) -> None:
        passage = one.passage
        notes = [one.note] if one.note else [*passage.notes, *linked.get(passage.identity, ())]
        if passage.selection is not None:
            for note in notes:
                self._memos.add(note, text.identity, one.start, one.end)
        if passage.codings or one.note:
            return
        if passage.description:
            identity = passage.identity or f"{text.part} > PlainTextSelection {number}"
            author = self._people.get(passage.user, "")
            self._memos.made.append(
                ProjectMemo(identity, passage.description, "", author, text.identity, one.start, one.end)
            )
        elif not notes:
            self.losses.lose("PlainTextSelection")

    def _linked_notes(self, passages: set[str]) -> dict[str, list[str]]:
        """The notes that links tie to a passage or a text (NVivo's annotations); other links are lost."""
        linked: dict[str, list[str]] = {}
        for link in children(child(self._root, "Links"), "Link"):
            ends = guid(link, "originGUID"), guid(link, "targetGUID")
            for note, other in (ends, ends[::-1]):
                if note in self._notes and other and (other in passages or other in self._texts_of):
                    linked.setdefault(self._texts_of.first(other), []).append(note)
                    break
            else:
                self.losses.lose("Link")
        return linked

    def _sets(self, codes: set[str], memos: set[str]) -> Iterator[ProjectSet]:
        for number, element in enumerate(children(child(self._root, "Sets"), "Set"), 1):
            members = references(element, "MemberSource")
            self.losses.lose("MemberSource", sum(member not in self._texts_of for member in members))
            yield ProjectSet(
                *named(element, "Set", number),
                known_members(references(element, "MemberCode"), codes, "MemberCode", self.losses),
                self._texts_of.members(members),
                known_members(references(element, "MemberNote"), memos, "MemberNote", self.losses),
                words(element, "Description").strip(),
            )
