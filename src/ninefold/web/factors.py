"""Second factors: passkeys, one-time codes and recovery codes, by allauth's own views with our words and limits."""

import base64
import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, ClassVar

from allauth.core import context
from allauth.core.internal import ratelimit
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base import views as base
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes import views as recovery
from allauth.mfa.totp import views as totp
from allauth.mfa.webauthn import views as webauthn
from cryptography.fernet import Fernet
from django.conf import settings
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import path

from ninefold.base import clock
from ninefold.people import accounts
from ninefold.people.models import Account

APP = "ninefold.web"
CODES = ("5/5m/key", "40/1d/key")  # tries, for each person, right ones not counted
CODE_WRONG = "That code is not right, or was used already. Wait for the next one, or try again."


class FactorAdapter(DefaultMFAAdapter):
    """Secrets are kept encrypted with the installation's key, and nobody who must have a factor takes their last one away."""

    error_messages: ClassVar[dict[str, Any]] = DefaultMFAAdapter.error_messages | {
        "incorrect_code": CODE_WRONG,
        "cannot_delete_authenticator": "You must have one. Set up another way first, then take this one away.",
    }

    def encrypt(self, text: str) -> str:
        """As it is kept in the database."""
        return _fernet().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """As it was before ``encrypt``. Raises InvalidToken when the installation's key is another."""
        return _fernet().decrypt(encrypted_text.encode()).decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Whether one is left, for whoever must have one."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        left = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return left or not accounts.needs_factor(authenticator.user, clock.now())

    def get_totp_label(self, user: Any) -> str:
        """What an app calls it: the name somebody signs in with."""
        return str(user.username)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """What a passkey is called unless its owner says otherwise."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return f"Passkey {number + 1}"

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """What a browser offers the passkey as: the name somebody signs in with, and nothing else of them."""
        return super().get_public_key_credential_user_entity(user) | {
            "name": user.username,
            "display_name": user.username,
        }

    def _get_site_name(self) -> str:
        return "Ninefold"


def _fernet() -> Fernet:
    derived = hashlib.sha256(f"ninefold.factors:{settings.SECRET_KEY}".encode()).digest()
    return Fernet(base64.urlsafe_b64encode(derived))


class _Counted:
    """Codes are counted for each person, whatever address they are tried from, before they are looked at."""

    user: Any

    def clean_code(self) -> str:
        """The code, if it is right. Raises ValidationError."""
        usages = []
        for number, rate in enumerate(CODES):
            action = f"code{number}"
            usage = ratelimit.consume(
                context.request, app=APP, action=action, config={action: rate}, key=str(self.user.pk)
            )
            if not usage:
                from allauth.account.adapter import get_adapter

                raise get_adapter().validation_error("too_many_login_attempts")
            usages.append(usage)
        code: str = super().clean_code()  # type: ignore[misc]
        for usage in usages:
            usage.rollback()
        return code


class CodeForm(_Counted, AuthenticateForm):
    """A code at signing in."""


class CodeAgainForm(_Counted, ReauthenticateForm):
    """A code before something that only its owner may change."""


def _settled(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """After what may have added or taken away a factor, the account knows whether it has one."""

    @wraps(view)
    def inside(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if request.method == "POST" and isinstance(request.user, Account):
            accounts.settle_factor(request.user, clock.now())
        return response

    return inside


class KeepOnePasskey(webauthn.RemoveWebAuthnView):
    """allauth asks the adapter for codes only: a last passkey too is kept by whoever must have a factor."""

    def form_valid(self, form: Any) -> Any:
        """Take it away, or say why not."""
        from allauth.mfa.adapter import get_adapter

        if not get_adapter().can_delete_authenticator(self.get_object()):
            form.add_error(None, get_adapter().error_messages["cannot_delete_authenticator"])
            return self.render_to_response(self.get_context_data(form=form, object=self.get_object()))
        return super().form_valid(form)


urlpatterns = [
    path("", base.index, name="mfa_index"),
    path("authenticate/", base.authenticate, name="mfa_authenticate"),
    path("reauthenticate/", base.reauthenticate, name="mfa_reauthenticate"),
    path("codes/", _settled(totp.activate_totp), name="mfa_activate_totp"),
    path("codes/end/", _settled(totp.deactivate_totp), name="mfa_deactivate_totp"),
    path("recovery/", recovery.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("recovery/new/", recovery.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("passkeys/", webauthn.list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/new/", _settled(webauthn.add_webauthn), name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/end/", _settled(KeepOnePasskey.as_view()), name="mfa_remove_webauthn"),
    path("passkeys/<int:pk>/name/", webauthn.edit_webauthn, name="mfa_edit_webauthn"),
    path("passkeys/sign-in/", webauthn.login_webauthn, name="mfa_login_webauthn"),
    path("passkeys/again/", webauthn.reauthenticate_webauthn, name="mfa_reauthenticate_webauthn"),
]
