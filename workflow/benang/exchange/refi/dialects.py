"""The dialect resolver: which way of counting positions a REFI-QDA project follows.

Programs differ in what a position counts (``positions``), and none says what it does. So every reading is tried on the
whole project, and the one that fits best is taken where it fits clearly better than any other that gives other
spans (``fitness``). Where two cannot be told apart, what is known of the program that wrote the file decides, with
a warning; where nothing is known, the project is refused rather than read by guess.

Known of the programs: NVivo 12 for Windows, an export with 303 selections of which 300 fall on word borders in this
reading and 229 in the next best; ATLAS.ti, the example project of the standard; MAXQDA, what QualCoder's export writes
for it; QualCoder, its source code.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from benang.core.problems import Problem, StudyError, nearest
from benang.exchange.refi.fitness import Fitness, fitness_of
from benang.exchange.refi.positions import READINGS, End, LineEnd, MarkedText, Reading, Unit

SURE = 4
"""Points by which the best reading must lead any that gives other spans: those of one selection.

Measured on five interviews with one character that parts two readings, marked by coders who take a space along at up to
one edge in three and cut a letter off at up to one in thirty: a lead of 2 was that of the wrong reading in one try of
fifty (with five selections or fewer), a lead of 4 in none of 3,840. Eight selections gave it in 95 tries of 100.
"""

POOR = 0.9
"""Share of selections on word borders below which something may be wrong; in a true reading it is some 0.99."""
NONE = 0.75
"""Share below which no reading is right. Where positions mean nothing one selection in nine falls on word borders;
where a reading errs at one end only, up to half of them."""

_SHOWN = 60
"""Characters of a quotation in a message."""


Decision = Literal["text", "origin", "study", "nothing"]
"""What told the reading: the texts; what is known of the program; the study; nothing, as it makes no difference."""


@dataclass(frozen=True)
class Dialect:
    """What is known of a program's way of counting; None where it is not known.

    Attributes:
        program: its name for people.
        written: what the program writes into a project's ``origin``, in lower case.
    """

    program: str
    written: str = ""
    unit: Unit | None = None
    line_end: LineEnd | None = None
    end: End | None = None
    mark_counted: bool | None = None

    def allows(self, reading: Reading) -> bool:
        """Whether the program may count so."""
        return (
            self.unit in (None, reading.unit)
            and self.line_end in (None, reading.line_end)
            and self.end in (None, reading.end)
            and self.mark_counted in (None, reading.mark_counted)
        )


DIALECTS: Mapping[str, Dialect] = {
    # The standard's text names the last character; its own example project, and the programs below, the place after it.
    "standard": Dialect("REFI-QDA", "", "codepoint", "stored", None, False),
    "nvivo": Dialect("NVivo", "nvivo", "utf16", "stored", "exclusive", False),
    "atlasti": Dialect("ATLAS.ti", "atlas.ti", None, "one", "exclusive", None),
    "maxqda": Dialect("MAXQDA", "maxqda", None, "stored", "exclusive", None),
    "qualcoder": Dialect("QualCoder", "qualcoder", "codepoint", "one", "exclusive", False),
}
"""The dialects that a study can name."""


@dataclass(frozen=True)
class ReadingScore:
    """How well one reading fits the whole project.

    Attributes:
        same_as: the first reading that gives the same spans everywhere; itself where it is the first.
    """

    reading: Reading
    fitness: Fitness
    same_as: Reading


@dataclass(frozen=True)
class Resolution:
    """Which reading was taken, and why.

    Attributes:
        reading: the reading taken.
        fitness: how well it fits.
        runner_up: the best other reading that gives other spans; None where there is none.
        scores: every reading, the best first.
    """

    reading: Reading
    fitness: Fitness
    runner_up: ReadingScore | None
    decided_by: Decision
    scores: tuple[ReadingScore, ...]

    @property
    def lead(self) -> int:
        """Points by which the reading fits better than the runner-up; negative where it fits worse."""
        return self.fitness.points - (self.runner_up.fitness.points if self.runner_up else 0)


def score_readings(texts: Iterable[MarkedText]) -> tuple[ReadingScore, ...]:
    """How well every reading fits all the texts together, the best first, equal ones in the order of ``READINGS``.

    A selection that stands several times in a text (one for each code) counts once.
    """
    fitness = dict.fromkeys(READINGS, Fitness())
    digests = {reading: hashlib.blake2b(digest_size=16) for reading in READINGS}
    for text in texts:
        once = replace(text, selections=tuple(dict.fromkeys(text.selections)))
        distinct = list(dict.fromkeys(map(once.plainest, READINGS)))
        starts, ends = (np.stack(rows) for rows in zip(*map(once.spans, distinct), strict=True))
        fits = dict(zip(distinct, fitness_of(once, starts, ends), strict=True))
        for reading in READINGS:
            same = once.plainest(reading)
            digests[reading].update(b"".join(each.tobytes() for each in once.spans(same)))
            fitness[reading] += fits[same]
    first: dict[bytes, Reading] = {}
    scores = [
        ReadingScore(reading, fitness[reading], first.setdefault(digests[reading].digest(), reading))
        for reading in READINGS
    ]
    return tuple(sorted(scores, key=lambda score: -score.fitness.points))


def resolve(
    texts: Sequence[MarkedText], origin: str, shown_name: str, dialect: str | None = None
) -> tuple[Resolution, list[Problem]]:
    """Find the reading that a project follows.

    Args:
        texts: all texts of the project with selections.
        origin: the program that wrote it, as it says itself.
        shown_name: the file's name in messages.
        dialect: what the study says: the name of one of ``DIALECTS`` or of a reading. It overrules the texts, but what
            is not known of the program is still told by them.

    Raises:
        StudyError: two readings that give different spans fit equally well and nothing else decides
            (``exchange-reading-tied``), the best fits badly (``exchange-reading-none``), or the dialect is not known
            (``exchange-dialect-unknown``).
    """
    scores = score_readings(texts)
    decided_by: Decision = "text" if dialect is None else "study"
    tied = _tied(scores if dialect is None else _named(dialect, scores, shown_name))
    chosen = tied[0]
    problems = []
    if len(tied) > 1:
        program = _program_of(origin) if dialect is None else DIALECTS[dialect]
        kept = _allowed(tied, scores, program)
        if dialect is None and len(kept) != 1:
            raise StudyError([_tied_problem(kept if kept else tied, scores, texts, shown_name)])
        chosen = kept[0]
        other = next(score for score in tied if score.same_as != chosen.same_as)
        values: dict[str, object] = {"program": program.program, "reading": chosen.reading.name}
        values["quotation"], values["other_quotation"] = _one_passage(texts, chosen.reading, other.reading)
        values["other"] = _name_for(other, scores)
        problems.append(Problem("exchange-reading-origin", shown_name, values=values))
        decided_by = "origin" if dialect is None else "study"
    runner_up = next((score for score in scores if score.same_as != chosen.same_as), None)
    if runner_up is None and dialect is None:
        decided_by = "nothing"
    resolution = Resolution(chosen.reading, chosen.fitness, runner_up, decided_by, scores)
    return resolution, problems + _doubts(resolution, shown_name)


def _tied(scores: Sequence[ReadingScore]) -> list[ReadingScore]:
    """The best reading, and those of other spans that it does not clearly lead: one for each set of spans."""
    first: dict[Reading, ReadingScore] = {}
    for score in scores:
        if score.fitness.points > scores[0].fitness.points - SURE:
            first.setdefault(score.same_as, score)
    return list(first.values())


def _named(dialect: str, scores: Sequence[ReadingScore], shown_name: str) -> list[ReadingScore]:
    """The readings that a study's word for one allows, the best first."""
    if dialect in DIALECTS:
        return [score for score in scores if DIALECTS[dialect].allows(score.reading)]
    named = [score for score in scores if score.reading.name == dialect]
    if not named:
        known = [*DIALECTS, *(reading.name for reading in READINGS)]
        values = {"dialect": dialect, "known": ", ".join(DIALECTS), "near": nearest(dialect, known)}
        raise StudyError([Problem("exchange-dialect-unknown", shown_name, values=values)])
    return named


def _program_of(origin: str) -> Dialect:
    """What is known of the program that names itself so; of one that is not known, nothing."""
    said = origin.casefold()
    return next((one for one in DIALECTS.values() if one.written and one.written in said), Dialect(origin))


def _allowed(tied: Sequence[ReadingScore], scores: Sequence[ReadingScore], program: Dialect) -> list[ReadingScore]:
    """Of each tied set of spans the first reading that the program may follow."""
    kept = []
    for one in tied:
        same = (score for score in scores if score.same_as == one.same_as and program.allows(score.reading))
        kept += [score for score in [next(same, None)] if score is not None]
    return kept


def _tied_problem(
    tied: Sequence[ReadingScore], scores: Sequence[ReadingScore], texts: Sequence[MarkedText], shown_name: str
) -> Problem:
    first, second = tied[:2]
    quotations = _one_passage(texts, first.reading, second.reading)
    values = {
        "first": _name_for(first, scores),
        "second": _name_for(second, scores),
        "first_quotation": quotations[0],
        "second_quotation": quotations[1],
    }
    return Problem("exchange-reading-tied", shown_name, values=values)


def _name_for(wanted: ReadingScore, scores: Sequence[ReadingScore]) -> str:
    """What a study writes to get these spans: a dialect, or where none gives them the reading itself."""
    for name in DIALECTS:
        if _named(name, scores, "")[0].same_as == wanted.same_as:
            return name
    return wanted.reading.name


def _one_passage(texts: Sequence[MarkedText], one: Reading, other: Reading) -> tuple[str, str]:
    """The first selection that two readings read differently, as both read it; one that both find if there is one."""
    half_found = ("", "")
    for text in texts:
        (starts, ends), (other_starts, other_ends) = text.spans(one), text.spans(other)
        differ = (starts != other_starts) | (ends != other_ends)
        both = differ & (starts >= 0) & (other_starts >= 0)
        for index in (*np.flatnonzero(both)[:1], *np.flatnonzero(differ)[:1]):
            first = text.text[max(starts[index], 0) : max(ends[index], 0)]
            second = text.text[max(other_starts[index], 0) : max(other_ends[index], 0)]
            if both[index]:
                return _shown(first), _shown(second)
            half_found = half_found if any(half_found) else (_shown(first), _shown(second))
    return half_found


def _shown(quotation: str) -> str:
    """Both ends of a quotation, for there the readings differ; white space at them is shown, for it may be all."""
    lines = quotation.replace("\r\n", "\n").replace("\n", "\u21b5")
    body = lines.strip()
    head, tail = lines[: len(lines) - len(lines.lstrip())], lines[len(lines.rstrip()) :] if body else ""
    shown = body if len(body) <= _SHOWN else f"{body[: _SHOWN // 2]} \u2026 {body[-_SHOWN // 2 :]}"
    return head.replace(" ", "\u2423") + shown + tail.replace(" ", "\u2423")


def _doubts(resolution: Resolution, shown_name: str) -> list[Problem]:
    """What is to be said where few selections fit even in the reading that was taken."""
    fitness = resolution.fitness
    values = {"fitting": fitness.fitting, "count": fitness.count}
    if fitness.fitting < NONE * fitness.count and resolution.decided_by != "study":
        raise StudyError([Problem("exchange-reading-none", shown_name, values=values)])
    if fitness.fitting < POOR * fitness.count:
        return [Problem("exchange-reading-poor", shown_name, values=values)]
    return []
