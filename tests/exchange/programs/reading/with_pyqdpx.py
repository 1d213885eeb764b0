"""Read projects with pyqdpx and print their quotations as JSON."""

import contextlib
import json
import sys

from pyqdpx import QDPX


def quotations(path):
    sources = QDPX(path).get_project().sources.values()
    return [selection.text for source in sources for selection in source.coded_selections.values()]


with contextlib.redirect_stdout(sys.stderr):
    result = {path: quotations(path) for path in sys.argv[1:]}
print(json.dumps(result))
