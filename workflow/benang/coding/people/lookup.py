"""Find the source and the code that a person named: by id, file name, case, label or path of labels."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from pathlib import PurePosixPath

import pandas as pd
from rapidfuzz.distance import OSA

from benang.core.problems import nearest
from benang.privacy.pseudonyms import Pseudonyms

PATH_SEPARATOR = " > "
"""Joins the labels of a code path in the raw rows, whatever the file used."""

_SPACE = re.compile(r"\s+")
_JOINT = re.compile(r"[\s_-]+")
_PARTS = re.compile(r"\d+|[^\W\d_]+")
_LONG_WORD = 7  # letters; a shorter one that differs may be another name
_PATH = re.compile(r"\s*[>»→]\s*")


class SourceNames:
    """What a source may be called: its id, its file with or without folder and suffix, or a case that has no other.

    Each way of naming is tried before the next, so that a source's id is never taken for another's file name; within
    one, case, Unicode form and whether words are joined by spaces, ``-`` or ``_`` make no difference.

    Args:
        sources: table ``sources``.
    """

    def __init__(self, sources: pd.DataFrame) -> None:
        self._ways: list[dict[str, list[str]]] = [{} for _ in range(5)]
        self._ends: dict[str, list[str]] = {}  # the file with the folder it is in, without its suffix
        for source_id, file, case_ids in zip(sources["source_id"], sources["file"], sources["case_ids"], strict=True):
            path = PurePosixPath(str(file).replace("\\", "/"))
            named = ([source_id], [str(path)], [path.name], [path.stem], case_ids)
            for way, names in zip(self._ways, named, strict=True):
                for name in filter(None, names):
                    way.setdefault(_joined(name), []).append(source_id)
            path = PurePosixPath(str(file).replace("\\", "/"))
            if len(path.parts) > 1:
                self._ends.setdefault(_joined(f"{path.parts[-2]}/{path.stem}"), []).append(source_id)
        self._ids = frozenset(sources["source_id"])
        self._names = sorted({*sources["source_id"], *(PurePosixPath(str(file)).name for file in sources["file"])})

    def find(self, name: str) -> list[str]:
        """The sources that ``name`` can mean, sorted; more than one where it does not tell them apart."""
        if name in self._ids:
            return [name]
        path = PurePosixPath(name.replace("\\", "/"))
        by_id, by_path, by_file, by_stem, by_case = self._ways
        folder = f"{path.parts[-2]} {path.name}" if len(path.parts) > 1 else ""
        tries = (
            (by_id, name),
            (by_path, str(path)),
            (self._ends, "/".join(path.parts[-2:]) if folder else ""),
            (self._ends, "/".join((*path.parts[-2:-1], path.stem)) if folder else ""),
            (by_id, folder),
            (by_stem, folder),
            (by_file, path.name),
            (by_stem, path.name),
            (by_stem, path.stem),
            (by_id, path.name),
            (by_id, path.stem),
            (by_case, name),
        )
        for way, asked in tries:
            found = way.get(_joined(asked))
            if found:
                return sorted(found)
        return []

    def nearest(self, name: str) -> str:
        """The source id or file name most like ``name``, or the empty string.

        None that may be another person's: numbers and short words must be the same (``P11`` is no slip of ``P12``, nor
        ``Ana`` of ``Ani``), and no more than two characters of a long word may differ.
        """
        near = nearest(name, self._names)
        if near and _one_name(name, near):
            return near
        # "Interview 2" is the beginning of interview2_Tom, where it is of no other source.
        asked = _name_parts(name)
        longer = [each for each in sorted(self._ids) if asked and _name_parts(each)[: len(asked)] == asked]
        return longer[0] if len(longer) == 1 and len(asked) > 1 else ""


class CodeNames:
    """What a code may be called: its id, its label in any language, or a path of these (``Theme > Category > Code``).

    A path may leave out what is above; where several codes fit, one whose path is complete goes before the others.

    Args:
        codes: table ``codes``.
    """

    def __init__(self, codes: pd.DataFrame) -> None:
        labels = [column for column in codes.columns if column.startswith("label:")]
        self._parents: dict[str, str] = dict(zip(codes["code_id"], codes["parent_id"], strict=True))
        self._called: dict[str, set[str]] = {}
        self._by_name: dict[str, list[str]] = {}
        self._names: list[str] = []
        for row in codes.to_dict("records"):
            code = str(row["code_id"])
            spelled = [code, *(str(row[column]) for column in labels if row[column])]
            self._names += spelled
            self._called[code] = {_plain(name) for name in spelled}
            for name in sorted(self._called[code]):
                self._by_name.setdefault(name, []).append(code)
        self._by_path: dict[str, list[str]] = {}
        for column in ("code_id", *labels):
            named = dict(zip(codes["code_id"], codes[column], strict=True))
            for code in named:
                self._by_path.setdefault(self._whole_path(code, named), []).append(code)

    def find(self, name: str, pseudonyms: Pseudonyms | None = None) -> list[str]:
        """The codes that ``name`` can mean, sorted; more than one where it does not tell them apart.

        Where no code is called so, it is looked for with its people's names replaced, as in the codebook.
        """
        tries = (name, pseudonyms.rename(name), pseudonyms.apply(name)) if pseudonyms else (name,)
        return next((found for asked in dict.fromkeys(tries) if (found := self._find(asked))), [])

    def parts(self, name: str, pseudonyms: Pseudonyms | None = None) -> list[str]:
        """The names of several codes in one cell (``Tired; Sleep``), where each of them is known; else none."""
        parts = [part.strip() for part in re.split(r"[;\n]", name) if part.strip()]
        if len(parts) < 2 or self.find(name, pseudonyms):
            return []
        return parts if all(len(self.find(part, pseudonyms)) == 1 for part in parts) else []

    def _find(self, name: str) -> list[str]:
        if name in self._parents:
            return [name]
        whole = _plain(name)
        if whole in self._by_name:  # a label may hold the character that separates a path
            return self._best(self._by_name[whole], [whole])
        if whole and (found := self._by_path.get(whole)):  # and so may one within a path
            return sorted(set(found))
        parts = [_plain(part) for part in _PATH.split(name) if part.strip()]
        if len(parts) < 2:
            return []
        return self._best(self._by_name.get(parts[-1], []), parts)

    def _whole_path(self, code: str, named: dict[str, str]) -> str:
        """The names from the top of the tree down to a code, joined as in raw coding rows."""
        parts: list[str] = []
        while code and len(parts) <= len(named):
            parts.append(str(named[code]))
            code = self._parents.get(code, "")
        return _plain(PATH_SEPARATOR.join(reversed(parts)))

    def nearest(self, name: str) -> str:
        """The code id or label most like ``name`` (like the last part of a path), or the empty string."""
        parts = [part for part in _PATH.split(name) if part.strip()] or [name]
        return nearest(name, self._names) or nearest(parts[-1].strip(), self._names)

    def _best(self, codes: Iterable[str], parts: list[str]) -> list[str]:
        fitting = {code: self._fits(code, parts) for code in codes}
        best = max(fitting.values(), default=0)
        return sorted(code for code, fit in fitting.items() if fit == best and best > 0)

    def _fits(self, code: str, parts: list[str]) -> int:
        """0: the path leads elsewhere; 1: it is the lower end of the code's path; 2: it is the code's whole path."""
        for part in reversed(parts):
            if part not in self._called.get(code, ()):
                return 0
            code = self._parents.get(code, "")
        return 1 if code else 2


def _one_name(one: str, other: str) -> bool:
    """Whether two names of files differ in how they are written alone."""
    stems = [PurePosixPath(name.replace("\\", "/")).name for name in (one, other)]
    stems = [stem.rpartition(".")[0] if len(stem.rpartition(".")[2]) <= 4 and "." in stem else stem for stem in stems]
    mine, others = map(_name_parts, stems)
    return len(mine) == len(others) and all(
        a == b or (min(len(a), len(b)) >= _LONG_WORD and a.isalpha() and OSA.distance(a, b) <= 2)
        for a, b in zip(mine, others, strict=True)
    )


def _name_parts(name: str) -> list[str]:
    """The words and numbers of a name."""
    return _PARTS.findall(_joined(name).casefold())


def _plain(name: str) -> str:
    return _SPACE.sub(" ", unicodedata.normalize("NFC", str(name))).strip().casefold()


def _joined(name: str) -> str:
    return _JOINT.sub(" ", unicodedata.normalize("NFC", str(name))).strip().casefold()
