"""What a run and its steps say of themselves."""

from __future__ import annotations

import re
from pathlib import Path

from benang.core.texts import read_texts, text_in


def sentence(name: str, language: str) -> str:
    """A sentence of ``texts/run.yaml``."""
    return text_in(read_texts("run.yaml")[name], language)


def message_language(config_file: Path) -> str:
    """The language to speak to the user in, also where the configuration cannot be understood."""
    try:
        found = re.search(r"^language:[\s\[\"']*(\w+)", config_file.read_text(encoding="utf-8"), re.MULTILINE)
    except (OSError, UnicodeDecodeError):
        found = None
    return found[1] if found else "en"
