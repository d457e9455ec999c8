"""Objections (§§ 83–86 SGG)."""

from django.db import models


class Widerspruchsstand(models.TextChoices):
    ERHOBEN = "erhoben", "erhoben"
    ABGEHOLFEN = "abgeholfen", "abgeholfen (§ 85 Abs. 1 SGG)"
    TEILABGEHOLFEN = "teilabgeholfen", "teilweise abgeholfen"
    BESCHIEDEN = "beschieden", "durch Widerspruchsbescheid entschieden"
    ZURUECKGENOMMEN = "zurueckgenommen", "zurückgenommen"


WIDERSPRUCH_TRANSITIONS = {
    ("remedy", Widerspruchsstand.ERHOBEN): Widerspruchsstand.ABGEHOLFEN,
    ("remedy_partly", Widerspruchsstand.ERHOBEN): Widerspruchsstand.TEILABGEHOLFEN,
    ("reopen", Widerspruchsstand.ABGEHOLFEN): Widerspruchsstand.ERHOBEN,  # the change Bescheid was given back
    ("reopen", Widerspruchsstand.TEILABGEHOLFEN): Widerspruchsstand.ERHOBEN,
    ("decide", Widerspruchsstand.ERHOBEN): Widerspruchsstand.BESCHIEDEN,
    ("decide", Widerspruchsstand.TEILABGEHOLFEN): Widerspruchsstand.BESCHIEDEN,
    ("reopen", Widerspruchsstand.BESCHIEDEN): Widerspruchsstand.ERHOBEN,  # the Widerspruchsbescheid was given back
    ("withdraw", Widerspruchsstand.ERHOBEN): Widerspruchsstand.ZURUECKGENOMMEN,
    ("withdraw", Widerspruchsstand.TEILABGEHOLFEN): Widerspruchsstand.ZURUECKGENOMMEN,
}


class Zeilenergebnis(models.TextChoices):
    OFFEN = "offen", "offen"
    ABGEHOLFEN = "abgeholfen", "abgeholfen"
    ZURUECKGEWIESEN = "zurueckgewiesen", "als unbegründet zurückgewiesen"
    VERWORFEN = "verworfen", "als unzulässig zurückgewiesen"
    STATTGEGEBEN = "stattgegeben", "im Widerspruchsbescheid geändert"


class Kosten(models.TextChoices):
    """§ 63 Abs. 1 SGB X: as far as the objection succeeds."""

    KEINE = "keine", "Kosten werden nicht erstattet"
    TEILWEISE = "teilweise", "notwendige Kosten werden zum Teil erstattet"
    VOLL = "voll", "notwendige Kosten werden erstattet"
