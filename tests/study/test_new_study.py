"""A configuration written by what lies in a folder."""

import pytest
import yaml
from newcomer import write_newcomer, write_workbook

from benang.core.config import read_study
from benang.sources.intake import read_intake
from benang.sources.readers.formats import TEXT_SUFFIXES
from benang.study.new_study import CODEBOOK_FILE, NAMES_FILE, is_empty, proposed_config, write_study


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
