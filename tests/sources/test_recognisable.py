"""Places, occupations and values of attributes in the texts; what is found is told by number alone."""

import pandas as pd
import pytest

from benang.core import model
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.recognisable import COLUMNS, recognisable, recognisable_problems


def found(*said, values=(), names=None):
    """Kind of each word, for one source with these turns."""
    text, turns = "", []
    for number, words in enumerate(said, start=1):
        where = {"source_id": "s", "turn": number, "start": len(text), "end": len(text) + len(words), "speaker": ""}
        text += words + "\n"
        blank = {"role": "informant", "role_from": "", "heading": "", "line": 1, "n_words": 1, "case_id": "A"}
        turns.append(where | blank | {"time_start": None, "time_end": None})
    about = {"kind": "interview", "case_ids": ["A"], "file": "s.txt", "format": "txt", "encoding": "", "sha256": ""}
    source = {"source_id": "s", "language": "id", "text": text, "n_characters": 0, "n_words": 0, "n_turns": 0} | about
    tables = (model.from_rows("sources", [source]), model.from_rows("turns", turns), model.from_rows("memos", []))
    return recognisable(*tables, Pseudonyms(names or {}), values)


def kinds(*said, **more):
    table = found(*said, **more)
    return dict(zip(table["word"], table["kind"], strict=True))


@pytest.mark.parametrize(
    ("said", "place"),
    [
        ("Saya dari desa Cikole, dekat pasar.", "Cikole"),
        ("Rumah saya di Kota Serang sejak lama.", "Kota Serang"),
        ("Pulang ke Pandeglang tiap minggu.", "Pandeglang"),
        ("We moved to a flat in Leeds last year.", "Leeds"),
        ("The shop on Mill Lane is closed.", "Mill Lane"),
    ],
)
def test_places(said, place):
    assert kinds(said) == {place: "place"}


@pytest.mark.parametrize(
    "said",
    [
        "Saya jualan di Instagram dan di WhatsApp.",
        "Kami mulai di Januari.",
        "Barangnya di rumah saja.",
        "Ke sini dari. Kalau lama, ya.",
    ],
)
def test_no_places(said):
    assert kinds(said) == {}


def test_occupations_and_values_of_attributes():
    assert kinds("Suami saya guru di sini.", "I was a flight attendant.") == {
        "guru": "occupation",
        "flight attendant": "occupation",
    }
    found_here = kinds(
        "Orang pandeglang semua di sini, Kabupaten Pandeglang.", values=["Kabupaten Pandeglang", "61", "ya"]
    )
    assert found_here == {"pandeglang": "attribute", "Kabupaten Pandeglang": "attribute"}


def test_a_replaced_place_is_none():
    assert kinds("Saya dari [kota] dan Kencana.", names={"Serang": "[kota]"}) == {}


def test_the_warning_counts_and_quotes_nothing():
    table = found("Suami saya guru di Pandeglang.", "Guru itu dari desa Cikole.", values=["Owner"])
    (problem,) = recognisable_problems(table, "data/private/benang/recognisable.csv")
    said = problem.message("en")
    assert "2 places, 2 occupations and 0 values of attributes, in 1 source: " in said
    assert "others may stand there" in said and "mungkin masih ada" in problem.message("id")
    assert not any(word in said for word in table["word"])
    assert problem.severity == "warning"
    assert recognisable_problems(pd.DataFrame(columns=COLUMNS), "x") == []
