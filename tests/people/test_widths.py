"""What a form lets somebody type fits where it is kept, on both databases."""

import pytest
from django.db.models import CharField

from ninefold.forms.checks import LONGEST_LINE
from ninefold.people.models import Account, Child, Contact, Home, Person
from tests.factories import House, write

pytestmark = pytest.mark.django_db

# What is filled from the answers of one line, by table.
LINES = {
    Person: ("name",),
    Child: ("pronouns", "legal_status", "authority"),
    Contact: ("relation", "organisation"),
    Home: ("name", "host_authority"),
    Account: ("commissions_for",),
}


def test_no_column_is_narrower_than_a_line() -> None:
    for table, names in LINES.items():
        for name in names:
            column = table._meta.get_field(name)
            assert isinstance(column, CharField)
            assert (column.max_length or 0) >= LONGEST_LINE, f"{table.__name__}.{name}"


def test_the_longest_line_is_kept_of_a_child_and_of_who_matters_to_them(house: House) -> None:
    line = "Wilhelmina " * 27
    longest = line[:LONGEST_LINE].strip()
    known = {
        "name": longest,
        "born_on": "2012-03-04",
        "pronouns": longest,
        "legal_status": longest,
        "authority": longest,
    }
    write(house, "child-known", known, by=house.helen)
    aunt = {"name": longest + "a", "kind": "professional", "relation": longest, "organisation": longest}
    write(house, "contact-known", aunt, about=[house.jay], by=house.helen)
    assert Child.objects.get(name=longest).authority == longest
    assert Contact.objects.get(name=longest + "a").relation == longest
