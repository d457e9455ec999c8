"""An entry of the search may be read by whoever may read its object, and written by whoever may write that.

PostgreSQL uses no full-text index below row-level security, because `@@` is not leakproof. So the search itself runs
in one function that belongs to the owner of the tables, uses the indexes and contains the same condition; what it
returns is then read under row-level security.
"""

from typing import Any

from django.db import connection

from kreislauf.foundation.access.rls import APP, PERSON, Bedingung, bereiche
from kreislauf.foundation.accounts.rollen import AENDERN, ANLEGEN, KLASSEN, LESEN, LOESCHEN


def _je_klasse(bedingung: dict[str, str]) -> str:
    return " OR ".join(f"(klasse = '{klasse}' AND ({sql}))" for klasse, sql in bedingung.items())


def _recht(klasse: str, verb: str) -> str:
    ids = bereiche(klasse, verb)
    return f"0 = ANY ({ids}) OR bereiche && ({ids})"


_LESEN = f"(schutzstufe = 0 AND {PERSON} IS NOT NULL) OR " + _je_klasse(
    {k: f"{_recht(k, LESEN)} OR sichtbar_fuer && ({bereiche(k, LESEN)})" for k in KLASSEN}
)
_SCHREIBEN = _je_klasse({k: f"{_recht(k, ANLEGEN)} OR {_recht(k, AENDERN)}" for k in KLASSEN})

SCHUTZ = {
    "search_eintrag": Bedingung(((LESEN, _LESEN), (ANLEGEN, _SCHREIBEN), (AENDERN, _SCHREIBEN), (LOESCHEN, _SCHREIBEN)))
}

_AEHNLICH = 0.45  # word_similarity from which a misspelt word counts as found in a title
KANDIDATEN = 1000  # of a question that fits more, the newest are ranked
GENUG = 200  # hits with the very words from which those that only look alike are not looked for: that costs most
_PARAMETER = "anfrage tsquery, gefaltet text, woerter text[], von date, bis date"
_ZWEIG = f"""
        SELECT e.id FROM search_eintrag AS e
        WHERE {{bedingung}}
          AND (von IS NULL OR e.stand >= von) AND (bis IS NULL OR e.stand <= bis) AND ({_LESEN})
        ORDER BY e.stand DESC NULLS LAST, e.id LIMIT {KANDIDATEN}"""
_WORTGLEICH = "e.vektor @@ anfrage"
_TITEL_AEHNLICH = f"""gefaltet <% e.titel_gefaltet AND NOT EXISTS (
            SELECT 1 FROM unnest(woerter) AS w WHERE word_similarity(w, e.titel_gefaltet) < {_AEHNLICH})"""
# Two steps, each with its index: under OR, PostgreSQL would check every row of both anew. What has the words
# stands before what only looks alike; alike must be each word, not the whole. A plan that is kept for all words
# would be made for the rarest ones and takes seconds for frequent ones.
_FUNKTION = f"""
CREATE OR REPLACE FUNCTION suche_treffer({_PARAMETER})
RETURNS TABLE (id uuid, art text, stand date, rang double precision)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET pg_trgm.word_similarity_threshold = {_AEHNLICH}
SET plan_cache_mode = force_custom_plan
AS $$
    WITH wortgleich AS MATERIALIZED ({_ZWEIG.format(bedingung=_WORTGLEICH)}
    ), aehnlich AS ({_ZWEIG.format(bedingung=f"(SELECT count(*) FROM wortgleich) < {GENUG} AND {_TITEL_AEHNLICH}")}
    )
    SELECT k.id, k.art::text, k.stand,
           (k.vektor @@ anfrage)::int + ts_rank_cd(k.vektor, anfrage, 1) + word_similarity(gefaltet, k.titel_gefaltet)
    FROM search_eintrag AS k
    WHERE k.id IN (SELECT w.id FROM wortgleich AS w UNION SELECT a.id FROM aehnlich AS a)
$$
"""


def suchfunktion_anlegen(**_: Any) -> None:
    """Write the search function anew after each migration: its condition follows the classes of protected data."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word_similarity('', '')")  # loads pg_trgm: only then is its setting known to the owner
        cursor.execute(_FUNKTION)
        cursor.execute(f"REVOKE ALL ON FUNCTION suche_treffer({_PARAMETER}) FROM PUBLIC")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION suche_treffer({_PARAMETER}) TO {APP}")
