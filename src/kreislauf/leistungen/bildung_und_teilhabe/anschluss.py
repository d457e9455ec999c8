"""What Bildung und Teilhabe gives to navigation, „Meine Aufgaben“ and the global search."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from kreislauf.akten.fallakte.models import Aktennotiz, Fallakte
from kreislauf.akten.person.events import person_merging
from kreislauf.akten.person.models import Person
from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.search import quellen
from kreislauf.foundation.states import DomainError
from kreislauf.foundation.ui import aufgaben, navigation
from kreislauf.foundation.ui.aufgaben import Aufgabe
from kreislauf.foundation.ui.bausteine import Ampel
from kreislauf.leistungen.bildung_und_teilhabe.models import Sammelabrechnung, Sammelpruefung
from kreislauf.leistungen.bildung_und_teilhabe.selectors.akten import dubletten, offene_konten
from kreislauf.leistungen.bildung_und_teilhabe.selectors.postkorb import FAELLIG, uhr
from kreislauf.leistungen.bildung_und_teilhabe.states import Sammelstand
from kreislauf.verfahren.antrag.models import Antrag, Nachsendung
from kreislauf.verfahren.antrag.states import Antragsstand, Eingangsstand
from kreislauf.verfahren.aufhebung.models import Aufhebung
from kreislauf.verfahren.aufhebung.states import Aufhebungsstand
from kreislauf.verfahren.bescheid.models import Bescheid
from kreislauf.verfahren.bescheid.states import Bescheidstand
from kreislauf.verfahren.widerspruch.models import Widerspruch
from kreislauf.verfahren.widerspruch.states import Widerspruchsstand
from kreislauf.verfahren.zahlung.models import Zahllauf
from kreislauf.verfahren.zahlung.states import Laufstand

ARBEIT = (
    Antragsstand.EINGEGANGEN,
    Antragsstand.IN_PRUEFUNG,
    Antragsstand.UNVOLLSTAENDIG,
    Antragsstand.VOLLSTAENDIG,
)
GRENZE = 200  # what one page shows; the inbox has the rest


class SchonAbgerechnet(DomainError):
    """A record that a settlement with a school names is not merged into another."""


def _nicht_zusammenfuehren(sender: object, *, alt: Person, neu: Person, **weiteres: object) -> None:
    if Sammelpruefung.objects.filter(kind=alt).exists():
        raise SchonAbgerechnet(
            f"Für {alt} ist schon mit einer Schule abgerechnet. Bitte führen Sie die andere Person mit dieser zusammen."
        )


def anschliessen() -> None:
    """Register everything; called once when Django is ready."""
    person_merging.connect(_nicht_zusammenfuehren, dispatch_uid="bildung_und_teilhabe.person_merging")
    for titel, url, klasse, verb, ordnung in (
        ("Postkorb", "but:postkorb", "antrag", "lesen", 5),
        ("Fallakten", "but:akten", "fallakte", "lesen", 6),
        ("Dubletten", "but:dubletten", "fallakte", "aendern", 7),
        ("Zahlungsempfänger", "but:konten", "traeger", "lesen", 8),
        ("Haushalte einlesen", "but:importe", "antrag", "anlegen", 9),
        ("Zahlläufe", "but:zahlungen", "zahlung", "lesen", 10),
    ):
        navigation.register(navigation.Eintrag(titel, url, _darf(klasse, verb), ordnung))
    navigation.register(navigation.Eintrag("Fahrten", "but:fahrten", _fahrten_im_amt, 9))
    navigation.register(navigation.Eintrag("Fahrten", "schule:fahrten", _darf("klassenfahrt", "loeschen"), 9))
    navigation.register(navigation.Eintrag("Jahreszahlen", "but:jahreszahlen", _jahreszahlen, 11))
    navigation.register(navigation.Eintrag("Briefe", "but:briefe", lambda rechte: rechte.darf_akt("bescheid.send"), 10))
    navigation.register(
        navigation.Eintrag("Vorgaben", "but:vorgaben", lambda rechte: rechte.darf_akt("bescheid.approve"), 12)
    )
    for quelle in (
        _antraege,
        _freigaben,
        _zahllaeufe,
        _widersprueche,
        _aufhebungen,
        _nachsendungen,
        _sammelabrechnungen,
        _dubletten,
        _konten,
        _wiedervorlagen,
    ):
        aufgaben.register(quelle)
    quellen.register(
        Fallakte,
        quellen.Quelle("fallakte", "Fallakten", _fallakte, Fallakte.objects.select_related("antragsteller").iterator),
    )


def _darf(klasse: str, verb: str) -> Callable[[Rechte], bool]:
    return lambda rechte: rechte.darf(klasse, verb)


def _fahrten_im_amt(rechte: Rechte) -> bool:
    return rechte.darf("klassenfahrt", "lesen") and rechte.darf("antrag", "anlegen")


def _jahreszahlen(rechte: Rechte) -> bool:
    return all(rechte.darf(klasse, "lesen") for klasse in ("antrag", "bescheid", "zahlung"))


def _antraege(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """One's own applications and new ones, except those that wait for the family within its period."""
    if not rechte.darf("antrag", "aendern"):
        return
    heute = timezone.localdate(at)
    ruht = Q(state=Antragsstand.UNVOLLSTAENDIG, mitwirkungsfrist__gte=heute)
    menge = Antrag.objects.filter(Q(zustaendig=user) | Q(state=Antragsstand.EINGEGANGEN), state__in=ARBEIT)
    menge = menge.exclude(ruht).annotate(faellig=FAELLIG).select_related("antragsteller", "fallakte")
    for antrag in menge.order_by("faellig")[:GRENZE]:
        licht, hinweis = uhr(antrag, heute)
        yield Aufgabe(
            titel=f"{antrag.antragsteller}: {antrag.get_state_display()}",
            url=reverse("but:antrag", args=[antrag.pk]),
            art="Antrag",
            faellig=antrag.faellig,
            hinweis=f"{antrag.fallakte} · {hinweis}",
            ampel=licht,
        )


def _freigaben(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """Decisions that wait for this person as the second one, and approved ones to be posted."""
    if not rechte.darf("bescheid", "lesen"):
        return
    freigeben, senden = rechte.akte.get("bescheid.approve", ()), rechte.akte.get("bescheid.send", ())
    offen = Bescheid.objects.filter(state__in=[Bescheidstand.ZUR_FREIGABE, Bescheidstand.FREIGEGEBEN])
    for bescheid in offen.select_related("adressat").order_by("created_at")[:GRENZE]:
        selbst = user.pk in {bescheid.created_by_id, bescheid.submitted_by_id}
        zur_freigabe = bescheid.state == Bescheidstand.ZUR_FREIGABE
        darf = (bescheid.bereich_id in freigeben and not selbst) if zur_freigabe else bescheid.bereich_id in senden
        if darf:
            yield Aufgabe(
                titel=f"{bescheid.get_art_display()} an {bescheid.adressat}",
                url=reverse("but:bescheid", args=[bescheid.pk]),
                art="Bescheid freigeben" if zur_freigabe else "Bescheid versenden",
                hinweis=bescheid.nummer,
            )


def _zahllaeufe(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """Runs that wait for this person's approval, and for the cashier's office what it has to give out or to confirm."""
    freigeben, ausgeben = rechte.akte.get("zahlung.approve", ()), rechte.akte.get("zahlung.release", ())
    kasse = [Laufstand.FREIGEGEBEN, Laufstand.AUSGEGEBEN, Laufstand.GESENDET]
    zur_freigabe = Q(state=Laufstand.ENTWURF, bereich__in=freigeben) & ~Q(created_by=user)
    fremd = ~Q(created_by=user) & ~Q(approved_by=user)
    offen = Zahllauf.objects.filter(zur_freigabe | (Q(state__in=kasse, bereich__in=ausgeben) & fremd))
    for lauf in offen.order_by("ausfuehrungstag")[:GRENZE]:
        yield Aufgabe(
            titel=f"Zahllauf {lauf}: {lauf.get_state_display()}",
            url=reverse("but:zahllauf", args=[lauf.pk]),
            art="Zahllauf freigeben" if lauf.state == Laufstand.ENTWURF else "Zahllauf",
            faellig=lauf.ausfuehrungstag,
            hinweis=f"{lauf.anzahl} Zahlungen",
        )


def _widersprueche(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """Objections with the clock of § 88 Abs. 2 SGG."""
    if not rechte.akte.get("antrag.decide"):
        return
    offen = [Widerspruchsstand.ERHOBEN, Widerspruchsstand.TEILABGEHOLFEN]
    menge = Widerspruch.objects.filter(state__in=offen).select_related("bescheid__adressat")
    heute = timezone.localdate(at)
    for widerspruch in menge[:GRENZE]:
        tag = widerspruch.untaetigkeit_ab
        yield Aufgabe(
            titel=f"Widerspruch von {widerspruch.bescheid.adressat}",
            url=reverse("but:widerspruch", args=[widerspruch.pk]),
            art="Widerspruch",
            faellig=tag,
            hinweis=widerspruch.bescheid.nummer,
            ampel=_licht(tag <= heute, tag <= heute + timedelta(days=28)),
        )


def _aufhebungen(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """Revocations to be decided: the family has answered, or its period is over (§ 24 SGB X)."""
    if not rechte.akte.get("antrag.decide"):
        return
    heute = timezone.localdate(at)
    reif = Q(state=Aufhebungsstand.GEAEUSSERT) | Q(state=Aufhebungsstand.ANGEHOERT, frist__lt=heute)
    for aufhebung in Aufhebung.objects.filter(reif).select_related("bescheid__adressat")[:GRENZE]:
        yield Aufgabe(
            titel=f"Aufhebung entscheiden: {aufhebung.bescheid.adressat}",
            url=reverse("but:aufhebung", args=[aufhebung.pk]),
            art="Aufhebung",
            faellig=aufhebung.frist,
            hinweis=str(aufhebung),
        )


def _nachsendungen(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """What families sent later and nobody has taken over; the period of a request does not hide it."""
    if not rechte.darf("antrag", "aendern"):
        return
    neu = Nachsendung.objects.filter(eingang__state=Eingangsstand.NEU, zu_eingang__antrag__isnull=False)
    for nachsendung in neu.select_related("eingang").order_by("created_at")[:50]:
        yield Aufgabe(
            titel=nachsendung.eingang.betreff,
            url=reverse("but:nachsendung", args=[nachsendung.pk]),
            art=nachsendung.get_art_display(),
            faellig=timezone.localdate(nachsendung.created_at),
        )


def _sammelabrechnungen(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """What schools handed in, and what waits for the second person."""
    entscheiden, freigeben = rechte.akte.get("antrag.decide", ()), rechte.akte.get("bescheid.approve", ())
    offen = Q(state=Sammelstand.EINGEREICHT, bereich__in=entscheiden)
    zweite = Q(state=Sammelstand.ZUR_FREIGABE, bereich__in=freigeben) & ~Q(decided_by=user)
    for abrechnung in Sammelabrechnung.objects.filter(offen | zweite).select_related("fahrt__zugang")[:50]:
        yield Aufgabe(
            titel=f"{abrechnung.fahrt.zugang}: {abrechnung.fahrt.ziel}",
            url=reverse("but:sammelabrechnung", args=[abrechnung.pk]),
            art="Sammelabrechnung" if abrechnung.state == Sammelstand.EINGEREICHT else "Sammelabrechnung freigeben",
            hinweis=abrechnung.nummer,
        )


def _dubletten(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """Suspected duplicates: they hold up applications."""
    if not rechte.darf("fallakte", "aendern"):
        return
    for verdacht in dubletten()[:50]:
        yield Aufgabe(
            titel=f"Dieselbe Person? {verdacht.neue} und {verdacht.vorhandene}",
            url=reverse("but:dublette", args=[verdacht.pk]),
            art="Dublette",
            hinweis=f"Nähe {verdacht.naehe} %",
        )


def _konten(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """Accounts that another person entered and this one may confirm."""
    if not rechte.darf("fallakte", "aendern"):
        return
    for verbindung in offene_konten().exclude(created_by=user)[:50]:
        yield Aufgabe(
            titel=f"Bankverbindung bestätigen: {verbindung.empfaenger}",
            url=reverse("but:konten"),
            art="Bankverbindung",
            hinweis=f"eingetragen von {verbindung.created_by}",
        )


def _wiedervorlagen(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """One's own notes with a day to look again."""
    heute = timezone.localdate(at)
    menge = Aktennotiz.objects.filter(created_by=user, erledigt_am=None, wiedervorlage__lte=heute + timedelta(days=14))
    for notiz in menge.select_related("fallakte")[:50]:
        yield Aufgabe(
            titel=notiz.text[:150],
            url=reverse("but:akte", args=[notiz.fallakte_id]),
            art="Wiedervorlage",
            faellig=notiz.wiedervorlage,
            hinweis=str(notiz.fallakte),
        )


def _fallakte(akte: Fallakte) -> quellen.Inhalt:
    """A file is found by number and by everybody in the household."""
    namen = [str(m.person) for m in akte.haushalt.mitgliedschaften.select_related("person")]
    return quellen.Inhalt(
        titel=f"{akte.aktenzeichen} {akte.antragsteller}",
        url=reverse("but:akte", args=[akte.pk]),
        text=" ".join([*namen, akte.haushalt.externe_nummer]),
        stand=akte.created_at.date(),
    )


def _licht(rot: bool, gelb: bool, /) -> Ampel:
    return Ampel.ROT if rot else Ampel.GELB if gelb else Ampel.GRUEN
