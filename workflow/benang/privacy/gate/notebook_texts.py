"""Jupyter notebooks: sources, outputs, metadata and attachments, a cell at a time.

nbformat 4 (https://nbformat.readthedocs.io): a text of several lines may be a list of lines, and is joined.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from benang.privacy.gate.found_texts import Found, Opener, inside, pieces

_BINARY = ("image/", "audio/", "video/", "font/", "application/pdf", "application/zip", "application/vnd.openxml")
_DEEPEST = 200


def notebook_texts(part: str, text: str, opener: Opener) -> Iterator[Found]:
    """Every text in a notebook; nothing where it is no sound JSON (it is searched as plain text all the same)."""
    try:
        notebook = json.loads(text)
    except (ValueError, RecursionError):
        return
    cells = notebook.get("cells")
    if not isinstance(cells, list):
        return
    yield from _texts(inside(part, "notebook metadata"), {**notebook, "cells": []}, opener)
    for number, cell in enumerate(cells, 1):
        for key, value in cell.items() if isinstance(cell, dict) else ():
            yield from _texts(inside(part, f"cell {number} {key}"), value, opener)


def _texts(part: str, value: object, opener: Opener) -> Iterator[Found]:
    found: list[str] = []
    packed: list[str] = []
    _walk(value, "", found, packed, 0)
    yield from pieces(part, "\n".join(found))
    for each in packed:
        yield from opener.base64(part, each)


def _walk(value: Any, key: str, found: list[str], packed: list[str], depth: int) -> None:
    """Collect the texts below ``value``, which is the value of ``key``, and what is written in base64."""
    if depth > _DEEPEST:  # the notebook's text is searched as it stands, too
        return
    if isinstance(value, list) and value and all(isinstance(line, str) for line in value):
        value = "".join(value)
    if isinstance(value, str):
        (packed if key.startswith(_BINARY) and not key.endswith("xml") else found).append(value)
    elif isinstance(value, list):
        for each in value:
            _walk(each, key, found, packed, depth + 1)
    elif isinstance(value, dict):
        for name, each in value.items():
            found.append(str(name))
            _walk(each, str(name), found, packed, depth + 1)
