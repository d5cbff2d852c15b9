"""Who and what an entry may name: asked of the database once, and remembered while many entries are written."""

from functools import lru_cache

from django.db.models import Exists, OuterRef

from ninefold.ledger.models import Attachment
from ninefold.people.models import Child, Person, Placement, Statement


@lru_cache(maxsize=256)
def known_in(home_id: str, provider_id: str) -> "Membership":
    """What is known in a home, remembered by this process."""
    return Membership(home_id, provider_id)


class Membership:
    """The children, people and files that are known in a home. Nobody becomes unknown, so a yes may be remembered."""

    def __init__(self, home_id: str, provider_id: str):
        self._home = home_id
        self._provider = provider_id
        self._children: set[str] = set()
        self._people: set[str] = set()
        self._files: set[str] = set()

    def children(self, who: set[str]) -> bool:
        """Whether each of these children lives in this home, has lived there or is to.

        So has one whose arrival or making known was withdrawn: what was written about them can still be put right.
        """
        fresh = who - self._children
        if fresh:
            placed = Exists(Placement.objects.filter(home=self._home, child=OuterRef("pk")))
            named = Exists(Statement.objects.filter(home=self._home, subject=OuterRef("pk")))
            if Child.objects.filter(placed | named, id__in=fresh).count() != len(fresh):
                return False
        self._children |= fresh
        return True

    def children_of_provider(self, who: set[str]) -> bool:
        """Whether each of these is a child whom one of the provider's homes knows: who may move in here from there."""
        return Child.objects.filter(id__in=who, provider=self._provider, known=True).count() == len(who)

    def people(self, who: set[str]) -> bool:
        """Whether each of these people is known to this home's provider."""
        fresh = who - self._people
        if fresh and Person.objects.filter(id__in=fresh, provider=self._provider).count() != len(fresh):
            return False
        self._people |= fresh
        return True

    def files(self, digests: set[str]) -> bool:
        """Whether each of these files was given to this home."""
        fresh = digests - self._files
        if fresh and Attachment.objects.filter(home=self._home, sha256__in=fresh).count() != len(fresh):
            return False
        self._files |= fresh
        return True
