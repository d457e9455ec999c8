"""Hostile requests: a small share here, the full count in `soak/oparl_feindlich`."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from kreislauf.steuerung.veroeffentlichung.tests.fabrik import GEHEIM, einschalten, make_kreis
from kreislauf.steuerung.veroeffentlichung.tests.feindlich import beschiesse, pruefe_antwort

pytestmark = pytest.mark.django_db


def adressen() -> list[str]:
    """Every public address, with ids that exist and with ids that must not be known."""
    kreis = make_kreis()
    objekte = [f"/oparl/paper/{v.pk}" for v in kreis.values()] + [
        f"/oparl/file/{v.dokument_id}" for v in kreis.values()
    ]
    listen = [f"/oparl/body/1/{n}" for n in ("papers", "meetings", "agendaitems", "consultations", "files", "persons")]
    return ["/oparl/", "/oparl/bodies", "/oparl/body/1", "/oparl/meeting/x", *listen, *objekte]


def test_hostile_requests_meet_no_server_error(settings: Any, tmp_path: Path) -> None:
    settings.DATEN = tmp_path
    einschalten(tmp_path)

    def pruefe(adresse: str, antwort: Any) -> None:
        pruefe_antwort(adresse, antwort)
        assert GEHEIM.encode() not in antwort.content

    zahl = beschiesse(Client(raise_request_exception=False), adressen(), 300, saat=1, pruefe=pruefe)

    assert {200, 400, 404} <= set(zahl) and zahl[200] > 25 and zahl[400] > 25


def test_a_server_error_would_be_seen(settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control: an endpoint that stumbles over a bad number is found out."""
    settings.DATEN = tmp_path
    einschalten(tmp_path)
    monkeypatch.setattr(
        "kreislauf.steuerung.veroeffentlichung.views.oparl.lies_abfrage", lambda p: int(p.get("limit", "1"))
    )

    with pytest.raises(AssertionError):
        beschiesse(Client(raise_request_exception=False), adressen(), 100, saat=1, pruefe=pruefe_antwort)
