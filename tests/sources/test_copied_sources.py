"""Files that were copied within a folder."""

import pandas as pd

from benang.sources.copied_sources import copied_sources


def table(*rows):
    return pd.DataFrame(rows, columns=["source_id", "file", "sha256", "n_words"])


def test_a_copy_of_a_transcript_is_told_with_the_one_it_copies():
    found = copied_sources(table(("b", "b.docx", "1", 9), ("a", "a.docx", "1", 9), ("c", "c.docx", "2", 9)))
    assert [(one.kind, one.file, one.values) for one in found] == [
        ("source-copied", "b.docx", {"source": "b", "other": "a"})
    ]
    assert "counts twice" in found[0].what("en") and "dua kali" in found[0].what("id")


def test_three_copies_are_told_twice_and_empty_texts_never():
    rows = [(name, f"{name}.txt", "1", 3) for name in "abc"]
    assert len(copied_sources(table(*rows))) == 2
    assert copied_sources(table(*((name, file, digest, 0) for name, file, digest, _ in rows))) == []
