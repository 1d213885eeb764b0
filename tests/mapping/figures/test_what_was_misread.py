"""What readers took from figures that is not in the data: what is counted, which side is meant, who wrote."""

import pandas as pd
import pytest
from figure_study import STUDIES

from benang.mapping.figures import (
    claims_profile,
    document_portrait,
    figure_module,
    figure_words,
    research_design,
    state_map,
    triangulation_map,
)
from benang.mapping.figures.drawing import style


def words_of(figure: str, language: str = "en"):
    return figure_words.texts(figure_module(figure).TEXTS, language)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_state_map_says_how_many_passages_it_counts(language: str) -> None:
    words, data = words_of("state_map", language), state_map.data(STUDIES["small"], language)
    counted = words.count(int(data["references"].sum()), "reference")
    caption = state_map.caption(data, words)
    assert counted in caption and words["says_so"] in caption


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_portrait_tells_what_was_said_from_what_was_observed(language: str) -> None:
    words, data = words_of("document_portrait", language), document_portrait.data(STUDIES["small"], language)
    coded = data[data["theme_id"] != ""].assign(voice="said", side="for")
    coded.iloc[0, coded.columns.get_indexer(["voice", "side"])] = ["observed", "against"]
    caption = document_portrait.caption(coded, words)
    assert words("voices", said=words.number(len(coded) - 1), observed="1") in caption
    assert words["sides"] in caption
    one_side = document_portrait.caption(coded.assign(voice="said", side="for"), words)
    assert words["sides"] not in one_side


def test_works_that_hold_a_category_are_told_from_those_that_are_listed() -> None:
    tables = dict(STUDIES["small"])
    n_works = len(tables["works"])
    matrix = pd.DataFrame({"work_id": ["w1", "w1", "w2"], "category_id": ["a", "b", ""]})
    data = triangulation_map.data(tables | {"literature_matrix": matrix}, "en")
    words = words_of("triangulation_map")
    expected = words("works", listed=words.count(n_works, "work"), holding="1")
    assert expected in triangulation_map.caption(data, words)
    rows = research_design.data(tables | {"literature_matrix": matrix}, "en").set_index("item")
    assert list(rows.loc["holding", ["value", "base"]]) == [1, n_works]


def test_a_coder_has_the_number_of_sources_that_were_read() -> None:
    tables = STUDIES["small"]
    rows = research_design.data(tables, "en")
    kept = tables["codings"]
    kept = kept[(kept["status"] != "rejected") & (kept["method"] == "human")]
    n_sources = tables["sources"]["source_id"].nunique()
    assert len(kept)
    for coder, own in kept.groupby("coder"):
        (label,) = rows.loc[rows["item"] == f"coder:{coder}", "label"]
        assert f"{own['source_id'].nunique()} of {n_sources} source" in label


def test_a_contradiction_comes_with_its_note_and_author_and_a_held_category_with_no_colour_of_a_side() -> None:
    tables = dict(STUDIES["small"])
    tables["triangulation"] = tables["triangulation"].assign(author="R. Student", **{"note:en": "They differ on cost."})
    words, data = words_of("triangulation_map"), triangulation_map.data(tables, "en")
    for said in (triangulation_map.caption(data, words), triangulation_map.alt(data, words)):
        assert "They differ on cost. Its author, as the data have it: R. Student." in said
    for _, colour in triangulation_map._LOOKS.values():
        assert colour not in (style.PRESENT, *style.SIDE_COLOURS)


@pytest.mark.parametrize(("language", "word"), [("id", "Klaim"), ("en", "Claim")])
def test_a_claim_is_called_one_and_both_sides_are_defined(language: str, word: str) -> None:
    words, data = words_of("claims_profile", language), claims_profile.data(STUDIES["small"], language)
    data = data.assign(judged=True)
    written = [text.get_text() for page in claims_profile.draw(data, words, 18.0) for text in page.texts]
    first = data["claim_id"].iloc[0]
    assert any(line.startswith(f"{word} {first}:") for line in written)
    assert words["head_both"] == words["state_both"] == words["profile_both_sides"]
    assert words["head_both"].capitalize() + ":" in claims_profile.caption(data, words)
