"""States and transitions of the council loop."""

from django.db import models


class Auftragsstand(models.TextChoices):
    OFFEN = "offen", "offen"
    IN_ARBEIT = "in_arbeit", "in Arbeit"
    ERLEDIGT = "erledigt", "erledigt"
    ENTFALLEN = "entfallen", "entfallen"


AUFTRAG_TRANSITIONS = {
    ("start", Auftragsstand.OFFEN): Auftragsstand.IN_ARBEIT,
    ("complete", Auftragsstand.OFFEN): Auftragsstand.ERLEDIGT,
    ("complete", Auftragsstand.IN_ARBEIT): Auftragsstand.ERLEDIGT,
    ("postpone", Auftragsstand.OFFEN): Auftragsstand.OFFEN,
    ("postpone", Auftragsstand.IN_ARBEIT): Auftragsstand.IN_ARBEIT,
    ("drop", Auftragsstand.OFFEN): Auftragsstand.ENTFALLEN,
    ("drop", Auftragsstand.IN_ARBEIT): Auftragsstand.ENTFALLEN,
    ("reopen", Auftragsstand.ERLEDIGT): Auftragsstand.IN_ARBEIT,
    ("reopen", Auftragsstand.ENTFALLEN): Auftragsstand.IN_ARBEIT,
}


class Umsetzungsstatus(models.TextChoices):
    """The seven boxes of a report, from open to refused."""

    NOCH_NICHT_BEGONNEN = "noch_nicht_begonnen", "noch nicht begonnen"
    IN_ARBEIT = "in_arbeit", "in Arbeit"
    GEAENDERT = "geaendert", "geändert"
    UMGESETZT = "umgesetzt", "umgesetzt"
    LAUFEND_FORTGESCHRIEBEN = "laufend_fortgeschrieben", "laufend fortgeschrieben"
    NICHT_REALISIERBAR = "nicht_realisierbar", "Umsetzung nicht realisierbar"
    ABGELEHNT = "abgelehnt", "Umsetzung abgelehnt"


class Berichtsstand(models.TextChoices):
    ENTWURF = "entwurf", "Entwurf"
    ZUR_FREIGABE = "zur_freigabe", "zur Freigabe vorgelegt"
    FREIGEGEBEN = "freigegeben", "freigegeben"
    VERSANDT = "versandt", "an das Gremium gegeben"


BERICHT_TRANSITIONS = {
    ("submit", Berichtsstand.ENTWURF): Berichtsstand.ZUR_FREIGABE,
    ("return", Berichtsstand.ZUR_FREIGABE): Berichtsstand.ENTWURF,
    ("approve", Berichtsstand.ZUR_FREIGABE): Berichtsstand.FREIGEGEBEN,
    ("send", Berichtsstand.FREIGEGEBEN): Berichtsstand.VERSANDT,
}


class Einlesestand(models.TextChoices):
    WARTET = "wartet", "wird gelesen"
    GELESEN = "gelesen", "zu bestätigen"
    FEHLER = "fehler", "nicht lesbar"
    BESTAETIGT = "bestaetigt", "bestätigt"
    VERWORFEN = "verworfen", "verworfen"


EINLESUNG_TRANSITIONS = {
    ("read", Einlesestand.WARTET): Einlesestand.GELESEN,
    ("fail", Einlesestand.WARTET): Einlesestand.FEHLER,
    ("retry", Einlesestand.FEHLER): Einlesestand.WARTET,
    ("confirm", Einlesestand.GELESEN): Einlesestand.BESTAETIGT,
    ("reject", Einlesestand.GELESEN): Einlesestand.VERWORFEN,
    ("reject", Einlesestand.FEHLER): Einlesestand.VERWORFEN,
    ("reopen", Einlesestand.VERWORFEN): Einlesestand.GELESEN,
}


class Entscheidung(models.TextChoices):
    OFFEN = "offen", "offen"
    ANGENOMMEN = "angenommen", "angenommen"
    BERICHTIGT = "berichtigt", "berichtigt"
    ERGAENZT = "ergaenzt", "ergänzt"
    ABGELEHNT = "abgelehnt", "abgelehnt"


class Zuordnungsstand(models.TextChoices):
    VORGESCHLAGEN = "vorgeschlagen", "vorgeschlagen"
    BESTAETIGT = "bestaetigt", "bestätigt"
    ABGELEHNT = "abgelehnt", "gehört nicht zusammen"
    GELOEST = "geloest", "wieder gelöst"


ZUORDNUNG_TRANSITIONS = {
    ("confirm", Zuordnungsstand.VORGESCHLAGEN): Zuordnungsstand.BESTAETIGT,
    ("confirm", Zuordnungsstand.ABGELEHNT): Zuordnungsstand.BESTAETIGT,
    ("confirm", Zuordnungsstand.GELOEST): Zuordnungsstand.BESTAETIGT,
    ("reject", Zuordnungsstand.VORGESCHLAGEN): Zuordnungsstand.ABGELEHNT,
    ("undo", Zuordnungsstand.BESTAETIGT): Zuordnungsstand.GELOEST,
}
