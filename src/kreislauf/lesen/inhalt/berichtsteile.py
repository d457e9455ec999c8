"""The points of a report while they are gathered: by number, topic, label or row."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.inhalt.staende import stand_aus_label
from kreislauf.lesen.muster import Muster

ZU = Muster(
    r"(?:Zu|zu|ZU)\s?(?:den\s|dem\s)?(?:(?:Ziffern?|Ziff\.|Nrn?\.|Nummern?|Punkt(?:en)?|Pkt\.|Beschlusspunkt(?:en)?|BP|TOP)\s?)?(?P<nr>\d{1,2}(?:\.\d{1,2})?\s?[a-z]?|[a-h](?=\)))\b[.):–-]{0,3}\s*(?P<rest>.?)"
    r"|(?:Ziffer|Beschlusspunkt|Punkt|BP)\s(?P<nr2>\d{1,2}\s?[a-z]?)\b(?=[.):\s]|\Z)\s?[.):–-]{0,3}\s*(?P<rest2>.?)"
)
FELD = Muster(
    r"(?P<feld>Aufgabe|Beschlussaufgabe|Maßnahme|Auftrag|Beschlusspunkt|Gegenstand|Thema|Betreff|Titel|Projekt|Vorhaben|Handlungsfeld|Umsetzung|Erledigt|Ergebnis|Realisierung|"
    r"Bemerkungen?|Erläuterung|Anmerkung|Begründung|Status(?:\sder\sUmsetzung)?|Stand(?:\sder\s(?:Beschluss)?[Uu]msetzung|\sder\sBearbeitung)?|Sachstand|Bearbeitungsstand|"
    r"Umsetzungsstand|Bearbeitungsstatus|Umsetzungsstatus)(?:\s(?P<nr>\d{1,2}))?\s?:\s*(?P<wert>.*)\Z",
    re.DOTALL,
)
_MEHRERE = Muster(
    r"[Zz]u\s(?:den\s)?(?:(?:Ziffern|Nrn\.|Punkten|Beschlusspunkten)\s)?\d{1,2}\.?(?:(?:\s?,\s?|\sund\s|\s?/\s?|\s\+\s)\d{1,2}\.?)+[.):]{0,2}"
)
_ZIFFER = Muster(r"(?:Ziffer|Ziff\.|Nr\.|Punkt|Beschlusspunkt|Pkt\.)\s?(\d{1,2}\s?[a-z]?)\b")
NAMENSFELDER = (
    "Aufgabe",
    "Beschlussaufgabe",
    "Maßnahme",
    "Auftrag",
    "Beschlusspunkt",
    "Gegenstand",
    "Thema",
    "Betreff",
    "Titel",
    "Projekt",
    "Vorhaben",
    "Handlungsfeld",
)
STANDFELDER = ("Ergebnis", "Status", "Stand", "Sachstand", "Bearbeitungs", "Umsetzungsst")
_VORNE = Muster(r"(\d{1,2})[.):]\s")
_ZELLE = Muster(r"\t+| {3,}|\s\|\s")
_SITZUNGSSTATUS = Muster(
    r"öffentlich|Sitzung|freigegeben|\b(?:beschlossen|zugestimmt|angenommen|einstimmig|mehrheitlich|Votum|Zustimmung)\b"
)
_ZU_VORN = Muster(r"\A[Zz]u\s(?=\d)")
_ZU_ANDEREM = Muster(r"Zu\s(?:den|der|dem)\s[A-ZÄÖÜ][^:.\d]{3,80}:")


_GEZAEHLTER_NAME = Muster(
    r"(?P<name>(?P<wort>[A-ZÄÖÜ][a-zäöüß-]{3,30})\s(?:\d{1,2}|[A-Z]|[IVX]{1,4})(?:\s\([^)]{2,60}\))?)(?:\s?[:–-]\s|\s(?=[a-zäöü]))"
)
_WENIGSTENS = 2


@dataclass(slots=True)
class Teil:
    """A point while it is gathered."""

    nummer: str | None
    absatz: Absatz
    texte: list[str] = field(default_factory=list)
    stand: str | None = None


def ist_feld(text: str) -> bool:
    """A label with a value that may tell of implementation, not the state of a sitting."""
    feld = FELD.match(text)
    return feld is not None and bool(feld.group("wert")) and not _SITZUNGSSTATUS.search(feld.group("wert")[:60])


def aus_reihen(absaetze: Sequence[Absatz]) -> list[Teil]:
    """Rows of a table in which one cell is a state and another a number or a topic."""
    teile: list[Teil] = []
    for absatz in absaetze:
        zellen = [z.strip() for z in _ZELLE.split(absatz.text)]
        stand = next((s for z in zellen[1:] if len(z) < 60 and ":" not in z and (s := stand_aus_label(z))), None)
        if len(zellen) >= 2 and stand is not None:
            name = absatz.marke if absatz.marke and absatz.marke.isdigit() else _ZU_VORN.sub("", zellen[0]).strip(" .)")
            teile.append(Teil(name, absatz, [" ".join(zellen)], stand))
    return teile


def nach_thema(absaetze: Sequence[Absatz]) -> list[Teil]:
    teile: list[Teil] = []
    for absatz in absaetze:
        if not absatz.thema:
            continue
        if not teile or not absatz.thema.startswith(teile[-1].nummer or absatz.thema):
            teile.append(Teil(absatz.thema, absatz))
        teile[-1].nummer = absatz.thema
        teile[-1].texte.append(absatz.text)
    return teile


def nach_feldern(absaetze: Sequence[Absatz]) -> list[Teil]:
    """Records of labelled lines; a number ("Zu 1.") or a label that comes again opens the next record."""
    teile: list[Teil] = []
    gesehen: set[str] = set()
    for absatz in absaetze:
        treffer = FELD.match(absatz.text)
        if treffer is not None and treffer.group("feld") == "Stand" and erster_tag(treffer.group("wert")):
            continue
        nummer = _zu_nummer(absatz) if treffer is None else (absatz.marke if (absatz.marke or "").isdigit() else None)
        if nummer is not None:
            teile.append(Teil(nummer, absatz))
            gesehen = set()
        if treffer is None:
            if teile and nummer is None:
                teile[-1].texte.append(absatz.text)
            continue
        name = treffer.group("feld")
        if not teile or name in gesehen:
            teile.append(Teil(None, absatz))
            gesehen = set()
        gesehen.add(name)
        _nimm_feld(teile[-1], name, treffer)
    return teile


def _zu_nummer(absatz: Absatz) -> str | None:
    """ "Zu 1." alone in its paragraph."""
    treffer = ZU.match(absatz.text)
    if treffer is None or treffer.group("rest") or treffer.group("rest2"):
        return None
    return (treffer.group("nr") or treffer.group("nr2")).replace(" ", "")


def _nimm_feld(teil: Teil, name: str, treffer: re.Match[str]) -> None:
    wert = treffer.group("wert")
    if name in NAMENSFELDER:
        ziffer = _ZIFFER.search(wert) or _VORNE.match(wert)
        teil.nummer = treffer.group("nr") or (ziffer.group(1) if ziffer else wert or teil.nummer)
    elif name.startswith(STANDFELDER) and not (name == "Ergebnis" and _SITZUNGSSTATUS.search(wert)):
        teil.stand = stand_aus_label(wert) or teil.stand
    teil.texte.append(wert if name not in {*NAMENSFELDER, "Umsetzung", "Erledigt"} else "")


def nach_namen(absaetze: Sequence[Absatz]) -> list[Teil]:
    """Paragraphs that begin with a counted name ("Bauabschnitt 2 (Fachklassen)", "Modul B:"), at least two alike."""
    treffer = {id(a): t for a in absaetze if a.marke is None and (t := _GEZAEHLTER_NAME.match(a.text))}
    worte = Counter(t["wort"] for t in treffer.values())
    teile: list[Teil] = []
    for absatz in absaetze:
        name = treffer.get(id(absatz))
        if name is not None and worte[name["wort"]] >= _WENIGSTENS:
            teile.append(Teil(name["name"], absatz, [absatz.text[name.end() :]]))
        elif absatz.marke is not None and absatz.ist_zwischentitel:
            break
        elif teile:
            teile[-1].texte.append(absatz.text)
    return teile


def nach_nummern(absaetze: Sequence[Absatz]) -> list[Teil]:
    """ "Zu 1." and the paragraphs below; without such headings the numbered items themselves."""
    teile: list[Teil] = []
    mit_zu = any(ZU.match(a.text) for a in absaetze)
    buchstaben = not any((a.marke or "").isdigit() for a in absaetze)
    for absatz in absaetze:
        treffer = ZU.match(absatz.text) if mit_zu else None
        if treffer is not None and len(absatz.text) - len(treffer.group()) >= 0:
            texte: list[str] = []
            mehrere = _MEHRERE.match(absatz.text)
            nummern = (
                re.findall(r"\d{1,2}[a-z]?", mehrere.group())
                if mehrere
                else [treffer.group("nr") or treffer.group("nr2")]
            )
            teile += [Teil(nummer.replace(" ", ""), absatz, texte) for nummer in nummern]
            ort = mehrere.end() if mehrere else treffer.start("rest" if treffer.group("nr") else "rest2")
            texte.append(absatz.text[ort:])
        elif not mit_zu and absatz.marke and (absatz.marke.isdigit() or buchstaben and absatz.marke.isalpha()):
            teile.append(Teil(absatz.marke, absatz, [absatz.text]))
        elif mit_zu and _ZU_ANDEREM.match(absatz.text):
            break
        elif teile:
            feld = FELD.match(absatz.text)
            if feld is not None:
                teile[-1].stand = stand_aus_label(feld.group("wert")) or teile[-1].stand
            teile[-1].texte.append(absatz.text)
    return teile
