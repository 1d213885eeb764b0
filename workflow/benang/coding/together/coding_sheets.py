"""What a coder reads: the frozen text with the codebook beside it, and nobody's codings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from benang.coding.together.web_pages import escaped, heading, page, words
from benang.core import model
from benang.core.wording import filled
from benang.sources.printed import in_print


def coding_page(
    sources: pd.DataFrame, turns: pd.DataFrame, codes: pd.DataFrame, language: str, title: str, notice: str = ""
) -> str:
    """One page with the texts and the codebook; it needs no script and no network, and prints well.

    What is copied from it is the frozen text: turn numbers cannot be selected.

    Args:
        sources: table ``sources``; these are shown, in the table's order.
        turns: table ``turns``.
        codes: table ``codes``.
        language: of the page's own words, and of the codebook's where it has them in several.
        title: the study's title.
        notice: what stands before everything (that the data are a reconstruction, say).
    """
    said = words(language)
    turns_of = {str(source): rows for source, rows in turns.groupby("source_id")}
    none = turns.iloc[:0]
    shown = [
        _source(number, row, turns_of.get(str(row["source_id"]), none), said, language)
        for number, row in enumerate(sources.to_dict("records"), 1)
    ]
    entries = [
        f'<li><a href="#s{number}">{escaped(source)}</a></li>'
        for number, source in enumerate(sources["source_id"].tolist(), 1)
    ]
    steps = "".join(f"<li>{escaped(step)}</li>" for step in said["steps"])
    body = f"""<div class="sheet">
<header>
{heading(title, notice)}
<h2>{escaped(said["how"])}</h2>
<ol class="steps">{steps}</ol>
<nav aria-label="{escaped(said["sources"])}"><ul>{"".join(entries)}</ul></nav>
</header>
<aside aria-labelledby="codebook"><h2 id="codebook">{escaped(said["codebook"])}</h2>
{_codebook(codes, language, said)}
</aside>
<main>
{"".join(shown)}</main>
</div>"""
    return page(title, language, body)


def _source(number: int, source: Mapping[Any, Any], turns: pd.DataFrame, said: Mapping[str, Any], language: str) -> str:
    text = str(source["text"])
    rows = turns.sort_values("start", kind="stable").to_dict("records")
    parts = []
    end = 0
    for row in rows:
        parts.append(_between(text[end : row["start"]], str(row["speaker"])))
        parts.append(_turn(number, row, text[row["start"] : row["end"]], language))
        end = max(end, int(row["end"]))
    parts.append(_between(text[end:], ""))
    many = filled(said["turns_many"], {"n": len(rows)})
    return f"""<section class="source" id="s{number}" aria-labelledby="s{number}-name">
<h2 id="s{number}-name">{escaped(source["source_id"])}</h2>
<p class="facts">{escaped(many)}</p>
{"".join(parts)}</section>
"""


def _turn(number: int, row: Mapping[Any, Any], utterance: str, language: str) -> str:
    speaker = f"<b>{escaped(row['speaker'])}:</b> " if row["speaker"] else ""
    asks = " asks" if row["role"] == "interviewer" else ""
    printed = "".join(f"<br>{escaped(place)}" for place in in_print(row, language))
    return (
        f'<p class="turn{asks}" id="s{number}-{row["turn"]}"><span class="number">{row["turn"]}{printed}</span>'
        f'<span class="said" dir="auto">{speaker}{escaped(utterance)}</span></p>\n'
    )


def _between(text: str, speaker: str) -> str:
    """What stands between two utterances, if it is more than the label of who speaks next."""
    left = text.strip().removesuffix(f"{speaker}:").rstrip()
    if not left:
        return ""
    return (
        f'<p class="turn asks"><span class="number"></span><span class="said" dir="auto">{escaped(left)}</span></p>\n'
    )


def _codebook(codes: pd.DataFrame, language: str, said: Mapping[str, Any]) -> str:
    """The codes as nested lists, in the codebook's order; one whose parent is not there stands at the top."""
    labels = model.labels(codes, language)
    rows = {str(row["code_id"]): row for row in codes.sort_values(["order", "code_id"]).to_dict("records")}
    children: dict[str, list[str]] = {}
    for code, row in rows.items():
        parent = str(row["parent_id"])
        children.setdefault(parent if parent in rows else "", []).append(code)
    lines: list[str] = ['<ul class="codes">']
    # A stack of its own, for a hierarchy may be deeper than Python's; an empty id closes a list.
    waiting = ["", *reversed(children.get("", []))]
    while waiting:
        code = waiting.pop()
        if not code:
            lines.append("</ul></li>" if waiting else "</ul>")
            continue
        lines.append(f"<li>{_code(code, rows[code], labels[code], language, said)}")
        below = children.get(code, [])
        if below:
            lines.append("<ul>")
            waiting += ["", *reversed(below)]
        else:
            lines.append("</li>")
    return "\n".join(lines)


def _code(code: str, row: Mapping[Any, Any], label: str, language: str, said: Mapping[str, Any]) -> str:
    marks = [said[mark] for mark, holds in (("negative", row["negative"]), ("topic", row["side"])) if holds]
    marked = "".join(f' <span class="negative">{escaped(mark)}</span>' for mark in marks)
    named = f"<b>{escaped(label)}</b> <i>{escaped(code)}</i>{marked}"
    texts: list[tuple[str, str]] = [("", _in(row, "definition", language))]
    texts += [(f"{said[field]}: ", _in(row, field, language)) for field in ("include", "exclude")]
    example = str(row["example"])
    texts.append((f"{said['example']}: ", f"“{example}”" if example else ""))
    return named + "".join(_paragraph(name, text) for name, text in texts if text)


def _paragraph(name: str, text: str) -> str:
    return f"<p><em>{escaped(name)}</em>{escaped(text)}</p>" if name else f"<p>{escaped(text)}</p>"


def _in(row: Mapping[Any, Any], field: str, language: str) -> str:
    """A text of the codebook in ``language``; where there is none, in the codebook's first."""
    columns: Iterable[str] = [f"{field}:{language}", *(key for key in row if key.startswith(f"{field}:"))]
    return next((str(row[column]) for column in columns if row.get(column)), "")
