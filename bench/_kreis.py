"""A county of any size, written inside the database: papers, deliberations, resolutions, duties, evidence, search.

Four of five papers are öffentlich; units and bodies share the duties unevenly, dates reach from 2015 to 2030.
"""

import time

import psycopg

GREMIEN, STELLEN = 20, 24
_THEMEN = (
    "ARRAY['Jugendhilfe','Ganztag','Schulsozialarbeit','Kinderschutz','Radweg','Haushalt','Kita','Spielplatz','Inklusion',"
    "'Pflegekinder','Sprachförderung','Digitalisierung','Klimaschutz','Frauenhaus','Familienzentrum','Wohnraum']"
)
_TATEN = "ARRAY['prüfen','vorlegen','ausbauen','berichten','einführen','abstimmen','fortschreiben','finanzieren']"
# One long text per paper, as real ones have: about 2,500 characters.
_TEXT = "repeat('Die Verwaltung legt dar, wie ' || thema || ' im Kreis geordnet ist. ', 40)"

SQL = f"""
SET session_replication_role = replica;
INSERT INTO accounts_bereich (id, name, kurzname, art, uebergeordnet_id)
  SELECT n, CASE n WHEN 1 THEN 'Kreis Auental' ELSE 'Amt ' || n END, '',
         CASE n WHEN 1 THEN 'koerperschaft' ELSE 'einheit' END, CASE n WHEN 1 THEN NULL ELSE 1 END
  FROM generate_series(1, {STELLEN}) n;
INSERT INTO ratsinfo_gremium (id, bereich_id, schutzstufe, sichtbar_fuer, name, kurzname, andere_namen, art, rechtsgrundlage)
  SELECT md5('g' || n)::uuid, 2, 0, '{{}}', 'Ausschuss ' || n, '', '[]', 'gremium', '' FROM generate_series(0, {GREMIEN - 1}) n;
CREATE TEMP TABLE v AS
  SELECT n, md5('v' || n)::uuid AS id, (CASE WHEN n % 5 = 0 THEN 2 ELSE 0 END)::smallint AS stufe,
         2 + n % 3 AS bereich, ({_THEMEN})[1 + n % 16] AS thema,
         (date '2015-01-05' + (n::bigint * 4300 / VORLAGEN)::int) AS datum
  FROM generate_series(1, VORLAGEN) n;
INSERT INTO ratsinfo_vorlage (id, bereich_id, schutzstufe, sichtbar_fuer, nummer, nummer_norm, art, betreff, datum,
    koerperschaft, einreicher, text, fingerabdruck, lesung, created_at, updated_at)
  SELECT id, bereich, stufe, '{{}}', 'V/' || n || '/' || to_char(datum, 'YYYY'), 'v' || n || to_char(datum, 'YYYY'),
         CASE n % 3 WHEN 0 THEN 'Antrag' ELSE 'Beschlussvorlage' END,
         thema || ' im Abschnitt ' || (n % 97) || ': Maßnahme ' || n, datum, 'Kreis Auental',
         'Fraktion ' || (n % 7), {_TEXT}, md5(n::text) || md5(n::text), '{{}}', datum, datum FROM v;
INSERT INTO ratsinfo_beratung (id, bereich_id, schutzstufe, sichtbar_fuer, vorlage_id, gremium_id, gremium_name, datum,
    zustaendigkeit, ergebnis)
  SELECT md5('b' || n || '-' || k)::uuid, bereich, stufe, '{{}}', id, md5('g' || (n + k) % {GREMIEN})::uuid,
         'Ausschuss ' || (n + k) % {GREMIEN}, date_trunc('month', datum)::date + 20 + k * 30,
         CASE k WHEN 0 THEN 'Vorberatung' ELSE 'Entscheidung' END, ''
  FROM v, generate_series(0, 1) k;
INSERT INTO ratsinfo_beschluss (id, bereich_id, schutzstufe, sichtbar_fuer, vorlage_id, gremium_id, gremium_name, datum,
    ergebnis, zitat)
  SELECT md5('e' || n)::uuid, bereich, stufe, '{{}}', id, md5('g' || (n + 1) % {GREMIEN})::uuid,
         'Ausschuss ' || (n + 1) % {GREMIEN}, date_trunc('month', datum)::date + 50, 'beschlossen', '' FROM v;
INSERT INTO ratsinfo_beschlusspunkt (id, bereich_id, schutzstufe, sichtbar_fuer, vorlage_id, beschluss_id, satz, satz_text,
    nummer, position, text, pflicht)
  SELECT md5('p' || n || '-' || k)::uuid, bereich, stufe, '{{}}', id, md5('e' || n)::uuid, 'beschluss', '', k::text, k,
         'Die Verwaltung soll ' || thema || ' ' || ({_TATEN})[1 + (n + k) % 8] || '.', 'auftrag'
  FROM v, generate_series(1, 2) k;
CREATE TEMP TABLE a AS
  SELECT m, v.*, 2 + (m * m) % {STELLEN - 1} AS stelle,
         v.datum + 90 + ((m * 7919) % 1500)::int AS faellig,
         CASE WHEN m % 10 < 6 THEN 'erledigt' WHEN m % 10 = 6 THEN 'in_arbeit' WHEN m % 50 = 7 THEN 'entfallen'
              ELSE 'offen' END AS state
  FROM (SELECT g::bigint AS m, 1 + g % VORLAGEN AS n FROM generate_series(1, AUFTRAEGE) g) x JOIN v USING (n);
INSERT INTO ratsinfo_auftrag (id, bereich_id, schutzstufe, sichtbar_fuer, vorlage_id, punkt_id, gremium_id, quelle, text,
    verantwortlich_id, verantwortliche_rolle, verantwortlich_gedruckt, frist, urspruengliche_frist, wiedervorlage,
    wiederkehr, state, erledigt_am, nachweiszahl, entfallen_grund, entfallen_wer, zitat, created_at, updated_at)
  SELECT id_a, bereich, stufe, '{{}}', id_v, md5('p' || n || '-1')::uuid, md5('g' || (n + 1) % {GREMIEN})::uuid, 'beschluss',
         'Die Verwaltung soll ' || thema || ' ' || ({_TATEN})[(1 + m % 8)::int] || ' (Auftrag ' || m || ').', stelle, 'leitung', '',
         CASE WHEN m % 4 <> 0 THEN faellig END, CASE WHEN m % 4 <> 0 THEN faellig END,
         CASE WHEN m % 4 = 0 THEN faellig END, '', state,
         CASE state WHEN 'erledigt' THEN faellig - 5 END, (state = 'erledigt' AND m % 3 <> 0)::int,
         CASE state WHEN 'entfallen' THEN 'überholt' ELSE '' END,
         CASE state WHEN 'entfallen' THEN 'Kreistag' ELSE '' END, '', datum, datum
  FROM (SELECT *, md5('a' || m)::uuid AS id_a, md5('v' || n)::uuid AS id_v FROM a) x;
INSERT INTO accounts_user (id, password, email, vorname, nachname, funktion, telefon, is_active, passwort_vorlaeufig, erinnerung_per_mail,
    created_at)
  SELECT md5('u' || n)::uuid, '!', 'person' || n || '@bench.example', '', 'Person ' || n, '', '', true, false, false, now()
  FROM generate_series(1, 3) n;
INSERT INTO accounts_zustaendigkeit (id, user_id, rolle, bereich_id, beginn)
  SELECT n, md5('u' || n)::uuid, r, b, date '2015-01-01'
  FROM (VALUES (1, 'geschaeftsfuehrung', 2), (2, 'fachbereich', 9), (3, 'leitung', 1)) AS z(n, r, b);
INSERT INTO ratsinfo_nachweis (id, bereich_id, schutzstufe, sichtbar_fuer, auftrag_id, beschreibung, datum, created_by_id,
    created_at)
  SELECT md5('n' || m)::uuid, bereich, stufe, '{{}}', md5('a' || m)::uuid, 'Protokoll', faellig - 5, md5('u1')::uuid, now()
  FROM a WHERE state = 'erledigt' AND m % 3 <> 0;
INSERT INTO ratsinfo_fristverschiebung (id, bereich_id, schutzstufe, sichtbar_fuer, auftrag_id, von, auf, grund,
    erlaeuterung, created_by_id, created_at)
  SELECT md5('s' || m)::uuid, bereich, stufe, '{{}}', md5('a' || m)::uuid, faellig - 90, faellig, 'personal',
         'Stelle unbesetzt', md5('u1')::uuid, now() FROM a WHERE m % 5 = 0;
INSERT INTO ratsinfo_umsetzungsbericht (id, bereich_id, schutzstufe, sichtbar_fuer, vorlage_id, beschluss_id, datum, state,
    eingelesen, gesamtstatus_gedruckt, created_at, rueckgabe_grund)
  SELECT md5('r' || n)::uuid, bereich, stufe, '{{}}', md5('v' || n)::uuid, md5('e' || n)::uuid, datum + 200, 'versandt',
         true, '', now(), '' FROM v WHERE n % 2 = 0;
INSERT INTO ratsinfo_berichtspunkt (id, bereich_id, schutzstufe, sichtbar_fuer, bericht_id, punkt_id, nummer, status,
    sachstand, grund, erledigte_schritte, offene_schritte, aenderung, entschieden_von, nachweis, turnus,
    aufhebung_pruefung, rechtsgrundlage)
  SELECT md5('q' || n)::uuid, bereich, stufe, '{{}}', md5('r' || n)::uuid, md5('p' || n || '-1')::uuid, '1', 'in_arbeit',
         'Die Arbeiten laufen.', '', '', '', '', '', '', '', '', '' FROM v WHERE n % 2 = 0;
INSERT INTO search_eintrag (id, bereich_id, schutzstufe, sichtbar_fuer, art, objekt_id, klasse, bereiche, titel, text, url,
    stand)
  SELECT gen_random_uuid(), bereich_id, schutzstufe, '{{}}', 'vorlage', id::text, 'ratsinfo', ARRAY[bereich_id],
         nummer || ': ' || betreff, art || ' ' || einreicher || ' ' || text, '/rat/vorlagen/' || id || '/', datum
  FROM ratsinfo_vorlage;
INSERT INTO search_eintrag (id, bereich_id, schutzstufe, sichtbar_fuer, art, objekt_id, klasse, bereiche, titel, text, url,
    stand)
  SELECT gen_random_uuid(), bereich_id, schutzstufe, '{{}}', 'auftrag', id::text, 'auftrag',
         ARRAY[bereich_id, verantwortlich_id], text, zitat, '/rat/auftraege/' || id || '/', coalesce(frist, wiedervorlage)
  FROM ratsinfo_auftrag;
SET session_replication_role = DEFAULT;
"""
# What the triggers and `oparl_aufbauen` would write row by row, as sets.
REGISTER = """
WITH z AS (SELECT date_trunc('second', now()) AS created)
INSERT INTO veroeffentlichung_stand (typ, schluessel, gruppe, created, modified, deleted)
  SELECT 'organization', id::text, '', created, created, false FROM ratsinfo_gremium, z WHERE schutzstufe = 0
  UNION ALL SELECT 'paper', id::text, '', created, created, false FROM ratsinfo_vorlage, z WHERE schutzstufe = 0
  UNION ALL SELECT typ, b.id::text, CASE typ WHEN 'agendaitem' THEN b.gremium_id || '-' || b.datum ELSE '' END, created, created, false
    FROM ratsinfo_beratung b, z, (VALUES ('consultation'), ('agendaitem')) AS t(typ) WHERE schutzstufe = 0
  UNION ALL SELECT DISTINCT 'meeting', b.gremium_id || '-' || b.datum, '', created, created, false
    FROM ratsinfo_beratung b, z WHERE schutzstufe = 0
"""


def lade(adresse: str, *, vorlagen: int, auftraege: int) -> float:
    """Fill the empty database; returns seconds. As superuser: triggers stay off, the register is written as sets."""
    beginn = time.perf_counter()
    with psycopg.connect(adresse, autocommit=True) as verbindung:
        verbindung.execute(SQL.replace("VORLAGEN", str(vorlagen)).replace("AUFTRAEGE", str(auftraege)))
        verbindung.execute(REGISTER)
        verbindung.execute("VACUUM ANALYZE")
    return time.perf_counter() - beginn
