import io
import zipfile
from xml.sax.saxutils import escape

import pytest

REPORT = """<Files\\\\Wawancara\\\\Informan A> - § 2 references coded  [ 2.31% Coverage]

Reference 1 - 0.52% Coverage

Percaya sekali, karena
fotonya asli.

Reference 2 - 1.79% Coverage

- tidak, - kata dia § 3

<Internals\\\\B> - § 1 reference coded  [ 0,10% Coverage]

Reference 1 - 0,10% Coverage

Baik.
"""


def kinds(problems):
    return [(problem.kind, problem.line) for problem in problems]


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@pytest.mark.parametrize("brackets", [True, False])
def test_references_below_their_sources(read, newline, brackets):
    text = REPORT if brackets else REPORT.replace("<", "").replace(">", "")
    found, problems = read(text.replace("\n", newline).encode("utf-16"), name="public-trust.txt")
    assert found["quotation"].tolist() == ["Percaya sekali, karena\nfotonya asli.", "- tidak, - kata dia § 3", "Baik."]
    assert found["source"].tolist() == ["Informan A", "Informan A", "B"]
    assert found["line"].tolist() == [3, 8, 14]
    # The text itself does not name its code.
    assert set(found["code"]) == {"public-trust"}
    assert kinds(problems) == [("nvivo-code-from-file", None)]


def test_as_word_document(read):
    paragraphs = "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in REPORT.splitlines())
    main = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr(
            "word/document.xml", f'<w:document xmlns:w="{main}"><w:body>{paragraphs}</w:body></w:document>'
        )
    found, _ = read(stream.getvalue(), name="public-trust.docx")
    assert found["source"].tolist() == ["Informan A", "Informan A", "B"]
    assert found["quotation"].tolist()[0] == "Percaya sekali, karena\nfotonya asli."
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", f'<w:document xmlns:w="{main}"><w:body/></w:document>')
    assert kinds(read(stream.getvalue(), name="letter.docx")[1]) == [("codings-not-readable", None)]


def test_references_that_are_announced_and_not_there(read):
    found, problems = read(REPORT.replace("Reference 2 - 1.79% Coverage\n", ""))
    assert len(found) == 2
    assert ("nvivo-references-missing", 1) in kinds(problems)


def test_regions_of_pages_have_no_words(read):
    found, problems = read(REPORT.replace("Baik.", "Page 1 : (136,153) - (502,293)"))
    assert found["source"].tolist() == ["Informan A"] * 2
    assert problems[-1].kind == "exchange-lost" and problems[-1].values["count"] == 1


def test_the_report_names_no_coder(read):
    found, problems = read(REPORT, coder="")
    assert not len(found)
    assert kinds(problems) == [("codings-coder-missing", None)]


def test_long_lines_take_no_time(read):
    read("x - § " + " " * 2_000_000 + "% Coverage\n" + "- § " * 300_000 + "\n" + REPORT)


def test_a_heading_with_no_reference_below_it_is_told(read):
    found, problems = read("<Files\\\\Interview 1> - § 2 references coded  [ 3.45% Coverage]\n\nReferensi 1\n\nHalo.\n")
    assert len(found) == 0
    assert [problem.kind for problem in problems] == ["nvivo-code-from-file", "nvivo-references-missing"]
