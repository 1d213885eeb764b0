"""Where tables and figures of a PDF stand: in their sections, with little of a page left blank."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from printed_pages import PrintedPages

from benang.conclusions.documents.document_words import about
from benang.conclusions.documents.float_places import Placing, ended, in_series, placed, placing
from benang.conclusions.documents.tree import read_tree
from benang.conclusions.documents.typeset import write_pdf
from benang.core.places import WORKFLOW

PAGE = 800.0
ROOM = (50.0, PAGE - 50.0)
TEXT = ROOM[1] - ROOM[0]


def block(kind, name, level=1):
    if kind == "Header":
        return {"t": "Header", "c": [level, [name, [], []], []]}
    return {"t": kind, "c": [[name, [], []], [None, []], []]} if name else {"t": kind, "c": []}


class Pages:
    """A typesetter: headings have no height, floats go to the head of the next page where they have no room."""

    def __init__(self, blocks, heights):
        self.blocks, self.heights, self.asked = blocks, heights, 0

    def __call__(self, how: Placing):
        self.asked += 1
        page, y, waiting = 1, ROOM[0], []
        for kind, name, _ in self.blocks:
            high = self.heights.get(name, 300.0)
            if kind == "Header":
                yield "heading", name, page, y
            elif kind == "Para":
                rest = 120.0
                while y + rest > ROOM[1]:
                    rest -= ROOM[1] - y
                    page, y = page + 1, ROOM[0]
                    for one, tall in waiting:
                        yield "caption", one, page, y
                        y += tall
                    waiting = []
                y += rest
            elif name in how.floating:
                yield "before", name, page, y
                waiting.append((name, min(high, TEXT / 4)))
            else:
                yield "before", name, page, y
                if y + high > ROOM[1] and name not in how.broken:
                    page, y = page + 1, ROOM[0]
                yield "top", name, page, y
                yield "caption", name, page, y + 1
                y = min(ROOM[1], y + high)
        for one, _ in waiting:
            yield "caption", one, page + 1, ROOM[0]


STEPS = st.lists(st.sampled_from(["Header", "Para", "Para", "Para", "Figure", "Table"]), min_size=1, max_size=40)


@given(kinds=STEPS, levels=st.lists(st.integers(1, 3), min_size=40, max_size=40), tall=st.integers(100, 600))
def test_nothing_that_floats_leaves_its_section(kinds, levels, tall):
    steps = [(kind, "" if kind == "Para" else f"{kind}-{n}", levels[n]) for n, kind in enumerate(kinds)]
    things = placed([block(*one) for one in steps])
    pages = Pages(steps, {one.name: float(tall) for one in things})
    found = placing(things, ROOM, pages)
    assert pages.asked <= 6
    at = {(part, name): (page, y) for part, name, page, y in pages(found)}
    for one in things:
        if one.name in found.floating:
            assert at.get(("heading", one.heading), (0, 0)) < at["caption", one.name]
            assert at["caption", one.name] < at.get(("heading", one.behind), (99, 0))
    assert not found.broken - {one.name for one in things if one.table}


def test_a_figure_floats_only_where_it_would_leave_much_of_a_page_blank_and_its_section_has_text_behind_it():
    before = [("Header", "a", 1), *[("Para", "", 0)] * 4]
    things = placed([block(*one) for one in [*before, ("Figure", "f", 0)]])
    assert placing(things, ROOM, Pages([*before, ("Figure", "f", 0)], {"f": 200.0})) == Placing()
    alone = [*before, ("Figure", "f", 0), ("Header", "b", 1)]
    things = placed([block(*one) for one in alone])
    assert placing(things, ROOM, Pages(alone, {"f": 300.0})) == Placing()
    followed = [*before, ("Figure", "f", 0), *[("Para", "", 0)] * 3, ("Header", "b", 1)]
    things = placed([block(*one) for one in followed])
    assert placing(things, ROOM, Pages(followed, {"f": 300.0})).floating == {"f"}


def test_a_table_that_cannot_float_is_broken_over_the_pages():
    steps = [("Header", "a", 1), *[("Para", "", 0)] * 4, ("Table", "t", 0), ("Header", "b", 1)]
    things = placed([block(*one) for one in steps])
    assert placing(things, ROOM, Pages(steps, {"t": 300.0})) == Placing(broken=frozenset({"t"}))


def test_figures_of_a_series_stay_in_their_order_and_before_the_end_of_their_section():
    kinds = [("Header", "a"), ("Figure", "f"), ("Figure", "g"), ("Header", "b"), ("Figure", "h"), ("Para", "")]
    blocks = [block(kind, name, level=1 if name == "a" else 2) for kind, name in kinds] + [block("Header", "c", 1)]
    assert in_series(blocks) == {"f", "g"}
    end = {"t": "End"}
    shown = [one.get("c", [0, [""]])[1][0] if one["t"] == "Header" else one["t"] for one in ended(blocks, {"f"}, end)]
    assert shown == ["a", "Figure", "Figure", "b", "Figure", "Para", "End", "c"]


def test_names_are_written_as_typst_has_them():
    shown = Placing(frozenset({'a"b', "c"}), frozenset()).typst()
    assert shown == '#let floating = ("a\\"b", "c", )\n#let broken = ()\n'


def test_a_row_that_heads_others_stands_at_no_foot_of_a_page(tmp_path):
    """Rows of one bold cell, as wide as the table, with what they head on the same page, wherever the page ends."""
    for lines in range(6):
        rows = "| **Theme A** | |\n| one | 1 |\n| two | 2 |\n| **Theme of the last ones** | |\n| three | 3 |\n"
        text = "# A study\n\n" + "Line.\n\n" * (32 + lines) + f"| x | y |\n|:--|:--|\n{rows * 6}\n: Rows. {{#tab-a}}\n"
        path = tmp_path / "a.pdf"
        facts = about({"title": {"en": "A study"}, "question": {}, "authors": [], "date": "2022-12-14"}, "en")
        write_pdf(read_tree(text, "en", None), facts, tmp_path, WORKFLOW / "templates", path, contents=False)
        pages = PrintedPages(path).texts
        assert len(pages) > 1
        for page in pages[:-1]:
            shown = [line for line in page.split("\r\n") if line.strip()]
            assert not shown[-2].startswith("Theme"), page  # the last line is the number of the page


def test_a_table_within_which_a_figure_would_stand_goes_behind_it():
    """As long as the table stands where the text has it, the figure that floats comes to stand between its rows."""
    blocks = [block("Header", "findings"), block("Figure", "map"), block("Header", "one", 2), block("Table", "rows")]
    things = placed([*blocks, block("Header", "below", 3), block("Header", "two", 2)])
    asked = []

    def ask(how):
        asked.append(how)
        yield from (("heading", "findings", 1, 100.0), ("heading", "one", 1, 500.0))
        moved = "map" in how.floating
        yield from (("before", "map", 1, 400.0), ("top", "map", 2, 50.0), ("caption", "map", 2, 300.0))
        if moved:
            yield from (("heading", "below", 1, 700.0), ("heading", "two", 3, 60.0))
        else:
            yield from (("heading", "below", 2, 600.0), ("heading", "two", 3, 60.0))
        if "rows" in how.floating:
            yield from (("before", "rows", 1, 600.0), ("top", "rows", 2, 320.0), ("caption", "rows", 2, 321.0))
            yield "end", "rows", 1, 600.0
        else:
            yield from (("before", "rows", 1, 590.0), ("top", "rows", 1, 600.0), ("caption", "rows", 1, 601.0))
            yield "end", "rows", 2, 400.0 if moved else 90.0

    found = placing(things, ROOM, ask)
    assert found == Placing(frozenset({"map", "rows"}))
    assert [sorted(how.floating) for how in asked] == [[], ["map"], ["map", "rows"]]


def test_a_table_below_which_a_figure_floats_stays_where_it_is():
    blocks = [block("Header", "findings"), block("Figure", "map"), block("Table", "rows"), block("Header", "two")]

    def ask(how):
        yield from (("heading", "findings", 1, 100.0), ("heading", "two", 3, 60.0), ("before", "map", 1, 400.0))
        yield from (("top", "map", 2, 100.0), ("caption", "map", 2, 300.0), ("before", "rows", 1, 420.0))
        yield from (("top", "rows", 1, 430.0), ("caption", "rows", 1, 431.0), ("end", "rows", 2, 90.0))

    assert placing(placed(blocks), ROOM, ask).floating == {"map"}
