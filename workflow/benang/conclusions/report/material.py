"""Everything a finished run has found, as the report looks at it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, cast

import numpy as np
import pandas as pd
import pyarrow as pa

from benang.coding.codebook.code_tree import below, counting_unit, negative_codes, units
from benang.coding.coding_ids import known_as
from benang.coding.passages import Counting, counted, readers
from benang.coding.passages.asked_questions import AskedTurns
from benang.coding.passages.counted import n_without_evidence, sides_judged
from benang.coding.sides import OPPOSING
from benang.coding.suggestions.left_to_decide import to_decide
from benang.conclusions.from_files import FileFacts, file_facts
from benang.conclusions.next_steps import Step
from benang.conclusions.phrases import phrases
from benang.conclusions.report.evidence_rows import EvidenceRow
from benang.conclusions.report.pictures import Picture
from benang.core import model
from benang.core.counting import AGREED, CONSENSUS, EVIDENCE
from benang.core.problems import Problem
from benang.core.table_rows import TableRows
from benang.mapping.contradictions import LITERATURE
from benang.mapping.examples import Passage
from benang.mapping.matrices import heard, observed
from benang.mapping.quotable import Quotable
from benang.mapping.turn_rows import TurnRows
from benang.sources.source_row import texts_of
from benang.sources.times import times_at
from benang.text.quotations import comparable
from benang.writing.writing import Writing

Record = dict[str, Any]

_MANY = 20_000
"""Rows that are not made as dictionaries, which would take ten times the memory of their table."""


@dataclass(frozen=True)
class Material:
    """The tables of a run.

    Attributes:
        frames: tables by name: those of ``benang.core.model`` and the matrices.
        references: keys of the works in the list of references, the study's own article among them.
        problems: what could not be read, anchored, coded or answered.
        pictures: the figures by name, those that were drawn.
        groups: what each group of cases is called in the report's language.
        counting: whose codings count, and how.
        asked: what became of a language model's answers (``language_model.coder.account``); None without one.
        read: sources by coder, for those who read a source and coded nothing there.
        steps: what brings the study forward next.
        writing: what the researchers wrote beside the data.
        texts: the frozen texts, where the table ``sources`` is without them.
        in_evidence: ids of the codings that evidence rests on (``read_in_evidence``); None where all do.

    The tables ``guide`` and ``asked`` are there where the study has a guide of its interviews.
    """

    frames: Mapping[str, pd.DataFrame]
    references: frozenset[str] = frozenset()
    problems: tuple[Problem, ...] = ()
    pictures: Mapping[str, Picture] | None = None
    groups: Mapping[str, str] = field(default_factory=dict)
    counting: Counting = field(default_factory=Counting)
    asked: Mapping[str, Any] | None = None
    read: Mapping[str, Collection[str]] = field(default_factory=dict)
    steps: Sequence[Step] = ()
    writing: Writing = field(default_factory=Writing)
    texts: Mapping[str, str] | None = None
    in_evidence: pa.Array | None = None

    @cached_property
    def files(self) -> list[FileFacts]:
        """What the sources' files tell of dates, durations and words."""
        return file_facts(self.frames["sources"], self.frames["turns"], self.frames["cases"], self.texts)

    def rows(self, name: str) -> list[Record]:
        """One table as a list of rows; of ``sources`` without what is said in them (``quotable.said``)."""
        if name not in self._rows:
            frame = self.frames[name]
            self._rows[name] = _records(frame.drop(columns="text") if name == "sources" else frame)
        return self._rows[name]

    def rows_of(self, name: str, sources: Collection[str]) -> list[Record]:
        """The rows of one table that belong to some sources."""
        frame = self.frames[name]
        return _records(frame[frame["source_id"].isin(list(sources))])

    @cached_property
    def _rows(self) -> dict[str, list[Record]]:
        return {}

    @cached_property
    def codes(self) -> dict[str, Record]:
        """The codes by id, in the codebook's order."""
        ordered = sorted(self.rows("codes"), key=lambda row: (row["order"], row["code_id"]))
        return {row["code_id"]: row for row in ordered}

    @cached_property
    def themes(self) -> list[str]:
        """Ids of the themes, in the codebook's order."""
        return [code for code, row in self.codes.items() if row["theme_id"] == code]

    @cached_property
    def categories(self) -> list[str]:
        """Ids of the categories (and of themes that have none), in the codebook's order."""
        return units(self.frames["codes"], "category")

    @cached_property
    def category_of(self) -> dict[str, str]:
        """The category under which each code is counted."""
        return counting_unit(self.frames["codes"], "category")

    @cached_property
    def under(self) -> dict[str, tuple[str, ...]]:
        """Each code with itself and everything below it."""
        return below(self.frames["codes"])

    @cached_property
    def sided(self) -> bool:
        """Whether anybody judged on which side passages stand, and so words of sides say something."""
        given = sides_judged(self.frames["codings"], self.frames["codes"])
        return given or any(row["side"] in OPPOSING for row in self.rows("claim_evidence"))

    @cached_property
    def negative(self) -> frozenset[str]:
        """The codes of negative cases."""
        return negative_codes(self.frames["codes"])

    @cached_property
    def of_themes(self) -> list[Passage]:
        """What informants said that is coded with a theme itself, where it has categories: in no category's count."""
        found = (self.passages("code", code) for code in self.codes if code not in self.category_of)
        return [passage for each in found for passage in each if passage.voice == "said"]

    def passages(self, level: str, unit: str) -> list[Passage]:
        """The passages of one unit of a level (``code``, ``category``, ``theme``) in informants' and observers' words,
        in order of source and place."""
        if (level, unit) not in self._passages:
            rows = self._places_of_passages.get((level, unit), ())
            places = rows.tolist() if len(rows) else []
            self._passages[level, unit] = self.quotable.passages(
                self._rows_of_passages, self.frames["passages"], places
            )
        return self._passages[level, unit]

    @cached_property
    def _passages(self) -> dict[tuple[str, str], list[Passage]]:
        return {}

    @cached_property
    def _rows_of_passages(self) -> TableRows:
        return TableRows(self.frames["passages"])

    @cached_property
    def _places_of_passages(self) -> dict[tuple[str, str], Any]:
        """Of each unit the rows of ``passages`` in informants' and observers' words, in order of source and place."""
        passages = self.frames["passages"]
        heard = np.flatnonzero(passages["voice"].isin(EVIDENCE))
        order = passages[["source_id", "start", "end"]].iloc[heard].reset_index(drop=True)
        heard = heard[order.sort_values(["source_id", "start", "end"], kind="stable").index]
        units = passages[["level", "code_id"]].iloc[heard]
        by_unit: dict[Any, Any] = dict(units.groupby(["level", "code_id"], sort=False).indices)
        return {unit: heard[places] for unit, places in by_unit.items()}

    def passage(self, row: Mapping[str, Any]) -> Passage:
        """A row of ``passages`` with its codings, its turn and its source's text."""
        return self.quotable.passage(row)

    def evidence_of(self, claim: str) -> list[Record]:
        """The rows of ``claim_evidence`` of a claim."""
        return self._evidence.get(claim, [])

    @cached_property
    def _evidence(self) -> dict[str, list[Record]]:
        found: dict[str, list[Record]] = {}
        for row in self.rows("claim_evidence"):
            found.setdefault(row["claim_id"], []).append(row)
        return found

    def passage_behind(self, row: Mapping[str, Any]) -> Passage:
        """A row of ``claim_evidence`` as a passage."""
        return self.passage(EvidenceRow(row, self.question_before))

    def passages_for(self, claim: str) -> list[Passage]:
        """The passages that speak for a claim, in the order of ``claim_evidence``."""
        if claim not in self._for_claims:
            rows = (row for row in self.evidence_of(claim) if row["side"] == "for")
            self._for_claims[claim] = list(map(self.passage_behind, rows))
        return self._for_claims[claim]

    @cached_property
    def _for_claims(self) -> dict[str, list[Passage]]:
        return {}

    @cached_property
    def codes_behind(self) -> dict[str, list[str]]:
        """The codes of the codings behind each claim that has any, in order of id."""
        codings, found = self.frames["codings"], {}
        for claim, evidence in self._evidence.items():
            named = {str(coding) for row in evidence for coding in row["coding_ids"]}
            found[claim] = sorted(set(codings.loc[codings["coding_id"].isin(named), "code_id"]))
        return found

    @cached_property
    def quotable(self) -> Quotable:
        """The passages with their words."""
        codings = self.frames["codings"]
        chosen = counted(codings, self.counting, self.frames["disagreements"])
        return Quotable(codings, chosen, self.frames["turns"], self.frames["sources"], self.texts)

    def question_before(self, source: str, turn: int) -> int:
        """The interviewer's last turn before a turn with a passage; 0 where there is none."""
        passages = self.frames["passages"]
        rows = self._passages_of.get(source, [])
        turns = passages["turn"].to_numpy()
        mine = [row for row in rows if turns[row] == turn]
        return int(passages["question_turn"].to_numpy()[mine[-1]]) if mine else 0

    @cached_property
    def _passages_of(self) -> dict[Any, Any]:
        """The rows of ``passages`` by source."""
        return dict(self.frames["passages"].groupby("source_id", sort=False).indices)

    @cached_property
    def questions(self) -> list[Record]:
        """The questions of the guide, in its order; none without a guide."""
        return self.rows("guide") if "guide" in self.frames else []

    @cached_property
    def asked_in(self) -> dict[str, frozenset[str]]:
        """The questions of the guide that were asked in each source whose questions a person confirmed."""
        found: dict[str, set[str]] = {}
        for row in self.rows("asked") if "asked" in self.frames else []:
            found.setdefault(row["source_id"], set()).add(row["question_id"])
        return {source: frozenset(questions) for source, questions in sorted(found.items())}

    @cached_property
    def own_turns(self) -> frozenset[tuple[str, str]]:
        """Each source in which an informant speaks, with the case; an empty one where it cannot be told."""
        turns = self.frames["turns"]
        own = turns.loc[turns["role"] == "informant", ["source_id", "case_id"]].drop_duplicates()
        return frozenset(own.itertuples(index=False, name=None))

    def asked_of(self, case: str) -> frozenset[str] | None:
        """The questions asked in the sources in which a case speaks; None where one was not confirmed."""
        mine = [source for source, own in self.own_turns if own == case]
        if not mine or any(source not in self.asked_in for source in mine):
            return None
        return frozenset().union(*(self.asked_in[source] for source in mine))

    def not_asked_about(self, case: str) -> frozenset[str]:
        """The categories about which a case was not asked, by the guide's questions that were confirmed."""
        return self._not_asked_about.get(case, frozenset())

    @cached_property
    def _not_asked_about(self) -> dict[str, frozenset[str]]:
        if not self.questions:
            return {}
        in_guide = {code for row in self.questions for code in row["code_ids"]}
        asked = AskedTurns(self.frames["asked"], in_guide, self.frames["codes"])
        sources = {case: [source for source, own in self.own_turns if own == case] for case in self.heard}
        return {
            case: frozenset(category for category in self.categories if asked.not_asked(mine, category))
            for case, mine in sources.items()
        }

    @cached_property
    def leaves_out(self) -> bool:
        """Whether the way of counting leaves out what coders differ about, rather than counting it as undecided."""
        return self.counting.count in (AGREED, CONSENSUS)

    @cached_property
    def undecided(self) -> dict[str, int]:
        """Of each category how many said passages rest on a difference nobody decided, counted or left out."""
        found = Counter[str]()
        for row in self.rows("case_category"):
            found[row["code_id"]] += int(row["undecided"])
        if not self.case_ids:
            for row in self.rows("kind_category"):
                found[row["code_id"]] += int(row["undecided"])
        return dict(found)

    @cached_property
    def heard(self) -> list[str]:
        """Ids of the cases that have a turn of their own: the base of what informants say."""
        said = heard(self.frames["turns"])
        return [case for case in self.case_ids if case in said]

    @cached_property
    def silent(self) -> list[str]:
        """Ids of the cases without a turn of their own."""
        spoke = set(self.heard)
        return [case for case in self.case_ids if case not in spoke]

    @cached_property
    def heads_are_turns(self) -> bool:
        """Whether turns of a source in which somebody speaks are counted before the first speaker."""
        turns = self.frames["turns"]
        named = turns[turns["speaker"] != ""].groupby("source_id")["turn"].min()
        return bool((named > 1).any())

    @cached_property
    def described(self) -> list[str]:
        """Ids of the cases that an observation describes."""
        seen = observed(self.frames["turns"])
        return [case for case in self.case_ids if case in seen]

    @cached_property
    def cases(self) -> list[Record]:
        """The cases in the order of the case file."""
        return sorted(self.rows("cases"), key=lambda row: (row["order"], row["case_id"]))

    @cached_property
    def case_ids(self) -> list[str]:
        """Their ids."""
        return [row["case_id"] for row in self.cases]

    @cached_property
    def sources(self) -> dict[str, Record]:
        """The sources by id, in order of id."""
        return {row["source_id"]: row for row in self.rows("sources")}

    @cached_property
    def text_of(self) -> dict[str, str]:
        """What each source is counted as where texts are counted (``sources.source_row.texts_of``)."""
        return texts_of(self.rows("sources"))

    @property
    def turns(self) -> TurnRows:
        """The turns by source and number."""
        return self.quotable.turns

    @cached_property
    def times(self) -> dict[str, float]:
        """The time of the recording (seconds) at which each coding begins, by its id; of those that have one."""
        codings = self.frames["codings"]
        if self.frames["times"].empty:
            return {}
        found = times_at(self.frames["times"], codings["source_id"], codings["start"]).dropna()
        return dict(zip(codings.loc[found.index, "coding_id"], found, strict=True))

    @property
    def counted(self) -> TableRows:
        """The codings that count, in order of source and place."""
        return self.quotable.rows

    def n_counted(self, *columns: str) -> Counter[Any]:
        """How many counted codings have each value of a column; of several, each tuple of values."""
        if columns not in self._n_counted:
            values = zip(*(self.quotable.counted[name].tolist() for name in columns), strict=True)
            self._n_counted[columns] = Counter(values if len(columns) > 1 else (value for (value,) in values))
        return self._n_counted[columns]

    @cached_property
    def n_without_evidence(self) -> int:
        """How many counted codings are of words that are no evidence: an interviewer's, a third person's, a head's."""
        return n_without_evidence(self.quotable.counted, self.in_evidence)

    @cached_property
    def _n_counted(self) -> dict[tuple[str, ...], Counter[Any]]:
        return {}

    @cached_property
    def readers(self) -> dict[str, frozenset[str]]:
        """Who read each source, of those who count: by ``source_id``, sources that nobody read left out."""
        return readers(self.frames["codings"], Counting(self.counting.coders), self.read)

    @property
    def by_id(self) -> dict[str, Mapping[str, Any]]:
        """The counted codings by id."""
        return self.quotable.by_id

    def translated(self, coding_id: str, language: str) -> tuple[str, str] | None:
        """A coding's words in another language, and who translated them; None where nobody did, or of other words."""
        return self._translations.get((coding_id, language))

    @cached_property
    def phrases(self) -> dict[tuple[str, str], str]:
        """Questions, memos and names of deciders in other languages (``conclusions.phrases``)."""
        return phrases(self.writing)

    @cached_property
    def _translations(self) -> dict[tuple[str, str], tuple[str, str]]:
        codings = self.frames["codings"]
        words = dict(zip(codings["coding_id"].tolist(), codings["quotation"].tolist(), strict=True))
        words |= {coding: str(row["quotation"]) for coding, row in self.by_id.items()}
        found: dict[tuple[str, str], tuple[str, str]] = {}
        for row in self.writing.rows("translations"):
            named, quotation = row.cells["coding_id"], row.cells["quotation"]
            coding = named if named in words else known_as(named)
            if coding in words and (not quotation or comparable(quotation) == comparable(words[coding])):
                for language, text in row.texts.get("text", {}).items():
                    found.setdefault((coding, language), (text, row.cells["translator"]))
        return found

    def coded_beneath(self, span: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """The people's codings of a code that share a letter with a span of the consensus, in order of place."""
        return self.quotable.coded_beneath(span)

    @cached_property
    def n_suggested(self) -> int:
        """How many suggestions of the rule coder are left to decide."""
        return int((self.frames["suggestions"]["kind"] == "rule").sum())

    @cached_property
    def n_to_decide(self) -> int:
        """How many suggestions of any kind are left to decide."""
        return to_decide(self.frames["suggestions"], self.frames["codes"])

    @cached_property
    def cells(self) -> dict[tuple[str, str], Record]:
        """The case-by-category matrix by case and category."""
        return {(row["case_id"], row["code_id"]): row for row in self.rows("case_category")}

    @cached_property
    def framework(self) -> dict[tuple[str, str], Record]:
        """The framework matrix by case and theme."""
        return {(row["case_id"], row["code_id"]): row for row in self.rows("framework_theme")}

    @cached_property
    def works_of(self) -> dict[str, int]:
        """How many works hold each category; empty for a study without literature."""
        return {row["code_id"]: int(row["works"]) for row in self.rows("triangulation") if row["kind"] == LITERATURE}

    @cached_property
    def theme_passages(self) -> dict[str, Passage]:
        """The passages of themes by their id."""
        every = (self.passages("theme", theme) for theme in self.themes)
        return {str(passage.row["passage_id"]): passage for found in every for passage in found}

    @cached_property
    def kinds(self) -> list[str]:
        """The kinds of source that the study has, in order."""
        order = {"interview": 0, "observation": 1}
        return sorted({row["kind"] for row in self.rows("sources")}, key=lambda kind: (order.get(kind, 2), kind))

    @cached_property
    def kind_cells(self) -> dict[tuple[str, str], Record]:
        """The kind-by-category matrix by kind and category."""
        return {(row["kind"], row["code_id"]): row for row in self.rows("kind_category")}


def _records(frame: pd.DataFrame) -> list[Record]:
    if len(frame) > _MANY:
        return cast("list[Record]", list(TableRows(frame)))
    return [{str(key): value for key, value in row.items()} for row in frame.to_dict("records")]


def labels(material: Material, language: str) -> dict[str, str]:
    """Label of each code in ``language``."""
    return model.labels(material.frames["codes"], language)
