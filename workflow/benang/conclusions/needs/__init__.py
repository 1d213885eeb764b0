"""What a claim may ask for, and the one place where such needs are registered.

A need is a module here with its ``NEED`` (``need.Need``), an entry in ``NEEDS``, and its sentence in
``texts/needs.yaml``. By these it is a key of claims.yaml that is checked with line and place, rows of ``claim_needs``,
and a line of the report.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from benang.conclusions.needs import groups, informants, kinds
from benang.conclusions.needs.need import Evidence, Need
from benang.core.texts import read_texts, text_in

NEEDS: dict[str, Need] = {need.key: need for need in (informants.NEED, groups.NEED, kinds.NEED)}
"""Every need by its key, in the order of tables and the report."""


def needs_schema() -> dict[str, Any]:
    """The JSON Schema of the keys below ``needs``."""
    return {key: need.schema for key, need in NEEDS.items()}


def need_rows(claim_id: str, needs: Mapping[str, Any], evidence: Evidence) -> Iterable[dict[str, Any]]:
    """What a claim asks for, and whether it is there: rows of ``claim_needs``.

    Args:
        claim_id: of the claim.
        needs: the value of each key; a key that is not there has its default.
        evidence: of the claim.
    """
    for key, need in NEEDS.items():
        for found in need.found(needs.get(key, need.schema["default"]), evidence):
            row = {"claim_id": claim_id, "need": need.called, **found._asdict()}
            yield row | {"met": found.has >= found.wanted}


def need_called(called: str) -> Need:
    """The need by what the column ``need`` of ``claim_needs`` calls it.

    Raises:
        KeyError: there is none.
    """
    return {need.called: need for need in NEEDS.values()}[called]


def need_sentence(called: str, language: str) -> str:
    """What the report says of a need; ``{n}`` (wanted), ``{name}`` and ``{has}`` (of how many) are filled in."""
    sentences: Mapping[str, str] = read_texts("needs.yaml")[called]
    return text_in(sentences, language)
