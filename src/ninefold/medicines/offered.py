"""What is offered of a child's medicines when a dose is written down: what is due first, each with what one must know. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from ninefold.base import clock
from ninefold.medicines.names import spoken
from ninefold.medicines.rules import ChartLine, Dose, MedicineChart, earliest, outside, slot

SHOWN_EARLY = timedelta(hours=1)  # a dose stands on the round from an hour before its time


@dataclass(frozen=True, slots=True)
class Offer:
    """A medicine to choose: one dose of it in words, what must be known, and whether it may be given now.

    ``due`` is the time of the chart that stands open, ``allowed_from`` the moment before which it is too soon.
    """

    line: ChartLine
    dose: str
    says: str
    due: datetime | None = None
    allowed_from: datetime | None = None
    last: Dose | None = None

    @property
    def name(self) -> str:
        """The medicine with its strength."""
        return self.line.name


def offers(chart: MedicineChart, now: datetime) -> list[Offer]:
    """What may be given to a child on this day: what is due now, what is as needed, then the rest and the home's remedies."""
    today = clock.local(now).date()
    lines = [line for line in chart.lines if not outside(line, today)]
    charted = {line.key.substance for line in lines}
    remedies = [one for one in chart.remedies if chart.consent and one.key.substance not in charted]
    listed = [offer(line, chart, now) for line in [*lines, *remedies]]
    return sorted(
        listed, key=lambda one: (one.due is None, one.line.remedy, not one.line.as_needed, one.due or now, one.name)
    )


def offer(line: ChartLine, chart: MedicineChart, now: datetime) -> Offer:
    """One line of the chart as it is offered."""
    own = sorted((one for one in chart.doses if one.key.substance == line.key.substance), key=lambda one: one.at)
    last = next((one for one in reversed(own) if one.at <= now), None)
    due = _due(line, own, now)
    allowed = earliest(line, own, now) if line.as_needed else None
    allowed = allowed if allowed and allowed > now else None
    parts = [_when(line), _limits(line), _last(last, now), _left(line, chart)]
    if allowed:
        parts.insert(0, f"Not before {clock.wall_time(allowed)}{_on(allowed, now)}")
    dose = spoken(line.amount, line.unit) if line.amount is not None else ""
    return Offer(line, dose, ". ".join(part for part in parts if part), due, allowed, last)


def _due(line: ChartLine, own: list[Dose], now: datetime) -> datetime | None:
    """The time of the chart that stands open now: come, or within the hour, and not yet given."""
    if line.as_needed or not line.times:
        return None
    near = slot(line, now)
    if near is None or near - now > SHOWN_EARLY or any(slot(line, one.at) == near for one in own):
        return None
    return near


def _when(line: ChartLine) -> str:
    if line.remedy:
        return "A remedy of the home, as needed"
    if line.as_needed:
        return f"As needed, for {line.for_what[:1].lower()}{line.for_what[1:]}" if line.for_what else "As needed"
    if line.times:
        return "At " + " and ".join(f"{one:%H:%M}" for one in line.times)
    return "By its label. It is not on the chart yet, so no limit is known" if line.by_label else ""


def _limits(line: ChartLine) -> str:
    most = f"at most {spoken(line.most, line.unit)} at once" if line.most is not None else ""
    gap = f"{line.gap.total_seconds() / 3600:g} hours between" if line.gap else ""
    day = f"{line.in_a_day} in 24 hours" if line.in_a_day else ""
    limits = ", ".join(part for part in (most, gap, day) if part)
    return f"{limits[:1].upper()}{limits[1:]}"


def _last(last: Dose | None, now: datetime) -> str:
    if last is None or now - last.at > timedelta(days=3):
        return ""
    by = f", {last.by}" if last.by else ""
    return f"Last {clock.wall_time(last.at)}{_on(last.at, now)}{by}"


def _left(line: ChartLine, chart: MedicineChart) -> str:
    left = chart.left.get(line.key)
    return f"{spoken(left, line.unit)} left" if left is not None else ""


def _on(moment: datetime, now: datetime) -> str:
    day, today = clock.local(moment).date(), clock.local(now).date()
    if day == today:
        return ""
    near = {-1: " yesterday", 1: " tomorrow"}.get((day - today).days)
    return near or f" on {day:%A} {day.day} {day:%B}"
