"""Works as they are written: titles, names, letters, years, and RIS as programs export it."""

from pathlib import Path

import pytest

from benang.core import model
from benang.literature.bibtex_text import language_code, with_letters
from benang.literature.references import as_references
from benang.literature.works import read_literature


def read(tmp_path: Path, text: str, name: str = "a.bib"):
    (tmp_path / name).write_text(text, encoding="utf-8")
    works, references, problems = read_literature(tmp_path / name, name)
    return works, {work["id"]: work for work in references}, problems


def ris(*fields: str) -> str:
    return "\n".join([*fields, "ER  - ", ""])


TITLES = [
    "Perahu Kayu di Pesisir Utara Jawa",
    "Die Fischer von Rügen: Eine Ethnographie des Alltags",
    "La Pêche en Bretagne",
    "Fishing for a Living in the North Sea",
    "fishing villages and WHO guidelines",
    "Ο Ψαράς και η Θάλασσα",
    "Рыбаки Белого Моря",
    "IJsselmeer: Vissers en Netten",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("language", ["", "langid = {english},", "langid = {german},", "language = {Indonesian},"])
def test_a_title_is_as_it_is_written_whatever_the_language(tmp_path: Path, title: str, language: str) -> None:
    works, references, problems = read(
        tmp_path, f"@article{{k, {language} author={{A, B}}, title={{{title}}}, year=2020}}"
    )
    assert problems == []
    assert works["title"].item() == title
    assert references["k"]["title"] == f'<span class="nocase">{title}</span>'


@pytest.mark.parametrize("title", TITLES)
def test_titles_of_the_other_formats_are_as_written_too(tmp_path: Path, title: str) -> None:
    text = ris("TY  - JOUR", "ID  - k", "AU  - A, B", "PY  - 2020", f"TI  - {title}", "JO  - Jurnal laut dan pesisir")
    works, references, _ = read(tmp_path, text, "a.ris")
    assert works["title"].item() == title
    assert references["k"]["container-title"] == '<span class="nocase">Jurnal laut dan pesisir</span>'


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("ngerman", "de"), ("english", "en"), ("bahasai", "id"), ("Indonesian", "id"), ("pt-BR", "pt-BR")),
        *(("french", "fr"), ("vi", "vi"), ("ind", "id"), ("klingonese", ""), ("turkish", "tr")),
    ],
)
def test_the_language_of_a_work_is_handed_on(tmp_path: Path, name: str, code: str) -> None:
    assert language_code(name) == code
    _, references, _ = read(tmp_path, f"@book{{k, langid={{{name}}}, author={{A}}, title={{T}}, year=2020}}")
    assert references["k"].get("language", "") == code


@pytest.mark.parametrize(
    ("written", "letters"),
    [
        (r"{\DJ}or{\dj}i{\'c}", "Đorđić"),
        (r"\DJ or\dj i\'{c}", "Đorđić"),
        (r"Garc{\'\i}a", "García"),
        (r"Garc\'{\i}a", "García"),
        (r"{\O}rsted", "Ørsted"),
        (r"\L{}ukasz", "Łukasz"),
        (r"{\TH}\'or{\dh}ur", "Þórður"),
        (r"Nguy{\~{\^e}}n", "Nguyễn"),
        (r"\c{S}enel", "Şenel"),
        (r"W{\k{a}}sik", "Wąsik"),
        (r"{\v{S}}koda", "Škoda"),
        (r"Erd\H{o}s", "Erdős"),
        (r"G{\"u}l{\c s}en", "Gülşen"),
        (r"{\NG}ugi", "Ŋugi"),
        (r"Stra{\ss}e", "Straße"),
    ],
)
def test_letters_of_latex_are_letters(tmp_path: Path, written: str, letters: str) -> None:
    works, references, _ = read(tmp_path, f"@book{{k, author={{{written}, A}}, title={{On {written}}}, year=2020}}")
    assert works["author"].item() == f"{letters}, A"
    assert works["title"].item() == f"On {letters}"
    assert references["k"]["author"][0]["family"] == letters


def test_other_commands_of_latex_are_left_to_pandoc() -> None:
    for text in (r"\emph{x} \textbf{y} \url{z}", r"\loss \ldotsx \ominous", "no commands at all", r"50\% \& more"):
        assert with_letters(text) == text


@pytest.mark.parametrize("others", ["others", "et al.", "{et al.}", "et al", "dkk.", "{u.a.}"])
def test_whoever_stands_for_further_authors_is_none(tmp_path: Path, others: str) -> None:
    works, references, _ = read(tmp_path, f"@book{{k, author={{Foo, B and {others}}}, title={{T}}, year=2020}}")
    assert works["author"].item() == "Foo, B; et al."
    assert references["k"]["author"] == [{"family": "Foo", "given": "B"}]
    works, references, problems = read(tmp_path, f"@book{{k, author={{{others}}}, title={{T}}, year=2020}}")
    assert works["author"].item() == "" and "author" not in references["k"]
    assert [problem.kind for problem in problems] == ["work-without-author"]


@pytest.mark.parametrize("more", ["Foo, B et al.", "Foo, B., et al", "Foo, B dkk.", "Foo, B\n   et al."])
def test_further_authors_without_a_word_between_are_no_part_of_a_name(tmp_path: Path, more: str) -> None:
    works, references, _ = read(tmp_path, f"@book{{k, author={{{more}}}, title={{Nets}}, year=2020}}")
    assert works["author"].item().replace(".;", ";") == "Foo, B; et al."
    assert [person["family"] for person in references["k"]["author"]] == ["Foo"]


def test_a_year_keeps_its_letter_and_its_word(tmp_path: Path) -> None:
    text = "@book{a, author={A}, year={2021a}}\n@book{b, author={B}, year=2020}\n@book{c, author={C}, year={in press}}"
    works, references, problems = read(tmp_path, text)
    assert works.set_index("work_id")["year"].to_dict() == {"a": "2021", "b": "2020", "c": ""}
    assert [references[key]["issued"] for key in "abc"] == [
        {"literal": "2021a"},
        {"date-parts": [[2020]]},
        {"literal": "in press"},
    ]
    assert [(problem.kind, problem.values["key"]) for problem in problems] == [("work-without-year", "c")]


def test_a_work_that_an_article_cites_with_a_letter_keeps_it() -> None:
    row = {"work_id": "aminah2020b", "author": "Aminah, Siti", "year": "2020", "title": "", "note": ""}
    works = model.from_rows("works", [row | {"abstract": "", "keywords": ""}])
    assert as_references(works)[0]["issued"] == {"literal": "2020b"}


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("Dinas Perikanan Jawa Barat", "Dinas Perikanan Jawa Barat"),
        ("World Fish Organization", "World Fish Organization"),
        ("UNESCO", "UNESCO"),
        ("Kementerian Kelautan dan Perikanan", "Kementerian Kelautan dan Perikanan"),
        ("Dinas Perikanan DKI", "Dinas Perikanan DKI"),
        ("Balai Besar B", "Balai Besar B"),
        ("Ministry of Fisheries, Norway", "Ministry of Fisheries, Norway"),
        ("Bank, A.", "Bank, A."),
        ("Bank J", "Bank, J"),
        ("Rahma, Dewi", "Rahma, Dewi"),
        ("Rahma, D. P.", "Rahma, D. P."),
        ("Rahma D", "Rahma, D"),
        ("van der Laan JP", "van der Laan, JP"),
        ("Laan, Jan, Jr.", "Laan, Jan Jr."),
        ("Rahma,", "Rahma"),
    ],
)
def test_institutions_and_people_of_ris(tmp_path: Path, written: str, shown: str) -> None:
    works, _, problems = read(
        tmp_path, ris("TY  - RPRT", "ID  - k", f"AU  - {written}", "PY  - 2020", "TI  - T"), "a.ris"
    )
    assert works["author"].item() == shown
    assert problems == []


@pytest.mark.parametrize(
    ("field", "parts"),
    [
        ("PY  - 2019", [2019]),
        ("PY  - 2019///", [2019]),
        ("PY  - 2019/05/01", [2019, 5, 1]),
        ("PY  - 2019/05//spring", [2019, 5]),
        ("Y1  - 2019/5/1/", [2019, 5, 1]),
        ("DA  - 2019-05-01", [2019, 5, 1]),
        ("PY  - 2019 May", [2019, 5]),
        ("PY  - May-Jun 2019", [2019, 5]),
        ("Y1  - (2019)", [2019]),
        ("PY  - c2019", [2019]),
    ],
)
def test_dates_of_ris(tmp_path: Path, field: str, parts: list[int]) -> None:
    works, references, _ = read(tmp_path, ris("TY  - BOOK", "ID  - k", "AU  - A, B", "TI  - T", field), "a.ris")
    assert works["year"].item() == "2019"
    assert references["k"]["issued"] == {"date-parts": [parts]}


OVID = """Database: Ovid MEDLINE(R)
Search: fishing.mp.

1.
TY  - JOUR
VN  - Ovid Technologies
ID  - one
AU  - Rahma D
T1  - Nets and boats: a
 study of two harbours
      on the north coast
JF  - Journal of Harbours
PY  - 2019//
N2  - Background: we asked.
Methods: we listened.
ER  -

<2>
TY  -  BOOK
ID  - two
A1  - Dinas Perikanan
TI  - Perikanan
Y1  - 2020
ER  -
"""


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_records_without_an_end_are_read_and_told(tmp_path: Path, ending: str, mark: str) -> None:
    lines = [
        "TY  - RPRT",
        "ID  - one",
        "AU  - Dinas Perikanan",
        "PY  - 2020",
        "TI  - Perahu",
        "TY  - BOOK",
        "ID  - two",
    ]
    text = mark + ending.join([*lines, "AU  - Tay, E", "PY  - 2021", "TI  - Boats", ""])
    (tmp_path / "a.ris").write_bytes(text.encode())
    works, _, problems = read_literature(tmp_path / "a.ris", "a.ris")
    assert works[["work_id", "author", "title"]].values.tolist() == [
        ["one", "Dinas Perikanan", "Perahu"],
        ["two", "Tay, E", "Boats"],
    ]
    assert [(problem.kind, problem.line) for problem in problems] == [("ris-without-end", 1), ("ris-without-end", 6)]


@pytest.mark.parametrize("text", [OVID, OVID.replace("\n", "\r\n"), "\ufeff" + OVID, OVID.replace("  - ", "  -  ")])
def test_heads_numbers_and_wrapped_lines_of_databases(tmp_path: Path, text: str) -> None:
    works, references, problems = read(tmp_path, text, "a.ris")
    rows = works.set_index("work_id")
    assert rows["title"].to_dict() == {
        "one": "Nets and boats: a study of two harbours on the north coast",
        "two": "Perikanan",
    }
    assert rows.loc["one", "abstract"] == "Background: we asked. Methods: we listened."
    assert references["one"]["container-title"] == '<span class="nocase">Journal of Harbours</span>'
    assert problems == []


def test_what_is_wrong_with_ris_is_told_in_its_own_words(tmp_path: Path) -> None:
    text = "AU  - Lost, A\nTY  - JOUR\nID  - a\nTI  - No end\nTY  - ZINE\nTI  - T\nER  - \n"
    works, _, problems = read(tmp_path, text, "a.ris")
    assert len(works) == 2
    told = [(problem.kind, problem.line, problem.place or problem.values.get("field")) for problem in problems]
    assert told == [
        ("ris-outside", 1, "AU"),
        ("ris-without-end", 2, "ER"),
        ("ris-type", 5, "TY"),
        ("work-without-author", 2, "AU"),
        ("work-without-year", 2, "PY"),
        ("work-without-author", 5, "AU"),
        ("work-without-year", 5, "PY"),
        ("work-without-key", 5, "ID"),
    ]
    assert all("author" not in problem.remedy("en") for problem in problems if problem.kind == "work-without-author")


def test_a_text_without_a_record_is_no_ris(tmp_path: Path) -> None:
    works, _, problems = read(tmp_path, "no RIS at all\n", "a.ris")
    assert works.empty and [(problem.kind, problem.line) for problem in problems] == [("works-none", 1)]


def test_editors_chapters_and_series(tmp_path: Path) -> None:
    chapter = ris(
        *("TY  - CHAP", "ID  - c", "AU  - Rahma, D", "A2  - Laan, J", "TI  - Nets", "T2  - Harbours", "PY  - 2019"),
        *("SP  - 3", "EP  - 9", "PB  - Press", "CY  - Serang", "SN  - 978-1", "LA  - Indonesian"),
    )
    _, references, _ = read(tmp_path, chapter, "a.ris")
    work = references["c"]
    assert (work["type"], work["editor"], work["page"]) == ("chapter", [{"family": "Laan", "given": "J"}], "3-9")
    assert (work["publisher-place"], work["ISBN"], work["language"]) == ("Serang", "978-1", "id")
