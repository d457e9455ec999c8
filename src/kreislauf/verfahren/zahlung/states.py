"""Payments, payment runs and the kinds of ledger entries."""

from django.db import models


class Buchungsart(models.TextChoices):
    """Columns of the entitlement ledger."""

    ANSPRUCH = "anspruch", "Anspruch"
    BEANTRAGT = "beantragt", "beantragt"
    BEWILLIGT = "bewilligt", "bewilligt"
    GEZAHLT = "gezahlt", "gezahlt"
    VERFALLEN = "verfallen", "verfallen"


class Zahlungsstand(models.TextChoices):
    OFFEN = "offen", "offen"
    IM_LAUF = "im_lauf", "im Zahllauf"
    AUSGEFUEHRT = "ausgefuehrt", "ausgeführt"
    ZURUECKGEKOMMEN = "zurueckgekommen", "zurückgekommen"
    STORNIERT = "storniert", "storniert"


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
