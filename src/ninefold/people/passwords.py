"""Which passwords a guesser tries first: what everybody chooses, the product's and the home's name, one's own."""

import re
from typing import Any

from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from ninefold.base.letters import plainly
from ninefold.people.models import Account, Home

LEAST_LEFT = 8  # letters and figures that are left when what a guesser knows is taken out
KNOWN = (
    "ninefold",
    "ofsted",
    "children",
    "passwort",
    "password",
    "passphrase",
    "welcome",
    "letmein",
    "login",
    "signin",
)
YEAR = re.compile(r"(?:19|20)\d\d")


class NotGuessed:
    """A validator of Django's kind: refuses a password that is little more than words a guesser knows."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError with a sentence."""
        typed = plainly(password)
        for word in sorted({*KNOWN, *words_about(user)}, key=len, reverse=True):
            if word in typed and len(_bare(typed.replace(word, ""))) < LEAST_LEFT:
                raise ValidationError(
                    f"“{word.capitalize()}” with little else is guessed soon. Please put three or four other words together.",
                    code="guessed",
                )
        letters = "".join(re.findall(r"[^\W\d_]", typed))
        half = letters[: len(letters) // 2]
        common = CommonPasswordValidator().passwords
        if letters in common or (half * 2 == letters and half in common) or len(set(_bare(typed))) < 5:
            raise ValidationError(
                "This is a word that many people use, with figures or signs. Please put three or four words together.",
                code="guessed",
            )

    def get_help_text(self) -> str:
        """What is asked, in a sentence."""
        return "Not your name, the home's or ours with a year behind it, and nothing that everybody uses."


def words_about(user: Any) -> set[str]:
    """What a guesser knows of somebody: their name, what they sign in as, their provider and its homes."""
    if not isinstance(user, Account):
        return set()
    texts = [user.username, user.commissions_for]
    if user.person is not None:
        provider = user.person.provider
        texts += [
            user.person.name,
            provider.name,
            *Home.objects.filter(provider=provider).values_list("name", flat=True),
        ]
    return {word for text in texts for word in re.findall(r"\w{4,}", plainly(text))} | {
        re.sub(r"\d+$", "", plainly(user.username))
    } - {""}


def _bare(typed: str) -> str:
    """What of a password takes guessing: a year and signs are tried with every word."""
    return re.sub(r"[\W_]", "", YEAR.sub("", typed))
