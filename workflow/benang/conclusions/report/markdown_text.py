"""The report's markup, pandoc's Markdown: whatever people wrote goes in as text and comes out as the same text.

Transcripts, labels, file names and messages are foreign text. ``escaped`` makes text of them that no Markdown reader
takes for markup; everything else here puts such pieces together.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

_CONTROLS = re.compile(r"[\x00-\x20\x7f\x85]+")
_NO_CHARACTERS = re.compile(r"[\ud800-\udfff\ufffe\uffff]")
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|~^$@&!\"'])")
# What is markup at the beginning of a block only: lists, quotations, captions, definitions, rules.
_OPENING = re.compile(r"^(?:([-+:%=>])|(\(?\d{1,9})([.)])|([Tt]able)(:))")
_ANCHOR = re.compile(r"[^A-Za-z0-9-]")

Row = Sequence[str]


def escaped(raw: object) -> str:
    """Foreign text as Markdown that shows exactly this text, on one line.

    White space and control characters become one space; what no document can hold (half a surrogate pair) becomes
    U+FFFD.
    """
    return _OPENING.sub(_escape_opening, _MARKUP.sub(r"\\\1", _one_line(raw)))


def escaped_inline(raw: object) -> str:
    """As ``escaped``, for a piece that does not begin its block."""
    return _MARKUP.sub(r"\\\1", _one_line(raw))


def _one_line(raw: object) -> str:
    return _NO_CHARACTERS.sub("\ufffd", _CONTROLS.sub(" ", str(raw)).strip(" "))


def _escape_opening(match: re.Match[str]) -> str:
    character, number, after, table, colon = match.groups()
    if character:
        return f"\\{character}"
    return f"{number}\\{after}" if number else f"{table}\\{colon}"


def anchor(kind: str, *names: object) -> str:
    """A name that can be linked to, the same for the same things, different for different ones."""
    return ".".join([kind, *(_ANCHOR.sub(lambda match: f"_{ord(match[0]):x}_", str(name)) for name in names)])


def place(name: str) -> str:
    """An invisible place that links can lead to."""
    return f"[]{{#{name}}}"


def link(shown: str, name: str) -> str:
    """``shown`` (Markdown) as a link to a place of this document."""
    return f"[{shown}](#{name})"


def styled(shown: str, style: str) -> str:
    """``shown`` (Markdown) in a style of the documents."""
    return f"[{shown}]{{.{style}}}"


def in_language(shown: str, language: str) -> str:
    """``shown`` (Markdown), marked as said in a language."""
    return f"[{shown}]{{lang={language}}}"


def spoken_block(content: str, language: str) -> str:
    """Paragraphs (Markdown), marked as written in a language."""
    return f"::: {{lang={language}}}\n{content}\n:::"


def block(content: str, style: str) -> str:
    """Paragraphs (Markdown) in a style of the documents."""
    return f"::: {{.{style}}}\n{content}\n:::"


def quoted(lines: Sequence[str]) -> str:
    """Lines (Markdown) as one block quotation, a paragraph each."""
    return "\n>\n".join(f"> {line}" for line in lines)


def bullets(items: Iterable[str]) -> str:
    """Items (Markdown, a line each) as a list."""
    return "\n".join(f"- {item}" for item in items)


def heading(level: int, shown: str, name: str) -> str:
    """A heading (Markdown) of ``level`` 1 to 6 that links can lead to."""
    return f"{'#' * level} {shown} {{#{name}}}"


def paragraphs(parts: Iterable[str]) -> str:
    """Blocks (Markdown) one after the other; empty ones are left out."""
    return "\n\n".join(part for part in parts if part)


def table(caption: str, name: str, header: Row, rows: Sequence[Row], align: str, widths: Sequence[int]) -> str:
    """A table with a caption above it.

    Args:
        caption: Markdown on one line.
        name: place that links can lead to.
        header, rows: cells as Markdown on one line each, with ``|`` escaped.
        align: ``l``, ``r`` or ``c`` for each column.
        widths: share of each column, in any unit.
    """
    total = sum(widths)
    dashes = [max(3, round(120 * width / total)) for width in widths]
    rule = "|".join(_rule(character, n) for character, n in zip(align, dashes, strict=True))
    lines = [f"| {' | '.join(header)} |", f"|{rule}|", *(f"| {' | '.join(row)} |" for row in rows)]
    return "\n".join([*lines, "", f": {caption} {{#{name}}}"])


def _rule(align: str, n: int) -> str:
    return {"l": ":" + "-" * (n - 1), "r": "-" * (n - 1) + ":", "c": ":" + "-" * (n - 2) + ":"}[align]


def picture(caption: str, name: str, path: str, alt: str) -> str:
    """A figure with its caption (Markdown) and a description in words (plain text)."""
    # An attribute's value is read with its entities and escapes.
    said = _MARKUP.sub(r"\\\1", _one_line(alt))
    return f'![{caption}]({path}){{#{name} alt="{said}"}}'


_FENCE = re.compile(r"^:::.*\n?", re.MULTILINE)
_HEADING = re.compile(r"^(#{1,6} .*?) \{#[^{}\n]*\}$", re.MULTILINE)
_EMPTY = re.compile(r"\[\]\{#[^{}\n]*\}")
_SHOWN = r"(?<![!\\])\[((?:\\.|[^\[\]\\])*)\]"
_STYLED = re.compile(_SHOWN + r"(?:\{(?:\.|lang=)[^{}\n]*\}|\(#[^()\s]*\))")
_PICTURE = re.compile(r'(!\[.*\]\([^()\s]*\))\{#\S+ alt="(?:\\.|[^"\\])*"\}')
_CAPTION = re.compile(r"^: (.*) \{#[^{}\n]*\}$", re.MULTILINE)
_CITED = re.compile(r"(?<!\\)@\{([^{}]*)\}")


def readable(markdown: str) -> str:
    """The same text without what only pandoc understands, for a reader of the notebook."""
    text = _PICTURE.sub(r"\1", _EMPTY.sub("", markdown))
    text = _CAPTION.sub(r"*\1*", _HEADING.sub(r"\1", _FENCE.sub("", text)))
    text = _CITED.sub(r"\1", text)
    while True:  # styles and links stand inside each other
        bare = _STYLED.sub(r"\1", text)
        if bare == text:
            return text
        text = bare
