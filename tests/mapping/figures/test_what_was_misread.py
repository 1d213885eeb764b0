"""What readers took from figures that is not in the data: what is counted, which side is meant, who wrote."""

import re

import pandas as pd
import pytest
from figure_study import STUDIES, drawn_at_random
from hypothesis import given
from hypothesis import strategies as st
from matplotlib.colors import to_hex
from matplotlib.patches import Circle, Wedge
from measured import measured, too_high

from benang.conclusions.profile_words import PROFILES
from benang.mapping.figures import (
    claims_profile,
    concept_map,
    document_portrait,
    figure_module,
    figure_words,
    framework_matrix,
    project_map,
    project_map_drawing,
    research_design,
    state_map,
    triangulation_map,
)
from benang.mapping.figures.drawing import style


def words_of(figure: str, language: str = "en"):
    return figure_words.texts(figure_module(figure).TEXTS, language)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_state_map_says_how_many_passages_it_counts(language: str) -> None:
    words, data = words_of("state_map", language), state_map.data(STUDIES["small"], language)
    counted = words.count(int(data["references"].sum()), "reference")
    caption = state_map.caption(data, words)
    assert counted in caption and words["says_so"] in caption


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_portrait_tells_what_was_said_from_what_was_observed(language: str) -> None:
    words, data = words_of("document_portrait", language), document_portrait.data(STUDIES["small"], language)
    coded = data[data["theme_id"] != ""].assign(voice="said", side="for")
    coded.iloc[0, coded.columns.get_indexer(["voice", "side"])] = ["observed", "against"]
    caption = document_portrait.caption(coded, words)
    assert words("voices", said=words.number(len(coded) - 1), observed="1") in caption
    assert words["sides"] in caption
    one_side = document_portrait.caption(coded.assign(voice="said", side="for"), words)
    assert words["sides"] not in one_side


def test_works_that_hold_a_category_are_told_from_those_that_are_listed() -> None:
    tables = dict(STUDIES["small"])
    n_works = len(tables["works"])
    matrix = pd.DataFrame({"work_id": ["w1", "w1", "w2"], "category_id": ["a", "b", ""]})
    data = triangulation_map.data(tables | {"literature_matrix": matrix}, "en")
    words = words_of("triangulation_map")
    expected = words("works", listed=words.count(n_works, "work"), holding="1")
    assert expected in triangulation_map.caption(data, words)
    rows = research_design.data(tables | {"literature_matrix": matrix}, "en").set_index("item")
    assert list(rows.loc["holding", ["value", "base"]]) == [1, n_works]


def test_a_coder_has_the_number_of_sources_that_were_read() -> None:
    tables = STUDIES["small"]
    rows = research_design.data(tables, "en")
    kept = tables["codings"]
    kept = kept[(kept["status"] != "rejected") & (kept["method"] == "human")]
    n_sources = tables["sources"]["source_id"].nunique()
    assert len(kept)
    for coder, own in kept.groupby("coder"):
        (label,) = rows.loc[rows["item"] == f"coder:{coder}", "label"]
        assert f"{own['source_id'].nunique()} of {n_sources} source" in label


def test_a_contradiction_comes_with_its_note_and_author_and_a_held_category_with_no_colour_of_a_side() -> None:
    tables = dict(STUDIES["small"])
    tables["triangulation"] = tables["triangulation"].assign(author="R. Student", **{"note:en": "They differ on cost."})
    words, data = words_of("triangulation_map"), triangulation_map.data(tables, "en")
    for said in (triangulation_map.caption(data, words), triangulation_map.alt(data, words)):
        assert "They differ on cost. The author named in the data: R. Student." in said
    for _, colour in triangulation_map._LOOKS.values():
        assert colour not in (style.PRESENT, *style.SIDE_COLOURS)


@pytest.mark.parametrize(("language", "word"), [("id", "Klaim"), ("en", "Claim")])
def test_a_claim_is_called_one_and_both_sides_are_defined(language: str, word: str) -> None:
    words, data = words_of("claims_profile", language), claims_profile.data(STUDIES["small"], language)
    data = data.assign(judged=True)
    written = [text.get_text() for page in claims_profile.draw(data, words, 18.0) for text in page.texts]
    first = data["claim_id"].iloc[0]
    assert any(line.startswith(f"{word} {first}:") for line in written)
    assert words["head_both"] == words["state_both"] == words["profile_both_sides"]
    assert words["head_both"].capitalize() + ":" in claims_profile.caption(data, words)


PROFILES_TOLD = {
    "id": ("Untuk tiap klaim ada bukti di kedua sisi.", "Untuk tiap klaim semua bukti mendukung."),
    "en": ("On each claim there is evidence on both sides.", "All the evidence on each claim is for it."),
}


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_all_claims_share_is_told_in_a_sentence_of_its_own_for_each_profile(language: str) -> None:
    words, data = words_of("claims_profile", language), claims_profile.data(STUDIES["small"], language)
    said = {}
    for profile in PROFILES:
        own = data.assign(profile=profile, judged=True)
        caption = claims_profile.caption(own, words)
        one = claims_profile.caption(own[own["claim_id"] == own["claim_id"].iloc[0]], words)
        assert "{" not in caption and "every claim" not in caption
        assert language == "id" or ("on the claim" in one.casefold() and "on the claim" not in caption.casefold())
        said[profile] = caption
    assert len(set(said.values())) == len(PROFILES)
    for profile, sentence in zip(("both_sides", "one_side"), PROFILES_TOLD[language], strict=True):
        assert sentence in said[profile]


def passages_in_cells(pages) -> list[str]:
    """The numbers with a sign, in the order written; what stands on two lines is two."""
    found = [text.get_text() for page in pages for text in page.texts]
    return [part for text in found for part in text.split("\u00a0") if re.fullmatch(r"\d+[+\u2212]", part)]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [8.5, 15.92, 18.0])
def test_each_mark_of_the_claims_says_how_many_passages_are_on_either_side(language: str, width: float) -> None:
    words, data = words_of("claims_profile", language), claims_profile.data(STUDIES["small"], language)
    data = data.assign(judged=True)
    given = STUDIES["small"]["claim_states"].set_index(["claim_id", "case_id"])
    expected = []
    for row in data.to_dict("records"):
        told = given.loc[(row["claim_id"], row["case_id"])]
        for name in ("references", "for_references", "against_references"):
            assert row[name] == told[name]
        if row["state"] in ("for", "both", "against"):
            expected += [f"{told['for_references']}+"] if told["for_references"] else []
            expected += [f"{told['against_references']}\u2212"] if told["against_references"] else []
    pages = claims_profile.draw(data, words, width)
    assert sorted(passages_in_cells(pages)) == sorted(expected) and any(part.endswith("\u2212") for part in expected)
    assert (measured(pages), too_high(pages)) == ([], [])
    said = claims_profile.caption_at_width(data, words, width)
    assert said == f"{words['passages']} {words['unsigned']}"  # two informants are disputed, one is on no side


def with_passages_on_no_side(state: str, language: str) -> pd.DataFrame:
    """The claims of the small study; its first informant on each has three passages in that state, on no side."""
    data = claims_profile.data(STUDIES["small"], language).assign(judged=True)
    first = data["case_id"] == data["case_id"].iloc[0]
    data.loc[first, ["state", "references", "for_references", "against_references"]] = [state, 3, 0, 0]
    return data


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("state", ["spoken", "disputed"])
def test_passages_on_no_side_are_told_by_their_number_to_who_cannot_see_the_claims(state: str, language: str) -> None:
    words, data = words_of("claims_profile", language), with_passages_on_no_side(state, language)
    said = claims_profile.alt(data, words)
    case = data["case_id"].iloc[0]
    assert " ;" not in said and " ." not in said
    assert len(re.findall(rf"(?:: |; ){re.escape(case)} 3[;.]", said)) == data["claim_id"].nunique()


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("width", [8.5, 18.0])
@pytest.mark.parametrize("state", ["spoken", "disputed", ""])
def test_a_number_without_a_sign_is_explained_where_there_is_one(state: str, width: float, language: str) -> None:
    words, data = words_of("claims_profile", language), with_passages_on_no_side(state or "for", language)
    data = data[data["state"].isin(["for", "both", "against", state]) & ((data["references"] != 3) | bool(state))]
    pages, said = claims_profile.draw(data, words, width), claims_profile.caption_at_width(data, words, width)
    lines = lines_of(pages)
    assert passages_in_cells(pages) and (measured(pages), too_high(pages)) == ([], [])
    assert ("3" in lines or not state) and said.startswith(words["passages"])
    assert (words["legend_unsigned"] in lines, words["unsigned"] in said) == (bool(state), bool(state))
    of_spoken = data.assign(judged=False)
    assert words["unsigned"] not in claims_profile.caption_at_width(of_spoken, words, width)
    assert words["legend_unsigned"] not in lines_of(claims_profile.draw(of_spoken, words, width))


@pytest.mark.parametrize("width", [8.5, 18.0])
@pytest.mark.parametrize("n_cases", [5, 8, 31])
def test_numbers_at_the_marks_give_way_only_where_columns_would_go_on_below_one_more_time(
    n_cases: int, width: float
) -> None:
    tables = drawn_at_random(2, 4, 4, n_cases, groups=2, seed=5)
    words, data = words_of("claims_profile"), claims_profile.data(tables, "en").assign(judged=True)
    pages, said = claims_profile.draw(data, words, width), claims_profile.caption_at_width(data, words, width)
    assert (measured(pages), too_high(pages)) == ([], [])
    shown = bool(passages_in_cells(pages))
    assert said.removesuffix(f" {words['unsigned']}") == (words["passages"] if shown else words["no_passages"])
    # Below the marks they have room on a wide page even for many; on a narrow one they would break the table once more.
    assert shown == (n_cases <= 8 or width > 9)


def lines_of(pages) -> list[str]:
    return [text.get_text() for page in pages for text in page.texts]


def numbers_in_brackets(pages) -> list[str]:
    return [text for text in lines_of(pages) if re.fullmatch(r"\d+\u00a0\(.*[+\u2212]\)", text)]


def in_one_form(row) -> str:
    """All passages, and in brackets those on a side unless all say so or none takes a side."""
    n, n_for, n_against = (int(row[name]) for name in ("references", "for_references", "against_references"))
    sides = [f"{n_for}+"] * bool(n_for) + [f"{n_against}\u2212"] * bool(n_against)
    plain = row.get("state", "for") not in ("for", "both", "against", "disputed") or (n_for == n and not n_against)
    return str(n) if plain or not sides else f"{n}\u00a0({chr(160).join(sides)})"


@given(st.integers(0, 40), st.integers(0, 40), st.integers(0, 40))
def test_the_first_number_of_a_cell_is_always_all_of_its_passages(n: int, n_for: int, n_against: int) -> None:
    n = max(n, n_for, n_against)
    said = figure_words.passages_by_side(n, n_for, n_against, words_of("state_map"))
    assert "\u00a0".join(said) == (
        in_one_form({"references": n, "for_references": n_for, "against_references": n_against}) if n else ""
    )


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_cell_has_the_same_numbers_in_every_figure_and_a_line_the_width_of_the_first(language: str) -> None:
    words, data = words_of("project_map", language), project_map.data(STUDIES["small"], language)
    of_cell = {
        (row["category_id"], row["case_id"]): row
        for row in state_map.data(STUDIES["small"], language).to_dict("records")
    }
    links = data[data["part"] == "link"].to_dict("records")
    for row in links:
        link = project_map_drawing._link(row, words)
        assert link.words == in_one_form(of_cell[row["id"], row["parent_id"]])
        assert link.references == int(link.words.split("\u00a0")[0])
    drawn = lines_of(project_map.draw(data, words, 18.0))
    assert all(in_one_form(row) in drawn for row in links)
    assert words["link_sides"] in " ".join(drawn) and words["sides"] == project_map.caption_at_width(data, words, 18.0)


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_numbers_of_a_row_add_up_to_what_the_description_says(language: str) -> None:
    words, data = words_of("state_map", language), state_map.data(STUDIES["small"], language)
    first = data[data["references"] > 0].sort_values(["held_by"], ascending=False, kind="stable")
    pages = state_map.draw(data, words, 18.0)
    shown = sum(int(text.split("\u00a0")[0]) for text in lines_of(pages) if re.fullmatch(r"\d+(\u00a0\(.*\))?", text))
    assert shown == data["references"].sum()
    totals = {words.count(int(own["references"].sum()), "reference") for _, own in first.groupby("category_id")}
    told = re.findall(r"[(]\d+ (?:of|dari) \d+ \w+, ([^)]*)[)]", state_map.alt(data, words))
    assert len(told) == 3 and set(told) <= totals


@pytest.mark.parametrize("language", ["id", "en"])
def test_what_is_only_coded_has_no_colour_of_what_says_so(language: str) -> None:
    words, data = words_of("project_map", language), project_map.data(STUDIES["small"], language)
    overview = project_map.draw(data, words, 18.0)[0]
    discs = [patch for patch in overview.patches if isinstance(patch, Circle)]
    fills = {to_hex(patch.get_facecolor()) for patch in discs}
    assert len(discs) > 20 and style.paler(style.SLATE) in fills
    assert not fills & {style.PRESENT, style.PRESENT_PALE}


def test_a_mark_of_which_something_says_the_opposite_is_whole() -> None:
    data = triangulation_map.data(STUDIES["small"], "en")
    opposed = data["opposite"] > 0
    assert opposed.any()
    words = words_of("triangulation_map")
    counted = [len(triangulation_map.draw(own, words, 18.0)[0].patches) for own in (data, data.assign(opposite=0))]
    # A small disc at each, and in the legend one at a mark; nothing else differs, so that all marks are drawn whole.
    assert counted[0] - counted[1] == opposed.sum() + 2
    (page,) = triangulation_map.draw(data, words, 18.0)
    assert not [patch for patch in page.patches if isinstance(patch, Wedge)]
    literature = (data["kind"] == triangulation_map.LITERATURE).any()
    assert (words["opposite_works"] in lines_of([page])) == literature


@pytest.mark.parametrize("language", ["id", "en"])
def test_captions_say_in_whose_words_marks_are_and_what_lines_mean(language: str) -> None:
    words, data = words_of("framework_matrix", language), framework_matrix.data(STUDIES["small"], language)
    noted = data.assign(says="summary", observed=1)
    assert words["observed_marked"] in framework_matrix.caption(noted, words)
    uncounted = noted.assign(references=pd.NA)
    assert words["observed"] in framework_matrix.caption(uncounted, words)
    assert words["observed_marked"] not in framework_matrix.caption(noted.assign(observed=0), words)
    words, data = words_of("concept_map", language), concept_map.data(STUDIES["small"], language)
    several = concept_map.caption(data.assign(kind=["causes", *["related"] * (len(data) - 1)]), words)
    assert words["line"] in several and words["line"] not in concept_map.caption(data.assign(kind="causes"), words)


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_divided_cell_of_the_state_map_says_both_numbers_or_the_caption_where_they_are(language: str) -> None:
    words, data = words_of("state_map", language), state_map.data(STUDIES["small"], language)
    opposed = data[data["state"].isin(["both", "against"])]
    assert len(opposed) and set(opposed["state"]) == {"both", "against"}
    # Of a cell where all say so, one takes no side.
    some = data.index[(data["state"] == "for") & (data["references"] > 1)][0]
    data.loc[some, "for_references"] -= 1
    expected = [cell for row in data.to_dict("records") if (cell := in_one_form(row)).endswith(")")]
    assert len(expected) > len(opposed)
    wide, narrow = (state_map.draw(data, words, width) for width in (18.0, 8.5))
    assert numbers_in_brackets(wide) == expected and not numbers_in_brackets(narrow)
    assert words["legend_sides"] in lines_of(wide) and words["legend_number"] in lines_of(narrow)
    assert state_map.caption_at_width(data, words, 18.0) == words["sides"]
    assert state_map.caption_at_width(data, words, 8.5) == words["sides_elsewhere"]
    numbers = {str(n) for n in opposed["references"]}
    assert numbers <= {text.get_text() for page in narrow for text in page.texts}
    many = state_map.data(drawn_at_random(2, 4, 4, 40, seed=5), language)
    assert state_map.caption_at_width(many, words, 8.5) == words["no_numbers"]


def test_a_half_mark_says_in_how_many_of_its_sources_something_says_the_opposite() -> None:
    tables = dict(STUDIES["small"])
    found = tables["passages"].copy()
    own = (found["level"] == "category") & (found["voice"] == "said")
    category = found.loc[own, "code_id"].value_counts().index[0]
    mine = found.index[own & (found["code_id"] == category)]
    found.loc[own, "side"] = "for"
    # Two passages of one source and one of another.
    sources = found.loc[mine, "source_id"]
    first = sources.value_counts().index[0]
    turned = [*sources.index[sources == first][:2], sources.index[sources != first][0]]
    found.loc[turned, "side"] = ["against", "both", "against"]
    data = triangulation_map.data(tables | {"passages": found}, "en")
    (row,) = data[data["opposite"] > 0].to_dict("records")
    assert (row["category_id"], row["opposite"], row["opposite_in"]) == (category, 3, 2)
    for width in (8.5, 18.0):
        pages = triangulation_map.draw(data, words_of("triangulation_map"), width)
        written = [text.get_text() for page in pages for text in page.texts]
        assert f"{row['held']}\u00a0(2\u2212)" in written
        assert measured(pages) == []
