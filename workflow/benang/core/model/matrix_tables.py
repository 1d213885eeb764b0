"""Tables of stage 3 beside the matrices of cases: coverage, spread, crosstabs, triangulation, the framework matrix."""

from __future__ import annotations

from benang.core.model.table_model import FLAG, INT, REAL, TEXT, TEXTS, TableModel, ordered_table, table

# Cases by the units of one level, in words (mapping.framework); "summary:id": the researcher's, a column a language.
FRAMEWORK = table(
    ["case_id", "code_id"],
    ["summary:"],
    case_id=TEXT,
    code_id=TEXT,
    state=TEXT,  # as in the case matrix
    references=INT,
    observed_references=INT,
    says=TEXT,  # what the cell holds: summary, chosen, telling, state
    passage_ids=TEXTS,  # cited by the summary, or quoted
    quotations=TEXT,  # their words in that order, a line each with the id of the passage; empty beside a summary
    shown=INT,  # how many of them
    base=INT,  # passages of the cell, said and observed
    author=TEXT,  # of the summary
    date=TEXT,
    stale=FLAG,  # the cell's passages have changed since the summary was written
)

TABLES: dict[str, TableModel] = {
    # Pairs of codes that one coder gave to what one informant said in one turn, or in turns near each other.
    "cooccurrence_near": table(
        ["code_a", "code_b"],
        code_a=TEXT,  # the first by id
        code_b=TEXT,
        turns=INT,  # said, that hold both
        near_turns=INT,  # said, that hold one of them with the other in it or at most ``within`` turns away
        within=INT,
        turns_a=INT,  # said, that hold the code, whoever gave it
        turns_b=INT,
        jaccard=REAL,  # turns with both / with either; null where either code has too few passages
    ),
    # What was read and coded of the study, of each case and each source (mapping.coverage).
    "coverage": table(
        ["part", "name", "voice", "coder"],
        part=TEXT,  # whole, case, source
        name=TEXT,  # of the case or the source; empty for the whole and for what is nobody's alone
        voice=TEXT,  # said, observed; empty for a source that holds neither
        coder=TEXT,  # empty: anybody
        turns=INT,
        words=INT,
        read_turns=INT,
        read_words=INT,
        coded_turns=INT,
        coded_words=INT,  # each once
        read_turn_share=REAL,  # of the turns, 0-1; so are the next three, of turns or words
        read_word_share=REAL,
        coded_turn_share=REAL,
        coded_word_share=REAL,
    ),
    # On how many informants each unit rests (mapping.spread).
    "spread": table(
        ["level", "code_id"],
        level=TEXT,  # theme, category, code
        code_id=TEXT,
        informants=INT,  # with a reference
        base=INT,  # informants heard
        references=INT,  # said passages of any side that are an informant's
        nobodys=INT,  # said passages that are nobody's alone
        largest_case=TEXT,  # whose references are the most
        largest_references=INT,
        largest_share=REAL,  # of ``references``; null where there are none
        gini=REAL,  # over all informants heard
        one_carries=FLAG,  # more than half of the references are one informant's
    ),
    # Units by groups of cases, one mark an informant (mapping.crosstab); values in their order.
    "crosstab": ordered_table(
        ["level", "code_id", "attribute", "value"],
        level=TEXT,
        code_id=TEXT,
        attribute=TEXT,
        value=TEXT,  # or the class of a number
        informants=INT,  # who speak of it
        base=INT,  # heard, with this value
        share=REAL,  # null where the base is below 20
        for_informants=INT,  # who say something for it
        against_informants=INT,
        references=INT,
        case_ids=TEXTS,  # of ``informants``
    ),
    # On what kinds of material each category rests (mapping.triangulation).
    "triangulation": table(
        ["code_id", "kind"],
        ["note:"],  # what a researcher says of a contradiction, one column a language
        code_id=TEXT,
        kind=TEXT,  # of source, or literature
        state=TEXT,  # present, absent, contradiction
        passages=INT,  # said and observed
        sources=INT,  # that they come from
        cases=INT,
        works=INT,  # of the literature
        passage_ids=TEXTS,
        work_ids=TEXTS,
        contradicts=TEXTS,  # the kinds that a researcher set it against
        cited_ids=TEXTS,  # the passages that the researcher names
        author=TEXT,
    ),
    # What informants say how often, the whole study first, then by group of cases (mapping.word_frequency).
    "word_groups": ordered_table(
        ["group", "stem"],
        group=TEXT,  # value of the attribute ``group``; empty: all informants
        stem=TEXT,
        term=TEXT,  # the form in which it stands most often, small letters
        count=INT,
        informants=INT,  # who say it
        base=INT,  # informants of the group
        words=INT,  # of the group, without stop words
    ),
    # Key words with the words around them (mapping.word_frequency).
    "keywords": ordered_table(
        ["stem", "source_id", "start"],
        stem=TEXT,
        source_id=TEXT,
        turn=INT,
        case_id=TEXT,
        start=INT,  # of the word, in the frozen text
        before=TEXT,  # within its turn
        term=TEXT,  # as it is written
        after=TEXT,
    ),
    # When codes first came up (mapping.code_emergence); only where the study asks for it and dates tell.
    "emergence": ordered_table(
        ["basis", "step"],
        basis=TEXT,  # codings, versions
        step=INT,  # from 1
        names=TEXTS,  # interviews whose coding was begun then, or the version
        date=TEXT,  # a day, or a day with its time; of a version also a month or a year
        new=INT,  # codes that came up before the next step
        returned=INT,  # of these, in an interview of an earlier step
        cumulative=INT,
        code_ids=TEXTS,  # of ``new``; of a version their names
    ),
    # Whether further interviews still bring new codes, a row a run (mapping.saturation); only where asked for.
    "saturation": ordered_table(
        ["last"],
        base_size=INT,  # interviews; so are ``run_length``, ``first`` and ``last``, in the order of coding from 1
        run_length=INT,
        threshold=REAL,  # 0-1
        base_codes=INT,  # that came up in the base
        first=INT,  # of the run
        last=INT,
        new=INT,  # codes that came up in the run
        ratio=REAL,  # new / base_codes
        reached=FLAG,  # at most the threshold
    ),
    # The map that researchers draw between codes, each link with its passages (mapping.relations).
    "relations": ordered_table(
        ["from_id", "to_id", "kind"],
        ["label:"],  # the words at the link, one column a language
        from_id=TEXT,  # of a code of any level
        to_id=TEXT,
        kind=TEXT,  # one of mapping.relations.KINDS
        named_ids=TEXTS,  # of passages or codings, as written
        author=TEXT,
    ),
    "framework_theme": FRAMEWORK,
    "framework_category": FRAMEWORK,
    # Questions of the guide by informants.
    "question_case": ordered_table(
        ["question_id", "case_id"],
        question_id=TEXT,
        case_id=TEXT,
        state=TEXT,  # one of mapping.questions.STATES
        asked=INT,  # turns in which it was asked; of a source where the turn is not known, one
        answered=INT,  # said passages about it, after a question about it
        volunteered=INT,  # said passages about it that nobody asked for
        passage_ids=TEXTS,  # said, about it
    ),
    # Whose words the study's passages are, and who is quoted.
    "quoted": table(
        ["case_id"],
        case_id=TEXT,  # empty: what is nobody's alone
        words=INT,  # of own turns
        passages=INT,  # said, by code
        share=REAL,  # of all said passages; null without any
        best=INT,  # said passages that the researcher chose; so are the next three
        typical=INT,
        doubt=INT,
        hide=INT,
        in_themes=INT,  # said passages shown in the framework matrix of themes
        in_categories=INT,
    ),
}
