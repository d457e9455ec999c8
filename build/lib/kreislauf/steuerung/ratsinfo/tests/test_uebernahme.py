"""A paper enters the record once, whole, and only as people confirmed it."""

from typing import Any

import pytest

from kreislauf.steuerung.ratsinfo.models import Auftrag, Beratung, Einlesung, Vorlage, Vorschlag
from kreislauf.steuerung.ratsinfo.services import einlesen, uebernahme, vorschlaege
from kreislauf.steuerung.ratsinfo.states import Entscheidung
from kreislauf.steuerung.ratsinfo.tests.fabrik import AT, make_bereich, make_einlesung, make_gremium, make_user

pytestmark = pytest.mark.django_db


def lesung(**felder: Any) -> dict[str, Any]:
    """What the reader puts out for a small paper."""
    return {
        "vorlagennummer": "V/0042/2026",
        "art": "Beschlussvorlage",
        "betreff": "Fachstandards für Hilfen zur Erziehung",
        "datum": "2026-01-15",
        "koerperschaft": "Kreis Auental",
        "beratungsfolge": [
            {"gremium": "Jugendhilfeausschuss", "datum": "2026-02-01", "zustaendigkeit": "Entscheidung"}
        ],
        "beschluesse": [
            {
                "gremium": "Jugendhilfeausschuss",
                "datum": "2026-02-01",
                "ergebnis": "beschlossen",
                "einstimmig": True,
                "ja": 15,
                "nein": 0,
                "enthaltung": 0,
                "zeile": 20,
                "zitat": "einstimmig angenommen",
            }
        ],
        "beschlusspunkte": [
            {"satz": "Beschluss 2026-02-01", "nummer": "1", "text": "Fachstandards vorlegen", "zeile": 21, "zitat": "x"}
        ],
        "auftraege": [
            {
                "text": "Fachstandards vorlegen",
                "verantwortlich": "das Jugendamt",
                "frist": "2026-09-30",
                "zeile": 21,
                "zitat": "bis zum Ende des dritten Quartals 2026 vorgelegt",
            }
        ],
        "umsetzungsberichte": [],
        "zahlen": [{"wert": 49, "einheit": "Anträge", "zeile": 30, "zitat": "49 von 732"}],
        "normen": ["SGB VIII § 36"],
        "verweise": ["V/0001/2025"],
        "befunde": [{"art": "wochentag", "text": "Der Tag passt nicht.", "zeilen": [5], "schwere": "warnung"}],
        **felder,
    }


@pytest.fixture
def einlesung() -> Einlesung:
    kreis = make_bereich()
    make_bereich("Jugendamt", uebergeordnet=kreis)
    make_gremium()
    return make_einlesung(bereich=kreis)


def gelesen(einlesung: Einlesung, daten: dict[str, Any], text: str = "Text") -> Einlesung:
    einlesen.record_lesung(einlesung_id=einlesung.pk, text=text, lesung=daten, actor=einlesung.created_by, at=AT)
    einlesung.refresh_from_db()
    return einlesung


def bestaetigt(einlesung: Einlesung) -> Vorlage:
    actor = einlesung.created_by
    vorschlaege.decide_open(einlesung_id=einlesung.pk, entscheidung=Entscheidung.ANGENOMMEN, actor=actor, at=AT)
    return uebernahme.confirm_einlesung(einlesung_id=einlesung.pk, actor=actor, at=AT)


def test_confirm_einlesung_brings_every_accepted_item_into_the_record(einlesung: Einlesung) -> None:
    vorlage = bestaetigt(gelesen(einlesung, lesung()))

    auftrag = vorlage.auftraege.get()
    assert vorlage.nummer == "V/0042/2026"
    assert auftrag.verantwortlich.name == "Jugendamt"
    assert auftrag.frist is not None
    assert auftrag.frist.isoformat() == "2026-09-30"
    assert auftrag.punkt is not None
    assert auftrag.punkt.nummer == "1"
    assert vorlage.beschluesse.get().erster_bericht_am is not None
    assert vorlage.bezuege.get().auf_nummer == "V/0001/2025"
    assert vorlage.beratungen.get().gremium is not None


def test_confirm_einlesung_refuses_while_something_is_undecided(einlesung: Einlesung) -> None:
    gelesen(einlesung, lesung())

    with pytest.raises(uebernahme.NochOffen):
        uebernahme.confirm_einlesung(einlesung_id=einlesung.pk, actor=einlesung.created_by, at=AT)

    assert not Vorlage.objects.exists()


def test_rejected_proposals_do_not_enter_the_record(einlesung: Einlesung) -> None:
    gelesen(einlesung, lesung())
    auftrag = einlesung.vorschlaege.get(art=Vorschlag.Art.AUFTRAG)
    vorschlaege.decide_vorschlag(
        vorschlag_id=auftrag.pk, entscheidung=Entscheidung.ABGELEHNT, actor=einlesung.created_by, at=AT
    )

    assert bestaetigt(einlesung).auftraege.count() == 0


def test_second_import_of_the_same_paper_doubles_nothing(einlesung: Einlesung) -> None:
    bestaetigt(gelesen(einlesung, lesung()))
    zweite = make_einlesung(bereich=einlesung.bereich, created_by=einlesung.created_by)
    verschoben = lesung()
    verschoben["auftraege"][0] |= {"zeile": 25, "zitat": "bis zum Ende des  dritten Quartals 2026 vorgelegt."}

    bestaetigt(gelesen(zweite, verschoben, "Text mit neuer Zeile"))

    assert Vorlage.objects.count() == 1
    assert Auftrag.objects.get().zeile == 25
    assert Beratung.objects.count() == 1


def test_moved_consultation_is_a_new_row_and_the_old_one_is_kept(einlesung: Einlesung) -> None:
    bestaetigt(gelesen(einlesung, lesung()))
    zweite = make_einlesung(bereich=einlesung.bereich, created_by=einlesung.created_by)
    verlegt = lesung()
    verlegt["beratungsfolge"][0]["datum"] = "2026-03-01"

    vorlage = bestaetigt(gelesen(zweite, verlegt))

    alt, neu = vorlage.beratungen.order_by("datum")
    assert alt.verlegt_auf == neu


def test_paper_without_number_is_known_by_its_text(einlesung: Einlesung) -> None:
    bestaetigt(gelesen(einlesung, lesung(vorlagennummer=None), "Ein  Text\n"))
    zweite = make_einlesung(bereich=einlesung.bereich, created_by=einlesung.created_by)

    bestaetigt(gelesen(zweite, lesung(vorlagennummer=None), "Ein Text"))

    assert Vorlage.objects.count() == 1


def test_duty_without_responsible_unit_stays_open(einlesung: Einlesung) -> None:
    daten = lesung()
    daten["auftraege"][0]["verantwortlich"] = None
    gelesen(einlesung, daten)

    _, unvollstaendig = vorschlaege.decide_open(
        einlesung_id=einlesung.pk, entscheidung=Entscheidung.ANGENOMMEN, actor=einlesung.created_by, at=AT
    )

    assert [v.art for v in unvollstaendig] == [Vorschlag.Art.AUFTRAG]


def test_record_lesung_is_safe_to_run_twice(einlesung: Einlesung) -> None:
    gelesen(einlesung, lesung())
    anzahl = einlesung.vorschlaege.count()

    gelesen(einlesung, lesung())

    assert einlesung.vorschlaege.count() == anzahl


def test_point_of_a_resolution_that_is_not_there_is_refused(einlesung: Einlesung) -> None:
    gelesen(einlesung, lesung(beschluesse=[]))

    with pytest.raises(uebernahme_punkte_fehler()):
        bestaetigt(einlesung)


def uebernahme_punkte_fehler() -> type[Exception]:
    from kreislauf.steuerung.ratsinfo.services.uebernahme_punkte import PunktOhneBeschluss

    return PunktOhneBeschluss


def test_what_became_of_each_point_of_the_motion_is_listed(einlesung: Einlesung) -> None:
    gemeinsam = "Das Jugendamt legt dem Ausschuss verbindliche Fachstandards für alle Hilfen vor"
    punkte = [
        {"satz": "Antrag 2026-01-01", "nummer": "1", "text": f"{gemeinsam} und richtet eine weisungsfreie Stelle ein."},
        {"satz": "Antrag 2026-01-01", "nummer": "2", "text": "Der Landrat dankt den Fachkräften."},
        {
            "satz": "Beschluss 2026-02-01",
            "nummer": "1",
            "text": f"{gemeinsam} und richtet eine weisungsbefugte Stelle ein.",
        },
        {"satz": "Beschluss 2026-02-01", "nummer": "2", "text": "Über die Kosten wird im Herbst beraten."},
    ]
    vorlage = bestaetigt(gelesen(einlesung, lesung(beschlusspunkte=punkte)))

    arten = {(v.von.nummer if v.von else None, v.art): v.abweichung for v in vorlage.punktvergleiche.all()}

    assert set(arten) == {("1", "geaendert"), ("2", "entfallen"), (None, "neu")}
    assert arten["1", "geaendert"] == "weggefallen: weisungsfreie; hinzugekommen: weisungsbefugte"


def test_strangers_may_not_decide(einlesung: Einlesung) -> None:
    from django.core.exceptions import PermissionDenied

    gelesen(einlesung, lesung())
    fremd = make_user("gremienmitglied", einlesung.bereich)

    with pytest.raises(PermissionDenied):
        uebernahme.confirm_einlesung(einlesung_id=einlesung.pk, actor=fremd, at=AT)
