from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import SHARED

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.document import Document, Voice
from benang.sources.readers.source_file import read_bytes, read_source
from benang.sources.source_row import SourceRow
from benang.sources.speakers.label_names import looks_like_name
from benang.sources.speakers.roles import Speakers
from benang.sources.speakers.speaker_table import SpeakerRow, SpeakerTable
from benang.sources.speakers.turns import find_turns
from benang.text.offsets import Edit, MappedText

TRANSCRIPTS = SHARED / "transcripts"
NAMES = Pseudonyms({"Mukhlis": "Ujang", "Dan": "Dan"})


def row(kind="interview", case_ids=("B",), language="id"):
    return SourceRow("s", kind, language, "", "data/s.txt", "data/s.txt", case_ids, 0)


def found(document, given=None, speakers=None, names=None, **options):
    clean = MappedText.identity(document.raw).edit(document.edits)
    turns, problems = find_turns(
        clean, document, given or row(), speakers or Speakers(), names or Pseudonyms(), **options
    )
    said = [" ".join(" ".join(clean.text[slice(*span)] for span in turn.speech.spans).split()) for turn in turns]
    return turns, said, problems


def shape(raw, *arguments, format="txt", bold=(), voices=(), **options):
    """Speaker, role, what told it, and the words of each turn; and the kinds of the problems."""
    turns, said, problems = found(Document(raw, format, emphasis=bold, voices=voices), *arguments, **options)
    told = [(turn.speech.speaker, turn.role, turn.role_from) for turn in turns]
    return [(*one, words) for one, words in zip(told, said, strict=True)], [problem.kind for problem in problems]


def bold_in(raw):
    """A text without its asterisks, and the spans that stood between pairs of them."""
    text, spans = "", []
    for number, part in enumerate(raw.split("*")):
        if number % 2:
            spans.append((len(text), len(text) + len(part)))
        text += part
    return text, tuple(spans)


def test_an_interview_without_labels_is_one_unnamed_speaker_and_a_warning():
    turns, kinds = shape("Satu.\n\nDua: tiga.\n\nEmpat.")
    assert turns == [("", "informant", "alone", words) for words in ("Satu.", "Dua: tiga.", "Empat.")]
    assert kinds == ["no-speakers", "labels-passed-over"]
    turns, kinds = shape("Satu.\n\nDua.", row(case_ids=("B", "C")))
    assert ({turn[:3] for turn in turns}, kinds) == ({("", "other", "")}, ["no-speakers"])
    assert shape(" \n") == ([], [])


@pytest.mark.parametrize(
    "raw",
    [
        "*Peneliti* Sore.\n*Ani* Sore.\n*Peneliti* Lagi?\n*Ani* Ya.",
        "*Peneliti*  Sore.\n *Ani* Sore.\n*Peneliti *Lagi?\n*Ani*\tYa.",
        "*Peneliti:* Sore.\n*Ani*: Sore.\n*Peneliti:* Lagi?\n*Ani:* Ya.",
        "*Peneliti*\nSore.\n*Ani*\nSore.\n*Peneliti*\nLagi?\n*Ani*\nYa.",
        "*Peneliti* (00:12) Sore.\n*Ani* (00:14) Sore.\n*Peneliti* (00:15) Lagi?\n*Ani* (00:16) Ya.",
        "*Peneliti.* Sore.\n*Ani.* Sore.\n*Peneliti.* Lagi?\n*Ani.* Ya.",
    ],
)
def test_labels_in_bold_type(raw):
    text, bold = bold_in(raw)
    turns, kinds = shape(text, format="docx", bold=bold)
    assert turns == [
        ("Peneliti", "interviewer", "word", "Sore."),
        ("Ani", "informant", "alone", "Sore."),
        ("Peneliti", "interviewer", "word", "Lagi?"),
        ("Ani", "informant", "alone", "Ya."),
    ]
    assert kinds == []


def test_bold_words_that_do_not_recur_are_no_labels():
    text, bold = bold_in("*Penting sekali* itu.\n*Instagram* saya pakai.\nSaya jual *kue* saja.\n*Penutup*\nSudah.")
    turns, kinds = shape(text, format="docx", bold=bold)
    assert ({turn[0] for turn in turns}, kinds) == ({""}, ["no-speakers"])


INTERVIEW_IN_BOLD = (
    "Wawancara, 12 Mei\n*Sejak kapan berjualan?*\nSejak 2015.\nDari rumah saja.\n*Lalu?*\n*Apa lagi?*\nItu saja.\n"
    "\n*Siapa yang membantu?*\n \nSuami saya."
)


def test_questions_in_bold_type():
    text, bold = bold_in(INTERVIEW_IN_BOLD)
    turns, kinds = shape(text, format="docx", bold=bold)
    assert turns == [
        ("", "other", "", "Wawancara, 12 Mei"),
        ("Pewawancara", "interviewer", "bold", "Sejak kapan berjualan?"),
        ("Informan", "informant", "bold", "Sejak 2015. Dari rumah saja."),
        ("Pewawancara", "interviewer", "bold", "Lalu? Apa lagi?"),
        ("Informan", "informant", "bold", "Itu saja."),
        ("Pewawancara", "interviewer", "bold", "Siapa yang membantu?"),
        ("Informan", "informant", "bold", "Suami saya."),
    ]
    assert kinds == ["roles-by-bold"]
    other_language, _ = shape(text, row(language="fr"), format="docx", bold=bold)
    assert [turn[0] for turn in other_language][1:3] == ["Interviewer", "Informant"]
    swapped = SpeakerTable((SpeakerRow("s", "Informan", "interviewer"), SpeakerRow("s", "Pewawancara", "informant")))
    corrected, _ = shape(text, None, Speakers(table=swapped), format="docx", bold=bold)
    assert [turn[1:3] for turn in corrected][1:3] == [("informant", "table"), ("interviewer", "table")]


def test_headings_in_bold_type_ask_nothing():
    text, bold = bold_in("*Latar belakang*\nSatu.\n*Usaha*\nDua.\n*Media sosial*\nTiga.\n*Penutup*\nEmpat?")
    turns, kinds = shape(text, format="docx", bold=bold)
    assert ({turn[0] for turn in turns}, kinds) == ({""}, ["no-speakers"])


def test_bold_type_of_raw_text_is_found_after_edits():
    raw = "**Peneliti** Sore.\n\n**Ani** Sore.\n\n**Peneliti** Lagi?\n\n**Ani** Ya."
    edits = tuple(Edit(place, place + 2) for place in range(len(raw)) if raw.startswith("**", place))
    bold = tuple((start.end, end.start) for start, end in zip(edits[::2], edits[1::2], strict=True))
    _, said, _ = found(Document(raw, "md", edits=edits, emphasis=bold))
    assert said == ["Sore.", "Sore.", "Lagi?", "Ya."]


@given(st.lists(st.booleans(), max_size=12), st.text(alphabet="aB?: \n*", max_size=40))
def test_no_text_is_lost_whatever_is_bold(marks, raw):
    spans = tuple((place, place + 1) for place, mark in enumerate(marks) if mark and place < len(raw))
    for kind in ("interview", "observation", "article"):
        turns, said, _ = found(Document(raw, "docx", emphasis=spans, paragraph_a_line=True), row(kind))
        labels = [raw[slice(*turn.speech.label)] for turn in turns if turn.speech.label]
        kept = sorted("".join([*said, *labels]).replace(":", "").split())
        # A label's own colon is all that is left out.
        assert "".join(sorted("".join(kept))) == "".join(sorted("".join(raw.replace(":", "").split())))


def test_voices_of_one_speaker_in_different_blocks_are_turns_of_their_own():
    raw = "satu dua tiga empat lima"
    places = [(0, 4), (5, 8), (9, 13), (14, 19), (20, 24)]
    blocks = [(1, "Hasil"), (1, "Hasil"), (2, "Hasil"), (3, "Bahasan"), (3, "Bahasan")]
    voices = tuple(
        Voice(start, end, "Informan B", heading=heading, block=block)
        for (start, end), (block, heading) in zip(places, blocks, strict=True)
    )
    turns, said, _ = found(Document(raw, "pdf", voices=voices), row("article"))
    assert said == ["satu dua", "tiga", "empat lima"]
    assert [turn.speech.heading for turn in turns] == ["Hasil", "Hasil", "Bahasan"]
    assert {(turn.role, turn.role_from) for turn in turns} == {("informant", "word")}


def test_a_speaker_of_the_format_has_one_spelling():
    voices = tuple(Voice(2 * place, 2 * place + 1, name) for place, name in enumerate(["Ani", "B", "ANI", "B", "Ani"]))
    assert [turn[0] for turn in shape("a b c d e", voices=voices)[0]] == ["Ani", "B", "Ani", "B", "Ani"]


def test_interviewers_may_be_left_unmarked():
    raw = "Pewawancara: a\nB: b\nPewawancara: c\nB: d"
    assert [turn[1:3] for turn in shape(raw)[0]][:2] == [("interviewer", "word"), ("informant", "case")]
    unmarked, kinds = shape(raw, mark_interviewer=False)
    assert [turn[1:3] for turn in unmarked] == [("other", ""), ("informant", "case")] * 2
    assert kinds == []


def test_the_speaker_table_makes_labels_and_roles():
    raw = "Ketua Panitia: a\nsatu dua tiga: b\nMukhlis: c\nAni: d"
    table = SpeakerTable((SpeakerRow("s", "Ketua Panitia", "interviewer"), SpeakerRow("", "Ujang", "informant", "B")))
    turns, _ = shape(raw, row(case_ids=("B", "C")), Speakers(table=table), NAMES)
    assert turns[:2] == [
        ("Ketua Panitia", "interviewer", "table", "a satu dua tiga: b"),
        ("Ujang", "informant", "table", "c"),
    ]
    assert shape(raw, row(), Speakers(table=SpeakerTable((SpeakerRow("t", "Ketua Panitia", "other"),))))[1] == [
        "no-speakers",
        "labels-passed-over",
    ]


def test_a_label_known_by_its_pseudonym_need_not_recur():
    raw = "P: a\nAni: b\nMukhlis: c\nP: d\nAni: e"
    assert "label-once" in shape(raw, names=NAMES)[1]
    assert "label-once" not in shape(raw, None, Speakers(informant=("Ujang",)), NAMES)[1]
    assert "label-once" not in shape(raw, None, Speakers(names={"B": ("Ujang",)}), NAMES)[1]


def unlisted(raw, names=NAMES, **options):
    _, _, problems = found(
        Document(raw, "txt", **options), speakers=Speakers(names={"B": ("Melati Sari",)}), names=names
    )
    assert all("Ratna" not in problem.message("en") for problem in problems if problem.kind == "label-unlisted-name")
    return [problem.line for problem in problems if problem.kind == "label-unlisted-name"]


@pytest.mark.parametrize("label", ["Ratna", "Ibu Ratna", "Ratna Dewi", "Peneliti Ratna", "Mukhlis Ratna", "小明"])
def test_a_label_that_looks_like_a_name_and_is_not_listed_is_told(label):
    raw = f"Wawancara\nP: a\n{label}: b\nP: c\n{label}: d"
    assert unlisted(raw) == [3]
    assert unlisted(raw, names=Pseudonyms()) == []
    assert unlisted("a b", voices=(Voice(0, 1, "P"), Voice(2, 3, label))) == [1]


@pytest.mark.parametrize(
    "label",
    [
        *("Mukhlis", "Bu Mukhlis", "Dan", "B", "P2", "Informan 3", "Informan", "Ibu", "Speaker 1", "Melati Sari"),
        "SPEAKER_00",
    ],
)
def test_a_label_that_is_listed_or_no_name_is_not(label):
    assert unlisted("a b", voices=(Voice(0, 1, "P"), Voice(2, 3, label))) == []


def test_a_misspelt_label_is_told_without_quoting_it():
    raw = "P: a\nMukhlis: b\nP: c\nMukhlis: d\nP: e\nMukhliss: f"
    turns, _, problems = found(Document(raw, "txt"), names=NAMES)
    assert [turn.speech.speaker for turn in turns] == ["P", "Ujang"] * 3
    told = [problem for problem in problems if problem.kind == "label-misspelt"]
    assert [(problem.line, dict(problem.values)) for problem in told] == [(6, {"label": "Ujang"})]


def test_many_cues_of_one_speaker_are_one_turn():
    raw = "A: x\n" + "y\n" * 20_000
    cues = [Voice(0, 4, "", 0.0, 1.0)] + [Voice(5 + 2 * n, 6 + 2 * n, "", float(n), n + 1.0) for n in range(1, 20_000)]
    turns, _, _ = found(Document(raw + "A: z", "vtt", voices=(*cues, Voice(len(raw), len(raw) + 4, "", 6e4, 6e4 + 1))))
    assert [len(turn.speech.spans) for turn in turns] == [20_000, 1]


def test_names_and_times_above_what_is_said_and_times_in_brackets_before_it():
    above = (
        "Rina Hartati  0:01\nKita mulai dari ongkos kirim. Bulan lalu\nnaik sepuluh persen.\n\n"
        "Budi Santoso  0:09\nSepuluh? Itu banyak.\n"
    )
    turns, said, _ = found(read_bytes(above.encode(), "a.txt", "a.txt"), row(case_ids=()))
    assert [(turn.speech.speaker, turn.speech.time_start) for turn in turns] == [
        ("Rina Hartati", 1),
        ("Budi Santoso", 9),
    ]
    assert (said[0].split()[0], said[0].split()[-1]) == ("Kita", "persen.")
    before = "[00:00:01] Rina: Jalan terus.\n[00:00:04] Budi: Kecuali ada surat.\n[00:00:08] Budi: Tidak pernah ada.\n"
    turns, said, _ = found(read_bytes(before.encode(), "b.txt", "b.txt"), row(case_ids=()))
    assert [(turn.speech.speaker, turn.speech.time_start) for turn in turns] == [("Rina", 1), ("Budi", 4), ("Budi", 8)]
    assert said[1] == "Kecuali ada surat."


@pytest.mark.skipif(not TRANSCRIPTS.exists(), reason="the transcripts are not here")
def test_text_as_speech_recognisers_write_it():
    otter = read_source(TRANSCRIPTS / "otter.txt", "otter.txt")
    turns, said, _ = found(otter, row(language="en", case_ids=()))
    assert [(turn.speech.speaker, turn.speech.time_start) for turn in turns] == [("Alice Chen", 1), ("Bob Ferreira", 9)]
    assert (said[0].split()[0], said[0].split()[-1]) == ("Right,", "increase.")
    bracketed = read_source(TRANSCRIPTS / "bracketed.txt", "bracketed.txt")
    turns, said, _ = found(bracketed, row(language="en", case_ids=()))
    assert [(turn.speech.speaker, turn.speech.time_start) for turn in turns] == [("Alice", 1), ("Bob", 4), ("Bob", 8)]
    assert said[1] == "Only if neither party gives notice."


def test_changes_of_an_unnamed_speaker_part_turns():
    raw = "Ya. Tidak. Mungkin."
    places = ((0, 3, 0), (4, 10, 1), (11, 19, 1))
    voices = tuple(Voice(start, end, "", 1.0, 2.0, block=block) for start, end, block in places)
    _, said, _ = found(Document(raw, "vtt", voices=voices))
    assert said == ["Ya.", "Tidak. Mungkin."]


FIELD_DAY = "I: When did you go?\nP: At five.\nPhoto: the boats at the quay.\nI: And then?\nP: We ate.\nPhoto: nets.\n"


def test_what_the_study_says_is_nobody_is_no_label():
    def read_with(speakers):
        turns, problems = find_turns(
            MappedText.identity(FIELD_DAY), Document(FIELD_DAY, "txt"), row(language="en"), speakers, Pseudonyms({})
        )
        return [turn.speech.speaker for turn in turns], {problem.kind for problem in problems}

    assert "Photo" in read_with(Speakers())[0]
    speakers, kinds = read_with(Speakers(nobody=("PHOTO",)))
    assert speakers == ["I", "P", "I", "P"]
    assert "labels-passed-over" not in kinds


def test_what_a_format_gives_to_nobody_is_nobodys():
    raw = "We ate.\nThe boats at the quay.\nWe slept."
    lines = [(0, 7, "Ann"), (8, 30, "Photo"), (31, 40, "Ann")]
    document = Document(raw, "csv", voices=tuple(Voice(*line) for line in lines))
    turns, _ = find_turns(
        MappedText.identity(raw), document, row(language="en"), Speakers(nobody=("Photo",)), Pseudonyms({})
    )
    assert [turn.speech.speaker for turn in turns] == ["Ann", "", "Ann"]


@pytest.mark.parametrize(
    ("label", "looks"),
    [
        ("Nurse 1", False),
        ("Siswa 12", False),
        ("Senior Nurse 2", False),
        ("Nurse Ratna 1", True),
        ("Imam", True),
        ("Ratna 2", True),
        ("Hakim", True),
    ],
)
def test_words_for_positions_are_no_names_beside_a_number(label, looks):
    assert looks_like_name(label, (), (), Speakers()) == looks
