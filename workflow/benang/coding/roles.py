"""What a speaker is in an interview: roles and cases from the speakers' labels."""

from __future__ import annotations

import re
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


@dataclass(frozen=True)
class Letters:
    """What labels of one letter, alone or with a number (``P``, ``P2``), mean in one language.

    Attributes:
        interviewer, informant: letters of that role.
        pairs: letters (interviewer, informant) that mean so together, where none of ``interviewer`` is there.
    """

    interviewer: tuple[str, ...]
    informant: tuple[str, ...]
    pairs: tuple[tuple[str, str], ...] = ()


LETTERS: Mapping[str, Letters] = {
    # Pewawancara, Peneliti, Question, Tanya; Answer, Informan, Narasumber, Jawab, Responden, Subjek.
    "id": Letters(("p", "q", "t"), ("a", "i", "n", "j", "r", "s")),
    # Interviewer, Question; Participant, Respondent, Subject, Answer, Narrator. Researcher or Moderator beside P.
    "en": Letters(("i", "q"), ("p", "r", "s", "a", "n"), (("r", "p"), ("m", "p"))),
    # Entrevistador(a); Participante, Respuesta, Informante, Sujeto. Pregunta beside Respuesta.
    "es": Letters(("e",), ("p", "r", "i", "s"), (("p", "r"),)),
    "pt": Letters(("e",), ("p", "r", "i", "s"), (("p", "r"),)),
    # Interviewer(in); Befragte, Person, Proband, Antwort.
    "de": Letters(("i",), ("b", "p", "a")),
}
"""Letters by language; a language that is not here has those of English."""

SPEAKER_LETTERS = ("a", "i", "j", "n", "p", "q", "r", "s", "t")
"""Letters that are a speaker's label also where they are small or nobody speaks twice."""

_NUMBERED_INFORMANTS = ("a", "i", "j", "n", "p", "r", "s")
_LETTER = re.compile(r"([^\W\d_])(?: ?(\d{1,3}))?")


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

    A role comes from, in this order: the study's lists; the default words; a case's id standing in the label as a whole
    word, or the label being what a case is called; letters, which mean different things in different languages, and
    never an interviewer where another speaker is one by list or word. Where none of it makes an informant, the
    informant is the only speaker that recurs besides interviewers, or the only one at all.

    Parameters:
        labels: the speaker of each turn, in order; empty strings are passed over.
        kind: interview, observation or article.
        language: of the source, for letters that mean different things (``I``, ``P``).
        case_ids: the cases of the source.
        speakers: the study's labels.

    Returns:
        By label: role and case id. The case is the source's only one, or the one that the label names; else empty.
    """
    times = Counter(label for label in labels if label)
    keys = {label: label_key(label) for label in times}
    cases = {label: _case_of(label, case_ids, speakers) for label in times}
    letters = LETTERS.get(language.partition("-")[0].casefold(), LETTERS["en"])
    roles = {label: _known_role(keys[label], speakers) for label in times}
    for label in times:
        # An interviewer's letter that is also a case's id is the case only if somebody else asks the questions.
        if not roles[label] and cases[label] and keys[label] not in letters.interviewer:
            roles[label] = "informant"
    roles |= _roles_by_letter({label: keys[label] for label in times}, roles, cases, letters)
    roles = {label: role or "other" for label, role in roles.items()}
    if kind == "interview" and "informant" not in roles.values():
        rest = [label for label in times if roles[label] == "other"]
        if "interviewer" in roles.values():
            rest = [label for label in rest if times[label] > 1] or rest
        if len(rest) == 1:
            roles[rest[0]] = "informant"
    only = case_ids[0] if len(case_ids) == 1 else ""
    return {label: (roles[label], only or cases[label]) for label in times}


def guessed_roles(
    roles: Mapping[str, tuple[str, str]], case_ids: Sequence[str], speakers: Speakers
) -> dict[str, list[str]]:
    """The labels of each role, if the roles of a source rest on bare letters alone; else nothing.

    They do not where a label is listed, is a word that says what its speaker is, or names a case of the source.

    Parameters:
        roles: the source's labels with role and case, from ``find_roles``.
        case_ids: the cases of the source.
        speakers: the study's labels.
    """
    labels: dict[str, list[str]] = {"interviewer": [], "informant": []}
    by_letter = False
    for label, (role, _) in roles.items():
        if role not in labels:
            continue
        key = label_key(label)
        if _known_role(key, speakers) or (role == "informant" and _case_of(label, case_ids, speakers)):
            return {}
        by_letter = by_letter or _LETTER.fullmatch(key) is not None
        labels[role].append(label)
    return labels if by_letter else {}


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


def _known_role(key: str, speakers: Speakers) -> str:
    """The role that a list of the study or a word gives; empty where none does."""
    if is_listed(key, map(label_key, speakers.interviewer)):
        return "interviewer"
    if is_listed(key, map(label_key, speakers.informant)):
        return "informant"
    if is_listed(key, INTERVIEWER_WORDS):
        return "interviewer"
    return "informant" if is_listed(key, INFORMANT_WORDS) else ""


def _roles_by_letter(
    keys: Mapping[str, str], known: Mapping[str, str], cases: Mapping[str, str], letters: Letters
) -> dict[str, str]:
    """The roles of labels of one letter whose role is not known yet."""
    found = {label: match for label, key in keys.items() if (match := _LETTER.fullmatch(key))}
    unknown = {label: match for label, match in found.items() if not known[label]}
    if "interviewer" in known.values():
        return {
            label: "informant"
            for label, match in unknown.items()
            if cases[label] or match[1] in (*letters.informant, "p") or (match[2] and match[1] in _NUMBERED_INFORMANTS)
        }
    asking = {match[1] for match in unknown.values()}
    answering = asking | {match[1] for label, match in found.items() if known[label] == "informant"}
    interviewer = letters.interviewer
    if asking.isdisjoint(interviewer):
        interviewer = next(((one,) for one, other in letters.pairs if one in asking and other in answering), ())
    roles = {label: "interviewer" for label, match in unknown.items() if match[1] in interviewer}
    # Where the informant is known and nobody asks, a letter without a number may be the one who does.
    sure = bool(roles) or "informant" not in known.values()
    for label, match in unknown.items():
        if label not in roles and match[1] in letters.informant and (sure or match[2]):
            roles[label] = "informant"
    return roles


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


def is_case(key: str, case_ids: Sequence[str], speakers: Speakers) -> bool:
    """Whether a label is a case's id or what a case is called, with nothing else in it."""
    return any(key in map(label_key, (case_id, *speakers.names.get(case_id, ()))) for case_id in case_ids)
