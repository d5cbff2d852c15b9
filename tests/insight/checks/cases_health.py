"""A child's health: where each check speaks, and where it is quiet."""

from tests.insight.checks.asked import LONG_AGO, Case, ask, at, said

PARTS = {"emotional": "4", "conduct": "3", "hyperactivity": "5", "peers": "2"}
INHALER = {"due": "2026-10-01", "text": "Salbutamol inhaler"}

CASES = {
    "own-medicine-unassessed": Case(
        ask(given=[said("jay", at(1), "self", medicine="Salbutamol")], agreed=[]),
        "Jay took Salbutamol alone on Fri 23 Oct, and nobody has written down that they may.",
        (
            ask(given=[said("jay", at(1), "self")], agreed=[said("jay", LONG_AGO)]),
            ask(given=[said("jay", at(1), "given")], agreed=[]),
        ),
    ),
    "medicine-out-of-date": Case(
        ask(expires=[said("kit", LONG_AGO, **INHALER)], gone=[]),
        "Kit's Salbutamol inhaler was to be used by Thu 1 Oct, and is still down as here.",
        (
            ask(expires=[said("kit", LONG_AGO, record="M", **INHALER)], gone=[said("kit", at(30), record="M")]),
            ask(expires=[said("kit", LONG_AGO, **{**INHALER, "due": "2026-10-24"})], gone=[]),
        ),
    ),
    "score-does-not-add-up": Case(
        ask(scores=[said("jay", at(3), "17", **PARTS)]),
        "Jay's strengths and difficulties of Wed 21 Oct: the parts make 14, the total says 17.",
        (
            ask(scores=[said("jay", at(3), "14", **PARTS)]),
            ask(scores=[said("jay", at(3), "17", emotional="4")]),
        ),
    ),
    "therapy-before-approval": Case(
        ask(
            sessions=[said("jay", at(2), record="T")],
            arranged=[said("jay", at(20), record="T", text="play therapy")],
            approved=[said("jay", at(1), record="T")],
        ),
        "Play therapy for Jay was held on Thu 22 Oct, before the placing authority had approved it.",
        (
            ask(
                sessions=[said("jay", at(2), record="T")],
                arranged=[said("jay", at(20), record="T")],
                approved=[said("jay", at(9), record="T")],
            ),
            ask(sessions=[said("jay", at(2), record="T")], arranged=[], approved=[]),
        ),
    ),
}
