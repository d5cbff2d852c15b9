"""Somebody tries to take a home over: by every form, stage and address, in every role, for themselves and for others.

Whatever is posted, who holds which role afterwards is judged by a table written here by hand, and not by ours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.test import Client

from ninefold import lawbook
from ninefold.base import clock
from ninefold.features.writing.writing import new_token
from ninefold.ledger.models import Draft, Entry
from ninefold.people.models import Consent, Home, KeyWorker, Placement, Role, Statement, Worker
from tests import factories, html
from tests.factories import House, write

NOW = datetime.fromisoformat("2026-10-25T07:40:00+00:00")
STAFF = {"support-worker", "agency-worker", "senior", "deputy-manager"}
# What a home's people may do to the roles of others, told once more. Nobody else may do anything.
GIVES = {
    "senior": {"inspector"},
    "deputy-manager": {"support-worker", "agency-worker", "senior", "inspector"},
    "registered-manager": {*STAFF, "inspector"},
    "responsible-individual": {*STAFF, "inspector", "independent-person", "administrator"},
    "administrator": {*STAFF, "inspector", "independent-person", "administrator"},
}
ENDS = GIVES | {
    "responsible-individual": {*GIVES["responsible-individual"], "registered-manager", "responsible-individual"},
    "administrator": {*GIVES["administrator"], "registered-manager", "responsible-individual"},
}
SECONDS = {"deputy-manager", "registered-manager", "responsible-individual", "administrator"}  # what an RI began
STEPS_DOWN = {"support-worker", "agency-worker", "senior", "deputy-manager", "administrator"}
EVERY_ROLE = [o.id for f in lawbook.current().records["role-given"].stages[0].fields for o in f.options]
TYPES = sorted(t.id for t in lawbook.current().records.values() if t.effect)
ATTACKERS = ["winston", "sena", "dana", "sam", "ines", "ida", "lew", "noor", "helen", "adele"]


@dataclass
class Lived:
    """A home with entries of every kind that says who is who, and those who try to change it."""

    house: House
    people: dict[str, Worker]
    there: str = ""  # a record of the other home
    roles: dict[str, str] = field(default_factory=dict)

    def client(self, name: str) -> Client:
        browser = Client()
        browser.force_login(self.house.account(self.people[name]))
        return browser


@pytest.fixture
def lived(house: House, monkeypatch: pytest.MonkeyPatch) -> Lived:
    """Winston is a deputy, Sena a senior, Ida an inspector, Adele an administrator, and Lew was a manager and has left."""
    monkeypatch.setattr(clock, "now", lambda: NOW)
    people = {name: getattr(house, name) for name in ("helen", "dana", "sam", "ruth", "ines", "noor")}
    new = {"winston": "deputy-manager", "sena": "senior", "ida": "inspector", "adele": "administrator"}
    for name, role in {**new, "pat": "support-worker", "lew": "deputy-manager"}.items():
        people[name] = factories.worker([house.home], name.title(), role)
        house.accounts[people[name].id] = factories.account(people[name])
    known = write(house, "worker-known", {"name": "Pat"}, by=house.helen, about=[people["pat"]])
    write(house, "recruitment", {"post": "Nights", "kind": "bank"}, by=house.helen, about=[people["pat"]])
    write(house, "role-ended", {}, by=house.helen, about=[people["lew"]])
    write(house, "role-given", {"role": "senior"}, by=house.helen, about=[people["pat"]])
    write(house, "role-given", {"role": "registered-manager"}, by=house.ruth, about=[people["dana"]])
    write(house, "worker-known", {"name": "Winston"}, by=house.helen, about=[people["winston"]])
    write(house, "brought-forward", {"what": "dbs", "on": "2026-01-05"}, by=house.helen, about=[people["pat"]])
    named = {"worker": {"who": people["pat"].id, "kind": "worker", "name": "Pat"}}
    write(house, "key-worker-named", named, by=house.helen, about=[house.jay])
    consent = {"child_agrees": False, "authority_agrees": True}
    write(house, "visitor-consent", consent, by=house.helen, about=[house.jay])
    write(
        house, "contact-known", {"name": "Lisa", "kind": "family", "relation": "mum"}, by=house.helen, about=[house.jay]
    )
    write(house, "home-registered", REGISTERED, by=house.helen)
    roles = dict(Role.objects.filter(home=house.home, to_at=None).values_list("worker", "name"))
    there = Statement.objects.filter(home=house.other, subject=house.noor.id, what="role-given").get().record
    assert known
    return Lived(house, people, there, roles)


REGISTERED = {
    "name": "Larch House", "urn": "9900001", "registered_on": "2024-03-01", "places": 4, "age_from": 8, "age_to": 17,
    "host_authority": "Northmoor",
}  # fmt: skip
WHEN = {"happened_at.date": "2026-10-25", "happened_at.time": "07:00"}


def forms(lived: Lived, type: str, me: Worker) -> Iterator[dict[str, Any]]:
    """What somebody could type into the first form of a type, about themselves and everybody else."""
    whom = [me, *(lived.people[name] for name in ("helen", "ruth", "pat", "noor"))]
    jay = {"_about": lived.house.jay.id}
    if type == "role-given":
        yield from ({"_about_worker": who.id, "role": role, "second": "no"} for who in whom for role in EVERY_ROLE)
    elif type in ("role-ended", "recruitment", "brought-forward"):
        more = {"post": "Nights", "kind": "bank", "what": "recruitment", "on": "2026-01-05"}
        yield from ({"_about_worker": who.id, **more} for who in whom)
    elif type == "key-worker-named":
        yield from ({**jay, "worker": who.id} for who in whom[:3])
    elif type == "visitor-consent":
        yield {**jay, "child_agrees": "yes", "authority_agrees": "yes"}
    elif type == "home-registered":
        yield {**{name: str(answer) for name, answer in REGISTERED.items()}, "name": "Mine"}
    elif type == "worker-known":
        yield {"name": "Me again", "_about_worker": me.id}
    else:
        yield {
            **jay,
            "_about": lived.house.ada.id,
            "name": "Lisa",
            "kind": "family",
            "relation": "aunt",
            "born_on": "2013-01-01",
        }


def addresses(lived: Lived) -> Iterator[tuple[str, dict[str, Any]]]:
    """Every further stage, correction and withdrawal of all that the home, and the one beside it, keep."""
    urn = lived.house.home.urn
    kinds = lawbook.current().records
    for entry in Entry.objects.filter(home=lived.house.home).order_by("seq"):
        about = {"_about_worker": lived.people["winston"].id, "_about": lived.house.jay.id, "because": "Better so"}
        answers = {"role": "registered-manager", "left_on": "2026-10-24", "started_on": "2026-10-24", "name": "Pat",
                   "child_agrees": "yes", "authority_agrees": "yes", "worker": lived.people["winston"].id}  # fmt: skip
        for stage in kinds[entry.type].stages[1:]:
            yield f"/{urn}/record/{entry.record_id}/{stage.id}/", about | answers
        yield f"/{urn}/record/{entry.record_id}/{entry.id}/correct/", about | answers
        yield f"/{urn}/record/{entry.record_id}/{entry.id}/withdraw/", {"because": "Better so"}
        yield f"/{lived.house.other.urn}/record/{entry.record_id}/{entry.id}/withdraw/", {"because": "Better so"}
    for stage in ("seconded", "left", "started", f"{lived.there}/correct", f"{lived.there}/withdraw"):
        yield f"/{urn}/record/{lived.there}/{stage}/", {"because": "Better so", "role": "support-worker"}


def held() -> set[tuple[str, str, str, datetime, datetime | None]]:
    return set(Role.objects.values_list("worker", "home", "name", "from_at", "to_at"))


def beside(house: House) -> list[Any]:
    """All that the other home says of who is who."""
    rows = [list(table.objects.filter(home=house.other).order_by("pk").values_list()) for table in (Role, Placement, KeyWorker, Consent)]  # fmt: skip
    return [*rows, list(Home.objects.filter(pk=house.other.pk).values_list())]


def judged(lived: Lived, me: Worker, address: str, before: set[Any], after: set[Any]) -> list[str]:
    """Every change of roles that was not ``me``'s to make."""
    mine = lived.roles.get(me.id, "")
    wrong = []
    for who, home, role, *_ in after - before:
        if (who, home, role) in {row[:3] for row in before}:
            continue  # it ends earlier, or goes on: told below
        second = address.endswith("/seconded/") and mine in SECONDS and role == "registered-manager"
        if home != lived.house.home.pk or who == me.id or not (second or role in GIVES.get(mine, set())):
            wrong.append(f"gave {role} to {who}")
    for who, home, role, _, to_at in before:
        if to_at is None and (who, home, role, None) not in {(*row[:3], row[4]) for row in after}:
            own = who == me.id and role == mine and role in STEPS_DOWN
            if home != lived.house.home.pk or not (own or (who != me.id and role in ENDS.get(mine, set()))):
                wrong.append(f"ended {role} of {who}")
    return wrong


def tried(lived: Lived, name: str, posts: Iterator[tuple[str, dict[str, Any]]]) -> int:
    """Post each, judge what it changed, and undo it. Gives how many were signed."""
    me, browser, signed = lived.people[name], lived.client(name), 0
    before, other, wrong = held(), beside(lived.house), []
    for address, typed in posts:
        count = Entry.objects.count()
        point = transaction.savepoint()
        answer = browser.post(address, {**WHEN, **typed, "_token": new_token(), "_sign": "yes"})
        assert answer.status_code in (302, 403, 404, 422), (address, answer.status_code)
        more = Entry.objects.count() - count
        signed += more
        wrong += [(address, typed, one) for one in judged(lived, me, address, before, held())]
        if beside(lived.house) != other:
            wrong.append((address, typed, "the other home"))
        if more and answer.status_code != 302:
            wrong.append((address, typed, "signed and refused"))
        transaction.savepoint_rollback(point)
    assert wrong == []
    return signed


def stages(lived: Lived, name: str) -> int:
    return tried(lived, name, iter([*addresses(lived)]))


@pytest.mark.parametrize("name", ATTACKERS)
def test_nobody_takes_a_home_over_by_a_form(lived: Lived, name: str) -> None:
    me, urn = lived.people[name], lived.house.home.urn
    posts = [(f"/{urn}/write/{type}/", typed) for type in TYPES for typed in forms(lived, type, me)]
    signed = tried(lived, name, iter(posts))
    if name in {"ines", "ida", "lew", "noor"}:
        assert signed == 0, "who only looks, has left or belongs elsewhere signs nothing"


@pytest.mark.parametrize("name", ATTACKERS)
def test_nobody_takes_a_home_over_by_what_is_signed_already(lived: Lived, name: str) -> None:
    stages(lived, name)


def test_the_rightful_can_do_what_the_others_tried(lived: Lived) -> None:
    """Or nothing would have been tried at all: the same addresses, by who may."""
    urn, ruth = lived.house.home.urn, lived.people["ruth"]
    posts = [
        (f"/{urn}/write/{type}/", typed) for type in ("role-given", "role-ended") for typed in forms(lived, type, ruth)
    ]
    assert tried(lived, "ruth", iter(posts)) >= 20
    assert tried(lived, "helen", iter([*addresses(lived)])) > 5


def refused(answer: Any) -> bool:
    """Whether nothing is there for them, or they were signed out because they have no role any more."""
    return answer.status_code in (403, 404) or answer.headers.get("Location", "").startswith("/account/login/")


def test_a_manager_is_one_when_a_second_person_has_signed_and_not_before(lived: Lived) -> None:
    house, dana = lived.house, lived.people["dana"]
    given = Entry.objects.get(type="role-given", subjects__contains=dana.id)
    seconded = f"/{house.home.urn}/record/{given.record_id}/seconded/"
    role = Role.objects.filter(worker=dana, to_at=None)
    assert role.get().name == "support-worker"
    for name in ("dana", "ruth", "sena", "ines", "ida", "lew", "noor"):
        answer = lived.client(name).post(seconded, {**WHEN, "_token": new_token(), "_sign": "yes"})
        assert refused(answer), name
    page = html.page(lived.client("winston").get(f"/{house.home.urn}/record/{given.record_id}/"))
    assert "Second signature" in page
    assert lived.client("winston").post(seconded, {**WHEN, "_token": new_token(), "_sign": "yes"}).status_code == 302
    assert role.get().name == "registered-manager"


def test_what_is_kept_for_later_signs_nothing_for_a_leaver_or_elsewhere(lived: Lived) -> None:
    house = lived.house
    own = Entry.objects.filter(home=house.home).first()
    assert own
    typed = {"_type": "role-given", "_stage": "given", "_act": "write", "role": "registered-manager"}
    for name in ("lew", "noor", "ines", "ida", "dana"):
        browser = lived.client(name)
        for record in ("", own.record_id, lived.there):
            answer = browser.post(f"/{house.home.urn}/draft/{new_token()}/", {**typed, "_record": record})
            assert refused(answer), (name, record)
    winston = lived.client("winston")
    assert winston.post(f"/{house.home.urn}/draft/{new_token()}/", {**typed, "_record": lived.there}).status_code == 404
    assert not Draft.objects.exists()


@pytest.mark.parametrize("answers", ["_answers", "there"])
def test_no_form_answers_what_another_home_keeps(lived: Lived, answers: str) -> None:
    house = lived.house
    noor = write(house, "daily-note", {"story": ["Calm."]}, about=[house.jay]).record_id
    target = lived.there if answers == "there" else noor[:-2] + "ZZ"
    urn, count = house.home.urn, Entry.objects.count()
    for type in ("role-given", "role-ended", "action"):
        answer = lived.client("winston").post(
            f"/{urn}/write/{type}/", {**WHEN, "_answers": f"{target}#", "_about_worker": house.dana.id, "role": "senior", "_sign": "yes", "_token": new_token()},
        )  # fmt: skip
        assert answer.status_code == 404
    assert Entry.objects.count() == count


def test_two_managers_do_not_check_their_own_words_through_a_correction(lived: Lived) -> None:
    """Winston writes and Helen corrects: neither may look at it for the home. The rule is one for every check."""
    house, winston = lived.house, lived.people["winston"]
    entry = write(
        house, "monthly-summary", {"story": ["A month."]}, by=winston, about=[house.jay],
        at=NOW - timedelta(hours=2), written=NOW - timedelta(hours=1),
    )  # fmt: skip
    record = f"/{house.home.urn}/record/{entry.record_id}"
    look: dict[str, Any] = {**WHEN, "_sign": "yes", "story": "Good work."}
    assert lived.client("winston").post(f"{record}/read/", {**look, "_token": new_token()}).status_code == 403
    correct = f"{record}/{entry.id}/correct/"
    assert "Who corrects this does not look at it" in html.page(lived.client("helen").get(correct, follow=True))
    typed = {**WHEN, "_about": house.jay.id, "story": "A good month.", "because": "A slip", "_sign": "yes"}
    assert lived.client("helen").post(correct, {**typed, "_token": new_token()}).status_code == 302
    for name in ("winston", "helen"):
        assert lived.client(name).post(f"{record}/read/", {**look, "_token": new_token()}).status_code == 403, name
