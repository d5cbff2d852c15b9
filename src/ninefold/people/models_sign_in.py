"""How people get in, as tables: links that work once, sessions that are open, tablets that are shared, PINs, and seals
over who looked. Nothing here says what anybody may do: that is for mandates alone.
"""

from django.db import models


class Invitation(models.Model):
    """A link that lets somebody choose a password, once. Only the digest of its secret is kept.

    ``why`` is invite (a new account) or password (it was forgotten). A newer link ends all before it.
    """

    class Why(models.TextChoices):
        INVITE = "invite"
        PASSWORD = "password"  # noqa: S105 - a word, no secret

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="invitations")
    digest = models.CharField(max_length=64, unique=True)
    why = models.CharField(max_length=8, choices=Why.choices)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class Tablet(models.Model):
    """A device of a home on which adults take turns. ``digest`` is that of the number in its cookie."""

    home = models.ForeignKey("people.Home", on_delete=models.CASCADE, related_name="tablets")
    name = models.CharField(max_length=60)
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.CharField(max_length=150)
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)


class OpenSession(models.Model):
    """A session in which somebody is signed in, from when until when at the longest, and in which browser."""

    key = models.CharField(max_length=40, unique=True)
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="open_sessions")
    began_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    browser = models.CharField(max_length=80, blank=True)
    tablet = models.ForeignKey(Tablet, null=True, blank=True, on_delete=models.SET_NULL, related_name="open_sessions")


class Pin(models.Model):
    """Six figures that somebody takes their turn with on a tablet of their home, hashed; worth nothing elsewhere."""

    account = models.OneToOneField("people.Account", on_delete=models.CASCADE, related_name="pin")
    hashed = models.CharField(max_length=160)
    set_at = models.DateTimeField()


class Turn(models.Model):
    """Somebody at a tablet: how often in a row their PIN was wrong there, and the page that they were at when it locked."""

    tablet = models.ForeignKey(Tablet, on_delete=models.CASCADE, related_name="turns")
    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="turns")
    wrong = models.PositiveSmallIntegerField(default=0)
    at_page = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["tablet", "account"], name="one_turn_a_person")]


class FactorReset(models.Model):
    """That somebody's second factor is to be taken away because it is lost: asked for by one leader, and, of whoever holds
    a role that needs a second signature, done by another."""

    account = models.ForeignKey("people.Account", on_delete=models.CASCADE, related_name="factor_resets")
    asked_by = models.CharField(max_length=150)
    asked_at = models.DateTimeField()
    why = models.CharField(max_length=200)
    done_by = models.CharField(max_length=150, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)


class LookSeal(models.Model):
    """Rows of the access log from one id to another, counted and digested, each seal over the one before it."""

    number = models.PositiveIntegerField(primary_key=True)
    first = models.BigIntegerField()
    last = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    digest = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()
