"""How much a PDF makes its reader unpack and draw, told before PDFium sees it.

A stream of a few kilobytes can unpack to gigabytes, and a page can draw a form that draws a form ten times, and so on.
PDFium bounds neither. So every stream of a file is unpacked here first, within a bound, and what each page draws is
added up: its content and the forms in it as often as they are drawn, a page as often as the tree of pages names it. The
streams of pictures are left out, unless the file uses them as something else, too: they are large, and reading text
unpacks none.

Of an encrypted file only the frame can be looked at. It is to be looked at again when PDFium has written a copy without
encryption, for which it unpacks nothing but streams of objects.

ISO 32000-1:2008, Document management - Portable document format, 7.7.3 and 8.10.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from benang.core.problems import Problem, StudyError
from benang.sources.readers.pdf_objects import PdfObjects, Ref, Stream, TooLargeError, Value

# A page of an interview printed by a browser draws 0.15 MB, the densest figure 1 MB.
LARGEST_PAGE = 8 * 2**20
"""Bytes of content that one page draws. PDFium takes up to a hundred bytes of memory for each."""
LARGEST_DRAWN = 40 * 2**20
"""Bytes of content that all pages draw. PDFium takes up to 0.2 seconds for a million."""
FORM = 32
"""The frame of a form costs PDFium as much as so many bytes of content."""
DEEPEST = 50
"""PDFium draws forms in forms about so deep, and a form in itself, too."""
MOST_LINKS = 1_000_000

_ENDLESS = 2**60


def check_pdf(data: bytes, shown_name: str) -> None:
    """Refuse a PDF that makes its reader unpack or draw too much.

    Args:
        data: the file.
        shown_name: its name in messages.

    Raises:
        StudyError: it does (``source-unpacks-too-large``).
    """
    try:
        objects = PdfObjects()
        objects.add_all(data)
        _check_drawn(objects)
    except TooLargeError as error:
        raise StudyError([Problem("source-unpacks-too-large", shown_name, values={"part": str(error)})]) from None


def _check_drawn(objects: PdfObjects) -> None:
    """Refuse a page, or a tree of pages, that draws too much.

    Raises:
        TooLargeError: one does.
    """
    everywhere: dict[bytes, set[int]] = {}
    for values in objects.values.values():
        for value in values:
            for name, number in _drawable(value, objects):
                everywhere.setdefault(name, set()).add(number)
    own: dict[int, int] = {}
    inner: dict[int, Counter[int]] = {}
    pages = set()
    links = 0
    for number, values in objects.values.items():
        size, below = 0, Counter[int]()
        for value in values:
            if not isinstance(value, dict):
                continue
            kids = objects.resolved(value.get(b"Kids"))
            below.update(kid.number for kid in (kids if isinstance(kids, list) else ()) if isinstance(kid, Ref))
            for key in (b"Contents", b"CharProcs"):
                if key in value:
                    pages.add(number)
                for stream in _contents(value.get(key), objects):
                    size += stream.size
                    below.update(_targets(stream, value, everywhere, objects))
        for stream in objects.streams.get(number, ()):
            if stream.attributes.get(b"Subtype") == b"Form":
                size += stream.size + FORM
                below.update(_targets(stream, stream.attributes, everywhere, objects))
        links += len(below)
        if links > MOST_LINKS:
            raise TooLargeError(f"obj {number}")
        own[number], inner[number] = size, below
    for number, weight in _weights(own, inner).items():
        if weight > (LARGEST_PAGE if number in pages else LARGEST_DRAWN):
            raise TooLargeError(f"obj {number}")


def _weights(own: Mapping[int, int], inner: Mapping[int, Mapping[int, int]]) -> dict[int, int]:
    """The size of each object with all that is in it, as often as it is, as deep as PDFium goes."""
    holding = {number: below for number, below in inner.items() if below}
    weights = dict(own)
    for _ in range(DEEPEST):
        deeper = {
            number: min(own[number] + sum(times * weights.get(one, 0) for one, times in below.items()), _ENDLESS)
            for number, below in holding.items()
        }
        if all(weights[number] == weight for number, weight in deeper.items()):
            break
        weights |= deeper
    return weights


def _drawable(value: Value, objects: PdfObjects) -> Iterator[tuple[bytes, int]]:
    """The names that a page or a form has for what it can draw, and which objects they are."""
    resources = objects.resolved(value.get(b"Resources")) if isinstance(value, dict) else None
    named = objects.resolved(resources.get(b"XObject")) if isinstance(resources, dict) else None
    for name, target in named.items() if isinstance(named, dict) else ():
        if isinstance(target, Ref):
            yield name, target.number


def _targets(
    stream: Stream, attributes: Mapping[bytes, Value], everywhere: Mapping[bytes, set[int]], objects: PdfObjects
) -> dict[int, int]:
    """What a stream draws, and how often; a name that it or its page does not know may be anybody's."""
    own = dict(_drawable(dict(attributes), objects))
    targets: Counter[int] = Counter()
    for name, times in stream.drawn.items():
        for number in [own[name]] if name in own else everywhere.get(name, ()):
            targets[number] += times
    return targets


def _contents(value: Value, objects: PdfObjects) -> Iterator[Stream]:
    """The streams of a page's content, or the characters that a typeface draws, each as often as it is named."""
    direct = isinstance(value, Ref) and value.number in objects.streams
    listed = value if direct else objects.resolved(value)
    if isinstance(listed, dict):
        listed = list(listed.values())
    for one in listed if isinstance(listed, list) else [listed]:
        if isinstance(one, Ref):
            yield from objects.streams.get(one.number, ())
