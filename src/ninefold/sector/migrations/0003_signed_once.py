"""A form that a commissioner signs has a name, so that the same form sent twice is one record."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("sector", "0002_commission"),
    ]

    operations = [
        migrations.AddField("signed", "token", models.CharField(max_length=60, null=True, unique=True)),
    ]
