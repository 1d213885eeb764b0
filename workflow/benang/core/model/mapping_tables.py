"""Tables of stage 3: matrices, and the published evidence beside them."""

from __future__ import annotations

from benang.core.model.table_model import FLAG, INT, REAL, TEXT, TEXTS, TableModel, table

# Cases by the units of one level of the codebook (docs/counting.md), every case with every unit.
CASE_MATRIX = table(
    ["case_id", "code_id"],
    case_id=TEXT,  # empty: what is nobody's alone
    code_id=TEXT,
    state=TEXT,  # one of mapping.matrices.STATES
    references=INT,  # said passages of any side
    for_references=INT,  # on the side "for" or "both"
    against_references=INT,  # "against" or "both"
    disputed_references=INT,
    observed_references=INT,  # passages of observations
    undecided=INT,  # said passages on whose difference nobody decided: among these, or left out (counting.md)
    words=INT,  # of the said passages, each once
    coverage=REAL,  # words / all words of the case's own turns, 0-1
    passage_ids=TEXTS,  # said and observed
)

TABLES: dict[str, TableModel] = {
    "case_theme": CASE_MATRIX,
    "case_category": CASE_MATRIX,
    "case_code": CASE_MATRIX,
    # Kinds of source by categories, every kind with every category.
    "kind_category": table(
        ["kind", "code_id"],
        kind=TEXT,
        code_id=TEXT,
        references=INT,  # as in the case matrices; so are the next four
        for_references=INT,
        against_references=INT,
        observed_references=INT,
        undecided=INT,
        sources=INT,  # that hold any of them
        cases=INT,  # whose words or behaviour these are
        passage_ids=TEXTS,
    ),
    # Each code over the whole study, passages without a case included.
    "code_totals": table(
        ["code_id"],
        code_id=TEXT,
        references=INT,  # as in the case matrices; so are the next six
        for_references=INT,
        against_references=INT,
        disputed_references=INT,
        observed_references=INT,
        undecided=INT,
        words=INT,
        sources=INT,  # that said passages come from
        cases=INT,
        passage_ids=TEXTS,
    ),
    # Pairs of codes that one coder gave to the same words.
    "cooccurrence": table(
        ["code_a", "code_b"],
        code_a=TEXT,  # the first by id
        code_b=TEXT,
        passages=INT,  # in informants' own words
        observed_passages=INT,  # in an observer's
        words=INT,  # that both cover, each once
        shared=TEXT,  # what both cover, a line a passage with its source and turn
        coding_ids=TEXTS,  # those that meet
    ),
    # What the literature holds and what the field adds, by category.
    "novelty": table(
        ["category_id"],
        category_id=TEXT,
        theme_id=TEXT,
        origin=TEXT,  # deductive, inductive; empty: not given
        n_works=INT,
        n_sources=INT,
        n_informants=INT,  # with a counted reference, of ``base``
        base=INT,
        status=TEXT,  # literature only, both, field only, neither
    ),
    # The published evidence beside what the codings arrive at.
    "evidence": table(
        ["theme_id", "category_id", "case_id"],
        theme_id=TEXT,
        category_id=TEXT,  # empty for a theme as a whole
        case_id=TEXT,  # empty: from literature alone
        published=FLAG,
        reproduced=FLAG,
        references=INT,  # said passages for it; of a topic, all that are on no side
        undecided=INT,  # said passages on whose difference nobody decided, as in the case matrices
    ),
    # The test whether the published evidence is reproduced better than by chance: one row, none without evidence.
    "assignments": table(
        ["pairs"],
        pairs=INT,  # of a category and a case, as printed
        reproduced=INT,
        assignments=INT,  # of the printed evidence to informants, that were tried
        as_well=INT,  # of them, those that reproduce as many pairs or more
        all_tried=FLAG,
    ),
}
