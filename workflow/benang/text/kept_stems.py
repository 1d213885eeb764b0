"""Stems that an earlier run worked out: a word is stemmed once, however often a study is run.

Stemming is the slowest thing that is done to a word, and a changed transcript brings hardly a new one. A step that
stems all words of a study keeps them in a file of its own and reads those of the other steps, too. Such files hold what
people said: they are private, and no output of a run.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import version
from pathlib import Path

from benang.core.files import write_text
from benang.text import stemming

_STEMMERS = ("PySastrawi", "snowballstemmer")
"""Packages that stem, too."""


@contextmanager
def kept_stems(folder: str | os.PathLike[str], code: str, step: str) -> Iterator[None]:
    """While the block runs, stems that are kept are looked up; when it ends, those that it asked for are kept.

    Args:
        folder: of all kept stems of a study, below the private folder.
        code: digest of the code that stems; what other code has kept counts for nothing.
        step: whose file is written; it holds the words that were asked for this time and no others.
    """
    code = " ".join((code, *(version(package) for package in _STEMMERS)))
    known: stemming.Stems = {}
    for path in sorted(Path(folder).glob("*.json")):
        for language, stems in _read(path, code).items():
            known.setdefault(language, {}).update(stems)
    asked: stemming.Stems = {}
    with stemming.looking_up(known, asked):
        yield
    content = {"code": code, "stems": {language: dict(sorted(stems.items())) for language, stems in asked.items()}}
    write_text(json.dumps(content, sort_keys=True) + "\n", Path(folder) / f"{step}.json", private=True)


def _read(path: Path, code: str) -> stemming.Stems:
    """The stems of a file by language and word; none where it is not whole, or of other code."""
    try:
        content = json.loads(path.read_text("utf-8"))
        if content["code"] != code:
            return {}
        return {language: dict(stems) for language, stems in content["stems"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
