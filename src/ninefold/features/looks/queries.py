"""Reading who looked. A row about a record that the viewer may not see is not there for them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby

from django.db.models import Exists, OuterRef, Q, QuerySet

from ninefold.base import clock
from ninefold.ledger import queries as ledger
from ninefold.ledger.models import Record
from ninefold.people.access import Viewer, visible
from ninefold.people.models import AccessLog, Account

MOST = 500  # rows that one page looks through
REFUSED, SIGN_IN = "refused ", "sign"  # how ``what`` begins

# What a page is called where its short name says too little.
CALLED = {
    "record": "the record",
    "child": "the child's page",
    "worker": "the worker's page",
    "correct": "the form to correct it",
    "withdraw": "the form to withdraw it",
    "stage": "a form that goes on with it",
    "form": "a form about them",
    "sign": "the page to sign it off",
    "today": "Today",
    "choose": "Write",
    "due": "what is due",
    "changed": "what changed",
    "search": "a search",
    "file": "a file",
    "original": "a file as it was sent",
    "looks": "who looked",
}


@dataclass(slots=True)
class Visit:
    """What somebody looked at on a day: how often, and when last."""

    day: date
    who: str
    what: str
    last: datetime
    times: int = 1
    record: str = ""
    words: list[str] = field(default_factory=list)


def at_person(viewer: Viewer, person: str) -> list[Visit]:
    """Who looked at what is kept about ``person`` in the viewer's home, the latest first."""
    return _visits(viewer, _open(viewer, AccessLog.objects.filter(person=person)))


def at_record(viewer: Viewer, record: str) -> list[Visit]:
    """Who looked at ``record``, the latest first. Raises Http404 for one that is not the viewer's to see."""
    ledger.record(viewer, record)
    rows = AccessLog.objects.filter(home=viewer.home, record=record)
    return _visits(viewer, rows.exclude(what__startswith=REFUSED).order_by("-at", "-pk")[:MOST])


def refused(viewer: Viewer) -> list[Visit]:
    """What was refused to somebody who was signed in, the latest first: mostly a slip, and sometimes not."""
    rows = AccessLog.objects.filter(home=viewer.home, what__startswith=REFUSED)
    return _visits(viewer, _seen(viewer, rows).order_by("-at", "-pk")[:MOST])


def searches(viewer: Viewer) -> list[Visit]:
    """Who searched for which words, the latest first."""
    rows = AccessLog.objects.filter(home=viewer.home).exclude(words="")
    return _visits(viewer, rows.order_by("-at", "-pk")[:MOST], words=True)


def sign_ins(viewer: Viewer) -> list[Visit]:
    """Who of those who work in the home signed in, tried to and went; the latest first."""
    here = Account.objects.filter(person__worker__roles__home=viewer.home).values("username")
    rows = AccessLog.objects.filter(home=None, what__startswith=SIGN_IN, account__in=here)
    return _visits(viewer, rows.order_by("-at", "-pk")[:MOST])


def _open(viewer: Viewer, rows: QuerySet[AccessLog]) -> QuerySet[AccessLog]:
    rows = _seen(viewer, rows.filter(home=viewer.home)).exclude(what__startswith=REFUSED)
    return rows.order_by("-at", "-pk")[:MOST]


def _seen(viewer: Viewer, rows: QuerySet[AccessLog]) -> QuerySet[AccessLog]:
    """Rows about no record, or about one that the viewer may see: who handles a complaint is not told to whom it names."""
    may = visible(viewer, Record.objects.filter(pk=OuterRef("record")))
    return rows.filter(Q(record="") | Exists(may))


def _visits(viewer: Viewer, rows: Iterable[AccessLog], *, words: bool = False) -> list[Visit]:
    rows = list(rows)
    names = _names({row.account for row in rows})
    visits: list[Visit] = []
    for day, todays in groupby(rows, key=lambda row: clock.local(row.at).date()):
        visits += _folded(day, list(todays), names, words)
    return visits


def _folded(day: date, rows: Sequence[AccessLog], names: dict[str, str], words: bool) -> list[Visit]:
    """Looks of one person at one thing on a day as one line, the latest first."""
    visits: dict[tuple[str, str, str], Visit] = {}
    for row in rows:
        key = (row.account, row.what, row.record)
        if key in visits:
            visits[key].times += 1
        else:
            who = names.get(row.account) or row.account or "somebody"
            visits[key] = Visit(day, who, called(row.what), row.at, record=row.record)
        if words and row.words and row.words not in visits[key].words:
            visits[key].words.append(row.words)
    return list(visits.values())


def called(what: str) -> str:
    """What a line calls a page, or an act."""
    page = what.removeprefix(REFUSED)
    name = CALLED.get(page) or page.replace("-", " ")
    return name[:1].upper() + name[1:]


def _names(accounts: set[str]) -> dict[str, str]:
    """What those who sign in so are called."""
    rows = Account.objects.filter(username__in=accounts).values_list("username", "person__name")
    return {username: name for username, name in rows if name}
