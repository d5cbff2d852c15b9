"""The books of the team: who is cleared, every check, every course, the agenda, and the figures."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ninefold.features.team import courses, vetting
from ninefold.insight import clearance, workforce
from ninefold.ledger.content import Refused
from ninefold.ledger.models import Entry
from ninefold.people.models import Worker
from tests import html
from tests.factories import House, write
from tests.features.desk import LATER, Desk, hold

pytestmark = pytest.mark.django_db

REFERENCE = {"from": "Head teacher", "received_on": "2026-09-01", "agrees": True}
CHECKS: dict[str, dict[str, Any]] = {
    "identity": {"seen_on": "2026-09-01", "seen": ["passport"], "photo_seen": True},
    "dbs": {"seen_on": "2026-09-01", "level": "enhanced-both", "number": "001744201831", "issued_on": "2026-08-20", "clear": True},
    "first-reference": REFERENCE,
    "second-reference": REFERENCE,
    "earlier-work": {"worked": False},
    "qualifications": {"seen_on": "2026-09-01"},
    "history": {"jobs": [{"begin": "2020-01-01", "what": "Shop"}], "whole": True},
    "right-to-work": {"seen_on": "2026-09-01", "seen": "Passport"},
    "fitness": {"fit": True, "how": "Asked"},
    "interview": {"held_on": "2026-08-12", "panel": "Helen", "values": ["Patient."]},
}  # fmt: skip


def begun(house: House, worker: Worker, kind: str = "permanent", **more: Any) -> str:
    """The file of somebody's recruitment."""
    content = {"post": "Support worker", "kind": kind} | more
    return write(house, "recruitment", content, by=house.helen, about=[worker]).record_id


def checked(house: House, worker: Worker, record: str, *stages: str) -> None:
    """These checks of the file signed by Helen."""
    for stage in stages:
        content = CHECKS[stage]
        write(house, "recruitment", content, by=house.helen, about=[worker], record=record, stage=stage, at=LATER)


def decide(house: House, worker: Worker, record: str) -> Entry:
    """The decision to appoint."""
    content = {"appoint": True, "story": ["Good."]}
    return write(
        house, "recruitment", content, by=house.helen, about=[worker], record=record, stage="decision", at=LATER
    )


def given(house: House, worker: Worker, role: str = "support-worker") -> None:
    """The role that begins somebody's work, in the ledger as well."""
    write(house, "role-given", {"role": role}, by=house.helen, about=[worker])


def trained(house: House, worker: Worker, course: str = "safeguarding", done: str = "2026-09-01", **more: Any) -> None:
    """A course."""
    write(house, "training", {"course": course, "done_on": done} | more, by=house.helen, about=[worker])


def test_nobody_is_appointed_before_every_check_is_signed(house: House) -> None:
    record = begun(house, house.dana)
    checked(house, house.dana, record, *list(CHECKS)[:-1])
    with pytest.raises(Refused, match="Interview"):
        decide(house, house.dana, record)
    client = Client()
    client.force_login(house.account(house.helen))
    page = html.page(client.get(reverse("write:record", args=[house.home.urn, record])))
    assert "<b>The decision</b> waits for: Interview." in page and html.problems(page) == []
    checked(house, house.dana, record, "interview")
    assert decide(house, house.dana, record).stage == "decision"


def test_an_exceptional_start_needs_identity_and_the_criminal_record_check_first(house: House) -> None:
    record = begun(house, house.dana)
    content = {
        "outstanding": ["second-reference"], "tried": ["Rang twice."], "satisfactory": True, "exceptional": ["Two ill."],
        "supervisor": {"who": house.helen.id, "kind": "worker", "name": "Helen"}, "how": ["Never alone."], "until": "2026-11-02",
    }  # fmt: skip
    said: dict[str, Any] = {
        "by": house.helen,
        "about": [house.dana],
        "record": record,
        "stage": "exceptional-start",
        "at": LATER,
    }
    with pytest.raises(Refused, match="Who they are, Criminal record"):
        write(house, "recruitment", content, **said)
    checked(house, house.dana, record, "identity", "dbs")
    assert write(house, "recruitment", content, **said).stage == "exceptional-start"


def test_who_was_given_a_role_and_lacks_the_checks_or_the_training_is_not_cleared(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    given(desk.house, desk.house.dana)
    lacking = clearance.lacks(desk.viewer, [desk.house.dana.id])[desk.house.dana.id]
    assert [lack.duty.id for lack in lacking] == ["checks-before-start", "training-safeguarding"]
    assert all(lack.never for lack in lacking)
    assert "Not cleared" in desk.text("team")
    assert "Not cleared to be alone" in desk.text("worker", desk.house.dana.id)


def test_who_has_both_is_cleared(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    record = begun(desk.house, desk.house.dana)
    checked(desk.house, desk.house.dana, record, *CHECKS)
    decide(desk.house, desk.house.dana, record)
    trained(desk.house, desk.house.dana)
    given(desk.house, desk.house.dana)
    assert clearance.lacks(desk.viewer, [desk.house.dana.id]) == {}
    assert "Not cleared" not in desk.text("team")


def test_training_that_ran_out_takes_the_clearance_away(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    trained(desk.house, desk.house.dana, done="2025-09-01")
    given(desk.house, desk.house.dana)
    lacking = clearance.lacks(desk.viewer, [desk.house.dana.id])[desk.house.dana.id]
    assert "Safeguarding children: training: ran out" in [lack.said for lack in lacking]


def test_the_central_record_says_each_check_and_each_gap(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    record = begun(desk.house, desk.house.dana)
    checked(desk.house, desk.house.dana, record, "identity", "dbs")
    page = desk.text("central-record")
    assert html.problems(page) == []
    assert "001744201831" in page and "signed by Helen" in page and "Not seen yet" in page
    [row] = [row for row in vetting.central_record(desk.viewer) if row.worker.pk == desk.house.dana.pk]
    assert row.gaps == len(CHECKS) - 2


def test_what_an_agency_confirms_is_no_gap(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    record = begun(desk.house, desk.house.sam, "agency", agency="Good Hands")
    content = {"confirmed_on": "2026-10-23", "confirmed": ["dbs", "history"]}
    write(desk.house, "recruitment", content, by=desk.house.helen, about=[desk.house.sam], record=record, stage="agency-confirmed", at=LATER)  # fmt: skip
    [row] = [row for row in vetting.central_record(desk.viewer) if row.worker.pk == desk.house.sam.pk]
    told = {check.stage.id for check in row.checks if check.agency}
    assert told == {"dbs", "history"}


def test_a_candidate_stands_in_it_before_they_have_a_role(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    write(desk.house, "worker-known", {"name": "Ravi Nair"}, by=desk.house.helen)
    ravi = Worker.objects.get(name="Ravi Nair")
    record = begun(desk.house, ravi)
    assert "Ravi Nair" in desk.text("central-record") and "Being recruited" in desk.text("team")
    assert "Ravi Nair" in desk.text("worker", ravi.id)
    checked(desk.house, ravi, record, "identity")
    content = {"started_on": "2026-10-20", "care_role_since": "2025-02-03"}
    write(
        desk.house, "recruitment", content, by=desk.house.helen, about=[ravi], record=record, stage="started", at=LATER
    )
    ravi.refresh_from_db()
    assert ravi.started_on and ravi.care_role_since and ravi.started_on.isoformat() == "2026-10-20"
    assert "Ravi Nair" not in desk.text("central-record")


@pytest.mark.parametrize("page", ["central-record", "central-record-sheet", "workforce"])
def test_what_is_kept_of_all_workers_is_for_those_who_lead(page: str, at_desk: Callable[..., Desk]) -> None:
    assert at_desk().get(page).status_code == 200
    assert at_desk(at_desk().house.ruth).get(page).status_code == 200
    assert at_desk(at_desk().house.ines).get(page).status_code == 403
    assert at_desk(at_desk().house.dana).get(page).status_code == 403


def test_the_central_record_is_read_under_a_name_and_taken_away_harmless(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    write(desk.house, "worker-known", {"name": "=Eve"}, by=desk.house.helen)
    begun(desk.house, Worker.objects.get(name="=Eve"))
    assert "'=Eve" in desk.text("central-record-sheet")


def test_the_matrix_says_in_words_how_each_course_stands(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    house = desk.house
    trained(house, house.dana, "safeguarding", "2026-09-01")
    trained(house, house.dana, "first-aid", "2023-11-20")
    trained(house, house.dana, "fire", "2025-06-01", expires_on="2026-06-01")
    given(house, house.dana)
    [row] = [row for row in courses.matrix(desk.viewer) if row.role.worker_id == house.dana.id]
    said = {column.course: cell.text for column, cell in row.cells}
    assert said["safeguarding"] == "Until 01/09/2027"
    assert said["first-aid"] == "Runs out 20/11/2026"
    assert said["fire"] == "Ran out 01/06/2026"
    assert said["food"] == "Not yet by 24/04/2027"
    page = desk.text("training-matrix")
    assert html.problems(page) == [] and "Ran out" in page
    assert "Ran out 01/06/2026" in desk.text("training-matrix-sheet")


def test_the_matrix_has_a_column_for_every_course_that_the_library_renews() -> None:
    renewed = {column.course for column in courses.columns()}
    assert {"safeguarding", "first-aid", "holds", "medicines", "fire", "food", "checked"} <= renewed
    assert len(renewed) == 16


def test_the_agenda_is_drawn_from_the_workers_own_records(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    house = desk.house
    hold(house, house.jay)
    write(
        house,
        "recognition",
        {"story": ["Stayed till Jay slept."], "said_by": "child"},
        by=house.helen,
        about=[house.dana],
    )
    page = desk.text("agenda", house.dana.id)
    assert html.problems(page) == []
    assert "Done well" in page and "Stayed till Jay slept." in page
    form = html.page(desk.client.get(f"/{house.home.urn}/write/supervision/", {"worker": house.dana.id}, follow=True))
    assert "From their own records" in form and "Stayed till Jay slept." in form
    assert at_desk(house.dana).get("agenda", house.dana.id).status_code == 200
    assert at_desk(house.sam).get("agenda", house.dana.id).status_code == 403


def test_themes_are_counted_only_where_several_stand_behind_them(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    house = desk.house
    for number in range(4):
        themes = ["rota", "health"] if number == 0 else ["rota"]
        content = {"held_on": "2026-10-20", "themes": themes}
        write(house, "supervision", content, by=house.helen, about=[house.dana])
        assert workforce.themes(desk.viewer) == (number + 1, [("The rota", 4)] if number == 3 else [])
    assert "Own health" not in desk.text("workforce")


def test_the_figures_of_the_team_open_what_they_count(at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()
    content = {"last_day": "2026-10-30", "reason": "hours", "children": "Told at tea."}
    write(desk.house, "exit-talk", content, by=desk.house.helen, about=[desk.house.dana])
    page = desk.text("workforce")
    assert html.problems(page) == []
    assert "Hours or shifts" in page and "/desk/register/leavers/" in page


@pytest.mark.parametrize("page", ["central-record", "training-matrix", "workforce"])
def test_more_workers_cost_no_more_questions(page: str, at_desk: Callable[..., Desk]) -> None:
    desk = at_desk()

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as questions:
            desk.text(page)
        return len(questions)

    for worker in (desk.house.dana, desk.house.sam):
        checked(desk.house, worker, begun(desk.house, worker), "identity", "dbs")
        trained(desk.house, worker)
        given(desk.house, worker)
    few = asked()
    for name in ("Ada Lowe", "Ben Okoro", "Cy Marsh"):
        write(desk.house, "worker-known", {"name": name}, by=desk.house.helen)
        worker = Worker.objects.get(name=name)
        checked(desk.house, worker, begun(desk.house, worker), "identity", "dbs")
        trained(desk.house, worker)
        given(desk.house, worker)
    assert asked() == few
