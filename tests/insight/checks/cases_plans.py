"""The child's voice, plans, and what was written: where each check speaks, and where it is quiet."""

from datetime import date, timedelta

from ninefold.insight.checks.look import Stay
from tests.insight.checks.asked import LONG_AGO, NOW, Case, ask, at, like, note, owed, said, shift

DAY = timedelta(days=1)
EVENING = (
    "Jay cooked pasta with Dana, burnt the garlic, laughed about it and then rang his nan to tell her the whole story"
)


def _voice() -> dict[str, Case]:
    asked_again = [
        said("jay", at(day), text=text)
        for day, text in (
            (60, "Later bedtime at weekends"),
            (30, "later bedtime, weekends"),
            (3, "Bedtime later at weekends please"),
        )
    ]
    low = [said("jay", at(day), "1") for day in (4, 3, 2)]
    return {
        "child-unasked": Case(
            ask(like(voiced={"jay": at(20), "kit": NOW}), asked=[said("jay", at(16))]),
            "Nobody is down as asking Jay anything since Thu 8 Oct.",
            (
                ask(like(voiced={"kit": NOW}), asked=[said("jay", at(3))]),
                ask(like(voiced={"jay": at(9), "kit": NOW}), asked=[]),
                ask(like(voiced={}, stays=[Stay("jay", at(5))]), asked=[]),
            ),
        ),
        "strengths-empty": Case(
            ask(like(strengths={"jay": 0, "kit": 2})),
            "Nothing is written down of what Jay is good at.",
            (ask(), ask(like(strengths={}, stays=[Stay("jay", at(5))]))),
        ),
        "wish-granted-unchanged": Case(
            ask(answered=[said("jay", at(20), "yes", record="A")], later=[]),
            "Jay was told yes on Sun 4 Oct, and nothing says what has changed because they asked.",
            (
                ask(answered=[said("jay", at(20), "yes", text="A later bedtime")], later=[]),
                ask(answered=[said("jay", at(20), "yes", record="A")], later=[said("home", at(9), answers=("A",))]),
                ask(answered=[said("jay", at(3), "yes"), said("jay", at(20), "no")], later=[]),
            ),
        ),
        "wish-asked-again": Case(
            ask(made=asked_again),
            "Jay has asked 3 times for the same thing: “Bedtime later at weekends please”.",
            (
                ask(made=asked_again[:2]),
                ask(made=[*asked_again[:2], said("jay", at(1), text="A fish tank in the hall")]),
            ),
        ),
        "low-mood-unheard": Case(
            ask(moods=low, heard=[said("jay", at(9))]),
            "Jay gave the lowest mark 3 times in a row since Tue 20 Oct, and nobody is down as sitting down with them.",
            (
                ask(moods=low, heard=[said("jay", at(3))]),
                ask(moods=[*low, said("jay", at(1), "3")], heard=[]),
                ask(moods=low[:2], heard=[]),
            ),
        ),
        "meeting-unanswered": Case(
            ask(meetings=[said("home", at(40), record="N1"), said("home", at(10), record="N2")], agreed=[]),
            "The children met on Mon 14 Sep and on Wed 14 Oct, and nobody took anything away to do.",
            (
                ask(
                    meetings=[said("home", at(40)), said("home", at(10), record="N2")],
                    agreed=[said("home", record="N2")],
                ),
                ask(meetings=[said("home", at(10))], agreed=[]),
            ),
        ),
    }


def _plans() -> dict[str, Case]:
    right = [said("jay", at(day), "still-right", record="risks") for day in (30, 20, 10)]
    hard = [said("jay", at(day)) for day in (31, 21, 11)]
    plan = said("jay", at(200), record="risks", due="2026-10-01")
    gone = like(stays=[Stay("jay", LONG_AGO), Stay("kit", LONG_AGO, at(9))])
    limit = said("jay", at(90), "search", record="L", due="2026-10-01")
    return {
        "plan-unanswered": Case(
            ask(like(owed=[owed("plan-answered-risk-assessment")])),
            "“Do the plan-answered-risk-assessment” says nothing yet to what happened to Jay on Sun 18 Oct.",
            (ask(like(owed=[owed("plan-answered-risk-assessment", days_over=-2)])), ask(like(owed=[owed("key-work")]))),
        ),
        "still-right-again": Case(
            ask(answered=right, happened=hard),
            "“Risk assessment” for Jay was found still right 3 times running, and 3 hard moments came in that time.",
            (
                ask(answered=[*right, said("jay", at(1), "changed", record="risks")], happened=hard),
                ask(answered=right, happened=hard[:1]),
                ask(answered=right[:2], happened=hard),
            ),
        ),
        "plan-past-its-review": Case(
            ask(plans=[plan]),
            "“Risk assessment” for Jay was to be looked at again on Thu 1 Oct, and nothing asks anybody to.",
            (
                ask(like(owed=[owed("plan-answered-risk-assessment")]), plans=[plan]),
                ask(plans=[plan, said("jay", at(20), "still-right", record="risks", due="2027-01-01")]),
                ask(
                    like(plans={"risks": "Risk assessment", "new": "Risk assessment"}),
                    plans=[plan, said("jay", at(20), record="new", due="2027-01-01")],
                ),
            ),
        ),
        "review-late-unchased": Case(
            ask(like(owed=[owed("looked-after-review", days_over=6, by_others=True)]), requested=[]),
            "Jay: “Do the looked-after-review” was due on Sun 18 Oct, and nobody is down as asking for it.",
            (
                ask(
                    like(owed=[owed("looked-after-review", days_over=6, by_others=True)]),
                    requested=[said("jay", at(3))],
                ),
                ask(like(owed=[owed("looked-after-review", days_over=1, by_others=True)]), requested=[]),
                ask(like(owed=[owed("key-work", days_over=9)]), requested=[]),
            ),
        ),
        "left-with-duties": Case(
            ask(like(stays=gone.stays, owed=[owed("host-told", "kit")])),
            "Kit has moved out, and 1 thing is still open: Do the host-told.",
            (ask(gone), ask(like(stays=gone.stays, owed=[owed("host-told", "jay")]))),
        ),
        "action-did-not-work": Case(
            ask(done=[said("home", at(9), "no", record="T")], agreed=[]),
            "An action finished on Thu 15 Oct is down as not having worked, and nothing else was agreed.",
            (
                ask(done=[said("home", at(9), "no", record="T")], agreed=[said("home", at(5), answers=("T",))]),
                ask(done=[said("home", at(9), "yes")], agreed=[]),
                ask(done=[said("home", at(2), "no")], agreed=[]),
            ),
        ),
        "appointment-without-outcome": Case(
            ask(planned=[said("jay", at(40), due="2026-10-12", text="Hearing test")], seen=[said("jay", at(30))]),
            "Jay had an appointment for Mon 12 Oct (Hearing test), and nothing says what came of it.",
            (
                ask(planned=[said("jay", at(40), due="2026-10-12")], seen=[said("jay", at(11))]),
                ask(planned=[said("jay", at(40), due="2026-10-23")], seen=[]),
            ),
        ),
        "referral-not-made": Case(
            ask(decided=[said("jay", at(4), "refer")], referred=[said("kit", at(3))]),
            "It was decided on Tue 20 Oct to refer a worry about Jay, and no referral is written down.",
            (
                ask(decided=[said("jay", at(4), "refer")], referred=[said("jay", at(3))]),
                ask(decided=[said("jay", at(4), "watch")], referred=[]),
                ask(decided=[said("jay", at(1), "refer")], referred=[]),
            ),
        ),
        "notified-without-decision": Case(
            ask(sent=[said("jay", at(9))], decided=[said("kit", at(9))]),
            "Ofsted was told of something about Jay on Thu 15 Oct, and no decision with its reasons is written down.",
            (ask(sent=[said("jay", at(9))], decided=[said("jay", at(10))]),),
        ),
        "limit-used-after-lapsing": Case(
            ask(limits=[limit], searches=[said("jay", at(4))], nights=[]),
            "A limit for Jay lapsed on Thu 1 Oct, and was used on Tue 20 Oct.",
            (
                ask(
                    limits=[limit, said("jay", at(24), record="L", due="2026-12-01")],
                    searches=[said("jay", at(4))],
                    nights=[],
                ),
                ask(limits=[limit], searches=[said("jay", at(30)), said("kit", at(2))], nights=[said("jay", at(1))]),
            ),
        ),
    }


def _writing() -> dict[str, Case]:
    copied = EVENING.replace("Jay", "Kit").replace("his", "her")
    days = [said(child, at(day)) for child in ("jay", "kit") for day in range(1, 15)]
    return {
        "notes-alike": Case(
            ask(like(notes=[note("jay", EVENING, 3), note("kit", copied, 1)])),
            "What Dana Price wrote of Kit on Fri 23 Oct reads almost like what they wrote of Jay on Wed 21 Oct.",
            (
                ask(like(notes=[note("jay", EVENING, 3), note("jay", EVENING, 1)])),
                ask(like(notes=[note("jay", EVENING, record="N"), note("kit", EVENING, record="N")])),
                ask(like(notes=[note("jay", "Slept well."), note("kit", "Slept well.")])),
            ),
        ),
        "note-written-again": Case(
            ask(like(notes=[note("jay", EVENING, 3), note("jay", EVENING + " again", 1, by="helen")])),
            "Jay's note of Fri 23 Oct by Helen Marsh reads almost like the one of Wed 21 Oct.",
            (
                ask(like(notes=[note("jay", EVENING, 3), note("kit", copied, 1)])),
                ask(like(notes=[note("jay", EVENING, 25), note("jay", EVENING, 1)])),
            ),
        ),
        "written-long-after": Case(
            ask(told=[said("jay", at(9), late=4 * DAY), said("jay", at(8), late=DAY)]),
            "Dana Price wrote 1 record more than three days after, the latest of Thu 15 Oct.",
            (
                ask(told=[said("jay", at(9), late=2 * DAY)]),
                ask(told=[said("jay", at(9), late=9 * DAY)._replace(day=True)]),
            ),
        ),
        "day-without-a-note": Case(
            ask(written=[one for one in days if one.subject == "kit" or one.on != date(2026, 10, 20)]),
            "Nothing is written of Jay on Tue 20 Oct.",
            (ask(written=days), ask(like(stays=[Stay("jay", at(1, "09:00"))]), written=[])),
        ),
        "day-without-handover": Case(
            ask(handovers=[said("home", at(1))], shifts=[shift("dana", at(1)), shift("dana", at(2))]),
            "Nothing was handed over on Thu 22 Oct.",
            (ask(handovers=[said("home", at(1))], shifts=[shift("dana", at(1))]), ask(handovers=[], shifts=[])),
        ),
    }


CASES = _voice() | _plans() | _writing()
