"""SQLite's index of words, kept by triggers on every change. PostgreSQL keeps its own."""

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
