"""A file belongs to an Eingang, and what the portal puts in is written in the journal by the database itself."""

from django.db import migrations

ANLAGE = """
ALTER TABLE portal_anlage ADD CONSTRAINT portal_anlage_eingang
    FOREIGN KEY (eingang_id) REFERENCES antrag_eingang (id) ON DELETE RESTRICT;
"""

# The portal's role cannot write the journal: the line comes from a trigger, in the same transaction as the act.
JOURNAL = """
CREATE FUNCTION portal_eingang_vermerken() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    INSERT INTO journal_zeile (inhalt, salz, at, akt, person_id, tabelle, objekt_id, klasse, bereich_id, lesend)
    VALUES (
        json_build_object(
            'akt', 'eingang.receive',
            'at', to_char(NEW.received_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US+00:00'),
            'bereich', NEW.bereich_id,
            'details', json_build_object('kanal', NEW.kanal, 'kennung', NEW.externe_kennung),
            'klasse', 'antrag',
            'lesend', false,
            'objekt', NEW.id::text,
            'person', NULL,
            'tabelle', 'antrag_eingang'
        )::text,
        uuid_send(gen_random_uuid()), NEW.received_at, 'eingang.receive', NULL, 'antrag_eingang', NEW.id::text,
        'antrag', NEW.bereich_id, false
    );
    RETURN NULL;
END $$;
REVOKE ALL ON FUNCTION portal_eingang_vermerken() FROM PUBLIC;
CREATE TRIGGER portal_eingang_vermerken AFTER INSERT ON antrag_eingang
    FOR EACH ROW WHEN (NEW.kanal = 'portal') EXECUTE FUNCTION portal_eingang_vermerken();
"""


class Migration(migrations.Migration):
    dependencies = [("portal", "0001_grundlage")]

    operations = [
        migrations.RunSQL(ANLAGE, migrations.RunSQL.noop),
        migrations.RunSQL(JOURNAL, migrations.RunSQL.noop),
    ]
