"""What a document says of sides: what they mean, or why it shows none."""

from __future__ import annotations

from benang.coding.side_words import columns_not_read
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft


def sides_told(draft: Draft) -> str:
    """What sides mean; that nobody judged any; or which columns of codings may say so and could not be read."""
    words, material = draft.words, draft.material
    if material.sided:
        return words("sides_mean")
    unread = columns_not_read(material.problems)
    if not unread:
        return words("sides_not_judged")
    columns = [words("column_of", column=md.escaped(column), file=md.escaped(file)) for column, file in unread]
    return words("sides_unread", columns=words.listed(columns), n=len(columns))
