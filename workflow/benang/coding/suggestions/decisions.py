"""What people decided about suggestions: which never come back, and which become codings of theirs."""

from __future__ import annotations

import os
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cache

import pandas as pd

from benang.coding.coding_ids import fill_coding_ids, known_as
from benang.coding.coding_row import coding_row
from benang.coding.people.lookup import CodeNames, SourceNames
from benang.coding.side_words import VALUES, known_word, nearest_word
from benang.coding.suggestions.candidate_passages import CODE_LENGTH, ID_LENGTH, code_digits
from benang.core import model
from benang.core.moments import moment
from benang.core.problems import Problem, nearest
from benang.core.records import read_records
from benang.core.texts import read_texts
from benang.privacy.pseudonyms import Pseudonyms
from benang.text.quotations import Searchable, comparable
from benang.text.spans import SpanIndex

WORDS = ("accept", "reject", "new code")

METHOD = "suggestion"
"""Stands in the column ``method`` of a coding that was suggested and that a person took."""

_ID = re.compile(rf"[0-9a-f]{{{ID_LENGTH}}}-(?:[0-9a-f]{{{CODE_LENGTH}}}|new|term)")
"""The id of a suggestion that is no machine's coding."""


@dataclass(frozen=True)
class Decision:
    """One decision.

    Attributes:
        file, line: where it is written.
        suggestion_id: what it is about: a suggestion, or a coding of the rule coder or a language model.
        decision: one of ``WORDS``.
        code: the code that the passage is given instead of the suggested one; empty for the suggested one.
        coder: who decided.
        side, use: of the coding that an accepted suggestion becomes, as its coder gives them; empty where not given.
        source_id, quotation: of the suggestion, where the file keeps them; with these a passage is found again that
            has another id since its text was corrected.
        date: when it was made (``benang.core.moments``); empty where the file does not say.
    """

    file: str
    line: int
    suggestion_id: str
    decision: str
    code: str = ""
    coder: str = ""
    memo: str = ""
    side: str = ""
    use: str = ""
    source_id: str = ""
    quotation: str = ""
    date: str = ""


def read_decisions(
    path: str | os.PathLike[str], shown_name: str, pseudonyms: Pseudonyms | None = None
) -> tuple[list[Decision], list[Problem]]:
    """Read ``decisions.csv``: a list of its own, or ``suggestions.csv`` with its last columns filled in.

    Args:
        path: CSV with the columns ``suggestion_id`` and ``decision``, and ``code``, ``coder``, ``memo``, ``side``,
            ``use``, ``source_id``, ``quotation``, ``date`` if there are any. A row without a decision
            is one that waits for it.
        shown_name: how problems name the file.
        pseudonyms: names that are replaced in memos, and in what a problem quotes.

    Returns:
        The decisions in the file's order, and every problem with its line. Of two decisions of one coder about one
        suggestion the first is kept.
    """
    optional = ("code", "coder", "memo", *VALUES, "source_id", "quotation", "date")
    _, records, problems = read_records(
        path, shown_name, ["suggestion_id", "decision"], optional, passed_over=(), may_be_empty=True
    )
    known = _words()
    decisions: list[Decision] = []
    first: dict[tuple[str, str], Decision] = {}
    for record in records:
        cells = record.cells
        written = " ".join(cells["decision"].casefold().split())
        if not written:
            continue
        if written not in known:
            shown = pseudonyms.apply(cells["decision"]) if pseudonyms else cells["decision"]
            values = {"decision": shown[:60], "near": nearest(written[:60], known)}
            problems.append(Problem("decision-word", shown_name, record.line, values=values))
            continue
        if not cells["suggestion_id"]:
            problems.append(Problem("decision-without-id", shown_name, record.line))
            continue
        suggestion = cells["suggestion_id"] if _ID.fullmatch(cells["suggestion_id"]) else ""
        suggestion = suggestion or known_as(cells["suggestion_id"])
        if not suggestion:
            problems.append(Problem("decision-id", shown_name, record.line))
            continue
        more = {name: cells.get(name, "") for name in optional}
        wrong = [kind for kind in VALUES if more[kind] and not known_word(kind, more[kind])]
        for kind in wrong:
            near = nearest_word(kind, more[kind])
            word = pseudonyms.apply(more[kind]) if pseudonyms else more[kind]
            values = {"column": kind, "word": word[:60], "near": near}
            problems.append(Problem(f"decision-{kind}-word", shown_name, record.line, values=values))
        if wrong:
            continue
        more |= {kind: known_word(kind, more[kind]) for kind in VALUES}
        when = moment(more["date"])
        if when is None:
            word = pseudonyms.apply(more["date"]) if pseudonyms else more["date"]
            undated: dict[str, object] = {"column": "date", "word": word[:60], "count": 1}
            problems.append(Problem("coding-date", shown_name, record.line, values=undated))
        more["date"] = when or ""
        if pseudonyms:
            more["memo"] = pseudonyms.apply(more["memo"])
        decision = Decision(shown_name, record.line, suggestion, known[written], **more)
        earlier = first.setdefault((decision.suggestion_id, decision.coder), decision)
        if earlier is decision:
            decisions.append(decision)
        elif _said(earlier) != _said(decision):
            problems.append(
                _problem(decision, "decision-twice", suggestion=decision.suggestion_id[:60], first=earlier.line)
            )
    return decisions, problems


def without_rejected(codings: pd.DataFrame, rejected_ids: Collection[str]) -> pd.DataFrame:
    """Machines' codings, those that a person rejected with the status ``rejected``: they are shown and counted nowhere.

    Args:
        codings: table ``codings`` of machines.
        rejected_ids: as ``rejected`` gives them.
    """
    return codings.assign(status=codings["status"].mask(codings["coding_id"].isin(list(rejected_ids)), "rejected"))


def rejected(decisions: Iterable[Decision]) -> frozenset[str]:
    """The ids of suggestions that somebody rejected: they never come back."""
    return frozenset(one.suggestion_id for one in decisions if one.decision == "reject")


def accepted(
    decisions: Iterable[Decision],
    found: pd.DataFrame,
    sources: pd.DataFrame,
    turns: pd.DataFrame,
    offset_map: pd.DataFrame,
    codes: pd.DataFrame,
    pseudonyms: Pseudonyms | None = None,
    machines: pd.DataFrame | None = None,
) -> tuple[pd.DataFrame, list[Problem]]:
    """The codings that suggestions became.

    Args:
        decisions: as ``read_decisions`` gives them; those that reject are passed over.
        found: all passages of the sources (``benang.coding.suggestions.candidate_passages``).
        sources: table ``sources``.
        turns: table ``turns``.
        offset_map: table ``offset_map``, for the line of the raw source.
        codes: table ``codes``.
        pseudonyms: names that are replaced in names of codes, as in the codebook.
        machines: table ``codings`` of machines (the rule coder, a language model), which suggest too.

    Returns:
        Table ``codings``: the coder of the decision, method ``suggestion``, status ``accepted``, ``why`` the memo;
        ``anchor`` is ``moved`` where the passage was found by its quotation alone. And a problem with its line for
        each decision that could not become a coding.
    """
    texts = dict(zip(sources["source_id"], sources["text"], strict=True))
    places = {
        name: (source_id, start, end)
        for name, source_id, start, end in zip(
            found["passage_id"], found["source_id"], found["start"].tolist(), found["end"].tolist(), strict=True
        )
    }
    own_codes: dict[str, str] = {}
    if machines is not None:
        columns = (machines[name].tolist() for name in ("coding_id", "source_id", "start", "end"))
        places |= {name: (source_id, start, end) for name, source_id, start, end in zip(*columns, strict=True)}
        own_codes = dict(zip(machines["coding_id"], machines["code_id"], strict=True))
    codes_meant = _Codes(codes, own_codes, pseudonyms)
    source_names = SourceNames(sources)
    index = SpanIndex(turns, offset_map)
    rows: list[dict[str, object]] = []
    problems: list[Problem] = []
    for decision in decisions:
        if decision.decision == "reject":
            continue
        passage, _, kind = decision.suggestion_id.partition("-")
        if kind == "term":
            problems.append(_problem(decision, "decision-no-passage", suggestion=decision.suggestion_id))
            continue
        code_id, problem = codes_meant.of(decision, kind or passage)
        anchor = "exact"
        place = places.get(passage)
        if place is None:
            place, anchor = _by_quotation(decision, texts, source_names), "moved"
        if problem:
            problems.append(problem)
        if not decision.coder:
            problems.append(_problem(decision, "decision-without-coder"))
        if place is None:
            problems.append(_problem(decision, "decision-gone", suggestion=decision.suggestion_id[:60]))
        if place is None or problem or not decision.coder:
            continue
        source_id, start, end = place
        cells = {"method": METHOD, "status": "accepted", "why": decision.memo, "anchor": anchor}
        cells |= {"side": decision.side, "use": decision.use, "date": decision.date}
        rows.append(coding_row(texts[source_id], index, source_id, start, end, code_id, decision.coder, **cells))
    if not rows:
        return model.empty("codings"), problems
    if not any(row["date"] for row in rows):
        rows = [{name: cell for name, cell in row.items() if name != "date"} for row in rows]
    return model.conform(fill_coding_ids(pd.DataFrame(rows)), "codings"), problems


class _Codes:
    """Finds the code that a decision means."""

    def __init__(self, codes: pd.DataFrame, own_codes: dict[str, str], pseudonyms: Pseudonyms | None) -> None:
        self._names = CodeNames(codes)
        self._pseudonyms = pseudonyms
        self._by_digits = own_codes | {code_digits(code): code for code in codes["code_id"]}

    def of(self, decision: Decision, digits: str) -> tuple[str, Problem | None]:
        """The code, or what is wrong: the one that is written, else the suggested one."""
        if not decision.code:
            code = self._by_digits.get(digits, "") if decision.decision == "accept" else ""
            return code, None if code else _problem(decision, "decision-without-code")
        found = self._names.find(decision.code, self._pseudonyms)
        if len(found) == 1:
            return found[0], None
        shown = self._pseudonyms.rename(decision.code) if self._pseudonyms else decision.code
        if found:
            return "", _problem(decision, "coding-code-ambiguous", code=shown, codes=", ".join(found))
        return "", _problem(decision, "coding-code-unknown", code=shown, near=self._names.nearest(decision.code))


def _by_quotation(decision: Decision, texts: dict[str, str], source_names: SourceNames) -> tuple[str, int, int] | None:
    """The one place where the decision's quotation stands in its source."""
    sources = source_names.find(decision.source_id) if decision.source_id and decision.quotation else []
    if len(sources) != 1:
        return None
    found = Searchable(texts[sources[0]]).find(comparable(decision.quotation))
    return (sources[0], found[0].start, found[0].end) if len(found) == 1 else None


def _said(decision: Decision) -> tuple[str, ...]:
    """What two decisions of one coder on one suggestion must have in common."""
    return decision.decision, decision.code, decision.side, decision.use


def _problem(decision: Decision, kind: str, **values: object) -> Problem:
    return Problem(kind, decision.file, decision.line, values=values)


@cache
def _words() -> dict[str, str]:
    """What may be written -> the decision."""
    written: dict[str, list[str]] = read_texts("together.yaml")["suggestion"]
    return {word: decision for decision in WORDS for word in written[decision]}
