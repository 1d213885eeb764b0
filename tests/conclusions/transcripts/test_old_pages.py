"""Pages that an earlier run wrote go with the next one; nobody else's files do."""

from benang.coding.together.web_pages import page
from benang.conclusions.transcripts.old_pages import remove_old_pages


def test_pages_of_an_earlier_run_go_and_other_files_stay(tmp_path):
    (tmp_path / "transcripts").mkdir()
    ours = ["transcripts.en.html", "transcripts/interview-A.en.html"]
    theirs = ["transcripts.old.html", "transcripts/mine.html", "report.html"]
    for name in ours:
        (tmp_path / name).write_text(page("A", "en", "<main>said</main>"), encoding="utf-8")
    for name in theirs:
        (tmp_path / name).write_text("<!DOCTYPE html><p>My own notes", encoding="utf-8")
    remove_old_pages(tmp_path)
    assert sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.html")) == sorted(theirs)
    (tmp_path / "transcripts/mine.html").unlink()
    remove_old_pages(tmp_path)
    assert not (tmp_path / "transcripts").exists()
