"""A draft kept for later is handed out, and removed, only to who brings what its link opens with; at its end it goes."""

from django.db import migrations

BEZUG = """
ALTER TABLE portal_zwischenstand ADD CONSTRAINT portal_zwischenstand_kennung CHECK (octet_length(kennung) = 32);

CREATE FUNCTION portal_zwischenstand_lesen(p_oeffner bytea, p_von integer, p_bis integer)
RETURNS TABLE (teil smallint, inhalt bytea, gueltig_bis timestamptz)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT z.teil, z.inhalt, z.gueltig_bis FROM portal_zwischenstand z
    WHERE octet_length(p_oeffner) = 32 AND z.kennung = sha256(p_oeffner) AND z.teil BETWEEN p_von AND p_bis
      AND z.gueltig_bis > now()
    ORDER BY z.teil
$$;
REVOKE ALL ON FUNCTION portal_zwischenstand_lesen(bytea, integer, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_zwischenstand_lesen(bytea, integer, integer) TO kreislauf_portal;

CREATE FUNCTION portal_zwischenstand_loeschen(p_oeffner bytea) RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_anzahl integer;
BEGIN
    DELETE FROM portal_zwischenstand WHERE octet_length(p_oeffner) = 32 AND kennung = sha256(p_oeffner);
    GET DIAGNOSTICS v_anzahl = ROW_COUNT;
    RETURN v_anzahl;
END $$;
REVOKE ALL ON FUNCTION portal_zwischenstand_loeschen(bytea) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_zwischenstand_loeschen(bytea) TO kreislauf_portal;

CREATE FUNCTION portal_zwischenstand_aufraeumen() RETURNS integer
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_anzahl integer;
BEGIN
    DELETE FROM portal_zwischenstand WHERE gueltig_bis <= now();
    GET DIAGNOSTICS v_anzahl = ROW_COUNT;
    RETURN v_anzahl;
END $$;
REVOKE ALL ON FUNCTION portal_zwischenstand_aufraeumen() FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_zwischenstand_aufraeumen() TO kreislauf_app;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0007_zwischenstand")]

    operations = [migrations.RunSQL(BEZUG, migrations.RunSQL.noop)]
