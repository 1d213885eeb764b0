"""The cases of a REFI-QDA project.

A case names texts, selections or codes whose passages are its own; NVivo gives it a code of its own GUID instead. Cases
of MAXQDA and Quirkos have no name: each is one text with its variables.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benang.exchange.project import ProjectCase
from benang.exchange.refi.elements import references, words
from benang.exchange.refi.losses import Losses
from benang.exchange.refi.read_codebook import named
from benang.exchange.refi.read_texts import StatedText, TextsOfSources
from benang.exchange.refi.selections import Placed
from benang.exchange.refi.variables import Variables


def read_cases(
    elements: Sequence[Any],
    texts: Sequence[StatedText],
    placed: Mapping[str, Sequence[Placed]],
    texts_of: TextsOfSources,
    variables: Variables,
    losses: Losses,
) -> Iterator[ProjectCase]:
    """The cases; one that holds a part of a text holds the text, and the part is lost.

    Args:
        elements: the elements ``Case``.
        texts: the texts of the project.
        placed: their passages, by identity of the text.
        texts_of: those that a GUID of a source means.
        variables: those that cases can have values of.
        losses: takes what is lost.
    """
    names = {text.identity: text.name for text in texts}
    marked = _Marked(texts, placed)
    taken: set[str] = set()
    for number, element in enumerate(elements, 1):
        identity, name = named(element, "Case", number)
        if identity in taken:
            losses.count("exchange-identity-twice", f"Case {number}")
            continue
        taken.add(identity)
        whole = references(element, "SourceRef")
        losses.lose("Case > SourceRef", sum(source not in texts_of for source in whole))
        selected = references(element, "SelectionRef")
        losses.lose("Case > SelectionRef", sum(selection not in marked.by_selection for selection in selected))
        parts = [marked.by_selection[selection] for selection in selected if selection in marked.by_selection]
        losses.lose("Case > PlainTextSelection", sum(not all_of_it for _, all_of_it in parts))
        found = dict.fromkeys(text for text, _ in parts)
        for code in dict.fromkeys((identity, *references(element, "CodeRef"))):
            found |= marked.by_code.get(code, {})
            losses.lose("Case > PlainTextSelection", marked.parts_by_code.get(code, 0))
        sources = texts_of.members(whole, found)
        if sources and not str(element.get("name", "")).strip():
            name = names[sources[0]]
        memo = words(element, "Description").strip()
        yield ProjectCase(identity, name, variables.values(element, losses), sources, memo)


class _Marked:
    """Where the passages of selections and of codes are.

    Attributes:
        by_selection: the text of a selection, and whether it is all there is in it.
        by_code: the texts with passages of a code.
        parts_by_code: how many passages of a code are not all there is in their text.
    """

    def __init__(self, texts: Sequence[StatedText], placed: Mapping[str, Sequence[Placed]]) -> None:
        self.by_selection: dict[str, tuple[str, bool]] = {}
        self.by_code: dict[str, dict[str, None]] = {}
        self.parts_by_code: Counter[str] = Counter()
        for text in texts:
            first = len(text.text) - len(text.text.lstrip())
            last = len(text.text.rstrip())
            for one in placed[text.identity]:
                place = (text.identity, one.start <= first and one.end >= last)
                self.by_selection[one.passage.identity] = place
                for coding in one.passage.codings:
                    self.by_code.setdefault(coding.code, {})[text.identity] = None
                    self.parts_by_code[coding.code] += not place[1]
