"""Jobs are done once for each time they are due, and what goes wrong is kept and said."""

from datetime import timedelta

import pytest
from django.db import connection

from ninefold.base import clock
from ninefold.ledger.models import Attachment
from ninefold.work import clockwork, jobs, night
from ninefold.work.jobs import JOBS, job_called
from ninefold.work.models import JobRun
from tests import factories

NOW = clock.parse("2026-11-30T12:00")
SEAL = job_called("seal")

pytestmark = pytest.mark.django_db


def test_each_time_is_done_once(house: factories.House) -> None:
    first = {job.id: at for job, at in clockwork.due(NOW)}
    assert set(first) == {job.id for job in JOBS}
    done = clockwork.do(SEAL, first["seal"], NOW)
    assert done is not None
    assert done.outcome == JobRun.Outcome.DONE
    assert clockwork.do(SEAL, first["seal"], NOW) is None
    assert "seal" not in {job.id for job, _ in clockwork.due(NOW)}
    assert ("seal", clock.parse("2026-12-01T00:15")) in {
        (job.id, at) for job, at in clockwork.due(NOW + timedelta(days=1))
    }


def test_what_fails_is_said_and_never_with_what_people_wrote(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(now: object) -> str:
        raise ValueError("Kit ran away")

    monkeypatch.setattr(night, "seal", broken)
    done = clockwork.do(SEAL, NOW, NOW)
    assert done is not None
    assert done.outcome == JobRun.Outcome.FAILED
    assert "Kit" not in done.report
    assert done.report.startswith("ValueError in broken")
    assert [state.trouble for state in clockwork.troubles(NOW) if state.job is SEAL] == [done.report]


def test_a_backup_without_a_key_says_what_to_do(settings: pytest.FixtureRequest, tmp_path: object) -> None:
    settings.DATA = tmp_path  # type: ignore[attr-defined]
    done = clockwork.do(job_called("backup"), NOW, NOW)
    assert done is not None
    assert "ninefold key" in done.report
    proof = clockwork.do(job_called("proof"), NOW, NOW)
    assert proof is not None
    assert proof.report == "There is no backup yet that could be opened."


@pytest.mark.parametrize(
    ("ago", "outcome", "says"),
    [
        (timedelta(hours=12), JobRun.Outcome.DONE, ""),
        (timedelta(hours=50), JobRun.Outcome.DONE, ""),
        (timedelta(hours=60), JobRun.Outcome.DONE, "It was not done when it was due."),
        (timedelta(hours=2), JobRun.Outcome.RUNNING, ""),
        (timedelta(hours=7), JobRun.Outcome.RUNNING, "It was begun and never ended."),
    ],
)
def test_a_job_that_did_not_run_is_said(ago: timedelta, outcome: str, says: str) -> None:
    last = JobRun(job="seal", due_at=NOW - ago, began_at=NOW - ago, outcome=outcome)
    assert clockwork.trouble_of(SEAL, last, NOW).startswith(says)
    assert bool(clockwork.trouble_of(SEAL, last, NOW)) == bool(says)


def test_a_lost_file_is_found_at_night(house: factories.House) -> None:
    with connection.cursor() as cursor:  # the numbers that a test before this one gave away
        cursor.execute("DELETE FROM sqlite_sequence") if connection.vendor == "sqlite" else None
    assert "nothing wrong" in night.verify(NOW)
    Attachment.objects.create(
        id="01K", home=house.home, sha256="ab" * 32, media_type="image/jpeg", size=3, uploaded_by="x", uploaded_at=NOW
    )
    with pytest.raises(night.Wrong, match=r"9900001.*abababababab.*is not here. Put it back from a backup"):
        night.verify(NOW)


def test_every_job_has_a_function_that_is_there() -> None:
    for job in jobs.JOBS:
        assert callable(job.function())
