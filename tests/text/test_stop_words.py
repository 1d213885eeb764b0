"""Words that say nothing of what a text is about: those of the list of a language, and sounds that fill a pause."""

import pytest

from benang.text.stop_words import stop_words


@pytest.mark.parametrize(("language", "words"), [("id", {"yang", "hmm", "teteh"}), ("en", {"the", "erm", "will"})])
def test_lists_and_sounds_are_stop_words_and_what_denies_is_none(language, words):
    assert words <= stop_words(language)
    assert not stop_words(language) & {"tidak", "nggak", "not", "never", "h", "m"}
    assert stop_words(f"{language}-XX") == stop_words(language)


def test_a_language_without_a_list_has_none():
    assert stop_words("xx") == frozenset()
