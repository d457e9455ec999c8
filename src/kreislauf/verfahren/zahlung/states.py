"""Payments, payment runs and the kinds of ledger entries."""

from django.db import models


class Buchungsart(models.TextChoices):
    """Columns of the entitlement ledger."""

    ANSPRUCH = "anspruch", "Anspruch"
    BEANTRAGT = "beantragt", "beantragt"
    BEWILLIGT = "bewilligt", "bewilligt"
    GEZAHLT = "gezahlt", "gezahlt"
    VERFALLEN = "verfallen", "verfallen"


class Verfallsgrund(models.TextChoices):
    """Why granted money is not paid any more."""

    VERJAEHRT = "verjaehrt", "verjährt (§ 45 SGB I, § 6b Abs. 2a BKGG)"
    VERZICHT = "verzicht", "Verzicht (§ 46 SGB I)"
    GUTSCHEIN = "gutschein", "Gutschein abgelaufen (§ 29 Abs. 2 SGB II)"


class Zahlungsstand(models.TextChoices):
    OFFEN = "offen", "offen"
    IM_LAUF = "im_lauf", "im Zahllauf"
    AUSGEFUEHRT = "ausgefuehrt", "ausgeführt"
    ZURUECKGEKOMMEN = "zurueckgekommen", "zurückgekommen"
    STORNIERT = "storniert", "storniert"


class Forderungsstand(models.TextChoices):
    """What became of money that a revocation claims back."""

    OFFEN = "offen", "offen"
    BEGLICHEN = "beglichen", "erstattet"
    ERLASSEN = "erlassen", "erlassen"
    ENTFALLEN = "entfallen", "entfallen"  # another decision took the place of the revocation


FORDERUNG_TRANSITIONS = {
    ("settle", Forderungsstand.OFFEN): Forderungsstand.BEGLICHEN,
    ("waive", Forderungsstand.OFFEN): Forderungsstand.ERLASSEN,
    ("drop", Forderungsstand.OFFEN): Forderungsstand.ENTFALLEN,
}


class Meldeergebnis(models.TextChoices):
    """What became of one row of the bank's file."""

    ZURUECK = "zurueck", "zurückgekommen"
    AUSGEFUEHRT = "ausgefuehrt", "Lauf ausgeführt"
    ABGELEHNT = "abgelehnt", "Lauf abgelehnt"
    BEKANNT = "bekannt", "schon eingetragen"
    HINWEIS = "hinweis", "nur Mitteilung"
    UNBEKANNT = "unbekannt", "gehört zu keiner Zahlung"
    ABWEICHEND = "abweichend", "passt nicht"


ZU_KLAEREN = (Meldeergebnis.UNBEKANNT, Meldeergebnis.ABWEICHEND)
# Reasons (ISO 20022) after which paying to the same account again makes no sense.
KONTO_FALSCH = {
    "AC01": "Kontonummer falsch",
    "AC03": "Kontonummer ungültig",
    "AC04": "Konto aufgelöst",
    "AC06": "Konto gesperrt",
    "BE04": "Anschrift fehlt oder ist falsch",
    "MD07": "Kontoinhaberin oder Kontoinhaber verstorben",
    "RC01": "BIC falsch",
}
RUECKGABEGRUENDE = {
    **KONTO_FALSCH,
    "AG01": "Überweisung auf dieses Konto nicht erlaubt",
    "AM05": "Doppelte Überweisung",
    "CNOR": "Bank des Empfängers nicht erreichbar",
    "FOCR": "auf Rückruf zurückgegeben",
    "MS02": "von Empfängerin oder Empfänger zurückgegeben",
    "MS03": "Grund nicht genannt",
    "NOAS": "keine Antwort auf den Rückruf",
}

ZAHLUNG_TRANSITIONS = {
    ("collect", Zahlungsstand.OFFEN): Zahlungsstand.IM_LAUF,
    ("release", Zahlungsstand.IM_LAUF): Zahlungsstand.OFFEN,  # its run was rejected before sending
    ("confirm", Zahlungsstand.IM_LAUF): Zahlungsstand.AUSGEFUEHRT,
    ("return", Zahlungsstand.IM_LAUF): Zahlungsstand.ZURUECKGEKOMMEN,
    ("return", Zahlungsstand.AUSGEFUEHRT): Zahlungsstand.ZURUECKGEKOMMEN,
    ("cancel", Zahlungsstand.OFFEN): Zahlungsstand.STORNIERT,
}


class Laufstand(models.TextChoices):
    ENTWURF = "entwurf", "Entwurf"
    FREIGEGEBEN = "freigegeben", "freigegeben"
    AUSGEGEBEN = "ausgegeben", "Datei ausgegeben"
    GESENDET = "gesendet", "an die Bank gegeben"
    BESTAETIGT = "bestaetigt", "von der Bank bestätigt"
    ABGELEHNT = "abgelehnt", "abgelehnt"


ZAHLLAUF_TRANSITIONS = {
    ("approve", Laufstand.ENTWURF): Laufstand.FREIGEGEBEN,
    ("reject", Laufstand.ENTWURF): Laufstand.ABGELEHNT,
    ("export", Laufstand.FREIGEGEBEN): Laufstand.AUSGEGEBEN,
    ("export", Laufstand.AUSGEGEBEN): Laufstand.AUSGEGEBEN,  # the identical file again
    ("reject", Laufstand.FREIGEGEBEN): Laufstand.ABGELEHNT,
    ("send", Laufstand.AUSGEGEBEN): Laufstand.GESENDET,
    ("confirm", Laufstand.GESENDET): Laufstand.BESTAETIGT,
    ("reject", Laufstand.GESENDET): Laufstand.ABGELEHNT,
}
