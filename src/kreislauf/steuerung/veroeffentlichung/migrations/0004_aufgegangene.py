from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).with_name("aufgegangene.sql")).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("veroeffentlichung", "0003_stand_der_vorhandenen"), ("ratsinfo", "0005_zuordnung")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
