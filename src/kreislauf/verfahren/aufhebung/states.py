"""Taking back what was granted (§§ 45, 47, 48, 50 SGB X), with the hearing before it (§ 24 SGB X)."""

from django.db import models


class Grundlage(models.TextChoices):
    RUECKNAHME = "ruecknahme", "Rücknahme: von Anfang an rechtswidrig (§ 45 SGB X)"
    WIDERRUF = "widerruf", "Widerruf: Verwendung nicht nachgewiesen (§ 29 Abs. 5 SGB II, § 47 SGB X)"
    AUFHEBUNG = "aufhebung", "Aufhebung: Verhältnisse geändert (§ 48 SGB X)"


NORMEN = {
    Grundlage.RUECKNAHME: "§ 45 SGB X",
    Grundlage.WIDERRUF: "§ 47 SGB X",
    Grundlage.AUFHEBUNG: "§ 48 SGB X",
}


class Vergangenheit(models.TextChoices):
    """Why also for the past; without one of these only for the future."""

    TAEUSCHUNG = "taeuschung", "Täuschung, Drohung oder Bestechung (§ 45 Abs. 2 Satz 3 Nr. 1 SGB X)"
    FALSCHE_ANGABEN = (
        "falsche_angaben",
        "vorsätzlich oder grob fahrlässig falsche oder unvollständige Angaben (§ 45 Abs. 2 Satz 3 Nr. 2 SGB X)",
    )
    KENNTNIS_45 = (
        "kenntnis_45",
        "Rechtswidrigkeit gekannt oder grob fahrlässig nicht gekannt (§ 45 Abs. 2 Satz 3 Nr. 3 SGB X)",
    )
    ZUGUNSTEN = "zugunsten", "Änderung zugunsten der betroffenen Person (§ 48 Abs. 1 Satz 2 Nr. 1 SGB X)"
    MITTEILUNG = "mitteilung", "Änderung nicht mitgeteilt (§ 48 Abs. 1 Satz 2 Nr. 2 SGB X)"
    EINKOMMEN = "einkommen", "Einkommen oder Vermögen erzielt (§ 48 Abs. 1 Satz 2 Nr. 3 SGB X)"
    KENNTNIS_48 = "kenntnis_48", "Wegfall gekannt oder grob fahrlässig nicht gekannt (§ 48 Abs. 1 Satz 2 Nr. 4 SGB X)"
    ZWECK = "zweck", "nicht für den Zweck verwendet oder nicht nachgewiesen (§ 47 Abs. 2 SGB X)"


PASSEND = {
    Grundlage.RUECKNAHME: (Vergangenheit.TAEUSCHUNG, Vergangenheit.FALSCHE_ANGABEN, Vergangenheit.KENNTNIS_45),
    Grundlage.WIDERRUF: (Vergangenheit.ZWECK,),
    Grundlage.AUFHEBUNG: (
        Vergangenheit.ZUGUNSTEN,
        Vergangenheit.MITTEILUNG,
        Vergangenheit.EINKOMMEN,
        Vergangenheit.KENNTNIS_48,
    ),
}


class OhneAnhoerung(models.TextChoices):
    """§ 24 Abs. 2 SGB X: a hearing may be left out; a person says which exception and why."""

    GEFAHR = "nr1", "Gefahr im Verzug oder öffentliches Interesse (Nr. 1)"
    FRIST = "nr2", "eine Frist stünde in Frage (Nr. 2)"
    ANGABEN = "nr3", "von den Angaben der Familie wird nicht zu ihren Ungunsten abgewichen (Nr. 3)"
    EINKOMMEN = "nr5", "einkommensabhängige Leistungen werden angepasst (Nr. 5)"
    AUFRECHNUNG = "nr7", "Aufrechnung mit weniger als 70 Euro (Nr. 7)"


class Aufhebungsstand(models.TextChoices):
    VORBEREITET = "vorbereitet", "vorbereitet"
    ANGEHOERT = "angehoert", "Anhörung läuft"
    GEAEUSSERT = "geaeussert", "Äußerung liegt vor"
    ENTSCHIEDEN = "entschieden", "entschieden"
    EINGESTELLT = "eingestellt", "eingestellt"


AUFHEBUNG_TRANSITIONS = {
    ("hear", Aufhebungsstand.VORBEREITET): Aufhebungsstand.ANGEHOERT,
    ("respond", Aufhebungsstand.ANGEHOERT): Aufhebungsstand.GEAEUSSERT,
    ("respond", Aufhebungsstand.GEAEUSSERT): Aufhebungsstand.GEAEUSSERT,
    ("decide", Aufhebungsstand.VORBEREITET): Aufhebungsstand.ENTSCHIEDEN,  # § 24 Abs. 2 SGB X
    ("decide", Aufhebungsstand.ANGEHOERT): Aufhebungsstand.ENTSCHIEDEN,  # after the period
    ("decide", Aufhebungsstand.GEAEUSSERT): Aufhebungsstand.ENTSCHIEDEN,
    ("reopen", Aufhebungsstand.ENTSCHIEDEN): Aufhebungsstand.GEAEUSSERT,  # the Bescheid was given back
    ("drop", Aufhebungsstand.VORBEREITET): Aufhebungsstand.EINGESTELLT,
    ("drop", Aufhebungsstand.ANGEHOERT): Aufhebungsstand.EINGESTELLT,
    ("drop", Aufhebungsstand.GEAEUSSERT): Aufhebungsstand.EINGESTELLT,
}
OFFEN = (Aufhebungsstand.VORBEREITET, Aufhebungsstand.ANGEHOERT, Aufhebungsstand.GEAEUSSERT)
