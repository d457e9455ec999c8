"""The process that is killed: imports generated papers one after another until somebody stops it."""

import itertools
import sys
import uuid
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from kreislauf.foundation.access.context import handeln_als, handeln_als_system  # noqa: E402
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit  # noqa: E402
from kreislauf.foundation.accounts.rollen import KLASSEN, VERBEN  # noqa: E402
from kreislauf.foundation.documents.models import Dokument  # noqa: E402
from kreislauf.steuerung.ratsinfo.models import Einlesung, Vorschlag  # noqa: E402
from kreislauf.steuerung.ratsinfo.services import einlesen, uebernahme, vorschlaege  # noqa: E402
from kreislauf.steuerung.ratsinfo.services.vorschlagsdaten import vorschlaege_aus_lesung  # noqa: E402
from kreislauf.steuerung.ratsinfo.states import Einlesestand, Entscheidung  # noqa: E402

PAPIERE = 40  # the same papers come again and again: a second import must update, not double


def lesung(nummer: int) -> dict[str, Any]:
    """What the reader puts out for one generated paper."""
    tag = f"2026-03-{nummer % 28 + 1:02}"
    return {
        "vorlagennummer": f"V/{nummer:04}/2026",
        "art": "Beschlussvorlage",
        "betreff": f"Vorhaben {nummer}",
        "datum": "2026-01-15",
        "beratungsfolge": [{"gremium": f"Ausschuss {i}", "datum": tag, "zustaendigkeit": "Beratung"} for i in range(3)],
        "beschluesse": [{"gremium": "Ausschuss 0", "datum": tag, "ergebnis": "beschlossen", "zeile": 9, "zitat": "x"}],
        "beschlusspunkte": [
            {"satz": f"Beschluss {tag}", "nummer": str(i), "text": f"Punkt {i}", "zeile": 10 + i, "zitat": f"Punkt {i}"}
            for i in range(1, 6)
        ],
        "auftraege": [
            {"text": f"Auftrag {i} zu {nummer}", "frist": f"2026-{i + 1:02}-28", "zeile": 20 + i, "zitat": f"Satz {i}"}
            for i in range(8)
        ],
    }


def einrichten() -> None:
    with handeln_als_system():
        kreis = Bereich.objects.create(name="Kreis", art=Bereich.Art.KOERPERSCHAFT)
        user = User.objects.create_user("g@x.example", None, nachname="G")
        Zustaendigkeit.objects.create(user=user, rolle="geschaeftsfuehrung", bereich=kreis, beginn="2026-01-01")


def eine(user: User, bereich: Bereich, nummer: int) -> None:
    """Upload, read, accept, confirm: as the person and the worker do it, each act in its own transaction."""
    inhalt = f"Vorlage {nummer}".encode()
    with handeln_als(user, at=timezone.now()):
        lauf = einlesen.upload_vorlagen(
            dateien=[(f"{nummer}.txt", inhalt)],
            bereich=bereich,
            federfuehrend=bereich,
            schutzstufe=0,
            actor=user,
            at=timezone.now(),
        )
    kennung = lauf.angaben["einlesungen"][0]
    gelesen = {"text": f"Vorlage {nummer}", "lesung": lesung(nummer), "actor": user}
    with handeln_als(user, at=timezone.now()):
        einlesen.record_lesung(einlesung_id=kennung, at=timezone.now(), **gelesen)
    bestaetigen(user, kennung)


def bestaetigen(user: User, kennung: object) -> None:
    angaben: Any = {"einlesung_id": kennung, "actor": user, "at": timezone.now()}
    with handeln_als(user, at=timezone.now()):
        vorschlaege.decide_open(entscheidung=Entscheidung.ANGENOMMEN, **angaben)
    with handeln_als(user, at=timezone.now()):
        uebernahme.confirm_einlesung(**angaben)


def ohne_transaktion() -> None:
    """The control: confirming without its transaction, so that every statement commits by itself."""
    with connection.cursor() as cursor:  # the rights hold for the whole connection
        cursor.execute("SELECT set_config('kreislauf.person', 'system', false)")
        for klasse, verb in itertools.product(KLASSEN, VERBEN):
            cursor.execute("SELECT set_config(%s, '0', false)", [f"kreislauf.{klasse}_{verb}"])
    module: Any = uebernahme
    module.confirm_einlesung = module.confirm_einlesung.__wrapped__
    module.lock = lambda model, pk: model.objects.get(pk=pk)


def main(wie: str, runde: int) -> None:
    with handeln_als_system():
        user, bereich = User.objects.get(), Bereich.objects.get()
        offen = list(Einlesung.objects.filter(state=Einlesestand.GELESEN).values_list("pk", flat=True))
    if wie == "ohne":
        ohne_transaktion()
    sys.stdout.write("los\n")
    sys.stdout.flush()
    for kennung in offen[:3]:  # what the last kill left behind is taken up again
        _bestaetigen(wie, user, kennung)
    for nummer in itertools.cycle(range(runde * 7 % PAPIERE, PAPIERE)):
        if wie == "mit":
            eine(user, bereich, nummer)
        else:
            _ohne(user, bereich, nummer + 1000 * (runde + 1))


def _bestaetigen(wie: str, user: User, kennung: object) -> None:
    if wie == "mit":
        bestaetigen(user, kennung)


def _ohne(user: User, bereich: Bereich, nummer: int) -> None:
    at = timezone.now()
    gemeinsam: Any = {"bereich": bereich, "created_at": at}
    dokument = Dokument.objects.create(
        sha256=uuid.uuid4().hex * 2, groesse=1, medientyp="text/plain", dateiname="x", **gemeinsam
    )
    einlesung = Einlesung.objects.create(
        dokument=dokument, dateiname="x", created_by=user, federfuehrend=bereich, state="gelesen", text="x", **gemeinsam
    )
    for felder in vorschlaege_aus_lesung(lesung(nummer), einlesung, {}, at.date()):
        Vorschlag.objects.create(einlesung=einlesung, bereich=bereich, entscheidung="angenommen", **felder)
    uebernahme.confirm_einlesung(einlesung_id=einlesung.pk, actor=user, at=at)


if __name__ == "__main__":
    if sys.argv[1] == "einrichten":
        einrichten()
    else:
        main(sys.argv[1], int(sys.argv[2]))
