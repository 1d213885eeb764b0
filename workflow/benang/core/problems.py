"""What can go wrong with a study, in one vocabulary.

A problem is an entry of ``texts/problems.*.yaml`` with the file and place it was found in and the values that fill its
sentences. It becomes a message in the study's language (what is wrong, where, how to mend it) or a row of
``results/problems.csv``. Problems are collected, so that a user sees all of them at once.
"""

from __future__ import annotations

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from benang.core.texts import TEXTS, read_texts, text_in
from benang.core.wording import filled, inflected

_MOST_LINES = 20  # named in one message


@cache
def vocabulary() -> Mapping[str, dict[str, dict[str, str] | str]]:
    """Every kind of problem, of all files ``texts/problems.<subject>.yaml``: its severity, its sentences by language.

    An entry has a severity (error: something is lost or the run cannot go on; warning: something was assumed), what is
    wrong, and how to mend it, in Indonesian and English; ``{names}`` are filled when it is reported. A kind may have
    ``mend_near``, how to mend it where a near word is known.
    """
    kinds: dict[str, dict[str, dict[str, str] | str]] = {}
    for file in sorted(TEXTS.glob("problems.*.yaml")):
        kinds |= read_texts(file.name)
    return kinds


def _words() -> Mapping[str, Mapping[str, str]]:
    words: Mapping[str, Mapping[str, str]] = read_texts("problem_words.yaml")
    return words


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong.

    Attributes:
        kind: an entry of the vocabulary, such as ``unknown-code``.
        file: the file it is in, as the study names it (relative, names replaced by pseudonyms).
        line: line of that file, counted from 1; None where a line says nothing (a broken docx).
        place: any closer place, such as ``codes[3].parent`` or ``turn 12``.
        values: what fills ``{...}`` in the entry's sentences; ``near`` (what was meant) and ``also`` (other lines) have
            sentences of their own.
        stops: whether a run is known to end at it, which messages tell and no table; others may be left out of.
    """

    kind: str
    file: str = ""
    line: int | None = None
    place: str = ""
    values: Mapping[str, object] = field(default_factory=dict)
    stops: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        if self.kind not in vocabulary():
            raise KeyError(f"problem kind {self.kind!r} is in no vocabulary file")
        if "line" in self.values:
            raise ValueError(f"a value of {self.kind!r} is called line, which is the line of the file")

    @property
    def severity(self) -> str:
        """``error`` (something is lost or cannot go on) or ``warning`` (something was assumed)."""
        return str(vocabulary()[self.kind]["severity"])

    def what(self, language: str) -> str:
        """The sentence that says what is wrong, and the value ``also``, the other lines on which it is."""
        also = self.values.get("also")
        others = text_in(_words()["also"], language).replace("{lines}", str(also)) if also else ""
        return self._fill("what", language) + others

    def remedy(self, language: str) -> str:
        """The sentence that says how to mend it, after "Did you mean ...?" where a near word is known.

        A kind has one of its own for that (``mend_near``) where the near word is what stands there.
        """
        near = self.values.get("near")
        if near and "mend_near" in vocabulary()[self.kind]:
            return self._fill("mend_near", language)
        question = text_in(_words()["near"], language).replace("{near}", str(near)) if near else ""
        return question + self._fill("mend", language)

    def where(self, language: str) -> str:
        """File, line and place in one phrase."""
        parts = [self.file] if self.file else []
        if self.line is not None:
            parts.append(f"{text_in(_words()['line'], language)} {self.line}")
        if self.place:
            parts.append(self.place)
        return ", ".join(parts)

    def message(self, language: str) -> str:
        """The whole message for a person, over two or three lines."""
        where = self.where(language)
        lines = [f"{where}: {self.what(language)}" if where else self.what(language)]
        remedy = self.remedy(language)
        if remedy:
            lines.append(f"    -> {remedy}")
        return "\n".join(lines)

    def row(self) -> dict[str, object]:
        """The problem as a row of the ``problems`` table."""
        values = {name: str(value) for name, value in self.values.items()}
        if self.line is not None:
            values["line"] = str(self.line)
        return {
            "severity": self.severity,
            "kind": self.kind,
            "file": self.file,
            "place": self.place,
            "values": json.dumps(values, ensure_ascii=False, sort_keys=True),
        }

    @classmethod
    def from_row(cls, row: Mapping[str, object]) -> Problem:
        """The problem back from its row."""
        values = json.loads(str(row["values"]))
        line = values.pop("line", None)
        return cls(
            str(row["kind"]), str(row["file"]), int(line) if line is not None else None, str(row["place"]), values
        )

    def _fill(self, part: str, language: str) -> str:
        sentences = vocabulary()[self.kind][part]
        assert isinstance(sentences, dict)
        sentence = inflected(sentences[language if language in sentences else "en"], self.values)
        # A value is put in as it is, never read as a template: transcripts and file names are untrusted.
        for name, value in self.values.items():
            sentence = sentence.replace("{" + name + "}", str(value))
        return sentence


class StudyError(Exception):
    """The study cannot go on as it is; carries every problem that was found.

    Args:
        problems: every problem.
        checked: whether it is known at which of them a run would stop.
    """

    def __init__(self, problems: Iterable[Problem], *, checked: bool = False) -> None:
        self.problems = list(problems)
        self.checked = checked
        super().__init__(self.message("en"))

    def message(self, language: str, first: Iterable[Problem] = ()) -> str:
        """All problems as one text, after others; where none of them stops a run and that is known, it says so."""
        told = format_problems([*first, *self.problems], language)
        if self.checked and not any(problem.stops for problem in self.problems):
            return f"{text_in(_words()['none_stopping'], language)}\n{told}"
        return told


def has_errors(problems: Iterable[Problem]) -> bool:
    """Whether one of the problems is an error."""
    return any(problem.severity == "error" for problem in problems)


def stop_at_errors(problems: Iterable[Problem]) -> None:
    """Raise ``StudyError`` with all the problems where one of them is an error; warnings alone stop nothing.

    Where it is not known at which of them a run stops, it is every error.
    """
    found = list(problems)
    if has_errors(found):
        known = any(problem.stops for problem in found)
        raise StudyError(
            [problem if known else replace(problem, stops=problem.severity == "error") for problem in found]
        )


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """The problems, errors first, in order of file and line."""
    return sorted(problems, key=_order)


def format_problems(problems: Iterable[Problem], language: str) -> str:
    """All problems as one text, errors first, in order of file and line; each says whether it is an error.

    Of several those come first at which a run is known to stop, below a line that says so.
    """
    ordered = in_order(problems)
    stopping = [problem for problem in ordered if problem.stops]
    others = [problem for problem in ordered if not problem.stops]
    lines: list[str] = []
    if stopping and len(ordered) > 1:
        lines.append(filled(text_in(_words()["stopping"], language), {"n": len(stopping)}))
    lines += _told(stopping, language)
    if stopping and others:
        lines.append(text_in(_words()["not_stopping"], language))
    return "\n".join([*lines, *_told(others, language)])


def _told(problems: Iterable[Problem], language: str) -> list[str]:
    return [f"{text_in(_words()[problem.severity], language)}: {problem.message(language)}" for problem in problems]


def also_on(lines: Sequence[int]) -> dict[str, str]:
    """What tells in a problem (value ``also``) on which lines it is the same; of many the first.

    >>> also_on([2, 5, 7]), also_on([2]), also_on(range(1, 100))["also"][-11:]
    ({'also': '5, 7'}, {}, '19, 20, ...')
    """
    more = [*map(str, lines[1:_MOST_LINES]), *(["..."] if len(lines) > _MOST_LINES else [])]
    return {"also": ", ".join(more)} if more else {}


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that ``word`` was most likely meant to be, or the empty string.

    Given to a problem as its value ``near``, it becomes "Did you mean ...?" at the head of the remedy.
    """
    names = sorted(known)
    lowered = {name.casefold(): name for name in reversed(names)}
    if word.casefold() in lowered:
        return lowered[word.casefold()]
    close = difflib.get_close_matches(word, names, n=1, cutoff=0.6)
    return close[0] if close else ""


def _order(problem: Problem) -> tuple[bool, str, int, str, str]:
    return (problem.severity != "error", problem.file, problem.line or 0, problem.place, problem.kind)
