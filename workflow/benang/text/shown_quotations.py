"""How a message shows a quotation, and a place that is like it."""

from __future__ import annotations

from itertools import accumulate

_SHOWN = 70
_STRAY = 3  # words before the first of a quotation, in a place that is like it


def on_one_line(quotation: str) -> str:
    """A quotation as a message shows it: on one line, cut where it is long.

    >>> on_one_line("they answered\\n  at night")
    'they answered at night'
    """
    line = " ".join(quotation.split())
    return line if len(line) <= _SHOWN else line[: _SHOWN - 1].rstrip() + "…"


def with_both_ends(quotation: str) -> str:
    """A quotation as a message shows it where its first and its last word matter: on one line, where it is long without
    the words in its middle.

    >>> with_both_ends("there are two uses, one for the model itself and one for those who have to decide on a loan")
    'there are two uses, one for the … who have to decide on a loan'
    """
    words = quotation.split()
    begins, ends = _that_fit(words), _that_fit(words[::-1])
    if len(" ".join(words)) <= _SHOWN or begins + ends >= len(words):
        return " ".join(words)
    return " ".join([*words[:begins], "…", *words[-ends:]])


def _that_fit(words: list[str]) -> int:
    """How many of the first words fit into half of what is shown; one at least."""
    lengths = accumulate(len(word) + 1 for word in words)
    return max(1, sum(length - 1 <= (_SHOWN - len(" … ")) // 2 for length in lengths))


def around_difference(found: str, quotation: str) -> str:
    """A place that is like a quotation, as a message shows it: on one line, where it is long around the first word that
    differs, so that whoever reads it sees what to mend.

    >>> around_difference(". they answered\\n at night", "they answered by night")
    'they answered at night'
    """
    words, sought = found.split(), [_plain(word) for word in quotation.split()]
    sought = [word for word in sought if word]
    # What is like the quotation begins and ends where letters do, at times with a mark or half a word before it.
    first = next((at for at, word in enumerate(words) if _plain(word)), 0)
    begun = next(
        (at for at in range(first, min(len(words), first + _STRAY)) if sought[:1] == [_plain(words[at])]), first
    )
    words = words[begun:]
    if len(" ".join(words)) <= _SHOWN:
        return " ".join(words)
    differs, common = len(words) - 1, 0
    for at, word in enumerate(words):
        plain = _plain(word)
        if plain and (common == len(sought) or plain != sought[common]):
            differs = at
            break
        common += bool(plain)
    low, high = differs, differs + 1
    # As much before the difference as behind it, as far as there is.
    while (low or high < len(words)) and len(" ".join(words[max(0, low - 1) : high + 1])) <= _SHOWN - 2:
        low, high = max(0, low - 1), min(len(words), high + 1)
    shown = on_one_line(" ".join(words[low:high]))
    return ("…" if low else "") + shown + ("…" if high < len(words) and not shown.endswith("…") else "")


def _plain(word: str) -> str:
    """A word's letters and digits, in small letters."""
    return "".join(filter(str.isalnum, word)).casefold()
