"""Full and incremental fetches from a server that plays the faults of the vendors: the mirror equals its truth."""

import random
from collections.abc import Iterator, Sequence

import pytest
from django.db import connection

from kreislauf.foundation.jobs.services import Abgebrochen
from kreislauf.steuerung.oparl_eingang.lesart import Objekt, merge
from kreislauf.steuerung.oparl_eingang.models import Quelle, Spiegelobjekt
from kreislauf.steuerung.oparl_eingang.services import ablauf, spiegel
from kreislauf.steuerung.oparl_eingang.states import Abrufstand
from kreislauf.steuerung.oparl_eingang.tests.gang import fetch, make_quelle, read, record, settings_for
from kreislauf.steuerung.oparl_eingang.tests.ratsdaten import change, fill
from kreislauf.steuerung.oparl_eingang.tests.ratsserver import FEHLER, Ratsserver

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def netz() -> Iterator[Ratsserver]:
    rat = Ratsserver()
    yield rat
    rat.close()


@pytest.fixture
def server(netz: Ratsserver) -> Ratsserver:
    netz.reset()
    return netz


def run_rounds(rat: Ratsserver, runden: Sequence[str]) -> None:
    """A full fetch, then one round of council work and one fetch under each of these faults."""
    fill(rat)
    quelle = make_quelle(rat, personen=True)
    fetch(rat, quelle)
    assert record(quelle) == rat.truth()
    zufall = random.Random(7)
    for fehler in runden:
        rat.fehler = fehler
        Quelle.objects.filter(pk=quelle.pk).update(**settings_for(rat))
        change(rat, zufall)
        abruf = fetch(rat, quelle)
        assert (abruf.state, abruf.fehler) == (Abrufstand.VOLLSTAENDIG, [])
        assert record(quelle) == rat.truth()


@pytest.mark.parametrize("fehler", FEHLER)
def test_what_is_read_equals_the_servers_truth_under_each_vendor_fault(server: Ratsserver, fehler: str) -> None:
    """Without database: everything, then what changed; the same with the mirror and thirty rounds is a soak run."""
    server.fehler = fehler
    fill(server)
    seit = server.at
    assert read(server, None) == server.truth()
    change(server, random.Random(7))
    change(server, random.Random(8))
    assert read(server, seit).items() >= server.truth(seit).items()


def test_the_mirror_equals_the_servers_truth_while_the_server_changes_its_fault_each_round(server: Ratsserver) -> None:
    run_rounds(server, ["ohne", "next_ohne_ende", "html_statt_json", "alles_immer_neu", "nur_innere_adressen"])


def test_control_without_the_rule_for_deletions_the_comparison_fails(
    server: Ratsserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spiegel, "merge", lambda o: {k: v for k, v in merge(o).items() if not v.geloescht})
    with pytest.raises(AssertionError):
        run_rounds(server, ["ohne", "ohne"])


def test_control_without_the_rule_for_what_an_object_no_longer_holds_the_comparison_fails(
    server: Ratsserver, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(spiegel, "_HERAUSGEFALLEN", "SELECT 1 WHERE %(quelle)s IS NULL")
    with pytest.raises(AssertionError):
        run_rounds(server, ["ohne", "ohne"])


def test_control_without_the_guard_an_endless_list_does_not_end(server: Ratsserver) -> None:
    server.fehler = "next_ohne_ende"
    fill(server)
    abruf = fetch(server, make_quelle(server), leere_seiten=10_000, seiten=40)
    assert abruf.state == Abrufstand.LUECKENHAFT
    assert {f["art"] for f in abruf.fehler} == {"endlos"}


def test_a_second_fetch_over_renewed_stamps_writes_nothing(server: Ratsserver) -> None:
    server.fehler = "stempel_immer_heute"
    fill(server)
    quelle = make_quelle(server)
    fetch(server, quelle)
    server.tag = 5
    assert set(fetch(server, quelle, voll=True).zahlen) == {"gleich"}


def test_a_fetch_with_gaps_deletes_nothing_and_asks_for_the_same_time_again(server: Ratsserver) -> None:
    fill(server)
    quelle = make_quelle(server)
    halb = fetch(server, quelle, seiten=1)
    quelle.refresh_from_db()
    assert (halb.state, quelle.seit) == (Abrufstand.LUECKENHAFT, None)
    fetch(server, quelle)
    fetch(server, quelle, voll=True, seiten=1)
    assert record(quelle) == server.truth()


def test_a_full_fetch_finds_what_vanished_without_a_word_and_keeps_it_with_a_mark(server: Ratsserver) -> None:
    fill(server)
    quelle = make_quelle(server)
    fetch(server, quelle)
    weg = server.stand["paper"].pop(3)
    fetch(server, quelle, voll=True)
    assert record(quelle) == server.truth()
    assert Spiegelobjekt.objects.get(kennung=server._key(weg["id"])).geloescht


def test_what_lists_leave_out_but_the_server_still_has_is_not_deleted(server: Ratsserver) -> None:
    fill(server)
    quelle = make_quelle(server)
    fetch(server, quelle)
    server.versteckt = {("paper", 3)}
    abruf = fetch(server, quelle, voll=True)
    assert record(quelle) == server.truth()
    assert abruf.besonderheiten["nicht_gelistet"] == 1


def test_objects_without_identity_are_named_not_dropped_in_silence(server: Ratsserver) -> None:
    fill(server)
    del server.stand["paper"][3]["id"]
    abruf = fetch(server, make_quelle(server))
    assert [f["art"] for f in abruf.fehler] == ["ohne_kennung"]


def test_an_address_that_is_no_oparl_system_fails_with_its_reason(server: Ratsserver) -> None:
    quelle = make_quelle(server, adresse=f"{server.adresse}/anderes")
    with pytest.raises(ablauf.QuelleUnlesbar, match="404"):
        fetch(server, quelle)
    assert quelle.abrufe.get().state == Abrufstand.GESCHEITERT


def test_meetings_around_today_are_read_again_although_their_stamp_stays(server: Ratsserver) -> None:
    fill(server)
    quelle = make_quelle(server)
    fetch(server, quelle)
    sitzung = server.stand["meeting"][4]
    server.tag += 20
    sitzung["resultsProtocol"] = server.embedded("meeting", 4, "File", 1, accessUrl=f"{server.adresse}/x.pdf")
    fetch(server, quelle)
    assert Spiegelobjekt.objects.get(kennung=server._key(sitzung["id"])).roh["resultsProtocol"]
    assert Spiegelobjekt.objects.filter(typ="File", geloescht=False).count() == 1


def test_names_of_members_are_read_only_where_the_source_says_so(server: Ratsserver) -> None:
    fill(server)
    server.put("person", 1, name="Erika Beispiel")
    fetch(server, make_quelle(server))
    assert not Spiegelobjekt.objects.filter(typ="Person").exists()


def test_a_stopped_fetch_goes_on_with_the_next_page(server: Ratsserver, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kreislauf.steuerung.oparl_eingang.services.lesegang.STAPEL", 3)
    fill(server)
    quelle = make_quelle(server)
    from kreislauf.steuerung.oparl_eingang.services import abrufe
    from kreislauf.steuerung.oparl_eingang.tests.gang import Probegang, line

    gang = Probegang(quelle.created_by, server)
    with gang.schritt() as at:
        kennung = abrufe.start_abruf(quelle_id=quelle.pk, voll=True, actor=gang.actor, at=at).angaben["abruf"]

    def stop(schritt: int, schritte: int, meldung: str = "") -> None:
        if meldung.startswith("paper:"):
            raise Abgebrochen

    monkeypatch.setattr(gang, "melden", stop)
    with pytest.raises(Abgebrochen):
        ablauf.run_abruf(gang, kennung, leitung_zu=line(server))
    assert quelle.abrufe.get().state == Abrufstand.ABGEBROCHEN
    server.anfragen.clear()
    ablauf.run_abruf(Probegang(quelle.created_by, server), kennung, leitung_zu=line(server))
    assert record(quelle) == server.truth()
    assert [a for a in server.anfragen if "/paper" in a] == ["/oparl/paper?page=2", "/oparl/paper?page=3"]
    assert not any("/meeting" in a for a in server.anfragen)


def test_an_embedded_copy_leaves_the_fields_known_from_the_objects_own_page(server: Ratsserver) -> None:
    """As in real data: the item's own page is older and without result, the copy in the meeting is newer."""
    fill(server)
    kennung = f"{server.adresse}/oparl/agendaItem/7"
    eigene = {"id": kennung, "name": "Punkt", "number": "3", "modified": "2021-10-18T10:00:00+02:00"}
    neuere = {"id": kennung, "name": "Punkt", "result": "vertagt", "modified": "2021-11-05T10:00:00+01:00"}
    server.put("meeting", 1, name="Sitzung", start="2026-03-01T17:00:00+01:00", agendaItem=[neuere])
    server.stand["agendaItem"] = {7: eigene}
    quelle = make_quelle(server)
    for voll in (False, True):
        fetch(server, quelle, voll=voll)
        roh = Spiegelobjekt.objects.get(kennung=server._key(kennung)).roh
        assert (roh["number"], roh["result"]) == ("3", "vertagt")


def test_a_batch_costs_the_same_number_of_statements_however_many_objects_it_holds(server: Ratsserver) -> None:
    from django.test.utils import CaptureQueriesContext

    fill(server)
    quelle = make_quelle(server)
    abruf = fetch(server, quelle)
    anzahlen = []
    for menge in (10, 300):
        objekte = [Objekt(f"https://x/{menge}/{n}", "Paper", {}, None, False, "a", '{"id":"x"}') for n in range(menge)]
        with CaptureQueriesContext(connection) as fragen:
            spiegel.store_objekte(abruf, objekte, at=abruf.started_at)
        anzahlen.append(len(fragen))
    assert anzahlen[0] == anzahlen[1]
