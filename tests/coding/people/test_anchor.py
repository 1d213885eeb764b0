import re
import unicodedata

import pandas as pd
import pytest
from examples import examples
from hypothesis import given
from hypothesis import strategies as st

from benang.coding.people.anchor import anchor, anchor_by_part
from benang.coding.people.coding_files import COLUMNS
from benang.coding.people.lookup import SourceNames
from benang.core import model
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.text.offsets import MappedText
from benang.text.quotations import Searchable
from benang.text.shown_quotations import around_difference
from benang.text.text_key import key

OPENING = "Sebelum ada media sosial, pelanggan harus datang ke toko untuk bertanya - sekarang lewat chat saja."
TALK = [
    ("Pewawancara", "Apakah Ibu percaya pada iklan di Instagram?"),
    ("Informan A", OPENING),
    ("Pewawancara", "Oh begitu. Lalu bagaimana?"),
    ("Informan A", "Ya, “percaya” itu tumbuh. Ya, pelan-pelan tumbuh, karena fotonya asli."),
    ("Pewawancara", "Baik."),
    ("Informan A", "Ya, fotonya asli... dan harganya jelas, jadi mereka percaya kepada kami sejak lama sekali."),
]

CODES = [
    ("business-channel", "", "theme", "Saluran bisnis", "Business channel"),
    ("public-trust", "business-channel", "category", "Kepercayaan", "Public trust"),
    ("branding", "business-channel", "category", "Merek", "Branding"),
    ("obstacles", "", "theme", "Hambatan", "Obstacles"),
    ("distrust", "obstacles", "category", "Kepercayaan", "Distrust"),
    ("price", "obstacles", "category", "Harga > biaya", "Price"),
]


def code_table():
    return model.from_rows(
        "codes",
        [
            {"code_id": code, "parent_id": parent, "level": level, "theme_id": "", "category_id": "", "origin": ""}
            | {"negative": False, "cites": [], "example": "", "colour": "", "order": order}
            | {"label:id": label_id, "label:en": label_en}
            for order, (code, parent, level, label_id, label_en) in enumerate(CODES)
        ],
    )


def frozen(talks):
    """The tables sources and turns of talks: ``{source_id: (file, case_ids, [(speaker, utterance)])}``."""
    sources, turns = [], []
    for source_id, (file, case_ids, talk) in talks.items():
        text = ""
        for number, (speaker, utterance) in enumerate(talk, start=1):
            text += ("\n" if text else "") + (f"{speaker}: " if speaker else "")
            role = "interviewer" if speaker == "Pewawancara" else "informant"
            turns.append(
                {"source_id": source_id, "turn": number, "start": len(text), "end": len(text) + len(utterance)}
                | {"speaker": speaker, "role": role, "case_id": case_ids if role == "informant" else ""}
                | {
                    "line": 10 * number,
                    "time_start": None,
                    "time_end": None,
                    "role_from": "",
                    "heading": "",
                    "n_words": 1,
                }
            )
            text += utterance
        sources.append(
            {"source_id": source_id, "kind": "interview", "case_ids": case_ids.split(";"), "file": file}
            | {"format": "txt", "language": "id", "encoding": "", "sha256": "", "n_characters": len(text), "n_words": 1}
            | {"n_turns": len(talk), "text": text}
        )
    return model.from_rows("sources", sources), model.from_rows("turns", turns)


TALKS = {
    "wawancara-A": ("data/interviews/wawancara A.docx", "A", TALK),
    "wawancara-B": ("data/interviews/wawancara-B.txt", "B", [("", "Toko saya buka setiap hari.")]),
    "observasi-B": ("data/observations/observasi-B.md", "B", [("", "Toko itu buka setiap hari.")]),
    "observasi-CD": ("data/observations/observasi-CD.md", "C;D", [("", "Mereka membaca ulasan.")]),
}


def rows_of(*rows):
    defaults = {"file": "c.csv", "source": "wawancara-A", "code": "public-trust", "coder": "ana", "memo": ""}
    filled = [
        dict.fromkeys(COLUMNS, "") | defaults | {"line": number, "quotation": "", "start": None, "end": None} | row
        for number, row in enumerate(rows, start=2)
    ]
    return pd.DataFrame(filled, columns=COLUMNS).astype({"start": "Int64", "end": "Int64"})


def place(*rows, talks=TALKS, pseudonyms=None):
    sources, turns = frozen(talks)
    codings, problems, _ = anchor(rows_of(*rows), sources, turns, model.empty("offset_map"), code_table(), pseudonyms)
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    for coding in codings.itertuples():
        assert coding.quotation == texts[coding.source_id][coding.start : coding.end]
    assert codings.equals(model.conform(codings, "codings"))
    return codings, problems


def place_one(quotation, **row):
    codings, problems = place({"quotation": quotation, **row})
    assert problems == []
    assert len(codings) == 1
    return codings.iloc[0]


# --- sources and codes ---


@pytest.mark.parametrize(
    ("name", "source_id"),
    [
        ("wawancara-A", "wawancara-A"),
        ("WAWANCARA-a", "wawancara-A"),
        ("wawancara A.docx", "wawancara-A"),
        ("wawancara A", "wawancara-A"),
        ("data/interviews/wawancara A.docx", "wawancara-A"),
        ("C:\\studi\\wawancara  A.docx", "wawancara-A"),
        ("wawancara-A.docx", "wawancara-A"),
        ("A", "wawancara-A"),
        ("c", "observasi-CD"),
    ],
)
def test_a_source_is_known_by_id_file_or_case(name, source_id):
    sources, turns = frozen(TALKS)
    rows = rows_of({"source": name, "start": 0, "end": 5})
    codings, problems, _ = anchor(rows, sources, turns, model.empty("offset_map"), code_table())
    assert problems == []
    assert codings["source_id"].tolist() == [source_id]


def test_a_source_that_is_not_known_or_not_told_apart():
    codings, problems = place({"source": "wawancra-A", "start": 0, "end": 5}, {"source": "B", "start": 0, "end": 5})
    assert codings.empty
    assert [(problem.kind, problem.line) for problem in problems] == [
        ("coding-source-unknown", 2),
        ("coding-source-ambiguous", 3),
    ]
    assert 'Maksud Anda "wawancara-A"?' in problems[0].message("id")
    assert "observasi-B, wawancara-B" in problems[1].message("en")


def test_a_row_with_an_earlier_pseudonym_is_told_how_to_follow_and_followed():
    """A sheet that was given out has the pseudonyms of its day, in the source's name and in what was said."""
    talks = {
        "wawancara-Asep": ("wawancara-Asep.docx", "A", [("", "Kata Asep, harganya jelas dan fotonya asli sekali.")])
    }
    row = {"source": "wawancara-Ujang", "quotation": "Kata Ujang, harganya jelas"}
    codings, problems = place(row, talks=talks, pseudonyms=Pseudonyms({"Mukhlis": "Asep"}))
    assert codings.empty and [problem.kind for problem in problems] == ["coding-source-unknown"]
    assert "variants" in problems[0].message("id") and "variants" in problems[0].message("en")
    _, problems = place(row | {"source": "wawancara-Asep"}, talks=talks, pseudonyms=Pseudonyms({"Mukhlis": "Asep"}))
    assert all("variants" in problem.message("en") for problem in problems if problem.severity == "error")
    followed = Pseudonyms({"Mukhlis": "Asep", "Ujang": "Asep"})
    codings, problems = place(row, talks=talks, pseudonyms=followed)
    assert problems == []
    assert codings["quotation"].tolist() == ["Kata Asep, harganya jelas"]


@pytest.mark.parametrize(
    ("name", "code_id"),
    [
        ("public-trust", "public-trust"),
        ("public  TRUST", "public-trust"),
        ("Merek", "branding"),
        ("Saluran bisnis > Kepercayaan", "public-trust"),
        ("Hambatan>Kepercayaan", "distrust"),
        ("obstacles > Distrust", "distrust"),
        ("Harga > biaya", "price"),
        ("Business channel", "business-channel"),
    ],
)
def test_a_code_is_known_by_id_label_or_path(name, code_id):
    assert place_one("karena fotonya asli", code=name)["code_id"] == code_id


def test_a_code_that_is_not_known_or_not_told_apart():
    row = {"quotation": "karena fotonya asli"}
    names = ["Kepercayaan", "Merk", "Saluran bisnis > Distrust"]
    codings, problems = place(*({**row, "code": name} for name in names))
    assert codings.empty
    assert [problem.kind for problem in problems] == [
        "coding-code-ambiguous",
        "coding-code-unknown",
        "coding-code-unknown",
    ]
    assert "distrust, public-trust" in problems[0].message("en")
    assert 'Did you mean "Merek"?' in problems[1].message("en")


def test_all_that_is_wrong_with_a_row_is_said_at_once():
    _, problems = place({"source": "X", "code": "Y", "quotation": "z"})
    assert [problem.kind for problem in problems] == ["coding-source-unknown", "coding-code-unknown"]


# --- places ---


def test_a_quotation_is_found_with_its_turn_case_and_line():
    coding = place_one("pelanggan harus datang ke toko", memo="dulu")
    expected = {"turn": 2, "last_turn": 2, "case_id": "A", "line": 20, "anchor": "exact", "why": "dulu"}
    assert coding[list(expected)].to_dict() == expected
    assert coding[["method", "status", "coder"]].tolist() == ["human", "accepted", "ana"]


@pytest.mark.parametrize(
    ("quotation", "found"),
    [
        ("pelanggan\nharus  datang\r\nke toko", "pelanggan harus datang ke toko"),
        ('Ya, "percaya" itu tumbuh', "Ya, “percaya” itu tumbuh"),
        ("untuk bertanya — sekarang", "untuk bertanya - sekarang"),
        ("PELANGGAN harus", "pelanggan harus"),
        ("pelang\u00adgan harus", "pelanggan harus"),
        ("pelang-\ngan harus", "pelanggan harus"),
        ("pelan-\npelan tumbuh", "pelan-pelan tumbuh"),
        ("„karena fotonya asli“", "karena fotonya asli"),
        ("[...] karena fotonya asli …", "karena fotonya asli"),
        ("fotonya asli… dan harganya", "fotonya asli... dan harganya"),
        ("harganya ﬁx", None),
    ],
)
def test_what_copying_changes_makes_no_difference(quotation, found):
    if found is None:
        codings, problems = place({"quotation": quotation})
        assert codings.empty
        assert [problem.kind for problem in problems] == ["quotation-not-found"]
    else:
        coding = place_one(quotation)
        assert (coding["quotation"], coding["anchor"]) == (found, "exact")


REMEMBERS = (
    "Suami saya yang mengurus semuanya. Dia yang ingat jam minum obat. Kalau sendiri, saya sudah menyerah dari dulu, "
    "sebab jamnya berbeda setiap hari dan tidak ada orang lain di rumah."
)


def test_what_may_have_been_meant_is_shown_around_the_first_word_that_differs():
    said = REMEMBERS.partition("semuanya. ")[2]
    for wrong in ("sejak", "se"):
        quotation = f"“{said.replace('dari', wrong)}”"
        codings, problems = place(
            {"source": "P", "quotation": quotation}, talks={"P": ("P.txt", "A", [("A", REMEMBERS)])}
        )
        assert codings.empty and [problem.kind for problem in problems] == ["quotation-not-found"]
        near = str(problems[0].values["near"])
        assert "menyerah dari dulu" in near and near.startswith("…") and near.endswith("…")


@given(st.lists(st.sampled_from(["satu", "dua,", "tiga", "“empat", "lima."]), min_size=2, max_size=60), st.data())
def test_the_word_that_differs_is_shown_and_nothing_that_is_not_there(words, data):
    at = data.draw(st.integers(1, len(words) - 1))
    found = [*words[:at], "LAIN", *words[at + 1 :]]
    shown = around_difference(". " + " ".join(found), " ".join(words))
    assert "LAIN" in shown and shown.strip("…") in " ".join(found) and len(shown) <= 72


def test_ligatures_in_the_quotation_or_the_text():
    talks = {"P": ("P.pdf", "A", [("", "An eﬀective oﬃce ﬁnds first things.")])}
    codings, problems = place(
        {"source": "P", "quotation": "effective office finds"}, {"source": "P", "quotation": "ﬁrst things"}, talks=talks
    )
    assert problems == []
    assert codings.sort_values("start")["quotation"].tolist() == ["eﬀective oﬃce ﬁnds", "first things"]


@pytest.mark.parametrize(
    "quotation",
    [
        "Pewawancara: Oh begitu. Lalu bagaimana?\nInforman A: Ya, “percaya” itu tumbuh.",
        "Oh begitu. Lalu bagaimana? Ya, “percaya” itu tumbuh.",
        "P: Oh begitu. Lalu bagaimana?\nA: Ya, “percaya” itu tumbuh.",
        "3 Pewawancara : Oh begitu. Lalu bagaimana?\n4 Informan A : Ya, “percaya” itu tumbuh.",
        "Oh begitu. Lalu bagaimana? informan a: Ya, “percaya” itu tumbuh.",
    ],
)
def test_speakers_labels_may_be_there_or_not(quotation):
    coding = place_one(quotation)
    text = "Oh begitu. Lalu bagaimana?\nInforman A: Ya, “percaya” itu tumbuh."
    assert coding["quotation"].removeprefix("Pewawancara: ") == text
    # The words are the informant's, though the coding begins with the question.
    assert coding[["turn", "last_turn", "case_id", "anchor"]].tolist() == [3, 4, "A", "exact"]


def test_a_whole_word_goes_before_part_of_a_word():
    talks = {"P": ("P.txt", "A", [("", "Kartu itu art dan artis.")])}
    codings, problems = place({"source": "P", "quotation": "ART"}, {"source": "P", "quotation": "rti"}, talks=talks)
    assert [problem.kind for problem in problems] == ["quotation-cuts-word"]
    assert sorted(zip(codings["start"], codings["quotation"], strict=True)) == [(10, "art"), (19, "rti")]


# --- offsets ---


def test_offsets_that_hold_the_quotation_are_taken_as_they_are():
    coding = place_one(OPENING[:20], start=len("Pewawancara: " + TALK[0][1] + "\nInforman A: "), end=None)
    coding = place_one(OPENING[:20], start=int(coding["start"]), end=int(coding["end"]))
    assert coding["anchor"] == "exact"
    again = place_one("", start=int(coding["start"]), end=int(coding["end"]))
    assert again[["start", "end", "anchor"]].tolist() == coding[["start", "end", "anchor"]].tolist()


@pytest.mark.parametrize(("start", "end"), [(3, 9), (100_000, 100_005), (9, 3), (0, None), (None, 4)])
def test_offsets_that_do_not_hold_the_quotation_are_moved(start, end):
    coding = place_one("pelanggan harus", start=start, end=end)
    assert coding["anchor"] == ("exact" if start is None else "moved")
    assert coding["quotation"] == "pelanggan harus"


def test_of_several_places_the_nearest_to_the_given_start_is_taken():
    text = frozen(TALKS)[0].set_index("source_id").loc["wawancara-A", "text"]
    places = [found.start() for found in re.finditer("fotonya asli", text)]
    for wanted in places:
        assert place_one("fotonya asli", start=wanted + 4, end=wanted + 9)["start"] == wanted


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 3), (0, 1_000_000), (1_000_000, 1_000_004)])
def test_offsets_alone_must_lie_in_the_text(start, end):
    codings, problems = place({"start": start, "end": end})
    assert codings.empty
    assert [problem.kind for problem in problems] == ["offsets-outside"]


# --- doubt ---


def test_without_a_start_the_places_are_taken_in_order_by_each_coder_and_code_with_a_warning():
    row = {"quotation": "Ya"}
    codings, problems = place(row, row, {**row, "coder": "budi"}, {**row, "code": "branding"})
    mine = codings.query("coder == 'ana' and code_id == 'public-trust'").sort_values("start")
    assert mine["turn"].tolist() == [4, 4]
    assert mine["why"].tolist() == ["", ""]
    others = codings.drop(mine.index)
    assert others["start"].tolist() == [mine["start"].iloc[0]] * 2
    assert [(problem.kind, problem.severity) for problem in problems] == [("quotation-ambiguous", "warning")] * 4


def test_the_same_coding_twice_counts_once_and_keeps_both_memos():
    codings, problems = place(
        {"quotation": "karena fotonya asli", "memo": "satu"}, {"quotation": "karena  fotonya asli", "memo": "dua"}
    )
    assert codings["why"].tolist() == ["satu; dua"]
    assert [(problem.kind, problem.line) for problem in problems] == [("coding-twice", 3)]


def test_a_quotation_with_a_slip_is_placed_as_fuzzy_and_said_so():
    codings, problems = place({"quotation": "pelanggan harus dateng ke toko untuk bertnaya - sekarang", "memo": "m"})
    assert codings["quotation"].tolist() == ["pelanggan harus datang ke toko untuk bertanya - sekarang"]
    assert codings["anchor"].tolist() == ["fuzzy"]
    assert codings["why"].tolist() == ["m"]
    assert [(problem.kind, problem.severity) for problem in problems] == [("quotation-similar", "warning")]


SELLERS = [
    ("A", "I have said it before: I do not trust the sellers on that website, whatever they promise. That is it.")
]


@pytest.mark.parametrize(
    "quotation",
    [
        "I do trust the sellers on that website, whatever they promise.",
        "not trust the sellers on that website, whatever she promises.",
        "I do not trust the buyers on that website, whatever they promise.",
        "I don't trust the sellers on that website, whatever they promise.",
        "I do not distrust the sellers on that website, whatever they promise.",
        "I do not ever trust the sellers on that website, whatever they promise.",
        "I do now trust the sellers on that website, whatever they promise.",
    ],
)
def test_a_quotation_with_a_word_more_or_less_or_other_is_not_placed(quotation):
    codings, problems = place({"source": "P", "quotation": quotation}, talks={"P": ("P.txt", "A", SELLERS)})
    assert codings.empty
    assert [(problem.kind, problem.severity) for problem in problems] == [("quotation-not-found", "error")]
    assert "trust the sellers" in problems[0].message("en")


@pytest.mark.parametrize(
    "quotation",
    [
        "I do not turst the selers on that web site, whatever they promisse.",
        "I do not trust the sellars onthat websites, whatever they promise",
    ],
)
def test_a_quotation_with_slips_is_placed_from_its_first_to_its_last_word(quotation):
    codings, problems = place({"source": "P", "quotation": quotation}, talks={"P": ("P.txt", "A", SELLERS)})
    end = "." if quotation.endswith(".") else ""
    assert codings["quotation"].tolist() == [f"I do not trust the sellers on that website, whatever they promise{end}"]
    assert [problem.kind for problem in problems] == ["quotation-similar"]


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("Das ist kein Grund, den Verkäufern zu trauen.", "Das ist dein Grund, den Verkäufern zu trauen."),
        ("She was happy with the goods that they sent.", "She was unhappy with the goods that they sent."),
        ("They can deliver everything within a week now.", "They can't deliver everything within a week now."),
        ("We paid 500 for the goods in 2019 and were content.", "We paid 500 for the goods in 2018 and were content."),
        (
            "我不相信网站上的那些卖家因为他们从来没有给我看过真实的照片和价格",
            "我很相信网站上的那些卖家因为他们从来没有给我看过真实的照片和价格",
        ),
    ],
)
def test_another_word_is_no_slip(said, quoted):
    for one, other in ((said, quoted), (quoted, said)):
        codings, problems = place({"source": "P", "quotation": other}, talks={"P": ("P.txt", "A", [("A", one)])})
        assert codings.empty
        assert [problem.kind for problem in problems] == ["quotation-not-found"]


def test_a_code_whose_label_holds_a_name_is_found_by_it():
    codes = code_table()
    codes.loc[codes["code_id"] == "branding", "label:id"] = "Merek A"
    sources, turns = frozen(TALKS)
    rows = rows_of(*({"quotation": "fotonya asli.", "code": code} for code in ("Merek Mukhlis", "merek mukhlis")))
    rows["coder"] = ["ana", "ben"]
    codings, *_ = anchor(rows, sources, turns, model.empty("offset_map"), codes, Pseudonyms({"Mukhlis": "A"}))
    assert codings["code_id"].tolist() == ["branding"] * 2


def test_a_short_quotation_is_not_placed_by_likeness():
    codings, problems = place({"quotation": "pelanggan hares datang"})
    assert codings.empty
    assert [problem.kind for problem in problems] == ["quotation-not-found"]


def test_a_quotation_that_is_not_there_shows_the_nearest_text():
    codings, problems = place({"quotation": "pelanggan perlu datang sendiri ke toko kami untuk membeli"})
    assert codings.empty
    assert problems[0].kind == "quotation-not-found"
    assert 'Did you mean "pelanggan harus datang ke toko untuk' in problems[0].message("en")


def test_a_quotation_of_another_source_is_not_placed():
    codings, problems = place({"quotation": "Toko saya buka setiap hari.", "source": "observasi-B"})
    assert codings.empty
    assert [problem.kind for problem in problems] == ["quotation-not-found"]


@pytest.mark.parametrize("dots", ["...", "…", "[...]", " (…) ", "[ … ]"])
def test_an_elided_quotation_runs_from_its_first_to_its_last_part(dots):
    codings, problems = place({"quotation": f"pelanggan harus datang {dots} sekarang lewat chat"})
    assert problems == []
    assert codings["quotation"].tolist() == ["pelanggan harus datang ke toko untuk bertanya - sekarang lewat chat"]
    assert codings[["anchor", "why"]].values.tolist() == [["cut", ""]]


@pytest.mark.parametrize(
    "quotation",
    [
        "sekarang lewat chat [...] pelanggan harus datang",  # the other way round
        "pelanggan harus datang [...] Toko saya buka setiap hari",  # in another source
        "pelanggan harus [...] ya",  # a part too short to be sure of
    ],
)
def test_an_elided_quotation_whose_parts_do_not_follow_each_other_is_not_placed(quotation):
    codings, problems = place({"quotation": quotation})
    assert codings.empty
    assert [problem.kind for problem in problems] == ["quotation-not-found"]


SHORT_PARTS = "We owed him forty coins, and he never came for them, so we paid. Then the rain began, and we paid again."


@pytest.mark.parametrize(
    ("quotation", "anchored"),
    [
        (
            "We owed him forty coins, ... so we paid.",
            "We owed him forty coins, and he never came for them, so we paid.",
        ),
        ("he never [...] then the rain began", "he never came for them, so we paid. Then the rain began"),
        ("We owed him forty coins ... we paid", ""),  # twice
        ("We owed him forty coins ... again", ""),  # one word
        ("so we ... rain began ... we paid", ""),  # nothing that is found by itself
        ("he never came ... the ra", ""),  # part of a word
    ],
)
def test_a_short_part_of_an_elided_quotation_is_found_where_nothing_else_is_equal(quotation, anchored):
    talks = {"P": ("P.txt", "A", [("A", SHORT_PARTS)])}
    codings, problems = place({"source": "P", "quotation": quotation}, talks=talks)
    assert codings["quotation"].tolist() == ([anchored] if anchored else [])
    assert [problem.kind for problem in problems] == ([] if anchored else ["quotation-not-found"])


def test_an_elision_has_a_bound():
    for gap, anchored in ((100, 1), (2_000, 0)):
        talk = [("", "awal yang panjang " + "isi " * gap + "akhir yang panjang")]
        codings, _ = place(
            {"source": "P", "quotation": "awal yang panjang ... akhir yang panjang"}, talks={"P": ("P.txt", "A", talk)}
        )
        assert len(codings) == anchored


def test_names_in_quotations_memos_and_file_names_become_pseudonyms():
    talks = {"wawancara-A": ("wawancara-A.txt", "A", [("A", "Nama saya A, teman A banyak.")])}
    row = {"source": "Wawancara Mukhlis.txt", "quotation": "Nama saya Mukhlis, teman", "memo": "Mukhlis!"}
    codings, problems = place(row, talks=talks, pseudonyms=Pseudonyms({"Mukhlis": "A"}))
    assert problems == []
    assert codings["quotation"].tolist() == ["Nama saya A, teman"]
    assert codings["why"].tolist() == ["A!"]
    _, problems = place({**row, "quotation": "Mukhlis pulang"}, talks=talks, pseudonyms=Pseudonyms({"Mukhlis": "A"}))
    assert "Mukhlis" not in problems[0].message("id")


def test_no_rows_give_an_empty_table():
    codings, problems = place()
    assert codings.equals(model.empty("codings"))
    assert problems == []


# --- any text ---

EXOTIC = [
    "é",
    "e\u0301",
    "👩‍👩‍👧",
    "❤️",
    "ß",
    "ﬁ",
    "İ",
    "한",
    "ก็",
    "“",
    "—",
    "\u00ad",
    "\u200b",
    "ñ",
    "日本",
    "½",
    "ʼ",
    "\u0323",
]
utterances = st.lists(
    st.one_of(
        st.sampled_from([" ", " ", "a", "b", "Ya", "itu", "...", "-"]),
        st.sampled_from(EXOTIC),
        st.characters(exclude_categories=["Cs"]),
    ),
    min_size=1,
    max_size=60,
).map(lambda parts: " ".join(unicodedata.normalize("NFC", "".join(parts)).split()))


def test_a_coding_keeps_the_side_that_its_row_or_the_head_of_its_memo_gives():
    codings, problems = place(
        {"quotation": "fotonya asli...", "side": "against", "use": "best", "memo": "[side: for] kenapa"},
        {"quotation": "harganya jelas", "memo": "Sisi: keduanya\nragu-ragu"},
        {"quotation": "mereka percaya", "memo": "biasa"},
    )
    assert problems == []
    found = codings.sort_values("start")[["side", "use", "why"]].values.tolist()
    assert found == [["against", "best", "kenapa"], ["both", "", "ragu-ragu"], ["", "", "biasa"]]


def test_a_mark_in_a_memo_whose_word_is_not_known_is_told():
    codings, problems = place({"quotation": "harganya jelas", "memo": "[side: agains] x"})
    assert [(problem.kind, problem.line, problem.values["near"]) for problem in problems] == [
        ("side-word", 2, "against")
    ]
    assert codings["side"].tolist() == [""]


def test_an_unknown_use_in_a_memo_is_not_printed():
    codings, problems = place({"quotation": "harganya jelas", "memo": "[use: secret] x"})
    assert [(problem.kind, problem.line) for problem in problems] == [("use-word", 2)]
    assert codings[["use", "why"]].values.tolist() == [["hide", "x"]]


def test_one_coding_given_twice_keeps_both_sides():
    rows = [
        {"quotation": "harganya jelas", "side": side, "use": use}
        for side, use in (("for", "best"), ("against", "hide"))
    ]
    codings, problems = place(*rows)
    assert [problem.kind for problem in problems] == ["coding-twice"]
    assert codings[["side", "use"]].values.tolist() == [["both", "hide"]]


talks = st.lists(st.tuples(st.sampled_from(["", "A", "Pewawancara"]), utterances.filter(bool)), min_size=1, max_size=5)


GAPS = st.sampled_from([" ", "  ", "\n", "\r\n", "\t", "\u00a0", " \n "])


def draw_slice(data, text):
    start = data.draw(st.integers(0, len(text) - 1))
    return start, data.draw(st.integers(start + 1, len(text)))


@examples(60)
@given(talks, st.data())
def test_any_slice_is_found_again_whatever_happened_to_its_white_space(talk, data):
    sources, turns = frozen({"P": ("P.txt", "A", talk)})
    text = sources["text"][0]
    quotation = re.sub(r"\s+", lambda _: data.draw(GAPS), text[slice(*draw_slice(data, text))]).strip()
    if not key(quotation):
        return
    rows = rows_of({"source": "P", "quotation": quotation})
    codings, problems, _ = anchor(rows, sources, turns, model.empty("offset_map"), code_table())
    assert [problem.kind for problem in problems if problem.severity == "error"] == []
    coding = codings.iloc[0]
    assert coding["anchor"] == "exact"
    assert coding["quotation"] == text[coding["start"] : coding["end"]]
    assert key(coding["quotation"]) == key(quotation)


@examples(300)
@given(utterances.filter(bool), st.data())
def test_every_place_that_is_found_is_equal_and_the_slice_is_among_them(text, data):
    start, end = draw_slice(data, text)
    quotation = re.sub(r"\s+", lambda _: data.draw(GAPS), text[start:end])
    places = Searchable(text).find(quotation)
    assert places or not key(quotation)
    for place in places:
        assert key(text[place.start : place.end]) == key(quotation)


@examples(60)
@given(talks, st.data())
def test_a_slice_with_its_own_offsets_stays_where_it_is(talk, data):
    sources, turns = frozen({"P": ("P.txt", "A", talk)})
    text = sources["text"][0]
    start, end = draw_slice(data, text)
    rows = rows_of({"source": "P", "quotation": text[start:end], "start": start, "end": end})
    codings, problems, _ = anchor(rows, sources, turns, model.empty("offset_map"), code_table())
    assert problems == []
    assert codings[["start", "end", "anchor"]].values.tolist() == [[start, end, "exact"]]


@examples(60)
@given(talks, st.text(max_size=80), st.none() | st.integers(-5, 400), st.none() | st.integers(-5, 400))
def test_nothing_is_placed_that_is_not_there(talk, quotation, start, end):
    sources, turns = frozen({"P": ("P.txt", "A", talk)})
    rows = rows_of({"source": "P", "quotation": quotation, "start": start, "end": end})
    codings, problems, _ = anchor(rows, sources, turns, model.empty("offset_map"), code_table())
    assert len(codings) == 1 or [problem.severity for problem in problems] == ["error"]
    for coding in codings.itertuples():
        assert coding.quotation == sources["text"][0][coding.start : coding.end] != ""


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("P12", ""),
        ("interview-B", ""),
        ("Wawancara Ani", ""),
        ("P1l", ""),
        ("intervew-A", "interview-A"),
        ("Interveiw_A.docx", "interview-A"),
        ("wawancra Ana", "Wawancara-Ana"),
        ("Kelompok 3", ""),
        ("Interview 2", "interview2-Tom"),
        ("Interview", ""),
    ],
)
def test_no_source_is_proposed_that_may_be_another_person_s(name, near):
    files = {"P11": "P11.txt", "interview-A": "interview-A.docx", "Wawancara-Ana": "Wawancara Ana.txt"}
    files |= {"Kelompok-2": "Kelompok 2.txt", "interview2-Tom": "interview2_Tom.docx"}
    sources = pd.DataFrame({"source_id": list(files), "file": list(files.values()), "case_ids": [[] for _ in files]})
    assert SourceNames(sources).nearest(name) in (near, f"{near}.docx", f"{near}.txt".replace("-", " "))


def test_documents_of_two_groups_with_one_name_are_told_apart():
    files = ["in/Nelayan/Wawancara 1.txt", "in/Pedagang/Wawancara 1.docx", "in/Nelayan - Kelompok.txt"]
    ids = ["Wawancara-1", "Wawancara-1-2", "Nelayan-Kelompok"]
    names = SourceNames(pd.DataFrame({"source_id": ids, "file": files, "case_ids": [[] for _ in ids]}))
    assert names.find("Nelayan/Wawancara 1") == ["Wawancara-1"]
    assert names.find("Pedagang\\Wawancara 1") == ["Wawancara-1-2"]
    assert names.find("Nelayan/Kelompok") == ["Nelayan-Kelompok"]
    assert names.find("Arsip/Nelayan-Kelompok") == ["Nelayan-Kelompok"]


@pytest.mark.parametrize("dash", ["--", "---", "\u2013", "\u2014", "-", "\u2212"])
@pytest.mark.parametrize("written", ["--", "\u2014", " -- ", "-"])
def test_hyphens_in_a_row_are_a_dash(dash, written):
    text = f"Kami percaya {dash} sungguh, sekali."
    found = Searchable(text).find(f"Kami percaya {written} sungguh")
    assert [text[place.start : place.end] for place in found] == [f"Kami percaya {dash} sungguh"]


def test_what_a_coder_cut_out_is_known():
    text = "Kami membuka toko setelah subuh, lalu menunggu lama sekali, dan menutup toko ketika hari mulai gelap."
    (place,) = Searchable(text).find_elided("membuka toko setelah subuh ... menutup toko ... hari mulai gelap")
    assert [text[start:end] for start, end in place.cuts] == [", lalu menunggu lama sekali, dan ", " ketika "]


def test_what_a_coder_cut_out_stays_cut_where_the_raw_text_is_known():
    sources, turns = frozen(TALKS)
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    whole = {"start": 0, "raw_start": 0, "raw_line": 1, "exact": True}
    offset_map = model.from_rows(
        "offset_map",
        [{"source_id": source, "end": len(text), "raw_end": len(text)} | whole for source, text in texts.items()],
    )
    cut = "Sebelum ada media sosial, pelanggan … sekarang lewat chat saja."
    codings, problems, _ = anchor(
        rows_of({"quotation": cut}),
        sources,
        turns,
        offset_map,
        code_table(),
        Pseudonyms({"Ujang": "Ahmad"}),
        raw_text=lambda source: MappedText.identity(texts[source]),
    )
    (coding,) = codings.to_dict("records")
    start, end = map(int, coding["cut"].split("-"))
    assert texts["wawancara-A"][start:end] == " harus datang ke toko untuk bertanya - "
    assert coding["anchor"] == "cut" and problems == []


# --- tables without a column for the source ---


def test_a_quotation_without_a_source_is_taken_where_it_stands_in_one_alone():
    codings, problems = place(
        {"source": "", "quotation": "membaca ulasan"},
        {"source": "", "quotation": "buka setiap hari"},
        {"source": "", "quotation": "tidak ada di mana pun"},
        {"source": "wawancara-A", "quotation": "pelan-pelan tumbuh"},
    )
    assert sorted(codings["source_id"]) == ["observasi-CD", "wawancara-A"]
    told = {problem.kind: problem for problem in problems}
    assert list(told) == ["coding-sources-found", "quotation-in-several", "quotation-in-none"]
    assert told["coding-sources-found"].values["count"] == 1
    assert told["quotation-in-several"].values["sources"] == "observasi-B, wawancara-B"
    assert (told["quotation-in-several"].line, told["quotation-in-none"].line) == (3, 4)


def test_no_message_about_a_quotation_without_a_source_tells_a_name():
    pseudonyms = Pseudonyms({"Wulan": "Bu Sari"})
    _, problems = place({"source": "", "quotation": "Wulan pergi jauh"}, pseudonyms=pseudonyms)
    assert [problem.values["quotation"] for problem in problems] == ["Bu Sari pergi jauh"]


def test_several_codes_in_one_cell_are_codings_where_each_is_known():
    codings, problems = place({"quotation": "pelan-pelan tumbuh", "code": "Merek; Public trust"})
    assert sorted(codings["code_id"]) == ["branding", "public-trust"] and problems == []
    codings, problems = place({"quotation": "pelan-pelan tumbuh", "code": "Merek; Mereka"})
    assert codings.empty and [problem.kind for problem in problems] == ["coding-code-unknown"]


def test_quotation_marks_around_a_sentence_leave_it_its_full_stop():
    (place,) = Searchable("Kami buka setiap hari. Toko itu kecil.").find("\u201cKami buka setiap hari.\u201d")
    assert (place.start, place.end) == (0, 22)


@examples(60)
@given(
    given=st.lists(
        st.tuples(
            st.sampled_from(["wawancara-A", "wawancara-B", "observasi-B", "observasi-CD", "nobody"]),
            st.sampled_from(["public-trust", "none"]),
            st.sampled_from(["buka setiap hari", "Mereka membaca", "Toko itu buka setap hari.", "saya", "x"]),
            st.sampled_from(["", "kontra", "[kontar] memo"]),
        ),
        max_size=12,
    )
)
def test_parts_of_a_study_are_anchored_as_the_whole(given):
    rows = rows_of(*(dict(zip(("source", "code", "quotation", "memo"), one, strict=True)) for one in given))
    sources, turns = frozen(TALKS)
    offset_map = model.empty("offset_map")
    whole = anchor(rows, sources, turns, offset_map, code_table())
    parts = [
        {"sources": sources[mine(sources)], "turns": turns[mine(turns)], "offset_map": offset_map}
        for mine in (lambda table, first=first: (table["source_id"] < "p") == first for first in (True, False))
    ]
    assert [len(part["sources"]) for part in parts] == [2, 2]
    found = anchor_by_part(rows, sources.drop(columns="text"), parts, code_table(), Pseudonyms(), Cleaning())
    assert found.codings.equals(whole.codings)
    assert found.moves.equals(whole.moves)
    assert sorted(map(str, found.problems)) == sorted(map(str, whole.problems))


# --- words that a quotation cuts ---


@pytest.mark.parametrize(
    ("said", "quotation", "word", "whole"),
    [
        ("They stand in the queue for hours.", "stand in the queu", "queue", "stand in the queue"),
        ("They stand in the queue for hours.", "ueue for hours", "queue", "queue for hours"),
        ("They stand in the queue for hours.", "hey stand in the que", "They", "They stand in the queue"),
        ("They stand in the queue for hours.", "QUEU", "queue", "queue"),
        ("I don't trust them.", "I don", "don't", "I don't"),
        ("Pelanggannya datang lagi.", "pelanggan", "Pelanggannya", "Pelanggannya"),
        ("Ele não confiava neles.", "na\u0303o confia", "confiava", "não confiava"),
        ("It cost 10,000 then.", "cost 10,00", "000", "cost 10,000"),
        # Of a long one the words that are to be mended are shown, whole.
        (
            "They say that it is far to the well and that the water is dear, and they stand in the queue for hours.",
            "hey say that it is far to the well and that the water is dear, and they stand in the que",
            "They",
            "They say that it is far to the … dear, and they stand in the queue",
        ),
    ],
)
def test_a_quotation_that_cuts_a_word_is_told_and_proposed_whole(said, quotation, word, whole):
    codings, problems = place({"quotation": quotation}, talks={"wawancara-A": ("a.txt", "A", [("Informan A", said)])})
    (problem,) = problems
    assert (problem.kind, problem.severity, problem.line) == ("quotation-cuts-word", "warning", 2)
    assert f'"{word}"' in problem.what("en") and f'"{word}"' in problem.what("id")
    assert problem.remedy("en") == f'Write it whole: "{whole}".' and whole in problem.remedy("id")
    # It is where its coder put it all the same, and to the letter.
    assert codings["anchor"].tolist() == ["exact"]
    assert "…" in whole or codings["quotation"][0].casefold() in whole.casefold()
    mended = {"quotation": whole if "…" not in whole else said[: said.index(" for hours")]}
    _, problems = place(mended, talks={"wawancara-A": ("a.txt", "A", [("Informan A", said)])})
    assert problems == []


@pytest.mark.parametrize(
    ("said", "quotation"),
    [
        ("我们相信他们的照片", "相信他们"),
        ("私たちは写真を見ます", "写真を見"),
        ("เราเชื่อใจเขา", "เชื่อใจ"),
        ("Anak-anak saya sekolah.", "anak saya"),
        ("On boit l'eau du puits.", "eau du puits"),
        ("That is John's shop.", "That is John"),
        ("Harga naik... ya, naik.", "Harga naik"),
    ],
)
def test_a_part_that_is_a_word_cuts_none(said, quotation):
    _, problems = place({"quotation": quotation}, talks={"wawancara-A": ("a.txt", "A", [("Informan A", said)])})
    assert [problem.kind for problem in problems if problem.kind == "quotation-cuts-word"] == []


def test_what_was_marked_in_a_program_is_as_it_was_marked():
    text = frozen({"wawancara-A": ("a.txt", "A", [("Informan A", "They stand in the queue.")])})[0]["text"][0]
    start = text.index("queue")
    row = {"quotation": "queu", "start": start, "end": start + 4}
    talks = {"wawancara-A": ("a.txt", "A", [("Informan A", "They stand in the queue.")])}
    assert place(row, talks=talks)[1] == []
    _, problems = place(row | {"start": 0, "end": 4}, talks=talks)
    assert [problem.kind for problem in problems] == ["quotation-cuts-word"]


# --- the interviewer's words ---


def test_a_quotation_in_the_interviewers_words_is_told_to_count_for_nothing():
    codings, problems = place({"quotation": "iklan"}, {"quotation": "Instagram", "code": "branding"})
    assert (codings["turn"].tolist(), codings["case_id"].tolist()) == ([1, 1], ["", ""])
    (problem,) = problems
    assert (problem.kind, problem.severity, problem.file, problem.line) == ("codings-asked", "warning", "c.csv", 2)
    assert problem.values["count"] == 2 and problem.values["also"] == "3"
    assert "count for no case" in problem.what("en") and "tidak dihitung" in problem.what("id")


@pytest.mark.parametrize("quotation", ["percaya kepada kami", "Oh begitu. Lalu bagaimana?\nYa, “percaya” itu tumbuh"])
def test_what_an_informant_says_in_it_counts(quotation):
    codings, problems = place({"quotation": quotation})
    assert codings["case_id"].tolist() == ["A"]
    assert "codings-asked" not in [problem.kind for problem in problems]


CAPTIONS = [
    ("", "waktu banjir itu P01 yang menolong kami semua di desa ini"),
    ("", "iya betul semuanya ikut bekerja sampai malam hari"),
]


def test_in_a_text_without_capitals_quotations_and_memos_lose_names_in_small_letters():
    talks = {"t": ("data/takarir.srt", "A", CAPTIONS)}
    names = Pseudonyms({"Mukhlis": "P01"})
    slip = {"quotation": "waktu banjir itu mukhlis yang menolong kami semua di desaa", "memo": "mukhlis lagi"}
    same = {"quotation": "itu mukhlis yang menolong", "source": "t"}
    lost = {"quotation": "mukhlis pergi ke sawah bersama anaknya kemarin", "source": "t"}
    codings, problems = place(slip | {"source": "t"}, same, lost, talks=talks, pseudonyms=names)
    assert codings["anchor"].tolist() == ["fuzzy", "exact"]
    assert codings["why"].tolist()[0] == "P01 lagi"
    assert [problem.kind for problem in problems] == ["quotation-similar", "quotation-not-found"]
    assert "ukhlis" not in str(problems) + str(codings.to_dict("records"))


def test_where_no_source_is_named_names_in_small_letters_are_looked_for_in_each_as_it_is_written():
    talks = {"t": ("data/takarir.srt", "A", CAPTIONS), "wawancara-A": TALKS["wawancara-A"]}
    names = Pseudonyms({"Mukhlis": "P01"})
    rows = ({"quotation": "itu mukhlis yang menolong", "source": ""}, {"quotation": "mukhlis ke sawah", "source": ""})
    codings, problems = place(*rows, talks=talks, pseudonyms=names)
    assert codings["source_id"].tolist() == ["t"]
    assert "ukhlis" not in str(problems)


def test_words_of_a_speaker_who_is_no_informant_are_told():
    talks = {
        "t": ("data/t.txt", "A", [("Pewawancara", "Kapan?"), ("A", "Kemarin siang."), ("Penerjemah", "Ya, siang.")])
    }
    sources, turns = frozen(talks)
    turns = turns.assign(role=turns["role"].mask(turns["speaker"] == "Penerjemah", "other"))
    rows = rows_of({"quotation": "Kemarin siang", "source": "t"}, {"quotation": "Ya, siang", "source": "t"})
    _, problems, _ = anchor(rows, sources, turns, model.empty("offset_map"), code_table())
    assert [(one.kind, one.line, one.values["count"]) for one in problems] == [("codings-of-others", 3, 1)]
