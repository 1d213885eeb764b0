"""What is said on the screen when a folder becomes a study: what each file was taken for, what not, what to do next."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from benang.core.texts import read_texts, text_in
from benang.core.wording import filled
from benang.study.folder_tables import TEXTS, shown, text_of
from benang.study.new_study import CODEBOOK_FILE, NAMES_FILE, NewStudy, unused

_MOST = 8
"""Files of one sort that are named."""
_ASKED_FOR = ("cases", "codebook", "codings", "claims")
"""What a study usually has: it is said where none was found."""


def told_of(new: NewStudy, file: str, folder: str) -> str:
    """The lines for the screen.

    Args:
        new: the configuration that was written.
        file: it, as from where the program was called.
        folder: the study's folder, as a command names it.
    """
    language, found = new.language, new.found
    taken = read_texts(TEXTS)["taken"]
    rows: list[tuple[str, str]] = []
    for (kind, place), paths in sorted(found.sources.items()):
        inside = "" if place == "." else f"{place}/"
        rows.append((text_in(taken[kind], language), _named([f"{inside}{path.name}" for path in paths], language)))
    files = {
        "turns": found.turns,
        "codings": sorted([*found.projects, *(name for name, _ in found.of("codings"))]),
        "codebook": found.books()[:1],
        **{kind: [name for name, _ in found.of(kind)[:1]] for kind in ("cases", "pseudonyms", "guide")},
        "literature": found.literature,
        "work_texts": found.work_texts,
        "claims": found.claims[:1],
        "writing": [f"{name}/" for name in found.writing[:1]],
    }
    rows += [(text_in(taken[kind], language), _named(names, language)) for kind, names in files.items() if names]
    if left := unused(found):
        rows.append((text_of("left", language), _named(left, language)))
    width = max((len(label) for label, _ in rows), default=0)
    lines = [filled(text_of("written", language), {"file": file})]
    lines += [f"  {label:<{width}}  {names}" for label, names in rows]
    missing = [text_in(taken[kind], language) for kind in _ASKED_FOR if not files[kind]]
    if missing:
        lines.append(f"  {filled(text_of('none_found', language), {'kinds': ', '.join(missing)})}")
    lines += [f"  {shown(f'{name}: {told}')}" for name, table in found.tables if (told := table.told(language))]
    if f"# {text_of('codebook_made', language).replace('{file}', CODEBOOK_FILE)}" in new.text:
        lines.append(f"  {filled(text_of('codebook_made', language), {'file': CODEBOOK_FILE})}")
    steps = ["next_look", *([] if found.sources or found.projects else ["next_sources"])]
    steps += [] if found.of("pseudonyms") else ["next_names"]
    names = (PurePosixPath(file).parent / NAMES_FILE).as_posix()
    values = {"file": file, "names": names}
    lines.append(f"{text_of('next', language)}:")
    lines += [
        f"  {number}. {filled(text_of(step, language), values)}" for number, step in enumerate([*steps, "next_run"], 1)
    ]
    # Each command stands alone on its line, to be copied.
    lines += [f"     make{target} STUDY={folder}" for target in (" check", "")]
    return "\n".join(lines)


def _named(names: Iterable[str], language: str) -> str:
    """The names of files, the first of many; how many where they are not all named."""
    names = list(map(shown, names))
    if len(names) <= _MOST:
        return ", ".join(names)
    more = filled(text_of("and_more", language), {"n": len(names) - _MOST})
    return f"{filled(text_of('files', language), {'n': len(names)})}: {', '.join(names[:_MOST])}, {more}"
