"""Every consent and key-worker is carried into its home, and the ids that contacts have are kept with their records."""

import json
from datetime import UTC, datetime
from typing import Any

from django.db import migrations

LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


def _homes_of(apps: Any, child: str) -> list[tuple[str, Any]]:
    """The homes a child has a stay in, the newest first, with when it began."""
    stays = apps.get_model("people", "Placement").objects.filter(child_id=child).order_by("-began_at")
    return list(dict(stays.values_list("home_id", "began_at")).items())


def carry(apps: Any, schema_editor: Any) -> None:
    """Give each consent and key-worker its home, and each contact its record."""
    consent, before = apps.get_model("people", "Consent"), apps.get_model("people", "ConsentBefore")
    for one in before.objects.all():
        for number, (home, began) in enumerate(_homes_of(apps, one.child_id)):
            consent.objects.create(
                id=one.child_id if number == 0 else f"{one.child_id[:24]}{number:02}",
                child_id=one.child_id,
                home_id=home,
                child_agrees=one.child_agrees,
                authority_agrees=one.authority_agrees,
                from_at=began or LONG_AGO,
            )
    for one in apps.get_model("people", "KeyWorker").objects.all():
        homes = _homes_of(apps, one.child_id)
        if homes:
            one.home_id = homes[0][0]
            one.save()
        else:
            one.delete()
    _carry_contacts(apps)


def _carry_contacts(apps: Any) -> None:
    """Which record gave which contact its id: until now a contact was found by child and name."""
    contact = apps.get_model("people", "Contact")
    known = {(child, name): id for id, child, name in contact.objects.values_list("pk", "child_id", "name")}
    content = apps.get_model("ledger", "Content").objects.select_related("entry")
    given: dict[str, str] = {}
    last: dict[str, str] = {}
    told = content.filter(entry__type="contact-known", entry__act__in=("write", "correct")).exclude(body="")
    for one in told.order_by("entry__received_at", "entry__home_id", "entry__seq"):
        name = json.loads(one.body).get("name")
        for child in [s["id"] for s in json.loads(one.entry.subjects) if s["kind"] == "child"][:1]:
            person = known.get((child, name))
            if person and given.setdefault(person, one.entry.record_id) == one.entry.record_id:
                last[one.entry.record_id] = person
    former = apps.get_model("people", "FormerId")
    former.objects.bulk_create(
        former(person=person, record=record, in_use=last[record] == person) for person, record in given.items()
    )


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0004_standing_derived"),
    ]

    operations = [
        migrations.RunPython(carry, migrations.RunPython.noop),
    ]
