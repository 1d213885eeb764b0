"""Coded segments as people and other programs write them down: tables, reports and marked-up text.

One module a shape. A shape is recognised by its header or its content, never by the name of its file; each gives the
raw rows of ``benang.coding.people.raw_rows``.
"""
