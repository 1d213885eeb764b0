"""The article of a study: its chapters, which of them a study has, and all of them written together."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from benang.conclusions.article import closing, findings_chapter, method_chapter, opening_chapter
from benang.conclusions.article.article_draft import ArticleDraft
from benang.conclusions.journals import read_journal
from benang.conclusions.report import first_look, literature_chapter
from benang.conclusions.report.book import Report
from benang.conclusions.report.material import Material
from benang.conclusions.report.numbering import Numbering
from benang.conclusions.report.outline import outline
from benang.conclusions.report.read_material import read_material
from benang.conclusions.report.report_words import Words
from benang.conclusions.report.results_folder import find_results
from benang.conclusions.report.written_chapters import write_chapters
from benang.core.places import WORKFLOW
from benang.core.texts import text_in
from benang.writing.writing import Writing, read_kept_writing

CHAPTERS: dict[str, Callable[[ArticleDraft], str]] = {
    "title": opening_chapter.title,
    "abstract": opening_chapter.abstract,
    "question": opening_chapter.question,
    "introduction": opening_chapter.introduction,
    "method": method_chapter.method,
    "speakers": first_look.speakers,
    "word_use": first_look.word_use,
    "reading": first_look.reading,
    "findings": findings_chapter.findings,
    "discussion": closing.discussion,
    "conclusion": closing.conclusion,
    "limits": closing.limits_of,
    "declarations": closing.declarations,
    "references": literature_chapter.references,
}
"""What the notebook can show, in the order of the article."""

TEMPLATES = WORKFLOW / "templates"
_CITATION = re.compile(r"(?<!\\)@\{")


def article_outline(results: Path, study: Mapping[str, Any], language: str) -> dict[str, str]:
    """The parts of a study's article, in order, each with the number of its chapter (empty where it has none).

    Args:
        results: folder with the tables of a finished run.
        study: what the study says of itself (``benang.study.plan.Plan.about``).
        language: of the article.
    """
    whole = outline(results, study)
    writing = read_kept_writing(results / "writing" / "writing.json") if study.get("writing") else Writing()

    def has(name: str) -> bool:
        return writing.text(name, language) is not None

    chapters = [
        *(["introduction"] if has("introduction") else []),
        "method",
        *(["first_look"] if "first_look" in whole else []),
        *(["findings"] if "mapping" in whole else []),
        *(["discussion"] if has("discussion") else []),
        *(["conclusion"] if "conclusions" in whole or has("conclusion") else []),
        "limits",
    ]
    numbered = read_journal(TEMPLATES, str(study["journal"])).numbered
    parts = {"front": ""}
    parts |= {name: str(number) if numbered else "" for number, name in enumerate(chapters, start=1)}
    parts["declarations"] = ""
    if "references" in whole:
        parts["references"] = ""
    return parts


def read_article(results: str, study: Mapping[str, Any], language: str, pictures: str, supplement: str) -> Report:
    """Write the article on the results of a run.

    Args:
        results: folder of the results, as the study names it; found, too, from where the article lies, and where it
            lies beside them (``find_results``).
        study: what the study says of itself (``benang.study.plan.Plan.about``).
        language: of the article.
        pictures: the same folder as seen from where the article will lie.
        supplement: file name of the supplement's web page, which lies beside the article's.
    """
    folder = find_results(results, pictures)
    material = read_material(folder, study, language)
    parts = article_outline(folder, study, language)
    return write_article(material, study, language, parts, (results, pictures, supplement))


def write_article(
    material: Material,
    study: Mapping[str, Any],
    language: str,
    parts: Mapping[str, str],
    where: tuple[str, str, str],
) -> Report:
    """Write every chapter; ``where`` are the folder of the results, the same from the article, and the supplement."""
    words = Words(language, text_in(study.get("case_name", {}), language))
    journal = read_journal(TEMPLATES, str(study["journal"]))
    results, pictures, supplement = where

    def written(parts: Mapping[str, str]) -> dict[str, str]:
        number = Numbering(words, parts, f"[{words('the_supplement')}]({supplement})")
        draft = ArticleDraft(material, study, words, number, results, pictures, language, supplement, journal)
        return write_chapters(draft, {name: write for name, write in CHAPTERS.items() if _has(parts, name)})

    texts = written(parts)
    if "references" in parts and not any(_CITATION.search(text) for text in texts.values()):
        # The list has what the article cites (the supplement's has every work); no other chapter may speak of it.
        texts = written({name: number for name, number in parts.items() if name != "references"})
    return Report(dict.fromkeys(CHAPTERS, "") | texts)


_OF_FIRST_LOOK = ("speakers", "word_use", "reading")
_OF_FRONT = ("title", "abstract", "question")


def _has(parts: Mapping[str, str], name: str) -> bool:
    return name in _OF_FRONT or ("first_look" if name in _OF_FIRST_LOOK else name) in parts
