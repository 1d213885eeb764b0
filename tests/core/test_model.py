import pandas as pd
import pytest

from benang.core import model


def test_attributes_of_cases_in_a_language_stand_in_for_the_plain_ones():
    cases = model.from_rows(
        "cases",
        [
            {"case_id": "A", "order": 1, "attribute:group": "Pemilik", "attribute:group:en": "Owner"},
            {"case_id": "B", "order": 2, "attribute:group": "Konsumen", "attribute:group:en": ""},
        ],
    )
    assert model.cases_in(cases, "en")["attribute:group"].tolist() == ["Owner", "Konsumen"]
    assert model.cases_in(cases, "id")["attribute:group"].tolist() == ["Pemilik", "Konsumen"]
    assert list(model.cases_in(cases, "id").columns) == ["case_id", "order", "attribute:group"]


def test_a_table_that_is_not_of_the_model_is_refused():
    good = pd.DataFrame({"work_id": ["w"], "code_id": ["c"], "why": ["cited"]})
    assert model.conform(good, "work_codings").equals(good)
    for bad in (
        good.drop(columns="why"),
        good.assign(more="x"),
        good.assign(why=None),
        good.assign(why=1),
        pd.concat([good, good]),
    ):
        with pytest.raises(model.TableError):
            model.conform(bad, "work_codings")


def test_a_table_is_sorted_by_its_key_whoever_made_it():
    rows = [{"work_id": work, "code_id": "c", "why": ""} for work in ("b", "a", "c")]
    assert model.from_rows("work_codings", rows)["work_id"].tolist() == ["a", "b", "c"]


def test_what_most_people_leave_out_is_blank():
    codes = model.empty("codes").drop(columns="side")
    assert list(model.conform(codes, "codes").columns) == list(model.empty("codes").columns)
    row = dict.fromkeys(model.empty("codings").columns, "") | dict.fromkeys(
        ("turn", "last_turn", "start", "end", "line"), 1
    )
    del row["side"], row["use"]
    assert model.from_rows("codings", [row])[["side", "use"]].to_numpy().tolist() == [["", ""]]
