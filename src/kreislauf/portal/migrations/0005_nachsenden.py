"""Send something later, let a helper in and end that: each only with number and secret of the family."""

from django.db import migrations

LESEN = """
DROP FUNCTION portal_auskunft_lesen(text, bytea, boolean, uuid);
CREATE FUNCTION portal_auskunft_lesen(p_nummer text, p_schluessel bytea, p_bekannt boolean, p_sitzung uuid)
RETURNS TABLE (art text, name text, umfang text[], stand text, inhalt jsonb, stand_at timestamptz,
               received_at timestamptz, nachgesendet jsonb, helfer jsonb)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_zugang portal_zugang := portal_zugang_finden(p_nummer, p_schluessel, p_bekannt, p_sitzung);
    v_familie boolean := v_zugang.art = 'familie';
BEGIN
    RETURN QUERY
    SELECT v_zugang.art::text, v_zugang.name::text, v_zugang.umfang::text[], a.stand::text,
           CASE WHEN v_familie THEN a.inhalt ELSE
               CASE WHEN 'nachweis' = ANY (v_zugang.umfang)
                    THEN jsonb_build_object('forderungen', coalesce(a.inhalt -> 'forderungen', '[]')) ELSE '{}' END ||
               CASE WHEN 'bescheid' = ANY (v_zugang.umfang)
                    THEN jsonb_build_object('bescheide', coalesce(a.inhalt -> 'bescheide', '[]'),
                                            'widersprueche', coalesce(a.inhalt -> 'widersprueche', '[]'))
                    ELSE '{}' END
           END,
           a.stand_at, e.received_at,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('art', n.art, 'am', n.created_at, 'bezug', n.bezug,
                                                         'neu', x.state = 'neu') ORDER BY n.created_at), '[]')
            FROM antrag_nachsendung n JOIN antrag_eingang x ON x.id = n.eingang_id
            WHERE n.zu_eingang_id = a.eingang_id AND (v_familie OR n.art = ANY (v_zugang.umfang))),
           CASE WHEN v_familie THEN
               (SELECT coalesce(jsonb_agg(jsonb_build_object('id', z.id, 'name', z.name, 'umfang', z.umfang,
                                                             'seit', z.created_at, 'bis', z.ended_at)
                                          ORDER BY z.created_at), '[]')
                FROM portal_zugang z WHERE z.eingang_id = a.eingang_id AND z.art = 'helfer')
           ELSE '[]'::jsonb END
    FROM portal_auskunft a JOIN antrag_eingang e ON e.id = a.eingang_id
    WHERE a.eingang_id = v_zugang.eingang_id;
END $$;
REVOKE ALL ON FUNCTION portal_auskunft_lesen(text, bytea, boolean, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_auskunft_lesen(text, bytea, boolean, uuid) TO kreislauf_portal;
"""

NACHSENDEN = """
CREATE FUNCTION portal_nachsenden(p_nummer text, p_schluessel bytea, p_sitzung uuid, p_eingang uuid, p_art text,
                                  p_bezug uuid[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_zugang portal_zugang := portal_zugang_finden(p_nummer, p_schluessel, true, p_sitzung);
BEGIN
    IF v_zugang.id IS NULL OR p_art NOT IN ('nachweis', 'widerspruch') OR cardinality(p_bezug) > 200
       OR (v_zugang.art <> 'familie' AND (p_art <> 'nachweis' OR NOT 'nachweis' = ANY (v_zugang.umfang)))
       OR NOT EXISTS (SELECT 1 FROM antrag_eingang e WHERE e.id = p_eingang AND e.kanal = 'portal' AND e.state = 'neu'
                      AND e.received_at > now() - interval '5 minutes' AND e.id <> v_zugang.eingang_id
                      AND NOT EXISTS (SELECT 1 FROM portal_zugang z WHERE z.eingang_id = e.id)) THEN
        RETURN false;
    END IF;
    INSERT INTO antrag_nachsendung (eingang_id, zu_eingang_id, art, bezug, created_at)
    SELECT e.id, v_zugang.eingang_id, p_art, p_bezug, e.received_at FROM antrag_eingang e WHERE e.id = p_eingang;
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION portal_nachsenden(text, bytea, uuid, uuid, text, uuid[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_nachsenden(text, bytea, uuid, uuid, text, uuid[]) TO kreislauf_portal;
"""

VERMERKEN = """
CREATE FUNCTION portal_zugang_vermerken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_akt text := CASE WHEN NEW.ended_at IS NULL THEN 'zugang.consent' ELSE 'zugang.withdraw' END;
    v_at timestamptz := coalesce(NEW.ended_at, NEW.created_at);
    v_bereich bigint := (SELECT bereich_id FROM antrag_eingang WHERE id = NEW.eingang_id);
BEGIN
    INSERT INTO journal_zeile (inhalt, salz, at, akt, person_id, tabelle, objekt_id, klasse, bereich_id, lesend)
    VALUES (
        json_build_object(
            'akt', v_akt,
            'at', to_char(v_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US+00:00'),
            'bereich', v_bereich,
            'details', json_build_object('helfer', NEW.name, 'umfang', array_to_string(NEW.umfang, ' ')),
            'klasse', 'antrag',
            'lesend', false,
            'objekt', NEW.eingang_id::text,
            'person', NULL,
            'tabelle', 'antrag_eingang'
        )::text,
        uuid_send(gen_random_uuid()), v_at, v_akt, NULL, 'antrag_eingang', NEW.eingang_id::text, 'antrag', v_bereich,
        false
    );
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION portal_zugang_vermerken() FROM PUBLIC;
CREATE TRIGGER portal_zugang_vermerken AFTER INSERT OR UPDATE OF ended_at ON portal_zugang
    FOR EACH ROW WHEN (NEW.art = 'helfer') EXECUTE FUNCTION portal_zugang_vermerken();
"""

HELFER = """
CREATE FUNCTION portal_helfer_eintragen(p_nummer text, p_schluessel bytea, p_sitzung uuid, p_helfer_nummer text,
                                        p_helfer_schluessel bytea, p_name text, p_umfang text[]) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_zugang portal_zugang := portal_zugang_finden(p_nummer, p_schluessel, true, p_sitzung);
BEGIN
    IF v_zugang.id IS NULL OR v_zugang.art <> 'familie' OR btrim(p_name) = '' OR length(p_name) > 120
       OR NOT p_umfang <@ ARRAY['stand', 'nachweis', 'bescheid'] OR NOT 'stand' = ANY (p_umfang)
       OR (SELECT count(*) FROM portal_zugang z
           WHERE z.eingang_id = v_zugang.eingang_id AND z.art = 'helfer' AND z.ended_at IS NULL) >= 5 THEN
        RETURN false;
    END IF;
    INSERT INTO portal_zugang (id, eingang_id, nummer, schluessel, art, name, umfang, created_at)
    VALUES (gen_random_uuid(), v_zugang.eingang_id, p_helfer_nummer, p_helfer_schluessel, 'helfer', p_name, p_umfang,
            now());
    RETURN true;
END $$;
REVOKE ALL ON FUNCTION portal_helfer_eintragen(text, bytea, uuid, text, bytea, text, text[]) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_helfer_eintragen(text, bytea, uuid, text, bytea, text, text[]) TO kreislauf_portal;

CREATE FUNCTION portal_helfer_beenden(p_nummer text, p_schluessel bytea, p_sitzung uuid, p_helfer uuid) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_zugang portal_zugang := portal_zugang_finden(p_nummer, p_schluessel, true, p_sitzung);
BEGIN
    IF v_zugang.id IS NULL OR v_zugang.art <> 'familie' THEN
        RETURN false;
    END IF;
    UPDATE portal_zugang SET ended_at = now()
    WHERE id = p_helfer AND eingang_id = v_zugang.eingang_id AND art = 'helfer' AND ended_at IS NULL;
    RETURN FOUND;
END $$;
REVOKE ALL ON FUNCTION portal_helfer_beenden(text, bytea, uuid, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_helfer_beenden(text, bytea, uuid, uuid) TO kreislauf_portal;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0004_auskunft"), ("antrag", "0005_nachsendung")]

    operations = [
        migrations.RunSQL(sql, migrations.RunSQL.noop) for sql in (LESEN, NACHSENDEN, VERMERKEN, HELFER)
    ]
