"""A child's medicines, folded from facts: what is on the chart, what was taken, what is left. ``fold`` is pure."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from ninefold import lawbook
from ninefold.base import clock
from ninefold.base.english import age
from ninefold.lawbook.facts import Fact
from ninefold.ledger.factrows import from_row
from ninefold.ledger.models import FactRow
from ninefold.medicines import names
from ninefold.medicines.names import Key, same
from ninefold.medicines.rules import ChartLine, Dose, MedicineChart
from ninefold.people.models import Child, Home, Person

CHARTED, TIMED, STOPPED = "medicine.charted", "medicine.timed", "medicine.stopped"
RECEIVED, GONE, COUNTED = "medicine.received", "medicine.gone", "stock.counted"
GIVEN, ALLERGY, INTOLERANCE, OVER = "dose.given", "alert.allergy", "alert.intolerance", "alert.over"
CONSENT, REMEDY = "consent.asked", "remedy.listed"
CONSENT_WITHDRAWN = "health-consent.withdrawn"
READS = (
    CHARTED, TIMED, STOPPED, RECEIVED, GONE, COUNTED, GIVEN, ALLERGY, INTOLERANCE, OVER, CONSENT, CONSENT_WITHDRAWN, REMEDY,
)  # fmt: skip
STANDING = tuple(name for name in READS if name != GIVEN)
TAKEN = ("given", "self", "spat-out")  # spat out is counted as taken: nobody knows how much stayed
BACK = timedelta(days=9)  # how far back doses are read at least: a gap is a week at most
STALE = timedelta(days=200)  # what neither came in nor was counted for so long is not reckoned: nobody counts it


def read(home: Home, children: Iterable[str], now: datetime) -> list[Fact]:
    """The facts of these children's medicines, and of the home's remedies: the doses as far back as they are reckoned with."""
    rows = FactRow.objects.filter(home=home, subject__in=[*children, home.pk], ended_at=None)
    known = [from_row(row) for row in rows.filter(name__in=STANDING)]
    doses = [from_row(row) for row in rows.filter(name=GIVEN, at__gte=since(known, now))]
    return ordered([*known, *doses])


def ordered(facts: Iterable[Fact]) -> list[Fact]:
    """Facts in order of when they were true, as ``fold`` wants them."""
    return sorted(facts, key=lambda one: (one.at, one.known_at, one.entry))


def since(known: Iterable[Fact], now: datetime) -> datetime:
    """From when on doses are read: the last count or the first coming in of each medicine that is still reckoned."""
    began: dict[tuple[str, str], datetime] = {}
    moved: dict[tuple[str, str], datetime] = {}
    for one in ordered(known):
        which = (one.subject, key_of(one.data.get("medicine", "")).substance)
        if one.name == COUNTED:
            began[which] = moved[which] = one.at
        elif one.name == RECEIVED:
            began.setdefault(which, one.at)
            moved[which] = one.at
    reckoned = [at for which, at in began.items() if now - moved[which] < STALE]
    return min([*reckoned, now - BACK])


def charts(home: Home, children: Sequence[Child], now: datetime) -> dict[str, MedicineChart]:
    """Each child's chart at ``now``. Three queries, whatever their number."""
    facts = read(home, [child.pk for child in children], now)
    called = called_in(facts)
    return {child.pk: fold(facts, child, home.pk, called, now) for child in children}


def called_in(facts: Iterable[Fact]) -> dict[str, str]:
    """The names of who gave the doses among ``facts``."""
    return dict(
        Person.objects.filter(pk__in={one.author for one in facts if one.name == GIVEN}).values_list("pk", "name")
    )


def fold(facts: Sequence[Fact], child: Child, home: str, called: dict[str, str], now: datetime) -> MedicineChart:
    """A child's chart from facts in order of when they were true. Pure but for the library's words."""
    own = [one for one in facts if one.subject == child.pk]
    words = lawbook.current().words
    key = _keys(words.substances)
    lines = _lines(own, key)
    return MedicineChart(
        child=child.name,
        lines=lines,
        remedies=_remedies([one for one in facts if one.subject == home], key),
        doses=[_dose(one, key, called) for one in own if one.name == GIVEN and one.value in TAKEN],
        allergies=_allergies(own),
        consent=_consent(own),
        age=age(child.born_on, clock.local(now).date()) if child.born_on else None,
        left=_left(own, lines, key, now),
    )


def against(chart: MedicineChart, name: str, key: Key) -> MedicineChart:
    """The chart with only those allergies that speak against a medicine, each with why."""
    words = lawbook.current().words
    known = [
        (allergy, why)
        for allergy, _ in chart.allergies
        if (why := names.against(allergy, key, name, words.families, words.substances))
    ]
    return replace(chart, allergies=known)


def key_of(name: str) -> Key:
    """What a medicine is, by the library's names."""
    return names.key(name, lawbook.current().words.substances)


def _keys(substances: dict[str, tuple[str, ...]]) -> Callable[[str], Key]:
    kept: dict[str, Key] = {}

    def key(name: str) -> Key:
        if name not in kept:
            kept[name] = names.key(name, substances)
        return kept[name]

    return key


def _lines(own: Sequence[Fact], key: Callable[[str], Key]) -> list[ChartLine]:
    times: dict[str, list[time]] = {}
    for one in own:
        if one.name == TIMED and (at := clock_time(one.value)):
            times.setdefault(one.record, []).append(at)
    stopped = {one.record: clock.local(one.at).date() for one in own if one.name == STOPPED}
    charted = [
        _line(one, key, times.get(one.record, []), stopped.get(one.record)) for one in own if one.name == CHARTED
    ]
    labels: dict[Key, ChartLine] = {}
    for one in own:
        if one.name == RECEIVED:
            name = one.data.get("medicine", "")
            if not any(same(line.key, key(name)) for line in charted):
                yes = one.data.get("controlled") == "yes"
                labels[key(name)] = ChartLine(name, key(name), by_label=True, controlled=yes, record=one.record)
    return [*charted, *labels.values()]


def _line(one: Fact, key: Callable[[str], Key], times: list[time], stopped: date | None) -> ChartLine:
    data = one.data
    unit = data.get("unit", "")
    gap, in_a_day = names.number(data.get("gap", "")), names.number(data.get("in_a_day", ""))
    return ChartLine(
        name=one.value,
        key=key(one.value),
        unit="" if unit == "other" else unit,
        amount=names.number(data.get("amount", "")),
        as_needed=data.get("how") == "as-needed",
        times=tuple(sorted(times)),
        most=names.number(data.get("most", "")),
        gap=timedelta(minutes=int(gap * 60)) if gap else None,
        in_a_day=int(in_a_day) if in_a_day else None,
        begins=_date(data.get("begins", "")),
        ends=_date(data.get("ends", "")),
        stopped=stopped,
        controlled=data.get("controlled") == "yes",
        for_what=data.get("text", ""),
        record=one.record,
    )


def _remedies(facts: Sequence[Fact], key: Callable[[str], Key]) -> list[ChartLine]:
    """The remedies of the newest list."""
    listed = [one for one in facts if one.name == REMEDY]
    newest = max(listed, key=lambda one: (one.at, one.known_at), default=None)
    remedies = []
    for one in listed if newest else ():
        if newest is None or one.record != newest.record:
            continue
        age_from = names.number(one.data.get("from_age", ""))
        line = _line(one, key, [], None)
        remedies.append(
            replace(line, as_needed=True, remedy=True, from_age=int(age_from) if age_from is not None else None)
        )
    return remedies


def _dose(one: Fact, key: Callable[[str], Key], called: dict[str, str]) -> Dose:
    name = one.data.get("medicine", "").removeprefix("@")
    known = key(name)
    by = called.get(one.author, "")
    return Dose(one.at, name, known, names.amount(one.data.get("amount", ""), known.strength), by, one.record)


def _allergies(own: Sequence[Fact]) -> list[tuple[str, str]]:
    over = {one.record for one in own if one.name == OVER}
    return [(one.value, "") for one in own if one.name in (ALLERGY, INTOLERANCE) and one.record not in over]


def _consent(own: Sequence[Fact]) -> bool | None:
    """What was last said of remedies without prescription; a consent that was taken back or changed is none."""
    asked = [one for one in own if one.name in (CONSENT, CONSENT_WITHDRAWN)]
    if not asked:
        return None
    return asked[-1].name == CONSENT and asked[-1].value == "yes"


def _left(
    own: Sequence[Fact], lines: Sequence[ChartLine], key: Callable[[str], Key], now: datetime
) -> dict[Key, Decimal]:
    """What the book says is left of each medicine: what came, less what was given and what went; a count begins anew."""
    left: dict[Key, Decimal] = {}
    moved: dict[Key, datetime] = {}
    came = {one.record: key(one.data.get("medicine", "")) for one in own if one.name == RECEIVED}
    strengths = [line.key for line in lines]

    def stock(wanted: Key) -> Key:
        return next((one for one in strengths if same(one, wanted)), wanted)

    for one in own:
        if one.name == RECEIVED and (number := names.number(one.value)) is not None:
            which = stock(came[one.record])
            left[which] = left.get(which, Decimal(0)) + number
            moved[which] = one.at
        elif one.name == COUNTED and (number := names.number(one.value)) is not None:
            which = stock(key(one.data.get("medicine", "")))
            left[which], moved[which] = number, one.at
        elif (
            one.name == GONE and one.record in came and (number := names.number(one.data.get("amount", ""))) is not None
        ):
            which = stock(came[one.record])
            left[which] = left.get(which, Decimal(0)) - number
        elif one.name == GIVEN and one.value in TAKEN:
            known = key(one.data.get("medicine", ""))
            much = names.amount(one.data.get("amount", ""), known.strength)
            if much is not None and stock(known) in left:
                left[stock(known)] -= much.number
    return {which: number for which, number in left.items() if which not in moved or now - moved[which] < STALE}


def clock_time(text: str) -> time | None:
    """A time of the day as people write it, "8.00" or "20:00"; None for anything else."""
    digits = text.strip().replace(".", ":")
    try:
        hours, _, minutes = digits.partition(":")
        return time(int(hours), int(minutes or 0))
    except ValueError:
        return None


def _date(text: str) -> date | None:
    return date.fromisoformat(text) if text else None
