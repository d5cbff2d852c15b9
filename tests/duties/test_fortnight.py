"""The fortnight at Larkfield House: its deadlines, worked out by hand from the story, against the engine's answers.

The facts are those that the story's forms state, written down here again, so that this list stands on its own; and
then the story itself is replayed, entry by entry, and has to give the same.
"""

from pathlib import Path

import pytest

from ninefold import lawbook
from ninefold.duties import store
from ninefold.duties.engine import by_then, obligations
from ninefold.duties.models import ObligationRow
from ninefold.lawbook.facts import Fact
from ninefold.ledger.rebuild import rebuild
from ninefold.ops.cli.common import viewer_of
from ninefold.ops.fortnight import replay
from ninefold.people.models import Home
from ninefold.people.queries import subject_names
from tests.duties.lives import HOME, at, carried, fact

AFTER = at("2026-11-02T09:00")
HOST = "Westmorland and Furness"
KNOWN = "2026-10-18T12:00"  # the day the home began to keep its records here


def standing(name: str, subject: str, when: str, value: str = "") -> Fact:
    return fact(name, subject, when, known=KNOWN, value=value)


def child(name: str, born: str, moved_in: str, since: str, review: tuple[str, str], health: str) -> list[Fact]:
    return [
        standing("child.born", name, born),
        standing("child.looked-after", name, since),
        carried("child.moved-in", name, moved_in),
        carried("review.held", name, review[1], value=review[0]),
        carried("health-assessment.held", name, health),
    ]


def worker(
    name: str, started: str, *, care: str = "", level3: str = "", supervision: str = "", appraisal: str = ""
) -> list[Fact]:
    said = [standing("worker.started", name, started)]
    said += [standing("worker.care-role-began", name, care)] if care else []
    said += [standing("worker.level3", name, level3)] if level3 else []
    said += [carried("supervision.held", name, supervision)] if supervision else []
    return said + ([carried("appraisal.held", name, appraisal)] if appraisal else [])


def hold(stage: str, known: str, when: str = "2026-10-24T21:40") -> Fact:
    return fact(f"measure.{stage}", "jay", when, known=known, record="hold")


HOUSE = [
    standing("home.registered", HOME, "2019-05-13"),
    standing("home.host-authority", HOME, "2019-05-13", HOST),
    fact("clock.set", HOME, KNOWN, value="6 weeks", data={"duty": "supervision"}),
    fact("clock.set", HOME, KNOWN, value="3 months", data={"duty": "fire-drill"}),
    carried("quality-review.completed", HOME, "2026-05-04"),
    carried("visit.held", HOME, "2026-09-16"),
    carried("location-review.held", HOME, "2025-12-03"),
    carried("fire-drill.held", HOME, "2026-07-20"),
    *child("jay", "2013-03-02", "2026-06-08", "2026-06-08", ("1", "2026-06-30"), "2026-06-22"),
    *child("amira", "2011-08-19", "2025-11-03", "2024-02-12", ("6", "2026-05-12"), "2025-12-09"),
    *child("kezia", "2010-09-30", "2024-04-22", "2021-07-05", ("11", "2026-08-25"), "2026-01-15"),
    *worker("helen", "2024-01-08"),
    standing("worker.manages", "helen", "2024-01-08"),
    *worker("marcus", "2021-09-06", care="2018-02-01", level3="2020-01-20"),
    *worker(
        "dana", "2022-03-14", care="2022-03-14", level3="2024-02-02", supervision="2026-09-24", appraisal="2026-03-20"
    ),
    *worker("luis", "2024-11-18", care="2024-11-18", supervision="2026-09-01", appraisal="2025-11-14"),
    *worker("priya", "2026-05-05", care="2025-01-13", supervision="2026-10-05"),
    *worker(
        "owen", "2023-08-01", care="2023-08-01", level3="2025-07-11", supervision="2026-10-12", appraisal="2026-08-03"
    ),
]

STORY = [
    fact("wish.made", "amira", "2026-10-19T16:40", record="easel"),
    fact("child.born", "tommy", "2017-01-27", known="2026-10-20T15:40"),
    fact("child.looked-after", "tommy", "2026-10-20", known="2026-10-20T15:40"),
    fact("child.authority", "tommy", "2026-10-20T15:30", value=HOST),
    fact("child.moved-in", "tommy", "2026-10-20T15:30", record="arrival"),
    fact("arrival.explained", "tommy", "2026-10-20T17:10"),
    fact("request.made", "tommy", "2026-10-21T09:15", value="placement-plan", data={"due": "2026-10-23"}),
    fact("concern.raised", "amira", "2026-10-21T16:45", value="sexual-exploitation", record="concern"),
    fact("notification.decided", "amira", "2026-10-21T19:05", value="yes", matter="concern"),
    fact("notification.needed", "amira", "2026-10-21T19:05", value="sexual-exploitation", matter="concern"),
    fact("notification.sent", "amira", "2026-10-22T09:40", matter="concern"),
    fact("supervision.held", "luis", "2026-10-22", known="2026-10-23T10:00"),
    fact("fire-drill.held", HOME, "2026-10-23T11:00"),
    hold("used", "2026-10-24T23:15"),
    hold("record", "2026-10-24T23:15"),
    hold("manager-check", "2026-10-25T11:30", "2026-10-25T11:20"),
    fact("wish.made", "tommy", "2026-10-25T15:00", record="light"),
    hold("talk-with-child", "2026-10-26T18:55", "2026-10-26T18:45"),
    fact("behaviour-plan.review", "jay", "2026-10-26T19:30", answers=(("hold", ""),)),
    fact("missing.reported", "amira", "2026-10-27T17:50", record="missing"),
    fact("missing.returned", "amira", "2026-10-27T23:05", record="missing"),
    fact("return-interview.requested", "amira", "2026-10-28T10:30", record="missing"),
    fact("complaint.made", "kezia", "2026-10-28T16:10", record="complaint"),
    fact("measure.used", "jay", "2026-10-28T20:10", known="2026-10-30T09:00", record="screen"),
    fact("measure.record", "jay", "2026-10-28T20:10", known="2026-10-30T09:00", record="screen"),
    fact("visit.held", HOME, "2026-10-30", known="2026-11-01T18:00", record="visit"),
    fact("recommendation.made", HOME, "2026-11-01T18:00", record="visit", row="1", data={"due": "2026-11-06"}),
    fact("recommendation.made", HOME, "2026-11-01T18:00", record="visit", row="2", data={"due": "2026-11-13"}),
    fact("document.received", "tommy", "2026-10-30T14:00", value="placement-plan"),
    fact("complaint.answered", "kezia", "2026-10-31T12:00", record="complaint"),
    fact("wish.answered", "tommy", "2026-11-01T20:00", answers=(("light", ""),)),
]

TRUE_DEADLINES = [
    ("measure-recorded", "jay", "2026-10-25T20:40:00", "met"),
    ("measure-checked", "jay", "2026-10-26T20:40:00", "met"),
    ("measure-child-spoken-to", "jay", "2026-10-29T23:59:59", "met"),
    ("plan-answered-behaviour-plan", "jay", "2026-10-29T23:59:59", "met"),
    ("plan-answered-risk-assessment", "jay", "2026-10-29T23:59:59", "overdue"),
    ("measure-recorded", "jay", "2026-10-29T20:10:00", "late"),
    ("measure-checked", "jay", "2026-10-30T20:10:00", "overdue"),
    ("measure-child-spoken-to", "jay", "2026-11-02T23:59:59", "open"),
    ("notification-decided", "amira", "2026-10-22T16:45:00", "met"),
    ("exploitation-notified", "amira", "2026-10-22T16:45:00", "met"),
    ("plan-answered-risk-assessment", "amira", "2026-10-26T23:59:59", "overdue"),
    ("notification-decided-missing", "amira", "2026-10-28T17:50:00", "overdue"),
    ("return-interview-requested", "amira", "2026-10-28T23:05:00", "met"),
    ("return-interview", "amira", "2026-10-30T23:05:00", "overdue"),
    ("arrival-explained", "tommy", "2026-10-21T15:30:00", "met"),
    ("placement-plan", "tommy", "2026-10-27T23:59:59", "late"),
    ("care-plan", "tommy", "2026-11-03T23:59:59", "open"),
    ("looked-after-review", "tommy", "2026-11-17T23:59:59", "open"),
    ("health-assessment", "tommy", "2026-11-17T23:59:59", "open"),
    ("social-worker-visit", "tommy", "2026-10-27T23:59:59", "overdue"),
    ("request-answered", "tommy", "2026-10-23T23:59:59", "late"),
    ("wish-answered", "tommy", "2026-11-01T23:59:59", "met"),
    ("wish-answered", "amira", "2026-10-26T23:59:59", "overdue"),
    ("complaint-answered", "kezia", "2026-11-11T23:59:59", "met"),
    ("pathway-assessment", "kezia", "2026-12-30T23:59:59", "open"),
    ("looked-after-review", "jay", "2026-09-30T23:59:59", "overdue"),
    ("looked-after-review", "amira", "2026-11-12T23:59:59", "open"),
    ("looked-after-review", "kezia", "2027-02-25T23:59:59", "open"),
    ("health-assessment", "jay", "2027-06-22T23:59:59", "open"),
    ("health-assessment", "amira", "2026-12-09T23:59:59", "open"),
    ("health-assessment", "kezia", "2027-01-15T23:59:59", "open"),
    ("supervision", "luis", "2026-10-13T23:59:59", "late"),
    ("supervision", "luis", "2026-12-03T23:59:59", "open"),
    ("supervision", "dana", "2026-11-05T23:59:59", "open"),
    ("supervision", "priya", "2026-11-16T23:59:59", "open"),
    ("supervision", "owen", "2026-11-23T23:59:59", "open"),
    ("appraisal", "luis", "2026-11-14T23:59:59", "open"),
    ("appraisal", "dana", "2027-03-20T23:59:59", "open"),
    ("appraisal", "priya", "2027-05-05T23:59:59", "open"),
    ("appraisal", "owen", "2027-08-03T23:59:59", "open"),
    ("level-3", "luis", "2026-11-18T23:59:59", "open"),
    ("level-3", "priya", "2027-01-13T23:59:59", "open"),
    ("level-5", "helen", "2027-01-08T23:59:59", "open"),
    ("fire-drill", HOME, "2026-10-20T23:59:59", "late"),
    ("fire-drill", HOME, "2027-01-23T23:59:59", "open"),
    ("quality-review", HOME, "2026-11-04T23:59:59", "open"),
    ("location-review", HOME, "2026-12-31T23:59:59", "open"),
    ("independent-visit", HOME, "2026-10-31T23:59:59", "met"),
    ("independent-visit", HOME, "2026-11-30T23:59:59", "open"),
    ("independent-report-sent", HOME, "2026-11-30T23:59:59", "open"),
    ("recommendation-considered", HOME, "2026-11-06T23:59:59", "open"),
    ("recommendation-considered", HOME, "2026-11-13T23:59:59", "open"),
]


@pytest.fixture(scope="module")
def answers() -> set[tuple[str, str, str, str]]:
    found = obligations(lawbook.current(), [*HOUSE, *STORY], AFTER)
    return {(one.duty, one.subject, one.due_at.isoformat(), one.state(AFTER)) for one in found}


@pytest.mark.parametrize(("duty", "subject", "due", "state"), TRUE_DEADLINES)
def test_a_true_deadline(
    answers: set[tuple[str, str, str, str]], duty: str, subject: str, due: str, state: str
) -> None:
    assert (duty, subject, at(due).isoformat(), state) in answers


def test_nothing_is_asked_that_the_law_excepts_or_that_is_over(answers: set[tuple[str, str, str, str]]) -> None:
    asked = {(duty, subject) for duty, subject, _, _ in answers}
    assert ("admission-notice", "tommy") not in asked  # the host authority placed him
    assert not {("level-3", name) for name in ("dana", "owen", "marcus")} & asked  # reached before the records began
    assert not [duty for duty, *_ in answers if duty.startswith("notification-sent")]  # the concern started that clock
    assert ("quality-review-sent", HOME) not in asked


@pytest.mark.django_db
def test_the_story_replayed_has_the_same_deadlines(fortnight: Path) -> None:
    replay(fortnight)
    home = Home.objects.get(urn="SC900001")
    found = obligations(lawbook.current(), store.facts_at(home, AFTER), AFTER)
    names = {id: name.lower() for id, name in subject_names(viewer_of(home, AFTER), (o.subject for o in found)).items()}
    names[home.id] = HOME
    told = {(one.duty, names[one.subject], one.due_at, one.state(AFTER)) for one in found}
    assert {(duty, who, at(due), state) for duty, who, due, state in TRUE_DEADLINES} - told == set()
    kept = [
        by_then(store.from_row(row), AFTER) for row in ObligationRow.objects.filter(home=home, opened_at__lte=AFTER)
    ]
    assert sorted(kept, key=lambda one: (one.opened_at, one.key)) == found
    rebuild(home)
    again = [
        by_then(store.from_row(row), AFTER) for row in ObligationRow.objects.filter(home=home, opened_at__lte=AFTER)
    ]
    assert sorted(again, key=lambda one: (one.opened_at, one.key)) == found
