"""A page that is read changes nothing: which statements it may send to the database, and the one that says who looked.

The list is of what is allowed. A statement that nobody thought of is refused, and a page of ours that needs a new
function asks for it here.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any

from ninefold.people.access import Viewer
from ninefold.people.models import AccessLog
from ninefold.web.room_to_write import keep_looks

# What a statement is made of, for whoever only wants to know what it does. Comments may hide a word, and a word may
# stand in quotes; PostgreSQL's other quotes (E'..', $$..$$) and comments within comments we never send, so they are
# refused with whatever stands in them.
_PARTS = re.compile(
    r"(?P<comment>--[^\n]*|/\*.*?\*/)|(?P<text>'(?:[^']|'')*')|(?P<name>\"(?:[^\"]|\"\")*\")", re.DOTALL
)
_UNREAD = re.compile(r"/\*|\*/|\$\w*\$|\b(?:E|U&)''|;|[`\[\]]")
_TRANSACTION = re.compile(
    r"BEGIN(?: DEFERRED| IMMEDIATE| EXCLUSIVE)?|COMMIT|ROLLBACK"
    r"|SAVEPOINT \S+|RELEASE(?: SAVEPOINT)? \S+|ROLLBACK TO(?: SAVEPOINT)? \S+"
)
_WORDS_THAT_WRITE = re.compile(
    r"\b(?:INSERT|UPDATE|DELETE|MERGE|INTO|TRUNCATE|DROP|ALTER|CREATE|CALL|COPY|EXECUTE|FOR (?:SHARE|NO KEY|KEY))\b"
)
_CALLED = re.compile(r"([\w.\"]+)\s*\(")

# Words before a bracket that call nothing.
_GRAMMAR = (
    "ALL AND ANY AS BETWEEN BY CASE CROSS DISTINCT ELSE END EXCEPT EXISTS FILTER FROM HAVING IN INTERSECT IS JOIN LATERAL"
    " LIKE LIMIT MATCH MATERIALIZED NOT OFFSET ON OR OVER ROLLUP SELECT THEN UNION USING VALUES WHEN WHERE WITHIN"
)
# Functions that only read, of both databases, and those that Django brings to SQLite.
_READING = (
    "ABS ARRAY_AGG AVG BOOL_AND BOOL_OR BM25 CAST CEIL CHAR_LENGTH COALESCE CONCAT COUNT DATE DATE_PART DATE_TRUNC DATETIME"
    " DENSE_RANK EXTRACT FIRST_VALUE FLOOR GREATEST GROUP_CONCAT IFNULL INSTR JSON_ARRAY_LENGTH JSON_EACH JSON_EXTRACT"
    " JSON_TYPE JSONB_ARRAY_ELEMENTS JSONB_ARRAY_LENGTH JULIANDAY LAG LAST_VALUE LEAD LEAST LEFT LENGTH LOWER LTRIM MAX MIN"
    " MOD NULLIF NUMERIC REGEXP_REPLACE REPLACE RANK RIGHT ROUND ROW ROW_NUMBER RTRIM SPLIT_PART STRFTIME"
    " STRING_AGG STRPOS SUBSTR SUBSTRING SUM TIME TO_CHAR TO_TSQUERY TO_TSVECTOR TOTAL TRIM TS_RANK UPPER VARCHAR"
)
_HARMLESS = frozenset(f"{_GRAMMAR} {_READING}".split())
_DJANGOS = re.compile(r"DJANGO_\w+")

# Whom somebody is signed in as: Django forgets a session that has run out, or changed its password, while it reads it.
_SESSION = re.compile(r'(?:INSERT INTO|UPDATE|DELETE FROM) "django_session" [^;]*')
_LOOK = re.compile(r'INSERT INTO "people_accesslog" \([^;]*')
_looking: ContextVar[bool] = ContextVar("looking", default=False)


class WroteWhileReading(RuntimeError):
    """A GET tried to change something: a fault in our code, never the reader's."""


def only_reads(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    """A database execute wrapper that lets through what reads, sessions, and who looked; raises WroteWhileReading else."""
    if not (reads(sql) or _SESSION.fullmatch(sql) or (_looking.get() and _LOOK.fullmatch(sql))):
        raise WroteWhileReading(f"A page that is only read tried: {sql[:80]}")
    return execute(sql, params, many, context)


@lru_cache(maxsize=4096)
def reads(sql: str) -> bool:
    """Whether ``sql`` is one statement that changes no row and locks none: a SELECT, or a step of a transaction.

    A SELECT may begin with WITH. What stands behind a name we do not know, a function say, counts as a change.
    """
    bare = " ".join(_PARTS.sub(_blank, sql).upper().split()).removesuffix(";").rstrip()
    if _UNREAD.search(bare):
        return False
    if _TRANSACTION.fullmatch(bare):
        return True
    if not re.match(r"[( ]*(?:SELECT|WITH)\b", bare) or _WORDS_THAT_WRITE.search(bare):
        return False
    return all(name in _HARMLESS or _DJANGOS.fullmatch(name) for name in _CALLED.findall(bare))


def _blank(part: re.Match[str]) -> str:
    """A space for a comment, an empty text for a text, an empty name for a name: none of them does anything."""
    return {"comment": " ", "text": "''", "name": '""'}[str(part.lastgroup)]


def looked(viewer: Viewer, what: str, *, people: Iterable[str] = (), record: str = "") -> None:
    """Write down that ``viewer`` looked at ``record``, or at what is kept about each of ``people``."""
    looks = [
        AccessLog(at=viewer.now, account=viewer.account, home=viewer.home, person=person, record=record, what=what)
        for person in (list(people) or [""])
    ]
    with _one_look():
        keep_looks(looks)


@contextmanager
def _one_look() -> Iterator[None]:
    """While this lasts, a page that is read may add to the access log, and to nothing else."""
    before = _looking.set(True)
    try:
        yield
    finally:
        _looking.reset(before)
