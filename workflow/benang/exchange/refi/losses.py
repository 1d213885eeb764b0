"""What could not be taken over from a project: counted by kind, told once each."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from benang.core.problems import Problem

_MOST_REPORTED = 20  # passages outside their texts
_MOST_TEXTS = 200  # texts that cannot be read


@dataclass
class Losses:
    """Collects what a reader leaves behind.

    Attributes:
        shown_name: the file's name in messages.
    """

    shown_name: str
    _lost: Counter[str] = field(default_factory=Counter)
    _counted: dict[str, tuple[str, int]] = field(default_factory=dict)
    _outside: list[Problem] = field(default_factory=list)
    _texts: list[Problem] = field(default_factory=list)

    def lose(self, what: str, count: int = 1) -> None:
        """Things without a place in our project, by the standard's name for them."""
        if count:
            self._lost[what] += count

    def count(self, kind: str, place: str) -> None:
        """One more of a kind of problem that is told once, with the place of its first."""
        first, count = self._counted.get(kind, (place, 0))
        self._counted[kind] = (first, count + 1)

    def outside(self, place: str, start: int, end: int, part: str) -> None:
        """A passage that is not in its text; the first ones are told one by one."""
        self._outside.append(
            Problem(
                "exchange-offsets-outside",
                self.shown_name,
                place=place,
                values={"start": start, "end": end, "part": part},
            )
        )

    def report(self, kind: str, place: str, **values: object) -> None:
        """Something wrong with a text; the first ones are told one by one."""
        self._texts.append(Problem(kind, self.shown_name, place=place, values=values))

    def take(self, problems: list[Problem]) -> None:
        """What others found to be wrong with a text."""
        self._texts += problems

    def problems(self) -> list[Problem]:
        """All of them."""
        found = self._first(self._texts, _MOST_TEXTS, "exchange-sources-more")
        found += self._first(self._outside, _MOST_REPORTED, "exchange-offsets-more")
        for kind, (place, count) in self._counted.items():
            found.append(Problem(kind, self.shown_name, place=place, values={"count": count}))
        for what in sorted(self._lost):
            values = {"what": what, "count": self._lost[what]}
            found.append(Problem("exchange-lost", self.shown_name, values=values))
        return found

    def _first(self, problems: list[Problem], most: int, more: str) -> list[Problem]:
        """The first ``most`` problems, and how many more there are."""
        left = len(problems) - most
        return problems[:most] + ([Problem(more, self.shown_name, values={"count": left})] if left > 0 else [])
