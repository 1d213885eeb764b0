"""How fast the rule coder is, beside spaCy's PhraseMatcher and beside a regular expression for each pattern.

    .venv/bin/python benchmarks/rule_coder.py [--interviews 1000] [--spacy other/bin/python]

The corpus is synthetic: interviews of 50 KB in turns of some sentences, made of Indonesian roots with affixes and
clitics, frequent ones often (Zipf). The codebook has 50 codes of 10 patterns. Printed are

* the whole corpus by stems, words, wildcards and phrases, with nothing remembered from before: seconds and MB/s, and
  how much memory the second half of the corpus added to what the first half took;
* the same with codings made and numbered, sentence by sentence;
* some interviews by words and phrases alone, by the rule coder, by regular expressions, and by spaCy where the
  interpreter of an environment that has it is named (``uv venv other; uv pip install --python other spacy``). All have
  to find the same turns.

Times are of the processor, since other work on the machine would spoil those of the clock.
"""

import argparse
import json
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "workflow"))

import pandas as pd
from Sastrawi.Stemmer.StemmerFactory import StemmerFactory

from benang.coding.rules.matching import Matcher
from benang.coding.rules.parsing import parse_rule
from benang.coding.rules.patterns import RuleSpec
from benang.coding.rules.rule_coder import code_by_rules

CODES, PATTERNS, SIZE, WORDS = 50, 10, 50_000, 40_000
COMPARED = 60
"""Interviews that are searched by words and phrases alone; by regular expressions a part of their turns."""

READY = 20
"""Interviews that are made ready at a time, 1 MB, as the rule coder does."""

SPACY = """
import json, sys, time
import spacy
from spacy.matcher import PhraseMatcher
given = json.load(open(sys.argv[1], encoding="utf-8"))
nlp = spacy.blank("id")
began = time.process_time()
matcher = PhraseMatcher(nlp.vocab, attr="LOWER")
for code, patterns in given["patterns"].items():
    matcher.add(code, [nlp.make_doc(pattern) for pattern in patterns])
found = sum(len({match for match, _, _ in matcher(nlp.make_doc(turn))}) for turn in given["turns"])
print(json.dumps([time.process_time() - began, found, spacy.__version__]))
"""


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the rule coder against spaCy and regular expressions.")
    parser.add_argument("--interviews", type=int, default=1000)
    parser.add_argument("--spacy", help="the Python interpreter of an environment that has spaCy")
    given = parser.parse_args()
    words = vocabulary()
    show_whole(words, given.interviews)
    show_codings(words, max(1, given.interviews // 20))
    show_beside_others(words, given.spacy)


def show_whole(words: list[str], count: int) -> None:
    patterns = codebook(words, ("stem", "word", "wildcard", "phrase"))
    spent, searched, found, memory = 0.0, 0.0, 0, [0, 0]
    began = time.process_time()
    matcher = Matcher(parsed(patterns), "id")
    spent += time.process_time() - began
    for number, turns in enumerate(blocks(interviews(words, count))):
        began = time.process_time()
        found += sum(len(matcher.find(turn)) for turn in matcher.ready(turns))
        spent += time.process_time() - began
        searched += megabytes(turns)
        memory[number * READY >= count // 2] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    print(
        f"{count} interviews, {searched:.1f} MB, {CODES} codes x {PATTERNS} patterns: stems, words, wildcards, phrases"
    )
    print(f"  matching     {spent:6.2f} s  {searched / spent:7.2f} MB/s   {found} matches")
    print(f"  memory of the second half: {(memory[1] - memory[0]) / 1024:.0f} MB more than {memory[0] / 1024:.0f} MB")


def show_codings(words: list[str], count: int) -> None:
    texts = list(interviews(words, count))
    size = sum(map(megabytes, texts))
    rules = parsed(codebook(words, ("stem", "word", "wildcard", "phrase")))
    tables = study(texts)
    spent, codings = timed(lambda: len(code_by_rules(*tables, rules)))
    print(f"  with codings {spent:6.2f} s  {size / spent:7.2f} MB/s   {codings} codings of {count} interviews")


def show_beside_others(words: list[str], spacy: str | None) -> None:
    patterns = codebook(words, ("word", "phrase"))
    texts = list(interviews(words, COMPARED))
    turns = [turn for spoken in texts for turn in spoken]
    ours, found = timed(lambda: by_rules(patterns, texts))
    print(f"words and phrases alone: rule coder {megabytes(turns) / ours:.2f} MB/s, {found} coded turns")
    few = texts[0]
    others = [("regular expressions", *timed(lambda: by_regexes(patterns, few)), few, by_rules(patterns, [few]))]
    if spacy:
        others.append((*by_spacy(spacy, patterns, turns), turns, found))
    for name, spent, others_found, searched, expected in others:
        ratio = spent / megabytes(searched) / (ours / megabytes(turns))
        print(f"  {name:20}{megabytes(searched) / spent:7.3f} MB/s   the rule coder is {ratio:.0f} times as fast")
        # spaCy takes a full stop for a part of the words that it knows as abbreviations.
        if abs(others_found - expected) > (expected / 200 if name.startswith("spaCy") else 0):
            raise SystemExit(f"{name} found {others_found} coded turns, the rule coder {expected}")


def by_rules(patterns: dict[str, list[str]], texts: list[list[str]]) -> int:
    matcher = Matcher(parsed(patterns), "id")
    return sum(
        len({match.code_id for match in matcher.find(turn)})
        for turns in blocks(iter(texts))
        for turn in matcher.ready(turns)
    )


def blocks(texts: Iterator[list[str]]) -> Iterator[list[str]]:
    """The turns of some interviews together."""
    while block := [turn for turns in islice(texts, READY) for turn in turns]:
        yield block


def by_regexes(patterns: dict[str, list[str]], turns: list[str]) -> int:
    regexes = {
        code: [re.compile(rf"\b{re.escape(pattern)}\b", re.IGNORECASE) for pattern in of_code]
        for code, of_code in patterns.items()
    }
    return sum(any(regex.search(turn) for regex in of_code) for turn in turns for of_code in regexes.values())


def by_spacy(python: str, patterns: dict[str, list[str]], turns: list[str]) -> tuple[str, float, int]:
    with tempfile.TemporaryDirectory() as folder:
        given = Path(folder) / "given.json"
        given.write_text(json.dumps({"patterns": patterns, "turns": turns}), encoding="utf-8")
        done = subprocess.run([python, "-c", SPACY, str(given)], capture_output=True, text=True, check=True)
    spent, found, version = json.loads(done.stdout)
    return f"spaCy {version}", spent, found


def megabytes(turns: list[str]) -> float:
    return sum(map(len, turns)) / 1e6


def timed(work: Callable[[], int]) -> tuple[float, int]:
    began = time.process_time()
    result = work()
    return time.process_time() - began, result


def vocabulary() -> list[str]:
    """Indonesian words, most of them with affixes, in the order of their frequency: the shorter, the more frequent."""
    chance = random.Random(1)
    roots = [word for word in sorted(StemmerFactory().get_words()) if word.isalpha() and len(word) > 2]
    prefixes = ["", "", "", "di", "me", "ber", "ter", "nge", "ke"]
    suffixes = ["", "", "", "kan", "an", "i", "nya", "in", "lah"]
    words = {chance.choice(prefixes) + chance.choice(roots) + chance.choice(suffixes) for _ in range(WORDS)}
    return sorted(sorted(words), key=lambda word: len(word) + chance.uniform(0, 4))


def interviews(words: list[str], count: int) -> Iterator[list[str]]:
    """Interviews as lists of turns."""
    chance = random.Random(2)
    weights, total = [], 0.0
    for rank in range(1, len(words) + 1):
        total += 1 / rank
        weights.append(total)
    for _ in range(count):
        turns, length = [], 0
        while length < SIZE:
            turns.append(" ".join(sentence(words, weights, chance) for _ in range(chance.randint(1, 6))))
            length += len(turns[-1]) + 1
        yield turns


def sentence(words: list[str], weights: list[float], chance: random.Random) -> str:
    spoken = chance.choices(words, cum_weights=weights, k=chance.randint(3, 15))
    spoken[0] = spoken[0].capitalize()
    if len(spoken) > 8:
        spoken[4] += ","
    return " ".join(spoken) + "."


def codebook(words: list[str], kinds: tuple[str, ...]) -> dict[str, list[str]]:
    """Patterns of all ``kinds`` in turn, of words neither the most frequent nor the rarest."""
    chance = random.Random(3)
    common = words[300:8000]
    make = {
        "word": lambda: chance.choice(common),
        "stem": lambda: "~" + chance.choice(common),
        "wildcard": lambda: chance.choice(common)[:5] + "*",
        "phrase": lambda: f"{chance.choice(words[:300])} {chance.choice(common)}",
    }
    return {f"c{code}": [make[kinds[n % len(kinds)]]() for n in range(PATTERNS)] for code in range(CODES)}


def parsed(patterns: dict[str, list[str]]) -> dict[str, list[RuleSpec]]:
    rules = {code: [parse_rule(pattern, code) for pattern in of_code] for code, of_code in patterns.items()}
    assert all(isinstance(rule, RuleSpec) for of_code in rules.values() for rule in of_code)
    return rules


def study(texts: list[list[str]]) -> tuple[pd.DataFrame, pd.DataFrame, pd.DataFrame]:
    """The tables of interviews, every turn an informant's."""
    sources, turns, spans = [], [], []
    for number, spoken in enumerate(texts):
        source_id, start = f"s{number}", 0
        for turn, text in enumerate(spoken, 1):
            turns.append((source_id, turn, start, start + len(text), "B", "informant", "B", turn))
            spans.append((source_id, start, turn))
            start += len(text) + 1
        sources.append((source_id, "id", "\n".join(spoken)))
    return (
        pd.DataFrame(sources, columns=["source_id", "language", "text"]),
        pd.DataFrame(turns, columns=["source_id", "turn", "start", "end", "speaker", "role", "case_id", "line"]),
        pd.DataFrame(spans, columns=["source_id", "start", "raw_line"]),
    )


if __name__ == "__main__":
    main()
