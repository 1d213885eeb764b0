"""Whole studies: coded segments of interviews, copied out of PDF exports, find their places."""

import re

import pytest

LABELS = ("Dan:", "Rina:", "Participant:", "Particpant:")  # the last is a slip of the transcripts


@pytest.fixture
def anchored(anchored_study):
    segments, frozen, _, (codings, problems, _) = anchored_study
    return segments, frozen, codings, problems


def words_only(text: str) -> str:
    """An independent measure: letters and digits alone, speakers' labels left out."""
    for label in LABELS:
        text = text.replace(label, " ")
    return re.sub(r"[\W_]+", "", text.casefold())


def test_every_segment_is_anchored_without_doubt(anchored, coded_study):
    segments, _, codings, problems = anchored
    assert len(segments) == coded_study.segments
    # One was coded in the interviewer's words, and one begins within a word: both are as they are, and told.
    told = [(problem.kind, problem.line) for problem in problems if problem.kind != "codings-asked"]
    assert told == [("quotation-cuts-word", coded_study.cut)]
    assert codings["anchor"].value_counts().to_dict() == {"exact": coded_study.segments}
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
