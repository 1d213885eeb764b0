"""The labels that a study knows for one source: of its lists, its speaker table, and its cases."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.listed_labels import ListedLabels
from benang.sources.speakers.role_words import is_listed
from benang.sources.speakers.roles import Speakers


@dataclass(frozen=True)
class KnownLabels:
    """The labels that a study knows for one source.

    Attributes:
        keys: labels of the speaker table, cases, and what cases are called.
        listed: labels of the study's lists; also with a letter or a number behind them.
        renamed: puts pseudonyms in, since the study may list a speaker by either name.
        as_written: what is matched as it is written.
        nobody: what the study says is no label; also with a letter or a number behind it.
    """

    keys: frozenset[str] = frozenset()
    listed: frozenset[str] = frozenset()
    renamed: Callable[[str], str] = str
    as_written: ListedLabels = field(default_factory=ListedLabels)
    nobody: frozenset[str] = frozenset()

    def holds(self, key: str, spelling: str) -> bool:
        """Whether a label is known."""
        if key in self.keys or is_listed(key, self.listed, closely=True):
            return True
        shown = label_key(self.renamed(spelling))
        return shown != key and (shown in self.keys or is_listed(shown, self.listed, closely=True))

    def is_nobody(self, key: str) -> bool:
        """Whether the study says that this is nobody's label."""
        return is_listed(key, self.nobody, closely=True)


def known_labels(
    speakers: Speakers, source_id: str, case_ids: Sequence[str], renamed: Callable[[str], str] = str
) -> KnownLabels:
    """The labels that a study knows for a source.

    Args:
        speakers: the study's labels, as it gives them.
        source_id, case_ids: the source and its cases.
        renamed: puts pseudonyms in.
    """
    rows = [row.label for row in speakers.table.rows if row.source_id in ("", source_id)]
    names = [name for case_id in case_ids for name in (case_id, *speakers.names.get(case_id, ()))]
    listed = (*speakers.interviewer, *speakers.informant)
    return KnownLabels(
        frozenset(label_key(label) for one in (*rows, *names) for label in (one, renamed(one))),
        frozenset(label_key(label) for one in listed for label in (one, renamed(one))),
        renamed,
        ListedLabels((*listed, *rows), tuple(names)),
        speakers.nobody_keys,
    )
