"""Questions that nearly every page asks, put into SQL once: after that only what is asked about is filled in.

Django needs far longer to make the SQL of a question with its conditions (a millisecond and more) than SQLite to answer
it. A function with ``@prepared`` says what is asked, as any other: a QuerySet made of a viewer, of texts, moments and
lists of texts. It is called once for each shape of its arguments, with marks in the place of texts and moments; where the
marks have come to stand in the SQL's values, the real ones are put from then on.

So the function must do nothing with a text or a moment but ask by it: a moment that it reckoned with is refused. Whatever
else it decides by (a role, a number, how many texts) is part of the shape. It gives the rows, not a QuerySet.
"""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import wraps
from threading import local
from typing import Any, ParamSpec, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

from ninefold.people.models import Home

P = ParamSpec("P")
Row = TypeVar("Row")

FAR = datetime(3777, 7, 7, tzinfo=UTC)  # no moment of anybody's: marks stand in this century
CENTURY = "37"
MOST = 1000  # questions that a thread keeps
_ready = local()  # by thread, as connections are


class Placeholders:
    """Placeholders in the place of texts and moments, in the order in which they were met."""

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.moments: list[datetime] = []

    def text(self, given: str) -> str:
        """The next mark for a text."""
        self.texts.append(f"MARK{len(self.texts):022d}")
        return self.texts[-1]

    def moment(self, given: datetime) -> datetime:
        """The next mark for a moment."""
        self.moments.append(FAR + timedelta(seconds=len(self.moments)))
        return self.moments[-1]


class Values(Placeholders):
    """The texts and moments themselves, met in the same order."""

    def text(self, given: str) -> str:
        """Keep ``given``."""
        self.texts.append(given)
        return given

    def moment(self, given: datetime) -> datetime:
        """Keep ``given``."""
        self.moments.append(given)
        return given


def _through(given: Any, marks: Placeholders) -> Any:
    """``given`` with what ``marks`` makes of every text and moment in it."""
    if isinstance(given, str):
        return marks.text(given) if given else given
    if isinstance(given, datetime):
        return marks.moment(given)
    if isinstance(given, Home):
        home = Home(pk=_through(given.pk, marks))
        home.provider_id = _through(given.provider_id, marks)
        return home
    if is_dataclass(given) and not isinstance(given, type):
        asked = [one.name for one in fields(given) if one.name not in _decides(given)]
        return replace(given, **{name: _through(getattr(given, name), marks) for name in asked})
    return tuple(_through(one, marks) for one in given) if isinstance(given, tuple) else given


def _shape(given: Any) -> Any:
    """What of ``given`` decides how the SQL reads."""
    if isinstance(given, str):
        return str, bool(given)
    if isinstance(given, datetime | Home):
        return type(given)
    if is_dataclass(given):
        decided = _decides(given)
        return tuple(
            value if one.name in decided else _shape(value)
            for one in fields(given)
            for value in [getattr(given, one.name)]
        )
    return tuple(map(_shape, given)) if isinstance(given, tuple) else given


def _decides(given: Any) -> frozenset[str]:
    """The fields by which a question is decided, and not only asked (``Viewer.decides``)."""
    return getattr(given, "decides", frozenset())


class Ready:
    """One question in SQL, with the places of its values."""

    def __init__(self, rows: QuerySet[Any], marks: Placeholders) -> None:
        self.rows = rows
        self.compiler: SQLCompiler = rows.query.get_compiler(connection=connections[DEFAULT_DB_ALIAS])
        self.sql, self.params = "", list[Any]()
        try:
            self.sql, params = self.compiler.as_sql()
            self.params = list(params)
        except EmptyResultSet:  # nothing can be in an empty list
            pass
        texts = {mark: place for place, mark in enumerate(marks.texts)}
        moments = {self._adapted(mark): place for place, mark in enumerate(marks.moments)}
        self.places = [(i, *self._place(value, texts, moments)) for i, value in enumerate(self.params)]
        self.places = [place for place in self.places if place[1]]
        rows.query.get_compiler = lambda *_, **__: self.compiler  # type: ignore[method-assign]

    def ask(self, texts: list[str], moments: list[datetime]) -> list[Any]:
        """The rows, with the marks' places filled in."""
        if not self.sql:
            return []
        params = list(self.params)
        for index, kind, place, mark in self.places:
            params[index] = (
                self._adapted(moments[place]) if kind == "moment" else params[index].replace(mark, texts[place])
            )
        self.compiler.as_sql = lambda *_, **__: (self.sql, tuple(params))  # type: ignore[method-assign]
        return list(self.rows._iterable_class(self.rows))  # type: ignore[call-overload]

    def _adapted(self, moment: datetime) -> Any:
        """A moment as this database takes it."""
        return self.compiler.connection.ops.adapt_datetimefield_value(moment)

    def _place(self, value: Any, texts: dict[str, int], moments: dict[Any, int]) -> tuple[str, int, str]:
        """Which mark stands in ``value``. Raises ValueError for a moment that was reckoned with."""
        if value in moments:
            return "moment", moments[value], ""
        if str(value).startswith(CENTURY) and str(value)[4:5] == "-":
            raise ValueError("A prepared question reckons with a moment: hand it the moment that it means")
        held = next((mark for mark in texts if isinstance(value, str) and mark in value), "")
        return ("text", texts[held], held) if held else ("", 0, "")


def prepared(question: Callable[P, QuerySet[Any, Row]]) -> Callable[P, list[Row]]:
    """The rows of ``question`` (a function that gives a QuerySet), whose SQL is made once for each shape of arguments."""

    @wraps(question)
    def asked(*args: P.args, **_: P.kwargs) -> list[Row]:
        kept: dict[Any, Ready] = _ready.__dict__.setdefault("kept", {})
        key = (question, tuple(map(_shape, args)))
        ready = kept.get(key)
        if ready is None or ready.compiler.connection is not connections[DEFAULT_DB_ALIAS]:
            if len(kept) >= MOST:
                kept.clear()
            marks = Placeholders()
            ready = kept[key] = Ready(question(*(_through(one, marks) for one in args)), marks)  # type: ignore[call-arg]
        values = Values()
        for one in args:
            _through(one, values)
        return ready.ask(values.texts, values.moments)

    return asked
