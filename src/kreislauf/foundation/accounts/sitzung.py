"""What the session knows about a sign-in that waits for its second factor."""

from allauth.account.internal.stagekit import LOGIN_SESSION_KEY
from allauth.account.utils import url_str_to_user_pk
from django.http import HttpRequest


def wartende_anmeldung(request: HttpRequest) -> str | None:
    """Id of the person whose password was right in this session; allauth itself ends the waiting."""
    angaben = request.session.get(LOGIN_SESSION_KEY)
    if not isinstance(angaben, dict) or not angaben.get("user_pk"):
        return None
    return str(url_str_to_user_pk(angaben["user_pk"]))
