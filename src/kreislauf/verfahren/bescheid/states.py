"""Kinds of decisions and the states of a Bescheid."""

from django.db import models


class Bescheidart(models.TextChoices):
    BEWILLIGUNG = "bewilligung", "Bewilligung"
    TEILBEWILLIGUNG = "teilbewilligung", "Teilbewilligung"
    ABLEHNUNG = "ablehnung", "Ablehnung"
    VORLAEUFIG = "vorlaeufig", "vorläufige Bewilligung (§ 41a SGB II)"
    AENDERUNG = "aenderung", "Änderungsbescheid"
    AUFHEBUNG = "aufhebung", "Aufhebung und Erstattung"
    VERSAGUNG = "versagung", "Versagung (§ 66 SGB I)"
    WIDERSPRUCHSBESCHEID = "widerspruchsbescheid", "Widerspruchsbescheid"


class Zeilenart(models.TextChoices):
    BEWILLIGT = "bewilligt", "bewilligt"
    ABGELEHNT = "abgelehnt", "abgelehnt"
    VORLAEUFIG = "vorlaeufig", "vorläufig bewilligt"
    VERSAGT = "versagt", "versagt (§ 66 SGB I)"
    AUFGEHOBEN = "aufgehoben", "aufgehoben"  # replaces a granted line
    PERSON = "person", "Person entscheidet"  # as a proposal only


OHNE_BETRAG = (Zeilenart.ABGELEHNT, Zeilenart.VERSAGT, Zeilenart.AUFGEHOBEN)


class Leistungsform(models.TextChoices):
    """§ 29 Abs. 1 SGB II."""

    DIREKT = "direkt", "Zahlung an den Anbieter"
    GELD = "geld", "Geldleistung"
    GUTSCHEIN = "gutschein", "Gutschein"


class Bescheidstand(models.TextChoices):
    ENTWURF = "entwurf", "Entwurf"
    ZUR_FREIGABE = "zur_freigabe", "zur Freigabe vorgelegt"
    FREIGEGEBEN = "freigegeben", "freigegeben"
    BEKANNTGEGEBEN = "bekanntgegeben", "bekannt gegeben"  # effective, § 39 Abs. 1 SGB X
    WIDERSPRUCH = "widerspruch", "Widerspruch anhängig"
    BESTANDSKRAEFTIG = "bestandskraeftig", "bestandskräftig"
    ERSETZT = "ersetzt", "durch anderen Bescheid ersetzt"
    VERWORFEN = "verworfen", "zurückgegeben, neu zu entscheiden"


BESCHEID_TRANSITIONS = {
    ("submit", Bescheidstand.ENTWURF): Bescheidstand.ZUR_FREIGABE,
    ("return", Bescheidstand.ZUR_FREIGABE): Bescheidstand.VERWORFEN,
    ("return", Bescheidstand.ENTWURF): Bescheidstand.VERWORFEN,
    ("return", Bescheidstand.FREIGEGEBEN): Bescheidstand.VERWORFEN,  # a mistake seen before it left the house
    ("approve", Bescheidstand.ENTWURF): Bescheidstand.FREIGEGEBEN,  # no second person needed
    ("approve", Bescheidstand.ZUR_FREIGABE): Bescheidstand.FREIGEGEBEN,
    ("announce", Bescheidstand.FREIGEGEBEN): Bescheidstand.BEKANNTGEGEBEN,
    ("object", Bescheidstand.BEKANNTGEGEBEN): Bescheidstand.WIDERSPRUCH,
    ("object", Bescheidstand.BESTANDSKRAEFTIG): Bescheidstand.WIDERSPRUCH,  # late; decided as inadmissible
    ("settle", Bescheidstand.WIDERSPRUCH): Bescheidstand.BEKANNTGEGEBEN,
    ("become_final", Bescheidstand.BEKANNTGEGEBEN): Bescheidstand.BESTANDSKRAEFTIG,
    ("replace", Bescheidstand.BEKANNTGEGEBEN): Bescheidstand.ERSETZT,
    ("replace", Bescheidstand.BESTANDSKRAEFTIG): Bescheidstand.ERSETZT,
    ("replace", Bescheidstand.WIDERSPRUCH): Bescheidstand.ERSETZT,
}
WIRKSAM = (Bescheidstand.BEKANNTGEGEBEN, Bescheidstand.WIDERSPRUCH, Bescheidstand.BESTANDSKRAEFTIG)
