"""The money that is kept for a child: what came in, what went out, and what is left. It adds up."""

from datetime import timedelta
from functools import partial

from ninefold.ops.simulate.house import House, Kid

IN = "[Birthday money from {family}|Pocket money to save|Back from the shop|Won at the fair|For {mate}'s party]"
OUT = "[{snack} at {shop}|The bus to {place}|Saved for: {hobbything}|A present for {other}|Trip to {place}]"

EVERY = timedelta(
    days=26
)  # how long after a count of all children's money the next is made, when one of them gets or spends some


def begin(house: House, kid: Kid) -> None:
    """Let money be kept for a child."""
    house.after(partial(move, house, kid), days=house.chance.randint(2, 12))


def move(house: House, kid: Kid) -> None:
    """Money comes in or goes out."""
    if kid not in house.kids:
        return
    chance = house.chance
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
    house.write("childs-money", content, by=house.carer(), about=[kid])
    if house.kids[0] is kid and house.day - house.money_counted > EVERY:
        count(house)
    house.after(partial(move, house, kid), days=chance.randint(9, 20))


def count(house: House) -> None:
    """The deputy and another count what is there of every child's money, beside what each book says."""
    house.money_counted = house.day
    rows = [{"child": kid.ref, "there": kid.purse} for kid in house.kids]
    house.write("childrens-money-check", {"with": house.carer().ref, "children": rows, "agrees": True}, by=house.deputy)
