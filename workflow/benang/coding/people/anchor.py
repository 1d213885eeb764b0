"""Give each human coding its place: which source, which code, and where in the frozen text its quotation stands.

How a coding is anchored is told in its column ``anchor``:

* ``exact``: the text there is equal to the quotation (``benang.text.quotations`` says what equal means), at the
  coder's offsets where there were any;
* ``moved``: the same, but elsewhere than the coder's offsets said;
* ``fuzzy``: the text has the quotation's words in another spelling (similarity in ``why``), or the quotation was
  shortened with ``...``.

Where equal text stands in several places, the one is taken that has the words before and after it that the coding
carries (W3C Web Annotation: TextQuoteSelector); among those, the one nearest to the coder's start; without either, the
first in the text that no earlier row of the same coder and code took. The last is a guess, so it is reported as a
warning, and ``why`` says which of how many places was taken.
"""

from __future__ import annotations

import bisect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

import pandas as pd

from benang.coding.coding_ids import fill_coding_ids
from benang.coding.people.lookup import CodeNames, SourceNames
from benang.coding.people.raw_lookup import RawLookup, RawText
from benang.coding.people.source_by_quotation import with_sources_found
from benang.coding.side_words import marks_of
from benang.coding.sides import given_together, strictest
from benang.core import model
from benang.core.cells import join_ids
from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning, cleaned_text
from benang.text.context import NO_CONTEXT, Context
from benang.text.quotations import HINT_SIMILARITY, SIMILAR, Place, Searchable, comparable, on_one_line
from benang.text.spans import SpanIndex

_SHARED = 8  # characters of what stood around a coding that tell its place; one or two stand anywhere
_SAME_SIMILARITY = 2.0  # two spans that resemble a quotation to within this are both what may have been meant


@dataclass(frozen=True)
class _Row:
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

    def problem(self, kind: str, **values: object) -> Problem:
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


MOVES = [
    *("file", "line", "place", "source_id", "code_id", "coder", "anchor", "note"),
    *("given_start", "given_end", "start", "end", "quotation", "found"),
]
"""Columns of the report of what moved: ``quotation`` is what the coder gave, ``found`` what stands there."""


class Anchoring(NamedTuple):
    """What became of coding rows: table ``codings``, every problem, and a row for each that is not where it was said.

    ``moves`` has the columns of ``MOVES``; its ``anchor`` is moved, fuzzy or orphan (the
    coding was not taken). Offsets that are not there are missing.
    """

    codings: pd.DataFrame
    problems: list[Problem]
    moves: pd.DataFrame


def anchor(
    rows: pd.DataFrame,
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    offset_map: pd.DataFrame,
    codes: pd.DataFrame,
    pseudonyms: Pseudonyms | None = None,
    cleaning: Cleaning | None = None,
    raw_text: RawText = lambda source_id: None,
) -> Anchoring:
    """Turn raw coding rows into codings.

    Args:
        rows: as ``benang.coding.people.coding_files.read_codings`` returns them; several files' rows may be put
            together. ``start`` and ``end`` are code points into the frozen text, end exclusive. Where ``side`` or
            ``use`` is empty, it is taken from the head of the memo (``benang.coding.side_words.marks_of``).
        sources: table ``sources`` with the frozen texts.
        turns: table ``turns``.
        offset_map: table ``offset_map``, for the line of the raw source.
        codes: table ``codes``.
        pseudonyms: what was replaced in the sources; replaced in quotations, memos and source names too.
        cleaning: what was taken out of the sources (timestamps, fillers ...), taken out of quotations too.
        raw_text: the texts before anything was replaced in them (``raw_lookup``), for quotations copied from there.

    Returns:
        Table ``codings`` (method ``human``, status ``accepted``; ``quotation`` is always the text's own slice; ``why``
        holds the memo and, in brackets, what was assumed); every row that could not be placed or was placed with
        doubt, as a problem with its file and line; and where codings moved to.
    """
    pseudonyms = pseudonyms or Pseudonyms()
    # White space is folded where quotations are looked for.
    cleaning = replace(cleaning or Cleaning(), white_space=False)
    rows, problems = with_sources_found(rows, sources, turns, offset_map, pseudonyms, cleaning, raw_text)
    rows = _with_codes_parted(rows, CodeNames(codes), pseudonyms)
    known, more = _resolve(rows, sources, codes, pseudonyms, cleaning)
    problems += more
    by_source: dict[str, list[_Row]] = {}
    for row in known:
        by_source.setdefault(row.source_id, []).append(row)
    texts: dict[str, str] = dict(zip(sources["source_id"], sources["text"], strict=True))
    turns_of = {str(source_id): of_source for source_id, of_source in turns.groupby("source_id")}
    index = SpanIndex(turns, offset_map)
    raw = RawLookup(raw_text, offset_map)
    placed: list[dict[str, object]] = []
    moves: list[dict[str, object]] = []
    for source_id, of_source in sorted(by_source.items()):
        text = texts[source_id]
        of_turns = turns_of.get(source_id, turns.iloc[:0])
        utterances = sorted(zip(of_turns["start"].tolist(), of_turns["end"].tolist(), strict=True))
        searchable = Searchable(text, utterances, of_turns["speaker"].tolist())
        cases = _informants(of_turns)
        taken: dict[tuple[str, str], dict[tuple[int, int], dict[str, object]]] = {}
        for row in of_source:
            spans = taken.setdefault((row.coder, row.code_id), {})
            found, doubts = _place(row, searchable, spans)
            if (found is None or (found.anchor == "fuzzy" and not found.cuts)) and row.copied:
                copied = raw.find(source_id, text, utterances, row.copied)
                if copied:
                    # What a message shows of it is what stands there: names and numbers are replaced in that.
                    row = replace(row, quotation=text[copied[0].start : copied[0].end])
                    place, note, doubts = _choose(row, copied, spans, text)
                    moved = row.start is not None and place.start != row.start
                    found = _Anchored(place.start, place.end, "moved" if moved else "exact", note, place.cuts)
            problems += doubts
            if found is None or found.anchor != "exact":
                moves.append(_move(row, found, text))
            if found is None:
                continue
            why = f"{row.memo} [{found.note}]".strip() if found.note else row.memo
            first = spans.get((found.start, found.end))
            if first is not None:
                problems.append(row.problem("coding-twice", code=row.code_id, coder=row.coder))
                first["why"] = "; ".join(dict.fromkeys(part for part in (str(first["why"]), why) if part))
                first["side"] = given_together((str(first["side"]), row.side))
                first["use"] = strictest((str(first["use"]), row.use))
                continue
            where = index.locate(source_id, found.start, found.end)
            # Where a coding begins with the interviewer's question, the words are the informant's who answers in it.
            following = bisect.bisect_left(cases, (where.turn, ""))
            answers = following < len(cases) and cases[following][0] <= where.last_turn
            coding: dict[str, object] = {
                "source_id": source_id,
                "case_id": cases[following][1] if answers else where.case_id,
                "turn": where.turn,
                "last_turn": where.last_turn,
                "line": where.line,
                "start": found.start,
                "end": found.end,
                "code_id": row.code_id,
                "coder": row.coder,
                "method": "human",
                "status": "accepted",
                "quotation": text[found.start : found.end],
                "why": why,
                "anchor": found.anchor,
                "side": row.side,
                "use": row.use,
            }
            if any(text[slice(*cut)].strip() for cut in found.cuts):
                coding["cut"] = join_ids([f"{start}-{end}" for start, end in found.cuts])
            spans[(found.start, found.end)] = coding
            placed.append(coding)
    if any("cut" in coding for coding in placed):
        placed = [coding | {"cut": coding.get("cut", "")} for coding in placed]
    codings = model.conform(fill_coding_ids(pd.DataFrame(placed)), "codings") if placed else model.empty("codings")
    return Anchoring(codings, problems, _moves_table(moves))


def _move(row: _Row, found: _Anchored | None, text: str) -> dict[str, object]:
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


def _moves_table(moves: list[dict[str, object]]) -> pd.DataFrame:
    order = ["anchor", "file", "line", "place", "source_id", "code_id", "coder"]
    table = pd.DataFrame(moves, columns=MOVES).sort_values(order, kind="stable")
    return table.astype(dict.fromkeys(("given_start", "given_end", "start", "end"), "Int64")).reset_index(drop=True)


def _with_codes_parted(rows: pd.DataFrame, names: CodeNames, pseudonyms: Pseudonyms) -> pd.DataFrame:
    """The rows with one code each: a cell with several that are all known is as many codings."""
    several = {code: parts for code in dict.fromkeys(rows["code"]) if (parts := names.parts(str(code), pseudonyms))}
    if not several:
        return rows
    listed = pd.Series([several.get(code, [str(code)]) for code in rows["code"]], index=rows.index, dtype=object)
    parted = rows.assign(code=listed).explode("code", ignore_index=True)
    return parted.astype({"code": "str"})


def _resolve(
    rows: pd.DataFrame, sources: pd.DataFrame, codes: pd.DataFrame, pseudonyms: Pseudonyms, cleaning: Cleaning
) -> tuple[list[_Row], list[Problem]]:
    """The rows whose source and code are known, and a problem for each that is not."""
    languages = dict(zip(sources["source_id"], sources["language"], strict=True))
    source_names, code_names = SourceNames(sources), CodeNames(codes)
    found_sources: dict[str, tuple[str, list[str]]] = {}
    found_codes: dict[str, list[str]] = {}
    known: list[_Row] = []
    problems: list[Problem] = []
    for raw in rows.to_dict("records"):
        file, line, source, code = str(raw["file"]), int(raw["line"]), str(raw["source"]), str(raw["code"])
        closer = str(raw["place"])
        if source not in found_sources:
            renamed = pseudonyms.rename(source)
            found_sources[source] = (renamed, source_names.find(source) or source_names.find(renamed))
        if code not in found_codes:
            found_codes[code] = code_names.find(code, pseudonyms)
        shown, source_ids = found_sources[source]
        code_ids = found_codes[code]
        if len(source_ids) > 1:
            values = {"source": shown, "sources": ", ".join(source_ids)}
            problems.append(Problem("coding-source-ambiguous", file, line or None, closer, values))
        elif not source_ids:
            values = {"source": shown, "near": source_names.nearest(shown)}
            problems.append(Problem("coding-source-unknown", file, line or None, closer, values))
        if len(code_ids) > 1:
            values = {"code": pseudonyms.rename(code), "codes": ", ".join(code_ids)}
            problems.append(Problem("coding-code-ambiguous", file, line or None, closer, values))
        elif not code_ids:
            values = {"code": pseudonyms.rename(code), "near": code_names.nearest(code)}
            problems.append(Problem("coding-code-unknown", file, line or None, closer, values))
        if len(source_ids) == 1 and len(code_ids) == 1:
            quotation = comparable(str(raw["quotation"]))
            quotation = cleaned_text(quotation, languages[source_ids[0]], cleaning) or quotation
            around = [pseudonyms.apply(comparable(str(raw[where]))) for where in ("prefix", "suffix")]
            marked = marks_of(comparable(str(raw["memo"])))
            for kind, word, near in marked.unknown:
                values = {"column": "memo", "word": pseudonyms.apply(word), "near": near}
                problems.append(Problem(f"{kind}-word", file, line or None, closer, values))
            known.append(
                _Row(
                    file,
                    line,
                    source_ids[0],
                    code_ids[0],
                    str(raw["coder"]),
                    pseudonyms.apply(marked.memo),
                    comparable(pseudonyms.apply(quotation)),
                    None if pd.isna(raw["start"]) else int(raw["start"]),
                    None if pd.isna(raw["end"]) else int(raw["end"]),
                    closer,
                    Context(*around),
                    str(raw["side"]) or marked.side,
                    str(raw["use"]) or marked.use,
                    comparable(str(raw["quotation"])) if pseudonyms else "",
                )
            )
    return known, problems


def _informants(turns: pd.DataFrame) -> list[tuple[int, str]]:
    """Number and case of each turn in which a known informant speaks, in order."""
    spoken = turns[(turns["role"] == "informant") & (turns["case_id"] != "")].sort_values("turn")
    return list(zip(spoken["turn"].tolist(), spoken["case_id"].tolist(), strict=True))


def _place(
    row: _Row, searchable: Searchable, taken: Mapping[tuple[int, int], object]
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
        return _Anchored(place.start, place.end, "fuzzy", ", ".join(notes), place.cuts), doubts
    similar = searchable.find_similar(row.quotation, row.start)
    # A word more, less or other can turn what was said into its contrary, however similar the rest.
    same = [one for one in similar if one.same_words and one.similarity >= SIMILAR]
    if same:
        rivals = [one for one in same if one.similarity > same[0].similarity - _SAME_SIMILARITY]
        place, note, doubts = _choose(row, rivals, taken, searchable.text)
        notes = [f"similarity {place.similarity:.1f}", *([note] if note else [])]
        found = on_one_line(searchable.text[place.start : place.end])
        doubts.append(row.problem("quotation-similar", similarity=f"{place.similarity:.0f}", found=found))
        return _Anchored(place.start, place.end, "fuzzy", ", ".join(notes)), doubts
    near = similar[0] if similar and similar[0].similarity >= HINT_SIMILARITY else None
    shown = on_one_line(searchable.text[near.start : near.end]) if near else ""
    return None, [row.problem("quotation-not-found", source=row.source_id, near=shown)]


def _choose(
    row: _Row, places: Sequence[Place], taken: Mapping[tuple[int, int], object], text: str
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
