"""Who wanted to sign a dose, and was stopped. No entry, because nothing was signed: kept as looks are, and told to leaders."""

from django.db import models

from ninefold.people.models import Home


class StoppedDose(models.Model):
    """A dose that somebody wanted to sign and that was stopped. The same form tried again is the same row.

    ``happened_at`` is when it was, or was to be, given; ``kinds`` names the reasons,
    separated by commas, and ``why`` holds the sentences that were shown.
    """

    id = models.BigAutoField(primary_key=True)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, db_index=False)
    child = models.CharField(max_length=26)
    person = models.CharField(max_length=26)
    token = models.CharField(max_length=64, unique=True)
    medicine = models.CharField(max_length=300)
    happened_at = models.DateTimeField()
    tried_at = models.DateTimeField()
    kinds = models.TextField()
    why = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["home", "-tried_at"])]
