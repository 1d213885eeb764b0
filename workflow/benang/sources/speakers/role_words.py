"""Words and letters in labels that say what a speaker is, and words that look like labels and are none."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from benang.core.texts import main_language, read_texts
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_words import WEEKDAYS


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


_WORDS: Mapping[str, Mapping[str, Any]] = read_texts("speakers.yaml")
_ROLES: Mapping[str, Mapping[str, Sequence[str]]] = read_texts("speaker_roles.yaml")
_SAME = {"no": "nb", "fil": "tl", "prs": "fa", "cnr": "sr", "ckb": "ku", "min": "id", "ban": "id"}
"""Languages whose question words are those of another."""


def _keys(words: Iterable[str]) -> frozenset[str]:
    """The keys of words, in every spelling that a label may have: marks missing, Turkish capitals."""
    found: set[str] = set()
    for key in map(label_key, words):
        bare = "".join(
            character for character in unicodedata.normalize("NFD", key) if not "\u0300" <= character <= "\u036f"
        )
        found |= {key, unicodedata.normalize("NFC", bare), key.replace("i", "i\u0307"), key.replace("\u0131", "i")}
    return frozenset(found)


def _of_every_language(subject: str) -> frozenset[str]:
    return _keys(word for words in _WORDS[subject].values() for word in words)


def _roles_of_every_language(subject: str) -> frozenset[str]:
    return _keys(word for words in _ROLES.values() for word in words.get(subject, ()))


INTERVIEWER_WORDS = _roles_of_every_language("interviewer")
"""Labels of interviewers, where a study gives none."""

INFORMANT_WORDS = _roles_of_every_language("informant")
"""Labels of informants, where a study gives none."""

PLAIN_WORDS = _roles_of_every_language("plain")
"""Those of them that are everyday words, too, and labels only where they recur."""

ASIDE_WORDS = _of_every_language("aside")
"""Labels of people who neither ask nor answer."""

UNKNOWN_WORDS = _of_every_language("unknown")
"""Those of them that call a speaker unknown, who may be anybody."""

OTHER_WORDS = _of_every_language("others")
"""Further words in labels that are nobody's name."""

ROLE_WORDS = frozenset(word for entry in INTERVIEWER_WORDS | INFORMANT_WORDS | OTHER_WORDS for word in entry.split(" "))
"""Every single word of these: in a label it is nobody's name."""

HEAD_WORDS = _of_every_language("head")
"""What stands before a colon in the head of a transcript."""

NO_LABELS = HEAD_WORDS | _of_every_language("no_labels") | _keys(WEEKDAYS)
"""What stands before a colon and is no speaker, however often it occurs."""

ARTICLES = frozenset(word for words in _WORDS["articles"].values() for word in words)
"""Words before a word that says what a speaker is; one that ends with an apostrophe is not parted from it."""

PRONOUNS = _of_every_language("pronouns")
"""Words that may label a speaker who is named by nothing else (``Saya:``), and begin many a sentence."""

QUOTED_WORDS = _of_every_language("quoted")
"""Words by which somebody tells who said what, and labels only where they recur."""

SENTENCE_WORDS = _of_every_language("sentences")
"""Words that begin or end what stands before a colon in the middle of somebody's speech."""

LETTERS: Mapping[str, Letters] = {
    language: Letters(
        tuple(letters["interviewer"]),
        tuple(letters["informant"]),
        tuple((asks, answers) for asks, answers in letters.get("pairs", ())),
    )
    for language, letters in _WORDS["letters"].items()
}
"""Letters by language; a language that is not here has those of English."""

UNNAMED: Mapping[str, tuple[str, str]] = {
    language: (asks, answers) for language, (asks, answers) in _WORDS["unnamed"].items()
}
"""What interviewer and informant are called where nothing names them; a language that is not here has English words."""

SPEAKER_LETTERS = ("a", "i", "j", "n", "p", "q", "r", "s", "t")
"""Letters that are a speaker's label also where they are small or nobody speaks twice."""

NUMBERED_INFORMANTS = ("a", "i", "j", "n", "p", "r", "s")
"""Letters that with a number are an informant's where somebody else is known to ask."""


def in_language(by_language: Mapping[str, Any], language: str) -> Any:
    """What a language has (``id`` for ``id-ID``); English for one that has nothing of its own."""
    return by_language.get(main_language(language), by_language["en"])


def is_listed(key: str, entries: frozenset[str], *, closely: bool = False) -> bool:
    """Whether a label is an entry of a list, alone or with one word behind it (``Informan A``, ``Interviewer2``).

    Args:
        key: the label's ``label_key``.
        entries: keys. An entry of one character has no word behind it.
        closely: the word behind has one or two characters or is a number, as it has for a label that must not be
        mistaken.
    """
    if key in entries:
        return True
    stem, _, more = key.rpartition(" ")
    if len(stem) > 1 and stem in entries and (not closely or len(more) <= 2 or more.isdigit()):
        return True
    stem = key.rstrip("0123456789")
    return len(stem) > 1 and stem != key and stem in entries


def without_article(key: str) -> str:
    """A label's key without the article before it (``the interviewer``, ``l'enqu\u00eatrice``).

    >>> without_article("the interviewer"), without_article("l'intervistata"), without_article("the")
    ('interviewer', 'intervistata', 'the')
    """
    first, _, rest = key.partition(" ")
    if rest and first in ARTICLES:
        return rest
    elided, apostrophe, rest = key.partition("'")
    return rest if rest and elided + apostrophe in ARTICLES else key


def asks_in(language: str) -> frozenset[str]:
    """The words that begin or mark a question in a language, in small letters; English ones for one that has none."""
    main = main_language(language)
    return frozenset(_ROLES.get(_SAME.get(main, main), _ROLES["en"]).get("asks", ()))


def is_nobody(key: str) -> bool:
    """Whether what stands before a colon is nobody: a day of the week, a word such as ``Note``."""
    return key in NO_LABELS or key.split(" ")[0] in NO_LABELS


def is_phrase(key: str) -> bool:
    """Whether what stands before a colon is no speaker, but a heading or the beginning or end of a sentence."""
    words = key.split(" ")
    if is_nobody(key):
        return True
    if len(words) == 1:
        return words[0] in SENTENCE_WORDS
    return not (SENTENCE_WORDS | PRONOUNS).isdisjoint((words[0], words[-1]))


def is_letter(key: str, letters: str | tuple[str, ...]) -> bool:
    """Whether a label is one of the letters, alone or with a number of at most two digits."""
    return key[:1] in letters and (len(key) == 1 or (key[1:].isdigit() and len(key) <= 3))
