import uuid

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0006_vorgabe")]

    operations = [
        migrations.CreateModel(
            name="Zwischenstand",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("kennung", models.BinaryField()),
                ("teil", models.SmallIntegerField()),
                ("inhalt", models.BinaryField()),
                ("gueltig_bis", models.DateTimeField(db_index=True)),
                ("created_at", models.DateTimeField()),
            ],
            options={
                "verbose_name": "Zwischenstand",
                "verbose_name_plural": "Zwischenstände",
                "constraints": [
                    models.UniqueConstraint(fields=("kennung", "teil"), name="portal_zwischenstand_einmal"),
                ],
            },
        ),
    ]
