"""From the values of a configuration to the study that they describe."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path, PurePosixPath
from typing import Any

from benang.core.config_checks import ALL_SOURCES, coding_files, reference_lists
from benang.core.counting import CONSENSUS
from benang.core.found_files import is_folder
from benang.core.project_formats import is_project
from benang.core.settings import CaseFile, CodebookFile, CodingFile, LanguageModel, RuleCoder, SourceSet, Study, Texts
from benang.core.table_coders import people_of

DEFAULT_CODERS = ("coder-1", "coder-2")
"""For whom coding sheets are written where the study names no coder yet."""

DEFAULT_WRITING = "data/writing"
"""The folder of what researchers write, where the study names none."""


def study_of_values(values: dict[str, Any], root: Path) -> Study:
    """The study that a configuration describes.

    Args:
        values: of the right form, with every default filled in.
        root: the study's folder.
    """
    language = values["language"]
    languages = (language,) if isinstance(language, str) else tuple(language)
    about, cases, suggestions = values["study"], values.get("cases"), values["suggestions"]
    codings = _codings(values["codings"], languages[0])
    people = _people(codings, root)
    counted = _counted_coders(values, codings, people)
    stated = values.get("approach", ())
    approaches = (stated,) if isinstance(stated, str) else tuple(stated)
    return Study(
        title=_per_language(about["title"], languages),
        question=_per_language(about["question"], languages),
        notice=_per_language(about["notice"], languages),
        authors=tuple(one if isinstance(one, str) else one["name"] for one in about["authors"]),
        affiliations=tuple("" if isinstance(one, str) else one["affiliation"] for one in about["authors"]),
        approach=approaches[-1] if approaches else "",
        approaches_before=approaches[:-1],
        journal=values["report"]["journal"],
        date=about["date"],
        citation=about["citation"],
        licence=about["licence"],
        languages=languages,
        results=_folder(values["results"]),
        reports=_folder(values["reports"]),
        cases=_case_file(cases, languages) if cases else None,
        sources=_source_sets(values["sources"], languages[0]),
        speakers={role: tuple(labels) for role, labels in values["speakers"].items() if role != "table"},
        speaker_table=values["speakers"].get("table", ""),
        pseudonyms=values.get("pseudonyms", ""),
        identifiers=tuple(values["identifiers"]),
        cleared=values.get("cleared", ""),
        private=_folder(values["private"]),
        cleaning={
            step: tuple(given) if isinstance(given, list) else bool(given) for step, given in values["cleaning"].items()
        },
        codebook=_codebook(values.get("codebook")),
        codings=codings,
        adjudication=values.get("adjudication", ""),
        double_coding=_per_language(values["double_coding"], languages),
        sheet_coders=_sheet_coders(values, people),
        decisions=suggestions.get("decisions", ""),
        compared=suggestions["group"],
        rules=_rule_coder(values["rules"]),
        language_model=_language_model(values.get("language_model")),
        read={
            coder: ALL_SOURCES if isinstance(given, str) else tuple(given) for coder, given in values["read"].items()
        },
        guide=values.get("guide", ""),
        asked=values.get("asked", ""),
        # coders: [consensus] is how studies said it before there was count.
        count=CONSENSUS if counted == (CONSENSUS,) else values["matrices"]["count"],
        coders=counted,
        literature=tuple(reference_lists(values.get("literature"))),
        reference_docx=values["report"].get("reference_docx", ""),
        literature_texts=_folder(_literature(values)["texts"]) if _literature(values).get("texts") else "",
        literature_codings=tuple(
            (each["file"], each.get("coder", "")) for each in _literature(values).get("codings", ())
        ),
        citation_style=_literature(values).get("style", ""),
        evidence=values.get("evidence", ""),
        claims=values.get("claims", ""),
        figures_width=values["figures"].get("width", 0),
        figures_also=tuple(values["figures"]["also"]),
        near=values["matrices"]["near"],
        keywords=tuple(values["matrices"]["keywords"]),
        classes={name: tuple(sorted(set(bounds))) for name, bounds in values["matrices"]["classes"].items()},
        emergence=bool(
            values["matrices"]["emergence"]
            or "saturation" in values["matrices"]
            or "emergence" in values["figures"]["also"]
        ),
        saturation=dict(values["matrices"].get("saturation", {})),
        words_in_report=values["matrices"]["words_in_report"],
        writing=_writing(values.get("writing", ""), root),
        batches=values.get("batches", 0),
        transcripts=values["report"]["transcripts"],
        recognition_considered=values["report"]["recognition_considered"],
        bundle_texts=values["bundle"]["transcripts"],
        separator=values["separator"],
        strict=values["strict"],
        checksums=values.get("checksums", ""),
    )


def _codings(given: Sequence[Mapping[str, Any]], main: str) -> tuple[CodingFile, ...]:
    return tuple(
        CodingFile(
            file=file,
            coder=coding.get("coder", ""),
            columns=dict(coding["columns"]),
            code_path=coding.get("code_path", ""),
            coders=dict(coding["coders"]),
            dialect=coding.get("dialect", ""),
            kind=coding["kind"],
            language=coding.get("language", main),
            kinds=dict(coding["kinds"]),
            exclude=tuple(coding["exclude"]),
        )
        for coding in given
        for file in coding_files(coding)
    )


def _people(codings: Sequence[CodingFile], root: Path) -> tuple[str, ...]:
    """All whom the files of codings name, in their order; of a project the coder that the study gives it."""
    people = [
        (coding.coder,) if is_project(coding.file) else people_of(coding.file, root, asdict(coding))
        for coding in codings
    ]
    return tuple(dict.fromkeys(person for each in people for person in each if person))


def _counted_coders(
    values: Mapping[str, Any], codings: Sequence[CodingFile], people: tuple[str, ...]
) -> tuple[str, ...]:
    """The coders that count: as the study names them, else all whom its files name; empty where a file does not."""
    default = people if all(coding.coder for coding in codings) else ()
    return tuple(values["matrices"].get("coders", default))


def _sheet_coders(values: Mapping[str, Any], people: tuple[str, ...]) -> tuple[str, ...]:
    """For whom sheets are written: as the study names them, else all who coded, also those whom a column names."""
    return tuple(values["coding_sheets"].get("coders", people)) or DEFAULT_CODERS


def _source_sets(given: Sequence[Mapping[str, Any]], main: str) -> tuple[SourceSet, ...]:
    return tuple(
        SourceSet(
            kind=entry["kind"],
            files=tuple(entry["files"]),
            exclude=tuple(entry["exclude"]),
            language=entry.get("language", main),
            encoding=entry["encoding"],
        )
        for entry in given
    )


def _rule_coder(given: Mapping[str, Any]) -> RuleCoder:
    return RuleCoder(
        given["coder"],
        tuple(given["roles"]),
        given["unit"],
        given.get("exceptions", ""),
        given["nested_scope"],
        given["exclusive"],
    )


def _codebook(given: str | Mapping[str, Any] | None) -> CodebookFile | None:
    if not given:
        return None
    if isinstance(given, str):
        return CodebookFile(given, {})
    columns = dict(given.get("columns", {}))
    return CodebookFile(given["file"], columns, given.get("paths", ""), given.get("history", ""))


def _literature(values: Mapping[str, Any]) -> Mapping[str, Any]:
    given = values.get("literature")
    return given if isinstance(given, dict) else {}


def _language_model(given: dict[str, Any] | None) -> LanguageModel | None:
    if not given:
        return None
    return LanguageModel(**(given | {"folder": _folder(given["folder"]), "roles": tuple(given["roles"])}))


def _case_file(cases: dict[str, Any], languages: tuple[str, ...]) -> CaseFile:
    used = tuple(cases["attributes"]) if "attributes" in cases else None
    return CaseFile(cases["file"], _per_language(cases["name"], languages), cases["columns"], used)


def _per_language(texts: object, languages: tuple[str, ...]) -> Texts:
    """Texts by language, the study's languages first; a text given without language is in the main one."""
    if isinstance(texts, str):
        return {languages[0]: texts.strip()} if texts.strip() else {}
    assert isinstance(texts, dict)
    order = [language for language in languages if language in texts]
    order += sorted(language for language in texts if language not in languages)
    return {language: str(texts[language]).strip() for language in order if str(texts[language]).strip()}


def _writing(given: str, root: Path) -> str:
    """The folder of writing, where it is there."""
    folder = _folder(given or DEFAULT_WRITING)
    return folder if is_folder(root / folder) else ""


def _folder(folder: str) -> str:
    return PurePosixPath(folder).as_posix()
