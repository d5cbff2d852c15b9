"""Children's days at school.

views.at_school(viewer, children)    how it stands this term, for a first page
"""
