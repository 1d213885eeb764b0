"""Where the head of a transcript ends: lines such as ``Tanggal: ... / Informan: ... / Durasi: ...``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from benang.sources.speakers.label_key import tokens
from benang.sources.speakers.labels import Labelled, Line
from benang.sources.speakers.role_words import HEAD_WORDS, INFORMANT_WORDS, INTERVIEWER_WORDS

_LONGEST_LINE = 120
_BULLETS = ("-", "*", "\u2022", "\u25cf", "\u25aa", "\u2013", "\u2014")
_ROLE_WORDS = INTERVIEWER_WORDS | INFORMANT_WORDS
_MOST_NAMES = 5  # words of a name with its titles
_LONGEST_DESCRIPTION = 12  # words of a name and what somebody is
_DESCRIBED = re.compile(r"\s*[,;(]\s*|\s[-\u2013\u2014]\s")
_ENDS = ("?", "!", "\u2026", "\u3002", "\uff1f", "\uff01", "\u061f", ",", ";", ":")


def head_end(text: str, lines: Sequence[Line], found: Sequence[Labelled]) -> int:
    """The place of the last line of the head, or -1.

    Its lines look like labelled ones, but none occurs twice in it, and all are short. What stands behind a word for a
    speaker there is a name (``Interviewer: Mary``), and no sentence, which begins the conversation.

    Args:
        text: the text.
        lines: its lines.
        found: those of them that begin like labelled ones.
    """
    times = Counter(one.key for one in found)
    seen: set[str] = set()
    end = -1
    for one in found:
        line = lines[one.place]
        # "- place: near" is a list in somebody's speech.
        listed = text[line.start : one.label[0]].lstrip()[:1] in _BULLETS
        is_head = not listed and (one.key in HEAD_WORDS or one.key.split(" ")[0] in HEAD_WORDS)
        if (one.key in seen and not is_head) or line.end - line.start > _LONGEST_LINE:
            break
        said = text[one.rest : line.end].strip()
        if not is_head and one.key in _ROLE_WORDS and _is_sentence(said):
            break
        seen.add(one.key)
        # Right below a line of the head, what occurs nowhere else belongs to it too.
        if is_head or (one.place == end + 1 > 0 and times[one.key] == 1 and said):
            end = one.place
    return max(end, _names_alone(text, lines, found, times))


def _names_alone(text: str, lines: Sequence[Line], found: Sequence[Labelled], times: Counter[str]) -> int:
    """The last line of a head that only says who is who: ``Interviewer: Mary Lund``, a blank line below it; or -1.

    What somebody is may stand behind the name, where the name speaks below.
    """
    block: list[Labelled] = []
    for one in found:
        above = block[-1].place if block else -1
        between = (text[line.start : line.end].strip() for line in lines[above + 1 : one.place])
        if (block and one.place != above + 1) or (not block and sum(map(bool, between)) > 1):
            break
        said = text[one.rest : lines[one.place].end]
        if one.key not in _ROLE_WORDS or not (_is_name(said) or _described_name(said)):
            break
        block.append(one)
    if not block:
        return -1
    end = block[-1].place
    if end + 1 >= len(lines) or text[lines[end + 1].start : lines[end + 1].end].strip():
        return -1
    body = [one for one in found if one.place > end]
    described = [_described_name(said) for said in _said(text, lines, block) if not _is_name(said)]
    named = [said for said in _said(text, lines, block) if _is_name(said)]
    names = {word for said in (*named, *described) for word in tokens(said)}
    keys = {one.key for one in body}
    # The names speak below; or none of the words does, and others do; or who was named begins again.
    speak = any(key in names or (len(key) > 1 and key.split(" ")[0] in names) for key in keys)
    if described:
        # What goes on behind a comma may be an answer ("Well, it was good"), unless its first word speaks below.
        return end if speak else -1
    others = keys.isdisjoint(one.key for one in block) and any(times[key] > 1 for key in keys)
    again = (
        bool(body)
        and body[0].key == block[0].key
        and (len(block) == 1 or all(map(_is_full, _said(text, lines, block))))
    )
    return end if speak or others or again else -1


def _said(text: str, lines: Sequence[Line], block: Sequence[Labelled]) -> list[str]:
    return [text[one.rest : lines[one.place].end].strip() for one in block]


def _is_full(name: str) -> bool:
    """Whether it is more than a word that might be an answer (``Yes``)."""
    return " " in name or any(character.isdigit() for character in name)


def _is_name(said: str) -> bool:
    """Whether it is written like a name: a few words with capitals, with titles, initials or a number."""
    words = said.split()
    return (
        0 < len(words) <= _MOST_NAMES
        and not said.strip().endswith(_ENDS)
        and not (said.strip().endswith(".") and len(words[-1]) > 3 and "." not in words[-1][:-1])
        and all(not word.strip("(")[:1].islower() for word in words)
    )


def _described_name(said: str) -> str:
    """The name before what somebody is (``Daniel Reyes, receptionist, 9 years at the clinic``); empty for none."""
    name, *rest = _DESCRIBED.split(said.strip(), maxsplit=1)
    short = len(said.split()) <= _LONGEST_DESCRIPTION and not _is_sentence(said.strip())
    return name if rest and short and _is_name(name) else ""


def _is_sentence(said: str) -> bool:
    """Whether it is what somebody says, and no name and no description (``pemilik UMKM``)."""
    words = said.split()
    return said.endswith(_ENDS) or (said.endswith(".") and len(words) > 1 and len(words[-1]) > 3) or len(words) > 12
