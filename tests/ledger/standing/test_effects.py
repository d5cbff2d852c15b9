"""Standing facts change by signed entries, and only as those say."""

from datetime import timedelta
from typing import Any

import pytest

from ninefold.ledger import actions
from ninefold.ledger.models import Entry, Record
from ninefold.people.access import visible
from ninefold.people.models import Child, Consent, Contact, Home, KeyWorker, Placement, Role, Worker
from tests import signing
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


def sign(house: House, type: str, stage: str, content: dict[str, Any], **more: Any) -> Entry:
    """A standing record by Helen."""
    return write(house, type, content, by=house.helen, stage=stage, **more)


def tommy(house: House, **more: Any) -> Entry:
    """Tommy is made known to the home."""
    return sign(house, "child-known", "known", {"name": "Tommy", "born_on": "2017-01-27", **more})


def child_of(entry: Entry) -> Child:
    """The child an entry made known."""
    return Child.objects.get(pk=Record.objects.get(pk=entry.record_id).about_one)


def corrected(house: House, entry: Entry, content: dict[str, Any]) -> Entry:
    """Helen corrects ``entry`` an hour later."""
    later = entry.received_at + timedelta(hours=1)
    return signing.correct(
        entry=entry,
        content=content,
        because="Misspelt.",
        home=house.home,
        author=house.helen.id,
        role="registered-manager",
        happened_at=entry.happened_at,
        written_at=later,
        received_at=later,
        subjects=actions.json.loads(entry.subjects),
    )


def test_a_child_who_is_known_has_a_planned_stay(house: House) -> None:
    stay = child_of(tommy(house)).placements.get()
    assert (stay.home_id, stay.began_at, stay.ended_at) == (house.home.id, None, None)


def test_children_who_live_together_have_colours_of_their_own(house: House) -> None:
    colours = [child_of(tommy(house)).colour for _ in range(4)]
    assert len(set(colours)) == 4


def test_correcting_a_childs_details_makes_no_second_stay(house: House) -> None:
    entry = tommy(house)
    child = child_of(entry)
    corrected(house, entry, {"name": "Tommie", "born_on": "2017-01-27"})
    assert child_of(entry).name == "Tommie"
    assert Placement.objects.filter(child=child).count() == 1


def test_moving_in_and_out_begins_and_ends_the_stay(house: House) -> None:
    child = child_of(tommy(house))
    arrival = {
        "legal": "section-20",
        "authority": "Eastmarsh",
        "placement_plan_received": False,
        "care_plan_received": False,
    }
    sign(house, "moved-in", "moved-in", {**arrival, "story": ["One bag."]}, about=[child])
    assert child.placements.get().began_at == NOW


def test_a_new_role_ends_the_old_one(house: House) -> None:
    sign(house, "role-given", "given", {"role": "senior"}, about=[house.dana])
    old, new = Role.objects.filter(worker=house.dana).order_by("from_at")
    assert (old.name, old.to_at) == ("support-worker", NOW)
    assert (new.name, new.to_at) == ("senior", None)


def test_a_worker_who_has_left_has_no_role(house: House) -> None:
    content = {"name": "Pat", "started_on": "2026-01-05"}
    record = sign(house, "worker-known", "known", content).record_id
    pat = Worker.objects.get(name="Pat")
    sign(house, "role-given", "given", {"role": "support-worker"}, about=[pat])
    sign(house, "worker-known", "left", {"left_on": "2026-10-24"}, about=[pat], record=record)
    assert str(Worker.objects.get(name="Pat").left_on) == "2026-10-24"
    assert not Role.objects.filter(worker=pat, to_at=None).exists()


def test_a_key_worker_follows_another(house: House) -> None:
    for worker in (house.dana, house.helen):
        who = {"who": worker.id, "kind": "worker", "name": worker.name}
        sign(house, "key-worker-named", "named", {"worker": who}, about=[house.jay])
    assert KeyWorker.objects.get(child=house.jay, to_at=None).worker_id == house.helen.id


def test_somebody_who_matters_is_known_once(house: House) -> None:
    for relation in ("mum", "mother"):
        content = {"name": "Lisa", "relation": relation, "kind": "family"}
        sign(house, "contact-known", "known", content, about=[house.jay])
    assert Contact.objects.get(child=house.jay).relation == "mother"


def test_both_consents_open_records_to_the_visitor(house: House) -> None:
    sign(house, "visitor-consent", "consent", {"child_agrees": True, "authority_agrees": True}, about=[house.jay])
    assert Consent.objects.get(child=house.jay).authority_agrees


def test_the_home_is_what_its_registration_says(house: House) -> None:
    content = {
        "name": "Larch House",
        "urn": "9900001",
        "registered_on": "2019-05-13",
        "places": 5,
        "age_from": 8,
        "age_to": 17,
        "host_authority": "Southby",
    }
    sign(house, "home-registered", "registered", content)
    home = Home.objects.get(pk=house.home.pk)
    assert (home.places, home.host_authority) == (5, "Southby")


def test_a_worker_sees_their_own_supervision_and_nobody_elses(house: House) -> None:
    own = sign(house, "supervision", "held", {"held_on": "2026-10-22"}, about=[house.dana]).record_id
    records = Record.objects.filter(pk=own)
    assert visible(house.viewer(house.dana), records).exists()
    assert not visible(house.viewer(house.sam), records).exists()
