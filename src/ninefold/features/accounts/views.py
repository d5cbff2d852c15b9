"""For those who lead the home: who has which access, and looking after one account."""

import base64
import io
from datetime import datetime

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from ninefold.features.accounts import queries
from ninefold.features.accounts.queries import Access
from ninefold.ledger.permissions import NotYours
from ninefold.people import accounts as rules
from ninefold.people import invitations
from ninefold.people.access import Viewer
from ninefold.people.models import AccessLog, Account, Invitation
from ninefold.web import rooms
from ninefold.web.room_to_write import keep_looks
from ninefold.web.views import HomeRequest, for_readers_of, looked


@require_safe
@for_readers_of("accounts")
def accounts(request: HomeRequest) -> HttpResponse:
    """Everybody with a role here, how they get in, and when they last came."""
    rows = queries.everybody(request.viewer)
    looked(request.viewer, "accounts", people=[one.worker.pk for one in rows])
    return render(request, "accounts/accounts.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@for_readers_of("accounts")
def account(request: HomeRequest, person: str) -> HttpResponse:
    """One person's account; what is done to it is posted here, and its word stands in ``do``."""
    access = queries.one_of(request.viewer, person)
    if request.method == "POST":
        return _done(request, access)
    looked(request.viewer, "account", people=[person])
    return _page(request, access)


def _page(request: HomeRequest, access: Access, problem: str = "", status: int = 200) -> HttpResponse:
    theirs, now = access.account, request.viewer.now
    waiting = queries.waiting_resets(theirs, now) if theirs else []
    context = {
        "access": access,
        "problem": problem,
        "sessions": rules.sessions_of(theirs, now) if theirs else [],
        "waiting": [{"row": one, "by": queries.called(one.asked_by)} for one in waiting],
        "own_reset": any(one.asked_by == request.viewer.account for one in waiting),
        "two": rules.resets_need_two(access.worker, now),
        "days": queries.days_left(access.grace_ends, now),
        "username": rules.free_username(access.worker.name) if theirs is None else "",
    }
    return render(request, "accounts/account.html", context, status=status)


def _done(request: HomeRequest, access: Access) -> HttpResponse:
    if access.yours:
        raise NotYours(access.yours)
    do = request.POST.get("do", "")
    act = ACTS.get(do)
    if act is None or (access.account is None and do != "invite"):
        return _page(request, access, "That cannot be done with this account now.", 422)
    return act(request, access)


def _invite(request: HomeRequest, access: Access) -> HttpResponse:
    if access.state not in ("none", "invited", "lapsed"):
        return _page(request, access, "They have come in already. Set back the password if it was forgotten.", 422)
    theirs = access.account or rules.give(access.worker, None)
    return _letter(request, access, theirs, Invitation.Why.INVITE)


def _password(request: HomeRequest, access: Access) -> HttpResponse:
    if access.account is None or access.state != "open":
        return _page(request, access, "Only the password of an open account can be set back.", 422)
    return _letter(request, access, access.account, Invitation.Why.PASSWORD)


def _letter(request: HomeRequest, access: Access, theirs: Account, why: Invitation.Why) -> HttpResponse:
    """The page with the link, to be printed and handed over. It is shown this once."""
    viewer = request.viewer
    secret, made = invitations.make(theirs, why, viewer.account, viewer.now)
    way = reverse("invited", args=[secret])
    link = request.build_absolute_uri(way)
    note(viewer, access.worker.pk, "invited to sign in" if why == Invitation.Why.INVITE else "password set back")
    posted = bool(theirs.email and request.POST.get("post")) and post(theirs, way, made.ends_at, viewer)
    context = {
        "access": access,
        "theirs": theirs,
        "link": link,
        "code": code_of(link),
        "until": made.ends_at,
        "posted": posted,
        "why": why,
    }
    return render(request, "accounts/letter.html", context)


def post(account: Account, way: str, until: datetime, viewer: Viewer) -> bool:
    """Send the link to its owner's address, where this installation has an outbox; whether it has."""
    from importlib.util import find_spec

    if find_spec("ninefold.work.post") is None:
        return False
    from ninefold.work.post import send

    return send(account, "invitation", way, until, home=viewer.home, now=viewer.now) is not None


def code_of(link: str) -> str:
    """The link as a code to scan, as the address of a picture."""
    import qrcode
    import qrcode.image.svg

    drawn = io.BytesIO()
    qrcode.make(link, image_factory=qrcode.image.svg.SvgPathImage, border=2).save(drawn)
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.getvalue()).decode()


def _address(request: HomeRequest, access: Access) -> HttpResponse:
    address = request.POST.get("email", "").strip()
    try:
        if address:
            validate_email(address)
    except ValidationError:
        return _page(request, access, "That is no e-mail address. It looks like name@example.org.", 422)
    if address and Account.objects.filter(email__iexact=address).exclude(pk=_theirs(access).pk).exists():
        return _page(request, access, "Somebody else has this address. Each needs an address of their own.", 422)
    theirs = _theirs(access)
    theirs.email = address
    theirs.save(update_fields=["email"])
    return _told(request, access, "e-mail address changed", "The address is kept.")


def _close(request: HomeRequest, access: Access) -> HttpResponse:
    rules.close(_theirs(access))
    return _told(request, access, "account closed", "The account is closed, and nobody is signed in with it.")


def _open(request: HomeRequest, access: Access) -> HttpResponse:
    rules.reopen(_theirs(access))
    return _told(request, access, "account opened", "The account is open again, with the password it had.")


def _out(request: HomeRequest, access: Access) -> HttpResponse:
    ended = rules.end_sessions(_theirs(access))
    return _told(request, access, "sessions ended", f"Signed out everywhere ({ended}).")


def _factor(request: HomeRequest, access: Access) -> HttpResponse:
    why = request.POST.get("why", "").strip()[:200]
    if not why:
        return _page(request, access, "Say why: where the device is, and how you know that it is they who ask.", 422)
    row = rules.reset_factor(_theirs(access), request.viewer.account, why, request.viewer.now)
    if row.done_at:
        text = "The second factor is taken away. They come in with the password for a day, and set up a new one."
        return _told(request, access, "second factor taken away", text)
    text = "Asked. A second leader does this too within two days; until then nothing is changed."
    return _told(request, access, "second factor: reset asked for", text)


def _told(request: HomeRequest, access: Access, what: str, text: str) -> HttpResponse:
    note(request.viewer, access.worker.pk, what)
    messages.success(request, text)
    return redirect(rooms.at(request, "account", access.worker.pk))


def _theirs(access: Access) -> Account:
    if access.account is None:
        raise NotYours("They have no account.")
    return access.account


def note(viewer: Viewer, person: str, what: str) -> None:
    """Write down what was done to somebody's access, beside who looked at what: they and their leaders read it."""
    row = AccessLog(at=viewer.now, account=viewer.account, home=viewer.home, person=person, what=what)
    keep_looks([row])


ACTS = {
    "invite": _invite,
    "password": _password,
    "address": _address,
    "close": _close,
    "open": _open,
    "out": _out,
    "factor": _factor,
}
