import csv
import re
from collections import Counter

import pytest
import yaml
from coded_study import CODEBOOK_COLUMNS, PATHS
from hypothesis import given
from hypothesis import strategies as st
from places import ROOT

from benang.coding.codebook.codebook_file import read_codebook
from benang.coding.codebook.codebook_table import is_id, slug
from benang.coding.rules.rule_file import write_rules
from benang.core.model import labels
from benang.core.tables import write_table
from benang.privacy.pseudonyms import Pseudonyms

YAML = """\
codes:
  - id: channel
    label: {id: Saluran, en: Channel}
    origin: deductive
    cites: [kompas2021, kwok2013]
  - id: trust
    parent: channel
    label: {id: Kepercayaan, en: Trust}
    definition: Percaya pada usaha.
    rules: [percaya, "~percaya", {match: "~tanya", near: "~jawab", within: 6}]
  - id: deceived
    parent: trust
    label: Tertipu
    negative: true
    colour: "#1B9E77"
  - label: Kualitas produk!
    parent: Trust
"""


def read(tmp_path, text, name="codebook.yaml", **options):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return read_codebook(tmp_path / name, name, **{"languages": ("id", "en"), **options})


def found(codebook):
    return [(problem.kind, problem.line, problem.place) for problem in codebook.problems]


def rows(codebook):
    return {row["code_id"]: row for row in codebook.codes.to_dict("records")}


def test_yaml_becomes_the_table_of_codes(tmp_path):
    codebook = read(tmp_path, YAML)
    assert codebook.problems == ()
    table = rows(codebook)
    assert [table[code]["order"] for code in ("channel", "trust", "deceived", "kualitas-produk")] == [1, 2, 3, 4]
    assert [table[code]["level"] for code in ("channel", "trust", "deceived")] == ["theme", "category", "code"]
    deceived = table["deceived"]
    assert (deceived["parent_id"], deceived["theme_id"], deceived["category_id"]) == ("trust", "channel", "trust")
    assert deceived["negative"] and deceived["colour"] == "#1b9e77" and deceived["origin"] == ""
    assert (deceived["label:id"], deceived["label:en"]) == ("Tertipu", "")
    assert (table["channel"]["theme_id"], table["channel"]["category_id"]) == ("channel", "")
    assert list(table["channel"]["cites"]) == ["kompas2021", "kwok2013"]
    assert table["kualitas-produk"]["parent_id"] == "trust"
    assert table["trust"]["definition:id"] == "Percaya pada usaha."
    assert codebook.lines == {"channel": 2, "trust": 6, "deceived": 11, "kualitas-produk": 16}
    assert [rule.written for rule in codebook.rules["trust"]] == ["percaya", "~percaya", "~tanya near ~jawab within 6"]
    assert list(codebook.rules) == ["trust"]
    write_table(codebook.codes, tmp_path / "codes.parquet", "codes")


def test_labels_fall_back_to_the_main_language(tmp_path):
    codes = read(tmp_path, YAML).codes
    assert labels(codes, "en")["deceived"] == "Tertipu"
    assert labels(codes, "en")["trust"] == "Trust"
    assert [column for column in codes.columns if column.startswith("label:")] == ["label:id", "label:en"]


def test_every_mistake_is_found_with_its_line(tmp_path):
    text = """\
codes:
  - id: a
    label: A
    parent: c
  - id: b
    parent: a
    lable: B
  - id: c
    parent: b
  - id: c
    label: C
  - id: d
    parent: aa
    negative: true
    origin: inductiv
    rules: ["/(/", x]
  - id: with space
  - definition: nothing else
  - id: trusting
    label: Public trust
  - id: e
    parent: public  trusts
"""
    codebook = read(tmp_path, text)
    listed = set(found(codebook))
    assert {
        ("parent-circle", 2, "codes[1].parent"),
        ("unknown-key", 7, "codes[2].lable"),
        ("code-id-twice", 10, "codes[4]"),
        ("unknown-parent", 12, "codes[5].parent"),
        ("negative-without-parent", 12, "codes[5]"),
        ("unknown-value", 15, "codes[5].origin"),
        ("code-id-form", 17, "codes[6]"),
        ("wrong-form", 18, "codes[7]"),
        ("unknown-parent", 21, "codes[9].parent"),
    } <= listed
    rule = next(problem for problem in codebook.problems if problem.kind.startswith("rule"))
    assert (rule.line, rule.place) == (16, "codes[5].rules[1]")
    circle = next(problem for problem in codebook.problems if problem.kind == "parent-circle")
    assert circle.values["circle"] == "a > c > b > a"
    near = {p.line: p.values.get("near") for p in codebook.problems if p.kind in ("unknown-key", "unknown-parent")}
    assert near == {7: "label", 12: "a", 21: "public trust"}
    table = rows(codebook)
    assert set(table) == {"a", "b", "c", "d", "trusting", "e"}
    assert [table[code]["level"] for code in "abcd"] == ["theme", "category", "code", "theme"]
    assert [rule.written for rule in codebook.rules["d"]] == ["x"]


def test_a_code_that_is_its_own_parent(tmp_path):
    codebook = read(tmp_path, "codes:\n  - {id: a, parent: a}\n")
    assert found(codebook) == [("parent-circle", 2, "codes[1].parent")]
    assert rows(codebook)["a"]["level"] == "theme"


@pytest.mark.parametrize("text", ["", "codes: []\n", "codes: {a: b}\n", "codes: [a, 5]\n", "- a\n", "codes: [\n"])
def test_nothing_to_read_is_an_empty_table_with_problems(tmp_path, text):
    codebook = read(tmp_path, text)
    assert len(codebook.codes) == 0 and codebook.rules == {}
    assert codebook.problems and all(problem.severity == "error" for problem in codebook.problems)


def test_a_missing_codebook_is_a_problem(tmp_path):
    for name in ("gone.yaml", "gone.csv"):
        codebook = read_codebook(tmp_path / name, name)
        assert len(codebook.codes) == 0 and [problem.severity for problem in codebook.problems] == ["error"]


def test_csv_with_parents_languages_and_semicolons(tmp_path):
    text = (
        "\ufeffId;Parent;Label:id;label:EN;Memo;Cites;Negative;Rules;Frequency\r\n"
        'trust;;Kepercayaan;Trust;"Percaya;\r\npada usaha";"a2020; b2021";;"percaya\r\n~percaya";12\r\n'
        "deceived;Trust;Tertipu;Deceived;;;ya;;3\r\n"
        "other;trusty;Lain;Other;'=SUM;;maybe;;0\r\n"
    )
    codebook = read(tmp_path, text, "codes.csv")
    table = rows(codebook)
    assert table["trust"]["label:id"] == "Kepercayaan" and table["trust"]["label:en"] == "Trust"
    assert table["trust"]["definition:id"] == "Percaya; pada usaha"
    assert list(table["trust"]["cites"]) == ["a2020", "b2021"]
    assert table["deceived"]["parent_id"] == "trust" and table["deceived"]["negative"]
    assert table["other"]["definition:id"] == "=SUM"
    assert [rule.written for rule in codebook.rules["trust"]] == ["percaya", "~percaya"]
    assert [(p.kind, p.line) for p in codebook.problems] == [
        ("table-columns-unused", 1),
        ("unknown-value", 6),
        ("unknown-parent", 6),
    ]
    assert codebook.problems[2].values["near"] == "trust"


@pytest.mark.parametrize("heading", ["Negative case", "Kasus negatif", "Counter-evidence", "Disconfirming"])
def test_a_negative_case_may_be_called_otherwise_and_words_on_it_are_none(tmp_path, heading):
    codebook = read(tmp_path, f"id,label,parent,{heading}\na,Trust,,no\nb,Deceived,a,yes\n", "codes.csv")
    assert rows(codebook)["b"]["negative"] and not rows(codebook)["a"]["negative"]
    assert codebook.problems == ()
    codebook = read(
        tmp_path, f"id,label,parent,{heading}\na,Trust,,no\nb,Deceived,a,Those who trust all\n", "codes.csv"
    )
    assert not rows(codebook)["b"]["negative"]
    (problem,) = codebook.problems
    assert (problem.kind, problem.severity) == ("table-columns-unused", "warning") and heading in problem.what("en")


@pytest.mark.parametrize("name", ["codes.csv", "codes.yaml"])
def test_a_colour_stops_nothing_whatever_it_is_written_as(tmp_path, name):
    written = {"#1B9E77": "#1b9e77", "#00f": "#0000ff", "blue": "#0000ff", "Biru muda": "#87ceeb", "abu abu": "#808080"}
    written |= {"rgb(27, 158, 119)": "#1b9e77", "rgba(0 0 255 / 50%)": "#0000ff", "light-green": "#90ee90"}
    written |= dict.fromkeys(("", "mavi", "0.5", "3", "none", "rgb(300,0,0)", "#12345"), "")
    lines = ["label,colour", *(f'"Kode {n}","{colour}"' for n, colour in enumerate(written))]
    if name.endswith("yaml"):
        lines = ["codes:", *(f'- {{id: k{n}, label: Kode {n}, colour: "{one}"}}' for n, one in enumerate(written))]
    codebook = read(tmp_path, "\n".join(lines) + "\n", name)
    assert codebook.codes.sort_values("order")["colour"].tolist() == list(written.values())
    (problem,) = codebook.problems
    assert (problem.kind, problem.severity, problem.values["count"]) == ("codebook-colour", "warning", 6)
    assert "mavi, 0.5, 3, none, rgb(300,0,0), #12345" in problem.what("en")


def test_csv_without_a_column_of_codes(tmp_path):
    codebook = read(tmp_path, "Heading,Remark\na,b\n", "codes.csv")
    assert [problem.kind for problem in codebook.problems] == ["codebook-no-label-column"]
    assert "config.yaml" in codebook.problems[0].remedy("en")
    codebook = read(tmp_path, "Lable,Remark\na,b\n", "codes.csv")
    assert codebook.problems[0].remedy("en") == 'Change the heading "Lable" to "label".'
    codebook = read(tmp_path, "Heading,Remark\na,b\n", "codes.csv", columns={"code": "Heading", "definition": "Remar"})
    assert [(p.kind, p.values["near"]) for p in codebook.problems] == [("table-column-missing", "Remark")]
    codebook = read(tmp_path, "Heading,Remark\na,b\n", "codes.csv", columns={"code": "Heading", "definition": "Remark"})
    assert rows(codebook)["a"]["definition:id"] == "b"


def test_paths_in_the_codebook_itself(tmp_path):
    codebook = read(tmp_path, "Code\nA\nA > B\nA > B > C\nD > B\nD\n", "codes.csv", paths=" > ")
    assert codebook.problems == ()
    table = rows(codebook)
    assert {code: row["parent_id"] for code, row in table.items()} == {"a": "", "b": "a", "c": "b", "b-2": "d", "d": ""}


@pytest.mark.parametrize("character", [" > ", "\\", "::", " / ", "->", ">"])
def test_codes_like_paths_without_a_separator_are_told_with_the_line_to_add(tmp_path, character):
    text = f"Code\nTrust\nTrust{character}Habit\nTrust{character}Price\n"
    codebook = read(tmp_path, text, "codes.csv")
    assert found(codebook) == [("codes-like-paths", 3, "")]
    (problem,) = codebook.problems
    (line,) = re.findall(r"codebook: (\{.*\})", problem.remedy("en"))
    told = yaml.safe_load(line)
    assert (told["file"], told["paths"]) == ("codes.csv", character)
    # The line does what it says.
    again = read(tmp_path, text, "codes.csv", paths=told["paths"])
    assert again.problems == ()
    assert sorted(row["parent_id"] for row in rows(again).values()) == ["", "trust", "trust"]


def test_a_character_in_a_few_codes_is_no_path(tmp_path):
    assert read(tmp_path, "Code\nCash > card\nPrice\nTrust\n", "codes.csv").problems == ()
    assert read(tmp_path, "Code,Parent\nA > b,\nA > c,A > b\n", "codes.csv").problems == ()


def test_paths_place_the_rows_of_a_flat_list(tmp_path):
    flat = "Code\nFirst\nOther\nSecond\nOther\nOrphan\nLoose\n"
    paths = [
        "Second > Other",
        "First > Other",
        "Second>Loose",
        "Loose",
        "Second > Gone > Orphan",
        "First > Unknown leaf",
    ]
    codebook = read(tmp_path, flat, "codes.csv", paths=" > ", code_paths=paths)
    table = rows(codebook)
    assert {code: row["parent_id"] for code, row in table.items()} == {
        "first": "",
        "other": "first",
        "second": "",
        "other-2": "second",
        "gone": "second",
        "orphan": "gone",
        "loose": "second",
    }
    assert [(p.kind, p.values["part"]) for p in codebook.problems] == [("code-path-unknown", "Gone")]


def test_one_row_below_two_parents_is_reported(tmp_path):
    codebook = read(tmp_path, "Code\nA\nB\nX\n", "codes.csv", paths=" > ", code_paths=["B > X", "A > X"])
    (problem,) = codebook.problems
    assert (problem.kind, problem.line) == ("code-path-twice", 4)
    assert (problem.values["first"], problem.values["path"]) == ("A > X", "B > X")
    assert rows(codebook)["x"]["parent_id"] == "a"


def test_a_flat_codebook_gets_its_hierarchy_from_its_coded_segments(coded_study):
    used = Counter(row["Code"] for row in coded_study.rows)
    codebook = read_codebook(
        coded_study.folder / "code-system.csv", "code-system.csv", CODEBOOK_COLUMNS, PATHS, sorted(used)
    )
    assert [(p.kind, p.values["columns"]) for p in codebook.problems] == [("table-columns-unused", "Frequency")]
    table = rows(codebook)
    assert len(table) == coded_study.codes and len(used) == coded_study.used
    by_label = {row["label:en"]: row for row in table.values()}
    for path in used:
        *above, leaf = path.split(PATHS)
        line, code = [], by_label[leaf]
        while code["parent_id"]:
            code = table[code["parent_id"]]
            line.insert(0, code["label:en"])
        assert line == above, path
    themes = [row for row in sorted(table.values(), key=lambda row: row["order"]) if row["level"] == "theme"]
    assert tuple(row["label:en"] for row in themes) == coded_study.themes
    # Labels that are nearly another, and one with a sign in it.
    for theme, category, marked, identity in (
        ("interaction", "interactions", "PDP/ICE", "pdp-ice"),
        ("delivery", "deliveries", "Flour/fuel", "flour-fuel"),
    ):
        if theme in table:
            assert (table[theme]["level"], table[category]["level"]) == ("theme", "category")
            assert by_label[marked]["code_id"] == identity
            break
    else:
        raise AssertionError("the study has no such labels")


@pytest.mark.skipif(not (ROOT / "data" / "codebook.yaml").is_file(), reason="reference study not here")
def test_the_reference_codebook_is_sound():
    codebook = read_codebook(ROOT / "data" / "codebook.yaml", "data/codebook.yaml", languages=("id", "en"))
    assert [problem.message("en") for problem in codebook.problems] == []
    levels = Counter(row["level"] for row in rows(codebook).values())
    assert levels["theme"] >= 4 and levels["category"] >= 10
    assert sum(map(len, codebook.rules.values())) > 50


@pytest.mark.parametrize(
    ("label", "expected"),
    [
        ("Interaction", "interaction"),
        ("Interactions", "interactions"),
        ("PDP/ICE", "pdp-ice"),
        ("Don't go in depth", "don-t-go-in-depth"),
        ("Café Übung", "cafe-ubung"),
        ("  Ekonomi   digital ", "ekonomi-digital"),
        ("信任", "信任"),
        ("विश्वास", "विश्वास"),
        ("!!!", "code"),
    ],
)
def test_slugs(label, expected):
    assert slug(label) == expected


@given(
    st.lists(st.text(st.characters(exclude_categories=("Cs", "Cc")), min_size=1, max_size=30), min_size=1, max_size=8)
)
def test_ids_made_of_labels_are_sound_and_unique(tmp_path_factory, names):
    folder = tmp_path_factory.mktemp("codes")
    with (folder / "codes.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([["label", "note"], *([name, "x"] for name in names)])
    codebook = read_codebook(folder / "codes.csv", "codes.csv")
    kept = [name for name in names if name.strip()]
    ids = list(codebook.codes["code_id"])
    assert len(ids) + sum(p.kind == "code-without-label" for p in codebook.problems) == len(names)
    assert len(kept) >= len(ids) == len(set(ids))
    assert all(map(is_id, ids))


@given(st.lists(st.tuples(st.integers(0, 7), st.integers(-1, 7)), min_size=1, max_size=10))
def test_any_parents_give_a_tree(tmp_path_factory, pairs):
    folder = tmp_path_factory.mktemp("codes")
    lines = "".join(f"  - {{id: c{code}{f', parent: c{parent}' if parent >= 0 else ''}}}\n" for code, parent in pairs)
    (folder / "codebook.yaml").write_text("codes:\n" + lines, encoding="utf-8")
    table = rows(read_codebook(folder / "codebook.yaml", "codebook.yaml"))
    assert set(table) == {f"c{code}" for code, _ in pairs}
    for code, row in table.items():
        line = [code]
        while table[line[-1]]["parent_id"]:
            line.append(table[line[-1]]["parent_id"])
            assert len(line) <= len(table)
        assert row["theme_id"] == line[-1]
        assert row["level"] == ["theme", "category", "code"][min(len(line), 3) - 1]
        assert row["category_id"] == (line[-2] if len(line) > 1 else "")


NAMES = Pseudonyms({"Mukhlis": "[Orang 2]", "Haji Mukhlis": "[Orang 2]", "Siti": "Melati"})


def test_names_in_all_that_a_codebook_says_become_pseudonyms(tmp_path):
    text = """\
codes:
  - label: {id: Percaya Mukhlis, en: Trust in Haji Mukhlis}
    definition: Kata Mukhlis.
    include: {id: Siti atau Mukhlis}
    exclude: bukan Mukhlis
    example: "Mukhlis jujur"
    rules: ["~Mukhlis", "kata haji mukhlis", "/Mukhlis\\\\d/", {match: "~percaya", near: [Siti, "Mukhlis*"], within: 3}]
  - {id: b, label: Bawah, parent: Percaya Mukhlis}
"""
    codebook = read(tmp_path, text, pseudonyms=NAMES)
    assert found(codebook) == []
    first = rows(codebook)["percaya-orang-2"]
    assert first["label:id"] == "Percaya [Orang 2]"
    assert (first["include:id"], first["example"]) == ("Melati atau [Orang 2]", "[Orang 2] jujur")
    assert rows(codebook)["b"]["parent_id"] == "percaya-orang-2"
    assert [rule.written for rule in codebook.rules["percaya-orang-2"]] == [
        "~Orang 2",
        "kata Orang 2",
        r"/\[Orang\ 2\]\d/",
        "~percaya near Melati | Orang 2* within 3",
    ]
    write_rules(codebook.rules, tmp_path / "rules.json")
    written = codebook.codes.to_csv() + (tmp_path / "rules.json").read_text(encoding="utf-8")
    assert not any(name in written.casefold() for name in ("mukhlis", "siti"))


def test_names_in_code_paths_and_csv_labels_become_the_same_pseudonym(tmp_path):
    codebook = read(
        tmp_path, "Code\nTema\nMukhlis\n", "c.csv", paths=" > ", code_paths=["Tema > Mukhlis"], pseudonyms=NAMES
    )
    assert found(codebook) == []
    assert {row["label:id"]: row["parent_id"] for row in rows(codebook).values()} == {"Tema": "", "[Orang 2]": "tema"}


def test_a_name_in_a_code_id_or_in_small_letters_is_told(tmp_path):
    text = """\
codes:
  - {id: Mukhlis-baik, label: Baik}
  - {id: dua, label: percaya mukhlis, rules: [mukhlis, "/\\\\bMukhlis\\\\b/"]}
  - {id: tiga, label: Akun Mukhlis99}
"""
    codebook = read(tmp_path, text, pseudonyms=NAMES)
    assert found(codebook) == [
        ("name-in-code-id", 2, "codes[1].id"),
        ("name-in-small-letters", 3, "codes[2].label"),
        ("name-in-rule", 3, "codes[2].rules[1]"),
        ("name-inside-word", 4, "codes[3].label"),
    ]
    assert [rule.written for rule in codebook.rules["dua"]] == ["Orang 2", r"/\b\[Orang\ 2\]\b/"]
    assert "mukhlis" not in "".join(problem.message("en") for problem in codebook.problems).casefold()


def test_a_topic_is_marked_in_yaml_and_in_a_table(tmp_path):
    codebook = read(tmp_path, "codes:\n  - {id: talk, side: none}\n  - {id: deeper, parent: talk}\n")
    assert codebook.problems == ()
    assert {code: row["side"] for code, row in rows(codebook).items()} == {"talk": "none", "deeper": ""}
    table = read(tmp_path, "id;label;Sisi\ntalk;Talk;tanpa sisi\nother;Other;\nsigned;Signed;0\n", "codes.csv")
    assert table.problems == ()
    assert {code: row["side"] for code, row in rows(table).items()} == {"talk": "none", "other": "", "signed": "none"}


def test_a_code_has_no_other_side_than_none(tmp_path):
    assert [kind for kind, *_ in found(read(tmp_path, "codes: [{id: talk, side: for}]\n"))] == ["unknown-value"]
    codebook = read(tmp_path, "id,label,side\ntalk,Talk,mendukung\n", "codes.csv")
    assert found(codebook) == [("unknown-value", 2, "side")]
    assert rows(codebook)["talk"]["side"] == ""


@pytest.mark.parametrize(
    ("codes", "told"),
    [
        ("- {id: a, label: Trust}\n  - {id: b, label: Trust}", [("b", "a")]),
        ("- {id: a, label: Trust}\n  - {id: b, label: ' trust '}", [("b", "a")]),
        ("- {id: a, label: {en: Trust, id: Percaya}}\n  - {id: b, label: {en: Faith, id: percaya}}", [("b", "a")]),
        ("- {id: a, label: {en: Same, id: Sama}}\n  - {id: b, label: {en: Same, id: Sama}}", [("b", "a")]),
        ("- {id: a, label: A}\n  - {id: b, parent: a, label: C}\n  - {id: c, parent: a, label: C}", [("c", "b")]),
        ("- {id: a, label: A}\n  - {id: b, label: A}\n  - {id: c, label: A}", [("b", "a"), ("c", "a")]),
        # What stands elsewhere in the tree has another path; words of two languages are not compared.
        ("- {id: a, label: A}\n  - {id: b, parent: a, label: A}", []),
        ("- {id: a}\n  - {id: b}\n  - {id: c, parent: a, label: Other}\n  - {id: d, parent: b, label: Other}", []),
        ("- {id: a, label: {en: Air}}\n  - {id: b, label: {id: Air}}", []),
        ("- {id: a}\n  - {id: b}", []),
    ],
)
def test_two_codes_of_one_label_beside_each_other_are_told(tmp_path, codes, told):
    (tmp_path / "codebook.yaml").write_text(f"codes:\n  {codes}\n", encoding="utf-8")
    found = read_codebook(tmp_path / "codebook.yaml", "codebook.yaml", languages=("en", "id"))
    twice = [problem for problem in found.problems if problem.kind == "code-label-twice"]
    assert [(problem.values["code"], problem.values["other"]) for problem in twice] == told
    assert all(problem.line and problem.severity == "warning" for problem in twice)
    assert len(found.codes) == len(codes.splitlines())  # none is left out
