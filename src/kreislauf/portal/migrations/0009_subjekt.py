from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0008_zwischenstand_lesen")]

    operations = [
        migrations.AddField(
            model_name="zugang", name="subjekt", field=models.BinaryField(db_index=True, null=True, blank=True)
        ),
    ]
