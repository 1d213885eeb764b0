"""Whether a bundle is whole, and its quotations are where they say."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from benang.bundle.bundle_archive import MANIFEST, read_manifest
from benang.bundle.web_annotations import FILE, Anchored, anchored

_DIGEST = "urn:sha256:"


@dataclass(frozen=True)
class Difference:
    """Something that is not as it was: a key of ``texts/bundle.yaml`` under ``verify``, and its values."""

    kind: str
    values: Mapping[str, object]


def damages(members: Mapping[str, bytes]) -> Iterator[Difference]:
    """Files that are not what the bundle's own list of digests says, are missing, or are not in the list."""
    recorded = read_manifest(members.get(MANIFEST, b""))
    for name in sorted(recorded.keys() | members.keys() - {MANIFEST}):
        if name not in members:
            yield Difference("missing", {"name": name})
        elif name not in recorded:
            yield Difference("unexpected", {"name": name})
        elif hashlib.sha256(members[name]).hexdigest() != recorded[name]:
            yield Difference("damaged", {"name": name})


@dataclass(frozen=True)
class Quotations:
    """How the quotations of a bundle were found.

    Attributes:
        found: those whose texts are at hand.
        unseen: how many are of texts that are not.
        enclosed: whether the texts are the bundle's own, in which either selector leads to one place alone.
    """

    found: tuple[Anchored, ...]
    unseen: int
    enclosed: bool = True

    @property
    def lost(self) -> list[Anchored]:
        """Those that a selector does not lead to."""
        return [one for one in self.found if not (one.by_position and (one.by_quotation or not self.enclosed))]


def quotations(members: Mapping[str, bytes], texts: Mapping[str, str] | None = None) -> Quotations:
    """Look for every quotation, in the bundle's texts or, where it has none, in others.

    Args:
        members: of the bundle.
        texts: frozen texts by the digest of each. Of a bundle without texts the words around a quotation may be too
            few to tell it from all else in its text, so that there its position decides.

    Raises:
        ValueError: what should be annotations is none.
    """
    try:
        page = json.loads(members[FILE])
        targets = {str(item["target"]["source"]) for item in page["items"]}
        at_hand: dict[str, str] = {}
        for target in sorted(targets):
            name = unquote(target)
            if name in members:
                at_hand[target] = members[name].decode("utf-8")
            elif target.removeprefix(_DIGEST) in (texts or {}):
                at_hand[target] = (texts or {})[target.removeprefix(_DIGEST)]
        found = anchored(page, at_hand)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise ValueError("annotations") from error
    enclosed = not any(target.startswith(_DIGEST) for target in targets)
    return Quotations(tuple(found), len(page["items"]) - len(found), enclosed)
