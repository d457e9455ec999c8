"""A letter run: put together, printed letter by letter, given to the post."""

from django.db import models


class Brieflaufstand(models.TextChoices):
    ERSTELLUNG = "erstellung", "wird gedruckt"
    GEDRUCKT = "gedruckt", "gedruckt, noch nicht zur Post"
    POSTAUSGANG = "postausgang", "Postausgang wird eingetragen"
    VERSANDT = "versandt", "zur Post gegeben"


BRIEFLAUF_TRANSITIONS = {
    ("finish", Brieflaufstand.ERSTELLUNG): Brieflaufstand.GEDRUCKT,
    ("post", Brieflaufstand.GEDRUCKT): Brieflaufstand.POSTAUSGANG,
    ("announce", Brieflaufstand.POSTAUSGANG): Brieflaufstand.VERSANDT,
}


class Briefstand(models.TextChoices):
    OFFEN = "offen", "wartet"
    GEDRUCKT = "gedruckt", "gedruckt"
    VERSANDT = "versandt", "zur Post gegeben"
    ENTNOMMEN = "entnommen", "entnommen"  # its decision was given back, or it was posted otherwise
    FEHLER = "fehler", "nicht druckbar"


LEBEND = (Briefstand.OFFEN, Briefstand.GEDRUCKT, Briefstand.VERSANDT)
