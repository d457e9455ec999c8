"""Keep the search in step with the objects: called by the services that write them, in the same transaction."""

import unicodedata

from django.db import connection, transaction

from kreislauf.foundation.access.models import Geschuetzt, Schutzstufe
from kreislauf.foundation.access.rls import Bereichsschutz, declared
from kreislauf.foundation.search.models import Eintrag
from kreislauf.foundation.search.quellen import alle, quelle_von

TEXT_GRENZE = 200_000  # characters; PostgreSQL limits one tsvector to 1 MB


class NichtSuchbar(TypeError):
    """The object's table is not protected by area: its entry could not be protected as the object is."""


def _schutz_von(objekt: Geschuetzt) -> Bereichsschutz:
    schutz = declared().get(objekt._meta.db_table)
    if not isinstance(schutz, Bereichsschutz):
        raise NichtSuchbar(f"{objekt._meta.db_table} ist nicht durch Bereichsschutz geschützt.")
    return schutz


def _lesbar(text: str) -> str:
    """Without control characters: PostgreSQL refuses NUL, and the page marks hits with others."""
    return "".join(z if z >= " " or z in "\n\t" else " " for z in unicodedata.normalize("NFC", text))


def index(objekt: Geschuetzt) -> None:
    """Write the object's entry, new or again. Raises KeyError if its model is not registered, NichtSuchbar."""
    quelle = quelle_von(type(objekt))
    schutz = _schutz_von(objekt)
    inhalt = quelle.inhalt(objekt)
    Eintrag.objects.update_or_create(
        art=quelle.art,
        objekt_id=str(objekt.pk),
        defaults={
            "klasse": schutz.klasse,
            "bereich_id": objekt.bereich_id,
            "bereiche": [wert for spalte in schutz.spalten if (wert := getattr(objekt, spalte)) is not None],
            "schutzstufe": objekt.schutzstufe if schutz.oeffentlich_moeglich else Schutzstufe.NICHTOEFFENTLICH,
            "sichtbar_fuer": objekt.sichtbar_fuer,
            "titel": _lesbar(inhalt.titel)[:500],
            "text": _lesbar(inhalt.text)[:TEXT_GRENZE],
            "url": inhalt.url,
            "stand": inhalt.stand,
        },
    )


def remove(objekt: Geschuetzt) -> None:
    """Forget the object; nothing happens if it was never there."""
    Eintrag.objects.filter(art=quelle_von(type(objekt)).art, objekt_id=str(objekt.pk)).delete()


@transaction.atomic
def rebuild() -> int:
    """Write all entries anew; returns their number. Run with all rights (`access.context.handeln_als_system`)."""
    with connection.cursor() as cursor:  # readers go on; who saves an object waits and then renews the new entry
        cursor.execute("LOCK TABLE search_eintrag IN SHARE ROW EXCLUSIVE MODE")
    Eintrag.objects.all().delete()
    anzahl = 0
    for quelle in alle():
        for objekt in quelle.objekte():
            index(objekt)
            anzahl += 1
    return anzahl
