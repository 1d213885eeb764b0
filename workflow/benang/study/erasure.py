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
from pathlib import Path

from benang.core.config import Study
from benang.core.config_checks import PRIVATE_RUN
from benang.core.files import write_text
from benang.privacy.pseudonyms import Pseudonyms, read_pseudonyms
from benang.sources.withdrawal import Withdrawal

RECEIPT = "withdrawn_receipt.csv"
"""The receipt's name in the private folder."""

COLUMNS = ("what", "before", "after")
_SNAKEMAKE = ("metadata", "incomplete", "iocache", "scripts", "auxiliary", "benang")
_KEPT = frozenset({"run.json"})  # whoever is at work in the study
_COUNTED = ("coding/cases.csv", "coding/sources.csv", "coding/turns.csv", "coding/codings.csv", "coding/passages.csv")
_CLAIM = ("profile", "informants_base", "informants_for", "informants_against", "for_references", "against_references")
_SHORTEST = 12  # signs of what was said by which a recorded answer is known


def erase_traces(root: Path, study: Study, withdrawal: Withdrawal) -> bool:
    """Remove what runs made before somebody withdrew, once for each withdrawal.

    Args:
        root: the study's folder.
        study: its configuration.
        withdrawal: who withdrew.

    Returns:
        Whether anything had to be removed.
    """
    receipt = root / study.private / RECEIPT
    known = {what.removeprefix("case ") for what, _, _ in _read(receipt) if what.startswith("case ")}
    if not set(withdrawal.cases) - known:
        return False
    before = dict(_counts(root / study.results))
    if study.language_model:
        file = root / study.pseudonyms
        listed = read_pseudonyms(file, study.pseudonyms)[0] if study.pseudonyms and file.is_file() else Pseudonyms()
        named = withdrawal.their_names(listed, study.language)
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
    rows = [(f"case {case}", date, "withdrawn") for case, date in withdrawal.cases.items()]
    _write([*rows, *((what, value, "") for what, value in before.items())], receipt)
    return True


def complete_receipt(root: Path, study: Study) -> None:
    """Say in the receipt what the first run without them found."""
    receipt = root / study.private / RECEIPT
    rows = _read(receipt)
    after = dict(_counts(root / study.results))
    if not rows or not after:
        return
    told = {what: (value, now) for what, value, now in rows}
    known = [row for row in rows if row[0].startswith("case ")]
    counted = [what for what in dict.fromkeys([*told, *after]) if not what.startswith("case ")]
    new = [
        *known,
        *((what, told.get(what, ("", ""))[0], after.get(what) or told.get(what, ("", ""))[1]) for what in counted),
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
    signs = {row["text"] for row in theirs if len(row["text"]) >= _SHORTEST}
    # How a request says who speaks (``language_model.prompt.transcript``): a case's id may be one letter.
    signs |= {f'"speaker":{json.dumps(row["speaker"], ensure_ascii=False)}' for row in theirs if row["speaker"]}
    for path in sorted(folder.glob("*.json")):
        try:
            texts = list(_texts(json.loads(path.read_text(encoding="utf-8"))))
        except (OSError, ValueError):
            continue
        words = [_quoted(text) for text in signs]
        if any(one in text for one in (*signs, *words) for text in texts) or any(named.edits(text) for text in texts):
            path.unlink()


def _quoted(text: str) -> str:
    """A text as it stands within JSON."""
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, list):
        for each in value:
            yield from _texts(each)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)


def _rows(path: Path) -> list[dict[str, str]]:
    csv.field_size_limit(2**30)
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _read(path: Path) -> list[tuple[str, str, str]]:
    if not path.is_file():
        return []
    return [(row["what"], row["before"], row["after"]) for row in _rows(path)]


def _write(rows: list[tuple[str, str, str]], path: Path) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([COLUMNS, *rows])
    write_text(text.getvalue(), path, private=True)
