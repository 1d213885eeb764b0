"""Checks of what is said of the texts: sources frozen as a run freezes them, and every quotation looked for."""

from __future__ import annotations

from dataclasses import asdict, replace

import pandas as pd

from benang.coding.codebook.codebook_file import Codebook
from benang.coding.guide import read_asked, read_guide
from benang.coding.passages import Counting
from benang.coding.people.absent_coders import absent_coders
from benang.coding.people.anchor import anchor
from benang.coding.people.sources_read import sources_read
from benang.core.config_checks import PRIVATE_RUN
from benang.core.problems import has_errors
from benang.core.project_formats import is_project
from benang.privacy.pseudonym_key import assign, gathered, read_key
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import Case, case_names, case_table
from benang.sources.cleaning import cleaning_of
from benang.sources.document_store import Documents
from benang.sources.frozen_sources import frozen_sources, identifiers_in_sources, texts_before_turns
from benang.sources.frozen_tables import FrozenTables
from benang.sources.intake import Intake
from benang.sources.source_row import SourceRow
from benang.sources.speakers.case_labels import unsettled, with_cases_by_label
from benang.sources.speakers.role_proposals import propose_roles
from benang.sources.speakers.roles import Speakers
from benang.sources.speakers.speaker_table import absent_labels, absent_listed
from benang.study.check_answers import unanswered_problems
from benang.study.check_codings import differences, unknown_sources, with_suggestions
from benang.study.check_files import FileChecks
from benang.study.check_written import written_problems
from benang.study.counted_codings import CountedCodings


class TextChecks:
    """Freezes the sources of a study and collects what is wrong with what people said of them."""

    def __init__(self, files: FileChecks) -> None:
        self.files = files

    def all(
        self,
        documents: Documents,
        sources: list[SourceRow],
        cases: list[Case],
        pseudonyms: Pseudonyms,
        intake: Intake,
        rows: pd.DataFrame | None,
        codebook: Codebook | None,
    ) -> None:
        """Freeze the sources as a run would, and look for every quotation."""
        labels = self.files.study.speakers
        names = case_names(cases)
        asking, answering, nobody = (labels.get(role, ()) for role in ("interviewer", "informant", "nobody"))
        speakers = Speakers(asking, answering, names, intake.speakers, nobody)
        cleaning = cleaning_of(self.files.study.cleaning)
        case_ids = [case.case_id for case in cases] if self.files.study.cases else []
        pseudonyms = self._replacing(pseudonyms, sources, documents, speakers, case_ids)
        tables = frozen_sources(documents, sources, speakers, pseudonyms, cleaning, case_ids)
        if self.files.study.cases:
            named = with_cases_by_label(tables.sources, tables.turns, case_names(cases))
            tables = replace(tables, sources=named[0], turns=named[1])
        self.files.problems += [*tables.problems, *absent_labels(intake.speakers, tables.turns)]
        self.files.problems += absent_listed(intake.listed_labels, tables.turns, self.files.config_file.name)
        proposals = propose_roles(tables.sources, tables.turns, set(pseudonyms.names.values()))
        block = f"{self.files.study.private}/{PRIVATE_RUN}" if proposals.names else f"{self.files.study.results}/coding"
        self.files.problems += proposals.public.problems(f"{block}/speakers.yaml")
        self.files.problems = unsettled(self.files.problems, tables.sources, tables.turns)
        if codebook is not None:
            self._guide(codebook, tables, pseudonyms)
        if rows is None or codebook is None:
            return
        codings, found, _ = anchor(
            rows,
            tables.sources,
            tables.turns,
            tables.offset_map,
            codebook.codes,
            pseudonyms,
            cleaning,
            texts_before_turns(lambda: documents, cleaning),
        )
        # Names of codes are told already, each once a table. A source that cannot be read is one all the same.
        unlisted = {
            (problem.file, str(problem.values["source"])): problem
            for problem in unknown_sources(rows, sources, pseudonyms)
        }
        for problem in found:
            if problem.kind in ("coding-source-unknown", "coding-source-ambiguous"):
                told = unlisted.pop((problem.file, str(problem.values["source"])), None)
                if told and not self.files.brings:
                    self.files.problems.append(told)
            elif not problem.kind.startswith("coding-code-"):
                self.files.problems.append(problem)
        # What a project brings is known only when the study is run.
        if not any(is_project(coding.file) for coding in self.files.study.codings):
            self._decided(tables, codings, codebook.codes, cases, pseudonyms)

    def _decided(
        self,
        tables: FrozenTables,
        codings: pd.DataFrame,
        codes: pd.DataFrame,
        cases: list[Case],
        pseudonyms: Pseudonyms,
    ) -> None:
        """What people decided on suggestions and between coders, and what claims answer."""
        study = self.files.study
        codings, found = with_suggestions(self.files.suggested, tables, codings, codes, pseudonyms, study.rules)
        self.files.problems += found
        read = sources_read(study.read, tables.sources)[0]
        absent = absent_coders(map(asdict, study.codings), codings)
        decided, found = differences(self.files.verdicts, tables, codings, codes, read, absent)
        self.files.problems += found
        # Without a coder's file what answers are about cannot be there.
        if absent:
            return
        counting = Counting(list(study.coders) or None, study.count)
        counted = CountedCodings(tables, codings, codes, case_table(cases), counting, decided, read)
        if self.files.claimed.claims and not has_errors(self.files.claimed.problems):
            self.files.problems += unanswered_problems(self.files.claimed, study.claims, counted)
        self.files.problems += written_problems(self.files.written, counted)

    def _guide(self, codebook: Codebook, tables: FrozenTables, pseudonyms: Pseudonyms) -> None:
        """The interviews' guide, and what was asked of it."""
        study = self.files.study
        if not self.files.there(study.guide):
            return
        guide, found = read_guide(self.files.root / study.guide, study.guide, codebook.codes, pseudonyms)
        self.files.problems += found
        # What a project brings is known only when the study is run.
        if self.files.there(study.asked) and not any(is_project(coding.file) for coding in study.codings):
            where = (tables.sources, tables.turns, pseudonyms)
            self.files.problems += read_asked(self.files.root / study.asked, study.asked, guide, *where)[1]

    def _replacing(
        self,
        pseudonyms: Pseudonyms,
        sources: list[SourceRow],
        documents: Documents,
        speakers: Speakers,
        case_ids: list[str],
    ) -> Pseudonyms:
        """Names and identifiers as a run replaces them: known ones keep their numbers, new ones get the next."""
        study = self.files.study
        kinds = replace(pseudonyms, kinds=study.identifiers, language=study.language)
        if not study.identifiers:
            return kinds
        before = read_key(self.files.root / study.private / PRIVATE_RUN / "key.csv")
        cleaning = cleaning_of(study.cleaning)
        found = gathered(identifiers_in_sources(documents, sources, speakers, kinds, cleaning, case_ids))
        key = assign(found, set(pseudonyms.names.values()), study.language, before)
        return replace(kinds, identifiers=key.replacements)
