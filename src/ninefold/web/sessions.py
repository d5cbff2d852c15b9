"""Sessions as Django keeps them in the database, looked up by a question that is made once: every page asks it."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet

from ninefold.people.prepared import prepared


class SessionStore(DatabaseStore):
    """Where somebody's session is kept. All but the looking up is Django's."""

    def _get_session_from_db(self) -> Session | None:
        in_a_second = self.get_expiry_date(expiry=1)  # by Django's own clock, by which it keeps when a session ends
        held = next(iter(_held(self.session_key or "", in_a_second)), None)
        if held is None:
            self._session_key = None
        return held


@prepared
def _held(key: str, at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=at)
