"""Demo data: minutes of a working group, read by the reader, and the duties in them."""

from datetime import timedelta

from django.utils import timezone

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.lesen.leser import lies_papier
from kreislauf.steuerung.ratsinfo.models import Einlesung, Vorschlag
from kreislauf.steuerung.ratsinfo.services.einlesen import record_lesung
from kreislauf.steuerung.ratsinfo.services.uebernahme import confirm_einlesung
from kreislauf.steuerung.ratsinfo.services.vorschlaege import decide_open
from kreislauf.steuerung.ratsinfo.states import Entscheidung

NIEDERSCHRIFT = """Niederschrift
AG 78 Hilfen zur Erziehung
Datum: {heute:%d.%m.%Y}
Betreff: Niederschrift der AG 78 Hilfen zur Erziehung

TOP 1 Lücken im Angebot

Die Jugendhilfeplanung wird gebeten, bis zum {bald:%d.%m.%Y} die Anfragen für Kinder unter sechs Jahren vorzulegen.

TOP 2 Empfehlung an den Jugendhilfeausschuss

Die Jugendhilfeplanung legt die Empfehlung zu den Übergängen bis zum {spaeter:%d.%m.%Y} dem Jugendhilfeausschuss vor.
"""


def arbeitsgruppe_anlegen(bereich: Bereich, stelle: Bereich) -> None:
    """The same way as a person would: upload, read, accept, confirm."""
    at = timezone.now()
    heute = timezone.localdate(at)
    wer = User.objects.get(email="geschaeftsfuehrung@auental.example")
    text = NIEDERSCHRIFT.format(heute=heute, bald=heute + timedelta(days=21), spaeter=heute + timedelta(days=90))
    ablage = {"bereich_id": bereich.pk, "schutzstufe": int(Schutzstufe.NICHTOEFFENTLICH), "actor": wer, "at": at}
    dokument = store_dokument(inhalt=text.encode(), dateiname="niederschrift-ag78.txt", **ablage)  # type: ignore[arg-type]
    einlesung = Einlesung.objects.create(
        dokument=dokument, dateiname=dokument.dateiname, bereich=bereich, federfuehrend=stelle,
        schutzstufe=Schutzstufe.NICHTOEFFENTLICH, created_by=wer, created_at=at,
    )  # fmt: skip
    lesung = lies_papier(text, datei=dokument.dateiname, oparl={}).als_json()
    record_lesung(einlesung_id=einlesung.pk, text=text, lesung=lesung, actor=wer, at=at)
    decide_open(einlesung_id=einlesung.pk, entscheidung=Entscheidung.ANGENOMMEN, actor=wer, at=at)
    Vorschlag.objects.filter(einlesung=einlesung, entscheidung=Entscheidung.OFFEN).update(
        entscheidung=Entscheidung.ABGELEHNT
    )
    confirm_einlesung(einlesung_id=einlesung.pk, actor=wer, at=at)
