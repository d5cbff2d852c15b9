"""``ninefold role``: the way back when a home has no leader, signed and seen."""

import pytest

from ninefold.ledger.models import Entry
from ninefold.ops import command
from ninefold.people.models import Role
from tests import factories

GIVE = ["role", "give", "responsible-individual", "--home", "9900001"]


def test_the_way_back_is_an_entry_that_says_who_signed(
    house: factories.House, capsys: pytest.CaptureFixture[str]
) -> None:
    Role.objects.filter(home=house.home, name__in=["registered-manager", "responsible-individual"]).delete()
    command.main(["role", "list", "--home", "9900001"])
    assert "Nobody leads this home" in capsys.readouterr().out
    assert command.main([*GIVE, "--worker", "Una Reid"]) == 0
    given = Entry.objects.latest("seq")
    assert (given.type, given.author, given.author_role) == ("role-given", "machine", "machine")
    assert "Una Reid is responsible individual" in capsys.readouterr().out
    assert Role.objects.get(home=house.home, name="responsible-individual").worker.name == "Una Reid"


def test_the_machine_too_leaves_a_home_its_last_leader(house: factories.House) -> None:
    end = ["role", "end", "--home", "9900001", "--worker"]
    assert command.main([*end, "Helen Marsh"]) == 0
    with pytest.raises(SystemExit, match="nobody who leads"):
        command.main([*end, "Ruth Bell"])
    assert Role.objects.filter(home=house.home, worker=house.ruth, to_at=None).exists()


def test_what_cannot_be_given_is_not_given(house: factories.House) -> None:
    with pytest.raises(SystemExit, match="There is no role 'machine'"):
        command.main(["role", "give", "machine", "--home", "9900001", "--worker", "Dana Price"])
    with pytest.raises(SystemExit, match="No worker is called"):
        command.main(["role", "end", "--home", "9900001", "--worker", "Nobody"])
