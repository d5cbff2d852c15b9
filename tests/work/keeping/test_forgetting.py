"""What two leaders let go is gone from every byte of the machine, the certificate stays, the ledger verifies, a hold stops it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection

from ninefold.ledger import export
from ninefold.ledger.actions import append
from ninefold.ledger.attachments import keeping
from ninefold.ledger.attachments.check import Cleaned
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Content, Entry, Record
from ninefold.ledger.signing import Author, signed_now
from ninefold.ledger.verify import Tally, check
from ninefold.people.access import Viewer
from ninefold.people.models import AccessLog, Home, Person
from ninefold.work.keeping import forgetting, letting_go, over
from ninefold.work.models import Forgotten
from tests import signing
from tests.asked_too import whole
from tests.ledger.standing.founded import NOW, Founded, found

pytestmark = pytest.mark.django_db(transaction=True)

MARK = "Zyxqvargle"  # stands in a name, a story, a file, a draft and a search
LATER = datetime(2105, 3, 1, 12, 0, tzinfo=UTC)


@pytest.fixture
def homes(settings: Any, tmp_path: Path) -> Iterator[Founded]:
    settings.ATTACHMENTS = tmp_path / "attachments"
    made = found()
    made.door = signing.append
    yield made


def live(homes: Founded, name: str, born: str) -> tuple[str, str]:
    """A child who lived in the first home and has left: their id, and the id of a record about them."""
    home = homes.homes[0]
    known = homes.sign(home, "child-known", {"name": name, "born_on": born})
    who = next(pk for pk in Person.objects.filter(name=name).values_list("pk", flat=True))
    homes.sign(home, "moved-in", whole("moved-in", "moved-in", ARRIVED), who, "child", at=NOW - timedelta(days=90))
    letter = Cleaned(data=f"a letter about {name}".encode(), media_type="text/plain", words=f"about {name}")
    item = keeping.keep(home, letter, f"{name}.txt", "x", NOW)
    homes.sign(home, "document-received", {"document": "school-report", "file": [item]}, who, "child")
    note = homes.sign(home, "daily-note", {"story": [f"{name} baked bread and laughed."]}, who, "child")
    homes.sign(home, "moved-out", whole("moved-out", "moved-out", LEFT), who, "child")
    assert known.record_id
    return who, note.record_id


ARRIVED = {
    "story": ["One bag."], "legal": "Section 20", "authority": "Eastmarsh", "placement_plan_received": True,
    "care_plan_received": True,
}  # fmt: skip
LEFT = {
    "story": ["Cake."], "reason": "home", "planned": True, "to_address": "With an aunt", "prepared": ["Visits."],
    "belongings": True,
}  # fmt: skip


def viewers(homes: Founded) -> tuple[Viewer, Viewer]:
    """Two leaders of the first home, long after."""
    home = homes.homes[0]
    first = homes.managers[home.id].ref["who"]
    second = homes.managers[homes.homes[1].id].ref["who"]
    one = Viewer(first, "Helen Marsh", "helen", home, "registered-manager", LATER)
    return one, replace(
        one, person=second, account="ruth", role="responsible-individual", now=LATER + timedelta(hours=1)
    )


def bytes_with(mark: str, folder: Path) -> list[str]:
    """The files of the database and below ``folder`` in which ``mark`` stands, in any of three encodings."""
    database = Path(str(connection.settings_dict["NAME"]))
    files = [
        path for path in (database, *database.parent.glob(f"{database.name}-*"), *folder.rglob("*")) if path.is_file()
    ]
    marks = [mark.encode(), mark.lower().encode(), mark.encode("utf-16-le")]
    return [path.name for path in files if any(one in path.read_bytes() for one in marks)]


def test_nothing_of_what_was_let_go_is_left(homes: Founded, tmp_path: Path) -> None:
    home = homes.homes[0]
    who, note = live(homes, MARK, "2013-05-09")
    stays, other = live(homes, "Tommy", "2017-05-09")
    AccessLog.objects.create(at=NOW, account="helen", home=home, what="search", words=f"where is {MARK}")
    AccessLog.objects.create(at=NOW, account="helen", home=home, what="search", words="bread")
    if connection.vendor == "sqlite":
        assert len(bytes_with(MARK, tmp_path)) >= 2
    before = Record.objects.filter(home=home).count()
    manager, responsible = viewers(homes)
    # In 2089 the first child's records are over their time, and the other's are not.
    manager, responsible = (replace(one, now=one.now.replace(year=2089)) for one in (manager, responsible))
    records = {one.record for one in over.of(home, manager.now.date())}
    assert note in records
    assert other not in records
    listed = letting_go.propose(viewer=manager, why="Nobody has asked.", token="a" * 26)
    assert listed.links.count('"lists"') == len(over.contents(home, records))
    (waiting,) = letting_go.proposals(responsible)
    assert MARK not in waiting.what
    with pytest.raises(PermissionDenied):
        letting_go.agree(viewer=manager, record=listed.record_id, why="Me again.", token="b" * 26)
    letting_go.agree(viewer=responsible, record=listed.record_id, why="I looked.", token="c" * 26)
    assert "let go" in forgetting.carry_out(responsible.now)
    assert not Record.objects.filter(pk__in=records).exists()
    assert Record.objects.filter(pk=other).exists()
    assert Record.objects.filter(pk=listed.record_id).exists()
    assert not Person.objects.filter(pk=who).exists()
    assert Person.objects.filter(pk=stays).exists()
    assert Record.objects.filter(home=home).count() == before - len(records) + 1
    assert [look.words for look in AccessLog.objects.filter(what="search").order_by("pk")] == ["", "bread"]
    tally = Tally()
    assert list(check(export.lines(home), tally, export.seals(home))) == []
    assert tally.destroyed == listed.links.count('"lists"')
    if connection.vendor == "sqlite":
        assert bytes_with(MARK, tmp_path) == []
        assert bytes_with("Tommy", tmp_path) != []
    row = Forgotten.objects.get()
    assert row.done_at == responsible.now
    assert forgetting.carry_out(responsible.now) == "Nothing was to be let go."


def test_what_is_gone_without_a_signature_is_found(homes: Founded) -> None:
    home = homes.homes[0]
    live(homes, MARK, "2013-05-09")
    Content.objects.filter(entry=Entry.objects.filter(home=home, type="daily-note")[0]).delete()
    assert [fault.what for fault in check(export.lines(home), Tally())] == [
        "what it says is gone, and no signed entry let it go."
    ]


@pytest.mark.parametrize("named", [True, False])
def test_a_hold_stops_it_also_between_the_signature_and_the_night(homes: Founded, named: bool) -> None:
    home = homes.homes[0]
    who, note = live(homes, MARK, "2013-05-09")
    manager, responsible = viewers(homes)
    listed = letting_go.propose(viewer=manager, why="Nobody has asked.", token="a" * 26)
    letting_go.agree(viewer=responsible, record=listed.record_id, why="I looked.", token="c" * 26)
    whom = {"whom": [{"who": who, "kind": "child", "name": MARK}]} if named else {}
    hold = append(
        home,
        signed_now(
            responsible.now, type="keeping-hold", stage="placed", content={"by_whom": "A court", "why": ["A claim."], **whom},
            subjects=[{"id": home.pk, "kind": "home", "as": "about"}],
        ),
        Author(responsible.person, responsible.role),
    )  # fmt: skip
    forgetting.carry_out(responsible.now)
    assert Record.objects.filter(pk=note).exists()
    assert note not in {one.record for one in over.of(home, responsible.now.date())}
    append(
        home,
        signed_now(
            responsible.now, type="keeping-hold", stage="lifted", content={"why": ["It is over."]}, record=hold.record_id,
            subjects=[{"id": home.pk, "kind": "home", "as": "about"}],
        ),
        Author(responsible.person, responsible.role),
    )  # fmt: skip
    forgetting.carry_out(responsible.now)
    assert not Record.objects.filter(pk=note).exists()


def test_who_is_here_and_what_is_in_force_stays(homes: Founded) -> None:
    home = homes.homes[0]
    types = {one.type for one in over.of(home, date(2300, 1, 1))}
    assert types <= set()  # the homes have just begun: the newest of each kind, and those who work here
    assert Home.objects.filter(pk=home.pk).exists()


def test_an_empty_reason_and_an_empty_list_are_refused(homes: Founded) -> None:
    manager, _ = viewers(homes)
    with pytest.raises(Refused, match="what you looked at"):
        letting_go.propose(viewer=manager, why="  ", token="a" * 26)
    with pytest.raises(Refused, match="Nothing is over"):
        letting_go.propose(viewer=manager, why="All.", token="a" * 26)


def test_a_night_that_is_killed_is_finished_by_the_next(
    homes: Founded, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _, note = live(homes, MARK, "2013-05-09")
    manager, responsible = viewers(homes)
    listed = letting_go.propose(viewer=manager, why="Nobody has asked.", token="a" * 26)
    letting_go.agree(viewer=responsible, record=listed.record_id, why="I looked.", token="c" * 26)

    def killed(shas: list[str]) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(forgetting, "_take_files", killed)
        with pytest.raises(KeyboardInterrupt):
            forgetting.carry_out(responsible.now)
    assert not Record.objects.filter(pk=note).exists()
    assert list((tmp_path / "attachments").rglob("?" * 64))
    forgetting.carry_out(responsible.now)
    assert not list((tmp_path / "attachments").rglob("?" * 64))
    assert Forgotten.objects.get().done_at
