"""What is owed: a pure engine over facts and the library, and its results kept so that pages can ask quickly.

engine.obligations(library, facts, at)   everything owed, met, late or void at a moment; no database
reopening.duties_by_id(library)          every duty an obligation can name, with those that reopened plans make
cases.read(), cases.about(cases, duty)   worked examples in the words of a home
store.project(batch), project_all(home)  the kept results, brought up to date by every append, made again by a rebuild
store.facts_at(home, moment)             what the home knew at a moment, for the engine
queries.opened / due / overdue / mine     the kept results as a viewer may see them, as rows to narrow
leads.leading(viewer)                    who leads on safeguarding today, first whom to turn to first
obligation.state_of(obligation, at)      open, overdue, met, late or void
"""
