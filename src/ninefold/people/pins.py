"""Taking turns on a tablet of the home: six figures, worth nothing anywhere else.

Wrong ones are counted for each person on each tablet, in the database and before the figures are looked at, so that many
tries at once are no more than many tries. After five the PIN opens nothing on that tablet until its owner has signed in
there with their password.
"""

import hashlib
from datetime import datetime

from django.contrib.auth.hashers import check_password, make_password
from django.db.models import F

from ninefold import lawbook
from ninefold.people.mandates import held
from ninefold.people.models import Account, Home, Pin, Role, Tablet, Turn

FIGURES = 6
MOST_WRONG = 5


def digest_of(number: str) -> str:
    """How the number in a device's cookie is kept."""
    return hashlib.sha256(f"ninefold.tablet:{number}".encode()).hexdigest()


def register(home: Home, name: str, number: str, by: str, now: datetime) -> Tablet:
    """Make the device with this number a tablet of ``home``, for adults to take turns."""
    told = {"home": home, "name": name, "made_by": by, "made_at": now, "ended_at": None}
    return Tablet.objects.update_or_create(digest=digest_of(number), defaults=told)[0]


def tablet_of(number: str) -> Tablet | None:
    """The tablet with this number in its cookie, if it still is one."""
    return Tablet.objects.filter(digest=digest_of(number), ended_at=None).select_related("home").first()


def weak(pin: str) -> str:
    """Why these figures will not do, in a sentence; "" when they will."""
    if len(pin) != FIGURES or not (pin.isascii() and pin.isdigit()):
        return "A PIN is six figures."
    steps = {(int(b) - int(a)) % 10 for a, b in zip(pin, pin[1:], strict=False)}
    if len(set(pin)) < 3 or len(steps) == 1 or pin[:3] == pin[3:] or pin[:2] in ("19", "20"):
        return "That is guessed soon: no row, no repeating, no year. Please choose other figures."
    return ""


def choose(account: Account, pin: str, now: datetime) -> None:
    """Let ``account`` take turns with these figures."""
    Pin.objects.update_or_create(account=account, defaults={"hashed": make_password(pin), "set_at": now})
    Turn.objects.filter(account=account).update(wrong=0)


def takes_turns(account: Account, home: Home, now: datetime) -> bool:
    """Whether somebody may take a turn in ``home``: they work there, are open, and none of their roles asks for more than a PIN."""
    roles = set(Role.objects.filter(held(now), worker=account.person_id, home=home).values_list("name", flat=True))
    return account.is_active and bool(roles) and not _asks_more(account, now)


def _asks_more(account: Account, now: datetime) -> bool:
    names = Role.objects.filter(held(now), worker=account.person_id).values_list("name", flat=True)
    said = lawbook.current().words.powers
    return any(said[name].factor for name in names if name in said)


def at_tablet(tablet: Tablet, now: datetime) -> list[Account]:
    """Those who may take a turn on ``tablet``, by name."""
    here = Role.objects.filter(held(now), home=tablet.home).values("worker")
    rows = Account.objects.filter(person__in=here, is_active=True, pin__isnull=False).select_related("person")
    return [one for one in rows.order_by("person__name") if takes_turns(one, tablet.home, now)]


def turn(tablet: Tablet, account: Account) -> Turn:
    """Where somebody stands on ``tablet``."""
    return Turn.objects.get_or_create(tablet=tablet, account=account)[0]


def check(tablet: Tablet, account: Account, pin: str, now: datetime) -> bool:
    """Whether somebody takes their turn on ``tablet`` with these figures. Counts the try before it looks."""
    theirs = Pin.objects.filter(account=account).first()
    if theirs is None or not takes_turns(account, tablet.home, now) or tablet.ended_at:
        return False
    row = turn(tablet, account)
    if not Turn.objects.filter(pk=row.pk, wrong__lt=MOST_WRONG).update(wrong=F("wrong") + 1):
        return False
    if not check_password(pin, theirs.hashed):
        return False
    Turn.objects.filter(pk=row.pk).update(wrong=0)
    return True


def forgive(number: str, account: Account) -> None:
    """Whoever signed in with their password on a tablet may use their PIN there again."""
    Turn.objects.filter(tablet__digest=digest_of(number), account=account).update(wrong=0)
