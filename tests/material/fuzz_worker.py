"""A process that reads the cases of fuzzing, one after the other, within bounds of time and memory."""

from __future__ import annotations

import re
import signal
import tempfile
import time
import unicodedata
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path

import pandas as pd
import psutil
from mutations import Case, case

from benang.core.problems import Problem, vocabulary
from benang.privacy.identifiers import KINDS
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.cleaning import Cleaning
from benang.sources.frozen_sources import frozen_sources
from benang.sources.frozen_tables import FrozenTables
from benang.sources.raw_files import read_raw_files
from benang.sources.source_row import SourceRow
from benang.sources.speakers.roles import Speakers

SECONDS = 60
"""Of processor time, after which reading a file is taken to hang."""
MEMORY = 2**30
"""Bytes that reading one file may add."""
ENOUGH = 200 * 2**20
"""Bytes that a process may have kept from earlier files before it is replaced."""

SOURCE_KINDS = ("interview", "interview", "observation", "article")
LANGUAGES = ("id", "en", "th")
CLEANINGS = (
    Cleaning(),
    Cleaning(non_verbal=True, fillers=True, repeated_words=True),
    Cleaning(False, False, False, False, False, interviewer_turns=False),
    Cleaning(nfc=False, fillers=True, filler_words=("anu",)),
    Cleaning(white_space=False, repeated_words=True),
)
PSEUDONYMS = Pseudonyms({"Siti": "Ani", "Informan": "Teman"}, kinds=KINDS)
PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True)
class Outcome:
    """What came of one case.

    Attributes:
        seed, what: the case.
        read: whether there was text.
        wrong: what is wrong with the program; empty where nothing is.
        seconds: processor time.
        last: whether the process ends now, for it has become too large.
    """

    seed: int
    what: str
    read: bool
    wrong: str
    seconds: float
    last: bool = False


def serve(connection: Connection, size: int) -> None:
    """Read the cases whose seeds come through ``connection``, and answer each with an outcome; -1 ends it."""
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        # What every run loads once is not the file's.
        _outcome(root, -1, Case("warm-up", "a.txt", b"P: apa?\nB: ya.\n"))
        before = psutil.Process().memory_info()
        _bound_memory(before.vms + MEMORY)
        while (seed := connection.recv()) >= 0:
            _bound_memory(None)
            made = case(seed, size)
            connection.send(made.what)
            _bound_memory(psutil.Process().memory_info().vms + MEMORY)
            outcome = _outcome(root, seed, made)
            last = psutil.Process().memory_info().rss > before.rss + ENOUGH
            connection.send(Outcome(**{**vars(outcome), "last": last}))
            if last:
                return


def _bound_memory(limit: int | None) -> None:
    """Set how much memory this process may have, where the system can do that."""
    try:
        import resource
    except ImportError:
        return
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (resource.RLIM_INFINITY if limit is None else limit, hard))


def _outcome(root: Path, seed: int, made: Case) -> Outcome:
    (root / made.name).write_bytes(made.data)
    kind, language = SOURCE_KINDS[seed % len(SOURCE_KINDS)], LANGUAGES[seed % len(LANGUAGES)]
    row = SourceRow("a", kind, language, "", made.name, made.name, ("A",), 0)
    cleaning = CLEANINGS[seed % len(CLEANINGS)]
    begin = time.process_time()
    read, wrong = False, ""
    try:
        _alarm(SECONDS)
        tables = frozen_sources(read_raw_files(root, [row]), [row], Speakers(), PSEUDONYMS, cleaning)
        _alarm(0)
        read, wrong = len(tables.sources) > 0, _found(tables, cleaning)
    except BaseException as error:  # whatever it is, it is what is looked for here
        _alarm(0)
        wrong = f"{type(error).__name__}: {str(error)[:200]} at {_place(error)}"
    finally:
        (root / made.name).unlink()
    return Outcome(seed, made.what, read, wrong, time.process_time() - begin)


def _alarm(seconds: float) -> None:
    """Raise TimeoutError after so many seconds of processor time (0: not at all), where the system can do that."""

    def ring(signum: int, frame: object) -> None:
        raise TimeoutError(f"longer than {SECONDS} seconds")

    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGPROF, ring)
        signal.setitimer(signal.ITIMER_PROF, seconds)


def _place(error: BaseException) -> str:
    """Where in the library an error came from."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        code = trace.tb_frame.f_code
        lines.append(f"{Path(code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return " ".join(lines[-6:])


def _found(tables: FrozenTables, cleaning: Cleaning) -> str:
    """What is wrong with the tables of one file; empty where nothing is."""
    problems = tables.problems
    if not len(tables.sources) and not any(problem.severity == "error" for problem in problems):
        return "neither text nor an error"
    for problem in problems:
        if Problem.from_row(problem.row()).row() != problem.row():
            return f"{problem.kind} is not what its row says"
        for part in ("what", "mend"):
            for sentence in dict(vocabulary()[problem.kind][part]).values():
                missing = set(PLACEHOLDER.findall(sentence)) - set(problem.values)
                if missing:
                    return f"{problem.kind} leaves {missing} open"
    for source in tables.sources.to_dict("records"):
        turns, runs = (table[table["source_id"] == source["source_id"]] for table in (tables.turns, tables.offset_map))
        if wrong := _wrong_text(str(source["text"]), turns, runs, cleaning):
            return wrong
    return ""


def _wrong_text(text: str, turns: pd.DataFrame, runs: pd.DataFrame, cleaning: Cleaning) -> str:
    """What is wrong with a frozen text, its turns or its map."""
    text.encode("utf-8")
    if cleaning.nfc and not unicodedata.is_normalized("NFC", text):
        return "text not in NFC"
    if not text.strip():
        return "empty text"
    if runs["start"].tolist()[1:] != runs["end"].tolist()[:-1] or int(runs["end"].max()) != len(text):
        return "the map does not cover the text"
    if not ((turns["start"] < turns["end"]) & (turns["end"] <= len(text))).all():
        return "a turn that is no span of the text"
    if cleaning.white_space and len(turns) != text.count("\n") + 1:
        return "turns are not the paragraphs of the text"
    return ""
