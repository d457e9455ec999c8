"""Settings of signing in: passwords, second factor, lock-out, single sign-on (docs/betrieb.md names the variables)."""

import os
from datetime import timedelta

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"

ACCOUNT_ADAPTER = "kreislauf.foundation.accounts.adapter.KontoAdapter"
ACCOUNT_FORMS = {"change_password": "kreislauf.foundation.accounts.forms.PasswortForm"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # people are entered by the technical administration, nobody signs up
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_PREVENT_ENUMERATION = True
# Wrong attempts are counted by axes, per account; this slows down one password tried on many accounts. It is so high
# because a whole authority may stand behind one address of a proxy.
ACCOUNT_RATE_LIMITS = {"login": "300/m/ip", "login_failed": None}
ACCOUNT_EMAIL_SUBJECT_PREFIX = "Kreislauf: "

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("email", "vorname", "nachname")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]  # fmt: skip
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

# Sessions: idle time and, by ZugriffMiddleware's neighbour, an absolute end (accounts.middleware).
SESSION_COOKIE_AGE = int(os.environ.get("KREISLAUF_SITZUNG_PAUSE_MINUTEN", "15")) * 60
SESSION_ENGINE = "kreislauf.foundation.accounts.sitzungsspeicher"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SITZUNG_HOECHSTENS = timedelta(hours=int(os.environ.get("KREISLAUF_SITZUNG_STUNDEN", "10")))

# Lock-out per account and address; the owner gets in again after the pause or through the technical administration.
AXES_FAILURE_LIMIT = int(os.environ.get("KREISLAUF_FEHLVERSUCHE", "5"))
AXES_COOLOFF_TIME = timedelta(minutes=int(os.environ.get("KREISLAUF_SPERRE_MINUTEN", "30")))
# By account only. With the address instead, one clumsy colleague would lock out all who share the house's proxy; with
# both together, each further address of an attacker would get five more attempts at the same account.
AXES_LOCKOUT_PARAMETERS = ["username"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # asks for the address in the list above
AXES_USERNAME_FORM_FIELD = "login"
AXES_USERNAME_CALLABLE = "kreislauf.foundation.accounts.adapter.versuchte_adresse"
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False  # else anybody could keep an account locked for ever
AXES_LOCKOUT_CALLABLE = "kreislauf.foundation.accounts.views.gesperrt"
AXES_ENABLE_ADMIN = False
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True  # who signed in when stands in the journal, once and with its time of deletion
# What is kept of a wrong attempt: who and when, never what was typed.
AXES_SENSITIVE_PARAMETERS = ["username", "ip_address", "code", "oldpassword", "password1", "password2"]

MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = "Kreislauf"
MFA_TOTP_TOLERANCE = 1  # half minutes by which the clock of a device may be wrong (RFC 6238, section 5.2)
MFA_ADAPTER = "kreislauf.foundation.accounts.faktor.FaktorAdapter"
MFA_FORMS = {
    "authenticate": "kreislauf.foundation.accounts.faktor.CodeForm",
    "reauthenticate": "kreislauf.foundation.accounts.faktor.BestaetigungForm",
}
MFA_ALLOW_UNVERIFIED_EMAIL = True  # addresses are entered by the administration, not claimed by people
ZWEITER_FAKTOR_PFLICHT = os.environ.get("KREISLAUF_ZWEITER_FAKTOR", "freiwillig") == "pflicht"

SOCIALACCOUNT_ADAPTER = "kreislauf.foundation.accounts.adapter.AnmeldedienstAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True  # an existing person is recognised by the address the provider has verified
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = False
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "anmeldedienst",
                    "name": os.environ.get("KREISLAUF_OIDC_NAME", "Anmeldedienst der Verwaltung"),
                    "client_id": os.environ["KREISLAUF_OIDC_CLIENT_ID"],
                    "secret": os.environ.get("KREISLAUF_OIDC_CLIENT_SECRET", ""),
                    "settings": {"server_url": os.environ["KREISLAUF_OIDC_URL"]},
                }
            ],
        }
    }
    if os.environ.get("KREISLAUF_OIDC_URL")
    else {}
)
