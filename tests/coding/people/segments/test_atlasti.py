HEADER = ["ID", "Quotation Name", "Document", "Document Groups", "Quotation Content", "Comment", "Codes", "Reference"]
HEADER += ["Density", "Created by", "Modified by", "Created", "Modified"]


def row(document, content, codes, comment=""):
    return ["1:1", "", document, "", content, comment, codes, "12 - 14", 0, "Ab", "Ab", "1/2/2024", "1/2/2024"]


def test_a_quotation_with_several_codes_is_several_codings(read, workbook):
    found, problems = read(workbook([HEADER, row("A.docx", "Percaya sekali.", "Kepercayaan\nHarga: naik\n", "kuat")]))
    assert not problems
    assert found["code"].tolist() == ["Kepercayaan", "Harga: naik"]
    assert found["line"].tolist() == [2, 2]
    assert set(found["quotation"]) == {"Percaya sekali."} and set(found["memo"]) == {"kuat"}
    assert found["start"].isna().all()


def test_as_table_of_text(read):
    found, problems = read('ID,Document,Quotation Content,Codes\n1:1,A,"satu\ndua","c1\nc2"\n1:2,B,tiga,c1\n')
    assert not problems
    assert found[["source", "code", "line"]].values.tolist() == [["A", "c1", 2], ["A", "c2", 2], ["B", "c1", 5]]


def test_quotations_without_a_code_are_told(read, workbook):
    found, problems = read(workbook([HEADER, row("A", "satu", "c1"), row("A", "dua", ""), row("A", "tiga", " \n")]))
    assert found["quotation"].tolist() == ["satu"]
    assert [(problem.kind, problem.values["count"]) for problem in problems] == [("quotations-uncoded", 2)]


def test_a_row_that_is_wrong_is_one_problem_whatever_the_number_of_its_codes(read, workbook):
    _, problems = read(workbook([HEADER, row("", "satu", "c1\nc2\nc3")]))
    assert [(problem.kind, problem.line, problem.place) for problem in problems] == [
        ("coding-incomplete", 2, "sheet 1")
    ]
