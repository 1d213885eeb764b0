"""How the article opens: title, authors, what is still open, abstracts, keywords, introduction."""

from __future__ import annotations

from benang.conclusions.article.article_draft import ArticleDraft
from benang.conclusions.article.written_text import chapter_text, written
from benang.conclusions.report import front, literature_chapter
from benang.conclusions.report import markdown_text as md


def title(draft: ArticleDraft) -> str:
    """Title, authors with affiliations, date, the notice on the data; on a study that is not finished, what is open."""
    study, words = draft.study, draft.words
    article = study["citation"] if study["citation"] in draft.material.references else ""
    notice = draft.text(study["notice"])
    dated = [
        words("dated", date=words.date(study["date"])) if study["date"] else "",
        words("licence", licence=md.escaped(study["licence"])) if study["licence"] else "",
    ]
    return md.paragraphs(
        [
            f"# {draft.text(study['title'])}",
            *_authors(draft),
            md.block(" · ".join(filter(None, dated)), "byline") if any(dated) else "",
            md.block(f"**{words('notice')}** {notice}", "notice") if notice else "",
            words("article", cite=literature_chapter.cited_aside(article)) if article else "",
            "" if front.complete(draft) else _open(draft),
        ]
    )


def _authors(draft: ArticleDraft) -> list[str]:
    """The authors, each with the number of the affiliation that stands below."""
    names, places = draft.study["authors"], draft.study["affiliations"]
    known = list(dict.fromkeys(place for place in places if place))
    if not names:
        return []
    shown = [
        md.escaped(name) + (f" ({known.index(place) + 1})" if place and len(known) > 1 else "")
        for name, place in zip(names, places, strict=True)
    ]
    many = len(known) > 1
    below = [f"({number}) {md.escaped(place)}" if many else md.escaped(place) for number, place in enumerate(known, 1)]
    return [md.block(draft.words.listed(shown), "byline"), *(md.block(place, "byline") for place in below)]


def _open(draft: ArticleDraft) -> str:
    """What was lost and what comes next, for a study that is not finished."""
    return md.paragraphs([front.errors(draft), front.next_steps(draft)])


def abstract(draft: ArticleDraft) -> str:
    """The abstract in the article's language, then in every other one, each with its keywords."""
    writing = draft.material.writing
    others = sorted({text.language for text in writing.texts if text.name == "abstract"} - {draft.language})
    parts = []
    for language in (draft.language, *others):
        text = writing.text("abstract", language)
        if text is None:
            continue
        own = language == draft.language
        said = written(draft, text)
        head = draft.words.in_language("abstract_head", language)
        if not own:
            said, head = (md.spoken_block(shown, language) for shown in (said, f"**{head}**"))
        parts += [md.heading(2, head, "abstract") if own else head, said, _keywords(draft, language, own)]
    return md.paragraphs(parts)


def _keywords(draft: ArticleDraft, language: str, own: bool) -> str:
    found = draft.material.writing.method.keywords.get(language, ())
    if not found:
        return ""
    shown = f"**{draft.words.in_language('keywords', language)}:** {'; '.join(map(md.escaped, found))}"
    return shown if own else md.spoken_block(shown, language)


def introduction(draft: ArticleDraft) -> str:
    """What was written to begin with, and the question."""
    words, question = draft.words, draft.text(draft.study["question"])
    asked = md.block(f"**{words('question')}** {question}", "question") if question else ""
    return md.paragraphs([chapter_text(draft, "introduction"), asked])


def question(draft: ArticleDraft) -> str:
    """The question, where there is no introduction to hold it."""
    if draft.material.writing.text("introduction", draft.language) is not None:
        return ""
    shown = draft.text(draft.study["question"])
    return md.block(f"**{draft.words('question')}** {shown}", "question") if shown else ""
