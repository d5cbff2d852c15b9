"""The index behind ledger.search: FTS5 on SQLite, a generated tsvector on PostgreSQL."""

from typing import Any

from django.db import migrations

SQLITE = """
CREATE VIRTUAL TABLE ledger_search USING fts5(
  body, content='ledger_searchtext', content_rowid='id', tokenize='porter unicode61 remove_diacritics 2');
CREATE TRIGGER ledger_searchtext_added AFTER INSERT ON ledger_searchtext BEGIN
  INSERT INTO ledger_search(rowid, body) VALUES (new.id, new.body); END;
CREATE TRIGGER ledger_searchtext_gone AFTER DELETE ON ledger_searchtext BEGIN
  INSERT INTO ledger_search(ledger_search, rowid, body) VALUES ('delete', old.id, old.body); END;
CREATE TRIGGER ledger_searchtext_changed AFTER UPDATE ON ledger_searchtext BEGIN
  INSERT INTO ledger_search(ledger_search, rowid, body) VALUES ('delete', old.id, old.body);
  INSERT INTO ledger_search(rowid, body) VALUES (new.id, new.body); END;
"""

POSTGRESQL = """
ALTER TABLE ledger_searchtext
  ADD COLUMN tsv tsvector GENERATED ALWAYS AS (to_tsvector('english', body)) STORED;
CREATE INDEX ledger_searchtext_tsv ON ledger_searchtext USING gin (tsv);
"""


def make(apps: Any, schema_editor: Any) -> None:
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
    else:
        schema_editor.connection.connection.executescript(SQLITE)


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ledger", "0003_searchtext")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
