"""The report: every chapter written from the tables of a run, in the language asked for.

A chapter is a module with functions that take the ``Draft`` and give pandoc's Markdown. ``book`` writes them all, so
that references between them are right, and hands them out one by one to the notebook (``notebook``).
"""
