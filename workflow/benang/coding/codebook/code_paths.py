"""Complete the hierarchy of a codebook from paths of codes.

Many programs give codes as a flat list in reading order while their table of coded passages names them by path
(``Techniques > Ranking > Liked importance ranking``); others name every code by its path, often without a row for what
lies above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable

from benang.coding.codebook.codebook_table import CodeEntry, clean, free_name, slug
from benang.coding.people.coding_files import PATH_SEPARATOR
from benang.core.problems import Problem, nearest

_Path = tuple[str, ...]
_DOTTED = re.compile(r"[^\W\d_]\.[^\W\d_]")  # in paths as Taguette writes them
_SEPARATORS = (" > ", "\\", "::", " / ", " → ", "->", ">")


def complete_by_paths(
    entries: list[CodeEntry], separator: str, code_paths: Iterable[str], language: str, shown_name: str
) -> list[Problem]:
    """Give entries without a parent the one that paths show, in place.

    In a codebook that gives its codes as paths each row stands where its path says. In a flat list a label that occurs
    once is found by itself; of several rows with one label, each stands below its parent in the file, as programs
    export them. What lies above a code and has no row becomes a code; where only paths in tables of codings name it,
    that is told. The last label of such a path makes no code: the codings that use it are reported where they are read.

    Args:
        entries: with their ids, in the file's order; made ones are put before the first that stands below them.
        separator: what separates the labels of a path.
        code_paths: paths met in tables of codings, as written or as ``benang.coding.people.coding_files`` reads them.
        language: of the labels in the paths.
        shown_name: what problems call the codebook.
    """
    rows: dict[str, list[int]] = {}
    for index, entry in enumerate(entries):
        for label in dict.fromkeys(entry.labels):
            rows.setdefault(label, []).append(index)
    own = {entry.path for entry in entries if entry.path}
    ends = {path[start:] for path in own for start in range(len(path))}
    used = {path for path in (_split(path, separator, rows) for path in code_paths) if path not in ends}
    full = own | used
    paths = {path[:length] for path in full for length in range(1, len(path) + 1)}
    above_some = {path[:length] for path in full for length in range(1, len(path))}
    above_own = {path[:length] for path in own for length in range(1, len(path))}
    nested = {path[-1] for path in paths if len(path) > 1}
    nodes = list(entries)
    taken = {entry.code_id for entry in entries}
    found: dict[_Path, int] = {}
    owner: dict[int, _Path] = {}
    problems: list[Problem] = []

    def parent_row(path: _Path) -> int:
        return next((found[path[:length]] for length in range(len(path) - 1, 0, -1) if path[:length] in found), -1)

    def make(path: _Path) -> int:
        label = path[-1]
        entry = CodeEntry(code_id=free_name(slug(label), taken), path=path, texts={"label": {language: label}})
        taken.add(entry.code_id)
        nodes.append(entry)
        if path not in above_own:
            values = {"part": label, "path": separator.join(path), "near": nearest(label, rows)}
            problems.append(Problem("code-path-unknown", shown_name, values=values))
        return len(nodes) - 1

    for length in range(1, max(map(len, paths), default=0) + 1):
        for path in sorted((path for path in paths if len(path) == length), key=lambda path: (parent_row(path), path)):
            label, above = path[-1], parent_row(path)
            free = [row for row in rows.get(label, ()) if row not in owner and row != above]
            if own:
                free = [row for row in free if (entries[row].path or (label,)) == path]
            elif length == 1 and label in nested and len(rows.get(label, ())) == 1 and path not in above_some:
                continue  # the bare label of a code that other paths place
            row = next((row for row in free if entries[row].path == path), None)
            if row is None:
                row = next((row for row in free if row > above), free[0] if free else None)
            if row is None and path in above_some and (own or label not in rows):
                row = make(path)
            if row is None:
                if label in rows and not own:
                    first = rows[label][0]
                    held = separator.join(owner.get(first, path))
                    values = {"code": label, "path": separator.join(path), "first": held}
                    problems.append(Problem("code-path-twice", shown_name, entries[first].line, values=values))
                continue
            found[path], owner[row] = row, path
            if above >= 0 and not nodes[row].parent:
                nodes[row].parent = nodes[above].code_id
    entries[:] = _in_order(entries, nodes)
    return problems


def _in_order(entries: list[CodeEntry], nodes: list[CodeEntry]) -> list[CodeEntry]:
    """The entries, and before the first below it each of those that were made."""
    made = {entry.code_id: entry for entry in nodes[len(entries) :]}
    ordered: list[CodeEntry] = []
    for entry in entries:
        line: list[CodeEntry] = []
        parent = entry.parent
        while parent in made:
            line.append(made.pop(parent))
            parent = line[-1].parent
        ordered += [*reversed(line), entry]
    return [*ordered, *made.values()]


def path_separator(labels: Iterable[str]) -> str:
    """What parts the codes of a path in at least half of these labels; empty where they are no paths.

    >>> path_separator(["Trust > Word of mouth", "Trust > Habit", "Price"]), path_separator(["Price", "Cash > card"])
    (' > ', ' > ')
    """
    filled = [label for label in labels if label]
    if filled and 2 * sum(bool(_DOTTED.search(label)) and " " not in label for label in filled) >= len(filled):
        return "."
    most = (one for one in _SEPARATORS if 2 * sum(one in label for label in filled) >= len(filled) > 0)
    return next(most, "")


def split_path(path: str, separator: str) -> tuple[str, ...]:
    """The labels of a code path; white space around the separator does not matter."""
    parts = path.split(separator.strip() or separator)
    return tuple(label for label in map(clean, parts) if label)


def _split(path: str, separator: str, labels: Collection[str]) -> tuple[str, ...]:
    """The labels of a path met in a table of codings; what is read there is joined anew with ``PATH_SEPARATOR``."""
    parts = split_path(path, separator)
    if len(parts) == 1 and parts[0] not in labels:
        return split_path(path, PATH_SEPARATOR)
    return parts
