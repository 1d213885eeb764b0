"""The page: one file, in order, in words, and nothing in it that may not be shown."""

import re

import pytest
from changed_study import compared, in_code, in_input, run, seeded

from benang.changes.causes import Cause
from benang.changes.changes_page import SHOWN, Page, Setting, excerpts
from benang.changes.file_changes import FileChange
from benang.changes.table_changes import of_csv, table_changes


def setting(language="en", shown=lambda path: path, is_public=lambda text: True, was=None, now=None):
    counts = {"changed": 3, "new": 1, "gone": 0, "all": 9}
    return Setting(language, "main", "", counts, True, was or {}, now or {}, shown, is_public)


def of_table(table):
    return FileChange("results/t", {"results/t.csv": "changed"}, {"results/t.csv": table}, {}, ())


@pytest.fixture
def changes(tmp_path):
    run(tmp_path / "before")
    coder = in_input("data/codings/coder-1.csv", "b,trust,I trust no shop\n", "")
    run(tmp_path / "after", *seeded(coder, in_code("benang/style.py", "#0072b2", "#d55e00")))
    return compared(tmp_path / "before", tmp_path / "after")[0]


def article(page, name):
    return next(one for one in page.split("<article")[1:] if f"<h2>{name}</h2>" in one)


def test_number_then_picture_then_cause(changes):
    told = article(Page(setting()).html(changes), "results/figures/en/bars")
    assert told.index("Numbers") < told.index("<img") < told.index("Cause")
    assert told.count("data:image/png;base64,") == 3
    assert "The code workflow/benang/style.py changed; it is used by mapping/figure." in told
    groups = article(Page(setting()).html(changes), "results/mapping/groups")
    cells = re.findall(r"<t[hd][^>]*>([^<]*)</t[hd]>", groups)
    assert cells[-5:] == ["trust · seller", "n", "1", "0", "-1"]
    assert "The input file data/codings/coder-1.csv changed; it is read by coding/codings." in groups


def test_the_page_holds_all_it_shows_and_runs_nothing(changes):
    page = Page(setting()).html(changes)
    assert "default-src &#39;none&#39;" in page or "default-src 'none'" in page
    assert "<script" not in page and not re.search(r'(?:src|href)="(?!data:|#)', page)
    assert page == Page(setting()).html(changes)


@pytest.mark.parametrize(("language", "word"), [("id", "Penyebab"), ("en", "What caused it"), ("fr", "What caused it")])
def test_the_page_speaks_the_studys_language(changes, language, word):
    assert word in Page(setting(language)).html(changes)


def test_what_people_wrote_is_text():
    before, after = of_csv("id,a\n1,x\n"), of_csv('id,a\n1,"<script>alert(1)</script>"\n')
    change = FileChange(
        "results/t", {"results/t.csv": "changed"}, {"results/t.csv": table_changes("-", before, after)}, {}, ()
    )
    page = Page(setting()).html([change])
    assert "<script" not in page and "&lt;script&gt;" in page


def test_what_may_not_be_shown_is_left_out_and_said():
    before, after = of_csv("id,a\n1,x\n"), of_csv("id,a\n1,Sari Dewi\n")
    change = FileChange(
        "results/t", {"results/t.csv": "changed"}, {"results/t.csv": table_changes("-", before, after)}, {}, ()
    )
    page = Page(setting(is_public=lambda text: "Sari" not in text)).html([change])
    assert "Sari" not in page and "is not shown" in page


def test_an_input_is_called_as_others_may_know_it():
    page = Page(setting(shown=lambda path: "" if "private" in path else path.replace("Sari", "P1")))
    assert "data/P1.txt" in page.cause(Cause("input", "data/Sari.txt", "coding/clean"))
    assert "private/names" not in page.cause(Cause("input", "data/private/names.csv", "coding/clean"))


def test_values_of_the_configuration_are_told_where_they_can_name_nobody():
    page = Page(setting(was={"figures.width": "85", "study.author": "Sari"}, now={"figures.width": "180"}))
    assert "It was 85, and is 180." in page.cause(Cause("config", "figures.width", "mapping/figure"))
    assert "Sari" not in page.cause(Cause("config", "study.author", "conclusions/documents", "gone"))


def test_no_more_than_some_rows_are_shown_and_how_many_there_are_is_said():
    after = of_csv("id,a\n" + "".join(f"{n},x\n" for n in range(40)))
    table = table_changes("-", of_csv("id,a\n"), after)
    page = Page(setting()).html([of_table(table)])
    assert page.count('<li dir="auto">') == SHOWN and f"{SHOWN} of 40 shown." in page


def test_of_a_change_that_nothing_explains_this_is_said():
    assert "Nothing that is recorded explains" in Page(setting()).html(
        [FileChange("r/t", {"r/t.pdf": "changed"}, {}, {}, ())]
    )


def test_a_cause_that_came_in_by_several_steps_is_told_once():
    causes = (Cause("code", "workflow/a.py", "coding/clean"), Cause("code", "workflow/a.py", "mapping/figure"))
    page = Page(setting()).html([FileChange("r/t", {"r/t.pdf": "changed"}, {}, {}, causes)])
    assert page.count("it is used by") == 1 and "it is used by coding/clean, mapping/figure." in page


def test_nothing_changed():
    assert "Nothing changed" in Page(setting()).html([])


def test_long_texts_are_cut_to_where_they_begin_to_differ():
    before, after = excerpts("a" * 500 + "x" + "b" * 500, "a" * 500 + "y" + "b" * 500)
    assert "x" in before and "y" in after and len(before) < 200 and before.startswith("… ") and before.endswith(" …")


def test_a_key_that_is_new_was_absent():
    page = Page(setting(now={"figures.width": "85"}))
    assert "It was absent, and is 85." in page.cause(Cause("config", "figures.width", "mapping/figure", "new"))
