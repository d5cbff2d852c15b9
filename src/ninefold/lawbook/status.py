"""The shape of a status as library/statuses.yaml declares it, and of what names statuses. ``lawbook.statuses`` folds them."""

from typing import Literal

from pydantic import Field

from ninefold.lawbook.part import Names, Part


class StatusFact(Part):
    """A fact that begins or ends a status, from its day on.

    ``presumes`` marks one that says so only where no plainer word of that day does: who moves in is taken to be looked
    after. ``not_before`` is a fact of the same record: the day that it gives as ``due`` is over first.
    """

    fact: str
    value: Names = ()
    presumes: bool = False
    not_before: str | None = None


class StatusPeriod(Part):
    """A fact that states a period of a status: from its day to the day that its data call ``to``, or to the fact
    ``ends`` of the same record, that day included; ``at_most`` days, if given.

    ``planned`` is the day, by its name in the fact's data, on which it is meant to end while nothing says that it has:
    what is counted before it is signed rests on it, and the status does not.
    """

    fact: str
    value: Names = ()
    to: str | None = None
    ends: str | None = None
    planned: str | None = None
    at_most: int | None = None


class Limits(Part):
    """How much of a status the law allows, counted from its periods that a fact ends.

    Either ``nights`` of one stay and ``nights_in_a_year``, of any twelve months; or ``hours`` in any ``in_days`` days,
    save while the fact ``unless`` runs (to the day that its data call ``due``), which also sets the count to nothing.
    ``hours_before`` is a fact whose value is hours of the same kind that were spent elsewhere in those days before.
    """

    nights: int | None = None
    nights_in_a_year: int | None = None
    hours: int | None = None
    in_days: int | None = None
    unless: str | None = None
    hours_before: str | None = None
    cite: str
    source: str


class Sum(Part):
    """A status that comes with days of another: ``days`` of ``of`` since the age ``since_age``, at ``at_age`` or later.

    On its day the fact ``states`` is true, unless a fact of the name ``unless`` already says how it is.
    """

    of: str
    days: int
    since_age: int
    at_age: int
    states: str
    unless: str


class Status(Part):
    """A status of a child or of the home.

    ``presumed``: it holds while no fact speaks of it. ``needs`` and ``without`` are other statuses that it takes, or
    that end it. ``from_age`` and ``until_age`` are birthdays in years. ``whole_days``: it changes with the day.
    ``shown`` lets people read it with its days: what is ``usual`` quietly, what is ``special`` first.
    """

    id: str
    title: str
    of: Literal["child", "home"]
    says: str = ""
    presumed: bool = False
    whole_days: bool = True
    begins: tuple[StatusFact, ...] = ()
    ends: tuple[StatusFact, ...] = ()
    periods: tuple[StatusPeriod, ...] = ()
    needs: Names = ()
    without: Names = ()
    from_age: int | None = None
    until_age: int | None = None
    sum: Sum | None = Field(default=None)
    limits: Limits | None = None
    shown: Literal["usual", "special"] | None = None


class Applies(Part):
    """To whom something applies: children with any of these statuses, in a home with any of these."""

    child: Names = ()
    home: Names = ()
