"""All chapters of the report, written together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from benang.conclusions.report import (
    agreement_chapter,
    appendices,
    article_quotations,
    audit_trail,
    checklists,
    claims_chapter,
    coding_chapter,
    coverage_chapter,
    emergence_chapter,
    findings_chapter,
    first_look,
    framework_chapter,
    frequent_words,
    front,
    guide_chapter,
    limits,
    literature_chapter,
    mapping_chapter,
    provenance,
    quotation_appendix,
    reproduction,
)
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.article_places import ArticlePlaces, read_article_places
from benang.conclusions.report.draft import Draft
from benang.conclusions.report.markdown_text import readable
from benang.conclusions.report.material import Material
from benang.conclusions.report.notebook_text import PANDOC
from benang.conclusions.report.numbering import Numbering
from benang.conclusions.report.outline import outline
from benang.conclusions.report.read_material import read_material
from benang.conclusions.report.report_words import Words
from benang.conclusions.report.results_folder import find_results
from benang.conclusions.report.written_chapters import write_chapters
from benang.core.texts import text_in

CHAPTERS: dict[str, Callable[[Draft], str]] = {
    "title": front.title,
    "summary": front.summary,
    "design": front.design,
    "literature": literature_chapter.literature,
    "works": literature_chapter.works,
    "novelty": literature_chapter.novelty,
    "sources": coding_chapter.sources,
    "guide": guide_chapter.guide,
    "coders": coding_chapter.coders,
    "coverage": coverage_chapter.coverage,
    "agreement": agreement_chapter.agreement,
    "rules": coding_chapter.rules,
    "speakers": first_look.speakers,
    "word_use": first_look.word_use,
    "reading": first_look.reading,
    "maps": mapping_chapter.maps,
    "cases": mapping_chapter.cases,
    "spread": framework_chapter.spread,
    "framework": framework_chapter.framework,
    "kinds": mapping_chapter.kinds,
    "cooccurrence": mapping_chapter.cooccurrence,
    "emergence": emergence_chapter.emergence,
    "words_said": frequent_words.frequent_words,
    "findings": findings_chapter.findings,
    "claims": claims_chapter.claims,
    "reproduction": reproduction.reproduction,
    "limits": limits.limits,
    "provenance": provenance.provenance,
    "references": literature_chapter.references,
    "codebook": appendices.codebook,
    "agreement_by_code": agreement_chapter.by_code,
    "quotations": quotation_appendix.quotations,
    "article_quotations": article_quotations.article_quotations,
    "ways": appendices.ways,
    "checklists": checklists.checklists,
    "audit_trail": audit_trail.audit_trail,
    "problems": appendices.problems,
    "transcripts": appendices.transcripts,
}
"""What the notebook can show, in the order of the report."""

OF_PART = {"agreement": "coding.agreement", "rules": "coding.rules"}
"""Chapters that stand in a part of another name; those of a part that a study does not have are not written, so that
nothing is numbered that nobody sees."""

OF_FIGURES = ("design", "maps")
"""Chapters that are made of the figures registered for them; every other one ends with its figures."""


class Text:
    """A piece of the report; in a notebook it shows itself as Markdown."""

    def __init__(self, pandoc: str) -> None:
        self.pandoc = pandoc

    def _repr_mimebundle_(self, **_: object) -> dict[str, str]:
        return {"text/markdown": readable(self.pandoc), PANDOC: self.pandoc} if self.pandoc else {}


class Report:
    """The report of a study; each chapter is an attribute: ``report.novelty``.

    Attributes:
        texts: pandoc's Markdown of each chapter.
    """

    def __init__(self, texts: Mapping[str, str]) -> None:
        self.texts = dict(texts)

    def __getattr__(self, name: str) -> Text:
        if name.startswith("_") or name not in self.texts:
            raise AttributeError(f"the report has no chapter {name!r}; it has {', '.join(self.texts)}")
        return Text(self.texts[name])


def read_report(results: str, study: Mapping[str, Any], language: str, pictures: str = "", article: str = "") -> Report:
    """Write the report on the results of a run.

    Args:
        results: folder of the results, as the study names it.
        study: what the study says of itself (``benang.study.plan.Plan.about``).
        language: of the report.
        pictures: the same folder as seen from where the report will lie; the folder itself if not given. Where the
            report is written in that folder, or beside the results, these are found, too (``find_results``).
        article: file name of the article's web page, which lies beside the report; its text is written already.
    """
    folder = find_results(results, pictures)
    material = read_material(folder, study, language)
    words = Words(language, text_in(study.get("case_name", {}), language))
    places = read_article_places(folder.as_posix(), article, words)
    return write_report(material, study, language, outline(folder, study), results, pictures or results, places)


def write_report(
    material: Material,
    study: Mapping[str, Any],
    language: str,
    parts: Mapping[str, str],
    results: str,
    pictures: str,
    places: ArticlePlaces | None = None,
) -> Report:
    """Write every chapter.

    Args:
        material: what the run found.
        study: what the study says of itself (``benang.study.plan.Plan.about``).
        language: of the report.
        parts: what ``outline`` gives.
        results: folder of the results, as the study names it.
        pictures: the same folder as seen from where the report will lie.
        places: the places of the article, where there is one.
    """
    words = Words(language, text_in(study.get("case_name", {}), language))
    draft = Draft(material, study, words, Numbering(words, parts), results, pictures, language)
    draft.article = places or ArticlePlaces()
    written = {name: partial(_with_figures, name, write) for name, write in CHAPTERS.items() if _shown(name, parts)}
    texts = dict.fromkeys(CHAPTERS, "") | write_chapters(draft, written)
    return Report(texts)


def _shown(name: str, parts: Mapping[str, str]) -> bool:
    """Whether the report has the part in which a chapter stands; of most the notebook knows."""
    part = OF_PART.get(name, name if name in ("agreement_by_code", "ways") else "")
    return not part or part in parts


def _with_figures(name: str, write: Callable[[Draft], str], draft: Draft) -> str:
    """A chapter with the figures that are registered for it; a study that has no such chapter shows none of them."""
    text = write(draft)
    return md.paragraphs([text, *draft.figures(name)]) if text and name not in OF_FIGURES else text
