"""Coded copies in Word and PDF: what goes out as comments and highlights comes back as the same codings."""

import random

import pytest
from small_tables import codes, codings, talks

from benang.coding.people.anchor import anchor
from benang.coding.people.coding_files import read_codings
from benang.core import model
from benang.exchange.coded_copy import coded_copies
from benang.exchange.coded_docx import write_coded_docx
from benang.exchange.coded_pdf import write_coded_pdf

KERNED = ["AVATAR", "To.", "Ty,", "f(f)", "'j'", "W.", "LT'"]
SAID = [
    "Ya.",
    "Ya, percaya.",
    "They answer at once.",
    "Saya percaya tokonya.",
    "“Café” – déjà vu, 10 %?",
    "fi fl ffi",
    "di-share ke mana-mana",
    *KERNED,
]


def study(number, seed=5):
    """A talk in which words come again and again, with codings anywhere in it, over turns and within words."""
    draw = random.Random(seed)
    talk = [(("P", "A")[turn % 2], " ".join(draw.choices(SAID, k=draw.randint(1, 9)))) for turn in range(160)]
    tables = talks({"interview-a": talk}, language="id")
    text = tables[0]["text"][0]
    given = []
    while len(given) < number:
        start = draw.randrange(len(text) - 1)
        end = min(len(text), start + draw.choice([1, 3, 12, 60, 400]))
        if text[start:end] == text[start:end].strip() != "" and (start, end) not in given:
            given.append((start, end))
    rows = [("interview-a", f"coder-{place % 2}", f"code-{place % 7}", span) for place, span in enumerate(given)]
    return tables, codings(tables, *rows), codes(**{f"code_{place}": f"Kode; nomor <{place}>" for place in range(7)})


@pytest.fixture(scope="module", params=["docx", "pdf"])
def form(request):
    return request.param


def written(copy, form, path):
    return write_coded_docx(copy, path) if form == "docx" else write_coded_pdf(copy, path, [])


def spans(table):
    return sorted(zip(table["start"], table["end"], table["code_id"], table["coder"], strict=True))


def test_of_five_hundred_codings_five_hundred_come_back_where_they_were(form, tmp_path):
    tables, coded, book = study(500)
    book = book.assign(code_id=[code.replace("_", "-") for code in book["code_id"]])
    (copy,) = coded_copies(tables[0], coded, book, "en")
    assert len(copy.remarks) == 500
    file = tmp_path / f"interview-a.{form}"
    assert not written(copy, form, file)
    rows, problems = read_codings(file, file.name)
    assert [problem.kind for problem in problems] == ["coders-from-file"]
    found = anchor(rows, *tables, book)
    assert [problem.kind for problem in found.problems] == []
    assert spans(found.codings) == spans(coded)
    assert set(found.codings["anchor"]) <= {"exact", "moved"}


def test_a_copy_has_the_same_bytes_each_time(form, tmp_path):
    tables, coded, book = study(20)
    (copy,) = coded_copies(tables[0], coded, book, "en")
    for name in ("one", "two"):
        written(copy, form, tmp_path / name)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_a_remark_says_the_code_and_below_it_what_the_coder_said(form, tmp_path):
    tables = talks({"a": [("A", "They answer at once & <gladly>.")]})
    coded = codings(tables, ("a", "ayu", "trust", "answer at once", {"why": "Quick.", "side": "for", "use": "best"}))
    (copy,) = coded_copies(tables[0], coded, codes(trust="Trust in it"), "en")
    file = tmp_path / f"a.{form}"
    written(copy, form, file)
    rows, _ = read_codings(file, file.name, coder="siti")
    assert rows[["source", "quotation", "code", "coder", "memo"]].values.tolist() == [
        ["a", "answer at once", "Trust in it", "siti", "[side: for] [use: best] Quick."]
    ]
    (back,) = anchor(rows, *tables, codes(trust="Trust in it")).codings.to_dict("records")
    assert (back["why"], back["side"], back["use"]) == ("Quick.", "for", "best")


def test_a_remark_without_a_code_is_told_and_the_others_are_taken(form, tmp_path):
    tables = talks({"a": [("A", "They answer at once."), ("A", "And again.")]})
    coded = codings(tables, ("a", "ayu", "trust", "answer"), ("a", "ayu", "trust", "again"))
    (copy,) = coded_copies(tables[0], coded, codes(trust=""), "en")
    copy = copy.__class__(copy.source_id, copy.text, copy.language, (copy.remarks[0], *[_silent(copy.remarks[1])]))
    file = tmp_path / f"a.{form}"
    written(copy, form, file)
    rows, problems = read_codings(file, file.name, coder="ayu")
    assert rows["quotation"].tolist() == ["answer"]
    # Word's comments without a word are nothing that anybody said.
    told = [("coding-incomplete", 2)] if form == "pdf" else []
    assert [(problem.kind, problem.line) for problem in problems] == told


def _silent(remark):
    return remark.__class__(remark.coding_id, remark.start, remark.end, remark.coder, " ")


def test_a_document_without_remarks_is_told_as_one_that_holds_no_codings(form, tmp_path):
    tables = talks({"a": [("A", "They answer at once.")]})
    (copy,) = coded_copies(tables[0], model.empty("codings"), codes(trust="Trust"), "en")
    file = tmp_path / f"a.{form}"
    written(copy, form, file)
    rows, problems = read_codings(file, file.name, coder="ayu")
    assert rows.empty and [problem.kind for problem in problems] in (["codings-empty"], ["codings-not-readable"])


def test_a_broken_pdf_is_told(tmp_path):
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    rows, problems = read_codings(tmp_path / "a.pdf", "a.pdf", coder="ayu")
    assert rows.empty and [problem.kind for problem in problems] == ["pdf-broken"]
