"""The bytes of a database in SQLite's format, as programs that keep their projects in one write them."""

import sqlite3
from contextlib import closing


def database_of(schema, tables):
    """A database made by the statements ``schema``, with these rows (mappings of columns) in its tables."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema)
        for table, rows in tables.items():
            for row in rows:
                places = ", ".join("?" * len(row))
                connection.execute(f"INSERT INTO {table} ({', '.join(row)}) VALUES ({places})", list(row.values()))
        connection.commit()
        return connection.serialize()
