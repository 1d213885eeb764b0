"""What a script depends on in this library, as one short digest.

A workflow that re-runs a step when the step's own script was edited does not notice an edit in a module that the
script imports. Given to the step as a parameter, this digest makes such an edit count, for the steps that import the
module and for no others.

Imports are found by reading the code, not by running it: ``import`` and ``from ... import`` anywhere, also inside
functions, and modules named in a text such as ``"benang.sources.readers.docx"``, or all of a package
(``"benang.sources.readers.*"``, for readers that are loaded when they are needed). Imports under ``if TYPE_CHECKING:``
never run and do not count. Data files of the library count for the modules that name them.

What a script says when it stops is in no file it makes. So the sentences of problems count only for code that asks a
problem for its sentence; their severities count wherever there are problems; and how a script ends counts nowhere.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from benang.core.places import LIBRARY, PACKAGE, WORKFLOW

BESIDE = tuple(WORKFLOW / name for name in ("schemas", "notebooks", "templates"))
"""Folders beside the package whose files count for the modules that name them."""

PROBLEMS = PACKAGE / "core" / "problems.py"
REPORTING = PACKAGE / "core" / "reporting.py"
SENTENCES = (*sorted((PACKAGE / "texts").glob("problems.*.yaml")), PACKAGE / "texts" / "problem_words.yaml")
"""The vocabulary of problems."""

SCRIPTS = WORKFLOW / "scripts"
DIGITS = 12

_MODULE = re.compile(rf"{PACKAGE.name}(\.\w+)+(\.\*)?")
_STATEMENT = re.compile(r"^(?=[^\s#)\]}])", re.MULTILINE)
_SHOWS_PROBLEM = re.compile(r"\.(?:what|remedy|message)\(|\bformat_problems\(")
_SEVERITY = re.compile(r"^([\w-]+):|^ +severity: *(\w+)", re.MULTILINE)
_FILLED = re.compile(r"\{[^{}]*\}")


def code_digest(script: Path) -> str:
    """Digest of a script and of all that it uses of the library.

    Args:
        script: a Python file.

    Returns:
        12 hexadecimal digits, the same on every machine for the same code. Within one process a file is read once.
    """
    return _digest(code_files(script), script)


def script_digest(name: str) -> str:
    """``code_digest`` of a script of the workflow, named as below ``workflow/scripts`` (``"coding/clean.py"``)."""
    return code_digest(SCRIPTS / name)


def module_digest(name: str) -> str:
    """Digest of a module of the library (``"benang.sources.raw_files"``) and of all that it uses."""
    return _digest(sorted({*_module_files(name), *code_files(LIBRARY / f"{name.replace('.', '/')}.py")}))


def code_files(script: Path) -> list[Path]:
    """The modules and data files of the library that ``script`` uses, directly or through others, sorted."""
    found: set[Path] = set()
    waiting = list(_uses(script))
    while waiting:
        file = waiting.pop()
        if file not in found:
            found.add(file)
            if file.suffix == ".py":
                waiting += _uses(file)
    return sorted(found, key=_place)


def severities() -> dict[str, str]:
    """The severity of every kind of problem, read without the sentences."""
    found: dict[str, str] = {}
    for file in SENTENCES:
        kind = ""
        for match in _SEVERITY.finditer(file.read_text(encoding="utf-8")):
            kind = match[1] or kind
            if match[2]:
                found[kind] = match[2]
    return found


def _digest(files: list[Path], script: Path | None = None) -> str:
    digest = hashlib.sha256(f"{_file_digest(script)}\n".encode() if script else b"")
    for file in files:
        digest.update(f"{_place(file)}\0{_file_digest(file)}\n".encode())
    if PROBLEMS in files:
        digest.update(_severity_digest())
    return digest.hexdigest()[:DIGITS]


@cache
def _place(file: Path) -> str:
    """Where a file lies in the library."""
    return file.relative_to(LIBRARY).as_posix()


@cache
def _severity_digest() -> bytes:
    return hashlib.sha256(repr(sorted(severities().items())).encode()).digest()


@cache
def _file_digest(file: Path) -> str:
    # Line ends differ between checkouts of one version.
    return hashlib.sha256(file.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


@cache
def _uses(file: Path) -> frozenset[Path]:
    """The library's files that one Python file uses itself."""
    text = file.read_text(encoding="utf-8")
    used: set[Path] = set()
    for tree in _parsed(text):
        for name in _imported(tree, _package_of(file)):
            used |= _module_files(name)
    for named in _named(text, f"{PACKAGE.name}."):
        if _MODULE.fullmatch(named):
            used |= _module_files(named)
    for suffix in _data_suffixes():
        for named in _named(text, suffix, ends=True):
            folder, _, name = named.rpartition("/")
            used |= _named_data(name, folder.rpartition("/")[2])
    used -= {file, REPORTING}
    if file == PROBLEMS:
        used -= set(SENTENCES)
    elif _SHOWS_PROBLEM.search(text):
        used |= set(SENTENCES)
    return frozenset(used)


def _named(text: str, part: str, *, ends: bool = False) -> Iterator[str]:
    """The quoted texts in code that begin (or end) with ``part``."""
    # Searching for the part itself is many times faster than matching every quoted text.
    for quote in ('"', "'"):
        terms = f"{part}{quote}" if ends else f"{quote}{part}"
        found = text.find(terms)
        while found >= 0:
            start = text.rfind(quote, 0, found) + 1 if ends else found + 1
            end = text.find(quote, found + 1)
            yield text[start : end if end >= 0 else start]
            found = text.find(terms, found + 1)


def _parsed(text: str) -> list[ast.Module]:
    """The code as syntax trees; where each statement can be read by itself, only of statements that hold an import."""
    try:
        return [ast.parse(statement) for statement in _STATEMENT.split(text) if "import" in statement]
    except SyntaxError:  # a text over several lines, or an "else:"
        return [ast.parse(text)]


def _imported(tree: ast.AST, package: str) -> Iterator[str]:
    """Full names of what the code imports: of modules, and of anything that is taken out of them (perhaps a module)."""
    waiting: list[ast.AST] = [tree]
    while waiting:
        node = waiting.pop()
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, base] if base else above)
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)
        elif isinstance(node, ast.If) and _is_type_checking(node.test):
            waiting += node.orelse
        else:
            # Only statements hold statements; the expressions between them need no visit.
            for block in ("body", "orelse", "finalbody", "handlers", "cases"):
                inner = getattr(node, block, None)
                if isinstance(inner, list):
                    waiting += inner


def _is_type_checking(test: ast.expr) -> bool:
    return (isinstance(test, ast.Name) and test.id == "TYPE_CHECKING") or (
        isinstance(test, ast.Attribute) and test.attr == "TYPE_CHECKING"
    )


@cache
def _module_files(name: str) -> frozenset[Path]:
    """The file of a module of the library and the ``__init__`` of every package around it; none for any other name."""
    if name.endswith(".*"):
        folder = LIBRARY.joinpath(*name.split(".")[:-1])
        return frozenset(folder.rglob("*.py"))
    parts = name.split(".")
    if parts[0] != PACKAGE.name:
        return frozenset()
    known = _modules()
    files: set[Path] = set()
    place = ""
    for part in parts:
        place += f"/{part}"
        package, module = known.get(f"{place}/__init__.py"), known.get(f"{place}.py")
        if package is not None:
            files.add(package)
            continue
        if module is not None:
            files.add(module)
        break  # anything further is a name inside the module
    return frozenset(files)


@cache
def _modules() -> dict[str, Path]:
    """The library's modules by their place below the folder that holds the library (``/benang/core/files.py``)."""
    return {f"/{_place(file)}": file for file in PACKAGE.rglob("*.py") if file.is_file()}


@cache
def _data_files() -> dict[str, frozenset[Path]]:
    """The library's data files by name."""
    files = [file for file in PACKAGE.rglob("*") if file.is_file() and file.suffix not in (".py", ".pyc")]
    if WORKFLOW.is_relative_to(PACKAGE):  # installed
        files = [file for file in files if not file.is_relative_to(WORKFLOW)]
    files += [file for folder in BESIDE for file in folder.rglob("*") if file.is_file() and file.suffix != ".pyc"]
    named: dict[str, set[Path]] = {}
    for file in files:
        named.setdefault(file.name, set()).add(file)
    return {name: frozenset(found) for name, found in named.items()}


@cache
def _data_suffixes() -> tuple[str, ...]:
    return tuple(sorted({Path(name).suffix for name in _data_files()} - {""}))


@cache
def _named_data(name: str, folder: str = "") -> frozenset[Path]:
    """The data files of a name; of every name that fits, where parts are filled in (``f"stems.{language}.yaml"``).

    Where the text names a folder that holds any of them (``f"journals/{name}.yaml"``), those in it.
    """
    found = _of_name(name)
    return frozenset(file for file in found if file.parent.name == folder) or found


def _of_name(name: str) -> frozenset[Path]:
    if "{" not in name:
        return _data_files().get(name, frozenset())
    fixed = _FILLED.split(name)
    if not any(part.strip("._-") for part in fixed):
        return frozenset()
    pattern = re.compile(".*".join(map(re.escape, fixed)))
    return frozenset(file for known, files in _data_files().items() if pattern.fullmatch(known) for file in files)


def _package_of(file: Path) -> str:
    """The package that relative imports of ``file`` start from; empty outside the library."""
    if not file.is_relative_to(PACKAGE):
        return ""
    return ".".join(file.parent.relative_to(LIBRARY).parts)
