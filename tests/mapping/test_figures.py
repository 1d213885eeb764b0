"""The figures: the same bytes every time, nothing cut off or overlapping, and words that say the base."""

import re
from collections.abc import Mapping
from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.figure import Figure
from matplotlib.text import Text

from benang.coding.passages import Counting, passages
from benang.core import model
from benang.core.wording import Words
from benang.literature.literature_matrix import literature_matrix, novelty
from benang.mapping.figures import FIGURES, figure_module, figure_words, project_map, research_design, save, style
from benang.mapping.matrices import case_matrix

LONG = "Weak regulation and consumer protection; worry over data security and over what platforms keep"
TEXT = "kata " * 400


def codes_table(n_themes: int, n_categories: int, codes: int = 2, label: str = "") -> pd.DataFrame:
    rows: list[dict[str, object]] = []

    def add(code: str, parent: str, level: str, theme: str, category: str, origin: str, negative: bool = False) -> None:
        words = f"{LONG} {code}" if len(rows) % 7 == 3 else f"{label}{code}"
        blank = {"cites": [], "example": "", "colour": "", "order": len(rows), "label:en": words}
        known = {"code_id": code, "parent_id": parent, "level": level, "theme_id": theme, "category_id": category}
        rows.append(known | {"origin": origin, "negative": negative} | blank)

    for t in range(n_themes):
        add(f"theme-{t}", "", "theme", f"theme-{t}", "", "deductive")
        for c in range(n_categories):
            category = f"category-{t}-{c}"
            origin = "inductive" if c % 2 else "deductive"
            add(category, f"theme-{t}", "category", f"theme-{t}", category, origin)
            for k in range(codes):
                add(f"code-{t}-{c}-{k}", category, "code", f"theme-{t}", category, origin, negative=k == 1)
    return model.from_rows("codes", rows)


def study(
    codes: pd.DataFrame,
    n_cases: int,
    groups: tuple[str, ...] = (),
    with_literature: bool = True,
    case_id: str = "R{}",
    coders: tuple[str, ...] = ("coder-1",),
) -> dict[str, pd.DataFrame]:
    """Made-up tables with something of everything: zeros, negative cases, a rule coder, works."""
    names = [case_id.format(n) for n in range(n_cases)]
    attributes = [{"attribute:group": groups[n % len(groups)]} if groups else {} for n in range(n_cases)]
    cases = model.from_rows("cases", [{"case_id": name, "order": n} | attributes[n] for n, name in enumerate(names)])
    blank = {"file": "", "format": "txt", "language": "en", "encoding": "", "sha256": "", "n_turns": 1}
    sizes = {"n_characters": len(TEXT), "n_words": 400, "text": TEXT, "kind": "interview"}
    sources = model.from_rows("sources", [{"source_id": f"i{n}", "case_ids": [n]} | blank | sizes for n in names])
    times = {
        "time_start": None,
        "time_end": None,
        "role_from": "",
        "heading": "",
        "line": 1,
        "speaker": "",
        "role": "informant",
        "n_words": 400,
    }
    turns = model.from_rows(
        "turns",
        [{"source_id": f"i{n}", "turn": 1, "start": 0, "end": len(TEXT), "case_id": n} | times for n in names],
    )
    rows = []
    leaves = [code for code in codes["code_id"] if not (codes["parent_id"] == code).any()]
    for n, name in enumerate(names):
        for m, code in enumerate(leaves):
            for k in range((n * 7 + m * 5) % 4 if m % 5 else 0):
                for coder, method, status in (("coder-1", "human", "accepted"), ("rules", "rule", "suggested")):
                    start = (m * 60 + k * 20) % 1900
                    made = {"coding_id": f"k{len(rows):05}", "code_id": code, "coder": coder, "method": method}
                    where = {"source_id": f"i{name}", "case_id": name, "start": start, "end": start + 14, "turn": 1}
                    rest = {"last_turn": 1, "line": 1, "quotation": "", "why": "", "anchor": "exact"}
                    rows.append(made | where | rest | {"status": status})
    codings = model.from_rows("codings", rows)
    tables = {"codes": codes, "cases": cases, "sources": sources, "turns": turns, "codings": codings}
    tables["passages"] = passages(codings, turns, sources, codes, Counting(coders))
    tables["case_category"] = case_matrix(tables["passages"], codes, cases, turns, level="category")
    question = {"en": "What does it all mean, for whom, and under which conditions does it go on to mean it?"}
    claims = 2 if with_literature else 0
    tables["study"] = figure_words.study_table(question, {"en": "Participant"}, coders, claims)
    if with_literature:
        work = {"author": "A", "year": "2020", "title": "", "abstract": "", "keywords": "", "note": ""}
        tables["works"] = model.from_rows("works", [{"work_id": "w1"} | work])
        held = sorted({leaves[0], leaves[-1]})
        coded = pd.DataFrame([("w1", code, "x") for code in held], columns=["work_id", "code_id", "why"])
        tables["work_codings"] = model.conform(coded, "work_codings")
        matrix = literature_matrix(tables["work_codings"], tables["works"], codes)
        tables["novelty"] = novelty(matrix, tables["case_category"], figure_words.kind_cells(tables), codes)
    return tables


def uncoded(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The same study before anyone has coded it."""
    nothing = {name: model.empty(name) for name in ("codings", "passages")}
    cells = case_matrix(nothing["passages"], tables["codes"], tables["cases"], tables["turns"], level="category")
    return dict(tables) | nothing | {"case_category": cells}


def caseless(tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """The same study as one of observations that are about nobody."""
    sources = tables["sources"].assign(kind="observation", case_ids=[[]] * len(tables["sources"]))
    nobody = {name: tables[name].assign(case_id="") for name in ("turns", "codings")}
    nobody["turns"] = nobody["turns"].assign(role="observer")
    nobody["passages"] = tables["passages"].assign(case_id="", voice="observed")
    empty = {"cases": model.empty("cases"), "case_category": tables["case_category"].iloc[:0]}
    return dict(tables) | nobody | empty | {"sources": sources}


STUDIES: dict[str, Mapping[str, pd.DataFrame]] = {
    "small": study(codes_table(3, 4), 5, ("owner of a small business", "consumer")),
    "many categories": study(codes_table(6, 12, codes=0), 7, with_literature=False),
    "many informants in groups": study(codes_table(2, 4), 40, ("fishing", "farming", "trade in the market hall")),
    "many informants": study(codes_table(2, 4), 25, case_id="participant-with-a-long-name-{}"),
    "flat": study(codes_table(5, 0, codes=0, label="$x^2$ {n} "), 1, with_literature=False),
    "nothing coded": uncoded(study(codes_table(2, 2), 3)),
    "no cases": caseless(study(codes_table(2, 4), 3)),
    "empty": {"codes": model.empty("codes")},
}
EVERY = [(name, figure) for name in STUDIES for figure in FIGURES]


def drawn(name: str, figure: str, language: str = "en") -> Figure:
    module = figure_module(figure)
    return module.draw(module.data(STUDIES[name], language), figure_words.texts(figure, language))


@pytest.mark.parametrize(("name", "figure"), EVERY)
def test_no_words_are_cut_off_or_on_each_other(name: str, figure: str) -> None:
    for language in ("id", "en"):
        drawing = drawn(name, figure, language)
        renderer = drawing.canvas.get_renderer()  # type: ignore[attr-defined]
        width, height = drawing.canvas.get_width_height()
        boxes = [(text.get_text(), text.get_window_extent(renderer)) for text in drawing.axes[0].texts]
        assert boxes
        for said, box in boxes:
            assert box.x0 >= 0 and box.y0 >= 0 and box.x1 <= width and box.y1 <= height, said
        boxes.sort(key=lambda item: item[1].y0)
        for place, (said, box) in enumerate(boxes):
            for other, near in boxes[place + 1 :]:
                if near.y0 >= box.y1 - 1:
                    break
                apart = near.x0 >= box.x1 - 1 or near.x1 <= box.x0 + 1
                # The letters' own boxes may share the pixel between two lines of type.
                assert apart or near.y0 >= box.y1 - 2, (said, other)


@pytest.mark.parametrize("figure", FIGURES)
def test_files_are_the_same_every_time(figure: str, tmp_path: Path) -> None:
    import matplotlib

    for run in ("one", "two"):
        # Neither a user's settings nor what was drawn before plays a part.
        with matplotlib.rc_context({"font.size": 30, "svg.hashsalt": run, "text.color": "red"} if run == "two" else {}):
            save.write_figure(drawn("small", figure), tmp_path / run, title="T", alt="A")
    for suffix in save.SUFFIXES:
        one, two = ((tmp_path / f"{run}{suffix}").read_bytes() for run in ("one", "two"))
        assert one == two and len(one) > 1000
        assert str(tmp_path).encode() not in one
    assert b"<dc:date>" not in (tmp_path / "one.svg").read_bytes()
    assert b"CreationDate" not in (tmp_path / "one.pdf").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        f"{r}{s}" for r in ("one", "two") for s in (".pdf", ".png", ".svg")
    ]


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("language", ["id", "en", "fr"])
def test_words_say_the_base(figure: str, language: str) -> None:
    module = figure_module(figure)
    data = module.data(STUDIES["small"], language)
    said = module.alt(data, language)
    assert "5 inform" in said
    assert "{" not in said + module.caption(data, language)
    if figure != "research_design":
        assert "5 inform" in module.caption(data, language)


@pytest.mark.parametrize(("name", "figure"), EVERY)
def test_data_is_a_table_of_the_same_columns_and_words_can_be_made(name: str, figure: str) -> None:
    module = figure_module(figure)
    data = module.data(STUDIES[name], "en")
    assert list(data.columns) == module.COLUMNS
    assert module.alt(data, "en") and module.caption(data, "en")


def test_research_design_counts_the_study() -> None:
    rows = research_design.data(STUDIES["small"], "en").set_index("item")
    tables = STUDIES["small"]
    by_coder = tables["codings"]["coder"].value_counts()
    assert rows.loc["coder:coder-1", "value"] == by_coder["coder-1"]
    assert (rows.loc["works", "value"], rows.loc["claims", "value"]) == (1, 2)
    assert not any(str(item).startswith("coder:rules") for item in rows.index)  # suggestions are nobody's coding
    assert rows.loc["cells", "base"] == 5 * 12
    turns = [item for item in rows.index if str(item).startswith("turns:")]
    assert rows.loc[turns, "value"].sum() == len(tables["turns"])
    without = research_design.data(STUDIES["flat"], "en")
    assert {"no_literature", "no_claims"} <= set(without["item"])


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_stage_without_anything_says_so_and_counts_no_noughts(language: str) -> None:
    tables = uncoded(STUDIES["small"]) | {"codes": model.empty("codes")}
    rows = research_design.data(tables, language)
    assert {"no_codings", "no_codebook"} <= set(rows["item"])
    assert not ((rows["value"] == 0) & (rows["base"] == 0)).any()
    # A flat codebook has no themes; nobody has coded with it yet.
    flat = research_design.data(uncoded(STUDIES["flat"]), language)
    assert "no_codebook" not in set(flat["item"]) and "no_codings" in set(flat["item"])
    assert not ((flat["value"] == 0) & (flat["base"] == 0)).any()
    assert "no_codings" not in set(research_design.data(STUDIES["small"], language)["item"])


def test_heat_map_holds_every_cell_in_the_codebooks_order() -> None:
    data = figure_module("heat_map").data(STUDIES["small"], "en")
    cells = STUDIES["small"]["case_category"]
    assert len(data) == len(cells) == 60
    assert data["references"].sum() == cells["references"].sum()
    assert list(data["category_id"].unique()) == [f"category-{t}-{c}" for t in range(3) for c in range(4)]
    # Columns stand by group, in the case file's order.
    assert list(data["case_id"].unique()) == ["R0", "R2", "R4", "R1", "R3"]


@pytest.mark.parametrize("name", ["many informants", "many informants in groups"])
def test_heat_map_joins_informants_without_losing_any(name: str) -> None:
    module = figure_module("heat_map")
    data = module.data(STUDIES[name], "en")
    assert data["references"].sum() == STUDIES[name]["case_category"]["references"].sum()
    n_cases = len(STUDIES[name]["cases"])
    assert data.drop_duplicates("case_id")["n_cases"].sum() == n_cases == data["base"].iloc[0]
    assert "joined" in module.caption(data, "en")


def test_project_map_draws_each_cell_with_references_as_a_link() -> None:
    data = project_map.data(STUDIES["small"], "en")
    cells = STUDIES["small"]["case_category"]
    filled = cells[cells["references"] > 0]
    links = data[data["part"] == "link"]
    assert sorted(zip(links["id"], links["parent_id"], links["references"], strict=True)) == sorted(
        zip(filled["code_id"], filled["case_id"], filled["references"], strict=True)
    )
    against = filled.loc[filled["against_references"] > 0]
    assert (links["against_references"] > 0).sum() == len(against) > 0
    assert data.loc[data["part"] == "informant", "label"].iloc[0] == "Participant R0"


def test_project_map_says_what_it_leaves_out() -> None:
    data = project_map.data(STUDIES["many categories"], "en")
    drawn_categories = data[data["part"] == "category"]
    assert len(drawn_categories) == project_map.MAX_CATEGORIES
    assert data.loc[data["part"] == "left_out", "n"].sum() == 72 - project_map.MAX_CATEGORIES
    assert set(data.loc[data["part"] == "theme", "id"]) == {f"theme-{n}" for n in range(6)}
    assert "30 of 72 categories" in project_map.caption(data, "en")
    cut = project_map.data(STUDIES["many informants"], "en")
    assert "12 of 25 informants" in project_map.caption(cut, "en")
    grouped = project_map.data(STUDIES["many informants in groups"], "en")
    assert (grouped["part"] == "informant").sum() == 3
    assert "joined by group" in project_map.caption(grouped, "en")


def test_project_map_marks_what_only_the_literature_holds() -> None:
    codes = codes_table(1, 2, codes=0)
    tables = study(codes, 2)
    tables = uncoded(tables)
    data = project_map.data(tables, "en")
    assert set(data.loc[data["part"] == "category", "status"]) == {"literature only"}
    assert "literature only" in project_map.alt(data, "en")


def test_a_study_without_cases_is_mapped_by_kinds_of_source() -> None:
    tables = STUDIES["no cases"]
    total = int(figure_words.kind_cells(tables)["references"].sum())
    assert total > 0
    heat, project = figure_module("heat_map"), figure_module("project_map")
    cells = heat.data(tables, "en")
    assert set(cells["case_id"]) == {"observation"} and cells["references"].sum() == total
    assert "3 sources" in heat.caption(cells, "en") and "3 sources" in heat.alt(cells, "en")
    parts = project.data(tables, "en")
    assert parts.loc[parts["part"] == "link", "references"].sum() == total
    assert list(parts.loc[parts["part"] == "kind", "label"]) == ["Observation notes (n\u00a0=\u00a03)"]
    said = heat.alt(cells, "en") + project.alt(parts, "en") + heat.caption(cells, "en") + project.caption(parts, "en")
    assert "informant" not in said and "of 3 (observation)" in said


def test_what_only_an_observation_of_nobody_holds_is_of_the_field() -> None:
    tables = STUDIES["small"]
    code = "category-0-1"
    below = list(tables["codes"].loc[tables["codes"]["category_id"] == code, "code_id"])
    found = tables["passages"].copy()
    found.loc[found["code_id"].isin([*below, code]), ["case_id", "voice"]] = ["", "observed"]
    cells = case_matrix(found, tables["codes"], tables["cases"], tables["turns"], level="category")
    data = project_map.data(dict(tables) | {"passages": found, "case_category": cells}, "en")
    row = data[(data["part"] == "category") & (data["id"] == code)].iloc[0]
    assert row["status"] == "field only" and row["n"] == 0 and row["sources"] > 0
    assert f"{row['sources']} sources, no informant" in project_map.alt(data, "en")


def test_one_of_a_thing_is_told_in_the_singular() -> None:
    tables = study(codes_table(1, 1, codes=1), 1)
    said = [
        text
        for name in FIGURES
        for data in [figure_module(name).data(tables, "en")]
        for text in (figure_module(name).caption(data, "en"), figure_module(name).alt(data, "en"))
    ]
    assert any("1 source, 1 informant." in text for text in said)
    for text in said:
        assert not re.search(
            r"\b1 (sources|informants|themes|categories|references|codes|inductive codes|deductive codes)\b", text
        )


def test_code_references_count_what_was_said_and_put_what_was_observed_beside() -> None:
    tables = STUDIES["small"]
    data = figure_module("code_references").data(tables, "en").set_index("code_id")
    of_codes = tables["passages"][tables["passages"]["level"] == "code"]
    assert data["references"].to_dict() == {
        code: int((of_codes["code_id"] == code).sum()) for code in tables["codes"]["code_id"]
    }
    assert data["references"].sum() > 0 and data["observed_references"].sum() == 0
    seen = figure_module("code_references").data(STUDIES["no cases"], "en")
    assert seen["references"].sum() == 0 and seen["observed_references"].sum() > 0
    people_only = study(codes_table(2, 2), 3, coders=("nobody",))
    assert figure_module("code_references").data(people_only, "en")["references"].sum() == 0


def test_the_base_is_the_informants_who_were_heard_and_what_is_nobodys_raises_no_count() -> None:
    tables = dict(study(codes_table(1, 1, codes=1), 3))
    turns = tables["turns"].copy()
    turns.loc[turns["case_id"] == "R2", "case_id"] = ""  # somebody spoke, and nobody knows who
    found = tables["passages"].copy()
    found.loc[found["case_id"] == "R2", "case_id"] = ""
    cells = case_matrix(found, tables["codes"], tables["cases"], turns, level="category")
    tables |= {"turns": turns, "passages": found, "case_category": cells}
    heat = figure_module("heat_map").data(tables, "en")
    assert set(heat["case_id"]) == {"R0", "R1"} and set(heat["base"]) == {2}
    assert heat["held_by"].max() <= 2
    drawn_map = project_map.data(tables, "en")
    assert set(drawn_map["base"]) == {2} and drawn_map.loc[drawn_map["part"] == "category", "n"].max() <= 2


def test_a_cell_that_somebody_coded_and_nobody_decided_on_is_no_bare_nought() -> None:
    heat = figure_module("heat_map")
    tables = dict(STUDIES["small"])
    cells = tables["case_category"].copy()
    row = cells.index[cells["case_id"] != ""][0]
    cells.loc[row, ["references", "against_references", "undecided"]] = [0, 0, 7]
    data = heat.data(tables | {"case_category": cells}, "en")
    written = [text.get_text() for text in heat.draw(data, figure_words.texts("heat_map", "en")).findobj(Text)]
    assert written.count("0 (7)") == 1
    assert "In brackets beside 0" in heat.caption(data, "en")
    assert "In brackets" not in heat.caption(heat.data(tables, "en"), "en")


def test_an_unknown_figure_is_refused() -> None:
    with pytest.raises(KeyError, match="heat_map"):
        figure_module("pie")


words = st.text(st.characters(max_codepoint=0x24F, categories=["L", "N", "P", "Zs", "Sm"]), min_size=1, max_size=80)


@given(words, st.floats(0.5, 6))
def test_wrapping_loses_no_letter_and_keeps_to_the_width(text: str, width: float) -> None:
    lines = style.wrap(text, width, style.BODY)
    squeezed = "".join(text.split(" "))
    assert "".join("".join(line.split(" ")) for line in lines) == squeezed or not text.strip()
    assert all(style.text_width(line, style.BODY) <= width or len(line) == 1 for line in lines)


def test_a_value_is_never_read_as_a_template() -> None:
    assert Words({"x": "{a} of {b}"}, "en")("x", a="{b}", b=2) == "{b} of 2"
