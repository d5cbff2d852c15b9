"""A home's files are signed in as one act, a second time changes nothing, and the whole is taken back."""

import json
from datetime import UTC, date, datetime

import pytest

from ninefold.base import clock
from ninefold.ledger import actions
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from ninefold.ledger.signing import Author, signed_now
from ninefold.ledger.standing import verify
from ninefold.movein import writing
from ninefold.movein.models import BroughtFiles
from ninefold.ops import founding
from ninefold.people.models import Child, Contact, Home, KeyWorker, Placement, Role, Worker

AT = datetime(2026, 12, 1, 10, tzinfo=UTC)
STAFF = """Name,Job title,Start date,DBS date,Known as
Ann Rudd,Registered Manager,01/02/2020,01/02/2025,
Daniel Okafor,RSW,04/09/2023,22/08/2023,Danny
Daniel Okafor,Bank staff,13/05/2024,29/04/2024,
Marjorie Bell,Cook,06/02/2017,23/01/2017,
Toby Grant,RSW,14/06/2021,01/06/2021,
"""
CHILDREN = """Name,DOB,Legal status,LA,LAC since,Date of admission,Key worker,Last LAC review,Social worker,Family
Kieran Mossop,14/02/2012,S31,Cumberland,03/11/2018,19/05/2025,Danny,02/09/2026,Priti Rawal,Dad: Yusuf Shah - no contact
Jude Tolliver,30/07/2010,S20,Cumberland,,08/08/2024,Toby,10/06/2026,Priti Rawal,
"""


@pytest.fixture
def opened(db: None, monkeypatch: pytest.MonkeyPatch) -> tuple[Home, Author]:
    """A home that has just been opened, and its manager."""
    monkeypatch.setattr(clock, "now", lambda: AT)
    leader = founding.Leader(name="Ann Rudd", role="registered-manager", started_on=date(2020, 2, 1))
    home, hand = founding.open_home(
        provider="Thistle", urn="SC900100", name="Thistledown", registered_on=date(2019, 1, 1), places=6, ages=(8, 17),
        host_authority="Cumberland", leader=leader, at=AT,
    )  # fmt: skip
    return home, Author(hand.ref["who"], hand.role)


def _sent(home: Home, author: Author) -> BroughtFiles:
    files = [("staff.csv", STAFF.encode()), ("children.csv", CHILDREN.encode())]
    return writing.accept(home=home, person=author.person, files=files, at=AT)


def _answered(together: BroughtFiles) -> None:
    twice = next(ask for _, ask in writing.planned(together).asks if ask.field == "twice")
    writing.answer(together, {twice.id: "two"})


def test_what_is_not_answered_waits_and_the_rest_is_signed(opened: tuple[Home, Author]) -> None:
    home, author = opened
    together = _sent(home, author)
    outcome = writing.bring_in(together=together, author=author, at=AT)
    assert not outcome.refused
    assert Worker.objects.filter(name="Daniel Okafor").count() == 1  # the second is asked
    _answered(together)
    again = writing.bring_in(together=together, author=author, at=AT)
    assert again.signed >= 3 and Worker.objects.filter(name="Daniel Okafor").count() == 2


def test_all_of_it_stands(opened: tuple[Home, Author]) -> None:
    home, author = opened
    together = _sent(home, author)
    _answered(together)
    writing.bring_in(together=together, author=author, at=AT)
    kieran = Child.objects.get(name="Kieran Mossop")
    assert Placement.objects.get(child=kieran).began_at == clock.start_of(date(2025, 5, 19))
    assert KeyWorker.objects.get(child=kieran).worker.name == "Daniel Okafor"
    assert Contact.objects.filter(child=kieran).count() == 2
    assert Role.objects.filter(home=home).count() == 4  # the manager, three who care; the cook has none
    assert not list(verify.differences(home.provider))


def test_a_second_time_changes_nothing(opened: tuple[Home, Author]) -> None:
    home, author = opened
    first = _sent(home, author)
    _answered(first)
    writing.bring_in(together=first, author=author, at=AT)
    count = Entry.objects.count()
    second = _sent(home, author)
    assert not [ask for _, ask in writing.planned(second).asks if ask.field in ("twice", "is")]
    assert writing.bring_in(together=second, author=author, at=AT).signed == 0
    assert Entry.objects.count() == count


def test_the_whole_is_taken_back(opened: tuple[Home, Author]) -> None:
    home, author = opened
    together = _sent(home, author)
    _answered(together)
    writing.bring_in(together=together, author=author, at=AT)
    assert writing.take_back(together=together, author=author, at=AT) > 10
    assert not Child.objects.filter(known=True).exists() and not Placement.objects.exists()
    assert [one.name for one in Worker.objects.filter(known=True)] == ["Ann Rudd"]
    assert not list(verify.differences(home.provider))
    once_more = _sent(home, author)
    assert writing.bring_in(together=once_more, author=author, at=AT).signed > 10


def test_what_somebody_has_written_about_since_is_not_taken_back(opened: tuple[Home, Author]) -> None:
    home, author = opened
    together = _sent(home, author)
    writing.bring_in(together=together, author=author, at=AT)
    child = Child.objects.get(name="Jude Tolliver")
    subjects = [{"id": child.pk, "kind": "child", "as": "about"}]
    content = {"kind": "none", "source": "child"}
    actions.append(home, signed_now(AT, type="allergy", stage="known", content=content, subjects=subjects), author)
    with pytest.raises(Refused, match="Jude Tolliver"):
        writing.take_back(together=together, author=author, at=AT)
    together.refresh_from_db()
    assert together.taken_back_at is None


def test_answers_are_kept(opened: tuple[Home, Author]) -> None:
    home, author = opened
    together = _sent(home, author)
    _answered(together)
    assert list(json.loads(together.answers).values()) == ["two"]
