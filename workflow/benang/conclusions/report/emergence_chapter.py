"""Stage 3: when codes first came up, and whether further interviews still brought new ones; only where asked for."""

from __future__ import annotations

from typing import Any

from benang.conclusions.report import markdown_text as md
from benang.conclusions.report.draft import Draft
from benang.mapping.code_emergence import CODINGS, Dated, dated
from benang.mapping.saturation import FEWEST_INTERVIEWS, reached

MOST_ROWS = 40
MOST_NAMED = 8


def emergence(draft: Draft) -> str:
    """The steps in which codes came up, and saturation; else the sentence why they cannot be told."""
    words, material = draft.words, draft.material
    if not draft.study.get("emergence") or not material.counted:
        return ""
    known = dated(material.frames["codings"], material.frames["sources"], material.counting)
    rows = material.rows("emergence")
    basis = rows[0]["basis"] if rows else ""
    steps = [row for row in rows if row["basis"] == basis]
    sentences = [_sentence(draft, known, steps)]
    table = ""
    if len(steps) > MOST_ROWS:
        sentences.append(words("emergence_file", file=draft.file("mapping/emergence.csv")))
    elif steps:
        head = [words("emergence_step"), words(f"emergence_{basis}"), words("emergence_date")]
        head += [words("emergence_new"), words("emergence_cumulative")]
        shown = [_row(draft, row) for row in steps]
        table = draft.table("emergence", words("emergence_caption"), head, shown, "rllrr", [8, 44, 22, 12, 14])
    return md.paragraphs(
        [
            draft.number.section("mapping", words("emergence"), "emergence"),
            " ".join(sentences),
            table,
            _saturation(draft),
        ]
    )


def _sentence(draft: Draft, known: Dated, steps: list[dict[str, Any]]) -> str:
    words = draft.words
    if not steps:
        return words("emergence_undated", dated=words.of(known.dated, known.codings, "coding"))
    n, total = words.number(len(steps)), words.number(steps[-1]["cumulative"])
    if steps[0]["basis"] != CODINGS:
        why = words("emergence_undated", dated=words.of(known.dated, known.codings, "coding"))
        return f"{why} {words('emergence_of_versions', codes=total, versions=n)}"
    of = words.of(known.interviews, known.interviews + known.without)
    back = sum(row["returned"] for row in steps)
    said = [words("emergence_of_codings", codes=total, interviews=of)]
    said += [words("emergence_returned", codes=words.count(back, "code"))] if back else []
    said += [words("emergence_tied")] if any(len(row["names"]) > 1 for row in steps) else []
    return " ".join(said)


def _row(draft: Draft, row: dict[str, Any]) -> list[str]:
    words = draft.words
    names = [md.escaped(str(name)) for name in row["names"]]
    shown = ", ".join(names[:MOST_NAMED]) + (" …" if len(names) > MOST_NAMED else "")
    day, _, time = str(row["date"]).partition("T")
    when = " ".join(filter(None, (words.date(day), time)))
    return [words.number(row["step"]), shown, when, words.number(row["new"]), words.number(row["cumulative"])]


def _saturation(draft: Draft) -> str:
    """Whether saturation was reached by the three numbers that the study chose, or why it is not looked at."""
    words, chosen = draft.words, draft.study.get("saturation")
    if not chosen:
        return ""
    frames = draft.material.frames
    found = reached(frames["emergence"], frames["saturation"], chosen)
    numbers = {
        "base": words.number(int(chosen["base"])),
        "run": words.number(int(chosen["run"])),
        "threshold": words.percent(chosen["threshold"]),
        "fewest": words.number(max(FEWEST_INTERVIEWS, int(chosen["base"]) + int(chosen["run"]))),
        "interviews": words.number(found.interviews),
        "after": words.number(found.after),
        "ratio": words.percent(found.ratio),
        "file": draft.file("mapping/saturation.csv"),
    }
    if found.why_not:
        return words(f"saturation_{found.why_not}", **numbers)
    said = words("saturation_reached" if found.after else "saturation_not_reached", **numbers)
    return f"{said} {words('saturation_lost')}" if found.lost else said
