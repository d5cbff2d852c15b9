"""The page from which a medicine is given."""

from collections.abc import Iterable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ninefold.features.doses import queries
from ninefold.features.writing.choose import may_write
from ninefold.features.writing.writing import new_token
from ninefold.medicines.offered import Offer
from ninefold.web.views import HomeRequest, in_room

DOSE = "dose"


@require_safe
@in_room
def page(request: HomeRequest) -> HttpResponse:
    """Whose medicine is it? What is due now, what may be given as needed, each with what one must know."""
    if not any(type.id == DOSE for type in may_write(request.viewer)):
        raise PermissionDenied
    medicines = [(one, _begun(one.first), _begun(one.rest)) for one in queries.medicines(request.viewer)]
    return render(request, "doses/medicine.html", {"medicines": medicines})


def _begun(offers: Iterable[Offer]) -> list[tuple[Offer, str]]:
    """Each with a name for the form that its button begins."""
    return [(offer, new_token()) for offer in offers]
