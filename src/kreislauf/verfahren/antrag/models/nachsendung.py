"""What a family sends later to an application it made before: proofs, an objection."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from kreislauf.verfahren.antrag.models.antrag import Eingang


class Nachsendung(models.Model):
    """An Eingang that belongs to an earlier one; `bezug` names the proofs asked for or the decision lines attacked."""

    class Art(models.TextChoices):
        NACHWEIS = "nachweis", "Nachweis"
        WIDERSPRUCH = "widerspruch", "Widerspruch"

    eingang = models.OneToOneField(Eingang, on_delete=models.PROTECT, primary_key=True, related_name="nachsendung")
    zu_eingang = models.ForeignKey(Eingang, on_delete=models.PROTECT, related_name="nachsendungen")
    art = models.CharField("Art", max_length=20, choices=Art.choices)
    bezug = ArrayField(models.UUIDField(), default=list)
    created_at = models.DateTimeField("eingegangen am")

    class Meta:
        verbose_name = "Nachsendung"
        verbose_name_plural = "Nachsendungen"
        constraints = [
            models.CheckConstraint(condition=~models.Q(eingang=models.F("zu_eingang")), name="nachsendung_zu_anderem")
        ]

    def __str__(self) -> str:
        return f"{self.get_art_display()} zu {self.zu_eingang}"
