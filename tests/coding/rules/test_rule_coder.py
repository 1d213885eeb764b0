"""The rule coder: what each operator finds in transcripts, and the form of its codings."""

from __future__ import annotations

import re

import pandas as pd
import pytest
from coded_interviews import Turn, rules, study
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from steps import grows_evenly

from benang.coding.rules.matching import Matcher
from benang.coding.rules.patterns import fold
from benang.coding.rules.rule_coder import code_by_rules, code_notes
from benang.core import model
from benang.text.words import find_words


def found(utterance: str, *patterns: object, unit: str = "words", language: str = "id") -> list[str]:
    """What the patterns of one code find in one utterance of an informant."""
    tables = study({"s": [("informant", utterance)]}, language)
    codings = code_by_rules(*tables, rules(c=list(patterns)), unit=unit)  # type: ignore[arg-type]
    return codings.sort_values("start")["quotation"].tolist()


@pytest.mark.parametrize(
    ("pattern", "utterance", "expected"),
    [
        ("percaya", "Saya PERCAYA, bukan kepercayaan.", ["PERCAYA"]),
        ("strasse", "Die Straße", ["Straße"]),
        ("~percaya", "Kepercayaan itu, dipercaya orang, cinta.", ["Kepercayaan", "dipercaya"]),
        ("~tidak", "Saya nggak tahu, gak mau.", ["nggak", "gak"]),
        ("tanya langsung", "Bisa tanya, langsung aja. Langsung tanya.", ["tanya, langsung"]),
        ("~tanya * penjual", "Nanya ke penjual, nanya penjual.", ["Nanya ke penjual"]),
        ("promo*", "Promosi, promo, dipromo.", ["Promosi", "promo"]),
        ("b?li", "beli bali bli", ["beli", "bali"]),
        (r"/(?i)rp\s?\d+/", "Harganya Rp 50, bukan rp7.", ["Rp 50", "rp7"]),
        ("/^Ya/", "Ya. Ya.", ["Ya"]),
        ("Ma'ruf", "Pak Ma\u2019ruf datang", ["Ma\u2019ruf"]),
        ({"match": "~tanya", "near": "~jawab", "within": 3}, "Dijawab kalau ditanya. ", ["Dijawab kalau ditanya"]),
        ({"match": "~tanya", "near": "~jawab", "within": 3}, "Tanya satu dua jawab", ["Tanya satu dua jawab"]),
        ({"match": "~tanya", "near": "~jawab", "within": 3}, "Tanya satu dua tiga jawab", []),
        ({"match": "~tanya", "near": "tanya*", "within": 3}, "Cuma tanya", []),
        ({"match": "~tanya", "near": ["x", "~jawab"]}, "Tanya, jawab", ["Tanya, jawab"]),
        ({"match": "~percaya", "unless": ["tidak", "~nggak"], "within": 2}, "Gak terlalu percaya", []),
        ({"match": "~percaya", "unless": ["tidak"], "within": 2}, "percaya saya tidak", []),
        ({"match": "~percaya", "unless": ["tidak"], "within": 2}, "percaya itu saya tidak", ["percaya"]),
        ({"match": "per*", "unless": "percaya"}, "percaya", []),
        ({"match": "/%+/", "near": "diskon", "within": 1}, "diskon %% besar", ["diskon %%"]),
        ({"match": "/%+/", "near": "besar", "within": 1}, "diskon itu %%", []),
    ],
)
def test_operators(pattern: object, utterance: str, expected: list[str]) -> None:
    assert found(utterance, pattern) == expected


def test_stems_follow_the_language_of_the_source() -> None:
    assert found("They trusted us", "~trust", language="en") == ["trusted"]
    assert found("They trusted us", "~trust", language="id") == []


def test_longest_match_wins_inside_a_code_and_not_between_codes() -> None:
    tables = study({"s": [("informant", "media sosial itu ramai")]})
    codings = code_by_rules(*tables, rules(a=["media", "media sosial", "sosial *"], b="media"), unit="words")
    assert codings.set_index("code_id")["why"].to_dict() == {"a": "media sosial → media sosial", "b": "media → media"}


def test_units() -> None:
    utterance = "Ya begitu. Saya percaya sama dia. Percaya banget. Udah."
    assert found(utterance, "~percaya", unit="words") == ["percaya", "Percaya"]
    assert found(utterance, "~percaya", unit="sentence") == ["Saya percaya sama dia.", "Percaya banget."]
    assert found(utterance, "~percaya", unit="turn") == [utterance]
    assert found(utterance, "dia percaya", unit="sentence") == ["Saya percaya sama dia. Percaya banget."]
    with pytest.raises(ValueError, match="unit"):
        found(utterance, "dia", unit="page")


def test_one_coding_lists_every_pattern_and_word() -> None:
    tables = study({"s": [("informant", "Percaya, kepercayaan, promosi dan percaya.")]})
    codings = code_by_rules(*tables, rules(c=["~percaya", "promo*"]))
    assert codings["why"].tolist() == ["~percaya → Percaya, kepercayaan, percaya; promo* → promosi"]


def test_form_of_a_coding() -> None:
    tables = study({"s": [("interviewer", "Apa percaya?"), ("informant", "Ya. Saya percaya.")]})
    row = code_by_rules(*tables, rules(public_trust="~percaya"), coder="kamus").to_dict("records")[0]
    assert row.pop("coding_id").isalnum()
    assert row == {
        "source_id": "s",
        "case_id": "B",
        "turn": 2,
        "last_turn": 2,
        "start": 23,
        "end": 36,
        "line": 4,
        "code_id": "public-trust",
        "coder": "kamus",
        "method": "rule",
        "status": "suggested",
        "quotation": "Saya percaya.",
        "why": "~percaya → percaya",
        "anchor": "exact",
        "side": "",
        "use": "",
    }


def test_roles() -> None:
    tables = study({"s": [("interviewer", "percaya"), ("informant", "percaya"), ("observer", "percaya")]})
    count = {
        roles: len(code_by_rules(*tables, rules(c="percaya"), roles=roles))
        for roles in [("informant",), ("informant", "observer"), ()]
    }
    assert count == {("informant",): 1, ("informant", "observer"): 2, (): 3}


def test_matches_never_cross_a_turn_or_reach_a_label() -> None:
    tables = study({"s": [("informant", "tanya"), ("informant", "langsung")]})
    assert code_by_rules(*tables, rules(c=["tanya langsung", "/tanya.*langsung/", "B", "/B:/"])).empty


def test_nothing_to_find() -> None:
    assert found("", "a") == [] and found("...", "a") == []
    tables = study({})
    assert list(code_by_rules(*tables, rules(c="a")).columns) == model.TABLES["codings"].columns
    assert code_by_rules(*study({"s": [("informant", "a")]}), {}).empty


WORDS = (
    "saya percaya kepercayaan nggak tidak yakin tanya nanya jawab dijawab "
    "promosi Rp 50 media sosial é 😀 ok. Ya! eh? \u2026"
)
UTTERANCES = st.lists(st.sampled_from(WORDS.split()), max_size=25).map(" ".join)
SOURCES = st.dictionaries(
    st.sampled_from(["s1", "s2", "s3"]),
    st.lists(st.tuples(st.sampled_from(["informant", "interviewer"]), UTTERANCES), max_size=4),
    max_size=3,
)
RULES = rules(
    trust=["~percaya", {"match": "~yakin", "unless": ["~tidak"], "within": 2}],
    answer=[{"match": "~tanya", "near": "~jawab", "within": 6}, "~jawab", "nanya *"],
    other=["promo*", r"/Rp \d+/", "media sosial", "/[é😀]+/"],
)


@given(SOURCES, st.sampled_from(["sentence", "turn", "words"]))
@examples(40)
def test_quotations_are_slices_and_codings_of_a_code_do_not_overlap(sources: dict[str, list[Turn]], unit: str) -> None:
    tables = study(sources)
    texts = tables[0].set_index("source_id")["text"]
    codings = code_by_rules(*tables, RULES, unit=unit)  # type: ignore[arg-type]
    for row in codings.to_dict("records"):
        assert row["quotation"] == texts[row["source_id"]][row["start"] : row["end"]] != ""
        assert row["turn"] == row["last_turn"]
    for _, group in codings.groupby(["source_id", "code_id"]):
        ordered = group.sort_values("start")
        assert (ordered["start"].iloc[1:].to_numpy() >= ordered["end"].iloc[:-1].to_numpy()).all()


@given(SOURCES)
@examples(40)
def test_batches_do_not_change_the_result(sources: dict[str, list[Turn]]) -> None:
    whole = code_by_rules(*study(sources), RULES)
    parts = [code_by_rules(*study({name: sources[name]}), RULES) for name in sorted(sources)]
    parts = [part for part in parts if len(part)]
    merged = model.conform(pd.concat(parts), "codings") if parts else model.empty("codings")
    pd.testing.assert_frame_equal(whole, merged)


@given(st.lists(UTTERANCES, min_size=1, max_size=4))
@examples(40)
def test_text_before_does_not_change_ids(utterances: list[str]) -> None:
    spoken = [("informant", utterance) for utterance in utterances]
    plain = code_by_rules(*study({"s": spoken}), RULES)
    moved = code_by_rules(*study({"s": [("interviewer", "Halo, apa kabar?"), *spoken]}), RULES)
    assert plain["coding_id"].tolist() == moved["coding_id"].tolist()
    assert (moved["start"] - plain["start"] == len("P: Halo, apa kabar?\n")).all()


LETTERS = st.text(st.sampled_from("abB '-.,é ß"), max_size=25)
PATTERNS = st.lists(
    st.sampled_from(["a", "b", "ab", "a b", "b a b", "a* b", "?b a", "a * b", "* b", "a-b", "ß a", "~a", "a ?b"]),
    min_size=1,
    max_size=4,
    unique=True,
)


@given(st.lists(LETTERS, max_size=4), PATTERNS)
@examples(300)
def test_patterns_stand_where_a_look_at_every_word_finds_them(texts: list[str], patterns: list[str]) -> None:
    matcher = Matcher(rules(**{f"c{number}": pattern for number, pattern in enumerate(patterns)}), "xx")
    for text, ready in zip(texts, matcher.ready(texts), strict=True):
        spans = find_words(text)
        words = [fold(text[start:end]) for start, end in spans]
        expected = {}
        for pattern in patterns:
            parts = [re.escape(part.lstrip("~").replace("ß", "ss")) for part in pattern.split()]
            parts = [".*" if part == r"\*" else part.replace(r"\*", ".*").replace(r"\?", ".") for part in parts]
            places = [
                (spans[first][0], spans[first + len(parts) - 1][1])
                for first in range(len(words) - len(parts) + 1)
                if all(re.fullmatch(part, word) for part, word in zip(parts, words[first:], strict=False))
            ]
            expected |= {pattern: places} if places else {}
        assert {pattern.written: places for pattern, places in matcher.places(ready).items()} == expected


def test_many_regular_expressions_find_what_each_finds_alone() -> None:
    patterns = [rf"/kata{number}\b/" for number in range(40)] + [r"/\Qkata(/", "/^kata1/"]
    utterance = "kata1 kata7 kata33 kata(x"
    alone = sorted({each for pattern in patterns for each in found(utterance, pattern)})
    assert alone == ["kata(", "kata1", "kata33", "kata7"]
    assert sorted(found(utterance, *patterns)) == alone


def test_hostile_patterns_and_texts_are_gone_through_to_their_end() -> None:
    assert found("a" * 50_000 + "!", "/(a+)+b/", "a*a*a*a*a*b", "~" + "a" * 50) == []
    rule = {"match": "tanya", "unless": "y", "near": "x", "within": 1000}
    assert len(found("tanya x " * 5_000, rule, unit="turn")) == 1
    negated = {"match": "ya", "negated": True, "within": "turn"}
    long = "tidak hanya ya, tidak ya " * 20_000
    assert len(found(long, "tidak *", "* ya", negated, "~tidak hanya", unit="turn")) == 1
    assert grows_evenly(lambda text: found(text, "tidak *", negated, rule, unit="turn"), long[:2_400])


def test_notes_of_works() -> None:
    texts = {"w2": "On public trust; trusting sellers.", "w1": "Nothing here.", "w0": "Trust"}
    assert code_notes(texts, rules(trust="~trust", none="zzz"), "en") == [
        {"id": "w0", "code_id": "trust", "why": "~trust → Trust"},
        {"id": "w2", "code_id": "trust", "why": "~trust → trust, trusting"},
    ]
