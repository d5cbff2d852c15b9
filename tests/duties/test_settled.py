"""What people decide about something owed, who has left, which customs a home keeps, and one period at a time."""

from ninefold import lawbook
from ninefold.duties.engine import Obligation, obligations
from ninefold.lawbook.facts import Fact
from tests.duties.lives import HOME, at, fact

LIBRARY = lawbook.current()
REGISTERED = fact("home.registered", HOME, "2026-01-05T09:00")


def owed(duty: str, facts: list[Fact], when: str) -> list[Obligation]:
    """What ``duty`` asked, of all that was known at ``when``."""
    return [one for one in obligations(LIBRARY, facts, at(when)) if one.duty == duty]


def states(duty: str, facts: list[Fact], when: str) -> list[str]:
    return [one.state(at(when)) for one in owed(duty, facts, when)]


def said(name: str, key: str, when: str, *, on: str = "", **data: str) -> Fact:
    """A decision about the obligation with this key, signed at ``when``; done on ``on``."""
    return fact(name, HOME, on or when, known=when, value=key, record=f"{name} {key} {when}", data=data)


def test_a_missed_month_is_asked_for_once_and_told_with_the_next() -> None:
    keeps = fact("home.keeps-medicines", HOME, "2026-01-05T09:00")
    facts = [REGISTERED, keeps]
    kept = owed("budget-month", facts, "2026-05-10")
    assert [one.state(at("2026-05-10")) for one in kept] == ["void"] * 4 + ["open"]
    assert kept[-1].why.endswith("It was not done for April 2026.")
    visits = states("independent-visit", facts, "2026-05-10")  # the law's stays for a month more, as overdue
    assert visits == ["void", "void", "void", "overdue", "open"]


def test_done_elsewhere_meets_it_on_the_day_given_and_the_rhythm_goes_on_from_there() -> None:
    first = owed("fire-drill", [REGISTERED], "2026-06-01T09:00")[0]
    assert first.state(at("2026-06-01T09:00")) == "overdue"
    done = said("owed.done", first.key, "2026-06-01T10:00", on="2026-05-20", text="in the paper book")
    closed, following = owed("fire-drill", [REGISTERED, done], "2026-06-02T09:00")
    assert (closed.met_at, closed.met_by) == (at("2026-05-20"), done.entry)
    assert "in the paper book." in closed.why
    assert following.state(at("2026-06-02T09:00")) == "open"
    assert following.due_at.date().isoformat() == "2026-08-20"


def test_not_needed_ends_this_turn_and_the_next_is_counted_from_the_decision() -> None:
    first = owed("fire-drill", [REGISTERED], "2026-06-01T09:00")[0]
    word = said("owed.not-needed", first.key, "2026-06-01T10:00", text="The house stood empty")
    closed, following = owed("fire-drill", [REGISTERED, word], "2026-06-02T09:00")
    assert closed.state(at("2026-06-02T09:00")) == "void"
    assert "Not needed, as was decided on Monday 1 June 2026: The house stood empty." in closed.why
    assert following.due_at.date().isoformat() == "2026-09-01"


def test_a_law_is_not_set_aside_by_the_word_for_customs() -> None:
    review = owed("quality-review", [REGISTERED], "2026-08-01T09:00")[0]
    custom_word = said("owed.not-needed", review.key, "2026-08-01T10:00")
    assert states("quality-review", [REGISTERED, custom_word], "2026-08-02T09:00") == ["overdue"]
    law_word = said("law.not-needed", review.key, "2026-08-01T10:00", text="Ofsted agreed to one in October")
    assert states("quality-review", [REGISTERED, law_word], "2026-08-02T09:00") == ["void", "open"]


def test_what_is_given_to_somebody_is_theirs_until_it_is_done() -> None:
    wish = fact("wish.made", "poppy", "2026-06-01T09:00")
    key = owed("wish-answered", [REGISTERED, wish], "2026-06-02")[0].key
    given = [
        said("owed.given", key, "2026-06-02T10:00", owner="vera"),
        said("owed.given", key, "2026-06-03T10:00", owner="nick"),
    ]
    assert owed("wish-answered", [REGISTERED, wish, *given], "2026-06-04")[0].owner == "nick"


def test_a_child_who_leaves_takes_wishes_and_promises_along_and_the_laws_duties_stay() -> None:
    came, left = fact("child.moved-in", "ryan", "2026-03-01"), fact("child.moved-out", "ryan", "2026-06-10T12:00")
    wish = fact("wish.made", "ryan", "2026-06-01T09:00")
    held = fact("measure.used", "ryan", "2026-06-09T20:00", value="restraint", data={"minutes": "4"})
    facts = [REGISTERED, came, wish, held, left]
    one = owed("wish-answered", facts, "2026-07-01")[0]
    assert one.state(at("2026-07-01")) == "void"
    assert "No longer owed" in one.why
    assert states("measure-checked", facts, "2026-07-01") == ["overdue"]
    assert states("discharge-notice", [*facts], "2026-07-01") in (["overdue"], [])
    back = fact("child.moved-in", "ryan", "2026-06-20T12:00")
    assert states("wish-answered", [*facts, back], "2026-07-01") == ["overdue"]


def test_an_action_ends_when_every_child_it_was_for_has_left() -> None:
    agreed = fact(
        "action.agreed", HOME, "2026-05-01T09:00", data={"due": "2026-05-20", "owner": "vera", "children": "ryan,tia"}
    )
    ryan, tia = (fact("child.moved-out", who, f"2026-06-{day}T12:00") for who, day in (("ryan", "10"), ("tia", "12")))
    assert states("action-done", [REGISTERED, agreed, ryan], "2026-07-01") == ["overdue"]
    assert states("action-done", [REGISTERED, agreed, ryan, tia], "2026-07-01") == ["void"]


def test_a_custom_that_is_not_kept_asks_nothing_from_that_day_until_it_is_taken_up() -> None:
    dropped = fact("custom.dropped", HOME, "2026-06-01T10:00", value="fire-drill", data={"text": "Ours is monthly"})
    facts = [REGISTERED, dropped]
    one = owed("fire-drill", facts, "2026-07-01")
    assert [o.state(at("2026-07-01")) for o in one] == ["void"]
    again = fact("custom.taken-up", HOME, "2026-09-01T10:00", value="fire-drill")
    assert states("fire-drill", [*facts, again], "2026-09-02T09:00")[-1] == "open"
    wish = fact("wish.made", "poppy", "2026-06-05T09:00")
    no_wishes = fact("custom.dropped", HOME, "2026-06-01T10:00", value="wish-answered")
    assert owed("wish-answered", [REGISTERED, wish, no_wishes], "2026-06-20") == []
    assert len(owed("wish-answered", [REGISTERED, wish], "2026-06-20")) == 1


def test_neither_the_law_nor_what_a_life_hangs_on_can_be_given_up() -> None:
    missing = fact("missing-episode.reported", "tia", "2026-06-05T19:00")
    word = fact("custom.dropped", HOME, "2026-06-01T10:00", value="missing-police-told")
    assert states("missing-police-told", [REGISTERED, missing, word], "2026-06-05T21:00") == ["overdue"]
    law = fact("custom.dropped", HOME, "2026-06-01T10:00", value="quality-review")
    assert states("quality-review", [REGISTERED, law], "2026-08-01") == ["overdue"]
