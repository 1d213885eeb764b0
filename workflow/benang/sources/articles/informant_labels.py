"""What informants are called in an article: "Informan A", "Informant 3", "P7", or a name that the study knows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from benang.sources.articles.article_words import words
from benang.sources.case_index import MONTHS
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.roles import Speakers, names_case

LONGEST_BRACKET = 300
"""Code points of what stands in brackets after a quotation."""

_LETTERS_IN_SENTENCES = "PRIN"
"""Of participants, respondents, informants and narrators; "S1" and "A4" are other things as well."""

_CLOSING = {"(": ")", "[": "]", "（": "）"}
_YEAR = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?![\d\w])")
_SPACE = r"\s{1,20}"
"""Between words that may stand on two lines, the second indented."""
_ID = r"(?:\d{1,3}[A-Za-z]?|[A-Z]{1,2}[-.]?\d{1,3}|[A-Z]|[IVX]{1,4})(?![^\W_])"
_CAPITALISED = r"[^\W\d_a-zß-öø-ÿ][\w'’.\-]*"
_NAME = re.compile(rf"{_CAPITALISED}(?:\s+{_CAPITALISED}){{0,4}}")
_DETAIL = re.compile(r"[^\S\n]*(?:\n|\s*(?:[,;:/|–—.]|-\s|\Z))")


@dataclass(frozen=True, order=True)
class Label:
    """A label as it stands in a text; line ends and repeated spaces in it are one space."""

    start: int
    end: int
    text: str

    @property
    def key(self) -> str:
        """What is the same for all spellings of the label."""
        return label_key(self.text)


@dataclass(frozen=True)
class Bracket:
    """What brackets behind a quotation say.

    Attributes:
        end: behind the closing bracket.
        labels: the informants named in it, each once.
        says: ``informant``, ``interview`` (with nobody in particular), ``literature`` or nothing.
    """

    end: int
    labels: tuple[Label, ...]
    says: str


class Labels:
    """Finds the labels of informants in articles of one language."""

    def __init__(self, language: str, case_ids: Sequence[str], speakers: Speakers) -> None:
        """Prepare the patterns.

        Args:
            language: of the article.
            case_ids: every case of the study.
            speakers: the study's labels: those of informants, and what cases are called, are known as they stand.
        """
        self._case_ids = tuple(case_ids)
        self._speakers = speakers
        rank = f"(?i:{_either(words('rank', language))})"
        separator = rf"(?:{_SPACE})?(?:[_#.\-–]{_SPACE}|[_#.\-–])?(?:(?i:no)\.?\s?)?"
        known = {name for names in speakers.names.values() for name in names}
        alone = set(words("informant", language))
        listed = (*speakers.informant, *(row.label for row in speakers.table.rows if row.role == "informant"))
        known |= {label for label in listed if label_key(label) not in alone and not label.islower()}
        # What the study calls somebody is a label also where it looks like none.
        self._own = {label_key(name) for name in known} | {label_key(case_id) for case_id in case_ids}
        in_sentence = [
            rf"(?i:{_either(words('informant', language))})(?:{_SPACE}{rank})?(?:{separator}{_ID}"
            rf"|{_SPACE}{_CAPITALISED}(?:{_SPACE}{_CAPITALISED}){{0,2}})",
            *(_spaced(name) for name in sorted(known, key=lambda name: (-len(name), name)) if len(name) > 2),
            *(_spaced(case_id) for case_id in sorted(case_ids) if len(case_id) > 2 and not case_id.islower()),
            rf"[{_LETTERS_IN_SENTENCES}][-.]?\d{{1,2}}(?![^\W_])",
        ]
        # Before an informant's rank: "Key Informant 2".
        self._in_sentence = re.compile(rf"(?<![\w@#])(?:{rank}{_SPACE})?(?:{'|'.join(in_sentence)})(?![^\W_])")
        self._code = re.compile(r"(?:[A-Z]{1,3}|[A-Z][a-z]{1,3})[-. ]{0,2}\d{1,3}[a-z]?(?![^\W_])")
        interview = _either(words("interview", language))
        self._interview = re.compile(rf"(?<![^\W_])(?:{interview})(?![^\W_])", re.IGNORECASE)
        self._opening = re.compile(
            rf"(?:\w+{_SPACE})?(?:{interview})(?:{_SPACE}(?:{_either(words('with', language))})|\s?:|(?=\s))\s*",
            re.IGNORECASE,
        )
        self._page = re.compile(
            rf"(?:{_either(words('page', language))})?\.?\s?\d{{1,4}}(?:\s?[-–]\s?\d{{1,4}})?", re.I
        )
        self._not_the_speaker = re.compile(
            rf"(?<![^\W_])(?:{_either(words('not_the_speaker', language))})\s+\Z", re.IGNORECASE
        )
        self._follows = re.compile(rf"(?<![^\W_])(?:{_either(words('follows', language))})\s*[.:,]?\s*\Z", re.I)

    def case_of(self, label: str) -> str:
        """The one case that a label names, by its id or by what it is called; empty where it names none or several."""
        found = names_case(label, self._case_ids)
        key = label_key(label)
        for case_id in self._case_ids:
            called = map(label_key, self._speakers.names.get(case_id, ()))
            if case_id not in found and any(name and f" {name} " in f" {key} " for name in called):
                found.append(case_id)
        return found[0] if len(found) == 1 else ""

    def in_sentence(self, text: str, start: int, end: int) -> list[Label]:
        """The labels in a span of running text."""
        return [_label(match) for match in self._in_sentence.finditer(text, start, end)]

    def speakers_in(self, text: str, start: int, end: int) -> list[Label]:
        """The labels in a span of running text without those that somebody is only compared with."""
        return [
            label
            for label in self.in_sentence(text, start, end)
            if not self._not_the_speaker.search(text[max(start, label.start - 30) : label.start])
        ]

    def at(self, text: str, start: int, end: int) -> Label | None:
        """The label that begins at ``start`` and has nothing but details behind it ("P7, female, 34")."""
        for pattern in (self._in_sentence, self._code):
            match = pattern.match(text, start, end)
            if match and _DETAIL.match(text, match.end(), end):
                return _label(match)
        word = re.compile(r"[^,;:()\[\]]{1,60}").match(text, start, end)
        if word and label_key(word[0]) in self._own:
            return Label(start, start + len(word[0].rstrip()), " ".join(word[0].split()))
        return None

    def bracket(self, text: str, start: int, end: int) -> Bracket | None:
        """What the brackets that open at ``start`` say; None where they do not close in reach."""
        close = _closing(text, start, min(end, start + LONGEST_BRACKET))
        if close is None:
            return None
        low, high = start + 1, close
        while low < high and text[low].isspace():
            low += 1
        opening = self._opening.match(text, low, high)
        after = opening.end() if opening else low
        found = [label for place in sorted({low, after}) if (label := self.at(text, place, high))]
        found += [label for label in self.in_sentence(text, low, high) if len(label.text) > 3]
        content = text[low:high]
        interview = self._interview.search(content)
        if not found and opening and (name := _NAME.match(text, after, high)) and _is_name(name[0]):
            found = [_label(name)]
        elif not found and interview and (name := _NAME.match(text, low, high)) and _is_name(name[0]):
            found = [] if self._interview.match(name[0]) else [_label(name)]
        labels: dict[str, Label] = {}
        for label in found:
            # Of "Interview with Informant A" and "Informant A" it is one.
            if not any(label.start < other.end and other.start < label.end for other in labels.values()):
                labels.setdefault(label.key, label)
        says = ""
        if labels:
            says = "informant"
        elif interview:
            says = "interview"
        elif _YEAR.search(content) or self._page.fullmatch(content.strip()):
            says = "literature"
        return Bracket(close + 1, tuple(labels.values()), says)

    def introduces(self, sentence: str) -> bool:
        """Whether a sentence says that a quotation comes next: a colon or comma at its end, or "as follows"."""
        return sentence.rstrip()[-1:] in (":", "：", ",") or self._follows.search(sentence[-60:]) is not None


def is_literature(sentence: str) -> bool:
    """Whether a sentence cites a work: a year in brackets."""
    return re.search(r"[(（][^()]{0,80}?(?<!\d)(?:1[5-9]|20)\d\d[a-z]?(?!\d)", sentence) is not None


def _either(alternatives: Iterable[str]) -> str:
    return "|".join(re.escape(word).replace(r"\ ", _SPACE) for word in alternatives)


def _spaced(name: str) -> str:
    """A name as it may stand in a text: any white space between its words."""
    return _SPACE.join(map(re.escape, name.split()))


def _label(match: re.Match[str]) -> Label:
    return Label(match.start(), match.end(), " ".join(match[0].split()).rstrip("."))


def _is_name(text: str) -> bool:
    return not any(word.casefold().strip(".") in MONTHS for word in text.split())


def _closing(text: str, start: int, end: int) -> int | None:
    opening, closing = text[start], _CLOSING[text[start]]
    depth = 0
    for place in range(start, end):
        if text[place] == opening:
            depth += 1
        elif text[place] == closing:
            depth -= 1
            if depth == 0:
                return place
    return None
