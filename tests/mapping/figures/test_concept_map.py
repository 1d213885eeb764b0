"""The concept map: each code once in a map, each link once with its words, and no words on lines or on other words."""

from collections import Counter
from random import Random

import pandas as pd
import pytest
from measured import lines_on_words, measured, too_high

from benang.core.model import from_rows
from benang.mapping.figures import concept_map, figure_words

SAID = "since it is so " * 20
KINDS = ("causes", "leads_to", "contradicts", "supports", "part_of", "related")
WORDS = figure_words.texts(concept_map.TEXTS, "en")


def linked(pairs, letters=60, passages=2):
    """The tables of a study in which researchers linked codes, with words of some length at the links."""
    codes = sorted({one for pair in pairs for one in pair})
    levels = ("theme", "category", "code")
    rows = [
        {"code_id": f"c{one}", "level": levels[one % 3], "order": one, "negative": False, "cites": []}
        | dict.fromkeys(("parent_id", "theme_id", "category_id", "origin", "example", "colour"), "")
        | {"label:en": f"Code {one} " + "of some words " * (one % 4)}
        for one in codes
    ]
    links = [
        {"from_id": f"c{one}", "to_id": f"c{other}", "kind": KINDS[n % 6], "author": ""}
        | {
            "named_ids": [f"p{n}x{k}" for k in range(passages * (n % 5))],
            "label:en": SAID[:letters],
        }
        for n, (one, other) in enumerate(pairs)
    ]
    return {"codes": from_rows("codes", rows), "relations": from_rows("relations", links)}


def by_lot(n_codes, n_links, seed):
    lot = Random(seed)
    return [tuple(lot.sample(range(n_codes), 2)) for _ in range(n_links)]


SHAPES = {
    "a chain": [(0, 1), (1, 2)],
    "a ring": [(0, 1), (1, 2), (2, 0)],
    "everything with everything": [(a, b) for a in range(5) for b in range(a)],
    "a hub": [(0, n) for n in range(1, 40)],
    "there and back": [(0, 1), (1, 0), (0, 1)],
    "six of some": by_lot(6, 9, 1),
    "many": by_lot(40, 70, 2),
    "apart": [(n, n + 1) for n in range(0, 24, 2)],
}


@pytest.mark.parametrize("width", [8.5, 15.92, 18.0])
@pytest.mark.parametrize("shape", SHAPES)
def test_no_words_lie_on_lines_or_words(shape: str, width: float) -> None:
    data = concept_map.data(linked(SHAPES[shape]), "en")
    pages = concept_map.draw(data, WORDS, width)
    assert (measured(pages), lines_on_words(pages), too_high(pages)) == ([], [], [])


@pytest.mark.parametrize("width", [8.5, 15.92])
@pytest.mark.parametrize("shape", SHAPES)
def test_each_link_is_drawn_once_and_each_code_once_in_a_map(shape: str, width: float) -> None:
    data = concept_map.data(linked(SHAPES[shape], letters=0), "en")
    pages = concept_map.draw(data, WORDS, width)
    written = " ".join(text.get_text() for page in pages for text in page.texts)
    for number in data["number"]:
        # At the link, and in the list of passages.
        assert written.count(f"({number})") == 2
    codes = {name.strip() for end in ("from", "to") for name in data[end]}
    heads = Counter(
        text.get_text()
        for page in pages
        for text in page.texts
        if text.get_fontweight() == "bold" and text.get_text().startswith("Code ")
    )
    parts = written.count("Part ")
    assert sum(heads.values()) >= len(codes)
    if not parts:
        assert sum(heads.values()) == len(codes)
    assert max(heads.values()) <= max(parts, 1)


def test_a_link_has_its_passages_below_the_map_and_in_the_table() -> None:
    data = concept_map.data(linked(SHAPES["there and back"], passages=5), "en")
    assert [len(ids) for ids in data["named_ids"]] == list(data["passages"]) == [0, 5, 10]
    written = " ".join(text.get_text() for page in concept_map.draw(data, WORDS, 18.0) for text in page.texts)
    assert "(1)\u00a0none named; (2)\u00a0p1x0, p1x1, p1x2, p1x3, p1x4; (3)\u00a0p2x0" in written
    assert "and 4 more" in written and "p2x6" not in written


def test_kinds_are_told_apart_by_their_lines_and_their_words() -> None:
    looks = [(look.line, look.dash, look.head, look.crossed) for look in concept_map.LINKS.values()]
    assert set(concept_map.LINKS) == set(KINDS) and len(set(looks)) == len(looks)
    tables = linked(SHAPES["everything with everything"])
    written = {
        text.get_text() for page in concept_map.draw(concept_map.data(tables, "en"), WORDS, 18.0) for text in page.texts
    }
    assert {WORDS[f"kind_{kind}"] for kind in KINDS} <= written


def test_the_map_that_other_programs_open_has_the_same_columns_and_order() -> None:
    from benang.exchange.project import ProjectCode
    from benang.exchange.project_graph import relation_map

    small = linked(SHAPES["six of some"])
    rows = figure_words.records(small["relations"])
    links = [(r["from_id"], r["to_id"], "", "" if r["kind"] in ("contradicts", "related") else "to") for r in rows]
    codes = [ProjectCode(code, code, "") for code in small["codes"]["code_id"]]
    drawn = {node.identity: node.box[:2] for node in relation_map(links, codes, "map").nodes}
    data = concept_map.data(small, "en")
    (page,) = concept_map.draw(data, WORDS, 18.0)
    names: dict[str, str] = {}
    for end in ("from", "to"):
        names |= dict(zip(data[f"{end}_id"], data[end], strict=True))
    at = {
        code: next(text.get_position() for text in page.texts if name.startswith(text.get_text()))
        for code, name in names.items()
    }
    assert set(at) == set(drawn)
    for axis in (0, 1):
        for one in at:
            for other in at:
                same_column = drawn[one][0] == drawn[other][0]
                if (axis == 0 or same_column) and drawn[one][axis] < drawn[other][axis]:
                    assert at[one][axis] < at[other][axis]


def test_the_same_links_are_drawn_the_same_whatever_else_was_drawn() -> None:
    tables = linked(SHAPES["many"])
    one, two = (concept_map.draw(concept_map.data(tables, "en"), WORDS, 18.0) for _ in range(2))
    pages = (one, two)
    said = [[(text.get_text(), text.get_position()) for page in each for text in page.texts] for each in pages]
    assert said[0] == said[1]


def test_passages_are_told_by_informant_and_turn_and_codes_by_their_category() -> None:
    tables = linked([(1, 2), (2, 3)], letters=0)
    tables["codes"].loc[tables["codes"]["code_id"] == "c2", "parent_id"] = "c1"
    known = {"passage_id": "p1x0", "level": "code", "code_id": "c2", "source_id": "s", "turn": 29, "case_id": "A"}
    tables["passages"] = pd.DataFrame([known | {"coding_ids": ["k1"]}])
    data = concept_map.data(tables, "en")
    assert list(data["named"]) == [[], ["A\u00a029", "p1x1"]]
    assert [one.strip() for one in data["to_parent"]] == [data["from"].iloc[0].strip(), ""]
    written = [text.get_text() for page in concept_map.draw(data, WORDS, 18.0) for text in page.texts]
    assert any("A\u00a029" in line for line in written) and not any("p1x0" in line for line in written)


@pytest.mark.parametrize("width", [8.5, 15.92, 18.0])
def test_no_word_of_a_link_is_parted_where_it_fits_a_line(width: float) -> None:
    words = figure_words.texts(concept_map.TEXTS, "id")
    data = concept_map.data(linked([(n, n + 1) for n in range(12)], letters=0), "id")
    written = [text.get_text().strip("\u00a0") for page in concept_map.draw(data, words, width) for text in page.texts]
    for kind in set(data["kind"]):
        for word in words[f"kind_{kind}"].split():
            assert any(word in line.split() for line in written), (word, written)


@pytest.mark.parametrize("width", [8.5, 15.92, 18.0])
def test_the_category_of_a_code_stands_below_it_on_as_many_lines_as_it_needs(width: float) -> None:
    tables = linked([(2, 5), (5, 8), (8, 11)], letters=40)
    codes = tables["codes"]
    long = "Social media as a business-communication channel of many small businesses"
    codes = pd.concat([codes, codes.iloc[:1].assign(**{"code_id": "c99", "level": "category", "label:en": long})])
    codes["parent_id"] = ["c99"] * (len(codes) - 1) + [""]
    data = concept_map.data(tables | {"codes": codes}, "en")
    pages = concept_map.draw(data, WORDS, width)
    italics = " ".join(
        text.get_text() for page in pages for text in page.texts if text.get_fontstyle() == "italic"
    ).replace("- ", "-")
    assert italics.count(long) == 4
    assert (measured(pages), lines_on_words(pages), too_high(pages)) == ([], [], [])


def test_a_contradiction_has_neither_source_nor_aim_and_authors_are_named() -> None:
    data = concept_map.data(linked([(1, 2), (2, 3), (3, 4)]), "en")
    assert "Crosses on a broken line" in concept_map.caption(data, WORDS)
    assert "author" not in concept_map.caption(data, WORDS).split("turn", 1)[1]
    data["author"] = ["R. Student", "", "R. Student"]
    assert concept_map.caption(data, WORDS).endswith("The author named in the data: R. Student.")
