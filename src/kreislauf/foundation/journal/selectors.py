"""Read the journal."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Model, QuerySet

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal.models import Zeile

_WORTE = {
    "create": "angelegt",
    "import": "übernommen",
    "update": "auf neuen Stand gebracht",
    "start": "begonnen",
    "complete": "als erledigt gemeldet",
    "postpone": "Frist verschoben",
    "drop": "entfallen",
    "reopen": "wieder aufgenommen",
    "evidence": "Nachweis eingetragen",
    "draft": "entworfen",
    "write": "bearbeitet",
    "submit": "zur Freigabe vorgelegt",
    "return": "zurückgegeben",
    "approve": "freigegeben",
    "send": "an das Gremium gegeben",
    "confirm": "bestätigt",
    "decide": "entschieden",
    "read": "gelesen",
    "store": "abgelegt",
    "receive": "eingegangen",
    "eingang.refuse": "als fehlerhaft zurückgewiesen",
    "examine": "Prüfung begonnen",
    "request": "Nachweise angefordert",
    "extend": "Frist verlängert",
    "waive": "Nachweis für entbehrlich erklärt",
    "withdraw": "zurückgenommen",
    "announce": "bekannt gegeben",
    "become_final": "bestandskräftig",
    "remedy": "abgeholfen",
    "remedy_partly": "teilweise abgeholfen",
    "separate": "als verschiedene Personen entschieden",
    "merge": "als dieselbe Person entschieden",
    "reject": "verworfen",
    "dismiss": "abgewiesen",
    "restore": "zurückgeholt",
    "undo": "wieder gelöst",
    "amend": "ergänzt",
    "print": "Schreiben erstellt",
    "hear": "Anhörung abgesandt",
    "respond": "Äußerung eingetragen",
    "recheck": "noch einmal geprüft",
    "move": "verlegt",
    "finish": "fertig gedruckt",
    "post": "zur Post gegeben",
    "remove": "herausgenommen",
    "assign": "zugewiesen",
    "forward": "weitergeleitet",
    "fail": "gescheitert",
    "delete": "gelöscht",
    "export": "ausgegeben",
    "list": "eingesehen",
    "end_sessions": "überall abgemeldet",
    "lock": "gesperrt",
    "unlock": "entsperrt",
    "renew_hash": "Passwort neu verschlüsselt",
    "reset_factor": "zweiten Faktor zurückgesetzt",
    "reset_lockout": "Sperre nach Fehlversuchen aufgehoben",
    "reset_password": "Startpasswort vergeben",
    "cancel": "abgebrochen",
    "retry": "noch einmal begonnen",
    "settle": "geklärt",
    "change": "geändert",
    "switch_on": "eingeschaltet",
    "publish": "veröffentlicht",
    "add": "hinzugefügt",
    "download": "Datei heruntergeladen",
    "login": "angemeldet",
    "logout": "abgemeldet",
    "locked_out": "nach Fehlversuchen gesperrt",
    "change_password": "Passwort geändert",
    "add_factor": "zweiten Faktor eingerichtet",
    "remove_factor": "zweiten Faktor entfernt",
    "accept": "angenommen",
    "refuse": "versagt",
    "lose": "ungewiss",
    "begin": "begonnen",
    "complete_partly": "mit Lücken beendet",
    "resume": "wieder aufgenommen",
    "object": "Widerspruch erhoben",
    "replace": "ersetzt",
    "collect": "in einen Lauf aufgenommen",
    "release": "aus dem Lauf genommen",
    "login_failed": "Anmeldung gescheitert",
    "end": "beendet",
    "antrag.complete": "für vollständig erklärt",
    "antrag.create": "erfasst",
    "antrag.receive": "Nachweis eingegangen",
    "bescheid.decide": "entschieden und entworfen",
    "zahllauf.create": "zusammengestellt",
    "zahllauf.export": "Datei für die Bank ausgegeben",
    "zahllauf.send": "an die Bank gegeben",
    "zahllauf.confirm": "von der Bank ausgeführt",
    "zahllauf.reject": "abgelehnt",
    "zahlung.return": "Zahlungen zurückgekommen",
    "konto.reminders": "Erinnerungen umgestellt",
    "zahlung.create": "Zahlungen angelegt",
    "zahlung.lapse": "Anspruch verfallen",
    "zahlung.refund": "Erstattung gebucht",
    "forderung.create": "Erstattung gefordert",
    "forderung.refund": "Geldeingang gebucht",
    "forderung.settle": "beglichen",
    "forderung.waive": "erlassen",
    "forderung.drop": "entfallen",
    "zahlung.repeat": "Zahlung neu angelegt",
    "zahlung.stop": "Zahlungen angehalten",
    "zahlung.collective": "Sammelzahlung angelegt",
    "sammelabrechnung.create": "eingereicht",
    "sammelabrechnung.decide": "entschieden",
    "grant": "bewilligt",
    "deny": "abgelehnt",
    "close": "geschlossen",
    "fahrt.cancel": "abgesagt",
    "fahrt.confirm": "Teilnehmerliste bestätigt",
    "fahrt.list": "Kinder auf die Liste gesetzt",
    "fahrt.unlist": "Kind von der Liste genommen",
}


@dataclass(frozen=True, slots=True)
class Eintrag:
    """One line as people read it."""

    at: datetime | None
    text: str
    person: str
    details: dict[str, Any]


def satz(akt: str) -> str:
    """The act in German words, its own or those of its verb; unknown ones as they are."""
    return _WORTE.get(akt) or _WORTE.get(akt.rpartition(".")[2], akt)


def history_of(obj: Model) -> list[Eintrag]:
    """Acts on one object that this person may see, newest first; reads are left to the data protection officers."""
    zeilen = Zeile.objects.filter(tabelle=obj._meta.db_table, objekt_id=str(obj.pk), lesend=False).order_by("-id")
    return eintraege(zeilen[:200])


def eintraege(zeilen: Iterable[Zeile]) -> list[Eintrag]:
    liste = list(zeilen)
    namen = {u.pk: u.get_full_name() for u in User.objects.filter(pk__in={z.person_id for z in liste if z.person_id})}
    return [_eintrag(z, namen.get(z.person_id, "") if z.person_id else "") for z in liste]


def _eintrag(zeile: Zeile, person: str) -> Eintrag:
    details = json.loads(zeile.inhalt).get("details", {}) if zeile.inhalt else {}
    text = satz(zeile.akt) + (f" von {person}" if person else "")
    return Eintrag(zeile.at, text, person, details)


def zeilen(
    *, akt: str = "", person: str = "", objekt: str = "", von: datetime | None = None, bis: datetime | None = None
) -> QuerySet[Zeile]:
    """Lines for the audit page, newest first."""
    alle = Zeile.objects.all()
    if akt:
        alle = alle.filter(akt__icontains=akt)
    if person:
        treffer = User.objects.filter(nachname__icontains=person) | User.objects.filter(email__icontains=person)
        alle = alle.filter(person_id__in=treffer.values("pk"))
    if objekt:
        alle = alle.filter(objekt_id=objekt)
    if von:
        alle = alle.filter(at__gte=von)
    if bis:
        alle = alle.filter(at__lte=bis)
    return alle.order_by("-id")
