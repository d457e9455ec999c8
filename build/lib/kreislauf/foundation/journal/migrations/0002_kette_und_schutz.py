"""The chain is written by the database at commit; lines and links cannot be changed."""

from django.db import migrations

VERKETTEN = """
CREATE FUNCTION journal_verketten() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE
    letzte_nr bigint;
    letzter_hash bytea;
    neue_festlegung bytea;
BEGIN
    -- One writer at a time, but only while it commits: the trigger is deferred.
    PERFORM pg_advisory_xact_lock(7241001);
    SELECT nr, hash INTO letzte_nr, letzter_hash FROM journal_glied ORDER BY nr DESC LIMIT 1;
    letzte_nr := coalesce(letzte_nr, 0);
    letzter_hash := coalesce(letzter_hash, decode(repeat('00', 32), 'hex'));
    neue_festlegung := sha256(NEW.salz || convert_to(NEW.inhalt, 'UTF8'));
    INSERT INTO journal_glied (nr, zeile_id, festlegung, hash)
    VALUES (letzte_nr + 1, NEW.id, neue_festlegung, sha256(letzter_hash || int8send(letzte_nr + 1) || neue_festlegung));
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION journal_verketten() FROM PUBLIC;
CREATE CONSTRAINT TRIGGER journal_verketten AFTER INSERT ON journal_zeile
    DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION journal_verketten();
ALTER TABLE journal_zeile ADD CONSTRAINT journal_zeile_ganz_oder_leer CHECK ((inhalt IS NULL) = (salz IS NULL));
"""

SCHUETZEN = """
CREATE FUNCTION journal_unveraenderlich() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND TG_TABLE_NAME = 'journal_zeile'
       AND current_setting('kreislauf.journal_leeren', true) = 'ja' THEN
        IF NEW.inhalt IS NULL AND NEW.id = OLD.id THEN
            RETURN NEW;
        END IF;
    END IF;
    RAISE EXCEPTION 'Das Journal ist unveränderlich (%, %)', TG_OP, TG_TABLE_NAME;
END $$;
CREATE TRIGGER journal_zeile_fest BEFORE UPDATE OR DELETE ON journal_zeile
    FOR EACH ROW EXECUTE FUNCTION journal_unveraenderlich();
CREATE TRIGGER journal_glied_fest BEFORE UPDATE OR DELETE ON journal_glied
    FOR EACH ROW EXECUTE FUNCTION journal_unveraenderlich();
CREATE TRIGGER journal_zeile_ganz BEFORE TRUNCATE ON journal_zeile EXECUTE FUNCTION journal_unveraenderlich();
CREATE TRIGGER journal_glied_ganz BEFORE TRUNCATE ON journal_glied EXECUTE FUNCTION journal_unveraenderlich();
"""

LEEREN = """
CREATE FUNCTION journal_leeren(bis timestamptz, nur_zugriffe boolean) RETURNS bigint[]
LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
DECLARE nummern bigint[];
BEGIN
    PERFORM set_config('kreislauf.journal_leeren', 'ja', true);
    WITH geleert AS (
        UPDATE journal_zeile SET inhalt = NULL, salz = NULL, at = NULL, akt = '', person_id = NULL, tabelle = '',
               objekt_id = '', klasse = '', bereich_id = NULL
        WHERE at < bis AND inhalt IS NOT NULL AND (lesend OR NOT nur_zugriffe) AND akt <> 'journal.delete'
        RETURNING id
    )
    SELECT array_agg(g.nr ORDER BY g.nr) INTO nummern FROM journal_glied g JOIN geleert ON geleert.id = g.zeile_id;
    PERFORM set_config('kreislauf.journal_leeren', '', true);
    RETURN nummern;
END $$;
REVOKE ALL ON FUNCTION journal_leeren(timestamptz, boolean) FROM PUBLIC;
"""


class Migration(migrations.Migration):
    dependencies = [("journal", "0001_grundlage")]

    operations = [
        migrations.RunSQL(VERKETTEN, migrations.RunSQL.noop),
        migrations.RunSQL(SCHUETZEN, migrations.RunSQL.noop),
        migrations.RunSQL(LEEREN, migrations.RunSQL.noop),
    ]
