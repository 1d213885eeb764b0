"""Tables of stage 4: claims with their evidence, and the problems of all stages."""

from __future__ import annotations

from benang.core.model.table_model import FLAG, INT, TEXT, TEXTS, TableModel, ordered_table, table

TABLES: dict[str, TableModel] = {
    # The evidence profile of each claim (docs/counting.md), in the order of the file of claims.
    "claims": ordered_table(
        ["claim_id"],
        ["text:", "reason:"],  # its sentence and the reason of its status, one column a language
        claim_id=TEXT,
        type=TEXT,  # descriptive, comparative, causal, normative
        written=TEXT,  # before, after (the coding)
        profile=TEXT,  # one_side, both_sides, against, none, not_assessable
        # Of the last two: no_informants, not_asked, disputed, no_side, not_coded, observed_only, undecided.
        reason=TEXT,
        informants_for=INT,  # cases by state; every case is in one of them
        informants_both=INT,
        informants_against=INT,
        informants_disputed=INT,
        informants_spoken=INT,
        informants_observed=INT,
        informants_not_asked=INT,
        informants_silent=INT,
        informants_not_heard=INT,
        informants_base=INT,  # cases with a turn of their own
        observed_for=INT,  # cases
        observed_against=INT,
        observed_base=INT,  # cases that an observation describes
        for_references=INT,  # said passages, as in the matrices
        against_references=INT,
        disputed_references=INT,
        undecided=INT,  # of these, or left out, as in the matrices
        opposing=INT,  # passages that the claim has to answer
        unanswered=INT,
        status=TEXT,  # holds, limited, revised, rejected, open; empty where nothing is said
        flags=TEXTS,  # cannot_be_contradicted
    ),
    "claim_states": ordered_table(
        ["claim_id", "case_id"],
        claim_id=TEXT,
        case_id=TEXT,
        group=TEXT,
        state=TEXT,  # one of conclusions.profiles.STATES
        references=INT,  # said passages, on whichever side; as in the matrices
        for_references=INT,  # these and the next count one on both sides each
        against_references=INT,
        undecided=INT,  # said passages, as in the matrices
    ),
    # What each claim asks for, and what is there.
    "claim_needs": ordered_table(
        ["claim_id", "need", "name"],
        claim_id=TEXT,
        need=TEXT,  # informants, group, kind
        name=TEXT,  # of the group or the kind of source
        has=INT,
        base=INT,
        wanted=INT,
        met=FLAG,
        cannot_fail=FLAG,  # any evidence for the claim would meet it
    ),
    # What changes the word of a claim's profile when it is taken away.
    "claim_decisive": ordered_table(
        ["claim_id", "without", "name"],
        claim_id=TEXT,
        without=TEXT,  # informant, coder (of several who count together), code, coding
        name=TEXT,
        profile=TEXT,  # the word without it
    ),
    # How many informants are on which side without a code or coder, where that is not as many as with it.
    "claim_counts_without": ordered_table(
        ["claim_id", "without", "name"],
        claim_id=TEXT,
        without=TEXT,  # coder (of several who count together), code
        name=TEXT,
        informants_for=INT,
        informants_both=INT,
        informants_against=INT,
    ),
    # The passages of each claim; decisive ones first, then by source and place.
    "claim_evidence": ordered_table(
        ["claim_id", "passage_id"],
        claim_id=TEXT,
        passage_id=TEXT,
        side=TEXT,  # towards the claim; these columns as in ``passages``
        voice=TEXT,
        case_id=TEXT,
        source_id=TEXT,
        turn=INT,
        start=INT,
        end=INT,
        coding_ids=TEXTS,
        coders=TEXTS,
        use=TEXT,
        undecided=FLAG,
        decisive=FLAG,
        how=TEXT,  # how the claim answers it: revise, limit, explain; empty where it does not
        answer=TEXT,  # answer_id
    ),
    "claim_answers": ordered_table(
        ["claim_id", "answer_id"],
        ["text:"],
        claim_id=TEXT,
        answer_id=TEXT,
        how=TEXT,  # revise, limit, explain
        passages=TEXTS,  # ids as written
    ),
    # Every digest in the bundle, so that the leak gate takes none for somebody's number.
    "bundle_digests": table(["sha256"], sha256=TEXT),
    "problems": table(
        ["severity", "kind", "file", "place", "values"],
        severity=TEXT,  # error, warning
        kind=TEXT,  # entry of texts/problems.*.yaml
        file=TEXT,
        place=TEXT,
        values=TEXT,  # JSON: what fills the entry's sentences
    ),
}
