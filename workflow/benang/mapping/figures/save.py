"""Write a figure as SVG, PNG and PDF, each whole or not at all, the same bytes from run to run."""

from __future__ import annotations

from pathlib import Path

from matplotlib.figure import Figure

from benang.core.files import write_whole
from benang.mapping.figures.style import styled

SUFFIXES = (".svg", ".png", ".pdf")


@styled
def write_figure(figure: Figure, stem: Path, *, title: str = "", alt: str = "") -> None:
    """Write ``stem.svg``, ``stem.png`` (200 dpi) and ``stem.pdf``.

    Args:
        figure: what a figure module's ``draw`` made.
        stem: path without suffix; folders are made.
        title, alt: go into the files' metadata where given, so that a picture taken out of the report still says what
            it shows.
    """
    # matplotlib writes a date and its own name unless told not to; both would change the bytes.
    metadata: dict[str, dict[str, str | None]] = {
        ".svg": {"Date": None, "Creator": None, "Title": title or None, "Description": alt or None},
        ".png": {"Software": None, "Title": title or None, "Description": alt or None},
        ".pdf": {
            "CreationDate": None,
            "Creator": None,
            "Producer": None,
            "Title": title or None,
            "Subject": alt or None,
        },
    }
    for suffix in SUFFIXES:
        known = {key: value for key, value in metadata[suffix].items() if value is not None or key not in _OPTIONAL}
        write_whole(
            stem.with_name(stem.name + suffix),
            lambda target, form=suffix[1:], said=known: figure.savefig(target, format=form, metadata=said),  # type: ignore[misc]
        )


_OPTIONAL = ("Title", "Description", "Subject")
