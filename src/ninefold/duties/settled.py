"""What people said became of something owed: done elsewhere, not needed, given to somebody; customs a home does not keep.

Said in entries of their own (records ``owed-decided``, ``law-not-needed``, ``customs-kept``), each naming an obligation's key or
a duty. What the law asks is not needed only where ``law-not-needed`` says why: that record is for fewer hands.
"""

from collections.abc import Iterator
from dataclasses import replace

from ninefold.duties import calendar, why
from ninefold.duties.known import FactIndex
from ninefold.duties.obligation import Obligation
from ninefold.lawbook.facts import Fact
from ninefold.lawbook.model import Duty

DONE, NOT_NEEDED, GIVEN = "owed.done", "owed.not-needed", "owed.given"
LAW_NOT_NEEDED = "law.not-needed"
DROPPED, TAKEN_UP = "custom.dropped", "custom.taken-up"
NAMED_BY_KEY = frozenset({DONE, NOT_NEEDED, GIVEN, LAW_NOT_NEEDED})
OF_CUSTOMS = frozenset({DROPPED, TAKEN_UP})
MOVED_OUT, MOVED_IN, LEFT = "child.moved-out", "child.moved-in", "worker.left"
BACK_AT_WORK = ("worker.started", "worker.joined-staff", "worker.role-given")
SHORT_BREAK = "short-break.began"
LEAVING = frozenset({MOVED_OUT, MOVED_IN, LEFT, SHORT_BREAK, *BACK_AT_WORK})
ALWAYS_READ = NAMED_BY_KEY | OF_CUSTOMS | LEAVING
CHILDREN = "children"  # in an action's data: the children whom its record was about


def closing(duty: Duty, key: str, known: FactIndex) -> Fact | None:
    """The first word by which the obligation with this key was closed: done, or not needed by who may say so."""
    names = (DONE, LAW_NOT_NEEDED) if duty.weight == "law" else (DONE, NOT_NEEDED, LAW_NOT_NEEDED)
    said = [fact for name in names for fact in known.valued(name, key)]
    return min(said, key=lambda fact: (fact.known_at, fact.entry), default=None)


def closed(one: Obligation, said: Fact) -> Obligation:
    """``one`` as ``said`` closed it: met on the day given, or not owed from when somebody decided so."""
    if said.name == DONE:
        return replace(one, met_at=max(said.at, one.opened_at), met_by=said.entry, why=why.of_done(one.why, said))
    return replace(one, void_at=max(said.known_at, one.opened_at), why=why.of_decision(one.why, said))


def applied(duty: Duty, one: Obligation, known: FactIndex, names: why.Titles) -> Iterator[Obligation]:
    """``one`` with all that people decided about it, and ended by the leaving of whom it is about; nothing when the home
    had given the custom up before it opened and nobody did it."""
    given = known.valued(GIVEN, one.key)
    if given and one.met_at is None and given[-1].data.get("owner"):
        one = replace(one, owner=given[-1].data["owner"])
    if one.met_at is None and one.void_at is None and (word := closing(duty, one.key, known)):
        one = closed(one, word)
    if one.met_at is None and one.void_at is None and (gone := _leaving(duty, one, known)):
        one = replace(
            one, void_at=max(gone.at, one.opened_at), ended_by=gone.entry, why=why.of_end(one.why, gone, names)
        )
    dropped = _dropped(duty, one, known)
    if dropped and one.met_at is None:
        if one.opened_at >= dropped.at:
            return
        if one.void_at is None:
            one = replace(one, void_at=max(dropped.at, one.opened_at), why=why.of_decision(one.why, dropped))
    yield one


def not_kept(duty: Duty, known: FactIndex) -> Fact | None:
    """The fact by which the home says that it does not keep this custom, while that holds."""
    said = _of_custom(duty, known)
    return said[-1] if said and said[-1].name == DROPPED else None


def taken_up(duty: Duty, known: FactIndex) -> Fact | None:
    """The fact by which the home took up a custom that it had given up: its rhythm is counted from then."""
    said = _of_custom(duty, known)
    return said[-1] if len(said) > 1 and said[-1].name == TAKEN_UP else None


def _of_custom(duty: Duty, known: FactIndex) -> list[Fact]:
    if duty.weight != "custom" or duty.harm == "life":  # what a life may hang on is not the home's to give up
        return []
    said = [fact for name in OF_CUSTOMS for fact in known.valued(name, duty.id)]
    return sorted(said, key=lambda fact: (fact.known_at, fact.entry, fact.row))


def _dropped(duty: Duty, one: Obligation, known: FactIndex) -> Fact | None:
    """What took the custom away from ``one``: the first giving up after it opened, or one that held when it opened."""
    held: Fact | None = None
    for fact in _of_custom(duty, known):
        if fact.at <= one.opened_at:
            held = fact if fact.name == DROPPED else None
        elif held is None and fact.name == DROPPED:
            return fact
    return held


def _leaving(duty: Duty, one: Obligation, known: FactIndex) -> Fact | None:
    """The leaving with which ``one`` ceases to be owed: of its child or worker, or of every child whom an action was for."""
    if duty.after_leaving:
        return None
    if duty.about == "child":
        return _gone(one, one.subject, MOVED_OUT, (MOVED_IN,), known)
    if duty.about == "worker":
        return _gone(one, one.subject, LEFT, BACK_AT_WORK, known)
    if duty.about == "home" and duty.starts and duty.weight == "custom":
        return _all_gone(duty.starts.fact, one, known)
    return None


def _all_gone(opened_by: str, one: Obligation, known: FactIndex) -> Fact | None:
    opening = [fact for fact in known.in_record(opened_by, one.record) if fact.row == one.row]
    children = [child for fact in opening[:1] for child in fact.data.get(CHILDREN, "").split(",") if child]
    gone = [_gone(one, child, MOVED_OUT, (MOVED_IN,), known) for child in children]
    each = [fact for fact in gone if fact]
    return max(each, key=lambda fact: fact.at) if each and len(each) == len(gone) else None


def _gone(one: Obligation, who: str, left: str, back: tuple[str, ...], known: FactIndex) -> Fact | None:
    """The last leaving of ``who`` after ``one`` opened, unless they have come back since, or it only ended a short break."""
    leavings = [fact for fact in known.about(left, who) if not fact.elsewhere and fact.at > one.opened_at]
    if not leavings:
        return None
    last = leavings[-1]
    returned = any(fact.at > last.at for name in back for fact in known.about(name, who) if not fact.elsewhere)
    return None if returned or _ends_a_short_break(last, who, known) else last


def _ends_a_short_break(left: Fact, who: str, known: FactIndex) -> bool:
    """Whether the stay that ended was a short break, after which a child is expected again."""
    came = [fact for fact in known.about(MOVED_IN, who) if fact.at <= left.at]
    breaks = [fact for fact in known.about(SHORT_BREAK, who) if fact.at <= left.at]
    return bool(came and breaks) and calendar.day_of(breaks[-1].at) >= calendar.day_of(came[-1].at)
