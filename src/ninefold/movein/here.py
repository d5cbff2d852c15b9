"""Who is in a home already, as an import must know them."""

from django.db.models import Q

from ninefold.movein.names import Known
from ninefold.movein.plan import Here
from ninefold.people.models import Child, Home, Worker


def of_home(home: Home) -> Here:
    """Adults and children of the home's provider: who works in its other house is the same person."""
    adults = Worker.objects.filter(Q(provider=home.provider_id), known=True)
    children = Child.objects.filter(Q(provider=home.provider_id), known=True)
    return Here(
        tuple(Known(one.pk, one.name, tuple(filter(None, one.formerly.split("\n")))) for one in adults),
        tuple(
            Known(one.pk, one.name, tuple(filter(None, one.formerly.split("\n"))), note=f"born {one.born_on:%d/%m/%Y}")
            for one in children
        ),
    )
