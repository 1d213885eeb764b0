import pytest

HEADER = ["Sumber", "Giliran", "Pembicara", "Teks", "Bagian", "Kode", "Kode 2", "Kode 3", "Catatan", "Mulai", "Akhir"]


def kinds(problems):
    return [(problem.kind, problem.line) for problem in problems]


def row(text, *codes, part="", memo="", start=100, end=None):
    end = start + len(text) if end is None else end
    return ["A", 3, "Informan", text, part, *codes, *[""] * (3 - len(codes)), memo, start, end]


def places(found):
    return found[["quotation", "start", "end", "code"]].values.tolist()


def test_each_code_of_a_turn_is_a_coding_and_turns_without_are_none(read, workbook):
    sheet = [HEADER, row("Ya.", "c1", "c2", memo="ragu", start=5), row("Tidak.", start=9), row("Ya.", "c1", start=16)]
    found, problems = read(workbook(sheet))
    assert not problems
    assert places(found) == [["Ya.", 5, 8, "c1"], ["Ya.", 5, 8, "c2"], ["Ya.", 16, 19, "c1"]]
    assert found["memo"].tolist() == ["ragu", "ragu", ""]


@pytest.mark.parametrize("part", ["kata “baik”", 'kata "baik"', " kata  “baik” ", "KATA “baik”"])
def test_a_part_of_a_turn_is_where_the_turn_has_it(read, workbook, part):
    found, problems = read(workbook([HEADER, row("Ya, kata “baik” itu.", "c1", part=part)]))
    assert not problems
    assert places(found) == [["kata “baik”", 104, 115, "c1"]]


@pytest.mark.parametrize("part", ["ya", "lain sama sekali"])
def test_a_part_that_stands_there_twice_or_not_at_all_is_put_nowhere(read, workbook, part):
    found, problems = read(workbook([HEADER, row("ya ya", "c1", part=part), row("ya", "c1")]))
    assert kinds(problems) == [("coding-part-unclear", 2)]
    assert len(found) == 1


def test_offsets_hold_only_as_long_as_the_text_is_as_it_was_given(read, workbook):
    changed = row("kata baik", "c1", end=150)
    found, problems = read(workbook([HEADER, changed, row("kata baik itu", "c1", part="baik", end=150)]))
    assert not problems
    assert found["start"].isna().all() and found["end"].isna().all()
    assert found["quotation"].tolist() == ["kata baik", "baik"]


def test_letters_and_their_marks_count_as_the_text_has_them(read, workbook):
    text = "cafe\u0301 🎉 dan kata"  # not composed, and a character of two UTF-16 code units
    found, _ = read(workbook([HEADER, row(text, "c1"), row(text, "c1", part="kata")]))
    assert found["start"].tolist() == [100, 100 + text.index("kata")]
    assert found["end"].tolist() == [100 + len(text)] * 2


def test_a_row_has_one_side_and_one_use_for_its_codes(read, workbook):
    header = [*HEADER[:-3], "Sisi", "Pemakaian", *HEADER[-3:]]
    rows = [[*row("Ya.", "c1", "c2")[:-3], "-", "khas", "", 5, 8], [*row("Tidak.")[:-3], "+", "", "", 9, 15]]
    found, problems = read(workbook([header, *rows]))
    assert found[["code", "side", "use"]].values.tolist() == [
        ["c1", "against", "typical"],
        ["c2", "against", "typical"],
    ]
    # A side without a code is no coding, and not passed over in silence.
    assert kinds(problems) == [("coding-incomplete", 3)]


def test_the_sheets_beside_it_are_the_studys_own(read, workbook):
    data = workbook([["Petunjuk"], ["Satu baris ..."]], [HEADER, row("Ya.", "c1")], [["Kode", "Definisi"], ["c1", ""]])
    found, problems = read(data)
    assert len(found) == 1
    assert not problems


def test_saved_as_text(read):
    lines = [";".join(HEADER), "A;3;I;Ya, baik.;;c1;;;;10;19", "A;4;I;Ya.;;;;;;30;33"]
    found, problems = read("\n".join(lines))
    assert not problems
    assert places(found) == [["Ya, baik.", 10, 19, "c1"]]
