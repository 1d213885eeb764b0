"""What a figure shows and says of a study, before it is drawn."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

import pandas as pd

from benang.core.wording import Words
from benang.mapping.figures import FIGURES, MOST_CASES, figure_module
from benang.mapping.figures.drawing import style
from benang.mapping.figures.page_files import page_name


class Contents(NamedTuple):
    """What is drawn (without rows where the figure is left out), its caption and its description in words."""

    data: pd.DataFrame
    caption: str
    alt: str


def caption_file(name: str, caption: str, further: Sequence[Path], approach: str, words: Words) -> str:
    """The text of ``<figure>.caption.txt``: the caption, of a figure of several pages which files they are in, and the
    study's approach, a paragraph each. The documents print the first alone; they say the others in their own places.

    Args:
        name: of the figure.
        caption: its caption.
        further: the files of its second and later pages.
        approach: the sentence of the approach.
        words: of the figure.
    """
    paragraphs = [caption]
    n_pages = 1 + sum(file.suffix == ".png" for file in further)
    if n_pages > 1:
        first, last = (page_name(name, page, ".png") for page in (1, n_pages))
        paragraphs.append(words("pages", pages=words.number(n_pages), first=first, last=last, all=f"{name}.pdf"))
    return "\n\n".join([*paragraphs, approach]) + "\n"


def contents(
    name: str, tables: Mapping[str, pd.DataFrame], language: str, words: Words, width: float = style.WIDTH
) -> Contents:
    """The contents of the figure ``name``; left out, with a sentence why, where there are too many cases to be read.

    Args:
        name: of a registered figure.
        tables: those that it is registered with.
        language: of labels and attributes.
        words: of the figure, in that language.
        width: of its pages, cm.
    """
    module, figure = figure_module(name), FIGURES[name]
    cases = len(tables["cases"]) if figure.by_case else 0
    if cases > MOST_CASES:
        counts = {"cases": words.number(cases), "most": words.number(MOST_CASES)}
        name = words["name"]
        sentence = words("too_many_cases", figure=name[:1].upper() + name[1:], **counts)
        return Contents(pd.DataFrame(columns=list(module.COLUMNS)), sentence, sentence)
    data = module.data(tables, language)
    caption = module.caption(data, words)
    at_width = getattr(module, "caption_at_width", None)
    if at_width is not None and not data.empty:
        caption = " ".join(filter(None, [caption, at_width(data, words, width)]))
    return Contents(data, caption, module.alt(data, words))
