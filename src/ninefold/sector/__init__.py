"""Ofsted's published inspections of children's social care: read, kept, and asked about. Stands alone.

reading.look(path, mapping)                    how the headers of a file are read, and what is asked
actions.import_file(path, name, at, mapping)   take a file of any year; one transaction; twice changes nothing
actions.watch / unwatch                        follow a home, with a note
queries.stable(grade, count, to)               homes at one grade in each of some inspection years
queries.summary()                              full inspections of children's homes by inspection year and grade
queries.line(urn)                              a home's line of time
rates.transitions(pairs, by)                   what homes did next, with counts and intervals
histories.of(seen, day)                        a home's history in a few figures; pure

What words, grades and years mean stands in ``words`` and ``years``; docs/sector.md tells it to people.
"""
