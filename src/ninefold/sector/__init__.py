"""Ofsted's published inspections of children's social care: read, kept, and asked about. Stands alone.

reading.look(path, mapping)                     how the headers of a file are read, and what is asked
natures.of(...)                                 what kind of word a sheet is, and of which day
actions.import_file(path, name, at, mapping)    take a file of any year; one transaction; twice changes nothing
fold.fold()                                     providers, inspections and times on the register from all statements
register.on(day), moved(year), basis(day)       who was on the register, who came and went, what that rests on
queries.stable(grade, count, to)                homes at one grade in each of some inspection years
figures.answer, decade                          the question of 2011 with both denominators, year by year
queries.summary(), line(home), history(home)    full inspections by year and grade; a home over time
lists, shortlists, themes                       homes beside each other; kept with reasons; requirements by regulation
queries_kept                                    what pages ask of the whole country, kept until the next import
papers.report(data), report_facts.read(text)    one home's inspection report (PDF), and what it says beside judgements
registrations.spans, inspections.merged         the two hard rules of the fold; pure
rates.transitions(steps, by), histories.of      what homes did next, with intervals; a home's history; pure
invented.fill(homes, seed, at)                  an invented sector, which goes when a real file comes
works, commissioning, authorities               import in the background; what an authority signs; where authorities stand

What words, grades and years mean stands in ``words``, ``meanings`` and ``years``; docs/sector.md tells it to people.
"""
