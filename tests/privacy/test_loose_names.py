"""Names in labels and file names, looked for a few at a time."""

from unicodedata import normalize

from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.privacy.pseudonyms.index import NameIndex, SearchedText
from benang.privacy.pseudonyms.spelling import pattern

LOOSE_NAMES = (
    "Siti Marlina",
    "Siti",
    "Sitorus",
    "Mukhlis",
    "Haji Mukhlis",
    "M. Yusuf",
    "O'Neil",
    "Anna-Lena Kirsch",
    "Müller",
    "Åsa",
    "Li",
    "王小明",
    "Нина Иванова",
    "İpek",
    "0812 3456 789",
    "@akun_siti",
    "van der Berg",
    "Straße",
)
"""Of one word and of several, with signs, of other scripts, and some that are the beginning of others."""

WRITTEN = (str, str.lower, str.upper, lambda text: text.replace(" ", ""), lambda text: text.replace(" ", "_"))


def test_each_of_many_names_is_found_alone():
    index = NameIndex({name: f"[Orang {number}]" for number, name in enumerate(LOOSE_NAMES)})
    for number, name in enumerate(LOOSE_NAMES):
        found = list(index.find_loose(SearchedText.of(normalize("NFC", f"wawancara-{name}-2"))))
        assert f"[Orang {number}]" in {one.name.pseudonym for one in found}, name


@examples(200)
@given(
    st.lists(st.sampled_from(LOOSE_NAMES), min_size=1, max_size=8, unique=True),
    st.lists(st.sampled_from([*LOOSE_NAMES, "Wawancara", "audio", "2", "x"]), max_size=4),
    st.sampled_from(["", "-", "_", " ", "."]),
    st.sampled_from(
        [str, str.lower, str.upper, lambda text: text.replace(" ", ""), lambda text: text.replace(" ", "_")]
    ),
)
def test_names_in_labels_are_those_that_one_pattern_of_all_names_finds(listed, parts, between, written):
    """Only names with whose first letters a label has are looked for in it; that misses none."""
    index = NameIndex({name: f"[Orang {number}]" for number, name in enumerate(listed)})
    searched = SearchedText.of(normalize("NFC", between.join(written(part) for part in parts)))
    found = list(index.find_loose(searched))
    index._loose_in = lambda text: (index.entries, pattern([entry.key for entry in index.entries], loose=True))
    assert list(index.find_loose(searched)) == found
