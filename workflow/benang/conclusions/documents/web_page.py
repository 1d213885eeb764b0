"""The report as one web page that needs nothing but itself: no network, no script, figures and style inside."""

from __future__ import annotations

import base64
import hashlib
import html as html_text
import itertools
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from benang.conclusions.documents.document_words import About
from benang.conclusions.documents.made_before import MadeBefore
from benang.conclusions.documents.pandoc import run_pandoc
from benang.conclusions.documents.sections import parted
from benang.conclusions.documents.tree import Node, Tree, mapped, nodes, without_dead_links
from benang.core.files import write_text

_ALIGNED = re.compile(r'<(t[dh]) style="text-align: (right|left|center);">')
_TABLE = re.compile(r'<table(?: id="([^"]*)")?>(\s*<caption)?')
_PICTURE = re.compile(r'(?<=<img )src="(picture-\d+)"')
_DIGEST = "sha256-of-the-style"
_EMPTY_HEAD = re.compile(r"<colgroup>.*?</colgroup>\n?", re.DOTALL)


def write_html(
    tree: Tree, about: About, folder: Path, templates: Path, path: Path, before: MadeBefore | None = None
) -> None:
    """Write the page.

    Args:
        tree: the report.
        about: its facts.
        folder: to which the paths of its figures are relative.
        templates: folder with ``report.html`` and ``report.css``.
        path: the file to write.
        before: what was made of its sections before.
    """
    pictures: dict[str, str] = {}
    blocks = mapped(without_dead_links(tree.blocks), lambda node: _for_web(node, folder, pictures))
    style = (templates / "report.css").read_text(encoding="utf-8").strip()
    variables = {
        "title": html_text.escape(about.title),
        "description": html_text.escape(about.description),
        "language": about.language,
        "style": style,
        "style-digest": _DIGEST,
        "skip": about.words["skip"],
        "contents": about.words["contents"],
    }
    arguments = ["--toc", "--toc-depth", "3", "--metadata", "title=-"]
    arguments += ["--template", str((templates / "report.html").resolve())]
    for name, value in variables.items():
        arguments += ["--variable", f"{name}={value}"]
    for author in about.authors:
        arguments += ["--variable", f"author={html_text.escape(author)}"]
    page = _page(tree, blocks, arguments, before or MadeBefore())
    page = _PICTURE.sub(lambda found: f'src="{pictures[found[1]]}"', page)
    # A tag cannot be text: every < that was said is &lt; here.
    page = _ALIGNED.sub(r'<\1 class="\2">', _EMPTY_HEAD.sub("", page))
    count = itertools.count(1)
    page = _TABLE.sub(lambda found: _scrolled(found, about.words["table"], count), page)
    page = page.replace("</table>", "</table></div>")
    write_text(_with_digest(_contents_first(page)), path)


def _scrolled(table: re.Match[str], label: str, count: Iterator[int]) -> str:
    """The beginning of a table in a box of its own that can be scrolled, called by its caption, else by its number."""
    name, caption = table.groups()
    number = next(count)
    shown = f' id="{name}"' if name else ""
    if not caption:
        return f'<div class="table" role="region" tabindex="0" aria-label="{label} ({number})"><table{shown}>'
    own = f"{name or f'table-{number}'}.caption"
    return f'<div class="table" role="region" tabindex="0" aria-labelledby="{own}"><table{shown}>{caption} id="{own}"'


def _page(tree: Tree, blocks: list[Any], arguments: list[str], before: MadeBefore) -> str:
    """The page as pandoc writes it with ``arguments``: section by section, the contents from the headings alone."""
    to_html = ["--from", "json", "--to", "html5", "--wrap", "none"]

    def written(parts: Sequence[str]) -> list[str] | None:
        # A comment that stands nowhere else shows where a section ends.
        edge = f"<!-- {hashlib.sha256(''.join(parts).encode('utf-8', 'surrogatepass')).hexdigest()} -->"
        end = {"t": "RawBlock", "c": ["html", edge]}
        given = [block for part in parts for block in (*json.loads(part), end)]
        made = run_pandoc(tree.json(given), "HTML", to_html).split(f"{edge}\n")
        return made[:-1] if len(made) == len(parts) + 1 else None

    headings = [block for block in blocks if block["t"] == "Header"]
    page = run_pandoc(tree.json(headings), "HTML", [*to_html, *arguments])
    opening, _, rest = page.partition("</h1>\n")
    _, nav, contents = rest.rpartition("<nav ")
    within = sum(node["t"] == "Header" for node in nodes(blocks, leaves=False)) - len(headings)
    made = before.made("html", [json.dumps(part, ensure_ascii=False) for part in parted(blocks)], written)
    if made is None or not nav or within:
        return run_pandoc(tree.json(blocks), "HTML", [*to_html, *arguments])
    return f"{opening}</h1>\n{''.join(made)}{nav}{contents}"


def _contents_first(page: str) -> str:
    """The contents, which pandoc knows when it has made the page, go after the summary (see ``tree.after_summary``)."""
    before, opening, after = page.rpartition("<nav ")
    contents, closing, rest = after.partition("</nav>")
    chapters = before.split("<h2 ")
    if not opening or len(chapters) < 3:
        return page
    front, others = "<h2 ".join(chapters[:2]), "<h2 ".join(chapters[2:])
    return f"{front}{opening}{contents}{closing}\n<h2 {others}{rest}"


def _with_digest(page: str) -> str:
    """Allow the page's own style and no other: the browser compares its checksum."""
    before, opening, rest = page.partition("<style>")
    style, closing, after = rest.partition("</style>")
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return f"{before.replace(_DIGEST, f'sha256-{digest}', 1)}{opening}{style}{closing}{after}"


def _for_web(node: Node, folder: Path, pictures: dict[str, str]) -> Any:
    if node["t"] == "Image":
        attribute, shown, (source, title) = node["c"]
        data = base64.b64encode((folder / source).read_bytes()).decode("ascii")
        # pandoc would read and write a megabyte character by character.
        place = f"picture-{len(pictures)}"
        pictures[place] = f"data:image/svg+xml;base64,{data}"
        return [{"t": "Image", "c": [attribute, shown, [place, title]]}]
    if node["t"] == "Table":
        content = list(node["c"])
        # The browser finds better widths than a fixed share of an unknown screen.
        content[2] = [[align, {"t": "ColWidthDefault"}] for align, _ in content[2]]
        return [{"t": "Table", "c": content}]
    return None
