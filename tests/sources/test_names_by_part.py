"""What may be a name is the same however a study is parted, though how all texts write a word decides it."""

from itertools import pairwise

import pandas as pd
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.core import model
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.name_places import name_places
from benang.sources.residual_risk import residual_risk
from benang.sources.searched_texts import SearchedTexts

WORDS = (
    *("Pak", "Ibu", "bu", "Mr", "Dr.", "Joko", "joko", "Ratna", "ratna", "Toko", "toko", "Sinar", "Jaya", "Melati"),
    *("bunga", "The", "di", "kata", "Besok", "besok", "[Orang 2]", "[tertawa]", ".", "?", "H.", "K1", "Margaret"),
)
NAMES = Pseudonyms({"Bunga": "[Orang 2]", "Siti Marlina": "Melati", "Thế": "[Orang 3]"})
SAID = st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)
SOURCES = st.lists(
    st.fixed_dictionaries(
        {
            "said": st.lists(SAID, min_size=1, max_size=3),
            "memos": st.lists(SAID, max_size=2),
            "speaker": st.sampled_from(["T", "Margaret", "Budi Hartono"]),
            "language": st.sampled_from(["id", "de", "en"]),
        }
    ),
    min_size=1,
    max_size=6,
)


def tables_of(studied):
    """``sources``, ``turns`` and ``memos``; a comment on a source that is none of the study's, too."""
    sources, turns, memos = [], [], []
    for number, one in enumerate(studied):
        source_id, text = f"s{number}", ""
        for turn, said in enumerate(one["said"], 1):
            start = len(text)
            text += said + "\n"
            row = {"source_id": source_id, "turn": turn, "start": start, "end": start + len(said)}
            row |= {"speaker": one["speaker"], "role": "informant", "role_from": "", "heading": "", "line": turn}
            turns.append(row | {"n_words": 1, "case_id": "K1", "time_start": None, "time_end": None})
        source = {"source_id": source_id, "language": one["language"], "text": text, "case_ids": ["K1", "Margaret"]}
        source |= dict.fromkeys(("n_characters", "n_words", "n_turns"), 0) | {"kind": "interview"}
        sources.append(source | dict.fromkeys(("file", "format", "encoding", "sha256"), ""))
        for place, memo in enumerate(one["memos"]):
            row = {"source_id": "gone" if place and not number else source_id, "turn": 1, "start": place, "end": 9}
            memos.append(row | {"author": "Ani", "text": memo})
    rows = {"sources": sources, "turns": turns, "memos": memos}
    return {name: model.from_rows(name, of_table) for name, of_table in rows.items()}


def parts_of(tables, ends):
    """What is known of the sources up to each end, and of comments on no source."""
    ids = tables["sources"]["source_id"].tolist()
    cuts = sorted({0, len(ids), *(end % (len(ids) + 1) for end in ends)})
    groups = [ids[start:end] for start, end in pairwise(cuts)]
    groups.append(sorted(set(tables["memos"]["source_id"]) - set(ids)))
    for group in groups:
        own = (frame[frame["source_id"].isin(group)].reset_index(drop=True) for frame in tables.values())
        yield name_places(SearchedTexts(*own, NAMES), NAMES)


@examples(300)
@given(SOURCES, st.lists(st.integers(0, 6), max_size=3), st.sets(st.sampled_from(["Ratna", "Jaya"])))
def test_the_parts_together_give_what_the_whole_gives(studied, ends, cleared):
    tables = tables_of(studied)
    whole = residual_risk(*tables.values(), NAMES, cleared)
    parted = residual_risk(*tables.values(), NAMES, cleared, parts=parts_of(tables, ends))
    pd.testing.assert_frame_equal(parted, whole)


def test_how_another_part_writes_a_word_decides():
    studied = [{"said": ["di Besok"], "memos": [], "speaker": "T", "language": "id"}]
    tables = tables_of(studied)
    assert "Besok" in residual_risk(*tables.values(), NAMES, parts=parts_of(tables, []))["word"].tolist()
    tables = tables_of([*studied, studied[0] | {"said": ["besok ya besok"]}])
    assert "Besok" not in residual_risk(*tables.values(), NAMES, parts=parts_of(tables, [1]))["word"].tolist()
