"""The words before and after a quotation, by which it is found again where its words stand in several places.

Prefix and suffix are those of the W3C Web Annotation Data Model (TextQuoteSelector): code points of the text itself.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from benang.core.source_texts import SourceTexts
from benang.text.text_key import key

LENGTH = 32
"""Code points of a prefix and of a suffix."""


@dataclass(frozen=True)
class Context:
    """What stands before and after a quotation; empty texts where that is not known."""

    prefix: str = ""
    suffix: str = ""

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Context:
        """The context of ``text[start:end]``."""
        return cls(text[max(0, start - LENGTH) : start], text[end : end + LENGTH])

    @property
    def length(self) -> int:
        """How many characters it has, as ``shared`` counts them."""
        return len(key(self.prefix)) + len(key(self.suffix))

    def shared(self, text: str, start: int, end: int) -> int:
        """How much of the context stands around ``text[start:end]``, counted from there outwards.

        White space, case and the shape of quotation marks and dashes make no difference (``benang.text.text_key``).
        """
        if not self.prefix and not self.suffix:
            return 0
        before = key(text[max(0, start - 2 * len(self.prefix)) : start])
        after = key(text[end : end + 2 * len(self.suffix)])
        return _common(key(self.prefix)[::-1], before[::-1]) + _common(key(self.suffix), after)


NO_CONTEXT = Context()


def with_context(codings: pd.DataFrame, sources: pd.DataFrame) -> pd.DataFrame:
    """The codings with their ``prefix`` and ``suffix``, for people who take the table elsewhere and bring it back.

    Args:
        codings: table ``codings``.
        sources: table ``sources``, with the frozen texts.
    """
    texts = SourceTexts(sources)
    spans = list(zip(*(codings[name].tolist() for name in ("source_id", "start", "end")), strict=True))
    contexts = [NO_CONTEXT] * len(spans)
    for place in sorted(range(len(spans)), key=lambda one: str(spans[one][0])):  # a text is at hand for all in it
        source_id, start, end = spans[place]
        contexts[place] = Context.of(texts[source_id], start, end)
    sides = {"prefix": [each.prefix for each in contexts], "suffix": [each.suffix for each in contexts]}
    return codings.assign(**{name: pd.Series(values, codings.index, dtype="str") for name, values in sides.items()})


def _common(one: str, other: str) -> int:
    """How many characters two texts have in common from their start."""
    length = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        length += 1
    return length
