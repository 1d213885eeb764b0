"""Which lines of a transcript begin with a speaker's label.

What looks like a label is one where it is known (in the speaker table, the study's lists, the default words, or as a
case) or recurs in the text; ``Catatan:`` and ``Jadi begini:`` are none. Labels without a colon (in a column of their
own, in bold type, ``<Name>``, ``NAME.``, ``A -``) count only where they recur through the text, and a text has one way
of setting off its labels.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.labels import MOST_WORDS, Labelled, Line, Shape, with_colon, without_colon
from benang.sources.speakers.role_words import (
    INFORMANT_WORDS,
    INTERVIEWER_WORDS,
    NO_LABELS,
    PRONOUNS,
    SENTENCE_WORDS,
    SPEAKER_LETTERS,
    is_letter,
    is_listed,
)
from benang.sources.speakers.roles import Speakers
from benang.sources.speakers.transcript_head import head_end

_ROLE_WORDS = INTERVIEWER_WORDS | INFORMANT_WORDS
_NO_ENDS = SENTENCE_WORDS | PRONOUNS
_PLAIN_WORDS = ("tanya", "jawab", "question", "answer")  # once among others that recur: a word in somebody's speech
_SHARES = {
    # Of the paragraphs, how many must be labelled; dashes and short sentences in capitals stand in any text.
    **{Shape.TAB: 0.2, Shape.ANGLE: 0.2, Shape.CLOCK: 0.2, Shape.BOLD: 0.2},
    **{Shape.CAPITALS: 0.5, Shape.DASH: 0.5},
}
_LIKELY_ONCE = (Shape.COLON, Shape.TAB, Shape.ANGLE, Shape.CLOCK)
_SHORTEST_MISSPELT = 5  # letters
_NEARLY = 0.85  # share of letters that two spellings of one label have in common
_MOST_COMPARED = 300  # labels; no conversation has more


@dataclass(frozen=True)
class KnownLabels:
    """The labels that a study knows for one source.

    Attributes:
        keys: labels of the speaker table, cases, and what cases are called.
        listed: labels of the study's lists; also with a letter or a number behind them.
        renamed: puts pseudonyms in, since the study may list a speaker by either name.
    """

    keys: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    renamed: Callable[[str], str] = str

    def holds(self, key: str, spelling: str) -> bool:
        """Whether a label is known."""
        if key in self.keys or is_listed(key, self.listed, closely=True):
            return True
        shown = label_key(self.renamed(spelling))
        return shown != key and (shown in self.keys or is_listed(shown, self.listed, closely=True))


def known_labels(
    speakers: Speakers, source_id: str, case_ids: Sequence[str], renamed: Callable[[str], str] = str
) -> KnownLabels:
    """The labels that a study knows for a source.

    Args:
        speakers: the study's labels.
        source_id, case_ids: the source and its cases.
        renamed: puts pseudonyms in.
    """
    rows = [row.label for row in speakers.table.rows if row.source_id in ("", source_id)]
    names = [name for case_id in case_ids for name in (case_id, *speakers.names.get(case_id, ()))]
    listed = (*speakers.interviewer, *speakers.informant)
    return KnownLabels(
        frozenset(map(label_key, (*rows, *names))),
        frozenset(label_key(label) for one in listed for label in (one, renamed(one))),
        renamed,
    )


@dataclass(frozen=True)
class LabelledLines:
    """The lines that begin with a label, in order; by place, the label in its most frequent spelling.

    ``once``: places of labels that are not known and occur once, but begin a line as others do that recur.
    """

    found: tuple[Labelled, ...]
    labels: Mapping[int, str]
    once: frozenset[int] = frozenset()


def labelled_lines(text: str, lines: Sequence[Line], known: KnownLabels, bold: Mapping[int, int]) -> LabelledLines:
    """The lines of a text that begin with a speaker's label.

    Args:
        text: the text.
        lines: its lines in order.
        known: labels that the study knows.
        bold: by the place of a line that begins in bold type, where that ends.
    """
    found = with_colon(text, lines)
    labels = _labels(text, lines, found, known)
    filled = [bool(text[line.start : line.end].strip()) for line in lines]
    if 2 * len(labels) < _paragraphs(filled, min(labels, default=0)):
        found, labels = _most(text, lines, (found, labels), known, bold, filled)
    if not labels:
        return LabelledLines((), {})
    once = _once(text, lines, found, labels)
    labels |= once
    return LabelledLines(tuple(one for one in found if one.place in labels), labels, frozenset(once))


def _most(
    text: str,
    lines: Sequence[Line],
    best: tuple[list[Labelled], dict[int, str]],
    known: KnownLabels,
    bold: Mapping[int, int],
    filled: Sequence[bool],
) -> tuple[list[Labelled], dict[int, str]]:
    """The way of setting off labels that most lines have: ``best``, or one without a colon."""
    for shape, found in without_colon(text, lines, bold).items():
        labels = _labels(text, lines, found, known, recurring=True)
        if len(set(labels.values())) < 2 or len(labels) <= len(best[1]):
            continue
        if len(labels) >= _SHARES[shape] * _paragraphs(filled, min(labels)):
            best = found, _labels(text, lines, found, known)
    return best


def _paragraphs(filled: Sequence[bool], first: int) -> int:
    """How many paragraphs there are from a line on: what stands between blank lines; without these, every line.

    ``filled`` tells of every line whether there is text on it.
    """
    starts = sum(here and not before for before, here in zip([False, *filled[first:]], filled[first:], strict=False))
    return starts if starts > 1 else sum(filled[first:])


def _labels(
    text: str, lines: Sequence[Line], found: Sequence[Labelled], known: KnownLabels, *, recurring: bool = False
) -> dict[int, str]:
    """Which of the lines do begin with a label: by their place, the label in its most frequent spelling.

    ``recurring``: only what recurs is a label.
    """
    below = head_end(text, lines, found)
    found = [one for one in found if one.place > below]
    spellings: dict[str, Counter[str]] = {}
    for one in found:
        spellings.setdefault(one.key, Counter())[one.spelling] += 1
    times = {key: counter.total() for key, counter in spellings.items()}
    timed = {one.key for one in found if one.sure}
    most = max(times.values(), default=0)
    numbered = {key[0] for key, count in times.items() if count > 1 and is_letter(key, SPEAKER_LETTERS)}
    labels: dict[str, str] = {}
    for key, counter in spellings.items():
        spelling = max(sorted(counter), key=counter.__getitem__)
        capital, again = not spelling[0].islower(), times[key] > 1
        if recurring and not again:
            continue
        if known.holds(key, spelling):
            is_label = capital or again
        elif key in NO_LABELS or key.split(" ")[0] in NO_LABELS or (key in _PLAIN_WORDS and not again and most > 1):
            is_label = False
        elif is_listed(key, _ROLE_WORDS, closely=True):
            is_label = capital or again
        elif is_letter(key, SPEAKER_LETTERS):
            # "P3:" once is a speaker where "P1:" recurs.
            is_label = again or (capital and (most == 1 or (len(key) > 1 and key[0] in numbered)))
        else:
            # A time beside it makes a label of what occurs once.
            is_label = capital and (again or key in timed) and not _is_sentence(key)
        if is_label:
            labels[key] = spelling
    labels |= _misspelt(times, spellings, labels)
    return {one.place: labels[one.key] for one in found if one.key in labels}


def _is_sentence(key: str) -> bool:
    """Whether what recurs before a colon begins or ends like part of a sentence (``Jadi begini``)."""
    words = key.split(" ")
    if len(words) == 1:
        return key in SENTENCE_WORDS
    return not _NO_ENDS.isdisjoint((words[0], words[-1]))


def _misspelt(
    times: Mapping[str, int], spellings: Mapping[str, Iterable[str]], labels: Mapping[str, str]
) -> dict[str, str]:
    """What occurs once and is nearly spelt like a label that recurs: by key, that label."""
    recurring = sorted(key for key in labels if times[key] > 1)
    single = sorted(key for key, count in times.items() if count == 1 and key not in labels)
    if max(len(recurring), len(single)) > _MOST_COMPARED:
        return {}
    found = {}
    for key in single:
        near = [known for known in recurring if _nearly(key, known)]
        if near and not next(iter(spellings[key]))[0].islower():
            found[key] = labels[max(near, key=times.__getitem__)]
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


def _once(text: str, lines: Sequence[Line], found: Sequence[Labelled], labels: Mapping[int, str]) -> dict[int, str]:
    """The lines, below the first label, that begin with a likely label that occurs once: by place, the label."""
    times = Counter(one.key for one in found)
    known = [one for one in found if one.place in labels]
    if known[0].shape not in _LIKELY_ONCE:
        return {}
    numbered = 2 * sum(one.number is not None for one in known) > len(known)
    # A label alone on its line is one only in a text that has others so; "Three things:" is none.
    bare = any(not text[one.rest : lines[one.place].end].strip() for one in known)
    once: dict[int, str] = {}
    for one in found:
        if one.place < known[0].place or one.place in labels or times[one.key] > 1:
            continue
        words = one.key.split(" ")
        if one.key in NO_LABELS or words[0] in NO_LABELS or not _NO_ENDS.isdisjoint((words[0], words[-1])):
            continue
        rest = text[one.rest : lines[one.place].end]
        apart = one.shape is not Shape.COLON or not rest[:1].strip() or text[one.rest - 1] == "\uff1a"
        ratio = words[-1].isdigit() and rest.strip()[:1].isdigit()
        likely = len(words) <= MOST_WORDS and not one.spelling[0].islower() and (one.number is not None) == numbered
        if likely and apart and not ratio and (rest.strip() or bare):
            once[one.place] = one.spelling
    return once
