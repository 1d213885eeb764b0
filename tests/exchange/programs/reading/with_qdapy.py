"""Read projects with qdapy and print their quotations as JSON."""

import json
import sys

from qdapy import read_qdpx

print(json.dumps({path: list(read_qdpx(path, warn=False).fragments["text"]) for path in sys.argv[1:]}))
