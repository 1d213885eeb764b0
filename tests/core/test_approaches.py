"""The approach of a study in words."""

import pytest

from benang.core.approaches import approach_said

APPROACHES = ("codebook", "framework", "coding-reliability", "content-analysis", "reflexive")


@pytest.mark.parametrize("language", ["id", "en", "en-GB", "fr"])
def test_every_approach_has_its_words_and_so_has_none(language):
    said = [approach_said(approach, [], language) for approach in ("", *APPROACHES)]
    assert len(set(said)) == 6
    assert all(one.startswith("Pendekatan" if language == "id" else "Approach") for one in said)


def test_a_change_of_approach_is_told():
    assert approach_said("reflexive", ["codebook", "framework"], "en") == (
        "Approach: reflexive thematic analysis. Before that: codebook, framework."
    )
