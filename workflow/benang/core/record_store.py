"""A file of what was read, kept by content: so that a file is read once, and again only when it has changed.

A line is one record: the key of what it was made from (a digest), a check sum, its name, and its value as JSON.
Such files hold what people said, with their names: they are private.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from benang.core.files import write_data

_DIGITS = 32


class Record(NamedTuple):
    """One thing that was read.

    Attributes:
        key: digest of all that it was made from.
        name: what it is looked up by, without white space.
        value: JSON text.
    """

    key: str
    name: str
    value: bytes

    @classmethod
    def of(cls, key: str, name: str, plain: Any) -> Record:
        """The record of a plain value (``plain_values.to_plain``)."""
        # Half of a surrogate pair is no text, but some files have it.
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return cls(key, name, text.encode("utf-8", "surrogatepass"))

    @property
    def plain(self) -> Any:
        """The plain value."""
        return json.loads(self.value.decode("utf-8", "surrogatepass"))


def key_of(data: bytes, *parameters: str) -> str:
    """The key of what is made from a file's bytes with these parameters."""
    digest = hashlib.sha256(data).hexdigest()
    return hashlib.sha256("\0".join((digest, *parameters)).encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def write_records(records: Iterable[Record], path: str | Path, also: str | Path) -> None:
    """Write records, privately, to a file and under a second name, where the system can without a second copy."""
    lines = [b" ".join((key.encode(), _sum(value), name.encode(), value)) for key, name, value in records]
    write_data(b"".join(line + b"\n" for line in lines), path, private=True)
    second = Path(also)
    second.parent.mkdir(parents=True, exist_ok=True)
    second.unlink(missing_ok=True)
    try:
        second.hardlink_to(path)
    except OSError:
        write_data(Path(path).read_bytes(), second, private=True)


def read_records(path: str | Path) -> Iterator[Record]:
    """The records of a file, in order; none of a file that is not there, and none that is not whole."""
    try:
        data = Path(path).read_bytes()
    except OSError:
        return
    for line in data.split(b"\n"):
        parts = line.split(b" ", 3)
        if len(parts) == 4 and parts[1] == _sum(parts[3]):
            yield Record(parts[0].decode("ascii", "replace"), parts[2].decode("utf-8", "replace"), parts[3])


def read_sums(path: str | Path) -> dict[str, str]:
    """The check sum of each record of a file, by its name: the same for the same value. No value is read."""
    try:
        data = Path(path).read_bytes()
    except OSError:
        return {}
    heads = (line.split(b" ", 3) for line in data.split(b"\n"))
    return {head[2].decode("utf-8", "replace"): head[1].decode("ascii", "replace") for head in heads if len(head) == 4}


def _sum(value: bytes) -> bytes:
    return hashlib.sha256(value).hexdigest()[:_DIGITS].encode()
