"""A study as a project that other programs can open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

import pandas as pd

from benang.coding.codebook.code_tree import below
from benang.coding.side_words import with_marks
from benang.core.model import cases_in, labels
from benang.core.texts import main_language, read_texts
from benang.exchange.project import (
    KIND,
    Project,
    ProjectCase,
    ProjectCode,
    ProjectCoding,
    ProjectGraph,
    ProjectMemo,
    ProjectSet,
    ProjectSource,
    StoredSource,
)
from benang.exchange.project_graph import project_map, relation_map
from benang.exchange.refi.write_variables import kind_of
from benang.sources.cases import ATTRIBUTE

_AT_ONCE = 20_000
"""Rows of codings whose cells are in memory at a time."""
_UNDIRECTED = ("related", "contradicts")
"""Kinds of links that have no direction."""
GROUP = "group"
"""The attribute of cases that makes sets of sources."""


def study_project(
    cases: pd.DataFrame,
    sources: pd.DataFrame,
    codes: pd.DataFrame,
    codings: pd.DataFrame,
    memos: pd.DataFrame,
    *,
    language: str,
    title: str,
    description: str = "",
    coders: Sequence[str] | None = None,
    relations: pd.DataFrame | None = None,
    texts: Mapping[str, str] | None = None,
    coded: Collection[str] | None = None,
) -> Project:
    """A study as a project.

    A code that lies above others and that nobody coded with only groups them. Each theme with codes below it becomes a
    set of codes, each group of cases (attribute ``group``) a set of its sources, and the hierarchy of codes a drawn
    map. A code's definition says when it is used and when not, with its example, and whether it is a negative case or a
    topic. What a coder said of a passage's side and use stands at the head of its memo. Both are read
    back (``code_marks``, ``benang.coding.side_words``).

    Args:
        cases, sources, codes, codings, memos: tables of those names; offsets are code points of the frozen texts.
        language: of labels, definitions and attributes; where a text is missing in it, another takes its place.
        title: the study's name.
        description: what is said of the study as a whole.
        coders: whose accepted codings come along; everybody's where left out. With nobody's the project is blinded: it
            has the texts and the codebook, no codings and no memos.
        relations: the links that researchers drew between codes (table ``relations``), which become a map of their own.
        texts: the frozen texts by id, where ``sources`` does not hold them: each is read when a writer asks for it.
        coded: the codes that anybody or anything coded with, where ``codings`` are not all codings.

    Returns:
        The project. Variables have the narrowest kind that holds their values to the letter.
    """
    words = _words(language)
    name = labels(codes, language)
    shown = cases_in(cases, language).sort_values("order", kind="stable")
    sources_of = _sources_of(sources)
    attributes = {
        str(column).removeprefix(ATTRIBUTE): [str(value) for value in shown[column] if value]
        for column in shown.columns
        if str(column).startswith(ATTRIBUTE)
    }
    taken = codings[codings["status"] == "accepted"]
    if coders is not None:
        taken = taken[taken["coder"].isin(coders)]
    grouping = set(codes["parent_id"]) - set(codings["code_id"] if coded is None else coded)
    project_codes = tuple(
        replace(_code(row, name, words, language), groups=str(row["code_id"]) in grouping)
        for row in _rows(codes.sort_values("order", kind="stable"))
    )
    return Project(
        name=title,
        description=description,
        coders=tuple(coders) if coders is not None else tuple(sorted(set(taken["coder"]))),
        codes=project_codes,
        variables={each: kind_of(values) for each, values in attributes.items()} | _kind_variable(attributes, sources),
        cases=tuple(_case(row, attributes, sources_of) for row in _rows(shown)),
        sources=tuple(_sources(sources, attributes, texts)),
        codings=tuple(_codings(taken, language)),
        memos=() if coders is not None and not coders else tuple(_memo(row) for row in _rows(memos)),
        sets=(*_themes(codes, name), *_groups(shown, sources_of)),
        graphs=_maps(project_codes, relations, words, language),
    )


def _maps(
    codes: Sequence[ProjectCode], relations: pd.DataFrame | None, words: Mapping[str, str], language: str
) -> tuple[ProjectGraph, ...]:
    """The tree of codes, and what researchers drew between them."""
    if not codes:
        return ()
    tree = project_map(codes, words["project_map"])
    if relations is None or relations.empty:
        return (tree,)
    links = []
    for row in _rows(relations):
        kind = str(row["kind"])
        said = _in_language(row, "label", language) or words.get(f"relation_{kind}", kind)
        links.append((str(row["from_id"]), str(row["to_id"]), said, "" if kind in _UNDIRECTED else "to"))
    return (tree, relation_map(links, codes, words["relation_map"]))


def _words(language: str) -> Mapping[str, str]:
    texts: Mapping[str, Mapping[str, str]] = read_texts("exchange.yaml")
    return texts.get(main_language(language), texts["en"])


def _rows(table: pd.DataFrame) -> list[dict[str, object]]:
    return [{str(column): cell for column, cell in row.items()} for row in table.to_dict("records")]


def _code(row: Mapping[str, object], name: Mapping[str, str], words: Mapping[str, str], language: str) -> ProjectCode:
    parts = [_in_language(row, "definition", language)]
    said = {field: _in_language(row, field, language) for field in ("include", "exclude")}
    said["example"] = str(row["example"])
    parts += [f"{words[field]}: {text}" for field, text in said.items() if text]
    parts += [words[mark] for mark, holds in (("negative", row["negative"]), ("topic", row["side"])) if holds]
    return ProjectCode(
        identity=str(row["code_id"]),
        name=name[str(row["code_id"])],
        parent=str(row["parent_id"]),
        definition="\n\n".join(part for part in parts if part),
        colour=str(row["colour"]),
    )


def _in_language(row: Mapping[str, object], field: str, language: str) -> str:
    """A text of a code in ``language``; where there is none, in another."""
    columns = sorted(
        (column for column in row if column.startswith(f"{field}:")), key=lambda c: c != f"{field}:{language}"
    )
    return next((str(row[column]) for column in columns if row[column]), "")


def _case(
    row: Mapping[str, object], attributes: Mapping[str, object], sources_of: Mapping[str, Sequence[str]]
) -> ProjectCase:
    case_id = str(row["case_id"])
    values = {name: str(row[f"{ATTRIBUTE}{name}"]) for name in attributes if row[f"{ATTRIBUTE}{name}"]}
    return ProjectCase(case_id, case_id, values, tuple(sources_of.get(case_id, ())))


def _sources_of(sources: pd.DataFrame) -> dict[str, list[str]]:
    """The sources that each case is in."""
    found: dict[str, list[str]] = {}
    for source_id, case_ids in zip(sources["source_id"], sources["case_ids"], strict=True):
        for case_id in case_ids:
            found.setdefault(case_id, []).append(source_id)
    return found


def _kind_variable(attributes: Mapping[str, object], sources: pd.DataFrame) -> dict[str, str]:
    """The variable of a source's kind, unless cases have an attribute of this name: programs have one for both."""
    return {} if KIND in attributes or sources.empty else {KIND: "Text"}


def _sources(
    sources: pd.DataFrame, attributes: Mapping[str, object], texts: Mapping[str, str] | None
) -> Iterator[ProjectSource]:
    cells = (sources[column].tolist() for column in ("source_id", "kind", "text", "sha256"))
    for source_id, kind, text, digest in zip(*cells, strict=True):
        values = {} if KIND in attributes else {KIND: kind}
        if texts is None:
            yield ProjectSource(source_id, source_id, text, attributes=values)
        else:
            yield StoredSource(source_id, source_id, values, texts, digest)


def _codings(codings: pd.DataFrame, language: str) -> Iterator[ProjectCoding]:
    """A coding for each row; what many have in common is held once."""
    same: dict[str, str] = {}
    columns = ["source_id", "start", "end", "code_id", "coder", "why", "side", "use", "quotation", "coding_id"]
    columns += ["date"] if "date" in codings else []
    for begin in range(0, len(codings), _AT_ONCE):
        some = codings[columns].iloc[begin : begin + _AT_ONCE]
        for source, start, end, code, coder, why, side, use, words, coding_id, *date in zip(
            *(some[column].tolist() for column in columns), strict=True
        ):
            memo = with_marks(why, side, use, language)
            source, code, coder, memo, day = (
                same.setdefault(text, text) for text in (source, code, coder, memo, *(date or [""]))
            )
            yield ProjectCoding(source, start, end, code, coder, memo, words, coding_id, day)


def _memo(row: Mapping[str, object]) -> ProjectMemo:
    key = "\n".join(str(row[column]) for column in ("source_id", "start", "end", "author", "text"))
    start, end = int(str(row["start"])), int(str(row["end"]))
    return ProjectMemo(
        key, str(row["text"]), author=str(row["author"]), source=str(row["source_id"]), start=start, end=end
    )


def _themes(codes: pd.DataFrame, name: Mapping[str, str]) -> list[ProjectSet]:
    themes = set(codes.loc[codes["level"] == "theme", "code_id"])
    return [
        ProjectSet(f"theme\n{theme}", name[theme], codes=members)
        for theme, members in below(codes).items()
        if theme in themes and len(members) > 1
    ]


def _groups(cases: pd.DataFrame, sources_of: Mapping[str, Sequence[str]]) -> list[ProjectSet]:
    """Each group of cases, in their order, with the sources that one of its cases is in."""
    column = f"{ATTRIBUTE}{GROUP}"
    if column not in cases.columns:
        return []
    members: dict[str, dict[str, None]] = {}
    for case_id, group in zip(cases["case_id"], cases[column], strict=True):
        members.setdefault(str(group), {}).update(dict.fromkeys(sources_of.get(case_id, ())))
    return [
        ProjectSet(f"group\n{group}", group, sources=tuple(sources))
        for group, sources in members.items()
        if group and sources
    ]
