"""Read a person's YAML file without losing where each thing stands, and without YAML 1.1's surprises.

YAML 1.1 reads ``12:30`` as 750, ``007`` as 7, ``no`` as false and ``2022-12-14`` as a date. In a study's files these
are nearly always texts, so they are kept as they were written and reported. Only ``true`` and ``false``, plain decimal
numbers and empty values are anything but text.

The file is untrusted: its size, depth and number of values are bounded, aliases are refused (a few lines of them can
stand for gigabytes), tags that would make Python objects are refused, and nothing here recurses.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import yaml

from benang.core.problems import Problem

MAX_BYTES = 8 * 2**20
MAX_DEPTH = 40
MAX_VALUES = 500_000

YamlPath = tuple[str | int, ...]
"""The way to a value: keys and list indexes (from 0), outermost first."""

_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_STANDARD_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "seq", "map")
)
_DECIMAL = re.compile(r"[-+]?(0|[1-9][0-9]{0,17})")
_REAL = re.compile(r"[-+]?(0|[1-9][0-9]*)\.[0-9]+([eE][-+]?[0-9]+)?")


@dataclass(frozen=True)
class LinedDocument:
    """A YAML document as plain values, with the line of every key and value.

    Attributes:
        value: dicts (keys are always texts), lists, texts, ints, floats, booleans and None; None for an empty file, and
            for one that could not be read to its end, which has an error-problem.
        key_lines: line (from 1) of each key, by the path of its value.
        value_lines: line on which each value begins, by its path; the whole document is the path ``()``.
        problems: what was wrong or surprising; with an error-problem, ``value`` is not all that was written.
    """

    value: object = None
    key_lines: Mapping[YamlPath, int] = field(default_factory=dict)
    value_lines: Mapping[YamlPath, int] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()

    def line(self, path: YamlPath) -> int | None:
        """Line of the key at ``path`` (of the value, for an entry of a list), or of the nearest thing around it."""
        for length in range(len(path), -1, -1):
            part = path[:length]
            found = self.key_lines.get(part) or self.value_lines.get(part)
            if found is not None:
                return found
        return None


def place(path: YamlPath) -> str:
    """``path`` for people, such as ``codes[3].parent``; list entries count from 1, as lines and turns do."""
    parts = [f"[{part + 1}]" if isinstance(part, int) else f".{part}" for part in path]
    return "".join(parts).removeprefix(".")


def read_lined_yaml(path: Path, shown_name: str) -> LinedDocument:
    """Read the YAML file ``path``.

    Args:
        path: the file.
        shown_name: what problems call it.

    Returns:
        The document; a file that cannot be read is a document without value and with problems, never an exception.
    """

    def failed(kind: str, line: int | None = None, **values: object) -> LinedDocument:
        return LinedDocument(problems=(Problem(kind, shown_name, line, values=values),))

    try:
        if path.stat().st_size > MAX_BYTES:
            return failed("file-too-large", most=MAX_BYTES // 2**20)
        data = path.read_bytes()
    except FileNotFoundError:
        return failed("file-missing")
    except OSError as error:
        return failed("file-unreadable", cause=error.strerror or type(error).__name__)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return failed("yaml-not-utf8", 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        return failed("yaml-not-utf8", data.count(b"\n", 0, error.start) + 1)
    return parse_lined_yaml(text, shown_name)


def parse_lined_yaml(text: str, shown_name: str) -> LinedDocument:
    """The document that ``text`` is; see ``read_lined_yaml``."""
    builder = _Builder(shown_name)
    whole = True
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if not builder.take(event):
                whole = False
                break
    except yaml.YAMLError as error:
        builder.problems.append(_malformed(error, text, shown_name))
        whole = False
    value = builder.document if whole else None
    return LinedDocument(value, builder.key_lines, builder.value_lines, tuple(builder.problems))


@dataclass
class _Level:
    """An open list or mapping: the container, its path, and the key that waits for its value."""

    container: dict[str, object] | list[object]
    path: YamlPath
    key: str | None = None
    skip: bool = False  # a container whose content has no place (as a key, or under a duplicate key)


class _Builder:
    """Makes values of the parser's events, on a stack of its own so that no depth of nesting can exhaust Python's."""

    def __init__(self, shown_name: str) -> None:
        self.shown_name = shown_name
        self.document: object = None
        self.key_lines: dict[YamlPath, int] = {}
        self.value_lines: dict[YamlPath, int] = {}
        self.problems: list[Problem] = []
        self._stack: list[_Level] = []
        self._values = 0
        self._documents = 0

    def take(self, event: yaml.Event) -> bool:
        """Take in one event; False when the rest of the file is not to be read."""
        line = event.start_mark.line + 1 if event.start_mark else 1
        if isinstance(event, yaml.DocumentStartEvent):
            self._documents += 1
            if self._documents > 1:
                return self._report("yaml-several-documents", line)
        elif isinstance(event, yaml.AliasEvent):
            self._report("yaml-alias", line, name=event.anchor)
            self._place(None, line)
        elif isinstance(event, yaml.ScalarEvent):
            self._values += 1
            if self._values > MAX_VALUES:
                return self._report("yaml-too-many-values", line, most=MAX_VALUES)
            self._scalar(event, line)
        elif isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
            if len(self._stack) >= MAX_DEPTH:
                return self._report("yaml-too-deep", line, most=MAX_DEPTH)
            if event.tag is not None and event.tag not in _STANDARD_TAGS:
                self._report("yaml-tag", line, tag=_short_tag(event.tag))
            container: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
            self._stack.append(self._place(container, line))
        elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
            self._stack.pop()
        return True

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> None:
        level = self._stack[-1] if self._stack else None
        is_key = level is not None and isinstance(level.container, dict) and level.key is None
        tag = event.tag
        if tag is not None and tag not in _STANDARD_TAGS and tag != "!":
            self._report("yaml-tag", line, tag=_short_tag(tag))
        plain = event.implicit[0] and tag is None
        text = str(event.value)
        if is_key:
            if plain and _yaml_1_1_tag(text) in ("bool", "int", "float", "timestamp"):
                self._report_trap(text, line, (*level.path, text) if level else ())
            self._key(text, line)
            return
        value: object = text
        if plain:
            value, trap = _plain_value(text)
            if trap:
                self._report_trap(text, line, self._next_path())
        self._place(value, line)

    def _key(self, key: str, line: int) -> None:
        level = self._stack[-1]
        level.key = key
        path = (*level.path, key)
        if level.skip:
            return
        if path in self.key_lines:
            self._report("yaml-duplicate-key", line, path, key=key, first=self.key_lines[path])
        else:
            self.key_lines[path] = line

    def _next_path(self) -> YamlPath:
        if not self._stack:
            return ()
        level = self._stack[-1]
        if isinstance(level.container, list):
            return (*level.path, len(level.container))
        return (*level.path, level.key or "")

    def _place(self, value: object, line: int) -> _Level:
        """Put ``value`` where it belongs and give the level that its own content would be on."""
        if not self._stack:
            if self._documents == 1:
                self.document = value
            self.value_lines.setdefault((), line)
            return _Level(value if isinstance(value, dict | list) else [], ())
        level = self._stack[-1]
        skip = level.skip
        path = self._next_path()
        if isinstance(level.container, list):
            if not skip:
                level.container.append(value)
        elif level.key is None:
            self._report("yaml-key-not-text", line, level.path)
            level.key, skip = "", True
        else:
            # The second value of a doubled key is read for its own mistakes, and then let go.
            skip = skip or level.key in level.container
            if not skip:
                level.container[level.key] = value
            level.key = None
        if not skip:
            self.value_lines[path] = line
        return _Level(value if isinstance(value, dict | list) else [], path, skip=skip)

    def _report(self, kind: str, line: int, path: YamlPath = (), /, **values: object) -> bool:
        self.problems.append(Problem(kind, self.shown_name, line, place(path), values))
        return False

    def _report_trap(self, text: str, line: int, path: YamlPath) -> None:
        tag = _yaml_1_1_tag(text)
        if tag == "bool":
            self._report("yaml-yes-no", line, path, written=text)
        elif tag == "timestamp":
            self._report("yaml-date", line, path, written=text)
        else:
            self._report("yaml-number", line, path, written=text, read=_yaml_1_1_number(text))


def _plain_value(text: str) -> tuple[object, bool]:
    """What an unquoted scalar stands for, and whether another YAML program would take it for something else."""
    tag = _yaml_1_1_tag(text)
    if tag == "null":
        return None, False
    if tag == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true", False
    if tag == "int" and _DECIMAL.fullmatch(text):
        return int(text), False
    if tag == "float" and _REAL.fullmatch(text) and math.isfinite(float(text)):
        return float(text), False
    return text, tag in ("bool", "int", "float", "timestamp")


def _yaml_1_1_tag(text: str) -> str:
    resolvers = yaml.SafeLoader.yaml_implicit_resolvers.get(text[:1], [])
    for tag, pattern in resolvers:
        if pattern.match(text):
            return str(tag).rpartition(":")[2]
    return "str"


def _yaml_1_1_number(text: str) -> str:
    """What YAML 1.1 makes of a number that is more than plain digits (``12:30`` -> 750)."""
    if len(text) > 40:
        return "?"
    try:
        return str(yaml.load(text, Loader=_LOADER))
    except (yaml.YAMLError, ValueError):
        return "?"  # such as "0b_", which only looks like a number


def _short_tag(tag: str) -> str:
    return tag.replace("tag:yaml.org,2002:", "!!")[:60]


def _malformed(error: yaml.YAMLError, text: str, shown_name: str) -> Problem:
    """The parser's complaint as a problem that says what to do."""
    if not isinstance(error, yaml.MarkedYAMLError):
        # Only a character that YAML does not allow is reported without a mark.
        bad = re.search(r"[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
        where = bad.start() if bad else 0
        code = f"U+{ord(bad.group()):04X}" if bad else "?"
        return Problem("yaml-control-character", shown_name, text.count("\n", 0, where) + 1, values={"code": code})
    mark = error.problem_mark or error.context_mark
    line, column = (mark.line, mark.column) if mark else (0, 0)
    start = error.context_mark.line if error.context_mark else line
    lines = text.splitlines()
    source = lines[line] if line < len(lines) else ""
    said = f"{error.context or ''} {error.problem or ''}"
    if "\t" in source[: len(source) - len(source.lstrip())] or source[column : column + 1] == "\t":
        return Problem("yaml-tab", shown_name, line + 1)
    if "quoted scalar" in said:
        return Problem("yaml-quote-open", shown_name, start + 1)
    if "mapping values are not allowed" in said:
        return Problem("yaml-colon", shown_name, line + 1, values={"text": source.strip()[:80]})
    if "could not find expected ':'" in said:
        return Problem("yaml-no-colon", shown_name, start + 1, values={"text": _line(lines, start)})
    if "cannot start any token" in said:
        return Problem("yaml-needs-quotes", shown_name, line + 1, values={"text": source.strip()[:80]})
    if "flow" in said:
        return Problem("yaml-bracket-open", shown_name, start + 1, values={"text": _line(lines, start)})
    if "block" in said:
        return Problem("yaml-indent", shown_name, line + 1, values={"text": source.strip()[:80]})
    return Problem("yaml-malformed", shown_name, line + 1, values={"text": source.strip()[:80]})


def _line(lines: list[str], index: int) -> str:
    return lines[index].strip()[:80] if index < len(lines) else ""
