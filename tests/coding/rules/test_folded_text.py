"""Folded utterances: the same words in the same places as in the text, alone or together."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from benang.coding.rules.folded_text import FoldedBlock, FoldedText
from benang.coding.rules.patterns import fold
from benang.text.words import find_words

# Letters that fold to more than one, marks, joiners, scripts without spaces, characters outside the first plane.
ALPHABET = "aB é ßİŉǰ '-_’‐ʼ.,0² \n\0\t\u0301\u0345 信任カดี가\u1100\u1161 😀𐐀"
TEXTS = st.text(st.sampled_from(ALPHABET) | st.characters(), max_size=30)


def words(text: FoldedText) -> list[tuple[str, tuple[int, int]]]:
    """The words of the folded text, and where it says they are."""
    found, start = [], 0
    for word in text.folded.split(" "):
        if word:
            found.append((word, text.span(start, start + len(word))))
        start += len(word) + 1
    return found


@given(st.lists(TEXTS, max_size=5))
@example(["'a'", "a--b a-'b -", "don't", "a_b"])
@example(["Straße", "plain", "ʼn", "é-é"])
def test_words_stand_where_they_stand(texts: list[str]) -> None:
    block = FoldedBlock(texts)
    assert [folded.text for folded in block.texts] == texts
    for number, folded in enumerate(block.texts):
        expected = [(fold(folded.text[start:end]), (start, end)) for start, end in find_words(folded.text)]
        assert words(folded) == expected
        assert words(FoldedText(folded.text)) == expected
        here = block.whole[block.starts[number] : block.starts[number] + len(folded.text) + 2]
        assert here == (" " * len(here) if number in block.folded_alone else folded.folded)


@given(TEXTS, st.integers(0, 30), st.integers(0, 30))
def test_a_place_counts_words(text: str, start: int, length: int) -> None:
    spans = find_words(text)
    start = min(start, len(text))
    end = min(start + length, len(text))
    place = FoldedText(text).place((start, end))
    touched = [number for number, (first, last) in enumerate(spans) if first < end and start < last]
    if touched:
        assert (place.first, place.last) == (touched[0], touched[-1])
    elif start < end:
        assert place.last < place.first
