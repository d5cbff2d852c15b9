"""The adults who work here: all of them, one of them, their checks and courses, and how the team is.

vetting.*    the single central record
courses.*    the training matrix
"""
