"""School: where each check speaks, and where it is quiet."""

from tests.insight.checks.asked import LONG_AGO, Case, ask, at, said

OUT = said("kit", at(4), "suspension", record="S", first_day="2026-10-21", due="2026-10-23")
AWAY = [said("jay", at(day), "ill") for day in range(20, 17, -1)]
THERE = [said("jay", at(day), "present") for day in range(17, 2, -1)]

CASES = {
    "school-while-suspended": Case(
        ask(sessions=[said("kit", at(3), "present")], suspended=[OUT], over=[]),
        "Kit is down as at school on Wed 21 Oct, and was suspended that day.",
        (
            ask(sessions=[said("kit", at(3), "excluded")], suspended=[OUT], over=[]),
            ask(sessions=[said("kit", at(1), "present")], suspended=[OUT], over=[]),
            ask(sessions=[said("jay", at(3), "present")], suspended=[OUT], over=[]),
            ask(sessions=[said("kit", at(2), "present")], suspended=[OUT], over=[said("kit", at(2), record="S")]),
        ),
    ),
    "school-often-away": Case(
        ask(sessions=[*AWAY, *THERE]),
        "Jay was at school on 15 of 18 days of the last six weeks.",
        (
            ask(sessions=[AWAY[0], *THERE]),
            ask(sessions=[*AWAY, *THERE[:10]]),
            ask(sessions=[*(said("jay", at(day), "no-school") for day in (8, 7, 6, 5)), *THERE]),
        ),
    ),
    "no-place-unchased": Case(
        ask(sessions=[said("kit", at(2), "no-place")], asked=[]),
        "Kit is down as without a school place on Thu 22 Oct, and nobody is down as asking for one.",
        (
            ask(sessions=[said("kit", at(2), "no-place")], asked=[said("kit", LONG_AGO)]),
            ask(sessions=[said("kit", at(2), "present")], asked=[]),
        ),
    ),
}
