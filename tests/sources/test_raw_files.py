"""Each raw file is read once, and again only when it has changed."""

from pathlib import Path

from benang.core.plain_values import from_plain, to_plain
from benang.core.record_store import Record, read_records, write_records
from benang.sources.document import ReadSource
from benang.sources.document_store import discard_documents, read_documents
from benang.sources.raw_files import read_raw_files, write_documents
from benang.sources.source_row import SourceRow


def row(name, encoding=""):
    return SourceRow(Path(name).stem, "interview", "id", encoding, name, f"shown {name}", ("A",), 0)


def write(tmp_path, rows, code="1"):
    write_documents(tmp_path, rows, code, tmp_path / "kept", tmp_path / "given")
    return {name: read.document.raw for name, read in read_documents([tmp_path / "given"]).items() if read.document}


def marked(tmp_path):
    """Mark what is kept, so that it can be told whether it is taken from there."""
    records = []
    for record in read_records(tmp_path / "kept"):
        plain = to_plain(from_plain(ReadSource, record.plain))
        plain[0][0] += " (kept)"
        records.append(Record.of(record.key, record.name, plain))
    write_records(records, tmp_path / "kept", tmp_path / "given")


def test_only_what_has_changed_is_read_again(tmp_path):
    rows = [row("a.txt"), row("b.md")]
    (tmp_path / "a.txt").write_text("P: satu", encoding="utf-8")
    (tmp_path / "b.md").write_text("P: dua", encoding="utf-8")
    assert write(tmp_path, rows) == {"a": "P: satu", "b": "P: dua"}
    marked(tmp_path)
    assert write(tmp_path, rows) == {"a": "P: satu (kept)", "b": "P: dua (kept)"}
    (tmp_path / "b.md").write_text("P: tiga", encoding="utf-8")
    assert write(tmp_path, rows) == {"a": "P: satu (kept)", "b": "P: tiga"}
    assert write(tmp_path, [row("a.txt", "latin-1")])["a"] == "P: satu"  # another encoding is declared
    marked(tmp_path)
    assert write(tmp_path, [row("a.txt", "latin-1")], code="2")["a"] == "P: satu"  # other code


def test_a_file_under_another_name_is_not_read_again_and_is_told_by_its_new_name(tmp_path):
    (tmp_path / "a.txt").write_bytes("café dan kopi".encode("cp1252"))
    write(tmp_path, [row("a.txt")])
    marked(tmp_path)
    (tmp_path / "a.txt").rename(tmp_path / "b.txt")
    assert write(tmp_path, [row("b.txt")]) == {"b": "café dan kopi (kept)"}
    document = read_documents([tmp_path / "given"])["b"].shown_as("shown b.txt").document
    assert [problem.file for problem in document.problems] == ["shown b.txt"]


def test_of_who_is_no_part_of_the_study_nothing_is_kept(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.txt").write_text(f"P: kata {name}", encoding="utf-8")
    write(tmp_path, [row("a.txt"), row("b.txt")])
    assert list(write(tmp_path, [row("b.txt")])) == ["b"]
    assert b"kata a" not in (tmp_path / "kept").read_bytes() + (tmp_path / "given").read_bytes()
    for name in ("0.documents", "1.documents", "projects.documents", "1.key.csv"):
        (tmp_path / name).write_text("x", encoding="utf-8")
    discard_documents(tmp_path, ["0"])
    assert sorted(path.name for path in tmp_path.glob("*.*s*") if path.suffix != ".txt") == ["0.documents", "1.key.csv"]


def test_what_cannot_be_read_is_told_and_tried_again(tmp_path):
    assert write(tmp_path, [row("a.txt")]) == {}
    read = read_documents([tmp_path / "given"])["a"].shown_as("shown a.txt")
    assert [(problem.kind, problem.file) for problem in read.problems] == [("source-missing", "shown a.txt")]
    assert read_raw_files(tmp_path, [row("a.txt")])["a"].problems == read_documents([tmp_path / "given"])["a"].problems
    (tmp_path / "a.txt").write_text("P: satu", encoding="utf-8")
    assert write(tmp_path, [row("a.txt")]) == {"a": "P: satu"}
