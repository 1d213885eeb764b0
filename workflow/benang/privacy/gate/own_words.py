"""What is the program's own: the forms of marks behind an ``@`` in its messages, and its code in a bundle."""

from __future__ import annotations

import re
from functools import cache

from benang.core.places import WORKFLOW
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


def is_own_code(part: str, text: str) -> bool:
    """Whether a text is that of a file of the program (``workflow/Snakefile``), or a piece of it."""
    return part.startswith(f"{WORKFLOW.name}/") and text in _code(part)


def is_in_own_word(text: str, start: int, *, own_code: bool) -> bool:
    """Whether what begins at ``start`` is within a word of the program's own: ``summary_sheets`` is nobody called Mary.

    Args:
        text: any.
        start: in it.
        own_code: whether the text is code of the program, where each word is its own; elsewhere the names of its files
            are.
    """
    if not text[max(0, start - 1) : start].isalpha():
        return False
    begins = start - len(_WORD_BEFORE.search(text[max(0, start - 100) : start])[0])  # type: ignore[index]
    return own_code or _WORD.match(text, begins)[0] in _file_names()  # type: ignore[index]


_WORD, _WORD_BEFORE = re.compile(r"\w*"), re.compile(r"\w*$")


@cache
def _file_names() -> frozenset[str]:
    return frozenset(path.stem for path in WORKFLOW.rglob("*.py"))


@cache
def _code(part: str) -> str:
    path = (WORKFLOW.parent / part).resolve()
    inside = path.is_relative_to(WORKFLOW) and path.is_file()
    return path.read_text(encoding="utf-8", errors="replace") if inside else ""


@cache
def _forms() -> frozenset[tuple[str, str]]:
    parts = [kind[part] for kind in vocabulary().values() for part in ("what", "mend", "mend_near") if part in kind]
    told = [sentence for part in parts if isinstance(part, dict) for sentence in part.values()]
    return frozenset((found[1], found[2]) for sentence in told for found in _FORM.finditer(sentence))
