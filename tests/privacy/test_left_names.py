from benang.core.problems import Problem
from benang.privacy.left_names import left_names, what_stops
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.document import Document, Remark
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import tables_of
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

NAMES = Pseudonyms({"Mukhlis": "[Orang 2]"})
RAW = "P: Halo.\nMukhlis2: Ya.\nP: Akunnya?\nMukhlis2: Mukhlis.\nP: Cari Mukhlis99,\n  lalu @mukhlis_store ya."


def row():
    source = {"source_id": "s", "file": "s.txt", "path": "s.txt", "kind": "interview", "language": "id"}
    return SourceRow(**source, case_ids=("B",), encoding="", batch=0)


def test_names_left_in_text_and_memos_are_one_problem_a_pseudonym_at_their_first_line():
    remark = Remark(RAW.index("Akun"), RAW.index("Akun") + 4, "mukhlis_h", "tanya Mukhlisin")
    document = Document(RAW, "txt", remarks=(remark,))
    tables = tables_of([freeze(document, row(), Speakers(("P",), ("Mukhlis2",)), NAMES)])
    assert "Mukhlis99" in tables.sources["text"][0]
    arguments = (tables.sources, tables.turns, tables.offset_map, tables.memos)
    problems = left_names(*arguments, NAMES)
    assert [(each.kind, each.file, each.line, each.severity) for each in problems] == [
        ("name-inside-word", "s.txt", 3, "error")
    ]
    assert dict(problems[0].values)["pseudonym"] == "[Orang 2]"
    assert dict(problems[0].values)["count"] == 3
    assert "mukhlis" not in problems[0].message("en").casefold()
    assert left_names(*arguments, Pseudonyms()) == []


def test_a_name_that_is_left_stops_a_run_that_goes_on_with_other_errors():
    left = Problem("name-inside-word", "s.txt", 3, values={"pseudonym": "[Orang 2]", "count": 1})
    scan, guess = Problem("pdf-no-text", "b.pdf"), Problem("name-begins-word", "s.txt", 1, values={"count": 1})
    assert what_stops([scan, left, guess], strict=False) == [left]
    assert what_stops([scan, left, guess], strict=True) == [scan, left]
