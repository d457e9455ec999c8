"""The portal's role names only the columns it may fill; a text that others fill later is empty until then."""

from django.db import migrations

VORGABE = "ALTER TABLE antrag_eingang ALTER COLUMN weitergeleitet_an SET DEFAULT ''"
OHNE = "ALTER TABLE antrag_eingang ALTER COLUMN weitergeleitet_an DROP DEFAULT"


class Migration(migrations.Migration):
    dependencies = [("portal", "0005_nachsenden"), ("antrag", "0006_weiterleiten")]

    operations = [migrations.RunSQL(VORGABE, OHNE)]
