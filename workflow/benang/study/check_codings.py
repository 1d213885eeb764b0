"""Check what people's codings and decisions name, before a run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations

import pandas as pd

from benang.coding.merge import merge
from benang.coding.people.lookup import CodeNames, SourceNames
from benang.coding.people.sources_read import SourcesRead
from benang.coding.suggestions.candidate_passages import passages
from benang.coding.suggestions.decisions import Decision, accepted
from benang.coding.together.adjudication import Adjudication, with_decisions
from benang.coding.together.disagreements import disagreements
from benang.core.problems import Problem, also_on
from benang.core.settings import RuleCoder
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import Case
from benang.sources.frozen_tables import FrozenTables
from benang.sources.source_row import SourceRow


def unknown_sources(
    rows: pd.DataFrame, sources: Sequence[SourceRow], pseudonyms: Pseudonyms, cases: Sequence[Case] = ()
) -> list[Problem]:
    """A problem for each source that a table of codings names and that is none, or several; once, with all its lines.

    Args:
        rows: raw coding rows.
        sources: the study's sources.
        pseudonyms: names to replace in what is told.
        cases: the study's cases, each of which may turn out to speak in a source.
    """
    names = SourceNames(
        pd.DataFrame(
            [(row.source_id, row.file, row.case_ids) for row in sources],
            columns=["source_id", "file", "case_ids"],
        )
    )
    known_cases = {case.case_id.casefold() for case in cases}
    problems: list[Problem] = []
    for (file, source), lines in _lines(rows[rows["source"] != ""], "source").items():
        shown = pseudonyms.rename(source)
        named = names.find(source) or names.find(shown)
        if not named and shown.casefold() in known_cases:
            continue
        if not named:
            values = {"source": shown, "near": names.nearest(shown)}
            problems.append(_told("coding-source-unknown", file, lines, values))
        elif len(named) > 1:
            values = {"source": shown, "sources": ", ".join(named)}
            problems.append(_told("coding-source-ambiguous", file, lines, values))
    return problems


def unknown_codes(rows: pd.DataFrame, codes: pd.DataFrame, pseudonyms: Pseudonyms) -> list[Problem]:
    """The same for codes (table ``codes``)."""
    names = CodeNames(codes)
    problems: list[Problem] = []
    for (file, code), lines in _lines(rows, "code").items():
        named = names.find(code, pseudonyms)
        shown = pseudonyms.rename(code)
        if not named and names.parts(code, pseudonyms):
            continue
        if not named:
            values = {"code": shown, "near": names.nearest(code)}
            problems.append(_told("coding-code-unknown", file, lines, values))
        elif len(named) > 1:
            values = {"code": shown, "codes": ", ".join(named)}
            problems.append(_told("coding-code-ambiguous", file, lines, values))
    return problems


def _lines(rows: pd.DataFrame, column: str) -> dict[tuple[str, str], list[int]]:
    """By file and what stands in a column, the lines on which it does, in the order in which they come first."""
    found: dict[tuple[str, str], list[int]] = {}
    for file, line, name in zip(rows["file"], rows["line"], rows[column], strict=True):
        lines = found.setdefault((str(file), str(name)), [])
        if int(line) not in lines[-1:]:
            lines.append(int(line))
    return found


def _told(kind: str, file: str, lines: Sequence[int], values: Mapping[str, object]) -> Problem:
    """A problem on the first line, with the others on which it is the same."""
    return Problem(kind, file, lines[0], values={**values, **also_on(lines)})


def with_suggestions(
    suggested: Sequence[Decision],
    tables: FrozenTables,
    codings: pd.DataFrame,
    codes: pd.DataFrame,
    pseudonyms: Pseudonyms,
    rules: RuleCoder,
) -> tuple[pd.DataFrame, list[Problem]]:
    """People's codings with the suggestions that they took, and a problem for each decision that finds no suggestion.

    Args:
        suggested: decisions on suggestions. Those on codings of machines are passed over: their ids are known only when
            they are made.
        tables: the study's sources, frozen.
        codings: table ``codings`` of people.
        codes: table ``codes``.
        pseudonyms: names that are replaced in names of codes.
        rules: whose words are suggested, and in what unit.
    """
    listed = [each for each in suggested if "-" in each.suggestion_id]
    if not listed:
        return codings, []
    found = passages(tables.sources, tables.turns, codings, rules.roles, rules.unit)
    where = (tables.sources, tables.turns, tables.offset_map, codes)
    taken, problems = accepted(listed, found, *where, pseudonyms)
    return merge([codings, taken]), problems


def differences(
    verdicts: Sequence[Adjudication],
    tables: FrozenTables,
    codings: pd.DataFrame,
    codes: pd.DataFrame,
    read: SourcesRead | None = None,
    absent: Sequence[str] = (),
) -> tuple[pd.DataFrame, list[Problem]]:
    """Where coders differ with what was decided, and a problem for each decision that cannot be carried out.

    Args:
        verdicts: decisions where coders differ.
        tables: the study's sources, frozen.
        codings: table ``codings`` of people.
        codes: table ``codes``.
        read: what coders read besides the sources in which they have codings.
        absent: coders of whose codings there are none.
    """
    pairs = combinations(sorted({*codings["coder"], *(read or {})}), 2)
    found = disagreements(codings, tables.turns, tables.sources, pairs, codes, read)
    return with_decisions(found, verdicts, absent)
