"""The money that is kept for a child: what came in, what went out, and what is left. It adds up."""

from datetime import timedelta
from functools import partial
from typing import Any

from ninefold.ops.simulate.house import House, Kid

IN = "[From {family}, in a card|Pocket money, to save|Washed the van|Sold old games|Allowance put by]"
OUT = "[A magazine and sweets|The bus to {place} and back|The cinema with {mate}|A present for {other}|Pens and a notebook|Trainers, part of the price]"
FILLED = "[Drawn from the bank for the tin|The week's float|Float for the holidays]"
SPENT = "[Milk and bread|Bus fares for two|Batteries and bulbs|Stamps|A birthday card and wrapping paper|Swimming for three]"
FLOAT, LITTLE_CASH = 12_000, 2_500  # pence

EVERY = timedelta(days=24)  # how long after a count of all children's money the next is made


def begin(house: House, kid: Kid) -> None:
    """Let money be kept for a child."""
    house.after(partial(move, house, kid), days=house.chance.randint(2, 12))


def move(house: House, kid: Kid) -> None:
    """Money comes in or goes out."""
    if kid not in house.kids:
        return
    home = house.home_from(kid)
    if home > house.now:  # a child sees what is in the tin
        house.later(home, partial(move, house, kid))
        return
    chance, by = house.chance, house.carer()
    out = kid.purse > 0 and chance.random() < 0.55
    amount = min(kid.purse, 50 * chance.randint(2, 16)) if out else 100 * chance.randint(3, 20)
    kid.purse += -amount if out else amount
    content = {
        "kind": "money-out" if out else "money-in",
        "amount": amount,
        "what": house.line(OUT if out else IN, kid),
        "left": kid.purse,
        "child_saw": chance.random() < 0.9,
    }
    house.write("childs-money", content, by=by, about=[kid])
    kid.has_book = True
    if house.day - house.money_counted > EVERY:
        count(house)
    house.after(partial(move, house, kid), days=chance.randint(9, 20))


def keep_cash(house: House, there: int = 0) -> None:
    """The home's cash: filled up when little is left, spent in small sums, counted now and then. ``there`` is in pence."""
    if there < LITTLE_CASH:
        content: dict[str, Any] = {"kind": "money-in", "amount": FLOAT - there, "what": house.line(FILLED)}
        there = FLOAT
    elif house.chances(0.12):
        content = {"kind": "counted", "counted": there, "witness": house.colleague().ref}
    else:
        amount = 10 * house.chance.randint(30, 240)
        content = {"kind": "money-out", "amount": amount, "what": house.line(SPENT)}
        there -= amount
    by = house.deputy if content["kind"] == "money-in" else house.carer()
    house.write("petty-cash", content, by=by, urgent=True)
    house.after(partial(keep_cash, house, there), days=house.chance.randint(2, 6))


def count(house: House) -> None:
    """Two on shift count what is there of every child's money, beside what each book says."""
    house.money_counted = house.day
    by = house.carer()
    rows = [{"child": kid.ref, "there": kid.purse} for kid in house.kids if kid.has_book]
    content = {"with": house.colleague().ref, "children": rows, "agrees": True}
    house.write("childrens-money-check", content, by=by, urgent=True)
