"""Check all of a study that can be checked in seconds: every file by itself, and whether the files agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

import pandas as pd

from benang.coding.codebook.codebook_file import Codebook
from benang.coding.codebook.codebook_history import follow_codes, read_history
from benang.coding.guide import read_asked, read_guide
from benang.coding.passages import Counting
from benang.coding.people.absent_coders import absent_coders
from benang.coding.people.anchor import anchor
from benang.coding.people.coding_files import PATH_SEPARATOR, read_coding_files
from benang.coding.people.sources_read import sources_read
from benang.coding.rules.exceptions import read_exceptions
from benang.coding.rules.negation import negation_problems
from benang.coding.suggestions.decisions import Decision, read_decisions
from benang.coding.together.adjudication import Adjudication, read_adjudication
from benang.conclusions.claims import Claims, read_claims
from benang.core.config import CONFIG_FILE, config_problem, guess_study, read_study
from benang.core.config_checks import PRIVATE_RUN
from benang.core.counting import CONSENSUS, COUNTS
from benang.core.found_files import is_file
from benang.core.lined_yaml import YamlPath
from benang.core.problems import Problem, has_errors, nearest
from benang.core.project_formats import holds_codes, is_project
from benang.core.settings import Study
from benang.exchange.codebooks import read_codebook
from benang.exchange.project_files import ProjectFile, ReadProjectFile, project_files
from benang.exchange.raw_projects import read_raw_project
from benang.literature.literature_matrix import cited_works
from benang.literature.works import read_works, without_own_article
from benang.mapping.evidence import read_evidence
from benang.privacy.pseudonym_key import assign, gathered, read_key
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import Case, case_names, case_table
from benang.sources.cleaning import cleaning_of
from benang.sources.document_store import Documents
from benang.sources.frozen_sources import frozen_sources, identifiers_in_sources, texts_before_turns
from benang.sources.frozen_tables import FrozenTables
from benang.sources.intake import Intake, read_intake
from benang.sources.raw_files import read_raw_files
from benang.sources.residual_risk import read_cleared
from benang.sources.source_row import SourceRow
from benang.sources.speakers.case_labels import unsettled, with_cases_by_label
from benang.sources.speakers.role_proposals import propose_roles
from benang.sources.speakers.roles import Speakers
from benang.sources.speakers.speaker_table import absent_labels, absent_listed
from benang.study.check_answers import unanswered_problems
from benang.study.check_codings import differences, unknown_codes, unknown_sources, with_suggestions
from benang.study.check_read import unknown_read
from benang.study.check_written import written_mark_problems, written_problems
from benang.study.counted_codings import CountedCodings
from benang.study.named import named_problems
from benang.writing.folder import list_writing
from benang.writing.table_units import written_units
from benang.writing.writing import Writing, read_writing


def check_study(
    root: Path,
    deep: bool = False,
    *,
    config_file: Path | None = None,
    overrides: Mapping[str, object] | None = None,
) -> tuple[Study | None, list[Problem]]:
    """Check a study before anything of it is worked on.

    Checked are the configuration, pseudonyms, cases, the list of sources (not what is in them), the codebook and its
    rules, the literature and the keys that are cited, claims and the published evidence.

    Args:
        root: the study's folder.
        deep: also read the coding tables and look up every source, code and coder that they name; and, where they are
            not large, read the sources and look for every quotation.
        config_file: another configuration than ``config.yaml`` in that folder.
        overrides: values that stand above those of the configuration.

    Returns:
        The study (None where its configuration has a wrong form; its other files are checked all the same), and every
        problem, in order of file and line.
    """
    path = config_file if config_file is not None else root / CONFIG_FILE
    study, found = read_study(path, overrides, root=root)
    problems = list(found)
    readable = study if study is not None else guess_study(path, overrides)
    if readable is not None:
        problems += _Check(root, readable, path, overrides, found).all(deep)
    unique = list(dict.fromkeys(_Key(problem) for problem in problems))
    ordered = sorted(
        (key.problem for key in unique), key=lambda each: (each.file, each.line or 0, each.place, each.kind)
    )
    return study, ordered


REPORTED_OF_PATTERNS = frozenset(
    {"no-source-files", "all-sources-excluded", "path-absolute", "path-backslash", "path-invalid", "link-broken"}
    | {"file-special", "folder-unreadable"}
)
"""Why a pattern of sources finds nothing, as the configuration's check tells it."""


def what_stops_a_run(
    root: Path, *, config_file: Path | None = None, overrides: Mapping[str, object] | None = None
) -> list[Problem]:
    """Everything that is wrong with a study, where one of it would stop a run at a later stage; else nothing.

    A strict run stops at any error. One that is not strict goes on, but not without the codebook, the rules and their
    exceptions, the claims, the published evidence and what is written beside the data, which are the researcher's and
    are read whole or not at all.

    Args:
        root, config_file, overrides: as for ``check_study``.
    """
    study, problems = check_study(root, config_file=config_file, overrides=overrides)
    if study is None:
        return problems
    needed = {study.claims, study.evidence, study.rules.exceptions, study.codebook.file if study.codebook else ""}
    errors = [problem for problem in problems if problem.severity == "error"]
    written = f"{study.writing}/" if study.writing else ""
    if not any(
        study.strict or problem.file in needed or (written and problem.file.startswith(written)) for problem in errors
    ):
        return []
    # The run cannot go on anyway, so there is time to read the other files too.
    return check_study(root, deep=True, config_file=config_file, overrides=overrides)[1]


LARGEST_READ = 20_000_000
"""Bytes of sources that a check reads; more would take minutes."""


class _Key:
    """A problem by what it says, so that one found on two ways is told once."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self._row = tuple(sorted((key, str(value)) for key, value in problem.row().items()))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Key) and other._row == self._row

    def __hash__(self) -> int:
        return hash(self._row)


class _Check:
    """Reads the files of a study in the order in which they need each other and collects what is wrong."""

    def __init__(
        self,
        root: Path,
        study: Study,
        config_file: Path,
        overrides: Mapping[str, object] | None,
        known: tuple[Problem, ...],
    ) -> None:
        self.root = root
        self.config_file = config_file
        self.overrides = overrides
        self.study = study
        self.problems: list[Problem] = []
        self._known = {problem.kind for problem in known}
        self._suggested: list[Decision] = []
        self._verdicts: list[Adjudication] = []
        self._claimed = Claims()
        self._works: list[str] = []
        self._written = Writing()
        self._read_projects: dict[str, ReadProjectFile] = {}

    def all(self, deep: bool) -> list[Problem]:
        study = self.study
        intake = read_intake(self.root, study)
        pseudonyms, cases, sources = intake.pseudonyms, list(intake.cases), list(intake.sources)
        # A pattern without a file is told with its line by the configuration's check.
        reported = self._known & REPORTED_OF_PATTERNS
        self.problems += [problem for problem in intake.problems if not (reported and problem.kind == "sources-none")]
        self.problems += unknown_read(self.config_file, study, sources, pseudonyms)
        self.problems += named_problems(study, cases, self.config_file, self.overrides)
        self._decisions(pseudonyms)
        read_projects = self._projects() if deep else []
        rows = self._codings(pseudonyms) if deep or (study.codebook and study.codebook.paths) else None
        codebook = self._codebook(rows, pseudonyms)
        if rows is not None and codebook is not None:
            rows = self._followed(rows, codebook, pseudonyms)
        self._literature(codebook)
        if codebook is not None and len(codebook.codes):
            self._claims(codebook, cases, sources, pseudonyms)
            self._evidence(codebook, cases, sources)
            if deep and rows is not None:
                self._names_in_codings(rows, codebook, sources, pseudonyms, read_projects, cases)
        self._writing(codebook, pseudonyms)
        if deep:
            self._marks(codebook, sources)
        if study.cleared and self._there(study.cleared):
            self.problems += read_cleared(self.root / study.cleared, study.cleared)[1]
        if deep and not self._too_large(sources):  # a large study's texts are left to the run
            documents = read_raw_files(self.root, sources)
            self._texts(documents, sources, cases, pseudonyms, intake, rows, codebook)
        return intake.withdrawal.reportable(self.problems)

    def _replacing(
        self,
        pseudonyms: Pseudonyms,
        sources: list[SourceRow],
        documents: Documents,
        speakers: Speakers,
        case_ids: list[str],
    ) -> Pseudonyms:
        """Names and identifiers as a run replaces them: known ones keep their numbers, new ones get the next."""
        study = self.study
        kinds = replace(pseudonyms, kinds=study.identifiers, language=study.language)
        if not study.identifiers:
            return kinds
        before = read_key(self.root / study.private / PRIVATE_RUN / "key.csv")
        cleaning = cleaning_of(study.cleaning)
        found = gathered(identifiers_in_sources(documents, sources, speakers, kinds, cleaning, case_ids))
        key = assign(found, set(pseudonyms.names.values()), study.language, before)
        return replace(kinds, identifiers=key.replacements)

    def _configured(self, kind: str, where: YamlPath, **values: object) -> None:
        """Report something that is wrong with a value of the configuration."""
        self.problems.append(config_problem(kind, self.config_file, self.overrides, where, **values))

    @property
    def _brings(self) -> bool:
        """Whether a project of another program brings sources and cases that are known only when the study is run."""
        return any(is_project(coding.file) for coding in self.study.codings)

    def _known_cases(self, cases: list[Case], sources: list[SourceRow]) -> pd.DataFrame | None:
        """The cases as a table; None where more of them come to light only when sources are read."""
        of_articles = self.study.cases is None and any(source.kind == "article" for source in sources)
        return case_table(cases) if cases and not (self._brings or of_articles) else None

    def _too_large(self, sources: list[SourceRow]) -> bool:
        return sum((self.root / source.path).stat().st_size for source in sources) > LARGEST_READ

    def _there(self, file: str) -> bool:
        """Whether a file is given and there; the configuration's check has told where it is not."""
        return bool(file) and is_file(self.root / file)

    def _codings(self, pseudonyms: Pseudonyms) -> pd.DataFrame | None:
        tables = [each for each in self.study.codings if not is_project(each.file) and self._there(each.file)]
        rows, found = read_coding_files(map(asdict, tables), self.root, pseudonyms)
        self.problems += found
        return rows if len(rows) else None

    def _codebook(self, rows: pd.DataFrame | None, pseudonyms: Pseudonyms) -> Codebook | None:
        given = self.study.codebook
        if given is None or not self._there(given.file):
            return None
        paths = given.paths or None
        separator = paths or PATH_SEPARATOR
        met = sorted({str(code) for code in rows["code"]}) if rows is not None else []
        code_paths = [code for code in met if separator.strip() in code or PATH_SEPARATOR in code]
        codebook = read_codebook(
            self.root / given.file,
            given.file,
            given.columns,
            paths,
            code_paths,
            languages=self.study.languages,
            pseudonyms=pseudonyms,
            projects=self._codebook_projects(given.file),
        )
        self.problems += codebook.problems
        languages = {source_set.language for source_set in self.study.sources}
        self.problems += negation_problems(codebook.rules, languages, given.file)
        return codebook

    def _codebook_projects(self, file: str) -> list[ReadProjectFile]:
        """What was read of the codebook's file, where another program wrote it; each file is read once."""
        if not holds_codes(file):
            return []
        read = self._read_projects.get(file)
        return [read if read is not None else read_raw_project(self.root, file)]

    def _followed(self, rows: pd.DataFrame, codebook: Codebook, pseudonyms: Pseudonyms) -> pd.DataFrame:
        """The coding rows with the codes of the present codebook in place of earlier ones, as a run reads them."""
        file = self.study.codebook.history if self.study.codebook else ""
        if not self._there(file):
            return rows
        history, found = read_history(self.root / file, file, codebook.codes)
        rows, more = follow_codes(rows, history, pseudonyms)
        self.problems += [*found, *more]
        return rows

    def _decisions(self, pseudonyms: Pseudonyms) -> None:
        """What people decided: between coders, on suggestions, on words that stems find."""
        study = self.study
        if self._there(study.adjudication):
            file = study.adjudication
            self._verdicts, found = read_adjudication(self.root / file, file, pseudonyms)
            self.problems += found
        if self._there(study.decisions):
            self._suggested, found = read_decisions(self.root / study.decisions, study.decisions, pseudonyms)
            self.problems += found
        if self._there(study.rules.exceptions):
            self.problems += read_exceptions(self.root / study.rules.exceptions, study.rules.exceptions)[1]

    def _projects(self) -> list[ProjectFile]:
        """Projects of other programs: whether they can be read, and what of them cannot be taken over."""
        there = [
            asdict(coding) for coding in self.study.codings if is_project(coding.file) and self._there(coding.file)
        ]
        for each in there:
            self._read_projects[each["file"]] = read_raw_project(self.root, each["file"], each["dialect"])
        projects, found = project_files(there, [self._read_projects[each["file"]] for each in there])
        self.problems += found
        return projects

    def _literature(self, codebook: Codebook | None) -> None:
        if not self._there(self.study.literature):
            return
        works, found = read_works(self.root / self.study.literature, self.study.literature)
        self.problems += without_own_article(works, found, self.study.citation)[1]
        self._works = works["work_id"].tolist()
        if not len(works):
            return
        if codebook is not None and self.study.codebook is not None:
            _, found = cited_works(works, codebook.codes, self.study.codebook.file)
            lines = codebook.lines
            self.problems += [replace(problem, line=lines.get(str(problem.values["code"]))) for problem in found]
        key = self.study.citation
        if key and key not in set(works["work_id"]):
            near = nearest(key, works["work_id"])
            self._configured("citation-not-in-literature", ("study", "citation"), key=key, near=near)

    def _claims(self, codebook: Codebook, cases: list[Case], sources: list[SourceRow], pseudonyms: Pseudonyms) -> None:
        if self._there(self.study.claims):
            found = read_claims(
                self.root / self.study.claims,
                self.study.claims,
                codebook.codes,
                cases=self._known_cases(cases, sources),
                kinds=sorted({source.kind for source in sources}) if sources and not self._brings else None,
                languages=self.study.languages,
                pseudonyms=pseudonyms,
            )
            self.problems += found.problems
            self._claimed = found

    def _writing(self, codebook: Codebook | None, pseudonyms: Pseudonyms) -> None:
        """What the researchers wrote beside the data."""
        folder = self.study.writing
        known = written_units(codebook.codes) if codebook is not None and len(codebook.codes) else None
        files = list_writing(self.root, folder)
        self._written = read_writing(self.root, files, folder, self.study.languages, pseudonyms, known)
        self.problems += self._written.problems

    def _marks(self, codebook: Codebook | None, sources: list[SourceRow]) -> None:
        """References and numbers in texts, as far as the files tell; a run that is not strict goes on without them."""
        sound = not self.study.claims or not has_errors(self._claimed.problems)
        claims = [claim.claim_id for claim in self._claimed.claims] if sound else None
        codes = codebook.codes["code_id"].tolist() if codebook is not None and len(codebook.codes) else None
        # Works that articles cite are known only when the study is run.
        works = None if any(source.kind == "article" for source in sources) else self._works
        self.problems += written_mark_problems(self._written, codes, claims, works)

    def _evidence(self, codebook: Codebook, cases: list[Case], sources: list[SourceRow]) -> None:
        if self._there(self.study.evidence):
            table = self._known_cases(cases, sources)
            _, found = read_evidence(self.root / self.study.evidence, self.study.evidence, codebook.codes, table)
            self.problems += found

    def _texts(
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
        labels = self.study.speakers
        names = case_names(cases)
        asking, answering, nobody = (labels.get(role, ()) for role in ("interviewer", "informant", "nobody"))
        speakers = Speakers(asking, answering, names, intake.speakers, nobody)
        cleaning = cleaning_of(self.study.cleaning)
        case_ids = [case.case_id for case in cases] if self.study.cases else []
        pseudonyms = self._replacing(pseudonyms, sources, documents, speakers, case_ids)
        tables = frozen_sources(documents, sources, speakers, pseudonyms, cleaning, case_ids)
        if self.study.cases:
            named = with_cases_by_label(tables.sources, tables.turns, case_names(cases))
            tables = replace(tables, sources=named[0], turns=named[1])
        self.problems += [*tables.problems, *absent_labels(intake.speakers, tables.turns)]
        self.problems += absent_listed(intake.listed_labels, tables.turns, self.config_file.name)
        results = f"{self.study.results}/coding/speakers.yaml"
        self.problems += propose_roles(tables.sources, tables.turns).problems(results)
        self.problems = unsettled(self.problems, tables.sources, tables.turns)
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
            (problem.file, str(problem.values["source"])) for problem in unknown_sources(rows, sources, pseudonyms)
        }
        for problem in found:
            if problem.kind in ("coding-source-unknown", "coding-source-ambiguous"):
                key = (problem.file, str(problem.values["source"]))
                if key in unlisted and not self._brings:
                    self.problems.append(problem)
                unlisted.discard(key)
            elif not problem.kind.startswith("coding-code-"):
                self.problems.append(problem)
        # What a project brings is known only when the study is run.
        if not any(is_project(coding.file) for coding in self.study.codings):
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
        study = self.study
        codings, found = with_suggestions(self._suggested, tables, codings, codes, pseudonyms, study.rules)
        self.problems += found
        read = sources_read(study.read, tables.sources)[0]
        absent = absent_coders(map(asdict, study.codings), codings)
        decided, found = differences(self._verdicts, tables, codings, codes, read, absent)
        self.problems += found
        # Without a coder's file what answers are about cannot be there.
        if absent:
            return
        counting = Counting(list(study.coders) or None, study.count)
        counted = CountedCodings(tables, codings, codes, case_table(cases), counting, decided, read)
        if self._claimed.claims and not has_errors(self._claimed.problems):
            self.problems += unanswered_problems(self._claimed, study.claims, counted)
        self.problems += written_problems(self._written, counted)

    def _guide(self, codebook: Codebook, tables: FrozenTables, pseudonyms: Pseudonyms) -> None:
        """The interviews' guide, and what was asked of it."""
        study = self.study
        if not self._there(study.guide):
            return
        guide, found = read_guide(self.root / study.guide, study.guide, codebook.codes, pseudonyms)
        self.problems += found
        # What a project brings is known only when the study is run.
        if self._there(study.asked) and not any(is_project(coding.file) for coding in study.codings):
            where = (tables.sources, tables.turns, pseudonyms)
            self.problems += read_asked(self.root / study.asked, study.asked, guide, *where)[1]

    def _names_in_codings(
        self,
        rows: pd.DataFrame,
        codebook: Codebook,
        sources: list[SourceRow],
        pseudonyms: Pseudonyms,
        read_projects: list[ProjectFile],
        cases: list[Case],
    ) -> None:
        # A source that a project brings has its id only when the study is run.
        # One may also be known by who speaks in it: where the texts are read, they are asked (``_texts``).
        if self._too_large(sources) and not read_projects:
            self.problems += unknown_sources(rows, sources, pseudonyms, cases)
        self.problems += unknown_codes(rows, codebook.codes, pseudonyms)
        coders = sorted(
            {str(coder) for coder in rows["coder"]}
            | {each.coder for each in self.study.codings if each.coder}
            | {person for each in read_projects for person in each.people}
            | ({decision.coder for decision in self._suggested} - {""})
        )
        named: list[tuple[YamlPath, str]] = [
            (("matrices", "coders", number), coder) for number, coder in enumerate(self.study.coders)
        ]
        named += [(("matrices", "count"), self.study.count)] if self.study.count not in COUNTS else []
        named = [(where, coder) for where, coder in named if coder != CONSENSUS]
        named += [(("read", coder), coder) for coder in self.study.read]
        for where, coder in named:
            if where == ("matrices", "count") and coder not in coders:
                if "count-unknown" not in self._known:
                    known = [*COUNTS, *coders]
                    values = {"count": coder, "known": ", ".join(known), "near": nearest(coder, known)}
                    self._configured("count-unknown", where, **values)
            elif coder not in coders and "unknown-coder" not in self._known:
                values = {"coder": coder, "known": ", ".join(coders), "near": nearest(coder, coders)}
                self._configured("unknown-coder", where, **values)
