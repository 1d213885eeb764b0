"""Read the raw files of sources, each once: what has not changed since it was read last is not read again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath

from benang.core.plain_values import to_plain
from benang.core.problems import StudyError
from benang.core.record_store import Record, key_of, read_records, write_records
from benang.sources.document import ReadSource
from benang.sources.readers.source_file import read_bytes, read_file_bytes
from benang.sources.source_row import SourceRow


def write_documents(
    root: Path,
    rows: Iterable[SourceRow],
    code: str,
    kept: str | Path,
    path: str | Path,
    taken_out: Callable[[SourceRow, ReadSource], ReadSource] | None = None,
) -> None:
    """Read sources and write their documents, privately.

    Args:
        root: the study's folder.
        rows: the sources as intake listed them.
        code: digest of the code that reads; what another code has read is read again.
        kept: the file that remembers them from run to run: what it has of the same bytes is taken from it.
        path: the file for the steps that go on from them; alike.
        taken_out: what takes something out of sources before they are written anywhere; they are then read anew each
            time.
    """
    before = {record.key: record.value for record in read_records(kept) if record.key != "-"}
    write_records(_records(root, rows, code, before, taken_out), kept, path)


def read_raw_files(root: Path, rows: Iterable[SourceRow]) -> dict[str, ReadSource]:
    """Read sources, by source id; nothing is kept."""
    return {row.source_id: _read(_bytes(root, row), row) for row in rows}


def _records(
    root: Path,
    rows: Iterable[SourceRow],
    code: str,
    before: Mapping[str, bytes],
    taken_out: Callable[[SourceRow, ReadSource], ReadSource] | None,
) -> Iterator[Record]:
    for row in rows:
        data = _bytes(root, row)
        if taken_out:
            yield Record.of("-", row.source_id, to_plain(taken_out(row, _read(data, row))))
            continue
        # What cannot even be opened is tried again at the next run.
        key = "-" if isinstance(data, ReadSource) else key_of(data, _suffix(row), row.encoding, code)
        if key in before:
            yield Record(key, row.source_id, before[key])
        else:
            yield Record.of(key, row.source_id, to_plain(_read(data, row)))


def _bytes(root: Path, row: SourceRow) -> bytes | ReadSource:
    """The bytes of a file, or why there are none."""
    try:
        return read_file_bytes(root / row.path, "")
    except StudyError as error:
        return ReadSource(None, tuple(error.problems))


def _read(data: bytes | ReadSource, row: SourceRow) -> ReadSource:
    if isinstance(data, ReadSource):
        return data
    try:
        return ReadSource(read_bytes(data, f"source{_suffix(row)}", "", row.encoding or None))
    except StudyError as error:
        return ReadSource(None, tuple(error.problems))


def _suffix(row: SourceRow) -> str:
    return PurePath(row.path).suffix.lower()
