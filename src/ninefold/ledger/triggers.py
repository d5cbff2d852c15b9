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
        for table, acts in REFUSED.items():
            for act in acts:
                name = f"{table}_no_{act.lower()}"
                on = f" ON {table}" if connection.vendor == "postgresql" else ""
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")


def _statements(vendor: str) -> list[str]:
    if vendor == "postgresql":
        return [_FUNCTION] + [_postgresql(table, act) for table, acts in REFUSED.items() for act in acts]
    return [_sqlite(table, act) for table, acts in REFUSED.items() for act in acts]


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
    return (
        f"CREATE OR REPLACE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
        "FOR EACH ROW EXECUTE FUNCTION ninefold_only_added_to()"
    )
