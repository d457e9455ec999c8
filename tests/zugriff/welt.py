"""A small county for the access matrices: rows of one's own area, of a foreign one, and what is öffentlich."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.accounts.rollen import ROLLEN
from kreislauf.foundation.documents.services import store_dokument
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.foundation.journal.models import Zeile
from kreislauf.foundation.search import services as search
from kreislauf.steuerung.oparl_eingang.models import Abruf, Bindung, Quelle, Spiegelobjekt
from kreislauf.steuerung.ratsinfo.models import (
    Befundentscheidung,
    Beratung,
    Berichtspunkt,
    Einlesungsbefund,
    Fristverschiebung,
    Gremium,
    Nachweis,
    Punktvergleich,
    Umsetzungsbericht,
    Vorlage,
    Vorlagenbezug,
    Vorlagenquelle,
    Vorschlag,
    Zuordnung,
)
from kreislauf.steuerung.ratsinfo.tests.fabrik import (
    AT,
    make_auftrag,
    make_bereich,
    make_beschluss,
    make_einlesung,
    make_gremium,
    make_punkt,
    make_user,
    make_vorlage,
)
from kreislauf.steuerung.veroeffentlichung.models import Buergerseite, Stand
from tests.zugriff.fallwelt import fallzeilen

OHNE_ROLLE = "ohne_rolle"
GAST = "gast"


@dataclass(frozen=True, slots=True)
class Welt:
    """`personen` by role (all hold it in the own area); `objekte` by relation: eigen, fremd, oeffentlich."""

    personen: Mapping[str, User | None]
    objekte: Mapping[str, Mapping[str, object]]


def bauen() -> Welt:
    """Called with all rights."""
    kreis = make_bereich("Kreis Auental", art=Bereich.Art.KOERPERSCHAFT)
    eigen = make_bereich("Jugendamt", uebergeordnet=kreis)
    fremd = make_bereich("Sozialamt", uebergeordnet=kreis)
    personen: dict[str, User | None] = {rolle: make_user(rolle, eigen, email=f"{rolle}@x.example") for rolle in ROLLEN}
    personen[OHNE_ROLLE] = User.objects.create_user("ohne@x.example", "geheim", nachname="Ohne")
    personen[GAST] = None
    urheber = make_user("geschaeftsfuehrung", kreis, email="urheber@x.example")
    return Welt(
        personen=personen,
        objekte={
            "eigen": _zeilen(eigen, Schutzstufe.NICHTOEFFENTLICH, urheber),
            "fremd": _zeilen(fremd, Schutzstufe.NICHTOEFFENTLICH, urheber),
            "oeffentlich": _zeilen(fremd, Schutzstufe.OEFFENTLICH, urheber),
        },
    )


def _zeilen(bereich: Bereich, stufe: int, urheber: User) -> dict[str, object]:
    """One row of each protected table, by its table's name."""
    g = {"bereich": bereich, "schutzstufe": stufe}
    von = {"created_by": urheber, "created_at": AT}
    vorlage = make_vorlage(**g)
    beschluss = make_beschluss(vorlage, schutzstufe=stufe)
    punkt = make_punkt(beschluss, schutzstufe=stufe)
    auftrag = make_auftrag(vorlage=vorlage, punkt=punkt, schutzstufe=stufe)
    bericht = Umsetzungsbericht.objects.create(
        vorlage=vorlage, beschluss=beschluss, datum=date(2026, 11, 1), **g, **von
    )
    einlesung = make_einlesung(schutzstufe=stufe, bereich=bereich, created_by=urheber, state="gelesen", text="Zeile")
    dokument = store_dokument(
        inhalt=b"Inhalt", dateiname="a.txt", bereich_id=bereich.pk, schutzstufe=stufe, actor=urheber, at=AT
    )
    search.index(vorlage)
    objekte: list[Any] = [
        bereich,
        vorlage,
        beschluss,
        punkt,
        auftrag,
        bericht,
        einlesung,
        dokument,
        make_gremium(f"Ausschuss {bereich} {stufe}", bereich=bereich)
        if stufe == Schutzstufe.OEFFENTLICH
        else Gremium.objects.create(name=f"Ausschuss {stufe}", **g),
        Vorlagenbezug.objects.create(von=vorlage, auf_nummer="V/1", **g),
        Vorlagenquelle.objects.create(vorlage=vorlage, art="hand", kennung="x", received_at=AT, **g),
        Zuordnung.objects.create(von=make_vorlage(**g), auf=vorlage, art="neufassung", wert=90, created_at=AT, **g),
        Beratung.objects.create(vorlage=vorlage, gremium_name="Ausschuss", **g),
        Punktvergleich.objects.create(vorlage=vorlage, von=punkt, art="uebernommen", **g),
        Befundentscheidung.objects.create(
            vorlage=vorlage, schluessel="x", art="verzug", text="x", grund="x", **g, **von
        ),
        Fristverschiebung.objects.create(
            auftrag=auftrag, auf=date(2027, 1, 1), grund="personal", erlaeuterung="x", **g, **von
        ),
        Nachweis.objects.create(auftrag=auftrag, beschreibung="x", datum=date(2026, 1, 1), **g, **von),
        Berichtspunkt.objects.create(bericht=bericht, punkt=punkt, nummer="1", **g),
        Vorschlag.objects.create(einlesung=einlesung, art="norm", daten={"norm": "SGB VIII § 36"}, **g),
        Einlesungsbefund.objects.create(einlesung=einlesung, art="x", text="x", **g),
        Buergerseite.objects.create(vorlage=vorlage, **g, **von),
        *_quellenzeilen(vorlage, g, urheber),
        *fallzeilen(dokument, g, urheber),
        Lauf.objects.create(art="ratsinfo.einlesen", titel="Lauf", angaben={"einlesungen": []}, **von),
    ]
    weitere = {
        "search_eintrag": _eintrag(vorlage),
        "accounts_user": make_user("planung", bereich, email=f"person-{bereich.pk}-{stufe}@x.example"),
        "journal_zeile": Zeile.objects.filter(objekt_id=str(dokument.pk)).get(),
    }
    if stufe == Schutzstufe.OEFFENTLICH:
        weitere["veroeffentlichung_stand"] = Stand.objects.get(typ="paper", schluessel=str(vorlage.pk))
    weitere["accounts_zustaendigkeit"] = Zustaendigkeit.objects.get(user=weitere["accounts_user"])
    return {o._meta.db_table: o for o in objekte} | weitere


def _quellenzeilen(vorlage: Vorlage, g: dict[str, Any], urheber: User) -> list[Any]:
    """A source with a fetch, and a paper that it holds."""
    quelle = Quelle.objects.create(
        name="Rat", adresse=f"https://rat{g['schutzstufe']}.example/oparl", created_by=urheber, created_at=AT,
        updated_at=AT, **g,
    )  # fmt: skip
    abruf = Abruf.objects.create(quelle=quelle, voll=True, state="vollstaendig", started_at=AT, created_by=urheber, **g)
    objekt = Spiegelobjekt.objects.create(
        quelle=quelle, kennung="https://rat.example/1", typ="Paper", roh={"id": "https://rat.example/1"},
        gesehen=abruf.pk, created_at=AT, updated_at=AT, **g,
    )  # fmt: skip
    return [quelle, abruf, objekt, Bindung.objects.create(objekt=objekt, vorlage=vorlage, created_at=AT, **g)]


def _eintrag(vorlage: Vorlage) -> object:
    from kreislauf.foundation.search.models import Eintrag

    return Eintrag.objects.get(objekt_id=str(vorlage.pk))
