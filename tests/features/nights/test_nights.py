"""Who leads the home sees how the nights went, first of all when something went wrong; nobody else does."""

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from ninefold.base import clock
from ninefold.work.models import Backup, JobRun
from tests import factories
from tests.factories import NOW, PASSWORD, House

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _now(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NINEFOLD_CLOCK", clock.text(NOW))


def page(house: House, who: factories.Worker, address: str) -> Any:
    client = Client()
    client.login(username=house.account(who).username, password=PASSWORD)
    return client.get(f"/{house.home.urn}/desk/{address}")


def failed(job: str, report: str) -> JobRun:
    due = NOW - timedelta(hours=9)
    return JobRun.objects.create(
        job=job, due_at=due, began_at=due, ended_at=due, outcome=JobRun.Outcome.FAILED, report=report
    )


def test_the_page_tells_jobs_and_backups(house: House) -> None:
    failed("backup", "There is no folder /mnt/usb. Is the disk connected?")
    Backup.objects.create(file="/mnt/usb/a", made_at=NOW, size=46_000_000, entries=12, files=3, proved_at=NOW)
    told = page(house, house.helen, "nights/").content.decode()
    assert "Is the disk connected?" in told
    assert "Not as it should be" in told
    assert "12 entries and 3 files, 46 MB, in /mnt/usb" in told
    assert "Proved" in told


def test_who_does_not_lead_the_home_does_not_see_it(house: House) -> None:
    assert page(house, house.ines, "nights/").status_code == 403
    assert page(house, house.dana, "nights/").status_code == 403


def test_todays_first_page_says_what_went_wrong(house: House, settings: Any) -> None:
    failed("verify", "2 things are wrong. Run: ninefold ledger verify")
    settings.NINEFOLD_NIGHTS = True
    assert "Read every ledger:</b> 2 things are wrong." in page(house, house.helen, "").content.decode()
    assert "2 things are wrong" not in page(house, house.ines, "").content.decode()
    settings.NINEFOLD_NIGHTS = False  # a demo has no nights, and says nothing
    assert "2 things are wrong" not in page(house, house.helen, "").content.decode()
