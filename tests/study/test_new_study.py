"""A configuration written by what lies in a folder."""

import json

import pytest
import yaml
from newcomer import write_newcomer, write_workbook

from benang.core.config import read_study
from benang.sources.intake import read_intake
from benang.sources.readers.formats import TEXT_SUFFIXES
from benang.sources.readers.source_file import read_source
from benang.study.folder_contents import is_empty
from benang.study.folder_told import told_of
from benang.study.new_study import CODEBOOK_FILE, NAMES_FILE, proposed_config, write_study


def proposed(folder, language="en"):
    return yaml.safe_load(proposed_config(folder, language))


def test_transcripts_alone_are_a_study(tmp_path):
    write_newcomer(tmp_path, coded=False)
    write_study(tmp_path, "en")
    study, problems = read_study(tmp_path)
    assert problems == ()
    assert (study.codebook, study.codings, study.cases, study.strict) == (None, (), None, False)
    assert study.sources[0].files == tuple(f"interviews/*.{suffix}" for suffix in ("docx", "pdf", "txt"))


@pytest.mark.parametrize("suffix", TEXT_SUFFIXES)
def test_a_file_of_any_format_that_is_read_is_a_source(tmp_path, suffix):
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / f"A{suffix}").write_bytes(b"x")
    assert proposed(tmp_path)["sources"] == [{"kind": "interview", "files": [f"talks/*{suffix}"]}]


def test_tables_are_told_by_their_first_row_whatever_they_are_called(tmp_path):
    write_newcomer(tmp_path)
    for old, new in (("Codebook", "final v2"), ("Quotations", "Mappe1"), ("Participants", "people (1)")):
        (tmp_path / f"{old}.xlsx").rename(tmp_path / f"{new}.xlsx")
    found = proposed(tmp_path)
    assert found["codebook"] == "final v2.xlsx"
    assert found["codings"] == [{"file": "Mappe1.xlsx", "coder": "coder-1"}]
    assert found["cases"] == {"file": "people (1).xlsx", "columns": {"case_id": "Participant"}}


def test_tables_of_codings_without_a_coder_are_of_different_coders(tmp_path):
    (tmp_path / "interviews").mkdir()
    (tmp_path / "interviews" / "A.txt").write_text("Q: Why?\nA: Nobody told me why.\n", encoding="utf-8")
    for name, header, row in (
        ("codings_Anna", "Interview,Quote,Code", "A,Nobody told me why,INFO"),
        ("codings_Ben", "Interview,Quote,Code", "A,told me why,INFO"),
        ("codings_Cici", "Interview,Quote,Code,Coder", "A,Nobody,INFO,Cici"),
        ("codings_Dwi", "Interview,Quote,Code", "A,me why,INFO"),
    ):
        (tmp_path / f"{name}.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    write_study(tmp_path, "en")
    study, problems = read_study(tmp_path)
    assert problems == ()
    assert "side <-" not in (tmp_path / "config.yaml").read_text(encoding="utf-8")
    assert [one.coder for one in study.codings] == ["coder-1", "coder-2", "", "coder-3"]
    # The person's name in the name of the file is no name for the report.
    assert "coder: Anna" not in (tmp_path / "config.yaml").read_text(encoding="utf-8")


def test_a_column_for_the_side_is_named(tmp_path):
    (tmp_path / "t.csv").write_text("Interview,Quote,Code,Stance\nA,x,c,for\n", encoding="utf-8")
    assert "side <- Stance" in proposed_config(tmp_path, "en")


@pytest.mark.parametrize(
    ("header", "key", "entry"),
    [
        ("Dokumen;Kutipan;Kode", "codings", [{"file": "t.csv", "coder": "coder-1"}]),
        ("Participant,Code,Quote,Coder", "codings", [{"file": "t.csv"}]),
        ("Entrevista;Trecho;Código;Codificadora", "codings", [{"file": "t.csv"}]),
        ("Theme,Code,Definition,Quote", "codebook", "t.csv"),
        ("Tema,Kode,Definisi", "codebook", "t.csv"),
        ("Informan,Umur", "cases", {"file": "t.csv", "columns": {"case_id": "Informan"}}),
        ("case_id,group", "cases", {"file": "t.csv"}),
        ("name,pseudonym", "pseudonyms", "t.csv"),
    ],
)  # fmt: skip
def test_tables_in_either_language_and_with_any_delimiter(tmp_path, header, key, entry):
    (tmp_path / "t.csv").write_text(f"\ufeff{header}\n", encoding="utf-8")
    assert proposed(tmp_path, "id")[key] == entry


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Code,Name,Age,Ward\nP1,Ani,34,Timur\nP2,Budi,40,Barat\n", "cases"),
        ("Kode,Umur,Pekerjaan\nINF-01,34,guru\nINF-02,40,petani\n", "cases"),
        ("Code,Age\n001,34\n002,40\n", "cases"),
        ("Code,Name,Count\ntrust,Trust,3\ncost,Cost,9\n", "codebook"),
        ("Code,Name,Description\nP1,Trust,They say so\nP2,Cost,Dear\n", "codebook"),
        ("Code,Label\nC1,Trust\nC2,Cost\n", "codebook"),
        ("Code,Theme,Files\nC1,Trust,3\nC2,Trust,4\n", "codebook"),
        ("Code,Name,Files,References\n1,Trust,8,20\n2,Night market,3,5\n", "codebook"),
        ("Code,Label,Notes\nC1,Trust,when people trust\nC2,Cost,when it is dear\n", "codebook"),
        ("Kode,Nama,Jumlah\n1,Kepercayaan,8\n2,Biaya,3\n", "codebook"),
    ],
)
def test_codes_of_people_are_no_codebook(tmp_path, text, key):
    (tmp_path / "t.csv").write_text(text, encoding="utf-8")
    found = proposed(tmp_path)
    assert {"cases", "codebook"} & set(found) == {key}
    if key == "cases":
        assert found["cases"] == {"file": "t.csv", "columns": {"case_id": text.partition(",")[0]}}
        assert ("Name" in text) == ("holds people" in proposed_config(tmp_path, "en"))


def test_what_fits_nothing_is_left_out_and_named(tmp_path):
    write_workbook(tmp_path / "budget.xlsx", (("Item", "Cost"), ("Tea", 3)))
    (tmp_path / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    text = proposed_config(tmp_path, "en")
    assert "# not used: budget.xlsx" in text and "# not used: broken.xlsx" in text
    assert set(yaml.safe_load(text)) == {"study", "language", "sources", "pseudonyms"}


def test_what_a_run_made_and_what_office_leaves_is_no_source(tmp_path):
    for name in ("results/a.txt", "private/b.docx", "~$talk.docx", ".c.txt", "notes/day 1.md", "talk.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert proposed(tmp_path)["sources"] == [
        {"kind": "interview", "files": ["*.docx"]},
        {"kind": "observation", "files": ["notes/*.md"]},
    ]


def test_projects_and_literature_are_named(tmp_path):
    for name in ("study.qdpx", "works.bib", "more.ris"):
        (tmp_path / name).write_bytes(b"x")
    (tmp_path / "endnote.xml").write_text('<xml><records><record><ref-type name="Book">6</ref-type></record></records>')
    (tmp_path / "other.xml").write_text("<x/>")
    found = proposed(tmp_path)
    assert found["codings"] == [{"file": "study.qdpx"}]
    assert found["literature"] == ["endnote.xml", "more.ris", "works.bib"]
    (tmp_path / "endnote.xml").unlink()
    (tmp_path / "works.bib").unlink()
    assert proposed(tmp_path)["literature"] == "more.ris"


@pytest.mark.parametrize(
    "header",
    ["Participant ID", "ID", "Speaker", "Transcript", "File name", "Respondent", "Kode informan", "Teilnehmer:in", ""],
)
def test_no_column_without_a_name_is_written_and_what_was_taken_is_told(tmp_path, header):
    (tmp_path / "q.csv").write_text(",".join(filter(None, (header, "Verbatim", "Theme"))) + "\n", encoding="utf-8")
    text = proposed_config(tmp_path, "en")
    assert '""' not in text and "columns" not in yaml.safe_load(text)["codings"][0]
    assert "quotation <- Verbatim, code <- Theme" in text
    assert ("each quotation is looked for in all sources" in text) == (not header)


def test_a_column_of_names_is_told(tmp_path):
    (tmp_path / "people.csv").write_text("Participant ID,Name,Age\n", encoding="utf-8")
    assert '# people.csv: the column "Name" holds people' in proposed_config(tmp_path, "en")


def test_a_folder_without_anything_to_read_is_empty(tmp_path):
    (tmp_path / "photo.png").write_bytes(b"x")
    assert is_empty(tmp_path)
    (tmp_path / "talk.txt").write_text("x", encoding="utf-8")
    assert not is_empty(tmp_path)


INDONESIAN = (
    "P: Sejak kapan Bapak melaut di sini?\nI: Saya sudah lama, sejak kecil, ikut paman. Dia juga yang bantu kami.\n"
)
PORTUGUESE = "P: Como a senhora aprendeu?\nR: Com a minha avó, que fazia as roupas de todos nós, e eu não sabia nada.\n"
ENGLISH = "I: How did you come to fishing?\nP: With my uncle, when I was twelve, and there was no other work for us.\n"
OTHER = "Zug Berg Haus Fluss Kind Brot.\n"


def folder_of(folder, **texts):
    for name, text in texts.items():
        path = folder / f"{name.replace('__', '/')}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text * 2, encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("texts", "report", "source"),
    [
        ([INDONESIAN, INDONESIAN], "id", "id"),
        ([ENGLISH], "en", "en"),
        ([PORTUGUESE], "en", "pt"),  # there are no texts of a report in it
        ([INDONESIAN, OTHER], "id", "id"),
        ([OTHER], "en", None),
        ([PORTUGUESE, INDONESIAN, PORTUGUESE], "en", "pt"),
    ],
)
def test_the_language_is_that_of_the_transcripts(tmp_path, texts, report, source):
    folder_of(tmp_path, **{f"t{number}": text for number, text in enumerate(texts)})
    found = proposed(tmp_path, "")
    assert found["language"] == report
    assert found["sources"][-1].get("language") == source
    write_study(tmp_path)
    assert read_study(tmp_path)[1] == ()


def test_a_language_that_is_asked_for_is_the_reports(tmp_path):
    found = proposed(folder_of(tmp_path, a=INDONESIAN), "en")
    assert (found["language"], found["sources"][0]["language"]) == ("en", "id")


def test_each_folder_has_its_language_and_files_of_another_are_named(tmp_path):
    folder_of(tmp_path, pesisir__a=INDONESIAN, pesisir__b=INDONESIAN, pesisir__c=PORTUGUESE, town__d=ENGLISH)
    text = proposed_config(tmp_path)
    found = yaml.safe_load(text)
    assert found["language"] == "id"
    assert [(one["language"], one["files"]) for one in found["sources"]] == [
        ("pt", ["pesisir/c.txt"]),
        ("id", ["pesisir/*.txt"]),
        ("en", ["town/*.txt"]),
    ]
    (line,) = [line for line in text.splitlines() if "pesisir/c.txt" in line]
    assert line.endswith("# berbahasa lain menurut kata-katanya")
    write_study(tmp_path)
    study, problems = read_study(tmp_path)
    assert problems == ()
    sources = read_intake(tmp_path, study).sources
    assert {source.file: source.language for source in sources} == {
        "pesisir/a.txt": "id",
        "pesisir/b.txt": "id",
        "pesisir/c.txt": "pt",
        "town/d.txt": "en",
    }


def test_a_new_study_has_a_list_of_names_to_fill_in_the_private_folder(tmp_path):
    folder_of(tmp_path, a=INDONESIAN)
    write_study(tmp_path)
    study, _ = read_study(tmp_path)
    assert study.pseudonyms == NAMES_FILE and (tmp_path / NAMES_FILE).is_relative_to(tmp_path / study.private)
    assert (tmp_path / NAMES_FILE).read_text(encoding="utf-8") == "name,pseudonym,variants\n"
    assert [problem.kind for problem in read_intake(tmp_path, study).problems] == ["names-none-listed"]
    # What somebody filled in stays.
    (tmp_path / NAMES_FILE).write_text("name,pseudonym\nMira,Ani\n", encoding="utf-8")
    write_study(tmp_path)
    assert "Mira" in (tmp_path / NAMES_FILE).read_text(encoding="utf-8")


def test_a_folder_with_a_list_of_names_needs_none(tmp_path):
    folder_of(tmp_path, a=INDONESIAN)
    (tmp_path / "names.csv").write_text("name,pseudonym\nMira,Ani\n", encoding="utf-8")
    write_study(tmp_path)
    assert read_study(tmp_path)[0].pseudonyms == "names.csv" and not (tmp_path / NAMES_FILE).exists()


def test_a_transcript_that_cannot_be_read_has_no_language(tmp_path):
    (tmp_path / "a.docx").write_bytes(b"PK\x03\x04 no document")
    (tmp_path / "b.txt").write_bytes(b"")
    assert "language" not in proposed(tmp_path, "")["sources"][0]


@pytest.mark.parametrize("separator", [" > ", "\\", "::", " / "])
def test_codes_that_are_written_as_paths_are_read_as_paths(tmp_path, separator):
    (tmp_path / "codes.csv").write_text("Code,Memo\nTrust,\nWord of mouth,\n", encoding="utf-8")
    coded = f"Document,Code,Segment\nP1,Trust{separator}Word of mouth,I ask my aunt\nP1,Trust,I trust them\n"
    (tmp_path / "segments.csv").write_text(coded, encoding="utf-8")
    found = yaml.safe_load(proposed_config(tmp_path, "en"))
    assert found["codebook"] == {"file": "codes.csv", "paths": separator}


def test_codes_without_paths_have_none(tmp_path):
    (tmp_path / "codes.csv").write_text("Code,Memo\nTrust,\nand/or,\n", encoding="utf-8")
    assert yaml.safe_load(proposed_config(tmp_path, "en"))["codebook"] == "codes.csv"


def test_codings_without_a_codebook_bring_one_that_waits_for_definitions(tmp_path):
    (tmp_path / "Ana.txt").write_text("I: Why?\nAna: Because of my uncle, and the sea.\n", encoding="utf-8")
    rows = "Entrevista;Trecho;Código\nAna;my uncle;Família; Mar\nAna;the sea;Mar\n".replace(
        "Família; Mar", '"Família; Mar"'
    )
    (tmp_path / "codificação.csv").write_text(rows, encoding="cp1252")
    write_study(tmp_path, "en")
    study, problems = read_study(tmp_path)
    assert problems == () and study.codebook.file == CODEBOOK_FILE
    assert (tmp_path / CODEBOOK_FILE).read_text(encoding="utf-8-sig") == "Code,Definition\nFamília,\nMar,\n"
    # What somebody wrote into it stays, and is the codebook of the folder from then on.
    (tmp_path / CODEBOOK_FILE).write_text("Code,Definition\nMar,The sea\n", encoding="utf-8")
    write_study(tmp_path, "en")
    assert "The sea" in (tmp_path / CODEBOOK_FILE).read_text(encoding="utf-8")


def test_tags_with_dots_are_paths(tmp_path):
    rows = "id,document,tag,content\n1,Ana,learning.family,my uncle\n2,Ana,markets.sea,the sea\n3,Ana,trust,I know\n"
    (tmp_path / "highlights.csv").write_text(rows, encoding="utf-8")
    found = proposed(tmp_path)
    assert found["codebook"] == {"file": CODEBOOK_FILE, "paths": "."}
    assert found["codings"] == [{"file": "highlights.csv", "coder": "coder-1", "code_path": "."}]


def test_a_project_brings_its_own_codebook(tmp_path):
    (tmp_path / "study.qdpx").write_bytes(b"x")
    (tmp_path / "t.csv").write_text("Document,Quote,Code\nA,x,y\n", encoding="utf-8")
    assert "codebook" not in proposed(tmp_path)


TURNS = ("Sari", "Kapan mulai berjualan di pasar ini?"), ("Ibu", "Sejak kecil, ikut paman saya."), ("Sari", "Lalu?")


@pytest.mark.parametrize(
    ("header", "rows"),
    [
        (("Pembicara", "Teks"), TURNS),
        (("Speaker", "Text"), TURNS),
        (("Time", "Participant", "Text"), [(f"0:0{number}", *row) for number, row in enumerate(TURNS)]),
        (("Start", "End", "Text"), [(f"0:0{number}", f"0:0{number + 1}", row[1]) for number, row in enumerate(TURNS)]),
        (("Participant", "Utterance"), [(f"P{number}", "I came here as a child with my aunt") for number in range(4)]),
        (("Respondent", "Text", "Note"), [(*row, "") for row in TURNS]),
        (None, [*TURNS, *TURNS]),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("title", ["", "Wawancara 1\n", "sep\n"])
def test_a_table_of_turns_is_a_transcript_whatever_parts_its_cells(tmp_path, header, rows, delimiter, title):
    title = title.replace("sep", f"sep={delimiter}")
    lines = [delimiter.join(f'"{cell}"' for cell in row) for row in ([header] if header else []) + list(rows)]
    (tmp_path / "talks").mkdir()
    (tmp_path / "talks" / "P1.csv").write_text(title + "\n".join(lines) + "\n", encoding="utf-8")
    found = proposed(tmp_path)
    assert "cases" not in found and "codings" not in found
    assert [source["files"] for source in found["sources"]] == [["talks/P1.csv"]]
    # What was taken for turns is read as turns.
    document = read_source(tmp_path / "talks" / "P1.csv", "P1.csv")
    assert len(document.voices) == len(rows)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_list_of_participants_that_names_transcripts_is_none_of_turns(tmp_path, delimiter):
    rows = ("Participant", "Transcript", "Village"), ("P1", "P1 long.docx", "Wetan"), ("P2", "P2.docx", "Kulon")
    (tmp_path / "people.csv").write_text("\n".join(map(delimiter.join, rows)), encoding="utf-8")
    assert proposed(tmp_path)["cases"] == {"file": "people.csv", "columns": {"case_id": "Participant"}}


PEOPLE = [
    ["P01", "Margaret Ellsworth", "day", "19", "f", "day shift, nineteen years on the unit"],
    ["P02", "Tobias Achterberg", "night", "6", "m", "night shift, new on the unit"],
    ["P03", "Rosa Immaculada", "day", "3", "f", "day shift, three years on the unit"],
    ["P04", "Kofi Okonkwo", "night", "11", "m", "night shift, eleven years on the unit"],
    ["P05", "Bettina Szabó", "day", "8", "f", "day shift, eight years on the unit"],
]


@pytest.mark.parametrize(
    ("header", "columns"),
    [
        (("Participant", "Name", "Shift", "Years of experience", "Gender"), (0, 1, 2, 3, 4)),
        (("Participant ID", "Shift", "Years", "Gender"), (0, 2, 3, 4)),
        (("ID", "Shift", "Years", "Gender"), (0, 2, 3, 4)),
        (("case_id", "group", "years", "gender"), (0, 2, 3, 4)),
        (("Participant", "Gender", "Experience"), (0, 4, 5)),
        (("Informan", "Jenis kelamin", "Usia"), (0, 4, 3)),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";"])
def test_a_list_of_participants_with_words_that_recur_is_none_of_turns(tmp_path, header, columns, delimiter):
    rows = [header, *([f'"{row[column]}"' for column in columns] for row in PEOPLE)]
    (tmp_path / "people.csv").write_text("\n".join(map(delimiter.join, rows)), encoding="utf-8")
    assert proposed(tmp_path)["cases"]["file"] == "people.csv"


LISTS = {
    "works.bib": "@article{sari2020, author={Sari, A}, title={Markets}, year={2020}, file={Full text:%s:text/plain}}",
    "works.ris": "TY  - JOUR\nAU  - Sari, A\nTI  - Markets\nPY  - 2020\nID  - sari2020\nL1  - %s\nER  - \n",
    "works.xml": (
        "<xml><records><record><ref-type name='Journal Article'>17</ref-type><contributors><authors><author>Sari, A"
        "</author></authors></contributors><titles><title>Markets</title></titles><dates><year>2020</year></dates>"
        "<urls><pdf-urls><url>%s</url></pdf-urls></urls></record></records></xml>"
    ),
}


@pytest.mark.parametrize("name", LISTS)
@pytest.mark.parametrize("place", ["", "literature/", "interviews/"])
def test_a_text_that_a_reference_list_attaches_is_no_interview(tmp_path, name, place):
    folder_of(tmp_path, interviews__a=ENGLISH, interviews__b=ENGLISH)
    (tmp_path / place).mkdir(exist_ok=True)
    (tmp_path / place / "Sari 2020.txt").write_text("Markets are places.\n", encoding="utf-8")
    (tmp_path / name).write_text(LISTS[name] % f"{place}Sari 2020.txt", encoding="utf-8")
    write_study(tmp_path, "en")
    study, problems = read_study(tmp_path)
    assert problems == ()
    assert [source.file for source in read_intake(tmp_path, study).sources] == ["interviews/a.txt", "interviews/b.txt"]
    found = proposed(tmp_path)["literature"]
    assert found == ({"files": name, "texts": "literature"} if place == "literature/" else name)
    beside = "texts of works and no interviews" in (tmp_path / "config.yaml").read_text(encoding="utf-8")
    assert beside == (place != "literature/")


def test_a_text_called_by_its_work_is_no_interview_and_a_list_in_json_no_transcript(tmp_path):
    folder_of(tmp_path, talks__a=ENGLISH, lit__sari2020="Markets are places.\n")
    (tmp_path / "lit/list.json").write_text(
        json.dumps([{"id": "sari2020", "type": "book", "title": "Markets", "author": [{"family": "Sari"}]}])
    )
    found = proposed(tmp_path)
    assert [source["files"] for source in found["sources"]] == [["talks/*.txt"]]
    assert found["literature"] == {"files": "lit/list.json", "texts": "lit"}


def test_claims_codebook_guide_and_writing_that_lie_there_are_named(tmp_path):
    folder_of(tmp_path, talks__a=ENGLISH, data__writing__interpretation__x="Text")
    (tmp_path / "data/writing/interpretation/x.txt").rename(tmp_path / "data/writing/interpretation/discussion.md")
    (tmp_path / "claims.yaml").write_text("claims:\n  - {id: C1, text: Trust grows, codes: [trust]}\n")
    (tmp_path / "codes.yml").write_text("codes:\n  - {id: trust}\n")
    (tmp_path / "guide.csv").write_text("question,codes\nWhom do you trust?,trust\n")
    (tmp_path / "notes.yaml").write_text("a: 1\n")
    write_study(tmp_path, "en")
    study, problems = read_study(tmp_path)
    assert problems == ()
    assert (study.claims, study.codebook.file, study.guide, study.writing) == (
        *("claims.yaml", "codes.yml", "guide.csv", "data/writing"),
    )
    assert [one.files for one in study.sources] == [("talks/*.txt",)]
    assert "# not used: notes.yaml" in proposed_config(tmp_path, "en")


def test_a_guide_beside_the_transcripts_is_left_out_of_their_pattern(tmp_path):
    folder_of(tmp_path, talks__a=ENGLISH, talks__guide="Why?\n")
    write_study(tmp_path, "en")
    assert [source.file for source in read_intake(tmp_path, read_study(tmp_path)[0]).sources] == ["talks/a.txt"]


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_screen_says_what_each_file_was_taken_for_and_what_is_next(tmp_path, language):
    write_newcomer(tmp_path)
    write_workbook(tmp_path / "budget.xlsx", (("Item", "Cost"), ("Tea", 3)))
    (tmp_path / "photo.png").write_bytes(b"x")
    (tmp_path / "talk.csv").write_text("Speaker;Text\nA;What do you lend?\nB;My tools.\nA;To whom?\n")
    told = told_of(write_study(tmp_path, language), "my study/config.yaml", "'my study'")
    for path in tmp_path.rglob("*.*"):
        made = path.name in ("config.yaml", "names.csv")
        assert made or path.name in told, path.name
    words = {"en": ("not used", "codebook", "not found: claims"), "id": ("tidak dipakai", "buku kode", "klaim")}
    lines = [" ".join(line.split()) for line in told.splitlines()]
    assert f"{words[language][0]} budget.xlsx, photo.png" in lines
    assert f"{words[language][1]} Codebook.xlsx" in lines
    assert words[language][2] in told
    assert "make STUDY='my study'" in lines[-1] and "my study/data/private/names.csv" in told
    assert len(lines) < 25


def test_the_screen_counts_many_files_and_names_the_first(tmp_path):
    folder_of(tmp_path, **{f"talks__t{number:03}": ENGLISH for number in range(40)})
    told = told_of(write_study(tmp_path, "en"), "config.yaml", ".")
    assert "40 files: talks/t000.txt" in told and "and 32 more" in told


def test_a_name_with_a_line_break_writes_no_key_and_is_one_line_on_the_screen(tmp_path):
    evil = "evil\nlanguage: fr"
    folder_of(tmp_path, talks__A=ENGLISH)
    (tmp_path / f"{evil}.png").write_bytes(b"x")
    (tmp_path / f"{evil}.csv").write_text("source,quotation,code\nA,Because,x\n", encoding="utf-8")
    (tmp_path / f"{evil} people.csv").write_text("case_id,name\nA,Ani\n", encoding="utf-8")
    (tmp_path / evil).mkdir()
    (tmp_path / evil / "B.txt").write_text(ENGLISH, encoding="utf-8")
    new = write_study(tmp_path, "en")
    found = yaml.safe_load(new.text)
    assert found["language"] == "en" and not [line for line in new.text.splitlines() if line.startswith("language: fr")]
    assert found["codings"][0]["file"] == f"{evil}.csv" and found["cases"]["file"] == f"{evil} people.csv"
    assert [f"{evil}/*.txt"] in [source["files"] for source in found["sources"]]
    told = told_of(new, "config.yaml", ".")
    assert "evil language: fr.png" in told and not [one for one in told.splitlines() if one.startswith("language")]


def test_a_field_note_beside_interviews_is_known_by_its_name(tmp_path):
    said = "Interviewer: How was the market?\nAni: It was full of people, and the fish was gone by noon.\n"
    files = {"interview-1.txt": said, "fieldnote-ward.txt": "A seller arranges the fish.", "interview notes.txt": said}
    files |= {"Field note 2.txt": "Nobody comes by, since it rains and the road is wet all the way to the village."}
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    first, *others = proposed(tmp_path, "en")["sources"]
    assert {one["kind"] for one in (first, *others)} == {"observation", "interview"}
    listed = {name for one in (first, *others) if one["kind"] == "observation" for name in one["files"]}
    assert first["kind"] == "observation" and listed == {"fieldnote-ward.txt", "Field note 2.txt"}
    assert [one["files"] for one in others if one["kind"] == "interview"] == [["*.txt"]]


def test_a_list_of_claims_without_its_heading_is_no_unused_file(tmp_path):
    (tmp_path / "interview.txt").write_text("I: Why?\nP: Because it is near.\n", encoding="utf-8")
    (tmp_path / "claims.yaml").write_text("- id: K1\n  text: {en: Near.}\n  codes: [near]\n", encoding="utf-8")
    assert proposed(tmp_path, "en")["claims"] == "claims.yaml"
