"""The expansion table, batch by batch and added up; and a study's own stems, by which it is mended."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from coded_interviews import rules, study

from benang.coding.rules.exceptions import StemException, read_exceptions
from benang.coding.rules.expansions import COLUMNS, expansions, merge_expansions
from benang.coding.rules.rule_coder import code_by_rules, code_notes

SOURCES = {
    "s1": [("interviewer", "Apa ikan?"), ("informant", "Ikan, IKAN diberikan. Kepercayaan!"), ("observer", "ikan")],
    "s2": [("informant", "Percaya, percaya promo. Tanya, langsung; tanya langsung.")],
}
RULES = rules(
    fish=["~ikan", {"match": "x", "near": "~ikan", "unless": ["~percaya"]}],
    trust=["~percaya", {"match": "~percaya", "asked": "~ikan"}, "promo*", "tanya langsung", r"/langsung.\s+tanya/"],
)


def table(sources: dict[str, list[tuple[str, str]]], **options: object) -> pd.DataFrame:
    texts, turns, _ = study(sources)
    return expansions(texts, turns, RULES, **options)  # type: ignore[arg-type]


def test_every_form_with_its_counts() -> None:
    assert table(SOURCES).to_numpy().tolist() == [
        ["fish", "~ikan", "match", "ikan", 2, 1],
        ["fish", "~ikan", "near", "ikan", 2, 1],
        ["fish", "~percaya", "unless", "percaya", 2, 1],
        ["fish", "~percaya", "unless", "kepercayaan", 1, 1],
        ["trust", r"/langsung.\s+tanya/", "match", "langsung; tanya", 1, 1],
        ["trust", "promo*", "match", "promo", 1, 1],
        ["trust", "tanya langsung", "match", "tanya langsung", 2, 1],
        ["trust", "~ikan", "asked", "ikan", 1, 1],
        ["trust", "~percaya", "match", "percaya", 2, 1],
        ["trust", "~percaya", "match", "kepercayaan", 1, 1],
    ]


def test_batches_add_up() -> None:
    parts = [table({name: spoken}) for name, spoken in SOURCES.items()]
    pd.testing.assert_frame_equal(merge_expansions(parts), table(SOURCES))
    pd.testing.assert_frame_equal(merge_expansions([parts[0], parts[0].iloc[:0]]), parts[0])
    assert merge_expansions([]).columns.tolist() == table({}).columns.tolist() == COLUMNS
    twice = merge_expansions([table(SOURCES), table({f"{name}b": spoken for name, spoken in SOURCES.items()})])
    assert (twice[["count", "sources"]] == table(SOURCES)[["count", "sources"]] * 2).all().all()


def test_not_exclusive_lists_what_no_pattern_finds() -> None:
    words = table(SOURCES, exclusive=False)
    passed_by = words[words["code_id"] == ""]
    assert passed_by[["form", "count"]].to_numpy().tolist() == [["diberikan", 1]]
    pd.testing.assert_frame_equal(words[words["code_id"] != ""].reset_index(drop=True), table(SOURCES))


def test_a_long_form_is_cut() -> None:
    texts, turns, _ = study({"s": [("informant", "a" * 500)]})
    assert expansions(texts, turns, rules(c="/a+/"))["form"].tolist() == ["a" * 100 + "…"]


def test_exceptions_mend_a_stem() -> None:
    # Sastrawi alone takes berikan for a form of ikan; so might it any other word.
    tables = study({"s": [("informant", "Berikan kulineran bali ikan")]})
    mended = [StemException("berikan", "ikan"), StemException("kulineran", "kulinernya"), StemException("bali", "")]

    def found(pattern: str, exceptions: list[StemException]) -> list[str]:
        codings = code_by_rules(*tables, rules(c=pattern), unit="words", exceptions=exceptions)
        return codings.sort_values("start")["quotation"].tolist()

    assert found("~beri", []) == ["Berikan"] and found("~ikan", []) == ["ikan"]
    assert found("~beri", mended) == [] and found("~ikan", mended) == ["Berikan", "ikan"]
    assert found("~kuliner", mended) == ["kulineran"]
    assert found("~berikan", mended) == ["Berikan", "ikan"]
    english = [StemException("berikan", "ikan", "en")]
    assert found("~beri", english) == ["Berikan"]
    own = [*mended, StemException("berikan", "", "id")]
    assert found("~ikan", own) == ["ikan"] and found("~berikan", own) == ["Berikan"]
    assert code_notes({"w": "berikan"}, rules(c="~ikan"), "id", exceptions=mended)[0]["why"] == "~ikan → berikan"


def test_exceptions_are_read(tmp_path: Path) -> None:
    path = tmp_path / "exceptions.csv"
    path.write_text("word,stem,note\nBerikan,~beri,\nbali,,an island\n", encoding="utf-8")
    assert read_exceptions(path, path.name) == ((StemException("berikan", "beri"), StemException("bali", "")), [])
    path.write_text("stem;word;language\nberi;berikan;id-ID\nberi;berikan;en\n", encoding="utf-8")
    exceptions, problems = read_exceptions(path, path.name)
    assert [each.language for each in exceptions] == ["id", "en"] and not problems


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("word,stem\nberi kan,ikan\n", [("exception-not-a-word", 2)]),
        ("word,stem\n,ikan\nbali,b a\n", [("exception-not-a-word", 2), ("exception-not-a-word", 3)]),
        ("word,stem\nbali,bal\nBALI,\n", [("exception-twice", 3)]),
    ],
)
def test_mistakes_in_exceptions(content: str, expected: list[tuple[str, int]], tmp_path: Path) -> None:
    path = tmp_path / "exceptions.csv"
    path.write_text(content, encoding="utf-8")
    _, problems = read_exceptions(path, "exceptions.csv")
    assert [(each.kind, each.line) for each in problems] == expected
    assert not any("{" in each.message(language) for each in problems for language in ("id", "en"))


def test_a_file_that_is_not_there_is_a_problem(tmp_path: Path) -> None:
    exceptions, problems = read_exceptions(tmp_path / "none.csv", "none.csv")
    assert exceptions == () and [each.kind for each in problems] == ["table-unreadable"]
