"""Who may give and end which role: the table in the library, and the one rule over it."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from ninefold import lawbook
from ninefold.base import clock
from ninefold.duties.models import ObligationRow
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from ninefold.people import powers
from ninefold.people.models import Role, Statement, Worker
from ninefold.people.powers import Signer, Tenure
from tests import factories, signing
from tests.factories import NOW, House, write

LONG_AGO = datetime(2026, 1, 5, 9, tzinfo=UTC)
ROLES = list(lawbook.current().words.powers)
GIVEN = [o.id for f in lawbook.current().records["role-given"].stages[0].fields for o in f.options]
WATCHING = {"responsible-individual", "independent-person"}
WATCHED = {"support-worker", "agency-worker", "senior", "deputy-manager", "registered-manager"}


def rank(role: str) -> int:
    return lawbook.current().words.powers[role].rank


@pytest.mark.parametrize("role", ROLES)
def test_nobody_gives_or_ends_what_stands_above_them(role: str) -> None:
    reach = powers.given_by(role) | powers.ended_by(role)
    assert not [one for one in reach if rank(one) > rank(role)]


def test_who_watches_is_never_made_or_ended_by_who_is_watched() -> None:
    assert not [r for r in WATCHED if (powers.given_by(r) | powers.ended_by(r)) & WATCHING]


def test_every_role_that_can_be_given_has_somebody_who_gives_it() -> None:
    assert not set(GIVEN) - set().union(*(powers.given_by(role) for role in ROLES if role != powers.MACHINE))


def test_nobody_gives_the_machines_own_role() -> None:
    assert not [role for role in ROLES if powers.MACHINE in powers.given_by(role)]


def member(house: House, name: str, role: str) -> Worker:
    """Somebody with a role in Larch House and an account."""
    made = factories.worker([house.home], name, role)
    house.accounts[made.id] = factories.account(made, f"u{made.id}")
    return made


@pytest.fixture
def winston(house: House) -> Worker:
    """A deputy of Larch House."""
    return member(house, "Winston Hale", "deputy-manager")


@pytest.mark.parametrize("role", ["senior", "deputy-manager", "registered-manager", "administrator"])
def test_giving_judges_what_is_given_and_what_is_taken(house: House, role: str) -> None:
    signer = member(house, "Sim", role)
    for held, new in itertools.product(["", *GIVEN], GIVEN):
        other = factories.worker([house.home], "Ola", held or "senior")
        if not held:
            Role.objects.filter(worker=other).delete()
            Statement.objects.filter(subject=other.pk, what="role-given").delete()
        before = set(Role.objects.values_list("worker", "name", "to_at"))
        first = powers.given_by(role) | powers.proposed_by(role)
        may = held == new or (new in first and (not held or held in powers.ended_by(role)))
        try:
            write(house, "role-given", {"role": new}, by=signer, about=[other])
        except Refused:
            assert not may, (held, new)
            assert set(Role.objects.values_list("worker", "name", "to_at")) == before
        else:
            assert may, (held, new)


@pytest.mark.parametrize("role", GIVEN)
def test_a_deputy_gives_themselves_nothing(house: House, winston: Worker, role: str) -> None:
    with pytest.raises(Refused):
        write(house, "role-given", {"role": role}, by=winston, about=[winston])
    assert Role.objects.get(worker=winston).name == "deputy-manager"


@pytest.mark.parametrize("name", ["ruth", "helen", "ines"])
def test_a_deputy_ends_and_demotes_nobody_above(house: House, winston: Worker, name: str) -> None:
    target = getattr(house, name)
    known = write(house, "worker-known", {"name": target.name}, by=winston)
    tries = [
        lambda: write(house, "role-ended", {}, by=winston, about=[target]),
        lambda: write(house, "role-given", {"role": "support-worker"}, by=winston, about=[target]),
        lambda: write(
            house, "worker-known", {"left_on": "2026-10-24"}, by=winston, about=[target], stage="left",
            record=known.record_id, at=NOW + timedelta(hours=1),
        ),
    ]  # fmt: skip
    count = Entry.objects.count()
    for one in tries:
        with pytest.raises((Refused, PermissionDenied)):
            one()
    assert Entry.objects.count() == count
    assert not Role.objects.filter(worker=target, home=house.home).exclude(to_at=None).exists()


def test_a_deputy_steps_down_and_a_manager_does_not_alone(house: House, winston: Worker) -> None:
    write(house, "role-ended", {}, by=winston, about=[winston])
    assert not Role.objects.filter(worker=winston, to_at=None).exists()
    with pytest.raises(Refused, match="does not end the role alone"):
        write(house, "role-ended", {}, by=house.helen, about=[house.helen])


def test_leaving_one_home_ends_no_role_in_another(house: House) -> None:
    pat = factories.worker([house.home, house.other], "Pat", "support-worker")
    known = write(house, "worker-known", {"name": "Pat"}, by=house.helen, about=[pat])
    write(
        house, "worker-known", {"left_on": "2026-10-24"}, by=house.helen, about=[pat], stage="left",
        record=known.record_id, at=NOW + timedelta(hours=1),
    )  # fmt: skip
    assert [one.home for one in Role.objects.filter(worker=pat, to_at=None)] == [house.other]


def test_the_last_leader_cannot_be_ended(house: House) -> None:
    ada = member(house, "Ada Moss", "administrator")
    write(house, "role-ended", {}, by=ada, about=[house.helen])
    with pytest.raises(Refused, match="nobody who leads"):
        write(house, "role-ended", {}, by=ada, about=[house.ruth], at=NOW + timedelta(hours=1))


def test_an_independent_person_never_works_for_the_provider(house: House) -> None:
    with pytest.raises(Refused, match="at the same time"):
        write(house, "role-given", {"role": "independent-person"}, by=house.ruth, about=[house.noor])


def test_a_role_that_ended_meanwhile_gives_nothing(house: House, winston: Worker) -> None:
    role = house.viewer(winston).role
    Role.objects.filter(worker=winston).update(to_at=NOW - timedelta(minutes=1))
    with pytest.raises(Refused, match="not deputy manager here any more"):
        signing.append(
            home=house.home, type="role-ended", stage="ended", content={}, author=winston.id, role=role,
            happened_at=NOW, written_at=NOW, received_at=NOW,
            subjects=[{"id": house.dana.id, "kind": "worker", "as": "about"}],
        )  # fmt: skip


# Random weeks of giving and ending, against an independent telling of the rule.
PEOPLE = ["ann", "bob", "cy", "dee"]
MOVES = st.lists(
    st.tuples(st.sampled_from(PEOPLE), st.sampled_from(PEOPLE), st.sampled_from([*GIVEN, "end"])), max_size=25
)


@given(MOVES)
def test_whatever_is_tried_a_home_keeps_a_leader_and_nobody_rises_by_themselves(
    tried: list[tuple[str, str, str]],
) -> None:
    now = LONG_AGO
    held = {"ann": "responsible-individual", "bob": "registered-manager", "cy": "deputy-manager"}
    tenures = frozenset(Tenure(who, "H", role, now, None) for who, role in held.items())
    for author, whom, new in tried:
        now += timedelta(hours=1)
        if author not in held:
            continue
        after = {
            Tenure(t.worker, t.home, t.role, t.from_at, now) if t.worker == whom and t.to_at is None else t
            for t in tenures
        }
        if new != "end":
            after.add(Tenure(whom, "H", new, now, None))
        if powers.problem(Signer(author, held[author], "H"), tenures, frozenset(after), now):
            continue
        mine, old = rank(held[author]), held.get(whom)
        assert new in ("end", old) or (author != whom and rank(new) <= mine)
        assert old is None or old == new or author == whom or rank(old) <= mine
        tenures = frozenset(after)
        held = {t.worker: t.role for t in tenures if t.at(now)}
        assert {"registered-manager", "responsible-individual"} & set(held.values())


def test_the_last_manager_does_not_go_unseen(house: House, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW + timedelta(hours=2))
    mo = member(house, "Mo Hart", "deputy-manager")
    client.force_login(house.account(mo))
    today = f"/{house.home.urn}/desk/"
    assert b"has no registered manager" not in client.get(today).content
    ended = write(house, "role-ended", {}, by=house.ruth, about=[house.helen])
    owed = ObligationRow.objects.filter(home=house.home, duty="home-without-manager")
    assert owed.get().record_id == ended.record_id
    assert b"has no registered manager" in client.get(today).content
    said = {"since": "2026-10-24", "meanwhile": "Mo"}
    write(house, "manager-vacancy", said, by=mo, at=NOW + timedelta(hours=1))
    assert owed.get().met_at is not None


def test_where_another_manager_stays_nothing_is_lost(house: House) -> None:
    member(house, "Mo Hart", "registered-manager")
    write(house, "role-ended", {}, by=house.ruth, about=[house.helen])
    write(house, "role-ended", {}, by=house.ruth, about=[house.dana])
    assert not ObligationRow.objects.filter(duty="home-without-manager").exists()


def test_a_role_that_waits_holds_from_the_second_signature_and_goes_with_it(house: House) -> None:
    ada, mo = member(house, "Ada Moss", "administrator"), member(house, "Mo Hart", "deputy-manager")
    given = write(house, "role-given", {"role": "responsible-individual"}, by=ada, about=[house.dana])
    role = Role.objects.filter(worker=house.dana, to_at=None)
    assert role.get().name == "support-worker"
    assert ObligationRow.objects.get(duty="role-second-signature").met_at is None
    later = {"about": [house.dana], "stage": "seconded", "record": given.record_id, "at": NOW + timedelta(hours=1)}
    for signer in (ada, house.dana, mo, house.helen):
        with pytest.raises(PermissionDenied):
            write(house, "role-given", {}, by=signer, **later)
    second = write(house, "role-given", {}, by=house.ruth, **later)
    assert (role.get().name, role.get().from_at) == ("responsible-individual", NOW + timedelta(hours=1))
    assert ObligationRow.objects.get(duty="role-second-signature").met_at is not None
    signing.withdraw(
        entry=second, because="Too soon.", home=house.home, author=house.ruth.id, role="responsible-individual",
        written_at=NOW + timedelta(hours=2), received_at=NOW + timedelta(hours=2),
    )  # fmt: skip
    assert role.get().name == "support-worker"
    assert not Role.objects.filter(worker=house.dana).exclude(to_at=None).exists(), "nothing ended that goes on"
