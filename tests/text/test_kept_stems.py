"""Stems of an earlier run are those that stemming gives, and are taken where the same code kept them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from benang.text.kept_stems import kept_stems
from benang.text.stemming import stem
from benang.text.words import find_words

SAID = "Orang mempercayai kepercayaan tetangganya; nggak ada yang dipercaya, ngajarin atau nyari uangnya."
WORDS = [SAID[start:end] for start, end in find_words(SAID)]


def stemmed(folder: Path, words: list[str], code: str = "c", step: str = "words") -> list[str]:
    """The stems of words in a run that keeps them."""
    with kept_stems(folder, code, step):
        return [stem(word, "id") for word in words] + [stem("running", "en")]


def kept(folder: Path, step: str = "words") -> dict[str, dict[str, str]]:
    """What a step has kept."""
    stems: dict[str, dict[str, str]] = json.loads((folder / f"{step}.json").read_text("utf-8"))["stems"]
    return stems


def test_kept_stems_are_those_of_stemming(tmp_path: Path) -> None:
    plain = [stem(word, "id") for word in WORDS] + [stem("running", "en")]
    assert stemmed(tmp_path, WORDS) == plain
    assert stemmed(tmp_path, WORDS) == plain
    assert kept(tmp_path)["id"] == {word.casefold(): stem(word, "id") for word in WORDS}
    assert kept(tmp_path)["en"] == {"running": "run"}


@pytest.mark.parametrize(("code", "found"), [("c", "kept"), ("other code", stem("dipercaya", "id"))])
def test_what_other_code_kept_is_not_taken(tmp_path: Path, code: str, found: str) -> None:
    stemmed(tmp_path, WORDS)
    file = tmp_path / "words.json"
    content = json.loads(file.read_text("utf-8"))
    content["stems"]["id"]["dipercaya"] = "kept"
    file.write_text(json.dumps(content), "utf-8")
    # Another step reads what this one kept.
    assert stemmed(tmp_path, ["dipercaya"], code, "another step")[0] == found


def test_words_that_nobody_says_any_more_are_not_kept(tmp_path: Path) -> None:
    stemmed(tmp_path, WORDS)
    stemmed(tmp_path, WORDS[:1])
    assert list(kept(tmp_path)["id"]) == ["orang"]
    assert (tmp_path / "words.json").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize("content", ["", "{", "[]", '{"code": "c"}', '{"code": 1, "stems": 2}'])
def test_half_of_a_file_is_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "words.json").write_text(content, "utf-8")
    assert stemmed(tmp_path, ["dipercaya"])[0] == "percaya"


def test_outside_of_the_block_nothing_is_looked_up(tmp_path: Path) -> None:
    stemmed(tmp_path, WORDS)
    file = tmp_path / "words.json"
    file.write_text(file.read_text("utf-8").replace('"percaya"', '"kept"'), "utf-8")
    assert stem("mempercayakannya", "id") == "percaya"
