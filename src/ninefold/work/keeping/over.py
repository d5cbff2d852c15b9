"""Which records of a home are over their keeping time on a day, and why. Reads only.

The times are those of library/words/keeping.yaml. Of several people's record the latest counts. What is still in force stays
whatever its age: who lives and works here while they do, and the newest record of each kind about the home itself.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Max

from ninefold import lawbook
from ninefold.base import clock
from ninefold.lawbook import keeping
from ninefold.lawbook.books import Keeping
from ninefold.lawbook.model import SETTING_UP, RecordType
from ninefold.ledger import threads
from ninefold.ledger.models import Content, Entry, Record, RecordSubject
from ninefold.people.mandates import held
from ninefold.people.models import Child, Home, Placement, Role

HOLD, LIFTED = "keeping-hold", "lifted"
CERTIFICATE = "destruction"
DEATH = "child-death"
STAYS = frozenset({HOLD, CERTIFICATE})


@dataclass(frozen=True, slots=True)
class OverTime:
    """A record that need not be kept any more: its type, since when, and by which rule."""

    record: str
    type: str
    kept_until: date
    keeping: str


@dataclass(frozen=True, slots=True)
class Hold:
    """A hold that stands: who asks, and the people whose records it keeps; nobody means all of the home's."""

    record: str
    by_whom: str
    people: frozenset[str]


def of(home: Home, day: date) -> list[OverTime]:
    """The records of ``home`` that are over their time on ``day`` and that no hold keeps, the longest over first."""
    holds = holds_of(home)
    if any(not one.people for one in holds):
        return []
    held_people = frozenset(who for one in holds for who in one.people)
    known = lawbook.current()
    about = _about(home)
    last = _last_entries(home)
    lives = _Lives(home, day)
    found = []
    for record in Record.objects.filter(home=home).exclude(type__in=STAYS).iterator(chunk_size=2000):
        type = known.records[record.type]
        people = about.get(record.pk, {})
        if held_people & (people.keys() | _named(record)):
            continue
        rule = known.words.keeping[type.keep]
        until = _until(rule, people, last[record.pk], lives)
        if until and until < day and not _in_force(type, record, people, lives):
            found.append(OverTime(record.pk, record.type, until, type.keep))
    return sorted(found, key=lambda one: (one.kept_until, one.record))


def holds_of(home: Home) -> list[Hold]:
    """The holds that stand in ``home``."""
    holds = []
    for record in Record.objects.filter(home=home, type=HOLD, withdrawn=False).values_list("pk", flat=True):
        slots = threads.thread(home, record)
        if not slots or any(slot.entry.stage == LIFTED for slot in slots):
            continue
        content = slots[0].content
        people = frozenset(one["who"] for one in content.get("whom") or [])
        holds.append(Hold(record, content.get("by_whom", ""), people))
    return holds


class _Lives:
    """What the times count from and depend on, read once: births, deaths, who is here, and the newest of each kind."""

    def __init__(self, home: Home, day: date) -> None:
        noon = clock.start_of(day)
        ids = RecordSubject.objects.filter(record__home=home, kind="child").values("subject")
        self.born = dict(Child.objects.filter(pk__in=ids).values_list("pk", "born_on"))
        deaths = Record.objects.filter(home=home, type=DEATH, withdrawn=False).exclude(about_one="")
        self.died = {who: clock.local(at).date() for who, at in deaths.values_list("about_one", "happened_at")}
        stays = Placement.objects.filter(home__provider=home.provider_id, began_at__lte=noon)
        self.here = {who for who, ended in stays.values_list("child", "ended_at") if ended is None or ended > noon}
        self.here |= set(
            Role.objects.filter(held(noon), home__provider=home.provider_id).values_list("worker", flat=True)
        )
        files = Entry.objects.filter(home=home, record_id__in=_of_workers(home))
        newest: dict[str, datetime] = {}
        written = dict(files.values("record_id").annotate(last=Max("written_at")).values_list("record_id", "last"))
        for record, who in RecordSubject.objects.filter(record__home=home, kind="worker", role="about").values_list(
            "record_id", "subject"
        ):
            if record in written:
                newest[who] = max(newest.get(who, written[record]), written[record])
        self.file_ends = {who: clock.local(at).date() for who, at in newest.items()}
        of_home = Record.objects.filter(home=home).order_by("type", "happened_at", "pk").values_list("type", "pk")
        self.newest = frozenset(dict(of_home).values())


def _of_workers(home: Home) -> Iterable[str]:
    return RecordSubject.objects.filter(record__home=home, kind="worker", role="about").values("record_id")


def _about(home: Home) -> dict[str, dict[str, str]]:
    """Whom each record is about: kind by id."""
    about: dict[str, dict[str, str]] = defaultdict(dict)
    rows = RecordSubject.objects.filter(record__home=home, role="about")
    for record, who, kind in rows.values_list("record_id", "subject", "kind").iterator(chunk_size=5000):
        about[record][who] = kind
    return about


def _last_entries(home: Home) -> dict[str, date]:
    rows = Entry.objects.filter(home=home).values("record_id").annotate(last=Max("written_at"))
    return {record: clock.local(at).date() for record, at in rows.values_list("record_id", "last")}


def _named(record: Record) -> set[str]:
    return {one for one in (record.about_one, record.author) if one}


def _until(rule: Keeping, people: Mapping[str, str], last: date, lives: _Lives) -> date | None:
    """The last day on which a record has to be kept; None while it is not known, and so it stays."""
    children = [who for who, kind in people.items() if kind == "child"]
    workers = [who for who, kind in people.items() if kind == "worker"]
    # A worker's file is one: its time counts from the last that was written in any of it.
    last = max([last, *(lives.file_ends.get(who, last) for who in workers)])
    if rule.since == "last-entry":
        return keeping.kept_until(rule, last_entry=last)
    if not children:
        return None
    days = [
        keeping.kept_until(rule, last_entry=last, born=lives.born.get(who), died=lives.died.get(who))
        for who in children
    ]
    return max(one for one in days if one) if all(days) else None


def _in_force(type: RecordType, record: Record, people: Mapping[str, str], lives: _Lives) -> bool:
    """Whether it still holds or tells who is here, so that its age alone does not let it go."""
    if lives.here & people.keys():
        return True
    of_home = not any(kind in ("child", "worker") for kind in people.values())
    return of_home and (type.area == SETTING_UP or record.pk in lives.newest)


def contents(home: Home, records: Iterable[str]) -> list[str]:
    """The entries of ``records`` that still say something, in order of the ledger."""
    rows = Content.objects.filter(entry__home=home, entry__record_id__in=list(records)).order_by("entry__seq")
    return list(rows.values_list("entry_id", flat=True))
