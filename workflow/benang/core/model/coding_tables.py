"""Tables of stage 2: the codebook, codings, passages, agreement and suggestions."""

from __future__ import annotations

from benang.core.model.table_model import FLAG, INT, REAL, SPANS, TEXT, TEXTS, TableModel, ordered_table, table

TABLES: dict[str, TableModel] = {
    # Every form in which a pattern of the codebook stands in the turns it is looked for in; the most frequent first.
    "expansions": ordered_table(
        ["code_id", "pattern", "part", "form"],
        code_id=TEXT,
        pattern=TEXT,  # as written
        part=TEXT,  # of the rule: match, near, then, unless, asked
        form=TEXT,  # the words found, in small letters
        count=INT,  # places
        sources=INT,  # in how many it stands
    ),
    "codes": table(
        ["code_id"],
        ["label:", "definition:", "include:", "exclude:"],  # one column a language: "label:id", "label:en"
        ["side"],
        code_id=TEXT,
        parent_id=TEXT,
        level=TEXT,  # theme (no parent), category (child of a theme), code (anything deeper)
        theme_id=TEXT,  # the theme above it (itself for a theme)
        category_id=TEXT,  # the category above it (itself for a category; empty for a theme)
        origin=TEXT,  # deductive, inductive; empty: not given
        negative=FLAG,  # speaks against its category: a negative case
        side=TEXT,  # none: a topic, whose passages are neither for nor against anything; else empty
        cites=TEXTS,
        example=TEXT,
        colour=TEXT,  # "#rrggbb" or empty
        order=INT,  # place in the codebook
    ),
    # What became of codes, version by version of the codebook (codebook_history.yaml); a version without a change has
    # one row.
    "codebook_history": ordered_table(
        [],
        number=INT,  # of the version, from 1
        version=TEXT,  # what it is called
        date=TEXT,  # a day, month or year; empty where not given
        note=TEXT,  # why the codebook changed
        change=TEXT,  # added, renamed, merged, split, retired; empty for none
        old=TEXTS,  # names as they are written
        new=TEXTS,
    ),
    # The questions of the interviews' guide, in its order.
    "guide": ordered_table(
        ["question_id"],
        question_id=TEXT,
        question=TEXT,
        code_ids=TEXTS,  # what it asks about
    ),
    # Which of them were asked where, as a person confirmed it.
    "asked": table(
        ["source_id", "turn", "question_id"],
        source_id=TEXT,
        turn=INT,  # of the interviewer; 0 where it is not known
        question_id=TEXT,  # empty for a question that is none of the guide's
        code_ids=TEXTS,  # of the question
    ),
    # What a file of coded segments says, before its quotations are looked for in the sources; in the file's order.
    "raw_codings": ordered_table(
        [],
        file=TEXT,
        line=INT,  # 0 where there are no lines
        place=TEXT,  # finds a coding again within its file where its line does not
        source=TEXT,  # as the file calls it
        quotation=TEXT,
        start=INT,  # null where the file does not say
        end=INT,
        prefix=TEXT,  # the words before the quotation
        suffix=TEXT,
        code=TEXT,  # id, label or path of labels
        coder=TEXT,
        memo=TEXT,
        side=TEXT,
        use=TEXT,
        date=TEXT,  # when it was coded (core.moments); empty where the file does not say
    ),
    # A study in whose quotations coders cut something out has a column more: cut, the spans between start and end
    # that they left out ("120-184;230-241"), as text. One in which any coding has a date has the column date (a day, or
    # a day with its time: core.moments); it is empty where nobody said when.
    "codings": table(
        ["coding_id"],
        ("cut", "date", "page", "printed_"),
        ["side", "use"],
        coding_id=TEXT,
        source_id=TEXT,
        case_id=TEXT,
        turn=INT,  # first turn it touches
        last_turn=INT,
        start=INT,
        end=INT,
        line=INT,  # line (or paragraph) of the raw source where it begins
        code_id=TEXT,
        coder=TEXT,
        method=TEXT,  # human, suggestion (a person took it), consensus, rule, llm
        status=TEXT,  # accepted, suggested, rejected
        quotation=TEXT,  # always equal to text[start:end]
        why=TEXT,  # a person's memo, or the pattern and the words that matched
        anchor=TEXT,  # exact, moved, cut, fuzzy
        side=TEXT,  # as the coder gave it: for, against, both, none; of a consensus also disputed; empty: not given
        use=TEXT,  # the researcher's choice of quotations: hide, doubt, best, typical; empty: not given
    ),
    # Where two coders differ; by source, code, place and pair.
    "disagreements": ordered_table(
        ["disagreement_id"],
        disagreement_id=TEXT,  # of the pair and its codings
        source_id=TEXT,
        turn=INT,  # of the first coding
        line=INT,
        code_id=TEXT,
        kind=TEXT,  # only_a, only_b, extent, extent_side, side
        coder_a=TEXT,  # whose name comes first in the alphabet
        coder_b=TEXT,
        quotation_a=TEXT,  # several are joined with " [...] "
        quotation_b=TEXT,
        offsets_a=SPANS,  # where they stand in the frozen text
        offsets_b=SPANS,
        context_before=TEXT,
        context_after=TEXT,
        memo_a=TEXT,
        memo_b=TEXT,
        coding_ids_a=TEXTS,
        coding_ids_b=TEXTS,
        side_a=TEXT,  # of the coder's codings together
        side_b=TEXT,
        decision=TEXT,  # a, b, both, neither; empty where nobody decided
        side=TEXT,  # as it was decided
        memo=TEXT,
        adjudicator=TEXT,
    ),
    # Coefficients of agreement: for each group of coders by unit and code, all codes pooled ("*") first.
    "agreement": ordered_table(
        ["coders", "unit", "code_id", "coefficient"],
        coders=TEXTS,  # the group
        unit=TEXT,  # turn, character, case, case x category; pooled: "turn x code" ...
        code_id=TEXT,
        coefficient=TEXT,
        value=REAL,  # null where undefined
        low=REAL,  # 95 % interval
        high=REAL,
        standard_error=REAL,  # as published; null where it does not hold
        n_sources=INT,
        n_units=INT,
        n_all=INT,  # units to which all who judged them gave the code
        n_none=INT,
        n_only_first=INT,  # of two coders; else null
        n_only_second=INT,
        prevalence=REAL,  # share of the decisions that gave the code, 0-1
        lowest_source=REAL,  # of all decisions by turn: the value of the source where it is lowest
        highest_source=REAL,
        n_drawn=INT,  # of how many the resamples are drawn
        drawn=TEXT,  # turn, source, case
        undefined=TEXT,  # why the value is missing: a key of texts/agreement.yaml
        no_interval=TEXT,
    ),
    # How well the rule coder finds what people coded, by code; all pooled ("*") first.
    "rule_quality": ordered_table(
        ["code_id"],
        code_id=TEXT,
        n_sources=INT,
        n_turns=INT,  # read by people and rules
        n_people=INT,  # of them, those to which people gave the code
        n_rules=INT,
        n_both=INT,
        precision=REAL,  # n_both / n_rules, null where undefined; so are the next two
        precision_low=REAL,  # 95 % interval
        precision_high=REAL,
        recall=REAL,  # n_both / n_people
        recall_low=REAL,
        recall_high=REAL,
        f1=REAL,  # the harmonic mean of both
        f1_low=REAL,
        f1_high=REAL,
        undefined=TEXTS,  # why: keys of texts/agreement.yaml
    ),
    # What one person said (or an observer wrote of somebody) in one turn, coded with one unit of one level of the
    # codebook by one or several: between codings and every count (docs/counting.md).
    "passages": table(
        ["passage_id"],
        passage_id=TEXT,
        level=TEXT,  # code, category, theme
        code_id=TEXT,  # the unit of that level
        source_id=TEXT,
        turn=INT,
        start=INT,  # from the first to the last word of its codings, within the turn
        end=INT,
        case_id=TEXT,  # who said it, or whom the observer describes; empty where it is nobody alone, or another voice
        voice=TEXT,  # said, asked, observed, reported
        coding_ids=TEXTS,  # any of them addresses the passage
        coders=TEXTS,
        side=TEXT,  # for, against, both, none, disputed
        use=TEXT,  # hide, doubt, best, typical, or empty
        words=INT,  # of its codings together, each once
        new_words=INT,  # of these, those that no passage of the unit before it in the turn holds; so sums count once
        undecided=FLAG,  # rests on a difference between coders that nobody decided
        question_turn=INT,  # the interviewer's last turn before it; 0 where there is none
        prompted=TEXT,  # yes, no; empty where nobody confirmed what was asked
    ),
    # Where the passages are that suggestions are about: what informants said, by sentences or turns.
    "candidates": table(
        ["source_id", "start"],
        passage_id=TEXT,
        source_id=TEXT,
        case_id=TEXT,
        turn=INT,
        start=INT,
        end=INT,
        language=TEXT,
    ),
    # What is suggested, for a person to decide on (docs/suggestions.md).
    "suggestions": ordered_table(
        ["suggestion_id", "kind", "category"],
        suggestion_id=TEXT,
        kind=TEXT,  # rule, llm, passage, term, category
        source_id=TEXT,
        case_id=TEXT,
        turn=INT,
        start=INT,
        end=INT,
        quotation=TEXT,
        code_id=TEXT,
        category=TEXT,  # number of a topic
        compared=TEXT,  # which texts, of a term
        score=REAL,  # cosine, G2 or share, by kind
        stability=REAL,  # of the topic
        terms=TEXT,  # what speaks for it
        count=INT,  # of a term, here and there
        total=INT,
        other_count=INT,
        other_total=INT,
        n_cases=INT,
        of_cases=INT,
        decision=TEXT,  # empty: waits for a person
        code=TEXT,
        coder=TEXT,
        memo=TEXT,
        side=TEXT,
        use=TEXT,
    ),
    # Words and phrases, of a study that nobody has coded yet.
    "word_use": ordered_table(
        ["part", "name", "term"],
        part=TEXT,  # whole, group, source
        name=TEXT,  # of the group or the source
        term=TEXT,  # as it is written most often
        count=INT,
        other_count=INT,  # in the rest of the study
        n_sources=INT,  # of the part that have it
        of_sources=INT,
        score=REAL,  # G2
    ),
    # How much is counted of each unit under every way of counting (docs/counting.md).
    "count_ways": ordered_table(
        ["level", "code_id", "way", "coder"],
        level=TEXT,  # category, code
        code_id=TEXT,
        way=TEXT,  # any, agreed, consensus, coder
        coder=TEXT,  # whose codings alone; empty but for the last way
        references=INT,  # said passages of any side
        cases=INT,  # that these are of
    ),
}
