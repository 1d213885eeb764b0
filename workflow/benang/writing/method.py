"""What the researchers say of how they worked (``method.yaml``), and which item of which checklist each key answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benang.core.lined_yaml import LinedDocument, YamlPath, place, read_lined_yaml
from benang.core.problems import Problem, has_errors
from benang.core.schema_check import check_schema, read_schema
from benang.privacy.pseudonyms import Pseudonyms, name_problems

SCHEMA = "method.schema.yaml"

NO_AI = frozenset(("none", "no", "tidak ada", "tidak"))
"""What says that no generative AI was used."""


@dataclass(frozen=True)
class Method:
    """What is said of the method.

    Attributes:
        texts: text by key and language, in the schema's order; what is not supplied is left out.
        team: the people of the study: what is said of each, by key; each a text by language.
        keywords: by language.
        lines: line of each key.
    """

    texts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    team: Sequence[Mapping[str, Mapping[str, str]]] = ()
    keywords: Mapping[str, Sequence[str]] = field(default_factory=dict)
    lines: Mapping[str, int] = field(default_factory=dict)

    def said(self, key: str) -> Mapping[str, str]:
        """A key's text by language; empty where nothing is supplied."""
        return self.texts.get(key, {})

    @property
    def no_ai(self) -> bool:
        """Whether the researchers declare that no generative AI was used."""
        return any(text.casefold().strip(" .") in NO_AI for text in self.said("ai").values())


def method_keys() -> dict[str, dict[str, Any]]:
    """The keys of ``method.yaml`` in the schema's order, each with its description and what it answers
    (``x-answers``: items by checklist)."""
    properties: dict[str, dict[str, Any]] = read_schema(SCHEMA)["properties"]
    return properties


def read_method(
    path: Path, shown_name: str, languages: Sequence[str], pseudonyms: Pseudonyms
) -> tuple[Method, list[Problem]]:
    """Read ``method.yaml``.

    Args:
        path: the file.
        shown_name: how problems name it.
        languages: of the study; a text without a language is in the first.
        pseudonyms: names to replace.

    Returns:
        What it says, empty where its form is wrong, and every problem.
    """
    document = read_lined_yaml(path, shown_name)
    problems = list(document.problems)
    if document.value is None:
        return Method(), problems
    problems += check_schema(document, SCHEMA, shown_name)
    if has_errors(problems):
        return Method(), problems
    reader = _Reader(document, shown_name, languages, pseudonyms)
    values: Any = document.value
    texts: dict[str, dict[str, str]] = {}
    for key in method_keys():
        if key not in ("team", "keywords") and values.get(key) is not None:
            said = reader.text(values[key], (key,))
            if said:
                texts[key] = said
    team = [
        {key: said for key, given in person.items() if (said := reader.text(given, ("team", number, key)))}
        for number, person in enumerate(values.get("team") or [])
    ]
    keywords = reader.keywords(values.get("keywords"))
    lines = {key: line for key in values if (line := document.line((key,)))}
    return Method(texts, team, keywords, lines), problems + reader.problems


class _Reader:
    def __init__(
        self, document: LinedDocument, shown_name: str, languages: Sequence[str], pseudonyms: Pseudonyms
    ) -> None:
        self.problems: list[Problem] = []
        self._document = document
        self._shown_name = shown_name
        self._languages = languages
        self._pseudonyms = pseudonyms

    def text(self, given: object, here: YamlPath) -> dict[str, str]:
        """A text by language, the study's first; empty ones left out."""
        texts = given if isinstance(given, dict) else {self._languages[0]: given}
        order = [language for language in self._languages if language in texts]
        order += sorted(set(texts).difference(order))
        said = {language: self._clean(str(texts[language] or ""), here) for language in order}
        return {language: text for language, text in said.items() if text}

    def keywords(self, given: object) -> dict[str, list[str]]:
        lists: Any = given if isinstance(given, dict) else {self._languages[0]: given or []}
        found = {
            str(language): [self._clean(str(word), ("keywords",)) for word in words or []]
            for language, words in sorted(lists.items())
        }
        return {language: words for language, words in found.items() if words}

    def _clean(self, text: str, here: YamlPath) -> str:
        said = self._pseudonyms.apply("\n\n".join(" ".join(part.split()) for part in text.split("\n\n")).strip())
        line = self._document.line(here)
        self.problems += name_problems(said, self._pseudonyms, self._shown_name, line, place(here))
        return said
