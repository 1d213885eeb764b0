"""What researchers add to a study after its first run: an approach, a method, three interpretations, summaries."""

import csv
from pathlib import Path

import yaml

LINES = """
approach: framework
speakers: {{interviewer: [{interviewer}]}}
"""
TEXTS = 3
"""So many themes are interpreted."""


def rows(study: Path, name: str) -> list[dict[str, str]]:
    """A table of the results."""
    with (study / "results" / name).open(encoding="utf-8-sig", newline="") as lines:
        return list(csv.DictReader(lines))


def interpret(study: Path, interviewer: str) -> tuple[list[str], list[str]]:
    """Write approach, method, interpretations of three themes and a summary of each case and theme.

    Args:
        study: a study in English that was run once.
        interviewer: the label of who asks.

    Returns:
        The themes that are interpreted, and the passages quoted in them.
    """
    with (study / "config.yaml").open("a", encoding="utf-8") as config:
        config.write(LINES.format(interviewer=interviewer))
    codings = {row["coding_id"]: row for row in rows(study, "coding/codings.csv")}
    said = [row for row in rows(study, "coding/passages.csv") if row["level"] == "theme" and row["voice"] == "said"]
    labels = {row["code_id"]: row["label:en"] for row in rows(study, "coding/codes.csv")}
    cases = sorted({row["case_id"] for row in said})
    of = {}
    for row in said:
        of.setdefault(row["code_id"], []).append(row)
    themes = sorted(of, key=lambda theme: (-len({row["case_id"] for row in of[theme]}), -len(of[theme]), theme))
    folder = study / "data" / "writing"
    (folder / "interpretation").mkdir(parents=True)
    quoted = []
    for theme in themes[:TEXTS]:
        n = len({row["case_id"] for row in of[theme]})
        first, last = (of[theme][place]["coding_ids"].partition(";")[0] for place in (0, -1))
        quoted += [first, last]
        text = (
            f"Of the participants, {{{{informants {theme} = {n} of {len(cases)}}}}} speak of {labels[theme]}, in "
            f"{{{{passages {theme} = {len(of[theme])}}}}} passages. What is said differs in length more than in "
            f"direction.\n\n[@passage:{first}]\n\n"
            f"Another participant puts it otherwise [@passage:{last}], and neither had been asked about the other.\n"
        )
        (folder / "interpretation" / f"{theme}.md").write_text(text, encoding="utf-8")
    method = {
        "orientation": "Framework analysis of interviews about the use of a tool.",
        "sampling": "People who work with the subject and answered a call.",
        "team": [{"who": interviewer, "role": "interviewer"}],
        "ai": "none",
    }
    (folder / "method.yaml").write_text(yaml.safe_dump(method), encoding="utf-8")
    with (folder / "summaries.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("case", "theme", "summary", "author", "passages"))
        for case in cases:
            for theme in themes:
                mine = [row for row in of[theme] if row["case_id"] == case]
                if mine:
                    words = codings[mine[0]["coding_ids"].partition(";")[0]]["quotation"].split()
                    told = f"{case} speaks of {labels[theme]} in {len(mine)} passages, first of {' '.join(words[-12:])}"
                    writer.writerow((case, theme, told, "AB", mine[0]["passage_id"]))
    return themes[:TEXTS], quoted
