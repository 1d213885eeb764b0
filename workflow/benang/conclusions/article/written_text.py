"""Texts of the researchers as the article prints them: references as links and quotations, numbers checked."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

from benang.conclusions.article.article_draft import ArticleDraft
from benang.conclusions.document_names import COUNTED_FIGURES, COUNTED_TABLES, TABLES
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.literature_chapter import cited_aside
from benang.mapping.examples import Passage
from benang.mapping.figures import FIGURES
from benang.text.typography import typographic
from benang.writing.text_marks import Block, Mark, read_blocks
from benang.writing.written_texts import WrittenText

_EMPHASIS = re.compile(r"(\*\*[^*\n]+\*\*|\*[^*\n]+\*)")


def chapter_text(draft: ArticleDraft, name: str) -> str:
    """What was written on a theme, category or chapter, in the article's language; empty where nothing was."""
    text = draft.material.writing.text(name, draft.language)
    return written(draft, text) if text is not None else ""


def written(draft: ArticleDraft, text: WrittenText, heading_level: int = 4) -> str:
    """A text as Markdown; numbers in it are in its own language, whichever the document has."""
    draft = draft.in_language(text.language)
    return md.paragraphs(_block(draft, block, heading_level) for block in read_blocks(text.text))


def _block(draft: ArticleDraft, block: Block, level: int) -> str:
    alone = block.alone
    if alone is not None and alone.kind == "passage":
        return _quoted(draft, alone)
    items = ["".join(_inlines(draft, item)).strip() for item in block.items]
    if block.kind == "list":
        return md.bullets(items)
    if block.kind == "heading":
        return md.paragraphs([f"**{items[0]}**"])
    if block.kind == "quotation":
        return md.quoted(items)
    return _opened(items[0])


def _opened(paragraph: str) -> str:
    """A paragraph whose first character begins no list, heading or caption."""
    return f"\\{paragraph}" if re.match(r"[-+:%=>|]|\(?\d+[.)] ", paragraph) and paragraph[0] != "(" else paragraph


def _inlines(draft: ArticleDraft, item: Sequence[str | Mark]) -> Iterator[str]:
    """Texts and marks of an item; a passage within brackets of the text gets none of its own."""
    depth = 0
    for one in item:
        if isinstance(one, str):
            depth = max(0, depth + one.count("(") - one.count(")"))
            yield _plain(one)
        elif one.kind == "passage":
            yield _passage(draft, one, bracketed=depth == 0)
        else:
            yield _MARKS[one.kind](draft, one)


def _plain(text: str) -> str:
    parts = []
    for part in _EMPHASIS.split(text):
        stars = "**" if part.startswith("**") and len(part) > 4 else "*" if _EMPHASIS.fullmatch(part) else ""
        inner = part[len(stars) : len(part) - len(stars)] if stars else part
        before, after = (" " if inner[:1].isspace() else "", " " if inner[-1:].isspace() else "")
        shown = md.escaped_inline(typographic(inner))
        parts.append(f"{stars}{shown}{stars}" if stars and shown else f"{before}{shown}{after}" if shown else before)
    return "".join(parts)


def _quoted(draft: ArticleDraft, mark: Mark) -> str:
    _, row = draft.found.passage(mark.names[0])
    if row is None or row["use"] == "hide":
        return _broken(draft, mark)
    passage = draft.material.passage(row)
    named = draft.found.coding(mark.names[0])
    # The coding that was named is quoted, not whichever of the passage reads best.
    chosen = [one for one in passage.codings if one["coding_id"] == named]
    shown = draft.quote(passage.of(chosen[0]) if chosen else passage)
    return md.paragraphs([shown, _other_side(draft, mark, passage)])


def _passage(draft: ArticleDraft, mark: Mark, *, bracketed: bool) -> str:
    _, row = draft.found.passage(mark.names[0])
    if row is None:
        return _broken(draft, mark)
    passage = draft.material.passage(row)
    return " ".join(filter(None, [draft.beside(passage, bracketed), _other_side(draft, mark, passage)]))


def _other_side(draft: ArticleDraft, mark: Mark, passage: Passage) -> str:
    """The side of a passage where a text says another one; empty where that holds or none is said."""
    if mark.side in ("", passage.side):
        return ""
    side = {part: draft.word("side", one) for part, one in (("written", mark.side), ("side", passage.side))}
    return md.styled(draft.words("side_other", **side), "flag")


def _claim(draft: ArticleDraft, mark: Mark) -> str:
    name = mark.names[0]
    if draft.found.claim(name) is None:
        return _broken(draft, mark)
    return md.link(md.escaped(name), md.anchor("claim", name))


def _figure(draft: ArticleDraft, mark: Mark) -> str:
    if mark.names[0] not in FIGURES:
        return _broken(draft, mark)
    if draft.reflexive and mark.names[0] in COUNTED_FIGURES:
        return _left_out(draft, mark)
    return _numbered(draft, mark, f"fig-{mark.names[0]}", "figure_in_supplement")


def _table(draft: ArticleDraft, mark: Mark) -> str:
    if mark.names[0] not in TABLES:
        return _broken(draft, mark)
    if draft.reflexive and mark.names[0] in COUNTED_TABLES:
        return _left_out(draft, mark)
    return _numbered(draft, mark, f"tab-{mark.names[0]}", "table_in_supplement")


def _numbered(draft: ArticleDraft, mark: Mark, place: str, elsewhere: str) -> str:
    if draft.number.knows(place):
        return draft.number.ref(place)
    return draft.in_supplement(draft.words(elsewhere), place)


def _cite(draft: ArticleDraft, mark: Mark) -> str:
    if any(key not in draft.found.works for key in mark.names):
        return _broken(draft, mark)
    keys = dict.fromkeys(draft.found.works[key] for key in mark.names)
    inside = "; ".join(cited_aside(key).removeprefix("[").removesuffix("]") for key in keys)
    return f"[{inside}]"


def _number(draft: ArticleDraft, mark: Mark) -> str:
    shown = draft.words.of(mark.n, mark.base) if mark.base is not None else draft.words.number(mark.n)
    counted = draft.found.count(mark)
    if counted is not None and mark.n == counted[0] and mark.base in (None, counted[1]):
        return shown
    now = "?" if counted is None else draft.words.of(*counted)
    return f"{shown} {md.styled(draft.words('number_now', n=now), 'flag')}"


def _left_out(draft: ArticleDraft, mark: Mark) -> str:
    """What stands for a figure or table that the approach leaves out, which is told as a problem, too."""
    name = md.escaped(mark.names[0])
    return md.styled(draft.words("reference_left_out", kind=draft.words(f"kind_of_{mark.kind}"), name=name), "flag")


def _broken(draft: ArticleDraft, mark: Mark) -> str:
    return md.styled(draft.words("reference_gone", written=md.escaped(mark.written)), "flag")


_MARKS: dict[str, Callable[[ArticleDraft, Mark], str]] = {
    "claim": _claim,
    "figure": _figure,
    "table": _table,
    "cite": _cite,
    "number": _number,
    "wrong": _broken,
}
