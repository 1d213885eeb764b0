"""Check a YAML document against its JSON Schema and say what is wrong in plain sentences.

The schemas in ``workflow/schemas`` are also the documentation of the files and the only home of their defaults. Beside
JSON Schema's own keywords they use ``x-form`` (``{id: ..., en: ...}``), a phrase for what is expected where "text" or
"list" would not say enough; ``x-language: true`` for the code of a language; and ``x-date: true`` for a day, month or
year. Every violation becomes a problem with line and place; none stops the check.
"""

from __future__ import annotations

import copy
import datetime
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import TYPE_CHECKING, Any

import yaml

from benang.core.languages import is_language, near_language
from benang.core.lined_yaml import LinedDocument, YamlPath, place
from benang.core.places import WORKFLOW
from benang.core.problems import Problem, nearest

if TYPE_CHECKING:
    from jsonschema.exceptions import ValidationError

SCHEMA_FOLDER = WORKFLOW / "schemas"

Schema = Mapping[str, Any]

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}){0,2}")
_CODE = re.compile(r"[a-z]{2,3}")
"""What has another form than a date or the code of a language is told as such."""

NOT_BLANK = "\\S"
"""The pattern of a text in which something must stand."""

# What each JSON type is called, in Indonesian and English.
_FORMS = {
    "string": ("teks", "text"),
    "array": ("daftar seperti [a, b]", "a list such as [a, b]"),
    "object": ("sekumpulan kunci dan nilai (kunci: nilai)", "keys with values (key: value)"),
    "integer": ("bilangan bulat", "a whole number"),
    "number": ("bilangan", "a number"),
    "boolean": ("true atau false", "true or false"),
    "null": ("kosong", "nothing"),
}


@cache
def read_schema(file_name: str) -> Schema:
    """The schema in ``workflow/schemas/<file_name>``, such as ``config.schema.yaml``."""
    with (SCHEMA_FOLDER / file_name).open(encoding="utf-8") as file:
        schema: Schema = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return schema


def check_schema(document: LinedDocument, schema: str | Schema, shown_name: str) -> list[Problem]:
    """Every violation of a schema.

    Args:
        document: what was read.
        schema: the schema, or its file such as ``config.schema.yaml``.
        shown_name: what problems call the document's file.

    Returns:
        Problems in order of line; empty when the document is sound.
    """
    validator = _file_validator(schema) if isinstance(schema, str) else _validator(schema)
    problems = [
        problem for error in validator.iter_errors(document.value) for problem in _problems(error, document, shown_name)
    ]
    return sorted(problems, key=lambda problem: (problem.line or 0, problem.place, problem.kind))


def is_sound(value: object, schema: Schema) -> bool:
    """Whether a value by itself has the form that a schema asks for."""
    return bool(_validator(schema).is_valid(value))


def fill_defaults(value: object, schema: Schema, root: Schema | None = None) -> object:
    """A copy of ``value`` with the default of every key that was left out or left empty.

    ``value`` is expected to be sound. Keys without a default in the schema stay out.
    """
    root = root if root is not None else schema
    schema = _resolved(schema, root)
    if isinstance(value, dict):
        filled = {key: inner for key, inner in value.items() if inner is not None}
        for key, inner in schema.get("properties", {}).items():
            inner = _resolved(inner, root)
            if key not in filled and "default" in inner:
                filled[key] = copy.deepcopy(inner["default"])
            if key in filled:
                filled[key] = fill_defaults(filled[key], inner, root)
        for branch in schema.get("anyOf", ()):
            if branch.get("type") == "object":
                return fill_defaults(filled, branch, root)
        return filled
    if isinstance(value, float) and schema.get("type") == "integer":
        return int(value)  # 4.0 is a whole number to JSON Schema
    if isinstance(value, list):
        return [fill_defaults(entry, schema.get("items", {}), root) for entry in value]
    return value


@cache
def _file_validator(file_name: str) -> Any:
    return _validator(read_schema(file_name))


def _validator(schema: Schema) -> Any:
    # Loading jsonschema takes a tenth of a second; a module that only wants the schemas need not wait for it.
    from jsonschema.exceptions import ValidationError
    from jsonschema.validators import Draft202012Validator, extend

    def optional_null(validator: Any, properties: Any, instance: Any, schema: Any) -> Iterator[Any]:
        # A key with nothing after it ("codings:") means the same as no key at all.
        if isinstance(instance, dict):
            required = schema.get("required", ())
            given = {k: v for k, v in instance.items() if v is not None or k in required or k not in properties}
            yield from Draft202012Validator.VALIDATORS["properties"](validator, properties, given, schema)

    def language(validator: Any, wanted: bool, instance: Any, schema: Any) -> Iterator[Any]:
        if wanted and isinstance(instance, str) and _CODE.fullmatch(instance) and not is_language(instance):
            yield ValidationError(f"{instance!r} is no language")

    def date(validator: Any, wanted: bool, instance: Any, schema: Any) -> Iterator[Any]:
        if wanted and isinstance(instance, str) and _DATE.fullmatch(instance) and not _is_date(instance):
            yield ValidationError(f"{instance!r} is no date")

    keywords = {"properties": optional_null, "x-language": language, "x-date": date}
    validator = extend(Draft202012Validator, keywords)  # type: ignore[no-untyped-call]
    return validator(schema)


def _is_date(text: str) -> bool:
    try:
        datetime.date.fromisoformat(f"{text}-01-01"[:10])
    except ValueError:
        return False
    return True


def _resolved(schema: Schema, root: Schema) -> Schema:
    """``schema`` with its ``$ref`` (always into ``$defs``) taken in."""
    reference = schema.get("$ref")
    if reference is None:
        return schema
    target = root["$defs"][str(reference).removeprefix("#/$defs/")]
    return {**target, **{key: value for key, value in schema.items() if key != "$ref"}}


def _problems(error: ValidationError, document: LinedDocument, shown_name: str) -> Iterator[Problem]:
    """One violation as problems."""
    path: YamlPath = tuple(error.absolute_path)
    schema: Schema = error.schema if isinstance(error.schema, Mapping) else {}
    keyword = str(error.validator)
    wanted: Any = error.validator_value
    value: Any = error.instance

    def problem(kind: str, at: YamlPath = path, /, **values: object) -> Problem:
        return Problem(kind, shown_name, document.line(at), place(at), values)

    if keyword == "additionalProperties":
        known = list(schema.get("properties", {}))
        for key in value:
            if key not in known:
                yield problem("unknown-key", (*path, key), key=key, known=", ".join(known), near=_near(key, known))
    elif keyword == "required":
        # jsonschema reports one violation a missing key, without naming the key but in its sentence.
        for key in wanted:
            if key not in value and error.message.startswith(repr(key)):
                yield problem("missing-key", key=key)
    elif keyword in ("enum", "const"):
        known = [str(entry) for entry in (wanted if keyword == "enum" else [wanted]) if entry != ""]
        yield problem("unknown-value", value=_short(value), known=", ".join(known), near=_near(str(value), known))
    elif keyword in ("anyOf", "oneOf"):
        yield from _branch_problems(error, document, shown_name)
    elif keyword == "type":
        types = [wanted] if isinstance(wanted, str) else list(wanted)
        only = schema.get("required", ())
        if not path and isinstance(value, list) and len(only) == 1:
            yield problem("list-without-key", key=only[0])
            return
        yield problem("wrong-form", **_expected(schema, types), **_found(value))
    elif keyword == "x-language":
        at = (*path, value) if "propertyNames" in error.absolute_schema_path else path
        yield problem("unknown-language", at, language=value, near=near_language(value))
    elif keyword == "x-date":
        yield problem("no-such-date", date=value)
    elif keyword == "pattern" and wanted == NOT_BLANK:
        yield problem("empty-value", **_expected(schema, ["string"]))
    elif keyword == "pattern":
        if "propertyNames" in error.absolute_schema_path:
            at = (*path, value)
            yield problem("wrong-key", at, key=_short(value), **_expected(schema, ["string"]))
        else:
            yield problem("wrong-form", **_expected(schema, ["string"]), **_found(value))
    elif keyword in ("minLength", "minItems", "minProperties"):
        yield problem("empty-value", **_expected(schema, [schema.get("type", "string")]))
    elif keyword in ("maxLength", "maxItems", "maxProperties"):
        yield problem("value-too-long", most=wanted)
    elif keyword in ("minimum", "exclusiveMinimum"):
        yield problem("number-too-small", value=value, least=wanted)
    elif keyword in ("maximum", "exclusiveMaximum"):
        yield problem("number-too-large", value=value, most=wanted)
    elif keyword == "uniqueItems":
        yield problem("twice-in-list", value=_short(_first_double(value)))
    else:
        yield problem("wrong-form", **_expected(schema, []), **_found(value))


def _branch_problems(error: ValidationError, document: LinedDocument, shown_name: str) -> Iterator[Problem]:
    """What is wrong with a value that may have one of several forms: the violations of the form that was meant."""
    branches: dict[object, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    depth = len(error.absolute_path)
    meant = [
        violations
        for violations in branches.values()
        if not any(inner.validator == "type" and len(inner.absolute_path) == depth for inner in violations)
    ]
    path: YamlPath = tuple(error.absolute_path)
    if len(meant) == 1:
        for inner in meant[0]:
            yield from _problems(inner, document, shown_name)
    else:
        schema: Schema = error.schema if isinstance(error.schema, Mapping) else {}
        types = [str(branch["type"]) for branch in schema.get(str(error.validator), ()) if "type" in branch]
        values = {**_expected(schema, types), **_found(error.instance)}
        yield Problem("wrong-form", shown_name, document.line(path), place(path), values)


def _expected(schema: Schema, types: Iterable[str]) -> dict[str, object]:
    form = schema.get("x-form")
    if form:
        return {"expected_id": form["id"], "expected_en": form["en"]}
    names = [_FORMS[kind] for kind in types if kind in _FORMS]
    return {
        "expected_id": " atau ".join(name[0] for name in names),
        "expected_en": " or ".join(name[1] for name in names),
    }


def _found(value: object) -> dict[str, object]:
    """The value as found: a text or number itself, a list or mapping by what it is called."""
    if isinstance(value, list):
        return {"found_id": "daftar", "found_en": "a list"}
    if isinstance(value, dict):
        return {"found_id": "kunci dan nilai", "found_en": "keys with values"}
    if value is None:
        return {"found_id": "kosong", "found_en": "nothing"}
    return {"found_id": _short(value), "found_en": _short(value)}


def _short(value: object) -> str:
    text = str(value).lower() if isinstance(value, bool) else str(value)
    text = " ".join(text.split())
    return text if len(text) <= 60 else text[:59] + "…"


def _near(word: str, known: Iterable[str]) -> str:
    return nearest(str(word)[:100], known)


def _first_double(values: list[object]) -> object:
    for index, value in enumerate(values):
        if value in values[:index]:
            return value
    return ""
