"""Who lives, works and visits in a home, as tables: identity and standing facts, derived from entries by ledger.standing.

The id of a derived row is that of the record that made it, so that it stays through a rebuild.
"""

from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models

from ninefold.base.letters import plainly
from ninefold.people.models_sign_in import FactorReset, Invitation, LookSeal, OpenSession, Pin, Tablet, Turn

__all__ = ["FactorReset", "Invitation", "LookSeal", "OpenSession", "Pin", "Tablet", "Turn"]

ID: Any = {"max_length": 26, "primary_key": True}
LINE = 300  # letters of what a form asks in one line: no column that keeps such an answer may be narrower


class Provider(models.Model):
    """A registered provider: an organisation that carries on one or more homes."""

    id = models.CharField(**ID)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=40, default="private")

    def __str__(self) -> str:
        return self.name


class Home(models.Model):
    """A registered children's home."""

    id = models.CharField(**ID)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="homes")
    urn = models.CharField(max_length=12, unique=True)
    name = models.CharField(max_length=LINE)
    registered_on = models.DateField()
    places = models.PositiveSmallIntegerField()
    age_from = models.PositiveSmallIntegerField()
    age_to = models.PositiveSmallIntegerField()
    host_authority = models.CharField(max_length=LINE)

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name


class Person(models.Model):
    """Anyone a record can be about or can mention.

    Whoever was made known by mistake stays, so that what names them can be read, but is not ``known``: offered nowhere.
    """

    class Kind(models.TextChoices):
        CHILD = "child"
        WORKER = "worker"
        FAMILY = "family"
        PROFESSIONAL = "professional"

    id = models.CharField(**ID)
    provider = models.ForeignKey(Provider, on_delete=models.PROTECT, related_name="people")
    kind = models.CharField(max_length=12, choices=Kind.choices)
    name = models.CharField(max_length=LINE)
    known = models.BooleanField(default=True)
    formerly = models.TextField(blank=True)  # names before it was corrected, one a line: texts still say them

    class Meta:
        ordering = ["name"]
        indexes = [models.Index(fields=["provider", "kind", "name"])]

    def __str__(self) -> str:
        return self.name


class Child(Person):
    """A child the home cares for, or has been asked to."""

    # Named, so that a person has no way called "child" of its own beside a contact's.
    person_ptr = models.OneToOneField(
        Person, on_delete=models.CASCADE, parent_link=True, primary_key=True, related_name="+"
    )
    born_on = models.DateField()
    pronouns = models.CharField(max_length=LINE, blank=True)
    legal_status = models.CharField(max_length=LINE, blank=True)
    authority = models.CharField(max_length=LINE, blank=True)
    looked_after_since = models.DateField(null=True, blank=True)
    colour = models.PositiveSmallIntegerField(default=0)


class Placement(models.Model):
    """A child's stay in a home. Without ``began_at`` it is planned; without ``ended_at`` it goes on."""

    id = models.CharField(**ID)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="placements")
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="placements")
    began_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["home", "ended_at"])]


class Worker(Person):
    """Somebody who works for the provider, or visits on its behalf (responsible individual, independent person)."""

    started_on = models.DateField(null=True, blank=True)
    left_on = models.DateField(null=True, blank=True)
    care_role_since = models.DateField(null=True, blank=True)
    level3_on = models.DateField(null=True, blank=True)
    managed_since = models.DateField(null=True, blank=True)
    level5_on = models.DateField(null=True, blank=True)


class Role(models.Model):
    """What somebody is in a home, from when until when. ``name`` is a role of library/words/roles.yaml."""

    id = models.CharField(**ID)
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="roles")
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="roles")
    name = models.CharField(max_length=40)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["worker", "home"]), models.Index(fields=["home", "name"])]


class KeyWorker(models.Model):
    """Which worker is a child's key-worker in a home, from when until when."""

    id = models.CharField(**ID)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="key_workers")
    worker = models.ForeignKey(Worker, on_delete=models.PROTECT, related_name="key_children")
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="key_workers")
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)


class Contact(Person):
    """Somebody outside the home: a relative, a social worker, a teacher. ``relation`` says what to the child."""

    child = models.ForeignKey(Child, null=True, blank=True, on_delete=models.PROTECT, related_name="contacts")
    relation = models.CharField(max_length=LINE)
    organisation = models.CharField(max_length=LINE, blank=True)


class AccountManager(BaseUserManager["Account"]):
    """Makes accounts: sign-up is closed, an administrator or a command makes them."""

    def create_user(self, username: str, password: str | None = None, **extra: object) -> "Account":
        """A new account with a hashed password."""
        account = self.model(username=username, **extra)
        account.set_password(password)
        account.save(using=self._db)
        return account


class Account(AbstractBaseUser):
    """What somebody signs in with. What they may do in a home comes from the mandates of ``person``, never from here.

    A commissioner needs no home: ``commissions_for`` names the local authority that they place children for.
    """

    username = models.CharField(max_length=150, unique=True)
    # The same as it is compared (base.letters.plainly): kept beside it, so that one question finds it.
    plain_name = models.CharField(max_length=200, db_index=True, editable=False, default="")
    email = models.EmailField(blank=True)
    # The column keeps its first name, from when only workers had accounts, for whoever reads the table by SQL.
    person = models.OneToOneField(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="account", db_column="worker_id"
    )
    is_active = models.BooleanField(default=True)
    is_administrator = models.BooleanField(default=False)
    commissions_for = models.CharField(max_length=LINE, blank=True)
    date_joined = models.DateTimeField(auto_now_add=True)
    # Since when they prove by a second factor who they are; and when they were first asked to, if they must.
    factor_since = models.DateTimeField(null=True, blank=True)
    factor_asked_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the name to sign in with, and how it is compared."""
        self.plain_name = plainly(self.username)[:200]
        fields = kwargs.get("update_fields")
        if fields is not None and "username" in fields:
            kwargs["update_fields"] = {*fields, "plain_name"}
        super().save(*args, **kwargs)


class Consent(models.Model):
    """Whether a child and the placing authority let a home's independent person read the child's case records
    (reg 44(2)(b)), from when until when."""

    id = models.CharField(**ID)
    child = models.ForeignKey(Child, on_delete=models.PROTECT, related_name="visitor_consents")
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="visitor_consents")
    child_agrees = models.BooleanField(default=False)
    authority_agrees = models.BooleanField(default=False)
    from_at = models.DateTimeField()
    to_at = models.DateTimeField(null=True, blank=True)


class Statement(models.Model):
    """What an entry, as it stands now, says about somebody who lives or works in a home. Derived; see ledger.standing.

    ``what`` says which kind it is and ``said`` (canonical JSON) holds the answers it rests on. ``seq`` and
    ``received_at`` are those of the stage's first signing. One that does not stand keeps only a name.
    """

    id = models.BigAutoField(primary_key=True)
    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="statements")
    record = models.CharField(max_length=26, db_index=True)
    entry = models.CharField(max_length=26)
    place = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=20)
    subject = models.CharField(max_length=26, db_index=True)
    happened_at = models.DateTimeField()
    received_at = models.DateTimeField()
    seq = models.PositiveIntegerField()
    said = models.TextField()
    stands = models.BooleanField(default=True)
    earlier = models.TextField(default="[]")


class FormerId(models.Model):
    """The id that a record gave to a contact before ids were derived from records. Carried, because texts name it.

    Of several that corrections made, the last is ``in_use``.
    """

    person = models.CharField(max_length=26, primary_key=True)
    record = models.CharField(max_length=26, db_index=True)
    in_use = models.BooleanField(default=True)


class AccessLog(models.Model):
    """Who looked at what about whom, and when; who signed in, and who was refused. A page that is read may write only here.

    ``words`` are those that somebody searched for, or where a sign-in came from.
    """

    at = models.DateTimeField(db_index=True)
    account = models.CharField(max_length=150)
    home = models.ForeignKey(Home, null=True, on_delete=models.PROTECT)
    person = models.CharField(max_length=26, blank=True, db_index=True)
    record = models.CharField(max_length=26, blank=True, db_index=True)
    what = models.CharField(max_length=60)
    words = models.TextField(blank=True, default="")


class Feed(models.Model):
    """A private address at which somebody's phone asks for a calendar. Only the digest of its secret is kept.

    ``scope`` is home (the whole diary of the home) or mine (what is the account holder's own to do).
    """

    class Scope(models.TextChoices):
        MINE = "mine"
        HOME = "home"

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="feeds")
    home = models.ForeignKey(Home, on_delete=models.CASCADE, related_name="+")
    scope = models.CharField(max_length=8, choices=Scope.choices)
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "home", "scope"], name="one_feed_a_scope")]
