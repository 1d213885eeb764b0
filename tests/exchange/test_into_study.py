"""Projects of other programs imported into a study."""

import pytest

from benang.coding.codebook.codebook_table import codes_table
from benang.coding.people.lookup import CodeNames
from benang.exchange.case_parts import with_turn_cases
from benang.exchange.codebook_entries import entries_of
from benang.exchange.import_target import ImportTarget
from benang.exchange.into_study import import_projects
from benang.exchange.project import (
    CaseRange,
    Project,
    ProjectCase,
    ProjectCode,
    ProjectCoding,
    ProjectMemo,
    ProjectSet,
    ProjectSource,
)
from benang.exchange.project_files import ProjectFile
from benang.exchange.project_identifiers import identifiers_in
from benang.exchange.project_tables import tables_of_projects
from benang.exchange.raw_projects import documents_of
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cases import Case
from benang.sources.cleaning import Cleaning
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import tables_of
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

TALK = (
    "Pewawancara: Apa kabar usahanya?\n"
    "Informan: Lancar. Sekarang orang tanya lewat HP, kapan saja saya jawab, dulu mereka harus datang ke toko.\n"
    "Pewawancara: Lalu pelanggan lama?\n"
    "Informan: Masih setia, malah bawa temannya, jadi makin ramai setiap akhir pekan di rumah Siti."
)
CODES = (ProjectCode("1", "Relasi"), ProjectCode("2", "Pelanggan setia", parent="1"))


def study(*texts, pseudonyms=None, cases=(), cleaning=None):
    """The target of a study with ``texts`` as its sources S1, S2 ..., and its turns."""
    pseudonyms = pseudonyms or Pseudonyms()
    cleaning = cleaning or Cleaning()
    frozen = [
        freeze(
            read_bytes(text.encode(), "x.txt", "x.txt"),
            SourceRow(f"S{number}", "interview", "id", "", f"S{number}.txt", f"S{number}.txt", (), 0),
            Speakers(),
            pseudonyms,
            cleaning,
        )
        for number, text in enumerate(texts, 1)
    ]
    tables = tables_of(frozen)
    target = ImportTarget(tables.sources, list(cases), Speakers(), pseudonyms, cleaning, tables.turns)
    return target, tables.turns


def coding(text, words, code="2", source="a", **more):
    start = text.index(words)
    return ProjectCoding(source, start, start + len(words), code, **{"coder": "Ana", "place": "g1"} | more)


def project(text, *codings, name="Wawancara Bu S.docx", **more):
    return Project(coders=("Ana",), codes=CODES, sources=(ProjectSource("a", name, text),), codings=codings, **more)


def imported(target, *projects, **more):
    values = {"kind": "interview", "language": "id"} | more
    files = [
        ProjectFile(f"p{number}.qdpx", each, **values, documents=documents_of(each))
        for number, each in enumerate(projects)
    ]
    return import_projects(files, target)


def test_a_text_the_study_does_not_hold_becomes_a_source_and_its_codings_follow():
    target, turns = study()
    result = imported(target, project(TALK, coding(TALK, "bawa temannya")))
    tables = tables_of_projects(result, turns)
    text = tables.sources["text"].item()
    assert tables.sources["source_id"].tolist() == ["Wawancara-Bu-S"]
    assert list(map(list, tables.sources["case_ids"])) == [["Wawancara-Bu-S"]]
    (row,) = tables.rows.to_dict("records")
    assert text[row["start"] : row["end"]] == row["quotation"] == "bawa temannya"
    assert (row["code"], row["coder"], row["place"]) == ("Relasi > Pelanggan setia", "Ana", "g1")
    assert tables.turns["role"].tolist() == ["interviewer", "informant"] * 2
    assert result.problems == []


@pytest.mark.parametrize(
    "written", [TALK, TALK.replace("\n", "\r\n"), TALK.replace("\n", "\n\n").replace("Lancar.", "Lancar!")]
)
def test_a_text_the_study_holds_under_another_name_is_not_taken_twice(written):
    target, turns = study("Lain.\nSama sekali.", TALK)
    result = imported(target, project(written, coding(written, "Masih setia, malah bawa temannya")))
    tables = tables_of_projects(result, turns)
    assert len(tables.sources) == 0
    (row,) = tables.rows.to_dict("records")
    text = target.sources.set_index("source_id").loc["S2", "text"]
    assert row["source"] == "S2"
    assert text[row["start"] : row["end"]] == "Masih setia, malah bawa temannya"
    assert tables.texts["how"].tolist() == ["same"]


def test_a_text_whose_names_the_study_replaces_is_known_all_the_same():
    target, turns = study(TALK, pseudonyms=Pseudonyms({"Siti": "[Orang 1]"}))
    result = imported(target, project(TALK, coding(TALK, "di rumah Siti")))
    (row,) = tables_of_projects(result, turns).rows.to_dict("records")
    assert row["source"] == "S1"
    assert row["quotation"] == "di rumah [Orang 1]"


def test_the_text_that_this_study_itself_gave_away_comes_home():
    target, turns = study(TALK, pseudonyms=Pseudonyms({"Siti": "[Orang 1]"}))
    frozen = target.sources["text"].item()
    result = imported(target, project(frozen, coding(frozen, "rumah [Orang 1]")))
    (row,) = tables_of_projects(result, turns).rows.to_dict("records")
    assert (row["source"], row["quotation"]) == ("S1", "rumah [Orang 1]")
    assert frozen[row["start"] : row["end"]] == "rumah [Orang 1]"


def test_another_state_of_a_text_is_told_and_its_words_are_left_to_be_looked_for():
    corrected = TALK.replace("kapan saja", "jam berapa saja").replace("usahanya?", "usahanya hari ini?")
    target, turns = study(corrected)
    result = imported(target, project(TALK, coding(TALK, "bawa temannya")))
    tables = tables_of_projects(result, turns)
    assert [problem.kind for problem in result.problems] == ["exchange-text-similar"]
    (row,) = tables.rows.to_dict("records")
    assert row["quotation"] == "bawa temannya"
    assert abs(row["start"] - target.sources["text"].item().index("bawa temannya")) < 20


def test_two_coders_projects_bring_one_text_once():
    target, turns = study()
    second = project(TALK.replace("\n", "\r\n"), coding(TALK.replace("\n", "\r\n"), "Lancar", coder="Budi"))
    tables = tables_of_projects(imported(target, project(TALK, coding(TALK, "Lancar")), second), turns)
    assert len(tables.sources) == 1
    assert tables.rows[["source", "quotation", "coder"]].values.tolist() == [
        ["Wawancara-Bu-S", "Lancar", "Ana"],
        ["Wawancara-Bu-S", "Lancar", "Budi"],
    ]


def test_two_texts_of_one_name_are_two_sources():
    other = "Informan: Sama sekali lain ceritanya, saya tidak punya toko."
    both = Project(
        coders=("Ana",),
        codes=CODES,
        sources=(ProjectSource("a", "Catatan", TALK), ProjectSource("b", "Catatan", other)),
    )
    target, turns = study()
    tables = tables_of_projects(imported(target, both), turns)
    assert tables.sources["source_id"].tolist() == ["Catatan", "Catatan-2"]


def test_people_are_called_what_the_study_calls_them():
    target, turns = study(TALK)
    each = project(TALK, coding(TALK, "Lancar"), coding(TALK, "setia", coder=""))
    rows = tables_of_projects(imported(target, each, coder="siti", coders={"Ana": "ana-1"}), turns).rows
    assert rows["coder"].tolist() == ["ana-1", "siti"]


def test_codings_of_nobody_are_told_once():
    target, _ = study(TALK)
    each = project(TALK, coding(TALK, "Lancar", coder=""), coding(TALK, "setia", coder=""))
    result = imported(target, each)
    assert result.rows == []
    (problem,) = result.problems
    assert (problem.kind, problem.values["count"]) == ("exchange-no-coder", 2)


def test_a_coding_of_what_cleaning_took_out_is_told():
    text = TALK.replace("Lancar.", "Lancar. [tertawa]")
    target, turns = study(cleaning=Cleaning(non_verbal=True))
    result = imported(target, project(text, coding(text, "[tertawa]"), coding(text, "Lancar. [tertawa]")))
    (row,) = tables_of_projects(result, turns).rows.to_dict("records")
    assert row["quotation"] == "Lancar."
    assert [problem.kind for problem in result.problems] == ["exchange-coding-empty"]


def test_memos_cases_and_sets_come_along():
    start = TALK.index("Masih setia")
    target, turns = study()
    whole = project(
        TALK,
        cases=(ProjectCase("c", "Ibu toko", {"Kota": "Serang"}, ("a",)),),
        memos=(
            ProjectMemo("m", "Rumah Siti?", author="Ana", source="a", start=start, end=start + 11),
            ProjectMemo("n", "Secara umum", title="Catatan"),
        ),
        sets=(ProjectSet("s", "Penting", codes=("2",), sources=("a",)),),
    )
    tables = tables_of_projects(imported(target, whole), turns)
    assert tables.memos[["turn", "author", "text"]].values.tolist() == [[4, "Ana", "Rumah Siti?"]]
    assert tables.cases[["case_id", "attribute:Kota"]].values.tolist() == [["Ibu-toko", "Serang"]]
    assert list(map(list, tables.sources["case_ids"])) == [["Ibu-toko"]]
    assert tables.notes[["kind", "name", "text", "members"]].values.tolist() == [
        ["memo", "Catatan", "Secara umum", ""],
        ["set", "Penting", "", "Pelanggan setia; Wawancara-Bu-S"],
    ]


def test_a_study_with_cases_of_its_own_gives_texts_to_them():
    target, turns = study(cases=[Case("Ibu toko"), Case("S")])
    whole = project(TALK, cases=(ProjectCase("c", "ibu toko", {"Kota": "Serang"}, ("a",)),))
    result = imported(target, whole)
    assert list(map(list, tables_of_projects(result, turns).sources["case_ids"])) == [["Ibu toko", "S"]]
    assert [problem.kind for problem in result.problems] == ["exchange-attributes-unused"]


def test_names_are_replaced_in_all_that_comes():
    names = Pseudonyms({"Siti": "[Orang 1]"})
    target, turns = study(pseudonyms=names)
    whole = project(
        TALK,
        coding(TALK, "rumah Siti", memo="Siti sendiri"),
        name="Wawancara Siti",
        memos=(ProjectMemo("n", "Tentang Siti", title="Siti"),),
        sets=(ProjectSet("s", "Siti", definition="Siti"),),
        cases=(ProjectCase("c", "Siti", {"Nama": "Siti"}, ("a",)),),
    )
    tables = tables_of_projects(imported(target, whole), turns)
    for table in (tables.sources, tables.rows, tables.notes, tables.texts, tables.cases):
        assert not table.astype(str).apply(lambda column: column.str.contains("Siti")).any(axis=None)


def test_identifiers_of_projects_are_found_before_anything_is_frozen():
    text = TALK + " Telepon 0812-3456-7890 ya."
    whole = project(text)
    file = ProjectFile("p.qdpx", whole, "interview", "id", documents=documents_of(whole))
    listed = list(identifiers_in([file], Pseudonyms(kinds=("phone",)), Speakers(), Cleaning()))
    assert [(where, found.kind) for where, found in listed] == [("p.qdpx/a", "phone")]


def test_names_do_not_stay_in_rows_of_another_state_of_a_text_nor_in_codes_and_variables():
    names = Pseudonyms({"Siti": "[Orang 1]"})
    target, _ = study(TALK.replace("kapan saja", "jam berapa saja"), pseudonyms=names)
    whole = Project(
        coders=("Ana",),
        codes=(ProjectCode("2", "Rumah Siti"),),
        sources=(ProjectSource("a", "x", TALK, memo="Di rumah Siti", attributes={"Jarak ke Siti": "jauh"}),),
        codings=(coding(TALK, "rumah Siti", memo="Siti sendiri"),),
        sets=(ProjectSet("s", "kenalan siti", codes=("2",)),),
    )
    result = imported(target, whole)
    assert result.rows[0]["quotation"] == "rumah [Orang 1]"
    assert "siti" not in str([result.rows, result.notes, result.cases, result.texts]).casefold()


@pytest.mark.parametrize("words", ["😂", "😂 Lancar. 😂"])
def test_codings_of_characters_come_along_in_a_text_of_other_line_ends(words):
    text = TALK.replace("Lancar.", "😂 Lancar. 😂")
    target, _ = study(text)
    written = text.replace("\n", "\r\n")
    (row,) = imported(target, project(written, coding(written, words))).rows
    assert row["quotation"] == words


def test_a_text_that_begins_with_a_mark_of_its_own_moves_no_quotation():
    text = "\ufeff" + TALK
    target, _ = study()
    (row,) = imported(target, project(text, coding(text, "bawa temannya"))).rows
    assert row["quotation"] == "bawa temannya"


@pytest.mark.parametrize(
    "text", [r"{\rtf1 A: Halo bawa temannya ya}", '{"segments":[{"start":0,"end":2,"text":"Halo bawa temannya ya"}]}']
)
def test_a_text_that_looks_like_another_format_is_the_text_it_is(text):
    target, _ = study()
    (row,) = imported(target, project(text, coding(text, "bawa temannya"))).rows
    assert row["quotation"] == "bawa temannya"


def two(first, second, names=("R1", "R2")):
    sources = (ProjectSource("a", names[0], first), ProjectSource("b", names[1], second))
    codings = (coding(first, "menurut"), coding(second, "menurut", source="b"))
    return Project(coders=("Ana",), codes=CODES, sources=sources, codings=codings)


FORM = "Jam: {}\n" + "\n".join(f"Butir {n}: apa pedagang melakukan hal nomor {n} menurut pengamat?" for n in range(20))


@pytest.mark.parametrize(("first", "second"), [("Ya, menurut saya.",) * 2, (FORM.format(8), FORM.format(9))])
def test_texts_that_a_project_keeps_apart_stay_apart_however_alike(first, second):
    target, _ = study()
    result = imported(target, two(first, second), two(second, first, ("R2", "R1")))
    assert [row["source"] for row in result.rows] == ["R1", "R2", "R2", "R1"]
    assert [text["how"] for text in result.texts] == ["new", "new", "same", "same"]


def test_a_text_the_study_holds_is_not_taken_by_another_state_of_it():
    target, _ = study(FORM.format(9))
    result = imported(target, two(FORM.format(8), FORM.format(9)))
    assert [(text["how"], text["source_id"]) for text in result.texts] == [("new", "R1"), ("same", "S1")]


def test_people_are_known_whatever_the_case_and_those_who_are_not_are_told():
    target, _ = study(TALK)
    each = project(TALK, coding(TALK, "Lancar", coder="ana  puspa"), coding(TALK, "setia", coder="Budi"))
    result = imported(target, each, coders={"Ana Puspa": "ana"})
    assert [row["coder"] for row in result.rows] == ["ana", "Budi"]
    assert [problem.kind for problem in result.problems] == ["coders-unmapped"]


def test_what_is_written_about_the_project_its_texts_and_cases_is_kept():
    target, _ = study(TALK)
    case = ProjectCase("c", "Ibu", {}, ("a",), memo="Tentang kasus")
    whole = Project(
        "Toko",
        description="Tentang proyek",
        sources=(ProjectSource("a", "x", TALK, memo="Tentang teks"),),
        cases=(case,),
    )
    notes = imported(target, whole).notes
    assert [(note["name"], note["text"], note["members"]) for note in notes] == [
        ("Toko", "Tentang proyek", ""),
        ("", "Tentang teks", "S1"),
        ("", "Tentang kasus", "Ibu"),
    ]


def test_attributes_of_a_text_the_study_holds_go_to_its_case_there():
    target, _ = study(TALK)
    target.sources["case_ids"] = [["S1"]]
    result = imported(target, project(TALK, cases=(ProjectCase("c", "Ibu toko", {"Kota": "Serang"}, ("a",)),)))
    assert result.cases == {"S1": {"Kota": "Serang"}}


def test_attributes_of_a_case_without_a_text_are_told():
    target, _ = study(TALK)
    result = imported(target, project(TALK, cases=(ProjectCase("c", "Ibu toko", {"Kota": "Serang"}),)))
    assert [problem.kind for problem in result.problems] == ["exchange-lost"]


def test_an_observation_is_no_case():
    target, turns = study()
    tables = tables_of_projects(imported(target, project(TALK), kind="observation"), turns)
    assert list(map(list, tables.sources["case_ids"])) == [[]]


@pytest.mark.parametrize("path", [("Umur", "Umur > 40"), ("A → B", "Akibat"), ("A → B", "Akibat", "Jauh"), ("A > B",)])
def test_a_code_whose_name_holds_the_character_of_paths_is_found_in_the_codebook(path):
    target, _ = study(TALK)
    codes = tuple(ProjectCode(each, each, above) for each, above in zip(path, ("", *path), strict=False))
    whole = Project(
        coders=("Ana",),
        codes=codes,
        sources=(ProjectSource("a", "x", TALK),),
        codings=(coding(TALK, "Lancar", code=path[-1]),),
    )
    entries = entries_of([codes], "id")
    table, _ = codes_table(entries, ["id"], "p.qdpx")
    assert CodeNames(table).find(imported(target, whole).rows[0]["code"]) == [entries[-1].code_id]


def test_the_kind_that_a_study_gave_away_comes_home_and_is_no_attribute_of_a_case():
    note = ProjectSource(
        "n", "Catatan", "Toko ramai pada sore hari, pemiliknya menjawab pesan.", attributes={"kind": "observation"}
    )
    other = ProjectSource("o", "Lain", TALK, attributes={"kind": "Utama"})
    target, turns = study()
    whole = Project(coders=("Ana",), codes=CODES, sources=(note, other))
    tables = tables_of_projects(imported(target, whole), turns)
    assert dict(zip(tables.sources["source_id"], tables.sources["kind"], strict=True)) == {
        "Catatan": "observation",
        "Lain": "interview",
    }
    assert tables.turns.query("source_id == 'Catatan'")["role"].tolist() == ["observer"]
    assert tables.cases[["case_id", "attribute:kind"]].values.tolist() == [["Lain", "Utama"]]


def labelled(text, **labels):
    """A transcript with other labels for who asks and who answers."""
    for old, new in labels.items():
        text = text.replace(f"{old}:", f"{new}:")
    return text


@pytest.mark.parametrize("asks", ["I", "INT", "Budi", "Peneliti 1"])
@pytest.mark.parametrize("answers", ["P1", "Ibu Ratna", "R"])
def test_labels_do_not_weigh_when_texts_are_compared(asks, answers):
    target, turns = study(TALK)
    written = labelled(TALK, Pewawancara=asks, Informan=answers)
    result = imported(target, project(written, coding(written, "malah bawa temannya")))
    tables = tables_of_projects(result, turns)
    assert tables.texts[["source_id", "how", "similarity"]].values.tolist() == [["S1", "same", 1.0]]
    (row,) = tables.rows.to_dict("records")
    text = target.sources["text"].item()
    assert text[row["start"] : row["end"]] == row["quotation"] == "malah bawa temannya"
    assert result.problems == []


def test_a_coding_over_two_turns_keeps_the_study_s_own_labels():
    target, turns = study(TALK)
    written = labelled(TALK, Pewawancara="I", Informan="Ratna")
    words = "Lalu pelanggan lama?\nRatna: Masih setia"
    (row,) = tables_of_projects(imported(target, project(written, coding(written, words))), turns).rows.to_dict(
        "records"
    )
    assert row["quotation"] == "Lalu pelanggan lama?\nInforman: Masih setia"


def test_a_text_of_the_same_name_with_other_words_is_told_with_how_alike_they_are():
    target, _ = study(TALK)
    other = labelled(TALK, Pewawancara="I", Informan="R").replace("Masih setia, malah bawa temannya", "Sudah pindah")
    other = other.replace("Sekarang orang tanya lewat HP", "Tidak ada yang bertanya lagi")
    result = imported(target, project(other, coding(other, "Sudah pindah"), name="S1.docx"))
    (problem,) = result.problems
    assert (problem.kind, problem.values["source"], problem.values["new"]) == ("exchange-text-other", "S1", "S1-2")
    assert 30 < int(problem.values["similarity"]) < 80


GROUP = "A: Pupuk mahal sekali.\nB: Air tidak sampai.\nModerator: Lalu?\nA: Kami menunggu.\n"


def in_group(*parts, **more):
    """A project with a focus group and its cases: name and the words its part begins and ends with."""
    cases = [
        ProjectCase(
            f"c{number}",
            name,
            sources=("a",),
            ranges=(CaseRange("a", GROUP.index(first), GROUP.index(last) + len(last)),),
        )
        for number, (name, first, last) in enumerate(parts)
    ]
    return project(GROUP, coding(GROUP, "Air tidak sampai"), name="Kelompok", cases=tuple(cases), **more)


def test_parts_of_a_text_are_cases_of_their_turns():
    target, turns = study()
    given = in_group(("Petani 07", "A: Pupuk", "sekali."), ("Petani 12", "B: Air", "sampai."))
    result = imported(target, given)
    tables = tables_of_projects(result, turns)
    assert tables.turns[["speaker", "role", "case_id"]].values.tolist() == [
        ["A", "informant", "Petani-07"],
        ["B", "informant", "Petani-12"],
        ["Moderator", "interviewer", ""],
        ["A", tables.turns["role"].iloc[3], tables.turns["case_id"].iloc[3]],
    ]
    assert tables.turns["case_id"].iloc[3] == ""
    assert set(tables.sources["case_ids"].item()) == {"Petani-07", "Petani-12"}


def test_whoever_asks_within_the_part_of_a_case_is_not_the_case():
    target, turns = study()
    result = imported(target, in_group(("Petani 07", "A: Pupuk", "menunggu.")))
    roles = tables_of_projects(result, turns).turns[["speaker", "case_id"]].values.tolist()
    assert roles == [["A", "Petani-07"], ["B", "Petani-07"], ["Moderator", ""], ["A", "Petani-07"]]


def test_parts_of_cases_that_the_study_does_not_list_are_nobody_s():
    target, turns = study(cases=[Case("Petani-12")])
    given = in_group(("Petani 07", "A: Pupuk", "sekali."), ("petani 12", "B: Air", "sampai."))
    tables = tables_of_projects(imported(target, given), turns)
    assert tables.turns["case_id"].tolist()[:2] == ["", "Petani-12"]


IN_GROUP = (("Petani 07", "A: Pupuk", "sekali."), ("Petani 12", "B: Air", "sampai."))


def held_with_parts(target, turns):
    """Speaker, role and case of each turn of the study's own text after the import; its cases; what was told."""
    result = imported(target, in_group(*IN_GROUP))
    tables = tables_of_projects(result, turns)
    listed = [case.case_id for case in target.cases]
    sources, turns = with_turn_cases(target.sources, target.turns, tables.turn_cases, listed)
    told = [dict(each.values) for each in result.problems if each.kind == "exchange-ranges-held"]
    return turns[["speaker", "role", "case_id"]].values.tolist(), sources["case_ids"].tolist(), told


def test_parts_of_a_text_that_the_study_has_itself_are_cases_of_its_turns():
    target, turns = study(labelled(GROUP, A="Bapak A", B="Bapak B"))  # found by the letters of what is said
    after, cases, told = held_with_parts(target, turns)
    assert after == [
        ["Bapak A", "informant", "Petani-07"],
        ["Bapak B", "informant", "Petani-12"],
        ["Moderator", "interviewer", ""],
        ["Bapak A", turns["role"].iloc[3], ""],
    ]
    assert cases == [["Petani-07", "Petani-12"]] and told == []


def test_a_case_made_up_for_a_source_is_none_beside_those_of_its_parts():
    target, turns = study(GROUP)
    target.turns["case_id"] = "S1"
    target.sources["case_ids"] = [["S1"]]
    after, cases, told = held_with_parts(target, turns)
    assert [case for *_, case in after] == ["Petani-07", "Petani-12", "", ""]
    assert cases == [["Petani-07", "Petani-12"]] and told == []


@pytest.mark.parametrize(
    ("listed", "role_from", "told"), [((), "table", 1), (("Petani-07", "Petani-12", "Petani-99"), "case", 1)]
)
def test_what_the_study_says_itself_of_a_turn_holds_and_is_told(listed, role_from, told):
    target, turns = study(GROUP, cases=[Case(case_id) for case_id in listed])
    target.turns.loc[1, ["case_id", "role", "role_from"]] = ["Petani-99", "informant", role_from]
    after, _, problems = held_with_parts(target, turns)
    assert [case for *_, case in after] == ["Petani-07", "Petani-99", "", ""]
    assert problems == [{"source": "S1", "count": told}]


def test_a_role_that_a_list_gives_stays_when_a_turn_becomes_a_case_s():
    target, turns = study(GROUP)
    target.turns.loc[1, ["role", "role_from"]] = ["other", "list"]
    after, _, _ = held_with_parts(target, turns)
    assert after[1] == ["B", "other", "Petani-12"]


def test_two_projects_that_give_one_turn_to_two_cases_are_told():
    target, turns = study(GROUP)
    second = in_group(("Petani 44", "A: Pupuk", "sekali."))
    result = imported(target, in_group(*IN_GROUP), second)
    (problem,) = [each for each in result.problems if each.kind == "exchange-ranges-held"]
    assert dict(problem.values) == {"source": "S1", "count": 1}
    changed = tables_of_projects(result, turns).turn_cases
    assert changed["case_id"].tolist() == ["Petani-07", "Petani-12"]


@pytest.mark.parametrize("name", ["Interview guide.docx", "Pedoman wawancara", "Leitfaden_final", "Topic guide v2"])
def test_a_guide_is_no_informant_and_told(name):
    guide = "Pewawancara: Apa kabar usahanya?\nInforman: (biarkan bercerita)\n"
    target, turns = study()
    result = imported(target, project(guide, coding(guide, "Apa kabar"), name=name))
    tables = tables_of_projects(result, turns)
    assert set(tables.turns["role"]) == {"other"} and set(tables.turns["case_id"]) == {""}
    assert list(tables.sources["case_ids"].item()) == []
    assert [problem.kind for problem in result.problems] == ["exchange-text-guide"]
    assert len(tables.rows) == 1


def test_what_the_study_says_of_a_text_goes_before_its_name():
    target, turns = study()
    given = project(TALK, coding(TALK, "Lancar"), name="Interview guide Ratna")
    result = imported(target, given, kinds={"interview guide*": "interview"})
    assert "informant" in set(tables_of_projects(result, turns).turns["role"]) and result.problems == []
    result = imported(target, given, kinds={"*Ratna": "observation"})
    assert tables_of_projects(result, turns).sources["kind"].item() == "observation"


@pytest.mark.parametrize("pattern", ["Catatan.docx", "catatan", "Cat*"])
def test_a_text_may_be_left_out_and_what_is_coded_in_it_is_counted(pattern):
    target, turns = study()
    result = imported(target, project(TALK, coding(TALK, "Lancar"), name="Catatan.docx"), exclude=(pattern,))
    tables = tables_of_projects(result, turns)
    assert len(tables.sources) == len(tables.rows) == 0
    assert [(p.kind, p.values["count"]) for p in result.problems] == [("exchange-text-left-out", 1)]


def test_one_name_that_programs_give_in_two_projects_is_told():
    def given(coder):
        return Project(
            coders=(coder,), codes=CODES, sources=(ProjectSource("a", "T", TALK),),
            codings=(coding(TALK, "Lancar", coder=coder),),
        )  # fmt: skip

    target, _ = study()
    kinds = [problem.kind for problem in imported(target, given("default"), given("default")).problems]
    assert kinds == ["exchange-coder-shared"]
    assert imported(target, given("rina"), given("rina")).problems == []
    assert imported(target, given("default"), given("default"), coders={"default": "ana"}).problems == []
