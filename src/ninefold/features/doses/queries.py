"""What may be given to each child who lives here, as their charts stand."""

from dataclasses import dataclass

from ninefold.insight.photos import Photo, photos
from ninefold.medicines.charts import charts
from ninefold.medicines.offered import Offer, offers
from ninefold.people import queries as people
from ninefold.people import shown
from ninefold.people.access import Viewer
from ninefold.people.models import Child


@dataclass(frozen=True, slots=True)
class ChildsMedicines:
    """A child's medicines as they are offered: ``first`` what is due or given as needed, ``rest`` all else."""

    child: Child
    photo: Photo | None
    allergies: tuple[str, ...]
    first: tuple[Offer, ...]
    rest: tuple[Offer, ...]

    @property
    def is_due(self) -> bool:
        """Whether a time of their chart stands open now."""
        return any(one.due for one in self.first)


def medicines(viewer: Viewer) -> list[ChildsMedicines]:
    """Every child's medicines, those with something due now first."""
    here = people.living_here(viewer)
    shown.show([child.pk for child in here])
    read, pictures = charts(viewer.home, here, viewer.now), photos(viewer, [child.pk for child in here])
    found = []
    for child in here:
        chart = read[child.pk]
        offered = offers(chart, viewer.now)
        near = [one for one in offered if one.due or (one.line.as_needed and not one.line.remedy)]
        found.append(
            ChildsMedicines(
                child,
                pictures.get(child.pk),
                tuple(allergy for allergy, _ in chart.allergies),
                tuple(near),
                tuple(one for one in offered if one not in near),
            )
        )
    return sorted(found, key=lambda one: not one.is_due)
