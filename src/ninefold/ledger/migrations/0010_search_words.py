"""Search by the words as they are compared, the same on both databases; the words that a home knows, with their parts.

What was indexed is indexed anew from the texts that are there.
"""

from collections import defaultdict
from typing import Any

import django.db.models.deletion
from django.db import migrations, models, transaction

from ninefold.ledger import vocabulary
from ninefold.ledger.wordindex import TABLE, TRIGGERS

TOGETHER = 500
POSTGRESQL = """
DROP INDEX ledger_searchtext_tsv;
ALTER TABLE ledger_searchtext DROP COLUMN tsv;
ALTER TABLE ledger_searchtext
  ADD COLUMN held tsvector GENERATED ALWAYS AS (array_to_tsvector(string_to_array(words, ' '))) STORED;
CREATE INDEX ledger_searchtext_held ON ledger_searchtext USING gin (held);
"""


def unhook(apps: Any, schema_editor: Any) -> None:
    """SQLite's old index goes before the table changes, which its triggers would follow."""
    if schema_editor.connection.vendor == "sqlite":
        for name in TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {name}")
        schema_editor.execute("DROP TABLE IF EXISTS ledger_search")


def gather(apps: Any, schema_editor: Any) -> None:
    """The words of every text that is there."""
    with transaction.atomic(using=schema_editor.connection.alias):
        _gather(apps)


def _gather(apps: Any) -> None:
    texts = apps.get_model("ledger", "SearchText").objects
    heard: dict[str, set[str]] = defaultdict(set)
    last = 0
    while some := list(texts.filter(pk__gt=last).order_by("pk")[:TOGETHER]):
        for one in some:
            words = vocabulary.words_in(one.body)
            one.words = " ".join(words)
            heard[one.home_id].update(words)
        texts.bulk_update(some, ["words"])
        last = some[-1].pk
    for home_id, known in heard.items():
        vocabulary.learn(home_id, known)


def hook(apps: Any, schema_editor: Any) -> None:
    """The new index, and what keeps it."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(POSTGRESQL)
        return
    schema_editor.execute(TABLE)
    schema_editor.execute("INSERT INTO ledger_search(ledger_search) VALUES ('rebuild')")
    for name, what in TRIGGERS.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {what}")


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("ledger", "0009_kept_types")]
    operations = [
        migrations.RunPython(unhook, migrations.RunPython.noop),
        migrations.AddField("searchtext", "words", models.TextField(default="")),
        migrations.CreateModel(
            name="SearchWord",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("word", models.CharField(max_length=40)),
                ("form", models.CharField(max_length=40)),
                (
                    "home",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="people.home"),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["home", "form"], name="ledger_sear_home_id_form_idx")],
                "constraints": [models.UniqueConstraint(fields=("home", "word"), name="one_word_a_home")],
            },
        ),
        migrations.CreateModel(
            name="SearchPart",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("part", models.CharField(max_length=3)),
                ("word", models.CharField(max_length=40)),
                (
                    "home",
                    models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, to="people.home"),
                ),
            ],
            options={"indexes": [models.Index(fields=["home", "part", "word"], name="ledger_sear_home_id_part_idx")]},
        ),
        migrations.RunPython(gather, migrations.RunPython.noop),
        migrations.RunPython(hook, migrations.RunPython.noop),
    ]
