"""Giving a medicine: every child's chart on one page, what is due first, one tap to the dose."""
