"""Send the link that goes on with a draft; the same answer whatever address was given."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.conf import settings
from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils import timezone

from kreislauf.portal.anlagen import Datei
from kreislauf.portal.auskunft import ZuVieleVersuche, count_try
from kreislauf.portal.entwurf import Entwurf
from kreislauf.portal.versand import versand
from kreislauf.portal.zugang import adresskennung
from kreislauf.portal.zwischenstand import Ablage, store_entwurf


def send_entwurf(
    *, entwurf: Entwurf, dateien: Sequence[Datei], email: str, sprache: str, texte: Mapping[str, str], at: datetime
) -> Ablage:
    """Store the draft and mail its link. An address that got too many gets none more, and nothing else differs.

    Raises VersandGestoert before anything is stored, NichtMehrDa or DateiAbgelehnt.
    """
    versand.pruefen()
    ablage = store_entwurf(entwurf=entwurf, dateien=dateien, at=at)
    try:
        count_try("adresse", adresskennung(email))
    except ZuVieleVersuche:
        return ablage
    versand.einreihen(_nachricht(ablage, email, sprache, texte))
    return ablage


def _nachricht(ablage: Ablage, email: str, sprache: str, texte: Mapping[str, str]) -> EmailMessage:
    """Plain text that names neither family nor benefit."""
    link = settings.ADRESSE.rstrip("/") + reverse("portal:weiter", args=[sprache, ablage.token])
    bis = f"{timezone.localtime(ablage.gueltig_bis):%d.%m.%Y}"
    return EmailMessage(
        subject=texte["mail.betreff"],
        body=texte["mail.text"].format(link=link, tag=bis, kreis=settings.KREIS_NAME),
        to=[email],
        headers={"Auto-Submitted": "auto-generated"},  # RFC 3834: no absence notes in answer
    )
