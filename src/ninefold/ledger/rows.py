"""Derived rows, written many at a time.

A rebuild makes a million rows. Going through a model object for each costs ten times what the row itself does,
so derived tables are written from plain dictionaries; the truth (entries and content) goes through the models.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import Model

Row = dict[str, Any]


def add(model: type[Model], rows: Sequence[Row], *, unique: tuple[str, ...] = ()) -> None:
    """Insert ``rows`` (column name to value, all with the same columns) into ``model``'s table.

    With ``unique``, a row that is there already under these columns takes the new values.
    """
    if not rows:
        return
    columns = tuple(rows[0])
    values = [tuple(_moment(v) if isinstance(v, datetime) else v for v in row.values()) for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(_statement(model._meta.db_table, columns, unique), values)


def settle() -> None:
    """Let the database look at how full its tables are, after much was written, so that it asks the right index."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


@lru_cache(maxsize=4096)
def _moment(value: datetime) -> Any:
    """A moment as the database takes it; the rows of one entry share theirs."""
    return connection.ops.adapt_datetimefield_value(value)


@cache
def _statement(table: str, columns: tuple[str, ...], unique: tuple[str, ...]) -> str:
    """Table and columns are names of ours, never anybody's input; the values are parameters."""
    names = ", ".join(f'"{name}"' for name in columns)
    sql = f'INSERT INTO "{table}" ({names}) VALUES ({", ".join(["%s"] * len(columns))})'  # noqa: S608
    if unique:
        changed = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name not in unique)
        sql += f" ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {changed}"
    return sql
