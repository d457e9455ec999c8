from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("veroeffentlichung", "0002_stand_nachfuehren")]
    operations = [migrations.RunSQL("SELECT oparl_aufbauen()", migrations.RunSQL.noop)]
