"""Reports, and the records behind each of their numbers."""
