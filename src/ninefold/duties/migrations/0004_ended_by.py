"""What ended by itself when its time was over is not done: the entry that ended it is kept with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("duties", "0003_ends_at")]

    operations = [
        migrations.AddField(
            "obligationrow", "ended_by", models.CharField(blank=True, default="", max_length=26), preserve_default=False
        ),
        migrations.AddField("obligationrow", "spared", models.BooleanField(default=False)),
    ]
