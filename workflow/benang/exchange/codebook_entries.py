"""The codes of other programs' projects as entries of a study's codebook."""

from __future__ import annotations

from collections.abc import Iterable

from benang.coding.codebook.codebook_table import CodeEntry, clean, free_name, slug
from benang.exchange.code_marks import code_marks
from benang.exchange.project import ProjectCode, code_paths

Path = tuple[str, ...]


def entries_of(codebooks: Iterable[Iterable[ProjectCode]], language: str) -> list[CodeEntry]:
    """The codes of several codebooks as one: codes of one path of names, whatever its case, are one code.

    It is as the first has it; where that says nothing about it, as the first that does.

    Args:
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
        for identity, names in code_paths(codes.values()).items():
            path, code = tuple(map(clean, names)), codes[identity]
            if all(path):
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
        code_id = free_name(slug(label), taken)
        taken.add(code_id)
        ids[path] = code_id
        entry = CodeEntry(code_id=code_id, parent="", colour=code.colour, texts={"label": {language: label}})
        said = clean(" ".join(dict.fromkeys(filter(None, (code.definition, code.memo)))))
        entry.negative, entry.side, definition = code_marks(said)
        if definition:
            entry.texts["definition"] = {language: definition}
        entries.append(entry)
    for path, entry in zip(found, entries, strict=True):
        entry.parent = ids.get(path[:-1], "")
    return entries
