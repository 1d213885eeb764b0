"""Labels in letters that no font has: numbers in the picture, and the letters behind each beside it.

The caption and the description in words stand in the web page and the Word document, whose readers have fonts of their
own; so nothing is lost, and a figure of many such labels can be read.
"""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from benang.core.fonts import told
from benang.core.wording import Words

MOST = 30
"""So many stand in a caption; the description has all."""
LONGEST = 80
"""So many letters of each stand in a caption."""


def numbered(data: pd.DataFrame) -> tuple[pd.DataFrame, dict[str, int]]:
    """What is drawn with a number in brackets in the place of each run of letters that no font has, and these numbers.

    Equal runs have one number, counted from 1 in the order of the rows.
    """
    numbers: dict[str, int] = {}

    def sign(run: str) -> str:
        return f"[{numbers.setdefault(run, len(numbers) + 1)}]"

    def cell(value: object) -> object:
        return told(value, sign) if isinstance(value, str) else value

    rows = [[cell(value) for value in row] for row in data.itertuples(index=False, name=None)]
    if not numbers:
        return data, numbers
    shown = pd.DataFrame(rows, columns=data.columns)
    return shown.astype({name: data[name].dtype for name in data.columns}), numbers


def key(numbers: Mapping[str, int], words: Words, file: str) -> tuple[str, str]:
    """What the numbers stand for: the words for a caption, and those for a description, which are whole.

    Args:
        numbers: as ``numbered`` gives them.
        words: of the figure.
        file: name of the file of the description.
    """
    entries = [f"[{number}] {run}" for run, number in numbers.items()]
    short = [entry if len(entry) <= LONGEST else f"{entry[:LONGEST].rstrip()}…" for entry in entries[:MOST]]
    said = words("unshown", key="; ".join(short))
    if short != entries:
        said += " " + words("unshown_more", file=file)
    return said, words("unshown", key="; ".join(entries))
