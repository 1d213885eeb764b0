"""What stands beside the tables of a study's results: which study they are of, what its data are, its approach."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from benang.core.approaches import approach_said
from benang.core.texts import main_language, read_texts, text_in
from benang.core.wording import filled

FILE = "README.txt"


def results_readme(
    heading: Mapping[str, Mapping[str, str]], approach: str, before: Sequence[str], languages: Sequence[str]
) -> str:
    """The text of ``README.txt``, once in each language of the study.

    Args:
        heading: ``title`` and ``notice`` of the study, by language.
        approach: of the study; empty where it is not stated.
        before: its earlier approaches, the earliest first.
        languages: of the study.
    """
    known = read_texts("results.yaml")
    parts = []
    for language in languages:
        words = known.get(main_language(language), known["en"])
        said = approach_said(approach, before, language)
        notice = text_in(heading["notice"], language)
        title = filled(words["head"], {"title": text_in(heading["title"], language)})
        parts.append("\n\n".join(filter(None, [title, notice, said, str(words["folders"]).rstrip()])))
    return "\n\n".join(parts) + "\n"
