"""What people do in the house, a folder each: queries, views, addresses, templates, its card. A feature knows no room.

A room mounts the features that it lists (``web.rooms``), and a feature's links lead into the room it is shown in.
docs/features.md says how one is made.
"""
