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
AEHNLICHE = 300  # of those that only look alike, any so many are ranked
GENUG = 200  # hits with the very words from which those that only look alike are not looked for: that costs most
_PARAMETER = "anfrage tsquery, gefaltet text, woerter text[], von date, bis date"
# Each statement is planned for its own words: one plan for all would be made for rare words and take seconds for
# frequent ones. What has the words stands before what only looks alike; alike must be each word, not the whole, but a
# number is never misspelt. Looking alike is asked of the index word by word, and only until enough are found: a word
# may look like every title, and each comparison costs microseconds.
_FUNKTION = f"""
CREATE OR REPLACE FUNCTION suche_treffer({_PARAMETER})
RETURNS TABLE (id uuid, art text, stand date, rang double precision, wortgleich boolean)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
SET pg_trgm.word_similarity_threshold = {_AEHNLICH} SET max_parallel_workers_per_gather = 0
AS $$
DECLARE
    darf text := '(' || $sql${_LESEN}$sql$ || ')'
        || coalesce(' AND e.stand >= ' || quote_literal(von), '')
        || coalesce(' AND e.stand <= ' || quote_literal(bis), '');
    ids uuid[];
    weitere uuid[];
    gesucht text := '';
    wort text;
BEGIN
    EXECUTE format('SELECT ARRAY(SELECT e.id FROM search_eintrag AS e WHERE e.vektor @@ %L::tsquery AND ', anfrage)
        || darf || ' ORDER BY e.stand DESC NULLS LAST, e.id LIMIT {KANDIDATEN})' INTO ids;
    FOREACH wort IN ARRAY woerter LOOP
        gesucht := gesucht || CASE WHEN wort ~ '^[0-9]{{4,}}$'
            THEN format('e.titel_gefaltet LIKE %L AND ', '%' || wort || '%')
            ELSE format('%L <%% e.titel_gefaltet AND ', wort) END;
    END LOOP;
    IF gesucht <> '' AND cardinality(ids) < {GENUG} THEN
        EXECUTE 'SELECT ARRAY(SELECT e.id FROM search_eintrag AS e WHERE ' || gesucht
            || format('word_similarity(%L, e.titel_gefaltet) >= {_AEHNLICH} AND ', gefaltet) || darf
            || ' LIMIT {AEHNLICHE})' INTO weitere;
    END IF;
    RETURN QUERY
        SELECT k.id, k.art::text, k.stand, g.genau::int + ts_rank_cd(k.vektor, anfrage, 1)
            + word_similarity(gefaltet, k.titel_gefaltet), g.genau
        FROM search_eintrag AS k, LATERAL (SELECT k.vektor @@ anfrage AS genau) AS g
        WHERE k.id = ANY (ids || weitere);
END $$
"""


def suchfunktion_anlegen(**_: Any) -> None:
    """Write the search function anew after each migration: its condition follows the classes of protected data."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT word_similarity('', '')")  # loads pg_trgm: only then is its setting known to the owner
        cursor.execute("DROP FUNCTION IF EXISTS suche_treffer(tsquery, text, text[], date, date)")
        cursor.execute(_FUNKTION)
        cursor.execute(f"REVOKE ALL ON FUNCTION suche_treffer({_PARAMETER}) FROM PUBLIC")
        cursor.execute(f"GRANT EXECUTE ON FUNCTION suche_treffer({_PARAMETER}) TO {APP}")
