"""What a month in a home holds, read for its report. Every query is scoped to the viewer; nothing is composed here."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date

from django.db.models import Count, F, Max, Q, QuerySet
from django.db.models.functions import TruncDate

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties import queries as duties
from ninefold.duties.models import ObligationRow
from ninefold.duties.obligation import state_of
from ninefold.duties.reopening import all_duties, duties_by_id
from ninefold.evidence import queries as evidence
from ninefold.evidence.months import Month
from ninefold.lawbook.model import Library
from ninefold.ledger.models import Chain, Record, RecordSubject
from ninefold.people.access import Viewer, visible
from ninefold.people.models import KeyWorker, Person, Placement, Role, Worker
from ninefold.reports import behind
from ninefold.reports.month.data import (
    GOOD_THING,
    HELPED,
    INCIDENT,
    MEASURE,
    MOOD,
    MOST_LISTED,
    SUPERVISION,
    TOLD,
    WISH,
    ChildHere,
    Clock,
    Colleague,
    Event,
    MonthData,
    Owed,
    Step,
    Written,
)


def gather(viewer: Viewer, month: Month) -> MonthData:
    """Everything the viewer may see of the month."""
    chain = Chain.objects.filter(home=viewer.home).first() or Chain(home=viewer.home)
    library = lawbook.current()
    events = told(viewer, month)
    return MonthData(
        home=viewer.home,
        month=month,
        role=viewer.role,
        made_at=viewer.now,
        seq=chain.seq,
        hash=chain.hash,
        library=library,
        duties=duties_by_id(library),
        names=people(viewer),
        children=tuple(children(viewer, month)),
        evidence=tuple(evidence.of_home(viewer, month)),
        events=events,
        wishes=wishes(viewer, month, library),
        late=missed(viewer, month),
        staff=tuple(staff(viewer, month)),
        supervisions=behind.of_fact(viewer, month, SUPERVISION).count(),
        written=written(viewer, month),
        moods=tuple(moods(viewer, month)),
        good_things=behind.of_fact(viewer, month, GOOD_THING).count(),
        steps=tuple(steps(viewer, month)),
    )


def people(viewer: Viewer) -> dict[str, str]:
    """What everybody is called who has lived or worked here, and the people around the children."""
    lived = Placement.objects.filter(home=viewer.home).values("child")
    worked = Role.objects.filter(home=viewer.home).values("worker")
    here = Person.objects.filter(Q(pk__in=lived) | Q(pk__in=worked) | Q(contact__child__in=lived))
    return dict(here.values_list("pk", "name"))


def told(viewer: Viewer, month: Month) -> dict[str, tuple[Event, ...]]:
    """The events of the month by type, in order, each with the clocks it started and what its facts say."""
    records = list(behind.month_records(viewer, month).filter(type__in=TOLD).order_by("happened_at", "id"))
    ids = [record.pk for record in records]
    about = _about(ids)
    clocks = _clocks(viewer, duties.opened(viewer).filter(record_id__in=ids, void_at=None))
    values: dict[str, dict[str, str]] = defaultdict(dict)
    for fact in behind.facts_of(ids):
        values[fact.record_id][fact.name] = fact.value
    found: dict[str, list[Event]] = {type: [] for type in TOLD}
    for one in records:
        found[one.type].append(_event(one, about[one.pk], clocks.get(one.pk, []), values[one.pk]))
    return {type: tuple(events) for type, events in found.items()}


def _event(record: Record, about: Iterable[str], clocks: Iterable[Clock], values: dict[str, str]) -> Event:
    return Event(
        record=record.pk,
        type=record.type,
        at=record.happened_at,
        written_at=record.written_at,
        about=tuple(about),
        headline=record.headline,
        voice=record.voice,
        stages=tuple(record.stages.split(",")),
        clocks=tuple(clocks),
        values=values,
    )


def _about(records: Collection[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = RecordSubject.objects.filter(record__in=records, role="about").exclude(kind="home")
    for record, subject in rows.order_by("id").values_list("record_id", "subject"):
        found[record].append(subject)
    return found


def _clocks(viewer: Viewer, rows: Iterable[ObligationRow]) -> dict[str, list[Clock]]:
    found: dict[str, list[Clock]] = defaultdict(list)
    for row in rows:
        found[row.record_id].append(_clock(viewer, row))
    return found


def _clock(viewer: Viewer, row: ObligationRow) -> Clock:
    return Clock(
        key=row.key,
        duty=row.duty,
        record=row.record_id,
        subject=row.subject,
        opened_at=row.opened_at,
        due_at=row.due_at,
        met_at=row.met_at,
        state=state_of(row, viewer.now),
        text=row.text,
        owner=row.owner,
    )


def children(viewer: Viewer, month: Month) -> list[ChildHere]:
    """The children who lived here for any of the month, in the order they came."""
    stays = list(_stays(viewer, month))
    ids = [stay.child_id for stay in stays]
    keys = _key_workers(viewer, month, ids)
    records = _counted_about(viewer, month, ids)
    heard = _heard(viewer, month, ids)
    last = _last_heard(viewer, month, ids)
    return [
        ChildHere(
            id=stay.child_id,
            born_on=stay.child.born_on,
            authority=stay.child.authority,
            came=clock.local(stay.began_at).date(),  # type: ignore[arg-type]  # the query asks for a beginning
            left=clock.local(stay.ended_at).date() if stay.ended_at and stay.ended_at < month.end else None,
            key_worker=keys.get(stay.child_id, ""),
            records=records.get(stay.child_id, 0),
            voiced=heard.get(stay.child_id, 0),
            last_heard=last.get(stay.child_id),
        )
        for stay in stays
    ]


def _stays(viewer: Viewer, month: Month) -> QuerySet[Placement]:
    """Stays in the home that touch the month."""
    begun = Placement.objects.filter(home=viewer.home, began_at__lt=month.end)
    here = begun.filter(Q(ended_at=None) | Q(ended_at__gte=month.start))
    return here.select_related("child").order_by("began_at", "id")


def _key_workers(viewer: Viewer, month: Month, ids: Sequence[str]) -> dict[str, str]:
    """Each child's key-worker in the month, the last of several."""
    named = KeyWorker.objects.filter(child__in=ids, home=viewer.home, from_at__lt=month.end)
    named = named.filter(Q(to_at=None) | Q(to_at__gte=month.start))
    return dict(named.order_by("from_at").values_list("child_id", "worker_id"))


def _counted_about(viewer: Viewer, month: Month, ids: Sequence[str]) -> dict[str, int]:
    rows = RecordSubject.objects.filter(
        subject__in=ids, role="about", happened_at__gte=month.start, happened_at__lt=month.end, record__withdrawn=False
    )
    seen = visible(viewer, rows.exclude(record__type__in=behind.set_up()), "record__")
    return dict(seen.values_list("subject").annotate(Count("record", distinct=True)))


def _heard(viewer: Viewer, month: Month, ids: Sequence[str]) -> dict[str, int]:
    rows = behind.in_own_words(viewer, month).filter(about_one__in=ids)
    return dict(rows.values_list("about_one").annotate(Count("id")))


def _last_heard(viewer: Viewer, month: Month, ids: Sequence[str]) -> dict[str, date]:
    """When each child's own words were last kept. A query for each, because each stops at the first it finds."""
    found = {}
    for child in ids:
        rows = RecordSubject.objects.filter(subject=child, record__about_one=child, happened_at__lt=month.end)
        heard = visible(viewer, rows.filter(record__withdrawn=False).exclude(record__voice=""), "record__")
        at = heard.order_by("-happened_at").values_list("happened_at", flat=True).first()
        if at:
            found[child] = clock.local(at).date()
    return found


def wishes(viewer: Viewer, month: Month, library: Library) -> Owed:
    """What children asked for in the month, and what had no answer when it began."""
    asking = [duty.id for duty in all_duties(library) if duty.starts and duty.starts.fact == WISH]
    rows = duties.opened(viewer).filter(duty__in=asking, void_at=None, opened_at__lt=month.end)
    rows = rows.filter(Q(opened_at__gte=month.start) | Q(met_at=None) | Q(met_at__gte=month.start))
    return _owed(viewer, rows.order_by("-opened_at", "-key"))


def missed(viewer: Viewer, month: Month) -> Owed:
    """What fell due in the month and was done late or not at all, and what was still owed from before."""
    in_month = Q(due_at__gte=month.start) & (Q(met_at=None, due_at__lt=viewer.now) | Q(met_at__gt=F("due_at")))
    from_before = Q(due_at__lt=month.start) & (Q(met_at=None) | Q(met_at__gte=month.start))
    rows = duties.opened(viewer).filter(in_month | from_before, void_at=None, due_at__lt=month.end)
    return _owed(viewer, rows.order_by("-due_at", "-key"))


def _owed(viewer: Viewer, rows: duties.Rows) -> Owed:
    """``rows`` (newest first) as a report lists them: oldest first, the newest MOST_LISTED, all of them counted."""
    counts = rows.aggregate(done=Count("id", filter=Q(met_at__isnull=False)), open=Count("id", filter=Q(met_at=None)))
    listed = [_clock(viewer, row) for row in rows[:MOST_LISTED]]
    return Owed(tuple(reversed(listed)), counts["done"], counts["open"])


def staff(viewer: Viewer, month: Month) -> list[Colleague]:
    """Who worked here in the month, by role and name, with supervision and qualifications."""
    roles = (
        Role.objects.filter(home=viewer.home, from_at__lt=month.end)
        .filter(Q(to_at=None) | Q(to_at__gte=month.start))
        .select_related("worker")
        .order_by("from_at")
    )
    latest: dict[str, Role] = {role.worker_id: role for role in roles}
    held = _held(viewer, month, latest)
    ranks = list(lawbook.current().words.roles)
    found = [_colleague(role, *held.get(id, (0, None))) for id, role in latest.items()]
    return sorted(
        found, key=lambda one: (ranks.index(one.role) if one.role in ranks else len(ranks), one.since, one.id)
    )


def _held(viewer: Viewer, month: Month, workers: Collection[str]) -> dict[str, tuple[int, date | None]]:
    """How often each worker had supervision in the month, and when last up to its end."""
    ever = behind.standing_facts(viewer, SUPERVISION).filter(subject__in=workers, at__lt=month.end)
    last = dict(ever.values_list("subject").annotate(Max("at")).order_by())
    counted = behind.in_month(viewer, month, SUPERVISION).values_list("subject")
    times = dict(counted.annotate(Count("record_id", distinct=True)).order_by())
    return {worker: (times.get(worker, 0), clock.local(at).date()) for worker, at in last.items()}


def _colleague(role: Role, supervisions: int, last: date | None) -> Colleague:
    worker: Worker = role.worker
    return Colleague(
        id=worker.pk,
        role=role.name,
        since=worker.started_on or clock.local(role.from_at).date(),
        supervisions=supervisions,
        last_supervised=last,
        care_role_since=worker.care_role_since,
        level3_on=worker.level3_on,
        managed_since=worker.managed_since,
        level5_on=worker.level5_on,
    )


def written(viewer: Viewer, month: Month) -> Written:
    """How much was written: by kind, by day, by hour of the week, and how much of it was put right later."""
    records = behind.month_records(viewer, month)
    by_type = records.values("type").annotate(number=Count("id"), voiced=Count("id", filter=~Q(voice="")))
    by_day = (
        records.annotate(day=TruncDate("happened_at", tzinfo=clock.LONDON)).values_list("day").annotate(Count("id"))
    )
    hours: dict[tuple[int, int], int] = defaultdict(int)
    for at in records.filter(type__in=(INCIDENT, MEASURE)).values_list("happened_at", flat=True):
        wall = clock.local(at)
        hours[wall.weekday(), wall.hour // 2 * 2] += 1
    return Written(
        by_type={row["type"]: (row["number"], row["voiced"]) for row in by_type.order_by()},
        by_day=dict(by_day.order_by()),
        by_hour=dict(hours),
        corrected=behind.corrected(viewer, month).count(),
        withdrawn=behind.withdrawn(viewer, month).count(),
        signed_late=behind.signed_late(viewer, month).count(),
    )


def moods(viewer: Viewer, month: Month) -> list[tuple[date, str, float]]:
    """Each child's mood in their own scale, day by day; the mean where they were asked more than once."""
    records = list(behind.month_records(viewer, month).values_list("pk", flat=True))
    said: dict[tuple[date, str], list[float]] = defaultdict(list)
    found = behind.facts_of(records).filter(name=MOOD, at__gte=month.start, at__lt=month.end)
    for at, child, value in found.values_list("at", "subject", "value"):
        said[clock.local(at).date(), child].append(float(value))
    return [(day, child, round(sum(values) / len(values), 1)) for (day, child), values in sorted(said.items())]


def steps(viewer: Viewer, month: Month) -> list[Step]:
    """What was tried to calm each child in the month, what helped most often first."""
    tried: dict[tuple[str, str], set[str]] = defaultdict(set)
    helped: dict[tuple[str, str], set[str]] = defaultdict(set)
    for child, record, data, value in behind.steps(viewer, month).values_list("subject", "record_id", "data", "value"):
        key = child, behind.step_of(data)
        tried[key].add(record)
        if value == HELPED:
            helped[key].add(record)
    found = [Step(child, step, len(records), len(helped[child, step])) for (child, step), records in tried.items()]
    return sorted(found, key=lambda one: (one.child, -one.helped, one.tried, one.step))
