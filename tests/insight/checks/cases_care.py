"""Medicines, missing, holds and hurts: where each check speaks, and where it is quiet."""

from dataclasses import replace
from datetime import timedelta

from ninefold.insight.checks.look import FactView, Halt
from tests.insight.checks.asked import HERE, LONG_AGO, Case, ask, at, said, shift

DAY = timedelta(days=1)

GONE = {"reported": [said("kit", at(2, "20:00"), record="M1")], "returned": [said("kit", at(0, "09:00"), record="M1")]}
DOSE = {"medicine": "Melatonin 2 mg"}


def halt(hour: str, medicine: str) -> Halt:
    """Dana wanted to sign a medicine for Kit yesterday, and was stopped."""
    return Halt("kit", medicine, at(1, hour), "dana", f"token-{hour}", ("not-charted",), "It is not on the chart.")


def _medicine() -> dict[str, Case]:
    taken = said("kit", at(1, "21:05"), "given", **DOSE)
    refused = [said("kit", at(day, "21:00"), "refused", **DOSE) for day in (5, 4, 3)]
    return {
        "dose-off-duty": Case(
            ask(given=[taken], shifts=[shift("helen", at(1, "09:00"))]),
            "Dana Price signed Kit's Melatonin 2 mg on Fri 23 Oct at 21:05, and was not on duty then.",
            (
                ask(given=[taken], shifts=[shift("dana", at(1, "14:00"))]),
                ask(given=[taken], shifts=[shift("helen", at(3, "09:00"))]),
                ask(given=[said("kit", at(1), "refused")], shifts=[shift("helen", at(1, "09:00"))]),
            ),
        ),
        "dose-while-missing": Case(
            ask(given=[taken], **GONE),
            "Kit is down as taking Melatonin 2 mg on Fri 23 Oct at 21:05, while missing.",
            (ask(given=[said("jay", at(1), "given")], **GONE), ask(given=[said("kit", at(1), "not-given")], **GONE)),
        ),
        "dose-twice": Case(
            ask(given=[taken, said("kit", at(1, "21:30"), "given", medicine="melatonin 2 mg")]),
            "Kit is down as taking Melatonin 2 mg twice on Fri 23 Oct, at 21:05 and 21:30.",
            (
                ask(given=[taken, said("kit", at(1, "22:30"), "given", **DOSE)]),
                ask(given=[taken, said("jay", at(1, "21:10"), "given", **DOSE)]),
                ask(given=[taken, said("kit", at(1, "21:10"), "given", medicine="Paracetamol")]),
            ),
        ),
        "dose-stopped": Case(
            ask(replace(HERE, halted=[halt("14:10", "Caseprofen 200 mg"), halt("14:20", "caseprofen 200mg")])),
            "Dana Price wanted to sign caseprofen 200mg for Kit twice on Fri 23 Oct, at 14:10 and 14:20, and was stopped.",
            (
                ask(replace(HERE, halted=[halt("14:10", "Caseprofen 200 mg")])),
                ask(replace(HERE, halted=[halt("14:10", "Caseprofen 200 mg"), halt("18:20", "Caseprofen 200 mg")])),
            ),
        ),
        "dose-against-allergy": Case(
            ask(
                given=[said("kit", at(1), "given", medicine="Penicillin V 250 mg")],
                allergies=[said("kit", LONG_AGO, "Penicillin")],
                over=[],
            ),
            "Kit is down as taking Penicillin V 250 mg on Fri 23 Oct at 12:00, and an allergy to Penicillin is written down.",
            (
                ask(
                    given=[said("kit", at(1), "given", medicine="Penicillin V")],
                    allergies=[said("kit", LONG_AGO, "Penicillin", record="A1")],
                    over=[said("kit", at(9), record="A1")],
                ),
                ask(given=[taken], allergies=[said("kit", LONG_AGO, "Peanuts")], over=[]),
            ),
        ),
        "dose-refused-unadvised": Case(
            ask(given=refused, advice=[]),
            "Kit has not taken Melatonin 2 mg 3 times in a row since Mon 19 Oct, and no advice is written down.",
            (
                ask(given=refused, advice=[said("home", at(3))]),
                ask(given=refused[:2], advice=[]),
                ask(given=[refused[0], said("kit", at(4, "22:00"), "given", **DOSE), *refused[1:]], advice=[]),
            ),
        ),
        "count-does-not-add-up": Case(
            ask(counts=[said("home", at(1), medicine="Ritalin", counted="27", expected="28")], explained=[]),
            "Ritalin counted on Fri 23 Oct: 27 where there should be 28, and nobody has said why.",
            (
                ask(counts=[said("home", at(1), counted="28.0", expected="28")], explained=[]),
                ask(counts=[said("home", counted="27", expected="28", explained="One dropped")], explained=[]),
                ask(counts=[said("home", counted="27", expected="28", record="C")], explained=[said(record="C")]),
            ),
        ),
        "count-went-up": Case(
            ask(counts=[_count(4, "10"), _count(1, "20")], received=[]),
            "Ritalin: 10 on Tue 20 Oct and 20 on Fri 23 Oct, and none is written down as received.",
            (
                ask(counts=[_count(4, "10"), _count(1, "20")], received=[said("kit", at(2), medicine="ritalin")]),
                ask(counts=[_count(4, "10"), _count(1, "9")], received=[]),
            ),
        ),
    }


def _count(days: int, counted: str) -> FactView:
    return said("home", at(days), medicine="Ritalin", counted=counted, expected=counted)


def _missing() -> dict[str, Case]:
    no = [said("jay", at(day), "declined") for day in (40, 30, 20)]
    return {
        "school-while-missing": Case(
            ask(sessions=[said("kit", at(1, "16:00"), "present")], **GONE),
            "Kit is down as at school on Fri 23 Oct, and was missing all that day.",
            (
                ask(sessions=[said("kit", at(1, "16:00"), "unauthorised")], **GONE),
                ask(sessions=[said("kit", at(2, "16:00"), "present")], **GONE),
                ask(sessions=[said("jay", at(1, "16:00"), "present")], **GONE),
            ),
        ),
        "night-check-while-missing": Case(
            ask(checks=[said("kit", at(1, "02:00"), "asleep")], **GONE),
            "Kit is down as asleep on Fri 23 Oct at 02:00, and was missing then.",
            (
                ask(checks=[said("kit", at(1, "02:00"), "out")], **GONE),
                ask(checks=[said("kit", at(0, "11:00"), "asleep")], **GONE),
            ),
        ),
        "family-time-while-missing": Case(
            ask(family=[said("kit", at(1, "15:00"))], **GONE),
            "Kit was missing on Fri 23 Oct at 15:00, when family time is written down.",
            (ask(family=[said("kit", at(3))], **GONE), ask(family=[said("jay", at(1))], **GONE)),
        ),
        "together-while-missing": Case(
            ask(together=[said("kit", at(1, "15:00"))], **GONE),
            "Kit was missing on Fri 23 Oct at 15:00, when something done together is written down.",
            (ask(together=[said("kit", at(0, "10:00"))], **GONE),),
        ),
        "back-before-gone": Case(
            ask(
                reported=[said("kit", at(1, "23:00"), record="M")],
                returned=[said("kit", at(1, "22:00"), record="M")],
            ),
            "Kit is down as back on Fri 23 Oct at 22:00, before being reported missing on Fri 23 Oct at 23:00.",
            (ask(**GONE),),
        ),
        "interviews-declined": Case(
            ask(offered=no, ears=[said("jay", at(25))]),
            "Jay has said no to a return interview 3 times, and nobody else is down as listening to them since.",
            (ask(offered=no, ears=[said("jay", at(19))]), ask(offered=no[:2], ears=[])),
        ),
    }


def _measures() -> dict[str, Case]:
    hold = said("jay", at(1, "18:00"), "restraint", record="H")
    hurt = said("jay", at(1), record="H")
    steps = [said("jay", at(day), "no", text="Count to ten") for day in (9, 8, 7, 6)]
    consequence = said("jay", at(3), "sanction")
    return {
        "hold-without-calming": Case(
            ask(measures=[hold], calming=[]),
            "Jay was held on Fri 23 Oct at 18:00, and nothing is down as tried first to calm things.",
            (
                ask(measures=[hold], calming=[said("jay", at(1, "18:00"), record="H")]),
                ask(measures=[hold], calming=[said("jay", at(1, "17:10"))]),
                ask(measures=[consequence], calming=[]),
            ),
        ),
        "step-never-helps": Case(
            ask(tried=steps),
            "“Count to ten” was tried with Jay 4 times in three months and never helped. Is it still on the list?",
            (ask(tried=steps[:3]), ask(tried=[*steps, said("jay", at(2), "helped", text="count to ten")])),
        ),
        "injury-without-map": Case(
            ask(hurts=[hurt], maps=[]),
            "Somebody was hurt on Fri 23 Oct (Jay's record), and no body map shows where.",
            (ask(hurts=[hurt], maps=[said("jay", record="H")]),),
        ),
        "injury-untreated": Case(
            ask(hurts=[hurt], treated=[]),
            "Somebody was hurt on Fri 23 Oct (Jay's record), and nothing says what was done for them.",
            (ask(hurts=[hurt], treated=[said("jay", record="H")]),),
        ),
        "measure-not-written": Case(
            ask(incidents=[said("jay", at(1), "measure-used")], measures=[said("kit", at(1), "restraint")]),
            "An incident with Jay on Fri 23 Oct at 12:00 ended with a measure, and no measure is written down.",
            (
                ask(incidents=[said("jay", at(1, "17:00"), "measure-used")], measures=[hold]),
                ask(incidents=[said("jay", at(1), "calmed-together")], measures=[]),
            ),
        ),
        "measure-checked-by-user": Case(
            ask(
                used_by=[said("helen", at(1), record="H")],
                checked=[said("jay", at(0, "09:00"), record="H", by="helen")],
            ),
            "Helen Marsh used a measure with Jay and signed the check of it on Sat 24 Oct.",
            (ask(used_by=[said("dana", record="H")], checked=[said("jay", record="H", by="helen")]),),
        ),
        "consequences-without-reward": Case(
            ask(measures=[consequence], rewards=[said("kit", at(2)), said("jay", at(50))]),
            "Jay had 1 consequence in the last month, and nothing is down as celebrated or rewarded.",
            (ask(measures=[consequence], rewards=[said("jay", at(9))]), ask(measures=[hold], rewards=[])),
        ),
        "asleep-while-awake": Case(
            ask(nights=[said("jay", at(1, "23:00"), "asleep")], happened=[said("jay", at(1, "23:05"))]),
            "Jay is down as asleep on Fri 23 Oct at 23:00, and something else is written for 23:05.",
            (
                ask(nights=[said("jay", at(1, "23:00"), "awake")], happened=[said("jay", at(1, "23:05"))]),
                ask(nights=[said("jay", at(1, "23:00"), "asleep")], happened=[said("jay", at(1, "22:00"))]),
            ),
        ),
        "self-harm-without-plan": Case(
            ask(harmed=[said("jay", at(6))], plans=[said("jay", at(30)), said("kit", at(2))]),
            "Jay hurt themselves on Sun 18 Oct, and no safety plan has been written or looked at since.",
            (ask(harmed=[said("jay", at(6))], plans=[said("jay", at(5))]), ask(harmed=[said("gone", at(6))], plans=[])),
        ),
    }


CASES = _medicine() | _missing() | _measures()
