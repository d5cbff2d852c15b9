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


class Letter(models.Model):
    """A letter in the outbox: to whom, of which kind, and what became of it. It never holds what it is about.

    ``address`` only where there is no account (the witness of a seal); else it is the account's when it is sent. ``key`` is
    what it tells of, once. ``trouble`` is the sentence that says why it has not gone.
    """

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(
        "people.Account", null=True, blank=True, on_delete=models.CASCADE, related_name="letters"
    )
    home = models.ForeignKey("people.Home", null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    address = models.EmailField(blank=True)
    kind = models.CharField(max_length=20)
    role = models.CharField(max_length=40, blank=True)
    link = models.CharField(max_length=400)
    text = models.TextField(blank=True)
    until = models.DateTimeField(null=True, blank=True)
    key = models.CharField(max_length=300, null=True, blank=True, unique=True)
    written_at = models.DateTimeField()
    next_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    given_up_at = models.DateTimeField(null=True, blank=True)
    trouble = models.TextField(blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["next_at"], name="letters_waiting", condition=models.Q(sent_at=None, given_up_at=None)
            ),
            models.Index(fields=["written_at"], name="letters_written"),
        ]


class LetterOff(models.Model):
    """A kind of letter that somebody does not want."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="letters_off")
    kind = models.CharField(max_length=20)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "kind"], name="one_choice_a_kind")]


class ClockWarning(models.Model):
    """Somebody was told that a clock runs out, or has run out: who, by which step of the rule, and when.

    One for each obligation, time it was due, step and person: who writes it first tells them, however many processes look.
    """

    id = models.BigAutoField(primary_key=True)
    home = models.ForeignKey("people.Home", on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=160)
    due_at = models.DateTimeField()
    step = models.CharField(max_length=40)
    person = models.CharField(max_length=26)
    role = models.CharField(max_length=40, blank=True)
    at = models.DateTimeField()
    letter = models.ForeignKey(Letter, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["home", "key", "due_at", "step", "person"], name="one_warning_a_person")
        ]


class Forgotten(models.Model):
    """What two leaders let go was let go: by which entry they agreed, and whether every trace of it is gone.

    ``files`` are SHA-256 (JSON) of those that are still to be taken away.
    """

    id = models.BigAutoField(primary_key=True)
    home = models.ForeignKey("people.Home", on_delete=models.PROTECT, related_name="+")
    entry = models.CharField(max_length=26, unique=True)
    records = models.PositiveIntegerField()
    agreed_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True, blank=True)
    files = models.TextField(default="[]")
