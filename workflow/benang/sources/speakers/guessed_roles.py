"""What is told of roles that rest on bare letters: which they are, and where who asks speaks against them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from benang.sources.speakers.roles import Role

_ROLES = ("interviewer", "informant")


def guessed_roles(roles: Mapping[str, Role]) -> dict[str, list[str]]:
    """The labels of each role, if the roles of a source rest on bare letters alone; else nothing.

    They do not where a label is in the table or a list, is a word that says what its speaker is, or names a case.

    Args:
        roles: the source's labels, from ``find_roles``.
    """
    labels: dict[str, list[str]] = {"interviewer": [], "informant": []}
    for label, role in roles.items():
        if role.role in labels:
            labels[role.role].append(label)
    evidence = {role.role_from for role in roles.values() if role.role in labels}
    return (
        labels if "letter" in evidence and evidence.isdisjoint(("table", "list", "introduced", "word", "case")) else {}
    )


def contradicted(by_label: Mapping[str, Role], roles: Mapping[str, Role], told: Callable[[str], str]) -> dict[str, str]:
    """What letters say of roles and who asks says against it: labels by role; empty where nothing is so.

    Args:
        by_label: the roles from ``find_roles`` by the labels alone.
        roles: those with what is said.
        told: a label as messages show it.
    """
    open_here = {label for label in by_label if label not in roles or roles[label].role not in _ROLES}
    lost = {label: by_label[label].role for label in sorted(open_here) if by_label[label].role in _ROLES}
    if not any(by_label[label].role_from == "letter" for label in lost):
        return {}
    shown = {role: ", ".join(told(label) for label in lost if lost[label] == role) for role in _ROLES}
    return {role: labels or "-" for role, labels in shown.items()}
