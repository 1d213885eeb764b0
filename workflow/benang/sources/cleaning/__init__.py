"""Cleaning of a source's text: steps with names, each on or off, each counted.

``nfc``, ``soft_hyphens`` and ``line_breaks`` work on the whole text, before it is parted into turns; ``timestamps``,
``non_verbal``, ``fillers``, ``repeated_words`` and ``white_space`` on each utterance, in this order, so that what one
step leaves behind is what the next one sees. ``interviewer_turns`` marks the interviewer's turns and changes no text.
A step changes nothing that is not its own; off, it leaves the text as it is written.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from benang.sources.cleaning.characters import nfc_edits, noise_edits, space_edits, surrogate_edits
from benang.sources.cleaning.fillers import filler_edits
from benang.sources.cleaning.non_verbal import non_verbal_edits
from benang.sources.cleaning.removal import taken_out
from benang.sources.cleaning.repeats import cut_off_edits, repeat_edits
from benang.sources.cleaning.time_marks import SpokenTime, find_time_marks
from benang.text.offsets import Edit, MappedText


@dataclass(frozen=True)
class Cleaning:
    """Which steps are on.

    Attributes:
        nfc: letters with their marks in canonical composition.
        white_space: every span of white space within an utterance is one space.
        soft_hyphens: soft hyphens, zero-width characters, controls and marks of direction go.
        line_breaks: words and lines that only the page parts are joined.
        timestamps: times within an utterance go into the table ``times``.
        non_verbal: marks such as ``[tertawa]`` go.
        fillers: ``eh``, ``um`` and the like go.
        filler_words: the study's own fillers, in place of those of the source's language.
        repeated_words: what a stutter repeats stays once.
        interviewer_turns: turns of interviewers have that role.
    """

    nfc: bool = True
    white_space: bool = True
    soft_hyphens: bool = True
    line_breaks: bool = True
    timestamps: bool = True
    non_verbal: bool = False
    fillers: bool = False
    filler_words: tuple[str, ...] = ()
    repeated_words: bool = False
    interviewer_turns: bool = True

    @property
    def steps(self) -> list[str]:
        """The names of the steps that are on."""
        return [name for name, value in vars(self).items() if value is True]


def cleaning_of(given: Mapping[str, bool | Sequence[str]]) -> Cleaning:
    """The steps as a study's configuration gives them: each on or off, ``fillers`` perhaps as its own words."""
    steps = {step: bool(value) for step, value in given.items()}
    own = given.get("fillers", False)
    return Cleaning(**steps, filler_words=() if isinstance(own, bool) else tuple(own))


def cleaned_text(text: str, language: str, cleaning: Cleaning) -> str:
    """A quotation as it stands in a text that was cleaned with these steps."""
    utterance = MappedText.identity(text)
    return clean_utterances([utterance], language, cleaning, Tally(cleaning.steps))[0][0].text


class Tally:
    """What each step that is on did to one source: how many changes, and how many characters they took away."""

    def __init__(self, steps: Iterable[str]) -> None:
        """Count ``steps``, each from nothing."""
        self._counts = dict.fromkeys(steps, (0, 0))

    def add(self, step: str, edits: Sequence[Edit]) -> None:
        """Count the edits of a step."""
        self.count(step, len(edits), sum(max(0, edit.end - edit.start - len(edit.replacement)) for edit in edits))

    def count(self, step: str, changes: int, characters: int = 0) -> None:
        """Count changes of a step."""
        before = self._counts[step]
        self._counts[step] = (before[0] + changes, before[1] + characters)

    def rows(self, source_id: str) -> list[dict[str, object]]:
        """Rows of the table ``cleaning``, in the order of the steps."""
        return [
            {"source_id": source_id, "step": step, "changes": changes, "characters": characters}
            for step, (changes, characters) in self._counts.items()
        ]


def clean_characters(text: MappedText, cleaning: Cleaning, tally: Tally) -> MappedText:
    """A source's whole text with the steps ``soft_hyphens`` and ``nfc``; its line ends stay.

    A lone surrogate, which no file can hold, becomes U+FFFD whatever the steps.
    """
    noise: list[Edit] = []
    if cleaning.soft_hyphens:
        noise = noise_edits(text.text)
        tally.add("soft_hyphens", noise)
    text = text.edit([*noise, *surrogate_edits(text.text)])
    if cleaning.nfc:
        edits = nfc_edits(text.text)
        tally.add("nfc", edits)
        text = text.edit(edits)
    return text


def clean_utterances(
    utterances: Sequence[MappedText], language: str, cleaning: Cleaning, tally: Tally, named: Sequence[bool] = ()
) -> list[tuple[MappedText, list[SpokenTime]]]:
    """Utterances with the steps that work on each of them.

    Args:
        utterances: all utterances of a source in order, without white space at their ends.
        language: code of the source's language.
        cleaning: which steps.
        tally: where they are counted.
        named: of each utterance, whether its speaker is named (``find_time_marks``).

    Returns:
        Each utterance, which may be empty now, with the times that were taken out of it.
    """
    finders = _finders(language, cleaning)
    marked = (
        find_time_marks([one.text for one in utterances], named) if cleaning.timestamps else [[] for _ in utterances]
    )
    cleaned = []
    for utterance, marks in zip(utterances, marked, strict=True):
        times = [
            SpokenTime(utterance.to_raw(mark.start, mark.end)[1], mark.time_start, mark.time_end) for mark in marks
        ]
        if marks:
            edits = taken_out(utterance.text, [(mark.start, mark.end) for mark in marks])
            tally.add("timestamps", edits)
            utterance = utterance.edit(edits)
        for step, find in finders:
            if edits := find(utterance.text):
                tally.add(step, edits)
                utterance = utterance.edit(edits)
        # What was taken out at its ends is no longer a part of it.
        cleaned.append((utterance.slice(0, len(utterance.text)) if _has_bare_end(utterance) else utterance, times))
    return cleaned


def _has_bare_end(utterance: MappedText) -> bool:
    """Whether its first or last span has raw text only."""
    return any(run.start == run.end for run in (*utterance.runs[:1], *utterance.runs[-1:]))


def _finders(language: str, cleaning: Cleaning) -> list[tuple[str, Callable[[str], list[Edit]]]]:
    """What finds the changes of the steps that are on, in their order."""
    finders: list[tuple[str, Callable[[str], list[Edit]]]] = []
    if cleaning.non_verbal:
        finders.append(("non_verbal", non_verbal_edits))
    if cleaning.fillers:
        finders.append(("fillers", partial(filler_edits, language=language, words=cleaning.filler_words)))
    if cleaning.repeated_words:
        finders.append(("repeated_words", partial(cut_off_edits, language=language)))
        finders.append(("repeated_words", partial(repeat_edits, language=language)))
    if cleaning.white_space:
        finders.append(("white_space", space_edits))
    return finders
