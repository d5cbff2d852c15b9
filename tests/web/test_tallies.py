"""How long pages took: counted by each process, added up for the page and for whatever watches; about nobody."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from ninefold.base import clock
from ninefold.web import tallies
from tests.factories import NOW, House

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.DATA = tmp_path
    monkeypatch.setattr(tallies, "EVERY", 0.0)
    monkeypatch.setattr(tallies, "_counted", {})
    monkeypatch.setenv("NINEFOLD_CLOCK", clock.text(NOW))


def test_leaders_see_the_slowest_pages_and_no_child(client: Client, house: House, tmp_path: Path) -> None:
    client.force_login(house.account(house.helen))
    for _ in range(3):
        client.get(reverse("shift:child", args=[house.home.urn, house.jay.id]))
    (tmp_path / "requests" / f"{NOW.date()}-1.json").write_text(
        '{"desk:due": {"count": 2, "seconds": 4.0, "longest": 3.0, "slowest": "SELECT slow", "slowest_took": 2.5}}'
    )
    told = client.get(reverse("desk:slowest", args=[house.home.urn])).content.decode()
    assert "shift:child" in told
    assert '<td class="num">2000</td>' in told
    assert "SELECT slow" in told
    assert house.jay.id not in (tmp_path / "requests").glob("*").__next__().read_text()
    client.force_login(house.account(house.dana))
    assert client.get(reverse("desk:slowest", args=[house.home.urn])).status_code in (302, 403)


def test_metrics_for_who_knows_the_token(client: Client, house: House, settings: Any) -> None:
    client.get("/health/")
    assert client.get("/metrics/").status_code == 404
    settings.NINEFOLD_METRICS_TOKEN = "a-long-word"
    assert client.get("/metrics/").status_code == 404
    assert client.get("/metrics/", headers={"Authorization": "Bearer another"}).status_code == 404
    answer = client.get("/metrics/", headers={"Authorization": "Bearer a-long-word"})
    assert answer.headers["Content-Type"].startswith("text/plain; version=0.0.4")
    assert 'ninefold_request_seconds_count{page="health"} 1' in answer.content.decode()


def test_old_counts_go_and_a_file_that_is_broken_is_passed_over(tmp_path: Path) -> None:
    folder = tmp_path / "requests"
    folder.mkdir()
    old = folder / f"{(NOW - timedelta(days=tallies.DAYS + 1)).date()}-1.json"
    old.write_text("{}")
    (folder / f"{NOW.date()}-2.json").write_text("{")
    tallies.count("front", tallies.PageTally(count=1, seconds=0.5))
    tallies.tidy(NOW)
    assert not old.exists()
    assert tallies.of_days(NOW, 7)["front"].count == 1
