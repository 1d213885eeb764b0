"""Fonts: which letters can be drawn and printed, and what is said in the place of those that cannot.

The fonts that come with matplotlib (DejaVu Sans and some for mathematics) are always there. Further ones are those of
``PACKAGES`` where they are installed (decision 014): files alone, whose code is never run. A letter that no font has is
told in words, never drawn as a box.
"""

from __future__ import annotations

import io
import logging
import unicodedata
from collections.abc import Callable, Iterable
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

PACKAGES = ("manimgx_fonts", "manimgx_fonts_cjk")
"""Packages that hold Noto (SIL Open Font License)."""
INVISIBLE = frozenset([*range(0xFE00, 0xFE10), 0x200B, 0x2060, 0xFEFF])
"""Signs that only say how others are shown; fonts without them would draw them as boxes."""
_WITHIN = INVISIBLE | {0x20, 0x200C, 0x200D}
"""What belongs to the run of letters that it stands in."""
_CJK = {"JP": 0, "KR": 1, "SC": 2}
"""The faces of the collection of Chinese, Japanese and Korean."""


class FontFile(NamedTuple):
    """A font that is installed beside those of matplotlib.

    Attributes:
        family: its name.
        file: where it lies.
        number: its place in a collection; -1 for a file of one font.
    """

    family: str
    file: Path
    number: int = -1


def shipped_fonts() -> Path:
    """The folder of matplotlib's own fonts."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise ModuleNotFoundError("matplotlib")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf"


@cache
def further_fonts() -> tuple[FontFile, ...]:
    """The further fonts that are installed, in order; of a collection the face of each language."""
    from fontTools.ttLib import TTFont

    found: list[FontFile] = []
    for package in PACKAGES:
        spec = find_spec(package)
        folder = Path(spec.origin).parent if spec is not None and spec.origin is not None else None
        files = sorted(folder.iterdir()) if folder else []
        for file in (file for file in files if file.suffix in (".ttf", ".ttc") and "Italic" not in file.name):
            numbers = sorted(_CJK.values()) if file.suffix == ".ttc" else [-1]
            for number in numbers:
                with TTFont(file, fontNumber=number, lazy=True) as font:
                    found.append(FontFile(str(font["name"].getDebugName(1)), file, number))
    return tuple(found)


def installed_fonts() -> str:
    """Which further fonts are installed, with their versions: what shows letters is made again where that changes."""
    told = []
    for package in PACKAGES:
        try:
            told.append(f"{package} {version(package)}")
        except PackageNotFoundError:
            continue
    return ", ".join(told)


@cache
def letters(file: Path, number: int = -1) -> frozenset[int]:
    """The letters that a font has."""
    from fontTools.ttLib import TTFont

    with TTFont(file, fontNumber=number, lazy=True) as font:
        return frozenset(font.getBestCmap() or {})


@cache
def shipped_letters() -> frozenset[int]:
    """The letters of the font that every text can be set in."""
    return letters(shipped_fonts() / "DejaVuSans.ttf")


def can_be_shown(letter: str) -> bool:
    """Whether a font has a letter, or it is one that is never seen."""
    point = ord(letter)
    if point < 0x20 or point in shipped_letters() or point in INVISIBLE:
        return True
    return any(point in letters(font.file, font.number) for font in further_fonts())


def needed_fonts(text: Iterable[str]) -> dict[FontFile, frozenset[int]]:
    """The further fonts that a text needs, each with its letters there: of those that have a letter the first, of the
    faces of a collection the one for the language that the text's letters show."""
    missing = {ord(letter) for letter in text} - shipped_letters() - INVISIBLE
    face = _face(missing)
    found: dict[FontFile, frozenset[int]] = {}
    for font in further_fonts() if missing else ():
        here = missing & letters(font.file, font.number) if font.number in (-1, face) else frozenset()
        if here:
            found[font] = frozenset(here)
            missing -= here
    return found


def _face(points: Iterable[int]) -> int:
    """Kana are Japanese, Hangul is Korean; Han alone is taken for simplified Chinese."""
    found = set(points)
    if any(0x3040 <= point < 0x3100 for point in found):
        return _CJK["JP"]
    return _CJK["KR" if any(0x1100 <= p < 0x1200 or 0xAC00 <= p < 0xD7B0 for p in found) else "SC"]


def told(text: str, sign: Callable[[str], str]) -> str:
    """A text in which each run of letters that no font has is replaced.

    Args:
        text: any.
        sign: what stands for a run, by its letters; spaces between such letters are part of it.
    """
    if text.isascii():
        return text
    used = set(text)
    dropped = {letter for letter in used if unicodedata.category(letter) in ("Cs", "Cn", "Co")}
    if all(can_be_shown(letter) for letter in used - dropped):
        return text.translate(dict.fromkeys(map(ord, dropped))) if dropped else text
    shown: list[str] = []
    run = ""
    for letter in text:
        if run and ord(letter) in _WITHIN:
            run += letter
        elif letter in dropped:
            continue
        elif can_be_shown(letter):
            shown += [*_closed(run, sign), letter]
            run = ""
        else:
            run += letter
    return "".join([*shown, *_closed(run, sign)])


def _closed(run: str, sign: Callable[[str], str]) -> list[str]:
    said = run.rstrip(" ")
    return [sign(said), run[len(said) :]] if said else []


def script(run: str) -> str:
    """What the letters of a run are: the name of their script, or what a single sign shows.

    >>> script("信任")
    'Han'
    >>> script("🙂")
    'slightly smiling face'
    """
    first = next((letter for letter in run if ord(letter) not in INVISIBLE), "?")
    name = unicodedata.name(first, "?")
    if unicodedata.category(first)[0] not in "LM":
        return name.lower()
    word = name.split(" ")[0].split("-")[0]
    return {"CJK": "Han", "Fullwidth": "Han"}.get(word, word.capitalize())


def static_font(font: FontFile, points: Iterable[int], weight: int = 400) -> bytes:
    """A font cut down to some letters, as TrueType of one weight.

    The form that a font with weights has of itself may be its lightest, as that of Noto Sans CJK is; programs that know
    nothing of weights show that.

    Args:
        font: the font.
        points: its letters that are kept.
        weight: of the letters.
    """
    from fontTools import subset
    from fontTools.pens.cu2quPen import Cu2QuPen
    from fontTools.pens.ttGlyphPen import TTGlyphPen
    from fontTools.ttLib import TTFont, newTable

    logging.getLogger("fontTools").setLevel(logging.ERROR)
    options = subset.Options(hinting=False, notdef_outline=True, name_IDs=[1, 2, 4, 6], layout_features=["*"])
    options.drop_tables += ["DSIG", "BASE", "VORG", "VVAR", "vhea", "vmtx", "GPOS"]
    made = io.BytesIO()
    with TTFont(font.file, fontNumber=font.number, lazy=True, recalcTimestamp=False) as whole:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=sorted({0x20, *points}))
        cutter.subset(whole)
        drawn = whole.getGlyphSet(location={"wght": weight} if "fvar" in whole else None)
        order = whole.getGlyphOrder()
        outlines = newTable("glyf")
        outlines.glyphOrder, outlines.glyphs = order, {}
        wide = {}
        for name in order:
            pen = TTGlyphPen(drawn)
            drawn[name].draw(Cu2QuPen(pen, 1.0, reverse_direction=True))
            outlines.glyphs[name], wide[name] = pen.glyph(), round(drawn[name].width)
        for table in ("CFF2", "CFF ", "HVAR", "MVAR", "avar", "fvar", "gvar", "STAT", "GDEF"):
            if table in whole:
                del whole[table]
        whole["glyf"], whole["loca"] = outlines, newTable("loca")
        for name, glyph in outlines.glyphs.items():
            glyph.recalcBounds(outlines)
            whole["hmtx"][name] = (wide[name], getattr(glyph, "xMin", 0))
        _as_true_type(whole)
        whole.save(made, reorderTables=None)
    return made.getvalue()


def _as_true_type(font: object) -> None:
    """The tables that say of a font with curves of PostScript that it has TrueType's."""
    whole: dict[str, object] = font  # type: ignore[assignment]
    most = whole["maxp"]
    counts = ["Zones", "TwilightPoints", "Storage", "FunctionDefs", "InstructionDefs", "StackElements"]
    counts += ["SizeOfInstructions", "ComponentElements", "Points", "Contours", "CompositePoints", "CompositeContours"]
    for name in [*counts, "ComponentDepth"]:
        setattr(most, f"max{name}", 1 if name == "Zones" else 0)
    most.tableVersion = 0x00010000  # type: ignore[attr-defined]
    whole["post"].formatType = 3.0  # type: ignore[attr-defined]
    font.sfntVersion = "\x00\x01\x00\x00"  # type: ignore[attr-defined]
