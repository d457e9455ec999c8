"""Who may manage people, areas and roles."""

from kreislauf.foundation.access.rls import Bedingung, Klassenschutz, Offen, bereiche
from kreislauf.foundation.accounts.rollen import AENDERN, ANLEGEN, LESEN, LOESCHEN

_VERWALTET = f"cardinality({bereiche('konten', AENDERN)}) > 0"
_SELBST = "id::text = (SELECT nullif(current_setting('kreislauf.person', true), ''))"
_EIGENER_FAKTOR = """user_id::text IN (
    (SELECT nullif(current_setting('kreislauf.person', true), '')),
    (SELECT nullif(current_setting('kreislauf.anmeldung', true), '')))
    OR (SELECT current_setting('kreislauf.person', true)) = 'system'"""
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
    "mfa_authenticator": Bedingung(
        (
            (LESEN, f"{_EIGENER_FAKTOR} OR {_VERWALTET}"),
            (ANLEGEN, _EIGENER_FAKTOR),
            (AENDERN, _EIGENER_FAKTOR),  # a code is used up
            (LOESCHEN, f"{_EIGENER_FAKTOR} OR {_VERWALTET}"),  # the administration takes a lost one away
        )
    ),
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
