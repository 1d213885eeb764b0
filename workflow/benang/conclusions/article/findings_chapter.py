"""What was found, theme by theme: the researchers' words where there are some, else numbers and a few quotations."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set

from benang.coding.sides import DISPUTED, NONE, OPPOSING, SIDES
from benang.conclusions.article.article_draft import MOST_OF_CATEGORY, QUOTATIONS, ArticleDraft
from benang.conclusions.article.categories_table import categories_table, speakers, tabled
from benang.conclusions.article.written_text import chapter_text
from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.claims_chapter import text_of
from benang.conclusions.report.framework_chapter import has_summary, informant_of_group, summary_of, theme_state
from benang.conclusions.report.pictures import Picture
from benang.mapping.examples import Passage

MAPS = ("project_map", "state_map")
"""The maps of this chapter: an overview of the themes, then each category. Beside them stands the framework matrix
where no table has it (``_framework_figure``), in the method the research design, in the conclusion the profile of the
claims; all figures are in the supplement."""
COUNTS = frozenset(("state_map",))
"""Those that show counts."""
MOST_LISTED = 2
"""So many tables that follow each other are named; of more the first and the last."""
MOST_CASES = 12
"""Of so many cases the framework matrix stands in the article."""


def findings(draft: ArticleDraft) -> str:
    """The chapter."""
    words, material = draft.words, draft.material
    spoken = [code for code in material.categories if draft.category_passages.get(code)]
    room = _room(draft, spoken)
    are = [words("findings_are", n=words.of(len(spoken), len(material.categories), "category"))]
    are += [words("examples_rule" if material.sided else "examples_rule_spoken")] if room else []
    are.append(_where_shown(draft))
    overview, states = (_map(draft, name) for name in MAPS)
    if overview or states:
        place = draft.in_supplement(words("the_supplement"), "maps")
        are.append(words("figures_in_supplement", supplement=place))
    if draft.translator:
        are.append(words("translations_by", who=md.escaped(draft.translator)))
    parts = [
        chapter_text(draft, "findings"),
        " ".join(filter(None, are)),
        _claims(draft),
        # A table that breaks over pages stands before maps that may float: none comes to stand within it.
        "" if draft.reflexive else categories_table(draft, spoken),
        overview,
        states,
        _framework_figure(draft),
    ]
    in_table = set() if draft.reflexive else set(tabled(draft, spoken))
    for theme in material.themes:
        categories = [code for code in spoken if material.codes[code]["theme_id"] == theme]
        written = chapter_text(draft, theme) if theme not in categories else ""
        if not categories and not written:
            continue
        parts.append(draft.number.section("findings", draft.label(theme), md.anchor("finding", theme)))
        told = [written, _framework(draft, theme)]
        parts += told
        # What the table of categories tells is not told again, unless nothing else would stand under the heading.
        again = not any(told) and not any(room.get(one) or _has_text(draft, one) for one in categories)
        brief: list[str] = []
        for category in categories:
            draft.begin()
            text = chapter_text(draft, category)
            if text or room.get(category):
                parts += [_brief(draft, brief), *_category(draft, category, text, room.get(category, 0), theme)]
                brief = []
            elif again or category not in in_table:
                brief.append(category)
        parts.append(_brief(draft, brief))
    return md.paragraphs(parts)


def _where_shown(draft: ArticleDraft) -> str:
    """A sentence that leads to the chapter's tables and to its map, which may stand at the head or foot of pages."""
    words, number = draft.words, draft.number
    places = [*(f"fig-{name}" for name in (*MAPS, "framework_matrix")), "tab-categories"]
    shown = [number.ref(place) for place in places if number.knows(place)]
    sentences = [words("shown_in", shown=words.listed(shown))] if shown else []
    themes = [f"tab-framework-{theme}" for theme in draft.material.themes]
    summed = [number.ref(place) for place in themes if number.knows(place)]
    if len(summed) > MOST_LISTED:
        summed = [words("from_to", first=summed[0], last=summed[-1])]
    if summed:
        sentences.append(words("summed_in", tables=words.listed(summed)))
        sentences += [] if draft.reflexive else [words("summed_counted")]
    return " ".join(sentences)


def _claims(draft: ArticleDraft) -> str:
    """The claims in their words, which the findings name before the conclusion says what is concluded of each."""
    words, found = draft.words, draft.material.rows("claims")
    if not found:
        return ""
    items = [
        f"{md.link(md.escaped(row['claim_id']), md.anchor('claim', row['claim_id']))}. {text_of(draft, row, 'text:')}"
        for row in found
    ]
    concluded = draft.number.has("conclusion")
    head = words("claims_head", chapter=draft.number.chapter("conclusion")) if concluded else words("claims_head_alone")
    return md.paragraphs([md.block(head, "lead"), md.bullets(items)])


def _has_text(draft: ArticleDraft, name: str) -> bool:
    return draft.material.writing.text(name, draft.language) is not None


def _map(draft: ArticleDraft, name: str) -> str:
    """A map of what was found at whom."""
    drawn = draft.material.pictures or {}
    return "" if (draft.reflexive and name in COUNTS) or _left_out(drawn, name) else draft.picture(name)


def _left_out(drawn: Mapping[str, Picture], name: str) -> bool:
    return name in drawn and drawn[name].left_out


def _framework(draft: ArticleDraft, theme: str) -> str:
    """What each case says of a theme, where the researchers summed it up and the cases are few; the passages that each
    summary rests on are in the supplement."""
    if not _has_table(draft, theme):
        return ""
    words = draft.words
    # The state counts passages by side, as a reflexive analysis does not.
    counted = not draft.reflexive
    rows = [
        [
            informant_of_group(draft, case),
            *([theme_state(draft, case, theme)] if counted else []),
            summary_of(draft, case, theme),
        ]
        for case in draft.material.case_ids
    ]
    place = draft.in_supplement(words("the_supplement"), f"tab-framework-{theme}")
    caption = words("framework_caption_short", theme=draft.label(theme), supplement=place)
    header = [words("Informant"), *([words("framework_state")] if counted else []), words("framework_says")]
    widths = [16, *([16] if counted else []), 88]
    return draft.table(f"framework-{theme}", caption, header, rows, "l" * len(header), widths)


def _framework_figure(draft: ArticleDraft) -> str:
    """What each case says of each theme as one figure, where no theme has a table of it."""
    return "" if any(_has_table(draft, theme) for theme in draft.material.themes) else draft.picture("framework_matrix")


def _has_table(draft: ArticleDraft, theme: str) -> bool:
    few = 0 < len(draft.material.case_ids) <= MOST_CASES
    return few and has_summary(draft, theme)


def _room(draft: ArticleDraft, spoken: Sequence[str]) -> dict[str, int]:
    """How many quotations each category gets that nobody wrote about; where there are many, those of whom most speak
    get one and the others none."""
    bare = [code for code in spoken if not _has_text(draft, code)]
    n_written = len(spoken) - len(bare)
    room = max(0, QUOTATIONS - MOST_OF_CATEGORY * n_written)
    if bare and room >= len(bare):
        return dict.fromkeys(bare, min(MOST_OF_CATEGORY, room // len(bare)))
    most = sorted(bare, key=lambda code: (-len(speakers(draft.category_passages[code])), bare.index(code)))
    return dict.fromkeys(most[:room], 1)


def _category(draft: ArticleDraft, category: str, text: str, room: int, theme: str) -> list[str]:
    """A category's heading, words and numbers, and how many of its passages stand here."""
    found = draft.category_passages[category]
    parts = []
    if category != theme:
        parts.append(md.heading(4, draft.label(category), md.anchor("finding", category)))
    if text:
        return [*parts, text, _counted(draft, category)]
    opposing = [passage for passage in found if passage.side in OPPOSING]
    apart = 1 if opposing and room > 1 else 0
    quotes = draft.examples([one for one in found if one.side not in OPPOSING], room - apart)
    shown_here = [draft.quote(passage) for passage in quotes]
    shown_here += [draft.quote(passage) for passage in draft.examples(opposing, apart)]
    return [*parts, md.block(_counted(draft, category), "lead"), *shown_here]


def _standing(found: Sequence[Passage], codings: Set[tuple[int, str]]) -> list[Passage]:
    """The passages in whose turn one of ``codings`` was shown."""
    turns = {turn for turn, _ in codings}
    in_turns = (one for one in found if one.row["turn"] in turns)
    return [one for one in in_turns if any((one.row["turn"], str(each)) in codings for each in one.row["coding_ids"])]


def _counted(draft: ArticleDraft, category: str) -> str:
    """How many passages of how many informants there are, on which sides, and how many stand here."""
    words, found = draft.words, draft.category_passages[category]
    shown = _standing(found, draft.quoted_here)
    cited = [one for one in _standing(found, draft.cited_here) if one not in shown]
    printed = words("shown_here", n=words.of(len(shown), len(found), "passage"))
    if cited:
        printed = words(
            "shown_and_cited", n=words.of(len(shown), len(found), "passage"), cited=words.number(len(cited))
        )
    if draft.reflexive:
        return md.styled(printed, "source")
    said = [one for one in found if one.voice == "said"]
    parts = []
    if said and draft.material.heard:
        parts.append(words("said_by", informants=draft.informants(speakers(said)), n=words.count(len(said), "passage")))
    elif said:
        parts.append(words("said_in", n=words.count(len(said), "passage")))
    if said and draft.material.sided:
        parts[-1] += f" ({_sides(draft, category, said)})"
    seen = [one for one in found if one.voice != "said"]
    if seen:
        n = words.count(len(seen), "passage")
        told = words("seen_here", n=n, sides=_sides(draft, category, seen))
        parts.append(told if draft.material.sided else words("seen_here_spoken", n=n))
    return md.styled(f"{'; '.join(parts)}. {printed}", "source")


def _sides(draft: ArticleDraft, category: str, found: Sequence[Passage]) -> str:
    """How many passages stand on which side; that none says the opposite is told, too."""
    words, sides = draft.words, Counter(passage.side for passage in found)
    if draft.topic(category) and set(sides) == {NONE}:
        return words("passages_topic")
    parts = [words(f"passages_{side}", n=words.number(sides[side])) for side in (*SIDES, DISPUTED) if sides[side]]
    if not any(sides[side] for side in OPPOSING):
        parts.append(words("passages_none_against"))
    return ", ".join(parts)


def _brief(draft: ArticleDraft, categories: Sequence[str]) -> str:
    """Categories for which there is no room, each with its numbers."""
    if not categories:
        return ""
    words = draft.words
    sentences = []
    for code in categories:
        found = draft.category_passages[code]
        n = words.count(len(found), "passage")
        cases = speakers(found)
        by = (
            f", {words.of(len(cases), len(draft.material.heard), 'informant')}" if cases and not draft.reflexive else ""
        )
        sentences.append(draft.label(code) if draft.reflexive else f"{draft.label(code)} ({n}{by})")
    return words("further_categories", categories=words.listed(sentences))
