"""Tables of what is read: cases, sources, their turns, and what cleaning did to them."""

from __future__ import annotations

from benang.core.model.table_model import FLAG, INT, REAL, TEXT, TEXTS, TableModel, table

TABLES: dict[str, TableModel] = {
    # Cases carry the attributes of the case file as further text columns ("attribute:group", "attribute:place", ...).
    "cases": table(["case_id"], ["attribute:"], case_id=TEXT, order=INT),
    "sources": table(
        ["source_id"],
        source_id=TEXT,
        kind=TEXT,  # interview, observation, article
        case_ids=TEXTS,  # the cases that speak or are described in it
        file=TEXT,  # path as given in the study, names replaced by pseudonyms
        format=TEXT,  # docx, odt, rtf, pdf, txt, md, html, vtt, srt, json, csv, xlsx
        language=TEXT,
        encoding=TEXT,
        sha256=TEXT,  # of the frozen text in UTF-8
        n_characters=INT,
        n_words=INT,
        n_turns=INT,
        text=TEXT,  # the frozen text: one paragraph a turn, "Speaker: utterance"
    ),
    # A study with printed sources has columns more in turns and codings, as text: page, printed_line and
    # printed_paragraph, of where they begin in print.
    "turns": table(
        ["source_id", "turn"],
        ("page", "printed_"),
        source_id=TEXT,
        turn=INT,
        start=INT,  # of the utterance; the speaker's label before it is outside
        end=INT,
        speaker=TEXT,
        role=TEXT,  # interviewer, informant, observer, other
        role_from=TEXT,  # what told it: table, list, introduced, word, case, letter, bold, alone, asks, kind (of text)
        case_id=TEXT,  # whose words (or whose observation) these are; empty where it cannot be told
        heading=TEXT,  # the heading it stands under (a quotation in an article); empty where there is none
        line=INT,  # line of the raw text where the turn begins: a line, paragraph, row or utterance, by format
        time_start=REAL,
        time_end=REAL,
        n_words=INT,
    ),
    # How the frozen text came from the raw text: spans of both, in order. A span of equal length on both sides
    # and exact=True is the same text; any other span was replaced as a whole.
    "offset_map": table(
        ["source_id", "start", "raw_start"],
        source_id=TEXT,
        start=INT,
        end=INT,
        raw_start=INT,
        raw_end=INT,
        raw_line=INT,
        exact=FLAG,
    ),
    # Times within turns: from which place of the frozen text on which time of the recording holds, in seconds.
    "times": table(
        ["source_id", "start"],
        source_id=TEXT,
        start=INT,
        time_start=REAL,
        time_end=REAL,
    ),
    # Where printed sources stand in print: from which place of the frozen text on which page and line hold.
    "printed": table(
        ["source_id", "start"],
        source_id=TEXT,
        start=INT,
        page=TEXT,  # as the page says, else its place in the file; in brackets where others say something else
        unit=TEXT,  # what the margin counts: line, paragraph; empty where it does not
        number=INT,  # 0 where it does not
    ),
    # What each step of cleaning did to each source: how many changes, and how many characters they took away.
    "cleaning": table(
        ["source_id", "step"],
        source_id=TEXT,
        step=TEXT,
        changes=INT,
        characters=INT,
    ),
    # Which text of which project each source is that came from one.
    "project_sources": table(
        ["source_id"],
        source_id=TEXT,
        project=INT,  # the place of the project among those that could be read, from 0
        identity=TEXT,  # of the text in it
    ),
    # Turns of the study's own sources that a project's cases, as parts of a text, make theirs.
    "turn_cases": table(
        ["source_id", "start"],
        source_id=TEXT,
        start=INT,  # where the turn begins
        case_id=TEXT,  # empty: of a case that was only made up for the source, and is none beside the project's
        role=TEXT,
        role_from=TEXT,
        was=TEXT,  # the case the turn had
    ),
    # Remarks that came with a source (comments in a docx); not codings.
    "memos": table(
        ["source_id", "start", "end", "author", "text"],
        source_id=TEXT,
        turn=INT,
        start=INT,
        end=INT,
        author=TEXT,
        text=TEXT,
    ),
}
