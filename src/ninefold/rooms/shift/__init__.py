"""The shift's room: one thumb on a phone. What happened since, what waits for me, the children, strengths first."""
