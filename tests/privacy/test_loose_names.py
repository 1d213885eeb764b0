"""Names in labels and file names, looked for a few at a time."""

from unicodedata import normalize

from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.privacy.pseudonyms.index import REORDERED, Found, NameIndex, SearchedText, has_capitals
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
    """Names are looked for by the letters that they begin with; that misses none, and takes none for another."""
    index = NameIndex({name: f"[Orang {number}]" for number, name in enumerate(listed)})
    searched = SearchedText.of(normalize("NFC", between.join(written(part) for part in parts)))
    assert list(index.find_loose(searched)) == list(found_by_one_pattern(index, searched))


def found_by_one_pattern(index, searched):
    """What ``find_loose`` gives, found by a pattern of all names."""
    every = pattern([entry.key for entry in index.entries], loose=True)
    place = 0
    while match := every.search(searched.text, place):
        name = index.named(index.entries[match.lastindex - 1].key, searched, *match.span(), loose=True)
        place = match.end() if name else match.start() + 1
        if name and (name.made != REORDERED or " " not in match[0] or has_capitals(match[0])):
            yield Found(*match.span(), name)
