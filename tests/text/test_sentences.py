"""Sentences of spoken and typed text."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hostile import SENTENCES
from hypothesis import given
from hypothesis import strategies as st
from steps import grows_evenly

from benang.text.sentences import sentence_spans


def split(text: str, language: str = "id") -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text, language)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Kang, makasih.| Saya rekam ya.", "id"),
        ("Harganya Rp. 5.000 dll. tapi bagus.| Kata Dr. Budi begitu.", "id"),
        ("Ada bros, gelang, dll.| Semua laku.", "id"),
        ("Terus... saya bingung…| Tapi ya gitu.", "id"),
        ("Masa gitu?!| iya, gitu.| terus saya beli.", "id"),
        ('"Gimana ya?" kata dia.| "Bagus." Terus?', "id"),
        ('Dia bilang, "Bagus."| Saya setuju.', "id"),
        ("Di No. 5 Jl. Merdeka.| Dekat.", "id"),
        ("1. Satu ini.| 2. Dua itu.", "id"),
        ("Harganya naik 5.| Saya kaget.", "id"),
        ("S.Pd. dia gelarnya.| Ya.", "id"),
        ("Mr. Smith came at 5 p.m. and left.| He paid e.g. Budi.", "en"),
        ("iya jadi saya tuh awalnya cuma iseng terus laku", "id"),
        ("我信任他。|他很好！|真的？", "zh"),
        ("मैं जाता हूँ।| वह आता है।", "hi"),
        ("Ya [tertawa].| Ya.", "id"),
    ],
)
def test_known_sentences(text: str, language: str) -> None:
    expected = [part.strip() for part in text.split("|")]
    if text.startswith('"Gimana'):
        expected = ['"Gimana ya?" kata dia.', '"Bagus."', "Terus?"]
    assert split(text.replace("|", ""), language) == expected


def test_abbreviations_belong_to_a_language() -> None:
    assert len(split("Ibu hlm. Dua", "id")) == 1
    assert len(split("Ibu hlm. Dua", "xx")) == 2


@given(st.text(alphabet=st.sampled_from("aB1 .!?…。\"')]\n\u0301é"), max_size=60) | st.text())
def test_sentences_cover_everything_but_space(text: str) -> None:
    spans = sentence_spans(text, "id")
    assert "".join(text[start:end] for start, end in spans).split() == text.split() or (
        "".join("".join(text[start:end] for start, end in spans).split()) == "".join(text.split())
    )
    assert all(start < end and not text[start].isspace() and not text[end - 1].isspace() for start, end in spans)
    assert all(before[1] <= after[0] for before, after in pairwise(spans))


@pytest.mark.parametrize("text", ["!" * 200_000 + "a", '."' * 100_000 + "a", ". " * 100_000, "a.b" * 60_000 + ". x"])
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    sentence_spans(text, "id")


@pytest.mark.parametrize("piece", SENTENCES)
def test_a_longer_text_takes_only_as_many_more_steps(piece: str) -> None:
    assert grows_evenly(lambda text: sentence_spans(text, "id"), piece * 2_000)
