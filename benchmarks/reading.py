"""How fast sources are read and cleaned, beside reading their bytes alone.

    .venv/bin/python benchmarks/reading.py [--megabytes 4]

One synthetic conversation is written as plain text with labels, as WebVTT with voice tags and as docx, with double
spaces, decomposed accents, fillers, marks and times in it. For each format: MB/s of its file for the bytes alone, for
the reader, for the cleaning (the default steps, then all of them), and how many times longer than the bytes the whole
takes. Best of three; a docx is packed, so its megabytes are those of the text in it.
"""

import argparse
import random
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TypeVar
from xml.sax.saxutils import escape

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "workflow"))

from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.freeze import freeze
from benang.sources.readers.source_file import read_source
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

ROUNDS = 3
ALL_STEPS = Cleaning(non_verbal=True, fillers=True, repeated_words=True)
TURN = tuple[str, int, list[str]]
T = TypeVar("T")


def main() -> None:
    parser = argparse.ArgumentParser(description="Time reading and cleaning against reading the bytes.")
    parser.add_argument("--megabytes", type=float, default=4)
    turns = conversation(int(parser.parse_args().megabytes * 1e6))
    print("MB/s     MB     bytes   reader  cleaning  all steps   reader and cleaning beside the bytes")
    with tempfile.TemporaryDirectory() as folder:
        for suffix, write in WRITERS.items():
            path = Path(folder) / f"interview.{suffix}"
            megabytes = write(turns, path) / 1e6
            row = SourceRow("interview", "interview", "id", "", path.name, path.name, ("B",), 0)
            alone, _ = timed(path.read_bytes)
            reading, document = timed(partial(read_source, path, path.name))
            clean = partial(freeze, document, row, Speakers(), Pseudonyms())
            cleaning, frozen = timed(clean)
            with_all, _ = timed(partial(clean, ALL_STEPS))
            if len(frozen.turns) != len(turns):
                raise SystemExit(f"{suffix}: {len(frozen.turns)} turns were read, {len(turns)} were written")
            rates = [megabytes / seconds for seconds in (alone, reading, cleaning, with_all)]
            print(
                f"{suffix:5}{megabytes:6.1f}{rates[0]:10.0f}{rates[1]:9.1f}{rates[2]:10.1f}{rates[3]:11.1f}"
                f"{(reading + cleaning) / alone:21.0f} x"
            )


def conversation(size: int) -> list[TURN]:
    """Turns of some ``size`` characters in all: speaker, second of the recording, lines."""
    chance = random.Random(1)
    words = ["".join(chance.choices("aeioubdgjklmnprst" * 2, k=chance.randint(2, 10))) for _ in range(5000)]
    spoken = [*words, *("eh,", "[tertawa]", "(00:12:03)", "saya saya", "cafe\u0301,", "ya  ya", "sa- saya") * 4]
    turns: list[TURN] = []
    length = 0
    while length < size:
        lines = [" ".join(chance.choices(spoken, k=12)).capitalize() + "." for _ in range(chance.randint(1, 6))]
        turns.append(("PB"[len(turns) % 2], 7 * len(turns), [f"Ya {lines[0]}", *lines[1:]]))
        length += sum(map(len, lines))
    return turns


def write_txt(turns: list[TURN], path: Path) -> int:
    text = "\n".join(f"{speaker}: {chr(10).join(lines)}" for speaker, _, lines in turns)
    return path.write_bytes(text.encode())


def write_vtt(turns: list[TURN], path: Path) -> int:
    return path.write_bytes("\n".join(["WEBVTT\n", *cues(turns)]).encode())


def cues(turns: list[TURN]) -> Iterator[str]:
    for speaker, second, lines in turns:
        for number, line in enumerate(lines):
            yield f"{clock(second + number)} --> {clock(second + number + 1)}\n<v {speaker}>{line}</v>\n"


def clock(second: int) -> str:
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}.000"


def write_docx(turns: list[TURN], path: Path) -> int:
    paragraphs = (f"{line}" for speaker, _, lines in turns for line in (f"{speaker}: {lines[0]}", *lines[1:]))
    body = "".join(f'<w:p><w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r></w:p>' for text in paragraphs)
    main_type = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
    office = "http://schemas.openxmlformats.org"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{office}/package/2006/content-types">'
        f'<Override PartName="/word/document.xml" ContentType="{main_type}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{office}/package/2006/relationships"><Relationship Id="r1" '
        f'Type="{office}/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/>'
        "</Relationships>",
        "word/document.xml": f'<w:document xmlns:w="{office}/wordprocessingml/2006/main"><w:body>{body}</w:body>'
        "</w:document>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return sum(len(line.encode()) for _, _, lines in turns for line in lines)


WRITERS: dict[str, Callable[[list[TURN], Path], int]] = {"txt": write_txt, "vtt": write_vtt, "docx": write_docx}


def timed(work: Callable[[], T]) -> tuple[float, T]:
    """The least seconds of several rounds, and what the work gave."""
    seconds = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        result = work()
        seconds.append(time.perf_counter() - started)
    return min(seconds), result


if __name__ == "__main__":
    main()
