"""Which sources of a study the texts of a project are: its own, another state of its own, or new ones."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING, cast

from benang.coding.codebook.codebook_table import free_name
from benang.core.problems import Problem
from benang.core.texts import read_texts
from benang.exchange.case_parts import HeldTurn, held_turns_with_cases, turns_with_cases
from benang.exchange.import_target import Imported, ImportTarget
from benang.exchange.project import KIND, ProjectSource
from benang.exchange.project_files import ProjectFile
from benang.exchange.same_text import SIMILAR, Alignment, Letters, likeness, most_similar, same_texts
from benang.exchange.text_mapping import TextMapping, mapped_text
from benang.sources.case_index import CaseIndex
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import Frozen
from benang.sources.source_ids import source_slug
from benang.sources.source_row import SourceRow
from benang.text.offsets import MappedText

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class HeldSources:
    """The sources a study has by now, by id.

    Attributes:
        letters: the letters of each.
        spoken: those of what is said in each, without labels; none where there are no labels in it.
        cases: its cases.
        turns: those of each.
    """

    letters: dict[str, Letters]
    spoken: dict[str, Letters]
    cases: dict[str, Sequence[str]]
    turns: dict[str, list[HeldTurn]] = field(default_factory=dict)

    @classmethod
    def of(cls, sources: pd.DataFrame, turns: pd.DataFrame | None = None) -> HeldSources:
        """Those of the table ``sources``, with their table ``turns``."""
        texts = dict(zip(sources["source_id"].tolist(), sources["text"].tolist(), strict=True))
        of_source: dict[str, list[HeldTurn]] = {}
        if turns is not None:
            columns = [turns[name].tolist() for name in ("source_id", *HeldTurn._fields)]
            for source_id, start, end, *told in zip(*columns, strict=True):
                of_source.setdefault(str(source_id), []).append(HeldTurn(int(start), int(end), *map(str, told)))
        return cls(
            {source_id: Letters(text) for source_id, text in texts.items()},
            {
                source_id: Letters(text, sorted(turn[:2] for turn in of_source[source_id]))
                for source_id, text in texts.items()
                if source_id in of_source
            },
            dict(zip(texts, map(list, sources["case_ids"]), strict=True)),
            of_source,
        )


_NOBODY = {"role": "other", "role_from": "", "case_id": ""}
_WORDS = re.compile(r"[^\W\d_]+")


@cache
def guide_words() -> frozenset[str]:
    """Words and phrases in the name of a text that is no interview: a guide, a form."""
    return frozenset(word for words in read_texts("guide_names.yaml").values() for word in words)


def _settled(frozen: Frozen) -> Frozen:
    """A text without the doubts about who answers in it, which are settled otherwise."""
    doubts = ("no-informant", "roles-guessed", "no-speakers")
    return replace(frozen, problems=[problem for problem in frozen.problems if problem.kind not in doubts])


KINDS = ("interview", "observation", "article")
"""Kinds of source that a project of a study's own making says of its texts."""


class ProjectTexts:
    """The texts of one project on their way into a study.

    Args:
        file: the project.
        target: the study.
        held: the sources the study has by now; new ones are added.
        imported: what was imported; sources, the list of texts, and problems are added.
        number: the place of the project among those of the study.
    """

    def __init__(
        self, file: ProjectFile, target: ImportTarget, held: HeldSources, imported: Imported, number: int = 0
    ) -> None:
        self._number = number
        self._file = file
        self._project = file.project
        self._target = target
        self._held = held.letters
        self._spoken_held = held.spoken
        self._cases_held = held.cases
        self._turns_held = held.turns
        self._imported = imported
        self._taken: set[str] = set()  # sources that are texts of this project already
        self._reserved: set[str] = set()  # ids of texts that may become sources
        self._index = CaseIndex({case.case_id: source_slug(case.case_id) for case in target.cases})

    def mappings(self) -> dict[str, TextMapping]:
        """The mapping of each readable text; those that the study holds come first, so that none goes elsewhere."""
        found: dict[str, tuple[TextMapping, float]] = {}
        unknown: list[tuple[ProjectSource, Frozen, Letters, MappedText]] = []
        sources = [source for source in self._project.sources if not self._file.leaves_out(source.name)]
        self._report_left_out()
        for source in sources:
            letters = Letters(source.text)
            source_id = self._held_as(source, letters)
            if source_id:
                found[source.identity] = (TextMapping(source_id, "same", letters, self._held[source_id]), 1.0)
        for source in sources:
            frozen = None if source.identity in found else self._frozen(source)
            if frozen is None or frozen.source is None:
                continue
            clean = Letters(str(frozen.source["text"]))
            mapped = mapped_text(clean.text, frozen.offset_map)
            source_id = self._held_as(source, clean)
            if source_id:
                self._reserved.discard(str(frozen.source["source_id"]))
                found[source.identity] = (TextMapping(source_id, "same", clean, self._held[source_id], mapped), 1.0)
            else:
                unknown.append((source, frozen, clean, mapped))
        others: list[tuple[ProjectSource, Frozen, Letters, Letters, MappedText]] = []
        for source, frozen, clean, mapped in unknown:
            spoken = Letters(clean.text, [(int(str(turn["start"])), int(str(turn["end"]))) for turn in frozen.turns])
            source_id = self._held_as(source, spoken, spoken=True)
            if source_id:
                assert frozen.source is not None
                self._reserved.discard(str(frozen.source["source_id"]))
                mapping = TextMapping(source_id, "same", spoken, self._spoken_held[source_id], mapped)
                found[source.identity] = (mapping, 1.0)
            else:
                others.append((source, frozen, clean, spoken, mapped))
        for source, frozen, clean, spoken, mapped in others:
            found[source.identity] = self._similar_or_new(source, frozen, clean, spoken, mapped)
        mappings: dict[str, TextMapping] = {}
        for source in sources:
            if source.identity in found:
                mappings[source.identity], share = found[source.identity]
                self._list(source, mappings[source.identity], share)
                self._ranges_in_held(source, mappings[source.identity])
        return mappings

    def _report_left_out(self) -> None:
        """What is coded in texts that are no sources."""
        left_out = {source.identity for source in self._project.sources if self._file.leaves_out(source.name)}
        count = sum(coding.source in left_out for coding in self._project.codings)
        if count:
            values = {"texts": len(left_out), "count": count}
            self._imported.problems.append(Problem("exchange-text-left-out", self._file.file, values=values))

    def _is_guide(self, source: ProjectSource) -> bool:
        """Whether a text's name says that it is an interview guide, a consent form or the like, and no interview."""
        if self._file.kind_of(source.name) or any(source.identity in case.sources for case in self._project.cases):
            return False
        return bool(guide_words() & set(_WORDS.findall(unicodedata.normalize("NFC", source.name).casefold()))) or any(
            phrase in " ".join(_WORDS.findall(source.name.casefold())) for phrase in guide_words() if " " in phrase
        )

    def _held_as(self, source: ProjectSource, letters: Letters, *, spoken: bool = False) -> str:
        """The source that a text is (that says the same), of several the one of its name; empty for none."""
        held_texts = self._spoken_held if spoken else self._held
        free = [held for held in same_texts(letters, held_texts.items()) if held not in self._taken]
        name = self._slug(source).casefold()
        source_id = min(free, key=lambda held: held.casefold() != name, default="")
        if source_id:
            self._taken.add(source_id)
        return source_id

    def _frozen(self, source: ProjectSource) -> Frozen | None:
        """A text cleaned and pseudonymised; None where it cannot be read, which is told."""
        shown = self._shown(source)
        read = self._file.documents[source.identity].shown_as(shown)
        document = read.document
        if document is None:
            self._imported.problems += read.problems
            return None
        row = self._row(source, shown)
        frozen = freeze(document, row, self._target.speakers, self._target.pseudonyms, self._target.cleaning)
        if frozen.source is None:
            self._imported.problems += frozen.problems
        else:
            self._reserved.add(row.source_id)
        return frozen

    def _similar_or_new(
        self, source: ProjectSource, frozen: Frozen, clean: Letters, spoken: Letters, mapped: MappedText
    ) -> tuple[TextMapping, float]:
        """The mapping of a text that the study does not hold, and what it has in common with the source it goes to."""
        free = [held for held in self._held if held not in self._taken]
        others = {held: self._spoken_held.get(held, self._held[held]) for held in free}
        by_words = most_similar(spoken, {held: others[held] for held in free if held in self._spoken_held})
        by_all = most_similar(clean, {held: others[held] for held in free if held not in self._spoken_held})
        near, share = max(by_words, by_all, key=lambda found: found[1])
        if share >= SIMILAR:
            compared = spoken if near in self._spoken_held else clean
            self._taken.add(near)
            values = {"source": near, "similarity": f"{100 * share:.0f}"}
            place = self._shown(source)
            self._imported.problems.append(
                Problem("exchange-text-similar", self._file.file, place=place, values=values)
            )
            alignment = Alignment(compared, others[near])
            return TextMapping(near, "similar", compared, others[near], mapped, alignment), share
        assert frozen.source is not None
        source_id = str(frozen.source["source_id"])
        row_cases = cast("list[str]", frozen.source["case_ids"])
        name = self._slug(source).casefold()
        for held, letters in others.items():
            if held.casefold() == name:
                values = {"source": held, "new": source_id, "similarity": f"{100 * likeness(spoken, letters):.0f}"}
                place = self._shown(source)
                self._imported.problems.append(
                    Problem("exchange-text-other", self._file.file, place=place, values=values)
                )
        frozen = self._with_ranges(source, frozen, mapped)
        if self._is_guide(source):
            frozen = _settled(replace(frozen, turns=[turn | _NOBODY for turn in frozen.turns]))
            place = self._shown(source)
            self._imported.problems.append(Problem("exchange-text-guide", self._file.file, place=place))
        self._imported.frozen.append(frozen)
        origin = {"source_id": source_id, "project": self._number, "identity": source.identity}
        self._imported.origins.append(origin)
        self._held[source_id] = clean
        self._spoken_held[source_id] = spoken
        self._cases_held[source_id] = row_cases
        self._taken.add(source_id)
        return TextMapping(source_id, "new", clean, clean, mapped), 1.0

    def _with_ranges(self, source: ProjectSource, frozen: Frozen, mapped: MappedText) -> Frozen:
        """A text that becomes a source, each turn in a part of the text that is of one case with that case."""
        parts = [(case, mapped.to_clean(start, end)) for case, start, end in self._parts(source)]
        if not parts:
            return frozen
        turns = turns_with_cases(frozen.turns, parts)
        frozen = replace(frozen, turns=turns)
        return _settled(frozen) if any(turn["role"] == "informant" for turn in turns) else frozen

    def _parts(self, source: ProjectSource) -> list[tuple[str, int, int]]:
        """The parts of a text that are of one case: the case's id, and where in the project's text."""
        return [
            (case_id, part.start, part.end)
            for case in self._project.cases
            for part in case.ranges
            if part.source == source.identity and (case_id := self._known_case(case.name))
        ]

    def _ranges_in_held(self, source: ProjectSource, mapping: TextMapping) -> None:
        """The same for a text that the study has itself; where the study says otherwise, that holds, and is told."""
        turns = self._turns_held.get(mapping.source_id, ()) if mapping.how == "same" else ()
        parts = [
            (case, span) for case, start, end in self._parts(source) if turns and (span := mapping.span(start, end))
        ]
        if not parts:
            return
        listed = {case.case_id for case in self._target.cases}
        changed, refused = held_turns_with_cases(turns, parts, listed)
        self._imported.turn_cases += [turn | {"source_id": mapping.source_id} for turn in changed]
        # Another project does not say otherwise without being told, either.
        by_start = {turn["start"]: turn for turn in changed}
        self._turns_held[mapping.source_id] = [
            turn._replace(case_id=str(by_start[turn.start]["case_id"]), role_from="table")
            if turn.start in by_start
            else turn
            for turn in turns
        ]
        if refused:
            values = {"source": mapping.source_id, "count": refused}
            place = self._shown(source)
            self._imported.problems.append(Problem("exchange-ranges-held", self._file.file, place=place, values=values))

    def _list(self, source: ProjectSource, mapping: TextMapping, share: float) -> None:
        name = self._renamed(source.name)
        row = {
            "file": self._file.file,
            "name": name,
            "source_id": mapping.source_id,
            "how": mapping.how,
            "similarity": share,
        }
        self._imported.texts.append(row | {"how": mapping.how, "similarity": share})

    def _row(self, source: ProjectSource, shown: str) -> SourceRow:
        source_id = self._free_id(source)
        kind = source.attributes.get(KIND, "")
        kind = self._file.kind_of(source.name) or (kind if kind in KINDS else self._file.kind)
        cases = self._cases_of(source, source_id, kind)
        return SourceRow(source_id, kind, self._file.language, "", "", shown, cases, 0)

    def _slug(self, source: ProjectSource) -> str:
        name = self._renamed(source.name)
        stem, dot, suffix = name.rpartition(".")
        return source_slug(stem if dot and suffix.isalnum() and len(suffix) <= 4 else name) or "text"

    def _free_id(self, source: ProjectSource) -> str:
        taken = {held.casefold() for held in (*self._held, *self._reserved)}
        return free_name(self._slug(source), taken, str.casefold)

    def _cases_of(self, source: ProjectSource, source_id: str, kind: str) -> tuple[str, ...]:
        """The cases of a text that becomes a source."""
        named = [case for case in self._project.cases if source.identity in case.sources]
        ids = [self.case_id(case.name) for case in named]
        if not self._target.cases:
            own = (source_id,) if kind == "interview" and not self._is_guide(source) else ()
            return tuple(dict.fromkeys(ids)) or own
        known = {case.case_id: case for case in self._target.cases}
        found = {case_id for case_id in ids if case_id in known} | self._index.find(source_id)[0]
        return tuple(case_id for case_id in known if case_id in found)

    def _known_case(self, name: str) -> str:
        """The study's case of a case of the project; empty where the study lists its cases and has none of the name."""
        case_id = self.case_id(name)
        known = not self._target.cases or case_id in {case.case_id for case in self._target.cases}
        return case_id if known else ""

    def case_id(self, name: str) -> str:
        """The id of a case of the project: that of the study's case of this name, else one made of the name."""
        renamed = self._renamed(name)
        known = {source_slug(case.case_id).casefold(): case.case_id for case in self._target.cases}
        slug = source_slug(renamed)
        return known.get(slug.casefold(), slug or renamed)

    def _shown(self, source: ProjectSource) -> str:
        return f"{self._file.file}/{self._renamed(source.name)}"

    def cases_in(self, mappings: Iterable[TextMapping]) -> list[str]:
        """The study's cases of the sources that texts went to, each once."""
        return list(dict.fromkeys(case for mapping in mappings for case in self._cases_held.get(mapping.source_id, ())))

    def _renamed(self, name: str) -> str:
        return self._target.pseudonyms.rename(name)
