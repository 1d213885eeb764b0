"""The study's tables: their columns, types and keys, in one place.

Every table that passes from one rule to the next is described here by a pyarrow schema. ``conform`` is the border
check: it puts columns in order, checks types and keys, and sorts, so that a table has one form whoever made it.

Conventions: text columns are never null (missing is the empty string); offsets are Unicode code points into a source's
frozen text, start inclusive, end exclusive; turns count from 1; times are seconds; several ids in one cell are joined
with ``;``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from benang.core.cells import LIST_SEPARATOR as LIST_SEPARATOR
from benang.core.cells import join_ids as join_ids
from benang.core.cells import split_ids as split_ids

_TEXT = pa.string()
_INT = pa.int64()
_REAL = pa.float64()
_FLAG = pa.bool_()
_TEXTS = pa.list_(pa.string())


@dataclass(frozen=True)
class TableModel:
    """One table: its key, its columns, and the prefixes of columns that depend on the study (languages, attributes).

    ``blank`` names text columns that a maker of rows may leave out: what only people say, and most do not.
    """

    key: tuple[str, ...]
    schema: pa.Schema
    open_prefixes: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()

    @property
    def columns(self) -> list[str]:
        """The columns that every study has."""
        return list(self.schema.names)


def _table(
    key: Sequence[str], open_prefixes: Sequence[str] = (), blank: Sequence[str] = (), /, **columns: pa.DataType
) -> TableModel:
    return TableModel(tuple(key), pa.schema(list(columns.items())), tuple(open_prefixes), tuple(blank))


TABLES: dict[str, TableModel] = {
    # Cases carry the attributes of the case file as further text columns ("attribute:group", "attribute:place", ...).
    "cases": _table(["case_id"], ["attribute:"], case_id=_TEXT, order=_INT),
    "sources": _table(
        ["source_id"],
        source_id=_TEXT,
        kind=_TEXT,  # interview, observation, article
        case_ids=_TEXT,  # the cases that speak or are described in it, joined with ";"
        file=_TEXT,  # path as given in the study, names replaced by pseudonyms
        format=_TEXT,  # docx, odt, rtf, pdf, txt, md, html, vtt, srt, json, csv, xlsx
        language=_TEXT,
        encoding=_TEXT,
        sha256=_TEXT,  # of the frozen text in UTF-8
        n_characters=_INT,
        n_words=_INT,
        n_turns=_INT,
        text=_TEXT,  # the frozen text: one paragraph a turn, "Speaker: utterance"
    ),
    "turns": _table(
        ["source_id", "turn"],
        source_id=_TEXT,
        turn=_INT,
        start=_INT,  # of the utterance; the speaker's label before it is outside
        end=_INT,
        speaker=_TEXT,
        role=_TEXT,  # interviewer, informant, observer, other
        role_from=_TEXT,  # what told the role: table, list, word, case, letter, bold, alone, kind (of source)
        case_id=_TEXT,  # whose words (or whose observation) these are; empty where it cannot be told
        heading=_TEXT,  # the heading it stands under (a quotation in an article); empty where there is none
        line=_INT,  # line of the raw text where the turn begins: a line, paragraph, row or utterance, by format
        time_start=_REAL,
        time_end=_REAL,
        n_words=_INT,
    ),
    # How the frozen text came from the raw text: stretches of both, in order. A stretch of equal length on both sides
    # and exact=True is the same text; any other stretch was replaced as a whole.
    "offset_map": _table(
        ["source_id", "start", "raw_start"],
        source_id=_TEXT,
        start=_INT,
        end=_INT,
        raw_start=_INT,
        raw_end=_INT,
        raw_line=_INT,
        exact=_FLAG,
    ),
    # Times within turns: from which place of the frozen text on which time of the recording holds, in seconds.
    "times": _table(
        ["source_id", "start"],
        source_id=_TEXT,
        start=_INT,
        time_start=_REAL,
        time_end=_REAL,
    ),
    # What each step of cleaning did to each source: how many changes, and how many characters they took away.
    "cleaning": _table(
        ["source_id", "step"],
        source_id=_TEXT,
        step=_TEXT,
        changes=_INT,
        characters=_INT,
    ),
    # Remarks that came with a source (comments in a docx); not codings.
    "memos": _table(
        ["source_id", "start", "end", "author", "text"],
        source_id=_TEXT,
        turn=_INT,
        start=_INT,
        end=_INT,
        author=_TEXT,
        text=_TEXT,
    ),
    "codes": _table(
        ["code_id"],
        ["label:", "definition:", "include:", "exclude:"],  # one column a language: "label:id", "label:en"
        ["side"],
        code_id=_TEXT,
        parent_id=_TEXT,
        level=_TEXT,  # theme (no parent), category (child of a theme), code (anything deeper)
        theme_id=_TEXT,  # the theme above it (itself for a theme)
        category_id=_TEXT,  # the category above it (itself for a category; empty for a theme)
        origin=_TEXT,  # deductive, inductive
        negative=_FLAG,  # speaks against its category: a negative case
        side=_TEXT,  # none: a topic, whose passages are neither for nor against anything; else empty
        cites=_TEXT,
        example=_TEXT,
        colour=_TEXT,  # "#rrggbb" or empty
        order=_INT,  # place in the codebook
    ),
    "codings": _table(
        ["coding_id"],
        (),
        ["side", "use"],
        coding_id=_TEXT,
        source_id=_TEXT,
        case_id=_TEXT,
        turn=_INT,  # first turn it touches
        last_turn=_INT,
        start=_INT,
        end=_INT,
        line=_INT,  # line (or paragraph) of the raw source where it begins
        code_id=_TEXT,
        coder=_TEXT,
        method=_TEXT,  # human, suggestion (a person took it), consensus, rule, llm
        status=_TEXT,  # accepted, suggested, rejected
        quotation=_TEXT,  # always equal to text[start:end]
        why=_TEXT,  # a person's memo, or the pattern and the words that matched
        anchor=_TEXT,  # exact, moved, fuzzy
        side=_TEXT,  # as the coder gave it: for, against, both, none; of a consensus also disputed; empty: not given
        use=_TEXT,  # the researcher's choice of quotations: hide, doubt, best, typical; empty: not given
    ),
    # What one person said (or an observer wrote of somebody) in one turn, coded with one unit of one level of the
    # codebook by one or several: between codings and every count (docs/counting.md).
    "passages": _table(
        ["passage_id"],
        passage_id=_TEXT,
        level=_TEXT,  # code, category, theme
        code_id=_TEXT,  # the unit of that level
        source_id=_TEXT,
        turn=_INT,
        start=_INT,  # from the first to the last word of its codings, within the turn
        end=_INT,
        case_id=_TEXT,  # who said it, or whom the observer describes; empty where it is nobody alone, or another voice
        voice=_TEXT,  # said, asked, observed, reported
        coding_ids=_TEXTS,  # any of them addresses the passage
        coders=_TEXTS,
        side=_TEXT,  # for, against, both, none, disputed
        use=_TEXT,  # hide, doubt, best, typical, or empty
        words=_INT,  # of its codings together, each once
        new_words=_INT,  # of these, those that no passage of the unit before it in the turn holds; so sums count once
        undecided=_FLAG,  # rests on a difference between coders that nobody decided
        question_turn=_INT,  # the interviewer's last turn before it; 0 where there is none
        prompted=_TEXT,  # yes, no; empty where nobody confirmed what was asked
    ),
    "works": _table(
        ["work_id"],
        (),
        ["read"],
        work_id=_TEXT,
        author=_TEXT,
        year=_TEXT,
        title=_TEXT,
        abstract=_TEXT,
        keywords=_TEXT,
        note=_TEXT,
        read=_TEXT,  # full: the researcher read the whole work; empty: what is known of it are these notes
    ),
    "work_codings": _table(
        ["work_id", "code_id"],
        work_id=_TEXT,
        code_id=_TEXT,
        why=_TEXT,  # "cited in the codebook", or the pattern and the words of the note
    ),
    "problems": _table(
        ["severity", "kind", "file", "place", "values"],
        severity=_TEXT,  # error, warning
        kind=_TEXT,  # entry of texts/problems.*.yaml
        file=_TEXT,
        place=_TEXT,
        values=_TEXT,  # JSON: what fills the entry's sentences
    ),
}


class TableError(ValueError):
    """A table does not have the form that ``TABLES`` gives it: a mistake of the program, never of its user."""


def empty(name: str) -> pd.DataFrame:
    """The table ``name`` with its columns and no rows."""
    frame: pd.DataFrame = TABLES[name].schema.empty_table().to_pandas()
    return frame


def from_rows(name: str, rows: Sequence[dict[str, object]]) -> pd.DataFrame:
    """The table ``name`` made of ``rows`` (one dict a row), in conforming order."""
    return conform(pd.DataFrame.from_records(list(rows)) if rows else empty(name), name)


def conform(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """Bring ``frame`` into the form of table ``name``.

    Columns come in the model's order, study-dependent ones (``attribute:``, ``label:`` ...) after them; a ``blank`` one
    that is not there is empty; rows are sorted by key; the index is 0, 1, 2, ...

    Raises:
        TableError: a column is missing or unknown, a type does not fit, a text is null, or a key occurs twice.
    """
    model = TABLES[name]
    frame = frame.assign(**{column: "" for column in model.blank if column not in frame.columns})
    missing = [column for column in model.columns if column not in frame.columns]
    extra = [column for column in frame.columns if column not in model.columns]
    unknown = [column for column in extra if not column.startswith(model.open_prefixes or ("\0",))]
    if missing or unknown:
        raise TableError(f"table {name}: missing columns {missing}, unknown columns {unknown}")
    frame = frame[model.columns + extra]
    schema = arrow_schema(frame, name)
    try:
        ordered: pd.DataFrame = pa.Table.from_pandas(frame, schema=schema, preserve_index=False).to_pandas()
    except (pa.ArrowInvalid, pa.ArrowTypeError) as error:
        raise TableError(f"table {name}: {error}") from error
    for field in schema:
        if field.type == _TEXT and ordered[field.name].isna().any():
            raise TableError(f"table {name}: column {field.name} has nulls; missing text is the empty string")
    keys = list(model.key)
    if ordered.duplicated(keys).any():
        twice = ordered.loc[ordered.duplicated(keys), keys].iloc[0].to_dict()
        raise TableError(f"table {name}: key occurs twice: {twice}")
    return ordered.sort_values(keys, kind="stable").reset_index(drop=True)


def arrow_schema(frame: pd.DataFrame, name: str) -> pa.Schema:
    """The pyarrow schema of ``frame`` as table ``name``: the model's columns, and text for study-dependent ones."""
    model = TABLES[name]
    extra = [pa.field(column, _TEXT) for column in frame.columns if column not in model.columns]
    return pa.schema(list(model.schema) + extra)


def labels(codes: pd.DataFrame, language: str) -> dict[str, str]:
    """Label of each code in ``language``; where there is none, in the codebook's first language; else the id."""
    columns = [column for column in codes.columns if column.startswith("label:")]
    columns.sort(key=lambda column: column != f"label:{language}")
    result: dict[str, str] = {}
    for row in codes.to_dict("records"):
        texts = [str(row[column]) for column in columns if row[column]]
        result[str(row["code_id"])] = texts[0] if texts else str(row["code_id"])
    return result


def cases_in(cases: pd.DataFrame, language: str) -> pd.DataFrame:
    """The cases with their attributes in ``language``.

    A case file may give an attribute in several languages, in columns such as ``group`` and ``group:en``. Where it has
    a word in ``language``, this takes the place of the plain one; the columns by language are left out.
    """
    shown = cases.copy()
    for column in cases.columns:
        parts = str(column).split(":")
        if len(parts) == 3 and parts[0] == "attribute" and f"attribute:{parts[1]}" in cases.columns:
            if parts[2] == language:
                plain = f"attribute:{parts[1]}"
                shown[plain] = shown[column].where(shown[column] != "", shown[plain])
            shown = shown.drop(columns=column)
    return shown
