"""Words that follow each other as one text, where pandoc's tree has a node for every word and every space.

A report has a hundred thousand of them, and each of its forms is written from a tree: pandoc writes the same from one
text, and reads it in half the time.
"""

from __future__ import annotations

from typing import Any

_SPACE = {"t": "Space"}


def joined(tree: Any) -> Any:
    """The tree with words that only spaces part as one text.

    Lines with a citation are left as they are, for citations are put in words by what stands around them. So is a word
    that begins with a semicolon: in typst it could end what stands before it, and pandoc sees to that by the word.

    >>> joined([{"t": "Str", "c": "One"}, {"t": "Space"}, {"t": "Str", "c": "two."}, {"t": "LineBreak"}])
    [{'t': 'Str', 'c': 'One two.'}, {'t': 'LineBreak'}]
    """
    if type(tree) is dict:
        content = tree.get("c")
        return tree | {"c": joined(content)} if type(content) is list and tree["t"] != "Cite" else tree
    return _joined(tree) if type(tree) is list else tree


def _joined(items: list[Any]) -> list[Any]:
    result: list[Any] = []
    words: list[str] = []
    space = False
    apart = any(type(item) is dict and item.get("t") == "Cite" for item in items)
    for item in items:
        kind = item.get("t") if type(item) is dict else ""
        if kind == "Str" and not apart and not item["c"].startswith(";"):
            if not space:
                result += _text(words)
                words = []
            words.append(item["c"])
            space = False
        elif kind == "Space" and words and not space:
            space = True
        else:
            result += _text(words)
            if space:
                result.append(_SPACE)
            words, space = [], False
            result.append(joined(item))
    result += _text(words)
    return [*result, _SPACE] if space else result


def _text(words: list[str]) -> list[Any]:
    return [{"t": "Str", "c": " ".join(words)}] if words else []


def separated(text: str, apart: Any) -> list[tuple[bool, str]]:
    """A text of several words as pieces, each with whether ``apart`` finds something in it: a word where it does, and
    the words between such words where it does not.

    >>> import re
    >>> separated('He said "yes" to me.', re.compile('"'))
    [(False, 'He said'), (True, '"yes"'), (False, 'to me.')]
    """
    pieces: list[tuple[bool, str]] = []
    for word in text.split(" "):
        found = bool(apart.search(word))
        if pieces and not found and not pieces[-1][0]:
            pieces[-1] = (False, f"{pieces[-1][1]} {word}")
        else:
            pieces.append((found, word))
    return pieces
