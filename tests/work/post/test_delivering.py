"""Letters go through a real mail server, come back when it does not want them, and never say what they are about."""

import socket
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from django.db import transaction

from ninefold.base import env
from ninefold.ledger.seal import seal
from ninefold.work import post
from ninefold.work.models import Letter
from ninefold.work.post import choices, delivering, outbox
from ninefold.work.post.kinds import KINDS
from tests.factories import NOW, House, write

pytestmark = pytest.mark.django_db


class Mailbox:
    """What the server took, and what it answers to whom."""

    def __init__(self) -> None:
        self.taken: list[Envelope] = []
        self.answers: dict[str, str] = {}

    async def handle_RCPT(self, server: SMTP, session: Session, envelope: Envelope, address: str, options: Any) -> str:
        if address in self.answers:
            return self.answers[address]
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        self.taken.append(envelope)
        return "250 OK"

    def texts(self) -> list[str]:
        return [bytes(one.content or b"").decode() for one in self.taken]


@pytest.fixture
def mailbox(settings: Any) -> Iterator[Mailbox]:
    box = Mailbox()
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    server = Controller(box, hostname="127.0.0.1", port=port)
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = port
    settings.NINEFOLD_ADDRESS = "https://ninefold.example"
    yield box
    server.stop()


@pytest.fixture
def helen(house: House) -> Any:
    account = house.account(house.helen)
    account.email = "hb@larch.example"
    account.save(update_fields=["email"])
    return account


def letter(account: Any, kind: str = "clock", **more: Any) -> Letter:
    made = post.send(account, kind, "/9900001/waits/", NOW + timedelta(hours=3), now=NOW, **more)
    assert made is not None
    return made


def test_a_letter_says_only_that_something_waits(house: House, helen: Any, mailbox: Mailbox) -> None:
    letter(helen, "law-clock", home=house.home, role="registered-manager")
    assert delivering.deliver(NOW) == 1
    (text,) = mailbox.texts()
    assert "something that the law asks for is waiting" in text
    assert "It is for you as registered manager." in text
    assert "until Saturday 24 October 2026, 16:00" in text  # London's clock
    assert "https://ninefold.example/9900001/waits/" in text
    for name in ("Helen", "Kit", "Jay", "Larch House"):
        assert name not in text
    assert delivering.deliver(NOW) == 0
    assert Letter.objects.get().sent_at == NOW


def test_a_letter_goes_with_its_transaction(helen: Any, mailbox: Mailbox) -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        letter(helen)
        raise RuntimeError
    assert delivering.deliver(NOW) == 0
    assert not mailbox.taken


def test_what_does_not_go_is_tried_again_with_growing_pauses(house: House, helen: Any, mailbox: Mailbox) -> None:
    mailbox.answers[helen.email] = "451 try later"
    letter(helen, home=house.home)
    now = NOW
    for pause in delivering.PAUSES[:4]:
        assert delivering.deliver(now) == 0
        row = Letter.objects.get()
        assert row.trouble == "The mail server does not take letters for this address: 451 try later"
        assert row.next_at == now + pause
        assert delivering.deliver(now + pause - timedelta(seconds=1)) == 0
        now += pause
    assert [one.pk for one in delivering.not_gone(house.home.pk, now)] == [row.pk]
    mailbox.answers.clear()
    assert delivering.deliver(now) == 1
    assert not delivering.not_gone(house.home.pk, now)


def test_what_is_refused_for_good_is_not_tried_again_by_itself(house: House, helen: Any, mailbox: Mailbox) -> None:
    mailbox.answers[helen.email] = "550 no such user"
    letter(helen, home=house.home)
    assert delivering.deliver(NOW) == 0
    assert Letter.objects.get().given_up_at == NOW
    mailbox.answers.clear()
    assert delivering.deliver(NOW + timedelta(days=1)) == 0
    assert delivering.again(house.home.pk, NOW + timedelta(days=1)) == 1
    assert delivering.deliver(NOW + timedelta(days=1)) == 1


def test_one_address_that_is_refused_does_not_hold_up_the_others(house: House, helen: Any, mailbox: Mailbox) -> None:
    mailbox.answers[helen.email] = "550 no such user"
    letter(helen)
    dana = house.account(house.dana)
    dana.email = "d@larch.example"
    dana.save()
    letter(dana)
    assert delivering.deliver(NOW) == 1
    assert mailbox.taken[0].rcpt_tos == ["d@larch.example"]


def test_no_mail_server_is_said(house: House, helen: Any, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    letter(helen, home=house.home)
    delivering.deliver(NOW)
    assert Letter.objects.get().trouble == "The mail server could not be reached: Connection refused."
    delivering.deliver(NOW + timedelta(days=4))
    assert delivering.OLD in Letter.objects.get().trouble


def test_an_account_without_an_address_is_said_at_once(house: House, mailbox: Mailbox) -> None:
    letter(house.account(house.dana), home=house.home)
    assert Letter.objects.get().trouble == outbox.NO_ADDRESS
    assert delivering.deliver(NOW) == 0


def test_somebody_whose_account_was_closed_gets_nothing(helen: Any, mailbox: Mailbox) -> None:
    letter(helen)
    helen.is_active = False
    helen.save()
    assert delivering.deliver(NOW) == 0
    assert not mailbox.taken


def test_what_an_invitation_led_to_is_forgotten_when_it_went(helen: Any, mailbox: Mailbox) -> None:
    post.send(helen, "invitation", "/account/begin/secret-word/", now=NOW)
    delivering.deliver(NOW)
    assert "https://ninefold.example/account/begin/secret-word/" in mailbox.texts()[0]
    assert Letter.objects.get().link == "/"


def test_of_one_key_there_is_one_letter(helen: Any) -> None:
    letter(helen, key="a")
    assert post.send(helen, "clock", "/", now=NOW, key="a") is None
    assert Letter.objects.count() == 1


@pytest.mark.parametrize("link", ["https://elsewhere.example/", "//elsewhere.example/", ""])
def test_a_letter_leads_nowhere_else(helen: Any, link: str) -> None:
    with pytest.raises(ValueError, match="path of ours"):
        post.send(helen, "clock", link, now=NOW)


def test_people_choose_and_the_laws_clocks_stay_for_who_leads(house: House, helen: Any) -> None:
    choices.choose(helen, [], NOW)
    assert post.send(helen, "clock", "/", now=NOW) is None
    assert post.send(helen, "law-clock", "/", now=NOW, role="registered-manager") is not None
    dana = house.account(house.dana)
    choices.choose(dana, [], NOW)
    assert post.send(dana, "law-clock", "/", now=NOW) is None
    assert {one.kind.id for one in choices.of(helen, NOW) if one.fixed} >= {"law-clock", "trouble"}
    assert [one.kind.id for one in choices.of(dana, NOW) if one.fixed] == []


def test_a_seal_goes_to_its_witnesses_through_the_outbox(house: House, mailbox: Mailbox) -> None:
    ruth = house.account(house.ruth)
    ruth.email = "ri@larch.example"
    ruth.save()
    said = {"category": "online", "story": ["Messages."], "immediate_steps": ["Kept company."]}
    write(house, "concern", said, by=house.helen, about=[house.kit])
    made = seal(house.home, NOW, outbox.seal_letter)
    assert made is not None
    assert made.told == "ri@larch.example"
    delivering.deliver(NOW)
    assert made.hash in mailbox.texts()[0].replace("=\n", "")


def test_every_kind_says_what_waits_without_a_name() -> None:
    for kind in KINDS.values():
        assert kind.waits
        assert bool(kind.always) == bool(kind.why_always) or not kind.offered


def test_a_mail_server_is_read_from_one_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("A", "smtps://u%40x:p@mail.example")
    assert env.smtp("A", "B") == ("mail.example", 465, "u@x", "p", "tls")
    monkeypatch.setenv("B", "other")
    monkeypatch.setenv("A", "smtp://u@mail.example:2525")
    assert env.smtp("A", "B") == ("mail.example", 2525, "u", "other", "starttls")
    for wrong in ("mail.example", "http://mail.example", "smtp+plain://mail.example", "smtp://mail.example:x"):
        monkeypatch.setenv("A", wrong)
        with pytest.raises(SystemExit, match="A"):
            env.smtp("A", "B")
