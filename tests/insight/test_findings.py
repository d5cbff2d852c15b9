"""A finding is known again by the facts behind it, however it is said."""

from ninefold.insight.findings import Finding


def test_it_is_the_same_while_the_facts_are_the_same() -> None:
    first = Finding("unasked", "Nobody has asked Jay for 14 days.", "jay", stands_on=("2026-10-01", "E1"))
    later = Finding("unasked", "Nobody has asked Jay for 15 days.", "jay", stands_on=("E1", "2026-10-01"))
    assert first.digest == later.digest


def test_it_is_another_when_a_fact_a_person_or_the_check_is() -> None:
    one = Finding("unasked", "...", "jay", stands_on=("E1",))
    others = [
        Finding("unasked", "...", "jay", stands_on=("E2",)),
        Finding("unasked", "...", "kit", stands_on=("E1",)),
        Finding("alone", "...", "jay", stands_on=("E1",)),
    ]
    assert one.digest not in {other.digest for other in others}
