import copy
import io
import re
import tempfile
import uuid
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree
from places import SHARED
from standard_form import CODEBOOK as CODEBOOK_FORM
from standard_form import faults

from benang.exchange.project import (
    GraphEdge,
    GraphNode,
    Project,
    ProjectCase,
    ProjectCode,
    ProjectCoding,
    ProjectGraph,
    ProjectMemo,
    ProjectSet,
    ProjectSource,
)
from benang.exchange.refi.positions import MarkedText, Reading, Selection
from benang.exchange.refi.read import read_project
from benang.exchange.refi.write import write_qdpx
from benang.exchange.refi.write_codebook import write_qdc
from benang.exchange.refi.write_targets import TARGETS

SCHEMAS = SHARED / "refi"
needs_schemas = pytest.mark.skipif(not SCHEMAS.exists(), reason="the schemas are not here")
NAMES = {"q": "urn:QDA-XML:project:1.0"}
CODEBOOK = {"q": "urn:QDA-XML:codebook:1.0"}

READINGS = {
    "standard": Reading("codepoint", "stored", "exclusive"),
    "nvivo": Reading("utf16", "stored", "exclusive"),
    "atlasti": Reading("codepoint", "one", "exclusive"),
    "maxqda": Reading("codepoint", "stored", "exclusive"),
    "qualcoder": Reading("codepoint", "one", "exclusive"),
}
"""How each program counts, in the words of the resolver, which knows nothing of the writer."""

dialects = pytest.mark.parametrize("dialect", TARGETS)

pieces = st.sampled_from(["kata ", "e\u0301", "\U0001f9f5", "\U0001f468\u200d\U0001f469\u200d\U0001f467", "\r\n", "\n"])
pieces |= st.sampled_from(
    ["\r", "שלום ", "مرحبا", "\u0e2a\u0e27\u0e31\u0e2a", "\x00", "\x0b", "\ud800", "\ufeff", "\uffff"]
)
texts = st.lists(pieces | st.text(max_size=4), max_size=12).map("".join)
plain_texts = texts.map(lambda text: text.lstrip("\ufeff"))  # a project's texts have no mark


@st.composite
def projects(draw):
    """Texts with spans anywhere in them."""
    sources, codings, memos = [], [], []
    for number, text in enumerate(draw(st.lists(plain_texts, min_size=1, max_size=3))):
        sources.append(ProjectSource(f"s{number}", draw(texts), text, draw(texts), {draw(texts): draw(texts)}))
        for _ in range(draw(st.integers(0, 4))):
            start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
            if start < end:
                codings.append(ProjectCoding(f"s{number}", start, end, "c", draw(texts), draw(texts)))
                memos.append(
                    ProjectMemo(f"m{len(memos)}", draw(texts), draw(texts), draw(texts), f"s{number}", start, end)
                )
    code = ProjectCode("c", draw(texts), definition=draw(texts), memo=draw(texts))
    return Project(
        draw(texts),
        description=draw(texts),
        codes=(code,),
        sources=tuple(sources),
        codings=tuple(codings),
        memos=tuple(memos),
    )


def full_project():
    text = "Pewawancara: Apa kabar?\nInforman: Baik \U0001f9f5, saya jualan.\nInforman: שלום.\n"
    return Project(
        name='Studi <satu> & "dua"',
        description="Tentang jualan.",
        coders=("siti", "budi"),
        codes=(
            ProjectCode("theme", "Tema", definition="Yang \u201cbesar\u201d.", colour="#ff8800"),
            ProjectCode("category", "Kategori", "theme", memo="Lihat lagi."),
            ProjectCode("code", "Kode", "category", colour="merah", codable=False),
        ),
        variables={"umur": "Integer", "kota": "Text", "aktif": "Boolean"},
        cases=(
            ProjectCase("A", "Informan A", {"umur": "31", "kota": "Serang", "aktif": "true"}, ("one",), "Ramah."),
            ProjectCase("B", "Informan B", {"umur": "", "kota": "Pandeglang"}),
        ),
        sources=(
            ProjectSource("one", "wawancara", text, "Direkam.", {"kind": "interview"}),
            ProjectSource("two", "kosong", ""),
        ),
        codings=(
            ProjectCoding("one", text.index("Baik"), text.index(", saya"), "code", "siti", "Jawaban pendek."),
            ProjectCoding("one", text.index("Baik"), text.index(", saya"), "category", "budi"),
            ProjectCoding("one", text.index("שלום"), text.index(".\n", 60), "theme"),
        ),
        memos=(
            ProjectMemo("m1", "Catatan tempat.", "Judul", "siti", "one", 0, 11),
            ProjectMemo("m2", "Catatan teks.", source="one"),
            ProjectMemo("m3", "Catatan studi.\nBaris dua.", "Harian", "budi"),
        ),
        sets=(
            ProjectSet("s1", "Tema", codes=("theme", "code"), definition="Semua."),
            ProjectSet("s2", "Grup", sources=("one",), memos=("m2", "m3")),
        ),
        graphs=(
            ProjectGraph(
                "map",
                "Peta",
                (
                    GraphNode("n1", "Tema", "theme", (0, 0, 10, 10), "Oval", "#ff8800"),
                    GraphNode("n2", "Lain", "", (20, 0, 30, 10), "Kotak"),
                ),
                (GraphEdge("e1", "n1", "n2", "sebab", "OneWay"),),
            ),
        ),
    )


def written(project, dialect, folder):
    path = folder / f"{dialect}.qdpx"
    write_qdpx(project, path, dialect)
    return path.read_bytes()


def opened(data):
    """The document, and each file beside it by the path that the document gives it."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(files.pop("project.qde"))
    return root, {f"internal://{Path(name).name}": content for name, content in files.items()}


def quotations(root, files, dialect):
    """What the selections with codings hold, under the program's way of counting: by name of source."""
    found = []
    for source in root.findall("q:Sources/q:TextSource", NAMES):
        data = files[source.get("plainTextPath")]
        text = data.decode("utf-8-sig")
        selections = [
            sel for sel in source.findall("q:PlainTextSelection", NAMES) if sel.find("q:Coding", NAMES) is not None
        ]
        stated = tuple(Selection(int(sel.get("startPosition")), int(sel.get("endPosition"))) for sel in selections)
        spans = MarkedText(text, data.startswith(b"\xef\xbb\xbf"), stated).spans(READINGS[dialect])
        found += [text[start:end] if start >= 0 else None for start, end in zip(*spans, strict=True)]
    return found


def lines(text):
    return re.sub("\r\n|\r", "\n", text)


def expected(project):
    """The quotations as the coder saw them, with what no program may be given replaced."""
    texts = {source.identity: source.text for source in project.sources}
    for coding in sorted(project.codings, key=lambda coding: coding.source):
        text = texts[coding.source]
        # Half a line end cannot be coded: the other half comes along.
        start = coding.start - (text[max(0, coding.start - 1) : coding.start + 1] == "\r\n")
        end = coding.end + (text[coding.end - 1 : coding.end + 1] == "\r\n")
        words = re.sub("[\x0b\x0c\x1c-\x1f]", " ", text[start:end])
        yield lines(re.sub("[\x00-\x08\x0e-\x1b\ud800-\udfff\ufffe\uffff]", "\ufffd", words))


@dialects
@examples(60)
@given(project=projects())
def test_every_quotation_is_the_coders_own_in_every_dialect(dialect, project, tmp_path_factory):
    root, files = opened(written(project, dialect, tmp_path_factory.mktemp("q")))
    assert list(map(lines, quotations(root, files, dialect))) == list(expected(project))


@dialects
@examples(60)
@given(project=projects())
def test_what_is_written_has_the_standards_form_whatever_the_texts_hold(dialect, project, tmp_path_factory):
    assert faults(opened(written(project, dialect, tmp_path_factory.mktemp("v")))[0]) == []


@dialects
@pytest.mark.parametrize("project", [full_project(), Project(), Project(codes=(ProjectCode("a", "a"),))])
def test_a_project_has_the_standards_form_with_everything_and_with_nothing(dialect, project, tmp_path):
    root, _ = opened(written(project, dialect, tmp_path))
    assert faults(root) == []
    assert [element.tag for element in root if len(element) == 0 and not element.text and not element.attrib] == []


@st.composite
def damaged(draw):
    """The document of a full project in which one thing is taken away, put twice, moved, or written otherwise."""
    with tempfile.TemporaryDirectory() as folder:
        root, _ = opened(written(full_project(), "standard", Path(folder)))
    element = draw(st.sampled_from(list(root.iter(etree.Element))))
    kind = draw(st.sampled_from(["none", "attribute", "value", "unknown", "remove", "twice", "last", "text"]))
    parent = element.getparent()
    if kind in ("attribute", "value") and element.attrib:
        name = draw(st.sampled_from(sorted(element.attrib)))
        del element.attrib[name]
        if kind == "value":
            values = [
                "",
                "x",
                "1",
                "-2",
                " 3 ",
                "true",
                "#fff",
                "#ff",
                "Oval",
                "2024-01-02",
                guid := str(uuid.UUID(int=7)),
            ]
            element.set(name, draw(st.sampled_from([*values, f"{{{guid}}}"])))
    elif kind == "unknown":
        element.set("unheard", "of")
    elif kind == "text":
        element.text = draw(st.sampled_from(["x", " ", "1", "true"]))
    elif parent is not None and kind in ("remove", "twice", "last"):
        if kind != "twice":
            parent.remove(element)
        if kind != "remove":
            parent.append(copy.deepcopy(element))
    return root


@needs_schemas
@examples(400)
@given(root=damaged())
def test_our_table_of_the_form_and_the_standards_schema_are_of_one_mind(root):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "Project.xsd"))
    assert (faults(root) == []) == schema.validate(root), (faults(root), schema.error_log)


def test_what_has_not_the_form_is_found(tmp_path):
    root, _ = opened(written(full_project(), "standard", tmp_path))
    code = root.find(".//q:Code", NAMES)
    code.set("color", "merah")
    code.set("guid", code.get("guid")[:-1])
    users = root.find("q:Users", NAMES)
    root.append(users)
    users.remove(users[0])
    users.remove(users[0])
    named = faults(root)
    assert [fault.partition(":")[0].split()[0] for fault in named] == ["Project", "Code", "Code", "Users"]


@needs_schemas
@dialects
@examples(25)
@given(project=projects())
def test_what_is_written_is_valid_whatever_the_texts_hold(dialect, project, tmp_path_factory):
    schema = etree.XMLSchema(etree.parse(SCHEMAS / "Project.xsd"))
    schema.assertValid(opened(written(project, dialect, tmp_path_factory.mktemp("v")))[0])


@needs_schemas
@dialects
@pytest.mark.parametrize("project", [full_project(), Project(), Project(codes=(ProjectCode("a", "a"),))])
def test_a_project_is_valid_with_everything_and_with_nothing(dialect, project, tmp_path):
    root, _ = opened(written(project, dialect, tmp_path))
    etree.XMLSchema(etree.parse(SCHEMAS / "Project.xsd")).assertValid(root)
    assert [element.tag for element in root if len(element) == 0 and not element.text and not element.attrib] == []


def test_everything_stands_in_the_standards_order(tmp_path):
    root, _ = opened(written(full_project(), "standard", tmp_path))
    order = ["Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Sets", "Graphs", "Description", "NoteRef"]
    assert [etree.QName(element).localname for element in root] == order


@dialects
def test_the_same_project_gives_the_same_bytes_and_no_date(dialect, tmp_path):
    (tmp_path / "other").mkdir()
    first, second = (written(full_project(), dialect, folder) for folder in (tmp_path, tmp_path / "other"))
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as archive:
        assert {member.date_time for member in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_line_ends_mark_and_folder_are_the_programs(tmp_path):
    project = Project(sources=(ProjectSource("s", "s", "a\nb\r\nc\rd"),))
    shapes = {}
    for dialect in TARGETS:
        with zipfile.ZipFile(io.BytesIO(written(project, dialect, tmp_path))) as archive:
            name = archive.namelist()[1]
            shapes[dialect] = (name.partition("/")[0], archive.read(name))
    assert shapes == {
        "standard": ("sources", b"a\nb\nc\nd"),
        "nvivo": ("Sources", b"\xef\xbb\xbfa\r\nb\r\nc\r\nd"),
        "atlasti": ("sources", b"a\r\nb\r\nc\r\nd"),
        "maxqda": ("sources", b"a\r\nb\r\nc\r\nd"),
        "qualcoder": ("sources", b"a\nb\nc\nd"),
    }


def test_positions_count_what_the_program_counts(tmp_path):
    project = Project(
        codes=(ProjectCode("c", "c"),),
        sources=(ProjectSource("s", "s", "\U0001f9f5\nkata"),),
        codings=(ProjectCoding("s", 2, 6, "c"),),
    )
    stated = {}
    for dialect in TARGETS:
        selection = opened(written(project, dialect, tmp_path))[0].find(".//q:PlainTextSelection", NAMES)
        stated[dialect] = (selection.get("startPosition"), selection.get("endPosition"))
    counted = {"standard": ("2", "6"), "nvivo": ("4", "8"), "atlasti": ("2", "6"), "maxqda": ("3", "7")}
    assert stated == counted | {"qualcoder": ("2", "6")}


def test_characters_that_xml_forbids_move_no_position(tmp_path):
    text = "a\x00b\x0bc\ud800d kata"
    project = Project(
        name="n\x01",
        codes=(ProjectCode("c", "\x07kode", definition="x\x00"),),
        sources=(ProjectSource("s", "s", text),),
        codings=(ProjectCoding("s", text.index("kata"), len(text), "c", memo="\ud83d"),),
    )
    root, files = opened(written(project, "standard", tmp_path))
    assert list(files.values()) == ["a\ufffdb c\ufffdd kata".encode()]
    assert quotations(root, files, "standard") == ["kata"]
    assert root.get("name") == "n\ufffd"
    assert root.find(".//q:Code", NAMES).get("name") == "\ufffdkode"


def test_a_text_that_begins_with_the_character_of_a_mark_keeps_its_positions(tmp_path):
    project = Project(
        codes=(ProjectCode("c", "c"),),
        sources=(ProjectSource("s", "s", "\ufeffkata"),),
        codings=(ProjectCoding("s", 1, 5, "c"),),
    )
    for dialect in TARGETS:
        assert quotations(*opened(written(project, dialect, tmp_path)), dialect) == ["kata"], dialect


def test_two_sources_of_one_name_and_names_that_are_no_file_names(tmp_path):
    strange = 'a/b\\c:d*e?"f<g>|h'
    named = [strange, "sama", "Sama", "sama", "sama (2)"]
    sources = tuple(ProjectSource(f"s{n}", name, f"text {n}") for n, name in enumerate(named))
    data = written(Project(sources=sources), "standard", tmp_path)
    root, files = opened(data)
    elements = root.findall("q:Sources/q:TextSource", NAMES)
    assert [element.get("name") for element in elements] == [strange, "sama", "Sama (3)", "sama (4)", "sama (2)"]
    assert [files[element.get("plainTextPath")] for element in elements] == [source.text.encode() for source in sources]
    assert all(re.fullmatch(r"internal://[0-9a-f-]{36}\.txt", name) for name in files)


def test_guids_are_all_different_and_those_that_came_stay(tmp_path):
    own = "AB9A1D9E-7F4C-4E6E-A9CE-1A3E8A6BB6F7"
    project = full_project()
    project = replace(project, sources=(*project.sources, ProjectSource("{" + own + "}", "datang", "x")))
    root, _ = opened(written(project, "standard", tmp_path))
    guids = [element.get("guid") for element in root.iter() if element.get("guid")]
    assert len(guids) == len(set(guids))
    assert own.lower() in guids
    targets = {value for element in root.iter() for name, value in element.attrib.items() if name.endswith("GUID")}
    assert targets <= set(guids)


def test_the_same_coding_twice_has_two_guids_which_text_before_it_does_not_change(tmp_path):
    def selections(before):
        text = f"{before}kata"
        coding = ProjectCoding("s", len(before), len(text), "c", "siti")
        project = Project(
            codes=(ProjectCode("c", "c"),), sources=(ProjectSource("s", "s", text),), codings=(coding, coding)
        )
        root, _ = opened(written(project, "standard", tmp_path))
        return [element.get("guid") for element in root.iterfind(".//q:PlainTextSelection", NAMES)]

    first, second = selections("")
    assert first != second
    assert selections("lain dulu ") == [first, second]


def test_a_variable_whose_values_do_not_fit_its_kind_is_text(tmp_path):
    kinds = {
        "umur": "Integer",
        "nomor": "Integer",
        "tinggi": "Float",
        "lahir": "Date",
        "aktif": "Boolean",
        "x": "Bilangan",
    }
    first = {"umur": "31", "nomor": "007", "tinggi": "1.65", "lahir": "1990-02-28", "aktif": "true", "lain": "y"}
    second = {"umur": "-4", "nomor": "12", "tinggi": "170", "lahir": "1990-02-30", "aktif": "", "x": "1"}
    project = Project(variables=kinds, cases=(ProjectCase("A", "A", first), ProjectCase("B", "B", second)))
    root, _ = opened(written(project, "standard", tmp_path))
    found = {v.get("name"): v.get("typeOfVariable") for v in root.iterfind("q:Variables/q:Variable", NAMES)}
    assert found == {
        "umur": "Integer",
        "nomor": "Text",
        "tinggi": "Float",
        "lahir": "Text",
        "aktif": "Boolean",
        "x": "Text",
        "lain": "Text",
    }
    values = root.xpath("q:Cases/q:Case[1]/q:VariableValue/*[2]", namespaces=NAMES)
    assert [(etree.QName(value).localname, value.text) for value in values][:3] == [
        ("IntegerValue", "31"),
        ("TextValue", "007"),
        ("FloatValue", "1.65"),
    ]


def test_memos_are_notes_or_where_a_program_reads_none_descriptions(tmp_path):
    root, files = opened(written(full_project(), "standard", tmp_path))
    notes = {
        note.get("guid"): files[note.get("plainTextPath")].decode() for note in root.iterfind("q:Notes/q:Note", NAMES)
    }
    refs = {
        etree.QName(ref.getparent()).localname: notes[ref.get("targetGUID")]
        for ref in root.iterfind(".//q:NoteRef", NAMES)
    }
    assert refs == {
        "Code": "Lihat lagi.",
        "PlainTextSelection": "Catatan tempat.",
        "TextSource": "Catatan teks.",
        "Project": "Catatan studi.\nBaris dua.",
    }
    root, files = opened(written(full_project(), "qualcoder", tmp_path))
    described = {element.getparent().get("name"): element.text for element in root.iterfind(".//q:Description", NAMES)}
    assert described["Kategori"] == "Lihat lagi."
    assert described["wawancara"] == "Direkam.\n\nCatatan teks."
    assert described["Pewawancara"] == "Judul\n\nCatatan tempat."
    assert [note.get("name") for note in root.iterfind("q:Notes/q:Note", NAMES)] == ["Harian"]
    dated = [*root.iterfind(".//q:PlainTextSelection", NAMES), *root.iterfind(".//q:Note", NAMES)]
    assert all(element.get("creationDateTime") for element in dated)


def test_each_coding_has_its_selection_its_coder_and_its_memo(tmp_path):
    root, _ = opened(written(full_project(), "standard", tmp_path))
    users = {user.get("guid"): user.get("name") for user in root.iterfind("q:Users/q:User", NAMES)}
    found = [
        (
            selection.get("name"),
            users.get(selection.get("creatingUser")),
            selection.findtext("q:Description", None, NAMES),
        )
        for selection in root.iterfind(".//q:PlainTextSelection[q:Coding]", NAMES)
    ]
    assert found == [
        ("Baik \U0001f9f5", "siti", "Jawaban pendek."),
        ("Baik \U0001f9f5", "budi", None),
        ("שלום", None, None),
    ]


def test_a_long_quotation_is_cut_in_the_selections_name(tmp_path):
    text = "kata\n" * 40
    project = Project(
        codes=(ProjectCode("c", "c"),),
        sources=(ProjectSource("s", "s", text),),
        codings=(ProjectCoding("s", 0, 200, "c"),),
    )
    name = opened(written(project, "standard", tmp_path))[0].find(".//q:PlainTextSelection", NAMES).get("name")
    assert len(name) == 100
    assert name.startswith("kata kata kata") and name.endswith("...")


def test_codes_in_a_circle_or_under_nothing_stand_at_the_top(tmp_path):
    codes = [("a", "b"), ("b", "a"), ("c", "missing"), ("d", "d"), ("e", "c")]
    project = Project(codes=tuple(ProjectCode(code, code, parent) for code, parent in codes))
    root, _ = opened(written(project, "standard", tmp_path))
    below = {code.get("name"): code.getparent().get("name") for code in root.iterfind(".//q:Code", NAMES)}
    assert below == {"b": None, "a": "b", "c": None, "e": "c", "d": None}


def test_codes_of_one_name_are_kept_apart_where_the_program_keeps_one(tmp_path):
    codes = (ProjectCode("a", "Biaya"), ProjectCode("b", "Biaya", "a"), ProjectCode("c", "biaya", "b"))
    names = {
        dialect: [
            code.get("name")
            for code in opened(written(Project(codes=codes), dialect, tmp_path))[0].iterfind(".//q:Code", NAMES)
        ]
        for dialect in ("standard", "qualcoder")
    }
    assert names == {"standard": ["Biaya", "Biaya", "biaya"], "qualcoder": ["Biaya", "Biaya (2)", "biaya (3)"]}


@pytest.mark.parametrize(
    "wrong",
    [
        {"codings": (ProjectCoding("one", 0, 999, "code"),)},
        {"codings": (ProjectCoding("one", -1, 2, "code"),)},
        {"codings": (ProjectCoding("none", 0, 1, "code"),)},
        {"codings": (ProjectCoding("one", 0, 1, "none"),)},
        {"cases": (ProjectCase("A", "A", sources=("none",)),)},
        {"memos": (ProjectMemo("m", "x", source="none"),)},
        {"sets": (ProjectSet("s", "s", codes=("none",)),)},
        {"graphs": (ProjectGraph("g", "g", (GraphNode("n", "n", "none"),)),)},
        {"graphs": (ProjectGraph("g", "g", (), (GraphEdge("e", "a", "b"),)),)},
    ],
)
def test_what_is_not_there_is_never_written(wrong, tmp_path):
    project = replace(full_project(), sets=(), graphs=(), memos=())
    with pytest.raises(ValueError, match=r"none|span|node"):
        write_qdpx(replace(project, **wrong), tmp_path / "x.qdpx", "standard")
    assert list(tmp_path.iterdir()) == []


@needs_schemas
def test_a_codebook_is_valid_with_its_sets_and_memos(tmp_path):
    write_qdc(full_project(), tmp_path / "codebook.qdc")
    etree.XMLSchema(etree.parse(SCHEMAS / "Codebook.xsd")).assertValid(etree.parse(tmp_path / "codebook.qdc"))


def test_a_codebook_has_the_standards_form_with_its_sets_and_memos(tmp_path):
    write_qdc(full_project(), tmp_path / "codebook.qdc")
    root = etree.parse(tmp_path / "codebook.qdc").getroot()
    assert faults(root, CODEBOOK_FORM) == []
    codes = {code.get("guid"): code.get("name") for code in root.iterfind(".//q:Code", CODEBOOK)}
    assert list(codes.values()) == ["Tema", "Kategori", "Kode"]
    assert root.findtext(".//q:Code/q:Code/q:Description", None, CODEBOOK) == "Lihat lagi."
    sets = {
        group.get("name"): [codes[member.get("guid")] for member in group.iterfind("q:MemberCode", CODEBOOK)]
        for group in root.iterfind("q:Sets/q:Set", CODEBOOK)
    }
    assert sets == {"Tema": ["Tema", "Kode"]}


def test_a_codebook_without_sets_has_no_list_of_them_and_one_without_codes_cannot_be(tmp_path):
    write_qdc(Project(codes=(ProjectCode("a", "a"),)), tmp_path / "codebook.qdc")
    assert b"Sets" not in (tmp_path / "codebook.qdc").read_bytes()
    with pytest.raises(ValueError, match="at least one code"):
        write_qdc(Project(), tmp_path / "none.qdc")


def as_read(project):
    """A project's codings in words, whatever its identities: source, quotation, code, coder, memo."""
    texts = {source.identity: (number, source.text) for number, source in enumerate(project.sources)}
    codes = {code.identity: code.name for code in project.codes}
    found = []
    for coding in project.codings:
        number, text = texts[coding.source]
        found.append((number, lines(text[coding.start : coding.end]), codes[coding.code], coding.coder, coding.memo))
    return sorted(found)


@st.composite
def readable_projects(draw):
    """Texts with words around anything, and people, codes and memos."""
    sources, codings = [], []
    for number, middle in enumerate(draw(st.lists(texts, min_size=1, max_size=3))):
        text = f"Ini kata {middle} dan kata lain\U0001f9f5.\r\n"
        sources.append(ProjectSource(f"s{number}", f"sumber {number}", text))
        for _ in range(draw(st.integers(1, 4))):
            start, end = sorted(draw(st.tuples(*[st.integers(0, len(text))] * 2)))
            if start < end:
                person, code = draw(st.sampled_from(["siti", "budi", ""])), draw(st.sampled_from(["a", "b"]))
                codings.append(
                    ProjectCoding(f"s{number}", start, end, code, person, draw(st.sampled_from(["", "Sebab x"])))
                )
    codes = (ProjectCode("a", "Biaya"), ProjectCode("b", "Waktu", "a"))
    return Project("Studi", codes=codes, sources=tuple(sources), codings=tuple(codings))


@dialects
@examples(60)
@given(project=readable_projects())
def test_what_is_written_is_read_again_with_the_same_codings(dialect, project, tmp_path_factory):
    data = written(project, dialect, tmp_path_factory.mktemp("r"))
    found, problems = read_project(data, "x.qdpx", READINGS[dialect].name)
    quoted = sorted(project.codings, key=lambda coding: coding.source)
    originals = zip(quoted, expected(project), strict=True)
    codes = {code.identity: code.name for code in project.codes}
    wanted = [(int(c.source[1:]), words, codes[c.code], c.coder, c.memo) for c, words in originals]
    assert as_read(found) == sorted(wanted)
    assert [problem for problem in problems if problem.severity == "error"] == []


@dialects
def test_the_reader_finds_out_how_positions_count_and_all_else_comes_back(dialect, tmp_path):
    text = "".join(
        f"Informan: Jahit \U0001f9f5 nomor {n} lancar, katanya.\nPewawancara: Kenapa begitu?\n" for n in range(20)
    )
    spans = [match.span() for match in re.finditer(r"nomor \d+ lancar|Kenapa begitu", text)]
    project = full_project()
    source = replace(project.sources[0], identity="three", name="panjang", text=text)
    codings = tuple(ProjectCoding("three", start, end, "code", "siti") for start, end in spans)
    project = replace(project, sources=(project.sources[0], source), codings=(*project.codings, *codings))
    found, problems = read_project(written(project, dialect, tmp_path), "x.qdpx")
    assert as_read(found) == as_read(project)
    assert [problem.kind for problem in problems] == []
    assert (found.name, found.description, found.coders) == (project.name, project.description, project.coders)
    assert [(c.name, c.codable, c.colour) for c in found.codes] == [
        ("Tema", True, "#ff8800"),
        ("Kategori", True, ""),
        ("Kode", False, ""),
    ]
    assert list(found.code_paths().values()) == list(project.code_paths().values())
    assert dict(found.variables) == {"umur": "Integer", "kota": "Text", "aktif": "Boolean", "kind": "Text"}
    assert [dict(case.attributes) for case in found.cases] == [
        {"umur": "31", "kota": "Serang", "aktif": "true"},
        {"kota": "Pandeglang"},
    ]
    assert [len(case.sources) for case in found.cases] == [1, 0]
    assert [(s.name, len(s.codes), len(s.sources)) for s in found.sets] == [("Tema", 2, 0), ("Grup", 0, 1)]
    (drawn,) = found.graphs
    assert [(node.name, node.box, bool(node.represents)) for node in drawn.nodes] == [
        ("Tema", (0, 0, 10, 10), True),
        ("Lain", (20, 0, 30, 10), False),
    ]
    assert [(edge.name, edge.direction) for edge in drawn.edges] == [("sebab", "OneWay")]
    said = {lines(memo.text): (memo.author, memo.start) for memo in found.memos}
    assert said["Catatan studi.\nBaris dua."] == ("budi", None)
    if TARGETS[dialect].notes:
        assert (said["Catatan tempat."], said["Catatan teks."]) == (("siti", 0), ("", None))
        assert found.codes[1].memo == "Lihat lagi."
    else:
        assert said["Judul\n\nCatatan tempat."] == ("siti", 0)
        assert found.sources[0].memo == "Direkam.\n\nCatatan teks."


@dialects
def test_a_project_that_was_read_goes_back_under_the_guids_it_came_with(dialect, tmp_path):
    project = full_project()
    first = written(replace(project, sources=project.sources[:1]), dialect, tmp_path)  # a blank text is not read
    again, _ = read_project(first, "x.qdpx", READINGS[dialect].name)
    kept = ("{*}Code", "{*}Case", "{*}TextSource", "{*}Set", "{*}User", "{*}Graph")
    guids = [
        [element.get("guid") for element in opened(data)[0].iter(*kept)]
        for data in (first, written(again, dialect, tmp_path))
    ]
    assert guids[0] == guids[1]


@pytest.mark.parametrize(("dialect", "codable"), [("qualcoder", "false"), ("nvivo", "true"), ("standard", "true")])
def test_a_category_stays_one_where_the_program_has_categories(tmp_path, dialect, codable):
    project = full_project()
    codes = tuple(replace(code, groups=code.identity == "theme") for code in project.codes)
    root, _ = opened(written(replace(project, codes=codes), dialect, tmp_path))
    found = {code.get("name"): code.get("isCodable") for code in root.iter("{*}Code")}
    assert found["Tema"] == codable and found["Kategori"] == "true"
