"""Checks of the files that people keep: each by itself, and whether they agree."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, replace
from pathlib import Path

import pandas as pd

from benang.coding.codebook.codebook_file import Codebook
from benang.coding.codebook.codebook_history import follow_codes, read_history
from benang.coding.people.coding_files import PATH_SEPARATOR, read_coding_files
from benang.coding.rules.exceptions import read_exceptions
from benang.coding.rules.negation import negation_problems
from benang.coding.suggestions.decisions import Decision, read_decisions
from benang.coding.together.adjudication import Adjudication, read_adjudication
from benang.conclusions.claims import Claims, read_claims
from benang.core.config import config_problem
from benang.core.counting import CONSENSUS, COUNTS
from benang.core.found_files import is_file
from benang.core.lined_yaml import YamlPath
from benang.core.problems import Problem, has_errors, nearest
from benang.core.project_formats import holds_codes, is_project
from benang.core.settings import Study
from benang.exchange.codebooks import read_codebook
from benang.exchange.project_files import ProjectFile, ReadProjectFile, project_files
from benang.exchange.raw_projects import read_raw_project
from benang.literature.citation_style import read_style
from benang.literature.literature_matrix import cited_works
from benang.literature.reference_lists import read_reference_lists
from benang.literature.references import keys_of
from benang.literature.text_files import list_texts, texts_of_works
from benang.literature.works import without_own_article
from benang.mapping.evidence import read_evidence
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import Case, case_table
from benang.sources.source_row import SourceRow
from benang.study.check_codings import unknown_codes, unknown_sources
from benang.study.check_written import written_mark_problems
from benang.writing.folder import list_writing
from benang.writing.table_units import written_units
from benang.writing.writing import Writing, read_writing

LARGEST_READ = 20_000_000
"""Bytes of sources that a check reads; more would take minutes."""


class FileChecks:
    """Reads the files of a study one after the other and collects what is wrong."""

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
        self.known = {problem.kind for problem in known}
        self.suggested: list[Decision] = []
        self.verdicts: list[Adjudication] = []
        self.claimed = Claims()
        self.works: list[str] = []
        self.written = Writing()
        self._read_projects: dict[str, ReadProjectFile] = {}

    def there(self, file: str) -> bool:
        """Whether a file is given and there; the configuration's check has told where it is not."""
        return bool(file) and is_file(self.root / file)

    @property
    def brings(self) -> bool:
        """Whether a project of another program brings sources and cases that are known only when the study is run."""
        return any(is_project(coding.file) for coding in self.study.codings)

    def known_cases(self, cases: list[Case], sources: list[SourceRow]) -> pd.DataFrame | None:
        """The cases as a table; None where more of them come to light only when sources are read."""
        of_articles = self.study.cases is None and any(source.kind == "article" for source in sources)
        return case_table(cases) if cases and not (self.brings or of_articles) else None

    def too_large(self, sources: list[SourceRow]) -> bool:
        """Whether the sources are more than a check reads."""
        return sum((self.root / source.path).stat().st_size for source in sources) > LARGEST_READ

    def configured(self, kind: str, where: YamlPath, **values: object) -> None:
        """Report something that is wrong with a value of the configuration."""
        self.problems.append(config_problem(kind, self.config_file, self.overrides, where, **values))

    def codings(self, pseudonyms: Pseudonyms) -> pd.DataFrame | None:
        """The rows of the coders' tables; None where there are none."""
        tables = [each for each in self.study.codings if not is_project(each.file) and self.there(each.file)]
        rows, found = read_coding_files(map(asdict, tables), self.root, pseudonyms)
        self.problems += found
        return rows if len(rows) else None

    def codebook(self, rows: pd.DataFrame | None, pseudonyms: Pseudonyms) -> Codebook | None:
        """The codebook and its rules; None where the study has no codebook."""
        given = self.study.codebook
        if given is None or not self.there(given.file):
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

    def followed(self, rows: pd.DataFrame, codebook: Codebook, pseudonyms: Pseudonyms) -> pd.DataFrame:
        """The coding rows with the codes of the present codebook in place of earlier ones, as a run reads them."""
        file = self.study.codebook.history if self.study.codebook else ""
        if not self.there(file):
            return rows
        history, found = read_history(self.root / file, file, codebook.codes)
        rows, more = follow_codes(rows, history, pseudonyms)
        self.problems += [*found, *more]
        return rows

    def decisions(self, pseudonyms: Pseudonyms) -> None:
        """What people decided: between coders, on suggestions, on words that stems find."""
        study = self.study
        if self.there(study.adjudication):
            file = study.adjudication
            self.verdicts, found = read_adjudication(self.root / file, file, pseudonyms)
            self.problems += found
        if self.there(study.decisions):
            self.suggested, found = read_decisions(self.root / study.decisions, study.decisions, pseudonyms)
            self.problems += found
        if self.there(study.rules.exceptions):
            self.problems += read_exceptions(self.root / study.rules.exceptions, study.rules.exceptions)[1]

    def projects(self) -> list[ProjectFile]:
        """Projects of other programs: whether they can be read, and what of them cannot be taken over."""
        there = [asdict(coding) for coding in self.study.codings if is_project(coding.file) and self.there(coding.file)]
        for each in there:
            self._read_projects[each["file"]] = read_raw_project(self.root, each["file"], each["dialect"])
        projects, found = project_files(there, [self._read_projects[each["file"]] for each in there])
        self.problems += found
        return projects

    def literature(self, codebook: Codebook | None) -> None:
        """The works, the style in which they are cited, and the keys that are."""
        style = self.study.citation_style
        if self.there(style):
            self.problems += read_style(self.root / style, style, self.study.languages)[1]
        lists = [file for file in self.study.literature if self.there(file)]
        if not lists:
            return
        read = read_reference_lists(self.root, lists, self.study.citation)
        works = read.works
        self.problems += without_own_article(works, read.problems, self.study.citation)[1]
        self.works = list(keys_of(works))
        if folder := self.study.literature_texts:
            texts = list_texts(self.root, folder, self.study.literature_files)
            self.problems += texts_of_works(texts, keys_of(works), read.attached, folder)[1]
        if not len(works):
            return
        if codebook is not None and self.study.codebook is not None:
            _, found = cited_works(works, codebook.codes, self.study.codebook.file)
            lines = codebook.lines
            self.problems += [replace(problem, line=lines.get(str(problem.values["code"]))) for problem in found]
        key = self.study.citation
        if key and key not in set(works["work_id"]):
            near = nearest(key, works["work_id"])
            self.configured("citation-not-in-literature", ("study", "citation"), key=key, near=near)

    def claims(self, codebook: Codebook, cases: list[Case], sources: list[SourceRow], pseudonyms: Pseudonyms) -> None:
        """What the study claims."""
        if self.there(self.study.claims):
            found = read_claims(
                self.root / self.study.claims,
                self.study.claims,
                codebook.codes,
                cases=self.known_cases(cases, sources),
                kinds=sorted({source.kind for source in sources}) if sources and not self.brings else None,
                languages=self.study.languages,
                pseudonyms=pseudonyms,
            )
            self.problems += found.problems
            self.claimed = found

    def writing(self, codebook: Codebook | None, pseudonyms: Pseudonyms) -> None:
        """What the researchers wrote beside the data."""
        folder = self.study.writing
        known = written_units(codebook.codes) if codebook is not None and len(codebook.codes) else None
        files = list_writing(self.root, folder)
        self.written = read_writing(self.root, files, folder, self.study.languages, pseudonyms, known)
        self.problems += self.written.problems

    def marks(self, codebook: Codebook | None, sources: list[SourceRow]) -> None:
        """References and numbers in texts, as far as the files tell; a run that is not strict goes on without them."""
        sound = not self.study.claims or not has_errors(self.claimed.problems)
        claims = [claim.claim_id for claim in self.claimed.claims] if sound else None
        codes = codebook.codes["code_id"].tolist() if codebook is not None and len(codebook.codes) else None
        # Works that articles cite are known only when the study is run.
        works = None if any(source.kind == "article" for source in sources) else self.works
        self.problems += written_mark_problems(self.written, codes, claims, works)

    def evidence(self, codebook: Codebook, cases: list[Case], sources: list[SourceRow]) -> None:
        """The evidence that was published."""
        if self.there(self.study.evidence):
            table = self.known_cases(cases, sources)
            _, found = read_evidence(self.root / self.study.evidence, self.study.evidence, codebook.codes, table)
            self.problems += found

    def names_in_codings(
        self,
        rows: pd.DataFrame,
        codebook: Codebook,
        sources: list[SourceRow],
        pseudonyms: Pseudonyms,
        read_projects: list[ProjectFile],
        cases: list[Case],
    ) -> None:
        """Sources, codes and coders that tables and the configuration name."""
        # A source that a project brings has its id only when the study is run.
        # One may also be known by who speaks in it: where the texts are read, they are asked (``check_texts``).
        if self.too_large(sources) and not read_projects:
            self.problems += unknown_sources(rows, sources, pseudonyms, cases)
        self.problems += unknown_codes(rows, codebook.codes, pseudonyms)
        coders = sorted(
            {str(coder) for coder in rows["coder"]}
            | {each.coder for each in self.study.codings if each.coder}
            | {person for each in read_projects for person in each.people}
            | ({decision.coder for decision in self.suggested} - {""})
        )
        named: list[tuple[YamlPath, str]] = [
            (("matrices", "coders", number), coder) for number, coder in enumerate(self.study.coders)
        ]
        named += [(("matrices", "count"), self.study.count)] if self.study.count not in COUNTS else []
        named = [(where, coder) for where, coder in named if coder != CONSENSUS]
        named += [(("read", coder), coder) for coder in self.study.read]
        for where, coder in named:
            if where == ("matrices", "count") and coder not in coders:
                if "count-unknown" not in self.known:
                    known = [*COUNTS, *coders]
                    values = {"count": coder, "known": ", ".join(known), "near": nearest(coder, known)}
                    self.configured("count-unknown", where, **values)
            elif coder not in coders and "unknown-coder" not in self.known:
                values = {"coder": coder, "known": ", ".join(coders), "near": nearest(coder, coders)}
                self.configured("unknown-coder", where, **values)
