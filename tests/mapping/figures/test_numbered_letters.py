"""Labels in letters that no font has are numbers in the picture, and nothing of them is lost."""

import re

import pandas as pd
import pytest
from figure_study import codes_table, study
from hypothesis import given
from hypothesis import strategies as st
from measured import measured

from benang.core.fonts import can_be_shown
from benang.mapping.figures import FIGURES, figure_module, figure_words
from benang.mapping.figures.numbered_letters import LONGEST, MOST, key, numbered

SCRIPTS = "विश्वास और संबंध|信任与关系|신뢰와 관계|信頼 と きずな|ความไว้วางใจ|🙂 👍🏽"
WORDS = figure_words.texts("figures.state_map.yaml", "en")


@pytest.fixture(autouse=True)
def nothing_installed(monkeypatch):
    monkeypatch.setattr("benang.core.fonts.further_fonts", tuple)


@given(st.lists(st.text(st.sampled_from("aé (1)信任क्षความ🙂신뢰"), max_size=12), min_size=1, max_size=9))
def test_numbers_and_key_give_the_labels_back(labels):
    # A label that has such numbers itself could not be told apart from one that was given them.
    labels = [re.sub(r"\[\d+\]", "", label) for label in labels]
    data = pd.DataFrame({"label": labels, "n": range(len(labels))})
    shown, numbers = numbered(data)
    assert all(can_be_shown(letter) for label in shown["label"] for letter in label)
    assert sorted(numbers.values()) == list(range(1, len(numbers) + 1))
    runs = {f"[{number}]": run for run, number in numbers.items()}
    back = [re.sub(r"\[\d+\]", lambda found: runs[found[0]], label) for label in shown["label"]]
    assert back == labels
    assert list(shown["n"]) == list(data["n"])


def test_a_caption_has_the_first_and_the_description_all():
    numbers = {"信" * (LONGEST + n): n + 1 for n in range(MOST + 5)}
    caption, description = key(numbers, WORDS, "state_map.txt")
    assert f"[{MOST}] " in caption and f"[{MOST + 1}]" not in caption and "state_map.txt" in caption
    assert all(f"[{number}] {run}" in description for run, number in numbers.items())


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("label", SCRIPTS.split("|"))
def test_every_figure_can_be_read(figure, label):
    """All labels, cases and groups are in a script without a font: each has a number, and none is drawn as boxes."""
    codes = codes_table(2, 3)
    codes["label:en"] = [f"{label}{n}" if n % 2 else f"{label} (no. {n})" for n in range(len(codes))]
    tables = study(codes, 4, (f"{label} A", f"{label} B"), case_id=f"{label} {{}}")
    module, words = figure_module(figure), figure_words.texts(figure_module(figure).TEXTS, "en")
    data = module.data(tables, "en")
    if data.empty:
        pytest.skip("nothing to draw")
    shown, numbers = numbered(data)
    pages = module.draw(shown, words, 15.92)
    said = [text.get_text() for page in pages for text in page.texts]
    assert measured(pages) == []
    assert all(can_be_shown(letter) for text in said for letter in text)
    if numbers:
        assert any("[" in text for text in said)
