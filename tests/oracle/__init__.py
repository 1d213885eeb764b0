"""An independent judge of what is counted.

The modules of this package recompute passages, matrices, profiles of claims and counts of agreement from the tables
that a run writes before any count. They are plain Python and share no line with the library: only the tests
(``test_*.py``) import both and compare them cell by cell. What they count is said in ``docs/counting.md``.

Where the definitions leave a choice, the oracle takes it and says so in the docstring of the function concerned,
under "Choice".
"""
