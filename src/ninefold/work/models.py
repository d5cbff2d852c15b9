"""What was done by itself, and the backups that were made. Both are about the installation, never about a person."""

from django.db import models

from ninefold.people.models import Home


class JobRun(models.Model):
    """One time that a job was due: when it began and ended, and what became of it.

    A job is done once for each time it is due, however many processes look after the clock.
    """

    class Outcome(models.TextChoices):
        RUNNING = "running"
        DONE = "done"
        FAILED = "failed"

    job = models.CharField(max_length=40)
    due_at = models.DateTimeField()
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=8, choices=Outcome.choices, default=Outcome.RUNNING)
    report = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["job", "due_at"], name="one_run_a_time")]
        indexes = [models.Index(fields=["job", "-due_at"])]


class Reworking(models.Model):
    """A home whose derived rows are being worked out again, or wait for it: since when, and how many entries are read."""

    home = models.OneToOneField(Home, on_delete=models.CASCADE, primary_key=True, related_name="+")
    began_at = models.DateTimeField(null=True, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField()


class Backup(models.Model):
    """A backup that was made, and whether it was ever opened again and found whole."""

    file = models.CharField(max_length=500, unique=True)
    made_at = models.DateTimeField(db_index=True)
    size = models.BigIntegerField()
    entries = models.PositiveBigIntegerField()
    files = models.PositiveBigIntegerField()
    proved_at = models.DateTimeField(null=True, blank=True)
    fault = models.TextField(blank=True)  # what opening it found wrong
    gone_at = models.DateTimeField(null=True, blank=True)  # taken away, because newer ones stand for it
