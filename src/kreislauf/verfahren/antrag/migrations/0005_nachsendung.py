import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("antrag", "0004_versagung")]

    operations = [
        migrations.CreateModel(
            name="Nachsendung",
            fields=[
                (
                    "eingang",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        primary_key=True,
                        related_name="nachsendung",
                        serialize=False,
                        to="antrag.eingang",
                    ),
                ),
                (
                    "art",
                    models.CharField(
                        choices=[("nachweis", "Nachweis"), ("widerspruch", "Widerspruch")],
                        max_length=20,
                        verbose_name="Art",
                    ),
                ),
                (
                    "bezug",
                    django.contrib.postgres.fields.ArrayField(
                        base_field=models.UUIDField(), default=list, size=None
                    ),
                ),
                ("created_at", models.DateTimeField(verbose_name="eingegangen am")),
                (
                    "zu_eingang",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="nachsendungen", to="antrag.eingang"
                    ),
                ),
            ],
            options={
                "verbose_name": "Nachsendung",
                "verbose_name_plural": "Nachsendungen",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("eingang", models.F("zu_eingang")), _negated=True),
                        name="nachsendung_zu_anderem",
                    )
                ],
            },
        ),
    ]
