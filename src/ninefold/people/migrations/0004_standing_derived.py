"""Standing facts are derived: what entries say of people has a table, and consents and key-workers belong to a home.

The rows are carried by the next migration. The first start afterwards derives every home from its entries
(ops.following).
"""

from typing import Any

import django.db.models.deletion
from django.db import migrations, models


def _free_the_name(apps: Any, schema_editor: Any) -> None:
    """On PostgreSQL an index keeps its name when its table gets another, and the new table's would be called the same."""
    if schema_editor.connection.vendor == "postgresql":
        old = "people_consent_child_id_a473c80f_like"
        schema_editor.execute(f"ALTER INDEX IF EXISTS {old} RENAME TO people_consentbefore_child_id_like")


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_feed"),
        ("ledger", "0007_matters"),
    ]

    operations = [
        migrations.RenameField(model_name="account", old_name="worker", new_name="person"),
        migrations.AlterField(
            model_name="account",
            name="person",
            field=models.OneToOneField(
                blank=True,
                db_column="worker_id",
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="account",
                to="people.person",
            ),
        ),
        migrations.AddField(model_name="person", name="known", field=models.BooleanField(default=True)),
        migrations.AddField(
            model_name="person", name="formerly", field=models.TextField(blank=True, default=""), preserve_default=False
        ),
        migrations.RemoveField(model_name="placement", name="long_term"),
        migrations.CreateModel(
            name="FormerId",
            fields=[
                ("person", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("record", models.CharField(db_index=True, max_length=26)),
                ("in_use", models.BooleanField(default=True)),
            ],
        ),
        migrations.CreateModel(
            name="Statement",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("record", models.CharField(db_index=True, max_length=26)),
                ("entry", models.CharField(max_length=26)),
                ("place", models.PositiveSmallIntegerField()),
                ("what", models.CharField(max_length=20)),
                ("subject", models.CharField(db_index=True, max_length=26)),
                ("happened_at", models.DateTimeField()),
                ("received_at", models.DateTimeField()),
                ("seq", models.PositiveIntegerField()),
                ("said", models.TextField()),
                ("stands", models.BooleanField(default=True)),
                ("earlier", models.TextField(default="[]")),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="statements", to="people.home"
                    ),
                ),
            ],
        ),
        migrations.AddField(
            model_name="keyworker",
            name="home",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="key_workers", to="people.home"
            ),
        ),
        migrations.RenameModel(old_name="Consent", new_name="ConsentBefore"),
        migrations.RunPython(_free_the_name, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="consentbefore",
            name="child",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.PROTECT,
                primary_key=True,
                related_name="+",
                serialize=False,
                to="people.child",
            ),
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.CharField(max_length=26, primary_key=True, serialize=False)),
                ("child_agrees", models.BooleanField(default=False)),
                ("authority_agrees", models.BooleanField(default=False)),
                ("from_at", models.DateTimeField()),
                ("to_at", models.DateTimeField(blank=True, null=True)),
                (
                    "child",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitor_consents",
                        to="people.child",
                    ),
                ),
                (
                    "home",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="visitor_consents",
                        to="people.home",
                    ),
                ),
            ],
        ),
    ]
