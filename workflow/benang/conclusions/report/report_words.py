"""The report's own words and numbers, by language."""

from __future__ import annotations

from collections.abc import Mapping

from benang.core import wording
from benang.core.texts import TEXTS, read_texts

TEXTS_FILE = TEXTS / "report.yaml"
FURTHER_FILES = ("article.yaml", "report_matrices.yaml", "report_sides.yaml", "report_transcripts.yaml")


class Words(wording.Words):
    """The report's words in one language (English where the report does not speak it); values are Markdown.

    Args:
        language: of the report.
        case_name: what the study calls one case, in this language; used in place of ``informant``.
    """

    def __init__(self, language: str, case_name: str = "") -> None:
        texts: dict[str, dict[str, str]] = read_texts(TEXTS_FILE.name)
        for file in FURTHER_FILES:
            more: dict[str, dict[str, str]] = read_texts(file)
            texts = {spoken: known | more[spoken] for spoken, known in texts.items()}
        chosen = language if language in texts else "en"
        words = texts[chosen]
        super().__init__(words | _named(case_name, words, chosen) if case_name else words, chosen)

    def in_language(self, key: str, language: str) -> str:
        """The words ``key`` in another language."""
        return Words(language)(key)


def _named(case_name: str, words: Mapping[str, str], language: str) -> dict[str, str]:
    one = case_name if case_name.isupper() else case_name[:1].lower() + case_name[1:]
    known = (words["informant_one"], words["informant_many"])
    # A plural can be told in Indonesian, where it is the word itself, and for the usual word.
    many = one if language == "id" else known[1] if one == known[0] else f"{one}s"
    return {"informant_one": one, "informant_many": many, "Informant": case_name}
