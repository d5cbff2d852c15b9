"""Handover: what the last shift leaves to this one, first on the page until it is read, and who has read it."""
