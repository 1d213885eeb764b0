"""Web pages as readers get them: nothing that axe finds, on a phone and on a desk, in light and dark, without scripts.

Runs where Chromium and axe-core are on the machine (CONTRIBUTING.md says how to get them).
"""

import pytest
from browser import Browser, axe_violations, find_axe, find_browser
from changed_study import compared, in_code, in_input, run, seeded

from benang.changes.changes_page import Page, Setting

PAGES = [
    *(f"reports/{name}{edition}.html" for name in ("report", "supplement") for edition in ("", ".en")),
    *(f"results/coding/disagreements{edition}.html" for edition in ("", ".en")),
    *(f"reports/transcripts.{language}.html" for language in ("id", "en")),
    *(f"reports/transcripts/wawancara-informan-A.{language}.html" for language in ("id", "en")),
    *(f"reports/transcripts/observasi-3-konsumen-C-D-E.{language}.html" for language in ("id", "en")),
]
PHONE, DESK = 390, 1280

pytestmark = pytest.mark.skipif(
    not (find_browser() and find_axe()), reason="Chromium or axe-core is not on this machine (CONTRIBUTING.md)"
)


@pytest.fixture(scope="module")
def browser():
    with Browser(find_browser()) as one:
        yield one


def violations(browser, page):
    """What axe finds on a page, by width and whether it is dark."""
    found = {}
    for width in (PHONE, DESK):
        for dark in (False, True):
            browser.show(page, width, dark)
            assert browser.run("matchMedia('(prefers-color-scheme: dark)').matches") is dark
            if wrong := axe_violations(browser, find_axe()):
                found[width, dark] = wrong
    return found


@pytest.mark.parametrize("page", PAGES)
def test_axe_finds_nothing(reference, browser, page):
    assert violations(browser, reference / page) == {}


def test_axe_finds_what_is_wrong(browser, tmp_path):
    """A page without a language and with a picture without a description, so that nothing found means something."""
    page = tmp_path / "wrong.html"
    page.write_text('<!DOCTYPE html><title>x</title><main><h1>x</h1><img src="data:,"></main>', encoding="utf-8")
    found = " ".join(violations(browser, page)[PHONE, False])
    assert "html-has-lang" in found and "image-alt" in found


@pytest.mark.slow
@pytest.mark.parametrize("language", ["id", "en"])
def test_axe_finds_nothing_on_the_page_of_changes(browser, tmp_path, language):
    run(tmp_path / "before")
    coder = in_input("data/codings/coder-1.csv", "b,trust,I trust no shop\n", "")
    run(tmp_path / "after", *seeded(coder, in_code("benang/style.py", "#0072b2", "#d55e00")))
    changes = compared(tmp_path / "before", tmp_path / "after")[0]
    counts = {"changed": 3, "new": 1, "gone": 0, "all": 9}
    setting = Setting(language, "main", "", counts, True, {}, {}, lambda path: path, lambda text: True)
    page = tmp_path / "changes.html"
    page.write_text(Page(setting).html(changes), encoding="utf-8")
    assert violations(browser, page) == {}


@pytest.mark.parametrize("page", PAGES)
def test_a_page_is_no_wider_than_the_window(reference, browser, page):
    for width in (PHONE, DESK):
        browser.show(reference / page, width)
        assert browser.run("document.documentElement.scrollWidth") <= width


ROW_LABELS = """
[...document.querySelectorAll('.table')].filter(box => box.scrollWidth > box.clientWidth + 40).map(box => {
  const cell = box.querySelector('tbody tr:last-child > :first-child');
  const before = cell.getBoundingClientRect().left;
  box.scrollLeft = box.scrollWidth;
  const moved = Math.abs(cell.getBoundingClientRect().left - before);
  box.scrollLeft = 0;
  return moved;
})
"""


def test_on_a_phone_contents_are_in_sight_and_labels_of_rows_stay(reference, browser):
    browser.show(reference / "reports/supplement.html", PHONE)
    shown = browser.run("(nav => nav.getBoundingClientRect().height)(document.querySelector('nav'))")
    assert shown > 100
    links = "[...document.querySelectorAll('nav a')].filter(a => a.offsetParent)"
    assert browser.run(f"{links}.length") > 5
    assert browser.run(f"{links}.every(a => document.getElementById(decodeURIComponent(a.hash.slice(1))))")
    moved = browser.run(ROW_LABELS)
    assert moved and max(moved) < 1


def test_pages_need_no_scripts(reference):
    for page in PAGES:
        assert "<script" not in (reference / page).read_text(encoding="utf-8")
