"""What children asked for, and what became of it."""
