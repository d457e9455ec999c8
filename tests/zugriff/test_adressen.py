"""T7: every address × role × method × record relation, generated from the resolver; the expected answers are signed."""

from collections.abc import Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kreislauf.foundation.accounts.models import User
from tests.zugriff.unterschrift import Zelle, vergleiche
from tests.zugriff.welt import Welt, bauen

pytestmark = pytest.mark.django_db
DATEI = Path(__file__).with_name("adressen.csv")

# Which row of the world fills which part of an address.
ZEILE = {
    "vorlage_id": "ratsinfo_vorlage",
    "auftrag_id": "ratsinfo_auftrag",
    "bericht_id": "ratsinfo_umsetzungsbericht",
    "punkt_id": "ratsinfo_berichtspunkt",
    "einlesung_id": "ratsinfo_einlesung",
    "abrechnung_id": "bildung_und_teilhabe_sammelabrechnung",
    "fahrt_id": "bildung_und_teilhabe_fahrt",
    "vorschlag_id": "ratsinfo_vorschlag",
    "dokument_id": "documents_dokument",
    "lauf_id": "jobs_lauf",
    "quelle_id": "oparl_eingang_quelle",
    "abruf_id": "oparl_eingang_abruf",
    "bindung_id": "oparl_eingang_bindung",
    "user_id": "accounts_user",
    "bereich_id": "accounts_bereich",
    "zustaendigkeit_id": "accounts_zustaendigkeit",
    "zeile_id": "journal_zeile",
    "vergleich_id": "ratsinfo_punktvergleich",
    "zuordnung_id": "ratsinfo_zuordnung",
    "entscheidung_id": "ratsinfo_befundentscheidung",
    "antrag_id": "antrag_antrag",
    "kind_id": "person_person",
    "aufforderung_id": "antrag_mitwirkungsaufforderung",
    "aufhebung_id": "aufhebung_aufhebung",
    "brieflauf_id": "anschreiben_brieflauf",
    "posteingang_id": "antrag_eingang",
    "bedarf_id": "antrag_antragsbedarf",
    "zeitraum_id": "haushalt_leistungszeitraum",
    "forderung_id": "antrag_nachweisforderung",
    "bescheid_id": "bescheid_bescheid",
    "widerspruch_id": "widerspruch_widerspruch",
    "verdacht_id": "person_dublettenverdacht",
    "akte_id": "fallakte_fallakte",
    "import_id": "haushalt_haushaltsimport",
    "bankverbindung_id": "traeger_bankverbindung",
    "bankdatei_id": "zahlung_bankdatei",
    "zahlung_id": "zahlung_zahlung",
    "erstattung_id": "zahlung_forderung",
    "entscheidungszeile_id": "bescheid_entscheidungszeile",
    "zahllauf_id": "zahlung_zahllauf",
    "eingang_id": "antrag_nachsendung",
    "anlage_id": "portal_anlage",
    "empfaenger_id": "traeger_zahlungsempfaenger",
}
# Parts that are no row: all their values.
WERTE: dict[str, tuple[str, ...]] = {
    "ratsinfo:auftrag_handeln": ("start", "evidence", "complete", "postpone", "drop", "reopen"),
    "ratsinfo:bericht_handeln": ("submit", "approve", "send"),
    "ratsinfo:vorschlag_ergaenzen": ("norm",),
    "ratsinfo:jahresuebersicht_datei": ("pdf", "docx", "xlsx"),
    "ratsinfo:ical": ("erfunden",),
    "ratsinfo:zuordnung_entscheiden": ("confirm", "reject", "unbekannt"),
    "ratsinfo:mitteilung": ("00000000-0000-0000-0000-000000000000",),  # everybody has only her own
    "ratsinfo:befund_abweisen": ("erfunden",),
    "veroeffentlichung:oparl_liste": ("papers",),
    "veroeffentlichung:oparl_objekt": ("paper/erfunden", "erfunden"),
    "oparl_eingang:bindung_handeln": ("confirm", "reject", "unbekannt"),
    "but:antrag_handeln": ("examine", "complete", "resume", "withdraw", "unbekannt"),
    "but:aufforderung_handeln": ("print", "announce", "extend", "unbekannt"),
    "but:sachverhalt": ("bezug", "besuch", "unbekannt"),
    "but:nachweis": ("receive", "waive", "unbekannt"),
    "but:bescheid_handeln": ("submit", "approve", "return", "print", "announce", "unbekannt"),
    "but:aufhebung_handeln": ("print", "hear", "respond", "decide", "drop", "unbekannt"),
    "but:bankverbindung_handeln": ("confirm", "reject", "unbekannt"),
    "but:zahllauf_handeln": ("approve", "export", "datei", "send", "confirm", "reject", "unbekannt"),
    "but:jahreszahl": ("antraege", "ausgaben", "unbekannt"),
    "but:jahreszahlen_datei": ("pdf", "docx", "xlsx", "csv", "exe"),
    "but:sammelabrechnung_handeln": ("approve", "return", "unbekannt"),
    "schule:fahrt_handeln": ("close", "reopen", "cancel", "unbekannt"),
    "but:import_handeln": ("confirm", "reject", "unbekannt"),
    "accounts:person_handeln": (
        "sperren",
        "entsperren",
        "startpasswort",
        "fehlversuche",
        "faktor",
        "sitzungen",
        "unbekannt",
    ),
}
FREMD = ("account_", "mfa_", "socialaccount_", "openid_connect_")  # allauth's own pages: tested with the accounts


class Zurueck(Exception):
    """Undo what a request did."""


def adressen(resolver: URLResolver, raum: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All named addresses with their namespace."""
    for eintrag in resolver.url_patterns:
        if isinstance(eintrag, URLResolver):
            name = f"{raum}{eintrag.namespace}:" if eintrag.namespace else raum
            yield from adressen(eintrag, name)
        elif eintrag.name:
            yield f"{raum}{eintrag.name}", eintrag
        else:
            raise AssertionError(f"Adresse ohne Namen: {eintrag.pattern}")


def urls(name: str, muster: URLPattern, objekte: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Addresses of one pattern for one relation, with what tells them apart."""
    teile = list(muster.pattern.converters)
    festes = {t: objekte[ZEILE[t]].pk for t in teile if t in ZEILE and ZEILE[t] in objekte}  # type: ignore[attr-defined]
    offen = [t for t in teile if t not in festes]
    if not offen:
        yield name, reverse(name, kwargs=festes)
        return
    assert len(offen) == 1, f"{name}: {offen} fehlt in der Welt der Zugriffstests"
    assert name in WERTE, f"{name}: für „{offen[0]}“ fehlen Werte in WERTE"
    for wert in WERTE[name]:
        yield f"{name}[{wert}]", reverse(name, kwargs={**festes, offen[0]: wert})


def _status(client: Client, methode: str, url: str) -> str:
    try:
        with transaction.atomic():
            antwort = client.get(url) if methode == "GET" else client.post(url)
            raise Zurueck
    except Zurueck:
        pass
    if antwort.status_code == 302 and "/konto/login/" in antwort.headers["Location"]:
        return "anmelden"
    return str(antwort.status_code)


def _angemeldet(person: User | None) -> Client:
    client = Client(raise_request_exception=False)
    if person is not None:
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def _matrix(welt: Welt) -> Iterator[Zelle]:
    alle = [(n, m) for n, m in adressen(get_resolver()) if not n.startswith(FREMD)]
    for rolle, person in welt.personen.items():
        client = _angemeldet(person)
        for beziehung, objekte in welt.objekte.items():
            for name, muster in alle:
                eine_zeile = any(teil in ZEILE for teil in muster.pattern.converters)
                if not eine_zeile and beziehung != "eigen":
                    continue
                for kennung, url in urls(name, muster, objekte):
                    for methode in ("GET", "POST"):
                        schluessel = (kennung, beziehung if eine_zeile else "–", methode, rolle)
                        yield schluessel, partial(_status, client, methode, url)


def test_every_answer_is_as_signed() -> None:
    kopf = ("adresse", "beziehung", "methode", "rolle", "antwort")

    assert vergleiche(DATEI, kopf, _matrix(bauen())) == []


def test_no_address_answers_with_a_server_error() -> None:
    zeilen = DATEI.read_text().splitlines()

    assert [z for z in zeilen if z.rpartition(";")[2].startswith("5")] == []


def test_foreign_rows_are_never_shown() -> None:
    """Nobody who holds a role only in the own area gets a page of a foreign row that is not öffentlich."""
    zeilen = [z.split(";") for z in DATEI.read_text().splitlines()[1:]]
    fuer_alle_bereiche = {"technik": ("accounts:", "jobs:"), "datenschutz": ("journal:",)}  # that is their office

    offen = [z for z in zeilen if z[1] == "fremd" and z[4] not in {"404", "anmelden", "405", "403"}]
    assert [z for z in offen if not z[0].startswith(fuer_alle_bereiche.get(z[3], ("–",)))] == []
