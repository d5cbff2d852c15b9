"""What on call said, kept in one tap."""

from typing import Any

from ninefold.features.oncall.queries import ADVICE, Answers
from ninefold.ledger import actions
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from ninefold.ledger.signing import Author, of_the_home, signed_now
from ninefold.people.access import Viewer


def keep(*, viewer: Viewer, asked_of: Answers, asked: str, advice: str, token: str) -> Entry:
    """Sign what ``asked_of`` said now. Raises Refused when nothing was said."""
    if not advice:
        raise Refused({"": "Please write what on call said, in a few words."})
    answers: dict[str, Any] = {"from": asked_of.who, "asked": asked, "advice": [advice]}
    signing = signed_now(
        viewer.now,
        type=ADVICE,
        stage="advice",
        content={name: answer for name, answer in answers.items() if answer},
        subjects=of_the_home(viewer.home),
        token=token,
    )
    return actions.append(viewer.home, signing, Author(viewer.person, viewer.role))
