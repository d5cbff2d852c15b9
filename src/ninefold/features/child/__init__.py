"""The children: all of them, one child's page, and a child's timeline."""
