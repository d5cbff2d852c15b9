"""Ofsted's published inspections of children's social care: read, kept, and asked about. Stands alone.

reading.look(path, mapping)                     how the headers of a file are read, and what is asked
actions.import_file(path, name, at, mapping)    take a file of any year; one transaction; twice changes nothing
actions.watch / unwatch                         follow a home, with a note
queries.stable(grade, count, to)                homes at one grade in each of some inspection years
queries.newest_stable(grade, count)             the same for the newest years in a row that the data covers
queries.summary()                               full inspections of children's homes by inspection year and grade
queries.line(home), history(home, day)          a home's line of time, and its history in a few figures
queries.classes(), steps(), usually_next(home)  homes by class; successive inspections; what homes like this did next
lists.rows, over_the_years, joined_and_left     homes beside each other
queries_kept                                    what pages ask of the whole country, kept until the next import
papers.table(data)                              one home's inspection report (PDF) as a table
rates.transitions(steps, by), wilson            what homes did next, with counts and intervals; pure
histories.of(events, day, registered, years)    a home's history; pure
invented.fill(homes, seed, at)                  an invented sector, which goes when a real file comes
works, commissioning                            the page's import in the background; what an authority signs

What words, grades and years mean stands in ``words``, ``meanings`` and ``years``; docs/sector.md tells it to people.
"""
