"""The second factor: wrong codes count towards the lock-out, a code works once, secrets are stored encrypted."""

import base64
from typing import Any

import qrcode
from allauth.core import context
from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.base.forms import AuthenticateForm, BaseAuthenticateForm, ReauthenticateForm
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from axes.handlers.proxy import AxesProxyHandler
from cryptography.fernet import Fernet, InvalidToken
from django.contrib.auth.signals import user_login_failed
from django.core.exceptions import ValidationError
from django.utils.crypto import salted_hmac
from qrcode.image.svg import SvgPathFillImage


def _schloss() -> Fernet:
    return Fernet(base64.urlsafe_b64encode(salted_hmac("kreislauf.zweiter_faktor", "", algorithm="sha256").digest()))


class FaktorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """Keeps TOTP secrets and recovery seeds unreadable for whoever only has the database."""

    def encrypt(self, text: str) -> str:
        return _schloss().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return _schloss().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            return str(totp.generate_totp_secret())  # another key than at set-up: a secret that nobody has fits no code

    def build_totp_svg(self, url: str) -> str:
        """The library's picture is black on nothing: unreadable where the page is dark."""
        return str(qrcode.make(url, image_factory=SvgPathFillImage).to_string(encoding="unicode"))


class _Begrenzt(BaseAuthenticateForm):  # type: ignore[misc]
    """Codes are few; without a limit they can be guessed by whoever has the password."""

    def clean_code(self) -> str:
        request, angaben = context.request, {"email": self.user.email}
        list(Authenticator.objects.select_for_update().filter(user=self.user))  # one attempt at a time
        if not AxesProxyHandler.is_allowed(request, angaben):
            request.axes_locked_out = True
            raise ValidationError("Zu viele Fehlversuche.")
        try:
            code: str = super().clean_code()
            self._verbrauchen(code)
        except ValidationError:
            user_login_failed.send(sender=type(self), credentials=angaben, request=request)
            raise
        return code

    def _verbrauchen(self, code: str) -> None:
        """Refuse a code that was used before: RFC 6238, section 5.2."""
        authenticator: Any = self.authenticator
        if authenticator.type != Authenticator.Type.TOTP:
            return
        geheimnis = decrypt(authenticator.data["secret"])
        zaehler = [
            z
            for z in totp.yield_hotp_counters_from_time()
            if compare_user_code(actual=code, expected=totp.format_hotp_value(totp.hotp_value(geheimnis, z)))
        ]
        if not zaehler or max(zaehler) <= authenticator.data.get("zaehler", -1):
            raise ValidationError("Dieser Code ist schon verwendet. Bitte warten Sie auf den nächsten.")
        authenticator.data["zaehler"] = max(zaehler)
        authenticator.save(update_fields=["data"])


class CodeForm(_Begrenzt, AuthenticateForm):  # type: ignore[misc]
    """At sign-in."""


class BestaetigungForm(_Begrenzt, ReauthenticateForm):  # type: ignore[misc]
    """Before a change of the second factor."""
