"""A child is missing: one page from the first line until everything that follows from it is done."""
