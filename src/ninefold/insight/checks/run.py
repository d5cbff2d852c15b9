"""All checks over one home, and what has been said to what they found."""

from ninefold import lawbook
from ninefold.insight.checks import adults, house, measures, medicine, missing, plans, voice, writing
from ninefold.insight.checks.look import Look
from ninefold.insight.checks.registry import CHECKS
from ninefold.insight.findings import Finding
from ninefold.lawbook.books import Check

MODULES = (adults, house, measures, medicine, missing, plans, voice, writing)  # named, so that their checks are there
ORDER = {"first": 0, "next": 1, "last": 2}
MOST_OF_ONE = 25  # so many findings of one check are shown; more say the same thing


def look_again(look: Look) -> list[Finding]:
    """What the checks find, the most serious first, then in the order of the library."""
    found: list[Finding] = []
    for check in sorted(lawbook.current().checks.values(), key=lambda one: ORDER[one.rank]):
        found += run(check, look)
    return found


def run(check: Check, look: Look) -> list[Finding]:
    """What one check finds, each finding once."""
    given = {name: look.facts(facts) for name, facts in check.facts.items()}
    made = (one if isinstance(one, Finding) else one.finding(check.id) for one in CHECKS[check.id](look, **given))
    return list({one.digest: one for one in made}.values())[:MOST_OF_ONE]
