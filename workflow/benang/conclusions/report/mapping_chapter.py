"""Stage 3: the figures and the matrices."""

from __future__ import annotations

from collections.abc import Sequence

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import MOST_COLUMNS, Draft
from benang.core.model import GROUP_COLUMN
from benang.mapping.contradictions import LITERATURE
from benang.mapping.figures import FIGURES
from benang.mapping.matrices import NO_CASE

STRONGEST_PAIRS = 20
MOST_BLOCKS = 6
"""So many tables of cases are printed; more cases are in the workbook."""
LETTERS = 88
"""So many letters of a table's bold head stand side by side on a page."""
MOST_LINES = 3
"""So many lines has a name above a column; a longer one stands in the caption, with a number above the column."""


def maps(draft: Draft) -> str:
    """The figures that are registered for this part."""
    pictures = draft.figures("maps")
    if not pictures or not draft.material.counted:
        return draft.words("nothing_coded") if not draft.material.counted else ""
    # They belong to the chapter and to none of its sections: in print they stand at the head or foot of its pages.
    names = [name for name, figure in FIGURES.items() if figure.part == "maps"]
    shown = [draft.number.ref(place) for name in names if draft.number.knows(place := f"fig-{name}")]
    said = draft.words("maps_are", figures=draft.words.listed(shown)) if shown else ""
    return md.paragraphs([f"{md.place('maps')}{said}", *pictures])


def cases(draft: Draft) -> str:
    """Categories by cases, in as many tables as the cases need; by groups of cases where they need too many."""
    words, material = draft.words, draft.material
    if draft.reflexive or not material.counted or not material.categories or not material.case_ids:
        return ""
    blocks = _blocks(draft)
    tables = []
    for number, members in enumerate(blocks, start=1):
        caption = words("cases_caption")
        if len(blocks) > 1:
            caption += " " + words("cases_part", n=words.number(number), base=words.number(len(blocks)))
        name = "cases" if number == 1 else f"cases-{number}"
        tables.append(_cases_table(draft, members, name, caption))
    of_themes = words.count(len(material.of_themes), "reference")
    read = [words("cases_read" if material.sided else "cases_read_spoken")]
    if any(material.undecided.values()):
        read.append(words("cases_left_out" if material.leaves_out else "cases_undecided"))
    if len(material.case_ids) > MOST_COLUMNS * MOST_BLOCKS:
        file = draft.file("mapping/case_category.csv")
        read.append(words("cases_in_workbook", file=file))
        if blocks[0]:
            read.append(words("cases_grouped", file=file))
    note = words("cases_of_themes", n=of_themes) if material.of_themes else ""
    return md.paragraphs([draft.number.section("mapping", words("cases"), "cases"), " ".join(read), *tables, note])


def _cases_table(draft: Draft, members: dict[str, list[str]], name: str, caption: str) -> str:
    """The categories with one column for each of some cases or groups, and with what all cases come to."""
    words, material = draft.words, draft.material
    single = all(len(column) == 1 for column in members.values())
    rows = []
    for category in material.categories:
        cells = [
            draft.cell(material.cells[column[0], category]) if single else _joined(draft, column, category)
            for column in members.values()
        ]
        rows.append([draft.category_link(category), *cells, *_ends(draft, category)])
    ends = ["total", *(["against_head"] if material.sided else []), "informants"]
    ends += ["observed_head"] if material.described else []
    # The last columns have room for the longest word of their heads; a case's column for its id.
    longest = max((len(name) for name in members), default=0)
    width = 5 if longest <= 3 else max(7, 44 // len(members) if len(members) > 5 else 7)
    heads = list(members)
    if not _fit(heads, width * LETTERS / (66 + width * len(heads))):
        known = material.case_ids if single else heads
        heads = [words.number(known.index(name) + 1) for name in members]
        named = [f"**{number}** {md.escaped(name)}" for number, name in zip(heads, members, strict=True)]
        caption += " " + words("cases_columns", columns="; ".join(named))
    header = [words("category"), *map(md.escaped, heads), *map(words, ends)]
    widths = [30, *([width] * len(members)), 9, *([13] if material.sided else []), 14]
    widths += [14] if material.described else []
    return draft.table(name, caption, header, rows, "l" + "r" * (len(members) + len(ends)), widths)


def _fit(names: Sequence[str], room: float) -> bool:
    """Whether names fit above columns that have room for so many letters: no word over its neighbour, few lines."""
    return all(
        len(name) <= MOST_LINES * room and max(map(len, name.replace("-", "- ").split()), default=0) <= room
        for name in names
    )


def _ends(draft: Draft, category: str) -> list[str]:
    """What all cases come to: passages, those against, informants, and those observed."""
    words, material = draft.words, draft.material
    held = [case for case in material.case_ids if material.cells[case, category]["references"]]
    # What belongs to no one case is in the totals too.
    everybody = [*material.case_ids, *([NO_CASE] if (NO_CASE, category) in material.cells else [])]
    total = sum(material.cells[case, category]["references"] for case in everybody)
    against = sum(material.cells[case, category]["against_references"] for case in everybody)
    seen = [case for case in material.case_ids if material.cells[case, category]["observed_references"]]
    none_can_be = draft.topic(category) and not against
    shown_against = "–" if none_can_be else words.number(against)
    last = [words.number(total), *([shown_against] if material.sided else [])]
    last.append(words.of(len(held), len(material.heard)))
    return [*last, words.of(len(seen), len(material.described))] if material.described else last


def _joined(draft: Draft, column: list[str], category: str) -> str:
    """The cell of several cases together."""
    cells = [draft.material.cells[case, category] for case in column]
    references, undecided = (sum(int(cell[name]) for cell in cells) for name in ("references", "undecided"))
    shown = draft.words.number(references)
    return shown + (f"\u00a0({draft.words.number(undecided)})" if undecided else "")


def _blocks(draft: Draft) -> list[dict[str, list[str]]]:
    """The columns of each table, each with its cases: every case; where these need too many tables every group, or
    none."""
    material = draft.material
    ids = material.case_ids
    if len(ids) <= MOST_COLUMNS * MOST_BLOCKS:
        tables = -(-len(ids) // MOST_COLUMNS)
        each = -(-len(ids) // tables)  # as many in each table
        return [{case: [case] for case in ids[first : first + each]} for first in range(0, len(ids), each)]
    groups: dict[str, list[str]] = {}
    for case in material.cases:
        if case.get(GROUP_COLUMN):
            groups.setdefault(case[GROUP_COLUMN], []).append(case["case_id"])
    return [groups if 0 < len(groups) <= MOST_COLUMNS else {}]


def kinds(draft: Draft) -> str:
    """Categories by kinds of source: on what each rests."""
    words, material = draft.words, draft.material
    if draft.reflexive or not material.counted or (len(material.kinds) < 2 and material.case_ids):
        return ""
    texts = {material.text_of[source]: row["kind"] for source, row in material.sources.items()}
    bases = {kind: sum(one == kind for one in texts.values()) for kind in material.kinds}
    rows, resting = [], dict[tuple[str, ...], list[str]]()
    for category in material.categories:
        held = tuple(kind for kind in material.kinds if material.kind_cells[kind, category]["sources"])
        resting.setdefault(held, []).append(category)
        cells = []
        for kind in material.kinds:
            cell = material.kind_cells[kind, category]
            first = _first(draft, kind, category)
            shown = words.number(cell["references"] + cell["observed_references"])
            linked = draft.all_quoted and first
            cells += [
                md.link(shown, draft.quotation_place(first)) if linked else shown,
                words.of(cell["sources"], bases[kind]),
            ]
        if material.works_of:
            cells.append(words.number(material.works_of.get(category, 0)))
        rows.append([draft.category_link(category), *cells])
    header = [words("category")]
    for kind in material.kinds:
        name = draft.kind(kind)
        name = name[:1].upper() + name[1:]
        header += [f"{name}: {words('in_references')}", f"{name}: {words('in_sources')}"]
    literature = 1 if material.works_of else 0
    header += [f"{words('kinds_literature')}: {words('in_works')}"] * literature
    sentences = []
    for held, categories in sorted(resting.items(), key=lambda item: (-len(item[0]), item[0])):
        n = words.of(len(categories), len(material.categories), "category")
        named = words.listed([draft.category_link(category) for category in categories])
        names = words.listed([draft.kind(kind) for kind in held])
        key = "resting_none" if not held else "resting_all" if len(held) == len(material.kinds) else "resting_only"
        sentences.append(words(key, n=n, kinds=names) + (f": {named}." if len(categories) <= 15 else "."))
    return md.paragraphs(
        [
            draft.number.section("mapping", words("kinds"), "kinds"),
            md.bullets(sentences),
            words("kinds_silence"),
            md.bullets(_contradictions(draft)),
            draft.table(
                "kinds",
                words("kinds_caption"),
                header,
                rows,
                "l" + "r" * (2 * len(material.kinds) + literature),
                [36, *([16] * (2 * len(material.kinds) + literature))],
            ),
        ]
    )


def _contradictions(draft: Draft) -> list[str]:
    """What researchers say stands against each other, each category once."""
    words = draft.words
    told: dict[str, str] = {}
    for row in draft.material.rows("triangulation"):
        if len(row["contradicts"]) and row["code_id"] not in told:
            notes = {name.partition(":")[2]: str(text) for name, text in row.items() if name.startswith("note:")}
            note = notes.get(draft.language) or next(filter(None, notes.values()), "")
            kinds = [_material(draft, str(kind)) for kind in (row["kind"], *row["contradicts"])]
            author = draft.person(row["author"]) or words("contradiction_by_researcher")
            values = {"author": author, "category": draft.category_link(row["code_id"]), "note": md.escaped(note)}
            told[row["code_id"]] = words("kinds_contradiction", kinds=words.listed(kinds), **values)
    return list(told.values())


def _material(draft: Draft, kind: str) -> str:
    return draft.words("kinds_literature").lower() if kind == LITERATURE else draft.kind(kind)


def _first(draft: Draft, kind: str, category: str) -> str:
    """The first coding of a category in sources of a kind that the appendix quotes; empty where there is none."""
    sources = draft.material.sources
    found = (one for one in draft.category_passages.get(category, []) if sources[one.row["source_id"]]["kind"] == kind)
    ids = (str(coding["coding_id"]) for passage in found for coding in passage.codings)
    return next((one for one in ids if one in draft.quoted), "")


def cooccurrence(draft: Draft) -> str:
    """The codes that meet most often on the same passages."""
    words = draft.words
    # What meets in observers' notes alone is in the table of the results.
    pairs = [row for row in draft.material.rows("cooccurrence") if row["passages"]]
    if draft.reflexive or not draft.material.counted:
        return ""
    heading = draft.number.section("mapping", words("cooccurrence"), "cooccurrence")
    if not pairs:
        return md.paragraphs([heading, words("no_cooccurrence")])
    order = sorted(pairs, key=lambda row: (-row["passages"], -row["observed_passages"], row["code_a"], row["code_b"]))
    strongest = order[:STRONGEST_PAIRS]
    rows = []
    for row in strongest:
        ids = [str(one) for one in row["coding_ids"]]
        shown = ", ".join(draft.to_quotation(one) for one in ids[:6]) + (" …" if len(ids) > 6 else "")
        rows.append([draft.label(row["code_a"]), draft.label(row["code_b"]), words.number(row["passages"]), shown])
    once = all(row["passages"] == 1 for row in strongest)
    caption = words(
        "cooccurrence_once" if once else "cooccurrence_caption", n=words.of(len(strongest), len(pairs), "pair")
    )
    header = [words("code_head"), words("other_code"), words("passages"), words("quotations_head")]
    return md.paragraphs(
        [
            heading,
            words("cooccurrence_read"),
            draft.table("cooccurrence", caption, header, rows, "llrl", [27, 27, 13, 33]),
        ]
    )
