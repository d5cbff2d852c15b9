"""Files that somebody is bringing in, what they answered so far, and what was signed of each row."""

from typing import Any

from django.db import models

from ninefold.people.models import Home

ID: Any = {"max_length": 26, "primary_key": True}


class BroughtFiles(models.Model):
    """Some files that are brought in together. ``answers`` is JSON: what was said to each question, by its id."""

    id = models.CharField(**ID)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="+")
    person = models.CharField(max_length=26)
    at = models.DateTimeField()
    answers = models.TextField(default="{}")
    signed_at = models.DateTimeField(null=True, blank=True)
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-at"]


class BroughtFile(models.Model):
    """One file, as it was sent."""

    together = models.ForeignKey(BroughtFiles, on_delete=models.CASCADE, related_name="files")
    name = models.CharField(max_length=200)
    data = models.BinaryField()


class BroughtRow(models.Model):
    """That an entry was signed of a row: where the row stands, and by ``mark`` which statement of it this is."""

    together = models.ForeignKey(BroughtFiles, on_delete=models.CASCADE, related_name="rows")
    mark = models.CharField(max_length=64, db_index=True)
    entry = models.CharField(max_length=26)
    person = models.CharField(max_length=26, blank=True)
    type = models.CharField(max_length=60)
    file = models.CharField(max_length=200)
    sheet = models.CharField(max_length=100, blank=True)
    row = models.PositiveIntegerField()
    name = models.CharField(max_length=200)
