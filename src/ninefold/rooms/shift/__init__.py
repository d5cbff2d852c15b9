"""The shift's room: one thumb on a phone. What happened since, what waits for me, the children, strengths first.

views.today, children, due, home    its doors (Write is a room of its own)
views.missed                        everything written since I last read
views.child                         the page of one child
"""
