"""Models are called what they are, and one name stands for one thing. Their tables keep their names: nothing is copied."""

from django.db import migrations

NAMES = (
    ("Provider", "InspectedHome"),
    ("Refused", "RefusedRow"),
    ("Signed", "CommissionRecord"),
    ("Source", "SourceSheet"),
    ("Statement", "StoredStatement"),
    ("Report", "InspectionReport"),
    ("Look", "LastLook"),
)


class Migration(migrations.Migration):
    """The state alone changes."""

    dependencies = [("sector", "0005_reports_and_lists")]

    operations = [
        *(migrations.AlterModelTable(old.lower(), f"sector_{old.lower()}") for old, _ in NAMES),
        *(migrations.RenameModel(old, new) for old, new in NAMES),
    ]
