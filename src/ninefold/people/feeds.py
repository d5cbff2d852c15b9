"""Private addresses of calendars: made, replaced, switched off, and found again by their secret.

The secret has 256 random bits and is told once; its SHA-256 is kept, so that a copy of the database opens no calendar.
"""

import hashlib
import secrets
from datetime import datetime

from django.core.exceptions import PermissionDenied

from ninefold.people.access import Viewer, viewer_for
from ninefold.people.models import Account, Feed


def make(*, account: Account, viewer: Viewer, scope: str) -> str:
    """A new secret for this calendar of ``account``'s; the one before opens nothing any more."""
    secret = secrets.token_urlsafe(32)
    told = {"digest": _digest(secret), "made_at": viewer.now}
    Feed.objects.update_or_create(account=account, home=viewer.home, scope=Feed.Scope(scope), defaults=told)
    return secret


def switch_off(*, account: Account, viewer: Viewer, scope: str) -> None:
    """This calendar of ``account``'s opens no more."""
    Feed.objects.filter(account=account, home=viewer.home, scope=scope).delete()


def of(account: Account, viewer: Viewer) -> dict[str, Feed]:
    """The calendars that ``account`` has in the viewer's home, by scope."""
    return {one.scope: one for one in Feed.objects.filter(account=account, home=viewer.home)}


def opened_by(secret: str, now: datetime) -> tuple[Feed, Viewer] | None:
    """The calendar that ``secret`` opens, with who its holder is in that home today; nothing once they have no role."""
    feed = Feed.objects.filter(digest=_digest(secret)).select_related("account", "home").first()
    if feed is None or not feed.account.is_active:
        return None
    try:
        return feed, viewer_for(feed.account, feed.home.urn, now)
    except PermissionDenied:
        return None


def _digest(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()
