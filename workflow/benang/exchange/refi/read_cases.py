"""The cases of a REFI-QDA project.

A case names texts, selections or codes whose passages are its own; NVivo gives it a code of its own GUID instead. Cases
of MAXQDA and Quirkos have no name: each is one text with its variables.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from benang.exchange.project import CaseRange, ProjectCase
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
    """The cases, with the parts of texts that are theirs where that is not all of a text.

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
        for code in dict.fromkeys((identity, *references(element, "CodeRef"))):
            parts += marked.by_code.get(code, ())
            texts_of.count(len(marked.by_code.get(code, ())))
        sources = texts_of.members(whole, dict.fromkeys(part.source for part, _ in parts))
        all_of = {*texts_of.texts(whole), *(part.source for part, all_of_it in parts if all_of_it)}
        ranges = tuple(dict.fromkeys(part for part, _ in parts if part.source not in all_of))
        if sources and not str(element.get("name", "")).strip():
            name = names[sources[0]]
        memo = words(element, "Description").strip()
        yield ProjectCase(identity, name, variables.values(element, losses), sources, memo, ranges)


class _Marked:
    """Where the passages of selections and of codes are.

    Attributes:
        by_selection: the passage of a selection, and whether it is all there is in its text.
        by_code: the passages of a code, alike.
    """

    def __init__(self, texts: Sequence[StatedText], placed: Mapping[str, Sequence[Placed]]) -> None:
        self.by_selection: dict[str, tuple[CaseRange, bool]] = {}
        self.by_code: dict[str, list[tuple[CaseRange, bool]]] = {}
        for text in texts:
            first = len(text.text) - len(text.text.lstrip())
            last = len(text.text.rstrip())
            for one in placed[text.identity]:
                place = CaseRange(text.identity, one.start, one.end), one.start <= first and one.end >= last
                self.by_selection[one.passage.identity] = place
                for coding in one.passage.codings:
                    self.by_code.setdefault(coding.code, []).append(place)
