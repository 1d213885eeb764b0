"""The body of an article: its paragraphs, each with the heading it stands under, without what only the page prints."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from benang.sources.articles.article_words import words
from benang.sources.articles.furniture import Line, furniture, lines_of
from benang.sources.articles.quotation_marks import ALL
from benang.sources.document import Document
from benang.text.offsets import Edit, MappedText

_ENDED = re.compile(rf"[.!?…:：。！？)\]{ALL}][\d¹²³⁴-⁹]{{0,2}}\s*\Z")
_STOPPED = re.compile(rf"[.,;:!?…–—\-{ALL}][\d¹²³⁴-⁹]{{0,2}}\Z")
_OPENS = re.compile(rf"\s*[{ALL}(\[]")
_LAST_DASH = re.compile(r"(?<![^\W_])[-–—―]\s*+([^-–—―()\s][^–—―()]*)\Z")
_NUMBERED = re.compile(
    r"(?:(?:\d{1,2}(?:\.\d{1,2}){0,4}\.?|[IVX]{1,5}\.|[A-Z]\.|(?i:bab|chapter|bagian)\s[IVX\d]{1,5}\.?)\s+)"
)
_FIGURE = re.compile(r"[:：]\s*\d")  # "Received: 3/2/2019"
_MARKDOWN = re.compile(r"\s*#{1,6}\s+")
_LONGEST_HEADING = 100
_MOST_HEADING_WORDS = 14
_SHORT = 0.8
"""A printed line shorter than this share of the usual one may be a paragraph's last."""
_INDENT = 2
_LONG_WORD = 3  # letters; small words of a title have small letters
_CAPITALS = 0.8


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of the body.

    Attributes:
        start, end: the span of the body's text, without white space at its ends.
        heading: the heading it stands under, without its number; empty before the first.
        indented: whether its lines stand further in than those of the text around.
        broken: whether it only seems to begin, for a page ends before it.
    """

    start: int
    end: int
    heading: str = ""
    indented: bool = False
    broken: bool = False


@dataclass(frozen=True)
class Body:
    """The text of an article.

    Attributes:
        mapped: its whole text and where it came from; line ends stay.
        paragraphs: in order, without headings and without the list of references.
        references: the span of the text that is the list of references; empty, at the text's end, where there is
            none.
    """

    mapped: MappedText
    paragraphs: tuple[Paragraph, ...]
    references: tuple[int, int]

    @property
    def text(self) -> str:
        """The whole text."""
        return self.mapped.text


def body_of(document: Document, language: str, is_attribution: Callable[[str], bool] = lambda line: False) -> Body:
    """The body of an article.

    Args:
        document: the article as its reader found it.
        language: code of its language.
        is_attribution: whether a line says who speaks; such a line is no running head, however often it comes.
    """
    clean = MappedText.identity(document.raw).edit(document.edits)
    lines = lines_of(clean.text, _page_ends(document, clean))
    dropped = furniture(clean.text, lines, language, is_attribution)
    gaps = list(_gaps(clean.text, lines, dropped))
    mapped = clean.edit(Edit(start, end) for start, end in gaps if start < end)
    borders = set()
    removed = 0
    for start, end in gaps:
        borders.add(start - removed)
        removed += end - start
    blocks = list(_blocks(mapped.text, lines_of(mapped.text), borders, document.paragraph_a_line, is_attribution))
    bold = [mapped.to_clean(*span) for span in document.emphasis]
    return _with_headings(mapped, blocks, bold, language, is_attribution)


def _page_ends(document: Document, clean: MappedText) -> list[int]:
    """Where the reader has taken out whole lines of a page: its running heads."""
    if document.format != "pdf":
        return []
    raw = document.raw
    return sorted(
        {
            clean.to_clean(edit.start, edit.start)[0]
            for edit in document.edits
            if not edit.replacement
            and (edit.start == 0 or raw[edit.start - 1] == "\n")
            and (edit.end == len(raw) or raw[edit.end - 1] == "\n")
        }
    )


def _gaps(text: str, lines: Sequence[Line], dropped: set[int]) -> Iterator[tuple[int, int]]:
    """What lies between two pages: furniture, form feeds and the empty lines around them; perhaps only a place."""
    place = 0
    while place < len(lines):
        if place not in dropped and text[lines[place].start : lines[place].end].strip():
            following = place + 1
            if lines[place].page_ends and following < len(lines) and following not in dropped:
                following_line = lines[following]
                if text[following_line.start : following_line.end].strip():
                    yield following_line.start, following_line.start
            place += 1
            continue
        first = place
        while place < len(lines) and (place in dropped or not text[lines[place].start : lines[place].end].strip()):
            place += 1
        ends_before = first > 0 and lines[first - 1].page_ends
        if ends_before or any(one in dropped or lines[one].page_ends for one in range(first, place)):
            yield lines[first].start, lines[place - 1].next


def _blocks(
    text: str, lines: Sequence[Line], borders: set[int], paragraph_a_line: bool, is_attribution: Callable[[str], bool]
) -> Iterator[Paragraph]:
    """The paragraphs, headings among them."""
    written = [line for line in lines if text[line.start : line.end].strip()]
    lengths = sorted(line.end - line.start for line in written)
    usual = lengths[int(0.9 * (len(lengths) - 1))] if lengths else 0
    indents = sorted(_indent(text, line) for line in written)
    margin = indents[len(indents) // 2 // 2] if indents else 0
    each = paragraph_a_line or usual > 200
    blank = any(not text[line.start : line.end].strip() for line in lines[:-1])
    block: list[Line] = []
    broken = False
    previous: Line | None = None

    def paragraph() -> Paragraph:
        start, end = block[0].start + _lead(text, block[0]), block[-1].start + len(_shown(text, block[-1]).rstrip())
        return Paragraph(start, end, "", all(_indent(text, line) >= margin + _INDENT for line in block), broken)

    gap = opened = True  # where the text begins is as below an empty line
    for line in lines:
        if not _shown(text, line).strip():
            gap = True
            continue
        at_border = line.start in borders
        if block and previous is not None:
            ended = _ENDED.search(text, max(previous.start, previous.end - 8), previous.end) is not None
            parts = each or gap or _parts(text, previous, line, usual, blank=blank)
            # A heading may stand right on its paragraph, below an empty line.
            parts = parts or (blank and len(block) == 1 and opened and _is_heading_line(text, previous, line, usual))
            if at_border and not each:
                # Where a page ends a paragraph goes on, unless a sentence has ended and another begins, or the one
                # who is quoted stands at its end.
                dash = _LAST_DASH.search(text, max(block[0].start, previous.end - 80), previous.end)
                ended = ended or (dash is not None and is_attribution(dash[1]))
                parts = ended and not text[line.start + _lead(text, line)].islower()
            elif at_border:
                parts = ended or not text[line.start + _lead(text, line)].islower()
            if parts:
                yield paragraph()
                block, broken = [], at_border
        opened = opened if block else gap
        block.append(line)
        previous, gap = line, False
    if block:
        yield paragraph()


def _parts(text: str, line: Line, following: Line, usual: int, *, blank: bool) -> bool:
    """Whether a paragraph ends between two printed lines without an empty one between them."""
    shown, after = _shown(text, line), _shown(text, following)
    ended = _ENDED.search(shown[-8:]) is not None
    step = abs(_indent(text, following) - _indent(text, line)) >= _INDENT
    if _MARKDOWN.match(shown) or _MARKDOWN.match(after) or (ended and step) or shown.rstrip().endswith((":", "：")):
        return True
    if blank:
        return False
    short = len(shown.rstrip()) < _SHORT * usual
    if ended and (short or _OPENS.match(after) or _NUMBERED.match(after.lstrip())):
        return True
    # A heading among printed lines: short, without a stop, before a line that begins anew.
    new = after.lstrip()[:1].isupper() or _OPENS.match(after) is not None
    return short and new and not ended and _looks_like_heading(shown.strip())


def _is_heading_line(text: str, line: Line, following: Line, usual: int) -> bool:
    """Whether a printed line below an empty one is a heading, though a paragraph follows without an empty line."""
    shown, after = _shown(text, line).strip(), _shown(text, following).lstrip()
    if len(shown) >= _SHORT * usual or not after[:1].isupper() or not _looks_like_heading(shown):
        return False
    long = [word for word in _plain(shown).split() if len(word) > _LONG_WORD]
    capitals = sum(word[0].isupper() for word in long)
    return _plain(shown) != shown or (bool(long) and capitals >= _CAPITALS * len(long))


def _with_headings(
    mapped: MappedText,
    blocks: Sequence[Paragraph],
    bold: Sequence[tuple[int, int]],
    language: str,
    is_attribution: Callable[[str], bool],
) -> Body:
    text = mapped.text
    shown = [
        " ".join(text[block.start : min(block.end, block.start + 4 * _LONGEST_HEADING)].split()) for block in blocks
    ]
    titles = [_plain(one).casefold().rstrip(":.") if len(one) <= _LONGEST_HEADING else "" for one in shown]
    named = set(words("references", language))
    # A list of contents may name it too; the last one is the list itself.
    begins = max((index for index, title in enumerate(titles[:-1]) if title in named), default=len(blocks))
    more = set(words("after_references", language))
    ends = next((index for index in range(begins + 1, len(blocks)) if titles[index] in more), len(blocks))
    starts = [start for start, _ in bold]
    heading = ""
    paragraphs: list[Paragraph] = []
    for index, block in enumerate(blocks):
        if begins <= index < ends:
            continue
        nearest = bisect_right(starts, block.start) - 1
        is_bold = nearest >= 0 and bold[nearest][1] >= block.end
        goes_on = index + 1 < len(blocks) and blocks[index + 1].broken and shown[index].endswith(")")
        if not goes_on and _looks_like_heading(shown[index], is_bold=is_bold) and not is_attribution(shown[index]):
            heading = _plain(shown[index])
        else:
            paragraphs.append(replace(block, heading=heading))
    where = [blocks[index].start if index < len(blocks) else len(text) for index in (begins, ends)]
    return Body(mapped, tuple(paragraphs), (where[0], where[1]))


def _plain(heading: str) -> str:
    """A heading without its number and marks."""
    heading = _MARKDOWN.sub("", heading, count=1).strip("*_ ")
    return _NUMBERED.sub("", heading, count=1).strip()


def _looks_like_heading(shown: str, *, is_bold: bool = False) -> bool:
    if not shown or len(shown) > _LONGEST_HEADING or len(shown.split()) > _MOST_HEADING_WORDS:
        return False
    if _MARKDOWN.match(shown):
        return True
    if _OPENS.match(shown) or _STOPPED.search(shown) or _FIGURE.search(shown) or not re.search(r"[^\W\d_]{2}", shown):
        return False
    plain = _plain(shown)
    letters = [character for character in plain if character.isalpha()]
    if not letters or letters[0].islower():
        return False
    return is_bold or len(plain.split()) <= 10 or plain.isupper() or plain != shown


def _shown(text: str, line: Line) -> str:
    return text[line.start : line.end]


def _lead(text: str, line: Line) -> int:
    shown = _shown(text, line)
    return len(shown) - len(shown.lstrip())


def _indent(text: str, line: Line) -> int:
    return len(text[line.start : line.start + _lead(text, line)].expandtabs(4))
