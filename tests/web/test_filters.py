"""Choices that narrow a list. No database."""

from ninefold.web import filters


def test_a_choice_that_is_not_offered_counts_as_none() -> None:
    options = (("", "All"), ("law", "Law"))
    assert filters.read({"weight": "law"}, "weight", "Weight", options).chosen == "law"
    assert filters.read({"weight": "whim"}, "weight", "Weight", options).chosen == ""
