"""Markdown: the raw text is the file itself; edits take the characters of the mark-up out.

Front matter, HTML comments, link targets, and the characters of headings, lists, quotations, emphasis, tables and code
are taken out; the lines of a wrapped paragraph are joined, except where a line begins with what may be a speaker's
label. Whatever is not surely mark-up stays: ``[laughs]``, ``<unintelligible>``, ``5 * 3 * 2``, the text inside code.

J. MacFarlane, CommonMark Spec 0.31 (2024), of which this follows the rules that matter for prose.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from benang.core.encoding import decode
from benang.core.problems import Problem, StudyError
from benang.sources.document import Document
from benang.sources.readers.bounds import MOST_CHARACTERS, MOST_EDITS
from benang.sources.readers.lines import Settled, in_order, one_line_end
from benang.sources.readers.markdown_tables import GRID_RULE, TABLE_RULE, grid_row, html_tables, table_row
from benang.sources.readers.marked_tables import MarkedTable, with_turns_of_tables
from benang.sources.speakers.label_openings import opens_like_label, stands_alone
from benang.text.offsets import Edit

FORMAT = "md"

LONGEST = 2 * MOST_CHARACTERS
MOST_MARKS = 2 * MOST_EDITS
"""Characters that may be mark-up; few texts have more of them than edits."""

_CHARACTERS = "*_`~\\<&[|"

_FRONT_MATTER = re.compile(r"---[ \t]*\n(?:(?!---|\.\.\.)[^\n]*\n){1,500}(?:---|\.\.\.)[ \t]*(?:\n|\Z)")
_KEY = re.compile(r"^[\w-]+[ \t]*:", re.M)
_COMMENT_END = "-->"
_FENCE = re.compile(r"[ \t]*(?:>[ \t]?)*(`{3,}|~{3,})([^`\n]*)$")
_QUOTE = re.compile(r"[ ]{0,3}(?:>[ \t]?)+")
_BULLET = re.compile(r"[ \t]*[-*+](?:[ \t]+\[[ xX]\](?=[ \t]))?(?:[ \t]+|$)")
_ORDERED = re.compile(r"[ \t]*(\d{1,3})[.)][ \t]+")
_HEADING = re.compile(r"[ ]{0,3}#{1,6}(?:[ \t]+|$)")
_HEADING_END = re.compile(r"[ \t]+#+[ \t]*$")
_UNDERLINE = re.compile(r"[ ]{0,3}(?:=+|-{2,})[ \t]*$")
_RULE = re.compile(r"[ ]{0,3}(?:(?:-[ \t]*+){3,}+|(?:\*[ \t]*+){3,}+|(?:_[ \t]*+){3,}+)$")
_REFERENCE = re.compile(
    r"[ ]{0,3}\[[^\[\]\n^][^\[\]\n]*\]:[ \t]+\S+(?:[ \t]+(?:\"[^\"\n]*\"|'[^'\n]*'|\([^)\n]*\)))?[ \t]*$"
)
_STRONG_START = re.compile(r"[ \t]*(?:\*\*|__)\S")
_LINK = re.compile(
    r"!?\[(?P<text>[^\[\]\n]{0,1000})\]"
    r"(?P<target>\([^()\s]{0,2000}(?:\([^()\s]{0,200}\)[^()\s]{0,2000})?(?:[ \t]+\"[^\"\n]{0,500}\")?\)"
    r"|\[[^\[\]\n]{1,200}\])"
)
_INLINE = re.compile(
    r"(?P<escape>\\[!-/:-@\[-`{-~])"
    r"|(?P<code>`{1,2})(?!`)(?=\S)(?P<inside>[^`\n]{1,2000})(?P=code)(?!`)"
    r"|(?P<address><(?:https?://|mailto:)[^\s<>]{1,2000}>)"
    r"|(?P<tag></?(?:br|b|i|em|strong|u|sub|sup|span|div|p|a|img|hr|small|mark|kbd|del|ins|font|center)"
    r"(?:[ \t/][^<>\n]{0,1000})?>)"
    r"|(?P<entity>&(?:#\d{1,8}|#[xX][0-9a-fA-F]{1,8}|[A-Za-z][A-Za-z0-9]{1,31});)"
)
_BETWEEN_BOLD = re.compile(r"[*_]++[ \t]*+[*_]*+")
_DELIMITER = re.compile(r"\*{1,3}|_{1,3}|~~")
_PARAGRAPH_END = re.compile(r"\n[ \t]*\n")


def read(data: bytes, shown_name: str, encoding: str | None = None) -> Document:
    """Read a markdown file.

    Raises:
        StudyError: its encoding cannot be told, or the declared one does not fit; it is longer than ``LONGEST``
            (``source-too-long``) or has too many marks (``source-too-much-markup``).
    """
    raw, name, problems = decode(data, encoding, shown_name)
    if len(raw) > LONGEST:
        raise StudyError([Problem("source-too-long", shown_name, values={"limit": LONGEST})])
    if sum(map(raw.count, _CHARACTERS)) > MOST_MARKS:
        raise StudyError([Problem("source-too-much-markup", shown_name, values={"limit": MOST_MARKS})])
    edits, bold, tables = _markup(raw)
    document = Document(raw, FORMAT, edits, emphasis=bold, encoding=name, problems=problems)
    return with_turns_of_tables(document, tables, shown_name)


def _markup(raw: str) -> tuple[tuple[Edit, ...], tuple[tuple[int, int], ...], list[MarkedTable]]:
    """The edits that take the mark-up out, the spans between characters of strong emphasis, and the tables."""
    text = one_line_end(raw)
    edits = list(_whole_spans(text))
    hidden = in_order(edits)
    pieces, tables = html_tables(text, [(edit.start, edit.end) for edit in hidden])
    code = list(pieces)  # spans in which nothing more is mark-up
    edits = list(in_order([*hidden, *(edit for piece in pieces.values() for edit in piece)]))
    lines_of_html = [(text.rfind("\n", 0, start) + 1, end + 1) for start, end in pieces]
    hidden_or_html = Settled([*((edit.start, edit.end) for edit in hidden), *lines_of_html])
    rows: list[tuple[int, int]] = []
    edits.extend(_lines(text, hidden_or_html, code, tables, rows))
    taken = Settled([(edit.start, edit.end) for edit in in_order(edits)] + code)
    inline = list(_inline(text, taken, Settled(rows)))
    # What stands in code, in an address or in a tag is no emphasis.
    closed = Settled(code + [(edit.start, edit.end) for edit in in_order([*edits, *(edit for edit, _ in inline)])])
    closed.add([span for _, span in inline if span])
    edits.extend(edit for edit, _ in inline)
    pairs = list(_emphasis(text, closed))
    edits.extend(edit for pair in pairs for edit in pair)
    return in_order(edits), _bold(text, pairs), sorted(tables, key=_place)


def _whole_spans(text: str) -> Iterator[Edit]:
    """Front matter and HTML comments."""
    begin = 0
    front = _FRONT_MATTER.match(text)
    if front and _KEY.search(front.group()):
        begin = front.end()
        yield Edit(0, begin)
    while (start := text.find("<!--", begin)) >= 0:
        end = text.find(_COMMENT_END, start + 4)
        if end < 0:
            return
        begin = end + len(_COMMENT_END)
        yield Edit(start, begin)


def _lines(
    text: str,
    hidden: Settled,
    code: list[tuple[int, int]],
    tables: list[MarkedTable],
    rows: list[tuple[int, int]],
) -> Iterator[Edit]:
    """The characters at the head of lines, and the joins of wrapped paragraphs; notes code, tables and their rows."""
    fence = ""
    table = False
    grid = 0  # 1: behind the rule of a grid table, 2: behind one of its lines
    open_paragraph = -1  # where the line end of an unfinished paragraph is
    in_list = False
    start = 0
    lines = text.split("\n")
    for number, line in enumerate(lines):
        end = start + len(line)
        after = min(end + 1, len(text))
        begin, start = start, after
        if begin in hidden and (end in hidden or end == len(text)):
            open_paragraph = -1
            continue
        found = _FENCE.match(line)
        if fence:
            if found and found[1].startswith(fence) and not found[2].strip():
                yield Edit(begin, after)
                fence = ""
            else:
                code.append((begin, after))
            continue
        if found:
            yield Edit(begin, after)
            fence, open_paragraph = found[1], -1
            continue
        if not line.strip():
            table, open_paragraph = False, -1
            continue
        if open_paragraph >= 0 and _UNDERLINE.match(line):
            # The text above was a heading.
            yield Edit(begin, after)
            open_paragraph = -1
            continue
        if _RULE.match(line) or _REFERENCE.match(line):
            yield Edit(begin, after)
            open_paragraph = -1
            continue
        if GRID_RULE.match(line):
            if not grid:
                tables.append(MarkedTable())
            yield Edit(begin, after)
            grid, open_paragraph = 1, -1
            continue
        if grid and line.lstrip().startswith("|"):
            yield from grid_row(line, begin, after, tables[-1], goes_on=grid == 2)
            rows.append((begin, end))
            grid, open_paragraph = 2, -1
            continue
        grid = 0
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if "|" in line and (table or ("|" in following and TABLE_RULE.match(following))):
            if not table:
                tables.append(MarkedTable())
            yield from table_row(line, begin, after, tables[-1])
            rows.append((begin, end))
            table, open_paragraph = True, -1
            continue
        head, stays_open, in_list = _head(line, in_list)
        if head:
            yield Edit(begin, begin + head)
        fresh = head > len(line) - len(line.lstrip()) and not _QUOTE.fullmatch(line[:head])
        if open_paragraph >= 0 and not fresh and not _STRONG_START.match(line, head):
            above, here = lines[number - 1], line[head:]
            if not stands_alone(above[_quoted(above) :]) and not opens_like_label(here) and not stands_alone(here):
                yield Edit(open_paragraph, open_paragraph + 1, " ")
        closing = _HEADING_END.search(line) if not stays_open else None
        if closing and closing.start() >= head:
            yield Edit(begin + closing.start(), end)
        if stays_open and line.rstrip(" ").endswith("\\"):
            yield Edit(begin + len(line.rstrip(" ")) - 1, begin + len(line.rstrip(" ")))
        open_paragraph = end if stays_open else -1


def _quoted(line: str) -> int:
    """Length of the characters of quotation at a line's head."""
    quote = _QUOTE.match(line)
    return quote.end() if quote else 0


def _head(line: str, in_list: bool) -> tuple[int, bool, bool]:
    """Length of the characters at a line's head, whether its paragraph may go on, and whether it belongs to a list."""
    head = 0
    quote = _QUOTE.match(line)
    if quote:
        head = quote.end()
    heading = _HEADING.match(line, head)
    if heading:
        return heading.end(), False, False
    bullet = _BULLET.match(line, head)
    if bullet:
        return bullet.end(), True, True
    ordered = _ORDERED.match(line, head)
    # Outside a list a number is a list's only if it is the first: "15. August" is a date.
    if ordered and (in_list or ordered[1] in ("0", "1")):
        return ordered.end(), True, True
    return head, True, in_list and line[:1] in " \t"


def _inline(text: str, taken: Settled, rows: Settled) -> Iterator[tuple[Edit, tuple[int, int] | None]]:
    """Links, code, addresses, tags, references and escapes: each edit, and the span beside it that is no mark-up."""
    for match in _INLINE.finditer(text):
        start, end = match.span()
        if start in taken:
            continue
        kind = match.lastgroup
        if kind == "inside" or match["code"]:
            ticks = len(match["code"])
            yield Edit(start, start + ticks), (start, end)
            yield Edit(end - ticks, end), None
        elif match["escape"]:
            yield Edit(start, start + 1), (start, end)
        elif match["address"]:
            yield Edit(start, start + 1), (start, end)
            yield Edit(end - 1, end), None
        elif match["tag"]:
            breaks = match["tag"].lower().startswith(("<br", "<p", "</p", "<div", "</div", "<hr"))
            line_end = "\v" if start in rows else "\n"
            yield Edit(start, end, line_end if breaks else ""), None
        else:
            character = html.unescape(match["entity"])
            if character != match["entity"]:
                yield (
                    Edit(start, end, re.sub("[\x00-\x08\x0e-\x1f\x7f\ufeff\ufffe\uffff]", "", character)),
                    (start, end),
                )
    for match in _LINK.finditer(text):
        if match.start() in taken or text[max(match.start() - 1, 0) : match.start()] == "\\":
            continue
        if match["target"].startswith("[") and match["target"][1:2] == "^":
            continue
        yield Edit(match.start(), match.start("text")), None
        yield Edit(match.end("text"), match.end()), None


def _emphasis(text: str, closed: Settled) -> Iterator[tuple[Edit, Edit]]:
    """Pairs of ``*``, ``_`` and ``~~`` around words, within a paragraph."""
    ends = [match.start() for match in _PARAGRAPH_END.finditer(text)]
    paragraph = -1
    opened: list[re.Match[str]] = []
    for match in _DELIMITER.finditer(text):
        start, end = match.span()
        if start in closed:
            continue
        here = bisect_right(ends, start)
        if here != paragraph:
            paragraph, opened = here, []
        before, after = text[start - 1 : start] or " ", text[end : end + 1] or " "
        left = not after.isspace() and (_is_letter(after) or before.isspace() or not _is_letter(before))
        right = not before.isspace() and (_is_letter(before) or after.isspace() or not _is_letter(after))
        if match.group().startswith("_"):
            # snake_case is a word.
            left, right = left and not _is_letter(before), right and not _is_letter(after)
        if right:
            place = next((n for n in reversed(range(len(opened))) if opened[n].group() == match.group()), -1)
            if place >= 0:
                yield Edit(*opened[place].span()), Edit(start, end)
                del opened[place:]
                continue
        if left and len(opened) < 50:
            opened.append(match)


def _bold(text: str, pairs: Iterable[tuple[Edit, Edit]]) -> tuple[tuple[int, int], ...]:
    """The spans inside pairs of two or three characters; those that only space parts are one."""
    merged: list[tuple[int, int]] = []
    for opening, closing in sorted(pairs):
        start, end = opening.end, closing.start
        if opening.end - opening.start < 2 or text[opening.start] == "~" or start == end:
            continue
        if merged and (start < merged[-1][1] or _BETWEEN_BOLD.fullmatch(text, merged[-1][1], start)):
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return tuple(merged)


def _place(table: MarkedTable) -> int:
    """Where a table's text begins."""
    return min((span[0] for row in table.rows for span in row.values()), default=0)


def _is_letter(character: str) -> bool:
    return character.isalnum()
