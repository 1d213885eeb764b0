"""A made-up study in the shape of a real one that once filled 230 pages: many sources and categories, long names."""

import csv
from pathlib import Path
from random import Random

import yaml

SOURCES, THEMES, CATEGORIES, CODES, CODINGS = 30, 15, 105, 285, 750
SEED = 20221214

CONFIG = """\
study:
  title: How cooperatives of smallholders along three rivers decide what they sell, to whom and at which price
  question: How do members of cooperatives decide together?
  date: "2024-05"
  authors: [{name: A. Author, affiliation: A university}]
approach: framework
language: en
cases: {file: data/cases.csv}
sources:
  - {kind: interview, files: ["data/interviews/*.txt"]}
codebook: data/codebook.yaml
codings:
  - {file: data/codings.csv, coder: first-coder-of-the-project}
claims: data/claims.yaml
strict: false
"""
SUBJECTS = (
    *("Members of the board", "Women who sell at the weekly market", "Traders from the district capital"),
    *("Young people who came back from the city", "Families without land of their own", "The extension officer"),
)
VERBS = ("negotiate", "distrust", "depend upon", "pass over", "remember", "share out", "write down", "argue about")
OBJECTS = (
    *("the price of dried fermented cacao beans in the rainy season", "transport on unpaved roads after the floods"),
    *("credit that is repaid in kind at harvest time", "rules about quality which nobody ever saw in writing"),
    *("the telephone group of the cooperative", "Verantwortungsgemeinschaftsvereinbarungen of an earlier project"),
)
WORDS = (
    "we they people then often never sometimes price road river bean harvest market meeting paper money trust wait "
    "talk sell buy carry count ask answer remember forget because although when since until and but so"
)
NAMES = ("Maria Esperanza", "Juan Bautista", "Ana Lucía", "José Hernando", "Rosa Elvira", "Pedro Pablo")
PLACES = ("Upper Riverbank Settlement", "Confluence of the Three Streams", "Old Ferry Crossing")


def sentence(random: Random, least: int = 12, most: int = 40) -> str:
    """Words that stand for speech."""
    words = WORDS.split()
    said = " ".join(random.choice(words) for _ in range(random.randint(least, most)))
    return f"{said.capitalize()} {random.randint(100, 99999)}."


def long_name(random: Random, number: int) -> str:
    """A label of 60 to 120 characters, different for different numbers."""
    return f"{random.choice(SUBJECTS)} {random.choice(VERBS)} {random.choice(OBJECTS)} ({number})"


def cases(random: Random) -> list[dict[str, str]]:
    """A case a source, with names as long as people give them."""
    return [
        {
            "case_id": f"{NAMES[number % 6]}, cooperative {number:02d} of the {PLACES[number % 3]}",
            "group": ("Members who deliver the whole year", "Members who deliver at harvest alone")[number % 2],
            "place": PLACES[number % 3],
            "age": str(random.randint(20, 70)),
            "role in the cooperative": random.choice(SUBJECTS),
        }
        for number in range(1, SOURCES + 1)
    ]


def codebook(random: Random) -> tuple[list[dict[str, object]], list[str]]:
    """Themes, categories and codes, and the ids of what is coded with: all codes."""
    entries: list[dict[str, object]] = []
    categories, codes = [], []
    for theme in range(THEMES):
        entries.append({"id": f"theme-{theme}", "label": long_name(random, theme)})
        for place in range(CATEGORIES // THEMES):
            category = f"category-{theme}-{place}"
            label = long_name(random, 100 + len(categories))
            entries.append({"id": category, "parent": f"theme-{theme}", "label": label, "definition": f"{label}."})
            categories.append(category)
    for number in range(CODES):
        code = {"id": f"code-{number}", "parent": categories[number % CATEGORIES]}
        code |= {"label": long_name(random, 1000 + number), "negative": number % 9 == 0}
        entries.append(code)
        codes.append(f"code-{number}")
    return entries, codes


def write_large_study(folder: Path) -> Path:
    """Write the study into a folder: 30 interviews, 105 categories, 285 codes and 750 codings, the same each time."""
    random = Random(SEED)
    people = cases(random)
    entries, codes = codebook(random)
    interviews = folder / "data" / "interviews"
    interviews.mkdir(parents=True)
    rows = []
    for number, person in enumerate(people):
        lines = [f"Interview on {1 + number % 28} May 2023, about {40 + number} minutes"]
        for _ in range(CODINGS // SOURCES):
            said = sentence(random)
            lines += [f"Interviewer: {sentence(random, 5, 12)}", f"{person['case_id'].partition(',')[0]}: {said}"]
            code = codes[len(rows)] if len(rows) < len(codes) else random.choice(codes)
            memo = sentence(random) if random.random() < 0.3 else ""
            rows.append((f"interview-{number + 1:02d}", said, code, memo))
        (interviews / f"interview-{number + 1:02d}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    table(folder / "data" / "codings.csv", [("source", "quotation", "code", "memo"), *rows])
    heads = list(people[0])
    known = [(*(person[head] for head in heads), f"interview-{n:02d}") for n, person in enumerate(people, start=1)]
    table(folder / "data" / "cases.csv", [(*heads, "sources"), *known])
    (folder / "data" / "codebook.yaml").write_text(yaml.safe_dump({"codes": entries}, allow_unicode=True), "utf-8")
    claims = [
        {"id": f"C{n}", "text": f"{long_name(random, n)}.", "codes": [f"category-{n}-0", f"category-{n}-1"]}
        for n in range(1, 6)
    ]
    (folder / "data" / "claims.yaml").write_text(yaml.safe_dump({"claims": claims}, allow_unicode=True), "utf-8")
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
    return folder


def table(file: Path, rows: list[tuple[str, ...]]) -> None:
    """Write a CSV table."""
    with file.open("w", encoding="utf-8", newline="") as lines:
        csv.writer(lines).writerows(rows)
