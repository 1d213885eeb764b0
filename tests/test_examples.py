"""The examples in docstrings are true."""

import doctest
from importlib import import_module

import pytest

MODULES = (
    "benang.coding.passages.passages",
    "benang.coding.rules.parsing",
    "benang.coding.rules.patterns",
    "benang.core.wording",
    "benang.text.offsets",
    "benang.text.quotations",
    "benang.conclusions.documents.worded_dates",
    "benang.literature.citation_style",
    "benang.privacy.given_names",
    "benang.text.shown_quotations",
    "benang.text.spans",
    "benang.text.words",
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_true(name: str) -> None:
    failed, tried = doctest.testmod(import_module(name))
    assert (failed, tried > 0) == (0, True)
