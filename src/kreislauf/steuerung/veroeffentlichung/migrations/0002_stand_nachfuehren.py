from pathlib import Path

from django.db import migrations

SQL = (Path(__file__).with_name("stand_nachfuehren.sql")).read_text(encoding="utf-8")


class Migration(migrations.Migration):
    dependencies = [("veroeffentlichung", "0001_grundlage")]
    operations = [migrations.RunSQL(SQL, migrations.RunSQL.noop)]
