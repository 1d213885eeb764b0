"""What a report says of a language model's work."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from benang.core.texts import main_language, read_texts
from benang.core.wording import filled


def account_sentence(account_of_model: Mapping[str, Any], language: str) -> str:
    """An account as a sentence of a report.

    Args:
        account_of_model: as ``coder.account`` gives it.
        language: Indonesian, else English.
    """
    known = read_texts("language_model.yaml")["account"]
    words = known.get(main_language(language), known["en"])
    counts: Mapping[str, int] = account_of_model["quarantined"]
    reasons = ", ".join(f"{words['reasons'][reason]}: {count}" for reason, count in counts.items())
    values = {**account_of_model, "quarantined": sum(counts.values()), "reasons": f" ({reasons})" if reasons else ""}
    return filled(str(words["sentence"]), values)
