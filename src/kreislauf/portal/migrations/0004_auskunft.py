"""What the portal may learn: the one row of who has number and secret, counted and never more than a few tries an hour."""

from django.db import migrations

BEZUG = """
ALTER TABLE portal_zugang ADD CONSTRAINT portal_zugang_eingang
    FOREIGN KEY (eingang_id) REFERENCES antrag_eingang (id) ON DELETE CASCADE;
ALTER TABLE portal_zugang ADD CONSTRAINT portal_zugang_schluessel CHECK (octet_length(schluessel) = 32);
ALTER TABLE portal_auskunft ADD CONSTRAINT portal_auskunft_eingang
    FOREIGN KEY (eingang_id) REFERENCES antrag_eingang (id) ON DELETE CASCADE;

-- The family's first state stands there before anybody at the office has looked.
CREATE FUNCTION portal_auskunft_beginnen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF NOT EXISTS (SELECT 1 FROM antrag_eingang WHERE id = NEW.eingang_id AND kanal = 'portal') THEN
        RAISE EXCEPTION 'Kein Eingang des Portals' USING ERRCODE = 'insufficient_privilege';
    END IF;
    INSERT INTO portal_auskunft (eingang_id, stand, inhalt, stand_at)
    VALUES (NEW.eingang_id, 'eingegangen', '{}', NEW.created_at) ON CONFLICT DO NOTHING;
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION portal_auskunft_beginnen() FROM PUBLIC;
CREATE TRIGGER portal_auskunft_beginnen AFTER INSERT ON portal_zugang
    FOR EACH ROW EXECUTE FUNCTION portal_auskunft_beginnen();
"""

# Tries of the last hour, in windows of five minutes; the row of the window is locked, so that parallel tries count.
ZAEHLEN = """
CREATE FUNCTION portal_zaehlen(p_art text, p_schluessel bytea, p_grenze integer) RETURNS boolean
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_summe bigint;
BEGIN
    IF length(p_art) > 20 OR octet_length(p_schluessel) <> 32 THEN
        RETURN false;
    END IF;
    IF random() < 0.01 THEN
        DELETE FROM portal_zaehler WHERE fenster < now() - interval '2 hours';
        DELETE FROM portal_abmeldung WHERE created_at < now() - interval '1 day';
    END IF;
    INSERT INTO portal_zaehler (art, schluessel, fenster, anzahl)
    VALUES (p_art, p_schluessel, date_bin('5 minutes', now(), timestamptz '2020-01-01'), 1)
    ON CONFLICT (art, schluessel, fenster) DO UPDATE SET anzahl = portal_zaehler.anzahl + 1;
    SELECT sum(anzahl) INTO v_summe FROM portal_zaehler
    WHERE art = p_art AND schluessel = p_schluessel AND fenster > now() - interval '65 minutes';
    RETURN v_summe <= p_grenze;
END $$;
REVOKE ALL ON FUNCTION portal_zaehlen(text, bytea, integer) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_zaehlen(text, bytea, integer) TO kreislauf_portal;
"""

# `p_bekannt`: a browser that was let in before for this number has tries of its own, so that nobody can lock it out.
LESEN = """
CREATE FUNCTION portal_zugang_finden(p_nummer text, p_schluessel bytea, p_bekannt boolean, p_sitzung uuid)
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
    WHERE z.nummer = p_nummer AND z.schluessel = sha256(p_schluessel) AND z.ended_at IS NULL
      AND NOT EXISTS (SELECT 1 FROM portal_abmeldung a WHERE a.sitzung = p_sitzung);
    IF v_zugang.id IS NOT NULL AND NOT p_bekannt THEN
        DELETE FROM portal_zaehler WHERE art = v_art AND schluessel = v_konto;
    END IF;
    RETURN v_zugang;
END $$;
REVOKE ALL ON FUNCTION portal_zugang_finden(text, bytea, boolean, uuid) FROM PUBLIC;

CREATE FUNCTION portal_auskunft_lesen(p_nummer text, p_schluessel bytea, p_bekannt boolean, p_sitzung uuid)
RETURNS TABLE (art text, name text, umfang text[], stand text, inhalt jsonb, stand_at timestamptz,
               received_at timestamptz, betreff text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_zugang portal_zugang := portal_zugang_finden(p_nummer, p_schluessel, p_bekannt, p_sitzung);
BEGIN
    RETURN QUERY
    SELECT v_zugang.art::text, v_zugang.name::text, v_zugang.umfang::text[], a.stand::text, a.inhalt, a.stand_at,
           e.received_at, e.betreff::text
    FROM portal_auskunft a JOIN antrag_eingang e ON e.id = a.eingang_id
    WHERE a.eingang_id = v_zugang.eingang_id;
END $$;
REVOKE ALL ON FUNCTION portal_auskunft_lesen(text, bytea, boolean, uuid) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_auskunft_lesen(text, bytea, boolean, uuid) TO kreislauf_portal;
"""

# The case work writes what the family may see; who may do an act of the case may say that it happened.
SCHREIBEN = """
CREATE FUNCTION portal_veroeffentlichen(p_eingang uuid, p_stand text, p_inhalt jsonb, p_at timestamptz) RETURNS void
LANGUAGE sql SECURITY DEFINER SET search_path = public, pg_temp AS $$
    INSERT INTO portal_auskunft (eingang_id, stand, inhalt, stand_at) VALUES (p_eingang, p_stand, p_inhalt, p_at)
    ON CONFLICT (eingang_id) DO UPDATE SET stand = p_stand, inhalt = p_inhalt, stand_at = p_at
$$;
REVOKE ALL ON FUNCTION portal_veroeffentlichen(uuid, text, jsonb, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_veroeffentlichen(uuid, text, jsonb, timestamptz) TO kreislauf_app;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0003_auskunft"), ("antrag", "0003_grundlage")]

    operations = [
        migrations.RunSQL(BEZUG, migrations.RunSQL.noop),
        migrations.RunSQL(ZAEHLEN, migrations.RunSQL.noop),
        migrations.RunSQL(LESEN, migrations.RunSQL.noop),
        migrations.RunSQL(SCHREIBEN, migrations.RunSQL.noop),
    ]
