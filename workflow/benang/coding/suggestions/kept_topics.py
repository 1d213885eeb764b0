"""The topics of passages, kept from run to run: a factorisation of the same passages is not done again."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from benang.core.kept_parts import KeptParts

TOP_TERMS = 10
"""Leading terms of a topic, which are shown and compared."""

Matrix = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Topics:
    """A factorisation: the passages' weights, and each topic's leading terms, the weightiest first."""

    weights: Matrix
    leading: list[list[str]]


def most_stable(
    vectors: Any, names: list[str], numbers: Sequence[int], kept: KeptParts | None = None
) -> tuple[Topics, list[float]]:
    """The topics of that number of them that is the most stable (the smallest of equals), with their stability.

    Args:
        vectors: a sparse matrix (CSR) with a row a passage, a column a term.
        names: the terms.
        numbers: of topics, which are tried.
        kept: where they are kept; its digest has the code that looks for them and the versions of what it uses.
    """

    def found() -> pa.Table:
        # Loaded here, for it takes long and is hardly ever needed.
        from benang.coding.suggestions.topics import stable_topics

        topics, stabilities = stable_topics(vectors, names, numbers)
        cells = {"leading": json.dumps(topics.leading), "weights": topics.weights.tobytes(), "stability": stabilities}
        return pa.table({name: [cell] for name, cell in cells.items()})

    arrays = [np.ascontiguousarray(one) for one in (vectors.data, vectors.indices, vectors.indptr)]
    digest = hashlib.sha256()
    for one in arrays:
        digest.update(f"{one.dtype} {len(one)} ".encode())
        digest.update(one.tobytes())
    made_from = {"vectors": digest.hexdigest(), "shape": list(vectors.shape), "names": names, "numbers": list(numbers)}
    table = kept.table(made_from, found) if kept else found()
    row = table.to_pylist()[0]
    leading = json.loads(row["leading"])
    weights = np.frombuffer(row["weights"], dtype=np.float64).reshape(vectors.shape[0], len(leading))
    return Topics(weights, leading), row["stability"]
