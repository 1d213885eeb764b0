"""Call pandoc: never on the network, on foreign text without access to files, with a message when it fails."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import pypandoc  # type: ignore[import-untyped]

from benang.core.machine import problem_in_text
from benang.core.problems import Problem, StudyError

SECONDS = 300

FORMAT = (
    "markdown-raw_html-raw_tex-raw_attribute-latex_macros-tex_math_dollars-tex_math_single_backslash"
    "-markdown_in_html_blocks-native_divs-native_spans-smart-yaml_metadata_block-pandoc_title_block-line_blocks"
    "-fancy_lists-example_lists-definition_lists-footnotes-inline_notes-grid_tables-multiline_tables-simple_tables"
    "-superscript-subscript-strikeout-task_lists-auto_identifiers-implicit_header_references-abbreviations"
    "-fenced_code_blocks-backtick_code_blocks-inline_code_attributes-shortcut_reference_links"
)
"""pandoc's Markdown without every way in which text could become markup, code or mathematics."""


@cache
def _pandoc() -> str:
    return str(pypandoc.get_pandoc_path())


def pandoc_state() -> str:
    """What tells one pandoc from another, without starting it."""
    try:
        found = Path(_pandoc()).stat()
    except OSError:
        return ""
    return f"{found.st_size} {found.st_mtime_ns} {FORMAT}"


def run_pandoc(
    text: str, form: str, arguments: Sequence[str], *, sandbox: bool = True, folder: Path | None = None, epoch: int = 0
) -> str:
    """What pandoc makes of ``text``.

    Args:
        text: its input.
        form: what is made, for the message when it fails.
        arguments: its options.
        sandbox: without access to files but those named in the options.
        folder: in which it runs.
        epoch: the time it takes for now, in seconds since 1970.

    Raises:
        StudyError: it failed.
    """
    command = [_pandoc(), *(["--sandbox"] if sandbox else []), *arguments]
    environment = os.environ | {"SOURCE_DATE_EPOCH": str(epoch), "LC_ALL": "C.UTF-8", "TZ": "UTC"}
    try:
        done = subprocess.run(
            command, input=text.encode("utf-8"), capture_output=True, timeout=SECONDS, cwd=folder, env=environment
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise _failed(form, str(error)) from None
    if done.returncode:
        raise _failed(form, done.stderr.decode("utf-8", "replace"))
    return done.stdout.decode("utf-8").replace("\r\n", "\n")


def _failed(form: str, reason: str) -> StudyError:
    first = next((line for line in reason.splitlines() if line.strip()), "-")
    return StudyError([problem_in_text(reason) or Problem("document-failed", values={"form": form, "reason": first})])
