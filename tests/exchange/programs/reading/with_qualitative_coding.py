"""Import projects with qualitative-coding and print, of each coding it has then, document, line and code as JSON."""

import contextlib
import json
import sqlite3
import sys
import tempfile

from qualitative_coding.refi_qda.reader import REFIQDAReader

CODINGS = """
    select document_index.document_id, coded_line.line, coded_line.code_id from coded_line
    join coded_line_location_association on coded_line_id = coded_line.id
    join location on location.id = location_id
    join document_index on document_index.id = document_index_id
"""


def codings(path):
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder):
        REFIQDAReader(path).unpack_project(folder)
        with contextlib.closing(sqlite3.connect("qualitative_coding.sqlite3")) as database:
            return database.execute(CODINGS).fetchall()


result = {}
with contextlib.redirect_stdout(sys.stderr):
    for path in sys.argv[1:]:
        try:
            result[path] = codings(path)
        except FileNotFoundError as error:
            result[path] = f"error: {type(error).__name__}"
print(json.dumps(result))
