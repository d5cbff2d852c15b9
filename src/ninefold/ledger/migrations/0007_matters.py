"""Each record knows its matter. Until the home is rebuilt, as every change of the library does, each is one by itself."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def single(apps: Any, schema_editor: Any) -> None:
    """Every record begins a matter of its own."""
    apps.get_model("ledger", "Record").objects.filter(matter="").update(matter=F("id"))
    apps.get_model("ledger", "FactRow").objects.filter(matter="").update(matter=F("record_id"))


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0006_fewer_indexes"),
    ]

    operations = [
        migrations.AddField(
            model_name="record",
            name="follows",
            field=models.CharField(blank=True, max_length=26),
        ),
        migrations.AddField(
            model_name="record",
            name="matter",
            field=models.CharField(default="", max_length=26),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="factrow",
            name="matter",
            field=models.CharField(default="", max_length=26),
            preserve_default=False,
        ),
        migrations.RunPython(single, migrations.RunPython.noop),
        migrations.AlterField(
            model_name="record",
            name="matter",
            field=models.CharField(db_index=True, max_length=26),
        ),
    ]
