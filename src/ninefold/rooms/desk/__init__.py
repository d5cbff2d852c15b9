"""The desk: what a manager, a deputy and a responsible individual need; open to the independent person and an inspector
as far as each may see.

    room.ROOM       its doors, and the features mounted in it
    today           its first page
    reporting       the month's reports
"""
