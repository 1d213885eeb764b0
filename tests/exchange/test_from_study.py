import hashlib

import pyarrow.compute as pc
import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.core import model
from benang.core.kept_parts import KeptParts
from benang.core.source_texts import StoredTexts
from benang.core.tables import read_table, write_table
from benang.exchange.from_study import study_project
from benang.exchange.project import ProjectCode
from benang.exchange.project_graph import project_map, relation_map
from benang.exchange.refi.read import read_project
from benang.exchange.refi.write import write_qdpx
from benang.exchange.refi.write_targets import TARGETS
from benang.exchange.refi.write_variables import kind_of
from benang.exchange.taguette_write import write_taguette

TEXT = "Pewawancara: Apa?\nA: Pesanan lancar 🧵.\n"


def table(name, *rows):
    """Rows with blanks for what a test does not care about, also for columns that a table may get."""
    blank = {"string": "", "int64": 0, "double": 0.0, "bool": False}
    filled = [{field.name: blank.get(str(field.type), []) for field in model.TABLES[name].schema} | row for row in rows]
    return model.from_rows(name, filled)


def code(code_id, parent, theme, level, order, **texts):
    row = {"code_id": code_id, "parent_id": parent, "theme_id": theme, "level": level, "order": order}
    languages = {"label:id": "", "label:en": "", "definition:id": "", "definition:en": "", "include:id": ""}
    return row | languages | texts


def coding(coding_id, start, end, code_id, coder, status="accepted", **other):
    row = {"coding_id": coding_id, "source_id": "wawancara-A", "start": start, "end": end, "code_id": code_id}
    return row | {"coder": coder, "status": status, "quotation": TEXT[start:end]} | other


@pytest.fixture
def study():
    start = TEXT.index("Pesanan")
    return {
        "cases": table(
            "cases",
            {
                "case_id": "B",
                "order": 2,
                "attribute:group": "Konsumen",
                "attribute:group:en": "Consumer",
                "attribute:age": "7",
            },
            {
                "case_id": "A",
                "order": 1,
                "attribute:group": "Pemilik",
                "attribute:group:en": "Owner",
                "attribute:age": "31",
            },
        ),
        "sources": table(
            "sources",
            {"source_id": "wawancara-A", "kind": "interview", "case_ids": ["A"], "text": TEXT},
            {"source_id": "kelompok", "kind": "interview", "case_ids": ["A", "B"], "text": "A: ya\nB: tidak"},
        ),
        "codes": table(
            "codes",
            code("late", "channel", "channel", "category", 3, **{"label:id": "Lambat", "negative": True}),
            code(
                "channel",
                "",
                "channel",
                "theme",
                1,
                **{"label:id": "Saluran", "label:en": "Channel", "colour": "#ff8800"},
            ),
            code(
                "orders",
                "channel",
                "channel",
                "category",
                2,
                **{
                    "label:id": "Pesanan",
                    "definition:id": "Tentang pesanan.",
                    "include:id": "Lewat DM.",
                    "example": "Rame!",
                },
            ),
            code("alone", "", "alone", "theme", 4, **{"label:id": "Lain"}),
        ),
        "codings": table(
            "codings",
            coding("1", start, start + 7, "orders", "siti", why="jelas"),
            coding("2", start, start + 16, "channel", "budi"),
            coding("3", start, start + 7, "orders", "rules", "suggested"),
        ),
        "memos": table(
            "memos", {"source_id": "wawancara-A", "start": 0, "end": 11, "author": "siti", "text": "Direkam."}
        ),
    }


def project(study, **options):
    return study_project(**study, **({"language": "id", "title": "Studi"} | options))


def test_codes_come_in_the_codebooks_order_with_what_it_says_of_them(study):
    found = [(c.identity, c.name, c.parent, c.definition, c.colour) for c in project(study).codes]
    assert found == [
        ("channel", "Saluran", "", "", "#ff8800"),
        ("orders", "Pesanan", "channel", "Tentang pesanan.\n\nTermasuk: Lewat DM.\n\nContoh: Rame!", ""),
        ("late", "Lambat", "channel", "Kasus negatif: berlawanan dengan kategorinya.", ""),
        ("alone", "Lain", "", "", ""),
    ]


def test_labels_and_attributes_are_in_the_language_asked_for(study):
    english = project(study, language="en")
    assert [c.name for c in english.codes] == ["Channel", "Pesanan", "Lambat", "Lain"]
    assert english.codes[1].definition == "Tentang pesanan.\n\nInclude: Lewat DM.\n\nExample: Rame!"
    assert [case.attributes["group"] for case in english.cases] == ["Owner", "Consumer"]


def test_cases_have_typed_attributes_and_all_their_sources(study):
    found = project(study)
    assert found.variables == {"group": "Text", "age": "Integer", "kind": "Text"}
    assert [(case.name, dict(case.attributes), case.sources) for case in found.cases] == [
        ("A", {"group": "Pemilik", "age": "31"}, ("kelompok", "wawancara-A")),
        ("B", {"group": "Konsumen", "age": "7"}, ("kelompok",)),
    ]
    assert [dict(source.attributes) for source in found.sources] == [{"kind": "interview"}] * 2


def test_a_case_attribute_called_kind_is_no_variable_of_sources(study):
    study["cases"] = study["cases"].rename(columns={"attribute:age": "attribute:kind"})
    found = project(study)
    assert found.variables["kind"] == "Integer"
    assert [dict(source.attributes) for source in found.sources] == [{}, {}]


def test_accepted_codings_come_with_coder_memo_and_quotation(study):
    found = project(study)
    assert found.coders == ("budi", "siti")
    assert sorted((c.coder, c.code, c.memo, c.quotation, c.place) for c in found.codings) == [
        ("budi", "channel", "", "Pesanan lancar 🧵", "2"),
        ("siti", "orders", "jelas", "Pesanan", "1"),
    ]
    texts = {source.identity: source.text for source in found.sources}
    assert all(texts[c.source][c.start : c.end] == c.quotation for c in found.codings)


def test_only_the_coders_asked_for_come_along(study):
    assert {c.coder for c in project(study, coders=["siti"]).codings} == {"siti"}
    assert project(study, coders=["siti"]).coders == ("siti",)


def test_a_blinded_project_has_texts_and_codes_and_nothing_that_anybody_thought_of_them(study):
    found = project(study, coders=[])
    assert (found.codings, found.memos, found.coders) == ((), (), ())
    assert len(found.sources) == 2 and len(found.codes) == 4
    assert "siti" not in repr(found)


def test_memos_themes_and_groups_come_along(study):
    found = project(study)
    assert [(m.text, m.author, m.source, m.start, m.end) for m in found.memos] == [
        ("Direkam.", "siti", "wawancara-A", 0, 11)
    ]
    assert [(s.name, s.codes, s.sources) for s in found.sets] == [
        ("Saluran", ("channel", "orders", "late"), ()),
        ("Pemilik", (), ("kelompok", "wawancara-A")),
        ("Konsumen", (), ("kelompok",)),
    ]


def test_a_study_of_texts_alone_is_a_project(study):
    empty = {name: model.empty(name) for name in ("cases", "codes", "codings", "memos")}
    found = study_project(**(study | empty), language="id", title="Studi")
    assert (found.codes, found.graphs, found.sets, len(found.sources)) == ((), (), (), 2)


def test_the_map_joins_each_code_to_the_one_above_it(study):
    (drawn,) = project(study).graphs
    assert drawn.name == "Peta proyek"
    assert [(node.name, node.shape) for node in drawn.nodes] == [
        ("Saluran", "Oval"),
        ("Pesanan", "RoundedRectangle"),
        ("Lambat", "RoundedRectangle"),
        ("Lain", "Oval"),
    ]
    assert [(edge.start, edge.end) for edge in drawn.edges] == [("channel", "orders"), ("channel", "late")]


@given(st.lists(st.integers(0, 30), max_size=30))
def test_no_two_boxes_of_a_map_touch_and_a_code_stands_left_of_those_under_it(above):
    codes = [ProjectCode(str(n), str(n), str(parent) if parent < n else "") for n, parent in enumerate(above)]
    drawn = project_map(codes, "map")
    boxes = {node.identity: node.box for node in drawn.nodes}
    for one, (left, top, right, bottom) in boxes.items():
        for other, (other_left, other_top, other_right, other_bottom) in boxes.items():
            apart = right < other_left or other_right < left or bottom < other_top or other_bottom < top
            assert one == other or apart
    assert all(boxes[edge.start][2] < boxes[edge.end][0] for edge in drawn.edges)


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["3", "-12", "0"], "Integer"),
        (["3", "1.50"], "Float"),
        (["1,5"], "Text"),
        (["007"], "Text"),
        (["+62"], "Text"),
        (["-0"], "Float"),
        (["1e5"], "Text"),
        (["٣"], "Text"),
        (["true", "false"], "Boolean"),
        (["ya", "tidak"], "Text"),
        (["True"], "Text"),
        (["2024-02-29"], "Date"),
        (["2023-02-29"], "Text"),
        (["0000-01-01"], "Text"),
        (["2024-02-29T10:00:00Z"], "DateTime"),
        (["2024-02-29T10:00:00+23:00"], "Text"),
        (["2024-02-29T24:00:00"], "Text"),
        ([], "Text"),
        (["3 "], "Text"),
    ],
)
def test_a_variable_has_the_narrowest_kind_that_keeps_its_values_to_the_letter(values, kind):
    assert kind_of(values) == kind


def test_a_code_above_others_that_nobody_coded_with_only_groups_them(study):
    assert {code.identity: code.groups for code in project(study).codes}["channel"] is False
    study["codings"] = study["codings"][study["codings"]["code_id"] != "channel"]
    assert {code.identity: code.groups for code in project(study).codes} == {
        "channel": True,
        "orders": False,
        "late": False,
        "alone": False,
    }
    # Blinded for a coder, too, the hierarchy is the same.
    assert [code.groups for code in project(study, coders=[]).codes] == [True, False, False, False]


def relations(*links):
    rows = [
        {"from_id": start, "to_id": end, "kind": kind, "named_ids": [], "author": "", "label:en": label}
        for start, end, kind, label in links
    ]
    return model.from_rows("relations", rows)


def test_what_researchers_drew_is_a_map_of_its_own(study, tmp_path):
    drawn = relations(
        ("orders", "channel", "causes", "because of it"),
        ("channel", "late", "leads_to", ""),
        ("late", "alone", "related", ""),
    )
    made = project(study, relations=drawn)
    _, found = made.graphs
    assert found.name == "Peta hubungan"
    assert [(edge.start, edge.end, edge.name, edge.direction) for edge in found.edges] == [
        ("orders", "channel", "because of it", "OneWay"),
        ("channel", "late", "menuju", "OneWay"),
        ("late", "alone", "berhubungan dengan", "Associative"),
    ]
    left = {node.identity: node.box[0] for node in found.nodes}
    assert left["orders"] < left["channel"] < left["late"]
    write_qdpx(made, tmp_path / "study.qdpx", "standard")
    again = read_project((tmp_path / "study.qdpx").read_bytes(), "study.qdpx")[0].graphs
    assert [graph.name for graph in again] == ["Peta proyek", "Peta hubungan"]
    assert [(edge.name, edge.direction) for edge in again[1].edges] == [
        (one.name, one.direction) for one in found.edges
    ]
    assert len({node.identity for graph in again for node in graph.nodes}) == sum(len(graph.nodes) for graph in again)


@given(st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), max_size=20))
def test_no_two_boxes_of_drawn_links_touch_even_in_circles(links):
    codes = [ProjectCode(str(n), str(n), "") for n in range(10)]
    drawn = relation_map([(str(a), str(b), "", "to") for a, b in links if a != b], codes, "map")
    boxes = [node.box for node in drawn.nodes]
    assert len(set(boxes)) == len(boxes)
    assert {node.identity for node in drawn.nodes} == {str(one) for pair in links if pair[0] != pair[1] for one in pair}


def test_what_stays_in_its_file_is_written_as_what_is_in_memory(study, tmp_path):
    write_table(study["sources"], tmp_path / "sources.parquet", "sources")
    write_table(study["codings"], tmp_path / "codings.parquet", "codings")
    wanted = pc.field("coder").isin(["siti", "budi"])
    lean = study | {
        "sources": read_table(tmp_path / "sources.parquet", "sources", without=("text",)),
        "codings": read_table(tmp_path / "codings.parquet", "codings", without=("quotation",), where=wanted),
        "texts": StoredTexts(tmp_path / "sources.parquet"),
        "coded": set(study["codings"]["code_id"]),
    }
    whole, stored = (project(each, coders=["siti", "budi"]) for each in (study, lean))
    assert [(one.identity, one.text) for one in stored.sources] == [(one.identity, one.text) for one in whole.sources]
    assert stored.codes == whole.codes
    for dialect in TARGETS:
        for each, name in ((whole, "whole"), (stored, "stored")):
            write_qdpx(each, tmp_path / f"{name}.qdpx", dialect)
        assert (tmp_path / "stored.qdpx").read_bytes() == (tmp_path / "whole.qdpx").read_bytes()
    lost = [write_taguette(each, tmp_path / f"{name}.db") for each, name in ((whole, "whole"), (stored, "stored"))]
    assert [one.values for one in lost[0]] == [one.values for one in lost[1]]
    assert (tmp_path / "stored.db").read_bytes() == (tmp_path / "whole.db").read_bytes()
    # Nothing but the projects is left in the folder.
    assert not [path for path in tmp_path.iterdir() if path.name.startswith(".")]


def test_a_text_that_was_written_before_is_not_read_again(study, tmp_path):
    class Texts(dict):
        asked = 0

        def __getitem__(self, source_id):
            self.asked += 1
            return super().__getitem__(source_id)

    sources = study["sources"]
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in sources["text"]]
    texts = Texts(zip(sources["source_id"], sources["text"], strict=True))
    kept = KeptParts(tmp_path / "kept", "code")
    lean = study | {"sources": sources.assign(text="", sha256=digests), "texts": texts}
    write_qdpx(project(lean), tmp_path / "one.qdpx", "nvivo", kept)
    texts.asked = 0
    write_qdpx(project(lean), tmp_path / "two.qdpx", "nvivo", kept)
    assert texts.asked == 0
    assert (tmp_path / "one.qdpx").read_bytes() == (tmp_path / "two.qdpx").read_bytes()
    other = lean["sources"].assign(sha256=[digests[0], "another"])
    texts[other["source_id"].iloc[1]] += " Lagi."
    write_qdpx(project(lean | {"sources": other}), tmp_path / "two.qdpx", "nvivo", kept)
    assert texts.asked > 0
    assert (tmp_path / "one.qdpx").read_bytes() != (tmp_path / "two.qdpx").read_bytes()
