import json
import sqlite3
from contextlib import closing

import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st
from sqlite_bytes import database_of

from benang.coding.people.coding_files import read_codings
from benang.core.problems import StudyError
from benang.exchange import qualcoder, taguette
from benang.exchange.project import (
    Project,
    ProjectCase,
    ProjectCode,
    ProjectCoding,
    ProjectMemo,
    ProjectSource,
)
from benang.exchange.taguette import read_project
from benang.exchange.taguette_text import DocumentText
from benang.exchange.taguette_write import write_taguette

TABLES = """
CREATE TABLE users (login VARCHAR(30) PRIMARY KEY);
CREATE TABLE projects (id INTEGER PRIMARY KEY, name VARCHAR(200), description TEXT);
CREATE TABLE documents (id INTEGER PRIMARY KEY, name VARCHAR(200), description TEXT, filename VARCHAR(200),
    project_id INTEGER, contents TEXT);
CREATE TABLE commands (id INTEGER PRIMARY KEY, user_login VARCHAR(30), project_id INTEGER, document_id INTEGER,
    payload TEXT);
CREATE TABLE tags (id INTEGER PRIMARY KEY, project_id INTEGER, path VARCHAR(200), description TEXT);
CREATE TABLE highlights (id INTEGER PRIMARY KEY, document_id INTEGER, start_offset INTEGER, end_offset INTEGER,
    snippet TEXT);
CREATE TABLE highlight_tags (highlight_id INTEGER, tag_id INTEGER);
"""


def database(**tables):
    return database_of(TABLES, tables)


def tagged(contents, highlights, tags=("Harga",)):
    """A database with one document and highlights (start, end, snippet), each with all the tags."""
    return database(
        projects=[{"id": 1, "name": "Kopi", "description": ""}],
        documents=[{"id": 1, "name": "a", "description": "", "project_id": 1, "contents": contents}],
        tags=[{"id": number, "project_id": 1, "path": path} for number, path in enumerate(tags, start=1)],
        highlights=[
            {"id": number, "document_id": 1, "start_offset": start, "end_offset": end, "snippet": snippet}
            for number, (start, end, snippet) in enumerate(highlights, start=1)
        ],
        highlight_tags=[
            {"highlight_id": highlight, "tag_id": tag}
            for highlight in range(1, len(highlights) + 1)
            for tag in range(1, len(tags) + 1)
        ],
    )


# What Taguette counts, and the text; tests/exchange/programs holds the first to what Taguette itself extracts.
PAGES = [
    ("<p><u>Hello</u> there <i>World</i></p>", "Hello there World", "Hello there World"),
    ("<p>satu</p>\n<p>dua</p>", "satu\ndua", "satu\ndua"),
    ("<p>satu</p><p>dua</p>", "satudua", "satu\ndua"),
    ("<p>satu</p> <p>dua</p>", "satu dua", "satu \ndua"),
    ("satu<br>dua<br/>\ntiga", "satudua\ntiga", "satu\ndua\ntiga"),
    ("<p>a\r\nb\rc</p>", "a\nb\nc", "a\nb\nc"),
    ("<p>a&#13;&#10;b&#11;c&#0;d&#x80;e</p>", "a\r\nb\x0bc\ufffdd€e", "a\r\nb\x0bc\ufffdd€e"),
    ("<p>&amp;lt; &lt;b&gt; &nbsp;&eacute;&notit; &tidak; & AT&T</p>", "&lt; <b> \xa0é¬it; &tidak; & AT&T", None),
    ("<pre>\n\nbaris</pre>", "\nbaris", None),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "abc", "a\tb\nc"),
    ("<p>a <a href=\"http://x.org/?a>b\" title='<p>'>b</a> c</p>", "a b c", None),
    ("<p>a <!-- > catatan --> b</p>", "a  b", None),
    ("<p>a\0b</p>", "ab", None),
    ("<p>5 < 6 <3</p>", "5 < 6 <3", None),
    ("<p>שלום 😀 e\u0301</p>", "שלום 😀 e\u0301", None),
    ("", "", None),
]


@pytest.mark.parametrize("contents, counted, text", PAGES)
def test_the_text_of_a_page(contents, counted, text):
    document = DocumentText(contents)
    assert document.counted == counted
    assert document.text == (counted if text is None else text)


def test_a_line_end_that_was_put_in_moves_no_passage():
    document = DocumentText("<p>satu</p><p>dua</p><ul><li>tiga</li><li>empat</li></ul>")
    assert document.text == "satu\ndua\ntiga\nempat"
    words = {"satu": (0, 4), "dua": (4, 7), "satu\ndua": (0, 7), "tiga": (7, 11), "dua\ntiga\nem": (4, 13)}
    for quotation, span in words.items():
        start, end = document.span(*span)
        assert document.text[start:end] == quotation


def test_a_project_with_its_tags_people_and_losses():
    contents = "<p>Harga kopi naïk 😀.</p>\n<p>Kami menunda panen &amp; menunggu.</p>"
    text = DocumentText(contents).text

    def span(words):
        start = len(text[: text.index(words)].encode())
        return {"start_offset": start, "end_offset": start + len(words.encode())}

    def command(number, login, highlight, tags, name="highlight_id"):
        payload = {"type": "highlight_add", name: highlight, "tags": tags}
        return {"id": number, "user_login": login, "project_id": 1, "payload": json.dumps(payload)}

    data = database(
        projects=[{"id": 1, "name": "Kopi", "description": "tentang"}, {"id": 2, "name": "Lain", "description": ""}],
        documents=[
            {"id": 1, "name": "a", "description": "di kebun", "project_id": 1, "contents": contents},
            {"id": 2, "name": "b", "description": "", "project_id": 2, "contents": contents},
            {"id": 3, "name": "c", "description": "", "project_id": 1, "contents": "<p> </p>"},
        ],
        tags=[
            {"id": 1, "project_id": 1, "path": "Pasar", "description": "tentang pasar"},
            {"id": 2, "project_id": 1, "path": "Pasar.harga naik"},
            {"id": 3, "project_id": 1, "path": "Pasar.harga naik/tajam"},
            {"id": 4, "project_id": 1, "path": "Dr. Kopi"},
            {"id": 5, "project_id": 1, "path": "Pasar. Lain"},
            {"id": 6, "project_id": 2, "path": "Pasar"},
        ],
        highlights=[
            {"id": 1, "document_id": 1, "snippet": "<p>kopi naïk 😀</p>", **span("kopi naïk 😀")},
            {"id": 2, "document_id": 1, "snippet": "<p>.</p>\n<p>Kami</p>", **span(".\nKami")},
            {"id": 3, "document_id": 1, "snippet": "<p>panen &amp; me</p>", **span("panen & me")},
            {"id": 4, "document_id": 2, "snippet": "<p>Harga</p>", **span("Harga")},
        ],
        highlight_tags=[
            {"highlight_id": 1, "tag_id": 2},
            {"highlight_id": 1, "tag_id": 3},
            {"highlight_id": 2, "tag_id": 4},
            {"highlight_id": 4, "tag_id": 6},
        ],
        commands=[
            command(1, "rina", 1, [2], "id"),
            command(2, "adi", 1, [2, 3]),
            command(3, "adi", 2, [4]),
            command(4, "adi", 2, []),
            command(5, "rina", 2, [4]),
            {"id": 6, "user_login": "x", "project_id": 1, "payload": "[" * 100_000},
            {"id": 7, "user_login": "x", "project_id": 1, "payload": '{"type": "highlight_add", "tags": 3}'},
        ],
    )
    with pytest.raises(StudyError) as raised:
        read_project(data, "p.sqlite3")
    (problem,) = raised.value.problems
    assert problem.kind == "exchange-projects-several" and problem.values["projects"] == '"Kopi", "Lain"'
    with pytest.raises(StudyError) as raised:
        read_project(data, "p.sqlite3", project="Kopj")
    assert raised.value.problems[0].values["near"] == "Kopi"

    project, problems = read_project(data, "p.sqlite3", project="Kopi")
    assert (project.name, project.description, project.origin) == ("Kopi", "tentang", "Taguette")
    (source,) = project.sources
    assert (source.name, source.memo, source.text) == ("a", "di kebun", text)
    assert sorted(project.code_paths().values()) == [
        ("Dr. Kopi",),
        ("Pasar",),
        ("Pasar", "harga naik"),
        ("Pasar", "harga naik", "tajam"),
        ("Pasar. Lain",),
    ]
    assert project.codes[0].definition == "tentang pasar"
    assert [(text[each.start : each.end], each.code, each.coder, each.place) for each in project.codings] == [
        ("kopi naïk 😀", "tag:2", "rina", "highlight 1"),
        ("kopi naïk 😀", "tag:3", "adi", "highlight 1"),
        (".\nKami", "tag:4", "rina", "highlight 2"),
    ]
    assert [problem.kind for problem in problems] == ["exchange-source-blank", "exchange-lost"]
    other, _ = read_project(data, "p.sqlite3", project="Lain")
    assert [(each.source, each.code, each.coder) for each in other.codings] == [("document:2", "tag:6", "")]


def test_a_highlight_whose_snippet_is_not_there_is_told():
    contents = "<p>Harga kopi naik tajam.</p>\n<p>Kami menunda panen.</p>"
    whole = "<p>Kami menunda panen.</p>"
    project, problems = read_project(tagged(contents, [(0, 19, whole), (3, 9, "<p>ubi</p>"), (0, 400, "")]), "p.db")
    (coding,) = project.codings
    assert project.sources[0].text[coding.start : coding.end] == "Kami menunda panen."
    assert [problem.kind for problem in problems] == [
        "exchange-offsets-outside",
        "exchange-passages-moved",
        "exchange-passages-unfound",
    ]


CHARACTERS = "abc é\u0301😀𝔹ش\u200f\u2028\n\t\r\0\x0b\x0c\x1f\x7f\x85\xa0\ufeff&<>;\"'#./\ud800"


@st.composite
def projects(draw):
    text = st.text(st.sampled_from(CHARACTERS), min_size=1, max_size=50).map(lambda text: text.lstrip("\ufeff"))
    text = text.filter(lambda text: text.strip())
    texts = draw(st.lists(text, min_size=1, max_size=3))
    codes = (ProjectCode("1", "Tema", definition="apa"), ProjectCode("2", "Kode. <b>", "1"), ProjectCode("3", "Lain"))
    codings = []
    for number, text in enumerate(texts):
        for _ in range(draw(st.integers(0, 4))):
            start = draw(st.integers(0, len(text) - 1))
            end = draw(st.integers(start + 1, len(text)))
            code, coder = draw(st.sampled_from("123")), draw(st.sampled_from(["", "rina", "adi"]))
            codings.append(ProjectCoding(str(number), start, end, code, coder, quotation=text[start:end]))
    sources = tuple(ProjectSource(str(number), f"teks {number}", text) for number, text in enumerate(texts))
    return Project("Kopi", coders=("adi", "rina"), codes=codes, sources=sources, codings=tuple(codings))


@given(projects())
@examples(150)
def test_what_is_written_is_read_again(tmp_path_factory, project):
    path = tmp_path_factory.mktemp("taguette") / "p.sqlite3"
    write_taguette(project, path)
    again, problems = read_project(path.read_bytes(), "p.sqlite3")
    assert not problems
    texts = [source.text.translate({0: "\ufffd", 0xD800: "\ufffd"}) for source in project.sources]
    assert [source.text for source in again.sources] == texts
    names, paths = project.code_paths(), again.code_paths()
    written = {(f"teks {each.source}", each.start, each.end, names[each.code], each.coder) for each in project.codings}
    titles = {source.identity: source.name for source in again.sources}
    read = {(titles[each.source], each.start, each.end, paths[each.code], each.coder) for each in again.codings}
    assert read == written


def test_a_mark_at_the_head_of_a_text_is_no_part_of_it():
    project, problems = read_project(tagged("<p>\ufeffHarga</p><p>naik</p>", [(8, 12, "<p>naik</p>")]), "p.db")
    (coding,) = project.codings
    assert project.sources[0].text == "Harga\nnaik" and (coding.start, coding.end) == (6, 10) and not problems


PROJECT = Project(
    name="Kopi " * 20,
    description="tentang",
    coders=("Rina Sari", "rina-sari", "المرمز"),
    codes=(
        ProjectCode("1", "Tema"),
        ProjectCode("2", "Kode", "1", memo="memo"),
        ProjectCode("3", "Tema.Kode", colour="#ff0000"),
    ),
    cases=(ProjectCase("1", "Ibu"),),
    memos=(ProjectMemo("1", "memo"),),
    sources=(ProjectSource("1", "x" * 60 + "1", "Harga\0 naik."), ProjectSource("2", "x" * 60 + "2", "שלום ibu")),
    codings=(
        ProjectCoding("1", 0, 5, "2", "Rina Sari", memo="jelas"),
        ProjectCoding("1", 0, 5, "3", "Rina Sari"),
        ProjectCoding("1", 0, 5, "2", "rina-sari"),
        ProjectCoding("1", 3, 3, "2", "rina-sari"),
        ProjectCoding("9", 0, 5, "2", "rina-sari"),
        ProjectCoding("2", 0, 4, "1", "المرمز"),
    ),
)


def test_what_taguette_has_no_place_for_is_told(tmp_path):
    problems = write_taguette(PROJECT, tmp_path / "p.sqlite3")
    lost = {each.values["what_en"]: each.values["count"] for each in problems if each.kind == "exchange-not-written"}
    assert lost == {
        "cases": 1,
        "memos of codes": 1,
        "colours of codes": 1,
        "memos of codings": 1,
        "memos": 1,
        "empty passages": 1,
        "codings without a text or a code": 1,
    }
    assert {each.kind for each in problems} == {
        "exchange-not-written",
        "exchange-names-shortened",
        "exchange-signs-replaced",
    }


def test_names_stay_within_what_taguette_takes_and_apart(tmp_path):
    write_taguette(PROJECT, tmp_path / "p.sqlite3")
    with closing(sqlite3.connect(tmp_path / "p.sqlite3")) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        documents = connection.execute("SELECT name, text_direction FROM documents").fetchall()
        assert len({name for name, _ in documents}) == 2 and all(len(name) <= 50 for name, _ in documents)
        assert [direction for _, direction in documents] == ["LEFT_TO_RIGHT", "RIGHT_TO_LEFT"]
        assert [len(name) for (name,) in connection.execute("SELECT name FROM projects")] == [50]
        tags = connection.execute("SELECT path FROM tags ORDER BY id").fetchall()
        assert tags == [("Tema",), ("Tema.Kode",), ("Tema.Kode-2",)]
        logins = connection.execute("SELECT login FROM users ORDER BY login").fetchall()
        assert logins == [("admin",), ("coder",), ("rina-sari",), ("rina-sari-2",)]
        # Two tags that one coder gave to one span are one highlight.
        assert connection.execute("SELECT count(*) FROM highlights").fetchone() == (3,)


def test_the_same_project_gives_the_same_bytes(tmp_path):
    write_taguette(PROJECT, tmp_path / "p.sqlite3")
    write_taguette(PROJECT, tmp_path / "q.sqlite3")
    assert (tmp_path / "p.sqlite3").read_bytes() == (tmp_path / "q.sqlite3").read_bytes()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["p.sqlite3", "q.sqlite3"]


def test_a_table_of_highlights_is_read_as_any_table_of_codings(tmp_path):
    path = tmp_path / "all_tags.csv"
    path.write_text('id,document,tag,content\r\n1,a.docx,Tema.Kode,"Harga, ""naik"""\r\n2,a.docx,,tanpa\r\n', "utf-8")
    rows, problems = read_codings(path, "all_tags.csv", coder="rina", code_path_separator=".")
    assert rows[["source", "code", "quotation", "coder"]].to_dict("records") == [
        {"source": "a.docx", "code": "Tema > Kode", "quotation": 'Harga, "naik"', "coder": "rina"}
    ]
    assert [problem.kind for problem in problems] == ["coding-incomplete"]


def test_what_is_no_database_of_taguette_is_told():
    assert taguette.recognises(database()) and not qualcoder.recognises(database())
    with pytest.raises(StudyError) as raised:
        read_project(database(), "p.db")
    assert raised.value.problems[0].kind == "exchange-project-unknown"
