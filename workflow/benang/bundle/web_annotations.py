"""Codings as W3C Web Annotations, and where annotations stand in a text.

Web Annotation Data Model, W3C Recommendation 23 February 2017 (https://www.w3.org/TR/annotation-model/): a coding is an
Annotation whose bodies are its code and what its coder said, and whose target is a part of a frozen text by two
selectors, either of which finds it: TextPositionSelector (code points, end exclusive) and TextQuoteSelector.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pandas as pd

from benang.core import model
from benang.core.moments import as_date_time
from benang.text.context import LENGTH

FILE = "annotations.jsonld"
CODEBOOK = "codebook.jsonld"
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_SOFTWARE = frozenset(("rule", "llm"))


def text_name(source_id: str) -> str:
    """Where a bundle has the frozen text of a source."""
    return f"texts/{source_id}.txt"


def annotation_page(
    codings: pd.DataFrame, sources: pd.DataFrame, codes: pd.DataFrame, language: str, *, with_texts: bool
) -> dict[str, Any]:
    """The accepted codings as one page of annotations, in the order of the texts.

    Args:
        codings: table ``codings``; what is only suggested is no annotation.
        sources: table ``sources``, with the frozen texts.
        codes: table ``codes``.
        language: of the codes' labels.
        with_texts: whether the frozen texts lie beside the page. Where they do not, a text is named by its digest
            (``urn:sha256:``), and of the words around a quotation no more is said than the tables say.
    """
    accepted = codings[codings["status"] == "accepted"].sort_values(["source_id", "start", "end", "coding_id"])
    labels = model.labels(codes, language)
    rows = {str(row["source_id"]): row for row in sources.to_dict("records")}
    items = []
    for coding in accepted.to_dict("records"):
        source = rows[str(coding["source_id"])]
        items.append(
            {
                "id": f"{FILE}#{coding['coding_id']}",
                "type": "Annotation",
                "motivation": "classifying",
                "creator": _creator(coding),
                **({"created": as_date_time(str(coding["date"]))} if coding.get("date") else {}),
                "body": list(_bodies(coding, labels, language)),
                "target": _target(coding, source, with_texts=with_texts),
            }
        )
    return {"@context": CONTEXT, "id": FILE, "type": "AnnotationPage", "startIndex": 0, "items": items}


def _creator(coding: Mapping[Any, Any]) -> dict[str, str]:
    kind = "Software" if coding["method"] in _SOFTWARE else "Person"
    # What several agreed on is nobody's alone.
    return {"name": str(coding["coder"])} | ({} if coding["method"] == "consensus" else {"type": kind})


def _bodies(coding: Mapping[Any, Any], labels: Mapping[str, str], language: str) -> Iterator[dict[str, Any]]:
    code = str(coding["code_id"])
    yield {"type": "SpecificResource", "purpose": "classifying", "source": f"{CODEBOOK}#{quote(code)}"}
    label = {"type": "TextualBody", "purpose": "tagging", "value": labels.get(code, code), "language": language}
    yield label
    said = {"commenting": coding["why"], "assessing": coding.get("side", "")}
    for purpose, value in said.items():
        if value:
            yield {"type": "TextualBody", "purpose": purpose, "value": str(value)}
    # Spans within the quotation that the coder left out; no selector of the model has holes.
    if coding.get("cut"):
        yield {"type": "TextualBody", "purpose": "editing", "value": f"cut {coding['cut']}"}


def _target(coding: Mapping[Any, Any], source: Mapping[Any, Any], *, with_texts: bool) -> dict[str, Any]:
    text, start, end = str(source["text"]), int(coding["start"]), int(coding["end"])
    named = quote(text_name(str(source["source_id"]))) if with_texts else f"urn:sha256:{source['sha256']}"
    before, after = unique_context(text, start, end) if with_texts else (LENGTH, LENGTH)
    return {
        "type": "SpecificResource",
        "source": named,
        "selector": [
            {"type": "TextPositionSelector", "start": start, "end": end},
            {
                "type": "TextQuoteSelector",
                "exact": text[start:end],
                "prefix": text[max(0, start - before) : start],
                "suffix": text[end : end + after],
            },
        ],
    }


def unique_context(text: str, start: int, end: int) -> tuple[int, int]:
    """How many code points before and after ``text[start:end]`` tell it from all else in the text.

    >>> unique_context("no " + "yes " * 40, 83, 86)
    (64, 64)
    """
    length = LENGTH
    while True:
        low, high = max(0, start - length), min(len(text), end + length)
        if text.find(text[low:high], text.find(text[low:high]) + 1) < 0:
            return start - low, high - end
        length *= 2


@dataclass(frozen=True)
class Anchored:
    """Where the two selectors of an annotation lead to in its text.

    Attributes:
        annotation: its id.
        by_position: whether what stands at its position is its quotation.
        by_quotation: whether its quotation, with the words around it, stands there and nowhere else.
    """

    annotation: str
    by_position: bool
    by_quotation: bool


def anchored(page: Mapping[str, Any], texts: Mapping[str, str]) -> list[Anchored]:
    """Find each annotation in its text, by either selector alone.

    Args:
        page: as ``annotation_page`` made it.
        texts: frozen texts by the name that targets have for them. Annotations on other texts are passed over.
    """
    found = []
    for item in page["items"]:
        target = item["target"]
        text = texts.get(target["source"])
        if text is None:
            continue
        by_kind = {selector["type"]: selector for selector in target["selector"]}
        position, words = by_kind["TextPositionSelector"], by_kind["TextQuoteSelector"]
        start, end, exact = int(position["start"]), int(position["end"]), str(words["exact"])
        whole = f"{words['prefix']}{exact}{words['suffix']}"
        at = text.find(whole)
        once = at >= 0 and text.find(whole, at + 1) < 0
        there = once and at + len(words["prefix"]) == start and len(exact) == end - start
        found.append(Anchored(str(item["id"]), 0 <= start <= end and text[start:end] == exact, there))
    return found
