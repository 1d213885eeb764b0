from __future__ import annotations

import hashlib
import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benang.core import model
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.cleaning.characters import plain
from benang.sources.document import Document, Remark, Voice
from benang.sources.freeze import freeze
from benang.sources.frozen_tables import tables_of
from benang.sources.readers.source_file import read_source
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers
from benang.text.offsets import Edit, MappedText, Run, line_of, line_starts


def row(source_id="s", kind="interview", case_ids=("B",), language="id"):
    return SourceRow(source_id, kind, language, "", f"data/{source_id}.txt", f"data/{source_id}.txt", case_ids, 0)


def frozen(raw, format="txt", pseudonyms=None, speakers=None, given=None, cleaning=None, **document):
    study = (given or row(), speakers or Speakers(), pseudonyms or Pseudonyms(), cleaning or Cleaning())
    return freeze(Document(raw, format, **document), *study)


def shape(result):
    """Speaker, role, case, line and utterance of each turn."""
    text = result.source["text"]
    return [
        (turn["speaker"], turn["role"], turn["case_id"], turn["line"], text[turn["start"] : turn["end"]])
        for turn in result.turns
    ]


def check(raw, result):
    """What holds for every source that was frozen with the steps as they come."""
    check_map(raw, result)
    text = result.source["text"]
    assert unicodedata.is_normalized("NFC", text)
    assert all("\n" not in raw[run["raw_start"] : run["raw_end"]] for run in result.offset_map if run["exact"])
    assert len(text.split("\n")) == len(result.turns)
    for turn in result.turns:
        utterance = text[turn["start"] : turn["end"]]
        assert utterance == " ".join(utterance.split())


def check_map(raw, result):
    """What holds for every frozen source, whatever steps were on."""
    text, place, raw_place = result.source["text"], 0, 0
    assert result.source["sha256"] == hashlib.sha256(text.encode("utf-8")).hexdigest()
    lines = line_starts(raw)
    for run in result.offset_map:
        assert run["start"] == place
        assert raw_place <= run["raw_start"] <= run["raw_end"] <= len(raw)
        if run["exact"]:
            assert text[run["start"] : run["end"]] == raw[run["raw_start"] : run["raw_end"]] != ""
            assert line_of(lines, run["raw_end"] - 1) == run["raw_line"]
        assert line_of(lines, run["raw_start"]) == run["raw_line"]
        place, raw_place = run["end"], run["raw_end"]
    assert place == len(text)
    assert len({(run["start"], run["raw_start"]) for run in result.offset_map}) == len(result.offset_map)
    done = 0
    for turn in result.turns:
        label = f"{turn['speaker']}: " if turn["speaker"] else ""
        assert text[done : turn["start"]] == ("\n" if done else "") + label
        done = turn["end"]
        assert text[turn["start"] : done].strip() == text[turn["start"] : done] != ""
    assert done == len(text)


RAW = """Wawancara
Sabtu

P: Kang  Mukhlis
 Hadi, sore.
B: Sore. Cafe\u0301 saya\x00
   rame.

Mukhlisnya saya.
"""
NAMES = Pseudonyms({"Mukhlis": "Ujang", "Mukhlis Hadi": "Ujang"})


def test_an_interview():
    result = frozen(RAW, pseudonyms=NAMES)
    check(RAW, result)
    assert result.source["text"] == ("Wawancara Sabtu\nP: Kang Ujang, sore.\nB: Sore. Café saya rame. Ujangnya saya.")
    assert shape(result) == [
        ("", "other", "B", 1, "Wawancara Sabtu"),
        ("P", "interviewer", "B", 4, "Kang Ujang, sore."),
        ("B", "informant", "B", 6, "Sore. Café saya rame. Ujangnya saya."),
    ]
    assert result.source["n_words"] == sum(turn["n_words"] for turn in result.turns) == 2 + 3 + 6
    assert result.problems == []


def test_the_way_back_to_the_raw_text():
    tables = tables_of([frozen(RAW, pseudonyms=NAMES)])
    text = tables.sources["text"][0]
    runs = tables.offset_map[list(Run._fields)].itertuples(index=False, name=None)
    mapped = MappedText(text, tuple(Run(*run) for run in runs))
    for words, raw_words in (("rame", "rame"), ("Ujang,", "Mukhlis\n Hadi,"), ("Café", "Cafe\u0301"), ("B: S", "B: S")):
        start = text.index(words)
        raw_start, raw_end = mapped.to_raw(start, start + len(words))
        assert RAW[raw_start:raw_end] == raw_words
        assert mapped.to_clean(raw_start, raw_end) == (start, start + len(words))
    line = tables.offset_map.set_index("start")["raw_line"]
    assert line[text.index("rame")] == 7


def test_a_name_in_labels_memos_and_authors_is_replaced():
    raw = "Pewawancara: Halo.\nMukhlis: Ya.\nPewawancara: Lagi?\nMUKHLIS: Iya."
    remarks = (Remark(raw.index("Ya"), raw.index("Ya") + 3, "mukhlis h.", "Mukhlis\x01 ragu"), Remark(0, 3, "x", " "))
    result = frozen(raw, pseudonyms=NAMES, remarks=remarks)
    check(raw, result)
    assert [(turn["speaker"], turn["role"]) for turn in result.turns] == [
        ("Pewawancara", "interviewer"),
        ("Ujang", "informant"),
    ] * 2
    start = result.source["text"].index("Ya.")
    assert result.memos == [
        {"source_id": "s", "turn": 2, "start": start, "end": start + 3, "author": "Ujang h.", "text": "Ujang ragu"}
    ]
    assert "ukhlis" not in str(result).lower().replace("data/", "")


def once(result):
    return [(problem.line, problem.values["label"]) for problem in result.problems if problem.kind == "label-once"]


def test_who_speaks_once_is_not_taken_for_the_person_before():
    raw = (
        "Moderator: Welcome.\nAndi: I sell food.\nBudi: I never sell online.\nModerator: And?\nAndi and Budi: Yes!\n"
        "Andi: Note this.\nNote: laughter\nThe reason: none.\nModerator (Dan): Fine"
    )
    result = frozen(raw, given=row(case_ids=(), language="en"))
    check(raw, result)
    assert [(speaker, role, said) for speaker, role, _, _, said in shape(result)] == [
        ("Moderator", "interviewer", "Welcome."),
        ("Andi", "informant", "I sell food."),
        ("Budi", "other", "I never sell online."),
        ("Moderator", "interviewer", "And?"),
        ("Andi and Budi", "other", "Yes!"),
        ("Andi", "informant", "Note this. Note: laughter The reason: none."),
        ("Moderator", "interviewer", "Fine"),
    ]
    assert once(result) == [(3, "[…]"), (5, "[…]")]
    told = [dict(problem.values) for problem in result.problems if problem.kind == "label-described"]
    assert told == [{"label": "Moderator", "words": "Dan", "count": 1}]
    listed = frozen(raw, given=row(case_ids=(), language="en"), speakers=Speakers(("Moderator (Dan)",), ("Budi",)))
    assert once(listed) == [(5, "[…]")]


def test_a_label_that_occurs_once_shows_no_name():
    raw = "P: a\nMukhlis Hadi: b\nP: c\nMukhlis: d\nP: e\nMukhlis: f"
    result = frozen(raw, pseudonyms=NAMES)
    assert [turn["speaker"] for turn in result.turns] == ["P", "Ujang"] * 3
    assert {turn["role"] for turn in result.turns if turn["speaker"] == "Ujang"} == {"informant"}
    assert once(result) == []
    names = Pseudonyms({"Mukhlis": "Ujang"})
    assert once(frozen("P: a\nMukhlis: b\nP: c\nB: d\nB: e", pseudonyms=names)) == [(2, "Ujang")]


@pytest.mark.parametrize("mark", ["\u200e", "\u200f", "\u061c", "\u202b", "\u2067"])
@pytest.mark.parametrize("format", ["txt", "md"])
def test_marks_of_direction_hide_no_label(mark, format, tmp_path):
    text = "\n".join(f"{mark}{label}: kata {mark}satu" for label in ("المحاور", "ليلى") * 2)
    (tmp_path / f"a.{format}").write_text(text, encoding="utf-8")
    document = read_source(tmp_path / f"a.{format}", f"a.{format}")
    result = freeze(document, row(case_ids=("ليلى",), language="ar"), Speakers(), Pseudonyms())
    check(document.raw, result)
    assert [turn["speaker"] for turn in result.turns] == ["المحاور", "ليلى"] * 2
    assert mark not in result.source["text"]
    assert frozen("B: \u0645\u06cc\u200c\u0631\u0648\u0645").source["text"].count("\u200c") == 1


def test_marks_of_direction_in_a_speaker_that_the_format_names():
    result = frozen("Halo", voices=(Voice(0, 4, "\u200fليلى"),))
    assert result.turns[0]["speaker"] == "ليلى"


def guesses(result):
    return [dict(problem.values) for problem in result.problems if problem.kind == "roles-guessed"]


def test_roles_that_rest_on_letters_are_told():
    result = frozen("I: a\nP1: b\nI: c\nP1: d", given=row(case_ids=(), language="en"))
    assert guesses(result) == [{"interviewer": "I", "informant": "P1"}]
    raw = "P: a\nB: b\nP: c\nB: d"
    assert [one["informant"] for one in guesses(frozen(raw, given=row(case_ids=("s",))))] == ["B"]
    assert guesses(frozen(raw)) == []  # B is the case
    assert guesses(frozen(raw, given=row(case_ids=("s",)), speakers=Speakers(interviewer=("P",)))) == []
    assert guesses(frozen("Interviewer: a\nP3: b\nInterviewer: c\nP3: d", given=row(language="en"))) == []


def test_a_speaker_listed_by_name_is_known_by_pseudonym():
    raw = "Mukhlis: Halo.\nAni: Ya.\nMukhlis: Lagi?\nAni: Iya."
    for label in ("Mukhlis", "Ujang"):
        result = frozen(raw, pseudonyms=NAMES, speakers=Speakers(interviewer=(label,)))
        assert [turn["role"] for turn in result.turns] == ["interviewer", "informant"] * 2


def test_problems_never_show_a_name():
    result = frozen("Mukhlis: A mukhlis\nAni: b\nMukhlis: c\nAni: d", pseudonyms=NAMES, given=row(case_ids=()))
    assert [(problem.kind, problem.line) for problem in result.problems] == [
        ("no-informant", None),
        ("label-unlisted-name", 2),
        ("name-in-small-letters", 1),
    ]
    assert "ukhlis" not in str(result.problems)


def test_edits_of_the_reader_come_first():
    raw = "**P:** <i>Ya</i>\n**B:** &amp; dia\n**P:** x\n**B:** y"
    marks = [Edit(place, place + 2) for place in range(len(raw)) if raw.startswith("**", place)]
    edits = sorted([*marks, Edit(7, 10), Edit(12, 16), Edit(raw.index("&"), raw.index("&") + 5, "&")])
    result = frozen(raw, format="md", edits=tuple(edits))
    check(raw, result)
    assert result.source["text"] == "P: Ya\nB: & dia\nP: x\nB: y"


def test_without_labels_a_turn_is_a_paragraph():
    raw = "Satu\ndua.\n\n  \nTiga."
    result = frozen(raw)
    assert [turn[1:] for turn in shape(result)] == [("informant", "B", 1, "Satu dua."), ("informant", "B", 5, "Tiga.")]
    assert [(problem.kind, problem.severity) for problem in result.problems] == [("no-speakers", "warning")]
    several = frozen(raw, given=row(case_ids=("B", "C")))
    assert [turn[1:3] for turn in shape(several)] == [("other", "")] * 2
    assert [turn[4] for turn in shape(frozen("Satu.\nDua."))] == ["Satu.", "Dua."]  # no blank lines at all
    assert [turn[4] for turn in shape(frozen("Satu.\n\nDua.\nTiga.", format="docx", paragraph_a_line=True))] == [
        "Satu.",
        "Dua.",
        "Tiga.",
    ]


def test_observations_are_parted_into_paragraphs():
    raw = "# Toko\nCatatan: ramai.\nCatatan: sepi.\n\nP: bukan label\n\nP: ini pun bukan"
    result = frozen(raw, format="md", given=row(kind="observation"))
    assert [turn[:3] for turn in shape(result)] == [("", "other", "B"), *[("", "observer", "B")] * 3]
    assert result.problems == []


def test_headings_of_notes_are_nobodys_and_no_words_of_the_observer():
    raw = "# Toko\n\nRamai.\n\n## Sore\n\nSepi. # bukan judul\n\n#bukan pula"
    result = frozen(raw, format="md", given=row(kind="observation"))
    assert [turn[1] for turn in shape(result)] == ["other", "observer", "other", "observer", "observer"]


def test_a_heading_between_turns_is_nobodys_and_the_speaker_goes_on_below_it():
    said = "P: Sejak kapan?\n\nB: Lama.\n\n{}Tambahan.\n\nP: Lalu?\n\nB: Instagram.\n\n{}P: Ya?\n\nB: Ya.\n\n{}"
    headings = ("## Media sosial\n\n### Awal\n\n", "# Penutup\n\n", "# Akhir")
    raw = "# Wawancara\n\n" + said.format(*headings)
    result = frozen(raw, format="md")
    assert [(turn[0], turn[1], turn[4].lstrip("# ")) for turn in shape(result)] == [
        ("", "other", "Wawancara"),
        ("P", "interviewer", "Sejak kapan?"),
        ("B", "informant", "Lama."),
        ("", "other", "Media sosial"),
        ("", "other", "Awal"),
        ("B", "informant", "Tambahan."),
        ("P", "interviewer", "Lalu?"),
        ("B", "informant", "Instagram."),
        ("", "other", "Penutup"),
        ("P", "interviewer", "Ya?"),
        ("B", "informant", "Ya."),
        ("", "other", "Akhir"),
    ]
    check(raw, result)
    # What is no markdown has no headings: the signs are what somebody wrote.
    assert [turn[1] for turn in shape(frozen(said.format(*headings)))].count("other") == 0


@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_entries_of_an_observation_that_begin_with_a_time_are_paragraphs_and_its_title_is_none(between):
    title = "Observation, waiting room, 15 March 2026, 8:00-10:00"
    entries = ["8:05 Thirty-one people. A man\nstands at the window.", "8:40 The screen.", "[9.15] D. says: an hour."]
    result = frozen(title + "\n\n" + between.join(entries), given=row(kind="observation"))
    told = [(turn[1], turn[-1]) for turn in shape(result)]
    assert told == [("other", title), *(("observer", entry.replace("\n", " ")) for entry in entries)]


@pytest.mark.parametrize(
    "raw",
    [
        "Notes\n\nHe paid\n3.50 for a ticket and\n2.20 for tea.",
        "Notes\n\nHe paid\n3.50 for a ticket and\n4.20 for tea.",
        "Notes\n\nOne ticket is\n8.05 in all.",
        "Notes\n\nShare:\n8.05% here,\n9.10% there",
        "Notes\n\nOn\n8.05.2026 and\n9.05.2026 nobody came",
    ],
)
def test_numbers_that_are_no_times_part_no_observation(raw):
    turns = shape(frozen(raw, given=row(kind="observation")))
    assert [turn[1] for turn in turns] == ["observer", "observer"]


def test_an_observation_of_several_cases_by_its_headings():
    raw = (
        "# Konsumen C dan D\n\nUmum.\n\n## Informan C\n\nDia bertanya.\n\nC lebih dari D.\n\n## Informan D\n\nDia diam."
    )
    result = frozen(raw, format="md", given=row(kind="observation", case_ids=("C", "D")))
    assert [turn[2] for turn in shape(result)] == ["", "", "C", "C", "", "D", "D"]


def test_voices_of_one_speaker_are_one_turn():
    raw = "1\n00:01 --> 00:02\nHalo\n\n2\n00:02 --> 00:04\nsemua.\n\n3\n00:05 --> 00:06\nYa.\n"
    voices = tuple(
        Voice(raw.index(words), raw.index(words) + len(words), speaker, start, end)
        for words, speaker, start, end in (("Halo", "P", 1, 2), ("semua.", "P", 2, 4), ("Ya.", "B", 5, 6))
    )
    result = frozen(raw, format="vtt", voices=voices)
    check(raw, result)
    assert result.source["text"] == "P: Halo semua.\nB: Ya."
    assert [(turn["time_start"], turn["time_end"], turn["line"], turn["role"]) for turn in result.turns] == [
        (1, 4, 3, "interviewer"),
        (5, 6, 11, "informant"),
    ]


def test_voices_without_speakers_may_have_labels_in_their_text():
    raw = "P: Halo semua\n--\nyang di sini.\n--\nB: Ya.\n--\nP: Baik."
    parts = raw.split("\n--\n")
    voices = tuple(
        Voice(raw.index(part), raw.index(part) + len(part), "", float(number), number + 1.0)
        for number, part in enumerate(parts)
    )
    result = frozen(raw, format="vtt", voices=voices)
    check(raw, result)
    assert result.source["text"] == "P: Halo semua yang di sini.\nB: Ya.\nP: Baik."
    assert [(turn["time_start"], turn["time_end"]) for turn in result.turns] == [(0, 2), (2, 3), (3, 4)]


def test_recordings_without_any_speaker_part_at_pauses():
    voices = (Voice(0, 3, "", 0, 1), Voice(4, 7, "", 1.5, 2), Voice(8, 11, "", 9, 10))
    result = frozen("aaa bbb ccc", format="vtt", voices=voices)
    assert [turn[4] for turn in shape(result)] == ["aaa bbb", "ccc"]
    assert [problem.kind for problem in result.problems] == ["no-speakers"]


def test_text_outside_untimed_voices_is_kept():
    result = frozen("Judul\n\nHalo\n\nPenutup", format="txt", voices=(Voice(7, 11, "B"),), given=row(kind="article"))
    assert [(turn[0], turn[4]) for turn in shape(result)] == [("", "Judul"), ("B", "Halo"), ("", "Penutup")]


@pytest.mark.parametrize("raw", ["", " \n\t\n", "\ufeff", "P:\n"])
def test_an_empty_source_is_left_out(raw):
    tables = tables_of([frozen(raw), frozen("B: a", given=row("t"))])
    assert tables.sources["source_id"].tolist() == ["t"]
    assert [(problem.kind, problem.file) for problem in tables.problems if problem.severity == "error"] == [
        ("empty-source", "data/s.txt")
    ]


def test_tables_have_the_form_of_the_model():
    tables = tables_of([frozen(RAW, given=row(one), pseudonyms=NAMES) for one in ("b", "a")])
    for name in ("sources", "turns", "offset_map", "memos", "times", "cleaning"):
        frame = getattr(tables, name)
        assert model.conform(frame, name).equals(frame)
    assert tables.turns["time_start"].isna().all()
    assert tables_of([]).sources.empty


@given(st.text(alphabet=st.sampled_from("aB:P \n\r\t\u0301é가ᄀ\u1161\u11a8\u212b\x00\ufeff\u00ad1."), max_size=60))
def test_any_text_freezes(raw):
    result = frozen(raw, pseudonyms=Pseudonyms({"aB": "X", "P a": "Y"}))
    if result.source:
        check(raw, result)
    else:
        assert [problem.kind for problem in result.problems][-1] == "empty-source"


@given(st.text(max_size=60))
def test_any_text_in_any_script_freezes(raw):
    result = frozen(f"B: {raw}.")
    check(f"B: {raw}.", result)
    assert result.source["n_turns"] >= 1


def test_lone_surrogates_do_not_reach_the_text():
    assert frozen("B: a\ud800b").source["text"] == "B: a\ufffdb"


def test_the_interviews_of_a_whole_study(coded_study):
    for file in coded_study.files:
        document = read_source(file, file.name)
        result = freeze(document, row(file.stem, case_ids=(file.stem,), language="en"), Speakers(), Pseudonyms())
        check(document.raw, result)
        counted = {one["step"]: one["changes"] for one in result.cleaning}
        assert counted["line_breaks"] == len(document.joins) > 0
        # One label of the study is misspelt ("Particpant").
        assert len(result.problems) == (1 if file.stem == coded_study.slip[0] else 0)
        roles = {turn["speaker"]: turn["role"] for turn in result.turns}
        # Who asks is told by the questions, where there are enough of them.
        assert roles.pop(coded_study.interviewer) in ("interviewer", "other")
        assert roles == {"": "other", "Participant": "informant"}
        # A paragraph is a turn, and its number is the turn's.
        lines = document.raw.split("\n")
        assert [lines[turn["line"] - 1].split()[0] for turn in result.turns] == [
            str(number) for number in range(1, len(result.turns) + 1)
        ]


PIECES = st.lists(
    st.sampled_from(
        [
            *(
                "P: ",
                "B: ",
                "\nP: ",
                "\r\nB: ",
                "\n\nP: [tertawa]",
                "\nMukhlis: ",
                "Mukhlis",
                "mukhlis",
                "kata",
                "Kata ",
            ),
            *("saya saya ", "sa- saya ", "pergi pergi pergi", " eh, ", "Hmm.", "[tertawa]", " (laughs) ", "[toko]"),
            *("(00:12)", "[00:01:02.5] ", "(08:00)", "0812-3456-7890 ", " ", "  ", "\n", "\r\n", "\r", "\t", "\u2028"),
            *(
                "cafe\u0301",
                "e\u00ad\u0301",
                "\u00ad",
                "\u200b",
                "\u200f",
                "\ufeff",
                "\x00",
                "\x85",
                "\ud800",
                "ᄀ\u1161",
            ),
            *("😊", "المحاور: ", "مرحبا", ",", ". ", "?", "-\n"),
        ]
    ),
    max_size=20,
).map("".join)
STEPS = [name for name, value in vars(Cleaning()).items() if isinstance(value, bool)]
CLEANINGS = st.builds(Cleaning, **dict.fromkeys(STEPS, st.booleans()))
LISTED = Pseudonyms({"Mukhlis": "Ujang"}, kinds=("phone",), language="id")


@st.composite
def documents(draw):
    """A document with edits and joins as a reader makes them, and voices in some."""
    raw = draw(PIECES)
    marks = [
        Edit(place, place + 1)
        for place, character in enumerate(raw)
        if character in "*?" or draw(st.integers(0, 30)) == 0
    ]
    joins = [
        Edit(place, place + 1, draw(st.sampled_from(["", " "]))) for place in range(len(raw)) if raw[place] == "\n"
    ]
    places = sorted(draw(st.lists(st.integers(0, len(raw)), max_size=6, unique=True)))
    voices = tuple(
        Voice(start, end, draw(st.sampled_from(["", "P", "B"])), draw(st.sampled_from([None, start / 2])), None)
        for start, end in zip(places[::2], places[1::2], strict=False)
    )
    remarks = (Remark(0, len(raw) // 2, "Mukhlis", "ya\x00"),)
    return Document(raw, "txt", tuple(marks), tuple(joins[::2]), voices=voices, remarks=remarks)


@given(documents(), CLEANINGS, st.sampled_from(["interview", "observation"]))
def test_the_way_back_is_true_whatever_is_cleaned(document, cleaning, kind):
    result = freeze(document, row(kind=kind), Speakers(), LISTED, cleaning)
    if not result.source:
        assert (result.turns, result.offset_map, result.times, result.cleaning) == ([], [], [], [])
        return
    check_map(document.raw, result)
    tables = tables_of([result])
    text, raw = result.source["text"], document.raw
    runs = tables.offset_map[list(Run._fields)].itertuples(index=False, name=None)
    mapped = MappedText(text, tuple(Run(*run) for run in runs))
    labels = {turn["speaker"] for turn in result.turns}
    for run in mapped.runs:
        was, now = raw[run.raw_start : run.raw_end], text[run.start : run.end]
        if run.exact:
            assert mapped.to_raw(run.start, run.end) == (run.raw_start, run.raw_end)
            assert mapped.to_clean(run.raw_start, run.raw_end) == (run.start, run.end)
        elif now:  # a space, a line feed, a composed letter, a pseudonym, a label: nothing else is ever put in
            composed = unicodedata.normalize("NFC", plain(was))
            assert now in (" ", "\n", ": ", composed, "Ujang", "[Telepon]") or now.removesuffix(": ") in labels
    utterances = [text[turn["start"] : turn["end"]] for turn in result.turns]
    rebuilt = "".join(
        raw[run.raw_start : run.raw_end] if run.exact else text[run.start : run.end] for run in mapped.runs
    )
    assert [rebuilt[turn["start"] : turn["end"]] for turn in result.turns] == utterances
    if cleaning.white_space:
        assert all(utterance == " ".join(utterance.split()) for utterance in utterances)
    if cleaning.nfc:
        assert unicodedata.is_normalized("NFC", text)
    if not cleaning.interviewer_turns:
        assert all(turn["role"] != "interviewer" for turn in result.turns)
    assert {one["step"] for one in result.cleaning} == {*cleaning.steps, "names", "identifiers"}
    assert all(any(turn["start"] <= one["start"] < turn["end"] for turn in result.turns) for one in result.times)


@given(documents(), CLEANINGS, st.sampled_from(STEPS))
def test_a_step_that_counts_no_change_makes_none(document, cleaning, step):
    on = freeze(document, row(kind="observation"), Speakers(), LISTED, replace(cleaning, **{step: True}))
    off = freeze(document, row(kind="observation"), Speakers(), LISTED, replace(cleaning, **{step: False}))
    assert (on.source is None) <= (off.source is None or step not in ("nfc", "interviewer_turns"))
    if on.source and off.source:
        counted = {one["step"]: one["changes"] for one in on.cleaning}
        if counted[step] == 0:
            assert on.source["text"] == off.source["text"]
        assert step not in {one["step"] for one in off.cleaning}


def test_with_every_step_off_the_text_stays_as_it_is_written():
    nothing = Cleaning(**dict.fromkeys(STEPS, False))
    raw = "P:  Cafe\u0301 \u00ad [tertawa]  (00:12)\r\n eh\tsaya saya\nB: a\u200bb-\nc"
    result = frozen(raw, cleaning=nothing, joins=(Edit(len(raw) - 2, len(raw) - 1),))
    check_map(raw, result)
    assert result.source["text"] == ("P: Cafe\u0301 \u00ad [tertawa]  (00:12)\r\n eh\tsaya saya\nB: a\u200bb-\nc")
    assert [turn["role"] for turn in result.turns] == ["other", "informant"]
    assert result.cleaning == result.times == []
    assert [one["raw_line"] for one in result.offset_map if one["exact"]] == [1, 1, 2, 3, 3, 4]


def test_every_step_is_counted():
    raw = "P: Cafe\u0301  [tertawa] (00:12)\nya ya ya\u00ad\nB: eh, Mukhlis 0812-3456-7890 a-\nb"
    joins = (Edit(len(raw) - 2, len(raw) - 1),)
    everything = Cleaning(non_verbal=True, fillers=True, repeated_words=True)
    result = frozen(raw, cleaning=everything, joins=joins, pseudonyms=LISTED)
    assert result.source["text"] == "P: Café ya\nB: Ujang [Telepon] a-b"
    assert {one["step"]: (one["changes"], one["characters"]) for one in result.cleaning} == {
        "nfc": (1, 1),
        "white_space": (1, 0),
        "soft_hyphens": (1, 1),
        "line_breaks": (1, 1),
        "timestamps": (1, 8),
        "non_verbal": (1, 11),
        "fillers": (1, 4),
        "repeated_words": (1, 6),
        "interviewer_turns": (1, 0),
        "names": (1, 2),
        "identifiers": (1, 5),
    }
    assert {one["step"]: one["changes"] for one in frozen("B: a").cleaning} == dict.fromkeys(Cleaning().steps, 0)


def test_joins_of_lines_may_be_left_off():
    raw = "kata-\nlanjut\nlagi"
    joins = (Edit(5, 6), Edit(12, 13, " "))
    assert frozen(raw, joins=joins).source["text"] == "kata-lanjut lagi"
    off = frozen(raw, joins=joins, cleaning=Cleaning(line_breaks=False))
    assert [turn[4] for turn in shape(off)] == ["kata-", "lanjut", "lagi"]
    # What the reader takes out takes the joins within it along.
    assert frozen(raw, joins=joins, edits=(Edit(4, 13),)).source["text"] == "katalagi"


def test_a_turn_of_which_nothing_is_left_is_none():
    raw = "P: Halo?\nB: (mengangguk)\nP: Ya.\nB: Hmm."
    result = frozen(raw, cleaning=Cleaning(non_verbal=True, fillers=True))
    check(raw, result)
    assert result.source["text"] == "P: Halo?\nP: Ya."
    assert [turn["turn"] for turn in result.turns] == [1, 2]


def times(result):
    """The words from which on each time holds."""
    text = result.source["text"]
    return [(text[one["start"] :].split()[0], one["time_start"], one["time_end"]) for one in result.times]


def test_times_of_cues_within_a_turn():
    raw = "1\n00:01 --> 00:02\n Halo\n\n2\n00:02 --> 00:04\nsemua.\n\n3\n00:05 --> 00:06\nYa.\n"
    voices = tuple(
        Voice(raw.index(words), raw.index(words) + len(words), speaker, start, end)
        for words, speaker, start, end in ((" Halo", "P", 1, 2), ("semua.", "P", 2, 4), ("Ya.", "B", 5, 6))
    )
    assert times(frozen(raw, format="vtt", voices=voices)) == [("Halo", 1, 2), ("semua.", 2, 4), ("Ya.", 5, 6)]


def test_times_of_labels_and_within_utterances():
    raw = "[00:10] P: Halo (00:12) semua (00:14)\n[00:15] B: Ya (00:20)\nsaya [00:30].\nP: Baik.\nB: (00:50) Ya."
    result = frozen(raw)
    assert result.source["text"] == "P: Halo semua\nB: Ya saya.\nP: Baik.\nB: Ya."
    assert times(result) == [
        ("Halo", 10, None),
        ("semua", 12, None),
        ("Ya", 15, None),
        ("saya.", 20, None),
        (".", 30, None),
        ("Ya.", 50, None),
    ]
    kept = frozen(raw, cleaning=Cleaning(timestamps=False))
    assert "(00:12)" in kept.source["text"]
    assert times(kept) == [("Halo", 10, None), ("Ya", 15, None)]


def test_a_time_behind_the_last_words_tells_when_the_next_turn_begins():
    assert times(frozen("P: a (00:12)\nB: b\nP: c\nB: (00:20)\nP: d (00:30)")) == [("b", 12, None), ("d", 20, None)]
    assert times(frozen("(00:12)\n\nSatu.\n\nDua.")) == [("Satu.", 12, None)]


CAPTIONS = "p: kata mukhlis harganya naik\nb: iya mukhlis yang bilang, ani juga\np: will pergi\nb: ya"


def test_in_a_text_without_capitals_names_in_small_letters_are_replaced():
    names = Pseudonyms({"Mukhlis": "P01", "Ani": "P02", "Yang": "P03"})
    result = frozen(CAPTIONS, pseudonyms=names)
    assert "mukhlis" not in result.source["text"]
    assert "iya P01 yang bilang, P02 juga" in result.source["text"]
    told = [(problem.kind, problem.line, dict(problem.values)) for problem in result.problems]
    assert ("name-in-text-without-capitals", 1, {"pseudonym": "P01", "count": 2}) in told
    assert ("name-in-text-without-capitals", 2, {"pseudonym": "P02", "count": 1}) in told
    assert ("name-in-small-letters", 2, {"pseudonym": "P03", "count": 1}) in told  # a word that everybody uses
    assert "ukhlis" not in str(result.problems)
    check_map(CAPTIONS, result)


def test_where_capitals_are_written_a_name_in_small_letters_is_left_and_told():
    raw = f"P: Kata mukhlis begitu.\nB: Ya, Pak.\n{CAPTIONS}"
    result = frozen(raw, pseudonyms=Pseudonyms({"Mukhlis": "P01"}))
    assert result.source["text"].count("mukhlis") == 3
    assert [problem.kind for problem in result.problems if "name" in problem.kind] == ["name-in-small-letters"]


@pytest.mark.parametrize(
    ("times", "entries"),
    [
        (("21:30", "21:50", "22:10"), 3),
        (("23:30", "23:50", "00:10", "01:00"), 4),
        (("23:30", "00:10", "23:40"), 0),  # the night would go round twice
        (("14:30", "09:10"), 0),  # no times that follow one another
        (("23:30", "10:10"), 0),
    ],
)
def test_entries_of_notes_are_parted_by_their_times_also_over_midnight(times, entries):
    raw = "Night market\n\n" + "\n".join(f"[{time}] Somebody comes by and looks." for time in times)
    turns = frozen(raw, given=row(kind="observation", language="en")).turns
    assert len(turns) == (1 + entries if entries else 2)
    assert turns[0]["role"] == ("other" if entries else "observer")  # the title is nobody's words


def test_a_head_with_capitals_is_no_word_of_a_text_without():
    raw = f"Wawancara Dua, Balai Desa Cikole\n\n{CAPTIONS}"
    result = frozen(raw, pseudonyms=Pseudonyms({"Mukhlis": "P01"}))
    assert "mukhlis" not in result.source["text"]


def test_remarks_on_a_text_without_capitals_have_its_names_replaced():
    names = Pseudonyms({"Mukhlis": "P01"})
    remark = Remark(3, 10, "", "mukhlis adalah kepala dusun")
    assert [memo["text"] for memo in frozen(CAPTIONS, pseudonyms=names, remarks=(remark,)).memos] == [
        "P01 adalah kepala dusun"
    ]
    with_capitals = frozen(CAPTIONS.replace("kata", "Kata").title(), pseudonyms=names, remarks=(remark,))
    assert [memo["text"] for memo in with_capitals.memos] == ["mukhlis adalah kepala dusun"]
