"""What was carried is complete: the old consents go, and a key-worker always has a home."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0005_standing_carried"),
    ]

    operations = [
        migrations.DeleteModel(name="ConsentBefore"),
        migrations.AlterField(
            model_name="keyworker",
            name="home",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="key_workers", to="people.home"
            ),
        ),
    ]
