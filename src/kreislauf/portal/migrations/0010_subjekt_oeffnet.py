"""Who signed in by OpenID Connect opens the applications that were made while signed in, and no others."""

from django.db import migrations

FINDEN = """
ALTER TABLE portal_zugang ADD CONSTRAINT portal_zugang_subjekt
    CHECK (subjekt IS NULL OR (octet_length(subjekt) = 32 AND art = 'familie'));

CREATE OR REPLACE FUNCTION portal_zugang_finden(p_nummer text, p_schluessel bytea, p_bekannt boolean, p_sitzung uuid)
RETURNS portal_zugang
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_zugang portal_zugang;
    v_art text := CASE WHEN p_bekannt THEN 'zugang_bekannt' ELSE 'zugang' END;
    v_konto bytea := sha256(convert_to(left(p_nummer, 40), 'UTF8'));
BEGIN
    IF NOT portal_zaehlen(v_art, v_konto, CASE WHEN p_bekannt THEN 600 ELSE 10 END) THEN
        RETURN NULL;
    END IF;
    SELECT * INTO v_zugang FROM portal_zugang z
    WHERE z.nummer = p_nummer AND sha256(p_schluessel) IN (z.schluessel, z.subjekt) AND z.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM portal_abmeldung a WHERE a.sitzung = p_sitzung);
    IF v_zugang.id IS NOT NULL AND NOT p_bekannt THEN
        DELETE FROM portal_zaehler WHERE art = v_art AND schluessel = v_konto;
    END IF;
    RETURN v_zugang;
END $$;

CREATE FUNCTION portal_eigene_lesen(p_subjekt bytea, p_sitzung uuid)
RETURNS TABLE (nummer text, stand text, received_at timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT z.nummer::text, a.stand::text, e.received_at
    FROM portal_zugang z JOIN antrag_eingang e ON e.id = z.eingang_id JOIN portal_auskunft a ON a.eingang_id = e.id
    WHERE octet_length(p_subjekt) = 32 AND z.subjekt = sha256(p_subjekt) AND z.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM portal_abmeldung b WHERE b.sitzung = p_sitzung)
    ORDER BY e.received_at DESC LIMIT 50
$$;
REVOKE ALL ON FUNCTION portal_eigene_lesen(bytea, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_eigene_lesen(bytea, uuid) TO kreislauf_portal;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0009_subjekt")]

    operations = [migrations.RunSQL(FINDEN, migrations.RunSQL.noop)]
