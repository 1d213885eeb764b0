"""Read the codes of REFI-QDA: of a codebook (.qdc), and of a project's ``CodeBook``."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Sequence
from typing import Any

from benang.core.problems import Problem, StudyError
from benang.exchange.project import ProjectCode, ProjectSet
from benang.exchange.refi.archive import read_document
from benang.exchange.refi.elements import child, children, guid, name_of, references, words
from benang.exchange.refi.losses import Losses

_COLOUR = re.compile(r"#(?:[0-9A-Fa-f]{6}|[0-9A-Fa-f]{3})")


def read_codebook(
    data: bytes, shown_name: str
) -> tuple[tuple[ProjectCode, ...], tuple[ProjectSet, ...], list[Problem]]:
    """Read a codebook.

    What is not valid but clear is read: an empty list of sets, other namespaces, codes without ``isCodable``.

    Args:
        data: the file.
        shown_name: its name in messages.

    Returns:
        Its codes in the order of the file, parents before their children; its sets; what could not be taken over.

    Raises:
        StudyError: the file is broken (``exchange-broken``, ``exchange-too-large``) or no codebook
            (``exchange-not-refi``).
    """
    root = read_document(data, shown_name, "qdc", "CodeBook")
    if name_of(root) != "CodeBook":
        values = {"expected": "CodeBook", "found": name_of(root)[:40]}
        raise StudyError([Problem("exchange-not-refi", shown_name, values=values)])
    losses = Losses(shown_name)
    codes = code_tree(child(root, "Codes"), lambda notes: "", frozenset(), losses)
    known = {code.identity for code in codes}
    return codes, tuple(code_sets(child(root, "Sets"), known, losses)), losses.problems()


def code_tree(
    codes: Any, memo_of: Callable[[list[str]], str], left_out: Collection[str], losses: Losses
) -> tuple[ProjectCode, ...]:
    """The codes below an element ``Codes``, parents before their children.

    Args:
        memo_of: the memo that the notes of a code (GUIDs) make.
        left_out: GUIDs of codes that are none; what is below them goes to the code above.
        losses: takes what bears a GUID that is taken.
    """
    found: dict[str, ProjectCode] = {}
    waiting = [(element, "") for element in reversed(list(children(codes, "Code")))]
    while waiting:
        element, parent = waiting.pop()
        identity = guid(element) or f"Code {len(found) + 1}"
        own = identity
        if identity in left_out:
            own = parent
        elif identity in found:
            losses.count("exchange-identity-twice", f"Code {identity}")
        else:
            found[identity] = ProjectCode(
                identity,
                str(element.get("name", "")).strip() or identity,
                parent,
                words(element, "Description").strip(),
                colour_of(element),
                str(element.get("isCodable", "true")).strip() not in ("false", "0"),
                memo_of(references(element, "NoteRef")),
            )
        waiting += [(below, own) for below in reversed(list(children(element, "Code")))]
    return tuple(found.values())


def code_sets(sets: Any, codes: Collection[str], losses: Losses) -> Iterator[ProjectSet]:
    """The sets of a codebook; members that are no codes of it are lost."""
    for number, element in enumerate(children(sets, "Set"), 1):
        yield ProjectSet(
            *named(element, "Set", number),
            codes=known_members(references(element, "MemberCode"), codes, "MemberCode", losses),
            definition=words(element, "Description").strip(),
        )


def named(element: Any, kind: str, number: int) -> tuple[str, str]:
    """Identity and name of a thing; where it has none, what it is and the how manieth."""
    place = f"{kind} {number}"
    return guid(element) or place, str(element.get("name", "")).strip() or place


def known_members(members: Sequence[str], known: Collection[str], what: str, losses: Losses) -> tuple[str, ...]:
    """Those of ``members`` that are known; the others are lost."""
    kept = tuple(dict.fromkeys(member for member in members if member in known))
    losses.lose(what, sum(member not in known for member in members))
    return kept


def colour_of(element: Any) -> str:
    """The colour of a thing as ``#rrggbb``; empty where it has none."""
    colour = str(element.get("color", "")).strip()
    if not _COLOUR.fullmatch(colour):
        return ""
    return colour if len(colour) == 7 else "#" + "".join(2 * digit for digit in colour[1:])
