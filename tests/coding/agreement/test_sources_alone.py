"""The lowest and the highest value of one source are those of its table, were it the whole study."""

import math
from itertools import combinations

import pandas as pd
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.agreement import agreement, agreement_table

CODERS = ("ani", "budi", "citra")
SOURCES = ("s1", "s2", "s3", "s4")
SPAN = st.tuples(
    st.sampled_from(SOURCES),
    st.integers(0, 45),
    st.integers(1, 25),
    st.sampled_from(["k", "m", "n"]),
    st.sampled_from(CODERS),
)


def turns_of(lengths):
    """Turns of ten places each, of which every third is the interviewer's; a source may have none."""
    rows = [
        {"source_id": source, "turn": number, "start": 10 * number, "end": 10 * number + 8}
        | {"role": "interviewer" if number % 3 == 0 else "informant", "case_id": source, "speaker": "", "n_words": 1}
        for source, count in zip(SOURCES, lengths, strict=True)
        for number in range(count)
    ]
    columns = ["source_id", "turn", "start", "end", "role", "case_id", "speaker", "n_words"]
    return pd.DataFrame(rows, columns=columns).astype({"source_id": "str", "role": "str", "case_id": "str"})


def codings_of(spans):
    """Codings of spans (source, start, length, code, coder)."""
    rows = [
        {"source_id": source, "start": start, "end": start + length, "code_id": code, "coder": coder}
        | {"status": "accepted", "method": "human"}
        for source, start, length, code, coder in spans
    ]
    texts = dict.fromkeys(("source_id", "code_id", "coder", "status", "method"), "str")
    columns = ["source_id", "start", "end", "code_id", "coder", "status", "method"]
    return pd.DataFrame(rows, columns=columns).astype(texts | {"start": "int64", "end": "int64"})


def pooled(table):
    """Of the decisions by turn, all codes pooled, the rows by coders and coefficient."""
    rows = table[table["unit"] == "turn x code"].to_dict("records")
    return {(tuple(row["coders"]), row["coefficient"]): row for row in rows}


def of_one_source(codings, turns, source, group, who_read):
    """The values of a source for a group of coders, as a study of this source and these coders."""
    own, said = (frame[frame["source_id"] == source] for frame in (codings, turns))
    own = own[own["coder"].isin(group)]
    read = {coder: [source] for coder in group if source in who_read[coder]}
    rows = pooled(agreement(own, said, group, 0, read, ranges=False))
    return {name: row["value"] for (coders, name), row in rows.items() if coders == group}


@examples(60)
@given(
    st.lists(st.integers(0, 5), min_size=4, max_size=4),
    st.lists(SPAN, max_size=14),
    st.fixed_dictionaries({coder: st.sets(st.sampled_from(SOURCES)) for coder in CODERS}),
    st.integers(1, 4),
)
def test_the_range_over_sources_is_that_of_each_by_itself(lengths, spans, read, at_once):
    codings, turns = codings_of(spans), turns_of(lengths)
    before = agreement_table._SOURCES_AT_ONCE
    agreement_table._SOURCES_AT_ONCE = at_once
    try:
        rows = pooled(agreement(codings, turns, CODERS, 0, read))
    finally:
        agreement_table._SOURCES_AT_ONCE = before
    worked_on = {coder: {*codings.loc[codings["coder"] == coder, "source_id"], *read[coder]} for coder in CODERS}
    for group in [*combinations(CODERS, 2), CODERS]:
        shared = sorted(set.intersection(*(worked_on[coder] for coder in group)))
        alone = [of_one_source(codings, turns, source, group, worked_on) for source in shared]
        for (coders, name), row in rows.items():
            if coders != group:
                continue
            values = [one[name] for one in alone if not math.isnan(one[name])]
            expected = (min(values), max(values)) if len(values) > 1 else (None, None)
            found = tuple(None if math.isnan(row[end]) else row[end] for end in ("lowest_source", "highest_source"))
            assert found == expected, (group, name)
