"""Read the claims of a study: its conclusions, each with the codes that carry it and the evidence it needs."""

from __future__ import annotations

import copy
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast

import pandas as pd

from benang.coding.codebook.code_tree import below
from benang.coding.codebook.codebook_table import clean
from benang.coding.people.lookup import CodeNames
from benang.coding.sides import NONE
from benang.conclusions.needs import NEEDS, needs_schema
from benang.conclusions.needs.need import Nameable
from benang.core.lined_yaml import LinedDocument, YamlPath, place, read_lined_yaml
from benang.core.problems import Problem, has_errors, nearest
from benang.core.schema_check import Schema, check_schema, fill_defaults, is_sound, read_schema
from benang.privacy.pseudonyms import Pseudonyms, name_problems

SCHEMA = "claims.schema.yaml"


@dataclass(frozen=True)
class Answer:
    """What the researcher says of passages that speak against a claim.

    Attributes:
        answer_id: the claim's id and the answer's number in it, such as ``C3.2``.
        passages: ids of passages, or of codings in them.
        how: ``revise`` (the claim was changed for them), ``limit`` (it does not cover them) or ``explain``.
        text: the answer by language.
        line: line of the file.
    """

    answer_id: str
    passages: tuple[str, ...]
    how: str
    text: Mapping[str, str]
    line: int | None = None


@dataclass(frozen=True)
class Claim:
    """A conclusion and what it needs to hold.

    Attributes:
        claim_id: its name, such as ``C1``.
        text: its sentence by language.
        codes: ids of the codes that carry it, each with everything below it; what is coded with a negative code below
            one of them speaks against it.
        against: ids of further codes whose passages are turned round, beside these negative codes.
        replace: whether ``against`` takes the place of these negative codes.
        needs: what it needs to hold, by the keys of ``benang.conclusions.needs``; what is not there has its default.
        type: descriptive, comparative, causal or normative; empty where it is not said.
        written: ``before`` or ``after`` the coding; empty where it is not said.
        status: what the researcher concludes: holds, limited, revised, rejected or open; empty where nothing is said.
        status_reason: why, by language.
        answers: what the researcher says of passages that speak against it.
        line: line of the file.
    """

    claim_id: str
    text: Mapping[str, str]
    codes: tuple[str, ...]
    against: tuple[str, ...] = ()
    needs: Mapping[str, Any] = field(default_factory=dict)
    replace: bool = False
    type: str = ""
    written: str = ""
    status: str = ""
    status_reason: Mapping[str, str] = field(default_factory=dict)
    answers: tuple[Answer, ...] = ()
    line: int | None = None


@dataclass(frozen=True)
class Claims:
    """The claims of a study.

    Attributes:
        claims: in the file's order.
        must_answer: whether a run ends with an error while a passage that speaks against a claim is not answered.
        problems: everything that is wrong with the file.
    """

    claims: tuple[Claim, ...] = ()
    must_answer: bool = False
    problems: tuple[Problem, ...] = ()


def read_claims(
    path: Path,
    shown_name: str,
    codes: pd.DataFrame,
    *,
    cases: pd.DataFrame | None = None,
    kinds: Collection[str] | None = None,
    languages: Sequence[str] = ("en",),
    pseudonyms: Pseudonyms | None = None,
) -> Claims:
    """Read ``claims.yaml`` (``workflow/schemas/claims.schema.yaml``).

    Args:
        path: the file.
        shown_name: what problems call it.
        codes: table ``codes``.
        cases: table ``cases``, to check groups and numbers; None leaves them unchecked.
        kinds: kinds of source that the study has; None leaves them unchecked.
        languages: the study's languages, the main one first; a text without a language is in the main one.
        pseudonyms: names to replace in texts and groups.

    Returns:
        The claims in the file's order and every problem. Where the file's form is wrong there are no claims; a claim
        with an unknown code keeps the codes that are known.
    """
    document = read_lined_yaml(path, shown_name)
    problems = list(document.problems)
    if document.value is None and problems:
        return Claims(problems=tuple(problems))
    schema = claims_schema()
    problems += check_schema(document, schema, shown_name)
    reader = _Reader(document, shown_name, codes, Nameable(cases, kinds), languages, pseudonyms or Pseudonyms())
    if has_errors(problems):
        reader.check_names()
        return Claims(problems=(*problems, *reader.problems))
    values: Any = fill_defaults(document.value, schema)
    claims = [claim for index, entry in enumerate(values["claims"]) if (claim := reader.claim(entry, index))]
    return Claims(tuple(claims), values["must_answer"], (*problems, *reader.problems))


def claims_schema() -> Schema:
    """The schema of claims.yaml: ``workflow/schemas/claims.schema.yaml`` with the keys below ``needs``."""
    schema: Any = copy.deepcopy(read_schema(SCHEMA))
    schema["properties"]["claims"]["items"]["properties"]["needs"]["properties"] |= needs_schema()
    return cast("Schema", schema)


def _texts(value: object) -> list[str]:
    """The list ``value``, where it is one of texts; else nothing."""
    return value if isinstance(value, list) and all(isinstance(one, str) for one in value) else []


class _Reader:
    """Makes claims of the file's entries and collects what is wrong with them."""

    def __init__(
        self,
        document: LinedDocument,
        shown_name: str,
        codes: pd.DataFrame,
        study: Nameable,
        languages: Sequence[str],
        pseudonyms: Pseudonyms,
    ) -> None:
        self.problems: list[Problem] = []
        self._document = document
        self._shown_name = shown_name
        self._codes = set(codes["code_id"])
        self._code_names = CodeNames(codes)
        self._under = below(codes)
        self._study = study
        # A code on no side is a topic and asserts nothing.
        self._topics = {str(code) for code in codes.loc[codes["side"] == NONE, "code_id"]}
        self._languages = languages
        self._pseudonyms = pseudonyms
        self._first: dict[str, int | None] = {}

    def claim(self, entry: Mapping[str, Any], index: int) -> Claim | None:
        here: YamlPath = ("claims", index)
        name = entry["id"]
        line = self._document.line((*here, "id"))
        if name in self._first:
            self._report("claim-id-twice", (*here, "id"), name, first=self._first[name])
            return None
        self._first[name] = line
        codes = self._known_codes(entry["codes"], (*here, "codes"), name)
        against = self._known_codes(entry.get("against", []), (*here, "against"), name)
        for code in sorted(code for code in against if set(self._under[code]) & set(codes)):
            # The code itself, or one above it: everything the claim stands on would speak against it.
            self._report("claim-code-both-sides", (*here, "against"), name, code=code)
        for number, written in enumerate(entry.get("against", [])):
            code = self._code(written)
            if code and self._topics.issuperset(self._under[code]):
                self._report("claim-against-topic", (*here, "against", number), name, code=code)
        return Claim(
            claim_id=name,
            text=self._text(entry["text"], (*here, "text")),
            codes=codes,
            against=against,
            needs=self._needs(entry["needs"], (*here, "needs"), name),
            replace=entry["replace"],
            type=entry["type"],
            written=entry["written"],
            status=entry["status"],
            status_reason=self._text(entry["reason"], (*here, "reason")) if "reason" in entry else {},
            answers=self._answers(entry["answers"], (*here, "answers"), name),
            line=line,
        )

    def check_names(self) -> None:
        """Look up the codes, groups and kinds that a file of a wrong form names, as far as they stand in their place,
        so that all that is wrong with it is told at once."""
        value = self._document.value
        entries = value.get("claims") if isinstance(value, Mapping) else None
        for index, entry in enumerate(entries if isinstance(entries, list) else []):
            if not isinstance(entry, Mapping):
                continue
            name, here = str(entry.get("id", index + 1)), ("claims", index)
            for key in ("codes", "against"):
                self._known_codes(_texts(entry.get(key)), (*here, key), name)
            needs = entry.get("needs")
            if isinstance(needs, Mapping):
                sound = {key: needs[key] for key in NEEDS if key in needs and is_sound(needs[key], NEEDS[key].schema)}
                self._needs(sound, (*here, "needs"), name)

    def _answers(self, entries: Sequence[Mapping[str, Any]], here: YamlPath, name: str) -> tuple[Answer, ...]:
        answers: list[Answer] = []
        first: dict[str, int] = {}
        for number, entry in enumerate(entries):
            for place_, passage in enumerate(entry["passages"]):
                if passage in first:
                    where = (*here, number, "passages", place_)
                    self._report("claim-answer-twice", where, name, passage=passage, first=first[passage])
                first.setdefault(passage, number + 1)
            answers.append(
                Answer(
                    f"{name}.{number + 1}",
                    tuple(entry["passages"]),
                    entry["how"],
                    self._text(entry["text"], (*here, number, "text")),
                    self._document.line((*here, number)),
                )
            )
        return tuple(answers)

    def _needs(self, entry: Mapping[str, Any], here: YamlPath, name: str) -> dict[str, Any]:
        needs: dict[str, Any] = {}
        for key, need in NEEDS.items():
            if key not in entry:
                continue
            needs[key] = self._replaced(entry[key]) if need.written else entry[key]
            for wrong in need.wrong(needs[key], self._study):
                at = (*here, key) if wrong.place is None else (*here, key, wrong.place)
                self._report(wrong.kind, at, name, **wrong.values)
        return needs

    def _replaced(self, value: Any) -> Any:
        if isinstance(value, str):
            return self._pseudonyms.apply(value)
        if isinstance(value, list):
            return [self._replaced(one) for one in value]
        if isinstance(value, dict):
            return {self._replaced(key): self._replaced(one) for key, one in value.items()}
        return value

    def _known_codes(self, codes: Sequence[str], here: YamlPath, name: str) -> tuple[str, ...]:
        known: list[str] = []
        for number, written in enumerate(codes):
            code = self._code(written)
            if not code:
                several = self._code_names.find(written, self._pseudonyms)
                near = ", ".join(several) or nearest(written, self._codes) or self._code_names.nearest(written)
                shown = self._pseudonyms.rename(written)
                self._report("claim-unknown-code", (*here, number), name, code=shown, near=near)
            elif code not in known:
                known.append(code)
        return tuple(known)

    def _code(self, written: str) -> str:
        """The code that is called so, by its id, its label or the path of its labels; empty where not one alone is."""
        found = self._code_names.find(written, self._pseudonyms)
        return found[0] if len(found) == 1 else ""

    def _text(self, text: str | Mapping[str, str], here: YamlPath) -> dict[str, str]:
        texts = {self._languages[0]: text} if isinstance(text, str) else text
        order = [language for language in self._languages if language in texts]
        order += sorted(set(texts).difference(order))
        replaced = {language: self._pseudonyms.apply(clean(texts[language])) for language in order}
        for each in replaced.values():
            line = self._document.line(here)
            self.problems += name_problems(each, self._pseudonyms, self._shown_name, line, place(here))
        return replaced

    def _report(self, kind: str, path: YamlPath, claim: str, /, **values: object) -> None:
        values["claim"] = claim
        self.problems.append(Problem(kind, self._shown_name, self._document.line(path), place(path), values))
