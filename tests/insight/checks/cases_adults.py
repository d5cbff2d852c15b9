"""The adults and the house: where each check speaks, and where it is quiet."""

from datetime import date, timedelta

from ninefold.insight.checks.look import FactView, RoleSpan, Stay
from ninefold.insight.findings import Finding
from tests.insight.checks.asked import LONG_AGO, Case, ask, at, like, said, shift

DAY = timedelta(days=1)


def _adults() -> dict[str, Case]:
    late = said("helen", at(1, "14:00"), value="")
    long_week = [shift("dana", at(day, "08:00"), 13) for day in (5, 4, 3, 2, 1)]
    trained = said("dana", LONG_AGO, expires="2026-10-01")
    allegation = said("dana", at(10), "allegation-against-worker", record="W")

    def lead(until: str) -> FactView:
        return said("home", LONG_AGO, "dana", **{"from": "2025-10-01", "until": until})

    return {
        "training-lapsed-on-shift": Case(
            ask(shifts=[shift("dana", at(2, "09:00"))], trained=[trained]),
            "Dana Price's safeguarding training ran out on Thu 1 Oct, and they were on shift on Thu 22 Oct.",
            (
                ask(shifts=[shift("dana", at(2))], trained=[trained, said("dana", at(40), expires="2027-10-01")]),
                ask(shifts=[shift("dana", at(60))], trained=[trained]),
                ask(shifts=[shift("helen", at(2))], trained=[trained]),
            ),
        ),
        "nobody-in-charge": Case(
            ask(shifts=[shift("dana", at(1)), shift("sam", at(1))]),
            "On Fri 23 Oct nobody was on shift who may lead one.",
            (ask(shifts=[shift("dana", at(1)), shift("helen", at(1))]), ask(shifts=[])),
        ),
        "week-too-long": Case(
            ask(shifts=long_week),
            "Dana Price worked 65 hours in the week of Mon 19 Oct.",
            (
                ask(shifts=long_week[:4]),
                ask(shifts=[*long_week[:3], shift("dana", at(8), 12), shift("dana", at(9), 12)]),
            ),
        ),
        "agency-majority": Case(
            ask(shifts=[shift("sam", at(1)), shift("kim", at(1), agency="yes"), shift("dana", at(1))]),
            "On Fri 23 Oct 2 of 3 on shift were from an agency.",
            (ask(shifts=[shift("sam", at(1)), shift("dana", at(1))]),),
        ),
        "alone-unassessed": Case(
            ask(shifts=[shift("dana", at(1, "07:00"), 7), shift("helen", at(1, "15:00"), 7)][:1], assessed=[]),
            "Dana Price was alone on shift on Fri 23 Oct, and working alone has not been assessed.",
            (
                ask(shifts=[shift("dana", at(1, "07:00"), 7)], assessed=[said("home", LONG_AGO)]),
                ask(shifts=[shift("dana", at(1, "07:00"), 9), shift("helen", at(1, "15:00"), 7)], assessed=[]),
            ),
        ),
        "roster-not-closed": Case(
            ask(planned=[said("dana", at(9), record="D", due="2026-10-18")], shifts=[]),
            "The roster of Sun 18 Oct says who was to work, and not who did.",
            (
                ask(
                    planned=[said("dana", at(9), record="D", due="2026-10-18")],
                    shifts=[shift("dana", at(6), record="D")],
                ),
                ask(planned=[said("dana", at(9), due="2026-10-23")], shifts=[]),
            ),
        ),
        "not-cleared-on-shift": Case(
            ask(shifts=[shift("dana", at(4))], begun=[said("dana", at(20))], cleared=[said("dana", at(2))]),
            "Dana Price was on shift on Tue 20 Oct before the checks were signed as complete.",
            (
                ask(shifts=[shift("dana", at(4))], begun=[said("dana", at(20))], cleared=[said("dana", at(6))]),
                ask(shifts=[shift("dana", at(4))], begun=[], cleared=[]),
            ),
        ),
        "suspended-on-shift": Case(
            ask(shifts=[shift("dana", at(4))], runs=[said("dana", at(9), record="S")], ended=[]),
            "Dana Price was on shift on Tue 20 Oct while suspended.",
            (
                ask(
                    shifts=[shift("dana", at(4))],
                    runs=[said("dana", at(9), record="S")],
                    ended=[said("dana", at(5), record="S")],
                ),
                ask(shifts=[shift("dana", at(14))], runs=[said("dana", at(9))], ended=[]),
            ),
        ),
        "two-places-at-once": Case(
            ask(out=[said("jay", at(1, "15:00"))], at_home=[said("kit", at(1, "15:00"))]),
            "Dana Price signed for being out and for being at home at the same minute: Fri 23 Oct at 15:00.",
            (
                ask(out=[said("jay", at(1, "15:00"))], at_home=[said("kit", at(1, "15:00"), by="helen")]),
                ask(out=[said("jay", at(1, "15:00"))], at_home=[said("kit", at(1, "17:00"))]),
            ),
        ),
        "two-homes-at-once": Case(
            ask(like(elsewhere={"dana": {at(1, "15:05"): "Rowan House"}}), signed=[said("jay", at(1, "15:00"))]),
            "Dana Price signed in Larch House and in Rowan House within the same minute: Fri 23 Oct at 15:05.",
            (
                ask(like(elsewhere={"dana": {at(1, "15:07"): "Rowan House"}}), signed=[said("jay", at(1, "15:00"))]),
                ask(like(elsewhere={"sam": {at(1, "15:05"): "Rowan House"}}), signed=[said("jay", at(1, "15:00"))]),
                ask(signed=[said("jay", at(1, "15:00"))]),
            ),
        ),
        "no-rest": Case(
            ask(
                signed=[said("jay", at(2, hour)) for hour in ("08:00", "13:00", "18:00", "23:00")]
                + [said("jay", at(1, "04:30"))]
            ),
            "Dana Price signed from Thu 22 Oct at 08:05 to Fri 23 Oct at 04:35 with no six hours between.",
            (
                ask(signed=[said("jay", at(2, "08:00")), said("jay", at(2, "22:00")), said("jay", at(1, "08:00"))]),
                ask(signed=[late]),
            ),
        ),
        "signed-when-not-here": Case(
            ask(like(held=[RoleSpan("dana", "support-worker", at(5))]), signed=[said("jay", at(9))]),
            "Dana Price wrote of Thu 15 Oct at 12:00 as somebody who was there, and had no role in Larch House then.",
            (ask(signed=[said("jay", at(9))]), ask(signed=[said("jay", at(9), by="unknown")])),
        ),
        "complaint-answered-by-accused": Case(
            ask(about=[said("sam", record="K")], answered=[said("jay", record="K", by="sam")]),
            "Sam Okoro handled a complaint that is about Sam Okoro.",
            (
                ask(about=[said("sam", record="K")], answered=[said("jay", record="K", by="helen")]),
                ask(about=[said("sam", record="K")], answered=[said("jay", record="other", by="sam")]),
            ),
        ),
        "concern-decided-by-accused": Case(
            ask(about=[said("helen", record="W")], decided=[said("jay", record="W", by="helen")]),
            "Helen Marsh handled a worry that is about Helen Marsh.",
            (ask(about=[said("dana", record="W")], decided=[said("jay", record="W", by="helen")]),),
        ),
        "accused-still-with-children": Case(
            ask(about=[allegation], decided=[], with_children=[said("kit", at(2))]),
            "Dana Price is named in an allegation that is not decided, and signed for time with a child on Thu 22 Oct.",
            (
                ask(about=[allegation], decided=[said("jay", at(9), record="W")], with_children=[said("kit", at(2))]),
                ask(about=[allegation], decided=[], with_children=[said("kit", at(20))]),
            ),
        ),
        "nobody-leads-safeguarding": Case(
            ask(leads=[lead("2026-10-01")], cover=[]),
            "Nobody leads on safeguarding today: Dana Price was named until Thu 1 Oct.",
            (
                ask(leads=[], cover=[]),
                ask(leads=[lead("2026-12-31")], cover=[]),
                ask(leads=[lead("2026-10-01")], cover=[lead("2026-11-01")]),
            ),
        ),
        "key-worker-gone": Case(
            ask(like(held=[RoleSpan("dana", "support-worker", LONG_AGO, at(3))])),
            "Jay's key-worker is Dana Price, who no longer works in Larch House.",
            (ask(),),
        ),
        "no-key-worker": Case(
            ask(like(keys=[RoleSpan("dana", "jay", LONG_AGO), RoleSpan("dana", "kit", LONG_AGO, at(9))])),
            "Kit has no key-worker.",
            (ask(), ask(like(keys=[], stays=[Stay("jay", at(3))]))),
        ),
    }


def _house() -> dict[str, Case]:
    many = [Stay(f"child{n}", LONG_AGO) for n in range(5)]
    return {
        "drill-without-newcomer": Case(
            ask(like(stays=[Stay("jay", at(40))]), drills=[said("home", at(60))], with_child=[]),
            "Jay came on Mon 14 Sep, and has not been here for a fire drill.",
            (
                ask(like(stays=[Stay("jay", at(40))]), drills=[said("home", at(10))], with_child=[]),
                ask(
                    like(stays=[Stay("jay", at(40))]),
                    drills=[said("home", at(10), record="F")],
                    with_child=[said("jay", at(10), record="F")],
                ),
                ask(like(stays=[Stay("jay", at(20))]), drills=[], with_child=[]),
            ),
        ),
        "too-many-children": Case(
            ask(like(stays=many)),
            "5 children live in Larch House, which is registered for 4.",
            (ask(like(stays=many[:4])),),
        ),
        "outside-the-ages": Case(
            ask(like(born={"jay": date(2020, 5, 9)})),
            "Jay is 6, and Larch House is for children from 8 to 17.",
            (ask(), ask(like(born={}))),
        ),
        "statement-drift": Case(
            ask(
                like(
                    drift=[Finding("statement-drift", "Jay is 19; the statement of purpose ends at 17.", "jay", ("s",))]
                )
            ),
            "Jay is 19; the statement of purpose ends at 17.",
            (ask(),),
        ),
        "school-at-the-weekend": Case(
            ask(sessions=[said("jay", at(6, "16:00"), "present")], closed=[]),
            "Jay is down as at school on Sun 18 Oct: Sunday.",
            (
                ask(sessions=[said("jay", at(1), "present"), said("jay", at(6), "no-school")], closed=[]),
                ask(sessions=[said("jay", at(1), "present")], closed=[said("kit", at(1))]),
            ),
        ),
        "visitor-never-left": Case(
            ask(came=[said("home", at(3), record="V")], left=[]),
            "A visitor came on Wed 21 Oct at 12:00 and is not down as having left.",
            (
                ask(came=[said("home", at(3), record="V")], left=[said("home", record="V")]),
                ask(came=[said("home", at(0))], left=[]),
            ),
        ),
    }


CASES = _adults() | _house()
