"""How many turns people of each role have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

ROLES = ("informant", "interviewer", "observer", "other", "nobody")
"""In the order in which they are told; ``nobody`` are lines before anyone speaks, such as a transcript's head."""


def turns_by_role(turns: Iterable[tuple[str, str]]) -> dict[str, int]:
    """How many turns each role has, in the order of ``ROLES``, without those that have none.

    Args:
        turns: role and speaker of each.

    >>> turns_by_role([("other", ""), ("informant", "A"), ("other", "Mother"), ("informant", "A")])
    {'informant': 2, 'other': 1, 'nobody': 1}
    """
    found = Counter(role if role in ROLES[:3] else "other" if speaker else "nobody" for role, speaker in turns)
    return {role: found[role] for role in ROLES if found[role]}
