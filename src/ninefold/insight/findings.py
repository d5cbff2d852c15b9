"""A finding: something that does not fit, said in a plain sentence, with the records it is read from."""

from dataclasses import dataclass

from ninefold.base import canonical

NOTHING = "nothing-written"  # stands for records, where what was found is that none exist


@dataclass(frozen=True, slots=True)
class Finding:
    """What one check found once.

    ``check`` is the check's id in library/checks.yaml. ``about`` is the id of the child, worker or home it is about.
    ``records`` are the ids of the records that it opens, the one to put right first; there may be none, when what is
    found is that nothing was written. ``stands_on`` names the facts behind it and nothing else: ids of entries, days,
    values, never a count that grows by itself. When they change, it is another finding.
    """

    check: str
    sentence: str
    about: str
    records: tuple[str, ...] = ()
    stands_on: tuple[str, ...] = (NOTHING,)

    @property
    def digest(self) -> str:
        """What is explained when somebody explains it: the same for as long as the facts behind it are the same."""
        behind = [self.check, self.about, *sorted(set(self.stands_on))]
        return canonical.sha256(canonical.dumps(behind))[:32]
