"""Web pages that are one file: no script, no address, their own style inside, everything that people wrote escaped."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from benang.core.places import WORKFLOW
from benang.core.texts import main_language, read_texts

_TEMPLATES = WORKFLOW / "templates"
_CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")


@cache
def read_style(name: str = "coding_pages.css") -> str:
    """The style of the pages, or another one of ``workflow/templates``."""
    return (_TEMPLATES / name).read_text(encoding="utf-8").strip()


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


def page(title: str, language: str, body: str, style: str = "") -> str:
    """A whole page.

    Args:
        title: its title, as text.
        language: ISO 639-1 code.
        body: what stands in it, as HTML.
        style: its style; that of all pages by default.
    """
    style = style or read_style()
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return render(
        "page.html", language=language, policy=Markup(policy), title=title, style=Markup(style), body=Markup(body)
    )


def render(template: str, /, **values: object) -> str:
    """A template of ``workflow/templates``, filled; every value that is no ``Markup`` is text and ``escaped``."""
    return _templates().get_template(template).render(values)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_TEMPLATES, encoding="utf-8"),
        autoescape=True,
        finalize=lambda value: value if isinstance(value, Markup) else Markup(escaped(value)),
        undefined=StrictUndefined,
        keep_trailing_newline=True,
    )


def heading(title: str, notice: str) -> str:
    """The page's title, and the study's notice where it has one."""
    shown = f'\n<p class="notice">{escaped(notice)}</p>' if notice else ""
    return f"<h1>{escaped(title)}</h1>{shown}"
