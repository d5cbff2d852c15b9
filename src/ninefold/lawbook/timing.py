"""The shape of a duty's clock: what starts it, by when it is owed, what meets it, how it comes again."""

from typing import Literal

from pydantic import Field, model_validator

from ninefold.lawbook.part import Names, Part


class FactTest(Part):
    """A fact looked for by name, with a condition on its value.

    ``scope``: ``standing`` asks for the latest word on the subject (or on the home); ``matter`` for a fact about the
    subject in the matter of what opens the duty.
    """

    fact: str
    value: Names = ()
    scope: Literal["standing", "matter"] = "standing"


class Starts(Part):
    """What opens a duty: each fact of this name opens one obligation about the fact's subject.

    ``unless_same`` names two facts (of the subject, of the home) whose equal values mean the duty is not owed.
    ``when`` asks that the subject has a fact of that name (with one of the values, if given) by then, or the home
    when the name begins with ``home.``; ``unless`` that it has not. Both look at the latest word, or within the matter.
    ``unless_earlier`` names facts of which the latest must be of the day itself: a plan for the first placement in care
    is not owed again when a child moves. ``one_of_several``: other duties share its id and differ in what starts them, so
    that the keys of its obligations name the fact.
    """

    fact: str
    value: Names = ()
    when: tuple[FactTest, ...] = ()
    unless: tuple[FactTest, ...] = ()
    unless_same: tuple[str, str] | None = None
    unless_earlier: Names = ()
    one_of_several: bool = False


class Due(Part):
    """By when. Exactly one of the four.

    ``within`` is a limit ("24 hours", "5 days", "20 working days", "3 months"); ``target`` the same but only a
    target, for "without delay"; ``on`` is the name of a date in the opening fact's data; ``by`` a named end:
    the-start (it is to be there when the thing begins), end-of-day, end-of-month, end-of-next-month, end-of-year, counted
    from the opening. ``since`` names facts of the same matter: the limit counts from the first of them, if there is one. ``before`` belongs to ``on``: it is due so
    long before that date (papers ten working days before a meeting). ``after`` is so long after it.
    ``notice`` keeps what is far off out of sight until so long before it is due.
    """

    within: str | None = None
    target: str | None = None
    on: str | None = None
    by: Literal["the-start", "end-of-day", "end-of-month", "end-of-next-month", "end-of-year"] | None = None
    since: Names = ()
    before: str | None = None
    after: str | None = None
    notice: str | None = None

    @model_validator(mode="after")
    def _one(self) -> "Due":
        if sum(x is not None for x in (self.within, self.target, self.on, self.by)) != 1:
            raise ValueError("a due needs exactly one of: within, target, on, by")
        if self.before and not self.on:
            raise ValueError("'before' says how long before a date, so it needs 'on'")
        if self.after and not self.on:
            raise ValueError("'after' says how long after a date, so it needs 'on'")
        return self


class MetBy(Part):
    """What discharges an obligation: a fact of this name.

    ``scope``: ``thread`` in the same record, by a later entry; ``row`` answering the same row of it; ``link`` in a
    record that links to it; ``matter`` about the same subject in the same matter; ``subject`` anywhere about the same
    subject. ``match`` asks for an equal value. ``fits`` names words in the fact's data that, where they are given, must be
    among those listed; an empty list stands for the opening's own value (a notice under another part of the law).
    ``at`` is the time that counts: when the fact was true, or when it was written down (signed).
    ``early`` lets a fact count that came up to so long before the opening. ``or`` lists other ways, each as good; one that
    ``spares`` ends the need and does nothing of what is asked (the child came back before anybody rang the police): what it
    ends is never counted as done.
    """

    fact: str
    value: Names = ()
    scope: Literal["thread", "row", "link", "matter", "subject"] = "thread"
    fits: dict[str, Names] = {}
    at: Literal["fact", "written"] = "fact"
    match: bool = False
    early: str | None = None
    spares: bool = False
    or_: tuple["MetBy", ...] = Field(default=(), alias="or")


class Step(Part):
    """One interval of a rhythm. ``nth`` is the occurrence it leads to; without it, every later one.

    ``age_under`` (years of the subject), ``placed_under`` (time since the rhythm began) and ``when``/``unless``
    (facts of the subject) narrow it; the first step that fits is taken. ``notice`` keeps something far off out of sight
    (a plan by sixteen, for a child of seven): it is owed from so long before it is due. ``by_age``: the last day before
    that birthday is the latest on which it can be due. ``not_before`` is a fact of the subject on whose day it is due at
    the earliest.
    """

    within: str
    nth: int | None = None
    age_under: int | None = None
    placed_under: str | None = None
    when: FactTest | None = None
    unless: FactTest | None = None
    notice: str | None = None
    by_age: int | None = None
    not_before: str | None = None


class Rhythm(Part):
    """Something owed again and again, each time counted from the last: begins, counted, ends.

    ``early`` lets what was counted up to so long before the beginning stand for the first turn (a certificate from an
    earlier employer). ``until`` is the name of a date in the counted fact's data: a day that it gives for its own end
    stands instead of the interval. ``moved_by`` is a fact about the subject that moves the open turn to the date it
    gives as ``due``, where the law lets somebody defer it. ``resumes`` is a fact after which it goes on as if it had not
    ended (a move to another home). ``scope: record`` counts each record for itself: two allegations have two rhythms.
    """

    begins: str
    ends: Names = ()
    resumes: str | None = None
    scope: Literal["subject", "record"] = "subject"
    counted: str
    early: str | None = None
    until: str | None = None
    moved_by: str | None = None
    steps: tuple[Step, ...] = Field(min_length=1)


class Every(Part):
    """Something owed once in each calendar month or year while the subject is under way."""

    calendar: Literal["month", "year"]
    begins: str
    ends: Names = ()
    counted: str
