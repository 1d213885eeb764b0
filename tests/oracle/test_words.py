"""The oracle's own word finder, by hand and beside the library's."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.text.words import find_words

from .words import words_and_symbols


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("anak-anak nggak, don't!", ["anak-anak", "nggak", "don't"]),
        ("Ma’ruf 'kata' --ya--", ["Ma’ruf", "kata", "ya"]),
        ("nama_akun 12.500 P2", ["nama", "akun", "12", "500", "P2"]),
        ("我叫OK 3个", ["我", "叫", "OK", "3", "个"]),
        ("カタカナとひらがな", ["カタカナ", "とひらがな"]),
        ("ดีไทย", ["ดี", "ไท", "ย"]),
        ("ok😀😀 5€", ["ok", "5"]),
        ("(...)", []),
    ],
)
def test_words(text, found):
    assert [text[start:end] for start, end in words_and_symbols(text)[0]] == found


def test_symbols_are_what_stands_between_words_and_means_something():
    text = "ok😀😀 5€ -- a+b (...)"
    assert [text[start:end] for start, end in words_and_symbols(text)[1]] == ["😀", "😀", "€", "+"]


@given(st.text(st.sampled_from("ab1é\u0301'’-_. ,我々カひดไ😀€"), max_size=12))
def test_words_are_those_of_the_library(text):
    assert words_and_symbols(text)[0] == find_words(text)
