"""What was found of quotations is kept by parts of a study, and gives what looking for all of them anew gives."""

import tempfile

import pandas as pd
from coded_turns import Study
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.people.anchor import anchor, anchor_by_part
from benang.coding.people.raw_rows import frame
from benang.core import model
from benang.core.kept_parts import KeptParts
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning

SAID = ("Saya percaya kepada tetangga saya.", "Harganya naik, harganya naik terus.", "Apakah usahanya maju?")
STUDY = Study(
    {
        source: [("interviewer", "", SAID[2]), ("informant", "K1", SAID[0]), ("informant", "K1", SAID[1])]
        for source in ("a", "b", "c")
    },
    {"A": "", "B": ""},
)
QUOTED = ("percaya kepada", "harganya naik", "percay kepada tetangga", "usahanya maju", "tidak ada", "etangga")
ROW = st.fixed_dictionaries(
    {
        "source": st.sampled_from(["a", "b", "c", "unknown"]),
        "code": st.sampled_from(["A", "B", "A; B", "C"]),
        "quotation": st.sampled_from(QUOTED),
        "memo": st.sampled_from(["", "[lawan] Siti", "[sisi: apa]"]),
        "coder": st.sampled_from(["ani", "budi"]),
        "file": st.sampled_from(["one.csv", "two.csv"]),
    }
)
ABOUT = (STUDY.codes, Pseudonyms({"Siti": "[Orang 1]"}), Cleaning())


def on_lines(given_rows):
    """Rows as they are read, each on the next line of its file."""
    lines = dict.fromkeys(("one.csv", "two.csv"), 1)
    rows = []
    for row in given_rows:
        lines[row["file"]] += 1
        rows.append(row | {"line": lines[row["file"]], "start": None, "end": None})
    return frame(rows)


def parts(sources=STUDY.sources, turns=STUDY.turns):
    """Each source by itself."""
    for source in ("a", "b", "c"):
        own = {
            name: frame[frame["source_id"] == source].reset_index(drop=True)
            for name, frame in {"sources": sources, "turns": turns}.items()
        }
        yield own | {"offset_map": model.empty("offset_map")}


def by_part(rows, folder, raw_sums=None, **tables):
    """What is found, and how many parts were looked through for it."""
    made = []

    class Counting(KeptParts):
        def table(self, part, make):
            return super().table(part, lambda: made.append(1) or make())

    kept = Counting(folder, "code")
    found = anchor_by_part(rows, STUDY.sources, parts(**tables), *ABOUT, kept=kept, raw_sums=raw_sums)
    kept.discard_others()
    return found, len(made)


def assert_same(one, other):
    pd.testing.assert_frame_equal(one.codings, other.codings)
    pd.testing.assert_frame_equal(one.moves, other.moves)
    assert sorted(map(str, one.problems)) == sorted(map(str, other.problems))  # a table, whose rows have an order


@examples(150)
@given(st.lists(ROW, max_size=12), st.lists(ROW, max_size=2), st.integers(0, 12), st.integers(0, 12))
def test_what_was_kept_gives_what_a_new_search_gives(rows, more, place, gone):
    after = [*rows[:place], *more, *rows[place:]]
    after[gone : gone + 1] = []
    with tempfile.TemporaryDirectory() as folder:
        for given_rows in (rows, after, after):
            table = on_lines(given_rows)
            whole = anchor(table, STUDY.sources, STUDY.turns, model.empty("offset_map"), *ABOUT)
            found, made = by_part(table, folder)
            assert_same(found, whole)
        assert made == 0


def test_a_part_whose_texts_or_turns_are_others_is_looked_through_again(tmp_path):
    rows = on_lines(
        [{"code": "A", "memo": "", "coder": "ani", "file": "one.csv", "source": "a", "quotation": QUOTED[0]}]
    )
    turns, sums = STUDY.turns, {"a": "1", "b": "1"}

    def made(**given):
        return by_part(rows, tmp_path, **({"turns": turns, "raw_sums": sums} | given))[1]

    assert made() == 1
    assert made() == made(raw_sums=sums | {"b": "2"}) == 0
    assert made(raw_sums=sums | {"a": "2"}) == 1
    assert made(turns=turns.assign(case_id="K9")) == 1
    assert made(sources=STUDY.sources.assign(sha256="f" * 64)) == 1


def test_a_row_more_has_the_sources_of_others_not_looked_through_again(tmp_path):
    row = {"code": "A", "memo": "", "coder": "ani", "file": "one.csv"}
    rows = [row | {"source": source, "quotation": quoted} for source in "abc" for quoted in QUOTED]
    assert by_part(on_lines(rows), tmp_path)[1] == 3
    table = on_lines([row | {"source": "a", "quotation": "naik terus"}, *rows])
    found, made = by_part(table, tmp_path)
    assert made == 1
    assert_same(found, anchor(table, STUDY.sources, STUDY.turns, model.empty("offset_map"), *ABOUT))
    # What the other parts told stands a line further down: 18 rows on lines 2 to 19 before.
    slip, nowhere = (QUOTED.index(quoted) + 12 + 2 + 1 for quoted in ("percay kepada tetangga", "tidak ada"))
    assert sorted(found.moves.loc[found.moves["source_id"] == "c", "line"]) == [slip, nowhere]
