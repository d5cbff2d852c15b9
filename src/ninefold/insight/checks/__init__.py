"""Checks: what does not fit together in a home, found by pure functions over facts, each a sentence that opens its records.

The text of each check, its rank, its source and the facts it reads stand in library/checks.yaml; a function of the
same id stands here, and its parameters are the names under ``reads`` and ``ever``.

gather.gather(viewer)     everything checks look at, as the viewer may see it, in a constant number of queries
run.findings(viewer)      what the checks find for the viewer; kept until something is signed
run.lately(viewer)        the same, as it was found within the hour
answers.standing(...)     each finding with what was said to it
run.look_again(look)      what all checks find, the most serious first
registry.check(id)        registers a function
look.Look, look.Found     what a function is given, and what it yields
shifts.Rota               who was on duty when
"""
