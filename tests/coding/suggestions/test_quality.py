"""Suggestions for whole studies, against what their researchers coded."""

import pytest
from small_tables import codes, codings, talks

from benang.coding.suggestions.candidate_passages import passages
from benang.coding.suggestions.quality import leave_one_source_out


def test_suggestions_find_the_researchers_codes_far_more_often_than_the_most_frequent_codes_do(
    anchored_study, coded_study
):
    _, frozen, codebook, (coded, _, _) = anchored_study
    found = passages(frozen.sources, frozen.turns, coded, ["informant"], "sentence")
    quality = leave_one_source_out(coded, frozen.sources, codebook.codes, found)
    assert quality.n == coded_study.segments
    assert coded["code_id"].nunique() == coded_study.used
    # Measured in the published study: 0.322 and 0.579, beside 0.065 and 0.165.
    assert quality.top_1 >= 0.30
    assert quality.top_3 >= 0.55
    assert quality.top_1 > 4 * quality.majority_1
    assert quality.top_3 > min(3 * quality.majority_3, 0.95)
    assert quality.unseen == pytest.approx(coded_study.unseen / coded_study.segments)


def test_what_is_measured():
    talk = {name: [(name.upper(), "They trust the shop. The network is slow.")] for name in "abc"}
    tables = talks(talk)
    given = [(name, "ana", "trust", "They trust the shop.") for name in "abc"]
    given += [(name, "ana", "signal", "The network is slow.") for name in "ab"]
    table = codings(tables, *given, ("c", "ana", "odd", "The network is slow."))
    found = passages(tables[0], tables[1], table, ["informant"], "sentence")
    quality = leave_one_source_out(table, tables[0], codes("trust", "signal", "odd"), found)
    assert quality.n == 6
    assert quality.top_1 == pytest.approx(5 / 6)
    # "trust" is the most frequent code elsewhere; for c it is as frequent as "signal", which comes first.
    assert quality.majority_1 == pytest.approx(2 / 6)
    assert quality.unseen == pytest.approx(1 / 6)


def test_nothing_coded():
    tables = talks({"a": [("A", "They trust the shop.")]})
    none = codings(tables, ("a", "ana", "trust", "They")).iloc[:0]
    found = passages(tables[0], tables[1], none, ["informant"], "sentence")
    quality = leave_one_source_out(none, tables[0], codes("trust"), found)
    assert (quality.n, quality.top_1) == (0, 0)
