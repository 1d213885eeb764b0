"""Cases for fuzzing: each seed is one hostile or broken file, the same on every machine.

The first seeds are the bombs, one each: files made to fill the memory or to take for ever. All others are files of the
known conversation, or random bytes, with something done to them.
"""

from __future__ import annotations

import io
import json
import random
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from bombs import BOMBS
from conversation import WRITERS, Written, package

SUFFIXES = (
    *("txt", "md", "html", "xhtml", "vtt", "srt", "json", "docx", "odt", "fodt", "rtf", "pdf", "csv", "tsv", "xlsx"),
    *("doc", "xls", "zip", "", "bin"),
)

NASTY = (
    *(
        b"\0",
        b"\xff\xfe",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b"\xd8\x00\xd8\x00",
        b"\xed\xa0\x80",
        b"\x1a",
        b"\r",
        b"\x0b\x0c",
    ),
    *(b"<!DOCTYPE x [<!ENTITY a 'b'>]>", b"&a;", b"<![CDATA[", b"]]>", b"<?xml version='1.0' encoding='cp500'?>"),
    *(b"</p>", b"<p>", b"<script>", b"<!--", b"-->", b"<v ", b"<w:p>", b"&#x110000;", b"&#0;", b"&#xd800;", b"&nbsp;"),
    *(
        b"{",
        b"}",
        b"[",
        b"]",
        b'"',
        b",",
        b":",
        b"null",
        b"NaN",
        b"1e999",
        b"-1",
        b"99999999999999999999999",
        b"\\u0000",
    ),
    *(b"\\ud800", b"\\bin999999999 ", b"\\u-99999?", b"\\'zz", b"\\ansicpg99999", b"\\par ", b"{\\*\\x", b"\\uc9 "),
    *(b"00:00:00.000 --> 99:99:99.999", b"[00:00:00]", b"00:", b"P: ", b"**", b"```", b"|", b";", b"\t", b"sep=x\n"),
    *(b" obj", b"endobj", b"stream\n", b"endstream", b"1 0 R", b"/Kids [1 0 R]", b"<<", b">>", b"/Filter /LZWDecode"),
    *("\u202e".encode(), "\u0301".encode() * 30, "👩‍👩‍👧".encode(), "ﷺ".encode(), "\u2028".encode()),
)


@dataclass(frozen=True)
class Case:
    """One file to read.

    Attributes:
        what: what was done, in a few words.
        name: the file's name.
        data: its bytes.
    """

    what: str
    name: str
    data: bytes


def case(seed: int, size: int) -> Case:
    """The case of a seed, from 0; ``size`` is that of the bombs: 1, or 400 for lines of 50 megabytes."""
    bombs = list(BOMBS.items())
    if seed < len(bombs):
        name, make = bombs[seed]
        return Case(f"bomb {name}", f"a.{name.split()[0]}", make(size))
    choose = random.Random(f"benang {seed}")
    origin = choose.choice(sorted(WRITERS))
    written = _written(origin)
    what = [origin]
    data = written.data
    for _ in range(choose.choice((1, 1, 1, 2, 3))):
        name, change = choose.choice(CHANGES)
        what.append(name)
        data = change(data, choose)
    suffix = written.name.rpartition(".")[2]
    if choose.random() < 0.1:
        suffix = choose.choice(SUFFIXES)
        what.append("wrong suffix")
    return Case(", ".join(what), f"a.{suffix}" if suffix else "a", data)


@cache
def _written(origin: str) -> Written:
    return WRITERS[origin]()


# Changes


def _random(data: bytes, choose: random.Random) -> bytes:
    return choose.randbytes(choose.randint(0, 3000))


def _random_text(data: bytes, choose: random.Random) -> bytes:
    characters = "aB :\n\r\t.,-<>&[]{}()\"'*_#|\\/0123456789\u00e9\u0301\u202e\u0627😀\ufeff\0"
    return "".join(choose.choices(characters, k=choose.randint(0, 3000))).encode(
        choose.choice(("utf-8", "utf-16", "utf-32"))
    )


def _cut(data: bytes, choose: random.Random) -> bytes:
    return data[: choose.randint(0, len(data))]


def _headless(data: bytes, choose: random.Random) -> bytes:
    return data[choose.randint(0, min(len(data), 40)) :]


def _flip(data: bytes, choose: random.Random) -> bytes:
    changed = bytearray(data or b"a")
    for _ in range(choose.choice((1, 3, 10, 100))):
        changed[choose.randrange(len(changed))] ^= 1 << choose.randrange(8)
    return bytes(changed)


def _insert(data: bytes, choose: random.Random) -> bytes:
    for _ in range(choose.choice((1, 1, 2, 8))):
        place = choose.randint(0, len(data))
        data = data[:place] + choose.choice(NASTY) * choose.choice((1, 1, 2, 50)) + data[place:]
    return data


def _splice(data: bytes, choose: random.Random) -> bytes:
    other = _written(choose.choice(sorted(WRITERS))).data
    return data[: choose.randint(0, len(data))] + other[choose.randint(0, len(other)) :]


def _shuffle(data: bytes, choose: random.Random) -> bytes:
    places = sorted(choose.randint(0, len(data)) for _ in range(4))
    a, b, c, d = places
    return data[:a] + data[c:d] + data[b:c] + data[a:b] * choose.choice((0, 1, 3)) + data[d:]


def _zeros(data: bytes, choose: random.Random) -> bytes:
    return b"\0".join(data[place : place + 1] for place in range(len(data)))


def _recoded(data: bytes, choose: random.Random) -> bytes:
    text = data.decode("utf-8", "replace")
    coded = text.encode(
        choose.choice(("utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7", "cp1252", "cp500")), "replace"
    )
    return coded[: len(coded) - choose.choice((0, 1))]


def _inside(data: bytes, choose: random.Random) -> bytes:
    """Something done to a part of a package, which is packed again; anything else is handed back."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError):
        return _insert(data, choose)
    if not parts:
        return data
    chosen = choose.choice(sorted(parts))
    action = choose.randrange(4)
    if action == 0:
        del parts[chosen]
    elif action == 1:
        parts[choose.choice(sorted(parts))] = parts[chosen]
    else:
        parts[chosen] = choose.choice((_cut, _flip, _insert, _insert, _shuffle, _recoded, _elements))(
            parts[chosen], choose
        )
    return package(parts)


def _elements(data: bytes, choose: random.Random) -> bytes:
    """Mark-up with a tag left out, doubled or renamed."""
    pieces = data.split(b"<")
    for _ in range(choose.choice((1, 2, 5))):
        place = choose.randrange(len(pieces))
        pieces[place : place + 1] = choose.choice(([], [pieces[place]] * 2, [pieces[place].replace(b"t", b"p", 1)]))
        pieces = pieces or [b""]
    return b"<".join(pieces)


def _values(data: bytes, choose: random.Random) -> bytes:
    """JSON with some of its values replaced; anything else is handed on."""
    try:
        tree = json.loads(data)
    except (ValueError, RecursionError):
        return _insert(data, choose)
    strange = (
        None,
        True,
        -1,
        0,
        1e308,
        float("nan"),
        float("inf"),
        "",
        "x",
        "-5",
        "1e5s",
        "00:00",
        [],
        {},
        [[]],
        [None],
    )
    strange = (*strange, {"seconds": "x"}, {"a": None}, 10**30, "\ud800", "\0", "P: " * 50)
    for _ in range(choose.choice((1, 3, 10))):
        node = tree
        while isinstance(node, (dict, list)) and node:
            key = choose.choice(list(node)) if isinstance(node, dict) else choose.randrange(len(node))
            if choose.random() < 0.3 or not isinstance(node[key], (dict, list)):
                if choose.random() < 0.2:
                    del node[key]
                else:
                    node[key] = choose.choice(strange)
                break
            node = node[key]
    return json.dumps(tree).encode()


CHANGES: tuple[tuple[str, Callable[[bytes, random.Random], bytes]], ...] = (
    ("random bytes", _random),
    ("random text", _random_text),
    ("cut", _cut),
    ("headless", _headless),
    ("flipped", _flip),
    ("flipped", _flip),
    ("inserted", _insert),
    ("inserted", _insert),
    ("spliced", _splice),
    ("shuffled", _shuffle),
    ("zeros", _zeros),
    ("recoded", _recoded),
    ("inside", _inside),
    ("inside", _inside),
    ("inside", _inside),
    ("elements", _elements),
    ("values", _values),
    ("values", _values),
)
