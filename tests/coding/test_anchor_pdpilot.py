"""A whole published study: 261 coded segments of 7 interviews, copied out of PDF exports, find their places."""

import re
from pathlib import Path

import pytest

from benang.coding.anchor import anchor
from benang.coding.codebook import read_codebook
from benang.coding.freeze import freeze, tables_of
from benang.coding.human import read_codings
from benang.coding.names.pseudonyms import Pseudonyms
from benang.coding.source_row import SourceRow
from benang.coding.sources import read_source
from benang.coding.speakers.roles import Speakers

STUDY = Path(__file__).parents[2].parent / "shared" / "data" / "pdpilot"
pytestmark = pytest.mark.skipif(not STUDY.is_dir(), reason="the study's files are not here")

LABELS = ("Dan:", "Participant:", "Particpant:")  # the last is a slip of the transcript


@pytest.fixture(scope="module")
def anchored():
    files = sorted(STUDY.glob("*.pdf"))
    rows = [SourceRow(f.stem, "interview", "en", "", f.name, f.name, (f.stem,), 0) for f in files]
    documents = [(read_source(file, file.name), row) for file, row in zip(files, rows, strict=True)]
    speakers = Speakers(interviewer=("Dan",), informant=("Participant",))
    frozen = tables_of([freeze(document, row, speakers, Pseudonyms()) for document, row in documents])
    columns = {"source": "Document name", "code": "Code", "quotation": "Segment"}
    segments, problems = read_codings(STUDY / "coded-segments.csv", "coded-segments.csv", "dan", columns, " > ")
    assert not problems
    codebook = read_codebook(
        STUDY / "code-system.csv",
        "code-system.csv",
        {"label": "Code", "definition": "Memo"},
        " > ",
        segments["code"].unique().tolist(),
    )
    codings, problems, _ = anchor(segments, frozen.sources, frozen.turns, frozen.offset_map, codebook.codes)
    return segments, frozen, codings, problems


def words_only(text: str) -> str:
    """An independent measure: letters and digits alone, speakers' labels left out."""
    for label in LABELS:
        text = text.replace(label, " ")
    return re.sub(r"[\W_]+", "", text.casefold())


def test_every_segment_is_anchored_without_doubt(anchored):
    segments, _, codings, problems = anchored
    assert len(segments) == 261
    assert [problem.message("en") for problem in problems] == []
    assert codings["anchor"].value_counts().to_dict() == {"exact": 261}
    assert codings["why"].eq("").all()


def test_each_coding_holds_its_segments_words_in_its_source(anchored):
    segments, frozen, codings, _ = anchored
    texts = dict(zip(frozen.sources["source_id"], frozen.sources["text"], strict=True))
    for row in codings.itertuples():
        assert row.quotation == texts[row.source_id][row.start : row.end]
    wanted = sorted((row.source, words_only(row.quotation)) for row in segments.itertuples())
    assert sorted((row.source_id, words_only(row.quotation)) for row in codings.itertuples()) == wanted


def test_no_segment_could_stand_anywhere_else(anchored):
    _, frozen, codings, _ = anchored
    plain = {row.source_id: words_only(row.text) for row in frozen.sources.itertuples()}
    assert all(plain[row.source_id].count(words_only(row.quotation)) == 1 for row in codings.itertuples())


def test_words_belong_to_the_participant_who_speaks_in_them(anchored):
    _, _, codings, _ = anchored
    spoken = codings["quotation"].str.contains("Participant:", regex=False)
    assert spoken.any()
    assert (codings.loc[spoken, "case_id"] == codings.loc[spoken, "source_id"]).all()
    across = codings["quotation"].str.contains("\n", regex=False)
    assert (codings.loc[across, "last_turn"] > codings.loc[across, "turn"]).all()
