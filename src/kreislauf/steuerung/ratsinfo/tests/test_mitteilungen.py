"""Who is told of a changed state, once, in the product and by mail; and who never is."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.erinnerungen.selectors import offene_anlaesse
from kreislauf.steuerung.ratsinfo.models import Auftrag, Ereignis, Gremium, Mitteilung, Vorlage
from kreislauf.steuerung.ratsinfo.selectors.auftraege import Auswahl, gefiltert
from kreislauf.steuerung.ratsinfo.selectors.mitteilungen import Betroffen, mitteilungen, neue_ereignisse, zeile
from kreislauf.steuerung.ratsinfo.services.auftraege import start_auftrag
from kreislauf.steuerung.ratsinfo.services.mitteilungen import (
    choose_mitteilungen,
    distribute_mitteilungen,
    follow_vorlage,
)
from kreislauf.steuerung.ratsinfo.tests.fabrik import AT, HEUTE, make_auftrag, make_bereich, make_user, make_vorlage

pytestmark = pytest.mark.django_db


class Haus:
    """A county with a unit, a group in the council, and a duty that somebody begins."""

    def __init__(self, stufe: int) -> None:
        self.kreis = make_bereich()
        self.amt = make_bereich("Jugendamt", uebergeordnet=self.kreis)
        self.fraktion = make_bereich("Fraktion Auental", uebergeordnet=self.kreis, art=Bereich.Art.GREMIUM)
        self.fremd = make_bereich("Sozialamt", uebergeordnet=self.kreis)
        self.leitung = make_user("leitung", self.amt, email="leitung@x.example")
        self.stelle = make_user("geschaeftsfuehrung", self.kreis, email="stelle@x.example")
        self.mitglied = make_user("gremienmitglied", self.fraktion, email="mitglied@x.example")
        self.fremde = make_user("leitung", self.fremd, email="fremd@x.example")
        vorlage = make_vorlage(bereich=self.kreis, einreicher="Fraktion Auental", schutzstufe=stufe)
        self.auftrag = make_auftrag(
            vorlage=vorlage, verantwortlich=self.amt, schutzstufe=stufe, text="Konzept vorlegen"
        )
        self.sachbearbeiter = make_user("fachbereich", self.amt, email="fach@x.example")
        start_auftrag(auftrag_id=self.auftrag.pk, actor=self.sachbearbeiter, at=AT)

    def gesagt(self) -> dict[str, str]:
        """Who was told, and why; everybody sees only her own."""
        distribute_mitteilungen(at=AT)
        gesagt: dict[str, str] = {}
        for user in User.objects.all():
            with handeln_als(user, at=AT):
                gesagt |= {user.email.partition("@")[0]: m.grund for m in Mitteilung.objects.all()}
        return gesagt

    def verfolgen(self, user: User) -> None:
        with handeln_als(user, at=AT):
            follow_vorlage(vorlage=self.auftrag.vorlage, folgen=True, actor=user, at=AT)

    def waehlen(self, user: User, *, im_produkt: bool = True, per_mail: bool = True) -> None:
        with handeln_als(user, at=AT):
            choose_mitteilungen(im_produkt=im_produkt, per_mail=per_mail, actor=user)


def test_unit_office_and_mover_are_told_of_what_is_public_and_nobody_else() -> None:
    haus = Haus(Schutzstufe.OEFFENTLICH)

    assert haus.gesagt() == {"leitung": "zustaendig", "stelle": "geschaeftsstelle", "mitglied": "einreicher"}


def test_mover_and_follower_are_not_told_of_what_they_may_not_see() -> None:
    haus = Haus(Schutzstufe.NICHTOEFFENTLICH)
    haus.verfolgen(haus.fremde)

    assert haus.gesagt() == {"leitung": "zustaendig", "stelle": "geschaeftsstelle"}


def test_without_row_security_the_same_choice_would_tell_them() -> None:
    """The control of the test above: it is the database that keeps it from them, not the choice of whom it concerns."""
    haus = Haus(Schutzstufe.NICHTOEFFENTLICH)
    haus.verfolgen(haus.fremde)

    alles = Ereignis.objects.select_related("auftrag__vorlage").get()
    with handeln_als(haus.fremde, at=AT):
        verfolgerin = Betroffen(haus.fremde, HEUTE)
    assert Betroffen(haus.mitglied, HEUTE).grund(alles) == "einreicher"
    assert verfolgerin.grund(alles) == "verfolgt"
    for wer in (haus.mitglied, haus.fremde):
        with handeln_als(wer, at=AT):
            assert neue_ereignisse(wer, AT) == []


def test_notice_goes_out_of_sight_with_its_duty() -> None:
    haus = Haus(Schutzstufe.OEFFENTLICH)
    haus.gesagt()
    with handeln_als(haus.mitglied, at=AT):
        assert [zeile(m).text for m in mitteilungen(haus.mitglied)] == ["Konzept vorlegen"]

    Auftrag.objects.update(schutzstufe=Schutzstufe.NICHTOEFFENTLICH)

    with handeln_als(haus.mitglied, at=AT):
        assert list(mitteilungen(haus.mitglied)) == []


def test_event_is_told_once_and_switched_off_not_at_all() -> None:
    haus = Haus(Schutzstufe.OEFFENTLICH)
    haus.waehlen(haus.mitglied, im_produkt=False)
    assert set(haus.gesagt()) == {"leitung", "stelle"}

    assert distribute_mitteilungen(at=AT + timedelta(hours=1)) == 0
    assert Ereignis.objects.count() == 1


def test_mail_of_the_day_says_it_once_and_only_what_is_public() -> None:
    haus = Haus(Schutzstufe.OEFFENTLICH)
    haus.gesagt()

    with handeln_als(haus.mitglied, at=AT):
        ((anlass, schritt),) = [a for a in offene_anlaesse(haus.mitglied, HEUTE) if a[0].gegenstand.startswith("mitt")]
        assert (schritt, anlass.text, anlass.art) == ("neu", "Konzept vorlegen", "Auftrag begonnen")
    haus.waehlen(haus.mitglied, per_mail=False)
    with handeln_als(haus.mitglied, at=AT):
        assert offene_anlaesse(haus.mitglied, HEUTE) == []
    Auftrag.objects.update(schutzstufe=Schutzstufe.NICHTOEFFENTLICH, frist=date(2028, 1, 1))
    with handeln_als(haus.leitung, at=AT):
        assert [a.text for a, _ in offene_anlaesse(haus.leitung, HEUTE)] == [""]


def test_page_shows_reads_and_chooses(client: Client) -> None:
    haus = Haus(Schutzstufe.OEFFENTLICH)
    client.force_login(haus.leitung)
    seite = reverse("ratsinfo:mitteilungen")
    assert "Konzept vorlegen" in client.get(seite).content.decode()
    with handeln_als(haus.leitung, at=AT):
        mitteilung = Mitteilung.objects.get()

    client.post(reverse("ratsinfo:mitteilung", args=[mitteilung.pk]))

    assert "Konzept vorlegen" not in client.get(seite, {"zeigen": "neue"}).content.decode()
    client.post(reverse("ratsinfo:mitteilungswahl"), {"im_produkt": "nein", "per_mail": "ja"})
    assert "In Kreislauf: ausgeschaltet" in client.get(seite).content.decode()
    client.post(reverse("ratsinfo:vorlage_verfolgen", args=[haus.auftrag.vorlage_id]), {"folgen": "ja"})
    assert "Verfolgte Vorlagen" in client.get(seite).content.decode()


def ag(name: str, **angaben: Any) -> tuple[Gremium, User]:
    bereich = make_bereich(name, uebergeordnet=make_bereich(), art=Bereich.Art.GREMIUM)
    gremium = Gremium.objects.create(name=name, bereich=bereich, art=Gremium.Art.ARBEITSGRUPPE, schutzstufe=0)
    return gremium, make_user("gremienmitglied", bereich, email=f"{name[-3:]}@x.example")


def test_working_group_keeps_its_duties_before_its_own_members_only() -> None:
    hilfen, mitglied = ag("AG 78 HzE")
    _, anderes = ag("AG 78 Kita")
    niederschrift = make_vorlage(bereich=hilfen.bereich, art="Niederschrift", betreff="Sitzung der AG 78 HzE")
    make_auftrag(vorlage=niederschrift, gremium=hilfen, quelle="protokoll", text="Lücke unter 6 Jahren belegen")
    make_auftrag(text="eines Ausschusses")

    auswahl = Auswahl(gremienart="arbeitsgruppe")

    assert [a.text for a in gefiltert(auswahl, HEUTE)] == ["Lücke unter 6 Jahren belegen"]
    with handeln_als(mitglied, at=AT):
        assert [a.text for a in gefiltert(auswahl, HEUTE)] == ["Lücke unter 6 Jahren belegen"]
        assert Vorlage.objects.get() == niederschrift
    with handeln_als(anderes, at=AT):
        assert not gefiltert(auswahl, HEUTE).exists()
        assert not Vorlage.objects.exists()


def test_concern_is_told_apart_by_the_name_of_the_own_area() -> None:
    haus = Haus(Schutzstufe.OEFFENTLICH)

    assert Betroffen(haus.fremde, HEUTE).grund(Ereignis.objects.get()) == ""
