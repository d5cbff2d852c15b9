"""Beginning a real installation, and who may sign in."""

import pytest

from ninefold.ledger.models import Entry
from ninefold.ops import command
from ninefold.people.models import Account, Home, Role
from tests import factories

BEGIN = [
    "begin", "--provider", "Elm Care", "--home", "Elm House", "--urn", "SC123", "--registered", "2020-01-06", "--places", "4",
    "--age-from", "8", "--age-to", "17", "--authority", "Northmoor", "--name", "Ana Lund", "--started", "2024-01-08",
    "--username", "ana",
]  # fmt: skip


def test_begin_opens_a_home_with_its_manager(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert command.main([*BEGIN, "--password", "larch-kettle-garden"]) == 0
    assert Role.objects.get(home=Home.objects.get(urn="SC123")).name == "registered-manager"
    assert Account.objects.get(username="ana").check_password("larch-kettle-garden")
    assert list(Entry.objects.order_by("seq").values_list("type", flat=True)) == [
        "home-registered",
        "worker-known",
        "role-given",
    ]
    assert "signs in as ana" in capsys.readouterr().out


def test_a_weak_password_opens_nothing(db: None) -> None:
    with pytest.raises(SystemExit, match="too short"):
        command.main([*BEGIN, "--password", "short"])
    assert not Home.objects.exists()


def test_an_account_for_somebody_who_works_here(house: factories.House, capsys: pytest.CaptureFixture[str]) -> None:
    new = factories.worker([house.home], "Dana Reed", "senior")
    command.main(["account", "add", "--worker", "Dana Reed", "--password", "larch-kettle-garden"])
    assert Account.objects.get(person=new).username == "dana2"
    command.main(["account", "list"])
    assert "dana2            Dana Reed" in capsys.readouterr().out


def test_a_commissioner_needs_no_home(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    made = ["account", "add", "--commissioner", "Northmoor", "--password", "larch-kettle-garden"]
    with pytest.raises(SystemExit, match="--username"):
        command.main(made)
    command.main([*made, "--username", "cora"])
    assert (Account.objects.get().commissions_for, Account.objects.get().person) == ("Northmoor", None)
    command.main(["account", "list"])
    assert "cora             commissioner for Northmoor" in capsys.readouterr().out
    with pytest.raises(SystemExit, match="already"):
        command.main([*made, "--username", "cora"])


def test_a_new_password(house: factories.House) -> None:
    command.main(["account", "password", "dana", "--password", "another-long-one"])
    assert Account.objects.get(username="dana").check_password("another-long-one")


@pytest.mark.parametrize("words", [["account", "add", "--worker", "Nobody"], ["account", "password", "nobody"]])
def test_nobody_is_not_made_up(house: factories.House, words: list[str]) -> None:
    with pytest.raises(SystemExit, match=r"[Nn]o"):
        command.main(words)
