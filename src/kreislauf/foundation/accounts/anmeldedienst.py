"""Single sign-on, stricter than allauth: the ID token is always verified, and the two sources must be one person."""

import logging
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import jwt
from allauth.account.internal.decorators import login_not_required
from allauth.socialaccount.internal import jwtkit
from allauth.socialaccount.models import SocialApp, SocialToken
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.oauth2.views import OAuth2CallbackView, OAuth2LoginView
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter
from django.http import Http404, HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import render
from django.utils.crypto import constant_time_compare, salted_hmac
from requests import RequestException

log = logging.getLogger(__name__)

# Signatures with a public key only: neither `none` nor a shared secret.
VERFAHREN = frozenset({"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"})


def nonce_zu(state: str) -> str:
    """What the ID token must repeat (OpenID Connect Core, 15.5.2): only we can compute it, and only from this sign-in.

    `state` is random, bound to the session and spent when it comes back (allauth).
    """
    return salted_hmac("kreislauf.anmeldedienst.nonce", state, algorithm="sha256").hexdigest()


def _mit_nonce(antwort: HttpResponseBase) -> HttpResponseBase:
    """Add the nonce to the redirect to the provider; other answers stay as they are."""
    if isinstance(antwort, HttpResponseRedirect):
        teile = urlsplit(antwort.url)
        abfrage = dict(parse_qsl(teile.query))
        if "state" in abfrage and "client_id" in abfrage:
            abfrage["nonce"] = nonce_zu(abfrage["state"])
            antwort.headers["Location"] = urlunsplit(teile._replace(query=urlencode(abfrage)))
    return antwort


class StrengerAdapter(OpenIDConnectOAuth2Adapter):  # type: ignore[misc]
    def complete_login(self, request: HttpRequest, app: SocialApp, token: SocialToken, **kwargs: Any) -> Any:
        """Raises OAuth2Error unless ID token and userinfo hold (OpenID Connect Core, 3.1.3.7 and 5.3.2)."""
        id_token = self._decode_id_token(app, kwargs["response"].get("id_token") or "")
        userinfo = self._fetch_user_info(token.token)
        if not id_token.get("sub") or userinfo.get("sub") != id_token["sub"]:
            raise OAuth2Error("userinfo is about somebody else")
        if not constant_time_compare(str(id_token.get("nonce")), nonce_zu(request.GET["state"])):
            raise OAuth2Error("id_token was made for another sign-in")
        userinfo["email_verified"] = userinfo.get("email_verified") in (True, "true")  # some send words
        return self.get_provider().sociallogin_from_response(request, {"userinfo": userinfo, "id_token": id_token})

    def _decode_id_token(self, app: SocialApp, id_token: str) -> dict[str, Any]:
        """allauth trusts the connection to the provider here; between two house networks it need not be safe."""
        try:
            if jwt.get_unverified_header(id_token).get("alg") not in VERFAHREN:
                raise OAuth2Error("id_token without a signature by public key")
            angaben: dict[str, Any] = jwtkit.verify_and_decode(
                credential=id_token,
                keys_url=self.openid_config["jwks_uri"],
                issuer=self.openid_config["issuer"],
                audience=app.client_id,
                lookup_kid=jwtkit.lookup_kid_jwk,
            )
        except (jwt.PyJWTError, KeyError, TypeError) as fehler:  # a header or key that is not what it must be
            raise OAuth2Error("invalid id_token") from fehler
        return angaben


def _ansicht(view: type, request: HttpRequest, provider_id: str) -> HttpResponseBase:
    try:
        antwort: HttpResponseBase = view.adapter_view(StrengerAdapter(request, provider_id))(request)  # type: ignore[attr-defined]
    except SocialApp.DoesNotExist:
        raise Http404 from None
    except RequestException:
        log.exception("Der Anmeldedienst antwortet nicht.")
        return render(request, "socialaccount/authentication_error.html", status=503)
    return antwort


@login_not_required  # type: ignore[untyped-decorator]
def login(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    return _mit_nonce(_ansicht(OAuth2LoginView, request, provider_id))


@login_not_required  # type: ignore[untyped-decorator]
def callback(request: HttpRequest, provider_id: str) -> HttpResponseBase:
    return _ansicht(OAuth2CallbackView, request, provider_id)
