"""Hostile requests to all that is public: from the endpoint's own description (schemathesis) and beyond it."""

import json
import random
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import schemathesis
from django.test import Client
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from schemathesis import GenerationMode

Anfrage = tuple[str, dict[str, str]]  # address, headers
BESCHREIBUNG = Path(__file__).parents[1] / "schema" / "openapi.json"
BOESES = (
    *("\x00", "\ud800", "'", '"', "--", "%00", "%", "٣", "\u202e", "../../etc/passwd", "{{7*7}}", "${jndi:x}"),
    *(
        "1' OR '1'='1",
        "<script>alert(1)</script>",
        "9" * 40,
        "-1",
        "1e9",
        "NaN",
        "\r\nX-Boese: 1",
        "ä" * 500,
        "a" * 3000,
    ),
    *("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-02-30T00:00:00Z", "2026-01-01T00:00:60Z"),
    *("2026-01-01T00:00:00+01:00", "2026-01-01T00:00:00.9999999Z", "2026-01-01", "null", "[]", "true", ""),
)
NAMEN = (
    "limit",
    "nach",
    "created_since",
    "created_until",
    "modified_since",
    "modified_until",
    "omit_internal",
    "suche",
)
WEITERE = ("seite", "stand", "nach[]", "q", "\x00", "page")
ENDUNGEN = ("", "/", "//", ".json", "/inhalt", "/../", "?", "#", ";x=1")


def _beschrieben() -> st.SearchStrategy[Anfrage]:
    """Requests that follow the description, and requests that break it on purpose."""
    schema = schemathesis.openapi.from_dict(json.loads(BESCHREIBUNG.read_text(encoding="utf-8")))
    alle: Any = schema.get_all_operations()
    arten = [
        ergebnis.ok().as_strategy(generation_mode=art)
        for ergebnis in alle
        for art in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
        if art == GenerationMode.POSITIVE or ergebnis.ok().path_parameters or ergebnis.ok().query
    ]
    return st.one_of(*arten).map(_aus_fall)


def _aus_fall(fall: Any) -> Anfrage:
    abfrage = urlencode(list((fall.query or {}).items()), doseq=True, errors="replace")
    return f"{fall.formatted_path}?{abfrage}", {}


@st.composite
def _frei(ziehe: Any, adressen: Sequence[str]) -> Anfrage:
    """Known and invented addresses with hostile pieces in path, query and headers."""
    text = st.one_of(st.sampled_from(BOESES), st.text(max_size=20))
    pfad = ziehe(st.sampled_from(tuple(adressen))) + ziehe(st.sampled_from(ENDUNGEN))
    if ziehe(st.booleans()):
        pfad += quote(ziehe(text), safe="", errors="replace")
    namen = st.one_of(st.sampled_from(NAMEN + WEITERE), st.text(max_size=8))
    paare = ziehe(st.lists(st.tuples(namen, text), max_size=4))
    roh = ziehe(st.sampled_from(("", "&%", "&=&=", "&limit=%FF", "&%C3%28=1")))
    kopf = ziehe(st.sampled_from(("", "*", '"', 'W/"x"', "\xff", '"' * 300)))
    abfrage = urlencode(paare, errors="replace") + roh
    return f"{pfad}?{abfrage}", ({"If-None-Match": kopf} if kopf else {})


def _vorrat(adressen: Sequence[str], anzahl: int, saat: int) -> list[Anfrage]:
    """Requests drawn by Hypothesis; slow, so only the seed of what is sent."""
    vorrat: list[Anfrage] = []
    einstellung = settings(
        max_examples=anzahl,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )

    @seed(saat)
    @einstellung
    @given(st.one_of(_beschrieben(), _frei(adressen)))
    def sammle(anfrage: Anfrage) -> None:
        vorrat.append(anfrage)

    sammle()
    return vorrat


def _kreuze(zufall: random.Random, vorrat: Sequence[Anfrage], adressen: Sequence[str]) -> Anfrage:
    """A new request from parts of others, with a hostile piece somewhere."""
    pfad = zufall.choice((zufall.choice(vorrat)[0].partition("?")[0], zufall.choice(adressen)))
    if zufall.random() < 0.3:
        stelle = zufall.randrange(len(pfad) + 1)
        boese = quote(zufall.choice(BOESES), safe="/", errors="replace")
        pfad = pfad[:stelle] + boese + pfad[stelle + zufall.randrange(3) :]
    teile = [t for _ in range(2) for t in zufall.choice(vorrat)[0].partition("?")[2].split("&") if t][:5]
    for _ in range(zufall.randrange(3)):
        wert = zufall.choice(
            (*BOESES, str(zufall.randrange(-9, 10**6)), f"20{zufall.randrange(99):02}-01-01T00:00:00Z")
        )
        teile.append(f"{zufall.choice(NAMEN)}={quote(wert, safe='+:', errors='replace')}")
    zufall.shuffle(teile)
    return f"{pfad}?{'&'.join(teile)}", zufall.choice(vorrat)[1]


def beschiesse(
    client: Client,
    adressen: Sequence[str],
    anzahl: int,
    *,
    saat: int,
    pruefe: Callable[[str, Any], None],
    gezogen: int = 150,
) -> Counter[int]:
    """Send `anzahl` requests, `gezogen` of them drawn by Hypothesis and the rest crossed from those.

    Returns how often each status came; `pruefe(address, answer)` judges each one.
    """
    vorrat = _vorrat(adressen, gezogen, saat)
    zufall = random.Random(saat)
    zahl: Counter[int] = Counter()
    for nummer in range(anzahl):
        adresse, kopf = vorrat[nummer] if nummer < len(vorrat) else _kreuze(zufall, vorrat, adressen)
        pfad, _, abfrage = adresse.partition("?")
        antwort = client.get(f"/{pfad.lstrip('/')}", headers=kopf, QUERY_STRING=abfrage)
        zahl[antwort.status_code] += 1
        pruefe(adresse, antwort)
    return zahl


def pruefe_antwort(adresse: str, antwort: Any) -> None:
    """No server error, no trace of one; on the endpoint always JSON that says what it is."""
    assert antwort.status_code < 500, adresse
    assert b"Traceback" not in antwort.content, adresse
    if antwort.status_code in {200, 400, 404} and antwort.headers.get("Content-Type", "").startswith(
        "application/json"
    ):
        inhalt = json.loads(antwort.content)
        if antwort.status_code != 200:
            assert inhalt["type"].endswith("/Error") and inhalt["message"], adresse
