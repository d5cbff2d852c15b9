"""A birthday ends what is owed for children only, without anybody writing a word."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0002_fewer_indexes")]

    operations = [
        migrations.AddField("obligationrow", "ends_at", models.DateTimeField(null=True)),
    ]
