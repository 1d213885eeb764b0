"""What is counted of tables as they are held where they are large is what is counted of any other."""

import pandas as pd
import pytest
from coded_turns import Study
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.passages import Counting, left_out, passages
from benang.coding.passages.counted import read_people_codings
from benang.coding.passages.pieces import Utterances
from benang.core import model
from benang.core.source_texts import StoredTexts
from benang.core.tables import RECURRING, csv_text, read_table, write_table
from benang.mapping import registered
from benang.mapping.registered import MATRICES, Matrix, make_matrices
from benang.mapping.word_tallies import tallies_of, word_counts

TALKS = {
    "iX": [
        ("informant", "X", "satu dua tiga empat"),
        ("interviewer", "", "apa itu ya"),
        ("informant", "X", "lima enam tujuh"),
    ],
    "iY": [("informant", "Y", "merah kuning hijau biru"), ("informant", "", "suara tanpa nama")],
    "o1": [("observer", "X", "toko ramai sekali"), ("observer", "", "hari itu pasar tutup")],
}
WORDS = {
    "iX": ["satu dua", "tiga", "empat\nP: apa itu ya\nX: lima"],
    "iY": ["merah", "hijau biru", "suara"],
    "o1": ["toko", "pasar"],
}
STUDY = Study(TALKS, {"T": "", "A": "T", "A1": "A", "An-": "A", "t?": "A"}, {"o1": "observation"})
CODED = st.lists(
    st.tuples(
        st.sampled_from([(source, words) for source, said in WORDS.items() for words in said]),
        st.sampled_from(["A1", "An", "t", "A"]),
        st.sampled_from(["ani", "budi"]),
        st.sampled_from(["", "for", "against"]),
        st.sampled_from(["", "best", "hide"]),
        st.sampled_from(["accepted", "suggested"]),
    ),
    max_size=8,
    unique_by=lambda one: one[:3],
)


def counted(tables):
    """Each matrix as people read it."""
    return {name: csv_text(matrix) for name, matrix in make_matrices(tables)}


@examples(30)
@given(CODED, st.sampled_from(["any", "agreed", "budi"]))
def test_matrices_of_tables_in_little_memory_are_the_same(tmp_path_factory, coded, way):
    folder = tmp_path_factory.mktemp("study")
    codings = STUDY.codings(
        *(
            (f"k{n}", *place[:1], code, place[1], coder, {"side": side, "use": use, "status": status})
            for n, (place, code, coder, side, use, status) in enumerate(coded)
        )
    )
    counting = Counting(count=way)
    about = (codings, STUDY.turns, STUDY.sources, STUDY.codes, counting)
    tables = {"codings": codings, "turns": STUDY.turns, "sources": STUDY.sources, "passages": passages(*about)}
    for name, table in tables.items():
        write_table(table, folder / f"{name}.parquet", name)
    more = {"codes": STUDY.codes, "cases": STUDY.cases, "left_out": left_out(*about), "counting": counting}
    more |= {"guide": model.empty("guide"), "asked_turns": model.empty("asked"), "relations": []}
    more |= {"count_emergence": False, "saturation_chosen": {}, "codebook_history": model.empty("codebook_history")}
    more |= {"literature_matrix": model.empty("literature_matrix")}
    more |= {"tallies": tallies_of([word_counts(STUDY.turns, STUDY.sources)], STUDY.cases)}
    lean = {
        name: read_table(folder / f"{name}.parquet", name, recurring=RECURRING[name]) for name in ("turns", "passages")
    }
    lean["codings"] = read_people_codings(folder / "codings.parquet", RECURRING["codings"])
    lean["sources"] = read_table(folder / "sources.parquet", "sources", without=("text",))
    lean["texts"] = StoredTexts(folder / "sources.parquet")
    lean["utterances"] = Utterances(lean["turns"], lean["sources"], keep=True, texts=lean["texts"])
    assert lean["passages"].dtypes["code_id"] == "category" and lean["turns"].dtypes["role"] == "category"
    assert counted(lean | more) == counted(tables | more)


@pytest.mark.parametrize("order", [[2, 0, 1], [0, 1, 2]])
def test_turns_in_any_order_are_cut_the_same(order):
    turns = STUDY.turns.iloc[[*order, *range(3, len(STUDY.turns))]].reset_index(drop=True)
    codings = STUDY.codings(("k", "iX", "A1", "empat\nP: apa itu ya\nX: lima"))
    cut = [
        [(utterance.turn, pieces) for utterance, pieces in Utterances(one, STUDY.sources).pieces(codings)]
        for one in (turns, STUDY.turns, STUDY.turns.astype({"source_id": "category", "role": "category"}))
    ]
    assert cut[0] == cut[1] == cut[2] and len(cut[0]) == 3


def test_a_matrix_that_no_other_uses_is_held_by_nobody(monkeypatch):
    held = []

    class Given(dict):
        def pop(self, name, *default):
            held.append(name)
            return super().pop(name, *default)

    toys = {
        "first": Matrix("toys", "first"),
        "second": Matrix("toys", "second"),
        "third": Matrix("toys", "third"),
    }
    functions = {
        "first": lambda codes: pd.DataFrame({"n": [1]}),
        "second": lambda first: first + 1,
        "third": lambda second: second + 1,
    }
    monkeypatch.setattr(registered, "MATRICES", toys)
    monkeypatch.setattr(registered, "_function", lambda matrix: functions[matrix.function])
    monkeypatch.setattr(registered, "dict", Given, raising=False)
    made = make_matrices({"codes": model.empty("codes")})
    assert [(name, int(matrix["n"].iloc[0])) for name, matrix in made] == [("first", 1), ("second", 2), ("third", 3)]
    assert held.index("first") < held.index("second")


def test_every_column_that_recurs_is_one_of_its_table():
    for name, columns in RECURRING.items():
        assert set(columns) <= set(model.TABLES[name].columns)
    assert MATRICES
