import uuid

import django.contrib.postgres.fields
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("portal", "0002_eingang")]

    operations = [
        migrations.CreateModel(
            name="Zugang",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("eingang_id", models.UUIDField(db_index=True)),
                ("nummer", models.CharField(max_length=20, unique=True)),
                ("schluessel", models.BinaryField()),
                ("art", models.CharField(default="familie", max_length=10)),
                ("name", models.CharField(blank=True, default="", max_length=120)),
                (
                    "umfang",
                    django.contrib.postgres.fields.ArrayField(models.CharField(max_length=20), default=list, size=None),
                ),
                ("created_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
            ],
            options={
                "verbose_name": "Zugang",
                "verbose_name_plural": "Zugänge",
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("art", "familie")), fields=("eingang_id",), name="portal_zugang_familie"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("art__in", ["familie", "helfer"])), name="portal_zugang_art"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Auskunft",
            fields=[
                ("eingang_id", models.UUIDField(primary_key=True, serialize=False)),
                ("stand", models.CharField(max_length=20)),
                ("inhalt", models.JSONField(default=dict)),
                ("stand_at", models.DateTimeField()),
            ],
            options={"verbose_name": "Auskunft", "verbose_name_plural": "Auskünfte"},
        ),
        migrations.CreateModel(
            name="Zaehler",
            fields=[
                ("id", models.BigAutoField(primary_key=True, serialize=False)),
                ("art", models.CharField(max_length=20)),
                ("schluessel", models.BinaryField()),
                ("fenster", models.DateTimeField()),
                ("anzahl", models.IntegerField()),
            ],
            options={
                "verbose_name": "Zähler",
                "verbose_name_plural": "Zähler",
                "constraints": [
                    models.UniqueConstraint(fields=("art", "schluessel", "fenster"), name="portal_zaehler_einmal")
                ],
            },
        ),
        migrations.CreateModel(
            name="Abmeldung",
            fields=[
                ("sitzung", models.UUIDField(primary_key=True, serialize=False)),
                ("created_at", models.DateTimeField()),
            ],
            options={"verbose_name": "Abmeldung", "verbose_name_plural": "Abmeldungen"},
        ),
    ]
