"""Benang: from raw interviews to a published qualitative study.

The library behind the Snakemake workflow. It takes tables and gives tables, knows nothing of Snakemake, and touches
files only in functions named ``read_*`` and ``write_*``. Its four packages are the four research stages; ``model`` (the
tables) and ``problems`` (what can go wrong) are the lowest layer, which every stage uses.
"""
