"""Programs that others wrote read our projects, each dialect of them: how many codings do they find, and how many
quotations are the coder's to the letter? docs/interchange.md says why where they differ."""

import json
import os
import re
import subprocess
from collections import Counter
from pathlib import Path

import pytest
from places import ROOT

from benang.exchange.project import Project, ProjectCode, ProjectCoding, ProjectSource
from benang.exchange.refi.write import write_qdpx
from benang.exchange.refi.write_codebook import write_qdc
from benang.exchange.refi.write_targets import TARGETS

READING = Path(__file__).parent / "reading"
PAGE = ROOT / "docs" / "interchange.md"
SECONDS = 60

LINES = "Informan: Pesanan café nomor {n} lancar.\nPewawancara: Kenapa?\n"
CHARACTERS = "Informan: Jahit 🧵 nomor {n}, kata 👩‍👧 שלום dan e\u0301.\n"


def each_line(name, text, coder):
    """A coding on the words from ``nomor`` in each line that has it, and one over the end of each line but the last."""
    spans = [match.span() for match in re.finditer(r"nomor[^.\r\n]*", text)]
    spans += [(match.start() - 3, match.end() + 3) for match in re.finditer(r"\r?\n(?=.)", text)]
    return [ProjectCoding(name, start, end, "isi", coder, f"{name} {start}") for start, end in spans]


@pytest.fixture(scope="module")
def project():
    """Texts of plain letters, of characters beyond the first 65,536, of combining marks, with line ends of Windows."""
    texts = {"huruf": LINES, "tanda": CHARACTERS, "windows": LINES.replace("\n", "\r\n")}
    sources, codings = [], []
    for name, line in texts.items():
        text = "".join(line.format(n=number) for number in range(5))
        sources.append(ProjectSource(name, name, text))
        codings += each_line(name, text, "siti" if name == "tanda" else "budi")
    codes = (ProjectCode("tema", "Tema"), ProjectCode("isi", "Isi", "tema"))
    return Project("Uji", coders=("budi", "siti"), codes=codes, sources=tuple(sources), codings=tuple(codings))


@pytest.fixture(scope="module")
def files(project, tmp_path_factory):
    folder = tmp_path_factory.mktemp("projects")
    paths = {dialect: folder / f"{dialect}.qdpx" for dialect in TARGETS}
    for dialect, path in paths.items():
        write_qdpx(project, path, dialect)
    return paths


def read(python, script, files):
    """What a program says of each file, by dialect."""
    command = [str(python), str(READING / script), *map(str, files.values())]
    # The importer of qualitative-coding stops in a debugger that was left in (version 1.7.8).
    environment = os.environ | {"PYTHONBREAKPOINT": "0"}
    done = subprocess.run(command, capture_output=True, text=True, timeout=SECONDS, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    found = json.loads(done.stdout)
    return {dialect: found[str(path)] for dialect, path in files.items()}


def lines(text):
    return text.replace("\r\n", "\n")


def counts(found, project):
    """How many codings a program found, and how many quotations are the same but for the kind of line end."""
    if isinstance(found, str):
        return found
    texts = {source.identity: source.text for source in project.sources}
    expected = Counter(lines(texts[coding.source][coding.start : coding.end]) for coding in project.codings)
    return len(found), sum((Counter(map(lines, found)) & expected).values())


def measured(program, files):
    """What the page says of a program, by dialect: codings found and quotations the same, or that it fails.

    Where file names have no capitals (macOS, Windows) nothing is said of what fails for them.
    """
    page = PAGE.read_text(encoding="utf-8")
    (row,) = re.findall(rf"^\| {re.escape(program)} \|(.*)\|$", page, re.MULTILINE)
    cells = dict(zip(TARGETS, (cell.strip() for cell in row.split("|")), strict=True))
    no_capitals = files["nvivo"].with_name("NVIVO.QDPX").exists()
    numbers = {
        dialect: cell if cell == "fails" else tuple(map(int, cell.split(" / "))) for dialect, cell in cells.items()
    }
    return {dialect: number for dialect, number in numbers.items() if number != "fails" or not no_capitals}


def agree(counted, page):
    """Whether a program did in every dialect that the page speaks of what it says; a failure is told by any text."""
    return all(
        isinstance(counted[dialect], str) if said == "fails" else counted[dialect] == said
        for dialect, said in page.items()
    )


@pytest.mark.parametrize(
    ("name", "version", "minor"), [("pyrefiqda", "0.3.1", 11), ("qdapy", "0.1.0", 11), ("pyqdpx", "0.1.8", 12)]
)
def test_how_many_codings_a_program_finds_and_how_many_quotations_are_the_same(
    name, version, minor, program, files, project
):
    found = read(program(f"{name}=={version}", minor), f"with_{name}.py", files)
    counted = {dialect: counts(quotations, project) for dialect, quotations in found.items()}
    print(f"\n{name} {version}, of {len(project.codings)} codings: {counted}")
    assert agree(counted, measured(f"{name} {version}", files))
    if name == "pyqdpx":
        # It puts a character of no width after each that UTF-16 writes as two units; its places are right.
        words = [quotation.replace("\u200b", "") for quotation in found["nvivo"]]
        assert counts(words, project) == (len(project.codings), len(project.codings))


def test_what_qualitative_coding_imports(program, files, project):
    found = read(program("qualitative-coding==1.7.8"), "with_qualitative_coding.py", files)
    counted = {dialect: rows if isinstance(rows, str) else (len(rows), 0) for dialect, rows in found.items()}
    print(f"\nqualitative-coding 1.7.8, of {len(project.codings)} codings: {counted}")
    assert agree(counted, measured("qualitative-coding 1.7.8", files))
    # It codes lines, and takes every position for the first.
    assert {tuple(row) for row in found["standard"]} == {(f"{source.name}.txt", 0, "Isi") for source in project.sources}


def test_pyrefiqda_reads_the_codebook(program, project, tmp_path):
    write_qdc(project, tmp_path / "codebook.qdc")
    script = (
        "import sys; from pyrefiqda.reficodebook import RefiCodebook; "
        "(top,) = RefiCodebook.load(sys.argv[1]).codes.code; print(top.name, [code.name for code in top.code])"
    )
    command = [str(program("pyrefiqda==0.3.1")), "-c", script, str(tmp_path / "codebook.qdc")]
    assert subprocess.run(command, capture_output=True, text=True, timeout=SECONDS).stdout == "Tema ['Isi']\n"
