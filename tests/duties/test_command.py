"""``ninefold duties``: the engine's answer for a home at a moment, on the command line."""

import json
from datetime import timedelta

import pytest

from ninefold.ops.command import main
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db

KEYS = {
    "duty", "title", "cite", "weight", "subject", "subject_name", "started_by", "opened_at", "due_at", "target",
    "state", "met_at", "why",
}  # fmt: skip


@pytest.fixture
def told(house: factories.House) -> str:
    """A wish of Kit's, signed at NOW; gives its entry."""
    answers = {"wish": "A night light", "who_answers": {"who": house.helen.id, "kind": "worker", "name": "Helen Marsh"}}
    return factories.write(house, "wish", answers, about=[house.kit]).id


def asked(capsys: pytest.CaptureFixture[str], *words: str) -> str:
    assert main(["duties", "--home", "9900001", *words]) == 0
    return capsys.readouterr().out


def test_each_obligation_has_the_agreed_keys(
    told: str, house: factories.House, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = json.loads(asked(capsys, "--at", (NOW + timedelta(days=1)).isoformat(), "--json"))
    assert len(rows) == 1
    assert set(rows[0]) >= KEYS
    assert rows[0] | {"why": ""} == rows[0] | {
        "duty": "wish-answered",
        "weight": "custom",
        "subject": house.kit.id,
        "subject_name": "Kit",
        "started_by": told,
        "opened_at": "2026-10-24T13:00:00+01:00",
        "due_at": "2026-10-31T23:59:59+00:00",
        "state": "open",
        "met_at": None,
        "why": "",
    }


def test_it_says_what_was_known_at_the_moment(told: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert json.loads(asked(capsys, "--at", "2026-10-24T12:59", "--json")) == []
    assert json.loads(asked(capsys, "--at", "2026-11-01", "--json"))[0]["state"] == "overdue"


def test_lines_for_people(told: str, capsys: pytest.CaptureFixture[str]) -> None:
    out = asked(capsys, "--at", "2026-10-25T09:00")
    assert out.split()[:2] == ["open", "2026-10-31T23:59"]
    assert "Kit" in out and "Answer the child's wish" in out


def test_a_moment_that_is_none_is_refused_in_a_sentence(house: factories.House) -> None:
    with pytest.raises(SystemExit, match="'tomorrow' is not a moment"):
        main(["duties", "--home", "9900001", "--at", "tomorrow"])


def test_a_home_that_is_not_there_is_refused_in_a_sentence(house: factories.House) -> None:
    with pytest.raises(SystemExit, match="no home with the URN 1234"):
        main(["duties", "--home", "1234"])
