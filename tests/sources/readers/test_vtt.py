"""WebVTT as it is written in the wild."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from places import SHARED

from benang.core.problems import Problem, StudyError
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.document import Document, Voice
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers
from benang.sources.speakers.turns import find_turns
from benang.text.offsets import MappedText

REAL = SHARED / "transcripts"
real = pytest.mark.skipif(not REAL.exists(), reason="real transcripts are not here")


def read(text: str) -> Document:
    return read_bytes(text.encode(), "a.vtt", "a.vtt")


def said(document: Document) -> list[tuple[str, str]]:
    return [(voice.speaker, _text(document, voice)) for voice in document.voices]


def _text(document: Document, voice: Voice) -> str:
    pieces, here = [], voice.start
    for edit in document.edits:
        if voice.start <= edit.start and edit.end <= voice.end:
            pieces += [document.raw[here : edit.start], edit.replacement]
            here = edit.end
    return " ".join("".join([*pieces, document.raw[here : voice.end]]).split())


def cue(text: str, times: str = "00:00:01.000 --> 00:00:02.500") -> str:
    return f"WEBVTT\n\n{times}\n{text}\n"


def test_several_voices_in_one_cue() -> None:
    document = read(cue("<v Peneliti>Sejak kapan?</v> <v.loud Informan A>Dari <i>2016</i> &amp; <c.x>seterusnya</c>"))
    assert said(document) == [("Peneliti", "Sejak kapan?"), ("Informan A", "Dari 2016 & seterusnya")]
    assert {(voice.time_start, voice.time_end) for voice in document.voices} == {(1.0, 2.5)}


def test_text_before_the_first_voice_has_no_speaker() -> None:
    assert said(read(cue("eh\n<v A>ya</v>\nlalu"))) == [("", "eh"), ("A", "ya"), ("", "lalu")]


def test_raw_is_the_file() -> None:
    text = cue("<v A>halo &lt;3")
    document = read("\ufeff" + text)
    assert document.raw == text
    assert said(document) == [("A", "halo <3")]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(end: str) -> None:
    text = "WEBVTT - judul\nKind: captions\n\nNOTE\nbukan ucapan\n\nSTYLE\n::cue {}\n\n"
    assert said(
        read(
            (text + "1\n00:01.000 --> 00:02.000\na\nb\n\nx-2\n00:03.000 --> 00:04.000 align:start\nc").replace(
                "\n", end
            )
        )
    ) == [
        ("", "a b"),
        ("", "c"),
    ]


def test_cues_without_empty_lines_between() -> None:
    text = "WEBVTT\n\n1\n00:01.000 --> 00:02.000\nsatu\n2\n00:03.000 --> 00:04.000\n2019\n\n"
    text += "3\n00:05.000 --> 00:06.000\ntiga"
    assert [text for _, text in said(read(text))] == ["satu", "2019", "tiga"]


def test_what_is_no_tag_stays() -> None:
    document = read(cue("a < b dan c > d <tertawa> <00:00:01.500>lalu <b>e</b> &bukan; &lt;div&gt;"))
    assert said(document) == [("", "a < b dan c > d <tertawa> lalu e &bukan; <div>")]


def test_unreadable_times_keep_the_cue() -> None:
    document = read(cue("halo", "00:00:01.000 --> 00:99:00.000"))
    assert [(problem.kind, problem.line) for problem in document.problems] == [("cue-time-unreadable", 3)]
    assert document.voices[0].time_start == 1.0
    assert document.voices[0].time_end is None


def test_end_before_start() -> None:
    document = read(cue("halo", "00:00:05.000 --> 00:00:02.000"))
    assert [problem.kind for problem in document.problems] == ["cue-time-backwards"]
    assert (document.voices[0].time_start, document.voices[0].time_end) == (5.0, None)


@pytest.mark.parametrize("times", ["1:02:03,5 --> 1:02:04.250", "01:02:03.500 --> 01:02:04.250 line:0"])
def test_times(times: str) -> None:
    document = read(cue("halo", times))
    assert document.problems == ()
    assert (document.voices[0].time_start, document.voices[0].time_end) == (3723.5, 3724.25)


def test_header_missing() -> None:
    document = read("00:01.000 --> 00:02.000\nhalo\n")
    assert [problem.kind for problem in document.problems] == ["vtt-header-missing"]
    assert said(document) == [("", "halo")]


def test_text_cut_off_from_its_cue_goes_on() -> None:
    document = read(cue("<v A>halo") + "\nNOTE rahasia\n\nmasih saya\n")
    assert [(problem.kind, problem.line) for problem in document.problems] == [("cue-text-outside", 8)]
    assert said(document) == [("A", "halo"), ("A", "masih saya")]
    assert document.voices[1].time_end == 2.5


def test_arrow_that_is_spoken_of() -> None:
    assert said(read(cue("klik File\nFile --> Simpan\nselesai"))) == [("", "klik File File --> Simpan selesai")]
    assert said(read(cue("jam\ndari --> 10:30\nselesai"))) == [("", "jam dari --> 10:30 selesai")]
    assert said(read(cue("klik 10:30 --> Simpan\nya"))) == [("", "klik 10:30 --> Simpan ya")]


def test_labels_at_the_head_of_cues() -> None:
    texts = ["P: Sejak kapan?", "Informan A: Dari dulu.", "Ya dari dulu.", "P: Terus?\nInforman A: Ya terus: begitu."]
    text = "WEBVTT\n" + "".join(f"\n00:0{n}.000 --> 00:0{n}.900\n{text}\n" for n, text in enumerate(texts))
    assert said(read(text)) == [
        ("P", "Sejak kapan?"),
        ("Informan A", "Dari dulu."),
        ("Informan A", "Ya dari dulu."),
        ("P", "Terus?"),
        ("Informan A", "Ya terus: begitu."),
    ]


def test_a_colon_is_not_yet_a_label() -> None:
    texts = ["Catatan: ini penting", "lalu kami pulang", "dan tidur"]
    text = "WEBVTT\n" + "".join(f"\n00:0{n}.000 --> 00:0{n}.900\n{text}\n" for n, text in enumerate(texts))
    assert [speaker for speaker, _ in said(read(text))] == ["", "", ""]


def test_equal_answers_are_no_rolling_captions() -> None:
    texts = ["Ya.", "Ya.", "Ya.\nBetul.", "Betul.", "Betul."]
    text = "WEBVTT\n" + "".join(f"\n00:0{n}.000 --> 00:0{n}.900\n{text}\n" for n, text in enumerate(texts))
    assert [text for _, text in said(read(text))] == ["Ya.", "Ya.", "Ya. Betul.", "Betul.", "Betul."]


def cues(*texts: str) -> str:
    return "WEBVTT\n" + "".join(f"\n00:00:{n:02}.000 --> 00:00:{n:02}.900\n{text}\n" for n, text in enumerate(texts))


def told_once(document: Document, **listed: tuple[str, ...]) -> list[Problem]:
    row = SourceRow("a", "interview", "id", "", "a.vtt", "a.vtt", ("x", "y"), 0)
    _, problems = find_turns(MappedText.identity(document.raw), document, row, Speakers(**listed), Pseudonyms({}))
    return [problem for problem in problems if problem.kind == "cue-label-once"]


@pytest.mark.parametrize("role", ["interviewer", "informant", "nobody"])
def test_a_listed_label_that_occurs_once_is_not_told(role: str) -> None:
    document = read(cues("Sari: Halo.", "Budi: Ya.", "Sari: Oh.", "Sari: Terus?"))
    assert [problem.line for problem in told_once(document)] == [7]
    assert told_once(document, **{role: ("budi",)}) == []


def test_a_label_that_occurs_once_is_told_without_its_name() -> None:
    document = read(cues("Sari: Halo.", "Budi: Ya.", "Sari: Oh.", "Terus begini: kami pulang.", "Jadi: ya."))
    assert [speaker for speaker, _ in said(document)] == ["Sari", "Budi", "Sari", "Sari", "Sari"]
    (problem,) = told_once(document)
    assert (problem.kind, problem.line) == ("cue-label-once", 7)
    assert "Budi" not in problem.message("id") + problem.message("en")


def test_a_sentence_before_a_colon_is_no_label() -> None:
    document = read(cues("Jadi begini: kami pulang.", "Catatan: penting.", "Jadi begini: kami tidur.", "Catatan: ya."))
    assert {speaker for speaker, _ in said(document)} == {""}


@pytest.mark.parametrize("mark", [">> ", "&gt;&gt; ", ">>> ", ">>"])
def test_arrows_of_live_captions(mark: str) -> None:
    document = read(cues(f"{mark}RINA: Selamat pagi.", "Apa kabar?", f"{mark}Baik. {mark}DEDI: Ya.", f"{mark}Eh."))
    assert said(document) == [
        ("RINA", "Selamat pagi."),
        ("RINA", "Apa kabar?"),
        ("", "Baik."),
        ("DEDI", "Ya."),
        ("", "Eh."),
    ]
    first, last = document.voices[2], document.voices[4]
    assert first.block != last.block
    assert document.problems == ()


def test_dashes_part_unnamed_speakers() -> None:
    document = read(cues("- Dari mana?\n- Dari pasar.", "Naik apa?", "- Ojek.\n– Oh."))
    assert [text for _, text in said(document)] == ["Dari mana?", "Dari pasar.", "Naik apa?", "Ojek.", "Oh."]
    assert len({voice.block for voice in document.voices}) == 5


def test_a_dash_is_no_dialogue_where_no_cue_has_two() -> None:
    document = read(cues("- eh tunggu", "suhunya\n-5 derajat", "lalu — ya"))
    assert [text for _, text in said(document)] == ["- eh tunggu", "suhunya -5 derajat", "lalu — ya"]
    assert {voice.block for voice in document.voices} == {0}


def test_names_in_brackets_and_sounds_in_brackets() -> None:
    document = read(cues("[Speaker 1] Halo.", "[tertawa]", "[Speaker 2]: Ya.", "[Speaker 1]\nOh [tertawa]."))
    assert said(document) == [
        ("Speaker 1", "Halo."),
        ("Speaker 1", "[tertawa]"),
        ("Speaker 2", "Ya."),
        ("Speaker 1", "Oh [tertawa]."),
    ]
    document = read(cues("[Musik]", "Halo.", "[Musik] Ya.", "Oh.", "[Musik]"))
    assert said(document)[0] == ("", "[Musik]")
    assert {speaker for speaker, _ in said(document)} == {""}
    document = read(cues("[Musik] a", "b", "c", "[Musik] d", "e", "[Tepuk] f", "g", "[Tepuk] h", "i"))
    assert {speaker for speaker, _ in said(document)} == {""}
    document = read(cues("[Sari] a", "b", "[Budi] c", "[Sari] d"))
    assert [speaker for speaker, _ in said(document)] == ["Sari", "Sari", "Budi", "Sari"]


def test_labels_with_tags_and_references_around_them() -> None:
    document = read(
        cues("<i>Sari &amp; Co: halo</i>", "<b>Budi</b>: <u>ya</u>", "<i>Sari &amp; Co:</i> oh", "Budi: eh")
    )
    assert said(document) == [("Sari & Co", "halo"), ("Budi", "ya"), ("Sari & Co", "oh"), ("Budi", "eh")]


def test_rolling_captions_of_three_lines() -> None:
    lines = ["satu dua", "tiga empat", "lima enam", "tujuh delapan", "sembilan"]
    windows = ["\n".join(lines[max(0, end - 3) : end]) for end in range(1, len(lines) + 1)]
    assert " ".join(text for _, text in said(read(cues(*windows)))) == " ".join(lines)


def test_two_cues_at_one_time_do_not_share_a_speaker() -> None:
    document = read(cue("<v A>halo") + "\n00:00:01.000 --> 00:00:02.500\nsemua\n")
    assert said(document) == [("A", "halo"), ("", "semua")]


def test_tags_at_changes_of_speaker_hold_for_the_cues_below_them_and_that_is_told() -> None:
    document = read(
        cues("<v Ann>Where were", "you then?", "<v Bo>In the port.", "All night.", "<v Ann>Why?", "<v Bo>So.")
    )
    assert said(document) == [
        ("Ann", "Where were"), ("Ann", "you then?"), ("Bo", "In the port."), ("Bo", "All night."),
        ("Ann", "Why?"), ("Bo", "So."),
    ]  # fmt: skip
    assert [(problem.kind, problem.values["count"]) for problem in document.problems] == [("cue-speaker-above", 2)]


def test_a_cue_without_a_tag_where_every_cue_has_one_is_nobodys_and_told() -> None:
    document = read(cues("<v Ann>Where?", "<v Ann>And when?", "At sea.", "<v Bo>In May.", "<v Ann>Why?", "<v Bo>So."))
    assert said(document)[2] == ("", "At sea.")
    assert [(problem.kind, problem.values["count"]) for problem in document.problems] == [("cue-speaker-none", 1)]


def test_a_file_without_a_time_has_no_words_but_those_said() -> None:
    document = read("WEBVTT\n\n1\n00:99:01.000 --> 00:99:02.000\n<v A>halo</v>\n\n00:99:03.000 --> 00:99:04.000\nya\n")
    text = MappedText.identity(document.raw).edit(document.edits).text
    assert text.split() == ["halo", "ya"]
    told = [(problem.kind, problem.line, problem.values["count"]) for problem in document.problems]
    assert sorted(told) == [("cue-speaker-none", 8, 1), ("cue-time-unreadable", 4, 2)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("&amp;" * 250_001, "source-too-much-markup"),
        ("a\n" * 400_001, "source-too-many-parts"),
        (">> " * 100_001, "source-too-many-parts"),
    ],
)
def test_more_than_one_source_may_hold(text: str, kind: str) -> None:
    with pytest.raises(StudyError) as error:
        read("WEBVTT\n\n00:01.000 --> 00:02.000\n" + text)
    assert [problem.kind for problem in error.value.problems] == [kind]


WORD = st.tuples(st.sampled_from("abcéש"), st.text(st.sampled_from("abcé😀שם́ก<&'\".-"), max_size=5)).map("".join)
WORDS = st.lists(WORD, min_size=1, max_size=5).map(" > ".join)


@given(
    st.lists(st.tuples(st.sampled_from(["", "Peneliti", "Informan A", "שרה"]), WORDS), min_size=1, max_size=8),
    st.sampled_from(["\n", "\r\n", "\r"]),
    st.booleans(),
)
def test_what_is_written_is_read(spoken: list[tuple[str, str]], end: str, glued: bool) -> None:
    # Something always stands in a voice tag, so that no label in the text can be taken for a speaker.
    # One who is named twice in a row is named in every cue: who has no tag is nobody, not the one before.
    spoken = [("Peneliti", "halo"), ("Peneliti", "ya"), *spoken]
    text = "WEBVTT\n\n"
    for number, (speaker, words) in enumerate(spoken):
        escaped = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
        times = f"00:00:{number:02}.250 --> 00:00:{number:02}.750"
        tagged = f"<v {speaker}>{escaped}</v>" if speaker else escaped
        text += f"{number + 1}\n{times}\n{tagged}\n" + ("" if glued else "\n")
    document = read(text.replace("\n", end))
    assert said(document) == spoken
    assert [voice.time_start for voice in document.voices] == [number + 0.25 for number in range(len(spoken))]


@pytest.mark.parametrize("text", ["WEBVTT", "WEBVTT\n\nNOTE\nhalo\n", "WEBVTT\n\n00:01.000 --> 00:02.000\n\n"])
def test_no_text(text: str) -> None:
    with pytest.raises(StudyError) as error:
        read(text)
    assert [problem.kind for problem in error.value.problems] == ["source-empty"]


ZOOM = """WEBVTT

1
00:00:01.200 --> 00:00:03.900
Rina Hartati: Bisa dengar saya?

2
00:00:03.900 --> 00:00:06.400
Budi Santoso: Bisa, jelas sekali.

3
00:00:06.400 --> 00:00:09.800
Rina Hartati: Begini: hari ini tentang ongkos kirim.
"""
TEAMS = """WEBVTT

1
00:00:01.000 --> 00:00:03.500
<v Rina Hartati>Kita mulai dari ongkos kirim.</v>

2
00:00:03.500 --> 00:00:07.200
<v Rina Hartati>Naik sepuluh persen sejak Lebaran.</v>

3
00:00:07.200 --> 00:00:09.000
<v Budi Santoso>Sepuluh? Itu banyak.</v>
"""
ROLLING = """WEBVTT
Kind: captions
Language: id

00:00:00.400 --> 00:00:02.100 align:start position:0%
yang pertama kita bahas

00:00:02.100 --> 00:00:04.300 align:start position:0%
yang pertama kita bahas
adalah harga di pasar

00:00:04.300 --> 00:00:07.000 align:start position:0%
adalah harga di pasar
karena bulan lalu naik
"""
WORD_BY_WORD = """WEBVTT
Kind: captions
Language: id

00:00:00.000 --> 00:00:03.100 align:start position:0%
\x20
[Musik]

00:00:03.100 --> 00:00:03.110 align:start position:0%
\x20
\x20

00:00:03.110 --> 00:00:05.200 align:start position:0%
\x20
pasar<00:00:03.500><c> kami</c><00:00:04.100><c> buka</c><00:00:04.700><c> pagi</c>

00:00:05.200 --> 00:00:05.210 align:start position:0%
pasar kami buka pagi
\x20

00:00:05.210 --> 00:00:08.000 align:start position:0%
pasar kami buka pagi
dan<00:00:05.900><c> tutup</c><00:00:06.500><c> siang</c>
"""
TAGS = """WEBVTT

00:01.500 --> 00:03.500
Harga <00:02.500>naik

00:00:03.500 --> 00:00:05.500
dan <00:04.000>ongkos <00:04.500>kirim <c.colorE5E5E5>juga</c>

00:00:05.500 --> 00:00:07.500
&lt;i&gt;Pelan, dari belakang&lt;/i&gt;

00:00:07.500 --> 00:00:09.500
Syaratnya a &lt; b dan &lt;div&gt; tetap
"""
NUMBERED = """WEBVTT

1
00:00:00.000 --> 00:00:02.000
Bu Rina: Selamat datang di pasar.
2
00:00:02.500 --> 00:00:04.000
Pak Budi: Terima kasih.
3
00:00:04.500 --> 00:00:06.000
Bu Rina: Silakan duduk.
4
00:00:06.500 --> 00:00:08.000
Pak Budi: Ya.
5
00:00:08.500 --> 00:00:09.000
Seorang Pembeli: Permisi.
"""
COMMENTED = """\ufeffWEBVTT - rapat pasar
X-Perekam: ponsel
 baris kedua

NOTE ditulis oleh mesin

STYLE
::cue { color: red }

00:00:01.000 --> 00:00:02.000
halo

NOTE
bukan ucapan
dua baris

00:00:03.000 --> 00:00:04.000
ya
"""


def test_whole_files_as_programs_for_meetings_and_captions_write_them() -> None:
    assert said(read(ZOOM)) == [
        ("Rina Hartati", "Bisa dengar saya?"),
        ("Budi Santoso", "Bisa, jelas sekali."),
        ("Rina Hartati", "Begini: hari ini tentang ongkos kirim."),
    ]
    assert [problem.kind for problem in told_once(read(ZOOM))] == ["cue-label-once"]
    assert [speaker for speaker, _ in said(read(TEAMS))] == ["Rina Hartati", "Rina Hartati", "Budi Santoso"]
    rolling = [text for _, text in said(read(ROLLING))]
    assert rolling == ["yang pertama kita bahas", "adalah harga di pasar", "karena bulan lalu naik"]
    assert [text for _, text in said(read(WORD_BY_WORD))] == ["[Musik]", "pasar kami buka pagi", "dan tutup siang"]
    assert [text for _, text in said(read(TAGS))] == [
        "Harga naik",
        "dan ongkos kirim juga",
        "Pelan, dari belakang",
        "Syaratnya a < b dan <div> tetap",
    ]
    numbered = read(NUMBERED)
    assert [speaker for speaker, _ in said(numbered)] == [
        *("Bu Rina", "Pak Budi", "Bu Rina", "Pak Budi", "Seorang Pembeli"),
    ]
    assert [problem.kind for problem in told_once(numbered)] == ["cue-label-once"]
    assert [text for _, text in said(read(COMMENTED))] == ["halo", "ya"]
    for whole in (TEAMS, ROLLING, WORD_BY_WORD, TAGS, COMMENTED):
        assert read(whole).problems == ()


@real
def test_real_files() -> None:
    documents = {path.stem: read_bytes(path.read_bytes(), path.name, path.name) for path in sorted(REAL.glob("*.vtt"))}
    assert not any(document.problems for document in documents.values())
    told = {name: [problem.kind for problem in told_once(document)] for name, document in documents.items()}
    once = ["engager_ideal_course_session1", "zoom"]
    assert {name: kinds for name, kinds in told.items() if kinds} == {name: ["cue-label-once"] for name in once}
    words = {name: [text for _, text in said(document)] for name, document in documents.items()}
    assert words["youtube_rolling"] == [
        "so the first thing we need to",
        "talk about is the migration plan",
        "and how long it actually takes",
        "because last time it took a month",
    ]
    assert words["youtube_auto_real_shape"] == [
        "[Music]",
        "the first thing to understand",
        "is that the index is stale",
        "and nobody rebuilt it",
    ]
    assert words["webvttpy_cue_tags"] == ["When the moon hits your eye", "Like a big-a pizza pie", "That's amore"]
    assert words["escaped_tags"] == [
        "Softly, in the background",
        "Loud and clear",
        "The condition is a < b and the <div> element stays",
    ]
    assert len(words["webvttpy_sample"]) == 16
    speakers = {name: [speaker for speaker, _ in said(document)] for name, document in documents.items()}
    assert speakers["zoom"] == ["Priya Raman", "Tom Ableton", "Priya Raman"]
    assert speakers["teams"] == ["Alice Chen", "Alice Chen", "Bob Ferreira", "Bob Ferreira"]
    assert "" not in speakers["engager_ideal_course_session1"] + speakers["engager_intro_statistics_week1"]
