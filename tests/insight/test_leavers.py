"""Who is named in a plan and has left: by reference, by name, and never a child or a colleague of the same first name."""

import pytest

from ninefold.insight import leavers
from ninefold.people.models import Role
from tests.factories import NOW, House

pytestmark = pytest.mark.django_db


def left(house: House) -> None:
    """Sam has gone."""
    Role.objects.filter(worker=house.sam).update(to_at=NOW)


def named(house: House, *answers: object) -> list[str]:
    return leavers.named(house.viewer(house.helen), answers)


def test_who_works_here_is_no_leaver(house: House) -> None:
    assert named(house, {"trusted": [{"who": house.sam.id, "kind": "worker", "name": "Sam Okoro"}]}) == []


def test_a_reference_and_a_first_name_are_found(house: House) -> None:
    left(house)
    reference = {"trusted": [{"who": house.sam.id, "kind": "worker", "name": "Sam Okoro"}]}
    assert named(house, reference) == ["Sam Okoro"]
    assert named(house, {"risks": [{"kind": "run", "helps": "Sam first, then a walk"}]}) == ["Sam Okoro"]
    assert named(house, {"story": ["Ask Samira."]}) == []


def test_a_first_name_that_somebody_here_has_too_means_nobody(house: House) -> None:
    left(house)
    house.jay.name = "Sam"
    house.jay.save()
    assert named(house, {"helps": "Sam first"}) == []
    assert named(house, {"helps": "Sam Okoro first"}) == ["Sam Okoro"]


def test_a_row_whose_column_holds_a_person_is_no_reference_itself(house: House) -> None:
    left(house)
    sam = {"who": house.sam.id, "kind": "worker", "name": "Sam Okoro"}
    assert named(house, {"rota": [{"who": sam, "when": "Mondays"}]}) == ["Sam Okoro"]
    assert named(house, {"rota": [{"who": "Sam Okoro", "number": "07700 900201"}]}) == ["Sam Okoro"]


def test_a_row_whose_column_is_called_who_is_no_reference_and_its_words_count(house: House) -> None:
    left(house)
    sam = {"who": house.sam.id, "kind": "worker", "name": "Sam Okoro"}
    lisa = {"who": "0" * 26, "kind": "family", "name": "Lisa"}
    assert named(house, {"asked": [{"who": lisa, "said": "Agrees"}]}) == []
    assert named(house, {"asked": [{"who": sam, "said": "Agrees"}]}) == ["Sam Okoro"]
    assert named(house, {"people": [{"who": lisa, "terms": "Sam within earshot"}]}) == ["Sam Okoro"]
