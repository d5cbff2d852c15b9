"""Doses that were stopped: kept when somebody wanted to sign one, and read by those who look for what goes wrong."""

from datetime import datetime, timedelta

from ninefold.ledger.brakes import Stopped
from ninefold.ledger.models import Submission
from ninefold.medicines.charts import GIVEN
from ninefold.medicines.models import StoppedDose
from ninefold.people.access import Viewer
from ninefold.people.models import Home

MISTAKE = "medicine-error"  # where a dose is written down that was given although it should not have been
LOOKED_BACK = timedelta(days=14)


def keep(viewer: Viewer, token: str, stopped: Stopped) -> None:
    """Keep that ``viewer`` wanted to sign a dose with the form ``token``, and was stopped; nothing for other stops."""
    case = stopped.case
    doses = [one for one in case.facts if one.name == GIVEN]
    reasons = [stop for stop in stopped.stops if stop.kind != "blank"]
    if not (doses and reasons):
        return
    StoppedDose.objects.update_or_create(
        token=token,
        defaults={
            "home": viewer.home,
            "child": doses[0].subject,
            "person": viewer.person,
            "medicine": doses[0].data.get("medicine", ""),
            "happened_at": case.signing.happened_at,
            "tried_at": viewer.now,
            "kinds": ",".join(dict.fromkeys(stop.kind for stop in reasons)),
            "why": " ".join(dict.fromkeys(stop.sentence for stop in reasons)),
        },
    )


def lately(home: Home, now: datetime) -> list[StoppedDose]:
    """Those of the last fortnight, but not those whose form was signed in the end: put right, or overruled."""
    tried = StoppedDose.objects.filter(home=home, tried_at__gt=now - LOOKED_BACK)
    signed = set(Submission.objects.filter(token__in=tried.values("token")).values_list("token", flat=True))
    return [one for one in tried.order_by("happened_at", "id") if one.token not in signed]


def mark(home: Home) -> str:
    """What differs as soon as another dose is stopped in a home."""
    last = StoppedDose.objects.filter(home=home).order_by("-tried_at", "-id").values_list("id", "tried_at").first()
    return f"{last[0]}.{last[1].timestamp():.0f}" if last else ""


def mistake(stopped: Stopped | None) -> str:
    """The type of record for a stopped dose that was given already; "" for what is no dose."""
    return MISTAKE if stopped and any(one.name == GIVEN for one in stopped.case.facts) else ""
