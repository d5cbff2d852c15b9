"""What somebody searched for stands beside who looked; names to sign in with are found however they are typed."""

from typing import Any

from django.db import migrations, models

from ninefold.base.letters import plainly


def fill(apps: Any, schema_editor: Any) -> None:
    """Names of accounts as they are compared."""
    accounts = list(apps.get_model("people", "Account").objects.all())
    for account in accounts:
        account.plain_name = plainly(account.username)[:200]
    apps.get_model("people", "Account").objects.bulk_update(accounts, ["plain_name"], batch_size=500)


class Migration(migrations.Migration):
    dependencies = [("people", "0006_standing_settled")]
    operations = [
        migrations.AddField("accesslog", "words", models.TextField(blank=True, default="")),
        migrations.AlterField("accesslog", "record", models.CharField(blank=True, db_index=True, max_length=26)),
        migrations.AddField(
            "account", "plain_name", models.CharField(db_index=True, default="", editable=False, max_length=200)
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
