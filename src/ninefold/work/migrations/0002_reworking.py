"""How far each home has come that is being worked out again."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("work", "0001_initial"), ("people", "0007_looks")]

    operations = [
        migrations.CreateModel(
            name="Reworking",
            fields=[
                (
                    "home",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="people.home",
                    ),
                ),
                ("began_at", models.DateTimeField(blank=True, null=True)),
                ("done", models.PositiveIntegerField(default=0)),
                ("total", models.PositiveIntegerField()),
            ],
        ),
    ]
