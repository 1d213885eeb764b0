"""The front of the report: what it is about, what the data are, and its numbers at a glance."""

from __future__ import annotations

from collections import Counter

from benang.conclusions.profile_words import PROFILES
from benang.conclusions.report import literature_chapter
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.core.approaches import approach_said
from benang.core.problems import in_order
from benang.core.texts import read_texts, text_in
from benang.core.wording import filled
from benang.literature.references import READ_FULL
from benang.sources.speakers.turn_roles import turns_by_role

MOST_ERRORS = 10
"""So many errors stand on the first page; the rest in the appendix."""


def title(draft: Draft) -> str:
    """Title, question, authors, date, and the notice on the data."""
    study, words = draft.study, draft.words
    authors = words.listed([md.escaped(author) for author in study["authors"]])
    lines = [
        authors,
        words.date(study["date"]) if study["date"] else "",
        words("licence", licence=md.escaped(study["licence"])) if study["licence"] else "",
    ]
    # The study's own article is no work that the study stands on; only the list of references has it.
    article = study["citation"] if study["citation"] in draft.material.references else ""
    question, notice = draft.text(study["question"]), draft.text(study["notice"])
    return md.paragraphs(
        [
            f"# {draft.text(study['title'])}",
            md.block(" · ".join(line for line in lines if line), "byline") if any(lines) else "",
            md.block(f"**{words('question')}** {question}", "question") if question else "",
            md.block(f"**{words('notice')}** {notice}", "notice") if notice else "",
            words("article", cite=literature_chapter.cited_aside(article)) if article else "",
            approach(draft),
        ]
    )


def approach(draft: Draft) -> str:
    """The approach, what it was before, and what it leaves out, with the reason."""
    stated, before = str(draft.study.get("approach", "")), draft.study.get("approaches_before", ())
    said = approach_said(stated, list(before), draft.words.language)
    shows = f"approach_shows_{stated.replace('-', '_')}"
    return f"{said} {draft.words(shows)}" if stated else said


def summary(draft: Draft) -> str:
    """The numbers at a glance, and how to check any of them."""
    words, material = draft.words, draft.material
    rows = [[name, value] for name, value in _numbers(draft) if value]
    table = draft.table("numbers", words("numbers_caption"), [words("what"), words("how_many")], rows, "ll", [30, 70])
    steps = [
        words("check_quotation"),
        words("check_number"),
        words("check_file", file=draft.file("coding/codings.csv")),
    ]
    if draft.number.has("quotations") and draft.all_quoted:
        steps[0] = words("check_quotation_linked", appendix=draft.number.chapter("quotations"))
    if material.heads_are_turns:
        steps.insert(1, words("turns_numbered", file=draft.file("coding/turns.csv")))
    spoken = sorted({str(source["language"]) for source in material.sources.values()} - {""})
    if spoken and draft.language not in spoken:
        languages = words.listed([draft.word("language", language) for language in spoken])
        steps.insert(1, words("as_written", languages=languages))
    if not material.counted:
        steps = steps[-1:]
    return md.paragraphs(
        [
            md.heading(2, words("summary"), "summary"),
            errors(draft),
            # What is done tells no reader what to type; the run's last lines do, and page one of what is not done.
            "" if complete(draft) else next_steps(draft),
            table,
            md.block(f"**{words('check')}**", "lead"),
            md.bullets(steps),
        ]
    )


def complete(draft: Draft) -> bool:
    """Whether the report is whole: claims are made and answered and nothing was lost. Then its numbers come first."""
    claims = draft.material.rows("claims")
    lost = any(problem.severity == "error" for problem in draft.material.problems)
    return bool(claims) and not lost and not any(row["unanswered"] for row in claims)


def errors(draft: Draft) -> str:
    """What was lost, where a study goes on with errors: nobody should read a number without knowing."""
    words, language = draft.words, draft.words.language
    found = in_order(problem for problem in draft.material.problems if problem.severity == "error")
    if not found:
        return ""
    items = []
    for problem in found[:MOST_ERRORS]:
        where, what = md.escaped(problem.where(language)), md.escaped(problem.what(language))
        items.append(f"{where}: {what}" if where else what)
    more = len(found) - len(items)
    if more:
        items.append(words("errors_more", n=words.count(more, "error"), appendix=draft.number.chapter("problems")))
    head = words("errors_head", n=words.count(len(found), "error"))
    return md.block(md.paragraphs([f"**{head}**", md.bullets(items)]), "notice")


def next_steps(draft: Draft) -> str:
    """What brings the study forward next, in order, with what is typed and written."""
    language = draft.words.language
    said = read_texts("next_steps.yaml")
    items = []
    for number, step in enumerate(draft.material.steps, start=1):
        title, text = md.escaped(step.title(language)), md.escaped(step.text(language))
        run, add = [], []
        if step.command:
            command = md.styled(md.escaped(step.shown_command(language)), "file")
            run.append(f"{text_in(said['run'], language)} {command}")
        if step.lines:
            file = draft.study.get("config_file", "config.yaml")
            add.append(filled(text_in(said["add"], language), {"file": md.escaped(file)}))
            # Each line by itself, so that what is copied is what is to be written.
            add += [md.styled(md.escaped(line), "file") for line in step.lines]
        typed = [*add, *run] if step.lines_first else [*run, *add]
        items.append(md.paragraphs([f"**{number}. {title}.** {text}", *typed]))
    return md.block(md.paragraphs([f"**{text_in(said['next'], language)}**", *items]), "notice") if items else ""


def design(draft: Draft) -> str:
    """The figure of the research design."""
    pictures = draft.figures("design")
    return md.paragraphs([md.heading(2, draft.words("design"), "design"), *pictures]) if pictures else ""


def _numbers(draft: Draft) -> list[tuple[str, str]]:
    words, material = draft.words, draft.material
    sources = material.rows("sources")
    texts = {material.text_of[source["source_id"]]: source["kind"] for source in sources}
    kinds = Counter(texts.values())
    of_kind = [f"{words.number(kinds[kind])} {draft.kind(kind, kinds[kind])}" for kind in material.kinds]
    text = [
        words.count(sum(source["n_words"] for source in sources), "word"),
        *_turns(draft),
    ]
    coders = material.n_counted("coder")
    by_coder = words.listed([f"{draft.coder(name)}: {words.number(n)}" for name, n in sorted(coders.items())])
    codings = words.count(len(material.counted), "coding") + (f" ({by_coder})" if coders else "")
    if material.n_without_evidence:
        codings = words("n_without_evidence", codings=codings, n=words.number(material.n_without_evidence))
    codes = material.codes
    coded = sum(bool(draft.category_passages.get(category)) for category in material.categories)
    # Themes and categories are entries of the codebook too; only what is below them is called a code.
    levels = Counter(str(row["level"]) for row in codes.values())
    parts = [words.count(levels[level], level) for level in ("theme", "category", "code") if levels[level]]
    codebook = f"{words.count(len(codes), 'entry')}: {', '.join(parts)}"
    return [
        (words("n_sources"), f"{words.count(len(texts), 'source')}: {words.listed(of_kind)}" if sources else ""),
        (words("n_cases"), _heard(draft)),
        (words("n_text"), ", ".join(text)),
        (words("n_codebook"), codebook if codes else words("no_codebook")),
        (words("n_coded"), words.of(coded, len(material.categories), "category") if codes else ""),
        (words("n_codings"), codings),
        (words("n_suggestions"), "" if draft.reflexive else _suggestions(draft)),
        (words("n_works"), _works(draft)),
        (words("n_claims"), claims_in_short(draft)),
        (words("n_names"), words("names_listed" if draft.study.get("pseudonyms") else "names_kept")),
        (words("n_problems"), _problems(draft)),
    ]


def _turns(draft: Draft) -> list[str]:
    """How many turns people of each role have: an observer's are paragraphs of notes."""
    words = draft.words
    roles = turns_by_role(draft.material.frames["turns"])
    return [words.count(n, f"{role}_turn") for role, n in roles.items()]


def claims_in_short(draft: Draft) -> str:
    """How many claims have which evidence profile; empty where there are none."""
    words = draft.words
    found = Counter(row["profile"] for row in draft.material.rows("claims"))
    parts = [f"{words.number(found[one])} {draft.profile(one)}" for one in PROFILES if found[one]]
    counted = words.count(sum(found.values()), "claim")
    if draft.reflexive:
        return counted if found else ""
    return f"{counted}: {', '.join(parts)}" if found else ""


def _heard(draft: Draft) -> str:
    """How many informants the study lists and, where some have no turn of their own, how many were heard."""
    words, material = draft.words, draft.material
    listed = words.count(len(material.case_ids), "informant")
    if not material.silent or not material.heard:
        return listed
    return f"{listed}; {words('not_heard', cases=words.listed(list(map(md.escaped, material.silent))))}"


def _works(draft: Draft) -> str:
    """How many works the study lists, which is not how many were read."""
    words, works = draft.words, draft.material.rows("works")
    full = sum(work["read"] == READ_FULL for work in works)
    return words("works_in_short", works=words.count(len(works), "work"), full=words.number(full)) if works else ""


def _suggestions(draft: Draft) -> str:
    words, n = draft.words, draft.material.n_to_decide
    left = words.count(n, "suggestion")
    return words("suggestions_left", n=left, file=draft.file("coding/suggestions.csv")) if n else ""


def _problems(draft: Draft) -> str:
    words, problems = draft.words, draft.material.problems
    if not problems:
        return words("no_problems")
    errors = sum(problem.severity == "error" for problem in problems)
    counts = f"{words.count(errors, 'error')}, {words.count(len(problems) - errors, 'warning')}"
    return f"{words.count(len(problems), 'problem')} ({counts}): {draft.number.chapter('problems')}"
