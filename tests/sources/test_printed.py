"""Where turns and codings stand in print."""

from __future__ import annotations

import pandas as pd
import pytest
import typst

from benang.core import model
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import Frozen, tables_of
from benang.sources.printed import in_print, with_printed
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

HEAD = """#set page(width: 10cm, height: 8cm, margin: 2cm)
#set page(header: context [Talks #h(1fr) #(counter(page).get().first() + 11)])
#set text(size: 9pt)
#set par.line(numbering: n => if calc.rem(n + 339, 5) == 0 [#(n + 339)])
"""
WORDS = ("boats", "nets", "rain", "prices", "harbour", "ice", "fuel")
TALK = [
    f"{'IP'[n % 2]}: " + " ".join(WORDS[(n * 3 + k) % 7] for k in range(4 + n % 9)) + f" {'abcdefghijklmnopqrst'[n]}."
    for n in range(20)
]


def frozen() -> Frozen:
    data = bytes(typst.compile((HEAD + "\n\n".join(TALK)).encode(), format="pdf"))
    row = SourceRow("talk", "interview", "en", "", "talk.pdf", "talk.pdf", ("x",), 0)
    return freeze(read_bytes(data, "talk.pdf", "talk.pdf"), row, Speakers(("I",), ("P",)), Pseudonyms({}))


def test_turns_begin_on_the_page_and_line_that_print_them() -> None:
    tables = tables_of([frozen()])
    turns = with_printed(tables.turns, tables.printed)
    model.conform(turns, "turns")
    assert turns["speaker"].tolist() == ["I", "P"] * 10
    assert (turns["page"].iloc[0], turns["printed_line"].iloc[0]) == ("12", "340")
    numbers = turns["printed_line"].astype(int).tolist()
    assert numbers == sorted(set(numbers))
    assert "printed_paragraph" not in turns.columns
    # A passage further on in a turn stands on a line of its own.
    last = tables.turns.iloc[-1]
    later = pd.DataFrame({"source_id": ["talk"], "start": [last["end"] - 2]})
    assert int(with_printed(later, tables.printed)["printed_line"].iloc[0]) >= numbers[-1]


def test_what_pages_print_is_counted_in_cleaning() -> None:
    (row,) = [row for row in frozen().cleaning if row["step"] == "page_furniture"]
    assert int(str(row["changes"])) > 8
    assert int(str(row["characters"])) > 20


def test_sources_that_are_not_printed_have_no_columns_of_print() -> None:
    spans = pd.DataFrame({"source_id": ["a"], "start": [3]})
    assert with_printed(spans, model.empty("printed")).columns.tolist() == ["source_id", "start"]
    other = model.from_rows("printed", [{"source_id": "b", "start": 0, "page": "iv", "unit": "line", "number": 2}])
    assert with_printed(spans, other).columns.tolist() == ["source_id", "start"]


@pytest.mark.parametrize(
    ("language", "shown"),
    [("id", ["hlm. 12", "baris 341"]), ("en-GB", ["p. 12", "line 341"]), ("xx", ["p. 12", "line 341"])],
)
def test_citations_in_words(language: str, shown: list[str]) -> None:
    assert in_print({"page": "12", "printed_line": "341", "printed_paragraph": ""}, language) == shown
    assert in_print({"line": 3}, language) == []
