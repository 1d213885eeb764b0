"""Labels that stand alone on their line, without a colon or a time: the shape that looks most like anything else.

``SPEAKER_00`` and its words below it, a block each, as the front ends of speech recognisers write. A reply, a heading
or a line of a list stands so, too; these do not recur as speakers do, each above what somebody says.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence

from benang.sources.speakers.known_labels import KnownLabels
from benang.sources.speakers.label_evidence import ROLE_WORDS, is_no_label, is_sentence
from benang.sources.speakers.label_words import REPLIES
from benang.sources.speakers.labels import Labelled, Line
from benang.sources.speakers.role_words import is_listed

_SENTENCE_ENDS = tuple('.?!\u2026"\u201d)\u3002\uff1f\uff01\u061f\u0964')
_MOSTLY = 0.8


def followed_by_text(text: str, lines: Sequence[Line], place: int, labelled: Collection[int]) -> bool:
    """Whether below a line, blank lines passed over, stands a line with text that is no label itself."""
    for below in range(place + 1, min(place + 4, len(lines))):
        if text[lines[below].start : lines[below].end].strip():
            return below not in labelled
    return False


def alone_on_lines(text: str, lines: Sequence[Line], found: Sequence[Labelled], known: KnownLabels) -> list[Labelled]:
    """The lines alone that may be labels: each above text, and told from other short lines by their form or place.

    By form: they are marked as headings, numbered (``Speaker 2``), words for a role, known to the study, or names of
    two words. By place: each begins a block of lines, or every other line is one and all others are sentences.

    Args:
        text: the text.
        lines: its lines.
        found: the lines that hold nothing but what may be a label.
        known: what the study knows.
    """
    times = Counter(one.key for one in found)
    found = [
        one
        for one in found
        if one.key not in REPLIES and not is_sentence(one.key) and not is_no_label(one.key)
        and not one.spelling[0].islower() and (times[one.key] > 1 or known.holds(one.key, one.spelling))
    ]  # fmt: skip
    places = {one.place for one in found}
    found = [one for one in found if followed_by_text(text, lines, one.place, places)]
    kept = {one.key for one in found if _has_form(one, known)}
    blocks = Counter(one.key for one in found if _begins_block(text, lines, one.place))
    counted = Counter(one.key for one in found)
    kept |= {key for key, count in counted.items() if count > 1 and blocks[key] >= _MOSTLY * times[key]}
    if not kept and _takes_turns(text, lines, found):
        kept = set(counted)
    return [one for one in found if one.key in kept]


def _has_form(one: Labelled, known: KnownLabels) -> bool:
    words = one.spelling.replace("_", " ").split()
    names = len(words) > 1 and all(word[0].isupper() and not word.isupper() for word in words)
    numbered = words[-1].isdigit() or (len(words) > 1 and len(words[-1]) == 1) or one.key[-1:].isdigit()
    role = is_listed(one.key, ROLE_WORDS, closely=True)
    return one.sure or names or numbered or role or known.holds(one.key, one.spelling)


def _begins_block(text: str, lines: Sequence[Line], place: int) -> bool:
    """Whether a blank line (or the text's beginning) is above a line, and a line with text right below it."""
    above = place == 0 or not text[lines[place - 1].start : lines[place - 1].end].strip()
    return above and place + 1 < len(lines) and bool(text[lines[place + 1].start : lines[place + 1].end].strip())


def _takes_turns(text: str, lines: Sequence[Line], found: Sequence[Labelled]) -> bool:
    """Whether every other line is a label, the first of them too, and what stands between is sentences."""
    filled = [place for place, line in enumerate(lines) if text[line.start : line.end].strip()]
    places = [one.place for one in found]
    if len(places) < 4 or filled[::2] != places or len(filled) % 2:
        return False
    ended = sum(text[lines[place].start : lines[place].end].rstrip().endswith(_SENTENCE_ENDS) for place in filled[1::2])
    return ended >= _MOSTLY * len(places)
