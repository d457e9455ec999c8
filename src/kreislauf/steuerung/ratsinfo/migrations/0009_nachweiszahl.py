"""The database keeps how much evidence each duty has: counting it for every done duty made the board slow."""

from django.db import migrations, models
from django.db.models import Q

# Counted anew whenever the duty is written, so no service can store an old number; as owner, because who enters a
# piece of evidence must not need the right to change the duty for it.
_ZAEHLEN = """
CREATE FUNCTION ratsinfo_nachweise_zaehlen() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    NEW.nachweiszahl := (SELECT count(*) FROM ratsinfo_nachweis WHERE auftrag_id = NEW.id);
    RETURN NEW;
END $$;
CREATE FUNCTION ratsinfo_nachweis_geaendert() RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
    IF TG_OP <> 'INSERT' THEN
        UPDATE ratsinfo_auftrag SET nachweiszahl = 0 WHERE id = OLD.auftrag_id;
    END IF;
    IF TG_OP <> 'DELETE' THEN
        UPDATE ratsinfo_auftrag SET nachweiszahl = 0 WHERE id = NEW.auftrag_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER ratsinfo_auftrag_nachweise BEFORE INSERT OR UPDATE ON ratsinfo_auftrag
    FOR EACH ROW EXECUTE FUNCTION ratsinfo_nachweise_zaehlen();
CREATE TRIGGER ratsinfo_nachweis_zaehlen AFTER INSERT OR DELETE OR UPDATE OF auftrag_id ON ratsinfo_nachweis
    FOR EACH ROW EXECUTE FUNCTION ratsinfo_nachweis_geaendert();
"""
_WEG = """
DROP TRIGGER ratsinfo_nachweis_zaehlen ON ratsinfo_nachweis;
DROP TRIGGER ratsinfo_auftrag_nachweise ON ratsinfo_auftrag;
DROP FUNCTION ratsinfo_nachweis_geaendert();
DROP FUNCTION ratsinfo_nachweise_zaehlen();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ratsinfo', '0008_faelligkeit'),
    ]

    operations = [
        migrations.AddField(
            model_name='auftrag',
            name='nachweiszahl',
            field=models.IntegerField(db_default=0, default=0, editable=False, verbose_name='Nachweise'),
        ),
        migrations.AddIndex(
            model_name='auftrag',
            index=models.Index(condition=Q(('nachweiszahl', 0), ('state', 'erledigt')), fields=['faelligkeit', 'id'], name='auftrag_unbelegt'),
        ),
        migrations.RunSQL(_ZAEHLEN, _WEG),
    ]
