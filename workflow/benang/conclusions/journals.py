"""The journals that an article can be written for: what they ask of it, a file each in ``templates/journals``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

PAPER = 210.0
"""Width of the page (A4), millimetres."""


@dataclass(frozen=True)
class Journal:
    """What a journal asks of an article.

    Attributes:
        name: of the profile.
        limits: the fewest and the most words of ``title`` and ``abstract``, and how many ``keywords``.
        abstracts: languages in which it wants an abstract, whatever the article's language.
        numbered: whether chapters are numbered.
        page: how the page looks: ``margin`` in millimetres (``vertical``: at head and foot, where it is another one),
            ``size`` of the letters in points, ``leading`` in em.
    """

    name: str
    limits: Mapping[str, tuple[int, int]]
    abstracts: tuple[str, ...]
    numbered: bool
    page: Mapping[str, float]

    @property
    def text_width(self) -> float:
        """Width of the page's text, millimetres: what a figure may be wide."""
        return PAPER - 2 * self.page["margin"]


def read_journal(templates: Path, name: str) -> Journal:
    """The profile ``name``."""
    text = (templates / f"journals/{name}.yaml").read_text(encoding="utf-8")
    values: Any = yaml.safe_load(text)
    limits = {part: (int(least), int(most)) for part, (least, most) in (values.get("limits") or {}).items()}
    page = {key: float(value) for key, value in values["page"].items()}
    return Journal(name, limits, tuple(values.get("abstracts") or ()), bool(values["numbered"]), page)
