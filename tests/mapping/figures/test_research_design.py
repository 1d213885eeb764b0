"""The research design: numbers sorted by what they count, and below each other."""

from itertools import groupby

import pandas as pd
import pytest
from figure_study import STUDIES, codes_table, study
from measured import measured, too_high

from benang.mapping.figures import figure_words, research_design
from benang.mapping.figures.drawing import style


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize(("width", "places"), [(8.5, 1), (15.92, 2), (18.0, 2)])
def test_numbers_end_at_the_same_places_in_all_stages(width: float, places: int, language: str) -> None:
    words = figure_words.texts(research_design.TEXTS, language)
    data = research_design.data(STUDIES["small"], language)
    pages = research_design.draw(data, words, width)
    assert (measured(pages), too_high(pages)) == ([], [])
    numbers = [text for page in pages for text in page.texts if text.get_horizontalalignment() == "right"]
    assert sorted(text.get_text() for text in numbers) == sorted(words.number(n) for n in data["value"] if n >= 0)
    assert len({round(text.get_position()[0], 3) for text in numbers}) == places
    shown = [text.get_text() for page in pages for text in page.texts]
    for group in ("sources", "people", "codebook", "codings"):
        assert shown.count(words[f"group_{group}"]) == 1


def test_what_is_of_one_kind_stands_together() -> None:
    data = research_design.data(STUDIES["small"], "en")
    for _, part in data.groupby("stage"):
        groups = [group for group, _ in groupby(part["group"])]
        assert len(groups) == len(set(groups))
    kinds = data.set_index("item")["group"]
    assert (kinds["informants"], kinds["themes"], kinds["cells"]) == ("people", "codebook", "maps")
    assert set(kinds[kinds.index.str.startswith("coder:")]) == {"codings"}


def test_a_share_is_told_of_how_many_beside_its_number() -> None:
    data = research_design.data(STUDIES["small"], "en")
    row = data[data["item"] == "cells"].iloc[0]
    texts = figure_words.texts(research_design.TEXTS, "en")
    (page,) = research_design.draw(data, texts, style.WIDTH)
    shown = " ".join(text.get_text() for text in page.texts)
    assert f"{row['value']} of {row['base']} pairs of informant and category" in shown
    assert f"{row['value']} of {row['base']} pairs" in research_design.alt(data, texts)


def test_a_theme_that_stands_among_the_categories_is_told() -> None:
    codes = codes_table(2, 2, codes=1)
    row = codes[codes["level"] == "theme"].iloc[0].to_dict()
    more = {"code_id": "alone", "theme_id": "alone", "parent_id": "", "label:en": "Alone", "order": 99}
    both = pd.concat([codes, pd.DataFrame([row | more])], ignore_index=True)
    shown = research_design.data(study(both, 2), "en").set_index("item")
    assert shown.loc["categories", ["value", "label"]].tolist() == [
        5,
        "categories, 1 theme without categories among them",
    ]
    assert research_design.data(study(codes, 2), "en").set_index("item").loc["categories", "label"] == "categories"
