"""Taking out: everything of a home or of a child, to read without Ninefold and to move into another system."""
