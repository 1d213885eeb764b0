"""Conditions of rules: what stands near or after, negation, who speaks and what was asked; and what hides what."""

from __future__ import annotations

import pytest
from coded_interviews import Turn, rules, study

from benang.coding.rules.matching import Matcher
from benang.coding.rules.negation import negating_words, negation_problems
from benang.coding.rules.rule_coder import code_by_rules, code_notes


def found(utterance: str, pattern: object, language: str = "id") -> list[str]:
    """What one rule finds in one utterance."""
    matcher = Matcher(rules(c=[pattern]), language)
    return [match.words for match in matcher.find(*matcher.ready([utterance]))]


def coded(spoken: list[Turn], *patterns: object, **options: object) -> list[str]:
    tables = study({"s": spoken})
    codings = code_by_rules(*tables, rules(c=list(patterns)), unit="turn", **options)  # type: ignore[arg-type]
    return codings.sort_values("start")["quotation"].tolist()


@pytest.mark.parametrize(
    ("pattern", "utterance", "expected"),
    [
        ({"match": "~tanya", "then": "~jawab"}, "Ditanya langsung dijawab", ["Ditanya ... dijawab"]),
        ({"match": "~tanya", "then": "~jawab"}, "Dijawab kalau ditanya", []),
        ({"match": "~tanya", "then": "~jawab", "within": 1}, "Ditanya langsung dijawab", []),
        ({"match": "b", "then": ["x", "c"], "near": "a"}, "a b c", ["a ... b ... c"]),
        ({"match": "tanya", "then": "tanya"}, "tanya tanya", ["tanya ... tanya"]),
        ({"match": "harga", "near": "murah", "within": "turn"}, "Harga" + " ya" * 2000 + " murah", ["Harga ... murah"]),
        ({"match": "harga", "unless": "murah", "within": "turn"}, "Harga" + " ya" * 2000 + " murah", []),
        ({"match": "harga", "then": "murah", "within": 2}, "harga, (sangat) murah", ["harga ... murah"]),
        ({"match": "harga", "then": "murah", "within": 1}, "harga, (sangat) murah", []),
        ({"match": "tanya *", "near": "ya"}, "tanya!! Pak, ya", ["tanya!! Pak ... ya"]),
        ({"match": "* tanya"}, "tanya Pak tanya", ["Pak tanya"]),
    ],
)  # fmt: skip
def test_near_and_then(pattern: object, utterance: str, expected: list[str]) -> None:
    assert found(utterance, pattern) == expected


@pytest.mark.parametrize(
    ("language", "match", "utterance", "is_negated"),
    [
        ("id", "~percaya", "Saya percaya", False),
        ("id", "~percaya", "Saya nggak terlalu percaya", True),
        ("id", "~percaya", "Saya belum percaya", True),
        ("id", "~percaya", "Beli tanpa percaya", True),
        ("id", "~percaya", "Bukan karena murah, percaya saya", False),
        ("id", "~percaya", "Nggak, saya percaya", False),
        ("id", "~percaya", "nggak murah tapi percaya", False),
        ("id", "~percaya", "nggak murah tapi nggak percaya", True),
        ("id", "~percaya", "tidak hanya percaya", False),
        ("id", "~percaya", "setidaknya percaya", False),
        ("id", "~percaya", "sebelumnya percaya", False),
        ("id", "~percaya", "percaya nggak", False),
        ("id", "~percaya", "tidak satu dua tiga empat percaya", True),
        ("id", "~percaya", "tidak satu dua tiga empat lima percaya", False),
        ("en", "~trust", "I don\u2019t really trust them", True),
        ("en", "~trust", "not only trust", False),
        ("en", "~trust", "without any trust", True),
        ("en", "~trust", "not cheap but we trust", False),
        ("de", "~vertrauen", "ohne Vertrauen", True),
        ("zh", "信任", "我不信任他", True),
        ("zh", "信任", "我们特别信任他", False),
        ("xx", "percaya", "tidak percaya", False),
    ],
)
def test_negated(language: str, match: str, utterance: str, is_negated: bool) -> None:
    assert bool(found(utterance, {"match": match, "negated": True}, language)) is is_negated
    assert bool(found(utterance, {"match": match, "negated": False}, language)) is not is_negated


def test_within_says_how_far_a_negation_reaches() -> None:
    assert found("nggak terlalu percaya", {"match": "percaya", "negated": True, "within": 1}) == []
    assert found("nggak terlalu percaya", {"match": "percaya", "negated": True, "within": 2}) == ["percaya"]


@pytest.mark.parametrize("language", ["ar", "de", "en", "es", "fr", "id", "it", "jv", "ms", "nl", "pt", "su", "zh"])
def test_negating_words_are_patterns(language: str) -> None:
    words = negating_words(language)
    assert words.negations and words.ends
    assert all(pattern.parts or pattern.run for pattern in words.patterns)


def test_a_language_without_negating_words_is_reported() -> None:
    negated = rules(c={"match": "a", "negated": False}, d="b")
    problems = negation_problems(negated, ["id", "tlh", "en-GB", "tlh"], "codebook.yaml")
    assert [(each.kind, each.values["language"]) for each in problems] == [("rule-negated-language", "tlh")]
    assert not any("{" in problems[0].message(language) for language in ("id", "en"))
    assert negation_problems(rules(d="b"), ["tlh"], "codebook.yaml") == []


INTERVIEW = [
    ("interviewer", "Apa Anda percaya penjualnya?"),
    ("interviewer", "Maksud saya, yang di toko online."),
    ("informant", "Ya, percaya."),
    ("other", "Hm."),
    ("informant", "Sangat percaya."),
    ("interviewer", "Berapa umurnya?"),
    ("informant", "Percaya deh."),
]


def test_asked_looks_into_the_question_before() -> None:
    rule = {"match": "~percaya", "asked": ["~jual", "toko online"]}
    assert coded(INTERVIEW, rule) == ["Ya, percaya.", "Sangat percaya."]
    assert coded(INTERVIEW, {"match": "~percaya", "asked": "toko online"}) == ["Ya, percaya.", "Sangat percaya."]
    assert coded(INTERVIEW, {"match": "~percaya", "asked": "/umur/"}) == ["Percaya deh."]
    assert coded(INTERVIEW[2:5], {"match": "~percaya", "asked": "toko"}) == []
    # The interviewer's own turn is no answer, and his words are not coded.
    assert coded(INTERVIEW[:2], {"match": "online", "asked": "percaya"}) == []


def test_a_question_is_of_its_source() -> None:
    tables = study({"s1": INTERVIEW[:1], "s2": [("informant", "Ya, percaya.")]})
    assert code_by_rules(*tables, rules(c={"match": "percaya", "asked": "percaya"})).empty


def test_role_and_speaker_take_the_place_of_the_studys_roles() -> None:
    assert coded(INTERVIEW, "~percaya") == ["Ya, percaya.", "Sangat percaya.", "Percaya deh."]
    assert coded(INTERVIEW, {"match": "~percaya", "role": "interviewer"}) == ["Apa Anda percaya penjualnya?"]
    assert coded(INTERVIEW, {"match": "hm", "role": ["other", "observer"]}) == ["Hm."]
    assert coded(INTERVIEW, {"match": "~percaya", "speaker": "p"}) == ["Apa Anda percaya penjualnya?"]
    assert coded(INTERVIEW, {"match": "~percaya", "speaker": "P", "role": "informant"}) == []
    assert coded(INTERVIEW, {"match": "~percaya", "speaker": ["P", "B"], "role": "informant"})[0] == "Ya, percaya."


def test_notes_have_no_speaker_and_no_question() -> None:
    patterns = [
        {"match": "trust", "role": "informant"},
        {"match": "trust", "asked": "x"},
        {"match": "trust", "speaker": "B"},
    ]
    assert code_notes({"w": "trust"}, rules(c=patterns), "en") == []
    assert code_notes({"w": "trust"}, rules(c={"match": "trust", "negated": False}), "en")[0]["why"] == (
        "trust not negated within 5 → trust"
    )


# The example of quanteda's documentation of tokens_lookup, with the keys it prints there.
NEWSPAPER = "The New York Times is a New York paper."


@pytest.mark.parametrize(
    ("scope", "keys"), [("key", ["paper", "city", "city"]), ("dictionary", ["paper", "city"])]
)  # fmt: skip
def test_nested_scope_is_quantedas(scope: str, keys: list[str]) -> None:
    tables = study({"s": [("informant", NEWSPAPER)]}, "en")
    dictionary = rules(paper="New York Times", city="New York")
    codings = code_by_rules(*tables, dictionary, unit="words", nested_scope=scope)  # type: ignore[arg-type]
    codings["length"] = codings["start"] - codings["end"]
    assert codings.sort_values(["start", "length"])["code_id"].tolist() == keys


def test_dictionary_scope_leaves_equal_and_overlapping_matches() -> None:
    tables = study({"s": [("informant", "media sosial ramai")]})
    same = code_by_rules(
        *tables, rules(a="media sosial", b="media sosial", c="sosial ramai"), nested_scope="dictionary"
    )
    assert sorted(same["code_id"]) == ["a", "b", "c"]
    with pytest.raises(ValueError, match="nested_scope"):
        code_by_rules(*tables, {}, nested_scope="code")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("language", "pattern", "utterance", "expected"),
    [
        ("zh", "信任", "我们信任他。信、任", ["信任"]),
        ("ja", "カメラ", "デジタルカメラを買う", ["カメラ"]),
        ("th", "ราคา", "สินค้าราคาถูก", ["ราคา"]),
        ("th", "กา", "กาแฟ ก่า", ["กา"]),
        ("th", "ก", "กั", []),
        ("km", "ខ្មែរ", "ភាសាខ្មែរ", ["ខ្មែរ"]),
        ("lo", "ລາວ", "ພາສາລາວ", ["ລາວ"]),
        ("my", "မြန်", "မြန်မာ", ["မြန်"]),
        ("zh", "哈哈", "哈哈哈哈哈", ["哈哈", "哈哈"]),
        ("zh", {"match": "5G 信号", "near": "好", "within": 2}, "这里5G信号很好", ["5G信号 ... 好"]),
    ],
)
def test_scripts_without_spaces(language: str, pattern: object, utterance: str, expected: list[str]) -> None:
    assert found(utterance, pattern, language) == expected
