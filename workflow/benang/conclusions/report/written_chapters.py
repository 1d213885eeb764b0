"""The chapters of a document, written in their order, and again where they refer to numbers that come later."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypeVar

from benang.conclusions.report.draft import Draft

AnyDraft = TypeVar("AnyDraft", bound=Draft)


def write_chapters(draft: AnyDraft, chapters: Mapping[str, Callable[[AnyDraft], str]]) -> dict[str, str]:
    """The text of each chapter, by its name.

    Args:
        draft: what they are written from.
        chapters: what writes each, in the order of the document.
    """
    texts: dict[str, str] = {}
    again: dict[str, tuple[Any, ...]] = {}
    for name, write in chapters.items():
        before = draft.progress()
        draft.number.asked = False
        texts[name] = write(draft)
        if draft.number.asked:
            again[name] = before
    draft.number.end()
    for name, before in again.items():
        draft.go_back(before)
        texts[name] = chapters[name](draft)
    return texts
