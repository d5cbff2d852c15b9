"""The brake of money: balances are answered by the book, nothing goes out that is not there, a difference says why."""

from typing import Any

from ninefold.ledger.brakes import Case, Stop
from ninefold.money import books
from ninefold.money.books import CHILDS, HOMES, PETTY, POCKET, Move, called, pounds
from ninefold.people.models import Child

ALL_COUNTED = "childrens-money.counted"
READS = frozenset({*CHILDS, *HOMES})
WATCHES = READS | {ALL_COUNTED}


def answers(case: Case) -> dict[str, Any]:
    """How much there was, and how much is left; of all children together, what stands in each one's book."""
    if _states(case, ALL_COUNTED):
        return _all(case)
    said = case.content
    if said.get("kind") not in ("money-in", "money-out", "counted"):
        return {"account": None, "before": None, "left": None}
    account = _account(case)
    told = _moves(case)
    before = books.balance(told, account, case.signing.happened_at)
    moved = {"money-in": 1, "money-out": -1}.get(str(said["kind"]))
    amount = said.get("amount") if moved else said.get("counted")
    if not isinstance(amount, int):
        return {}
    left = before + moved * amount if moved else amount
    given: dict[str, Any] = {"before": max(before, 0), "left": left if left >= 0 else None}
    return given if account == PETTY else given | {"account": account}


def stops(case: Case) -> list[Stop]:
    """More goes out than there is, or a count differs and nobody says why."""
    if _states(case, ALL_COUNTED):
        return _disagrees(case)
    said, account = case.content, _account(case)
    if said.get("kind") == "money-out" and isinstance(said.get("amount"), int):
        there = books.lowest(_moves(case), account, case.signing.happened_at)
        if said["amount"] > there:
            sentence = (
                f"There is {pounds(max(there, 0))} of {called(account)} by the book, and {pounds(said['amount'])} cannot go out. "
                "Is the sum right? If more is there, count it first."
            )
            return [Stop("overspent", sentence, "amount")]
    if said.get("kind") == "counted" and isinstance(said.get("counted"), int):
        there = books.balance(_moves(case), account, case.signing.happened_at)
        apart = said["counted"] - there
        if apart and not said.get("differs"):
            sentence = (
                f"By the book there is {pounds(there)} of {called(account)}, and {pounds(said['counted'])} was counted: "
                f"{pounds(abs(apart))} {'too much' if apart > 0 else 'short'}. Say what you know of it. “We do not know” is an answer."
            )
            return [Stop("differs", sentence, "differs")]
    return []


def _states(case: Case, fact: str) -> bool:
    return any(rule.fact == fact for rule in case.type.rules[case.form.id])


def _subject(case: Case) -> str:
    children = case.about("child")
    return children[0] if children and _states(case, "money.in") else case.home.pk


def _account(case: Case) -> str:
    return str(case.content.get("account") or POCKET) if _states(case, "money.in") else PETTY


def _moves(case: Case) -> list[Move]:
    subject = _subject(case)
    return books.moves(case.kept(READS, [subject]), subject)


def _rows(case: Case) -> list[dict[str, Any]]:
    rows = case.content.get("children")
    right = isinstance(rows, list) and all(isinstance(row, dict) and isinstance(row.get("child"), dict) for row in rows)
    return rows if isinstance(rows, list) and right else []


def _all(case: Case) -> dict[str, Any]:
    """Each child's row with what their own book says; as it was typed for whom no book was ever kept."""
    whom = {row["child"].get("who", "") for row in _rows(case)}
    facts = case.kept(READS, whom)
    rows = []
    for row in _rows(case):
        told = books.moves(facts, row["child"].get("who", ""))
        sums = books.balances(told, case.signing.happened_at)
        rows.append(row | ({"book": sum(sums.values())} if sums else {}))
    return {"children": rows} if rows else {}


def _disagrees(case: Case) -> list[Stop]:
    if not case.content.get("agrees"):
        return []
    apart = [row for row in _rows(case) if isinstance(row.get("there"), int) and row["there"] != row.get("book")]
    names = dict(Child.objects.filter(pk__in=[row["child"]["who"] for row in apart]).values_list("pk", "name"))
    return [
        Stop(
            "differs",
            f"{names.get(row['child']['who'], 'One child')}: {pounds(row.get('book') or 0)} in the book and {pounds(row['there'])} there. "
            "It does not all agree.",
            "agrees",
        )
        for row in apart
    ]
