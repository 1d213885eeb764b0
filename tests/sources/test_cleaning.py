from __future__ import annotations

import unicodedata

import pytest
from hostile import CLEANING
from hypothesis import given
from hypothesis import strategies as st
from steps import grows_evenly

from benang.sources.cleaning import Cleaning, Tally, clean_characters, clean_utterances
from benang.text.offsets import MappedText

NOTHING = Cleaning(**dict.fromkeys(Cleaning().steps, False))
STEPS = ["nfc", "white_space", "soft_hyphens", "line_breaks", "timestamps", "non_verbal", "fillers", "repeated_words"]


def only(*steps, **more):
    return Cleaning(**{**vars(NOTHING), **dict.fromkeys(steps, True), **more})


def cleaned(texts, cleaning, language="id"):
    """The utterances after the steps that work on utterances, their times, and the tally."""
    tally = Tally(cleaning.steps)
    done = clean_utterances([MappedText.identity(text) for text in texts], language, cleaning, tally)
    return [one.text for one, _ in done], [times for _, times in done], {row["step"]: row for row in tally.rows("s")}


def one(text, cleaning, language="id"):
    return cleaned([text], cleaning, language)[0][0]


def characters(text, cleaning):
    return clean_characters(MappedText.identity(text), cleaning, Tally(cleaning.steps)).text


def test_the_steps_that_are_on():
    assert Cleaning().steps == ["nfc", "white_space", "soft_hyphens", "line_breaks", "timestamps", "interviewer_turns"]
    assert NOTHING.steps == []
    assert only("fillers", filler_words=("anu",)).steps == ["fillers"]


def test_characters():
    raw = "\ufeffcafe\u0301 kata\u00adkata\x00 \u200fa\u200bb \u0e01\u200b\u0e02 \u0645\u06cc\u200c\u0631 \ud800"
    assert characters(raw, NOTHING) == raw.replace("\ud800", "\ufffd")
    assert (
        characters(raw, only("soft_hyphens"))
        == "cafe\u0301 katakata ab \u0e01\u200b\u0e02 \u0645\u06cc\u200c\u0631 \ufffd"
    )
    assert characters(raw, only("nfc")) == raw.replace("e\u0301", "\u00e9").replace("\ud800", "\ufffd")
    assert characters("e\u00ad\u0301", only("nfc", "soft_hyphens")) == "\u00e9"


@given(
    st.text(
        alphabet=st.sampled_from("ae\u0301\u0316\u0344\u0327가ᄀ\u1161\u11a8\u212b\u0915\u093c\u0958 "), max_size=200
    )
)
def test_nfc_is_that_of_unicode(raw):
    assert characters(raw, only("nfc")) == unicodedata.normalize("NFC", raw)


@pytest.mark.parametrize("mark", ["\u0316\u0301", "\u0301\u0316", "\u0344", "\u1161"])
def test_many_marks_on_one_letter_are_put_in_order(mark):
    assert unicodedata.is_normalized("NFC", characters("a" + mark * 100_000, only("nfc")))


@pytest.mark.parametrize(
    ("raw", "clean", "times"),
    [
        ("halo [00:12:03] semua", "halo semua", [(723, None)]),
        ("(00:12) ya", "ya", [(12, None)]),
        ("ya (12:34).", "ya.", [(754, None)]),
        ("a <00:01:02.500> b {1:02:03,25}", "a b", [(62.5, None), (3723.25, None)]),
        ("[00:12 - 00:15] a ((00:16 --> 00:17)) b", "a b", [(12, 15), (16, 17)]),
        ("[[00:12]]", "", [(12, None)]),
        ("kata[00:12]lagi", "kata lagi", [(12, None)]),
        ("jam 08:00, [00:75], [1:99:00], [00:12), [00:15 - 00:12]", None, []),
        ("buka (08:00) sampai (17:00), perbandingan (1:20), Yohanes (3:16), [12], (2020)", None, []),
        ("[04:00] buka (5:00) pagi (8:00) [06:00]", "buka pagi (8:00)", [(240, None), (300, None), (360, None)]),
        ("[04:00] buka (8:00)", "buka (8:00)", [(240, None)]),
    ],
)
def test_timestamps(raw, clean, times):
    texts, found, tally = cleaned([raw], only("timestamps"))
    assert texts == [raw if clean is None else clean]
    assert [(mark.time_start, mark.time_end) for mark in found[0]] == times
    assert tally["timestamps"]["changes"] == len(times)
    assert one(raw, NOTHING) == raw


def test_a_time_that_may_be_one_of_the_day_is_told_by_those_in_other_turns():
    texts, times, _ = cleaned(["[04:00] a", "b (5:00)", "c [06:00]", "d (9:00)"], only("timestamps"))
    assert texts == ["a", "b", "c", "d (9:00)"]
    assert [len(of_turn) for of_turn in times] == [1, 1, 1, 0]


@pytest.mark.parametrize(
    ("raw", "clean"),
    [
        ("saya [tertawa] mau", "saya mau"),
        ("saya [tertawa]. Mau", "saya. Mau"),
        ("[Tertawa kecil] ya ((jeda 3 detik)) ya", "ya ya"),
        ("(laughs) yes *sigh* ok <cough> {music}", "yes ok"),
        ("[tidak jelas 00:12] ya [inaudible?]", "ya"),
        ("[tertawa] [batuk]", ""),
        ("[tertawa].", ""),
        ("ya[tertawa]ya", "ya ya"),
        ("ya\n[menghela\nnapas]\nya", "ya\nya"),
        ("“[tertawa] ya”", "“ya”"),
        (
            "[Orang 1] ke [toko], [Siti tertawa], [...], (?), (tertawa itu obat), *penting*, tertawa, <b>, [3], [ ]",
            None,
        ),
    ],
)
def test_non_verbal_marks(raw, clean):
    assert one(raw, only("non_verbal")) == (raw if clean is None else clean)
    assert one(raw, NOTHING) == raw


@pytest.mark.parametrize(
    ("language", "raw", "clean"),
    [
        ("id", "Saya, eh, mau pergi.", "Saya mau pergi."),
        ("id", "Eh, saya mau, emm.", "saya mau."),
        ("id", "Hmm. Eh. Saya eh... mau", "Saya mau"),
        ("id", "Ya (eh) saya — hmmmm — mau", "Ya saya — mau"),
        ("id", "eh, em, ummm, saya", "saya"),
        ("id", "“Eh, saya,” katanya", "“saya,” katanya"),
        ("id", "Hmm.", ""),
        ("id", "Hm? Eh! 5 mm, eh-eh, di UM, Bu Em, um.ac.id, anu, apa ya, e\u0301h", None),
        ("en", "I, um, think uh it is, er, fine", "I think it is fine"),
        ("en", "eh, the ER and the emm", None),
        ("pt", "um homem, um, e outro", None),
        ("", "um, eh", None),
        ("en-GB", "um, yes", "yes"),
    ],
)
def test_fillers(language, raw, clean):
    assert one(raw, only("fillers"), language) == (raw if clean is None else clean)
    assert one(raw, NOTHING, language) == raw


def test_fillers_of_the_study_take_the_place_of_those_of_the_language():
    assert one("eh, saya, apa  ya, mau Anu", only("fillers", filler_words=("Apa ya", "anu"))) == "eh, saya mau Anu"
    assert one("kata 那个 lagi", only("fillers", filler_words=("那个",)), "zh") == "kata lagi"


@pytest.mark.parametrize(
    ("language", "raw", "clean"),
    [
        ("id", "saya saya mau", "saya mau"),
        ("id", "Saya, saya… saya mau ke - ke pasar", "Saya mau ke pasar"),
        ("id", "saya sa- saya mau", "saya mau"),
        ("id", "pergi pergi pergi sana", "pergi sana"),
        ("id", "anak anak, hati hati, kira-kira, itu itu saja, kalau kalau, anak- anaknya, saya-saya, ke ke-2", None),
        ("en", "th- the cat, t- th- the dog", "the cat, the dog"),
        ("en", "I... I- I think the the best", "I think the best"),
        ("en", "had had, very very, no no, no, no, no, a A, the The Hague, 08 08 08, a-b- ba, X X X", None),
        ("en", "No no no no. It's it's fine", "No. It's fine"),
        ("fa", "خوب خوب خوب", "خوب"),
        ("hi", "हाँ हाँ हाँ", "हाँ"),
    ],
)
def test_repeated_words(language, raw, clean):
    assert one(raw, only("repeated_words"), language) == (raw if clean is None else clean)
    assert one(raw, NOTHING, language) == raw


def test_what_one_step_leaves_is_what_the_next_one_sees():
    everything = Cleaning(non_verbal=True, fillers=True, repeated_words=True)
    raw = "saya [tertawa (00:12)]  eh, saya  \n [batuk] mau \n itu"
    texts, _, tally = cleaned([raw], everything)
    assert texts == ["saya mau itu"]
    assert {step: (row["changes"], row["characters"]) for step, row in tally.items() if row["changes"]} == {
        "timestamps": (1, 8),
        "non_verbal": (2, 21),
        "fillers": (1, 5),
        "repeated_words": (1, 5),
        "white_space": (1, 2),
    }


FRAGMENTS = st.lists(
    st.sampled_from(
        [
            *(
                "saya",
                "Saya",
                "yang",
                "pergi",
                "sa-",
                "th-",
                "the",
                "anak-",
                "anaknya",
                "eh",
                "Hmm",
                "um",
                "mm",
                "5",
                "UM",
            ),
            *("[tertawa]", "(laughs)", "*sigh*", "[Orang 1]", "[toko]", "(00:12)", "[00:01:02.5]", "(08:00)", "12:30"),
            *(
                " ",
                " ",
                " ",
                "  ",
                "\n",
                "\r\n",
                "\t",
                "\u00a0",
                "\u2028",
                ",",
                ", ",
                ".",
                "...",
                "…",
                "?",
                "—",
                " - ",
                "“",
            ),
            *("cafe\u0301", "é", "\u0301", "😊", "المحاور", "خوب", "가", "ᄀ\u1161", "(", ")", "[", "]", "*", "<", ">"),
        ]
    ),
    max_size=25,
).map("".join)
CLEANINGS = st.builds(Cleaning, **dict.fromkeys(STEPS, st.booleans()))


@given(st.lists(FRAGMENTS.map(str.strip), max_size=4), CLEANINGS, st.sampled_from(["id", "en", "fr"]))
def test_cleaning_again_changes_nothing(texts, cleaning, language):
    once = cleaned(texts, cleaning, language)[0]
    again, _, tally = cleaned(once, cleaning, language)
    assert again == once
    assert all(row["changes"] == 0 for row in tally.values())


@given(FRAGMENTS.map(str.strip), st.sampled_from([*STEPS, None]), st.sampled_from(["id", "en"]))
def test_a_step_takes_away_what_it_counts_and_puts_nothing_in(raw, step, language):
    texts, _, tally = cleaned([raw], only(step) if step else NOTHING, language)
    gone = sum(row["characters"] for row in tally.values())
    assert len(texts[0]) == len(raw) - gone
    assert (texts[0] == raw) == all(row["changes"] == 0 for row in tally.values())
    left = iter(raw.replace("\n", " ").replace("\r", " ").replace("\t", " ") if step == "white_space" else raw)
    assert step == "white_space" or all(character in left for character in texts[0] if character != " ")
    if step == "white_space":
        assert texts[0] == " ".join(raw.split())


@pytest.mark.slow
@pytest.mark.parametrize(
    "raw",
    [
        *("[" * 300_000, "(" * 300_000 + "tertawa", "*" * 300_000, "[00:" * 100_000, "((00:12" * 50_000),
        *("eh " * 100_000, "eh" * 150_000, ", " * 150_000, "saya " * 100_000, "a" * 300_000, "a- " * 100_000),
        *("a" * 1000 + "- " for _ in range(1)),
        *(" " * 300_000 + "eh", ("eh" + " " * 1000) * 300, "[tertawa]" + " " * 300_000, "[tertawa] " * 30_000),
        *("pergi pergi " * 30_000, ("a" * 5000 + " ") * 60, "h" * 300_000, "." * 300_000, "\u200b" * 300_000),
    ],
    ids=lambda raw: raw[:12],
)
def test_hostile_text_is_cleaned_to_its_end(raw):
    every_step(raw)


@pytest.mark.parametrize("piece", CLEANING, ids=lambda piece: piece[:12])
def test_a_longer_text_takes_only_as_many_more_steps(piece):
    assert grows_evenly(every_step, piece * max(1, 4_000 // len(piece)))


def every_step(raw):
    cleaned([raw.strip()], Cleaning(non_verbal=True, fillers=True, repeated_words=True))
    characters(raw, Cleaning())
