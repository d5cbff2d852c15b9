"""The desk: what a manager, a deputy and a responsible individual need; open to the independent person and an inspector
as far as each may see.

    door.at_desk(view)      a page of this room
    owed.*                  obligations with the names of whom they are about, who owes them and what began them
    signing.waiting(...)    what waits for the viewer's signature
    since.beginning(...)    since when "what changed" is told
    views.*                 one module per part of the room
"""
