"""What the council loop gives to navigation, „Meine Aufgaben“ and the global search."""

from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta

from django.urls import reverse
from django.utils import timezone

from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.erinnerungen import quellen as erinnerungen
from kreislauf.foundation.search import quellen
from kreislauf.foundation.ui import aufgaben, navigation
from kreislauf.foundation.ui.aufgaben import Aufgabe
from kreislauf.foundation.ui.bausteine import Ampel as Licht
from kreislauf.steuerung.ratsinfo.ampel import ampel, faellig_am
from kreislauf.steuerung.ratsinfo.models import Auftrag, Einlesung, Umsetzungsbericht, Vorlage
from kreislauf.steuerung.ratsinfo.selectors import mitteilungen as mitteilungen_lesen
from kreislauf.steuerung.ratsinfo.selectors.auftraege import GEZEIGT, faellige_der_stellen
from kreislauf.steuerung.ratsinfo.selectors.zustaendige import eigene_auftraege
from kreislauf.steuerung.ratsinfo.states import Berichtsstand, Einlesestand

VORAUS = timedelta(days=60)  # product default [P]: how far ahead duties show on the start page


def anschliessen() -> None:
    """Register everything; called once when Django is ready."""
    for titel, url, klasse, verb, ordnung in (
        ("Aufträge", "ratsinfo:auftraege", "auftrag", "lesen", 10),
        ("Vorlagen", "ratsinfo:vorlagen", "ratsinfo", "lesen", 20),
        ("Umsetzungsberichte", "ratsinfo:berichte", "bericht", "lesen", 30),
        ("Mitteilungen", "ratsinfo:mitteilungen", "auftrag", "lesen", 35),
        ("Einlesen", "ratsinfo:einlesungen", "einlesen", "anlegen", 40),
    ):
        navigation.register(navigation.Eintrag(titel, url, _darf(klasse, verb), ordnung))
    for quelle in (_faellige, _berichte, _einlesungen, _mitteilungen):
        aufgaben.register(quelle)
    erinnerungen.register(_erinnerungen)
    erinnerungen.register(_neuigkeiten)
    quellen.register(Vorlage, quellen.Quelle("vorlage", "Vorlagen", _vorlage, Vorlage.objects.iterator))
    quellen.register(
        Auftrag, quellen.Quelle("auftrag", "Aufträge", _auftrag, Auftrag.objects.select_related("vorlage").iterator)
    )


def _darf(klasse: str, verb: str) -> Callable[[Rechte], bool]:
    return lambda rechte: rechte.darf(klasse, verb)


def _faellige(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """Duties of the units in which this person may act."""
    heute = timezone.localdate(at)
    stellen = rechte.bereiche.get(("auftrag", "aendern"), ())
    for auftrag in faellige_der_stellen(stellen, heute + VORAUS).only(*GEZEIGT)[:200]:
        licht = ampel(auftrag, heute)
        yield Aufgabe(
            titel=auftrag.text[:200],
            url=reverse("ratsinfo:auftrag", args=[auftrag.pk]),
            art="Auftrag",
            faellig=faellig_am(auftrag),
            hinweis=f"{auftrag.verantwortlich} · {auftrag.vorlage.nummer or auftrag.vorlage.betreff[:80]}",
            ampel=Licht(licht.stufe.ui),
        )


def _erinnerungen(user: User, heute: date) -> Iterator[erinnerungen.Anlass]:
    """Deadlines and re-submissions of the duties this person answers for."""
    bis = heute + timedelta(days=erinnerungen.VORAUS_TAGE)
    for auftrag in eigene_auftraege(user, bis, tag=heute):
        for art, tag in (("Frist", auftrag.frist), ("Wiedervorlage", auftrag.wiedervorlage)):
            if tag is not None and tag <= bis:
                yield erinnerungen.Anlass(
                    gegenstand=f"auftrag:{auftrag.pk}:{art.lower()}",
                    faellig=tag,
                    art=f"{art} eines Auftrags",
                    url=reverse("ratsinfo:auftrag", args=[auftrag.pk]),
                    text=" ".join(auftrag.text.split())[:200] if auftrag.schutzstufe == Schutzstufe.OEFFENTLICH else "",
                )


def _neuigkeiten(user: User, heute: date) -> Iterator[erinnerungen.Anlass]:
    """Unread notices, for the mail of the day: each is said once."""
    if not mitteilungen_lesen.wahl_von(user).per_mail:
        return
    for mitteilung in mitteilungen_lesen.mitteilungen(user, nur_neue=True)[:100]:
        zeile = mitteilungen_lesen.zeile(mitteilung)
        yield erinnerungen.Anlass(
            gegenstand=f"mitteilung:{mitteilung.pk}",
            faellig=timezone.localdate(mitteilung.ereignis.at),
            art=zeile.was,
            url=zeile.url,
            text=zeile.text[:200] if zeile.oeffentlich else "",
            fest="neu",
        )


def _mitteilungen(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    if anzahl := mitteilungen_lesen.ungelesen(user):
        wort = "neue Mitteilung" if anzahl == 1 else "neue Mitteilungen"
        yield Aufgabe(titel=f"{anzahl} {wort} lesen", url=reverse("ratsinfo:mitteilungen"), art="Mitteilungen")


def _berichte(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """Reports that wait for a signature, and drafts."""
    freigeben = rechte.akte.get("bericht.approve", ())
    offen = Umsetzungsbericht.objects.select_related("vorlage").defer("vorlage__text", "vorlage__lesung")
    for bericht in offen.filter(state__in=[Berichtsstand.ENTWURF, Berichtsstand.ZUR_FREIGABE]):
        darf = {bericht.bereich_id, bericht.federfuehrend_id} & set(freigeben) and bericht.created_by_id != user.pk
        eigener = bericht.created_by_id == user.pk and bericht.state == Berichtsstand.ENTWURF
        if eigener or (darf and bericht.state == Berichtsstand.ZUR_FREIGABE):
            yield Aufgabe(
                titel=f"Umsetzungsbericht: {bericht.vorlage.betreff[:150]}",
                url=reverse("ratsinfo:bericht", args=[bericht.pk]),
                art="Bericht schreiben" if eigener else "Bericht freigeben",
                hinweis=bericht.get_state_display(),
            )


def _einlesungen(user: User, rechte: Rechte, at: datetime) -> Iterator[Aufgabe]:
    """Papers that were read and wait for confirmation."""
    if not rechte.akte.get("import.confirm"):
        return
    for einlesung in Einlesung.objects.filter(state=Einlesestand.GELESEN).defer("text")[:100]:
        yield Aufgabe(
            titel=f"Vorschläge prüfen: {einlesung.dateiname}",
            url=reverse("ratsinfo:einlesung", args=[einlesung.pk]),
            art="Einlesen",
            hinweis=f"hochgeladen am {einlesung.created_at:%d.%m.%Y}",
        )


def _vorlage(vorlage: Vorlage) -> quellen.Inhalt:
    return quellen.Inhalt(
        titel=str(vorlage),
        url=reverse("ratsinfo:vorlage", args=[vorlage.pk]),
        text=" ".join([vorlage.art, vorlage.einreicher, vorlage.text]),
        stand=vorlage.datum,
    )


def _auftrag(auftrag: Auftrag) -> quellen.Inhalt:
    return quellen.Inhalt(
        titel=auftrag.text[:300],
        url=reverse("ratsinfo:auftrag", args=[auftrag.pk]),
        text=f"{auftrag.zitat} {auftrag.vorlage}",
        stand=faellig_am(auftrag),
    )
