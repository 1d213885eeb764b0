"""The guide of the interviews, and which of its questions were asked where, as a person confirmed it.

That somebody was silent about a code says little unless the interview asked about it, and what was said only in answer
to a question about it weighs differently from what came unasked. Neither can be told from the interviewer's words by a
machine: ``proposals`` finds the question that a turn most resembles, for a person to look at, and nothing else uses it.
"""

from __future__ import annotations

import math
import os
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from difflib import SequenceMatcher
from functools import lru_cache

import pandas as pd

from benang.coding.people.lookup import CodeNames, SourceNames
from benang.coding.suggestions.terms import stems_of
from benang.core import model
from benang.core.cells import FORMULA_STARTS
from benang.core.problems import Problem, nearest
from benang.core.records import Record, read_records
from benang.privacy.pseudonyms import Pseudonyms

GUIDE_COLUMNS = model.TABLES["guide"].columns
"""Of the guide: text, but ``code_ids``, a list."""

ASKED_COLUMNS = ["source_id", "turn", "question_id"]
"""Of what was asked: ``turn`` is 0 where the file does not say in which; ``question_id`` is empty for a question
that is none of the guide's."""

ASKED_TURN_COLUMNS = model.TABLES["asked"].columns

PROPOSAL_COLUMNS = ["source", "turn", "question", "text", "question_text"]
"""Of the proposals: those of the file of what was asked, then the turn's words and those of the question."""

NO_QUESTION = "-"
"""What stands for a question that is none of the guide's: the source was looked through all the same."""

_LEAST_LIKENESS = 0.5  # of a question's telling words, by weight, that a turn must hold
_NEARLY_THE_SAME = 0.8  # of a question's words in their order, and of two words' letters
_LETTERS = 4  # shorter words are the same only where they are equal
_SEPARATOR = re.compile(r"[;|\n]")


def read_guide(
    path: str | os.PathLike[str], shown_name: str, codes: pd.DataFrame, pseudonyms: Pseudonyms | None = None
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read the guide.

    Args:
        path: CSV with the columns ``question`` and ``codes`` (ids or labels, joined with ``;``), and ``question_id`` if
            there is one; without it questions are ``q1``, ``q2`` ... in their order.
        shown_name: how problems name the file.
        codes: table ``codes``.
        pseudonyms: names that are replaced in questions and in names of codes.

    Returns:
        The questions in order, columns ``GUIDE_COLUMNS``, and every problem with its line. A code that is not known is
        left out of its question.
    """
    _, records, problems = read_records(
        path, shown_name, ["question", "codes"], ["question_id"], passed_over=("note",), name_unused=True
    )
    names = CodeNames(codes)
    rows: list[dict[str, object]] = []
    first: dict[str, int] = {}
    for number, record in enumerate(records, 1):
        cells = _cells(record)
        if not cells["question"]:
            problems.append(Problem("guide-question-missing", shown_name, record.line))
            continue
        question_id = cells.get("question_id", "") or f"q{number}"
        if question_id in first:
            values = {"question": question_id, "first": first[question_id]}
            problems.append(Problem("guide-question-twice", shown_name, record.line, values=values))
            continue
        first[question_id] = record.line
        code_ids: list[str] = []
        for written in filter(None, map(str.strip, _SEPARATOR.split(cells["codes"]))):
            found = names.find(written, pseudonyms or Pseudonyms())
            shown = pseudonyms.rename(written) if pseudonyms else written
            if len(found) == 1:
                code_ids.append(found[0])
            elif found:
                values = {"code": shown, "codes": ", ".join(found)}
                problems.append(Problem("guide-code-ambiguous", shown_name, record.line, values=values))
            else:
                values = {"code": shown, "near": names.nearest(written)}
                problems.append(Problem("guide-code-unknown", shown_name, record.line, values=values))
        question = pseudonyms.apply(cells["question"]) if pseudonyms else cells["question"]
        code_ids = list(dict.fromkeys(code_ids))
        rows.append({"question_id": question_id, "question": question, "code_ids": code_ids})
    return model.conform(pd.DataFrame(rows, columns=GUIDE_COLUMNS), "guide"), problems


def read_asked(
    path: str | os.PathLike[str],
    shown_name: str,
    guide: pd.DataFrame,
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    pseudonyms: Pseudonyms | None = None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """Read which questions were asked where.

    Args:
        path: CSV with the columns ``source`` (its id or file), ``question`` (its id, or its words as the guide has
            them; ``-`` for none of the guide's) and ``turn`` (number of the interviewer's turn; empty where that is not
            known). A row without a question is one that nobody has confirmed.
        shown_name: how problems name the file.
        guide: as ``read_guide`` gives it.
        sources: table ``sources``.
        turns: table ``turns``.
        pseudonyms: names that are replaced in questions and in names of sources.

    Returns:
        Columns ``ASKED_COLUMNS``, sorted, each row once, and every problem with its line; a row with an error is left
        out. A turn in which no interviewer speaks is taken, with a warning.
    """
    _, records, problems = read_records(path, shown_name, ["source", "question", "turn"], may_be_empty=True)
    source_names = SourceNames(sources)
    questions = {_folded(text): name for text, name in zip(guide["question"], guide["question_id"], strict=True)}
    questions |= {_folded(name): name for name in guide["question_id"]}
    roles = {
        (str(source), int(turn)): str(role)
        for source, turn, role in zip(turns["source_id"], turns["turn"], turns["role"], strict=True)
    }
    rows: set[tuple[str, int, str]] = set()
    for record in records:
        cells = _cells(record)

        def report(kind: str, line: int = record.line, **values: object) -> None:
            problems.append(Problem(kind, shown_name, line, values=values))

        if not cells["question"]:
            continue
        shown = pseudonyms.rename(cells["source"]) if pseudonyms else cells["source"]
        named = source_names.find(cells["source"]) or source_names.find(shown)
        asked = pseudonyms.apply(cells["question"]) if pseudonyms else cells["question"]
        question = "" if asked == NO_QUESTION else questions.get(_folded(asked))
        number = re.fullmatch(r"(\d{1,9})(?:[.,]0+)?", cells["turn"], re.ASCII)
        turn = int(number[1]) if number else 0
        if not named:
            report("asked-source-unknown", source=shown, near=source_names.nearest(shown))
        elif len(named) > 1:
            report("asked-source-ambiguous", source=shown, sources=", ".join(named))
        elif question is None:
            report("asked-question-unknown", question=asked[:80], near=nearest(_folded(asked)[:80], questions))
        elif cells["turn"] and (not number or (named[0], turn) not in roles):
            report("asked-turn-unknown", source=named[0])
        else:
            if turn and roles[named[0], turn] != "interviewer":
                report("asked-turn-not-interviewer", source=named[0], turn=turn)
            rows.add((named[0], turn, question))
    frame = pd.DataFrame(sorted(rows), columns=ASKED_COLUMNS)
    return frame.astype({"source_id": "str", "turn": "int64", "question_id": "str"}), problems


def asked_turns(guide: pd.DataFrame, asked: pd.DataFrame) -> pd.DataFrame:
    """What was asked where, with the codes that it asks about.

    Args:
        guide: as ``read_guide`` gives it.
        asked: as ``read_asked`` gives it.

    Returns:
        Columns ``source_id``, ``turn`` (0 where the turn is not known), ``question_id`` (empty for a question that is
        none of the guide's) and ``code_ids`` (a list; codes below them are not named), sorted. A source that stands in
        no row was not looked through: of it nothing is known.
    """
    codes_of = {name: list(cell) for name, cell in zip(guide["question_id"], guide["code_ids"], strict=True)}
    named = pd.Series([codes_of.get(name, []) for name in asked["question_id"]], index=asked.index, dtype="object")
    table = asked.assign(code_ids=named)[ASKED_TURN_COLUMNS]
    return table.sort_values(ASKED_COLUMNS, kind="stable").reset_index(drop=True)


def proposals(guide: pd.DataFrame, sources: pd.DataFrame, turns: pd.DataFrame) -> pd.DataFrame:
    """Every turn of an interviewer with the question of the guide that it most resembles, for a person to confirm.

    A question resembles a turn that holds at least half of its telling words, each weighing the more the fewer
    questions have it (inverse document frequency: Spärck Jones, 1972, Journal of Documentation 28(1), 11-21); or one
    that holds at least four in five of all its words in their order, however common they are and if some are spelt a
    little otherwise. Of two questions that share their telling words, the one whose words are asked in order is meant.

    Args:
        guide: as ``read_guide`` gives it.
        sources: table ``sources``.
        turns: table ``turns``.

    Returns:
        Columns ``PROPOSAL_COLUMNS``, by source and turn: ``question`` is the id of the question, empty where none
        resembles the turn.
    """
    texts = {str(row["source_id"]): (str(row["text"]), str(row["language"])) for row in sources.to_dict("records")}
    wording = dict(zip(guide["question_id"], guide["question"], strict=True))
    asking = turns[turns["role"] == "interviewer"].sort_values(["source_id", "turn"], kind="stable")
    stems_in: dict[str, _Questions] = {}
    rows: list[dict[str, object]] = []
    for row in asking.to_dict("records"):
        source_id = str(row["source_id"])
        text, language = texts[source_id]
        said = text[int(row["start"]) : int(row["end"])]
        if language not in stems_in:
            stems_in[language] = _Questions(wording, language)
        name = stems_in[language].nearest(said)
        found = {"source": source_id, "turn": int(row["turn"]), "question": name, "text": said}
        rows.append(found | {"question_text": wording.get(name, "")})
    return pd.DataFrame(rows, columns=PROPOSAL_COLUMNS).astype({"turn": "int64"})


class _Questions:
    """The telling words of the guide's questions in one language."""

    def __init__(self, wording: Mapping[str, str], language: str) -> None:
        self._language = language
        self._stems = {name: frozenset(stems_of(text, language)) for name, text in wording.items()}
        self._words = {name: _words(text) for name, text in wording.items()}
        held = Counter(stem for stems in self._stems.values() for stem in stems)
        self._weight = {stem: 1 + math.log(len(self._stems) / count) for stem, count in held.items()}

    def nearest(self, said: str) -> str:
        """The question that ``said`` resembles most, the first in the guide of equal ones; empty for none."""
        heard, words = frozenset(stems_of(said, self._language)), _words(said)
        best, name = (0.0, 0.0, 0.0), ""
        for question, stems in self._stems.items():
            likeness = self._sum(stems & heard) / self._sum(stems) if stems else 0.0
            in_order = _in_order(self._words[question], words)
            if likeness < _LEAST_LIKENESS and in_order < _NEARLY_THE_SAME:
                continue
            # Of two that are wholly said the longer one is meant: the other may be a part of it.
            rank = (max(likeness, in_order), min(likeness, in_order), in_order * len(self._words[question]))
            if rank > best:
                best, name = rank, question
        return name

    def _sum(self, stems: frozenset[str]) -> float:
        return math.fsum(self._weight[stem] for stem in sorted(stems))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.casefold())


def _in_order(question: Sequence[str], said: Sequence[str]) -> float:
    """The share of a question's words that are said in their order (the longest common subsequence); words are the
    same that differ in a letter or two."""
    if not question:
        return 0.0
    longest = [0] * (len(said) + 1)
    for asked in question:
        before = 0
        for place, word in enumerate(said, 1):
            above = longest[place]
            longest[place] = before + 1 if _same_word(asked, word) else max(above, longest[place - 1])
            before = above
    return longest[-1] / len(question)


@lru_cache(maxsize=1 << 16)
def _same_word(one: str, two: str) -> bool:
    # Nearly all pairs are told apart by a glance at their length and ends, before any letter is compared.
    if one == two or min(len(one), len(two)) < _LETTERS or abs(len(one) - len(two)) > 2:
        return one == two
    if one[:2] != two[:2] and one[-2:] != two[-2:]:
        return False
    return SequenceMatcher(None, min(one, two), max(one, two), autojunk=False).ratio() >= _NEARLY_THE_SAME


def _cells(record: Record) -> dict[str, str]:
    """The cells; the apostrophe that keeps a spreadsheet from running a formula is not part of them."""
    cells: Sequence[tuple[str, str]] = list(record.cells.items())
    return {
        name: cell[1:] if cell.startswith("'") and cell[1:].startswith(FORMULA_STARTS) else cell for name, cell in cells
    }


def _folded(text: str) -> str:
    return " ".join(text.casefold().split())
