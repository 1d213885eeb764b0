"""What a speaker is: roles and cases from the speakers' labels, and what told them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from types import MappingProxyType
from typing import Any, NamedTuple

from benang.sources.speakers.label_key import label_key, tokens
from benang.sources.speakers.questions import Said, plain_asker
from benang.sources.speakers.role_words import (
    ASIDE_WORDS,
    INFORMANT_WORDS,
    INTERVIEWER_WORDS,
    LETTERS,
    NUMBERED_INFORMANTS,
    Letters,
    in_language,
    is_listed,
    is_nobody,
    without_article,
)
from benang.sources.speakers.speaker_table import SpeakerRow, SpeakerTable

_NOBODY: Mapping[str, str] = MappingProxyType({})
_NOTHING: Mapping[str, Said] = MappingProxyType({})
_FEWEST_ASKED = 2  # questions that speak against a letter
_WEAK = ("letter", "alone")  # what tells a role unless who asks says the opposite
_LETTER = re.compile(r"([^\W\d_])(?: ?(\d{1,3})(?: .+)?)?")  # "P", "P2", "P2 - nurse"


@dataclass(frozen=True)
class Speakers:
    """What a study says of its speakers' labels.

    Attributes:
        interviewer, informant: labels of that role; they go before the default ones.
        nobody: labels that are no speaker's (``Note``).
        names: by case id, what else the case is called in labels (its pseudonym).
        table: the speaker table, which goes before everything else.
    """

    interviewer: tuple[str, ...] = ()
    informant: tuple[str, ...] = ()
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    table: SpeakerTable = field(default_factory=SpeakerTable)
    nobody: tuple[str, ...] = ()

    @cached_property
    def interviewer_keys(self) -> frozenset[str]:
        """The keys of the labels in ``interviewer``."""
        return frozenset(map(label_key, self.interviewer))

    @cached_property
    def nobody_keys(self) -> frozenset[str]:
        """The keys of the labels in ``nobody``."""
        return frozenset(map(label_key, self.nobody))

    @cached_property
    def informant_keys(self) -> frozenset[str]:
        """The keys of the labels in ``informant``."""
        return frozenset(map(label_key, self.informant))


def speakers_of(labels: Mapping[str, Any]) -> Speakers:
    """The labels of a study from plain values, as the workflow hands them on (``plan.Plan.speakers``)."""
    table = SpeakerTable(tuple(SpeakerRow(*row) for row in labels["table"]))
    listed = tuple(labels["interviewer"]), tuple(labels["informant"])
    return Speakers(*listed, labels["names"], table, tuple(labels["nobody"]))


class Role(NamedTuple):
    """What a speaker is.

    Attributes:
        role: interviewer, informant, observer or other.
        case_id: whose words these are; empty where it cannot be told.
        role_from: what told the role: ``table``, ``list``, ``introduced`` (by the transcript), ``word``, ``case`` (or
            the source's name), ``letter``, ``bold`` type, ``alone`` (nobody else can be it), ``asks`` (nobody else
            does), ``kind`` (of the source); empty where nothing did.
    """

    role: str
    case_id: str
    role_from: str


def find_roles(
    labels: Sequence[str],
    kind: str,
    language: str,
    case_ids: Sequence[str],
    speakers: Speakers,
    source_id: str = "",
    *,
    introduced: Mapping[str, str] = _NOBODY,
    doubtful: Sequence[str] = (),
    said: Mapping[str, Said] = _NOTHING,
) -> dict[str, Role]:
    """The role and case of every speaker of one source.

    A role comes from, in this order: the speaker table; the study's lists; what the transcript says of its labels; the
    default words; a case's id standing in the label as a whole word, or the label being what a case is called; letters,
    which mean different things in different languages, and never an interviewer where another speaker is one by table,
    list or word. Where none of it makes an informant, the informant is the one whose label stands in the source's name,
    the only speaker that recurs besides interviewers, or the only one at all. Where all others are informants, the one
    who is left and plainly asks the questions is the interviewer. What is nobody's label (a day, a note,
    the letters of a list) and who stands aside (an interpreter) is never made one so.

    Who plainly asks the questions is no informant by a letter or for lack of others; where letters say so, those of the
    source are not read at all, for they may be another language's.

    In an observation everybody is the observer, and whom an article quotes is an informant, unless the table says
    something else.

    Args:
        labels: the speaker of each turn, in order; empty strings are passed over.
        kind: interview, observation or article.
        language: of the source, for letters that mean different things (``I``, ``P``).
        case_ids: the cases of the source.
        speakers: the study's labels.
        source_id: the source, for the speaker table.
        introduced: by key of a label, the role that the transcript gives it (``introductions``).
        doubtful: labels that may be none (they occur once); one of them is an informant only where nobody else can be.
        said: by label, how much it says and asks; empty to go by the labels alone.

    Returns:
        By label. The case is the table's, the source's only one, or the one that the label names; else empty.
    """
    times = Counter(label for label in labels if label)
    cases = {label: _case_of(label, case_ids, speakers) for label in times}
    found: dict[str, tuple[str, str]] = {}
    given: dict[str, str] = {}
    for label in times:
        if row := speakers.table.find(source_id, label):
            found[label] = row.role, "table"
            given[label] = row.case_id
        elif kind == "observation":
            found[label] = "observer", "kind"
        elif known := _known_role(label_key(label), speakers, introduced):
            found[label] = known
    if kind == "interview":
        letters = in_language(LETTERS, language)
        nobody = {label for label in times if label not in found and not _may_answer(label, times)}
        # An interviewer's letter that is also a case's id is the case only if somebody else asks the questions.
        found |= {
            label: ("informant", "case")
            for label in times
            if label not in found
            and cases[label]
            and label not in nobody
            and label_key(label) not in letters.interviewer
        }
        rest = {label: count for label, count in times.items() if label not in nobody}
        found |= _roles_by_letter(rest, found, cases, letters)
        found |= _in_source_name(rest, found, source_id)
        found |= _alone(rest, found, doubtful)
        if asker := plain_asker(said):
            found = _against_asker(found, asker, said[asker].asks)
            found |= _asks_alone(rest, found, asker)
    elif kind == "article":
        found |= {label: ("informant", "case" if cases[label] else "kind") for label in times if label not in found}
    only = case_ids[0] if len(case_ids) == 1 else ""
    result = {}
    for label in (*times, *(label for label in doubtful if label in found)):
        role, role_from = found.get(label, ("other", ""))
        case_id = cases.get(label) or _case_of(label, case_ids, speakers)
        result[label] = Role(role, given.get(label) or only or case_id, role_from)
    return result


def _against_asker(found: Mapping[str, tuple[str, str]], asker: str, asks: int) -> dict[str, tuple[str, str]]:
    """The roles without those of letters, and of who is left, if one of these makes an informant of who asks."""
    role, role_from = found.get(asker, ("", ""))
    if role != "informant" or role_from not in _WEAK or (role_from == "letter" and asks < _FEWEST_ASKED):
        return dict(found)
    return {label: named_role for label, named_role in found.items() if named_role[1] not in _WEAK}


def _asks_alone(
    times: Mapping[str, int], known: Mapping[str, tuple[str, str]], asker: str
) -> dict[str, tuple[str, str]]:
    """The interviewer, where everybody else surely is an informant and one whom nothing names plainly asks."""
    left = [label for label in times if label not in known]
    sure = bool(known) and all(role == "informant" and told not in _WEAK for role, told in known.values())
    return {asker: ("interviewer", "asks")} if sure and left == [asker] else {}


def names_case(label: str, case_ids: Sequence[str]) -> list[str]:
    """The cases whose id stands in ``label`` as whole words, whatever the case of its letters."""
    words = tokens(label)
    found = []
    for case_id in case_ids:
        wanted = tokens(case_id)
        places = range(len(words) - len(wanted) + 1)
        if wanted and any(words[place : place + len(wanted)] == wanted for place in places):
            found.append(case_id)
    return found


def _case_of(label: str, case_ids: Sequence[str], speakers: Speakers) -> str:
    named = names_case(label, case_ids)
    key = label_key(label)
    named += [case for case in case_ids if key in map(label_key, speakers.names.get(case, ())) and case not in named]
    return named[0] if len(named) == 1 else ""


def _known_role(key: str, speakers: Speakers, introduced: Mapping[str, str]) -> tuple[str, str] | None:
    """The role that a list of the study, the transcript or a word gives."""
    named_role = introduced.get(key, "")
    for role, role_from, keys in (
        ("interviewer", "list", speakers.interviewer_keys),
        ("informant", "list", speakers.informant_keys),
        (named_role, "introduced", frozenset({key} if named_role else ())),
        ("interviewer", "word", INTERVIEWER_WORDS),
        ("informant", "word", INFORMANT_WORDS),
    ):
        if is_listed(key, keys) or (role_from == "word" and is_listed(without_article(key), keys)):
            return role, role_from
    return None


def _roles_by_letter(
    labels: Mapping[str, int], known: Mapping[str, tuple[str, str]], cases: Mapping[str, str], letters: Letters
) -> dict[str, tuple[str, str]]:
    """The roles of labels of one letter whose role is not known yet."""
    found = {label: match for label in labels if (match := _LETTER.fullmatch(label_key(label)))}
    unknown = {label: match for label, match in found.items() if label not in known}
    known_roles = {role for role, _ in known.values()}
    roles: dict[str, tuple[str, str]] = {}
    if "interviewer" in known_roles:
        for label, match in unknown.items():
            answers = match[1] in (*letters.informant, "p") or (match[2] and match[1] in NUMBERED_INFORMANTS)
            if cases[label] or answers:
                roles[label] = "informant", "case" if cases[label] else "letter"
        return roles
    asking = {match[1] for match in unknown.values()}
    answering = asking | {match[1] for label, match in found.items() if known.get(label, ("",))[0] == "informant"}
    interviewer = letters.interviewer
    if asking.isdisjoint(interviewer):
        interviewer = next(((one,) for one, other in letters.pairs if one in asking and other in answering), ())
    roles = {label: ("interviewer", "letter") for label, match in unknown.items() if match[1] in interviewer}
    # Where the informant is known and nobody asks, a letter without a number may be the one who does.
    sure = bool(roles) or "informant" not in known_roles
    for label, match in unknown.items():
        if label not in roles and match[1] in letters.informant and (sure or match[2]):
            roles[label] = "informant", "letter"
    return roles


def _may_answer(label: str, times: Mapping[str, int]) -> bool:
    """Whether a label can be an informant's without a table, list or word that says so."""
    key = label_key(label)
    if is_nobody(key) or is_listed(key, ASIDE_WORDS):
        return False
    # A small letter among labels of another kind is one of a list: "a) rent".
    small = len(key) == 1 and label[:1].islower()
    return not small or all(other[:1].islower() for other in times)


def _in_source_name(
    times: Mapping[str, int], known: Mapping[str, tuple[str, str]], source_id: str
) -> dict[str, tuple[str, str]]:
    """The only speaker whose label stands in the source's name, where nothing else makes an informant."""
    if any(role == "informant" for role, _ in known.values()):
        return {}
    words = list(map(_bare, tokens(source_id)))
    named = [
        label
        for label in times
        if label not in known and len(wanted := _bare(label_key(label))) > 1 and _stands_in(wanted.split(" "), words)
    ]
    return {named[0]: ("informant", "case")} if len(named) == 1 else {}


def _stands_in(wanted: Sequence[str], words: Sequence[str]) -> bool:
    places = range(len(words) - len(wanted) + 1)
    return not "".join(wanted).isdigit() and any(list(words[place : place + len(wanted)]) == wanted for place in places)


def _bare(text: str) -> str:
    """A text without the marks on its letters; names of files often lack them."""
    return "".join(
        character for character in unicodedata.normalize("NFD", text) if not unicodedata.combining(character)
    )


def _alone(
    times: Mapping[str, int], known: Mapping[str, tuple[str, str]], doubtful: Sequence[str]
) -> dict[str, tuple[str, str]]:
    """The only speaker who can be the informant, where nothing makes one."""
    roles = {role for role, _ in known.values()}
    if "informant" in roles:
        return {}
    rest = [label for label in times if label not in known]
    if "interviewer" in roles:
        rest = [label for label in rest if times[label] > 1] or rest
        if not rest:
            rest = [label for label in dict.fromkeys(doubtful) if _may_answer(label, times)]
    return {rest[0]: ("informant", "alone")} if len(rest) == 1 else {}
