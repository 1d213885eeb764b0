"""How the article ends: discussion, claims with their evidence, limits, declarations."""

from __future__ import annotations

from typing import Any

from benang.conclusions.article.article_draft import ArticleDraft
from benang.conclusions.article.written_text import chapter_text
from benang.conclusions.report import checklists, claims_chapter, limits
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.article_places import DECLARATIONS, LIMITS

MOST_ANSWERS = 2


def discussion(draft: ArticleDraft) -> str:
    """The researchers' discussion; nothing where there is none."""
    return chapter_text(draft, "discussion")


def conclusion(draft: ArticleDraft) -> str:
    """The claims with their evidence, and what was written of them."""
    words, found = draft.words, draft.material.rows("claims")
    parts = [chapter_text(draft, "conclusion")]
    if found and not draft.reflexive:
        # What the researchers' own text names is not named again.
        places = [
            name
            for name in ("tab-claims", "fig-claims_profile")
            if draft.number.knows(name) and f"](#{name})" not in parts[0]
        ]
        if places:
            parts.append(words("claims_shown", shown=words.listed(list(map(draft.number.ref, places)))))
        parts += [_table(draft, found), draft.picture("claims_profile")]
    parts += [_claim(draft, row) for row in found]
    if found:
        parts.append(
            words("claims_in_supplement", supplement=draft.in_supplement(words("the_supplement"), "conclusions"))
        )
    return md.paragraphs(parts)


def _table(draft: ArticleDraft, found: list[dict[str, Any]]) -> str:
    words = draft.words
    rows = [
        [
            md.link(md.escaped(row["claim_id"]), md.anchor("claim", row["claim_id"])),
            ", ".join(map(draft.label, _rests_on(draft, row["claim_id"]))) or "–",
            draft.word("claim_status", row["status"]) if row["status"] else words("not_supplied"),
            draft.profile(row["profile"]),
            *claims_chapter.sides_of(draft, row),
        ]
        for row in found
    ]
    keys = ("claim", "claim_codes", "status_head", "profile", *claims_chapter.sides_heads(draft))
    sided = draft.material.sided
    caption = words(
        "claims_caption" if sided else "claims_caption_spoken",
        informants=words.count(len(draft.material.heard), "informant"),
    )
    widths = [6, 32, 14, 16, 9, 9, 9, 11] if sided else [10, 28, 24, 26, 16]
    align = "llll" + "r" * (len(keys) - 4)
    return draft.table("claims", caption, [words(key) for key in keys], rows, align, widths)


def _rests_on(draft: ArticleDraft, claim: str) -> list[str]:
    """What the passages of a claim are coded with, in the codebook's order: each category, or its one code of them."""
    material = draft.material
    of_category: dict[str, set[str]] = {}
    for code in material.codes_behind.get(claim, []):
        about = material.codes.get(code)
        if about is not None:
            of_category.setdefault(str(about["category_id"] or code), set()).add(code)
    found = {next(iter(codes)) if len(codes) == 1 else category for category, codes in of_category.items()}
    return [code for code in material.codes if code in found]


def _claim(draft: ArticleDraft, row: dict[str, Any]) -> str:
    """A claim: its sentence, what the researcher concludes of it and why, what is against it."""
    words = draft.words
    claim = str(row["claim_id"])
    sentences = []
    if not draft.reflexive and row["status"]:
        status = md.styled(draft.word("claim_status", row["status"]), "status")
        sentences.append(words("claim_status", status=status))
    reason = claims_chapter.text_of(draft, row, "reason:")
    sentences += [reason] if reason else []
    if row["opposing"] and draft.reflexive:  # elsewhere the table of claims says so
        n = words.of(int(row["opposing"] - row["unanswered"]), int(row["opposing"]))
        sentences.append(words("claim_answered", n=n))
    answers = []
    if not reason:
        mine = [one for one in draft.material.rows("claim_answers") if one["claim_id"] == claim]
        answers = [claims_chapter.text_of(draft, one, "text:") for one in mine[:MOST_ANSWERS]]
    place = md.place(md.anchor("claim", claim))
    head = f"{place}**{md.escaped(claim)}. {claims_chapter.text_of(draft, row, 'text:')}**"
    return md.paragraphs([f"{head} {' '.join(sentences)}".strip(), *answers])


def limits_of(draft: ArticleDraft) -> str:
    """What the study cannot show, in the researchers' words and by its numbers."""
    said = draft.material.writing.method
    written = [draft.said(said.said(key)) for key in LIMITS]
    return md.paragraphs([chapter_text(draft, "limits"), *written, limits.limits(draft)])


def sentence(said: str) -> str:
    """What somebody wrote, ended as a sentence where they did not end it.

    >>> sentence("none"), sentence("None."), sentence("")
    ('none.', 'None.', '')
    """
    return f"{said}." if said and said[-1].isalnum() else said


def declarations(draft: ArticleDraft) -> str:
    """Ethics, funding, interests and the like, those that are supplied."""
    words, method = draft.words, draft.material.writing.method
    items = [f"**{words(f'key_{key}')}.** {said}" for key in DECLARATIONS if (said := draft.said(method.said(key)))]
    if method.no_ai:
        # The last items are those after "ai": what the run itself proves of "none" stands beside it.
        proof = words("ai_proved", n=words.number(checklists.machine_codings(draft)))
        head = f"**{words('key_ai')}.**"
        items = [f"{sentence(item)} {proof}" if item.startswith(head) else item for item in items]
    return md.paragraphs([md.heading(2, words("declarations"), "declarations"), *items]) if items else ""
