"""Pages of the council loop, from the import to the report."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import User
from kreislauf.steuerung.ratsinfo.models import Auftrag, Vorlage, Vorschlag
from kreislauf.steuerung.ratsinfo.services import einlesen, uebernahme, vorschlaege
from kreislauf.steuerung.ratsinfo.states import Entscheidung
from kreislauf.steuerung.ratsinfo.tests.fabrik import (
    AT,
    make_auftrag,
    make_bereich,
    make_einlesung,
    make_gremium,
    make_user,
)
from kreislauf.steuerung.ratsinfo.tests.test_uebernahme import lesung

pytestmark = pytest.mark.django_db


@pytest.fixture
def geschaeftsfuehrung() -> User:
    kreis = make_bereich()
    make_bereich("Jugendamt", uebergeordnet=kreis)
    make_gremium(bereich=kreis)
    return make_user("geschaeftsfuehrung", kreis)


@pytest.fixture
def vorlage(geschaeftsfuehrung: User) -> Vorlage:
    einlesung = make_einlesung(bereich=make_bereich(), created_by=geschaeftsfuehrung)
    einlesen.record_lesung(
        einlesung_id=einlesung.pk, text="Zeile eins\nx\n", lesung=lesung(), actor=geschaeftsfuehrung, at=AT
    )
    vorschlaege.decide_open(
        einlesung_id=einlesung.pk, entscheidung=Entscheidung.ANGENOMMEN, actor=geschaeftsfuehrung, at=AT
    )
    return uebernahme.confirm_einlesung(einlesung_id=einlesung.pk, actor=geschaeftsfuehrung, at=AT)


@pytest.mark.parametrize(
    "name",
    ["vorlagen", "auftraege", "tafel", "kalender", "auftraege_csv", "auftraege_xlsx", "berichte", "einlesungen",
     "einlesung_neu", "jahresuebersicht"],
)  # fmt: skip
def test_page_answers(client: Client, geschaeftsfuehrung: User, vorlage: Vorlage, name: str) -> None:
    client.force_login(geschaeftsfuehrung)
    assert client.get(reverse(f"ratsinfo:{name}")).status_code == 200


def test_import_screen_decides_and_confirms(client: Client, geschaeftsfuehrung: User) -> None:
    einlesung = make_einlesung(bereich=make_bereich(), created_by=geschaeftsfuehrung)
    einlesen.record_lesung(einlesung_id=einlesung.pk, text="a\nb", lesung=lesung(), actor=geschaeftsfuehrung, at=AT)
    client.force_login(geschaeftsfuehrung)
    seite = reverse("ratsinfo:einlesung", args=[einlesung.pk])
    assert "Der Tag passt nicht." in client.get(seite).content.decode()
    auftrag = einlesung.vorschlaege.get(art=Vorschlag.Art.AUFTRAG)
    adresse = reverse("ratsinfo:vorschlag_entscheiden", args=[auftrag.pk])
    assert client.get(reverse("ratsinfo:vorschlag", args=[auftrag.pk]) + "?form").status_code == 200
    praefix = str(auftrag.pk)[:8]
    falsch = client.post(adresse, {"entscheidung": "berichtigt", f"{praefix}-text": ""}, headers={"HX-Request": "true"})
    assert falsch.status_code == 422
    richtig = client.post(
        adresse,
        {
            "entscheidung": "berichtigt",
            f"{praefix}-text": "Fachstandards dem Ausschuss vorlegen",
            f"{praefix}-verantwortlich": make_bereich("Jugendamt", uebergeordnet=make_bereich()).pk,
            f"{praefix}-verantwortliche_rolle": "leitung",
            f"{praefix}-frist": "2026-10-31",
            f"{praefix}-punkt": "1",
        },
        headers={"HX-Request": "true"},
    )
    assert richtig.status_code == 200
    client.post(reverse("ratsinfo:vorschlaege_entscheiden", args=[einlesung.pk]), {"entscheidung": "angenommen"})

    antwort = client.post(reverse("ratsinfo:einlesung_bestaetigen", args=[einlesung.pk]), follow=True)

    assert "Fachstandards dem Ausschuss vorlegen" in antwort.content.decode()
    assert Auftrag.objects.get().frist == date(2026, 10, 31)


def test_duty_is_postponed_proven_and_completed(client: Client, geschaeftsfuehrung: User, vorlage: Vorlage) -> None:
    client.force_login(geschaeftsfuehrung)
    auftrag = vorlage.auftraege.get()
    seite = reverse("ratsinfo:auftrag", args=[auftrag.pk])

    def tun(akt: str, **daten: str) -> int:
        return client.post(reverse("ratsinfo:auftrag_handeln", args=[auftrag.pk, akt]), daten).status_code

    assert client.get(seite).status_code == 200
    assert tun("complete", erledigt_am="2026-11-01") == 422  # no evidence yet
    assert tun("postpone", auf="2026-01-01", grund="personal", erlaeuterung="x") == 422  # not later
    assert tun("postpone", auf="2027-01-31", grund="personal", erlaeuterung="Stelle unbesetzt") == 302
    assert tun("evidence", beschreibung="Beschluss des Ausschusses", datum="2026-11-20") == 302
    assert tun("complete", erledigt_am="2026-11-20") == 302
    auftrag.refresh_from_db()
    assert (auftrag.state, auftrag.urspruengliche_frist) == ("erledigt", date(2026, 9, 30))
    assert "Stelle unbesetzt" in client.get(seite).content.decode()


def test_report_is_written_and_signed_by_two_people(client: Client, geschaeftsfuehrung: User, vorlage: Vorlage) -> None:
    client.force_login(geschaeftsfuehrung)
    antwort = client.post(reverse("ratsinfo:bericht_entwerfen", args=[vorlage.pk]), follow=True)
    bericht = vorlage.umsetzungsberichte.get()
    assert "Das fehlt noch" in antwort.content.decode()
    unvollstaendig = client.post(reverse("ratsinfo:bericht_handeln", args=[bericht.pk, "submit"]))
    assert unvollstaendig.status_code == 409
    punkt = bericht.punkte.get()
    p = f"p{punkt.pk}"
    client.post(
        reverse("ratsinfo:berichtspunkt", args=[bericht.pk, punkt.pk]),
        {
            f"{p}-status": "umgesetzt",
            f"{p}-sachstand": "Die Fachstandards sind beschlossen.",
            f"{p}-nachweis": "Protokoll",
            f"{p}-umgesetzt_am": "2026-11-20",
        },
    )
    assert client.post(reverse("ratsinfo:bericht_handeln", args=[bericht.pk, "submit"])).status_code == 302
    assert client.post(reverse("ratsinfo:bericht_handeln", args=[bericht.pk, "approve"])).status_code == 403
    client.force_login(make_user("leitung", make_bereich()))

    assert client.post(reverse("ratsinfo:bericht_handeln", args=[bericht.pk, "approve"])).status_code == 302

    bericht.refresh_from_db()
    assert bericht.state == "freigegeben"


def test_foreign_nonpublic_duty_is_not_found(client: Client, geschaeftsfuehrung: User) -> None:
    auftrag = make_auftrag(schutzstufe=Schutzstufe.NICHTOEFFENTLICH)
    client.force_login(
        make_user("gremienmitglied", make_bereich("Ausschuss", art="gremium", uebergeordnet=make_bereich()))
    )

    assert client.get(reverse("ratsinfo:auftrag", args=[auftrag.pk])).status_code == 404


def test_calendar_feed_needs_its_key(client: Client, geschaeftsfuehrung: User, vorlage: Vorlage) -> None:
    assert client.get("/rat/auftraege/kalender/erfunden.ics").status_code == 404


def test_paper_shows_dropped_and_new_points_and_settles_them(client: Client, geschaeftsfuehrung: User) -> None:
    punkte = [
        {"satz": "Antrag 2026-01-01", "nummer": "1", "text": "Der Landrat dankt den Fachkräften im Jugendamt."},
        {"satz": "Beschluss 2026-02-01", "nummer": "1", "text": "Über die Kosten wird im Herbst neu beraten."},
    ]
    einlesung = make_einlesung(bereich=make_bereich(), created_by=geschaeftsfuehrung)
    daten = lesung(beschlusspunkte=punkte)
    einlesen.record_lesung(einlesung_id=einlesung.pk, text="a", lesung=daten, actor=geschaeftsfuehrung, at=AT)
    wahl = Entscheidung.ANGENOMMEN
    vorschlaege.decide_open(einlesung_id=einlesung.pk, entscheidung=wahl, actor=geschaeftsfuehrung, at=AT)
    vorlage = uebernahme.confirm_einlesung(einlesung_id=einlesung.pk, actor=geschaeftsfuehrung, at=AT)
    client.force_login(geschaeftsfuehrung)

    assert "nicht übernommen" in client.get(reverse("ratsinfo:vorlage", args=[vorlage.pk])).content.decode()
    vergleich = vorlage.punktvergleiche.get(art="entfallen")
    adresse = reverse("ratsinfo:punktvergleich", args=[vergleich.pk])
    assert client.get(adresse).status_code == 200
    assert client.post(adresse, {"art": "ersetzt", "text": "durch Punkt 1"}).status_code == 302
    vergleich.refresh_from_db()
    assert (vergleich.art, vergleich.bestaetigt) == ("ersetzt", True)
