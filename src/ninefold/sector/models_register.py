"""What files say, day by day, and what follows from it: sources, statements, and times on the register.

A statement is one row of one file, kept as it was read: on this day, by this file, this provider was registered or
not, had this owner, these places, this inspection. Nothing here is ever changed; ``sector.fold`` derives providers,
inspections and times on the register from all of them together, so that the order of files makes no difference.
"""

from django.db import models


class SourceSheet(models.Model):
    """A sheet of a file: what kind of word it is, and of which day.

    ``kind`` is one of ``sector.natures.KINDS``. ``day`` is the day it speaks of (an inspection file's last one), and
    ``since`` the day before the first that a list of joiners and leavers covers. ``whole`` says that it lists every
    provider of its kinds, so that absence from it is a word too. A report tells of one home and is not national.
    """

    file = models.ForeignKey("sector.Import", on_delete=models.CASCADE, related_name="sources")
    sheet = models.CharField(max_length=120, blank=True)
    kind = models.CharField(max_length=12)
    day = models.DateField()
    day_known = models.BooleanField(default=True)
    since = models.DateField(null=True)
    whole = models.BooleanField(default=False)
    national = models.BooleanField(default=True)
    rows = models.PositiveIntegerField(default=0)

    class Meta:
        db_table = "sector_source"
        ordering = ["file", "id"]

    def __str__(self) -> str:
        return f"{self.kind} {self.day:%d/%m/%Y}"

    @property
    def kind_in_words(self) -> str:
        """What kind of word it is, and of which day."""
        told = {
            "in-year": "inspections up to {day}",
            "as-at": "the register of {day}, with newest inspections"
            + ("" if self.whole else ", of inspected ones only"),
            "list": "the register of {day}",
            "waiting": "those not yet inspected on {day}",
            "moves": "joiners and leavers up to {day}",
            "report": "one home's report, {day}",
        }
        return told.get(self.kind, "{day}").format(day=f"{self.day:%d/%m/%Y}")


class StoredStatement(models.Model):
    """What one row of a file says of a provider, and of one inspection when it names one (``kind`` is then filled).

    ``on_register`` is what the row itself says: true, false, or null when it says nothing of it. ``joined`` and
    ``left`` are set by rows of a list of joiners and leavers alone.
    """

    source = models.ForeignKey(SourceSheet, on_delete=models.CASCADE, related_name="statements")
    urn = models.CharField(max_length=12)
    line = models.PositiveIntegerField()
    day = models.DateField()
    on_register = models.BooleanField(null=True)
    joined = models.BooleanField(default=False)
    left = models.BooleanField(default=False)
    number = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=20, blank=True)
    on = models.DateField(null=True)
    grade = models.SmallIntegerField(null=True)
    protection = models.SmallIntegerField(null=True)
    leadership = models.SmallIntegerField(null=True)
    outcome = models.CharField(max_length=80, blank=True)
    published_on = models.DateField(null=True)
    provision = models.CharField(max_length=80)
    is_home = models.BooleanField()
    name = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    company = models.CharField(max_length=16, blank=True)
    sector = models.CharField(max_length=60, blank=True)
    authority = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=80, blank=True)
    constituency = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    places = models.PositiveIntegerField(null=True)
    short_breaks = models.BooleanField(null=True)
    registered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    status = models.CharField(max_length=40, blank=True)

    class Meta:
        db_table = "sector_statement"
        ordering = ["urn", "day", "id"]
        indexes = [models.Index(fields=["urn", "day"])]

    def __str__(self) -> str:
        return f"{self.urn} {self.day:%d/%m/%Y} line {self.line}"


class Registration(models.Model):
    """A time during which a provider was on the register as a children's home, as far as the statements tell.

    ``until`` is the first day on which it was no longer; null while nothing says so. An end that is not known to the
    day (``until_known`` is false) is the day of the register from which the home was absent: it closed by then.
    """

    provider = models.ForeignKey(
        "sector.InspectedHome", on_delete=models.CASCADE, related_name="registrations", db_column="urn"
    )
    since = models.DateField()
    since_known = models.BooleanField()
    until = models.DateField(null=True)
    until_known = models.BooleanField()
    national = models.BooleanField(default=True)

    class Meta:
        ordering = ["provider", "since"]
        indexes = [models.Index(fields=["since", "until"])]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.since:%d/%m/%Y}"


class InspectionReport(models.Model):
    """What a home's inspection report says beside its judgements (``sector.report_facts``), as it was read.

    ``facts`` is never changed. ``unsure`` names what was not understood, with what stands there; ``finished`` holds
    what a person added for it: the field, the words, who and when.
    """

    file = models.ForeignKey("sector.Import", on_delete=models.CASCADE, related_name="reports")
    urn = models.CharField(max_length=12)
    on = models.DateField()
    facts = models.JSONField()
    unsure = models.JSONField(default=dict)
    finished = models.JSONField(default=dict)

    class Meta:
        db_table = "sector_report"
        ordering = ["urn", "-on", "file__sha256"]
        indexes = [models.Index(fields=["urn", "on"])]

    def __str__(self) -> str:
        return f"{self.urn} {self.on:%d/%m/%Y}"


class LastLook(models.Model):
    """When somebody last looked at something: an area, a home, an owner or a list. What came since is new to them."""

    account = models.CharField(max_length=150)
    subject = models.CharField(max_length=220)
    at = models.DateTimeField()

    class Meta:
        db_table = "sector_look"
        constraints = [models.UniqueConstraint(fields=["account", "subject"], name="one_look_each")]

    def __str__(self) -> str:
        return f"{self.account} {self.subject}"


class Pick(models.Model):
    """A home on somebody's shortlist, why it is there, and what it was then, to be compared after each import.

    A list is called by the case's letter or initials, never by a child's name.
    """

    account = models.CharField(max_length=150)
    list = models.CharField(max_length=12)
    urn = models.CharField(max_length=12)
    reason = models.TextField(blank=True)
    at = models.DateTimeField()
    then = models.JSONField(default=dict)

    class Meta:
        ordering = ["account", "list", "at"]
        constraints = [models.UniqueConstraint(fields=["account", "list", "urn"], name="one_pick_each")]

    def __str__(self) -> str:
        return f"{self.account} {self.list} {self.urn}"
