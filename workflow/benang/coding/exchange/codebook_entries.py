"""The codes of other programs' projects as entries of a study's codebook."""

from __future__ import annotations

from collections.abc import Iterable

from benang.coding.codebook_table import CodeEntry, clean, slug
from benang.coding.exchange.project import ProjectCode

Path = tuple[str, ...]


def entries_of(codebooks: Iterable[Iterable[ProjectCode]], language: str) -> list[CodeEntry]:
    """The codes of several codebooks as one: codes of one path of names, whatever its case, are one code.

    It is as the first has it; where that says nothing about it, as the first that does.

    Parameters:
        codebooks: the codes of each project, in order.
        language: of their names and definitions.

    Returns:
        Entries with ids made of their names; a name that stands in several places gets numbers. A code whose parents
        lead back to itself stands at the top.
    """
    found: dict[Path, ProjectCode] = {}
    paths: dict[Path, Path] = {}
    for codebook in codebooks:
        codes = {code.identity: code for code in codebook}
        for code in codes.values():
            if path := _path(code, codes):
                written = tuple(name.casefold() for name in path)
                paths.setdefault(written, path)
                first = found.setdefault(written, code)
                if not (first.definition or first.memo) and (code.definition or code.memo):
                    found[written] = code
    ids: dict[Path, str] = {}
    taken: set[str] = set()
    entries: list[CodeEntry] = []
    for path, code in found.items():
        label = paths[path][-1]
        wanted = slug(label)
        number, free = 2, wanted
        while free in taken:
            free, number = f"{wanted}-{number}", number + 1
        taken.add(free)
        ids[path] = free
        entry = CodeEntry(code_id=free, parent="", colour=code.colour, texts={"label": {language: label}})
        if definition := clean(" ".join(dict.fromkeys(filter(None, (code.definition, code.memo))))):
            entry.texts["definition"] = {language: definition}
        entries.append(entry)
    for path, entry in zip(found, entries, strict=True):
        entry.parent = ids.get(path[:-1], "")
    return entries


def _path(code: ProjectCode, codes: dict[str, ProjectCode]) -> Path:
    """Names from the top of its tree to the code; of a circle of parents, the code alone."""
    names: list[str] = []
    met: set[str] = set()
    above: ProjectCode | None = code
    while above is not None:
        if above.identity in met:
            return (clean(code.name),)
        met.add(above.identity)
        names.append(clean(above.name))
        above = codes.get(above.parent)
    return tuple(reversed(names)) if all(names) else ()
