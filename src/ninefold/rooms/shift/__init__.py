"""The shift's room: one thumb on a phone. What happened since, what waits for me, the children, strengths first.

room.ROOM               its doors, and the features mounted in it
views.today, missed     its first page, and everything written since I last read
views.children, child   everybody who lives here, and one child in short
views.home              the home itself
"""
