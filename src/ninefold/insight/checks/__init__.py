"""Checks: what does not fit together in a home, found by pure functions over facts, each a sentence that opens its records.

The text of each check, its rank, its source and the facts it reads stand in library/checks.yaml; a function of the
same id stands here, and its parameters are the names under ``reads`` and ``ever``.

gather.gather(viewer)     everything checks look at, as the viewer may see it, in a constant number of queries
run.look_again(look)      what all checks find, the most serious first
registry.check(id)        registers a function
look.Look, look.Found     what a function is given, and what it yields
shifts.Rota               who was on duty when
"""
