"""Remarks that came with a source, as rows of the table ``memos``."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Mapping, Sequence

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning.characters import plain
from benang.sources.document import Remark
from benang.text.offsets import MappedText


def memo_rows(
    source_id: str,
    remarks: Sequence[Remark],
    frozen: MappedText,
    turns: Sequence[Mapping[str, object]],
    pseudonyms: Pseudonyms,
    kept_words: Callable[[], Collection[str] | None] = lambda: None,
) -> list[dict[str, object]]:
    """The remarks on the frozen text, without names; each belongs to the turn in which it begins.

    Args:
        source_id: the source.
        remarks: as its reader found them, with places in the raw text.
        frozen: its frozen text.
        turns: its rows of the table ``turns``.
        pseudonyms: names to replace in remarks and their authors.
        kept_words: as for ``Pseudonyms.apply``.
    """
    memos: dict[tuple[int, int, str, str], dict[str, object]] = {}
    turn_ends = [int(str(turn["end"])) for turn in turns]
    for remark in remarks:
        start, end = frozen.to_clean(remark.start, remark.end)
        text = pseudonyms.apply(plain(remark.text), kept_words).strip()
        author = " ".join(pseudonyms.rename(plain(remark.author)).split())
        if text:
            memos[start, end, author, text] = {
                "source_id": source_id,
                "turn": min(bisect_right(turn_ends, start) + 1, len(turn_ends)),
                "start": start,
                "end": end,
                "author": author,
                "text": text,
            }
    return list(memos.values())
