"""The figures: the same bytes every time, nothing cut off or overlapping, and words that say the base."""

import re
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path

import pandas as pd
import pytest
from figure_study import STUDIES, codes_table, study, uncoded
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_rgba
from matplotlib.patches import Circle, Rectangle
from measured import measured, too_high

from benang.coding.passages.counted import sides_given, sides_judged
from benang.core import model
from benang.core.wording import Words
from benang.mapping.figures import (
    FIGURES,
    cooccurrence_network,
    document_portrait,
    figure_module,
    figure_words,
    joint_display,
    project_map,
    research_design,
    triangulation_map,
    word_bars,
)
from benang.mapping.figures.drawing import save, style
from benang.mapping.figures.drawing.canvas import Canvas
from benang.mapping.figures.drawing.pages import sentence
from benang.mapping.figures.drawing.text import text_width, wrap
from benang.mapping.figures.page_files import SUFFIXES, further_pages
from benang.mapping.matrices import case_matrix, kind_matrix

EVERY = [(name, figure) for name in STUDIES for figure in FIGURES]


def words_of(figure: str, language: str = "en") -> Words:
    return figure_words.texts(figure_module(figure).TEXTS, language)


def told(figure: str, data: pd.DataFrame, language: str = "en") -> str:
    """The caption and the description."""
    module, words = figure_module(figure), words_of(figure, language)
    return f"{module.caption(data, words)} {module.alt(data, words)}"


def drawn(name: str, figure: str, language: str = "en", width: float = style.WIDTH) -> Sequence[Canvas]:
    module = figure_module(figure)
    data = module.data(STUDIES[name], language)
    words = words_of(figure, language)
    return sentence(module.caption(data, words), width) if data.empty else module.draw(data, words, width)


@pytest.mark.parametrize(("name", "figure"), EVERY)
@pytest.mark.parametrize("width", [8.5, 18.0])
def test_no_words_are_cut_off_or_on_each_other(name: str, figure: str, width: float) -> None:
    for language in ("id", "en"):
        assert measured(drawn(name, figure, language, width)) == []


@pytest.mark.parametrize("figure", FIGURES)
def test_files_are_the_same_every_time(figure: str, tmp_path: Path) -> None:
    import matplotlib

    for run in ("one", "two"):
        # Neither a user's settings nor what was drawn before plays a part.
        with matplotlib.rc_context({"font.size": 30, "svg.hashsalt": run, "text.color": "red"} if run == "two" else {}):
            pages = [page.figure for page in drawn("small", figure)]
            save.write_figure(pages, tmp_path / run, title="T", alt="A")
    for suffix in SUFFIXES:
        one, two = ((tmp_path / f"{run}{suffix}").read_bytes() for run in ("one", "two"))
        assert one == two and len(one) > 1000
        assert str(tmp_path).encode() not in one
    assert b"<dc:date>" not in (tmp_path / "one.svg").read_bytes()
    assert b"CreationDate" not in (tmp_path / "one.pdf").read_bytes()
    further = [{file.name.removeprefix(run) for file in further_pages(tmp_path / run)} for run in ("one", "two")]
    assert further[0] == further[1]
    assert len(list(tmp_path.iterdir())) == 2 * (3 + len(further[0]))


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("language", ["id", "en", "fr"])
def test_words_say_the_base(figure: str, language: str) -> None:
    module, words = figure_module(figure), words_of(figure, language)
    data = module.data(STUDIES["small"], language)
    assert "{" not in told(figure, data, language)
    said = module.caption(data, words)
    if figure == "comparison":
        assert re.search(r"\b3 inform.*\b2 inform", said)
    elif figure in (
        *("cooccurrence_matrix", "cooccurrence_network", "literature_map", "agreement_intervals"),
        *("data_structure", "concept_map", "codebook_timeline"),
    ):
        assert re.search(r"\d", said)  # of codes, works, turns
    elif figure != "research_design":
        assert re.search(r"\b5 (inform|sumber|source|wawancara|interview)", said)


@pytest.mark.parametrize(("name", "figure"), EVERY)
def test_data_is_a_table_of_the_same_columns_and_words_can_be_made(name: str, figure: str) -> None:
    module = figure_module(figure)
    data = module.data(STUDIES[name], "en")
    assert list(data.columns) == module.COLUMNS
    words = words_of(figure)
    assert module.alt(data, words) and module.caption(data, words)


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


def test_state_map_holds_every_cell_in_the_codebooks_order() -> None:
    data = figure_module("state_map").data(STUDIES["small"], "en")
    cells = STUDIES["small"]["case_category"]
    assert len(data) == len(cells) == 60
    assert data["references"].sum() == cells["references"].sum()
    assert list(data["category_id"].unique()) == [f"category-{t}-{c}" for t in range(3) for c in range(4)]
    # Columns stand by group, in the case file's order.
    assert list(data["case_id"].unique()) == ["R0", "R2", "R4", "R1", "R3"]


@pytest.mark.parametrize("name", ["many informants", "many informants in groups"])
def test_state_map_shows_every_informant(name: str) -> None:
    data = figure_module("state_map").data(STUDIES[name], "en")
    cells = STUDIES[name]["case_category"]
    assert data["references"].sum() == cells["references"].sum()
    assert set(data["case_id"]) == set(cells["case_id"]) and set(data["base"]) == {len(set(cells["case_id"]))}
    heads = {text.get_text() for page in drawn(name, "state_map") for text in page.texts}
    if name == "many informants in groups":
        assert set(data["case_id"]) <= heads


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


def test_project_map_counts_categories_in_its_overview_and_keeps_one_order_of_informants() -> None:
    data = project_map.data(STUDIES["small"], "en")
    links = data[data["part"] == "link"].merge(
        data[data["part"] == "category"], left_on="id", right_on="id", suffixes=("", "_of")
    )
    counted = links.groupby(["parent_id_of", "parent_id"]).size()
    overview, *pages = drawn("small", "project_map")
    found = [re.fullmatch(r"(\d+/\d+)(?:\u00a0\((\d+)\u2212\))?", text.get_text()) for text in overview.texts]
    numbers = [match.group(1) for match in found if match]
    opposed = links[links["against_references"] > 0].groupby(["parent_id_of", "parent_id"]).size()
    minuses = [match.group(2) for match in found if match and match.group(2)]
    assert sorted(minuses) == sorted(map(str, opposed)) and minuses
    themes = data[data["part"] == "theme"].set_index("id")["n"]
    shares = {f"{n}/{themes[theme]}": n / themes[theme] for (theme, _), n in counted.items()}
    of_all = [f"{n}/{themes[theme]}" for (theme, _), n in counted.items()]
    sample = next(number for number in numbers if shares.get(number) == max(shares.values()))
    assert sorted(numbers) == sorted([*of_all, sample])  # one stands at the legend's circle
    assert not [text for text in overview.texts if text.get_text() in (*map(str, themes), "categories")]
    circles = sorted(patch.radius for patch in overview.patches if isinstance(patch, Circle))
    assert circles[-1] == pytest.approx(0.25 * max(shares.values()) ** 0.5)
    wanted = list(data.loc[data["part"] == "informant", "label"])
    assert len(pages) < len(themes)
    written = [text.get_text() for page in pages for text in page.texts if text.get_text() in wanted]
    again = [place for place, label in enumerate(written) if label == wanted[0]]
    for start, end in zip(again, [*again[1:], len(written)], strict=True):
        own = written[start:end]
        assert len(own) > 1 and own == [label for label in wanted if label in own]


def test_project_map_draws_every_category_and_says_which_informants_it_leaves_out() -> None:
    data = project_map.data(STUDIES["many categories"], "en")
    assert (data["part"] == "category").sum() == 72
    labels = {text.get_text() for page in drawn("many categories", "project_map") for text in page.texts}
    assert {"category-0-0", "category-5-11"} <= labels
    cut = project_map.data(STUDIES["many informants"], "en")
    assert "12 of 25 informants" in told("project_map", cut)
    grouped = project_map.data(STUDIES["many informants in groups"], "en")
    assert (grouped["part"] == "informant").sum() == 3
    assert "joined by group" in told("project_map", grouped)


def test_project_map_marks_what_only_the_literature_holds() -> None:
    codes = codes_table(1, 2, codes=0)
    tables = study(codes, 2)
    tables = uncoded(tables)
    data = project_map.data(tables, "en")
    assert set(data.loc[data["part"] == "category", "status"]) == {"literature only"}
    assert "literature only" in told("project_map", data)


def test_a_study_without_cases_is_mapped_by_kinds_of_source() -> None:
    tables = STUDIES["no cases"]
    total = int(figure_words.kind_cells(tables)["references"].sum())
    assert total > 0
    cells = figure_module("state_map").data(tables, "en")
    assert set(cells["case_id"]) == {"observation"} and cells["references"].sum() == total
    assert told("state_map", cells).count("3 sources") >= 2
    parts = project_map.data(tables, "en")
    assert parts.loc[parts["part"] == "link", "references"].sum() == total
    assert list(parts.loc[parts["part"] == "kind", "label"]) == ["Observation notes (n\u00a0=\u00a03)"]
    said = told("state_map", cells) + told("project_map", parts)
    assert "informant" not in said and re.search(r"of 3 \(observation \d+\)", said)


def test_what_only_an_observation_of_nobody_holds_is_of_the_field() -> None:
    tables = STUDIES["small"]
    code = "category-0-1"
    below = list(tables["codes"].loc[tables["codes"]["category_id"] == code, "code_id"])
    found = tables["passages"].copy()
    found.loc[found["code_id"].isin([*below, code]), ["case_id", "voice"]] = ["", "observed"]
    cells = case_matrix(found, tables["codes"], tables["cases"], tables["turns"], level="category")
    kinds = kind_matrix(found, tables["codes"], tables["sources"])
    data = project_map.data(dict(tables) | {"case_category": cells, "kind_category": kinds}, "en")
    row = data[(data["part"] == "category") & (data["id"] == code)].iloc[0]
    assert row["status"] == "field only" and row["n"] == 0 and row["sources"] > 0
    assert f"{row['sources']} sources, no informant" in told("project_map", data)


def test_one_of_a_thing_is_told_in_the_singular() -> None:
    tables = study(codes_table(1, 1, codes=1), 1)
    said = [told(name, figure_module(name).data(tables, "en")) for name in FIGURES]
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
    state = figure_module("state_map").data(tables, "en")
    assert set(state["case_id"]) == {"R0", "R1"} and set(state["base"]) == {2}
    assert state["held_by"].max() <= 2
    drawn_map = project_map.data(tables, "en")
    assert set(drawn_map["base"]) == {2} and drawn_map.loc[drawn_map["part"] == "category", "n"].max() <= 2


def test_a_cell_that_somebody_coded_and_nobody_decided_on_is_no_bare_nought() -> None:
    tables = dict(STUDIES["small"])
    cells = tables["case_category"].copy()
    row = cells.index[cells["case_id"] != ""][0]
    cells.loc[row, ["references", "against_references", "undecided", "state"]] = [0, 0, 7, "silent"]
    module = figure_module("state_map")
    data = module.data(tables | {"case_category": cells}, "en")
    pages = module.draw(data, words_of("state_map"), style.WIDTH)
    written = [text.get_text() for page in pages for text in page.texts]
    assert written.count("(7)") == 1
    assert "(n) without a sign: passages" in " ".join(written)
    pages = module.draw(module.data(tables, "en"), words_of("state_map"), style.WIDTH)
    assert not [text for page in pages for text in page.texts if "without a sign" in text.get_text()]


@pytest.mark.parametrize("language", ["id", "en"])
def test_where_nobody_judged_a_side_figures_say_who_speaks_of_something(language: str) -> None:
    tables = dict(STUDIES["small"])
    unjudged = pd.DataFrame([["", 90, 12], ["for", 0, 0]], columns=["side", "codings", "codes"])
    for table in ("case_category", "framework_theme", "claim_states"):
        cells = tables[table].copy()
        cells.loc[cells["state"].isin(["against", "both", "disputed", "spoken"]), "state"] = "for"
        tables[table] = cells
    tables["claims"] = tables["claims"].assign(informants_for=4, informants_both=0, informants_against=0)
    of_claims = {"id": ("mendukung", "menentang", "sisi"), "en": ("for", "against", "side", "sides")}[language]
    of_categories = {"id": ("demikian", "sebaliknya", "keduanya", "sisi"), "en": ("says so", "opposite", "side")}[
        language
    ]
    for figure in ("state_map", "framework_matrix", "claims_profile"):
        sided = of_claims if figure == "claims_profile" else of_categories
        module = figure_module(figure)
        words = figure_words.texts(module.TEXTS, language)
        for sides, judged in ((unjudged, False), (unjudged.assign(codes=1), True)):
            data = module.data(tables | {"sides": sides}, language)
            pages = module.draw(data, words, style.WIDTH)
            drawn = " ".join(text.get_text() for page in pages for text in page.texts)
            found = re.findall(r"\w+", f"{drawn} {module.alt(data, words)}")
            shown = f" {' '.join(found)} "
            if judged:
                assert f" {sided[0]} " in shown, figure
            elif figure != "framework_matrix" or "state" in set(data["says"]):
                assert not [word for word in sided if f" {word} " in shown], figure
                assert {"id": "dibicarakan", "en": "spoken"}[language] in shown, figure


@pytest.mark.parametrize("language", ["id", "en"])
def test_of_a_category_something_is_said_and_only_claims_have_a_for(language: str) -> None:
    for figure in ("state_map", "project_map", "document_portrait", "framework_matrix"):
        module = figure_module(figure)
        written = " ".join(text.get_text() for page in drawn("small", figure, language) for text in page.texts)
        said = told(figure, module.data(STUDIES["small"], language), language)
        assert not re.search(r"\b(mendukung|menentang|against)\b", f"{written} {said}"), figure


def test_claims_count_each_informant_in_one_column_and_name_a_profile_once() -> None:
    module, words = figure_module("claims_profile"), words_of("claims_profile")
    data = module.data(STUDIES["small"], "en")
    states = data.groupby("claim_id")["state"].value_counts().unstack(fill_value=0)
    for row in data.drop_duplicates("claim_id").to_dict("records"):
        for state in ("for", "both", "against"):
            assert row[f"n_{state}"] == states.loc[row["claim_id"]].get(state, 0)
    for profiles, column in (("both_sides",), False), (("both_sides", "none"), True):
        own = data.assign(profile=[profiles[n % len(profiles)] for n in data.groupby("claim_id").ngroup()])
        heads = [text.get_text() for page in module.draw(own, words, 18.0) for text in page.texts]
        assert any("profile" in head for head in heads) == column
        assert ("On each claim there is evidence on both sides." in module.caption(own, words)) != column


def test_a_kind_of_source_has_half_a_square_where_something_says_the_opposite() -> None:
    tables = dict(STUDIES["small"])
    found = tables["passages"].copy()
    own = (found["level"] == "category") & found["voice"].isin(["said", "observed"])
    found.loc[own, "side"] = "for"
    whole = triangulation_map.data(tables | {"passages": found}, "en")
    assert whole["opposite"].sum() == 0 and "(n\u2212): in n of these" not in _written(triangulation_map.draw, whole)
    one = found[own].iloc[0]
    found.loc[one.name, "side"] = "both"
    data = triangulation_map.data(tables | {"passages": found}, "en")
    marked = data[data["opposite"] > 0]
    kind = tables["sources"].set_index("source_id").loc[one["source_id"], "kind"]
    assert marked[["kind", "category_id", "opposite"]].to_numpy().tolist() == [[kind, one["code_id"], 1]]
    assert "(n\u2212): in n of these" in _written(triangulation_map.draw, data)


def _written(draw: Callable[..., Sequence[Canvas]], data: pd.DataFrame) -> str:
    pages = draw(data, words_of("triangulation_map"), style.WIDTH)
    return " ".join(text.get_text() for page in pages for text in page.texts)


def test_a_portrait_tells_passages_on_no_side_from_those_that_say_so() -> None:
    data = document_portrait.data(STUDIES["small"], "en")
    coded = data[data["theme_id"] != ""].index
    for sides, shown in ((("for",), set()), (("for", "none"), {"says so", "no side"})):
        own = data.copy()
        own.loc[coded, "side"] = [sides[n % len(sides)] for n in range(len(coded))]
        pages = document_portrait.draw(own, words_of("document_portrait"), 18.0)
        written = {text.get_text() for page in pages for text in page.texts}
        assert written & {"says so", "no side"} == shown
        fills = {patch.get_facecolor() for page in pages for patch in page.patches}
        assert (to_rgba(style.paler(style.MUTED)) in fills) == bool(shown)


def test_a_link_says_of_which_kind_it_is_before_the_researchers_words() -> None:
    tables = STUDIES["small"]
    data = figure_module("concept_map").data(tables, "en").head(1)
    for kind, words, wanted in (
        ("causes", "it breeds doubt", "causes: it breeds doubt"),
        ("causes", "", "causes"),
        ("contradicts", "Contradicts", "contradicts"),
    ):
        own = data.assign(kind=kind, words=words, passages=2)
        pages = figure_module("concept_map").draw(own, words_of("concept_map"), 18.0)
        written = " ".join(text.get_text() for page in pages for text in page.texts)
        assert f"(1) {wanted} " in written.replace("\u00a0", " ")


def test_sides_are_judged_by_the_matrix_as_by_the_codings() -> None:
    tables = STUDIES["small"]
    for negative, side in product((False, True), ("", "for", "none")):
        codes = tables["codes"].assign(negative=False)
        codes.loc[codes.index[-1], "negative"] = negative
        codings = tables["codings"].assign(side="")
        codings.loc[codings.index[0], "side"] = side
        sides = sides_given(codings, codes)
        judged = negative or side != ""
        assert sides_judged(codings, codes) == judged == figure_words.sides_judged({"sides": sides})
        assert sides["codings"].sum() == (codings["status"] == "accepted").sum()
        assert sides["codes"].sum() == len(codes)


def test_an_unknown_figure_is_refused() -> None:
    with pytest.raises(KeyError, match="state_map"):
        figure_module("pie")


words = st.text(st.characters(max_codepoint=0x24F, categories=["L", "N", "P", "Zs", "Sm"]), min_size=1, max_size=80)


@given(words, st.floats(0.5, 6))
def test_wrapping_loses_no_letter_and_keeps_to_the_width(text: str, width: float) -> None:
    lines = wrap(text, width, style.BODY)
    squeezed = "".join(text.split(" "))
    assert "".join("".join(line.split(" ")) for line in lines) == squeezed or not text.strip()
    assert all(text_width(line, style.BODY) <= width or len(line) == 1 for line in lines)


def test_a_value_is_never_read_as_a_template() -> None:
    assert Words({"x": "{a} of {b}"}, "en")("x", a="{b}", b=2) == "{b} of 2"


def test_the_lanes_of_a_source_stay_on_one_page() -> None:
    data = document_portrait.data(STUDIES["small"], "en")
    heads = data.drop_duplicates("source_id")
    pages = document_portrait.draw(data, words_of("document_portrait"), 18.0)
    n_themes = data.loc[data["theme_id"] != "", "theme_id"].nunique()
    for page in pages:
        # Numbers of lanes end at their lane; those of the axis are centred.
        texts = [text.get_text() for text in page.texts if text.get_horizontalalignment() == "right"]
        n_sources = sum(text.get_fontweight() == "bold" for text in page.texts)
        assert sum(bool(re.fullmatch(r"\d+", text)) for text in texts) == n_themes * n_sources
    assert len(heads) >= len(pages)


def test_what_a_researcher_calls_a_contradiction_is_marked_and_told() -> None:
    data = triangulation_map.data(STUDIES["small"], "en")
    marked = data[data["contradicts"] != ""]
    assert list(zip(marked["kind"], marked["contradicts"], strict=True)) == [
        ("interview", "literature"),
        ("literature", "interview"),
    ]
    assert told("triangulation_map", data).count("contradict each other on: category-0-0.") == 2
    frames = [
        sum(patch.get_linestyle() == "--" for patch in page.patches) for page in drawn("small", "triangulation_map")
    ]
    assert sum(frames) == len(marked) + 1  # and the one of the legend
    silent = triangulation_map.data(dict(STUDIES["small"]) | {"triangulation": model.empty("triangulation")}, "en")
    assert "contradict" not in told("triangulation_map", silent)


def test_the_network_numbers_its_codes_over_their_circles() -> None:
    data = cooccurrence_network.data(STUDIES["small"], "en")
    assert len(data) == cooccurrence_network.MOST_PAIRS < data["pairs"].iloc[0]
    assert list(data["passages"]) == sorted(data["passages"], reverse=True)
    page = drawn("small", "cooccurrence_network")[0]
    numbers = {text.get_text(): text for text in page.texts if text.get_fontweight() == "bold"}
    codes = {*data["code_a"], *data["code_b"]}
    assert sorted(map(int, numbers)) == list(range(1, len(codes) + 1))
    circles = [patch for patch in page.patches if isinstance(patch, Circle)]
    assert min(text.get_zorder() for text in numbers.values()) >= max(circle.get_zorder() for circle in circles)


def test_the_joint_display_quotes_everybody_in_turn() -> None:
    tables = STUDIES["small"]
    data = joint_display.data(tables, "en")
    quoting = sorted(set(tables["framework_category"]["case_id"]))
    times = data["case_id"].value_counts()
    assert sorted(times.index) == quoting and times.max() - times.min() <= 1
    assert (data.groupby("theme_id").size() == joint_display.MOST_QUOTATIONS).all()
    none = joint_display.data(dict(tables) | {"framework_category": model.empty("framework_category")}, "en")
    assert none.empty and "not drawn" in told("joint_display", none)


def test_bars_of_words_begin_with_everybody_and_are_as_long_as_words_are_frequent() -> None:
    data = word_bars.data(STUDIES["small"], "en")
    assert list(dict.fromkeys(data["group"])) == ["", "owner of a small business", "consumer"]
    assert set(data.groupby("group").size()) == {word_bars.MOST_WORDS}
    page = drawn("small", "word_bars")[0]
    widths = [patch.get_width() for patch in page.patches if isinstance(patch, Rectangle)]
    shares = data["count"] / data["words"]
    assert [wide / widths[0] for wide in widths] == pytest.approx(list(shares / shares.iloc[0]))


def test_a_network_of_many_codes_keeps_to_the_height_of_a_page() -> None:
    codes = codes_table(40, 0, codes=0, label="a label that goes over more than one line of a narrow figure ")
    pairs = [(one, other) for one, other in zip(codes["code_id"][::2], codes["code_id"][1::2], strict=True)]
    found = pd.DataFrame(pairs, columns=["code_a", "code_b"]).assign(passages=1)
    data = cooccurrence_network.data({"codes": codes, "cooccurrence": found}, "en")
    pages = cooccurrence_network.draw(data, words_of("cooccurrence_network"), 8.5)
    assert len(pages) > 1 and too_high(pages) == [] and measured(pages) == []


def in_two_languages(name: str):
    """The small study, whose groups have a name in the case file's language and one in English."""
    tables = dict(STUDIES["small"])
    said = {"owner of a small business": "pemilik usaha", "consumer": "konsumen"}
    plain = tables["cases"].assign(**{model.GROUP_COLUMN: tables["cases"][model.GROUP_COLUMN].map(said)})
    tables["crosstab"] = tables["crosstab"].replace({"value": said})
    tables["word_groups"] = tables["word_groups"].replace({"group": said})
    english = plain.assign(**{f"{model.GROUP_COLUMN}:en": tables["cases"][model.GROUP_COLUMN]})
    return figure_module(name).data(tables | {"cases": model.cases_in(english, "en")}, "en")


@pytest.mark.parametrize(("name", "column"), [("word_bars", "group"), ("crosstab_dots", "value")])
def test_groups_are_called_in_the_figures_language_and_stand_as_in_the_case_file(name: str, column: str) -> None:
    shown = [group for group in dict.fromkeys(in_two_languages(name)[column]) if group]
    assert shown == ["owner of a small business", "consumer"]


@pytest.mark.parametrize("width", [8.5, 12.0, 15.92, 18.0])
def test_no_word_of_a_rectangle_and_no_number_beside_a_row_is_broken(width: float) -> None:
    texts = [text.get_text() for page in drawn("small", "comparison", width=width) for text in page.texts]
    assert [text for text in texts if re.fullmatch(r"\d/\d\u00a0:\u00a0\d/\d", text)]
    assert not [text for text in texts if text.endswith(":") or text.endswith("/")]
    labels = figure_module("comparison").data(STUDIES["small"], "en")["category"]
    words = {word for label in labels for word in label.split()}
    starts = tuple(label.split()[0] for label in labels)
    assert all(word in words for text in texts if text.startswith(starts) for word in text.split())
    data = figure_module("hierarchy").data(STUDIES["small"], "en")
    known = {word for label in [*data["category"], *data["theme"]] for word in label.split()}
    for page in drawn("small", "hierarchy", width=width):
        for text in page.texts:
            words = [word for word in text.get_text().split() if not re.fullmatch(r"\(?\d+\)?", word)]
            assert set(words) <= known
