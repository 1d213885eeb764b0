"""Who says a quotation: what stands after it, and the sentence before it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from benang.sources.articles.informant_labels import Label, Labels, is_literature
from benang.sources.articles.quotation_marks import ALL
from benang.text.sentences import sentence_spans

_BRACKETS = "([（"
_DASHES = "-–—―~"
_REACH_BEFORE = 400
_REACH_AFTER = 250
_MOST_BRACKETS = 2
_CLOSE_WORDS = 4
"""So many words at most stand between a quotation and the one who, behind it, is said to have said it."""
# The mark of a footnote may stand between a quotation and what follows.
_SKIP = re.compile(r"[\s.,;:!?…]{0,8}(?:[⁰¹²³⁴-⁹]{1,3}|\[\d{1,3}\]|(?<=\S)\d{1,2}(?=[\s.,(–—-]))?[\s.,;:!?…]{0,8}")
_ENDED = re.compile(r"[.!?…。！？]\s*\Z")
_NEXT_SENTENCE = re.compile(r"\.\s{1,9}(?=\S)")
_QUOTED = re.compile(f"[{ALL}]")


@dataclass(frozen=True)
class Verdict:
    """Who is said to speak.

    Attributes:
        label: the informant's label; empty where it is nobody in particular, several, or a work.
        says: ``informant``, ``several``, ``interview``, ``literature`` or nothing.
        weight: of two verdicts that differ, the weightier holds.
        end: how far what says so reaches in the text (behind a quotation; else where that begins).
    """

    label: str = ""
    says: str = ""
    weight: int = 0
    end: int = 0


BRACKET, CONTINUED, INTRODUCED, SAID, BEFORE, AFTER = 6, 5, 4, 3, 2, 1
"""Weights of verdicts, by what says who speaks."""


def after(text: str, place: int, end: int, labels: Labels, language: str, *, ended: bool) -> Verdict:
    """What stands behind a quotation.

    Args:
        text: the body's text.
        place: behind the quotation and its closing mark.
        end: where the paragraph ends.
        labels: finds labels.
        language: of the article.
        ended: whether a sentence has ended within the quotation, so that the next one may begin behind it.
    """
    for _ in range(_MOST_BRACKETS):
        skipped = _SKIP.match(text, place, end)
        next_place = skipped.end() if skipped else place
        ended = ended or _ENDED.search(text, place, next_place) is not None
        place = next_place
        verdict = closing(text, place, end, labels)
        if verdict is None:
            break
        if verdict.says:
            return verdict
        place = verdict.end
    return _said(text, place, end, labels, language, ended=ended)


def closing(text: str, place: int, end: int, labels: Labels) -> Verdict | None:
    """What brackets or a dash at ``place`` say; None where there are none, an empty verdict where they say nothing."""
    character = text[place : place + 1] if place < end else ""
    if character and character in _BRACKETS:
        bracket = labels.bracket(text, place, end)
        if bracket is None:
            return None
        if len(bracket.labels) > 1:
            return Verdict("", "several", BRACKET, bracket.end)
        label = bracket.labels[0].text if bracket.labels else ""
        return Verdict(label, bracket.says, BRACKET, bracket.end)
    if character and character in _DASHES:
        start = place
        while start < end and (text[start] in _DASHES or text[start].isspace()):
            start += 1
        found = labels.at(text, start, end)
        return Verdict(found.text, "informant", BRACKET, _end_of_details(text, found.end, end)) if found else None
    return None


def before(text: str, start: int, place: int, labels: Labels, language: str) -> Verdict:
    """What the sentence before a quotation says, which goes on with it or introduces it.

    Args:
        text: the body's text.
        start: where the text before it begins that belongs to no quotation before.
        place: where the quotation begins.
        labels: finds labels.
        language: of the article.
    """
    start = max(start, place - _REACH_BEFORE)
    found = labels.speakers_in(text, start, place)
    spans = _sentences(text, start, place, found, language)
    if not spans:
        return Verdict()
    sentence = text[spans[-1][0] : place].rstrip()
    introduced = labels.introduces(sentence)
    if _ENDED.search(sentence) and not introduced:
        return Verdict()
    found = _distinct([label for label in found if label.start >= spans[-1][0]])
    weight = INTRODUCED if introduced and sentence[-1] != "," else BEFORE
    if len(found) == 1:
        return Verdict(found[0].text, "informant", weight, place)
    if found:
        return Verdict("", "several", weight, place)
    return Verdict("", "literature", BEFORE, place) if is_literature(sentence) else Verdict()


def _said(text: str, place: int, end: int, labels: Labels, language: str, *, ended: bool) -> Verdict:
    """What the rest of the sentence behind a quotation says ("..., said Informant 3")."""
    stop = min(end, place + _REACH_AFTER)
    quoted = _QUOTED.search(text, place, stop)
    while quoted and text[quoted.start() - 1].isalnum():
        quoted = _QUOTED.search(text, quoted.end(), stop)
    stop = quoted.start() if quoted else stop
    found = labels.speakers_in(text, place, stop)
    spans = _sentences(text, place, stop, found, language)
    if not spans:
        return Verdict()
    stop = spans[0][1]
    sentence = text[place:stop]
    next_one = ended and not sentence.lstrip()[:1].islower()
    if next_one and (len(sentence.split()) > _CLOSE_WORDS or not sentence.rstrip().endswith(".")):
        return Verdict()  # the next sentence says something else, or introduces the next quotation
    found = [label for label in found if label.end <= stop]
    if found and len(text[place : found[0].start].split()) <= _CLOSE_WORDS and "," not in text[place : found[0].start]:
        return Verdict(found[0].text, "informant", SAID, found[0].end)
    found = _distinct(found)
    if len(found) == 1:
        return Verdict(found[0].text, "informant", AFTER, found[0].end)
    if found:
        return Verdict("", "several", AFTER, stop)
    return Verdict("", "literature", AFTER, stop) if is_literature(sentence) else Verdict()


def _sentences(text: str, start: int, end: int, found: list[Label], language: str) -> list[tuple[int, int]]:
    """The sentences of a span; the letter of "Informant A." is no initial, so the stop behind it may end one."""
    spans: list[tuple[int, int]] = []
    for low, high in sentence_spans(text[start:end], language):
        low, high = start + low, start + high
        for label in found:
            stop = _NEXT_SENTENCE.match(text, label.end, high) if low <= label.end < high else None
            if stop and not text[stop.end()].islower():
                spans.append((low, label.end + 1))
                low = stop.end()
        spans.append((low, high))
    return spans


def _distinct(found: list[Label]) -> list[Label]:
    return list({label.key: label for label in reversed(found)}.values())


def _end_of_details(text: str, place: int, end: int) -> int:
    """Where the line ends on which the details behind a label stand, or the sentence."""
    match = re.compile(r"[^\n.!?\"“”]{0,120}").match(text, place, end)
    return match.end() if match else place
