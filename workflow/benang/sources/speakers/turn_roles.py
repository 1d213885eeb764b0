"""How many turns people of each role have."""

from __future__ import annotations

from collections import Counter

import pandas as pd

ROLES = ("informant", "interviewer", "observer", "other", "nobody")
"""In the order in which they are told; ``nobody`` are lines before anyone speaks, such as a transcript's head."""


def turns_by_role(turns: pd.DataFrame) -> dict[str, int]:
    """How many turns each role has, in the order of ``ROLES``, without those that have none.

    Args:
        turns: table ``turns``, or its columns ``role`` and ``speaker``.

    >>> roles, speakers = ["other", "informant", "other", "informant"], ["", "A", "Mother", "A"]
    >>> turns_by_role(pd.DataFrame({"role": roles, "speaker": speakers}))
    {'informant': 2, 'other': 1, 'nobody': 1}
    """
    found = Counter[str]()
    speaking = turns.groupby(["role", "speaker"], sort=False, observed=True).size()
    for (role, speaker), n in zip(speaking.index.tolist(), speaking.tolist(), strict=True):
        found[role if role in ROLES[:3] else "other" if speaker else "nobody"] += n
    return {role: found[role] for role in ROLES if found[role]}
