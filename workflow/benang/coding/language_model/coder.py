"""From the answers of a language model to codings, to a table of what was set aside, and to an account of both."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from benang.coding.coding_ids import fill_coding_ids
from benang.coding.language_model.checked_answers import REASONS, Taken, check_answer
from benang.coding.language_model.replay import Answer
from benang.coding.language_model.requests import ModelRequest
from benang.core import model
from benang.core.problems import Problem
from benang.text.spans import Location, SpanIndex

QUARANTINE_COLUMNS = ["source_id", "turns", "request", "turn", "code", "quotation", "reason"]
"""Of the table of what was set aside, all text: source and turns that were asked about, hash of the request, then turn,
code and quotation as the model gave them (shortened), and one of ``answers.REASONS``."""


def codings_from(
    requests: Sequence[ModelRequest],
    answers: Mapping[str, Answer],
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    offset_map: pd.DataFrame,
    codes: pd.DataFrame,
    coder: str,
) -> tuple[pd.DataFrame, pd.DataFrame, list[Problem]]:
    """The codings in a model's answers that stand the test of ``answers.check_answer``.

    Args:
        requests: every request of the study.
        answers: the answer to each, by hash.
        sources: table ``sources`` that the requests were made of.
        turns: table ``turns``.
        offset_map: table ``offset_map``, for the line of the raw source.
        codes: table ``codes``.
        coder: name of the coder in the codings.

    Returns:
        Table ``codings`` (method ``llm``, status ``suggested``, anchor ``exact``; ``why`` names the model and the
        request, and holds no word of the model's own); what was set aside, with the columns ``QUARANTINE_COLUMNS``, in
        the order of the requests; and a warning with the count for each reason.

    Raises:
        KeyError: a request has no answer.
    """
    code_ids = frozenset(codes["code_id"])
    texts: dict[str, str] = dict(zip(sources["source_id"], sources["text"], strict=True))
    index = SpanIndex(turns, offset_map)
    rows: list[dict[str, object]] = []
    aside: list[tuple[str, ...]] = []
    for request in requests:
        taken, refused = check_answer(request, answers[request.hash], code_ids)
        source_id = request.part.source_id
        for one in taken:
            where = index.locate(source_id, one.start, one.end)
            rows.append(_row(request, one, texts[source_id], where, coder))
        aside += [(source_id, request.turns, request.hash, *one) for one in refused]
    codings = model.conform(fill_coding_ids(pd.DataFrame(rows)), "codings") if rows else model.empty("codings")
    quarantine = pd.DataFrame(aside, columns=QUARANTINE_COLUMNS, dtype="str")
    counts = Counter(quarantine["reason"])
    problems = [Problem(f"model-{reason}", values={"count": counts[reason]}) for reason in REASONS if counts[reason]]
    return codings, quarantine, problems


def account(
    model_name: str, coder: str, requests: Sequence[ModelRequest], codings: pd.DataFrame, quarantine: pd.DataFrame
) -> dict[str, Any]:
    """What a report has to say of a model's work, as plain values.

    Args:
        model_name: the model.
        coder: its name as a coder.
        requests: every request of the study, each answered.
        codings, quarantine: as ``codings_from`` gives them.

    Returns:
        ``model``, ``coder``, and counts: ``answered`` (requests), ``suggestions``, and ``quarantined`` by reason.
    """
    counts = Counter(quarantine["reason"])
    return {
        "model": model_name,
        "coder": coder,
        "answered": len(requests),
        "suggestions": len(codings),
        "quarantined": {reason: counts[reason] for reason in REASONS if counts[reason]},
    }


def _row(request: ModelRequest, taken: Taken, text: str, where: Location, coder: str) -> dict[str, object]:
    """A row of ``codings`` but for its id."""
    return {
        "source_id": request.part.source_id,
        "case_id": where.case_id,
        "turn": where.turn,
        "last_turn": where.last_turn,
        "start": taken.start,
        "end": taken.end,
        "line": where.line,
        "code_id": taken.code_id,
        "coder": coder,
        "method": "llm",
        "status": "suggested",
        "quotation": text[taken.start : taken.end],
        "why": f"{request.body['model']}, {request.hash[:12]}",
        "anchor": "exact",
    }
