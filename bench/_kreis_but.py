"""A county of entitled children with three years of history, written inside the database by sets.

Take-up per year is the assumption set of the fact base: Schulbedarf 95, lunch 35, club 20, trips 15 and 15, transport
and tutoring 8 of 100 children each. Payments before November 2026 are executed in monthly runs, later ones are open.
"""

import time

import psycopg

HEUTE = "2026-11-25"
# benefit, short, share in %, first month, number of months, EUR a month, form, offset so that benefits fall on others
_LEISTUNGEN = """(VALUES
  ('schulbedarf', 95, 2, 1, 65.00, 'geld', 0), ('schulbedarf', 95, 8, 1, 130.00, 'geld', 0),
  ('mittagsverpflegung', 35, 1, 12, 73.80, 'direkt', 31), ('teilhabe', 20, 1, 12, 15.00, 'direkt', 57),
  ('klassenfahrt', 15, 5, 1, 310.00, 'direkt', 13), ('ausflug', 15, 6, 1, 14.50, 'direkt', 71),
  ('schuelerbefoerderung', 8, 1, 12, 29.00, 'geld', 43), ('lernfoerderung', 8, 3, 6, 90.00, 'direkt', 89))
  AS l(leistung, anteil, ab, monate, betrag, form, versatz)"""
_VORNAMEN = (
    "ARRAY['Mia','Emil','Sofia','Ben','Lina','Yusuf','Frieda','Jan','Amira','Finn','Lotte','Deniz','Ida','Paul',"
    "'Sofiia','Mats']"
)
_ANFAENGE = "ARRAY['Wiesen','Bach','Linden','Stein','Birken','Feld','Moor','Heide','Eichen','Sand','Auen','Kirch']"
_ENDEN = "ARRAY['kamp','thal','mann','brink','hoff','berg','meier','husen','feld','bauer','holt','wig','roth']"
_G = "schutzstufe, sichtbar_fuer, bereich_id"
_GW = "2, '{}'::bigint[], 2"
_KREIS = """CASE WHEN h % 10 < 6 THEN 'sgb2' WHEN h % 10 = 6 THEN 'bkgg_kinderzuschlag'
  WHEN h % 10 < 9 THEN 'bkgg_wohngeld'
  WHEN h % 30 = 9 THEN 'sgb12_kap3' ELSE 'asylblg_3' END"""

SQL = f"""
SET session_replication_role = replica;
INSERT INTO accounts_bereich (id, name, kurzname, art, uebergeordnet_id) VALUES
  (1, 'Kreis Auental', '', 'koerperschaft', NULL), (2, 'Bildung und Teilhabe', '', 'einheit', 1);
SELECT setval(pg_get_serial_sequence('accounts_bereich', 'id'), 2);
INSERT INTO accounts_user (id, password, email, vorname, nachname, funktion, telefon, is_active, passwort_vorlaeufig,
    erinnerung_per_mail, created_at)
  SELECT md5('u' || n)::uuid, '!', 'person' || n || '@bench.example', '', 'Person ' || n, '', '', true, false, false, now()
  FROM generate_series(1, 3) n;
INSERT INTO accounts_zustaendigkeit (id, user_id, rolle, bereich_id, beginn)
  SELECT n, md5('u' || n)::uuid, r, 2, date '2020-01-01'
  FROM (VALUES (1, 'sachbearbeitung_but'), (2, 'teamleitung_but'), (3, 'kasse')) AS z(n, r);
INSERT INTO bescheid_behoerde (id, {_G}, name, stelle, strasse, plz, ort, land, oertliche_feiertage, telefon, email,
    zugangswege, leitung, sozialgericht, mitwirkungstage, beginn)
  VALUES (md5('b')::uuid, {_GW}, 'Kreis Auental', '', 'Am Wehr 1', '00000', 'Auental', 'NW', '{{}}', '', '', '', '', '', 14,
    date '2020-01-01');
CREATE TEMP TABLE k AS SELECT n, (n * 10 / 17) AS h, {_KREIS} AS kreis,
    ({_VORNAMEN})[1 + n % 16] AS vorname, ({_ANFAENGE})[1 + (h_ / 3) % 12] || ({_ENDEN})[1 + h_ % 13] AS nachname
  FROM (SELECT n, n * 10 / 17 AS h, n * 10 / 17 AS h_ FROM generate_series(1, KINDER) n) x;
CREATE TEMP TABLE hh AS SELECT DISTINCT h, kreis, nachname FROM k;
INSERT INTO person_person (id, {_G}, vorname, nachname, geburtsname, geburtsdatum, suchname, phonetik, strasse,
    adresszusatz, plz, ort, staat, auskunftssperre, telefon, email, sprache, kommunikationsbedarf, kein_anschreiben,
    anbieterkontakt_erlaubt, elektronisch_erlaubt, created_at, updated_at, created_by_id)
  SELECT md5('k' || n)::uuid, {_GW}, vorname, nachname, '', date '2009-01-01' + (n * 37 % 6000)::int,
    lower(vorname || ' ' || nachname), '', 'Weidenweg ' || h % 90, '', '00000', 'Auental', 'DE', false, '', '', 'de', '',
    false, false, false, date '2024-01-02', date '2024-01-02', md5('u1')::uuid FROM k
  UNION ALL SELECT md5('e' || h)::uuid, {_GW}, 'Kim', nachname, '', date '1985-01-01' + (h * 31 % 5000)::int,
    lower('kim ' || nachname), '', 'Weidenweg ' || h % 90, '', '00000', 'Auental', 'DE', false, '', '', 'de', '',
    false, false, false, date '2024-01-02', date '2024-01-02', md5('u1')::uuid FROM hh;
INSERT INTO haushalt_haushalt (id, {_G}, art, bezeichnung, externe_nummer, created_at)
  SELECT md5('h' || h)::uuid, {_GW}, 'bedarfsgemeinschaft', nachname, '31702//' || h, date '2024-01-02' FROM hh;
INSERT INTO haushalt_mitgliedschaft (id, {_G}, rolle, kindergeld, beginn, haushalt_id, person_id)
  SELECT md5('mk' || n)::uuid, {_GW}, 'kind', true, date '2024-01-01', md5('h' || h)::uuid, md5('k' || n)::uuid FROM k
  UNION ALL SELECT md5('me' || h)::uuid, {_GW}, 'elternteil', NULL, date '2024-01-01', md5('h' || h)::uuid,
    md5('e' || h)::uuid FROM hh;
INSERT INTO haushalt_leistungszeitraum (id, {_G}, rechtskreis, aktenzeichen, beginn, einschraenkung_1a, nachgewiesen,
    quelle, created_at, haushalt_id, person_id)
  SELECT md5('l' || n)::uuid, {_GW}, kreis, '31702//' || h, date '2024-01-01', false, true, 'import', date '2024-01-02',
    md5('h' || h)::uuid, md5('k' || n)::uuid FROM k;
INSERT INTO traeger_einrichtung (id, {_G}, name, strasse, plz, ort, telefon, email, aktiv, art, schulform,
    amtliche_nummer, land, kooperationsvertrag)
  SELECT md5('s' || n)::uuid, {_GW}, 'Schule ' || n, '', '', 'Auental', '', '', true, 'schule', '', '', 'NW', true
  FROM generate_series(0, 59) n;
INSERT INTO haushalt_einrichtungsbesuch (id, {_G}, klasse, ausbildungsverguetung, aufnahmeart, beginn, einrichtung_id,
    person_id)
  SELECT md5('v' || n)::uuid, {_GW}, '4a', false, '', date '2024-08-01', md5('s' || n % 60)::uuid, md5('k' || n)::uuid FROM k;
INSERT INTO traeger_anbieter (id, {_G}, name, strasse, plz, ort, telefon, email, aktiv, leistungen, gesperrt_grund)
  SELECT md5('a' || n)::uuid, {_GW}, 'Anbieter ' || n, '', '', 'Auental', '', '', true, '{{}}', '' FROM generate_series(0, 199) n;
INSERT INTO traeger_zahlungsempfaenger (id, {_G}, name, gesperrt_grund, anbieter_id, person_id)
  SELECT md5('za' || n)::uuid, {_GW}, 'Anbieter ' || n, '', md5('a' || n)::uuid, NULL FROM generate_series(0, 199) n
  UNION ALL SELECT md5('ze' || h)::uuid, {_GW}, 'Kim ' || nachname, '', NULL, md5('e' || h)::uuid FROM hh;
INSERT INTO traeger_bankverbindung (id, {_G}, inhaber, iban, bic, beginn, state, empfaengerpruefung,
    empfaengerpruefung_name, created_at, confirmed_at, confirmed_by_id, created_by_id, empfaenger_id)
  SELECT md5('bv' || id)::uuid, {_GW}, left(name, 70), 'DE89370400440532013000', '', date '2024-01-01', 'bestaetigt', '', '',
    date '2024-01-02', date '2024-01-02', md5('u2')::uuid, md5('u1')::uuid, id FROM traeger_zahlungsempfaenger;
INSERT INTO fallakte_fallakte (id, {_G}, aktenzeichen, created_at, antragsteller_id, created_by_id, haushalt_id)
  SELECT md5('f' || h)::uuid, {_GW}, 'BuT-2024-' || lpad(h::text, 6, '0'), date '2024-01-02', md5('e' || h)::uuid,
    md5('u1')::uuid, md5('h' || h)::uuid FROM hh;
CREATE TEMP TABLE an AS SELECT h, j, make_date(j, 1, 1) + (h * 7 % 300)::int AS tag FROM hh, generate_series(2024, 2026) j;
INSERT INTO antrag_antrag (id, {_G}, kanal, antragsdatum, state, vollstaendig_am, untaetigkeit_ab, version, created_at,
    updated_at, antragsteller_id, created_by_id, fallakte_id, zustaendig_id)
  SELECT md5('an' || h || '-' || j)::uuid, {_GW}, CASE WHEN h % 12 = 0 THEN 'portal' ELSE 'papier' END, tag, 'beschieden',
    tag + 9, tag + 184, 4, tag, tag, md5('e' || h)::uuid, md5('u1')::uuid, md5('f' || h)::uuid, md5('u1')::uuid FROM an;
INSERT INTO antrag_antrag (id, {_G}, kanal, antragsdatum, state, vollstaendig_am, untaetigkeit_ab, mitwirkungsfrist,
    version, created_at, updated_at, antragsteller_id, created_by_id, fallakte_id, zustaendig_id)
  SELECT md5('ao' || h)::uuid, {_GW}, 'papier', tag, stand, CASE stand WHEN 'vollstaendig' THEN tag + 5 END, tag + 184,
    CASE stand WHEN 'unvollstaendig' THEN tag + 30 END, 2, tag, tag, md5('e' || h)::uuid, md5('u1')::uuid,
    md5('f' || h)::uuid, md5('u1')::uuid
  FROM (SELECT h, date '{HEUTE}' - (h % 200)::int AS tag,
    (ARRAY['eingegangen','in_pruefung','unvollstaendig','vollstaendig'])[1 + (h / 9) % 4] AS stand FROM hh WHERE h % 9 = 0) x;
CREATE TEMP TABLE z AS SELECT k.n, k.h, k.kreis, j, l.*, md5('z' || k.n || '-' || j || leistung || ab)::uuid AS id,
    make_date(j, ab, 1) AS beginn, (make_date(j, ab, 1) + make_interval(months => monate) - interval '1 day')::date AS ende,
    CASE WHEN form = 'geld' THEN md5('ze' || k.h)::uuid ELSE md5('za' || (k.n * 7 + ab) % 200)::uuid END AS empfaenger
  FROM k, generate_series(2024, 2026) j, {_LEISTUNGEN} WHERE (k.n * 61 + j * 17 + versatz) % 100 < anteil;
INSERT INTO antrag_antragsbedarf (id, {_G}, leistung, rechtskreis, beginn, ende, angaben, beschreibung, created_at,
    antrag_id, empfaenger_id, kind_id)
  SELECT md5('bd' || id)::uuid, {_GW}, leistung, kreis, beginn, ende, '{{}}'::jsonb, '', beginn, md5('an' || h || '-' || j)::uuid,
    empfaenger, md5('k' || n)::uuid FROM z
  UNION ALL SELECT md5('bo' || n)::uuid, {_GW}, 'teilhabe', kreis, date '2026-12-01', date '2027-05-31',
    '{{"kosten": "18.00"}}'::jsonb, 'Turnverein', date '{HEUTE}', md5('ao' || h)::uuid, md5('za' || n % 200)::uuid,
    md5('k' || n)::uuid FROM k WHERE h % 9 = 0;
INSERT INTO bescheid_bescheid (id, {_G}, art, nummer, state, texte, vorlagenversion, zweite_person_noetig, versandart,
    posted_on, bekanntgabe, widerspruchsfrist, rechenweg, created_at, rueckgabegrund, approved_at, adressat_id, antrag_id,
    approved_by_id, created_by_id, fallakte_id)
  SELECT md5('be' || h || '-' || j)::uuid, {_GW}, 'bewilligung', h || '/' || j, 'bestandskraeftig', '{{}}', '', true, 'post',
    tag + 20, tag + 24, tag + 55, '[]', tag + 18, '', tag + 19, md5('e' || h)::uuid, md5('an' || h || '-' || j)::uuid,
    md5('u2')::uuid, md5('u1')::uuid, md5('f' || h)::uuid FROM an;
INSERT INTO bescheid_entscheidungszeile (id, {_G}, leistung, rechtskreis, beginn, ende, vorschlag_art, vorschlag_betrag,
    art, betrag, abweichung_grund, form, verwendungshinweis, sachverhalt, spur, parameterstand, decided_at, bedarf_id,
    bescheid_id, decided_by_id, empfaenger_id, kind_id)
  SELECT id, {_GW}, leistung, kreis, beginn, ende, 'bewilligt', betrag * monate, 'bewilligt', betrag * monate, '', form, '',
    '[]', '[]', 'x', beginn, md5('bd' || id)::uuid, md5('be' || h || '-' || j)::uuid, md5('u1')::uuid, empfaenger,
    md5('k' || n)::uuid FROM z;
CREATE TEMP TABLE m AS SELECT z.*, (beginn + make_interval(months => i))::date AS monat
  FROM z, generate_series(0, 11) i WHERE i < monate;
INSERT INTO bescheid_entscheidungsmonat (id, {_G}, monat, vorschlag_betrag, betrag, zeile_id)
  SELECT gen_random_uuid(), {_GW}, monat, betrag, betrag, id FROM m;
INSERT INTO zahlung_zahllauf (id, {_G}, nummer, state, ausfuehrungstag, anzahl, summe, auftraggeber, datei_sha256,
    message_id, ablehnungsgrund, created_at, approved_at, released_at, approved_by_id, created_by_id, released_by_id)
  SELECT md5('zl' || monat)::uuid, {_GW}, 'ALT-' || to_char(monat, 'YYYY-MM'), 'bestaetigt', monat, count(*), sum(betrag),
    '{{"name": "Kreis Auental", "iban": "DE02120300000000202051", "bic": "BYLADEM1001"}}', '', 'KL' || md5(monat::text), '',
    monat, monat, monat, md5('u2')::uuid, md5('u1')::uuid, md5('u3')::uuid
  FROM m WHERE monat < date '2026-11-01' GROUP BY monat;
INSERT INTO zahlung_zahlung (id, {_G}, beginn, ende, rate, leistung, rechtskreis, aktenzeichen, betrag, faellig_am,
    inhaber, iban, bic, verwendungszweck, end_to_end_id, state, ausgefuehrt_am, created_at, bankverbindung_id,
    empfaenger_id, kind_id, zahllauf_id, zeile_id)
  SELECT md5('zz' || id || monat)::uuid, {_GW}, monat, (monat + interval '1 month - 1 day')::date, 1, leistung, kreis,
    'BuT-2024-' || lpad(h::text, 6, '0'), betrag, monat, CASE WHEN bezahlt THEN 'Empfänger' ELSE '' END,
    CASE WHEN bezahlt THEN 'DE89370400440532013000' ELSE '' END, '', CASE WHEN bezahlt THEN 'BUT' ELSE '' END,
    CASE WHEN bezahlt THEN md5('ee' || id || monat) ELSE '' END, CASE WHEN bezahlt THEN 'ausgefuehrt' ELSE 'offen' END,
    CASE WHEN bezahlt THEN monat END, beginn, CASE WHEN bezahlt THEN md5('bv' || empfaenger)::uuid END, empfaenger,
    md5('k' || n)::uuid, CASE WHEN bezahlt THEN md5('zl' || monat)::uuid END, id
  FROM (SELECT *, monat < date '2026-11-01' AS bezahlt FROM m) x;
INSERT INTO zahlung_buchung (id, {_G}, leistung, rechtskreis, monat, art, betrag, schluessel, wertstellung, created_at,
    kind_id, zeile_id, zahlung_id)
  SELECT gen_random_uuid(), {_GW}, leistung, kreis, monat, art, betrag,
    CASE art WHEN 'gezahlt' THEN 'gezahlt-' || md5('zz' || id || monat)::uuid ELSE art || '-' || id || '-' || to_char(monat, 'YYYYMM') END,
    monat, monat, md5('k' || n)::uuid, id, CASE art WHEN 'gezahlt' THEN md5('zz' || id || monat)::uuid END
  FROM m, unnest(ARRAY['anspruch', 'bewilligt', 'gezahlt']) art WHERE art <> 'gezahlt' OR monat < date '2026-11-01';
INSERT INTO search_eintrag (id, {_G}, art, objekt_id, klasse, bereiche, titel, text, url, stand)
  SELECT gen_random_uuid(), {_GW}, 'fallakte', md5('f' || h)::uuid::text, 'fallakte', ARRAY[2],
    'BuT-2024-' || lpad(h::text, 6, '0') || ' Kim ' || nachname, namen || ' 31702//' || h,
    '/but/akten/' || md5('f' || h)::uuid || '/', date '2024-01-02'
  FROM (SELECT h, nachname, string_agg(vorname || ' ' || nachname, ' ') AS namen FROM k GROUP BY h, nachname) x;
SET session_replication_role = DEFAULT;
"""  # noqa: E501 -- statements read better with their columns side by side


def lade(adresse: str, *, kinder: int) -> float:
    """Fill the empty database; returns seconds. As superuser: triggers and foreign keys stay off."""
    beginn = time.perf_counter()
    with psycopg.connect(adresse, autocommit=True) as verbindung:
        verbindung.execute(SQL.replace("KINDER", str(kinder)))
        verbindung.execute("VACUUM ANALYZE")
    return time.perf_counter() - beginn
