"""What arrives and what becomes of it (SGB I, SGB X), as tables of transitions."""

from django.db import models


class Leistungsart(models.TextChoices):
    """The seven benefits; values as the rules of recht name them."""

    SCHULBEDARF = "schulbedarf", "Schulbedarf"
    MITTAGSVERPFLEGUNG = "mittagsverpflegung", "Mittagsverpflegung"
    KLASSENFAHRT = "klassenfahrt", "Klassenfahrt"
    AUSFLUG = "ausflug", "Ausflug"
    TEILHABE = "teilhabe", "Soziale und kulturelle Teilhabe"
    SCHUELERBEFOERDERUNG = "schuelerbefoerderung", "Schülerbeförderung"
    LERNFOERDERUNG = "lernfoerderung", "Lernförderung"


class Kanal(models.TextChoices):
    PAPIER = "papier", "Papier"
    PORTAL = "portal", "Onlineantrag"
    FITCONNECT = "fitconnect", "FIT-Connect"
    EMAIL = "email", "E-Mail"
    TELEFON = "telefon", "Telefon"
    PERSOENLICH = "persoenlich", "persönlich"


class Eingangsstand(models.TextChoices):
    NEU = "neu", "neu"
    ZUGEORDNET = "zugeordnet", "zugeordnet"
    WEITERGELEITET = "weitergeleitet", "weitergeleitet (§ 16 Abs. 2 SGB I)"


EINGANG_TRANSITIONS = {
    ("assign", Eingangsstand.NEU): Eingangsstand.ZUGEORDNET,
    ("forward", Eingangsstand.NEU): Eingangsstand.WEITERGELEITET,
}


class Antragsstand(models.TextChoices):
    EINGEGANGEN = "eingegangen", "eingegangen"
    WEITERGELEITET = "weitergeleitet", "weitergeleitet"
    IN_PRUEFUNG = "in_pruefung", "in Prüfung"
    UNVOLLSTAENDIG = "unvollstaendig", "Unterlagen angefordert"
    VOLLSTAENDIG = "vollstaendig", "vollständig"
    ENTSCHIEDEN = "entschieden", "entschieden, zur Freigabe"
    BESCHIEDEN = "beschieden", "beschieden"
    VERSAGT = "versagt", "versagt (§ 66 SGB I)"
    ZURUECKGENOMMEN = "zurueckgenommen", "zurückgenommen"


ANTRAG_TRANSITIONS = {
    ("forward", Antragsstand.EINGEGANGEN): Antragsstand.WEITERGELEITET,
    ("examine", Antragsstand.EINGEGANGEN): Antragsstand.IN_PRUEFUNG,
    ("request", Antragsstand.IN_PRUEFUNG): Antragsstand.UNVOLLSTAENDIG,
    ("request", Antragsstand.UNVOLLSTAENDIG): Antragsstand.UNVOLLSTAENDIG,
    ("request", Antragsstand.VOLLSTAENDIG): Antragsstand.UNVOLLSTAENDIG,
    ("complete", Antragsstand.IN_PRUEFUNG): Antragsstand.VOLLSTAENDIG,
    ("complete", Antragsstand.UNVOLLSTAENDIG): Antragsstand.VOLLSTAENDIG,
    ("refuse", Antragsstand.UNVOLLSTAENDIG): Antragsstand.VERSAGT,  # § 66 SGB I
    ("resume", Antragsstand.VERSAGT): Antragsstand.IN_PRUEFUNG,  # § 67 SGB I
    ("decide", Antragsstand.VOLLSTAENDIG): Antragsstand.ENTSCHIEDEN,
    ("return", Antragsstand.ENTSCHIEDEN): Antragsstand.VOLLSTAENDIG,
    ("announce", Antragsstand.ENTSCHIEDEN): Antragsstand.BESCHIEDEN,
    ("withdraw", Antragsstand.EINGEGANGEN): Antragsstand.ZURUECKGENOMMEN,
    ("withdraw", Antragsstand.IN_PRUEFUNG): Antragsstand.ZURUECKGENOMMEN,
    ("withdraw", Antragsstand.UNVOLLSTAENDIG): Antragsstand.ZURUECKGENOMMEN,
    ("withdraw", Antragsstand.VOLLSTAENDIG): Antragsstand.ZURUECKGENOMMEN,
}
OFFEN = (
    Antragsstand.EINGEGANGEN,
    Antragsstand.IN_PRUEFUNG,
    Antragsstand.UNVOLLSTAENDIG,
    Antragsstand.VOLLSTAENDIG,
    Antragsstand.ENTSCHIEDEN,
)

# Clock that runs in a state: column of Antrag whose day it is, and what happens on that day.
UHREN: dict[Antragsstand, tuple[str, str]] = {
    Antragsstand.EINGEGANGEN: ("untaetigkeit_ab", "Untätigkeitsklage zulässig ab (§ 88 Abs. 1 SGG)"),
    Antragsstand.IN_PRUEFUNG: ("untaetigkeit_ab", "Untätigkeitsklage zulässig ab (§ 88 Abs. 1 SGG)"),
    Antragsstand.UNVOLLSTAENDIG: ("mitwirkungsfrist", "Frist der Mitwirkung (§ 66 Abs. 3 SGB I)"),
    Antragsstand.VOLLSTAENDIG: ("untaetigkeit_ab", "Untätigkeitsklage zulässig ab (§ 88 Abs. 1 SGG)"),
    Antragsstand.ENTSCHIEDEN: ("untaetigkeit_ab", "Untätigkeitsklage zulässig ab (§ 88 Abs. 1 SGG)"),
}


class Forderungsstand(models.TextChoices):
    OFFEN = "offen", "fehlt"
    ANGEFORDERT = "angefordert", "angefordert"
    EINGEGANGEN = "eingegangen", "liegt vor"
    ENTBEHRLICH = "entbehrlich", "nicht nötig"


FORDERUNG_TRANSITIONS = {
    ("request", Forderungsstand.OFFEN): Forderungsstand.ANGEFORDERT,
    ("request", Forderungsstand.ANGEFORDERT): Forderungsstand.ANGEFORDERT,
    ("receive", Forderungsstand.OFFEN): Forderungsstand.EINGEGANGEN,
    ("receive", Forderungsstand.ANGEFORDERT): Forderungsstand.EINGEGANGEN,
    ("waive", Forderungsstand.OFFEN): Forderungsstand.ENTBEHRLICH,
    ("waive", Forderungsstand.ANGEFORDERT): Forderungsstand.ENTBEHRLICH,
}
