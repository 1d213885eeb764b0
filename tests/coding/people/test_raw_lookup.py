"""Quotations that a coder copied from the raw transcript, whatever was replaced in it since."""

from dataclasses import replace

import pandas as pd
import pytest

from benang.coding.people.anchor import anchor
from benang.coding.people.coding_files import COLUMNS
from benang.core import model
from benang.privacy.identifiers import KINDS
from benang.privacy.pseudonym_key import assign, gathered
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.freeze import freeze, text_before_turns
from benang.sources.frozen_tables import tables_of
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

TALK = (
    "Asker: How do we reach you?\n"
    "Sol: When the boats are in. Then I look, and by WA it is 77120499 since May.\n"
    "Asker: And Marit Lund?\n"
    "Sol: Write to marit@example.org or @marit-nets; "
    "her \u201coffice\u201d \u2013 you know \u2013 is at 0812\u00a03456 7890\u2026 Don\u2019t call.\n"
    "Asker: Whose account?\n"
    "Sol: Marit\u2019s. My account is 1234 5678\n90 12, and the rest we split.\n"
)


def anchored(quotation: str, names=None):
    """The quotations of the codings that a row becomes, and the problems."""
    row = SourceRow("boats", "interview", "en", "", "boats.txt", "boats.txt", (), 0)
    document = read_bytes(TALK.encode(), "boats.txt", "boats.txt")
    listed = Pseudonyms(names or {"Marit Lund": "Ida", "Marit": "Ida"}, kinds=KINDS)
    found = [("boats", each) for each in freeze(document, row, Speakers(), listed).identifiers]
    pseudonyms = replace(listed, identifiers=assign(gathered(found), (), "en").replacements)
    tables = tables_of([freeze(document, row, Speakers(), pseudonyms)])
    code = dict.fromkeys(model.empty("codes").columns, "") | {"code_id": "reach", "level": "code", "order": 0}
    codes = model.from_rows("codes", [code | {"negative": False, "cites": [], "label:en": "Reach"}])
    cells = dict.fromkeys(COLUMNS, "") | {
        "file": "c.csv",
        "line": 2,
        "source": "boats",
        "code": "reach",
        "coder": "ana",
    }
    rows = pd.DataFrame([cells | {"quotation": quotation, "start": None, "end": None}], columns=COLUMNS)
    rows = rows.astype({"start": "Int64", "end": "Int64"})
    raw = text_before_turns(document, Cleaning())
    result = anchor(rows, tables.sources, tables.turns, tables.offset_map, codes, pseudonyms, None, lambda _: raw)
    return result[0]["quotation"].tolist(), result[1], str(tables.sources["text"].item())


@pytest.mark.parametrize(
    "quotation",
    [
        "it is 77120499 since May.",
        "77120499",
        "When the boats are in. Then I look, and by WA it is 77120499",
        "marit@example.org or @marit-nets",
        "Write to marit@example.org",
        '@marit-nets; her "office" - you know - is at 0812 3456 7890... Don\'t call.',
        "is at 0812 3456 7890",
        "Marit's. My account is 1234 5678 90 12, and the rest",
        "1234 5678 90 12",
        "5678 90 12, and the rest we split",
    ],
)
def test_a_quotation_is_found_whatever_was_replaced_in_it_and_wherever_the_reason_stands(quotation):
    found, problems, text = anchored(quotation)
    assert len(found) == 1 and found[0] in text
    assert not [problem for problem in problems if problem.severity == "error"]
    for left in ("marit", "771204", "7890", "5678"):
        assert left not in found[0].casefold()


def test_what_was_not_said_is_not_found():
    found, problems, _ = anchored("it is 88120499 since June, and never was anything else.")
    assert found == []
    assert problems
