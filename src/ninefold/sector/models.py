"""Ofsted's published inspections as tables. They hold no child's and no worker's name, and need no other package."""

from django.db import models

from ninefold.sector.models_register import InspectionReport, LastLook, Pick, Registration, SourceSheet, StoredStatement

__all__ = [
    "CommissionRecord",
    "Event",
    "Import",
    "InspectedHome",
    "InspectionReport",
    "LastLook",
    "Pick",
    "RefusedRow",
    "Registration",
    "SourceSheet",
    "StoredStatement",
    "Watch",
    "Work",
]
INVENTED = "XX"  # how an invented provider's number begins; Ofsted gives it to nobody
INVENTED_NAME = "an invented sector"


class InspectedHome(models.Model):
    """A provider as the newest statements tell it. Everything here follows from the statements (``sector.fold``).

    ``name_on`` is the day of the file that gave the name: newer files leave names out. ``is_open`` says whether it is
    on the register as far as national files tell; ``gone_by`` is the first day on which it was known not to be.
    """

    urn = models.CharField(max_length=12, primary_key=True)
    name = models.CharField(max_length=200, blank=True)
    provision = models.CharField(max_length=80)
    is_home = models.BooleanField(default=False)
    owner = models.CharField(max_length=200, blank=True)
    owner_key = models.CharField(max_length=200, blank=True)
    sector = models.CharField(max_length=60, blank=True)
    authority = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=80, blank=True)
    places = models.PositiveIntegerField(null=True)
    registered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    status = models.CharField(max_length=40, blank=True)
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    name_on = models.DateField(null=True)
    company = models.CharField(max_length=16, blank=True)
    constituency = models.CharField(max_length=120, blank=True)
    town = models.CharField(max_length=80, blank=True)
    postcode = models.CharField(max_length=10, blank=True)
    short_breaks = models.BooleanField(null=True)
    is_open = models.BooleanField(default=False)
    gone_by = models.DateField(null=True)
    national = models.BooleanField(default=True)

    class Meta:
        db_table = "sector_provider"
        ordering = ["urn"]
        indexes = [
            models.Index(fields=["is_home", "authority"]),
            models.Index(fields=["is_home", "owner_key"]),
            models.Index(fields=["is_home", "region"]),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.urn})" if self.name else self.urn

    @property
    def label(self) -> str:
        """What a list calls it: never a bare number while anything better is known."""
        return label_of(self.name, self.owner, self.town or self.authority, self.urn)


def label_of(name: str, owner: str, where: str, urn: str) -> str:
    """A home's name; without one its owner and where it is; its number alone only when nothing else is known."""
    if name:
        return name
    described = ", ".join(part for part in (owner, where) if part)
    return f"{described} ({urn})" if described else urn


class Import(models.Model):
    """A file that was taken, when, and what came of it."""

    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    at = models.DateTimeField()
    rows = models.PositiveIntegerField()
    new = models.PositiveIntegerField()
    known = models.PositiveIntegerField()
    refused = models.PositiveIntegerField()
    first_on = models.DateField(null=True)
    last_on = models.DateField(null=True)
    folded = models.BooleanField(default=True)

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class RefusedRow(models.Model):
    """A row that was not taken, and why."""

    file = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="refusals")
    line = models.PositiveIntegerField()
    urn = models.CharField(max_length=16, blank=True)
    code = models.CharField(max_length=20)
    why = models.CharField(max_length=300)

    class Meta:
        db_table = "sector_refused"
        ordering = ["file", "line"]

    def __str__(self) -> str:
        return f"line {self.line}: {self.why}"


class Event(models.Model):
    """An inspection event: what all statements about it come to (``sector.fold``).

    The newest statement gives the day, the kind and the grade; the oldest, which stands nearest to the event, says
    what the provider was then. ``differs`` marks one of which files say different things; ``national`` one that a
    national file tells of, and not only a home's own report: figures of the country rest on these alone.

    ``grade`` is a full inspection's overall judgement, 1 outstanding to 4 inadequate, and null for any other event;
    ``outcome`` is what such another event came to. ``year`` is the inspection year by the day the event began.
    """

    provider = models.ForeignKey(InspectedHome, on_delete=models.CASCADE, related_name="events", db_column="urn")
    number = models.CharField(max_length=24, blank=True)
    kind = models.CharField(max_length=20)
    on = models.DateField()
    year = models.SmallIntegerField()
    grade = models.SmallIntegerField(null=True)
    protection = models.SmallIntegerField(null=True)
    leadership = models.SmallIntegerField(null=True)
    outcome = models.CharField(max_length=80, blank=True)
    published_on = models.DateField(null=True)
    provision = models.CharField(max_length=80)
    is_home = models.BooleanField()
    name = models.CharField(max_length=200, blank=True)
    owner = models.CharField(max_length=200, blank=True)
    sector = models.CharField(max_length=60, blank=True)
    authority = models.CharField(max_length=120, blank=True)
    region = models.CharField(max_length=80, blank=True)
    places = models.PositiveIntegerField(null=True)
    registered_on = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    status = models.CharField(max_length=40, blank=True)
    national = models.BooleanField(default=True)
    differs = models.BooleanField(default=False)
    late = models.BooleanField(default=False)

    class Meta:
        ordering = ["provider", "on", "number"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grade__isnull=True) | models.Q(kind="full", grade__range=(1, 4)),
                name="only_full_inspections_are_graded",
            ),
        ]
        indexes = [
            models.Index(fields=["provider", "on"]),
            # The stability question and the summary are answered from this index alone.
            models.Index(
                fields=["year", "provider", "grade"],
                name="sector_graded",
                condition=models.Q(is_home=True, national=True, grade__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.provider_id} {self.kind} {self.on:%d/%m/%Y}"


class Watch(models.Model):
    """A home that somebody follows, with a note. ``watcher`` is the account's name; who may see it is not said here."""

    watcher = models.CharField(max_length=150)
    provider = models.ForeignKey(InspectedHome, on_delete=models.CASCADE, related_name="watches", db_column="urn")
    note = models.TextField(blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["provider"]
        constraints = [models.UniqueConstraint(fields=["watcher", "provider"], name="one_watch_each")]

    def __str__(self) -> str:
        return f"{self.watcher} watches {self.provider_id}"


class Work(models.Model):
    """A file that waits to be taken, is being read, or asks how its header is meant: so that a page can follow it."""

    class State(models.TextChoices):
        WAITING = "waiting"
        READING = "reading"
        ASKS = "asks"
        DONE = "done"
        REFUSED = "refused"

    name = models.CharField(max_length=200)
    account = models.CharField(max_length=150)
    state = models.CharField(max_length=8, choices=State.choices, default=State.WAITING)
    began_at = models.DateTimeField()
    touched_at = models.DateTimeField()
    rows_read = models.PositiveIntegerField(default=0)
    rows = models.PositiveIntegerField(default=0)
    mapping = models.JSONField(default=dict)
    said = models.TextField(blank=True)
    new = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    refused = models.PositiveIntegerField(default=0)
    file = models.ForeignKey(Import, null=True, on_delete=models.SET_NULL, related_name="works")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["state"], condition=models.Q(state="reading"), name="one_import_at_a_time")
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.state}"


class OnlyAddedTo(models.QuerySet["CommissionRecord"]):
    """Rows that are written once."""

    def update(self, **kwargs: object) -> int:
        """Refused: a correction is a further row."""
        raise TypeError("What was signed is only ever added to.")

    def delete(self) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise TypeError("What was signed is only ever added to.")


class CommissionRecord(models.Model):
    """What an authority's commissioner wrote about a home and signed.

    It belongs to the authority and to no home, so it stands here and not in a home's ledger, which that home's manager
    may read, export and keep. It is only added to: a correction is a further row that names the one it replaces.
    ``content`` is an object of question to answer (``sector.commissioning``). A child is named by initials alone.
    """

    urn = models.CharField(max_length=12)  # the number alone, because what was signed outlives what the files hold
    authority = models.CharField(max_length=120)
    author = models.CharField(max_length=150)
    kind = models.CharField(max_length=12)
    on = models.DateField()
    content = models.JSONField()
    at = models.DateTimeField()
    token = models.CharField(max_length=60, null=True, unique=True)  # noqa: DJ001  # a form; sent twice, signed once
    replaces = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="replaced_by")

    objects = OnlyAddedTo.as_manager()

    class Meta:
        db_table = "sector_signed"
        ordering = ["-on", "-id"]
        indexes = [models.Index(fields=["authority", "urn", "kind"])]

    def __str__(self) -> str:
        return f"{self.kind} {self.urn} {self.on:%d/%m/%Y}"

    def save(self, *args: object, **kwargs: object) -> None:
        """Write a new row; one that is there already is refused."""
        if self.pk:
            raise TypeError("What was signed is only ever added to.")
        super().save(force_insert=True)

    def delete(self, *args: object, **kwargs: object) -> tuple[int, dict[str, int]]:
        """Refused."""
        raise TypeError("What was signed is only ever added to.")
