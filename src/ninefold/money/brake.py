"""The brake of money: balances are answered by the book, nothing goes out that is not there, a difference says why."""

from typing import Any

from ninefold.ledger.brakes import BrakeCase, Stop
from ninefold.money import books
from ninefold.money.books import CHILDS, HOMES, PETTY, POCKET, Move, called, pounds
from ninefold.people.models import Child

ALL_COUNTED = "childrens-money.counted"
READS = frozenset({*CHILDS, *HOMES})
WATCHES = READS | {ALL_COUNTED}


def answers(case: BrakeCase) -> dict[str, Any]:
    """How much there was, and how much is left; of all children together, what stands in each one's book."""
    if _states(case, ALL_COUNTED):
        return _all(case)
    content = case.content
    if content.get("kind") not in ("money-in", "money-out", "counted"):
        return {"account": None, "before": None, "left": None}
    account = _account(case)
    history = _moves(case)
    before = books.balance(history, account, case.signing.happened_at)
    moved = {"money-in": 1, "money-out": -1}.get(str(content["kind"]))
    amount = content.get("amount") if moved else content.get("counted")
    if not isinstance(amount, int):
        return {}
    left = before + moved * amount if moved else amount
    given: dict[str, Any] = {"before": max(before, 0), "left": left if left >= 0 else None}
    return given if account == PETTY else given | {"account": account}


def stops(case: BrakeCase) -> list[Stop]:
    """More goes out than there is, or a count differs and nobody says why."""
    if _states(case, ALL_COUNTED):
        return _disagrees(case)
    content, account = case.content, _account(case)
    if content.get("kind") == "money-out" and isinstance(content.get("amount"), int):
        there = books.lowest(_moves(case), account, case.signing.happened_at)
        if content["amount"] > there:
            sentence = (
                f"There is {pounds(max(there, 0))} of {called(account)} by the book, and {pounds(content['amount'])} cannot go out. "
                "Is the sum right? If more is there, count it first."
            )
            return [Stop("overspent", sentence, "amount")]
    if content.get("kind") == "counted" and isinstance(content.get("counted"), int):
        there = books.balance(_moves(case), account, case.signing.happened_at)
        apart = content["counted"] - there
        if apart and not content.get("differs"):
            sentence = (
                f"By the book there is {pounds(there)} of {called(account)}, and {pounds(content['counted'])} was counted: "
                f"{pounds(abs(apart))} {'too much' if apart > 0 else 'short'}. Say what you know of it. “We do not know” is an answer."
            )
            return [Stop("differs", sentence, "differs")]
    return []


def _states(case: BrakeCase, fact: str) -> bool:
    return any(rule.fact == fact for rule in case.type.rules[case.form.id])


def _subject(case: BrakeCase) -> str:
    children = case.about("child")
    return children[0] if children and _states(case, "money.in") else case.home.pk


def _account(case: BrakeCase) -> str:
    return str(case.content.get("account") or POCKET) if _states(case, "money.in") else PETTY


def _moves(case: BrakeCase) -> list[Move]:
    subject = _subject(case)
    return books.moves(case.kept(READS, [subject]), subject)


def _rows(case: BrakeCase) -> list[dict[str, Any]]:
    rows = case.content.get("children")
    right = isinstance(rows, list) and all(isinstance(row, dict) and isinstance(row.get("child"), dict) for row in rows)
    return rows if isinstance(rows, list) and right else []


def _all(case: BrakeCase) -> dict[str, Any]:
    """Each child's row with what their own book says; as it was typed for whom no book was ever kept."""
    whom = {row["child"].get("who", "") for row in _rows(case)}
    facts = case.kept(READS, whom)
    rows = []
    for row in _rows(case):
        history = books.moves(facts, row["child"].get("who", ""))
        sums = books.balances(history, case.signing.happened_at)
        rows.append(row | ({"book": sum(sums.values())} if sums else {}))
    return {"children": rows} if rows else {}


def _disagrees(case: BrakeCase) -> list[Stop]:
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
