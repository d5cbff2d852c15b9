"""Sessions as Django keeps them in the database, looked up by a question that is made once: every page asks it."""

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from ninefold.people.prepared import prepared


class SessionStore(DatabaseStore):
    """Where somebody's session is kept. All but the looking up is Django's."""

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_held(self.session_key or "", timezone.now())), None)
        if found is None:
            self._session_key = None
        return found


@prepared
def _held(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)
