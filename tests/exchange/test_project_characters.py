"""Characters of Windows-1252 in a project's text that came as controls: what they are, where they were."""

import pytest
import twins

from benang.exchange.raw_projects import read_raw_project

TEXT = "A: He said \x93yes\x94 for \x80 5, \x8aarka.\nB: It\x92s dear \U0001f9f5 now."
SAID = {
    "bytes": "utf8-stored-exclusive-bom",
    "maxqda": "codepoint-stored-exclusive",
    "standard": "codepoint-stored-exclusive",
    "to-the-letter": "codepoint-stored-inclusive",
}
"""How those count that do not say which program they are of."""
MEANT = "A: He said “yes” for € 5, Šarka.\nB: It’s dear \U0001f9f5 now."


@pytest.mark.parametrize("style", sorted(twins.STYLES))
@pytest.mark.parametrize("words", ["“yes”", "Šarka", "It’s dear", "dear \U0001f9f5 now"])
def test_a_control_is_the_character_that_it_stands_for_and_positions_stay(style, words, tmp_path):
    start = MEANT.index(words)
    marks = [twins.Mark(start, start + len(words)), twins.Mark(MEANT.index("for €"), MEANT.index(" 5,"))]
    (tmp_path / "x.qdpx").write_bytes(twins.project(twins.STYLES[style], {"talk": (TEXT, marks)}))
    read = read_raw_project(tmp_path, "x.qdpx", SAID.get(style, ""))
    (source,) = read.project.sources
    assert source.text.replace("\r\n", "\n") == MEANT
    said = {source.text[coding.start : coding.end] for coding in read.project.codings}
    assert said == {words, "for €"}
    assert all(coding.quotation in ("", *said) for coding in read.project.codings)
    assert [problem.values["count"] for problem in read.problems if problem.kind == "encoding-signs-mended"] == [5]
    assert [problem.kind for problem in read.problems if problem.kind.startswith("encoding-guessed")] == []
    assert read.documents[source.identity].document.raw == source.text
