"""Kept until something is signed: what follows from a home's entries alone is worked out once for each head of its chain.

The same person who looks again, with nothing signed in between, gets what was worked out before. It is known by the head
of the chain that their request found, by who looks and as what, by the library, and by a few minutes of the clock, so
that what time alone changes (a year that ends, say), or a rebuild beside the server, shows soon as well.

Only who reads is answered so, up to the moment of a signature (``base.once``), and only what rests on this home's entries may be: nothing of drafts, accounts
or sister homes. What is kept is shared, and changed by nobody.
"""

from collections import OrderedDict
from collections.abc import Callable, Set
from functools import wraps
from threading import Lock
from typing import Any, Concatenate, ParamSpec, TypeVar

from ninefold import lawbook
from ninefold.base import once
from ninefold.people import shown
from ninefold.people.access import Viewer

P = ParamSpec("P")
T = TypeVar("T")

MINUTES = 5
MOST = 2048  # answers a process keeps
_kept: OrderedDict[Any, Any] = OrderedDict()
_lock = Lock()


def until_signed(question: Callable[Concatenate[Viewer, P], T]) -> Callable[Concatenate[Viewer, P], T]:
    """``question`` (of a viewer, and of arguments that can be hashed), worked out once until something is signed."""

    @wraps(question)
    def asked(viewer: Viewer, /, *args: P.args, **kwargs: P.kwargs) -> T:
        if not (last := head(viewer)):
            return question(viewer, *args, **kwargs)
        looks = (viewer.home.pk, last, viewer.person, viewer.role, viewer.children, _while(viewer))
        named = tuple((name, _still(value)) for name, value in kwargs.items())
        key = (question, lawbook.current().digest, looks, *map(_still, args), *named)
        with _lock:
            if key in _kept:
                _kept.move_to_end(key)
                before: tuple[T, frozenset[str]] = _kept[key]
                shown.show(before[1])
                return before[0]
        # Whom the answer shows is kept with it: who looks at what was worked out before has looked at them too.
        with shown.gathering() as stands:
            answer = question(viewer, *args, **kwargs)
        people = frozenset(stands.people)
        shown.show(people)
        with _lock:
            _kept[key] = (answer, people)
            while len(_kept) > MOST:
                _kept.popitem(last=False)
        return answer

    return asked


def _still(given: Any) -> Any:
    """``given`` as it can be looked up by: a list, a set or a dict cannot."""
    if isinstance(given, list):
        return tuple(given)
    if isinstance(given, dict):
        return tuple(given.items())
    return frozenset(given) if isinstance(given, Set) else given


def forget() -> None:
    """Keep nothing any more: what is derived was worked out anew in this process."""
    with _lock:
        _kept.clear()


def head(viewer: Viewer) -> str:
    """The hash of the chain's last entry, and the library by which all was last derived, if somebody only reads and it came along with the home (``mandates.at_home``)."""
    chain = viewer.home._state.fields_cache.get("chain") if once.is_reading() else None
    return f"{chain.hash} {chain.library}" if chain else ""


def _while(viewer: Viewer) -> int:
    """The few minutes in which the viewer looks."""
    return int(viewer.now.timestamp()) // (60 * MINUTES)
