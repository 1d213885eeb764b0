"""The codebook as a SKOS concept scheme, so that annotations have something to point to.

SKOS Simple Knowledge Organization System Reference, W3C Recommendation 18 August 2009.
"""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import pandas as pd

from benang.bundle.web_annotations import CODEBOOK

_CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "id": "@id",
    "type": "@type",
    **{
        name: {"@id": f"skos:{name}", "@container": "@language"}
        for name in ("prefLabel", "definition", "scopeNote", "changeNote")
    },
    "example": "skos:example",
    "notation": "skos:notation",
    **{name: {"@id": f"skos:{name}", "@type": "@id"} for name in ("broader", "inScheme")},
}
_NOTES = {"include": "scopeNote", "exclude": "scopeNote"}


def concept_scheme(codes: pd.DataFrame) -> dict[str, Any]:
    """Themes, categories and codes as concepts, each below the one it stands under, in the order of the codebook.

    Args:
        codes: table ``codes``. What a code includes and excludes are its scope notes (SKOS has no other place for it).
    """
    concepts: list[dict[str, Any]] = []
    for code in codes.sort_values(["order", "code_id"]).to_dict("records"):
        concept: dict[str, Any] = {
            "id": _id(str(code["code_id"])),
            "type": "skos:Concept",
            "inScheme": CODEBOOK,
            "notation": str(code["code_id"]),
        }
        texts: dict[str, dict[str, list[str]]] = {}
        for column, value in code.items():
            field, _, language = str(column).partition(":")
            name = {"label": "prefLabel", "definition": "definition", **_NOTES}.get(field)
            if language and name and value:
                texts.setdefault(name, {}).setdefault(language, []).append(str(value))
        concept |= {
            name: {language: said if len(said) > 1 else said[0] for language, said in by_language.items()}
            for name, by_language in texts.items()
        }
        if code["parent_id"]:
            concept["broader"] = _id(str(code["parent_id"]))
        if code["example"]:
            concept["example"] = str(code["example"])
        concepts.append(concept)
    scheme = {"id": CODEBOOK, "type": "skos:ConceptScheme"}
    return {"@context": _CONTEXT, "@graph": [scheme, *concepts]}


def _id(code: str) -> str:
    return f"{CODEBOOK}#{quote(code)}"
