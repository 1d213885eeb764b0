"""What the program itself writes behind an ``@`` in its messages, and nobody's account: the forms of marks."""

from __future__ import annotations

import re
from functools import cache

from benang.core.problems import vocabulary

_FORM = re.compile(r"\[(@\w+)([:\]])")
_ESCAPED = "\\"  # in Markdown brackets and the sign have one before them


def is_own(text: str, start: int, end: int) -> bool:
    """Whether ``text[start:end]`` begins a mark of a form that a message of the program shows (``[@passage:c123]``)."""
    if text[max(0, start - 2) : start].removesuffix(_ESCAPED)[-1:] != "[":
        return False
    follows = text[end : end + 1]
    if follows == _ESCAPED:
        follows = text[end + 1 : end + 2]
    return (text[start:end], follows) in _forms()


@cache
def _forms() -> frozenset[tuple[str, str]]:
    parts = [kind[part] for kind in vocabulary().values() for part in ("what", "mend") if part in kind]
    told = [sentence for part in parts if isinstance(part, dict) for sentence in part.values()]
    return frozenset((found[1], found[2]) for sentence in told for found in _FORM.finditer(sentence))
