"""Evidence that is there already is counted once; no duty and no paper counts as changed by it."""

from django.db import migrations

_ZAEHLEN = """
ALTER TABLE ratsinfo_auftrag DISABLE TRIGGER USER;
UPDATE ratsinfo_auftrag SET nachweiszahl = n.anzahl
FROM (SELECT auftrag_id, count(*) AS anzahl FROM ratsinfo_nachweis GROUP BY auftrag_id) AS n
WHERE n.auftrag_id = ratsinfo_auftrag.id AND nachweiszahl <> n.anzahl;
ALTER TABLE ratsinfo_auftrag ENABLE TRIGGER USER;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('ratsinfo', '0009_nachweiszahl'),
    ]

    operations = [
        migrations.RunSQL(_ZAEHLEN, migrations.RunSQL.noop),
    ]
