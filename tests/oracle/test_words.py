"""The oracle's own word finder, by hand and beside the library's."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.text.words import find_words

from .words import words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anak-anak nggak, don't!", ["anak-anak", "nggak", "don't"]),
        ("Ma’ruf 'kata' --ya--", ["Ma’ruf", "kata", "ya"]),
        ("nama_akun 12.500 P2", ["nama", "akun", "12", "500", "P2"]),
        ("我叫OK 3个", ["我", "叫", "OK", "3", "个"]),
        ("カタカナとひらがな", ["カタカナ", "とひらがな"]),
        ("ดีไทย", ["ดี", "ไท", "ย"]),
        ("ok😀😀 5€", ["ok", "😀", "😀", "5", "€"]),
        ("(...)", []),
    ],
)
def test_words_and_signs(text, found):
    assert [text[start:end] for start, end in words(text)] == found


@given(st.text(st.sampled_from("ab1é\u0301'’-_. ,我々カひดไ😀€"), max_size=12))
def test_words_are_those_of_the_library_and_signs_stand_apart(text):
    found = words(text)
    signs = [(start, end) for start, end in found if unicodedata.category(text[start]).startswith("S")]
    assert [span for span in found if span not in signs] == find_words(text)
