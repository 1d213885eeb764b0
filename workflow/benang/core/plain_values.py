"""Dataclasses as plain values (texts, numbers, lists, dicts), and back: what one step reads and others go on from.

A dataclass is the list of its fields' values in their order, so that what is written stays small. Values are read back
by the types that the fields are declared with.
"""

from __future__ import annotations

import types
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from functools import cache
from numbers import Integral, Real
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

_T = TypeVar("_T")
_Back = Callable[[Any], Any]


def to_plain(value: object) -> Any:
    """A value as JSON can hold it; what is none of its types is its text."""
    if value is None or isinstance(value, str | bool):
        return value
    if is_dataclass(value) and not isinstance(value, type):
        return [to_plain(getattr(value, name)) for name in _names(type(value))]
    if isinstance(value, Mapping):
        return {str(key): to_plain(each) for key, each in value.items()}
    if isinstance(value, Sequence):
        return [to_plain(each) for each in value]
    if isinstance(value, Integral):
        return int(value)
    return float(value) if isinstance(value, Real) else str(value)


def texts_within(value: object) -> Iterator[str]:
    """Every text below a plain value, in order; keys of mappings are none.

    >>> list(texts_within({"title": "Trust", "authors": [{"family": "Lee"}], "year": 2019}))
    ['Trust', 'Lee']
    """
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping | list | tuple):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from texts_within(each)


def from_plain(form: type[_T], plain: Any) -> _T:
    """A value back from what ``to_plain`` made of it.

    Args:
        form: its type: a dataclass whose fields are texts, numbers, mappings from texts, tuples and lists of such,
            other dataclasses, or None.
        plain: what ``to_plain`` gave.

    Raises:
        ValueError: it is of another form.
    """
    try:
        value: _T = _back(cast(Hashable, form))(plain)
    except (TypeError, ValueError, AttributeError) as error:
        raise ValueError(f"not the plain values of {form}") from error
    return value


@cache
def _names(form: type) -> tuple[str, ...]:
    return tuple(field.name for field in fields(form))


@cache
def _back(form: Any) -> _Back:
    origin, inner = get_origin(form), get_args(form)
    if isinstance(form, type) and is_dataclass(form):
        return _of_fields(form)
    if origin in (Union, types.UnionType):
        back = _back(next(each for each in inner if each is not type(None)))
        return lambda plain: None if plain is None else back(plain)
    if origin is tuple and inner[-1:] == (Ellipsis,):
        each_back = _back(inner[0])
        return lambda plain: tuple(map(each_back, plain))
    if origin is tuple:
        backs = tuple(map(_back, inner))
        return lambda plain: tuple(back(each) for back, each in zip(backs, plain, strict=True))
    if origin is list:
        each_back = _back(inner[0])
        return lambda plain: list(map(each_back, plain))
    if origin is not None and issubclass(origin, Mapping):
        value_back = _back(inner[1])
        return lambda plain: {key: value_back(each) for key, each in plain.items()}
    return lambda plain: plain


def _of_fields(form: Any) -> _Back:
    hints = get_type_hints(form)
    backs = tuple(_back(hints[name]) for name in _names(form))
    return lambda plain: form(*(back(each) for back, each in zip(backs, plain, strict=True)))
