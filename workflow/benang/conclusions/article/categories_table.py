"""The categories with how many informants speak of each and on which side, a table of the article."""

from __future__ import annotations

from collections.abc import Sequence

from benang.coding.sides import CONTRARY
from benang.conclusions.article.article_draft import ArticleDraft
from benang.mapping.examples import Passage

MOST_ROWS = 60
"""So many categories stand in the article's table; those of whom most speak, where there are more."""


def speakers(found: Sequence[Passage]) -> list[str]:
    """The cases that say one of the passages."""
    return sorted({one.case_id for one in found if one.case_id and one.voice == "said"})


def tabled(draft: ArticleDraft, spoken: Sequence[str]) -> list[str]:
    """The categories that the table has: those of whom most speak."""
    found = draft.category_passages
    return sorted(spoken, key=lambda code: (-len(speakers(found[code])), -len(found[code]), spoken.index(code)))[
        :MOST_ROWS
    ]


def _sideless(draft: ArticleDraft, category: str) -> bool:
    """Whether a category is a topic of which no informant says so or the opposite: no zero stands there."""
    said = [one for one in draft.category_passages[category] if one.voice == "said"]
    return draft.topic(category) and not any(one.side in ("for", "against", "both") for one in said)


def _alone_sided(draft: ArticleDraft, kept: Sequence[str]) -> str:
    """What tells why one category has numbers of sides where the others of its theme, all topics, have none."""
    alone = []
    for theme in draft.material.themes:
        mine = [code for code in kept if draft.material.codes[code]["theme_id"] == theme]
        sided = [code for code in mine if not _sideless(draft, code)]
        if len(sided) == 1 and len(mine) > 2:
            alone += sided
    return (
        draft.words("categories_sided", categories=draft.words.listed([draft.label(one) for one in alone]))
        if alone
        else ""
    )


def categories_table(draft: ArticleDraft, spoken: Sequence[str]) -> str:
    """The table of the categories ``spoken``, those with passages, in the order of the codebook."""
    words, material = draft.words, draft.material
    if not spoken:
        return ""
    found = {code: draft.category_passages[code] for code in spoken}
    kept = tabled(draft, spoken)
    rows = []
    # A column of zeros would stand there in a study in which nobody observed.
    observed = bool((material.frames["turns"]["role"] == "observer").any()) or any(
        one.voice != "said" for each in found.values() for one in each
    )
    n_columns = (2 if not material.case_ids else 5 if material.sided else 3) + observed
    before = ""
    for code in (one for one in spoken if one in set(kept)):
        said = [one for one in found[code] if one.voice == "said"]
        of_side = {side: [one for one in said if one.side in (side, "both")] for side in ("for", "against")}
        theme = str(material.codes[code]["theme_id"])
        if theme not in (before, code):  # the theme heads its categories
            rows.append([f"**{draft.label(theme)}**", *[""] * (n_columns - 1)])
        before = theme
        cells = [draft.label(code)]
        sideless = _sideless(draft, code)
        if material.case_ids:
            cells += [words.of(len(speakers(said)), len(material.heard))]
            if material.sided:
                cells += ["–" if sideless else words.number(len(speakers(of_side[side]))) for side in of_side]
        cells += [words.number(len(said)), *([_noted(draft, found[code])] if observed else [])]
        rows.append(cells)
    sides = ["for_head", "opposite_head"] if material.sided else []
    heads = [
        "category",
        *(["informants", *sides] if material.case_ids else []),
        "said_head",
        *(["noted_head"] if observed else []),
    ]
    base = "categories_caption" if material.case_ids else "categories_caption_no_cases"
    caption = words(base if material.sided else f"{base}_spoken")
    if observed:
        caption += " " + words("categories_noted" if material.sided else "categories_noted_spoken")
    if material.case_ids and material.sided and (alone := _alone_sided(draft, kept)):
        caption += f" {alone}"
    if len(spoken) > len(kept):
        caption += " " + words("categories_cut", n=words.of(len(kept), len(spoken), "category"))
    widths = [50, *([13, *(15 for _ in sides)] if material.case_ids else []), 13, *([16] if observed else [])]
    align = "l" + "r" * (len(heads) - 1)
    return draft.table("categories", caption, list(map(words, heads)), rows, align, widths)


def _noted(draft: ArticleDraft, found: Sequence[Passage]) -> str:
    """How many passages are in observers' notes and, in brackets, how many of these say the opposite."""
    words = draft.words
    seen = [one for one in found if one.voice != "said"]
    against = sum(one.side in CONTRARY for one in seen)
    return words.number(len(seen)) + (f"\u00a0({words.number(against)})" if against else "")
