"""What the researchers write beside the data (the folder ``writing``): found, read, checked, with names replaced.

``folder`` says which file of the folder is what, ``method``, ``texts`` and ``tables`` read one kind each, and
``writing`` reads all of it. Nothing in the folder is required. A new table is an entry of ``tables.TABLES``.
"""
