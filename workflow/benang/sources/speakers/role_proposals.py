"""Who asks and who answers, where no label says it: a proposal, and the lines of the configuration that settle it.

A speaker who asks is told by question marks and question words, one who answers by speaking at length. It is a proposal
and changes no role: the researcher reads it, corrects it and puts its lines into the configuration.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NamedTuple

from benang.core.problems import Problem
from benang.core.texts import read_texts, text_in
from benang.sources.speakers.label_key import label_key
from benang.sources.speakers.label_names import looks_like_name
from benang.sources.speakers.questions import Said, asker_of, is_asked, plain_asker, question_marks
from benang.sources.speakers.role_words import ASIDE_WORDS, UNKNOWN_WORDS, asks_in, is_listed, is_nobody
from benang.sources.speakers.roles import Speakers
from benang.text.language_detection import spoken_language

if TYPE_CHECKING:
    import pandas as pd

_PLAIN = re.compile(r"[^\W\d_][\w .'-]*")
_FEWEST_WORDS = 0.05  # share of a source's words, of one who answers
_YAML_WORDS = {"y", "n", "yes", "no", "on", "off", "true", "false", "null", "none"}
_FILE = "config.yaml"
_MOST_SHOWN = 12


class Untold(NamedTuple):
    """An interview in which no informant is told apart: its id and file, and its labels (none: unlabelled)."""

    source_id: str
    file: str
    labels: tuple[str, ...]


@dataclass(frozen=True)
class RoleProposals:
    """What a study's interviews lack to tell who asks and who answers.

    Attributes:
        interviews: how many interviews there are.
        untold: those in which no informant is told apart, by source id.
        guessed: ids of those whose roles rest on bare letters.
        interviewer, informant: labels for the configuration: what is read so, but for lack of others, and what is
            proposed.
        rows: (source id, label, role) for the speaker table, where a label is one thing in one interview and another in
            another.
        names: of the labels that look like a person's name that nobody listed, the file and line where each begins.
    """

    interviews: int = 0
    untold: tuple[Untold, ...] = ()
    guessed: tuple[str, ...] = ()
    interviewer: tuple[str, ...] = ()
    informant: tuple[str, ...] = ()
    rows: tuple[tuple[str, str, str], ...] = field(default=())
    names: Mapping[str, str] = field(default_factory=dict, repr=False)

    @property
    def line(self) -> str:
        """The whole ``speakers:`` entry of the configuration in one line; it may hold names, as labels do."""
        listed = [f"{role}: [{', '.join(map(_scalar, labels))}]" for role, labels in self._lists()]
        return f"speakers: {{{', '.join(listed)}}}"

    @property
    def public(self) -> RoleProposals:
        """The same with file and line of a label in the place of a name."""
        return replace(
            self,
            untold=tuple(one._replace(labels=tuple(map(self._shown, one.labels))) for one in self.untold),
            interviewer=tuple(map(self._shown, self.interviewer)),
            informant=tuple(map(self._shown, self.informant)),
            rows=tuple((source, self._shown(label), role) for source, label, role in self.rows),
        )

    def _shown(self, label: str) -> str:
        return self.names.get(label, label)

    def _lists(self) -> Iterable[tuple[str, tuple[str, ...]]]:
        return ("interviewer", self.interviewer), ("informant", self.informant)

    def block(self, language: str) -> str:
        """The ``speakers:`` entry as a file to copy from, with remarks in a language."""
        words = read_texts("role_proposals.yaml")

        def remark(name: str, **values: object) -> str:
            return "".join(f"# {line}\n" for line in text_in(words[name], language).format(**values).splitlines())

        lines = [f"  {role}: [{', '.join(map(_scalar, labels))}]\n" for role, labels in self._lists()]
        text = remark("head") + "speakers:\n" + "".join(lines)
        proposed = {*self.interviewer, *self.informant, *(label for _, label, _ in self.rows)}
        for one in self.untold:
            left = [label for label in one.labels if label not in proposed]
            if not one.labels:
                text += remark("unlabelled", source=one.source_id)
            elif left:
                text += remark("left", source=one.source_id, labels=", ".join(left))
        if set(self.names.values()) & proposed:
            text += remark("names")
        if self.rows:
            text += remark("rows") + "#\n# source,label,role\n"
            text += "".join(f"# {','.join(map(_cell, row))}\n" for row in self.rows)
        return text

    def problems(self, file: str) -> list[Problem]:
        """One problem for the whole study, with the lines to add; none where every informant is told apart surely.

        Args:
            file: where the block stands, as problems name it.
        """
        values: dict[str, object] = {"of": self.interviews, "entry": self.line, "file": file}
        if self.untold:
            sources = _some([one.source_id for one in self.untold])
            kind = "informants-untold" if self.informant or self.rows else "informants-unproposed"
            labels = _some(sorted({label for one in self.untold for label in one.labels})) or "-"
            return [
                Problem(kind, _FILE, values=values | {"count": len(self.untold), "sources": sources, "labels": labels})
            ]
        if self.guessed:
            return [Problem("roles-to-confirm", _FILE, values=values | {"count": len(self.guessed)})]
        return []


def propose_roles(
    sources: pd.DataFrame, turns: pd.DataFrame, stand_ins: Collection[str] | None = None
) -> RoleProposals:
    """Who asks and who answers in a study's interviews, as far as it is read, and a proposal for the rest.

    Args:
        sources: table ``sources``, with its texts.
        turns: table ``turns``.
        stand_ins: the pseudonyms of the study, which no name is; None where nobody asks which labels are names.
    """
    read = RolesRead(stand_ins)
    read.add(sources, turns)
    return read.proposals()


class RolesRead:
    """What the interviews of a study say of who asks and who answers; they may come some at a time.

    Args:
        stand_ins: as for ``propose_roles``.
    """

    def __init__(self, stand_ins: Collection[str] | None = None) -> None:
        self._stand_ins = stand_ins
        self._names: dict[str, str] = {}
        self._interviews = 0
        self._roles: dict[str, dict[str, str]] = {}
        self._untold: list[Untold] = []
        self._guessed: list[str] = []

    def add(self, sources: pd.DataFrame, turns: pd.DataFrame) -> None:
        """Read some interviews; they come in the order of ``source_id``.

        Args:
            sources, turns: as for ``propose_roles``.
        """
        interviews = sources[sources["kind"] == "interview"]
        self._interviews += len(interviews)
        by_source = {str(source_id): rows for source_id, rows in turns.groupby("source_id", sort=False)}
        for source in interviews.sort_values("source_id").to_dict("records"):
            rows = by_source.get(source["source_id"])
            if rows is not None:
                speakers = _speakers(rows, str(source["text"]), str(source["language"]))
                self._add(str(source["source_id"]), str(source["file"]), speakers)
                if self._stand_ins is not None:
                    self._find_names(str(source["file"]), rows, list(source["case_ids"]))

    def _find_names(self, file: str, rows: pd.DataFrame, case_ids: Sequence[str]) -> None:
        for row in rows[rows["speaker"] != ""].drop_duplicates("speaker").to_dict("records"):
            label = str(row["speaker"])
            known = [*case_ids, str(row["case_id"])]
            if looks_like_name(label, self._stand_ins or (), known, Speakers()):
                self._names.setdefault(label, f"{file}:{row['line']}")

    def _add(self, source_id: str, file: str, speakers: Mapping[str, _Speaker]) -> None:
        known_roles = {speaker.role for speaker in speakers.values()}
        given = {label: one.role for label, one in speakers.items() if label and one.role in _ROLES and one.is_stated}
        if "informant" not in known_roles:
            labels = tuple(sorted(label for label in speakers if label))
            self._untold.append(Untold(source_id, file, labels))
            given |= _proposed({label: one for label, one in speakers.items() if label})
        elif any(one.role_from == "letter" for one in speakers.values()) and all(
            one.role_from in ("letter", "alone", "") for one in speakers.values() if one.role in _ROLES
        ):
            self._guessed.append(source_id)
            given |= {label: one.role for label, one in speakers.items() if label and one.role_from == "alone"}
        if "informant" in known_roles and "interviewer" not in known_roles:
            # Listing the one label alone would leave the other without a role.
            asker = plain_asker({label: one.said for label, one in speakers.items() if label})
            given |= {asker: "interviewer"} if asker and speakers[asker].role == "other" else {}
        self._roles[source_id] = given

    def proposals(self) -> RoleProposals:
        """What comes of all that was read."""
        interviewer, informant, conflicting = _together(self._roles)
        untold, guessed = tuple(self._untold), tuple(self._guessed)
        return RoleProposals(self._interviews, untold, guessed, interviewer, informant, conflicting, self._names)


_ROLES = ("interviewer", "informant")


class _Speaker(NamedTuple):
    """A label in a source: its role, what told it, and, where a role is missing, how much it says and asks."""

    role: str
    role_from: str
    said: Said

    @property
    def is_stated(self) -> bool:
        """Whether something says the role, and not only that nobody else is there."""
        return self.role_from not in ("", "alone")


def _speakers(rows: pd.DataFrame, text: str, stated: str) -> dict[str, _Speaker]:
    found: dict[str, _Speaker] = {}
    columns = [rows[name].tolist() for name in ("speaker", "role", "role_from", "start", "end", "n_words")]
    for label, role, role_from in zip(*columns[:3], strict=True):
        if label not in found:
            found[label] = _Speaker(role, role_from, Said())
    if {*_ROLES} <= {speaker.role for speaker in found.values()}:
        return found  # it is told who asks and who answers: nobody wants to know how
    language = spoken_language(text, stated)
    asked, marks = asks_in(language), question_marks(language)
    for label, _, _, start, end, words in zip(*columns, strict=True):
        asks = is_asked(text[int(start) : int(end)], asked, marks)
        before = found[label]
        found[label] = before._replace(said=before.said.and_turn(asks, int(words)))
    return found


def _proposed(speakers: Mapping[str, _Speaker]) -> dict[str, str]:
    """The roles that one source suggests for labels that have none."""
    total = sum(one.said.words for one in speakers.values()) or 1
    may = {
        label: one.said
        for label, one in speakers.items()
        if one.role == "other"
        and not is_nobody(key := label_key(label))
        # Whom a recogniser calls unknown is somebody, who may ask or answer.
        and (is_listed(key, UNKNOWN_WORDS) or not is_listed(key, ASIDE_WORDS))
        and not (len(key) == 1 and label.islower())
        and (one.said.turns > 1 or one.said.words >= _FEWEST_WORDS * total)
    }
    asker = ""
    if not any(one.role == "interviewer" for one in speakers.values()):
        asker = asker_of(may)
        if not asker:
            return {}
    answering = {
        label: "informant" for label, one in may.items() if label != asker and one.words >= _FEWEST_WORDS * total
    }
    return (answering | ({asker: "interviewer"} if asker else {})) if answering else {}


def _together(
    roles: Mapping[str, Mapping[str, str]],
) -> tuple[tuple[str, ...], tuple[str, ...], tuple[tuple[str, str, str], ...]]:
    """Labels by role for the whole study, and rows for those that are one thing here and another there."""
    by_key: dict[str, dict[str, set[str]]] = {}
    for given in roles.values():
        for label, role in given.items():
            by_key.setdefault(label_key(label), {}).setdefault(role, set()).add(label)
    lists: dict[str, list[str]] = {role: [] for role in _ROLES}
    for found in by_key.values():
        if len(found) == 1:
            ((role, labels),) = found.items()
            lists[role].append(min(labels))
    rows = tuple(
        (source_id, label, role)
        for source_id, given in roles.items()
        for label, role in sorted(given.items())
        if len(by_key[label_key(label)]) > 1
    )
    return tuple(sorted(lists["interviewer"])), tuple(sorted(lists["informant"])), rows


def _some(names: list[str]) -> str:
    return ", ".join(names[:_MOST_SHOWN]) + (", ..." if len(names) > _MOST_SHOWN else "")


def _scalar(label: str) -> str:
    """A label as YAML writes it in a list."""
    plain = _PLAIN.fullmatch(label) and label.casefold() not in _YAML_WORDS and not label.endswith((" ", "-", "."))
    return label if plain else json.dumps(label, ensure_ascii=False)


def _cell(text: str) -> str:
    return f'"{text.replace(chr(34), chr(34) * 2)}"' if re.search(r'[",\r\n]', text) else text
