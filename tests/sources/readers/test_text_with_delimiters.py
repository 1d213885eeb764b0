"""Turns in CSV whose text has the delimiter in it, and no quotation marks around it: nothing of it is lost."""

from benang.sources.readers.source_file import read_bytes

ROWS = "time;speaker;text\n0:05;I;What then?\n0:09;P;We use paper; nobody waits; ever.\n0:20;P;Yes.;;\n"


def said(text, name="a.csv"):
    document = read_bytes(text.encode(), name, name)
    return [document.raw[voice.start : voice.end] for voice in document.voices], document.problems


def test_what_is_said_is_joined_again_and_told():
    words, problems = said(ROWS)
    assert words == ["What then?", "We use paper; nobody waits; ever.", "Yes."]
    assert [(one.kind, one.line, one.values["count"]) for one in problems] == [("turns-delimiter-in-text", 3, 1)]


def test_where_another_column_stands_behind_the_text_nothing_is_joined():
    words, problems = said(ROWS.replace("time;speaker;text", "speaker;text;remarks2").replace(";nobody", ";nobody"))
    assert all(";" not in word for word in words)
    assert "turns-delimiter-in-text" not in [one.kind for one in problems]


def test_quoted_text_is_as_it_was():
    words, problems = said('speaker,text\nI,"Well, what then?"\nP,"Paper, mostly"\n')
    assert words == ["Well, what then?", "Paper, mostly"] and not problems
