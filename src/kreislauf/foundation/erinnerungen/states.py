"""States of one mail: it is sent at most once, also when nobody knows whether it arrived."""

from django.db import models


class Mailstand(models.TextChoices):
    UNTERWEGS = "unterwegs", "wird versandt"
    VERSANDT = "versandt", "vom Mailserver angenommen"
    ABGEWIESEN = "abgewiesen", "vom Mailserver abgewiesen"
    UNGEWISS = "ungewiss", "Verbindung brach ab, vielleicht angekommen"


MAIL_TRANSITIONS = {
    ("accept", Mailstand.UNTERWEGS): Mailstand.VERSANDT,
    ("refuse", Mailstand.UNTERWEGS): Mailstand.ABGEWIESEN,
    ("lose", Mailstand.UNTERWEGS): Mailstand.UNGEWISS,
    ("retry", Mailstand.ABGEWIESEN): Mailstand.UNTERWEGS,
}
