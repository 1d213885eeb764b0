"""Which tables and figures of a document's text stand without having been mentioned before."""

import re

_PLACE = re.compile(r"\{#((?:tab|fig)-[\w.-]+)")
_LINK = re.compile(r"\]\(#((?:tab|fig)-[\w.-]+)\)")
_RANGE = re.compile(r"\]\(#(tab-[\w.-]+)\)[^\n\[\]]{1,12}\[[^\n\[\]]+\]\(#(tab-[\w.-]+)\)")


def unmentioned(text: str) -> list[str]:
    """The places of tables and figures to which no link leads above them.

    Of several tables in a row the first and the last may be named for all between them.
    """
    places = [(match[1], match.start()) for match in _PLACE.finditer(text)]
    order = [name for name, _ in places]
    above = {name: match.start() for match in reversed(list(_LINK.finditer(text))) for name in [match[1]]}
    for match in _RANGE.finditer(text):
        first, last = (order.index(match[number]) if match[number] in order else -1 for number in (1, 2))
        for name in order[first : last + 1] if 0 <= first < last else []:
            above[name] = min(match.start(), above.get(name, match.start()))
    return [name for name, at in places if above.get(name, at) >= at]
