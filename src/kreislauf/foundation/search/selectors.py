"""Search in full text and by similar titles, limited to what the person may see."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import partial, reduce
from operator import or_
from uuid import UUID

from django.contrib.postgres.search import SearchHeadline, SearchQuery
from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from kreislauf.foundation.search.models import KONFIGURATION, Eintrag
from kreislauf.foundation.search.permissions import AEHNLICHE, KANDIDATEN

JE_SEITE = 20
_KURZ = 3  # letters; shorter words resemble too much
_AN, _AUS = "\x02", "\x03"  # never part of an indexed text
_UMLAUTE: dict[str, str] = {"ä": "ae", "ö": "oe", "ü": "ue", "Ä": "Ae", "Ö": "Oe", "Ü": "Ue"}


@dataclass(frozen=True, slots=True)
class Treffer:
    art: str
    titel: SafeString
    auszug: SafeString
    url: str
    stand: date | None


@dataclass(frozen=True, slots=True)
class Ergebnis:
    """One page of hits; `je_art` counts all hits by kind before `art` was chosen.

    `zu_weit` says that the question fits more than were looked at.
    """

    treffer: Sequence[Treffer] = ()
    anzahl: int = 0
    je_art: Counter[str] = field(default_factory=Counter)
    seite: int = 1
    seiten: int = 1
    zu_weit: bool = False


def schreibweisen(anfrage: str) -> list[str]:
    """The question as typed, with ae/oe/ue for umlauts, and with umlauts for ae/oe/ue."""
    aufgeloest = umlaute = anfrage
    for umlaut, paar in _UMLAUTE.items():
        aufgeloest = aufgeloest.replace(umlaut, paar)
        umlaute = re.sub(f"(?<![aeiouqAEIOUQ]){paar}", umlaut, umlaute)
    return list(dict.fromkeys([anfrage, aufgeloest, umlaute]))


def woerter(anfrage: str) -> list[str]:
    """The words that may be misspelt; none where the question has operators: those are meant exactly."""
    if re.search(r'"|(^|\s)-|\bOR\b', anfrage):
        return []
    alle = re.findall(r"\w+", anfrage)
    return [wort for wort in alle if len(wort) > _KURZ] or alle


def _tsquery(anfrage: str) -> SearchQuery:
    teile = [SearchQuery(form, config=KONFIGURATION, search_type="websearch") for form in schreibweisen(anfrage)]
    return reduce(or_, teile)


def _kandidaten(anfrage: str, von: date | None, bis: date | None) -> tuple[list[tuple[UUID, str]], bool]:
    """Hits the person may see with their kind, best first; whether there may be more than were looked at."""
    formen, aehnlich = schreibweisen(anfrage), woerter(anfrage)
    tsquery = " || ".join([f"websearch_to_tsquery('{KONFIGURATION}', %s)"] * len(formen))
    gefaltet = ", ".join(["suche_falten(%s)"] * len(aehnlich))
    sql = (
        "SELECT id, art, wortgleich FROM "
        f"suche_treffer({tsquery}, suche_falten(%s), ARRAY[{gefaltet}]::text[], %s, %s) "
        "ORDER BY rang DESC, stand DESC NULLS LAST, id"
    )
    with connection.cursor() as cursor:
        cursor.execute(sql, [*formen, " ".join(aehnlich), *aehnlich, von, bis])
        zeilen = cursor.fetchall()
    genau = sum(wortgleich for _, _, wortgleich in zeilen)
    return [(pk, art) for pk, art, _ in zeilen], genau >= KANDIDATEN or len(zeilen) - genau >= AEHNLICHE


def _hervorgehoben(text: str) -> SafeString:
    """Escaped text in which the hits are marked."""
    return mark_safe(escape(text).replace(_AN, "<mark>").replace(_AUS, "</mark>"))  # noqa: S308 -- escaped before


def _lesen(ids: Sequence[UUID], anfrage: str) -> list[Treffer]:
    """The entries of one page, read under row-level security, in this order."""
    tsquery = _tsquery(anfrage)
    markiert = partial(SearchHeadline, query=tsquery, config=KONFIGURATION, start_sel=_AN, stop_sel=_AUS)
    zeilen = Eintrag.objects.filter(pk__in=ids).annotate(
        kopf=markiert("titel", highlight_all=True),
        auszug=markiert("text", max_words=30, min_words=12, max_fragments=2),
    )
    je_id = {z.pk: z for z in zeilen.defer("text", "vektor")}
    return [
        Treffer(z.art, _hervorgehoben(z.kopf), _hervorgehoben(z.auszug), z.url, z.stand)
        for pk in ids
        if (z := je_id.get(pk))
    ]


def suche(
    anfrage: str, art: str | None = None, *, von: date | None = None, bis: date | None = None, seite: int = 1
) -> Ergebnis:
    """Hits for a question, best first; both days included, undated entries fall out when a day is given."""
    anfrage = " ".join(anfrage.replace("\x00", " ").split())
    if not anfrage:
        return Ergebnis()
    alle, zu_weit = _kandidaten(anfrage, von, bis)
    passend = [pk for pk, a in alle if not art or a == art]
    seiten = max(1, -(-len(passend) // JE_SEITE))
    seite = min(max(seite, 1), seiten)
    treffer = _lesen(passend[(seite - 1) * JE_SEITE : seite * JE_SEITE], anfrage)
    return Ergebnis(treffer, len(passend), Counter(a for _, a in alle), seite, seiten, zu_weit)
