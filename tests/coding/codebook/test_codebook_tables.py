"""Codebooks as people and programs write them in tables."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from workbooks import workbook

from benang.coding.codebook.code_levels import filled
from benang.coding.codebook.codebook_file import read_codebook


def read(tmp_path, text, name="codes.csv", **options):
    data = text if isinstance(text, bytes) else text.encode()
    (tmp_path / name).write_bytes(data)
    return read_codebook(tmp_path / name, name, **{"languages": ("en", "id"), **options})


def tree(codebook):
    """Label of each code with its parent's, in the codebook's order."""
    rows = codebook.codes.sort_values("order").to_dict("records")
    named = {row["code_id"]: row["label:en"] for row in rows}
    return [(row["label:en"], named.get(row["parent_id"], "")) for row in rows]


def told(codebook):
    return [(problem.kind, problem.line) for problem in codebook.problems]


BOATS = [("Boats", ""), ("Repairs", "Boats"), ("Nets", "Repairs"), ("Engines", "Repairs"), ("Weather", "")]


@pytest.mark.parametrize(
    "text",
    [
        "Theme,Category,Code\nBoats,Repairs,Nets\n,,Engines\nWeather,,\n",
        "Theme,Category,Code\nBoats,Repairs,Nets\nBoats,Repairs,Engines\nWeather,,\n",
        "THEMES;Sub-theme;codes\nBoats;Repairs;Nets\n;;Engines\nWeather;;\n",
        "Code,Category,Theme\nNets,Repairs,Boats\nEngines,,\n,,Weather\n",
        "Tema,Kategori,Kode\nBoats,Repairs,Nets\nBoats,Repairs,Engines\nWeather,,\n",
        "Hauptkategorie\tUnterkategorie\tCode\nBoats\tRepairs\tNets\nBoats\tRepairs\tEngines\nWeather\t\t\n",
        "Thème,Sous-thème,Code\nBoats,Repairs,Nets\nBoats,Repairs,Engines\nWeather,,\n",
        "Tema,Categoría,Código\nBoats,Repairs,Nets\nBoats,Repairs,Engines\nWeather,,\n",
        "主题,类别,编码\nBoats,Repairs,Nets\nBoats,Repairs,Engines\nWeather,,\n",
        "विषय,श्रेणी,कोड\nBoats,Repairs,Nets\nBoats,Repairs,Engines\nWeather,,\n",
        "الموضوع,الفئة,الرمز\nBoats,Repairs,Nets\nBoats,Repairs,Engines\nWeather,,\n",
        "Level 1,Level 2,Level 3\nBoats,Repairs,Nets\nBoats,Repairs,Engines\nWeather,,\n",
        "Aggregate dimension,2nd-order theme,1st-order concept\nBoats,Repairs,Nets\n,,Engines\nWeather,,\n",
        "1st-order concepts,2nd-order themes,Aggregate dimensions\nNets,Repairs,Boats\nEngines,,\n,,Weather\n",
        "Category,Code,Subcode\nBoats,Repairs,Nets\n,,Engines\nWeather,,\n",
        "Theme (main),Category [sub],Code name\nBoats,Repairs,Nets\n,,Engines\nWeather,,\n",
        "Code,,\nBoats,,\n,Repairs,\n,,Nets\n,,Engines\nWeather,,\n",
        "Code\nBoats\n  Repairs\n    Nets\n    Engines\nWeather\n",
        "Code\nBoats\n\tRepairs\n\t\tNets\n\t\tEngines\nWeather\n",
        "Code\nBoats\n- Repairs\n-- Nets\n-- Engines\nWeather\n",
        "Code\nBoats\n> Repairs\n>> Nets\n>> Engines\nWeather\n",
        "Code\nBoats\n\u3000Repairs\n\u3000\u3000Nets\n\u3000\u3000Engines\nWeather\n",
        "Level,Code\n1,Boats\n2,Repairs\n3,Nets\n3,Engines\n1,Weather\n",
        "Depth,Title\n0,Boats\n1,Repairs\n2,Nets\n2,Engines\n0,Weather\n",
        "Path\nBoats > Repairs > Nets\nBoats > Repairs > Engines\nWeather\n",
        "Hierarchical name\nNodes\\\\Boats\\\\Repairs\\\\Nets\nNodes\\\\Boats\\\\Repairs\\\\Engines\n"
        "Nodes\\\\Weather\n",
        "Code,Parent code\nBoats,\nRepairs,Boats\nNets,Repairs\nEngines,Repairs\nWeather,\n",
        "Id,Parent Id,Title\n11,,Boats\n12,11,Repairs\n13,12,Nets\n14,12,Engines\n15,,Weather\n",
        "Code System\nBoats\n    Repairs\n        Nets\n        Engines\nWeather\n",
        "My codebook of 2024\n\nTheme,Category,Code\nBoats,Repairs,Nets\n,,Engines\nWeather,,\n",
    ],
)
def test_every_way_of_writing_a_hierarchy_is_the_same_tree(tmp_path, text):
    codebook = read(tmp_path, text)
    assert tree(codebook) == BOATS
    assert told(codebook) == []


@pytest.mark.parametrize(("separator", "text"), [
    (".", "name,description\nBoats.Repairs.Nets,n\nBoats.Repairs.Engines,e\nWeather,w\n"),
    (" > ", "Code\nBoats > Repairs > Nets\nBoats > Repairs > Engines\nWeather\n"),
    ("/", "tag,description\nBoats/Repairs/Nets,\nBoats/Repairs/Engines,\nWeather,\n"),
    ("::", "Code\nBoats::Repairs::Nets\nBoats::Repairs::Engines\nWeather\n"),
    ("\\", "Code\nBoats\\Repairs\\Nets\nBoats\\Repairs\\Engines\nWeather\n"),
])  # fmt: skip
def test_paths_make_the_parents_that_have_no_row(tmp_path, separator, text):
    codebook = read(tmp_path, text, paths=separator, code_paths=["Boats > Repairs > Nets", "Repairs > Engines"])
    assert tree(codebook) == BOATS
    assert told(codebook) == []


def test_one_name_below_two_made_parents_is_two_codes(tmp_path):
    codebook = read(tmp_path, "name\nnorth.harbour\nsouth.harbour\nharbour\n", paths=".")
    assert tree(codebook) == [
        *(("north", ""), ("harbour", "north"), ("south", ""), ("harbour", "south"), ("harbour", "")),
    ]
    assert told(codebook) == []


def test_a_parent_that_only_codings_name_is_made_and_told(tmp_path):
    codebook = read(tmp_path, "Code\nNets\nWeather\n", paths=" > ", code_paths=["Boats > Nets", "Weather > Storms"])
    assert tree(codebook) == [("Boats", ""), ("Nets", "Boats"), ("Weather", "")]
    assert [(p.kind, p.values["part"]) for p in codebook.problems] == [("code-path-unknown", "Boats")]


def test_a_blank_cell_repeats_only_while_all_to_its_left_repeats():
    rows = [["A", "B", "c"], ["", "", "d"], ["E", "", "f"], ["", "G", "h"], ["", "", "i"], ["E", "", "j"], ["", "", ""]]
    assert filled(rows) == [
        *(("A", "B", "c"), ("A", "B", "d"), ("E", "", "f"), ("E", "G", "h")),
        *(("E", "G", "i"), ("E", "G", "j"), ("E", "G", "j")),
    ]


@given(st.lists(st.lists(st.sampled_from(["", "a", "b"]), min_size=3, max_size=3), max_size=8))
def test_no_filled_cell_changes_and_nothing_stands_behind_the_last_one(rows):
    for row, path in zip(rows, filled(rows), strict=True):
        if any(row):
            assert all(cell in ("", held) for cell, held in zip(row, path, strict=True))
            last = max(index for index, cell in enumerate(row) if cell)
            assert not any(path[last + 1 :])


def test_what_a_row_says_belongs_to_its_deepest_level(tmp_path):
    text = (
        "Theme,Code,Definition,Example,Cites\n"
        "Boats,,What floats,,\n"
        ",Nets,What catches,My net tore.,a2020\n"
        ",,,The other net too.,b2021\n"
        "Weather,Storms,Wind,,\n"
    )
    codebook = read(tmp_path, text)
    rows = {row["code_id"]: row for row in codebook.codes.to_dict("records")}
    assert {code: row["definition:en"] for code, row in rows.items()} == {
        "boats": "What floats",
        "nets": "What catches",
        "weather": "",
        "storms": "Wind",
    }
    assert rows["nets"]["example"] == "My net tore. The other net too."
    assert list(rows["nets"]["cites"]) == ["a2020", "b2021"]
    assert told(codebook) == []


def test_levels_may_have_names_in_two_languages(tmp_path):
    text = "Theme:en,Theme:id,Code (en),Code (id),Definition (id)\nBoats,Perahu,Nets,Jala,Alat tangkap\n"
    codebook = read(tmp_path, text)
    rows = codebook.codes.sort_values("order").to_dict("records")
    assert [(row["label:en"], row["label:id"], row["parent_id"]) for row in rows] == [
        ("Boats", "Perahu", ""),
        ("Nets", "Jala", "boats"),
    ]
    assert rows[1]["definition:id"] == "Alat tangkap"


def test_two_full_rows_of_one_code_are_one_and_told(tmp_path):
    codebook = read(tmp_path, "Theme,Code,Definition\nBoats,Nets,a\nBoats,Ropes,b\nBoats,nets,c\n")
    assert tree(codebook) == [("Boats", ""), ("Nets", "Boats"), ("Ropes", "Boats")]
    assert [(p.kind, p.line, p.values["first"]) for p in codebook.problems] == [("code-row-twice", 4, "2")]
    assert codebook.codes.set_index("code_id").loc["nets", "definition:en"] == "a c"


def test_a_code_for_short_beside_its_name_is_its_id(tmp_path):
    codebook = read(tmp_path, "Code,Name,Definition\nB1,Nets,a\nB2,Ropes,b\n")
    rows = codebook.codes.to_dict("records")
    assert {(row["code_id"], row["label:en"]) for row in rows} == {("B1", "Nets"), ("B2", "Ropes")}


def test_every_column_that_is_not_read_is_named(tmp_path):
    codebook = read(tmp_path, "Code,Definition,Memo,Files,Exmaple\nNets,a,b,3,d\n")
    assert [(p.kind, p.values.get("columns", p.values.get("column"))) for p in codebook.problems] == [
        ("table-column-perhaps", "Exmaple"),
        ("table-columns-unused", "Memo, Files"),
    ]


@pytest.mark.parametrize(
    ("written", "origin"),
    [
        ("", ""),
        ("Deduktif", "deductive"),
        ("inductive", "inductive"),
        ("a priori", "deductive"),
        ("In vivo", "inductive"),
    ],
)
def test_an_origin_is_what_the_table_says_and_none_where_it_says_none(tmp_path, written, origin):
    codebook = read(tmp_path, f"Code,Origin\nNets,{written}\nRopes,\n")
    assert dict(zip(codebook.codes["code_id"], codebook.codes["origin"], strict=True)) == {"nets": origin, "ropes": ""}
    assert told(codebook) == []


def test_a_codebook_may_be_a_workbook(tmp_path):
    rows = [
        ["Codebook, second version"],
        [],
        ["Theme", "Code", "Definition", "Count"],
        ["Boats", "Nets", "What catches", 3],
        [None, "Ropes"],
    ]
    codebook = read(tmp_path, workbook({"Notes": [["Read me"]], "Codes": rows}), "codes.xlsx")
    assert tree(codebook) == [("Boats", ""), ("Nets", "Boats"), ("Ropes", "Boats")]
    assert [(p.kind, p.line) for p in codebook.problems] == [("table-sheets-unread", None), ("table-columns-unused", 3)]
    assert codebook.lines == {"boats": 4, "nets": 4, "ropes": 5}


def test_mapped_columns_may_be_levels(tmp_path):
    columns = {"theme": "Big", "code": "Small", "definition": "Says"}
    codebook = read(tmp_path, "Small,Big,Says\nNets,Boats,a\nStorms,Weather,b\n", columns=columns)
    assert tree(codebook) == [("Boats", ""), ("Nets", "Boats"), ("Weather", ""), ("Storms", "Weather")]
    assert told(codebook) == []
