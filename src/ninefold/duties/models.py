"""What is owed in each home, kept so that a page can ask for it. Derived."""

from datetime import datetime

from django.db import models
from django.db.models import Q

from ninefold.duties.obligation import State, state_of
from ninefold.people.models import Home


class ObligationRow(models.Model):
    """An obligation (ninefold.duties.obligation.Obligation) and its duty's weight; it can be read as one.

    Calendar periods to come have rows already: a page asks only for those that have opened.
    """

    id = models.BigAutoField(primary_key=True)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="obligations", db_index=False)
    key = models.CharField(max_length=160)
    duty = models.CharField(max_length=60)
    weight = models.CharField(max_length=10)
    subject = models.CharField(max_length=26)
    record_id = models.CharField(max_length=26)
    row = models.CharField(max_length=8, blank=True)
    started_by = models.CharField(max_length=26)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    target = models.BooleanField(default=False)
    why = models.TextField()
    owner = models.CharField(max_length=26, blank=True)
    text = models.TextField(blank=True)
    met_at = models.DateTimeField(null=True)
    met_by = models.CharField(max_length=26, blank=True)
    void_at = models.DateTimeField(null=True)
    ends_at = models.DateTimeField(null=True)
    ended_by = models.CharField(max_length=26, blank=True)
    spared = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["home", "key"], name="one_obligation_a_key")]
        indexes = [
            models.Index(fields=["home", "due_at"], name="still_owed", condition=Q(met_at=None, void_at=None)),
            models.Index(fields=["home", "opened_at"]),
            models.Index(fields=["home", "subject", "opened_at"]),
            models.Index(fields=["record_id"]),
        ]

    @property
    def record(self) -> str:
        """The record that opened it."""
        return self.record_id

    def state(self, at: datetime) -> State:
        """What it is at ``at``: void, spared, undone, met, late, overdue or open."""
        return state_of(self, at)
