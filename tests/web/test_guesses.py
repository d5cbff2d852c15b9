"""Guessing passwords: counted by person, address and device, so that a guesser is stopped and shuts out nobody else."""

from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from ninefold.base import private
from ninefold.ops import accounts
from ninefold.people.models import Account
from ninefold.web import device
from tests.factories import PASSWORD, House

pytestmark = pytest.mark.django_db
LOGIN = "/account/login/"


@pytest.fixture(autouse=True)
def _one_server_in_front(settings: Any) -> None:
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1


def try_in(browser: Client, name: str, password: str = "no idea", address: str = "203.0.113.5") -> bool:
    """Whether somebody who asks from ``address`` gets in; what they say of it themselves is not believed."""
    told = f"198.51.100.1, {address}"
    browser.post(LOGIN, {"login": name, "password": password}, headers={"X-Forwarded-For": told})
    return "_auth_user_id" in browser.session


def test_a_guesser_elsewhere_shuts_nobody_out(house: House) -> None:
    for number in range(40):
        try_in(Client(), f"invented{number}", address="203.0.113.66")
    assert not try_in(Client(), "dana", PASSWORD, address="203.0.113.66")
    assert try_in(Client(), "dana", PASSWORD)


def test_what_a_request_says_of_its_own_address_gives_no_further_tries(house: House) -> None:
    for number in range(12):
        told = {"X-Forwarded-For": f"198.51.100.{number}, 203.0.113.66"}
        Client().post(LOGIN, {"login": f"invented{number}", "password": "x"}, headers=told)
    assert not try_in(Client(), "dana", PASSWORD, address="203.0.113.66")


def test_a_guesser_in_the_house_shuts_out_nobody_who_was_here_before(house: House) -> None:
    tablet = Client()
    assert try_in(tablet, "dana", PASSWORD)
    tablet.post("/account/logout/")
    for number in range(40):
        try_in(Client(), f"invented{number}")
        try_in(Client(), "dana")
    assert not try_in(Client(), "dana", PASSWORD)
    assert try_in(tablet, "dana", PASSWORD)


def test_on_a_known_device_too_five_guesses_are_enough(house: House) -> None:
    tablet = Client()
    assert try_in(tablet, "dana", PASSWORD)
    tablet.post("/account/logout/")
    for _ in range(5):
        try_in(tablet, "dana")
    assert not try_in(tablet, "dana", PASSWORD)
    assert try_in(tablet, "helen", PASSWORD)


def test_guesses_from_many_addresses_are_counted_together(house: House) -> None:
    for number in range(31):
        try_in(Client(), "dana", address=f"203.0.113.{number}")
    assert not try_in(Client(), "dana", PASSWORD, address="203.0.113.200")


@pytest.mark.parametrize("cookie", ["", "nonsense", '["a","b"]', "x:y:z"])
def test_a_device_is_not_made_up(house: House, cookie: str) -> None:
    browser = Client()
    browser.cookies[settings.DEVICE_COOKIE_NAME] = cookie
    assert try_in(browser, "dana", PASSWORD)
    assert browser.cookies[settings.DEVICE_COOKIE_NAME].value != cookie


def test_a_device_is_known_for_the_last_thirty(house: House) -> None:
    here = device.Device("n")
    for _ in range(3):
        here = here.with_known(house.account(house.dana))
    assert here.knows(house.account(house.dana)) and len(here.known) == 1
    assert not here.knows(house.account(house.helen))


@pytest.mark.parametrize("typed", ["Şule", "sule", "ŞULE", "SULE", "şule"])
def test_a_name_is_known_however_it_is_typed(house: House, typed: str) -> None:
    account = house.account(house.dana)
    account.username = "şule"
    account.save()
    assert try_in(Client(), typed, PASSWORD)


@pytest.mark.parametrize(
    ("name", "typed"), [("O’Neill", "o'neill"), ("İpek", "ipek"), ("zoë", "Zoe"), ("ılgın", "ILGIN")]
)
def test_marks_and_apostrophes_make_no_difference(house: House, name: str, typed: str) -> None:
    account = house.account(house.dana)
    account.username = name.lower()
    account.save(update_fields=["username"])
    assert try_in(Client(), typed, PASSWORD)


def test_of_two_alike_each_is_known_by_the_exact_name_and_neither_by_another(house: House) -> None:
    for worker, name in ((house.dana, "zoë"), (house.sam, "zoe")):
        account = house.account(worker)
        account.username = name
        account.save()
    assert try_in(Client(), "Zoë", PASSWORD)
    assert try_in(Client(), "zoe", PASSWORD)
    assert not try_in(Client(), "zoé", PASSWORD)


def test_a_free_name_is_free_as_it_is_compared(house: House) -> None:
    Account.objects.create_user("zoë", PASSWORD)
    assert accounts.free_username("Zoe Brown") == "zoe2"


@pytest.mark.parametrize(
    "password",
    ["passwordpassword", "ninefold2026!", "Welcome2026!!", "danaprice2026", "Larch House 1!", "Sunshine2026!!", "short",
     "aaaaaaaaaaaaaa", "ℕinefold-2026"],
)  # fmt: skip
def test_what_a_guesser_tries_first_is_no_password(house: House, password: str) -> None:
    assert accounts.weakness(password, house.account(house.dana))


@pytest.mark.parametrize(
    "password", ["nine-kettles-sing", "larch-kettle-garden", "Übermut im Teich 4", "dana eats blue soup daily"]
)
def test_three_or_four_words_will_do(house: House, password: str) -> None:
    assert accounts.weakness(password, house.account(house.dana)) == ""


def test_the_data_folder_is_its_owners_alone(tmp_path: Path) -> None:
    inner = tmp_path / "attachments" / "ab"
    inner.mkdir(parents=True)
    (inner / "photo").write_bytes(b"x")
    for path in (tmp_path, inner.parent, inner, inner / "photo"):
        path.chmod(0o755)
    (tmp_path / "elsewhere").symlink_to("/etc/hostname")
    assert not private.is_private(tmp_path)
    assert private.close(tmp_path) == 4
    assert private.is_private(tmp_path) and not list(private.open_to_others(tmp_path))
    (tmp_path / "new").write_text("x")
    (tmp_path / "folder").mkdir()
    assert [oct(path.stat().st_mode & 0o777) for path in (tmp_path / "new", tmp_path / "folder")] == ["0o600", "0o700"]


def test_health_says_when_it_stands_open(client: Client, settings: Any, tmp_path: Path) -> None:
    settings.DATA = tmp_path
    tmp_path.chmod(0o755)
    assert client.get("/health/").json()["private"] is False
    tmp_path.chmod(0o700)
    assert client.get("/health/").json()["private"] is True


def test_signing_out_leaves_no_page_behind(client: Client, house: House) -> None:
    client.force_login(house.account(house.dana))
    assert client.post("/account/logout/")["Clear-Site-Data"] == '"cache"'


def test_the_key_for_kept_text_is_ones_own_on_this_device(house: House, rf: Any) -> None:
    def key(worker: Any, cookie: str = "") -> str:
        request = rf.get("/")
        request.user = house.account(worker)
        request._device, request._device_told = device.Device(cookie), True
        return device.kept_key(request)

    assert key(house.dana, "a") == key(house.dana, "a")
    assert len({key(house.dana, "a"), key(house.dana, "b"), key(house.helen, "a"), key(house.helen, "b")}) == 4
