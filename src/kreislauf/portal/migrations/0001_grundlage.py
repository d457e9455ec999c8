import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True
    dependencies = [("antrag", "0003_grundlage"), ("journal", "0002_kette_und_schutz")]

    operations = [
        migrations.CreateModel(
            name="Anlage",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("eingang_id", models.UUIDField(db_index=True)),
                ("dateiname", models.CharField(max_length=255)),
                ("medientyp", models.CharField(max_length=40)),
                ("inhalt", models.BinaryField()),
                ("created_at", models.DateTimeField()),
            ],
            options={"verbose_name": "Anlage", "verbose_name_plural": "Anlagen"},
        ),
    ]
