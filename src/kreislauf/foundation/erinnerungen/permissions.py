"""Reminders belong to the person who got them; what was in them is protected with its object."""

from kreislauf.foundation.access.rls import PERSON, Bedingung
from kreislauf.foundation.accounts.rollen import AENDERN, ANLEGEN, LESEN

_EIGENE = Bedingung(tuple((verb, f"user_id::text = {PERSON}") for verb in (LESEN, ANLEGEN, AENDERN)))

SCHUTZ = {"erinnerungen_erinnerungsmail": _EIGENE, "erinnerungen_erinnerungsschritt": _EIGENE}
