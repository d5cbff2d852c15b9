"""The nine quality standards, each paragraph with the records that prove it.

views.squares(viewer, month)    how all nine stand, for a first page
"""
