"""The brake of medicines: a dose is judged by the child's own chart, and what is left is reckoned, whoever signs."""

from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from typing import Any

from ninefold.base import clock
from ninefold.lawbook.facts import Fact
from ninefold.ledger.brakes import BrakeCase, Stop
from ninefold.medicines import charts, names
from ninefold.medicines.charts import TAKEN, key_of
from ninefold.medicines.names import same, spoken
from ninefold.medicines.rules import ChartLine, Dose, MedicineChart, judge
from ninefold.people.models import Child

DOSE, COUNT, TIMES, WITNESSED = "dose.given", "stock.counted", "medicine.timed", "dose.witnessed"
WATCHES = frozenset({DOSE, COUNT, TIMES, WITNESSED})
READS = frozenset(charts.READS)
PLACES = {"most": "amount", "amount": "amount"}


def answers(case: BrakeCase) -> dict[str, Any]:
    """How much, by the chart, where nothing was typed; whether it is as needed or controlled; what should be there."""
    given: dict[str, Any] = {}
    if _states(case, COUNT) and case.about("child"):
        for fact in (one for one in case.facts if one.name == COUNT):
            given["expected"] = _reckoned(case, fact.subject, fact.data.get("medicine", ""))
    if _states(case, WITNESSED) and case.before and (children := case.about("child")):
        given["left_reckoned"] = _reckoned(case, children[0], str(case.before[0].content.get("medicine", "")))
    if not _states(case, DOSE):
        return given
    line = _line(case)
    reason = bool(case.content.get("reason"))
    if line is None:
        return given | {"as_needed": case.content.get("as_needed", True if reason else None)}
    if not case.content.get("amount") and line.amount is not None:
        given["amount"] = spoken(line.amount, line.unit)
    as_needed = line.as_needed or (line.by_label and (reason or bool(case.content.get("as_needed"))))
    # By a label alone nobody has said who signs second: there a witness who is named is enough.
    controlled = line.controlled and not (line.by_label and case.content.get("witness"))
    return given | {"as_needed": as_needed or None, "controlled": controlled or None}


def stops(case: BrakeCase) -> list[Stop]:
    """Why this dose must not be given, or what of the chart cannot be read."""
    if _states(case, TIMES):
        rows = case.content.get("times") or []
        wrong = [str(row.get("at", "")) for row in rows if charts.clock_time(str(row.get("at", ""))) is None]
        return (
            [Stop("chart", f"“{wrong[0]}” is not a time. Write hours and minutes, such as 08:00.", "times")]
            if wrong
            else []
        )
    if not _states(case, DOSE) or case.content.get("given") not in TAKEN:
        return []
    reasons: list[Stop] = []
    line = _line(case)
    if not case.content.get("amount"):
        reasons.append(Stop("blank", "Please answer: how much?", "amount"))
    if line and line.as_needed and not case.content.get("reason"):
        reasons.append(Stop("blank", "It is given as needed. Please say what for.", "reason"))
    for child in _children(case):
        facts = _facts(case, child)
        name = str(case.content.get("medicine", ""))
        key = key_of(name)
        chart = charts.against(
            charts.fold(facts, child, case.home.pk, charts.called_in(facts), case.signing.happened_at), name, key
        )
        dose = _dose(case, name, chart.line(key))
        reasons += [Stop(why.kind, why.sentence, PLACES.get(why.kind, "medicine")) for why in judge(dose, chart)]
    return reasons


def _states(case: BrakeCase, fact: str) -> bool:
    return any(rule.fact == fact for rule in case.type.rules[case.form.id])


def _children(case: BrakeCase) -> list[Child]:
    return list(Child.objects.filter(pk__in=case.about("child")))


def _facts(case: BrakeCase, child: Child) -> list[Fact]:
    whom = [child.pk, case.home.pk]
    known = case.kept(charts.STANDING, whom)
    return charts.ordered([*known, *case.kept([charts.GIVEN], whom, charts.since(known, case.signing.happened_at))])


def _line(case: BrakeCase) -> ChartLine | None:
    """The line of the chart that a dose is of."""
    children, name = _children(case), case.content.get("medicine")
    if not children or not isinstance(name, str):
        return None
    child = children[0]
    chart = charts.fold(_facts(case, child), child, case.home.pk, {}, case.signing.happened_at)
    return chart.line(key_of(name), clock.local(case.signing.happened_at).date())


def _dose(case: BrakeCase, name: str, line: ChartLine | None) -> Dose:
    key = key_of(name)
    much = names.amount(str(case.content.get("amount", "")), key.strength or (line.key.strength if line else ""))
    return Dose(case.signing.happened_at, name, key, much)


def _reckoned(case: BrakeCase, child: str, name: str) -> str | None:
    """What should be there of a medicine when this is signed, in figures; None where nothing ever came in."""
    whose = Child.objects.filter(pk=child).first()
    if whose is None:
        return None
    facts = _until(_facts(case, whose), case.signing.happened_at)
    chart: MedicineChart = charts.fold(facts, whose, case.home.pk, {}, case.signing.happened_at)
    left = next((number for key, number in chart.left.items() if same(key, key_of(name))), None)
    return f"{max(left, Decimal(0)).normalize():f}" if left is not None else _typed(case)


def _typed(case: BrakeCase) -> str | None:
    """What an import says should be there, of a medicine whose coming in nobody wrote down here."""
    expected = case.content.get("expected")
    return str(expected) if expected is not None else None


def _until(facts: Iterable[Fact], moment: datetime) -> list[Fact]:
    return [one for one in facts if one.at <= moment]
