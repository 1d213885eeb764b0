"""The fonts of the figures: DejaVu Sans as matplotlib ships it, and Noto for scripts that it lacks.

What is drawn with is a part of DejaVu Sans that holds the letters of most European and Indonesian texts: each file that
embeds a font cuts it down to the letters it shows, and cutting the whole font takes five times as long. Other letters
come from the whole font, then from Noto, where the package that ships it is installed (``manimgx-fonts``, SIL Open Font
License). A script that none of these has is named in words (``legible``), never drawn as boxes.
"""

from __future__ import annotations

import io
import logging
import os
import tempfile
import unicodedata
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import matplotlib
from matplotlib.font_manager import FontEntry, fontManager, get_font

from benang.core.files import write_data

FAMILY = "DejaVu Sans of matplotlib"
"""The family of every text: a name that no font of the machine has."""
WHOLE = "DejaVu Sans of matplotlib, whole"
UPRIGHT = "DejaVu Sans of matplotlib, upright"
NAMES = {FAMILY: "DejaVu Sans", WHOLE: "DejaVu Sans", UPRIGHT: "DejaVu Sans"}
"""What the families are called where other programs look for them."""

FACES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "italic": "DejaVuSans-Oblique.ttf"}
_SHIPPED = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_NOTO = "manimgx_fonts"
_USUAL = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2030), 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC]
_USUAL += [0x2122, *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CF]
_INVISIBLE = frozenset([*range(0xFE00, 0xFE10), 0x200B, 0x2060, 0xFEFF])
"""Signs that only say how others are shown; fonts without them would draw them as boxes."""

_folder: list[Path] = []
_held: list[tempfile.TemporaryDirectory[str]] = []


def keep_fonts_in(folder: Path | None) -> None:
    """Keep the cut fonts in a folder, for later drawings; None for one of this process."""
    _folder[:] = [] if folder is None else [folder]
    font_file.cache_clear()


@cache
def font_file(face: str) -> Path:
    """The part of DejaVu Sans in one face (``normal``, ``bold``, ``italic``); made where it is not there yet."""
    if _folder:
        folder = _folder[0]
    else:
        if not _held:
            _held.append(tempfile.TemporaryDirectory(prefix="benang-fonts-"))
        folder = Path(_held[0].name)
    file = folder / f"{Path(FACES[face]).stem}.{matplotlib.__version__}.ttf"
    if not file.is_file():
        write_data(cut_font(_SHIPPED / FACES[face], "".join(map(chr, _USUAL)), shaped=False), file)
    return file


def cut_font(font: str | os.PathLike[str], letters: str, *, flavor: str | None = None, shaped: bool = True) -> bytes:
    """A font with the letters of a text alone.

    Args:
        font: a TrueType font.
        letters: the text.
        flavor: ``woff`` for the web; else TrueType.
        shaped: whether letters are joined and placed as scripts need it; without, they are only set close.
    """
    from fontTools import subset
    from fontTools.ttLib import TTFont

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=[1, 2, 4, 6])
    options.layout_features = ["*"] if shaped else ["kern"]
    options.drop_tables = ["FFTM", "DSIG", *([] if shaped else ["GSUB"])]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=sorted(set(map(ord, letters))))
    with TTFont(font, lazy=True, recalcTimestamp=False) as whole:
        cutter.subset(whole)
        whole.flavor = flavor
        made = io.BytesIO()
        whole.save(made, reorderTables=None)
    return made.getvalue()


def register_fonts() -> None:
    """Make the families known to matplotlib. A machine may have a DejaVu Sans of its own, of another version, which
    matplotlib would take before the one that it ships: other glyphs, other bytes."""
    entries = []
    for style, weight, face in (("normal", 400, "normal"), ("normal", 700, "bold"), ("italic", 400, "italic")):
        files = {FAMILY: font_file(face), WHOLE: _SHIPPED / FACES[face], UPRIGHT: _SHIPPED / FACES["normal"]}
        for family, file in files.items():
            entries.append(FontEntry(str(file), size="scalable", name=family, style=style, weight=weight))
    known = fontManager.ttflist
    if any(entry not in known for entry in entries):
        known[:] = [*(entry for entry in known if entry.name not in (FAMILY, WHOLE, UPRIGHT)), *entries]


@cache
def noto_fonts() -> dict[str, Path]:
    """The Noto fonts that are installed, by family."""
    found = find_spec(_NOTO)
    if found is None or found.origin is None:
        return {}
    files = sorted(Path(found.origin).parent.glob("*.ttf"))
    names = {f"{get_font(str(file)).family_name} of {_NOTO}": file for file in files if "Italic" not in file.name}
    for name, file in names.items():
        for style, weight in (("normal", 400), ("normal", 700), ("italic", 400)):
            fontManager.ttflist.append(FontEntry(str(file), size="scalable", name=name, style=style, weight=weight))
        NAMES[name] = name.removesuffix(f" of {_NOTO}")
    return names


@cache
def _letters(file: str) -> frozenset[int]:
    return frozenset(get_font(file).get_charmap())


@cache
def families(text: str, face: str = "normal") -> tuple[str, ...]:
    """The families that a text is set in, in the order in which a letter is looked for."""
    missing = {ord(letter) for letter in text} - _letters(str(font_file(face)))
    if not missing:
        return (FAMILY,)
    missing -= _letters(str(_SHIPPED / FACES[face]))
    found = [FAMILY, WHOLE]
    if missing & _letters(str(_SHIPPED / FACES["normal"])):
        found.append(UPRIGHT)
        missing -= _letters(str(_SHIPPED / FACES["normal"]))
    for name, file in noto_fonts().items() if missing else ():
        if missing & _letters(str(file)):
            found.append(name)
            missing -= _letters(str(file))
    return tuple(found)


def files_of(text: str, face: str = "normal") -> list[Path]:
    """The files of ``families``."""
    known = {FAMILY: font_file(face), WHOLE: _SHIPPED / FACES[face], UPRIGHT: _SHIPPED / FACES["normal"]}
    known |= noto_fonts()
    return [known[family] for family in families(text, face)]


@cache
def legible(text: str) -> str:
    """A text as it can be drawn: letters of a script that no font has become the script's name in brackets.

    >>> legible("Trust")
    'Trust'
    """
    if text.isascii():
        return text
    known = _letters(str(font_file("normal"))) | _letters(str(_SHIPPED / FACES["normal"]))
    shown: list[str] = []
    for letter in text:
        point = ord(letter)
        if point in _INVISIBLE or unicodedata.category(letter) in ("Cs", "Cn", "Co"):
            continue
        if point in known or any(point in _letters(str(file)) for file in noto_fonts().values()):
            shown.append(letter)
        elif not shown or shown[-1] != _script(letter):
            shown.append(_script(letter))
    return "".join(shown)


def _script(letter: str) -> str:
    name = unicodedata.name(letter, "?").split(" ")[0].split("-")[0]
    return f"[{name}]"
