"""The smaller shapes of the library: registers, series, pages, how long things are kept, and what is wanted of us."""

from typing import Literal

from pydantic import Field

from ninefold.lawbook.part import Names, Part


class Register(Part):
    """A list of the records of some types, as a home keeps a book of them.

    ``by`` are the roles or groups that read it. ``columns`` are questions of any stage of the types, read from the
    record as it now stands. ``group`` is a choice among them. ``closed_by`` names the facts after which a record counts
    as closed.
    """

    id: str
    title: str
    area: str
    says: str
    by: Names
    types: Names
    columns: Names
    group: str | None = None
    closed_by: Names = ()
    serves: Names = ()
    covers: Names = ()


class Series(Part):
    """A number followed over time: each of ``facts`` carries it as its value, in ``unit``.

    ``better`` says which way is good news: up, down or none.
    """

    id: str
    title: str
    about: Literal["child", "worker", "home"]
    facts: Names = Field(min_length=1)
    unit: str = ""
    better: Literal["up", "down", "none"] = "none"
    says: str = ""
    serves: Names = ()
    covers: Names = ()


class Page(Part):
    """A page that serves what no record type does. Its id is the name of a feature's page, such as ``calendar``."""

    id: str
    title: str
    says: str
    by: Names
    serves: Names = ()
    covers: Names = ()


class Check(Part):
    """What does not fit together in a home, and why it matters. The function of the same id (ninefold.insight.checks) finds it.

    ``reads`` gives each parameter of that function the facts it looks at, of the last ``days``; ``ever`` gives it facts
    of whatever age. ``rank`` says how soon somebody should look. ``mend`` is the type of record that begins
    to put it right, when the record itself cannot.
    """

    id: str
    title: str
    looks: str
    why: str
    source: str = "regs"
    cite: str = ""
    about: Literal["child", "worker", "home"]
    rank: Literal["first", "next", "last"]
    days: int = Field(default=120, gt=0, le=120)
    reads: dict[str, Names] = {}
    ever: dict[str, Names] = {}
    mend: str | None = None
    serves: Names = ()
    covers: Names = ()

    @property
    def facts(self) -> dict[str, Names]:
        """Every parameter with the facts it stands for."""
        return {**self.reads, **self.ever}


class Keeping(Part):
    """How long a kind of record is kept: so many years from a day, and why.

    ``after_death`` are the years from the death of a child who dies before eighteen; ``at_least`` the years from the
    last entry that are kept whatever the rest says.
    """

    title: str
    years: int = Field(gt=0)
    since: Literal["birth", "last-entry"]
    after_death: int | None = None
    at_least: int | None = None
    source: str = "regs"
    cite: str = ""
    why: str

    @property
    def by_law(self) -> bool:
        """Whether a law fixes the time; otherwise it is our convention."""
        return self.source != "home"


class Wanted(Part):
    """Something the law, guidance or custom wants of a home. ``not_ours`` says why nobody in a home can do it here.

    ``always`` marks what the record of every child, or every home, must hold, and not only what has happened.
    ``shown_by`` are the facts that show it, all of them: ``fact``, ``fact:value``, or ways that are as good as each
    other with ``|`` between them.
    """

    says: str
    cite: str = ""
    not_ours: str = ""
    always: bool = False
    shown_by: Names = ()
