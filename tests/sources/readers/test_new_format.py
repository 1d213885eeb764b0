"""A newcomer adds a format through its one door: a module, and its entry among the readers."""

import json
import shutil
import subprocess
import sys

from places import ROOT

WORKFLOW = ROOT / "workflow"

MODULE = '''"""Chats: a line a message, ``name> words``."""

from benang.sources.document import Document, Voice
from benang.text.offsets import Edit


def recognises(data):
    return data.startswith(b"#toychat")


def read(data, shown_name, encoding=None):
    raw = data.decode("utf-8")
    voices, edits, place = [], [], 0
    for line in raw.splitlines(keepends=True):
        name, sign, words = line.partition("> ")
        begin = place + (len(name) + len(sign) if sign else len(line))
        edits.append(Edit(place, begin))
        if sign:
            voices.append(Voice(begin, place + len(line.rstrip()), name))
        place += len(line)
    return Document(raw, "toy", tuple(edits), voices=tuple(voices))
'''
ENTRY = '    Reader("toy_chat", "toy", (".toy",), "chats", unit="utterance"),\n'

USE = """
import json, sys
from pathlib import Path
from benang.core.settings import SourceSet
from benang.sources.cleaning import Cleaning
from benang.sources.freeze import freeze
from benang.sources.source_list import list_sources
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.raw_files import read_raw_files
from benang.sources.readers.formats import UNITS
from benang.sources.readers.source_file import read_bytes
from benang.sources.speakers.roles import Speakers
from benang.core.problems import StudyError

root = Path(sys.argv[1])
rows, problems = list_sources(root, [SourceSet("interview", ("data/a.*",), (), "en", "")])
read = read_raw_files(root, rows)["a"]
frozen = freeze(read.document, rows[0], Speakers(), Pseudonyms(), Cleaning())
try:
    read_bytes(b"x", "a.unknown", "x")
except StudyError as error:
    unknown = error.problems[0].message("en")
print(json.dumps({
    "format": frozen.source["format"],
    "text": frozen.source["text"],
    "speakers": [turn["speaker"] for turn in frozen.turns],
    "beside": [problem.file for problem in problems if problem.kind == "source-in-no-pattern"],
    "by content": read_bytes(b"#toychat\\nAni> Halo.\\n", "a.txt", "x").format,
    "unit": UNITS["toy"],
    "unknown": unknown,
}))
"""


def test_one_module_and_its_entry_are_all_that_a_format_needs(tmp_path):
    library = tmp_path / "workflow"
    shutil.copytree(WORKFLOW, library, ignore=shutil.ignore_patterns("__pycache__", "rules", "scripts", "notebooks"))
    readers = library / "benang" / "sources" / "readers"
    (readers / "toy_chat.py").write_text(MODULE, encoding="utf-8")
    entries = (readers / "formats.py").read_text(encoding="utf-8")
    first = "READERS: tuple[Reader, ...] = (\n"
    assert entries.count(first) == 1
    (readers / "formats.py").write_text(entries.replace(first, first + ENTRY), encoding="utf-8")

    study = tmp_path / "study" / "data"
    study.mkdir(parents=True)
    for name in ("a.toy", "b.toy"):
        (study / name).write_text("#toychat\nAni> Halo.\nBudi> Halo juga.\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-B", "-c", USE, str(study.parent)],
        cwd=library,
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert ".toy" in found.pop("unknown")
    assert found == {
        "format": "toy",
        "text": "Ani: Halo.\nBudi: Halo juga.",
        "speakers": ["Ani", "Budi"],
        "beside": ["data/b.toy"],
        "by content": "toy",
        "unit": "utterance",
    }
