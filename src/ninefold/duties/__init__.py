"""What is owed: a pure engine over facts and the library, and its results kept so that pages can ask quickly.

engine.obligations(library, facts, at)   everything owed, met, late or void at a moment; no database
reopening.duties_by_id(library)          every duty an obligation can name, with those that reopened plans make
store.project(batch), store.clear(home)  the kept results, brought up to date by every append and by rebuild
queries.due / overdue / met / for_...    the kept results as a viewer may see them
"""
