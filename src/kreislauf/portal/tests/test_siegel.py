"""Cookies and drafts are sealed: for one purpose, for a time, and bound to this host."""

from typing import Any

import pytest
from django.http import HttpResponse

from kreislauf.portal import anmeldung, ausweis
from kreislauf.portal.anmeldedienst import Ausweis
from kreislauf.portal.entwurf import EntwurfUngueltig, entschluesseln
from kreislauf.portal.siegel import SiegelGebrochen, oeffnen, versiegeln
from kreislauf.portal.zugang import Schluessel


def test_cookies_of_the_sign_in_carry_the_same_marks(rf: Any, settings: Any) -> None:
    settings.CSRF_COOKIE_SECURE = True
    antwort, zugang = HttpResponse(), anmeldung.beginne(Schluessel("0123456789", b"g" * 32))
    anmeldung.setze(antwort, zugang)
    anmeldung.merke_geraet(rf.get("/"), antwort, "0123456789")
    ausweis.setze_person(antwort, ausweis.beginne(Ausweis(b"s" * 32, "", {})))

    assert set(antwort.cookies) == {"__Host-portal_zugang", "__Host-portal_geraet", "__Host-portal_person"}
    for name, keks in antwort.cookies.items():
        samesite = "Lax" if name.endswith("person") else "Strict"  # it comes along from the provider
        assert (keks["secure"], keks["httponly"], keks["samesite"], keks["path"]) == (True, True, samesite, "/")
        assert not keks["domain"]
        assert len(keks.OutputString()) < 4096
    anfrage = rf.get("/")
    anfrage.COOKIES = {n: k.value for n, k in antwort.cookies.items()}
    assert anmeldung.gelesen(anfrage) == zugang
    assert anmeldung.ist_bekannt(anfrage, "0123456789")
    assert ausweis.lies_person(anfrage) is not None


def test_seal_opens_only_for_its_purpose_in_its_time_and_unchanged(settings: Any) -> None:
    siegel = versiegeln("anmeldung", b"inhalt")
    assert oeffnen("anmeldung", siegel, sekunden=10) == b"inhalt"
    assert versiegeln("anmeldung", b"inhalt") != siegel
    gekippt = [siegel[:n] + ("A" if siegel[n] != "A" else "B") + siegel[n + 1 :] for n in range(0, len(siegel), 7)]
    for falsch in (*gekippt, siegel[:-4], siegel + "AAAA", "", "ä", "A" * 400):
        with pytest.raises(SiegelGebrochen):
            oeffnen("anmeldung", falsch, sekunden=10)
    for zweck, sekunden in (("entwurf", 10), ("anmeldung", -1)):
        with pytest.raises(SiegelGebrochen):
            oeffnen(zweck, siegel, sekunden=sekunden)
    with pytest.raises(EntwurfUngueltig):
        entschluesseln(siegel)
    settings.SECRET_KEY = "ein anderer"
    with pytest.raises(SiegelGebrochen):
        oeffnen("anmeldung", siegel, sekunden=10)
