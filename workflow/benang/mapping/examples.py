"""Passages as matrices and the report show them, and which of them are shown as examples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Protocol

from benang.coding.sides import CONTRARY
from benang.core.cells import split_ids
from benang.text.words import count_words

FEWEST_WORDS, MOST_WORDS = 8, 60
"""The length of a quotation that a reader takes in and understands by itself."""


CUT = "[…]"
"""Stands for what a coder left out of a quotation."""


class Text(Protocol):
    """A text of which parts are asked for: a string, or what takes its place."""

    def __getitem__(self, part: slice, /) -> str:
        """What stands between two places."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A row of the table ``passages`` with its codings.

    Attributes:
        row: the row.
        codings: its codings, in order of place.
        turn: row of the table ``turns`` that it stands in.
        text: frozen text of its source, as far as the turn goes.
        people: how many people coded it: of the consensus those who gave its words the code; None for its coders.
    """

    row: Mapping[str, Any]
    codings: tuple[Mapping[str, Any], ...]
    turn: Mapping[str, Any]
    text: Text
    people: int | None = None

    @property
    def unit(self) -> str:
        """What it is counted under."""
        return str(self.row["code_id"])

    @property
    def case_id(self) -> str:
        """Who says it, or whom the observer describes; empty where it is nobody alone."""
        return str(self.row["case_id"])

    @property
    def side(self) -> str:
        """for, against, both, none or disputed."""
        return str(self.row["side"])

    @property
    def voice(self) -> str:
        """said, asked, observed or reported."""
        return str(self.row["voice"])

    @property
    def use(self) -> str:
        """What the researcher wants it to be used for: best, typical, doubt, hide; empty where nothing was said."""
        return str(self.row["use"])

    @property
    def hidden(self) -> bool:
        """Whether the researcher wants it not to be printed."""
        return self.use == "hide"

    @property
    def coders(self) -> list[str]:
        """Who coded it."""
        return [str(coder) for coder in self.row["coders"]]

    @property
    def shown(self) -> tuple[Mapping[str, Any], str]:
        """The coding whose words stand for the passage, and these words, of this turn alone: of a length that reads
        well, else the shortest; the first."""
        options = [(coding, self.words_of(coding)) for coding in self.codings]
        if len(options) == 1:  # as most have; its words need not be counted
            return options[0]
        return min(options, key=lambda one: (*_length(one[1]), one[0]["start"], one[0]["coding_id"]))

    def of(self, coding: Mapping[str, Any]) -> Passage:
        """The passage as one of its codings has it."""
        return replace(self, codings=(coding,))

    def words_of(self, coding: Mapping[str, Any]) -> str:
        """What a coding covers of this turn, with ``[…]`` for what the coder cut out of it."""
        start, end = max(coding["start"], self.turn["start"]), min(coding["end"], self.turn["end"])
        pieces: list[str] = []
        for cut in split_ids(str(coding.get("cut") or "")):
            first, last = map(int, cut.split("-"))
            if start <= first < end:
                pieces.append(self.text[start:first].strip())
            elif not first < start < last:
                continue
            else:
                pieces.append("")
            start = max(start, last)
        pieces.append(self.text[start:end].strip() if start < end else "")
        return f" {CUT} ".join(pieces).strip()


def chosen(
    found: Iterable[Passage], order: Iterable[str], most: int, shown: Mapping[str, int] | None = None
) -> list[Passage]:
    """At most one passage a case, for showing, in the order of the cases.

    Of a case first those that the researcher chose (``best``, then ``typical``), then those on a side: what is on none
    speaks of the topic alone and shows nothing of the finding. Then the passage that most coders coded, among these one
    of 8 to 60 words (else the one closest to it), among these the earliest in order of source and place. Where more
    cases speak than are shown, those whose passage the researcher chose come first, then those on a side, then those of
    whom fewest passages are shown elsewhere, then the first in order: so examples spread over all who speak.
    What is in doubt, disputed or hidden is never an example. Nothing is drawn by lot.

    Args:
        found: passages to choose from; those without a case stand for nobody and are used only where no case has any.
        order: the cases, in the order in which they are shown.
        most: how many cases at most.
        shown: how many passages of each case are shown elsewhere; none unless given.
    """
    elsewhere = shown or {}
    by_case: dict[str, tuple[_Standing, list[Passage]]] = {}
    for passage in found:
        if passage.use in ("hide", "doubt") or passage.side == "disputed":
            continue
        standing = _standing(passage)
        best = by_case.get(passage.case_id)
        if best is None or standing < best[0]:
            by_case[passage.case_id] = standing, [passage]
        elif standing == best[0]:
            best[1].append(passage)
    picked = [by_case[case] for case in order if case in by_case] or list(by_case.values())
    cases = sorted(
        range(len(picked)), key=lambda one: (*picked[one][0][:2], elsewhere.get(picked[one][1][0].case_id, 0), one)
    )
    # The words of passages are looked at in the cases that are shown, and no others.
    return [min(picked[one][1], key=_rank) for one in sorted(cases[: max(0, most)])]


def telling(found: Iterable[Passage], most: int) -> list[Passage]:
    """The passages of one case that tell most, for showing: what speaks against what was said first is among them.

    They stand in the order of ``chosen``; what was said stands before what was observed, what is disputed behind all
    else. Where the first does not speak against and another one does (or on both sides), this is the second.

    Args:
        found: passages of one case and unit; those that are hidden or in doubt are passed over.
        most: how many at most, two or more for both sides to be shown.
    """
    order = sorted(
        (one for one in found if one.use not in ("hide", "doubt")),
        key=lambda one: (one.side == "disputed", one.voice != "said", _rank(one)),
    )
    if order and order[0].side not in CONTRARY:
        other = next((one for one in order[1:] if one.side in CONTRARY), None)
        if other is not None:
            order = [order[0], other, *(one for one in order[1:] if one is not other)]
    return order[:most]


_CHOICE = {"best": 0, "typical": 1}


_Standing = tuple[int, bool, int]
_Rank = tuple[_Standing, tuple[int, int], str, int, int]


def _standing(passage: Passage) -> _Standing:
    """How a passage stands before others, by all but its words and its place."""
    people = len(passage.coders) if passage.people is None else passage.people
    return (_CHOICE.get(passage.use, 2), passage.side == "none", -people)


def _rank(passage: Passage) -> _Rank:
    row = passage.row
    return (_standing(passage), _length(passage.shown[1]), row["source_id"], row["start"], row["end"])


def _length(quotation: str) -> tuple[int, int]:
    """Whether a quotation's length is outside what reads well, and how far."""
    n = count_words(quotation)
    outside = max(FEWEST_WORDS - n, n - MOST_WORDS, 0)
    return (int(outside > 0), outside)
