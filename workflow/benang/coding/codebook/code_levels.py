"""The hierarchy of a codebook's table from columns of levels (theme, category, code) or from indents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from benang.coding.codebook.codebook_table import TEXT_FIELDS, CodeEntry
from benang.core.problems import Problem

_INDENT = re.compile(r"(\s*)((?:[-–—>›»•·*→]\s*)*)(?=[^\s])")
_TAB = 4  # characters that a tab is worth among spaces
_DEEPEST = 30


def filled(rows: Sequence[Sequence[str]]) -> list[tuple[str, ...]]:
    """The path of each row of a table with a column a level.

    A blank cell repeats the one above only while all cells to its left repeat, too; what is blank behind the last
    filled cell says that the row is about the level before. A row without any is about the code above it.

    >>> filled([["Care", "Access", "Waiting"], ["", "", "Fees"], ["Trust", "", "Doubt"], ["", "Family", ""]])
    [('Care', 'Access', 'Waiting'), ('Care', 'Access', 'Fees'), ('Trust', '', 'Doubt'), ('Trust', 'Family', '')]

    Args:
        rows: the cells of the levels, from the top down.
    """
    above: tuple[str, ...] = ()
    paths: list[tuple[str, ...]] = []
    for row in rows:
        last = max((index for index, cell in enumerate(row) if cell), default=-1)
        if last < 0:
            paths.append(above)
            continue
        path: list[str] = []
        repeats = bool(above)
        for index, cell in enumerate(row):
            if index > last:
                path.append("")
                continue
            if not cell and repeats:
                path.append(above[index])
                continue
            repeats = repeats and cell.casefold() == above[index].casefold()
            path.append(cell)
        above = tuple(path)
        paths.append(above)
    return paths


def below_one_another(
    entries: Sequence[CodeEntry], paths: Sequence[tuple[str, ...]], language: str, shown_name: str
) -> tuple[list[CodeEntry], list[Problem]]:
    """The entries of a table's rows below one another, with entries made for levels that have no row of their own.

    Args:
        entries: one for each row; its label is that of its deepest level.
        paths: the path of each, in the order of the levels; levels that a row does not have are empty.
        language: of the labels in the paths.
        shown_name: what problems call the codebook.

    Returns:
        The entries in the table's order, a made one before the first that stands below it. Two rows of one path are one
        entry; where both of them name it, that is told.
    """
    found: dict[tuple[str, ...], CodeEntry] = {}
    problems: list[Problem] = []
    before: tuple[str, ...] = ()
    for entry, full in zip(entries, paths, strict=True):
        path = tuple(label for label in full if label)
        if not path:
            found[(str(len(found)), "")] = entry  # without a label, which is told where ids are given
            continue
        keys = tuple(label.casefold() for label in path)
        above: CodeEntry | None = None
        for length in range(1, len(path)):
            key = keys[:length]
            if key not in found:
                made = CodeEntry(line=entry.line, place=entry.place, path=path[:length], above=above)
                made.texts["label"] = {language: path[length - 1]}
                made.was_made = True
                found[key] = made
            above = found[key]
        first = found.get(keys)
        if first is None:
            entry.path, entry.above = path, above
            found[keys] = entry
        else:
            if not first.was_made and entry.labels and keys != before:
                values = {"code": path[-1], "first": str(first.line or "")}
                problems.append(Problem("code-row-twice", shown_name, entry.line, entry.place, values))
            _add(first, entry)
        before = keys
    return list(found.values()), problems


def _add(first: CodeEntry, more: CodeEntry) -> None:
    """What a further row says of a code, behind what is known of it."""
    for name in TEXT_FIELDS:
        for language, text in more.texts.get(name, {}).items():
            held = first.texts.setdefault(name, {}).get(language, "")
            if name != "label" or not held:
                first.texts[name][language] = _joined(held, text)
    first.example = _joined(first.example, more.example)
    first.cites = tuple(dict.fromkeys((*first.cites, *more.cites)))
    first.rules += more.rules
    first.negative = first.negative or more.negative
    for name in ("code_id", "origin", "side", "colour"):
        if not getattr(first, name):
            setattr(first, name, getattr(more, name))
    if first.was_made and (more.line or more.labels):
        first.line, first.place, first.was_made = more.line, more.place, False


def _joined(held: str, text: str) -> str:
    """Two texts about one thing, once where they are equal."""
    return held if not text or text in held else f"{held} {text}".strip()


def indents(cells: Sequence[str]) -> tuple[list[int], list[str]]:
    """How deep each label stands, and the labels without what shows it; all are 0 where nothing is indented.

    White space before a label counts, and so do marks that rows have in different numbers (``-``, ``--``, ``>``).

    >>> indents(["Care", "  Access", "    Waiting", "Trust"])
    ([0, 1, 2, 0], ['Care', 'Access', 'Waiting', 'Trust'])

    Args:
        cells: the labels as they are written.
    """
    steps: list[tuple[int, int]] = []
    bare: list[str] = []
    for cell in cells:
        match = _INDENT.match(cell)
        space, marks = (match[1], match[2]) if match else ("", "")
        steps.append(
            (
                sum(_TAB if character == "\t" else 1 for character in space),
                sum(not character.isspace() for character in marks),
            )
        )
        bare.append(cell[match.end() :] if match else cell)
    labelled = [step for step, cell in zip(steps, cells, strict=True) if cell.strip()]
    if not labelled or len({marks for _, marks in labelled}) == 1:
        steps = [(space, 0) for space, _ in steps]
        bare = [cell.strip() for cell in cells]
        labelled = [step for step, cell in zip(steps, cells, strict=True) if cell.strip()]
    if not labelled or labelled[0] != min(labelled) or len(set(labelled)) == 1:
        return [0] * len(cells), [cell.strip() for cell in cells]
    depths: list[int] = []
    open_steps: list[tuple[int, int]] = []
    for step, cell in zip(steps, cells, strict=True):
        if cell.strip():
            while open_steps and open_steps[-1] >= step:
                open_steps.pop()
            open_steps.append(step)
        depths.append(max(0, len(open_steps) - 1))
    return depths, [text.strip() for text in bare]


def by_depth(entries: Sequence[CodeEntry], depths: Sequence[int]) -> None:
    """Give each entry without a parent the nearest one before it that stands less deep, in place."""
    line: list[tuple[int, CodeEntry]] = []
    for entry, depth in zip(entries, depths, strict=True):
        if not entry.labels:
            continue
        while line and line[-1][0] >= depth:
            line.pop()
        if line and not entry.parent:
            entry.above = line[-1][1]
        line.append((min(depth, _DEEPEST), entry))
