"""When somebody withdraws: what earlier runs made of them is removed, and what changed stands in a private receipt.

Everything that runs made is removed, not only what is known to hold their words: tables, reports, coding sheets, logs,
Snakemake's records (which name files), what was kept to spare time; and the recorded answers of a language model that
was asked about them. The key stays, for the numbers of all others; what only they had is forgotten by the next run
(``pseudonym_key.assign``). The study's own files are the researcher's: the receipt is the place that says who withdrew.
"""

from __future__ import annotations

import csv
import io
import json
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

from benang.core.config_checks import PRIVATE_RUN
from benang.core.files import write_text
from benang.core.long_cells import long_cells
from benang.core.plain_values import texts_within
from benang.core.settings import Study
from benang.privacy.pseudonyms import Pseudonyms
from benang.sources.intake import read_names
from benang.sources.withdrawal import RECEIPT, SPENT, Withdrawal, read_receipt, read_spent, spent_digest

COLUMNS = ("what", "before", "after")
_CASE, _WITHDRAWN, _BACK = "case ", "withdrawn", "back"
_WITH_IDS = {
    "turns": (),
    "codings": (),
    "passages": ("passage_id", "coding_ids"),
    "left_out": ("passage_id", "coding_ids"),
    "suggestions": ("suggestion_id",),
    "disagreements": ("disagreement_id", "coding_ids_a", "coding_ids_b"),
}
"""Tables of a run, and the columns of ids in them, the row's own first."""
_SNAKEMAKE = ("metadata", "incomplete", "iocache", "scripts", "auxiliary", "benang")
_KEPT = frozenset({"run.json"})  # whoever is at work in the study
_COUNTED = ("coding/cases.csv", "coding/sources.csv", "coding/turns.csv", "coding/codings.csv", "coding/passages.csv")
_CLAIM = ("profile", "informants_base", "informants_for", "informants_against", "for_references", "against_references")
_SHORTEST = 12  # characters of what was said by which a recorded answer is known


def erase_traces(root: Path, study: Study, withdrawal: Withdrawal) -> Withdrawal:
    """Remove what runs made before somebody withdrew, once for each withdrawal.

    Who was on the list and no longer is, is back: the receipt says so, and another withdrawal of theirs is a new one.

    Args:
        root: the study's folder.
        study: its configuration.
        withdrawal: who withdrew.

    Returns:
        Who withdrew, with the ids that are gone with them.
    """
    receipt = root / study.private / RECEIPT
    entries = read_receipt(receipt)
    known = {what.removeprefix(_CASE) for what, _, now in entries if what.startswith(_CASE) and now == _WITHDRAWN}
    if back := known - set(withdrawal.cases):
        entries = [(what, was, _BACK if what.removeprefix(_CASE) in back else now) for what, was, now in entries]
        _write(entries, receipt)
    if not set(withdrawal.cases) - known:
        return withdrawal
    before = dict(_counts(root / study.results))
    named = withdrawal.their_names(read_names(root, study)[0], study.language)
    spent = spent_ids(root / study.results, withdrawal, named)
    if spent is not None:
        spent |= read_spent(receipt) or frozenset()
    if study.language_model:
        _remove_answers(root / study.language_model.folder, root / study.results, withdrawal, named)
    private = root / study.private / PRIVATE_RUN
    for folder in (root / study.results, root / study.reports, root / "logs"):
        shutil.rmtree(folder, ignore_errors=True)
    for path in private.iterdir() if private.is_dir() else ():
        if path.name != "key.csv":
            _remove(path)
    for name in _SNAKEMAKE:
        folder = root / ".snakemake" / name
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.name not in _KEPT:
                _remove(path)
    logs = sorted((root / ".snakemake" / "log").glob("*"), key=lambda path: path.name)
    for path in logs[:-1]:  # the last is this run's own
        _remove(path)
    rows = [(f"{_CASE}{case}", date, _WITHDRAWN) for case, date in withdrawal.cases.items()]
    rows += [(what, value, "") for what, value in before.items()]
    if spent is not None:
        rows.append((SPENT, " ".join(sorted(spent)), ""))
    _write(rows, receipt)
    return replace(withdrawal, spent=spent)


def spent_ids(results: Path, withdrawal: Withdrawal, named: Pseudonyms) -> frozenset[str] | None:
    """The digests of all ids that are gone with them: of what is about them, names them, or counts behind them.

    Args:
        results: the last run's, as they were with them.
        withdrawal: who withdrew.
        named: their names, and what the study calls them.

    Returns:
        As ``Withdrawal.spent``; None where no run was there before.
    """
    tables = {name: results / f"coding/{name}.csv" for name in _WITH_IDS}
    if not all(tables[name].is_file() for name in ("turns", "codings")):
        return None
    turns = _rows(tables["turns"])
    cells = {(row["source_id"], row["turn"]) for row in turns if withdrawal.is_case(row["case_id"])}
    # What is called after them has another id without them, and so has all that is in it.
    gone = {row["source_id"] for row in turns if withdrawal.is_source(row["source_id"])}
    gone |= {row["source_id"] for row in turns if named.rename(row["source_id"]) != row["source_id"]}
    shared = {source_id for source_id, _ in cells}
    codings = _rows(tables["codings"])

    def is_gone(row: Mapping[str, str]) -> bool:
        if row["source_id"] in gone or withdrawal.is_case(row.get("case_id") or ""):
            return True
        first, last = row.get("turn") or "0", row.get("last_turn") or row.get("turn") or "0"
        if any((row["source_id"], str(turn)) in cells for turn in range(int(first), int(last) + 1)):
            return True
        return any(named.edits(value) for name, value in row.items() if name.startswith("quotation") and value)

    # Of equal quotations the second has its number behind the first's.
    said = {(row["source_id"], row["quotation"]) for row in codings if is_gone(row)}
    ids = {row["coding_id"] for row in codings if is_gone(row) or (row["source_id"], row["quotation"]) in said}
    for name, columns in _WITH_IDS.items():
        for row in _rows(tables[name]) if columns and tables[name].is_file() else ():
            held = {one for column in columns for one in row.get(column, "").replace(",", ";").split(";")}
            held = {one.strip() for one in held} - {""}
            # Who coded nothing but their turns in a source did not code it, without them: nobody differs there.
            differ = name == "disagreements" and row["source_id"] in shared
            if is_gone(row) or held & ids or differ:
                ids |= {row[columns[0]]} | (held if is_gone(row) else set())
    return frozenset(map(spent_digest, ids))


def complete_receipt(root: Path, study: Study) -> None:
    """Say in the receipt what the first run without them found."""
    receipt = root / study.private / RECEIPT
    rows = read_receipt(receipt)
    after = dict(_counts(root / study.results))
    if not rows or not after:
        return
    entries = {what: (value, now) for what, value, now in rows}
    known = [row for row in rows if row[0].startswith("case ")]
    counted = [what for what in dict.fromkeys([*entries, *after]) if not what.startswith("case ")]
    new = [
        *known,
        *(
            (what, entries.get(what, ("", ""))[0], after.get(what) or entries.get(what, ("", ""))[1])
            for what in counted
        ),
    ]
    if new != rows:
        _write(new, receipt)


def _counts(results: Path) -> Iterator[tuple[str, str]]:
    """Numbers of rows, and what each claim rests on."""
    for name in _COUNTED:
        if (results / name).is_file():
            yield f"rows of {name}", str(len(_rows(results / name)))
    claims = results / "conclusions/claims.csv"
    for row in _rows(claims) if claims.is_file() else ():
        for column in _CLAIM:
            if column in row:
                yield f"claim {row['claim_id']}: {column}", row[column]


def _remove_answers(folder: Path, results: Path, withdrawal: Withdrawal, named: Pseudonyms) -> None:
    """Remove the recorded answers that hold what they said, as the last run had it, or name them."""
    turns = results / "coding/turns.csv"
    theirs = [row for row in (_rows(turns) if turns.is_file() else ()) if withdrawal.is_case(row["case_id"])]
    characters = {row["text"] for row in theirs if len(row["text"]) >= _SHORTEST}
    # How a request says who speaks (``language_model.prompt.transcript``): a case's id may be one letter.
    characters |= {f'"speaker":{json.dumps(row["speaker"], ensure_ascii=False)}' for row in theirs if row["speaker"]}
    for path in sorted(folder.glob("*.json")):
        try:
            texts = list(texts_within(json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError):
            continue
        words = [_quoted(text) for text in characters]
        if any(one in text for one in (*characters, *words) for text in texts) or any(
            named.edits(text) for text in texts
        ):
            path.unlink()


def _quoted(text: str) -> str:
    """A text as it stands within JSON."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _rows(path: Path) -> list[dict[str, str]]:
    with long_cells(), path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _write(rows: list[tuple[str, str, str]], path: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([COLUMNS, *rows])
    write_text(text.getvalue(), path, private=True)
