"""Full and incremental runs against a server that plays the faults of the vendors: the record equals its truth."""

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from kreislauf.steuerung.oparl_eingang import abgleich as regeln
from kreislauf.steuerung.oparl_eingang.abruf import Ertrag, collect_quelle
from kreislauf.steuerung.oparl_eingang.leitung import Grenzen, Leitung
from kreislauf.steuerung.oparl_eingang.lesart import Objekt
from kreislauf.steuerung.oparl_eingang.tests.ratsserver import Ratsserver

BEGINN = datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))
FEHLER = [
    "ohne",
    "alles_immer_neu",
    "antwort_halb",
    "body_statt_liste",
    "bom",
    "cp1252",
    "falscher_inhaltstyp",
    "fassung_1_0",
    "fremde_felder",
    "geloescht_als_wort",
    "geloeschte_immer",
    "geloeschte_ohne_typ",
    "html_als_json",
    "html_statt_json",
    "kennung_anders_geschrieben",
    "kennung_mit_vorsilbe",
    "leer_ist_404",
    "leer_ist_feld",
    "liste_mit_abfrage",
    "nackte_liste",
    "next_auf_sich",
    "next_null",
    "next_ohne_ende",
    "next_relativ",
    "nichtssagende_werte",
    "nullzeichen",
    "objekt_statt_feld",
    "ort_als_punkt",
    "steuerzeichen",
    "stempel_immer_heute",
    "teil_ohne_typ",
    "typ_fehlt",
    "umleitung_im_haus",
    "utf16",
    "verbindung_bricht_ab",
    "zeit_ohne_zone",
    "zwischendurch_500",
]


@pytest.fixture
def server(request: pytest.FixtureRequest) -> Iterator[Ratsserver]:
    rat = Ratsserver(getattr(request, "param", ""))
    yield rat
    rat.close()


def fill(rat: Ratsserver) -> None:
    for n in range(1, 4):
        rat.put("organization", n, name=f"Ausschuss für Äußeres {n}")
    for n in range(1, 12):
        punkte = [rat.embedded("meeting", n, "AgendaItem", k, name=f"Punkt {k}") for k in range(n % 4)]
        rat.put("meeting", n, name=f"Sitzung {n}", start=f"2026-03-{n:02d}T17:00:00+01:00", agendaItem=punkte)
        beratung = [rat.embedded("paper", n, "Consultation", k) for k in range(1 + n % 3)]
        rat.put("paper", n, name=f"Plätze für Kinder {n}", reference=f"0{n}/26", consultation=beratung)


def change(rat: Ratsserver, zufall: random.Random) -> None:
    """One round of council work: a new paper, a moved meeting, a dropped agenda item, a withdrawn paper."""
    rat.tag += 1
    neu = max(rat.stand["paper"]) + 1
    rat.put("paper", neu, name=f"Neu {neu}", reference=f"0{neu}/26", consultation=[])
    lebend = {f: [n for n, o in rat.stand[f].items() if not o.get("deleted")] for f in rat.stand}
    sitzung = zufall.choice(lebend["meeting"])
    punkte = rat.stand["meeting"][sitzung]["agendaItem"][:-1]
    rat.put("meeting", sitzung, start=f"2026-05-{1 + rat.tag % 28:02d}T18:00:00+02:00", agendaItem=punkte)
    rat.remove("paper", zufall.choice(lebend["paper"][:-1]))


def line(rat: Ratsserver, **grenzen: int) -> Leitung:
    erlaubt = Grenzen(sekunden=10, private_rechner=frozenset({"127.0.0.1"}), **grenzen)
    return Leitung(f"{rat.adresse}/oparl/system", erlaubt)


def collect(rat: Ratsserver, seit: datetime | None = None) -> Ertrag:
    vorsilben = {f"{rat.adresse}/ris/oparl": f"{rat.adresse}/oparl"}
    return collect_quelle(line(rat), seit=seit, vorsilben=vorsilben)


def record(bekannt: dict[str, Objekt]) -> dict[str, tuple[str, object, object]]:
    return {
        k: (o.typ, o.roh.get("name"), o.roh.get("start") or o.roh.get("reference"))
        for k, o in bekannt.items()
        if o.typ in {"Body", "Organization", "Meeting", "Paper", "AgendaItem", "Consultation"}
    }


def run_rounds(rat: Ratsserver, runden: int, *, mit_loeschung: bool = True) -> None:
    fill(rat)
    erster = collect(rat)
    assert erster.vollstaendig, erster.fehler
    bekannt = regeln.apply_abgleich({}, regeln.compare_ertrag({}, erster, voll=True))
    assert record(bekannt) == rat.truth()
    zufall = random.Random(7)
    for _ in range(runden):
        seit = BEGINN + timedelta(hours=rat.tag)
        change(rat, zufall)
        ertrag = collect(rat, seit)
        assert ertrag.vollstaendig, ertrag.fehler
        if not mit_loeschung:
            ertrag.objekte = {k: o for k, o in ertrag.objekte.items() if not o.geloescht}
        bekannt = regeln.apply_abgleich(bekannt, regeln.compare_ertrag(bekannt, ertrag, voll=False))
        assert record(bekannt) == rat.truth()


@pytest.mark.parametrize("server", FEHLER, indirect=True)
def test_the_record_equals_the_servers_truth_under_each_vendor_fault(server: Ratsserver) -> None:
    run_rounds(server, 3)


def test_thirty_incremental_rounds_leave_nothing_doubled_and_nothing_lost(server: Ratsserver) -> None:
    run_rounds(server, 30)


def test_control_a_reader_that_ignores_deletions_is_found_out(server: Ratsserver) -> None:
    with pytest.raises(AssertionError):
        run_rounds(server, 3, mit_loeschung=False)


def test_a_second_run_over_renewed_stamps_changes_nothing(server: Ratsserver) -> None:
    server.fehler = "stempel_immer_heute"
    fill(server)
    bekannt = regeln.apply_abgleich({}, regeln.compare_ertrag({}, collect(server), voll=True))
    server.tag = 5
    zweiter = regeln.compare_ertrag(bekannt, collect(server), voll=True)
    assert zweiter == regeln.Abgleich((), (), ())


def test_a_run_that_broke_off_deletes_nothing_and_does_not_move_the_watermark(server: Ratsserver) -> None:
    fill(server)
    bekannt = regeln.apply_abgleich({}, regeln.compare_ertrag({}, collect(server), voll=True))
    halb = collect_quelle(line(server, seiten=1))
    assert not halb.vollstaendig
    assert regeln.compare_ertrag(bekannt, halb, voll=True).geloescht == ()
    assert regeln.next_seit(None, BEGINN, halb) is None


def test_a_full_run_finds_what_vanished_without_a_word(server: Ratsserver) -> None:
    fill(server)
    bekannt = regeln.apply_abgleich({}, regeln.compare_ertrag({}, collect(server), voll=True))
    del server.stand["paper"][3]
    bekannt = regeln.apply_abgleich(bekannt, regeln.compare_ertrag(bekannt, collect(server), voll=True))
    assert record(bekannt) == server.truth()


def test_objects_without_identity_are_counted_not_dropped_in_silence(server: Ratsserver) -> None:
    fill(server)
    del server.stand["paper"][3]["id"]
    ertrag = collect(server)
    assert ertrag.ohne_kennung == 1
    assert not ertrag.vollstaendig


def test_an_address_that_is_no_oparl_system_is_named(server: Ratsserver) -> None:
    ertrag = collect_quelle(Leitung(f"{server.adresse}/anderes", line(server).grenzen))
    assert "404" in ertrag.fehler[0]
