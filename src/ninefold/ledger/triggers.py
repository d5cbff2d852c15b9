"""The database itself refuses to change or delete what was signed, on SQLite and on PostgreSQL.

Content may be deleted, by retention alone, when its legal time is over; it can never be changed.
"""

from typing import Any

REFUSED = {"ledger_entry": ("UPDATE", "DELETE"), "ledger_content": ("UPDATE",), "ledger_seal": ("UPDATE", "DELETE")}


def install(connection: Any) -> None:
    """Put the triggers in place."""
    with connection.cursor() as cursor:
        for statement in _statements(connection.vendor):
            cursor.execute(statement)


def remove(connection: Any) -> None:
    """Take the triggers away: for tests that empty their database, and for nothing else."""
    with connection.cursor() as cursor:
        for table, act in _refused(connection.vendor):
            on = f" ON {table}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{act.lower()}{on}")


def _refused(vendor: str) -> list[tuple[str, str]]:
    """Each table with each act it refuses; PostgreSQL can also empty a table at once."""
    also = ("TRUNCATE",) if vendor == "postgresql" else ()
    return [(table, act) for table, acts in REFUSED.items() for act in acts + also]


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [_FUNCTION, *(_postgresql(table, act) for table, act in _refused(vendor))]
    return [_sqlite(table, act) for table, act in _refused(vendor)]


def _sqlite(table: str, act: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
        "BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END"
    )


_FUNCTION = """
CREATE OR REPLACE FUNCTION ninefold_only_added_to() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'the ledger is only ever added to'; END $$ LANGUAGE plpgsql
"""


def _postgresql(table: str, act: str) -> str:
    each = "STATEMENT" if act == "TRUNCATE" else "ROW"
    return (
        f"CREATE OR REPLACE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"FOR EACH {each} EXECUTE FUNCTION ninefold_only_added_to()"
    )
