"""How fast the rule coder is beside the plain way: each pattern as a regular expression over each turn.

    .venv/bin/python benchmarks/rule_coder.py [--megabytes 2]

Both search the same synthetic corpus for the same words, wildcards and phrases; both must find equally many. Prints
MB/s of text and the ratio. (Stems, which the plain way cannot do, are timed apart.)
"""

import argparse
import random
import re
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "workflow"))

from benang.coding.matching import Matcher
from benang.coding.patterns import RuleSpec, parse_rule

CODES, PATTERNS = 50, 10


def main() -> None:
    parser = argparse.ArgumentParser(description="Time the rule coder against regular expressions.")
    parser.add_argument("--megabytes", type=float, default=2)
    size = int(parser.parse_args().megabytes * 1e6)
    chance = random.Random(1)
    words = ["".join(chance.choices("aeioubdgjklmnprst" * 2, k=chance.randint(3, 10))) for _ in range(20_000)]
    turns, length = [], 0
    while length < size:
        turns.append(" ".join(chance.choices(words, weights=range(20_000, 0, -1), k=chance.randint(20, 100))))
        length += len(turns[-1])
    plain = {f"c{n}": [_pattern(words, chance) for _ in range(PATTERNS)] for n in range(CODES)}
    stems = {code: [f"~{pattern}" if " " not in pattern and "*" not in pattern else pattern for pattern in patterns]
             for code, patterns in plain.items()}  # fmt: skip
    text = length / 1e6
    ours, found = timed(lambda: by_rules(plain, turns))
    theirs, expected = timed(lambda: by_regexes(plain, turns))
    with_stems, _ = timed(lambda: by_rules(stems, turns))
    print(f"{text:.1f} MB in {len(turns)} turns, {CODES} codes x {PATTERNS} patterns")
    print(f"rule coder                  {text / ours:7.2f} MB/s   {found} coded turns")
    print(f"regular expressions         {text / theirs:7.2f} MB/s   {expected} coded turns")
    print(f"rule coder, words as stems  {text / with_stems:7.2f} MB/s")
    print(f"the rule coder is {theirs / ours:.0f} times as fast")
    if found != expected:
        raise SystemExit("the two ways did not find the same")


def by_rules(patterns: dict[str, list[str]], turns: list[str]) -> int:
    rules = {code: [_parsed(pattern, code) for pattern in of_code] for code, of_code in patterns.items()}
    matcher = Matcher(rules, "id")
    return sum(len({match.code_id for match in matcher.find(turn)}) for turn in turns)


def by_regexes(patterns: dict[str, list[str]], turns: list[str]) -> int:
    regexes = {
        code: [re.compile(rf"\b{re.escape(pattern).replace(chr(92) + '*', '[a-z]*')}\b", re.I) for pattern in of_code]
        for code, of_code in patterns.items()
    }
    return sum(any(regex.search(turn) for regex in of_code) for turn in turns for of_code in regexes.values())


def timed(work) -> tuple[float, int]:
    started = time.perf_counter()
    result = work()
    return time.perf_counter() - started, result


def _pattern(words: list[str], chance: random.Random) -> str:
    kind = chance.random()
    if kind < 0.6:
        return chance.choice(words)
    if kind < 0.8:
        return chance.choice(words)[:4] + "*"
    return f"{chance.choice(words)} {chance.choice(words)}"


def _parsed(pattern: str, code: str) -> RuleSpec:
    rule = parse_rule(pattern, code)
    assert isinstance(rule, RuleSpec), rule
    return rule


if __name__ == "__main__":
    main()
