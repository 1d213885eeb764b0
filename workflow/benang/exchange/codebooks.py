"""The door to codebooks of every form: a YAML file, a table, or the codes of other programs' projects."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from benang.coding.codebook import codebook_file
from benang.coding.codebook.codebook_file import Codebook
from benang.core.project_formats import holds_codes
from benang.exchange.reading import read_project_entries
from benang.privacy.pseudonyms import Pseudonyms


def read_codebook(
    path: Path,
    shown_name: str,
    columns: Mapping[str, str] | None = None,
    paths: str | None = None,
    code_paths: Iterable[str] = (),
    *,
    languages: Sequence[str] = ("en",),
    pseudonyms: Pseudonyms | None = None,
    further: Sequence[str] = (),
) -> Codebook:
    """Read a codebook, whichever program wrote it.

    Parameters:
        path: the file; by its ending a REFI-QDA codebook or a project of another program, else YAML or CSV.
        further: where the codebook is that of a project, further projects beside ``path`` whose codes belong to it.

    The other parameters, and what is returned, are those of ``codebook_file.read_codebook``.
    """
    if not holds_codes(path.name):
        return codebook_file.read_codebook(
            path, shown_name, columns, paths, code_paths, languages=languages, pseudonyms=pseudonyms
        )
    entries, problems = read_project_entries([path, *map(Path, further)], languages[0])
    codebook = codebook_file.read_codebook(
        path, shown_name, columns, paths, code_paths, languages=languages, pseudonyms=pseudonyms, entries=entries
    )
    return replace(codebook, problems=(*problems, *codebook.problems))
