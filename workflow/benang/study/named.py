"""What a configuration names and only the study's other files can show to be wrong; asked at every start."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from benang.conclusions.journals import docx_beside_profile, docx_in_study, read_journal
from benang.core.config import CONFIG_FILE, DEFAULT_GROUP, config_problem
from benang.core.found_files import is_file
from benang.core.lined_yaml import read_lined_yaml
from benang.core.overrides import override
from benang.core.places import WORKFLOW
from benang.core.problems import Problem, nearest
from benang.core.project_formats import is_project
from benang.core.settings import Study
from benang.mapping.attribute_classes import needs_classes
from benang.sources.cases import Case
from benang.sources.source_ids import source_slug


def named_problems(
    study: Study,
    cases: Iterable[Case],
    path: Path,
    overrides: Mapping[str, object] | None,
    root: Path | None = None,
) -> list[Problem]:
    """Everything that the configuration names and that is not so.

    Args:
        study: the configuration.
        cases: the study's cases.
        path, overrides: where the configuration was read from, as given to ``read_study``.
        root: the study's folder; by default the one that the configuration lies in.
    """
    listed = list(cases)
    return [
        *_compared(study, listed, path, overrides),
        *_classes(study, listed, path, overrides),
        *_sheet_coders(study, path, overrides),
        *_reference_docx(study, path, overrides, path.parent if root is None else root),
        *_figures(study, path, overrides),
    ]


def _compared(study: Study, cases: Iterable[Case], path: Path, overrides: Mapping[str, object] | None) -> list[Problem]:
    """``suggestions.group`` is an attribute of cases.

    The default is no mistake in a study without groups; nor is a name that a project of another program may bring.
    """
    known = sorted({name for case in cases for name in case.attributes})
    if study.compared in (DEFAULT_GROUP, *known) or any(is_project(coding.file) for coding in study.codings):
        return []
    values = {"group": study.compared, "known": ", ".join(known) or "-", "near": nearest(study.compared, known)}
    return [config_problem("group-no-attribute", path, overrides, ("suggestions", "group"), **values)]


def _classes(study: Study, cases: Iterable[Case], path: Path, overrides: Mapping[str, object] | None) -> list[Problem]:
    """Classes are of attributes that cases have, and numeric attributes of many values have some."""
    values: dict[str, list[str]] = {}
    for case in cases:
        for name, value in case.attributes.items():
            values.setdefault(name, []).append(value)
    problems: list[Problem] = []
    brought = any(is_project(coding.file) for coding in study.codings)
    for name in study.classes:
        if name not in values and not brought:
            known = {"attribute": name, "known": ", ".join(sorted(values)) or "-", "near": nearest(name, values)}
            problems.append(config_problem("classes-no-attribute", path, overrides, ("matrices", "classes"), **known))
    for name, given in sorted(values.items()):
        if ":" not in name and name not in study.classes and needs_classes(given):
            told = {"attribute": name, "count": len(set(given) - {""})}
            problems.append(config_problem("attribute-without-classes", path, overrides, ("matrices",), **told))
    return problems


def _reference_docx(study: Study, path: Path, overrides: Mapping[str, object] | None, root: Path) -> list[Problem]:
    """The document that Word documents take their looks from is one, and has the styles they need.

    It is the study's own, or that of its journal's profile, which lies in the study's folder or beside the profile.
    """
    templates = WORKFLOW / "templates"
    journal = read_journal(templates, study.journal)
    name = study.reference_docx or docx_in_study(journal, root)
    file = root / name if name else docx_beside_profile(journal, templates)
    if file is None:
        values = {"journal": study.journal, "docx": journal.reference_docx}
        missing = config_problem("journal-docx-missing", path, overrides, ("report", "journal"), **values)
        return [missing] if journal.reference_docx else []
    if not is_file(file):
        return []
    # Loads what makes documents, which nothing else at a start needs.
    from benang.conclusions.documents.reference_document import read_reference

    return read_reference(file, name or journal.reference_docx, templates / "reference.docx")[1]


def _sheet_coders(study: Study, path: Path, overrides: Mapping[str, object] | None) -> list[Problem]:
    """Coders whom the configuration names have files of their own each, also where a disk knows no capitals.

    Of those whom a table names the plan keeps one for each file (``PlannedStudy.sheet_coders``): nobody can mend
    them in the configuration.
    """
    file = path / CONFIG_FILE if path.is_dir() else path
    given = override(read_lined_yaml(file, file.name), overrides or {}).value
    sheets = given.get("coding_sheets") if isinstance(given, dict) else None
    if not isinstance(sheets, dict) or "coders" not in sheets:
        return []
    first: dict[str, str] = {}
    problems: list[Problem] = []
    for number, coder in enumerate(study.sheet_coders):
        other = first.setdefault(source_slug(coder).casefold(), coder)
        if other != coder:
            values = {"coder": coder, "other": other}
            where = ("coding_sheets", "coders", number)
            problems.append(config_problem("sheet-coders-one-file", path, overrides, where, **values))
    return problems


def _figures(study: Study, path: Path, overrides: Mapping[str, object] | None) -> list[Problem]:
    """Figures are no wider than the text of the journal's page; the documents would have to make them smaller."""
    column = read_journal(WORKFLOW / "templates", study.journal).text_width
    if study.figures_width <= column:
        return []
    values = {"width": f"{study.figures_width:g}", "journal": study.journal, "column": f"{column:g}"}
    return [config_problem("figures-too-wide", path, overrides, ("figures", "width"), **values)]
