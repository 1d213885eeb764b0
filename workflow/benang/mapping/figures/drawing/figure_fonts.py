"""The fonts of the figures: DejaVu Sans as matplotlib ships it, and Noto for scripts that it lacks.

What is drawn with is a part of DejaVu Sans that holds the letters of most European and Indonesian texts: each file that
embeds a font cuts it down to the letters it shows, and cutting the whole font takes five times as long. Other letters
come from the whole font, then from the further fonts that are installed (``core.fonts``). A script that none of these
has is named in words (``legible``), never drawn as boxes.
"""

from __future__ import annotations

import hashlib
import io
import logging
import os
import tempfile
from functools import cache
from pathlib import Path

import fontTools
import matplotlib
from matplotlib.font_manager import FontEntry, fontManager, get_font

from benang.core.files import write_data
from benang.core.fonts import INVISIBLE, FontFile, installed_fonts, needed_fonts, script, static_font, told

FAMILY = "DejaVu Sans of matplotlib"
"""The family of every text: a name that no font of the machine has."""
WHOLE = "DejaVu Sans of matplotlib, whole"
UPRIGHT = "DejaVu Sans of matplotlib, upright"
NAMES = {FAMILY: "DejaVu Sans", WHOLE: "DejaVu Sans", UPRIGHT: "DejaVu Sans"}
"""What the families are called where other programs look for them."""

FACES = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf", "italic": "DejaVuSans-Oblique.ttf"}
_SHIPPED = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
_USUAL = [*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2030), 0x2032, 0x2033, 0x2039, 0x203A, 0x20AC]
_USUAL += [0x2122, *range(0x2190, 0x2194), 0x2212, 0x2248, 0x2260, 0x2264, 0x2265, 0x25CF]
_folder: list[Path] = []
_held: list[tempfile.TemporaryDirectory[str]] = []
_ready: dict[FontFile, list[tuple[frozenset[int], str]]] = {}
"""Of each further font the letters that are ready to be drawn, and the family they are drawn in."""
_files: dict[str, Path] = {}


def keep_fonts_in(folder: Path | None) -> None:
    """Keep the cut fonts in a folder, for later drawings; None for one of this process."""
    _folder[:] = [] if folder is None else [folder]
    font_file.cache_clear()
    forget_fonts()


def _place() -> Path:
    if _folder:
        return _folder[0]
    if not _held:
        _held.append(tempfile.TemporaryDirectory(prefix="benang-fonts-"))
    return Path(_held[0].name)


@cache
def font_file(face: str) -> Path:
    """The part of DejaVu Sans in one face (``normal``, ``bold``, ``italic``); made where it is not there yet."""
    file = _place() / f"{Path(FACES[face]).stem}.{matplotlib.__version__}.{_cutter()}.ttf"
    if not file.is_file():
        write_data(cut_font(_SHIPPED / FACES[face], "".join(map(chr, _USUAL)), shaped=False), file)
    return file


@cache
def _cutter() -> str:
    """What cuts fonts, in short: what other code cut and kept is another font."""
    return hashlib.sha256(Path(__file__).read_bytes() + fontTools.version.encode()).hexdigest()[:12]


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
    options.layout_features = ["*"] if shaped else []
    # Pairs that are set closer stand in two tables of the font, and going through the one for shaping takes longer than
    # all the rest of cutting.
    options.legacy_kern = not shaped
    options.drop_tables = ["FFTM", "DSIG", *([] if shaped else ["GSUB", "GPOS", "GDEF", "MATH"])]
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


def prepare_letters(text: str) -> None:
    """Make ready the further fonts that a figure needs, for all its letters at once."""
    for font, points in needed_fonts(text).items():
        _family(font, points)


def forget_fonts() -> None:
    """Forget what was made ready: the folder, or what is installed, is another."""
    _ready.clear()
    for cached in (families, legible):
        cached.cache_clear()


def _family(font: FontFile, points: frozenset[int]) -> str:
    """The family in which matplotlib knows some letters of a further font; a collection is cut down to them first."""
    family = next((name for known, name in _ready.get(font, []) if points <= known), "")
    if not family:
        file = font.file
        if font.number >= 0:
            parts = f"{font.family} {installed_fonts()} {sorted(points)}"
            key = hashlib.sha256(parts.encode("utf-8")).hexdigest()[:16]
            file = _place() / f"{font.family.replace(' ', '')}.{key}.ttf"
            if not file.is_file():
                write_data(static_font(font, points), file)
        family = f"{font.family} of {file.name}"
        _ready.setdefault(font, []).append((points if font.number >= 0 else _letters(str(file)), family))
        _files[family], NAMES[family] = file, font.family
    for style, weight in (("normal", 400), ("normal", 700), ("italic", 400)):
        entry = FontEntry(str(_files[family]), size="scalable", name=family, style=style, weight=weight)
        if entry not in fontManager.ttflist:
            fontManager.ttflist.append(entry)
    return family


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
    # What a figure's other letters made ready comes first, so that all its labels are in one face.
    for font, ready in list(_ready.items()):
        here = frozenset(missing & ready[0][0])
        if here:
            found.append(_family(font, here))
            missing -= here
    found += [_family(font, points) for font, points in needed_fonts(map(chr, sorted(missing))).items()]
    return tuple(found)


def files_of(text: str, face: str = "normal") -> list[Path]:
    """The files of ``families``."""
    known = {FAMILY: font_file(face), WHOLE: _SHIPPED / FACES[face], UPRIGHT: _SHIPPED / FACES["normal"]}
    return [(known | _files)[family] for family in families(text, face)]


def font_runs(text: str, face: str = "normal") -> list[tuple[str, str]]:
    """The pieces of a text, each with the name of the further font that it is set in; empty: DejaVu Sans."""
    if text.isascii():
        return [("", text)]
    known = list(zip(families(text, face), files_of(text, face), strict=True))
    runs: list[tuple[str, str]] = []
    for letter in text:
        family = next((name for name, file in known if ord(letter) in _letters(str(file))), FAMILY)
        shown = NAMES[family] if family in _files else ""
        if runs and (runs[-1][0] == shown or ord(letter) in (0x20, 0x200C, 0x200D)):
            runs[-1] = runs[-1][0], runs[-1][1] + letter
        else:
            runs.append((shown, letter))
    return runs


@cache
def legible(text: str) -> str:
    """A text as it can be drawn: letters of a script that no font has become the script's name in brackets.

    >>> legible("Trust")
    'Trust'
    """
    if text.isascii():
        return text
    seen = "".join(letter for letter in text if ord(letter) not in INVISIBLE)
    return told(seen, lambda run: f"[{script(run)}]")
