"""Whom an event concerns, and what a person has been told. Run in her context: what she may not see is not there."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db.models import QuerySet
from django.urls import reverse

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.steuerung.ratsinfo.models import (
    Auftrag,
    Ereignis,
    Mitteilung,
    Mitteilungswahl,
    Umsetzungsbericht,
    Verfolgung,
    Vorlage,
)
from kreislauf.steuerung.ratsinfo.selectors.zustaendige import GESCHAEFTSFUEHRUNG, Verzeichnis

RUECKBLICK = timedelta(days=30)  # product default [P]: older events are told to nobody any more
_KURZER_NAME = 4  # letters; shorter names of areas stand in too many words
WORTE = {
    "auftrag.create": "Neuer Auftrag",
    "auftrag.start": "Auftrag begonnen",
    "auftrag.complete": "Auftrag als erledigt gemeldet",
    "auftrag.postpone": "Frist verschoben",
    "auftrag.drop": "Auftrag entfallen",
    "auftrag.reopen": "Auftrag wieder aufgenommen",
    "bericht.submit": "Bericht zur Freigabe vorgelegt",
    "bericht.return": "Bericht zurückgegeben",
    "bericht.approve": "Bericht freigegeben",
    "bericht.send": "Bericht an das Gremium gegeben",
}
GRUENDE = {
    "zustaendig": "weil Sie zuständig sind",
    "geschaeftsstelle": "weil Ihre Geschäftsstelle den Auftrag verfolgt",
    "einreicher": "weil Ihre Fraktion oder Stelle die Vorlage eingereicht hat",
    "verfolgt": "weil Sie die Vorlage verfolgen",
}


@dataclass(frozen=True, slots=True)
class Zeile:
    """One notice as it is shown; its text comes from the object as it is now."""

    mitteilung: Mitteilung
    was: str
    text: str
    url: str
    warum: str
    oeffentlich: bool


def wahl_von(user: User) -> Mitteilungswahl:
    return Mitteilungswahl.objects.filter(user=user).first() or Mitteilungswahl(user=user)


def neue_ereignisse(user: User, at: datetime) -> list[tuple[Ereignis, str]]:
    """Events this person may see, was not told of yet and is concerned by, each with the reason."""
    offen = (
        Ereignis.objects.filter(at__gte=at - RUECKBLICK)
        .exclude(mitteilungen__user=user)
        .exclude(by=user)
        .select_related("auftrag__vorlage", "bericht__vorlage")
        .defer(
            "auftrag__vorlage__text", "auftrag__vorlage__lesung", "bericht__vorlage__text", "bericht__vorlage__lesung"
        )
    )
    betroffen = Betroffen(user, at.date())
    return [(e, grund) for e in offen.order_by("at")[:2000] if (grund := betroffen.grund(e))]


class Betroffen:
    """Why an event concerns a person: she answers for it, her office or group brought it in, or she follows it."""

    def __init__(self, user: User, tag: date) -> None:
        self._user = user
        self._verzeichnis = Verzeichnis(tag)
        eigene = Bereich.objects.filter(zustaendigkeiten__user=user, zustaendigkeiten__beginn__lte=tag).exclude(
            zustaendigkeiten__ende__lt=tag
        )
        self._namen = [
            n.lower()
            for b in eigene
            for n in (b.name, b.kurzname)
            if len(n) >= _KURZER_NAME and b.art != Bereich.Art.KOERPERSCHAFT
        ]
        self._verfolgt: set[UUID] = set(Verfolgung.objects.filter(user=user).values_list("vorlage_id", flat=True))

    def grund(self, ereignis: Ereignis) -> str:
        auftrag, bericht = ereignis.auftrag, ereignis.bericht
        if auftrag is not None:
            wer = self._verzeichnis.zustaendige(auftrag)
            stelle = auftrag.bereich_id
        else:
            assert bericht is not None
            wer = self._verzeichnis.naechste("leitung", bericht.federfuehrend_id)
            stelle = bericht.bereich_id
        if self._user.pk in wer:
            return "zustaendig"
        if self._user.pk in self._verzeichnis.naechste(GESCHAEFTSFUEHRUNG, stelle):
            return "geschaeftsstelle"
        vorlage = _vorlage(auftrag or bericht)
        if vorlage is None:
            return ""
        if any(name in vorlage.einreicher.lower() for name in self._namen):
            return "einreicher"
        return "verfolgt" if vorlage.pk in self._verfolgt else ""


def _vorlage(objekt: Auftrag | Umsetzungsbericht | None) -> Vorlage | None:
    """The paper, where this person may see it: a unit may see its duty without the paper."""
    try:
        return objekt.vorlage if objekt else None
    except Vorlage.DoesNotExist:
        return None


def mitteilungen(user: User, *, nur_neue: bool = False) -> QuerySet[Mitteilung]:
    """Notices of a person whose event she still may see, newest first."""
    alle = Mitteilung.objects.filter(user=user, ereignis__isnull=False)
    alle = alle.filter(ereignis__in=Ereignis.objects.all()).select_related(
        "ereignis__auftrag__vorlage", "ereignis__bericht__vorlage"
    )
    return alle.filter(gelesen_at=None) if nur_neue else alle


def zeile(mitteilung: Mitteilung) -> Zeile:
    ereignis = mitteilung.ereignis
    auftrag, bericht = ereignis.auftrag, ereignis.bericht
    if auftrag is not None:
        text, url, stufe = auftrag.text, reverse("ratsinfo:auftrag", args=[auftrag.pk]), auftrag.schutzstufe
    else:
        assert bericht is not None
        vorlage = _vorlage(bericht)
        text = f"Umsetzungsbericht: {vorlage.betreff}" if vorlage else "Umsetzungsbericht"
        url, stufe = reverse("ratsinfo:bericht", args=[bericht.pk]), bericht.schutzstufe
    return Zeile(
        mitteilung=mitteilung,
        was=WORTE.get(ereignis.akt, "Neuer Stand"),
        text=" ".join(text.split())[:300],
        url=url,
        warum=GRUENDE.get(mitteilung.grund, ""),
        oeffentlich=stufe == Schutzstufe.OEFFENTLICH,
    )


def ungelesen(user: User) -> int:
    """Number for the start page; counted up to 100."""
    return len(mitteilungen(user, nur_neue=True).values_list("pk", flat=True)[:100])
