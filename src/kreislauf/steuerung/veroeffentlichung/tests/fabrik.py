"""A small county with public and non-public rows side by side; every non-public text carries a mark."""

from datetime import date
from pathlib import Path
from typing import Any

from django.test import Client

from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.steuerung.ratsinfo.models import (
    Beratung,
    Berichtspunkt,
    Gremium,
    Nachweis,
    Umsetzungsbericht,
    Vorlage,
    Vorlagenbezug,
)
from kreislauf.steuerung.ratsinfo.tests.fabrik import (
    AT,
    make_auftrag,
    make_bereich,
    make_beschluss,
    make_punkt,
    make_user,
    make_vorlage,
)

GEHEIM = "Verschlusssache"
BASIS = "http://127.0.0.1:8000"
EINSTELLUNG = """
eingeschaltet: true
name: Kreis Auental
kurzname: Auental
seit: "2026-01-01"
lizenz: https://www.govdata.de/dl-de/by-2-0
ags: "03999001"
rgs: "039990010001"
website: https://www.auental.example/
kontakt: Kreistagsbüro
email: kreistag@auental.example
anschrift: {strasse: Schlossplatz 1, plz: "26999", ort: Auental}
wahlperioden:
  - {kennung: wp-10, name: 10. Wahlperiode, beginn: "2021-11-01", ende: "2026-10-31"}
  - {kennung: wp-11, name: 11. Wahlperiode, beginn: "2026-11-01"}
"""


def einschalten(ordner: Path, text: str = EINSTELLUNG) -> None:
    (ordner / "oparl.yaml").write_text(text, encoding="utf-8")


def hole(client: Client, url: str) -> Any:
    antwort = client.get(url.removeprefix(BASIS))
    assert antwort.status_code == 200, f"{url}: {antwort.content.decode()[:300]}"
    return antwort.json()


def make_vorgang(bereich: Bereich, gremium: Gremium, stufe: int, text: str, tag: date = date(2026, 2, 1)) -> Vorlage:
    """A paper with everything that hangs on it, all at one level of protection."""
    urheber = make_user("geschaeftsfuehrung", bereich)
    von = {"created_by": urheber, "created_at": AT}
    g = {"bereich": bereich, "schutzstufe": stufe}
    dokument = store_dokument(
        inhalt=f"{text} {stufe} {Vorlage.objects.count()}".encode(),
        dateiname=f"{text}.txt",
        bereich_id=bereich.pk,
        schutzstufe=stufe,
        actor=urheber,
        at=AT,
    )
    vorlage = make_vorlage(betreff=text, dokument=dokument, art="Beschlussvorlage", **g)
    Beratung.objects.create(
        vorlage=vorlage, gremium=gremium, gremium_name=gremium.name, datum=tag, zustaendigkeit="Entscheidung", **g
    )
    beschluss = make_beschluss(vorlage, schutzstufe=stufe, gremium_name=gremium.name, datum=tag)
    punkt = make_punkt(beschluss, schutzstufe=stufe, text=f"{text}: Punkt")
    auftrag = make_auftrag(vorlage=vorlage, punkt=punkt, text=f"{text}: Auftrag", schutzstufe=stufe)
    Nachweis.objects.create(auftrag=auftrag, beschreibung=text, datum=tag, **g, **von)
    for state in ("versandt", "entwurf"):
        zusatz = text if state == "versandt" else f"{GEHEIM} Entwurf"
        bericht = Umsetzungsbericht.objects.create(
            vorlage=vorlage,
            beschluss=beschluss,
            datum=tag,
            state=state,
            approved_by=make_user("leitung", bereich) if state == "versandt" else None,
            **g,
            **von,
        )
        Berichtspunkt.objects.create(
            bericht=bericht, punkt=punkt, nummer="1", status="in_arbeit", sachstand=f"{zusatz}: Stand", **g
        )
    return vorlage


def make_kreis() -> dict[str, Vorlage]:
    """`offen`, `zweite` are public, `geheim` is in the same meeting, `gemischt` has public parts only."""
    bereich = make_bereich()
    gremium = Gremium.objects.create(name="Jugendhilfeausschuss", bereich=bereich, schutzstufe=0)
    geheimes = Gremium.objects.create(name=f"{GEHEIM} Runde", bereich=bereich, schutzstufe=2)
    offen = make_vorgang(bereich, gremium, 0, "Fachstandards")
    zweite = make_vorgang(bereich, gremium, 0, "Ganztag", date(2026, 5, 6))
    geheim = make_vorgang(bereich, gremium, 2, GEHEIM)
    intern = make_vorgang(bereich, geheimes, 1, f"{GEHEIM} intern")
    gemischt = make_vorgang(bereich, gremium, 0, f"{GEHEIM} Hülle")
    Vorlage.objects.filter(pk=gemischt.pk).update(schutzstufe=2)  # its parts still say öffentlich
    make_auftrag(vorlage=offen, text=f"{GEHEIM} Auftrag an offener Vorlage", schutzstufe=2)
    Beratung.objects.create(
        vorlage=offen, gremium=geheimes, gremium_name=geheimes.name, datum=date(2026, 3, 3), bereich=bereich
    )
    Vorlagenbezug.objects.create(von=offen, auf=zweite, auf_nummer="1", bereich=bereich, schutzstufe=0)
    Vorlagenbezug.objects.create(von=offen, auf=geheim, auf_nummer="2", bereich=bereich, schutzstufe=0)
    return {"offen": offen, "zweite": zweite, "geheim": geheim, "intern": intern, "gemischt": gemischt}
