"""Rev and Rev AI: monologues of elements; times are seconds, or a clock in transcripts made by people."""

from __future__ import annotations

from collections.abc import Iterator

from benang.sources.readers.speech.utterance import Unread, Utterance, first, has_list, seconds, speaker

NAME = "Rev"


def recognises(tree: object) -> bool:
    """A list of monologues."""
    return has_list(tree, "monologues")


def utterances(tree: object, unread: Unread) -> Iterator[Utterance]:
    """One utterance a monologue; its elements hold the spaces between them."""
    names = {
        str(entry.get("id")): name
        for entry in unread.entries(first(tree, "speakers"))
        if (name := speaker(entry.get("name")))
    }
    for monologue in unread.entries(first(tree, "monologues")):
        elements = list(unread.entries(monologue.get("elements")))
        starts = [seconds(first(element, "ts", "timestamp")) for element in elements]
        ends = [seconds(first(element, "end_ts", "end_timestamp")) for element in elements]
        who = monologue.get("speaker")
        yield Utterance(
            "".join(unread.text(element, "value") for element in elements),
            names.get(str(who)) or speaker(who),
            next((time for time in starts if time is not None), None),
            next((time for time in reversed(ends) if time is not None), None),
        )
