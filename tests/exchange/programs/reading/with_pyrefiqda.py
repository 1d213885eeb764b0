"""Read projects with pyrefiqda, as its documentation shows, and print their quotations as JSON."""

import json
import sys
import tempfile

from pyrefiqda.refiproject import RefiProject


def quotations(path):
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for source in RefiProject.load(path, folder).sources.text_source:
            file = RefiProject.resolve_source_path(source.plain_text_path, folder)
            text = file.read_text(encoding="utf-8")
            for selection in source.plain_text_selection:
                words = text[selection.start_position : selection.end_position]
                found += [words for _ in selection.coding]
        return found


result = {}
for path in sys.argv[1:]:
    try:
        result[path] = quotations(path)
    except FileNotFoundError as error:
        result[path] = f"error: {type(error).__name__}"
print(json.dumps(result))
