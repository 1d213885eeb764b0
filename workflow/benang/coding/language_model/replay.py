"""Recorded answers: a file each, named by the hash of the request, holding request and answer and nothing else."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from benang.coding.language_model.json_text import canonical, parsed, readable
from benang.coding.language_model.requests import ModelRequest, distinct
from benang.core.files import write_data
from benang.core.problems import Problem

LARGEST_FILE = 64_000_000
"""Bytes; a larger file is not opened. A request with a long codebook and its answer have some hundred thousand."""

_MISSING_SHOWN = 20


@dataclass(frozen=True)
class Answer:
    """What a model answered.

    Attributes:
        content: the text of its message; empty where it gave none.
        finish_reason: why it ended, as the server says: ``stop``, ``length`` where it was cut off, and others.
        model: what the server calls the model that answered.
    """

    content: str
    finish_reason: str = ""
    model: str = ""


def answer_file(folder: str, request: ModelRequest) -> str:
    """Where the answer to a request is kept, as a POSIX path."""
    return f"{folder}/{request.hash}.json"


def write_answer(request: ModelRequest, answer: Answer, root: str | os.PathLike[str], folder: str) -> None:
    """Record an answer, whole or not at all.

    Args:
        request: what was asked.
        answer: what was answered.
        root: the study's folder.
        folder: the folder of the answers, relative to it.
    """
    data = readable({"request": request.body, "answer": asdict(answer)})
    write_data(data, Path(root) / answer_file(folder, request))


def read_answers(
    requests: Sequence[ModelRequest], root: str | os.PathLike[str], folder: str
) -> tuple[dict[str, Answer], list[Problem]]:
    """Read the recorded answers to requests.

    Args:
        requests: what is asked; several may have one hash (sources of the same text) and then share an answer.
        root: the study's folder.
        folder: the folder of the answers, relative to it.

    Returns:
        The answers by hash; and an error for each request without one, for each file that cannot be read, and for each
        whose request is not the one that its name says.
    """
    answers: dict[str, Answer] = {}
    problems: list[Problem] = []
    missing: list[Problem] = []
    for request in distinct(requests):
        file = answer_file(folder, request)
        if not (Path(root) / file).is_file():
            missing.append(Problem("model-answer-missing", place=request.place, values={"hash": request.hash}))
            continue
        found = _read_answer(Path(root) / file, request)
        if isinstance(found, Answer):
            answers[request.hash] = found
        else:
            problems.append(Problem(found, file, place=request.place))
    if len(missing) > _MISSING_SHOWN:
        more = len(missing) - _MISSING_SHOWN
        missing[_MISSING_SHOWN:] = [Problem("model-answers-missing", values={"count": more})]
    return answers, [*problems, *missing]


def _read_answer(path: Path, request: ModelRequest) -> Answer | str:
    """The answer in a file; or what is wrong with it, as a kind of problem."""
    try:
        if path.stat().st_size > LARGEST_FILE:
            return "model-answer-broken"
        recorded = parsed(path.read_bytes())
    except (OSError, ValueError):
        return "model-answer-broken"
    answer = recorded.get("answer") if isinstance(recorded, dict) else None
    if not isinstance(recorded, dict) or not isinstance(answer, dict):
        return "model-answer-broken"
    if _canonical(recorded.get("request")) != request.canonical:
        return "model-answer-of-other-request"
    fields = {name: answer.get(name) for name in ("content", "finish_reason", "model")}
    if not all(isinstance(value, str) for value in fields.values()):
        return "model-answer-broken"
    return Answer(**{name: str(value) for name, value in fields.items()})


def _canonical(value: object) -> bytes:
    try:
        return canonical(value)
    except (ValueError, RecursionError):  # a number that is not finite, or depths that no request has
        return b""
