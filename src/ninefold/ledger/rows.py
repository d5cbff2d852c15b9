"""Rows, written many at a time.

A rebuild makes a million rows. Going through a model object for each costs ten times what the row itself does,
so rows are written from plain dictionaries.
"""

from collections.abc import Sequence
from datetime import datetime
from functools import cache, lru_cache
from typing import Any

from django.db import connection
from django.db.models import DateTimeField, Model

Row = dict[str, Any]
TOGETHER = 500  # rows in one statement


def add(model: type[Model], rows: Sequence[Row], *, unique: tuple[str, ...] = ()) -> None:
    """Insert ``rows`` (column name to value, all with the same columns) into ``model``'s table.

    With ``unique``, a row that is there already under these columns takes the new values.
    """
    if not rows:
        return
    columns = tuple(rows[0])
    moments = _moments(model, columns)
    values = [_values(row, moments) for row in rows]
    # One statement for many rows is quicker on PostgreSQL, one statement many times on SQLite.
    together = TOGETHER if connection.vendor == "postgresql" else 1
    with connection.cursor() as cursor:
        if together == 1:
            cursor.executemany(_statement(model._meta.db_table, columns, unique, 1), values)
            return
        for start in range(0, len(values), together):
            part = values[start : start + together]
            sql = _statement(model._meta.db_table, columns, unique, len(part))
            cursor.execute(sql, [value for row in part for value in row])


def _values(row: Row, moments: tuple[int, ...]) -> list[Any]:
    """A row's values in order, its moments as the database takes them."""
    values = list(row.values())
    for place in moments:
        if values[place] is not None:
            values[place] = _moment(values[place])
    return values


@cache
def _moments(model: type[Model], columns: tuple[str, ...]) -> tuple[int, ...]:
    """Which of ``columns`` hold moments."""
    held = {field.column for field in model._meta.concrete_fields if isinstance(field, DateTimeField)}
    return tuple(place for place, name in enumerate(columns) if name in held)


def remove(model: type[Model], home: str) -> None:
    """Delete ``home``'s rows of a derived table at once."""
    with connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE home_id = %s", [home])  # noqa: S608 - names of ours


ENOUGH = 2000  # rows of an index that SQLite looks at when it is to be quick


def settle(*, quickly: bool = False) -> None:
    """Let the database look at how full its tables are, after much was written, so that it asks the right index.

    SQLite lets nobody write meanwhile; ``quickly`` it looks at a part of each.
    """
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"PRAGMA analysis_limit={ENOUGH if quickly else 0:d}")
        cursor.execute("ANALYZE")


@lru_cache(maxsize=4096)
def _moment(value: datetime) -> Any:
    """A moment as the database takes it; the rows of one entry share theirs."""
    return connection.ops.adapt_datetimefield_value(value)


@lru_cache(maxsize=256)
def _statement(table: str, columns: tuple[str, ...], unique: tuple[str, ...], count: int) -> str:
    """Table and columns are names of ours, never anybody's input; the values are parameters."""
    names = ", ".join(f'"{name}"' for name in columns)
    row = f"({', '.join(['%s'] * len(columns))})"
    sql = f'INSERT INTO "{table}" ({names}) VALUES {", ".join([row] * count)}'  # noqa: S608
    if unique:
        changed = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name not in unique)
        sql += f" ON CONFLICT ({', '.join(unique)}) DO UPDATE SET {changed}"
    return sql
