"""The study's tables: their columns, types and keys, in one place.

Every table that passes from one rule to the next is described here by a pyarrow schema. ``conform`` is the border
check: it puts columns in order, checks types and keys, and sorts, so that a table has one form whoever made it.

Conventions: text columns are never null (missing is the empty string); offsets are Unicode code points into a source's
frozen text, start inclusive, end exclusive; turns count from 1; times are seconds; a cell that holds
several things is a list, which CSV joins with ``;`` (some columns hold the joined text itself: see their comments).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pandas as pd
import pyarrow as pa

from benang.core.cells import LIST_SEPARATOR as LIST_SEPARATOR
from benang.core.cells import join_ids as join_ids
from benang.core.cells import split_ids as split_ids

GROUP_COLUMN = "attribute:group"
"""Column of the table ``cases`` that holds a case's group; a study may have none."""

_TEXT = pa.string()
_INT = pa.int64()
_REAL = pa.float64()
_FLAG = pa.bool_()
_TEXTS = pa.list_(pa.string())
_SPANS = pa.list_(pa.list_(pa.int64()))  # each of two numbers, start and end; "120-180;200-230" in CSV


@dataclass(frozen=True)
class TableModel:
    """One table: its key, its columns, and the prefixes of columns that depend on the study (languages, attributes).

    ``blank`` names text columns that a maker of rows may leave out: what only people say, and most do not.
    Where ``in_order``, the order of the rows means something and stays; other tables are sorted by key. A table without
    a key may hold equal rows.
    """

    key: tuple[str, ...]
    schema: pa.Schema
    open_prefixes: tuple[str, ...] = ()
    blank: tuple[str, ...] = ()
    in_order: bool = False

    @property
    def columns(self) -> list[str]:
        """The columns that every study has."""
        return list(self.schema.names)


def _table(
    key: Sequence[str], open_prefixes: Sequence[str] = (), blank: Sequence[str] = (), /, **columns: pa.DataType
) -> TableModel:
    return TableModel(tuple(key), pa.schema(list(columns.items())), tuple(open_prefixes), tuple(blank))


def _ordered(key: Sequence[str], open_prefixes: Sequence[str] = (), /, **columns: pa.DataType) -> TableModel:
    """A table whose rows stay in their order."""
    return replace(_table(key, open_prefixes, **columns), in_order=True)


# Cases by the units of one level of the codebook (docs/counting.md), every case with every unit.
_CASE_MATRIX = _table(
    ["case_id", "code_id"],
    case_id=_TEXT,  # empty: what is nobody's alone
    code_id=_TEXT,
    state=_TEXT,  # one of mapping.matrices.STATES
    references=_INT,  # said passages of any side
    for_references=_INT,  # on the side "for" or "both"
    against_references=_INT,  # "against" or "both"
    disputed_references=_INT,
    observed_references=_INT,  # passages of observations
    undecided=_INT,  # said passages on whose difference nobody decided: among these, or left out (counting.md)
    words=_INT,  # of the said passages, each once
    coverage=_REAL,  # words / all words of the case's own turns, 0-1
    passage_ids=_TEXTS,  # said and observed
)


TABLES: dict[str, TableModel] = {
    # Cases carry the attributes of the case file as further text columns ("attribute:group", "attribute:place", ...).
    "cases": _table(["case_id"], ["attribute:"], case_id=_TEXT, order=_INT),
    "sources": _table(
        ["source_id"],
        source_id=_TEXT,
        kind=_TEXT,  # interview, observation, article
        case_ids=_TEXTS,  # the cases that speak or are described in it
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
    # A study with printed sources has columns more in turns and codings, as text: page, printed_line and
    # printed_paragraph, of where they begin in print.
    "turns": _table(
        ["source_id", "turn"],
        ("page", "printed_"),
        source_id=_TEXT,
        turn=_INT,
        start=_INT,  # of the utterance; the speaker's label before it is outside
        end=_INT,
        speaker=_TEXT,
        role=_TEXT,  # interviewer, informant, observer, other
        role_from=_TEXT,  # what told it: table, list, introduced, word, case, letter, bold, alone, kind (of source)
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
    # Where printed sources stand in print: from which place of the frozen text on which page and line hold.
    "printed": _table(
        ["source_id", "start"],
        source_id=_TEXT,
        start=_INT,
        page=_TEXT,  # as the page says, else its place in the file; in brackets where others say something else
        unit=_TEXT,  # what the margin counts: line, paragraph; empty where it does not
        number=_INT,  # 0 where it does not
    ),
    # What each step of cleaning did to each source: how many changes, and how many characters they took away.
    "cleaning": _table(
        ["source_id", "step"],
        source_id=_TEXT,
        step=_TEXT,
        changes=_INT,
        characters=_INT,
    ),
    # Every form in which a pattern of the codebook stands in the turns it is looked for in; the most frequent first.
    "expansions": _ordered(
        ["code_id", "pattern", "part", "form"],
        code_id=_TEXT,
        pattern=_TEXT,  # as written
        part=_TEXT,  # of the rule: match, near, then, unless, asked
        form=_TEXT,  # the words found, in small letters
        count=_INT,  # places
        sources=_INT,  # in how many it stands
    ),
    # Remarks that came with a source (comments in a docx); not codings.
    # Which text of which project each source is that came from one.
    "project_sources": _table(
        ["source_id"],
        source_id=_TEXT,
        project=_INT,  # the place of the project among those that could be read, from 0
        identity=_TEXT,  # of the text in it
    ),
    # Turns of the study's own sources that a project's cases, as parts of a text, make theirs.
    "turn_cases": _table(
        ["source_id", "start"],
        source_id=_TEXT,
        start=_INT,  # where the turn begins
        case_id=_TEXT,  # empty: of a case that was only made up for the source, and is none beside the project's
        role=_TEXT,
        role_from=_TEXT,
        was=_TEXT,  # the case the turn had
    ),
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
        origin=_TEXT,  # deductive, inductive; empty: not given
        negative=_FLAG,  # speaks against its category: a negative case
        side=_TEXT,  # none: a topic, whose passages are neither for nor against anything; else empty
        cites=_TEXTS,
        example=_TEXT,
        colour=_TEXT,  # "#rrggbb" or empty
        order=_INT,  # place in the codebook
    ),
    # The questions of the interviews' guide, in its order.
    "guide": _ordered(
        ["question_id"],
        question_id=_TEXT,
        question=_TEXT,
        code_ids=_TEXTS,  # what it asks about
    ),
    # Which of them were asked where, as a person confirmed it.
    "asked": _table(
        ["source_id", "turn", "question_id"],
        source_id=_TEXT,
        turn=_INT,  # of the interviewer; 0 where it is not known
        question_id=_TEXT,  # empty for a question that is none of the guide's
        code_ids=_TEXTS,  # of the question
    ),
    # What a file of coded segments says, before its quotations are looked for in the sources; in the file's order.
    "raw_codings": _ordered(
        [],
        file=_TEXT,
        line=_INT,  # 0 where there are no lines
        place=_TEXT,  # finds a coding again within its file where its line does not
        source=_TEXT,  # as the file calls it
        quotation=_TEXT,
        start=_INT,  # null where the file does not say
        end=_INT,
        prefix=_TEXT,  # the words before the quotation
        suffix=_TEXT,
        code=_TEXT,  # id, label or path of labels
        coder=_TEXT,
        memo=_TEXT,
        side=_TEXT,
        use=_TEXT,
    ),
    # A study in whose quotations coders cut something out has a column more: cut, the stretches between start and end
    # that they left out ("120-184;230-241"), as text.
    "codings": _table(
        ["coding_id"],
        ("cut", "page", "printed_"),
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
    # Where two coders differ; by source, code, place and pair.
    "disagreements": _ordered(
        ["disagreement_id"],
        disagreement_id=_TEXT,  # of the pair and its codings
        source_id=_TEXT,
        turn=_INT,  # of the first coding
        line=_INT,
        code_id=_TEXT,
        kind=_TEXT,  # only_a, only_b, extent, side
        coder_a=_TEXT,  # whose name comes first in the alphabet
        coder_b=_TEXT,
        quotation_a=_TEXT,  # several are joined with " [...] "
        quotation_b=_TEXT,
        offsets_a=_SPANS,  # where they stand in the frozen text
        offsets_b=_SPANS,
        context_before=_TEXT,
        context_after=_TEXT,
        memo_a=_TEXT,
        memo_b=_TEXT,
        coding_ids_a=_TEXTS,
        coding_ids_b=_TEXTS,
        side_a=_TEXT,  # of the coder's codings together
        side_b=_TEXT,
        decision=_TEXT,  # a, b, both, neither; empty where nobody decided
        side=_TEXT,  # as it was decided
        memo=_TEXT,
        adjudicator=_TEXT,
    ),
    # Coefficients of agreement: for each group of coders by unit and code, all codes pooled ("*") first.
    "agreement": _ordered(
        ["coders", "unit", "code_id", "coefficient"],
        coders=_TEXTS,  # the group
        unit=_TEXT,  # turn, character, case, case x category; pooled: "turn x code" ...
        code_id=_TEXT,
        coefficient=_TEXT,
        value=_REAL,  # null where undefined
        low=_REAL,  # 95 % interval
        high=_REAL,
        standard_error=_REAL,  # as published; null where it does not hold
        n_sources=_INT,
        n_units=_INT,
        n_all=_INT,  # units to which all who judged them gave the code
        n_none=_INT,
        n_only_first=_INT,  # of two coders; else null
        n_only_second=_INT,
        prevalence=_REAL,  # share of the decisions that gave the code, 0-1
        lowest_source=_REAL,  # of all decisions by turn: the value of the source where it is lowest
        highest_source=_REAL,
        n_drawn=_INT,  # of how many the resamples are drawn
        drawn=_TEXT,  # turn, source, case
        undefined=_TEXT,  # why the value is missing: a key of texts/agreement.yaml
        no_interval=_TEXT,
    ),
    # How well the rule coder finds what people coded, by code; all pooled ("*") first.
    "rule_quality": _ordered(
        ["code_id"],
        code_id=_TEXT,
        n_sources=_INT,
        n_turns=_INT,  # read by people and rules
        n_people=_INT,  # of them, those to which people gave the code
        n_rules=_INT,
        n_both=_INT,
        precision=_REAL,  # n_both / n_rules, null where undefined; so are the next two
        precision_low=_REAL,  # 95 % interval
        precision_high=_REAL,
        recall=_REAL,  # n_both / n_people
        recall_low=_REAL,
        recall_high=_REAL,
        f1=_REAL,  # the harmonic mean of both
        f1_low=_REAL,
        f1_high=_REAL,
        undefined=_TEXTS,  # why: keys of texts/agreement.yaml
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
    # What is suggested, for a person to decide on (docs/suggestions.md).
    "suggestions": _ordered(
        ["suggestion_id", "kind", "category"],
        suggestion_id=_TEXT,
        kind=_TEXT,  # rule, llm, passage, term, category
        source_id=_TEXT,
        case_id=_TEXT,
        turn=_INT,
        start=_INT,
        end=_INT,
        quotation=_TEXT,
        code_id=_TEXT,
        category=_TEXT,  # number of a topic
        compared=_TEXT,  # which texts, of a term
        score=_REAL,  # cosine, G2 or share, by kind
        stability=_REAL,  # of the topic
        terms=_TEXT,  # what speaks for it
        count=_INT,  # of a term, here and there
        total=_INT,
        other_count=_INT,
        other_total=_INT,
        n_cases=_INT,
        of_cases=_INT,
        decision=_TEXT,  # empty: waits for a person
        code=_TEXT,
        coder=_TEXT,
        memo=_TEXT,
        side=_TEXT,
        use=_TEXT,
    ),
    # Words and phrases, of a study that nobody has coded yet.
    "word_use": _ordered(
        ["part", "name", "term"],
        part=_TEXT,  # whole, group, source
        name=_TEXT,  # of the group or the source
        term=_TEXT,  # as it is written most often
        count=_INT,
        other_count=_INT,  # in the rest of the study
        n_sources=_INT,  # of the part that have it
        of_sources=_INT,
        score=_REAL,  # G2
    ),
    # How much is counted of each unit under every way of counting (docs/counting.md).
    "count_ways": _ordered(
        ["level", "code_id", "way", "coder"],
        level=_TEXT,  # category, code
        code_id=_TEXT,
        way=_TEXT,  # any, agreed, consensus, coder
        coder=_TEXT,  # whose codings alone; empty but for the last way
        references=_INT,  # said passages of any side
        cases=_INT,  # that these are of
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
    # Works by categories; a work that holds no category has one row with an empty one.
    "literature_matrix": _table(
        ["work_id", "category_id"],
        work_id=_TEXT,
        category_id=_TEXT,
        codes=_TEXTS,  # of the category that the work holds
        why=_TEXTS,  # as in work_codings, of each of them
    ),
    "case_theme": _CASE_MATRIX,
    "case_category": _CASE_MATRIX,
    "case_code": _CASE_MATRIX,
    # Kinds of source by categories, every kind with every category.
    "kind_category": _table(
        ["kind", "code_id"],
        kind=_TEXT,
        code_id=_TEXT,
        references=_INT,  # as in the case matrices; so are the next four
        for_references=_INT,
        against_references=_INT,
        observed_references=_INT,
        undecided=_INT,
        sources=_INT,  # that hold any of them
        cases=_INT,  # whose words or behaviour these are
        passage_ids=_TEXTS,
    ),
    # Each code over the whole study, passages without a case included.
    "code_totals": _table(
        ["code_id"],
        code_id=_TEXT,
        references=_INT,  # as in the case matrices; so are the next six
        for_references=_INT,
        against_references=_INT,
        disputed_references=_INT,
        observed_references=_INT,
        undecided=_INT,
        words=_INT,
        sources=_INT,  # that said passages come from
        cases=_INT,
        passage_ids=_TEXTS,
    ),
    # Pairs of codes that one coder gave to the same words.
    "cooccurrence": _table(
        ["code_a", "code_b"],
        code_a=_TEXT,  # the first by id
        code_b=_TEXT,
        passages=_INT,  # in informants' own words
        observed_passages=_INT,  # in an observer's
        coding_ids=_TEXTS,  # those that meet
    ),
    # What the literature holds and what the field adds, by category.
    "novelty": _table(
        ["category_id"],
        category_id=_TEXT,
        theme_id=_TEXT,
        origin=_TEXT,  # deductive, inductive; empty: not given
        n_works=_INT,
        n_sources=_INT,
        n_informants=_INT,  # with a counted reference, of ``base``
        base=_INT,
        status=_TEXT,  # literature only, both, field only, neither
    ),
    # The published evidence beside what the codings arrive at.
    "evidence": _table(
        ["theme_id", "category_id", "case_id"],
        theme_id=_TEXT,
        category_id=_TEXT,  # empty for a theme as a whole
        case_id=_TEXT,  # empty: from literature alone
        published=_FLAG,
        reproduced=_FLAG,
        references=_INT,  # said passages for it
    ),
    # The test whether the published evidence is reproduced better than by chance: one row, none without evidence.
    "assignments": _table(
        ["pairs"],
        pairs=_INT,  # of a category and a case, as printed
        reproduced=_INT,
        assignments=_INT,  # of the printed evidence to informants, that were tried
        as_well=_INT,  # of them, those that reproduce as many pairs or more
        all_tried=_FLAG,
    ),
    # The evidence profile of each claim (docs/counting.md), in the order of the file of claims.
    "claims": _ordered(
        ["claim_id"],
        ["text:", "reason:"],  # its sentence and the reason of its status, one column a language
        claim_id=_TEXT,
        type=_TEXT,  # descriptive, comparative, causal, normative
        written=_TEXT,  # before, after (the coding)
        profile=_TEXT,  # one_side, both_sides, against, none, not_assessable
        # Of the last two: no_informants, not_asked, disputed, no_side, not_coded, observed_only, undecided.
        reason=_TEXT,
        informants_for=_INT,  # cases by state; every case is in one of them
        informants_both=_INT,
        informants_against=_INT,
        informants_disputed=_INT,
        informants_spoken=_INT,
        informants_observed=_INT,
        informants_not_asked=_INT,
        informants_silent=_INT,
        informants_not_heard=_INT,
        informants_base=_INT,  # cases with a turn of their own
        observed_for=_INT,  # cases
        observed_against=_INT,
        observed_base=_INT,  # cases that an observation describes
        for_references=_INT,  # said passages, as in the matrices
        against_references=_INT,
        disputed_references=_INT,
        undecided=_INT,  # of these, or left out, as in the matrices
        opposing=_INT,  # passages that the claim has to answer
        unanswered=_INT,
        status=_TEXT,  # holds, limited, revised, rejected, open; empty where nothing is said
        flags=_TEXTS,  # cannot_be_contradicted
    ),
    "claim_states": _ordered(
        ["claim_id", "case_id"],
        claim_id=_TEXT,
        case_id=_TEXT,
        group=_TEXT,
        state=_TEXT,  # one of conclusions.profiles.STATES
        undecided=_INT,  # said passages, as in the matrices
    ),
    # What each claim asks for, and what is there.
    "claim_needs": _ordered(
        ["claim_id", "need", "name"],
        claim_id=_TEXT,
        need=_TEXT,  # informants, group, kind
        name=_TEXT,  # of the group or the kind of source
        has=_INT,
        base=_INT,
        wanted=_INT,
        met=_FLAG,
        cannot_fail=_FLAG,  # any evidence for the claim would meet it
    ),
    # What changes the word of a claim's profile when it is taken away.
    "claim_decisive": _ordered(
        ["claim_id", "without", "name"],
        claim_id=_TEXT,
        without=_TEXT,  # informant, coder (of several who count together), code, coding
        name=_TEXT,
        profile=_TEXT,  # the word without it
    ),
    # How many informants are on which side without a code or coder, where that is not as many as with it.
    "claim_counts_without": _ordered(
        ["claim_id", "without", "name"],
        claim_id=_TEXT,
        without=_TEXT,  # coder (of several who count together), code
        name=_TEXT,
        informants_for=_INT,
        informants_both=_INT,
        informants_against=_INT,
    ),
    # The passages of each claim; decisive ones first, then by source and place.
    "claim_evidence": _ordered(
        ["claim_id", "passage_id"],
        claim_id=_TEXT,
        passage_id=_TEXT,
        side=_TEXT,  # towards the claim; these columns as in ``passages``
        voice=_TEXT,
        case_id=_TEXT,
        source_id=_TEXT,
        turn=_INT,
        start=_INT,
        end=_INT,
        coding_ids=_TEXTS,
        coders=_TEXTS,
        use=_TEXT,
        undecided=_FLAG,
        decisive=_FLAG,
        how=_TEXT,  # how the claim answers it: revise, limit, explain; empty where it does not
        answer=_TEXT,  # answer_id
    ),
    "claim_answers": _ordered(
        ["claim_id", "answer_id"],
        ["text:"],
        claim_id=_TEXT,
        answer_id=_TEXT,
        how=_TEXT,  # revise, limit, explain
        passages=_TEXTS,  # ids as written
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
    that is not there is empty; rows are sorted by key, where their order means nothing; the index is 0, 1, 2, ...

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
    except (pa.ArrowInvalid, pa.ArrowTypeError, pa.ArrowNotImplementedError) as error:
        raise TableError(f"table {name}: {error}") from error
    for field in schema:
        if field.type == _TEXT and ordered[field.name].isna().any():
            raise TableError(f"table {name}: column {field.name} has nulls; missing text is the empty string")
    keys = list(model.key)
    # A list in a key has to be one thing to be compared.
    lists = [key for key in keys if schema.field(key).type == _TEXTS]
    if keys:
        one = ordered.assign(**{key: ordered[key].map(tuple) for key in lists}) if lists else ordered
        twice = one.duplicated(keys)
        if twice.any():
            raise TableError(f"table {name}: key occurs twice: {ordered.loc[twice, keys].iloc[0].to_dict()}")
    return ordered if model.in_order else ordered.sort_values(keys, kind="stable").reset_index(drop=True)


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
