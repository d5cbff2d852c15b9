"""``ninefold insight checks``: what a manager would see, on the command line."""

import json
from datetime import timedelta

import pytest

from ninefold.base import clock
from ninefold.ops.command import main
from tests.factories import NOW, House, box, write

pytestmark = pytest.mark.django_db


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["insight", "checks", "--home", "9900001", "--at", "2026-10-24T15:00", *words]) == 0
    return capsys.readouterr().out


def test_each_finding_is_a_sentence(house: House, capsys: pytest.CaptureFixture[str]) -> None:
    gone = {"last_seen_at": clock.text(NOW - timedelta(hours=2)), "last_seen_where": "Park", "story": ["Not back."]}
    write(house, "missing-episode", gone, about=[house.kit], at=NOW - timedelta(hours=2))
    dose = {"medicine": "Melatonin", "amount": "1", "given": "given"}
    box(house, house.kit, dose["medicine"], NOW - timedelta(days=2))
    record = write(house, "dose", dose, about=[house.kit], at=NOW - timedelta(hours=1)).record_id
    said = "Kit is down as taking Melatonin on Sat 24 Oct at 12:00, while missing."
    assert said in asked(capsys)
    [row] = [one for one in json.loads(asked(capsys, "--json")) if one["check"] == "dose-while-missing"]
    assert (row["sentence"], row["state"], row["records"][0]) == (said, "open", record)


def test_a_moment_that_is_none_is_refused_in_a_sentence(house: House) -> None:
    with pytest.raises(SystemExit, match="is not a moment"):
        main(["insight", "checks", "--home", "9900001", "--at", "yesterday"])
