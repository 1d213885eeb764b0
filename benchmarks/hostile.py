"""How time grows with texts made to lead a careless program astray.

    .venv/bin/python benchmarks/hostile.py [--characters 50000] [--only articles]

The pieces are those of the tests (``tests/material/hostile.py``), which count calls and see nothing of what happens
within a search of a regular expression. Each piece is said over and over until the text is so long, and then four times
as long. For each: seconds of processor time for both, and the growth: 1 is time in proportion to the text, 2 to its
square. What grows faster than ``--most`` and takes over a tenth of a second ends the program with status 1. Best of
three.
"""

import argparse
import math
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "workflow"))
sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "material"))

import hostile

from benang.literature.cited import cited_in
from benang.privacy.gate.search import PublicFile, search_public
from benang.privacy.gate.sensitive_terms import SensitiveTerms
from benang.privacy.identifiers import find_identifiers
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.articles.informant_sources import informants
from benang.sources.cleaning import Cleaning
from benang.sources.document import Document
from benang.sources.freeze import freeze
from benang.sources.readers import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers
from benang.text.sentences import sentence_spans

TIMES = 4
ROUNDS = 3
ROW = SourceRow("a", "article", "id", "", "a.txt", "a.txt", (), 0)
NAMES = Pseudonyms({"Mukhlis": "[Orang 1]", "Budi Santoso": "[Orang 2]", "Toko Berkah": "[Toko 1]"})
TERMS = SensitiveTerms(NAMES, {}, ("phone", "email"))
ALL_STEPS = Cleaning(non_verbal=True, fillers=True, repeated_words=True)

WORK: dict[str, tuple[Sequence[str], Callable[[str], object]]] = {
    "identifiers": (hostile.IDENTIFIERS, find_identifiers),
    "pseudonyms": (hostile.PSEUDONYMS, NAMES.search),
    "gate": (hostile.GATE, lambda text: search_public([PublicFile("a.bin", text.encode())], TERMS)),
    "sentences": (hostile.SENTENCES, lambda text: sentence_spans(text, "id")),
    "citations": (hostile.CITATIONS, lambda text: cited_in(text, "en")),
    "articles": (hostile.ARTICLES, lambda text: informants(Document(text, "txt"), ROW, [], Speakers())),
    "cleaning": (
        hostile.CLEANING,
        lambda text: freeze(Document(text, "txt"), ROW, Speakers(), Pseudonyms(), ALL_STEPS),
    ),
    "markdown": (hostile.MARKDOWN, lambda text: read_bytes(text.encode(), "a.md", "a.md")),
}


def main() -> None:
    parser = argparse.ArgumentParser(description="Time hostile texts and four times as long ones.")
    parser.add_argument("--characters", type=int, default=50_000)
    parser.add_argument("--only", choices=sorted(WORK))
    parser.add_argument("--most", type=float, default=1.5)
    arguments = parser.parse_args()
    slow = 0
    print(f"{'':12} {'piece':18} {'seconds':>8} {f'{TIMES} x':>8} {'growth':>7}")
    for name, (pieces, work) in WORK.items():
        for piece in pieces if arguments.only in (None, name) else ():
            text = piece * max(1, arguments.characters // len(piece))
            small, large = seconds(work, text), seconds(work, text * TIMES)
            growth = math.log(large / small, TIMES)
            too_fast = growth > arguments.most and large > 0.1
            slow += too_fast
            mark = "  <" if too_fast else ""
            print(f"{name:12} {piece[:8]!r:18} {small:8.3f} {large:8.3f} {growth:7.2f}{mark}", flush=True)
    sys.exit(1 if slow else 0)


def seconds(work: Callable[[str], object], text: str) -> float:
    """Processor time of the quickest round."""
    taken = []
    for _ in range(ROUNDS):
        begin = time.process_time()
        work(text)
        taken.append(time.process_time() - begin)
    return max(min(taken), 1e-6)


if __name__ == "__main__":
    main()
