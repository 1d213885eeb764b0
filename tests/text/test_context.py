import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.people.anchor import anchor
from benang.coding.people.coding_files import COLUMNS
from benang.core import model
from benang.text.context import LENGTH, Context, with_context

TEXT = "A: Ya, saya percaya. Itu dulu.\nA: Sekarang lain; kata orang, ya, saya percaya. Begitulah."


def source(text):
    sources = model.from_rows(
        "sources",
        [
            {
                "source_id": "A",
                "kind": "interview",
                "case_ids": ["A"],
                "file": "A.txt",
                "format": "txt",
                "language": "id",
            }
            | {"encoding": "utf-8", "sha256": "", "n_characters": len(text), "n_words": 1, "n_turns": 1, "text": text}
        ],
    )
    return sources, model.empty("turns"), model.empty("offset_map")


CODES = model.from_rows(
    "codes",
    [
        {"code_id": "trust", "parent_id": "", "level": "theme", "theme_id": "trust", "category_id": "", "order": 1}
        | {"origin": "inductive", "negative": False, "cites": [], "example": "", "colour": ""}
    ],
)


def placed(text, quotation, **given_values):
    row = dict.fromkeys(COLUMNS, "") | {"file": "c.csv", "line": 2, "source": "A", "code": "trust", "coder": "x"}
    row |= {"quotation": quotation, "start": None, "end": None} | given_values
    rows = pd.DataFrame([row]).astype({"start": "Int64", "end": "Int64"})
    codings, problems, moves = anchor(rows, *source(text), CODES)
    return codings, problems, moves


def test_the_words_around_tell_which_of_two_equal_quotations_is_meant():
    second = TEXT.rindex("saya percaya")
    around = Context.of(TEXT, second, second + 12)
    codings, problems, _ = placed(TEXT, "saya percaya", prefix=around.prefix, suffix=around.suffix)
    assert codings["start"].tolist() == [second]
    assert problems == []


def test_without_them_the_first_is_taken_and_told():
    codings, problems, _ = placed(TEXT, "saya percaya")
    assert codings["start"].tolist() == [TEXT.index("saya percaya")]
    assert [problem.kind for problem in problems] == ["quotation-ambiguous"]


def test_a_quotation_follows_its_surroundings_in_a_text_that_grew():
    second = TEXT.rindex("saya percaya")
    around = Context.of(TEXT, second, second + 12)
    # Words were put in before, so that the coder's offsets are those of nothing now.
    grown = "A: Tambahan yang panjang sekali, " + TEXT
    values = {"start": second, "end": second + 12, "prefix": around.prefix, "suffix": around.suffix}
    codings, problems, moves = placed(grown, "saya percaya", **values)
    assert codings["start"].tolist() == [grown.rindex("saya percaya")]
    assert codings["anchor"].tolist() == ["moved"]
    assert problems == []
    assert moves[["anchor", "given_start", "start"]].values.tolist() == [
        ["moved", second, grown.rindex("saya percaya")]
    ]


def test_equal_words_that_came_to_stand_at_the_offsets_are_not_taken_for_the_coded_ones():
    text = "A: Tidak. Saya percaya sekali. Lalu kami diam. Saya percaya lagi."
    second = text.rindex("Saya percaya")
    around = Context.of(text, second, second + 12)
    # The first now begins where the second did.
    moved = "x" * (second - text.index("Saya percaya") - 1) + " " + text
    values = {"start": second, "end": second + 12, "prefix": around.prefix, "suffix": around.suffix}
    codings, _, moves = placed(moved, "Saya percaya", **values)
    assert codings["start"].tolist() == [moved.rindex("Saya percaya")]
    assert moves["anchor"].tolist() == ["moved"]


def test_one_character_in_common_does_not_outweigh_where_the_words_stood():
    text = "A: Dulu ya, saya percaya? Lama sekali kami bicara tentang itu.\nA: Kini lain: saya percaya; begitulah."
    second = text.rindex("saya percaya")
    # What stood around the second was corrected since; the first happens to have a question mark behind it.
    values = {"start": second - 4, "end": second + 8, "prefix": "Kini beda,", "suffix": "? Demikian."}
    codings, _, moves = placed(text, "saya percaya", **values)
    assert codings["start"].tolist() == [second]
    assert moves["anchor"].tolist() == ["moved"]


def test_what_is_nowhere_is_an_orphan_of_the_report_and_a_problem():
    codings, problems, moves = placed(TEXT, "kalimat yang tidak pernah diucapkan siapa pun di sini")
    assert len(codings) == 0
    assert [problem.kind for problem in problems] == ["quotation-not-found"]
    assert moves["anchor"].tolist() == ["orphan"]
    assert moves["start"].isna().all()


@given(st.text(max_size=80), st.data())
def test_the_whole_context_is_shared_at_its_own_place(text, data):
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    around = Context.of(text, start, end)
    assert around.shared(text, start, end) == around.length
    assert len(around.prefix) <= LENGTH and len(around.suffix) <= LENGTH


@pytest.mark.parametrize("prefix, suffix", [("Ya, ", ""), ("", ". Begitu"), ("YA,   ", ".\nBegitu")])
def test_case_and_white_space_of_the_context_make_no_difference(prefix, suffix):
    codings, _, _ = placed("Ya, baik. Begitu. Lalu, baik; kata dia.", "baik", prefix=prefix, suffix=suffix)
    assert codings["start"].tolist() == [4]


@pytest.mark.parametrize("at_once", [1, 2, 100])
def test_a_table_gets_the_context_of_each_coding_whatever_its_order(monkeypatch, at_once):
    monkeypatch.setattr("benang.text.context._AT_ONCE", at_once)
    texts = {"b": TEXT, "a": TEXT[::-1]}
    spans = [("b", 3, 5), ("a", 40, 44), ("b", 0, 2), ("a", 0, len(TEXT)), ("b", 3, 9)]
    table = pd.DataFrame(spans, columns=["source_id", "start", "end"], index=[9, 7, 5, 3, 1])
    found = with_context(table, texts)
    expected = [Context.of(texts[source], start, end) for source, start, end in spans]
    assert list(zip(found["prefix"], found["suffix"], strict=True)) == [(one.prefix, one.suffix) for one in expected]
    assert found.index.tolist() == [9, 7, 5, 3, 1]
    assert with_context(table.iloc[:0], texts).columns.tolist() == [*table.columns, "prefix", "suffix"]
