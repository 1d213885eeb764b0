from __future__ import annotations

import re
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.text.words import capitals, count_words, find_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("anak-anak nggak, don't!", ["anak-anak", "nggak", "don't"]),
        ("Ma’ruf 'kata' --ya--", ["Ma’ruf", "kata", "ya"]),
        ("nama_akun 12.500 P2", ["nama", "akun", "12", "500", "P2"]),
        ("cafe\u0301 na\u00efve", ["cafe\u0301", "na\u00efve"]),
        ("हिन्दी में", ["हिन्दी", "में"]),
        ("한국어 안녕", ["한국어", "안녕"]),
        ("我叫OK 3个", ["我", "叫", "OK", "3", "个"]),
        ("カタカナとひらがな", ["カタカナ", "とひらがな"]),
        ("ดีไทย", ["ดี", "ไท", "ย"]),
        ("ខ្មែរ", ["ខ្មែ", "រ"]),
        ("... — !", []),
    ],
)
def test_words_of_many_scripts(text, words):
    assert [text[start:end] for start, end in find_words(text)] == words
    assert count_words(text) == len(words)


@given(st.text())
def test_words_are_in_order_and_leave_no_letter_out(text):
    done = 0
    outside = []
    for start, end in find_words(text):
        assert done <= start < end
        outside.append(text[done:start])
        done = end
    outside.append(text[done:])
    assert not any(character.isalnum() for character in "".join(outside))


def test_no_capital_of_unicode_is_missing():
    every = re.compile(f"[{capitals()}]")
    for point in range(sys.maxunicode + 1):
        character = chr(point)
        assert bool(every.match(character)) == (character.isupper() or character.istitle()), hex(point)
