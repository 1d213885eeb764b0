"""The scripts of the rules: what they import is there. No linter reads them, for Snakemake gives them their names."""

from __future__ import annotations

import ast
import importlib
from pathlib import Path

import pytest

WORKFLOW = Path(__file__).resolve().parents[2] / "workflow"
SCRIPTS = sorted((WORKFLOW / "scripts").rglob("*.py"))


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.relative_to(WORKFLOW).as_posix())
def test_a_script_imports_what_the_library_has(script):
    for node in ast.walk(ast.parse(script.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "benang":
            module = importlib.import_module(str(node.module))
            for alias in node.names:
                assert hasattr(module, alias.name) or importlib.import_module(f"{node.module}.{alias.name}")


def test_there_are_scripts():
    assert len(SCRIPTS) > 20
