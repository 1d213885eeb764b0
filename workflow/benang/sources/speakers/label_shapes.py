"""The grammar of labels: in which shapes transcripts set a speaker's name off from what is said.

One table, ``SHAPES``, has a row a shape, with an example; ``docs/speakers.md`` shows the same to users. Every shape is
made of the same parts: marks and numbers at the head of the line, a time, the name, what stands beside it (``(nurse,
40)``, ``[crying]``), a time, and what sets it off. Only shapes are told here; which lines do begin with a label is
``label_evidence``'s to say. All repetitions are bounded, so that no line takes more than its beginning is worth.
"""

from __future__ import annotations

import re
from enum import Enum
from typing import NamedTuple

from benang.text.clock import DOTTED, HASHED, IN_WORDS, TIME
from benang.text.words import DIRECTION_MARKS

LONGEST_LABEL = 80
MOST_WORDS = 4
_MOST_NAMES = 9  # words of a name that are all written with a capital, particles apart

SPACE = r"[ \u00a0]"
GAP = rf"[ \t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000{DIRECTION_MARKS}]"
_GAPS = rf"{GAP}{{1,12}}"
_MAYBE = rf"{GAP}{{0,12}}"
_DASH = r"[\-\u2010\u2011\u2013\u2014]"
_LETTER = r"[^\W\d_]"
# What a label is made of: anything but white space, the characters of a sentence, of quotation and of mark-up.
_NO_CHARACTER = (
    r"\s:\uff1a<>\[\]{}?!;,\"\u201c\u201d\u201e\u00ab\u00bb|=+*~^$%@\\\u2013\u2014\u2026"
    rf"\u060c\u061b\u061f\u3001\u3002\uff01\uff0c\uff1b\uff1f\uff08\uff09\u3010\u3011{DIRECTION_MARKS}"
)
# German writes all genders with a character before the ending: Interviewer*in, Befragte:r.
_CHARACTER = rf"(?:[^{_NO_CHARACTER}]|(?<=[^\W\d_])[*:\u00b7](?=(?:in|innen|r|e|n)(?![^\W_])))"
_FIRST = f"[^{_NO_CHARACTER}(]"  # of a word that is not the first
_WORD = rf"{_FIRST}{_CHARACTER}{{0,46}}"
_NAME = rf"(?:(?![a-z]){_FIRST}{_CHARACTER}{{0,46}}|[a-z]{{1,3}}['\u2019]?)"  # with a capital, or a particle
_WORDS = (
    rf"{_LETTER}(?:{_CHARACTER}(?<!\()|\((?=\w{{1,8}}\))){{0,47}}"
    rf"(?:(?:{SPACE}{{1,4}}{_WORD}){{0,{MOST_WORDS - 1}}}?"
    rf"|(?:{SPACE}{{1,4}}{_NAME}){{{MOST_WORDS},{_MOST_NAMES - 1}}}?)"
)

_TIMES = rf"{TIME}(?:{_MAYBE}(?:-->|{_DASH}|,(?=\d:\d\d:)){_MAYBE}{TIME}|-\d{{1,2}}(?![\d:]))?"

_WITH_HOURS = r"\d{1,2}:[0-5]\d:[0-5]\d(?:[.,]\d{1,3})?"


def _clock(name: str, bare: str = _TIMES) -> str:
    """A time or a span of time: ``00:12``, ``[00:01:02]``, ``(00:12 - 00:15)``, ``(00.12)``, ``#00:00:12-3#``."""
    inside = rf"{_TIMES}|{DOTTED}|{HASHED}"
    bracketed = rf"[\[({{<]{GAP}{{0,2}}(?P<{name}_in>{inside}){GAP}{{0,2}}[\])}}>]"
    return rf"(?:(?P<{name}>{bare})|{bracketed}|(?P<{name}_f>{HASHED}))"


_MARKS = rf"(?:(?:>{{1,3}}|#{{1,6}}(?={GAP})|[\-*\u2022\u25cf\u25aa\u2013\u2014](?={GAP})){_MAYBE})?"
_NUMBER = rf"(?:(?P<number>\d{{1,5}})[.)]?{_GAPS})?"
_BEFORE = rf"(?:{_clock('before')}(?:{_GAPS}(?:(?:{_DASH}|\|){_GAPS})?|(?<=[\])>}}#])))?"
_START = rf"{GAP}*+{_MARKS}{_NUMBER}{_BEFORE}"
_NAMED = (
    rf"(?P<open>\()?[\[<{{]?\*{{0,3}}(?P<under>__?)?(?P<label>{_WORDS})(?<!_)(?(under)__?)\*{{0,3}}[\]>}}]?(?(open)\))"
)
_NO_TIME = rf"(?!{_MAYBE}#?\d{{1,3}}[:.]\d)"
_ASIDE = (
    rf"(?P<more>(?:,{SPACE}{{0,2}}{_WORD}(?:{SPACE}{_WORD}){{0,3}}?){{1,3}}?"
    rf"|{_GAPS}{_DASH}{_GAPS}{_LETTER}{_CHARACTER}{{0,46}}(?:{SPACE}{_WORD}){{0,2}}?)?"
    rf"(?P<aside>(?:{GAP}{{0,4}}(?:\(\(?{_NO_TIME}[^()\n]{{1,80}}\)\)?|\[{_NO_TIME}[^\[\]\n]{{1,80}}\]"
    rf"|{{{_NO_TIME}[^{{}}\n]{{1,80}}}}|<{_NO_TIME}[^<>\n]{{1,80}}>"
    rf"|\uff08{_NO_TIME}[^\uff08\uff09\n]{{1,80}}\uff09|\u3010{_NO_TIME}[^\u3010\u3011\n]{{1,80}}\u3011|(?<!\*)\*[^*\n]{{1,80}}\*(?!\*)|\?)){{1,2}})?"
)
_AFTER = rf"(?:(?:{_GAPS}(?:(?:{_DASH}|\|){_GAPS})?|,{_GAPS}|(?=[\[({{<#])){_clock('after')})?"
_COLON = rf"\*{{0,3}}{_MAYBE}[:\uff1a]\*{{0,3}}"
_END = rf"{_MAYBE}$"

_PLAIN_WORDS = rf"{_LETTER}{_CHARACTER}{{0,47}}(?:{SPACE}{{1,4}}{_CHARACTER}{{1,47}}){{0,{MOST_WORDS - 1}}}?"
_SET_OFF = rf"{_COLON}(?=[\s{DIRECTION_MARKS}]|$)"
LABEL_SHAPE = re.compile(rf"{GAP}*+{_BEFORE}[\[<]?\*{{0,3}}(?P<label>{_PLAIN_WORDS})\*{{0,3}}[\]>]?{_AFTER}{_SET_OFF}")
"""A line that may begin with a speaker's label (group ``label``) and a colon, with or without a time beside it."""

KNOWN_SHAPE = re.compile(
    rf"{GAP}*+{_MARKS}(?P<label>{_PLAIN_WORDS}){GAP}{{0,4}}"
    rf"(?P<aside>\[[^\[\]\n]{{1,80}}\]|\([^()\n]{{1,80}}\)|\uff08[^\uff08\uff09\n]{{1,80}}\uff09)?{_COLON}(?![/\d])"
)
"""A line that begins with a label that is known by then, with marks before it, something beside it, no space behind."""

OPENS_LABEL = re.compile(rf"{GAP}*+{_MARKS}{_BEFORE}{_NAMED}{_ASIDE}{_AFTER}{_SET_OFF}")
"""The same, with whatever may stand beside the name: a line that must not be joined to the one before."""

_OWN_NAME = rf"{_LETTER}(?:{_CHARACTER}(?<!\()){{0,47}}(?:{SPACE}{{1,4}}{_NAME}){{0,3}}"
OWN_LINE = re.compile(
    rf"{_MAYBE}{_BEFORE}(?:\[{_OWN_NAME}\]|\*{{0,3}}(?![a-z]){_OWN_NAME}(?<![.,])\*{{0,3}})"
    rf"(?:{_MAYBE}(?:{_clock('alone')}|{IN_WORDS}))?{_END}"
)
"""A line that may hold nothing but a speaker's label, perhaps with a time."""


class Shape(Enum):
    """How a label is set off from what is said."""

    COLON = "colon"
    SPAN = "span"
    TIME = "time"
    LINE = "line"
    BRACKET = "bracket"
    MACHINE = "machine"
    ANGLE = "angle"
    BEHIND = "behind"
    CLOCK = "clock"
    TAB = "tab"
    BOLD = "bold"
    CAPITALS = "capitals"
    DASH = "dash"
    SIGN = "sign"


class ShapeRow(NamedTuple):
    """A shape.

    Attributes:
        shape: its name.
        example: a line or two in it.
        characters: one of these stands at the beginning of every line of the shape; empty where none must.
        share: of the paragraphs, how many must be labelled so where nothing but their recurring makes them labels.
        pattern: what the line's beginning matches: groups ``label``, ``aside``, ``number``, and times.
    """

    shape: Shape
    example: str
    characters: str
    share: float
    pattern: re.Pattern[str]


def _row(shape: Shape, example: str, characters: str, share: float, pattern: str) -> ShapeRow:
    return ShapeRow(shape, example, characters, share, re.compile(pattern))


_UNSTOPPED = rf"(?:(?!\.){_CHARACTER})"

SHAPES = (
    _row(Shape.COLON, "Name: text", ":\uff1a", 0, rf"{_START}{_NAMED}{_ASIDE}{_AFTER}{_COLON}(?=\s|$|[^\d\s/])"),
    # A line of its own, as many speech recognisers write it: "Name  0:01", "Name | 00:01", "Name (00:01)".
    _row(
        Shape.TIME,
        "Name 0:10\ntext",
        "0123456789",
        0,
        rf"{_START}{_NAMED}{_ASIDE}(?:(?P<apart>{SPACE}{{2,12}}|{_MAYBE}[\t|]{_MAYBE}|{_GAPS}{_DASH}{_GAPS}|,{SPACE})"
        rf"|{SPACE}|(?=[\[(<{{#]))(?:{_clock('alone')}|(?P<words>{IN_WORDS})(?:{_MAYBE}{TIME})?){_END}",
    ),
    _row(
        Shape.BEHIND,
        "Name [00:00:05] text",
        "0123456789",
        0.2,
        rf"{_START}{_NAMED}{_ASIDE}(?:{_GAPS}|(?=[\[(<{{#])){_clock('after', _WITH_HOURS)}"
        rf"{_MAYBE}{_DASH}?{_MAYBE}(?=\S)",
    ),
    _row(
        Shape.BRACKET,
        "[Name] text",
        "[({*",
        0.3,
        rf"{_START}(?:\[\*{{0,3}}(?P<label>{_WORDS})\*{{0,3}}(?:,?{_GAPS}(?:{_DASH}{_GAPS})?(?P<within>{_TIMES}))?\]"
        rf"|\((?P<round>{_WORDS})\)|{{(?P<curly>{_WORDS})}}"
        rf"|\*{{1,3}}(?P<stars>{_WORDS})\*{{1,3}}(?=\s))"
        rf"(?:{_MAYBE}{_clock('after')})?{_MAYBE}{_DASH}?{_MAYBE}",
    ),
    _row(
        Shape.MACHINE,
        "SPEAKER_00 text",
        "0123456789",
        0.5,
        rf"{_START}(?P<label>(?:SPEAKER|Speaker|speaker|SPK|spk)[ _-]?\d{{1,3}}){_GAPS}"
        r"(?=[^\W\d_]|[\"'\u201c\u2018\u00ab\u00bf\u00a1])",
    ),
    _row(
        Shape.ANGLE,
        "<Name> text",
        "<>",
        0.2,
        rf"{_START}(?:<(?P<label>{_WORDS})>|(?P<behind>{_WORDS}){SPACE}?>{{1,2}}){_MAYBE}",
    ),
    _row(
        Shape.TAB,
        "Name\ttext",
        "\t|",
        0.2,
        rf"{_START}(?P<label>{_WORDS}){_ASIDE}(?:{_GAPS}{_clock('after')})?(?:{SPACE}{{0,4}}\t{_MAYBE}|{SPACE}{{0,4}}\|{_MAYBE})(?=\S)",
    ),
    _row(
        Shape.DASH,
        "Name - text",
        "-\u2010\u2011\u2013\u2014",
        0.5,
        rf"{_START}(?P<label>{_WORDS})(?:{_GAPS}{_clock('after')})?"
        rf"(?:{SPACE}{{1,4}}{_DASH}{_GAPS}|{_MAYBE}[\u2013\u2014]{_MAYBE})(?=\S)",
    ),
    _row(
        Shape.SIGN,
        "Name; text",
        ";=",
        0.5,
        rf"{_START}(?P<label>{_WORDS})(?:{_GAPS}{_clock('after')})?{_MAYBE}[;=]{_MAYBE}(?=\S)",
    ),
    _row(Shape.CLOCK, "[00:12] Name\ntext", "0123456789", 0.2, rf"{_START}(?P<label>{_WORDS}){_ASIDE}{_END}"),
    _row(
        Shape.CAPITALS,
        "NAME. text",
        ".",
        0.5,
        rf"{_START}(?P<label>(?:(?:DR|MR|MRS|MS|PROF|REV|IR|H|HJ)\.{SPACE}{{1,4}})?"
        rf"{_LETTER}{_UNSTOPPED}{{0,47}}(?:{SPACE}{{1,4}}{_UNSTOPPED}{{1,47}}){{0,{MOST_WORDS - 1}}})"
        rf"\.(?:{_GAPS}(?=\S)|{_END})",
    ),
    _row(
        Shape.LINE,
        "Name\ntext",
        "",
        0.2,
        rf"{GAP}*+(?P<heading>#{{1,6}}{_GAPS}|>{{1,3}}{_MAYBE})?\*{{0,3}}(?P<label>{_WORDS})\*{{0,3}}{_ASIDE}{_END}",
    ),
)
"""The shapes, surest first: a line that has several is read in the first of them that its file has."""

BOLD = ShapeRow(Shape.BOLD, "**Name** text", "", 0.2, re.compile(_WORDS))
"""A label in bold type; the pattern is of the words alone."""

BEHIND_BOLD = re.compile(rf"{_MAYBE}{_clock('after')}{_MAYBE}")
"""A time behind a label in bold type."""

SPAN = ShapeRow(
    Shape.SPAN,
    "3rd woman - 40, a nurse: text",
    ":\uff1a",
    0,
    re.compile(
        rf"{_START}(?P<label>(?:#(?=\d))?[^\W_](?:(?![.?!;]{SPACE})[^:\uff1a\t\n\"\u201c]){{0,{LONGEST_LABEL - 2}}}?)"
        r"[:\uff1a](?=\s|$)"
    ),
)
"""Whatever stands before a colon: a label where it recurs word for word and is no plain words."""

CHAT = re.compile(
    rf"{_MAYBE}\[?\d{{1,4}}[./\-]\d{{1,2}}[./\-]\d{{1,4}}(?:,{SPACE}?|{SPACE})\d{{1,2}}[:.][0-5]\d(?:[:.][0-5]\d)?"
    rf"(?:{GAP}?[AaPp]\.?{GAP}?[Mm]\.?)?(?:\]{_MAYBE}|{_GAPS}{_DASH}{_GAPS})(?:~{GAP}?)?"
    rf"(?:(?P<label>[^\s:\uff1a](?:[^:\uff1a\n]{{0,{LONGEST_LABEL - 1}}}[^\s:\uff1a])?):(?=\s|$))?"
)
"""A line of a chat's export: date and time, then a name, whatever it is made of; without one, a program's notice."""

OPENING = re.compile(rf"{_START}[\[<{{(]?\*{{0,3}}")
"""What may stand before a label."""

TAIL = {
    shape: re.compile(pattern)
    for shape, pattern in (
        (Shape.COLON, rf"\*{{0,3}}[\]>}})]?{_ASIDE}{_AFTER}{_COLON}(?=\s|$|[^\d\s/])"),
        (
            Shape.TIME,
            rf"[\]>}})]?{_ASIDE}{_MAYBE}[|,\-\u2013]?{_MAYBE}(?:{_clock('alone')}|(?P<words>{IN_WORDS})(?:{_MAYBE}{TIME})?){_END}",
        ),
        (Shape.BEHIND, rf"[\]>}})]?{_ASIDE}{_MAYBE}{_clock('after', TIME)}{_MAYBE}(?=\S)"),
        (Shape.BRACKET, rf"[\])}}]{_MAYBE}{_DASH}?{_MAYBE}"),
        (Shape.ANGLE, rf"{SPACE}?>{{1,2}}{_MAYBE}"),
        (Shape.TAB, rf"{_ASIDE}{SPACE}{{0,4}}[\t|]{_MAYBE}(?=\S)"),
        (Shape.DASH, rf"(?:{SPACE}{{1,4}}{_DASH}{_GAPS}|{_MAYBE}[\u2013\u2014]{_MAYBE})(?=\S)"),
        (Shape.SIGN, rf"{_MAYBE}[;=]{_MAYBE}(?=\S)"),
        (Shape.LINE, rf"\*{{0,3}}{_ASIDE}{_END}"),
    )
}
"""What follows a label that the study lists, whatever it is made of; surest first."""

TIME_LINE = re.compile(rf"{GAP}*+(?:{_clock('alone')}|(?P<words>{IN_WORDS})(?:{_MAYBE}{TIME})?){_END}")
"""A line that holds nothing but a time."""

TIME_MARK = re.compile(rf"[\[({{<]{GAP}{{0,2}}(?:{_TIMES}){GAP}{{0,2}}[\])}}>]|{HASHED}")
"""A time in brackets or between ``#``."""

TIME_FIRST = re.compile(rf"{GAP}*+[\[({{<#]?{TIME}")
"""A line that begins with a time."""
