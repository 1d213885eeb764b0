"""GUIDs that are the same whenever a project is written."""

from __future__ import annotations

import re
import uuid
from functools import lru_cache

_NAMESPACE = uuid.uuid5(uuid.NAMESPACE_URL, "urn:QDA-XML:project:1.0#benang")
_GUID = re.compile(r"\{?([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\}?", re.IGNORECASE)


@lru_cache(maxsize=1 << 16)
def guid(kind: str, identity: str) -> str:
    """The GUID of a thing: its identity where that is one, so that a project goes back under the GUIDs it came with;
    else one made from it (RFC 4122, version 5).

    Args:
        kind: what it is; a code and a source of one identity get two GUIDs.
        identity: as the project has it.
    """
    own = _GUID.fullmatch(identity)
    if own:
        return own[1].lower()
    # uuid5 takes UTF-8, which has no lone surrogates.
    return str(uuid.uuid5(_NAMESPACE, f"{kind}\n{identity}".encode("utf-8", "backslashreplace").decode()))
