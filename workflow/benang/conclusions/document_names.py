"""What the two documents of a study are called, and which tables they have."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benang.core.texts import read_texts, text_in

TABLES = (
    *("participants", "categories", "claims", "numbers", "works", "novelty", "informants", "sources", "cleaning"),
    *(
        "guide",
        "coders",
        "agreement",
        "cases",
        "kinds",
        "cooccurrence",
        "reproduction",
        "provenance",
        "ways",
        "problems",
    ),
)
"""The tables of article and supplement that a text may refer to."""
COUNTED_FIGURES = frozenset(
    (
        *("state_map", "claims_profile", "agreement_intervals", "crosstab_dots", "code_references", "comparison"),
        *("upset", "emergence", "reproduction_map"),
    )
)
"""Figures that show counts, sides or agreement as evidence, which a reflexive analysis leaves out."""
COUNTED_TABLES = frozenset(("categories", "claims", "agreement", "cases", "kinds", "ways"))
"""Those that show counts, sides or agreement as evidence, which a reflexive analysis leaves out."""


def supplement_of(study: Mapping[str, Any], language: str) -> dict[str, Any]:
    """What a study says of itself in its supplement: the title says that it is one."""
    words = read_texts("documents.yaml")
    titles = {
        spoken: f"{words.get(spoken, words['en'])['supplement']}: {title}"
        for spoken, title in (study["title"] | {language: text_in(study["title"], language)}).items()
    }
    return {**study, "title": titles}
