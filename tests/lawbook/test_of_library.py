"""What is made from the library is kept for as long as that library is in force, and no longer."""

import pytest

from ninefold import lawbook
from ninefold.duties.touch import rules
from ninefold.lawbook.of_library import of_library


def test_it_is_made_once_for_each_question() -> None:
    made: list[str] = []

    @of_library
    def title(kind: str) -> str:
        made.append(kind)
        return lawbook.current().records[kind].title

    assert title("daily-note") == title("daily-note") != title("incident")
    assert made == ["daily-note", "incident"]


def test_another_library_of_the_same_digest_is_asked_anew_and_nothing_of_it_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    ours = lawbook.current()
    bent = ours.model_copy(update={"duties": {}})
    before = set(rules().duties)
    with monkeypatch.context() as changed:
        changed.setattr(lawbook, "current", lambda: bent)
        assert set(rules().duties) < before
    assert set(rules().duties) == before
