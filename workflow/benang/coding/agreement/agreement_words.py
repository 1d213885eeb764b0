"""What the keys in the tables of agreement mean, in words."""

from __future__ import annotations

from benang.core.texts import main_language, read_texts


def reasons(language: str) -> dict[str, str]:
    """Why a figure or its interval is missing, for each key of such a column; in ``id`` or (otherwise) ``en``."""
    texts: dict[str, dict[str, str]] = read_texts("agreement.yaml")
    return {key: by_language.get(main_language(language), by_language["en"]) for key, by_language in texts.items()}
