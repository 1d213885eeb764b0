"""A study of any size: interviews with turns, a codebook with rules, two coders, works, a list of names, claims.

Everything is drawn by lot with a fixed seed. An interview depends on its number alone, so that a study of 1,000 has the
first 100 in common with one of 100. Words are Indonesian roots with affixes, some of them of no dictionary, and as
frequent as a language's are (Zipf).
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from itertools import accumulate
from pathlib import Path

from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

WORDS = 20_000
STRANGE = 0.05
"""How many of them no dictionary has."""
PREFIXES = ("", "", "", "di", "me", "ber", "ter", "nge", "ke")
SUFFIXES = ("", "", "", "kan", "an", "i", "nya", "in", "lah")
THEMES, CATEGORIES, CODES = 4, 3, 4
"""Of the study, of each theme, of each category; one code of each theme is a negative case."""
SENTENCES = 5
"""Of an answer."""
GROUPS = ("Pemilik usaha", "Pelanggan", "Pengantar", "Petugas")
NAMES = 200
"""On the list."""
WORKS = 30
DOUBLE = 5
"""Every so many-th interview is coded by the second coder, too."""
SAME_PLACE, SAME_CODE = 0.8, 0.85
"""How often the second coder codes what the first did, and then with the same code."""


@dataclass(frozen=True)
class Size:
    """How large a study is; an interview has ``answers`` questions and as many answers.

    Attributes:
        interviews: how many.
        words, codings: of an interview, in the mean.
        people: who are interviewed, in turn; 0 where each interview is of somebody else.
    """

    interviews: int
    words: int = 6_000
    codings: int = 30
    people: int = 0

    @property
    def answers(self) -> int:
        """Of an interview: a question has 12 words, an answer's sentence 11 in the mean."""
        return max(1, round(self.words / (12 + 11 * SENTENCES)))


def write_corpus(folder: Path, size: Size, batches: int | None = None, seed: int = 1) -> None:
    """Write a study into a folder; ``codings`` an interview are those of both coders, in the mean.

    Args:
        folder: made if it is not there.
        size: of the study.
        batches: as in ``config.yaml``; None leaves the choice to the workflow.
        seed: of everything.
    """
    for name in ("interviews", "codings"):
        (folder / "data" / name).mkdir(parents=True, exist_ok=True)
    names = people(seed)
    codes = code_words(seed)
    rows: list[tuple[str, str, str, str]] = []
    people_asked = size.people or size.interviews
    groups = (f"K{number:05d},{GROUPS[number % len(GROUPS)]}" for number in range(1, people_asked + 1))
    cases = ["case_id,group", *groups]
    for number in range(1, size.interviews + 1):
        text, codings = interview(number, size, codes, names, seed)
        source = f"interview-{number:05d}-K{(number - 1) % people_asked + 1:05d}"
        (folder / "data" / "interviews" / f"{source}.txt").write_text(text, "utf-8")
        rows += [(source, *row) for row in codings]
    files = {"data/cases.csv": "\n".join(cases) + "\n", "data/names.csv": name_list(names)}
    for coder in ("ayu", "budi"):
        lines = ["source,quotation,code", *(f'{s},"{q}",{c}' for s, who, q, c in rows if who == coder)]
        files[f"data/codings/{coder}.csv"] = "\n".join(lines) + "\n"
    files["data/codebook.yaml"] = codebook(codes)
    files["data/claims.yaml"] = claims()
    files["data/references.bib"] = works()
    files["config.yaml"] = CONFIG + (f"batches: {batches}\n" if batches else "")
    for name, content in files.items():
        (folder / name).write_text(content, "utf-8")


CONFIG = """\
study: {title: Kumpulan wawancara buatan, question: "Apa yang dikatakan orang?", date: "2024-05-01"}
language: id
cases: {file: data/cases.csv}
sources:
  - {kind: interview, files: ["data/interviews/*"]}
speakers: {interviewer: [T], informant: [J]}
pseudonyms: data/names.csv
codebook: data/codebook.yaml
codings:
  - {file: data/codings/ayu.csv, coder: ayu}
  - {file: data/codings/budi.csv, coder: budi}
matrices: {coders: [ayu, budi]}
literature: data/references.bib
claims: data/claims.yaml
"""


@cache
def vocabulary(seed: int) -> tuple[list[str], list[float]]:
    """Words, the most frequent (and mostly the shortest) first, and their weights, added up."""
    chance = random.Random(f"words {seed}")
    roots = [word for word in sorted(StemmerFactory().get_words()) if word.isalpha() and len(word) > 2]
    words: dict[str, None] = {}
    while len(words) < WORDS:
        root = chance.choice(roots) if chance.random() > STRANGE else _word(chance, 3)
        words.setdefault(chance.choice(PREFIXES) + root + chance.choice(SUFFIXES), None)
    ordered = sorted(words, key=lambda word: len(word) + chance.uniform(0, 4))
    return ordered, list(accumulate(1 / rank for rank in range(3, WORDS + 3)))


def code_words(seed: int) -> dict[str, list[str]]:
    """For each code, by id, the words that show it; they occur nowhere else."""
    chance = random.Random(f"codes {seed}")
    taken = set(vocabulary(seed)[0])
    found: dict[str, list[str]] = {}
    for theme in range(1, THEMES + 1):
        for category in range(1, CATEGORIES + 1):
            for code in range(1, CODES + 1):
                words: list[str] = []
                while len(words) < 3:
                    word = _word(chance, 3) + "k"
                    if word not in taken:
                        taken.add(word)
                        words.append(word)
                found[f"code-{theme}-{category}-{code}"] = words
    return found


def people(seed: int) -> list[str]:
    """The listed names, the same in studies of every size."""
    chance = random.Random(f"names {seed}")
    names: dict[str, None] = {}
    while len(names) < NAMES:
        first, last = (_word(chance, 3) + "x" for _ in range(2))
        names.setdefault(f"{first.capitalize()} {last.capitalize()}", None)
    return list(names)


def interview(
    number: int, size: Size, codes: dict[str, list[str]], names: list[str], seed: int
) -> tuple[str, list[tuple[str, str, str]]]:
    """One interview: its text, and its codings as coder, quotation and code."""
    chance = random.Random(f"interview {seed} {number}")
    ids = list(codes)
    lines, sentences, shown = [], [], []
    for turn in range(size.answers):
        question = _sentence(chance, seed, 12, "")[:-1]
        said = []
        for _ in range(SENTENCES):
            code = chance.choice(ids) if chance.random() < 0.12 else ""
            sentence = _sentence(chance, seed, chance.randint(4, 18), chance.choice(codes[code]) if code else "")
            said.append(sentence)
            sentences.append(sentence)
            shown.append(code)
        if turn % 15 == 7:
            said.append(f"Kata {chance.choice(names)} begitu.")
        if turn == 3 and number % 5 == 0:
            said.append(f"Nomor saya 0812-{chance.randint(1000, 9999)}-{chance.randint(1000, 9999)}.")
        lines += [f"T: {question}?", f"J: {' '.join(said)}"]
    # Both coders together give size.codings in the mean.
    each = max(1, round(size.codings / (1 + 1 / DOUBLE)))
    likely = [place for place, code in enumerate(shown) if code]
    rest = [place for place, code in enumerate(shown) if not code]
    chance.shuffle(likely)
    chance.shuffle(rest)
    places = (likely + rest)[:each]
    first = {place: shown[place] or chance.choice(ids) for place in places}
    codings = [("ayu", sentences[place], code) for place, code in sorted(first.items())]
    if number % DOUBLE == 0:
        others = [place for place in rest if place not in first]
        second: dict[int, str] = {}
        for place, code in first.items():
            place = place if chance.random() < SAME_PLACE or not others else others.pop()
            second[place] = code if chance.random() < SAME_CODE else chance.choice(ids)
        codings += [("budi", sentences[place], code) for place, code in sorted(second.items())]
    return "\n".join(lines) + "\n", codings


def name_list(names: list[str]) -> str:
    """The table of names and what replaces them."""
    rows = [f"{name},[Orang {number}]," for number, name in enumerate(names, start=1)]
    return "\n".join(["name,pseudonym,variants", *rows]) + "\n"


def codebook(codes: dict[str, list[str]]) -> str:
    """Themes, categories, codes with three patterns each: two stems and a word."""
    lines = ["codes:"]
    for code, words in codes.items():
        _, theme, category, number = code.split("-")
        if (category, number) == ("1", "1"):
            lines.append(f"  - {{id: theme-{theme}, label: Tema {theme}}}")
        if number == "1":
            lines.append(
                f"  - {{id: cat-{theme}-{category}, parent: theme-{theme}, label: Kategori {theme}.{category}}}"
            )
        negative = ", negative: true" if (category, number) == ("2", "4") else ""
        rules = f'rules: ["~{words[0]}", "~{words[1]}", "{words[2]}"]'
        cites = f"cites: [work{int(theme) * 3 + int(category)}]"
        label = f"label: Kode {theme}.{category}.{number}, definition: Tentang {words[0]}."
        lines.append(f"  - {{id: {code}, parent: cat-{theme}-{category}, {label}, {cites}, {rules}{negative}}}")
    return "\n".join(lines) + "\n"


def claims() -> str:
    """One claim for each theme."""
    rows = [
        f"  - {{id: C{theme}, text: Tema {theme} berlaku., codes: [theme-{theme}], needs: {{informants: 2}}}}"
        for theme in range(1, THEMES + 1)
    ]
    return "\n".join(["claims:", *rows]) + "\n"


def works() -> str:
    """A list of works in BibTeX, of nobody."""
    entry = "@book{{work{0},\n  author = {{Penulis {0}}},\n  title = {{Buku {0}}},\n  publisher = {{Penerbit}},\n"
    return "".join(entry.format(number) + f"  year = {{{1990 + number}}},\n}}\n" for number in range(1, WORKS + 1))


def _word(chance: random.Random, syllables: int) -> str:
    return "".join(chance.choice("bcdghjklmnprstwy") + chance.choice("aeiou") for _ in range(syllables))


def _sentence(chance: random.Random, seed: int, length: int, besides: str) -> str:
    words, weights = vocabulary(seed)
    drawn = chance.choices(words, cum_weights=weights, k=length)
    if besides:
        drawn.insert(chance.randrange(len(drawn)), besides)
    return f"{' '.join(drawn).capitalize()}."
