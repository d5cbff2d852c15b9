"""Evidence: which records prove which paragraph of which standard, how fresh, and with or without a child's own words.

months.Month.read("2026-10")                a calendar month in London
queries.of_home(viewer, month)              every paragraph, with what proves it in the month
queries.of_child(viewer, child, month)      the same from one child's records
queries.entries_behind(viewer, ref, month)  the records a paragraph's number stands for
paragraphs.paragraphs(library, ...)         the pure function that all of it comes from
paragraphs.by_standard(library, evidence)   the same, standard by standard, for the nine squares
"""
