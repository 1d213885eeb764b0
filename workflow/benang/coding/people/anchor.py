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

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa

from benang.coding.coding_ids import with_short_ids, with_whole_ids
from benang.coding.people.anchored_source import KnownRow, SourceAnchoring
from benang.coding.people.lookup import CodeNames, SourceNames
from benang.coding.people.raw_lookup import RawLookup, RawText
from benang.coding.people.source_by_quotation import with_sources_found
from benang.coding.side_words import instead_of_unknown, marks_of
from benang.core import model
from benang.core.kept_parts import KeptParts, values_of, with_values
from benang.core.plain_values import from_plain, to_plain
from benang.core.problems import Problem
from benang.core.source_texts import SourceTexts
from benang.core.table_parts import RowsOfSources, with_texts
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning, cleaned_text
from benang.sources.uncapitalised import KeptWords
from benang.text.context import Context
from benang.text.quotations import comparable
from benang.text.spans import SpanIndex

MOVES = [
    *("file", "line", "place", "source_id", "code_id", "coder", "anchor", "note"),
    *("given_start", "given_end", "start", "end", "quotation", "found"),
]
"""Columns of the report of what moved: ``quotation`` is what the coder gave, ``found`` what stands there."""


_NUMBER = re.compile(r"\d+")


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
    pseudonyms, cleaning = pseudonyms or Pseudonyms(), cleaning or Cleaning()
    tables = (sources, turns, offset_map)
    rows, problems = with_sources_found(rows, *tables, pseudonyms, cleaning, raw_text)
    part = dict(zip(("sources", "turns", "offset_map"), tables, strict=True))
    found = anchor_by_part(rows, sources, [part], codes, pseudonyms, cleaning, raw_text)
    return found._replace(problems=[*problems, *found.problems])


def anchor_by_part(
    rows: pd.DataFrame,
    sources: pd.DataFrame,
    parts: Iterable[Mapping[str, pd.DataFrame]],
    codes: pd.DataFrame,
    pseudonyms: Pseudonyms,
    cleaning: Cleaning,
    raw_text: RawText = lambda source_id: None,
    kept: KeptParts | None = None,
    raw_sums: Mapping[str, str] | None = None,
    texts: Mapping[str, str] | None = None,
) -> Anchoring:
    """What ``anchor`` does, some sources at a time.

    Args:
        rows, codes, pseudonyms, cleaning, raw_text: as for ``anchor``; each row with a source.
        sources: table ``sources`` of all; its texts are not needed.
        parts: ``sources``, ``turns`` and ``offset_map`` of some sources each (``core.table_parts``).
        kept: where what was found in a part is kept from run to run; it is about ``pseudonyms`` and ``cleaning``.
        raw_sums: for what is kept, what tells that the raw text of a source is the same, by its id.
        texts: the frozen texts by source id, where ``parts`` were read without them.
    """
    # White space is folded where quotations are looked for.
    cleaning = replace(cleaning, white_space=False)
    code_names = CodeNames(codes)
    rows = _with_codes_parted(rows, code_names, pseudonyms)
    rows, problems = _with_known(rows, SourceNames(sources), code_names, pseudonyms)
    by_source = RowsOfSources(rows)
    placed: list[pd.DataFrame] = []
    moves: list[dict[str, object]] = []
    for part in parts:
        own = by_source.of(part)
        if not len(own):
            continue
        # A row more or less in a file moves the lines of all others in it, which changes nothing of where they stand.
        own, lines = _with_lines_numbered(own)
        make = partial(_anchored_as_table, own, part, texts, pseudonyms, cleaning, raw_text)
        raw = [(raw_sums or {}).get(source_id, "") for source_id in part["sources"]["source_id"].tolist()]
        table = kept.table({**part, "rows": own, "raw": raw}, make) if kept else make()
        placed += [table.to_pandas()] if len(table) else []
        told = values_of(table)
        moves += [move | {"line": lines[move["line"]]} for move in told["moves"]]
        problems += [_on_lines(from_plain(Problem, one), lines) for one in told["problems"]]
    if not placed:
        return Anchoring(model.empty("codings"), problems, _moves_table(moves))
    codings = pd.concat(placed, ignore_index=True)
    for column in ("cut", "date"):  # of studies that have any
        if column in codings.columns:
            given = codings[column].fillna("")
            codings = codings.assign(**{column: given}) if (given != "").any() else codings.drop(columns=column)
    return Anchoring(model.conform(with_short_ids(codings), "codings"), problems, _moves_table(moves))


def _with_lines_numbered(rows: pd.DataFrame) -> tuple[pd.DataFrame, list[int]]:
    """Rows whose ``line`` is the number of their line, from 1, among those that they stand on; and these lines.

    No line stays none: 0 for both.
    """
    numbers, distinct = pd.factorize(pd.MultiIndex.from_frame(rows[["file", "line"]]))
    lines = [0, *(int(line) for _, line in distinct)]
    return rows.assign(line=np.where(rows["line"] == 0, 0, numbers + 1)), lines


def _on_lines(problem: Problem, lines: Sequence[int]) -> Problem:
    """A problem with rows of ``_with_lines_numbered``, with the lines that they stand on."""
    values = dict(problem.values)
    if "also" in values:
        values["also"] = _NUMBER.sub(lambda number: str(lines[int(number[0])]), str(values["also"]))
    return replace(problem, line=lines[problem.line or 0] or None, values=values)


def _anchored_as_table(
    rows: pd.DataFrame, part: Mapping[str, pd.DataFrame], texts: Mapping[str, str] | None, *about: Any
) -> pa.Table:
    """What ``_anchored`` gives as one table, as it can be kept: moves and problems stand beside it."""
    codings, moves, problems = _anchored(rows, part if texts is None else with_texts(part, texts), *about)
    table = pa.Table.from_pandas(codings, preserve_index=False)
    return with_values(table, moves=moves, problems=to_plain(problems))


def _anchored(
    rows: pd.DataFrame,
    part: Mapping[str, pd.DataFrame],
    pseudonyms: Pseudonyms,
    cleaning: Cleaning,
    raw_text: RawText,
) -> tuple[pd.DataFrame, list[dict[str, object]], list[Problem]]:
    """Of some sources the codings, with ids of all digits, the rows of ``moves``, and problems."""
    sources, turns, offset_map = part["sources"], part["turns"], part["offset_map"]
    texts = SourceTexts(sources)
    turns_of = {str(source_id): of_source for source_id, of_source in turns.groupby("source_id")}
    languages = dict(zip(sources["source_id"], sources["language"], strict=True))
    kept_words = KeptWords(texts, turns_of, languages, pseudonyms.stand_ins)
    known, problems = _known_rows(rows, languages, pseudonyms, cleaning, kept_words)
    by_source: dict[str, list[KnownRow]] = {}
    for row in known:
        by_source.setdefault(row.source_id, []).append(row)
    index, raw = SpanIndex(turns, offset_map), RawLookup(raw_text, offset_map)
    placed: list[dict[str, object]] = []
    moves: list[dict[str, object]] = []
    for source_id, of_source in sorted(by_source.items()):
        anchoring = SourceAnchoring(source_id, texts[source_id], turns_of.get(source_id, turns.iloc[:0]), index, raw)
        for row in of_source:
            anchoring.add(row)
        placed += anchoring.placed
        problems += [*anchoring.problems, *anchoring.asked_problems()]
        moves += anchoring.moves
    codings = with_whole_ids(pd.DataFrame(placed)) if placed else model.empty("codings")
    return codings, moves, problems


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


def _with_known(
    rows: pd.DataFrame, source_names: SourceNames, code_names: CodeNames, pseudonyms: Pseudonyms
) -> tuple[pd.DataFrame, list[Problem]]:
    """The rows whose source and code are known, with ``source_id`` and ``code_id``, and a problem for each other."""
    shown = {source: pseudonyms.rename(str(source)) for source in rows["source"].unique()}
    sources = {one: source_names.find(str(one)) or source_names.find(renamed) for one, renamed in shown.items()}
    codes = {code: code_names.find(str(code), pseudonyms) for code in rows["code"].unique()}
    ids = {
        name: pd.Series([found[one][0] if len(found[one]) == 1 else "" for one in rows[column]], dtype="str")
        for name, column, found in (("source_id", "source", sources), ("code_id", "code", codes))
    }
    rows = rows.reset_index(drop=True).assign(**ids)
    known = (rows["source_id"] != "") & (rows["code_id"] != "")
    problems: list[Problem] = []
    columns = ("file", "line", "place", "source", "code")
    for file, line, closer, source, code in zip(*(rows[~known][name].tolist() for name in columns), strict=True):
        where = (str(file), int(line) or None, str(closer))
        named, meant = shown[source], sources[source]
        if len(meant) > 1:
            problems.append(Problem("coding-source-ambiguous", *where, {"source": named, "sources": ", ".join(meant)}))
        elif not meant:
            near = source_names.nearest(named)
            problems.append(Problem("coding-source-unknown", *where, {"source": named, "near": near}))
        named, meant = pseudonyms.rename(str(code)), codes[code]
        if len(meant) > 1:
            problems.append(Problem("coding-code-ambiguous", *where, {"code": named, "codes": ", ".join(meant)}))
        elif not meant:
            near = code_names.nearest(str(code))
            problems.append(Problem("coding-code-unknown", *where, {"code": named, "near": near}))
    return rows[known].reset_index(drop=True), problems


def _known_rows(
    rows: pd.DataFrame,
    languages: Mapping[str, str],
    pseudonyms: Pseudonyms,
    cleaning: Cleaning,
    kept_words: KeptWords,
) -> tuple[list[KnownRow], list[Problem]]:
    """Rows of ``_with_known`` as they are looked for in their sources, and a problem for each word nobody knows."""
    known: list[KnownRow] = []
    problems: list[Problem] = []
    for raw in rows.to_dict("records"):
        file, line, closer = str(raw["file"]), int(raw["line"]), str(raw["place"])
        replaced = partial(pseudonyms.apply, kept_words=partial(kept_words.of, str(raw["source_id"])))
        quotation = comparable(str(raw["quotation"]))
        quotation = cleaned_text(quotation, languages[raw["source_id"]], cleaning) or quotation
        around = [replaced(comparable(str(raw[where]))) for where in ("prefix", "suffix")]
        marked = marks_of(comparable(str(raw["memo"])))
        judged = {"side": str(raw["side"]) or marked.side, "use": str(raw["use"]) or marked.use}
        for kind, word, near in marked.unknown:
            judged[kind] = judged[kind] or instead_of_unknown(kind)
            values = {"column": "memo", "word": replaced(word), "near": near}
            problems.append(Problem(f"{kind}-word", file, line or None, closer, values))
        known.append(
            KnownRow(
                file,
                line,
                str(raw["source_id"]),
                str(raw["code_id"]),
                str(raw["coder"]),
                replaced(marked.memo),
                comparable(replaced(quotation)),
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
