"""What a speaker is in an interview: roles and cases from the speakers' labels."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benang.coding.words import find_words

INTERVIEWER_WORDS = (
    *("pewawancara", "peneliti", "penanya", "pengaju", "moderator", "fasilitator", "enumerator", "tanya", "pw"),
    *("interviewer", "researcher", "facilitator", "question", "int", "mod"),
)
"""Labels of interviewers, in Indonesian and English, where a study gives none."""

INFORMANT_WORDS = (
    *("informan", "narasumber", "responden", "partisipan", "peserta", "subjek", "jawab", "inf", "ns"),
    *("informant", "participant", "respondent", "interviewee", "subject", "answer", "resp"),
)
"""Labels of informants, in Indonesian and English, where a study gives none."""

INTERVIEWER_LETTERS = ("p", "q", "t")
INFORMANT_LETTERS = ("a", "i", "n", "j", "r", "s")
"""Labels of one letter, alone or with a number (``P``, ``P2``): *Pewawancara, Peneliti, Question, Tanya*; *Answer,
Informan, Narasumber, Jawab, Responden, Subjek*."""

LETTER_PAIRS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "en": (("i", "p"), ("i", "r"), ("i", "a"), ("r", "p"), ("i", "s")),
}
"""Pairs of letters (interviewer, informant) that mean something else together than alone: in English *I* and *R* are
Interviewer and Respondent."""


@dataclass(frozen=True)
class Speakers:
    """What a study says of its speakers' labels.

    Attributes:
        interviewer, informant: labels of that role; they go before the default ones.
        names: by case id, what else the case is called in labels (its pseudonym).
    """

    interviewer: tuple[str, ...] = ()
    informant: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def find_roles(
    labels: Sequence[str], kind: str, language: str, case_ids: Sequence[str], speakers: Speakers
) -> dict[str, tuple[str, str]]:
    """The role and case of every speaker of one source.

    A role comes from, in this order: the study's lists; the default words for an interviewer; a case's id standing in
    the label as a whole word, or the label being what a case is called; the default letters and words. Where none of
    it makes an informant, the informant is the only speaker that recurs besides interviewers, or the only one at all.

    Parameters:
        labels: the speaker of each turn, in order; empty strings are passed over.
        kind: interview, observation or article.
        language: of the source, for letters that mean different things (``I``).
        case_ids: the cases of the source.
        speakers: the study's labels.

    Returns:
        By label: role and case id. The case is the source's only one, or the one that the label names; else empty.
    """
    times = Counter(label for label in labels if label)
    keys = {label: label_key(label) for label in times}
    cases = {label: _case_of(label, case_ids, speakers) for label in times}
    pair = _letter_pair(set(keys.values()), language)
    roles = {label: _role(keys[label], bool(cases[label]), pair, speakers) for label in times}
    # An interviewer's letter that is also the case's id: the case, if somebody else asks the questions.
    for label in times:
        if cases[label] and roles[label] == "interviewer" and keys[label] in INTERVIEWER_LETTERS:
            others = [roles[other] for other in times if other != label]
            if "interviewer" in others and "informant" not in others:
                roles[label] = "informant"
    if kind == "interview" and "informant" not in roles.values():
        rest = [label for label in times if roles[label] == "other"]
        if "interviewer" in roles.values():
            rest = [label for label in rest if times[label] > 1] or rest
        if len(rest) == 1:
            roles[rest[0]] = "informant"
    only = case_ids[0] if len(case_ids) == 1 else ""
    return {label: (roles[label], only or cases[label]) for label in times}


def names_case(label: str, case_ids: Sequence[str]) -> list[str]:
    """The cases whose id stands in ``label`` as whole words, whatever the case of its letters."""
    tokens = _tokens(label)
    found = []
    for case_id in case_ids:
        wanted = _tokens(case_id)
        places = range(len(tokens) - len(wanted) + 1)
        if wanted and any(tokens[place : place + len(wanted)] == wanted for place in places):
            found.append(case_id)
    return found


def label_key(label: str) -> str:
    """What is the same for all spellings of a label."""
    return " ".join(_tokens(label))


def _tokens(text: str) -> list[str]:
    return [text[start:end].casefold() for start, end in find_words(text.replace("_", " ").replace("-", " "))]


def _case_of(label: str, case_ids: Sequence[str], speakers: Speakers) -> str:
    named = names_case(label, case_ids)
    key = label_key(label)
    named += [case for case in case_ids if key in map(label_key, speakers.names.get(case, ())) and case not in named]
    return named[0] if len(named) == 1 else ""


def _role(key: str, is_case: bool, pair: tuple[str, str] | None, speakers: Speakers) -> str:
    if is_listed(key, map(label_key, speakers.interviewer)):
        return "interviewer"
    if is_listed(key, map(label_key, speakers.informant)):
        return "informant"
    if is_listed(key, INTERVIEWER_WORDS):
        return "interviewer"
    if pair and key in pair:
        return "interviewer" if key == pair[0] else "informant"
    if is_case and key not in INTERVIEWER_LETTERS:
        return "informant"
    if is_letter(key, INTERVIEWER_LETTERS):
        return "interviewer"
    if is_letter(key, INFORMANT_LETTERS) or is_listed(key, INFORMANT_WORDS):
        return "informant"
    return "other"


def is_listed(key: str, entries: Iterable[str], *, closely: bool = False) -> bool:
    """Whether a label is an entry of a list, alone or with one word behind it (``Informan A``, ``Interviewer2``).

    ``closely``: that word has one or two signs or is a number, as it has for a label that must not be mistaken.
    """
    words = key.split(" ")
    for entry in entries:
        if key == entry:
            return True
        wanted = entry.split(" ")
        more = words[len(wanted) :]
        if len(entry) > 1 and words[: len(wanted)] == wanted and len(more) == 1:
            return not closely or len(more[0]) <= 2 or more[0].isdigit()
        if len(entry) > 1 and key.startswith(entry) and key[len(entry) :].isdigit():
            return True
    return False


def is_letter(key: str, letters: Sequence[str]) -> bool:
    """Whether a label is one of the letters, alone or with a number of at most two digits."""
    return key[:1] in letters and (len(key) == 1 or (key[1:].isdigit() and len(key) <= 3))


def _letter_pair(keys: set[str], language: str) -> tuple[str, str] | None:
    for pair in LETTER_PAIRS.get(language.partition("-")[0].casefold(), ()):
        if keys.issuperset(pair):
            return pair
    return None


def is_case(key: str, case_ids: Sequence[str], speakers: Speakers) -> bool:
    """Whether a label is a case's id or what a case is called, with nothing else in it."""
    return any(key in map(label_key, (case_id, *speakers.names.get(case_id, ()))) for case_id in case_ids)
