"""The differences between coders as a page: both codings side by side, what only one of them coded underlined."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import itemgetter
from typing import Any

import pandas as pd
from markupsafe import Markup

from benang.coding.side_words import word_for
from benang.coding.together.decided import SIDE
from benang.coding.together.disagreements import CONTEXT
from benang.coding.together.web_pages import heading, page, render, words
from benang.core import model
from benang.core.source_texts import SourceTexts
from benang.core.wording import filled
from benang.sources.printed import in_print, with_printed
from benang.text.text_key import Span

Row = Mapping[str, Any]


def disagreements_page(
    decided: pd.DataFrame,
    sources: pd.DataFrame,
    codes: pd.DataFrame,
    language: str,
    title: str,
    notice: str = "",
    printed: pd.DataFrame | None = None,
    main: str = "",
    texts: Mapping[str, str] | None = None,
) -> str:
    """One page with every difference.

    Args:
        decided: the differences (``benang.coding.together.disagreements``), with the decisions where there are any.
        sources: table ``sources``.
        codes: table ``codes``, for their labels.
        language: of the page's words and of the labels.
        title: the study's title.
        notice: what stands before everything.
        printed: table ``printed``, where sources have pages.
        main: the study's language, that of memos; by default the page's.
        texts: the frozen texts, where ``sources`` is without them.
    """
    said = words(language)
    labels = model.labels(codes, language)
    texts = SourceTexts(sources) if texts is None else texts
    spoken: dict[str, str] = dict(zip(sources["source_id"], sources["language"], strict=True))
    if printed is not None and len(decided):
        offsets = zip(decided["offsets_a"], decided["offsets_b"], strict=True)
        begin = [min(int(span[0]) for spans in both for span in spans) for both in offsets]
        decided = with_printed(decided.assign(start=begin), printed)
    rows = [{str(name): cell for name, cell in row.items()} for row in decided.to_dict("records")]
    shown = [
        (
            source,
            "" if spoken[source] == language else spoken[source],
            [
                _difference(row, texts[source], labels.get(row["code_id"], row["code_id"]), said, language)
                for row in mine
            ],
        )
        for source, mine in groupby(rows, key=itemgetter("source_id"))
    ]
    waiting = sum(not row["decision"] and not (row["kind"] == SIDE and row["side"]) for row in rows)
    count = filled(said["count"], {"n": len(rows), "open": waiting}) if rows else said["none"]
    body = render(
        "differences.html",
        said=said,
        noted=main if main != language else "",
        heading=Markup(heading(title, notice)),
        count=count,
        sources=shown,
    ).removesuffix("\n")
    return page(f"{said['disagreements']} - {title}", language, body)


def _difference(row: Row, text: str, label: str, said: Mapping[str, Any], language: str) -> dict[str, object]:
    """What the page shows of one difference."""
    a, b = ([(int(start), int(end)) for start, end in row[f"offsets_{each}"]] for each in "ab")
    kind = said[f"kind_{row['kind']}"].replace("{a}", row["coder_a"]).replace("{b}", row["coder_b"])
    lines = in_print(row, language) or [said["line"].replace("{line}", str(row["line"]))]
    where = [said["turn"].replace("{turn}", str(row["turn"])), *lines, kind]
    differ = row["kind"] == SIDE or (bool(a and b) and row["side_a"] != row["side_b"])
    decision = "" if row["side"] and not row["decision"] else said[f"decision_{row['decision'] or 'open'}"]
    decided_side = f"{said['side']}: {word_for('side', row['side'], language)}" if row["side"] else ""
    decision = ", ".join(part for part in (decision, decided_side) if part)
    decision += f" ({row['adjudicator']})" if row["adjudicator"] else ""
    sides = []
    for each, mine, theirs in (("a", a, b), ("b", b, a)):
        coder = row[f"coder_{each}"]
        state = said["coded_by"].replace("{coder}", coder) if mine else f"{coder}: {said['not_coded']}"
        if differ:
            state += f" · {said['side']}: {word_for('side', row[f'side_{each}'], language)}"
        passage = list(_passage(text, mine, theirs))
        sides.append({"name": each, "state": state, "passage": passage, "memo": row[f"memo_{each}"], "left": not mine})
    return {
        "id": row["disagreement_id"],
        "label": label,
        "code": row["code_id"],
        "where": where,
        "decision": decision,
        "memo": row["memo"],
        "sides": sides,
    }


def _passage(text: str, mine: Sequence[Span], theirs: Sequence[Span]) -> Iterator[tuple[str, str]]:
    """The text around the codings in parts: this coder's with a mark, ``both`` or ``alone`` by what the other coded."""
    spans = [*mine, *theirs]
    first, last = min(start for start, _ in spans), max(end for _, end in spans)
    begin, stop = _from_word(text, first), _to_word(text, last)
    borders = sorted({begin, stop, *(place for span in spans for place in span)})
    if begin > 0:
        yield "… ", ""
    for start, end in pairwise(borders):
        also = any(one <= start < two for one, two in theirs)
        coded = any(one <= start < two for one, two in mine)
        yield text[start:end], ("both" if also else "alone") if coded else ""
    if stop < len(text):
        yield " …", ""


def _from_word(text: str, start: int) -> int:
    """Some characters before ``start``, from the beginning of a word on where there is a space."""
    begin = max(0, start - CONTEXT)
    space = text.find(" ", begin, start)
    return space + 1 if begin > 0 and space >= 0 else begin


def _to_word(text: str, end: int) -> int:
    stop = min(len(text), end + CONTEXT)
    space = text.rfind(" ", end, stop)
    return space if stop < len(text) and space >= 0 else stop
