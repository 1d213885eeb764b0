"""Tables of stage 1: works, and what of the codebook they hold."""

from __future__ import annotations

from benang.core.model.table_model import INT, TEXT, TEXTS, TableModel, table

TABLES: dict[str, TableModel] = {
    "works": table(
        ["work_id"],
        ("also",),  # further keys of the same work, where some have any (literature.references)
        ["read"],
        work_id=TEXT,
        author=TEXT,
        year=TEXT,
        title=TEXT,
        abstract=TEXT,
        keywords=TEXT,
        note=TEXT,
        read=TEXT,  # full: the researcher read the whole work; empty: what is known of it are these notes
    ),
    "work_codings": table(
        ["work_id", "code_id"],
        work_id=TEXT,
        code_id=TEXT,
        why=TEXT,  # "cited in the codebook"; the pattern and the words of the note; "in its text"; "coded by" somebody
    ),
    # What was coded in the texts of works; no passages of the study's own.
    "work_passages": table(
        ["work_id", "start", "end", "code_id", "method", "coder"],
        work_id=TEXT,
        file=TEXT,
        page=TEXT,  # as it is called; empty for a text without pages
        start=INT,  # in the text without what only its pages print, in code points
        end=INT,
        code_id=TEXT,
        coder=TEXT,
        method=TEXT,  # rule or person
        quotation=TEXT,  # on one line, cut behind 400 characters
        why=TEXT,  # the pattern and the words it found; a person's memo
    ),
    # Works by categories; a work that holds no category has one row with an empty one.
    "literature_matrix": table(
        ["work_id", "category_id"],
        work_id=TEXT,
        category_id=TEXT,
        codes=TEXTS,  # of the category that the work holds
        why=TEXTS,  # as in work_codings, of each of them
    ),
}
