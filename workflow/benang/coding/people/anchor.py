"""Give each human coding its place: which source, which code, and where in the frozen text its quotation stands.

How a coding is anchored is told in its column ``anchor``:

* ``exact``: the text there is equal to the quotation (``benang.text.quotations`` says what equal means), at the
  coder's offsets where there were any;
* ``moved``: the same, but elsewhere than the coder's offsets said;
* ``cut``: the text has its words, with others between them that the coder left out (``...``);
* ``fuzzy``: the text has the quotation's words in another spelling (its similarity is the ``note`` of ``moves``).

Where equal text stands in several places, the one is taken that has the words before and after it that the coding
carries (W3C Web Annotation: TextQuoteSelector); among those, the one nearest to the coder's start; without either, the
first in the text that no earlier row of the same coder and code took. The last is a guess, so it is reported as a
warning, which says which of how many places was taken.
"""

from __future__ import annotations

from dataclasses import replace
from typing import NamedTuple

import pandas as pd

from benang.coding.coding_ids import fill_coding_ids
from benang.coding.people.anchored_source import KnownRow, SourceAnchoring
from benang.coding.people.lookup import CodeNames, SourceNames
from benang.coding.people.raw_lookup import RawLookup, RawText
from benang.coding.people.source_by_quotation import with_sources_found
from benang.coding.side_words import instead_of_unknown, marks_of
from benang.core import model
from benang.core.problems import Problem
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning, cleaned_text
from benang.text.context import Context
from benang.text.quotations import comparable
from benang.text.spans import SpanIndex

MOVES = [
    *("file", "line", "place", "source_id", "code_id", "coder", "anchor", "note"),
    *("given_start", "given_end", "start", "end", "quotation", "found"),
]
"""Columns of the report of what moved: ``quotation`` is what the coder gave, ``found`` what stands there."""


class Anchoring(NamedTuple):
    """What became of coding rows: table ``codings``, every problem, and a row for each that is not where it was said.

    ``moves`` has the columns of ``MOVES``; its ``anchor`` is moved, cut, fuzzy or orphan (the
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
        holds the memo alone); every row that could not be placed or was placed with
        doubt, as a problem with its file and line; and where codings moved to.
    """
    pseudonyms = pseudonyms or Pseudonyms()
    # White space is folded where quotations are looked for.
    cleaning = replace(cleaning or Cleaning(), white_space=False)
    rows, problems = with_sources_found(rows, sources, turns, offset_map, pseudonyms, cleaning, raw_text)
    rows = _with_codes_parted(rows, CodeNames(codes), pseudonyms)
    known, more = _resolve(rows, sources, codes, pseudonyms, cleaning)
    problems += more
    by_source: dict[str, list[KnownRow]] = {}
    for row in known:
        by_source.setdefault(row.source_id, []).append(row)
    texts: dict[str, str] = dict(zip(sources["source_id"], sources["text"], strict=True))
    turns_of = {str(source_id): of_source for source_id, of_source in turns.groupby("source_id")}
    index = SpanIndex(turns, offset_map)
    raw = RawLookup(raw_text, offset_map)
    placed: list[dict[str, object]] = []
    moves: list[dict[str, object]] = []
    for source_id, of_source in sorted(by_source.items()):
        anchoring = SourceAnchoring(source_id, texts[source_id], turns_of.get(source_id, turns.iloc[:0]), index, raw)
        for row in of_source:
            anchoring.add(row)
        placed += anchoring.placed
        problems += anchoring.problems
        moves += anchoring.moves
    for column in ("cut", "date"):  # of studies that have any
        if any(coding.get(column) for coding in placed):
            placed = [coding | {column: coding.get(column, "")} for coding in placed]
        else:
            placed = [{name: cell for name, cell in coding.items() if name != column} for coding in placed]
    codings = model.conform(fill_coding_ids(pd.DataFrame(placed)), "codings") if placed else model.empty("codings")
    return Anchoring(codings, problems, _moves_table(moves))


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
) -> tuple[list[KnownRow], list[Problem]]:
    """The rows whose source and code are known, and a problem for each that is not."""
    languages = dict(zip(sources["source_id"], sources["language"], strict=True))
    source_names, code_names = SourceNames(sources), CodeNames(codes)
    found_sources: dict[str, tuple[str, list[str]]] = {}
    found_codes: dict[str, list[str]] = {}
    known: list[KnownRow] = []
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
            judged = {"side": str(raw["side"]) or marked.side, "use": str(raw["use"]) or marked.use}
            for kind, word, near in marked.unknown:
                judged[kind] = judged[kind] or instead_of_unknown(kind)
                values = {"column": "memo", "word": pseudonyms.apply(word), "near": near}
                problems.append(Problem(f"{kind}-word", file, line or None, closer, values))
            known.append(
                KnownRow(
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
                    judged["side"],
                    judged["use"],
                    comparable(str(raw["quotation"])) if pseudonyms else "",
                    str(raw["date"]),
                )
            )
    return known, problems
