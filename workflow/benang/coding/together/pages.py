"""Web pages that are one file: no script, no address, their own style inside, everything that people wrote escaped."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from benang.core.places import WORKFLOW
from benang.core.texts import main_language, read_texts

_TEMPLATES = WORKFLOW / "templates"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@cache
def read_style() -> str:
    """The style of the pages, ``workflow/templates/coding_pages.css``."""
    return (_TEMPLATES / "coding_pages.css").read_text(encoding="utf-8").strip()


def words(language: str) -> Mapping[str, Any]:
    """What the pages say, in ``language``; in English where there is no such text."""
    pages: Mapping[str, Mapping[str, Any]] = read_texts("together.yaml")["pages"]
    return pages.get(main_language(language), pages["en"])


def escaped(text: object) -> str:
    """``text`` as text of a page. Control characters, which no page may hold, are left out.

    A quotation that is copied from the page is found in the text all the same: ``benang.text.text_key`` does not see
    them either.
    """
    return html.escape(_CONTROL.sub("", str(text)))


def page(title: str, language: str, body: str) -> str:
    """A whole page.

    Args:
        title: its title, as text.
        language: ISO 639-1 code.
        body: what stands in it, as HTML.
    """
    style = read_style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return f"""<!DOCTYPE html>
<html lang="{escaped(language)}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="{policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<meta name="color-scheme" content="light dark">
<meta name="generator" content="Benang">
<title>{escaped(title)}</title>
<style>{style}</style>
</head>
<body>
{body}
</body>
</html>
"""


def heading(title: str, notice: str) -> str:
    """The page's title, and the study's notice where it has one."""
    shown = f'\n<p class="notice">{escaped(notice)}</p>' if notice else ""
    return f"<h1>{escaped(title)}</h1>{shown}"
