"""The codings of one source: where in its frozen text each quotation stands."""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from benang.coding.people.raw_lookup import RawLookup
from benang.coding.sides import given_together, strictest
from benang.core.cells import join_ids
from benang.core.moments import earliest
from benang.core.problems import Problem, also_on
from benang.text.context import NO_CONTEXT, Context
from benang.text.cut_words import whole_words
from benang.text.quotations import HINT_SIMILARITY, SIMILAR, Place, Searchable
from benang.text.shown_quotations import around_difference, on_one_line, with_both_ends
from benang.text.spans import SpanIndex

_SHARED = 8  # characters of what stood around a coding that tell its place; one or two stand anywhere
_SAME_SIMILARITY = 2.0  # two spans that resemble a quotation to within this are both what may have been meant


@dataclass(frozen=True)
class KnownRow:
    """One raw coding row whose source and code are known."""

    file: str
    line: int
    source_id: str
    code_id: str
    coder: str
    memo: str
    quotation: str
    start: int | None
    end: int | None
    place: str = ""
    around: Context = NO_CONTEXT
    side: str = ""
    use: str = ""
    copied: str = ""  # the quotation with whatever names and numbers it has
    date: str = ""

    def problem(self, kind: str, **values: object) -> Problem:
        """A problem with the row, with its file and line."""
        shown = {"quotation": on_one_line(self.quotation), **values}
        return Problem(kind, self.file, self.line or None, self.place, shown)


@dataclass(frozen=True)
class _Anchored:
    """Where a row was placed, and how."""

    start: int
    end: int
    anchor: str
    note: str = ""
    cuts: tuple[tuple[int, int], ...] = ()


class SourceAnchoring:
    """Finds the codings of one source.

    Attributes:
        placed: rows of ``codings``, without ids.
        problems: what could not be placed, or with doubt.
        moves: rows of the report of what moved.
    """

    def __init__(self, source_id: str, text: str, turns: pd.DataFrame, index: SpanIndex, raw: RawLookup) -> None:
        self._source_id, self._text, self._index, self._raw = source_id, text, index, raw
        self._utterances = sorted(zip(turns["start"].tolist(), turns["end"].tolist(), strict=True))
        self._searchable = Searchable(text, self._utterances, turns["speaker"].tolist())
        self._informants = _informants(turns)
        self._asking = set(turns.loc[turns["role"] == "interviewer", "turn"].tolist())
        # Beside somebody who answers, who is neither of both; in a text without labels everybody is.
        others = turns[(turns["role"] == "other") & (turns["speaker"] != "")]
        labelled = turns["role"].isin(["informant", "interviewer"]).any()
        self._others = set(others["turn"].tolist()) if labelled else set()
        self._asked: dict[str, list[KnownRow]] = {}
        self._of_others: dict[str, list[KnownRow]] = {}
        self._taken: dict[tuple[str, str], dict[tuple[int, int], dict[str, object]]] = {}
        self.placed: list[dict[str, object]] = []
        self.problems: list[Problem] = []
        self.moves: list[dict[str, object]] = []

    def add(self, row: KnownRow) -> None:
        """Find one coding; one that is there already is taken together with it."""
        spans = self._taken.setdefault((row.coder, row.code_id), {})
        row, found = self._find(row, spans)
        if found is None or found.anchor != "exact":
            self.moves.append(_move(row, found, self._text))
        if found is None:
            return
        self._tell_cut_words(row, found)
        why = row.memo  # what the program itself has to say of the place is a note of ``moves``, and no memo
        first = spans.get((found.start, found.end))
        if first is not None:
            self.problems.append(row.problem("coding-twice", code=row.code_id, coder=row.coder))
            first["why"] = "; ".join(dict.fromkeys(part for part in (str(first["why"]), why) if part))
            first["side"] = given_together((str(first["side"]), row.side))
            first["use"] = strictest((str(first["use"]), row.use))
            first["date"] = earliest([str(first["date"]), row.date])
            return
        coding = self._coding(row, found, why)
        spans[(found.start, found.end)] = coding
        self.placed.append(coding)
        place = self._index.locate(self._source_id, found.start, found.end)
        if _is_marked(row, found):
            return
        touched = range(place.turn, place.last_turn + 1)
        for turns, rows in ((self._asking, self._asked), (self._others, self._of_others)):
            if turns.issuperset(touched):
                rows.setdefault(row.file, []).append(row)

    def asked_problems(self) -> list[Problem]:
        """What was found in the words of interviewers, or of speakers who are no informants, alone, which count for no
        case: a problem for each file."""
        problems = []
        for kind, of_files in (("codings-asked", self._asked), ("codings-of-others", self._of_others)):
            for rows in of_files.values():
                lines = list(dict.fromkeys(row.line for row in rows if row.line))
                also = also_on(lines)
                problems.append(rows[0].problem(kind, source=self._source_id, count=len(rows), **also))
        return problems

    def _find(
        self, row: KnownRow, spans: dict[tuple[int, int], dict[str, object]]
    ) -> tuple[KnownRow, _Anchored | None]:
        """The row, with the quotation that stands in the text where it is a copy of the raw one, and its place."""
        found, doubts = _place(row, self._searchable, spans)
        if (found is None or (found.anchor in ("fuzzy", "cut") and not found.cuts)) and row.copied:
            copied = self._raw.find(self._source_id, self._text, self._utterances, row.copied)
            if copied:
                # What a message shows of it is what stands there: names and numbers are replaced in that.
                row = replace(row, quotation=self._text[copied[0].start : copied[0].end])
                place, note, doubts = _choose(row, copied, spans, self._text)
                moved = row.start is not None and place.start != row.start
                found = _Anchored(place.start, place.end, "moved" if moved else "exact", note, place.cuts)
        self.problems += doubts
        return row, found

    def _tell_cut_words(self, row: KnownRow, found: _Anchored) -> None:
        """Tell a quotation that begins or ends within a word, with the words whole."""
        whole = whole_words(self._text, found.start, found.end)
        if row.quotation and not _is_marked(row, found) and whole != (found.start, found.end):
            said = with_both_ends(self._text[slice(*whole)])
            ends = self._text[slice(*whole_words(self._text, found.end - 1, found.end))]
            begins = self._text[slice(*whole_words(self._text, found.start, found.start + 1))]
            word = begins if whole[0] < found.start else ends
            self.problems.append(row.problem("quotation-cuts-word", word=word, whole=said))

    def _coding(self, row: KnownRow, found: _Anchored, why: str) -> dict[str, object]:
        where = self._index.locate(self._source_id, found.start, found.end)
        # Where a coding begins with the interviewer's question, the words are the informant's who answers in it.
        following = bisect.bisect_left(self._informants, (where.turn, ""))
        answers = following < len(self._informants) and self._informants[following][0] <= where.last_turn
        coding: dict[str, object] = {
            "source_id": self._source_id,
            "case_id": self._informants[following][1] if answers else where.case_id,
            "turn": where.turn,
            "last_turn": where.last_turn,
            "line": where.line,
            "start": found.start,
            "end": found.end,
            "code_id": row.code_id,
            "coder": row.coder,
            "method": "human",
            "status": "accepted",
            "quotation": self._text[found.start : found.end],
            "why": why,
            "anchor": found.anchor,
            "side": row.side,
            "use": row.use,
            "date": row.date,
        }
        if any(self._text[slice(*cut)].strip() for cut in found.cuts):
            coding["cut"] = join_ids([f"{start}-{end}" for start, end in found.cuts])
        return coding


def _is_marked(row: KnownRow, found: _Anchored) -> bool:
    """Whether a coding stands where its coder marked it in a program, and so is as it was marked."""
    return row.start == found.start and row.end in (None, found.end)


def _move(row: KnownRow, found: _Anchored | None, text: str) -> dict[str, object]:
    """A row of the report of what moved."""
    return {
        "file": row.file,
        "line": row.line,
        "place": row.place,
        "source_id": row.source_id,
        "code_id": row.code_id,
        "coder": row.coder,
        "anchor": found.anchor if found else "orphan",
        "note": found.note if found else "",
        "given_start": row.start,
        "given_end": row.end,
        "start": found.start if found else None,
        "end": found.end if found else None,
        "quotation": row.quotation,
        "found": text[found.start : found.end] if found else "",
    }


def _informants(turns: pd.DataFrame) -> list[tuple[int, str]]:
    """Number and case of each turn in which a known informant speaks, in order."""
    spoken = turns[(turns["role"] == "informant") & (turns["case_id"] != "")].sort_values("turn")
    return list(zip(spoken["turn"].tolist(), spoken["case_id"].tolist(), strict=True))


def _place(
    row: KnownRow, searchable: Searchable, taken: Mapping[tuple[int, int], object]
) -> tuple[_Anchored | None, list[Problem]]:
    """Where a row's quotation stands, with what is doubtful about it; None where it stands nowhere."""
    length = len(searchable.text)
    given = row.start is not None and row.end is not None and 0 <= row.start < row.end <= length
    if not row.quotation:
        if given and row.start is not None and row.end is not None:
            return _Anchored(row.start, row.end, "exact"), []
        return None, [row.problem("offsets-outside", start=row.start, end=row.end, length=length)]
    if given and row.start is not None and row.end is not None and searchable.equals(row.start, row.end, row.quotation):
        here = row.around.shared(searchable.text, row.start, row.end)
        others = searchable.find(row.quotation) if here < row.around.length else []
        # Equal words stand at the offsets, but elsewhere they stand among the words they were coded among.
        if all(row.around.shared(searchable.text, other.start, other.end) <= here for other in others):
            return _Anchored(row.start, row.end, "exact"), []

    equal = searchable.find(row.quotation)
    if equal:
        place, note, doubts = _choose(row, equal, taken, searchable.text)
        moved = row.start is not None and place.start != row.start
        return _Anchored(place.start, place.end, "moved" if moved else "exact", note), doubts
    elided = searchable.find_elided(row.quotation)
    if elided:
        place, note, doubts = _choose(row, elided, taken, searchable.text)
        notes = [f"{place.parts} parts", *([note] if note else [])]
        return _Anchored(place.start, place.end, "cut", ", ".join(notes), place.cuts), doubts
    similar = searchable.find_similar(row.quotation, row.start)
    # A word more, less or other can turn what was said into its contrary, however similar the rest.
    same = [one for one in similar if one.same_words and one.similarity >= SIMILAR]
    if same:
        rivals = [one for one in same if one.similarity > same[0].similarity - _SAME_SIMILARITY]
        place, note, doubts = _choose(row, rivals, taken, searchable.text)
        notes = [f"similarity {place.similarity:.1f}", *([note] if note else [])]
        found = around_difference(searchable.text[place.start : place.end], row.quotation)
        doubts.append(row.problem("quotation-similar", similarity=f"{place.similarity:.0f}", found=found))
        return _Anchored(place.start, place.end, "fuzzy", ", ".join(notes)), doubts
    near = similar[0] if similar and similar[0].similarity >= HINT_SIMILARITY else None
    shown = around_difference(searchable.text[near.start : near.end], row.quotation) if near else ""
    return None, [row.problem("quotation-not-found", source=row.source_id, near=shown)]


def _choose(
    row: KnownRow, places: Sequence[Place], taken: Mapping[tuple[int, int], object], text: str
) -> tuple[Place, str, list[Problem]]:
    """One of several places, a note of the choice, and a warning where it is a guess."""
    start = row.start
    shared = [row.around.shared(text, place.start, place.end) for place in places]
    if max(shared) >= min(_SHARED, row.around.length) > 0:
        places = [place for place, length in zip(places, shared, strict=True) if length == max(shared)]
        if len(places) == 1:
            return places[0], "", []
    if start is not None:
        return min(places, key=lambda place: (abs(place.start - start), place.start)), "", []
    ordered = sorted(places)
    free = [place for place in ordered if (place.start, place.end) not in taken]
    place = (free or ordered)[0]
    if len(ordered) == 1:
        return place, "", []
    number = ordered.index(place) + 1
    problem = row.problem("quotation-ambiguous", source=row.source_id, places=len(ordered), number=number)
    return place, f"place {number} of {len(ordered)}", [problem]
