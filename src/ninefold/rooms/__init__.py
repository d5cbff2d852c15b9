"""One room for each kind of person in a home. Rooms never import each other: what two of them need is a feature.

A folder is a room when it has a ``room.py`` with ``ROOM`` (docs/rooms.md).
"""
