"""Each home knows by which library it was derived, so that it can be worked out again home by home."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_search_words")]

    operations = [
        migrations.AddField("chain", "library", models.CharField(blank=True, default="", max_length=64)),
    ]
