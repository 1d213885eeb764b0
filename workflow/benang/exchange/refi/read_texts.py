"""The texts of a REFI-QDA project: text sources, the text of PDFs, transcripts of recordings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from benang.core.package import MOST_PARTS
from benang.core.problems import Problem, StudyError
from benang.exchange.refi.archive import Archive, OutsideError, decoded, is_blank, shown_part
from benang.exchange.refi.elements import child, children, guid, name_of, references, words
from benang.exchange.refi.losses import Losses
from benang.exchange.refi.selections import Passage, text_passages, transcript_passages

MOST_MEMBERS = 2_000_000
"""Texts of all cases and sets, counted in each: a thousand sets of two thousand texts."""

_RECORDINGS = {"AudioSource": "AudioSelection", "VideoSource": "VideoSelection"}


@dataclass(frozen=True)
class StatedText:
    """A text that was found, with what the document says of it.

    Attributes:
        identity: its GUID: of a PDF the PDF's, of a transcript the transcript's own.
        also: further GUIDs that mean this text: of a PDF's text its own, of a transcript that of the recording.
        name: as the project calls it.
        text: without a byte order mark.
        mark: whether a byte order mark stood before it.
        part: what finds it in the file, for messages.
        elements: those that bear its variables.
        memo: its description.
        notes: GUIDs of the notes on it.
    """

    identity: str
    also: tuple[str, ...]
    name: str
    text: str
    mark: bool
    part: str
    passages: tuple[Passage, ...]
    elements: tuple[Any, ...]
    memo: str = ""
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class _Place:
    """A text still in the document: the element that holds it, and the source it belongs to."""

    element: Any
    source: Any
    identity: str
    name: str
    part: str
    passages: tuple[Passage, ...]


def read_texts(sources: Any, archive: Archive, losses: Losses) -> Iterator[StatedText]:
    """Every text below the element ``Sources``; what is no text, and what cannot be read, goes to ``losses``.

    Raises:
        StudyError: there are too many (``exchange-too-large``), or all together are too large
            (``exchange-texts-too-large``).
    """
    taken: set[str] = set()
    for count, place in enumerate(_places(sources, losses)):
        if count == MOST_PARTS:
            raise StudyError([Problem("exchange-too-large", losses.shown_name, values={"part": "Sources"})])
        if place.identity in taken:
            losses.count("exchange-identity-twice", place.part)
            continue
        taken.add(place.identity)
        found = _text(place.element, archive, losses, place.part, len(place.passages))
        if found is None:
            continue
        text, mark, plain = found
        above = [] if place.element is place.source else [place.source]
        descriptions = [words(element, "Description").strip() for element in (*above, place.element)]
        yield StatedText(
            identity=place.identity,
            also=tuple(other for other in (guid(place.source), guid(place.element)) if other != place.identity),
            name=place.name,
            text=text,
            mark=mark,
            part=place.part,
            passages=place.passages if plain else (),
            elements=(*above, place.element),
            memo="\n\n".join(filter(None, descriptions)),
            notes=tuple(dict.fromkeys(note for one in (*above, place.element) for note in references(one, "NoteRef"))),
        )


class TextsOfSources:
    """The texts that a GUID of a source means: one, or of a recording all its transcripts."""

    def __init__(self, texts: Iterable[StatedText], shown_name: str) -> None:
        self._texts: dict[str, list[str]] = {}
        for text in texts:
            for identity in (text.identity, *text.also):
                self._texts.setdefault(identity, []).append(text.identity)
        self._shown_name = shown_name
        self._members = 0

    def __contains__(self, source: str) -> bool:
        return source in self._texts

    def first(self, source: str) -> str:
        """The text of a source, of several the first; the GUID itself where it is no source's."""
        return self._texts.get(source, [source])[0]

    def members(self, sources: Iterable[str], further: Iterable[str] = ()) -> tuple[str, ...]:
        """The texts of several sources and further texts, each once.

        Raises:
            StudyError: those of all cases and sets together are too many (``exchange-too-large``).
        """
        found = self.texts(sources) | dict.fromkeys(further)
        self.count(len(found))
        return tuple(found)

    def texts(self, sources: Iterable[str]) -> dict[str, None]:
        """The texts of several sources, each once."""
        return dict.fromkeys(text for source in sources for text in self._texts.get(source, ()))

    def count(self, members: int) -> None:
        """So many more members of cases and sets.

        Raises:
            StudyError: they are too many (``exchange-too-large``).
        """
        self._members += members
        if self._members > MOST_MEMBERS:
            raise StudyError([Problem("exchange-too-large", self._shown_name, values={"part": "Cases, Sets"})])


def note_text(note: Any, archive: Archive) -> str:
    """The text of a note: its content, beside it or in a part of the archive, and its description.

    Raises:
        OutsideError: its path leads out of the archive.
        StudyError: its part is broken or too large.
    """
    content = words(note, "PlainTextContent")
    plain, rich = str(note.get("plainTextPath", "")), str(note.get("richTextPath", ""))
    if not content and plain:
        data = archive.data(plain)
        found = decoded(data) if data is not None else None
        content = found.text if found else ""
    if is_blank(content) and rich:
        content = archive.rich_text(rich) or ""
    return "\n\n".join(part for part in (content.strip("\0"), words(note, "Description").strip()) if not is_blank(part))


def _places(sources: Any, losses: Losses) -> Iterator[_Place]:
    for number, source in enumerate(sources if sources is not None else (), 1):
        kind = name_of(source)
        if kind == "TextSource":
            passages = tuple(text_passages(source))
            yield _Place(source, source, *_named(source, source, kind, number), passages)
        elif kind == "PDFSource":
            yield from _pdf(source, number, losses)
        elif kind in _RECORDINGS:
            yield from _transcripts(source, kind, number, losses)
        elif kind == "PictureSource":
            losses.lose(kind)
            losses.lose("PictureSelection", sum(1 for _ in children(source, "PictureSelection")))


def _pdf(source: Any, number: int, losses: Losses) -> Iterator[_Place]:
    """The text of a PDF; what is marked on its pages is a loss, unless the same is marked in the text."""
    text = child(source, "Representation")
    # Some programs put the selections of the text, and what applies to it as a whole, beside it.
    passages = (*text_passages(text), *text_passages(source)) if text is not None else ()
    in_text = {passage.identity for passage in passages}
    losses.lose("PDFSelection", sum(guid(area) not in in_text for area in children(source, "PDFSelection")))
    if text is None:
        losses.lose("PDFSource")
    else:
        yield _Place(text, source, *_named(source, source, "PDFSource", number), passages)


def _transcripts(source: Any, kind: str, number: int, losses: Losses) -> Iterator[_Place]:
    losses.lose(_RECORDINGS[kind], sum(1 for _ in children(source, _RECORDINGS[kind])))
    losses.lose(f"{kind} > Coding", sum(1 for _ in children(source, "Coding")))
    transcripts = list(children(source, "Transcript"))
    if not transcripts:
        losses.lose(kind)
    for count, transcript in enumerate(transcripts, 1):
        passages, timed = transcript_passages(transcript)
        losses.lose("TranscriptSelection", timed)
        identity, name, part = _named(transcript, source, f"{kind} {number} > Transcript", count)
        yield _Place(transcript, source, identity, name, part, tuple(passages))


def _named(element: Any, source: Any, kind: str, number: int) -> tuple[str, str, str]:
    """Identity, name and place of a text; a place in a message is no name, for that may be a person's."""
    place = f"{kind} {number}"
    path = str(element.get("plainTextPath", "") or element.get("richTextPath", "") or element.get("path", ""))
    name = (element.get("name") or source.get("name") or "").strip() or PurePosixPath(path.replace("\\", "/")).name
    return guid(element) or place, name or place, place


def _text(element: Any, archive: Archive, losses: Losses, place: str, passages: int) -> tuple[str, bool, bool] | None:
    """A text, whether a byte order mark stood before it, and whether it is the plain text that positions count in.

    Where there is none, what is wrong goes to ``losses``, with the number of passages that are lost with it.
    """
    content = words(element, "PlainTextContent")
    path, rich = str(element.get("plainTextPath", "")), str(element.get("richTextPath", ""))
    part = shown_part(path) or place
    try:
        data = archive.data(path) if path else None
        if data is not None and len(data) > 1:
            plain = decoded(data)
            if plain is None:
                losses.report("exchange-source-undecided", place, part=part, count=passages)
                return None
            if not is_blank(plain.text):
                if plain.guessed:
                    losses.report("exchange-source-guessed", place, part=part, encoding=plain.guessed)
                return plain.text, plain.mark, True
        if not is_blank(content):
            return content.removeprefix("\ufeff"), content.startswith("\ufeff"), True
        formatted = archive.rich_text(rich) if rich else None
    except OutsideError:
        losses.report("exchange-source-outside", place, count=passages)
        return None
    except StudyError as error:
        if any(problem.kind == "exchange-texts-too-large" for problem in error.problems):
            raise
        losses.take(error.problems)
        losses.report("exchange-source-missing", place, part=part, count=passages)
        return None
    if formatted is not None and not is_blank(formatted):
        losses.report("exchange-source-rich", place, part=shown_part(rich) or place, count=passages)
        return formatted, False, False
    missing = data is None and path
    losses.report("exchange-source-missing" if missing else "exchange-source-blank", place, part=part, count=passages)
    return None
