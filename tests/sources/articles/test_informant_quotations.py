"""Whatever marks, attributions and page breaks an article has, its informants' words are found to the letter."""

from __future__ import annotations

import itertools
import re
import textwrap

from hypothesis import given
from hypothesis import strategies as st

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.articles.informant_sources import informants
from benang.sources.freeze import freeze
from benang.sources.readers.source_file import read_bytes
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

ROW = SourceRow("artikel", "article", "id", "", "artikel.txt", "artikel.txt", (), 0)
CASES = ["A", "B", "C"]
WIDTH = 62

MARKS = [
    *(('"', '"'), ("“", "”"), ("”", "”"), ("„", "“"), ("«", "»"), ("»", "«"), ("‘", "’"), ("‹", "›"), ("'", "'")),
    *(("“", '"'), ('"', "”"), ("''", "''"), ("‘‘", "’’"), ("``", "''"), ("「", "」")),
]
ONE_SIDED = [("“", ""), ('"', ""), ("", "”"), ("", '"'), ("«", "")]

# Behind the closing mark; {} is the case.
AFTER = [
    *(
        " (Informan {}).",
        " (Informan {})",
        " (Informan {}, wawancara 12 Mei 2022).",
        " – Informan {}",
        " — Informan {}.",
    ),
    *(
        " (wawancara dengan Informan {}, 12 Mei 2022).",
        " [Informan {}].",
        " (Narasumber {}; 34 tahun)",
        " (informan {})",
    ),
    *("¹ (Responden {}).", " (Key Informant {})", " (Informan Kunci {})", " (Participant {}, female, 34)."),
]
SAID = [", kata Informan {}.", " jelas Informan {} kepada peneliti.", " menurut Informan {}.", ", said Interviewee {}."]
BEFORE = [
    "Informan {} menyatakan: ",
    "Narasumber {} berkata, ",
    "As Informant {} put it, ",
    "Hal itu diakui Informan {}: ",
]

WORDS = [
    *("saya", "toko", "pelanggan", "Instagram", "jual-beli", "Jum'at", "nggak", "café", "5.000", "UMKM", "belajar"),
    *(
        "sendiri",
        "(ramai)",
        "bertanya,",
        "malam",
        "dari",
        "teman",
        "sekali",
        "anak-anak",
        "3",
        "don’t",
        "senang;",
        "سوق",
    ),
]
FILLING = (
    "Media sosial § mengubah cara usaha § kecil berhubungan dengan § pembelinya. "
    "Istilah “warung digital” § makin lazim. "
    "Buku “Komunikasi Bisnis untuk Pemula” § menjelaskan hal itu. § Pendapat lain § ada pula (Iriantara, 2010)."
)
FURNITURE = [
    "\f",
    "\n\fJurnal Contoh, Vol. 1 No. 2 (2022)\n\n",
    "\n\n132\n\n\fJurnal Contoh, Vol. 1 No. 2 (2022)\n",
    "\n\nJurnal Ekonomi Contoh\n{page}\n\n",
    "\n{page} | Jurnal Ekonomi Contoh\n",
    "\nHalaman {page}\n",
]

sentences = st.lists(st.sampled_from(WORDS), min_size=4, max_size=40).map(
    lambda words: "Kata " + " ".join(word if at % 3 else f"§ {word}" for at, word in enumerate(words)) + " begitu."
)
"""In place of each § comes another word, so that no line comes again but those of the page."""


def _distinct(texts: list[str]) -> list[str]:
    numbers = itertools.count(1)
    letters = "bdfghjkmpr"
    return [
        re.sub("§", lambda _: "".join(f"{letters[int(digit)]}a" for digit in str(next(numbers))), text)
        for text in texts
    ]


@st.composite
def quoted(draw: st.DrawFn) -> tuple[str, str, str]:
    """A quotation as it is printed, its case, and its text."""
    case, text = draw(st.sampled_from(CASES)), draw(sentences)
    shape = draw(st.sampled_from(["after", "said", "before", "one-sided", "inside"]))
    opening, closing = draw(st.sampled_from(ONE_SIDED if shape == "one-sided" else MARKS))
    if opening in ("'", "‘") and shape != "one-sided":
        text = text.replace("don’t", "tidak").replace("Jum'at", "Jumat")
    if shape == "said":
        said = draw(st.sampled_from(SAID)).format(case)
        text = text[:-1] + "," if said.startswith(" ") else text[:-1]
        return f"{opening}{text}{closing}{said}", case, text
    if shape == "before":
        return f"{draw(st.sampled_from(BEFORE)).format(case)}{opening}{text}{closing}", case, text
    behind = draw(st.sampled_from(AFTER)).format(case)
    if shape == "inside":
        return f"{opening}{text} (Informan {case}){closing}", case, text
    stop = draw(st.booleans())
    text = text if stop or shape == "one-sided" else text[:-1]
    return f"{opening}{text}{closing}{behind}", case, text


def _printed(paragraphs: list[str], every: int, border: str, ends: str) -> str:
    """Lines of a page's width, with the furniture of a page between some of them."""
    lines: list[str] = []
    for paragraph in paragraphs:
        lines += textwrap.wrap(paragraph, WIDTH, break_long_words=False, break_on_hyphens=False)
        lines.append("")
    pages = [lines[at : at + every] for at in range(0, len(lines), every)]
    text = ""
    for number, page in enumerate(pages, start=131):
        text += "\n" + border.format(page=number) + "\n".join(page)
    return text.replace("\n", ends)


def _frozen(text: str, name: str = "artikel.txt") -> tuple[dict[str, list[str]], list[str]]:
    """By case what it is quoted with, and the kinds of the problems."""
    document = read_bytes(text.encode(), name, name)
    sources, problems = informants(document, ROW, CASES, Speakers())
    found: dict[str, list[str]] = {}
    for own, row in sources:
        frozen = freeze(own, row, Speakers(), Pseudonyms())
        assert frozen.source is not None
        words = str(frozen.source["text"])
        found[";".join(row.case_ids)] = [words[int(str(t["start"])) : int(str(t["end"]))] for t in frozen.turns]
        for voice in own.voices:
            assert own.raw[voice.start : voice.end].strip()
    return found, [problem.kind for problem in problems]


@given(
    quotations=st.lists(quoted(), min_size=1, max_size=5),
    fillings=st.lists(st.booleans(), min_size=5, max_size=5),
    every=st.integers(9, 17),
    border=st.sampled_from(FURNITURE),
    ends=st.sampled_from(["\n", "\r\n"]),
)
def test_every_quotation_is_found_to_the_letter(
    quotations: list[tuple[str, str, str]], fillings: list[bool], every: int, border: str, ends: str
) -> None:
    paragraphs = [FILLING]
    for (printed, _, _), filling in zip(quotations, fillings, strict=False):
        paragraphs += [printed, *([FILLING] if filling else [])]
    paragraphs = _distinct([*paragraphs, FILLING])
    printed_quotations = [paragraph for paragraph in paragraphs if "pembelinya" not in paragraph]
    expected: dict[str, list[str]] = {}
    for printed, (pattern, case, text) in zip(printed_quotations, quotations, strict=True):
        place = pattern.index(text)
        behind = len(pattern) - place - len(text)
        expected.setdefault(case, []).append(printed[place : len(printed) - behind])
    found, problems = _frozen(_printed(paragraphs, every, border, ends))
    assert found == expected
    assert problems == []
