"""Words that stand around people's names: forms of address before them, clitics behind them."""

from __future__ import annotations

from functools import cache

from benang.core.texts import read_texts


@cache
def honorifics() -> tuple[str, ...]:
    """Forms of address of every language, sorted: behind one a name of one word is known whatever its case."""
    return _words("honorifics")


@cache
def clitics() -> tuple[str, ...]:
    """Endings that may be written onto a name, of every language, sorted."""
    return _words("clitics")


@cache
def no_names() -> frozenset[str]:
    """Words, in small letters, that are written with a capital in some language and are nobody's name."""
    return frozenset(_words("no_names"))


@cache
def common_words() -> frozenset[str]:
    """Words, in small letters, that everybody writes and that somebody's name is but for its accents."""
    return frozenset(_words("common_words"))


def _words(subject: str) -> tuple[str, ...]:
    return tuple(sorted({word for listed in read_texts("names.yaml")[subject].values() for word in listed}))
