"""The control words of RTF that matter for its text."""

from __future__ import annotations

CHARACTERS = {
    "tab": "\t",
    "emdash": "—",
    "endash": "–",
    "emspace": "\u2003",
    "enspace": "\u2002",
    "qmspace": "\u2005",
    "bullet": "•",
    "lquote": "‘",
    "rquote": "’",
    "ldblquote": "“",
    "rdblquote": "”",
    "zwj": "\u200d",
    "zwnj": "\u200c",
    "ltrmark": "\u200e",
    "rtlmark": "\u200f",
}
"""Words that stand for a character."""

CONTROL_SYMBOLS = {"{": "{", "}": "}", "\\": "\\", "~": "\u00a0", "_": "-"}
"""Characters after a backslash that stand for a character."""

BREAKS = ("line", "lbr", "page", "column")
"""Words that break a line inside a paragraph."""

READ_DESTINATIONS = frozenset(
    (
        *("annotation", "atnauthor", "atrfend", "atrfstart", "fonttbl", "footnote", "nesttableprops"),
        *("shp", "shpinst", "shptxt", "ud", "upr"),
    )
)
"""Destinations (groups with a purpose) that are not skipped; any other that begins with ``\\*`` is."""

SKIPPED_DESTINATIONS = frozenset(
    (
        *(
            "colortbl",
            "filetbl",
            "stylesheet",
            "info",
            "listtext",
            "pntext",
            "pict",
            "nonshppict",
            "shprslt",
            "fldinst",
        ),
        *("header", "headerl", "headerr", "headerf", "footer", "footerl", "footerr", "footerf"),
        *("tc", "tcn", "xe", "txe", "rxe", "sp", "do", "nonesttables", "private", "mmathPict"),
    )
)
"""Destinations without text of the document that are written without ``\\*``."""

OTHERS = frozenset(
    (
        *(
            "par",
            "sect",
            "b",
            "ab",
            "ltrch",
            "rtlch",
            "f",
            "plain",
            "v",
            "deleted",
            "mvf",
            "pard",
            "intbl",
            "trowd",
            "cell",
            "nestcell",
            "row",
            "nestrow",
        ),
        *("bin", "ansicpg", "mac", "pc", "pca", "deff"),
    )
)
"""Other words that say something about the text."""
