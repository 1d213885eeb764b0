"""What is told of a source's labels: what was assumed, and what looks like a label and was passed over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from benang.core.problems import Problem
from benang.sources.speakers.label_asides import content
from benang.sources.speakers.speeches import Parted

_MOST_SHOWN = 12  # labels in one message


def label_problems(
    text: str,
    parted: Parted,
    once: Iterable[tuple[int, str]],
    spelling: Callable[[str], str],
    told: Callable[[str], str],
    line: Callable[[int], int],
    problem: Callable[[str, Mapping[str, object], int | None], Problem],
) -> list[Problem]:
    """The problems of a source's labels.

    Args:
        text: the text that was parted.
        parted: it by its labels.
        once: where labels stand that occur once and are not known, and each as turns show it.
        spelling: a label, or what looks like one, with pseudonyms.
        told: a speaker's label so, as messages show it.
        line: the raw line of a place of the text.
        problem: makes a problem of a kind with its values and line.
    """
    found = [problem("label-once", {"label": told(label)}, line(place)) for place, label in once]
    # What is misspelt may be a name, and not be found in the list.
    found += [
        problem("label-misspelt", {"label": told(spelling(label))}, line(place[0])) for place, label in parted.misspelt
    ]
    beside: dict[tuple[str, str], list[int]] = {}
    for place, label in parted.described:
        beside.setdefault((told(spelling(label)), spelling(content(text, place))), []).append(place[0])
    for (label, words), places in beside.items():
        values = {"label": label, "words": words, "count": len(places)}
        found.append(problem("label-described", values, line(places[0])))
    if parted.within:
        found.append(within_problem(parted.within, lambda label: told(spelling(label)), line, problem))
    speakers = {speech.speaker for speech in parted.speeches if speech.label}
    if len(speakers) == 1:
        values = {
            "label": told(spelling(speakers.pop())),
            "count": sum(speech.label is not None for speech in parted.speeches),
        }
        first = next(speech.label for speech in parted.speeches if speech.label)
        found.append(problem("label-alone", values, line(first[0])))
    return found + passed_over(parted, spelling, line, problem)


def within_problem(
    within: Sequence[tuple[tuple[int, int], str]],
    spelling: Callable[[str], str],
    line: Callable[[int], int],
    problem: Callable[[str, Mapping[str, object], int | None], Problem],
) -> Problem:
    """The problem of labels in the midst of what others say: where, and the label; others as in ``label_problems``."""
    counts = Counter(spelling(label) for _, label in within)
    return problem("label-within", {"count": len(within), "labels": _shown(counts.items())}, line(within[0][0][0]))


def passed_over(
    parted: Parted,
    spelling: Callable[[str], str],
    line: Callable[[int], int],
    problem: Callable[[str, Mapping[str, object], int | None], Problem],
) -> list[Problem]:
    """What looks like a label and was not taken, as one problem; arguments as in ``label_problems``."""
    if not parted.passed:
        return []
    counts: dict[str, int] = {}
    for one in parted.passed:
        shown = spelling(one.spelling)
        counts[shown] = counts.get(shown, 0) + one.count
    values = {"count": sum(counts.values()), "labels": _shown(counts.items())}
    return [problem("labels-passed-over", values, line(min(one.label[0] for one in parted.passed)))]


def _shown(counts: Iterable[tuple[str, int]]) -> str:
    """Labels with how often each occurs: the most frequent first, the rest as dots."""
    ordered: Sequence[tuple[str, int]] = sorted(counts, key=lambda one: (-one[1], one[0]))
    more = ", ..." if len(ordered) > _MOST_SHOWN else ""
    return ", ".join(f"{label} ({count})" for label, count in ordered[:_MOST_SHOWN]) + more
