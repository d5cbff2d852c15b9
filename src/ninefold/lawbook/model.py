"""The shape of the library: what a record type, a stage, a field, a duty and a standard are.

Everything here is frozen. Files become these objects in ``ninefold.lawbook.load``; nothing else makes them.
"""

from collections import defaultdict
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from ninefold.base.english import as_words
from ninefold.lawbook import kinds
from ninefold.lawbook.books import Check, Keeping, Page, Register, Series, Wanted
from ninefold.lawbook.escalation import EscalationStep
from ninefold.lawbook.missing import MissingStep
from ninefold.lawbook.outlines import Outline
from ninefold.lawbook.part import Names, Part, listed
from ninefold.lawbook.roles import RolePowers
from ninefold.lawbook.source import Change, Source
from ninefold.lawbook.status import Applies, Status
from ninefold.lawbook.timing import Due, Every, MetBy, Rhythm, Starts

REVIEW_ON = "review_on"  # the question of every plan that says when it is looked at again
SETTING_UP = "standing"  # the area of records that keep who lives and works here: no news, and no event of a month
WRITER = "writer"  # in ``begin``: whoever writes it
ABOUT = "about"  # in ``hides_from``: the workers whom the record is about
EVENT = "event"  # in ``carry``: what the record at the head of the matter says in its headline
READ = "read"  # the stage by which somebody signs that they have read a record
MEDICINES = "child.medicines"  # in ``from``: the child's own medicines, as they stand on their chart
TRIED = "strategy.tried"  # what every answered list of strategies states, row by row, with whether it helped
Kind = Annotated[str, AfterValidator(kinds.known)]
About = Literal["child", "worker", "home", "provider"]
Sensitivity = Literal["open", "care", "restricted"]
Weight = Literal["law", "guidance", "custom"]
# What is harmed when something is left undone, the gravest first: a life, a child, what the law asks, the house.
Harm = Literal["life", "child", "law", "house"]
HARMS: tuple[Harm, ...] = ("life", "child", "law", "house")
# What a record shows of a paragraph: it is made for it, it bears it out, or it only touches on it.
Proof = Literal["direct", "supports", "mentions"]


class Option(Part):
    """One answer of a choice, one step of a list of steps."""

    id: str
    label: str
    help: str = ""


class Yield(Part):
    """A fact that a signed stage states, for duties, evidence, checks and reports to read.

    ``at`` is when the fact is true: ``happened`` (of the entry), ``written``, or the id of a date or
    moment field. ``value`` is a field whose answer the fact carries. ``subject`` is whom it is about:
    ``about`` (those the record is about; the default), ``also`` (those it may be about besides), ``home``, or a field naming
    people or children.
    ``rows`` makes one fact of every row of a table field; then ``at``, ``value`` and ``data`` may name
    columns. ``when`` / ``unless`` compare fields (or columns) with an answer or a list of answers.
    ``data`` carries more answers by name: ``due`` (a date), ``owner`` (a person), ``text``
    and ``row`` (the number of the row of an earlier table that this one answers) are known to duties.
    """

    fact: str
    at: str = "happened"
    value: str | None = None
    subject: str = "about"
    rows: str | None = None
    when: dict[str, Any] = {}
    unless: dict[str, Any] = {}
    data: dict[str, str] = {}


class Periods(Part):
    """That each row of a table is a period, so that none overlaps another: its columns ``first`` and ``last`` (the last
    day, left out while it goes on). None begins before ``born``, a day in the same form, or at ``until_age`` years."""

    first: str
    last: str
    born: str | None = None
    until_age: int | None = None


class FormField(Part):
    """One question of a form. ``each: child`` asks it once for every child the record is about.

    ``may_precede`` lets the moment that answers a later stage lie before the record's own. ``given`` marks what a page of
    ours answers when it signs, and nobody types. ``of_roles`` offers of its options those roles that the writer gives.
    ``applies`` says of whom it is asked, by their statuses (``lawbook.statuses.applies``). ``carry`` names what was
    written of the same matter already and is filled in, to be changed: ``type.field``, or ``event`` for what the
    record at its head says in its headline. ``periods`` says that a table's rows are stretches of time. ``difference`` marks
    words that say what became of something, for a child or the home: evidence that says so stands first.
    ``overrules`` names what a brake may stop (``ledger.brakes``) and the roles who, by answering this question, sign all the
    same; what was stopped is kept in the question ``<its id>_of``. It is asked only where something was stopped.
    ``lies`` says where the day that answers it lies: ``past`` refuses a day to come, ``future`` asks about one that is past,
    as do days that a fact calls ``due``, unless they may be ``any``. ``limits`` and ``wants`` are for a roster's table: its
    hours by name, and by what it is called the fact of each course that somebody on every shift holds (``rota.plans``).
    ``who`` names the roles (or groups of them) whose holders alone a question for people offers.
    """

    id: str
    label: str
    kind: Kind
    required: bool = False
    each: Literal["child"] | None = None
    help: str = ""
    cite: str = ""
    when: dict[str, Any] = {}
    options: tuple[Option, ...] = ()
    columns: tuple["FormField", ...] = ()
    from_: str | None = Field(default=None, alias="from")
    fact: str | None = None
    min: int | None = None
    max: int | None = None
    until: date | None = None
    may_precede: bool = False
    given: bool = False
    of_roles: bool = False
    applies: Applies | None = None
    carry: Names = ()
    periods: Periods | None = None
    difference: bool = False
    overrules: dict[str, Names] = {}
    lies: Literal["past", "future", "any"] | None = None
    limits: dict[str, int] = {}
    wants: dict[str, str] = {}
    who: Names = ()

    def label_of(self, option: str) -> str:
        """What one of its options is called; the id of one that it no longer offers."""
        return next((one.label for one in self.options if one.id == option), option)

    @model_validator(mode="before")
    @classmethod
    def _short_options(cls, raw: Any) -> Any:
        """Options may be written ``[a, b]`` or ``{a: Label}`` as well as in full."""
        if isinstance(raw, dict) and "options" in raw:
            options = raw["options"]
            if isinstance(options, dict):
                options = [{"id": key, "label": label} for key, label in options.items()]
            elif isinstance(options, list):
                options = [
                    {"id": o, "label": o[:1].upper() + o[1:].replace("-", " ")} if isinstance(o, str) else o
                    for o in options
                ]
            raw = {**raw, "options": options}
        return raw


class Beginning(Part):
    """What somebody says with one tap when they begin a stage: ``label`` is said in the first person, ``answers`` is what
    it answers. Of a question for people, ``writer`` stands for who says it, and a field of the first stage for those whom
    it names; ``{field}`` in the label is their names. ``by`` are the roles or groups of them who can say it (everybody
    who may sign). It is no default: nothing is filled in until somebody has tapped it, and signed is what then stands there.
    """

    label: str
    answers: dict[str, str]
    by: Names = ()


class Stage(Part):
    """A form that somebody signs. The first stage of a type opens a record; others follow in its thread.

    ``by`` lists roles or groups of roles (library/words/roles.yaml). ``not_by: author`` asks for another
    person than the one who signed the first stage, and ``not_by: involved`` besides for one whom the type's ``involves``
    do not name: such a stage checks what others wrote, and has to be signed again when that is corrected. ``after`` names the stages that must be signed before
    (default: the first). ``repeats`` allows it more than once. ``agenda: worker`` shows beside the form what the
    worker's own records say since the last one; ``agenda: home`` the home's last month in figures. ``begin`` are the taps
    that begin it with something said.
    """

    id: str
    title: str
    by: Names
    harm: Harm | None = None
    not_by: Literal["author", "involved"] | None = None
    after: Names = ()
    repeats: bool = False
    agenda: Literal["worker", "home"] | None = None
    help: str = ""
    begin: tuple[Beginning, ...] = ()
    fields: tuple[FormField, ...] = ()
    yields: tuple[Yield, ...] = ()

    @cached_property
    def named(self) -> tuple[Yield, ...]:
        """The facts that its fields name, and one for each way of calming a child that was tried."""
        return tuple(rule for f in self.fields if (rule := kinds.kind_of(f).states(f)))

    @property
    def checks(self) -> bool:
        """Whether it is another person's look at what was written before it."""
        return self.not_by is not None

    @cached_property
    def may_precede(self) -> bool:
        """Whether what it tells of may have happened before the record began."""
        return any(f.may_precede for f in self.fields)

    @cached_property
    def holds_files(self) -> bool:
        """Whether an answer of its fields, or of a table's columns, may hold a file."""
        return any(kinds.kind_of(one).holds_files for f in self.fields for one in (f, *f.columns))

    @cached_property
    def asked(self) -> dict[str, tuple[str, ...]]:
        """The ids of its fields by their kind."""
        kinds: dict[str, tuple[str, ...]] = {}
        for f in self.fields:
            kinds[f.kind] = (*kinds.get(f.kind, ()), f.id)
        return kinds


class RecordType(Part):
    """A kind of record.

    ``harm`` (of the type or of a stage, which counts before it) is what is harmed when nobody does what follows from it.
    ``effect`` names the change of standing facts that signing it makes (ledger.standing). ``hides_from`` lists fields
    whose people never see it; ``shown_to_subject`` lets the worker it is about see it whatever its sensitivity. ``keep`` names how long it is kept
    (library/words/keeping.yaml), ``covers`` the wanted items it answers (library/wanted), and ``to_read`` the roles that
    must have read what it says, each by signing its stage ``read``; with ``newcomers`` false, only those who worked here
    when it was written. ``edition`` names the fact by which its records are editions of one thing: of those with equal
    values only the newest is to be read, and one that does not state it is not to be read. ``asks_after`` are the days
    after which it is asked whether the date is right of something written down so late: 60 if it is not said, 0 for never.
    """

    id: str
    title: str
    short: str
    about: Annotated[tuple[About, ...], BeforeValidator(listed)]
    also: Annotated[tuple[About, ...], BeforeValidator(listed)] = ()
    area: str
    sensitivity: Sensitivity
    harm: Harm | None = None
    version: int = 1
    source: str = "regs"
    cite: str = ""
    serves: Names = ()
    covers: Names = ()
    proves: dict[str, Proof] = {}
    reopens: Names = ()
    answers: str | None = None
    plan: bool = False
    told_by: Literal["", "family", "outside"] = ""
    lapses: int = 0
    lapses_on: str = ""
    quick: bool = False
    words: Names = ()
    hides_from: Names = ()
    involves: Names = ()
    shown_to_subject: bool = False
    to_read: Names = ()
    newcomers: bool = True
    edition: str | None = None
    effect: str | None = None
    headline: str | None = None
    help: str = ""
    keep: str = ""
    unverified: str = ""
    not_yet: str = ""
    holds_from: date = date(2015, 4, 1)
    holds_to: date | None = None
    asks_after: int | None = None
    stages: tuple[Stage, ...] = Field(min_length=1)

    def needed(self, stage: Stage) -> tuple[str, ...]:
        """The ids of the stages that must be signed before ``stage``: those it names, else the first."""
        first = self.stages[0].id
        return () if stage.id == first else stage.after or (first,)

    def stage(self, stage_id: str) -> Stage:
        """The stage called ``stage_id``. One that it no longer has is given without questions, and nobody signs it."""
        found = next((stage for stage in self.stages if stage.id == stage_id), None)
        return found or Stage(id=stage_id, title=as_words(stage_id), by=())

    def has(self, stage_id: str) -> bool:
        """Whether it has a stage called ``stage_id``."""
        return any(stage.id == stage_id for stage in self.stages)

    @property
    def review_due(self) -> str:
        """The fact that each stage of a plan states when it gives a day for looking at the plan again."""
        return f"{self.id}.review-due"

    @cached_property
    def rules(self) -> dict[str, tuple[Yield, ...]]:
        """By stage, every rule by which it states facts: that it was signed, its fields' facts, its yields.

        A rule that states the stage's own fact says it better, and stands in its place: a thing happens once.
        """
        return defaultdict(tuple, {stage.id: self._rules_of(stage) for stage in self.stages})

    def _rules_of(self, stage: Stage) -> tuple[Yield, ...]:
        own, said = f"{self.id}.{stage.id}", (*stage.named, *stage.yields)
        if self.plan and REVIEW_ON in stage.asked.get("date", ()):
            said = (*said, Yield(fact=self.review_due, unless={REVIEW_ON: None}, data={"due": REVIEW_ON}))
        return said if any(rule.fact == own for rule in said) else (Yield(fact=own), *said)


class Duty(Part):
    """A duty with its clock. One of ``starts`` (with ``due`` and ``met_by``), ``rhythm`` or ``every``.

    ``who`` is a role or group of roles, or one of: author, owner, key-worker, placing-authority, police.
    ``owed_by_others`` marks what another body owes and the home chases.
    ``can_change`` lets a home set its own interval (custom duties only). ``can_lack`` lets it say, by the record
    ``not-here``, that it does not have what the duty is about (rhythms only). ``bars`` marks what a worker must have before
    they are left with children: until it is met, and when it has run out, they show as not cleared. ``harm`` is what is
    harmed when it is left undone; without it, that of the record or stage that opens it, or what its weight says
    (``lawbook.harms``). ``after_leaving`` marks what is owed of a child or a worker still when they have left. ``unverified`` says what
    of the law it could not be held against, ``not_yet`` why it is not in force; then nobody is asked. ``holds_from`` is
    that of the edition that it cites, where the file does not say it.
    ``undone`` says what did not happen when it ended by what spares it and its time was over ("nobody told the police").
    ``applies`` names the statuses (library/statuses.yaml) that its child, or the home, must have when it opens; a clock
    ends with them. Without a home's status named, a duty ends when the home has closed.
    """

    id: str
    title: str
    cite: str
    source: str = "regs"
    weight: Weight
    about: About
    who: Names
    owed_by_others: bool = False
    can_change: bool = False
    can_lack: bool = False
    bars: bool = False
    harm: Harm | None = None
    after_leaving: bool = False
    says: str = ""
    undone: str = ""
    serves: Names = ()
    covers: Names = ()
    proves: dict[str, Proof] = {}
    unverified: str = ""
    not_yet: str = ""
    holds_from: date = date(2015, 4, 1)
    holds_to: date | None = None
    applies: Applies | None = None
    starts: Starts | None = None
    due: Due | None = None
    met_by: MetBy | None = None
    rhythm: Rhythm | None = None
    every: Every | None = None

    @model_validator(mode="after")
    def _one_shape(self) -> "Duty":
        shapes = [self.starts is not None, self.rhythm is not None, self.every is not None]
        if sum(shapes) != 1:
            raise ValueError("a duty needs exactly one of: starts, rhythm, every")
        if self.starts and not (self.due and self.met_by):
            raise ValueError("a duty that starts needs due and met_by")
        if self.met_by and self.met_by.spares:
            raise ValueError("only another way, under 'or', can spare a duty: what meets it does what it asks")
        if self.undone and not (self.met_by and any(way.spares for way in self.met_by.or_)):
            raise ValueError(
                "'undone' says what did not happen when something spared the duty, so it needs an 'or' that spares"
            )
        if self.can_change and self.weight != "custom":
            raise ValueError("only a custom duty can be changed by a home")
        if self.can_lack and self.rhythm is None:
            raise ValueError("only a duty with a rhythm can be about something that a home may not have")
        return self


class Paragraph(Part):
    """One paragraph of a standard, in our own words. ``short`` is its name on a map of squares."""

    ref: str
    text: str
    short: str = ""


class Standard(Part):
    """One of the nine quality standards."""

    id: str
    regulation: str
    title: str
    short: str
    outcome: str
    judgement: str
    paragraphs: tuple[Paragraph, ...]


class Judgement(Part):
    """One of the three judgements an inspection makes."""

    id: str
    title: str
    about: str


class WordLists(Part):
    """Roles and groups of roles, suggested words, practice points: the small lists of the library."""

    powers: dict[str, RolePowers]
    groups: dict[str, tuple[str, ...]]
    suggestions: dict[str, str]
    practice: dict[str, str]
    areas: dict[str, str]
    keeping: dict[str, Keeping]
    unread: dict[str, str] = {}
    substances: dict[str, tuple[str, ...]] = {}  # what each medicine is sold as
    families: dict[str, tuple[str, ...]] = {}  # medicines that are alike for whom one of them makes ill
    missing: dict[str, MissingStep] = {}  # what is done while a child is missing, in order

    @cached_property
    def roles(self) -> dict[str, str]:
        """What each role is called."""
        return {role: one.title for role, one in self.powers.items()}


class Library(Part):
    """The whole library, checked. Look things up by id; ``roles_in`` opens groups of roles."""

    sources: dict[str, Source]
    judgements: dict[str, Judgement]
    standards: dict[str, Standard]
    records: dict[str, RecordType]
    duties: dict[str, Duty]
    statuses: dict[str, Status]
    registers: dict[str, Register]
    series: dict[str, Series]
    reports: dict[str, Outline] = {}
    pages: dict[str, Page]
    checks: dict[str, Check]
    wanted: dict[str, Wanted]
    changes: dict[str, Change] = {}
    escalation: dict[str, EscalationStep] = {}  # in the order in which people are told
    words: WordLists
    digest: str

    def roles_in(self, names: tuple[str, ...]) -> frozenset[str]:
        """The roles that ``names`` (roles or groups) stand for."""
        roles: set[str] = set()
        for name in names:
            roles.update(self.words.groups.get(name, (name,)))
        return frozenset(roles)
