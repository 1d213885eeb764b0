"""Which of the lines that open like labelled ones do begin with a label, by what a text and a study say of them.

What the study lists is a label; then what recurs and is no part of a sentence; then what is nearly spelt like a label,
and what opens a line as labels do and occurs once. Labels without a colon or a time count only where several recur
through the text, or where they are known by then: from the study, or from another shape in the same text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from benang.sources.speakers.known_labels import KnownLabels
from benang.sources.speakers.label_numbers import is_number, numbers_speak
from benang.sources.speakers.label_shapes import MOST_WORDS, Shape
from benang.sources.speakers.label_words import REPLIES, is_heading_word
from benang.sources.speakers.labels import Labelled, Line
from benang.sources.speakers.role_words import (
    INFORMANT_WORDS,
    INTERVIEWER_WORDS,
    NO_LABELS,
    PLAIN_WORDS,
    PRONOUNS,
    QUOTED_WORDS,
    SENTENCE_WORDS,
    SPEAKER_LETTERS,
    UNKNOWN_WORDS,
    is_letter,
    is_listed,
)
from benang.sources.speakers.transcript_head import head_end
from benang.text.sounds import is_sound

ROLE_WORDS = INTERVIEWER_WORDS | INFORMANT_WORDS
_NO_ENDS = SENTENCE_WORDS | PRONOUNS
_LIKELY_ONCE = (Shape.COLON, Shape.TIME, Shape.TAB, Shape.ANGLE, Shape.CLOCK)
_QUESTION_MARKS = ("?", "\u061f", "\uff1f", "\u037e", "\u055e")
_MARKED = re.compile(r"[\d()\[\]/#&+]|\s[-\u2013\u2014]\s")
_SENTENCE_ENDS = tuple('.?!\u2026"\u201d\u3002\uff1f\uff01\u061f\u0964')
_SHORTEST_MISSPELT = 5  # letters
_NEARLY = 0.85  # share of letters that two spellings of one label have in common
_MOST_COMPARED = 300  # labels; no conversation has more
_USUALLY = 0.8  # share of the turns of a text that begin with a capital
_FEW = 4  # paragraphs of a text in which nobody speaks twice


@dataclass(frozen=True)
class Candidates:
    """Lines that open like labelled ones, and what is counted of them.

    Attributes:
        found: in order.
        times: by key, how many there are.
        spelling: by key, the most frequent one.
    """

    found: tuple[Labelled, ...]
    times: Mapping[str, int]
    spelling: Mapping[str, str]


def candidates(found: Iterable[Labelled]) -> Candidates:
    """Count lines that open like labelled ones."""
    found = tuple(found)
    spellings: dict[str, Counter[str]] = {}
    for one in found:
        spellings.setdefault(one.key, Counter())[one.spelling] += 1
    return Candidates(
        found,
        {key: counter.total() for key, counter in spellings.items()},
        {key: max(sorted(counter), key=counter.__getitem__) for key, counter in spellings.items()},
    )


def labels_by_evidence(
    text: str, lines: Sequence[Line], given: Iterable[Labelled], known: KnownLabels, *, recurring: bool = False
) -> dict[int, str]:
    """Which of the lines do begin with a label: by their place, the label in its most frequent spelling.

    Args:
        text: the text.
        lines: its lines.
        given: those that open like labelled ones, of one shape or of several.
        known: what the study knows.
        recurring: only what recurs is a label.
    """
    given = list(given)
    below = head_end(text, lines, given)
    one_of = candidates(one for one in given if one.place > below)
    timed = {one.key for one in one_of.found if one.sure}
    listed = {one.key for one in one_of.found if one.listed}
    written = {one.key for one in one_of.found if one.shape is not Shape.SPAN or is_marked(one.spelling)}
    most = max(one_of.times.values(), default=0)
    numbered = {key[0] for key, count in one_of.times.items() if count > 1 and is_letter(key, SPEAKER_LETTERS)}
    count = numbers_speak(text, lines, one_of.found)
    labels: dict[str, str] = {}
    for key, times in one_of.times.items():
        spelling = one_of.spelling[key]
        capital, again = not spelling[0].islower(), times > 1
        if recurring and not again:
            continue
        if key in listed:
            is_label = True
        elif known.holds(key, spelling):
            is_label = capital or again
        elif key not in written or is_no_label(key) or (key in PLAIN_WORDS and not again and most > 1):
            # Once among others that recur it is a word in somebody's speech.
            is_label = False
        elif is_number(key):
            is_label = again and count
        elif is_listed(key, ROLE_WORDS, closely=True):
            is_label = capital or again
        elif is_letter(key, SPEAKER_LETTERS):
            # "P3:" once is a speaker where "P1:" recurs.
            is_label = again or (capital and (most == 1 or (len(key) > 1 and key[0] in numbered)))
        else:
            # A time beside it makes a label of what occurs once.
            is_label = capital and (again or key in timed) and not is_sentence(key) and not is_sound(spelling)
        if is_label:
            labels[key] = spelling
    labels |= _misspelt(one_of, labels)
    return {one.place: labels[one.key] for one in one_of.found if one.key in labels}


def is_no_label(key: str) -> bool:
    """Whether a key is a word of a transcript's head, a note, a day, a part of a text: no speaker, however often."""
    return key in NO_LABELS or key.split(" ")[0] in NO_LABELS or is_heading_word(key)


def is_sentence(key: str) -> bool:
    """Whether what recurs before a colon begins or ends like part of a sentence (``Jadi begini``)."""
    words = key.split(" ")
    if key in UNKNOWN_WORDS:
        return False
    if len(words) == 1:
        return key in SENTENCE_WORDS or key in REPLIES
    return words[0] in REPLIES or not _NO_ENDS.isdisjoint((words[0], words[-1]))


def is_marked(spelling: str) -> bool:
    """Whether more than plain words stand before a colon: a number, brackets, a dash, or capitals in most of them."""
    words = spelling.split(" ")
    capitals = sum(word[0].isupper() for word in words)
    return _MARKED.search(spelling) is not None or (capitals > 1 and 2 * capitals > len(words))


def _misspelt(one_of: Candidates, labels: Mapping[str, str]) -> dict[str, str]:
    """What occurs once and is nearly spelt like a label that recurs: by key, that label."""
    recurring = sorted(key for key in labels if one_of.times[key] > 1)
    spans = {one.key for one in one_of.found if one.shape is Shape.SPAN}
    single = sorted(key for key, count in one_of.times.items() if count == 1 and key not in labels)
    single = [key for key in single if key not in spans]
    if max(len(recurring), len(single)) > _MOST_COMPARED:
        return {}
    found = {}
    for key in single:
        near = [known for known in recurring if _nearly(key, known)]
        if near and not one_of.spelling[key][0].islower():
            found[key] = labels[max(near, key=one_of.times.__getitem__)]
    return found


def _nearly(key: str, known: str) -> bool:
    """Whether a label is another with a slip in one word; a short word or a number tells speakers apart."""
    pairs = list(zip(key.split(" "), known.split(" "), strict=False))
    other = [(one, two) for one, two in pairs if one != two]
    if key.count(" ") != known.count(" ") or len(other) != 1:
        return False
    one, two = other[0]
    letters = one.isalpha() and two.isalpha() and min(len(one), len(two)) >= _SHORTEST_MISSPELT
    return letters and one[0] == two[0] and SequenceMatcher(None, one, two, autojunk=False).ratio() >= _NEARLY


def likely_once(
    text: str, lines: Sequence[Line], found: Sequence[Labelled], labels: Mapping[int, str]
) -> dict[int, str]:
    """The lines, below the first label, that begin with a likely label that occurs once: by place, the label.

    Args:
        text: the text.
        lines: its lines.
        found: those that open like labelled ones, in order.
        labels: those whose label is known by now, at least one.
    """
    times = Counter(one.key for one in found)
    known = [one for one in found if one.place in labels]
    if known[0].shape not in _LIKELY_ONCE:
        return {}
    numbered = 2 * sum(one.number is not None for one in known) > len(known)
    # A label alone on its line is one only in a text that has others so; "Three things:" is none.
    bare = any(not text[one.rest : lines[one.last].end].strip() for one in known)
    once: dict[int, str] = {}
    for one in found:
        if one.place < known[0].place or one.place in labels or times[one.key] > 1 or not may_occur_once(one):
            continue
        rest = text[one.rest : lines[one.place].end]
        label_alone = one.shape is not Shape.COLON or not rest[:1].strip() or text[one.rest - 1] == "\uff1a"
        ratio = one.key.split(" ")[-1].isdigit() and rest.strip()[:1].isdigit()
        if label_alone and not ratio and (one.number is not None) == numbered and (rest.strip() or bare):
            once[one.place] = one.spelling
    return once


def without_reported_speech(
    text: str, lines: Sequence[Line], found: Sequence[Labelled], labels: Mapping[int, str], once: Mapping[int, str]
) -> dict[int, str]:
    """The labels that occur once, but for those behind which a sentence goes on: ``The doctor: he never looked up.``

    So people tell what others said or did. In a text whose other speakers recur and begin with a capital, a small
    letter behind a colon is no beginning, and ``Me:`` once is no speaker.

    Args:
        text: the text.
        lines: its lines.
        found: those that open like labelled ones.
        labels: by place, the labels that are known.
        once: by place, those that occur once.
    """
    times = Counter(labels.values())
    first = {one.place: text[one.rest : lines[one.last].end].lstrip()[:1] for one in found}
    cased = [first[place] for place in labels if first.get(place, "").isalpha()]
    if sum(count > 1 for count in times.values()) < 2 or _USUALLY * len(cased) > sum(map(str.isupper, cased)):
        return dict(once)
    colon = {one.place for one in found if one.shape is Shape.COLON and one.number is None and not one.aside}
    keys = {one.place: one.key for one in found}

    def reported(place: int) -> bool:
        return first[place].islower() or keys[place] in QUOTED_WORDS

    return {place: label for place, label in once.items() if place not in colon or not reported(place)}


def may_occur_once(one: Labelled) -> bool:
    """Whether what opens a line once is written like a speaker's name."""
    if one.shape is Shape.SPAN:
        return False
    words = one.key.split(" ")
    is_word = is_no_label(one.key) or not _NO_ENDS.isdisjoint((words[0], words[-1])) or words[0] in REPLIES
    short = len(words) <= MOST_WORDS or "." in one.spelling
    return not is_word and short and not one.spelling[0].islower() and not is_sound(one.spelling)


def nobody_twice(text: str, lines: Sequence[Line], found: Sequence[Labelled]) -> dict[int, str]:
    """The labels of a text of a few paragraphs that all open with one, somebody else's each, and ask or answer."""
    below = head_end(text, lines, found)
    body = [one for one in found if one.place > below]
    if not 2 <= len(body) <= _FEW or len({one.key for one in body}) < len(body) or body[0].number is not None:
        return {}
    places = {one.place for one in body}
    before_blank = True
    for place in range(below + 1, len(lines)):
        blank = not text[lines[place].start : lines[place].end].strip()
        if not blank and before_blank and place not in places:
            return {}
        before_blank = blank
    ends = [*(one.place for one in body[1:]), len(lines)]
    said = [text[one.rest : lines[end - 1].end].strip() for one, end in zip(body, ends, strict=True)]
    asks = any(words.endswith(_QUESTION_MARKS) for words in said)
    likely = all(may_occur_once(one) and one.shape is Shape.COLON for one in body)
    return {one.place: one.spelling for one in body} if asks and likely and all(said) else {}


def alone_at_head(text: str, lines: Sequence[Line], found: Sequence[Labelled]) -> dict[int, str]:
    """The label of a text that has one alone, at its head: it owns what follows, if it is written like a name.

    A title (``Fishing: a history``) is none: what stands behind it ends with no full stop.
    """
    below = head_end(text, lines, found)
    body = [one for one in found if one.place > below]
    if len(body) != 1 or body[0].shape is not Shape.COLON or not may_occur_once(body[0]):
        return {}
    one = body[0]
    first = next(place for place in range(below + 1, len(lines)) if text[lines[place].start : lines[place].end].strip())
    names = all(not word[0].islower() for word in one.spelling.split(" "))
    said = text[one.rest : lines[one.place].end].rstrip()
    return {one.place: one.spelling} if one.place == first and names and said.endswith(_SENTENCE_ENDS) else {}
