"""Who may manage people, areas and roles."""

from kreislauf.foundation.access.rls import Bedingung, Klassenschutz, Offen, bereiche
from kreislauf.foundation.accounts.rollen import AENDERN, ANLEGEN, LESEN

_VERWALTET = f"cardinality({bereiche('konten', AENDERN)}) > 0"
_SELBST = "id::text = (SELECT nullif(current_setting('kreislauf.person', true), ''))"
_ANMELDUNG = "gelesen und geschrieben, bevor feststeht, wer sich anmeldet"

SCHUTZ = {
    "accounts_user": Bedingung(
        (
            (LESEN, "true"),  # signing in looks people up before it knows who asks
            (ANLEGEN, f"cardinality({bereiche('konten', ANLEGEN)}) > 0"),
            (AENDERN, f"{_VERWALTET} OR {_SELBST}"),
        )
    ),
    "accounts_bereich": Bedingung(
        ((LESEN, "true"), (ANLEGEN, _VERWALTET), (AENDERN, _VERWALTET))  # rights are computed from it
    ),
    "accounts_zustaendigkeit": Bedingung(
        ((LESEN, "true"), (ANLEGEN, _VERWALTET), (AENDERN, _VERWALTET))  # rights are computed from it
    ),
    "account_emailaddress": Offen(_ANMELDUNG),
    "account_emailconfirmation": Offen(_ANMELDUNG),
    "mfa_authenticator": Offen(_ANMELDUNG),
    "socialaccount_socialaccount": Offen(_ANMELDUNG),
    "socialaccount_socialapp": Klassenschutz("konten", nur=(LESEN,), lesen_alle=True),
    "socialaccount_socialtoken": Offen(_ANMELDUNG),
    "axes_accessattempt": Offen(_ANMELDUNG),
    "axes_accessattemptexpiration": Offen(_ANMELDUNG),
    "axes_accessfailurelog": Offen(_ANMELDUNG),
    "axes_accesslog": Offen(_ANMELDUNG),
    "auth_group": Offen("leer: Rechte kommen nur aus Zuständigkeiten", nur=(LESEN,)),
    "auth_group_permissions": Offen("leer: Rechte kommen nur aus Zuständigkeiten", nur=(LESEN,)),
    "auth_permission": Offen("leer: Rechte kommen nur aus Zuständigkeiten", nur=(LESEN,)),
}
