"""The notes of a REFI-QDA project: what each says, and where it belongs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benang.core.problems import Problem, StudyError
from benang.exchange.project import ProjectMemo
from benang.exchange.refi.archive import LARGEST_TEXTS, Archive, OutsideError
from benang.exchange.refi.elements import children, guid
from benang.exchange.refi.losses import Losses
from benang.exchange.refi.read_texts import note_text
from benang.exchange.refi.selections import Passage, text_passages


@dataclass(frozen=True)
class Note:
    """A note.

    Attributes:
        user: GUID of its author.
        spans: where it stands in the text that refers to it, as QualCoder writes its annotations.
    """

    identity: str
    title: str
    text: str
    user: str
    spans: tuple[Passage, ...] = ()


def read_notes(notes: Any, archive: Archive, losses: Losses) -> dict[str, Note]:
    """The notes below an element ``Notes``, by GUID; codings within a note's own text are lost."""
    found: dict[str, Note] = {}
    for number, element in enumerate(children(notes, "Note"), 1):
        place = f"Note {number}"
        identity = guid(element) or place
        if identity in found:
            losses.count("exchange-identity-twice", place)
            continue
        passages = list(text_passages(element))
        losses.lose("Note > Coding", sum(len(passage.codings) for passage in passages))
        try:
            text = note_text(element, archive)
        except OutsideError:
            text = ""
        except StudyError as error:
            if any(problem.kind == "exchange-texts-too-large" for problem in error.problems):
                raise
            losses.take(error.problems)
            text = ""
        title = str(element.get("name", "")).strip()
        if not text and not title:
            losses.lose("Note")
        user = guid(element, "creatingUser") or guid(element, "modifyingUser")
        spans = tuple(passage for passage in passages if not passage.codings)
        found[identity] = Note(identity, title, text, user, spans)
    return found


class Memos:
    """Makes memos of notes, each in every place that it belongs to.

    Attributes:
        made: the memos so far.
    """

    def __init__(self, notes: dict[str, Note], people: dict[str, str], shown_name: str) -> None:
        self._notes = notes
        self._people = people
        self._shown_name = shown_name
        self._copied = 0
        self._places: dict[str, int] = {}
        self.made: list[ProjectMemo] = []

    def add(self, note: str, source: str = "", start: int | None = None, end: int | None = None) -> None:
        """A note on a span, on a source, or on the project; in a second place it gets an identity of its own."""
        known = self._notes.get(note)
        if known is None or not (known.text or known.title):
            return
        places = self._places[note] = self._places.get(note, 0) + 1
        identity = note if places == 1 else f"{note} {places}"
        author = self._people.get(known.user, "")
        self.made.append(ProjectMemo(identity, known.text, known.title, author, source, start, end))

    def joined(self, description: str, notes: Sequence[str]) -> str:
        """What is written about a thing, and the words of the notes on it, as one memo.

        Raises:
            StudyError: the memos so made are larger than all texts may be (``exchange-texts-too-large``).
        """
        found = [self._notes[note] for note in notes if note in self._notes]
        for note in found:
            self._places.setdefault(note.identity, 0)
        texts = [text for text in (description, *(note.text or note.title for note in found)) if text]
        if len(texts) > 1:
            # One large note on countless things would be copied for each.
            self._copied += sum(map(len, texts))
            if self._copied > LARGEST_TEXTS:
                values = {"megabytes": LARGEST_TEXTS // 2**20}
                raise StudyError([Problem("exchange-texts-too-large", self._shown_name, values=values)])
        return "\n\n".join(texts)

    def add_rest(self) -> None:
        """The notes that belong to nothing are on the project."""
        for note in self._notes:
            if note not in self._places:
                self.add(note)
