"""A child who came long before the home kept its records here: the past asks for nothing, and rhythms begin now."""

from datetime import timedelta

from ninefold.duties.models import ObligationRow
from ninefold.people.models import Child
from tests.factories import NOW, House, write

ARRIVED = {
    "story": ["Came with a worker."], "legal": "section 20", "authority": "Eastmarsh", "placement_plan_received": True,
    "care_plan_received": True,
}  # fmt: skip


def arrive(house: House, days: int) -> set[str]:
    """What is owed of a child who came so many days ago, by duty, written down now."""
    write(
        house,
        "daily-note",
        {"story": ["The first note of this home here."]},
        about=[house.jay],
        at=NOW - timedelta(days=60),
    )
    known = write(
        house, "child-known", {"name": "Tom", "born_on": "2013-01-01", "authority": "Eastmarsh"}, by=house.helen
    )
    tom = Child.objects.get(name="Tom")
    at = NOW - timedelta(days=days)
    entry = write(house, "moved-in", ARRIVED, about=[tom], at=at, written=NOW + timedelta(minutes=9))
    assert known.id
    return set(
        ObligationRow.objects.filter(record_id=entry.record_id, subject=tom.pk, met_at=None, void_at=None).values_list(
            "duty", flat=True
        )
    )


def test_an_arrival_of_this_week_starts_its_clocks(house: House) -> None:
    assert arrive(house, 2), "what is written down within the week is news"


def test_what_is_owed_of_it_lies_ahead(house: House) -> None:
    arrive(house, 400)
    owed = ObligationRow.objects.filter(subject=Child.objects.get(name="Tom").pk, met_at=None, void_at=None)
    assert not owed.filter(due_at__lt=NOW).exists(), [(one.duty, one.due_at) for one in owed.filter(due_at__lt=NOW)]
