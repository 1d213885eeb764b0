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
        reference_docx: the Word document that Word documents take their looks from, in the study's folder or else
            beside the profile; empty for Benang's own.
    """

    name: str
    limits: Mapping[str, tuple[int, int]]
    abstracts: tuple[str, ...]
    numbered: bool
    page: Mapping[str, float]
    reference_docx: str = ""

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
    abstracts, docx = tuple(values.get("abstracts") or ()), str(values.get("reference_docx") or "")
    return Journal(name, limits, abstracts, bool(values["numbered"]), page, docx)


def docx_in_study(journal: Journal, root: Path) -> str:
    """The reference document of a profile where it lies in the study's folder, as the study names it; else empty."""
    return journal.reference_docx if _lies_in(root, journal.reference_docx) else ""


def docx_beside_profile(journal: Journal, templates: Path) -> Path | None:
    """The reference document of a profile where it lies beside the profile."""
    folder = templates / "journals"
    return folder / journal.reference_docx if _lies_in(folder, journal.reference_docx) else None


def _lies_in(folder: Path, name: str) -> bool:
    return bool(name) and ".." not in Path(name).parts and not Path(name).is_absolute() and (folder / name).is_file()
