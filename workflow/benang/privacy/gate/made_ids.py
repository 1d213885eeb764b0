"""What the run itself made and may look like somebody's number: ids of codings, digests of sources and of requests."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from benang.core.files import write_text
from benang.privacy.gate.sensitive_terms import SensitiveTerms

COLUMNS = frozenset(
    [
        "coding_id",
        "coding_ids",
        "coding_ids_a",
        "coding_ids_b",
        "passage_id",
        "passage_ids",
        "suggestion_id",
        "disagreement_id",
        "sha256",
    ]
)
"""Columns of the run's tables that hold ids made by the run, or digests; ids that people gave stand in others."""

_WHY, _METHOD, _MODEL = "why", "method", "llm"  # a model's coding names its request by the digest's beginning
_BEGINNING = 3
"""Characters by which ids are parted: of thousands of parts a few change with a coding."""


class FalseAlarms(NamedTuple):
    """What of the run's own ids looks like something sought.

    Attributes:
        of: what it depends on besides the ids.
        files: digest of the tables that have the ids.
        found: ids, and beginnings of digests (``SensitiveTerms.false_alarms``).
        parts: the same for parts of the ids, by their digest.
    """

    of: str
    files: str
    found: frozenset[str]
    parts: Mapping[str, Sequence[str]]


def false_alarms(
    root: Path, folder: str, terms: SensitiveTerms, before: str | Path = "", code: str = ""
) -> frozenset[str]:
    """What of the ids and digests that a run made would be taken for something sought.

    Args:
        root, folder: as in ``read_made_ids``.
        terms: what is sought.
        before: file in which it is kept from run to run, privately, so that only ids that are new are looked at; empty
            for none.
        code: digest of the gate's code.
    """
    of = hashlib.sha256(f"{terms.digest} {code}".encode()).hexdigest()
    known = _read(before, of) if before else None
    files = _files_digest(root, folder)
    if known and known.files == files:
        return known.found
    parts: dict[str, Sequence[str]] = {}
    for ids in _parts(read_made_ids(root, folder)):
        digest = hashlib.blake2b(ids.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
        kept = known.parts.get(digest) if known else None
        parts[digest] = sorted(terms.false_alarms(ids.split("\n"))) if kept is None else kept
    found = frozenset(chain.from_iterable(parts.values()))
    if before:
        # An id says nothing of anybody; one that looks like a number is kept with the other private files.
        kept_json = json.dumps({"of": of, "files": files, "parts": parts})
        write_text(kept_json, before, private=True)
    return found


def _read(path: str | Path, of: str) -> FalseAlarms | None:
    try:
        kept = json.loads(Path(path).read_text(encoding="utf-8"))
        parts = {str(digest): [str(one) for one in found] for digest, found in kept["parts"].items()}
        if kept["of"] == of:
            return FalseAlarms(of, kept["files"], frozenset(chain.from_iterable(parts.values())), parts)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        pass  # it only spares time
    return None


def _tables(root: Path, folder: str) -> list[Path]:
    found = sorted((root / folder).rglob("*.parquet"), key=lambda path: path.as_posix())
    return [path for path in found if not path.is_symlink()]


def _files_digest(root: Path, folder: str) -> str:
    digest = hashlib.sha256()
    for path in _tables(root, folder):
        with path.open("rb") as file:
            digest.update(hashlib.file_digest(file, "sha256").digest())
    return digest.hexdigest()


def _parts(ids: pa.Array) -> list[str]:
    """Ids in order, in parts of the same beginning; those of a part as lines."""
    beginnings = pc.utf8_slice_codeunits(ids, 0, _BEGINNING)
    counts = pc.struct_field(pc.value_counts(beginnings), "counts").to_numpy(zero_copy_only=False)
    ends = pa.array([0, *counts.cumsum().tolist()], pa.int64())
    parts: list[str] = pc.binary_join(
        pa.LargeListArray.from_arrays(ends, ids), pa.scalar("\n", pa.large_string())
    ).to_pylist()
    return parts


def read_made_ids(root: Path, folder: str) -> pa.Array:
    """Every id and digest in the tables (Parquet) below a folder of results, in small letters, each once and in order.

    Args:
        root: the study's folder.
        folder: relative to it. What is no table of the run is passed over.
    """
    found = [pa.array([], pa.large_string())]
    for path in _tables(root, folder):
        try:
            with pq.ParquetFile(path) as file:
                names = [name for name in file.schema_arrow.names if name in COLUMNS]
                if {_WHY, _METHOD}.issubset(file.schema_arrow.names):
                    names += [_WHY, _METHOD]
                if names:
                    found += _cells(file.read(columns=names))
        except (OSError, pa.ArrowException):
            continue
    # The same ids stand in many rows and tables.
    cells = pa.chunked_array(found).unique()
    ids = pc.list_flatten(pc.split_pattern(pc.utf8_lower(cells), "-")).unique()
    return ids.take(pc.sort_indices(ids))


def _cells(table: pa.Table) -> Iterator[pa.Array]:
    """The cells of a table with ids and digests; several may stand in one."""
    for name in table.column_names:
        if name in COLUMNS:
            column = table.column(name)
            if pa.types.is_list(column.type) or pa.types.is_large_list(column.type):
                column = pc.list_flatten(column)
            yield column.cast(pa.large_string()).drop_null().unique()
    if {_WHY, _METHOD}.issubset(table.column_names):
        by_model = table.column(_WHY).filter(pc.equal(table.column(_METHOD), _MODEL))
        yield pa.array((str(why).rpartition(", ")[2] for why in by_model.to_pylist()), pa.large_string())
