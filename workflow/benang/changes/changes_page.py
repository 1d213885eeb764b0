"""The page that tells what changed: one file, no script, no address; all that people wrote is escaped."""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import PurePosixPath
from typing import Any

from markupsafe import Markup

from benang.changes.causes import CONFIG, INPUT, Cause
from benang.changes.file_changes import FileChange, reached
from benang.changes.picture_changes import PictureChange
from benang.changes.table_changes import LINE, CellChange, TableChange
from benang.coding.together.web_pages import render
from benang.core.places import WORKFLOW
from benang.core.plain_values import texts_within
from benang.core.texts import main_language, read_texts
from benang.core.wording import filled

SHOWN = 12
"""Cells and rows of one file that are shown, at most."""

_LONGEST = 160
_AROUND = 50
_PLAIN = re.compile(r"true|false|null|-?\d+(?:\.\d+)?|#[0-9A-Fa-f]{3,8}")
"""Values of a configuration that cannot name a person."""


@dataclass(frozen=True)
class Setting:
    """What the page has to know beside the changes.

    Attributes:
        language: of the page.
        base: what the results are compared with; empty for a folder.
        notice: of the study (that its data are a reconstruction).
        counts: how many files ``changed``, are ``new``, are ``gone``, and there are in ``all``.
        has_history: whether causes were followed step by step.
        was, now: the values of the configuration by key.
        shown: how a file of the study is called before others; empty for a private one.
        is_public: whether a text may be shown: no name, nothing of somebody who withdrew.
    """

    language: str
    base: str
    notice: str
    counts: Mapping[str, int]
    has_history: bool
    was: Mapping[str, str]
    now: Mapping[str, str]
    shown: Callable[[str], str]
    is_public: Callable[[str], bool]


class Page:
    """Puts changes in words."""

    def __init__(self, setting: Setting) -> None:
        texts: Mapping[str, Mapping[str, Any]] = read_texts("changes.yaml")
        self._words = texts.get(main_language(setting.language), texts["en"])
        self._setting = setting

    def html(self, changes: Sequence[FileChange]) -> str:
        """The page."""
        style = read_style()
        digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
        policy = f"default-src 'none'; img-src data:; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
        overview = [
            (self.cause(Cause(kind, name, "", state)), self._say("caused", n=len(names)))
            for (kind, name, state), names in reached(changes).items()
        ]
        about = self._say("about", base=self._setting.base or self._words["folder"])
        return render(
            "changes.html",
            language=main_language(self._setting.language),
            policy=Markup(policy),
            style=Markup(style),
            said=self._words,
            notice=self._setting.notice,
            about=about,
            summary=self._say("summary", **self._setting.counts) if changes else self._words["none"],
            no_history=bool(changes) and not self._setting.has_history,
            overview=overview,
            changes=[self._change(one) for one in changes],
        )

    def cause(self, cause: Cause) -> str:
        """The sentence that names a cause."""
        name = cause.name
        if cause.kind == INPUT:
            name = self._setting.shown(name) or self._words["hidden_input"]
        key = cause.kind if cause.step else f"{cause.kind}_alone"
        said = self._say(key, name=name, step=cause.step, state=self._words["states"][cause.state])
        values = self._values(cause.name) if cause.kind == CONFIG else ""
        return f"{said} {values}".rstrip()

    def _values(self, key: str) -> str:
        """What a key of the configuration was and is, where neither can name anybody."""
        both = [one.get(key) for one in (self._setting.was, self._setting.now)]
        if not all(value is None or _PLAIN.fullmatch(value) for value in both):
            return ""
        was, now = (self._words["absent"] if value is None else value for value in both)
        return self._say("values", was=was, now=now)

    def _change(self, change: FileChange) -> dict[str, Any]:
        tables = [self._table(file, table) for file, table in change.tables.items()]
        public = self._setting.is_public("\n".join(texts_within(tables)))
        cells = sum(len(table.cells) for table in change.tables.values())
        return {
            "name": change.name,
            "formats": self._say("formats", files=", ".join(self._file(*one) for one in change.files.items())),
            "left_out": not public,
            "cells": self._say("cells", n=cells) if cells else "",
            "tables": tables if public else [],
            "no_numbers": self._no_numbers(change),
            "pictures": [self._picture(*one) for one in change.pictures.items()] if public else [],
            "causes": [self.cause(cause) for cause in by_cause(change.causes)],
        }

    def _no_numbers(self, change: FileChange) -> str:
        forms = {PurePosixPath(file).suffix for file in change.files}
        return str(self._words["made_anew" if forms & {".html", ".docx", ".ipynb"} else "no_numbers"])

    def _file(self, name: str, state: str) -> str:
        shown = PurePosixPath(name).name
        return shown if state == "changed" else f"{shown} ({self._words['file_states'][state]})"

    def _table(self, file: str, change: TableChange) -> dict[str, Any]:
        name = PurePosixPath(file).name
        lines = [
            self._say(kind, names=", ".join(columns))
            for kind, columns in (("columns_added", change.columns_added), ("columns_removed", change.columns_removed))
            if columns
        ]
        if change.reordered:
            lines.append(self._words["reordered"])
        rows = [(kind, getattr(change, kind)) for kind in ("added", "removed")]
        key = ", ".join(change.key)
        return {
            "how": self._say("in_file", file=name, key=key) if key else self._say("in_lines", file=name),
            "lines": lines,
            "cells_title": self._say("cells", n=len(change.cells)),
            "cells": [self._cell(cell) for cell in change.cells[:SHOWN]],
            "cells_shown": self._cut(len(change.cells)),
            "rows": [
                {
                    "title": self._say(kind, n=len(found)),
                    "shown": [row_text(row) for row in found[:SHOWN]],
                    "cut": self._cut(len(found)),
                }
                for kind, found in rows
                if found
            ],
        }

    def _cell(self, cell: CellChange) -> dict[str, str]:
        before, after = excerpts(cell.before, cell.after)
        return {
            "row": " · ".join(cell.key),
            "column": cell.column,
            "before": before,
            "after": after,
            "step": f"{cell.step:+g}" if cell.is_number else "",
        }

    def _cut(self, n: int) -> str:
        return self._say("shown", n=SHOWN, all=n) if n > SHOWN else ""

    def _picture(self, file: str, picture: PictureChange) -> dict[str, Any]:
        sides = [("before", picture.before), ("after", picture.after), ("differs_red", picture.difference)]
        return {
            "name": PurePosixPath(file).name,
            "said": self._of_picture(picture),
            "sides": [(self._words[name], data_uri(data)) for name, data in sides if data],
        }

    def _of_picture(self, picture: PictureChange) -> str:
        if not picture.difference:
            return str(self._words["picture_new" if picture.after else "picture_gone"])
        share = picture.share * 100
        said = str(self._words["share_little" if share else "picture_same"])
        if share >= 0.1:
            number = f"{share:.1f}"
            said = self._say("share", share=number.replace(".", ",") if self._is_indonesian else number)
        was, now = (f"{width} × {height}" for width, height in picture.sizes)
        return f"{said} {self._say('sizes', was=was, now=now)}" if was != now else said

    @property
    def _is_indonesian(self) -> bool:
        return main_language(self._setting.language) == "id"

    def _say(self, key: str, /, **values: object) -> str:
        return filled(self._words[key], values)


def excerpts(before: str, after: str) -> tuple[str, str]:
    """Two texts, cut to where they begin to differ if they are long.

    >>> excerpts("short", "shorter")
    ('short', 'shorter')
    """
    if max(len(before), len(after)) <= _LONGEST:
        return before, after
    same = next((at for at, (one, other) in enumerate(zip(before, after, strict=False)) if one != other), None)
    start = max(0, (min(len(before), len(after)) if same is None else same) - _AROUND)
    return _excerpt(before, start), _excerpt(after, start)


def _excerpt(text: str, start: int) -> str:
    cut = text[start : start + _LONGEST]
    return ("… " if start else "") + cut + (" …" if start + _LONGEST < len(text) else "")


def row_text(row: Mapping[str, str]) -> str:
    """A row as one line: its cells that hold something, by their columns; of a text the line itself."""
    if tuple(row) == (LINE,):
        return _excerpt(row[LINE], 0)
    return _excerpt("; ".join(f"{column}: {value}" for column, value in row.items() if value), 0)


def by_cause(causes: Iterable[Cause]) -> list[Cause]:
    """Each cause once, with all steps that it came in by."""
    steps: dict[tuple[str, str, str], list[str]] = {}
    for cause in causes:
        steps.setdefault((cause.kind, cause.name, cause.state), []).append(cause.step)
    return [Cause(kind, name, ", ".join(filter(None, by)), state) for (kind, name, state), by in steps.items()]


def data_uri(data: bytes) -> str:
    """A PNG file as an address that holds it."""
    return f"data:image/png;base64,{base64.b64encode(data).decode('ascii')}"


@cache
def read_style() -> str:
    """The style of the page, ``workflow/templates/changes.css``."""
    return (WORKFLOW / "templates" / "changes.css").read_text(encoding="utf-8").strip()
