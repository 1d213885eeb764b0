"""How many examples a property test draws."""

from hypothesis import settings

ALL = 100
"""Examples of a test that names no number, where all tests are run."""


def examples(number):
    """So many examples where all tests are run, and of the quick ones their part, but five at least."""
    return settings(max_examples=max(5, number * settings.default.max_examples // ALL))
