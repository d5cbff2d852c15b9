"""SQLite's index of words, kept by triggers on every change, and made at once when a home is rebuilt.

Feeding FTS5 row by row costs eight times what it costs to read the whole table once. PostgreSQL keeps its own.
"""

from django.db import connection

# Words come to it as they are compared, with a space between: it neither folds nor cuts them. Where in a text they stand
# is not kept, because nobody asks it.
TABLE = """CREATE VIRTUAL TABLE ledger_search USING fts5(
  words, content='ledger_searchtext', content_rowid='id', tokenize='ascii', detail=none, columnsize=0)"""
TRIGGERS = {
    "ledger_searchtext_added": """AFTER INSERT ON ledger_searchtext BEGIN
      INSERT INTO ledger_search(rowid, words) VALUES (new.id, new.words); END""",
    "ledger_searchtext_gone": """AFTER DELETE ON ledger_searchtext BEGIN
      INSERT INTO ledger_search(ledger_search, rowid, words) VALUES ('delete', old.id, old.words); END""",
    "ledger_searchtext_changed": """AFTER UPDATE ON ledger_searchtext BEGIN
      INSERT INTO ledger_search(ledger_search, rowid, words) VALUES ('delete', old.id, old.words);
      INSERT INTO ledger_search(rowid, words) VALUES (new.id, new.words); END""",
}


def pause() -> None:
    """Stop following changes. Inside the rebuild's transaction, so that a rebuild that fails leaves all as it was."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            for name in TRIGGERS:
                cursor.execute(f"DROP TRIGGER IF EXISTS {name}")


def resume() -> None:
    """Index everything once, and follow changes again."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO ledger_search(ledger_search) VALUES ('rebuild')")
            for name, what in TRIGGERS.items():
                cursor.execute(f"CREATE TRIGGER {name} {what}")
