"""The order that a good manager would give, told in stories: what is seen to first, and what waits."""

from datetime import datetime, timedelta

import pytest

from ninefold.duties import ranking
from ninefold.duties.ranking import Claim, Whose
from ninefold.duties.touch import rules
from tests.duties.lives import at

NOW = at("2026-11-30T08:15")
M, H, D = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def claim(duty: str, left: timedelta, *, whose: Whose = "role", began: datetime | None = None, key: str = "") -> Claim:
    """What waits under a duty of the library, with ``left`` time until it is due (over, when it is less than nothing).

    It came to be owed yesterday; what is over already, a month before its time was over.
    """
    known = rules()
    its = known.duties[duty][0]
    since = began or min(NOW - D, NOW + left - 30 * D if left < -D else NOW)
    return Claim(known.harms[duty], its.weight, NOW + left, since, whose, key or duty)


def order(*claims: Claim) -> list[str]:
    """The keys of ``claims`` in the order of the pages; handed over backwards, so that no order of ours is kept by luck."""
    return [one.key for one in ranking.ranked(reversed(claims), lambda one: one, NOW)]


def short(duty: str, left: timedelta, given: timedelta, *, whose: Whose = "role", key: str = "") -> Claim:
    """What waits under a duty whose clock was ``given`` so long from the event on."""
    return claim(duty, left, whose=whose, began=NOW + left - given, key=key)


STORIES: list[tuple[str, list[Claim]]] = [
    (
        "A child is missing and nobody rang the police, beside a hold, a fire drill four days late and a leaver's diploma.",
        [
            short("missing-police-told", -49 * M, H),
            claim("measure-checked", 38 * H),
            claim("fire-drill", -4 * D),
            claim("level-3", 300 * D),
        ],
    ),
    (
        "Last night's hold stands before one of the spring that nobody checked, and before whether an action worked.",
        [
            claim("measure-checked", 40 * H, key="last night"),
            claim("measure-checked", -200 * D, began=NOW - 202 * D, key="in spring"),
            claim("action-checked", -450 * D),
        ],
    ),
    (
        "Ofsted was to be told three hours ago; consent to first aid of a child who came is due tonight.",
        [claim("exploitation-notified", -3 * H), claim("health-consent", 10 * H)],
    ),
    (
        "An allegation: the designated officer, whether the adult can be at work, Ofsted; then supervision.",
        [
            claim("designated-officer-told", 9 * H),
            claim("allegation-at-work-decided", 5 * H),
            claim("allegation-notified", 9 * H),
            claim("supervision", -3 * D),
        ],
    ),
    (
        "A late fire drill waits until the law's running clocks are seen to, and stands above old habits.",
        [claim("quality-review-sent", 6 * D), claim("fire-drill", -20 * D), claim("budget-month", -200 * D)],
    ),
    (
        "A wish that nobody answered for a year stands below a hold's clock and above a survey.",
        [claim("measure-child-spoken-to", 3 * D), claim("wish-answered", -365 * D), claim("survey-staff", -400 * D)],
    ),
    (
        "A worker began without being cleared, and a yearly check of somebody else ran out.",
        [claim("checks-before-start", -30 * D), claim("dbs-renewed", -30 * D), claim("training-food", -30 * D)],
    ),
    (
        "A medicine mistake is learnt from before the books are looked at, and self-harm before both.",
        [claim("self-harm-looked-at", 10 * H), claim("medicine-error-learnt", -2 * D), claim("budget-month", 10 * H)],
    ),
    (
        "Whether Ofsted must be told of the missing night, past its aim, before the hold's check with two days left.",
        [claim("notification-decided-missing", -12 * H), claim("measure-checked", 38 * H), claim("care-plan", 4 * D)],
    ),
    (
        "The care plan that the authority owes is chased after the child's own wish is answered.",
        [claim("wish-answered", -2 * D), claim("care-plan", -14 * D, whose="outside"), claim("supervision", -3 * D)],
    ),
    (
        "What is dangerous in the house is put right before a report that is due tonight.",
        [claim("fault-made-safe", 3 * H), claim("quality-review-sent", 9 * H), claim("fault-repaired", -9 * D)],
    ),
    (
        "A child came yesterday: allergies first, then the doctor, then the school's term dates.",
        [claim("allergies-asked", -20 * H), claim("gp-registered", 4 * D), claim("term-dates", -20 * D)],
    ),
    (
        "What is far waits behind all that is near, whatever its weight.",
        [claim("premises-fire-alarm", -3 * D), claim("exit-talk", -D), claim("level-5", 500 * D)],
    ),
    (
        "A child is missing, and an adult was accused this morning: the police first, though the officer is guidance.",
        [
            short("missing-police-told", 12 * M, H),
            short("sex-offence-reported", 20 * H, D),
            short("designated-officer-told", 9 * H, D),
            short("allegation-at-work-decided", 5 * H, D),
            short("notification-decided-missing", 23 * H, D),
            claim("fire-drill", -9 * D, began=NOW - 40 * D),
        ],
    ),
    (
        "Self-harm tonight stands before the one of the spring that nobody told the social worker of.",
        [
            short("self-harm-told", 20 * H, D, key="tonight"),
            short("self-harm-told", -200 * D, D, key="in spring"),
            short("controlled-drug-theft-told", 3 * H, D),
        ],
    ),
    (
        "A child seriously ill is looked at again before the papers of an arrival, and before a talk about last week's hold.",
        [
            short("illness-looked-at", 30 * M, 4 * H),
            short("self-harm-looked-at", 10 * H, D),
            short("measure-child-spoken-to", 2 * D, 5 * D),
            short("admission-notice", 3 * D, 5 * D),
        ],
    ),
    (
        "An hour after a controlled drug its second signature still stands before what can be done until night.",
        [
            short("controlled-drug-second", -20 * M, H),
            short("dose-helped", 10 * M, 45 * M),
            short("arrival-explained", 20 * H, D),
            short("reward-given", 30 * H, 3 * D),
        ],
    ),
    (
        "An agency night with nobody who can give first aid is answered before the inspection's letter of next week.",
        [
            short("measure-checked", 20 * H, 2 * D),
            short("roster-gap-answered", 9 * H, 15 * H),
            short("agency-half-answered", 9 * H, 15 * H),
            short("inspection-requirement", 9 * D, 28 * D),
        ],
    ),
    (
        "What the law wants tonight does not wait behind a child's clock of next week, nor before one of tonight.",
        [
            short("measure-checked", 9 * H, 2 * D),
            short("quality-review-sent", 10 * H, 28 * D),
            short("gp-registered", 5 * D, 7 * D),
            short("statement-of-purpose-sent", 9 * D, 28 * D),
        ],
    ),
    (
        "Bullying that was to be answered yesterday stands below the hold's talk and above a report due in ten days.",
        [
            short("measure-child-spoken-to", 3 * D, 5 * D),
            short("bullying-answered", -D, 3 * D),
            short("quality-review-sent", 10 * D, 28 * D),
            claim("fire-drill", -9 * D, began=NOW - 40 * D),
            short("action-checked", -D, 14 * D),
        ],
    ),
    (
        "Police were called and a child is back from missing: what runs out first, then the interview that another owes.",
        [
            short("notification-decided-police", 3 * H, D),
            short("notification-decided-missing", 9 * H, D),
            short("return-interview-requested", 3 * H, D),
            short("missing-risk-reviewed", 20 * H, 5 * D),
            short("return-interview", -5 * H, 3 * D, whose="outside"),
        ],
    ),
    (
        "A child died: every authority, before the hold of last night, and the customs of the house not at all.",
        [
            short("child-death-ofsted", 3 * H, D),
            short("measure-checked", 20 * H, 2 * D),
            short("medicine-error-learnt", 5 * D, 7 * D),
            claim("weekly-summary", -D),
        ],
    ),
    (
        "A child left yesterday, badly: the host authority's notice runs, the goodbye of an adult and the old garden wait.",
        [
            short("unplanned-move-told", 20 * M, H),
            short("unplanned-move-review", 30 * H, 4 * D),
            short("discharge-notice", 4 * D, 7 * D),
            claim("exit-talk", -2 * D),
            claim("premises-garden", -60 * D, began=NOW - 90 * D),
        ],
    ),
    (
        "Medicine: what is stolen is told before the dose that was overruled is looked at, and both before it is learnt from.",
        [
            short("controlled-drug-theft-told", 20 * H, D),
            short("dose-overruled-looked-at", 20 * H, D),
            short("medicine-error-learnt", -D, 7 * D),
            claim("medicine-counted", -3 * D),
        ],
    ),
    (
        "Nobody leads the home since yesterday: that stands before what is late in law for the house.",
        [
            short("home-without-manager", 5 * H, D),
            claim("supervision", -3 * D, began=NOW - 40 * D),
            short("manager-appointed", 20 * D, 60 * D),
        ],
    ),
]


@pytest.mark.parametrize(("told", "claims"), STORIES, ids=[told[:60] for told, _ in STORIES])
def test_the_order_a_good_manager_would_give(told: str, claims: list[Claim]) -> None:
    assert order(*claims) == [one.key for one in claims], told


def test_three_hundred_old_customs_stand_below_one_clock_of_the_law_and_are_folded_away() -> None:
    customs = [
        claim("action-done", -(29 + n) * D, key=f"old {n}", whose="own" if n % 2 else "role") for n in range(300)
    ]
    assert order(*customs, claim("measure-checked", 40 * H))[0] == "measure-checked"
    assert all(ranking.is_old(one, NOW) for one in customs)
    assert not ranking.is_old(claim("wish-answered", -365 * D), NOW)
    assert not ranking.is_old(claim("supervision-signed", -365 * D), NOW)


def test_how_long_something_has_been_over_counts_nowhere() -> None:
    for duty in ("missing-police-told", "measure-checked", "wish-answered", "fire-drill", "budget-month", "care-plan"):
        yesterday, long_ago = claim(duty, -D, began=NOW - 999 * D), claim(duty, -900 * D, began=NOW - 999 * D)
        assert ranking.rank(yesterday, NOW)[:7] == ranking.rank(long_ago, NOW)[:7], duty


def test_no_late_custom_stands_above_the_law_for_a_child_or_for_today_unless_a_life_hangs_on_it() -> None:
    known = rules()
    running = [
        claim(id, 5 * D if known.harms[id] in ("life", "child") else 20 * H)
        for id, some in known.duties.items()
        if some[0].weight == "law" and not some[0].owed_by_others
    ]
    late = [
        claim(id, -D, began=NOW - 9 * D)
        for id, some in known.duties.items()
        if some[0].weight == "custom" and known.harms[id] != "life"
    ]
    assert running and late
    first_late = min(ranking.rank(one, NOW) for one in late)
    assert all(ranking.rank(one, NOW) < first_late for one in running)


def test_among_equals_mine_comes_first_and_then_what_happened_last() -> None:
    mine = claim("measure-checked", -D, whose="own", began=NOW - 6 * D, key="mine")
    new = claim("measure-checked", -D, began=NOW - 2 * D, key="new")
    old = claim("measure-checked", -D, began=NOW - 5 * D, key="old")
    assert order(mine, new, old) == ["mine", "new", "old"]


def test_what_asks_today() -> None:
    assert ranking.asks_today(claim("measure-checked", 40 * H), NOW)
    assert not ranking.asks_today(claim("measure-child-spoken-to", 4 * D), NOW)
    assert ranking.asks_today(claim("wish-answered", 30 * H), NOW)
    assert not ranking.asks_today(claim("premises-garden", 30 * H), NOW)
    assert ranking.asks_today(claim("premises-garden", 10 * H), NOW)


@pytest.mark.parametrize(
    ("duty", "harm"),
    [
        ("missing-police-told", "life"), ("measure-checked", "child"), ("allegation-at-work-decided", "life"),
        ("self-harm-told", "life"), ("medicine-error-learnt", "child"), ("notification-decided-missing", "child"),
        ("exploitation-notified", "child"), ("plan-answered-risk-assessment", "child"), ("level-3", "law"),
        ("premises-garden", "house"), ("plan-answered-self-harm-safety-plan", "life"), ("training-safeguarding", "child"),
    ],
)  # fmt: skip
def test_the_library_says_what_is_harmed(duty: str, harm: str) -> None:
    assert rules().harms[duty] == harm
