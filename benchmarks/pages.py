"""How large a study's web pages are, and how fast a browser opens them: report and supplement, in each language.

    .venv/bin/python benchmarks/pages.py STUDY [STUDY ...] [--times 5]

A study is a folder with reports of a run (``benchmarks/scale.py --keep`` leaves such). Each page is opened in a new
headless Chromium or Chrome (``BENANG_CHROMIUM`` names another) at 1,280 pixels, and again at 390. Printed are its size
and, as the browser counts from the beginning of the navigation, the seconds until its load event has ended and until it
is painted after that: the median, and the slowest of all openings. Targets: 15 MB, 2 s.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from statistics import median

HOUSE = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(HOUSE / "tests" / "material")]

from browser import Browser, find_browser  # noqa: E402

WIDTHS = (1280, 390)
MOST_BYTES, MOST_SECONDS = 15e6, 2.0
TIMES = """
new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => {
    const [page] = performance.getEntriesByType("navigation");
    done([page.loadEventEnd / 1000, performance.now() / 1000, document.getElementsByTagName("*").length]);
})))
"""
"""Two frames after the load event the page has been laid out and painted."""


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how large a study's pages are and how fast they open.")
    parser.add_argument("studies", type=Path, nargs="+")
    parser.add_argument("--times", type=int, default=5, help="how often each page is opened in each width")
    options = parser.parse_args()
    program = find_browser()
    if program is None:
        sys.exit("There is no Chromium or Chrome; BENANG_CHROMIUM may name one.")
    missed = False
    for study in options.studies:
        print(study)
        print(f"  {'page':22} {'MB':>6} {'elements':>9} {'loaded s':>16} {'painted s':>16}")
        for page in sorted((study / "reports").glob("*.html")):
            missed |= not report(program, page, options.times)
    print(f"Targets ({MOST_BYTES / 1e6:.0f} MB, loaded in {MOST_SECONDS:.0f} s): {'missed' if missed else 'met'}")


def report(program: str, page: Path, times: int) -> bool:
    """Print what a page takes; whether it keeps the targets."""
    opened = [opening(program, page, width) for width in WIDTHS for _ in range(times)]
    loaded, painted, elements = zip(*opened, strict=True)
    size = page.stat().st_size
    print(f"  {page.name:22} {size / 1e6:6.2f} {elements[0]:9.0f} {shown(loaded)} {shown(painted)}", flush=True)
    return size <= MOST_BYTES and max(loaded) <= MOST_SECONDS


def opening(program: str, page: Path, width: int) -> tuple[float, float, float]:
    """Seconds until a page is loaded and painted, and how many elements it has."""
    with Browser(program) as browser:
        browser.show(page, width)
        loaded, painted, elements = browser.run(TIMES)
        return loaded, painted, elements


def shown(seconds: tuple[float, ...]) -> str:
    """The median, and the slowest."""
    return f"{median(seconds):6.2f} (to {max(seconds):5.2f})"


if __name__ == "__main__":
    main()
