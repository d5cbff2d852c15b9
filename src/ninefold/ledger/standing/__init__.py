"""Who lives and works in a home, and what each of them is: a projection over the entries as they now stand.

makes_people(type) / subjects_for(...)   record types that make somebody known, and the id they give them
states(item)                             whether an entry bears on who lives and works here
clear / project / project_all            the projection (settings.NINEFOLD_PROJECTIONS)
verify.differences(provider)             rows that are not what the entries say
changes.of_signing / of_withdrawing      what an entry would change, before it is signed

``statements`` reads entries, ``fold`` (pure) makes rows of what they say, ``tables`` writes the rows that differ.
"""

from ninefold.ledger.standing.projection import clear, project, project_all
from ninefold.ledger.standing.statements import ARRIVES, EFFECTS, makes_people, states, subjects_for

__all__ = ["ARRIVES", "EFFECTS", "clear", "makes_people", "project", "project_all", "states", "subjects_for"]
