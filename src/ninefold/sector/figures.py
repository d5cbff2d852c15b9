"""The question of 2011, fairly told: how many homes kept a grade for some years running, and of how many.

Each answer has two denominators (homes inspected in the last year, homes inspected in every year), says how many of
those that began had left the register by the end, and what the files of inspection years alone would say: they
come out before the last reports of their year do.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from ninefold.sector import queries, rates, register, years
from ninefold.sector.natures import AS_AT, IN_YEAR


@dataclass(frozen=True, slots=True)
class GradeQuestion:
    """What is asked: a grade, for how many inspection years running; or that grade or a better one."""

    grade: int
    count: int
    or_better: bool = False

    def holds(self, grades: Iterable[int]) -> bool:
        """Whether all the grades of a year are what is asked."""
        return all(grade <= self.grade if self.or_better else grade == self.grade for grade in grades)


@dataclass(frozen=True, slots=True)
class GradeAnswer:
    """The answer for one run of years. ``early`` figures rest on files of inspection years alone."""

    years: list[int]
    count: int
    inspected: int
    inspected_all: int
    closed: int
    began: int
    early_count: int
    early_inspected: int

    @property
    def share(self) -> float:
        """Of the homes inspected in the last year."""
        return self.count / self.inspected if self.inspected else 0.0

    @property
    def share_of_all(self) -> float:
        """Of the homes inspected in every one of the years: the fairer counterpart of 2011."""
        return self.count / self.inspected_all if self.inspected_all else 0.0

    @property
    def interval(self) -> tuple[float, float]:
        """The 95 per cent interval of the first share: each home is counted once in it."""
        return rates.wilson(self.count, self.inspected)

    @property
    def interval_of_all(self) -> tuple[float, float]:
        """The same of the second."""
        return rates.wilson(self.count, self.inspected_all)

    @property
    def added(self) -> int:
        """How many more homes are inspected in the last year by registers than by files of inspections alone."""
        return self.inspected - self.early_inspected

    @property
    def eras(self) -> list[str]:
        """The frameworks that the years lie under, oldest first."""
        return list(dict.fromkeys(rates.era_of(years.last_day(year)) for year in self.years))


Grades = dict[str, dict[int, set[int]]]


def answer(asked: GradeQuestion, run: Sequence[int]) -> GradeAnswer:
    """The answer for the inspection years of ``run``, which follow each other."""
    return _answer(asked, tuple(run), queries.state())


@lru_cache(maxsize=500)
def _answer(asked: GradeQuestion, run: tuple[int, ...], state: tuple[object, ...]) -> GradeAnswer:
    every, early = _grades(state)
    count, inspected, inspected_all = _counted(every, asked, run)
    early_count, early_inspected, _ = _counted(early, asked, run)
    began = {urn for urn, by_year in every.items() if run[0] in by_year}
    still = set(register.on(years.last_day(run[-1])))
    return GradeAnswer(
        list(run), count, inspected, inspected_all, len(began - still), len(began), early_count, early_inspected
    )


def _counted(grades: Grades, asked: GradeQuestion, run: Sequence[int]) -> tuple[int, int, int]:
    count = inspected = inspected_all = 0
    for by_year in grades.values():
        inspected += run[-1] in by_year
        if all(year in by_year for year in run):
            inspected_all += 1
            count += all(asked.holds(by_year[year]) for year in run)
    return count, inspected, inspected_all


@lru_cache(maxsize=1)
def _grades(state: tuple[object, ...]) -> tuple[Grades, Grades]:
    """Each home's grades by inspection year: by all national files, and by files of inspection years alone."""
    every: Grades = defaultdict(lambda: defaultdict(set))
    early: Grades = defaultdict(lambda: defaultdict(set))
    for urn, year, grade, late in queries.graded().values_list("provider_id", "year", "grade", "late"):
        every[urn][year].add(grade or 0)
        if not late:
            early[urn][year].add(grade or 0)
    return every, early


def decade(asked: GradeQuestion) -> list[GradeAnswer]:
    """The answer for every run of so many years that the data covers, oldest first. A gap is not bridged."""
    return list(_decade(asked, queries.state()))


@lru_cache(maxsize=50)
def _decade(asked: GradeQuestion, state: tuple[object, ...]) -> tuple[GradeAnswer, ...]:
    known = set(queries.covered_years())
    runs = [range(year - asked.count + 1, year + 1) for year in sorted(known)]
    return tuple(_answer(asked, tuple(run), state) for run in runs if known.issuperset(run))


@dataclass(frozen=True, slots=True)
class Rests:
    """Which kinds of file an answer rests on, and what to fetch to complete it."""

    sentence: str
    fetch: str


def rests_on(run: Sequence[int]) -> Rests:
    """What the answer for these years rests on."""
    here = register.kinds_here()
    registers = {years.year_of(day) for day in here.get(AS_AT, ())}
    files = {years.year_of(day) for day in here.get(IN_YEAR, ())} | set(queries.covered_years())
    without = [year for year in run if year not in registers and year + 1 not in registers]
    if without and files:
        named = ", ".join(f"31 March {year + 1}" for year in without)
        return Rests(
            "It rests on files of inspection years, which hold only reports that were out by the end of April.",
            f"Fetch the provider-level files as at {named}: they hold the reports that came out later.",
        )
    return Rests(
        "It rests on files of inspection years, completed from the registers as at 31 March, which hold reports that came "
        "out later.",
        "",
    )
