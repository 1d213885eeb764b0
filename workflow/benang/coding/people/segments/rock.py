"""Texts coded by the Reproducible Open Coding Kit (.rock): every line an utterance, its codes in double brackets.

``[[code]]``, with the codes above it ``[[parent>code]]``; a code with a value ``[[code||value]]``; identifiers
``[[cid=1]]``, ``[[coderId=a]]`` hold until another of their class (``uid`` for its utterance alone); section breaks
``---<<paragraph_break>>---``; lines that begin with ``#`` are remarks; ``~`` before an utterance tells how deep it is
nested; fragments of YAML between lines ``---`` hold attributes and codebooks, and are not read here.

G.-J. Y. Peters and S. Zörgő, The Reproducible Open Coding Kit, standard 1 (https://rock.science), with the section
breaks of its first versions.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import PurePath

from benang.coding.people.raw_rows import Coders, Origin, code_path, lines_of
from benang.core.problems import Problem
from benang.text.context import LENGTH

_MARK = re.compile(r"\[\[([^\[\]]{1,500})\]\]")
_IDENTIFIER = re.compile(r"([A-Za-z][A-Za-z0-9_]*)[=:](\S+)")
_NETWORK = re.compile(r"[^|>]+->[^|]+\|\|.+")
_SECTION = re.compile(r"---<{1,2}[A-Za-z0-9_]*>{1,2}---|---paragraph-break---")
_ANCHOR = re.compile(r"--\+-\{[^{}]{1,500}\}-\+--")
_NESTING = re.compile(r"\A\s*~+")
_SPACE = re.compile(r"\s+")
_FRAGMENT = "---"
_AROUND = 8  # lines, some of which are empty


def recognises(text: str) -> bool:
    """Whether a line of the text ends or begins with a mark in double brackets."""
    return any(line.rstrip().endswith("]]") and _MARK.search(line) for line in lines_of(text) if "[[" in line)


def read_source(
    text: str, origin: Origin, coders: Coders, columns: Mapping[str, str]
) -> tuple[list[dict[str, object]], list[Problem]]:
    """The codes of a text as raw rows; the quotation is the utterance without its marks.

    Args:
        text: the file.
        origin: the file; its name without folder and suffix names the source where its cases do not.
        coders: whose codings they are; else ``coderId`` tells.
        columns: ``{"source": "cid"}`` names the class of identifier that tells the source, ``{"coder": ...}`` the
            coder. Without the first it is the file's name; in a file with several cases, the case (``cid``).

    Returns:
        The rows, and what is wrong or cannot come along (codes of networks, section breaks, attributes, codes of empty
        utterances).
    """
    lines, problems, fragments = _utterances(text, origin)
    cases = {match[2] for _, line in lines for mark in _MARK.findall(line) if (match := _identifier(mark, "cid"))}
    by_class = columns.get("source", "cid" if len(cases) > 1 else "")
    by_coder = columns.get("coder", "coderId")
    held: dict[str, str] = {}
    rows: list[dict[str, object]] = []
    lost = {"section breaks": 0, "codes of networks": 0, "fragments of YAML": fragments}
    file_name = PurePath(origin.file.replace("\\", "/")).stem
    spoken = [_words(line) for _, line in lines]
    for order, (number, line) in enumerate(lines):
        lost["section breaks"] += len(_SECTION.findall(line))
        codes: list[tuple[str, str]] = []
        for mark in _MARK.findall(line):
            if identifier := _IDENTIFIER.fullmatch(mark):
                held[identifier[1]] = identifier[2]
            elif _NETWORK.fullmatch(mark):
                lost["codes of networks"] += 1
            else:
                code, _, value = mark.removeprefix("ci--").partition("||")
                codes.append((code, value.strip()))
        quotation = spoken[order]
        for code, value in dict.fromkeys(codes):
            row: dict[str, object] = {
                "file": origin.file,
                "line": number,
                "source": held.get(by_class, file_name),
                "quotation": quotation,
                # Utterances are often equal ("Yes."); the lines around tell which is meant.
                "prefix": " ".join(spoken[max(0, order - _AROUND) : order])[-LENGTH:],
                "suffix": " ".join(spoken[order + 1 : order + 1 + _AROUND])[:LENGTH],
                "start": None,
                "end": None,
                "code": code_path(code.split(">")),
                "coder": coders.named("", held.get(by_coder, "")),
                "memo": value,
            }
            lacking = [column for column in ("quotation", "code", "coder") if not row[column]]
            if lacking:
                problems.append(origin.problem("coding-incomplete", number, missing=", ".join(lacking)))
            else:
                rows.append(row)
    problems += [origin.problem("exchange-lost", what=what, count=count) for what, count in lost.items() if count]
    return rows, problems


def _utterances(text: str, origin: Origin) -> tuple[list[tuple[int, str]], list[Problem], int]:
    """The lines that are neither remarks nor fragments, with their numbers; and how many fragments there are."""
    lines = list(enumerate(lines_of(text), start=1))
    borders = [number for number, line in lines if line.rstrip() == _FRAGMENT]
    problems = []
    if len(borders) % 2:
        # Nothing tells where the last fragment ends; its lines are better read than dropped.
        problems.append(origin.problem("rock-fragment-open", borders[-1]))
    inside = _inside(borders)
    kept = [
        (number, line)
        for number, line in lines
        if number not in inside and line.rstrip() != _FRAGMENT and not line.startswith("#")
    ]
    return kept, problems, len(borders) // 2


def _inside(borders: list[int]) -> frozenset[int]:
    pairs: Iterator[tuple[int, int]] = zip(borders[::2], borders[1::2], strict=False)
    return frozenset(number for first, last in pairs for number in range(first, last + 1))


def _identifier(mark: str, name: str) -> re.Match[str] | None:
    match = _IDENTIFIER.fullmatch(mark)
    return match if match and match[1] == name else None


def _words(line: str) -> str:
    """The utterance without its marks."""
    for pattern in (_MARK, _SECTION, _ANCHOR):
        line = pattern.sub(" ", line)
    return _SPACE.sub(" ", unicodedata.normalize("NFC", _NESTING.sub("", line, count=1))).strip()
