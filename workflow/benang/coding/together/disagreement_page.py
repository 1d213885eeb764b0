"""The differences between coders as a page: both codings side by side, what only one of them coded underlined."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import pandas as pd

from benang.coding.side_words import word_for
from benang.coding.together.decided import SIDE
from benang.coding.together.disagreements import CONTEXT
from benang.coding.together.pages import escaped, heading, page, words
from benang.core import model
from benang.text.text_key import Span


def disagreements_page(
    decided: pd.DataFrame, sources: pd.DataFrame, codes: pd.DataFrame, language: str, title: str, notice: str = ""
) -> str:
    """One page with every difference.

    Args:
        decided: the differences (``benang.coding.together.disagreements``), with the decisions where there are any.
        sources: table ``sources``.
        codes: table ``codes``, for their labels.
        language: of the page's words and of the labels.
        title: the study's title.
        notice: what stands before everything.
    """
    said = words(language)
    labels = model.labels(codes, language)
    texts: dict[str, str] = dict(zip(sources["source_id"], sources["text"], strict=True))
    rows = [{str(name): cell for name, cell in row.items()} for row in decided.to_dict("records")]
    parts = []
    source = ""
    for row in rows:
        if row["source_id"] != source:
            source = row["source_id"]
            parts.append(f"<h2>{escaped(source)}</h2>\n")
        parts.append(_difference(row, texts[source], labels.get(row["code_id"], row["code_id"]), said, language))
    waiting = sum(not row["decision"] and not (row["kind"] == SIDE and row["side"]) for row in rows)
    count = said["count"].format(n=len(rows), open=waiting) if rows else said["none"]
    how = f"<p>{escaped(said['decide'])}</p><p>{escaped(said['marked'])}</p>" if rows else ""
    body = f"""<main class="differences">
{heading(title, notice)}
<p class="what">{escaped(said["disagreements"])}. {escaped(count)}.</p>
{how}
{"".join(parts)}</main>"""
    return page(f"{said['disagreements']} - {title}", language, body)


def _difference(row: Mapping[str, Any], text: str, label: str, said: Mapping[str, Any], language: str) -> str:
    a, b = ([(int(start), int(end)) for start, end in row[f"offsets_{each}"]] for each in "ab")
    kind = said[f"kind_{row['kind']}"].replace("{a}", row["coder_a"]).replace("{b}", row["coder_b"])
    where = [said["turn"].replace("{turn}", str(row["turn"])), said["line"].replace("{line}", str(row["line"])), kind]
    differ = row["kind"] == SIDE or (bool(a and b) and row["side_a"] != row["side_b"])
    decision = "" if row["side"] and not row["decision"] else said[f"decision_{row['decision'] or 'open'}"]
    decided_side = f"{said['side']}: {word_for('side', row['side'], language)}" if row["side"] else ""
    decision = ", ".join(part for part in (decision, decided_side) if part)
    decision += f" ({row['adjudicator']})" if row["adjudicator"] else ""
    decision += f": {row['memo']}" if row["memo"] else ""
    shown = [f"{said['side']}: {word_for('side', row[f'side_{each}'], language)}" for each in "ab"]
    shown = shown if differ else ["", ""]
    sides = [
        _side(each, row, text, mine, theirs, said, side)
        for each, mine, theirs, side in (("a", a, b, shown[0]), ("b", b, a, shown[1]))
    ]
    return f"""<article id="{escaped(row["disagreement_id"])}">
<h3>{escaped(label)} <i>{escaped(row["code_id"])}</i></h3>
<p class="facts">{escaped(row["disagreement_id"])} · {escaped(" · ".join(where))}</p>
<div class="sides">{"".join(sides)}</div>
<p class="decision"><b>{escaped(said["decision"])}:</b> {escaped(decision)}</p>
</article>
"""


def _side(
    side: str,
    row: Mapping[str, Any],
    text: str,
    mine: Sequence[Span],
    theirs: Sequence[Span],
    said: Mapping[str, Any],
    given: str,
) -> str:
    coder = row[f"coder_{side}"]
    state = said["coded_by"].replace("{coder}", coder) if mine else f"{coder}: {said['not_coded']}"
    state += f" · {given}" if given else ""
    memo = row[f"memo_{side}"]
    noted = f'<p class="memo"><b>{escaped(said["memo"])}:</b> {escaped(memo)}</p>' if memo else ""
    left = "" if mine else " left"
    return f"""
<div class="side{left}"><p class="coder"><b>{side}</b> · {escaped(state)}</p>
<p class="passage" dir="auto">{_passage(text, mine, theirs)}</p>{noted}</div>"""


def _passage(text: str, mine: Sequence[Span], theirs: Sequence[Span]) -> str:
    """The text around the codings, with this coder's marked and what the other left out underlined."""
    spans = [*mine, *theirs]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    begin, stop = _from_word(text, first), _to_word(text, last)
    borders = sorted({begin, stop, *(place for span in spans for place in span)})
    parts = ["… " if begin > 0 else ""]
    for start, end in pairwise(borders):
        part = escaped(text[start:end])
        if any(one <= start < two for one, two in mine):
            also = any(one <= start < two for one, two in theirs)
            part = f'<mark class="{"both" if also else "alone"}">{part}</mark>'
        parts.append(part)
    parts.append(" …" if stop < len(text) else "")
    return "".join(parts)


def _from_word(text: str, start: int) -> int:
    """Some characters before ``start``, from the beginning of a word on where there is a space."""
    begin = max(0, start - CONTEXT)
    space = text.find(" ", begin, start)
    return space + 1 if begin > 0 and space >= 0 else begin


def _to_word(text: str, end: int) -> int:
    stop = min(len(text), end + CONTEXT)
    space = text.rfind(" ", end, stop)
    return space if stop < len(text) and space >= 0 else stop
