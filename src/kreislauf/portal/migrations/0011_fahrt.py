"""The portal may read one trip by its code: what stands in the letter to parents, and nothing about any family."""

from django.db import migrations

# Wrong codes are counted per sender before anything is said; a right one is given back to the count, since a whole
# class may sit behind one address.
LESEN = """
CREATE FUNCTION portal_fahrt(p_code text, p_sender bytea, p_grenze integer, p_bereich bigint)
RETURNS TABLE (stand text, einrichtung text, einrichtungsart text, art text, klasse text, ziel text, beginn date,
               ende date, kosten numeric, taschengeld numeric, faellig_am date, kontoinhaber text)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    v_fahrt bildung_und_teilhabe_fahrt;
BEGIN
    IF NOT portal_zaehlen('fahrt', p_sender, least(p_grenze, 60)) THEN
        RETURN QUERY SELECT 'zu_oft'::text, NULL::text, NULL::text, NULL::text, NULL::text, NULL::text, NULL::date,
                            NULL::date, NULL::numeric, NULL::numeric, NULL::date, NULL::text;
        RETURN;
    END IF;
    SELECT * INTO v_fahrt FROM bildung_und_teilhabe_fahrt f WHERE f.code = p_code AND f.bereich_id = p_bereich;
    IF v_fahrt.id IS NULL THEN
        RETURN;
    END IF;
    UPDATE portal_zaehler z SET anzahl = z.anzahl - 1
    WHERE z.art = 'fahrt' AND z.schluessel = p_sender AND z.anzahl > 0
      AND z.fenster = date_bin('5 minutes', now(), timestamptz '2020-01-01');
    IF v_fahrt.state <> 'offen' THEN
        RETURN QUERY SELECT v_fahrt.state::text, NULL::text, NULL::text, NULL::text, NULL::text, NULL::text,
                            NULL::date, NULL::date, NULL::numeric, NULL::numeric, NULL::date, NULL::text;
        RETURN;
    END IF;
    RETURN QUERY
    SELECT v_fahrt.state::text, s.name::text, s.art::text, v_fahrt.art::text, v_fahrt.klasse::text, v_fahrt.ziel::text,
           v_fahrt.beginn, v_fahrt.ende, v_fahrt.kosten::numeric, v_fahrt.taschengeld::numeric, v_fahrt.faellig_am,
           v_fahrt.kontoinhaber::text
    FROM bildung_und_teilhabe_schulzugang s WHERE s.id = v_fahrt.zugang_id;
END $$;
REVOKE ALL ON FUNCTION portal_fahrt(text, bytea, integer, bigint) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION portal_fahrt(text, bytea, integer, bigint) TO kreislauf_portal;
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0010_subjekt_oeffnet"), ("bildung_und_teilhabe", "0001_schule")]

    operations = [migrations.RunSQL(LESEN, migrations.RunSQL.noop)]
