"""Balances, reckoned from facts in the order of time. A count begins anew from what was there. Pure; all sums are pence."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from ninefold.lawbook.facts import Fact

POCKET, SAVINGS, CLOTHES, GIFTS, PETTY = "pocket", "savings", "clothes", "gifts", "petty"
CALLED = {
    POCKET: "pocket money",
    SAVINGS: "savings",
    CLOTHES: "clothes money",
    GIFTS: "money from family",
    PETTY: "petty cash",
}
CHILDS = {"money.in": 1, "money.out": -1, "money.counted": 0}
HOMES = {"petty.in": 1, "petty.out": -1, "petty.counted": 0}


class Move(NamedTuple):
    """What came in (above nothing), went out (below), or was counted."""

    at: datetime
    account: str
    pence: int
    counted: bool = False


def moves(facts: Iterable[Fact], subject: str) -> list[Move]:
    """The moves of one child's accounts, or of the home's petty cash, in order of when they were."""
    listed = []
    for one in sorted(facts, key=lambda fact: (fact.at, fact.known_at, fact.entry)):
        sign = {**CHILDS, **HOMES}.get(one.name)
        if sign is None or one.subject != subject or not one.value.lstrip("-").isdigit():
            continue
        account = PETTY if one.name in HOMES else one.data.get("account") or POCKET
        listed.append(Move(one.at, account, int(one.value) * (sign or 1), counted=sign == 0))
    return listed


def balance(history: Sequence[Move], account: str, until: datetime | None = None) -> int:
    """How much there is on an account, at a moment or at the end."""
    there = 0
    for move in history:
        if move.account == account and (until is None or move.at <= until):
            there = move.pence if move.counted else there + move.pence
    return there


def balances(history: Sequence[Move], until: datetime | None = None) -> dict[str, int]:
    """How much there is on every account that was ever used."""
    return {account: balance(history, account, until) for account in dict.fromkeys(move.account for move in history)}


def lowest(history: Sequence[Move], account: str, since: datetime) -> int:
    """The least there is on an account from a moment on, up to the next count: so much can go out at that moment."""
    there = least = balance(history, account, since)
    for move in history:
        if move.account == account and move.at > since:
            if move.counted:
                break
            there += move.pence
            least = min(least, there)
    return least


def pounds(pence: int) -> str:
    """ "£4.50"; below nothing "minus £0.50"."""
    return f"{'minus ' if pence < 0 else ''}£{abs(pence) // 100}.{abs(pence) % 100:02}"


def called(account: str) -> str:
    """What an account is called."""
    return CALLED.get(account, account)
