"""Every coefficient against worked examples whose answers were published."""

import json

import numpy as np
import pytest
from counted_pairs import from_table
from places import SHARED

from benang.coding.agreement.brennan_prediger import brennan_prediger
from benang.coding.agreement.cohen import kappa, kappa_standard_error
from benang.coding.agreement.fleiss import fleiss
from benang.coding.agreement.gwet import ac1, ac1_standard_error
from benang.coding.agreement.krippendorff import alpha
from benang.coding.agreement.percent import percent_agreement, percent_coded_only
from benang.coding.agreement.ratings import from_rows
from benang.coding.agreement.unitizing import Spans, alpha_u, disagreement

FILE = SHARED / "agreement_examples.json"

# --- the data, as their publications print them ---

DATA = {
    # Krippendorff, K. (2011). Computing Krippendorff's alpha-reliability, sections A to C.
    "krippendorff_2011_A_binary": {
        "coder_rows": [[0, 1, 0, 0, 0, 0, 0, 0, 1, 0], [1, 1, 1, 0, 0, 1, 0, 0, 0, 0]],
    },
    "krippendorff_2011_B_nominal": {"coder_rows": ["aabbdcccedda", "babbbccceddd"]},
    "krippendorff_2011_C_missing": {
        "coder_rows": [
            [1, 2, 3, 3, 2, 1, 4, 1, 2, None, None, None],
            [1, 2, 3, 3, 2, 2, 4, 1, 2, 5, None, 3],
            [None, 3, 3, 3, 2, 3, 4, 2, 2, 5, 1, None],
            [1, 2, 3, 3, 2, 4, 4, 1, 2, 5, 1, None],
        ],
    },
    # Wikipedia, "Krippendorff's alpha", a computational example.
    "wikipedia_alpha": {
        "coder_rows": [
            [None, None, None, None, None, 3, 4, 1, 2, 1, 1, 3, 3, None, 3],
            [1, None, 2, 1, 3, 3, 4, 3, None, None, None, None, None, None, None],
            [None, None, 2, 1, 3, 4, 4, None, 2, 1, 1, 3, 3, None, 4],
        ],
    },
    # Hayes, A. F., and Krippendorff, K. (2007). Answering the call for a standard reliability measure for coding data.
    # Communication Methods and Measures 1(1), 77-89, table 1.
    "hayes_krippendorff_2007": {
        "unit_rows": "1 1 2 n 2|1 1 0 1 n|2 3 3 3 n|n 0 0 n 0|0 0 0 n 0|0 0 0 n 0|1 0 2 n 1|1 n 2 0 n|2 2 2 n 2|"
        "2 1 1 1 n|n 1 0 0 n|0 0 0 0 n|1 2 2 2 n|3 3 2 2 3|1 1 1 n 1|1 1 1 n 1|2 1 2 n 2|1 2 3 3 n|1 1 0 1 n|0 0 0 n 0|"
        "0 0 1 1 n|0 0 n 0 0|2 3 3 3 n|0 0 0 0 n|1 2 n 2 2|0 1 1 1 n|0 0 0 1 0|1 2 1 2 n|1 1 2 2 n|1 1 2 n 2|1 1 0 n 0|"
        "2 1 2 1 n|2 2 n 2 2|3 2 2 2 n|2 2 2 n 2|2 2 3 n 2|2 2 2 n 2|2 2 n 1 2|2 2 2 2 n|1 1 1 n 1",
    },
    # Fleiss, J. L. (1971). Measuring nominal scale agreement among many raters. Psychological Bulletin 76(5), table 1.
    "fleiss_1971": {
        "counts_30x5": "0 0 0 6 0|0 3 0 0 3|0 1 4 0 1|0 0 0 0 6|0 3 0 3 0|2 0 4 0 0|0 0 4 0 2|2 0 3 1 0|2 0 0 4 0|"
        "0 0 0 0 6|1 0 0 5 0|1 1 0 4 0|0 3 3 0 0|1 0 0 5 0|0 2 0 3 1|0 0 5 0 1|3 0 0 1 2|5 1 0 0 0|0 2 0 4 0|1 0 2 0 3|"
        "0 0 0 0 6|0 1 0 5 0|0 2 0 1 3|2 0 0 4 0|1 0 0 4 1|0 5 0 1 0|4 0 0 0 2|0 2 0 4 0|1 0 5 0 0|0 0 0 0 6",
    },
    # Wikipedia, "Fleiss' kappa", worked example.
    "wikipedia_fleiss": {
        "counts_10x5": [
            [0, 0, 0, 0, 14],
            [0, 2, 6, 4, 2],
            [0, 0, 3, 5, 6],
            [0, 3, 9, 2, 0],
            [2, 2, 8, 1, 1],
            [7, 7, 0, 0, 0],
            [3, 2, 6, 3, 0],
            [2, 5, 3, 2, 2],
            [6, 5, 2, 1, 0],
            [0, 2, 2, 3, 7],
        ],
    },
    # Cohen, J. (1960). A coefficient of agreement for nominal scales. Educational and Psychological Measurement 20(1).
    "cohen_1960_ex2": {"table": [[88, 14, 18], [10, 40, 10], [2, 6, 12]]},
    # Computed by hand after Gwet, K. L. (2008). Computing inter-rater reliability and its variance in the presence of
    # high agreement. British Journal of Mathematical and Statistical Psychology 61(1), 29-48.
    "gwet_2008_hand": {"pairs": {"yy": 8, "nn": 1, "yn": 1}},
    # Gwet, K. L. (2014). Handbook of Inter-Rater Reliability (4th ed.), the abstractors of emergency patients.
    "gwet_abstractors_3x3": {"table": [[13, 0, 0], [0, 20, 7], [0, 4, 56]]},
    # The paradox of high agreement and low kappa (Feinstein and Cicchetti, 1990), computed by hand.
    "kappa_paradox": {"table": [[85, 5], [5, 5]]},
    # Krippendorff, K. (2004). Measuring the reliability of qualitative text analysis data. Quality and Quantity 38,
    # 787-800, appendix.
    "krippendorff_2004_alpha_u": {
        "begin": 150,
        "length": 300,
        "units_begin_length_coder_category": [
            [225, 70, 0, "c"],
            [370, 30, 0, "c"],
            [220, 80, 1, "c"],
            [355, 20, 1, "c"],
            [400, 20, 1, "c"],
            [180, 60, 0, "k"],
            [300, 50, 0, "k"],
            [180, 60, 1, "k"],
            [300, 50, 1, "k"],
        ],
    },
    # QSR International, NVivo help, "Coding comparison query".
    "nvivo_percent_agreement": {"chars": 1000, "both": 50, "one_only": 150, "neither": 800},
}


def rows(name):
    return from_rows(DATA[name]["coder_rows"])


def table(name):
    return from_table(np.array(DATA[name]["table"]))


def two_by_two(both, only_a, only_b, neither):
    return from_table(np.array([[neither, only_b], [only_a, both]]))


def tallied(counts):
    """Ratings of units of which only the number of coders in each category is printed."""
    units = [[category for category, n in enumerate(unit) for _ in range(n)] for unit in counts]
    return from_rows(list(zip(*units, strict=True)))


def split(text):
    return [[None if word == "n" else int(word) for word in unit.split()] for unit in text.split("|")]


def against_the_rest(counts, category):
    """The same units with one category against all others together."""
    return tallied([[sum(unit) - unit[category], unit[category]] for unit in counts])


def expected(coefficient, ratings):
    """The share of agreement expected by chance, from (Po - Pe) / (1 - Pe)."""
    observed, value = percent_agreement(ratings)[0], coefficient(ratings)[0]
    return (observed - value) / (1 - value)


def borders(category):
    example = DATA["krippendorff_2004_alpha_u"]
    begin = example["begin"]
    coders = []
    for coder in (0, 1):
        units = [
            (start - begin, start - begin + length)
            for start, length, who, what in example["units_begin_length_coder_category"]
            if (who, what) == (coder, category)
        ]
        coders.append(Spans(*np.array(units, dtype=np.int64).T))
    return disagreement(coders, example["length"])


MISSING = rows("krippendorff_2011_C_missing")
# Conger's kappa was published for a copy of the data in which the only rating of the last unit is the third coder's,
# not the second's; nothing else depends on whose it is.
MOVED = from_rows(
    [
        [*row[:-1], last]
        for row, last in zip(DATA["krippendorff_2011_C_missing"]["coder_rows"], [None, None, 3, None], strict=True)
    ]
)
HAYES = from_rows(list(zip(*split(DATA["hayes_krippendorff_2007"]["unit_rows"]), strict=True)))
FLEISS = split(DATA["fleiss_1971"]["counts_30x5"])
PSYCHIATRISTS = tallied(FLEISS)
COHEN = table("cohen_1960_ex2")
GWET_HAND = two_by_two(8, 1, 0, 1)
ABSTRACTORS = table("gwet_abstractors_3x3")
PARADOX = table("kappa_paradox")
NVIVO = two_by_two(50, 150, 0, 800)

T_11 = 2.20099
T_99 = 1.98422
"""The 97.5 % points of Student's t with 11 and with 99 degrees of freedom, from tables."""

AC1_SE_BY_N = ac1_standard_error(ABSTRACTORS) * np.sqrt(99 / 100)
"""The published interval of a table divides the squares by n, that of raw data, as we do, by n - 1."""

ANSWERS = {
    ("krippendorff_2011_A_binary", "percent"): (0.6, percent_agreement(rows("krippendorff_2011_A_binary"))[0]),
    ("krippendorff_2011_A_binary", "alpha_nominal"): (0.095, alpha(rows("krippendorff_2011_A_binary"))[0]),
    ("krippendorff_2011_B_nominal", "alpha_nominal"): (0.692, alpha(rows("krippendorff_2011_B_nominal"))[0]),
    ("krippendorff_2011_C_missing", "alpha", "nominal"): (0.743, alpha(MISSING)[0]),
    ("krippendorff_2011_C_missing", "alpha", "ordinal"): (0.815, alpha(MISSING, "ordinal")[0]),
    ("krippendorff_2011_C_missing", "alpha", "interval"): (0.849, alpha(MISSING, "interval")[0]),
    ("krippendorff_2011_C_missing", "alpha", "ratio"): (0.797, alpha(MISSING, "ratio")[0]),
    ("krippendorff_2011_C_missing", "same_data_irrCAC", "AC1"): (0.77544, ac1(MISSING)[0]),
    ("krippendorff_2011_C_missing", "same_data_irrCAC", "fleiss"): (0.76117, fleiss(MISSING)[0]),
    ("krippendorff_2011_C_missing", "same_data_irrCAC", "conger"): (0.76282, kappa(MOVED)[0]),
    ("krippendorff_2011_C_missing", "same_data_irrCAC", "brennan_prediger"): (0.77273, brennan_prediger(MISSING)[0]),
    ("krippendorff_2011_C_missing", "same_data_irrCAC", "percent"): (0.81818, percent_agreement(MISSING)[0]),
    ("krippendorff_2011_C_missing", "same_data_irrCAC", "AC1_se"): (0.14295, ac1_standard_error(MISSING)),
    ("krippendorff_2011_C_missing", "same_data_irrCAC", "AC1_ci", 0): (
        0.461,
        ac1(MISSING)[0] - T_11 * ac1_standard_error(MISSING),
    ),
    ("krippendorff_2011_C_missing", "same_data_irrCAC", "AC1_ci", 1): (
        1.0,
        min(1, ac1(MISSING)[0] + T_11 * ac1_standard_error(MISSING)),
    ),
    ("wikipedia_alpha", "alpha", "nominal"): (0.691, alpha(rows("wikipedia_alpha"))[0]),
    ("wikipedia_alpha", "alpha", "interval"): (0.811, alpha(rows("wikipedia_alpha"), "interval")[0]),
    ("hayes_krippendorff_2007", "alpha_ordinal"): (0.7598, alpha(HAYES, "ordinal")[0]),
    ("fleiss_1971", "kappa"): (0.43, fleiss(PSYCHIATRISTS)[0]),
    ("fleiss_1971", "Po"): (0.5556, percent_agreement(PSYCHIATRISTS)[0]),
    ("fleiss_1971", "Pe"): (0.2201, expected(fleiss, PSYCHIATRISTS)),
    **{
        ("fleiss_1971", "per_category_kappa", category): (answer, fleiss(against_the_rest(FLEISS, category))[0])
        for category, answer in enumerate([0.248, 0.248, 0.517, 0.47, 0.565])
    },
    ("wikipedia_fleiss", "kappa"): (0.21, fleiss(tallied(DATA["wikipedia_fleiss"]["counts_10x5"]))[0]),
    ("cohen_1960_ex2", "Po"): (0.7, percent_agreement(COHEN)[0]),
    ("cohen_1960_ex2", "Pe"): (0.41, expected(kappa, COHEN)),
    ("cohen_1960_ex2", "kappa"): (0.492, kappa(COHEN)[0]),
    ("cohen_1960_ex2", "gwet_AC1"): (0.576, ac1(COHEN)[0]),
    ("gwet_2008_hand", "Po"): (0.9, percent_agreement(GWET_HAND)[0]),
    ("gwet_2008_hand", "Pe"): (0.255, expected(ac1, GWET_HAND)),
    ("gwet_2008_hand", "AC1"): (0.8658, ac1(GWET_HAND)[0]),
    ("gwet_2008_hand", "scott_pi"): (0.6078, fleiss(GWET_HAND)[0]),
    ("gwet_abstractors_3x3", "cohen"): (0.7964, kappa(ABSTRACTORS)[0]),
    ("gwet_abstractors_3x3", "cohen_ci", 0): (0.68, kappa(ABSTRACTORS)[0] - T_99 * kappa_standard_error(ABSTRACTORS)),
    ("gwet_abstractors_3x3", "cohen_ci", 1): (0.913, kappa(ABSTRACTORS)[0] + T_99 * kappa_standard_error(ABSTRACTORS)),
    ("gwet_abstractors_3x3", "scott"): (0.7962, fleiss(ABSTRACTORS)[0]),
    ("gwet_abstractors_3x3", "AC1"): (0.8493, ac1(ABSTRACTORS)[0]),
    ("gwet_abstractors_3x3", "AC1_ci", 0): (0.764, ac1(ABSTRACTORS)[0] - T_99 * AC1_SE_BY_N),
    ("gwet_abstractors_3x3", "AC1_ci", 1): (0.935, ac1(ABSTRACTORS)[0] + T_99 * AC1_SE_BY_N),
    ("gwet_abstractors_3x3", "BP"): (0.835, brennan_prediger(ABSTRACTORS)[0]),
    ("gwet_abstractors_3x3", "alpha"): (0.7973, alpha(ABSTRACTORS)[0]),
    ("kappa_paradox", "kappa"): (0.444, kappa(PARADOX)[0]),
    ("kappa_paradox", "AC1"): (0.878, ac1(PARADOX)[0]),
    ("kappa_paradox", "percent"): (0.9, percent_agreement(PARADOX)[0]),
    ("krippendorff_2004_alpha_u", "alpha_u_c"): (0.7286, alpha_u([borders("c")])),
    ("krippendorff_2004_alpha_u", "alpha_u_k"): (1.0, alpha_u([borders("k")])),
    ("krippendorff_2004_alpha_u", "alpha_u"): (0.8591, alpha_u([borders("c"), borders("k")])),
    ("nvivo_percent_agreement", "percent"): (0.85, percent_agreement(NVIVO)[0]),
}
"""The published answer, by example and name, and ours."""

NO_ANSWERS = {"_note", "source", "tolerance"}
COARSE = {("krippendorff_2004_alpha_u", "alpha_u"): 0.0005, ("fleiss_1971", "Pe"): 0.0005} | {
    ("fleiss_1971", "per_category_kappa", category): 0.0035 for category in range(5)
}
"""The publications compute these from rounded figures (Fleiss from shares of three decimals)."""


@pytest.mark.parametrize("name", ANSWERS, ids=lambda name: "-".join(map(str, name)))
def test_the_published_answer(name):
    published, ours = ANSWERS[name]
    decimals = len(str(published).partition(".")[2])
    assert ours == pytest.approx(published, abs=COARSE.get(name, 0.5 * 10**-decimals + 1e-9))


def leaves(node, path=()):
    if isinstance(node, dict | list):
        for key, below in node.items() if isinstance(node, dict) else enumerate(node):
            yield from leaves(below, (*path, key))
    else:
        yield path, node


def test_every_example_has_published_answers_and_every_answer_an_example():
    assert {name for name, *_ in ANSWERS} == set(DATA)
    assert all(len(path) > 1 for path in ANSWERS)


@pytest.mark.skipif(not FILE.is_file(), reason="the collection of examples is not here")
def test_every_example_of_the_collection_is_tested_with_its_data():
    collection = json.loads(FILE.read_text(encoding="utf-8"))
    data_keys = {name: set(data) for name, data in DATA.items()}
    answers = {}
    for name, example in collection.items():
        if name in NO_ANSWERS:
            continue
        assert {key: example[key] for key in data_keys[name]} == DATA[name]
        rest = {key: below for key, below in example.items() if key not in data_keys[name] | NO_ANSWERS}
        answers |= {(name, *path): answer for path, answer in leaves(rest)}
    assert answers == {name: published for name, (published, _) in ANSWERS.items()}


# --- where programs differ: one code, 1,000 characters, coder A coded 120, coder B 130, both 50 ---

EXAMPLE = two_by_two(50, 70, 80, 800)


def test_kappa_is_cohens_and_not_what_qualcoder_prints():
    # QualCoder leaves out uncoded text and multiplies the two terms of chance instead of adding them.
    coded = 200
    wrong_chance = (120 / coded * 130 / coded) * (80 / coded * 70 / coded)
    wrong = (50 / coded - wrong_chance) / (1 - wrong_chance)
    assert wrong == pytest.approx(0.207, abs=0.0005)
    assert kappa(EXAMPLE)[0] == pytest.approx(0.314, abs=0.0005)


def test_both_conventions_of_percentage():
    assert percent_agreement(NVIVO)[0] == pytest.approx(0.85)
    assert percent_coded_only(NVIVO)[0] == pytest.approx(50 / 200)


def test_brennan_prediger_is_the_same_kappa_whatever_the_margins():
    assert brennan_prediger(PARADOX)[0] == pytest.approx(2 * 0.9 - 1)
