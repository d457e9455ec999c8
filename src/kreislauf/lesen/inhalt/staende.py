"""The state of implementation that words, labels and ticked boxes tell."""

import re
from collections.abc import Sequence

from kreislauf.lesen.muster import Muster

# The seven boxes of a report and other labels of a state, by how they begin.
_KAESTCHEN: tuple[tuple[str, Muster], ...] = (
    ("noch_nicht_begonnen", Muster(
        r"(?:noch )?nicht (?:begonnen|gestartet|umgesetzt)|noch nicht\Z|zurückgestellt|verschoben|offen\b|ausstehend|noch offen|noch nicht (?:begonnen|umgesetzt)", re.IGNORECASE)),
    ("in_arbeit", Muster(
        r"in (?:Arbeit|Bearbeitung|Umsetzung|Vorbereitung|Planung|Prüfung|Abstimmung|Erarbeitung)\b|(?:teilweise|teils|zum Teil|überwiegend|weitgehend|größtenteils) (?:umgesetzt|erledigt)|geprüft\b|begonnen\b|läuft\b|"
        r"eingeleitet|geplant\b", re.IGNORECASE)),
    ("nicht_realisierbar", Muster(r"nicht (?:realisierbar|umsetzbar|möglich|durchführbar)", re.IGNORECASE)),
    ("abgelehnt", Muster(r"abgelehnt", re.IGNORECASE)),
    ("laufend_fortgeschrieben", Muster(r"laufend|fortlaufend|dauerhaft|Daueraufgabe|kontinuierlich", re.IGNORECASE)),
    ("geaendert", Muster(r"(?:geändert|mit Änderungen|abgeändert|in geänderter Form)(?: umgesetzt)?\b", re.IGNORECASE)),
    ("umgesetzt", Muster(r"(?:umgesetzt|erledigt|abgeschlossen|vollzogen|erfüllt|realisiert)\b", re.IGNORECASE)),
)  # fmt: skip
_VORWORT = Muster(
    r"(?:(?:Der\s|Die\s)?(?:Beschluss|Umsetzung|Maßnahme|Bearbeitung|Auftrag)\s(?!läuft)|(?:ist|wird|wurde|derzeit|aktuell|bereits|vollständig|vollumfänglich|befindet sich|erfolgt)\s)+",
    re.IGNORECASE,
)
_SICHER: tuple[tuple[str, Muster], ...] = (
    (
        "nicht_realisierbar",
        Muster(
            r"\bnicht (?:umsetzbar|realisierbar|durchführbar)\b|(?:[Kk]ann|können|konnte) nicht (?:umgesetzt|realisiert) werden|(?:Umsetzung|Realisierung)\b[^.;]{0,60}\bnicht möglich\b|(?:Vorhaben|Maßnahme|Projekt|Punkt)\b[^.;]{0,30}\bentfällt|(?:Vorhaben|Maßnahme|Projekt|Angebot)\b[^.;]{0,30}\bwurde eingestellt|"
            r"nicht weiterverfolgt|nicht weiter verfolgt|\blässt sich\b[^.;]{0,90}\bnicht (?:realisieren|umsetzen|verwirklichen)\b|\b(?:sieht|sehen)\b[^.;]{0,60}\bkeine Möglichkeit\b"
        ),
    ),
    ("abgelehnt", Muster(r"Umsetzung (?:wird|wurde) abgelehnt|Umsetzung abgelehnt")),
    (
        "geaendert",
        Muster(
            r"\b(?:geändert|in geänderter Form|abweichend)\b[^.;]{0,40}\bumgesetzt|\A(?:Anstelle|Statt)\b[^.;]{0,60}\b(?:hat|wurden?|ist|wird)\b(?:[^.;]|\.(?=\d)){0,160}\b"
            r"(?:beschlossen|eingerichtet|geschlossen|vereinbart|umgesetzt|eingeführt)"
        ),
    ),
    (
        "noch_nicht_begonnen",
        Muster(
            r"noch nicht begonnen|nicht begonnen|(?:Bearbeitung|Umsetzung|Maßnahme|Projekt) (?:wird|wurde|ist) (?:verschoben|zurückgestellt)|noch nicht gestartet|zurückgestellt|"
            r"\bnicht umgesetzt\b(?! werden)|(?:kann|können|soll|sollen) erst\b[^.;]{0,100}\b(?:begonnen|gestartet|beginnen|starten)\b"
        ),
    ),
    (
        "laufend_fortgeschrieben",
        Muster(
            r"\b[Ff]ortlaufend|\blaufend fortgeschrieben|\bDaueraufgabe|\b[Ll]aufende Aufgabe|\b[Kk]ontinuierlich|(?:wird|erfolgt|erfolgen|werden) laufend|"
            r"\b[Ww]ird (?:jedes Jahr|jährlich|regelmäßig|halbjährlich|vierteljährlich|monatlich)\b[^.;]{0,60}\b(?:aufgelegt|fortgeschrieben|wiederholt|durchgeführt|angeboten|aktualisiert)"
        ),
    ),
)
_OFFEN: tuple[tuple[int, Muster], ...] = (
    (
        3,
        Muster(
            r"\bnoch nicht\b|\bnoch keine?\b|\bin (?:der (?:[a-zäöü]+ )?)?(?:Arbeit|Bearbeitung|Umsetzung|Vorbereitung|Abstimmung|Erarbeitung|Prüfung|Planung)\b"
        ),
    ),
    (
        3,
        Muster(
            r"\bbefinde[nt]\b(?:[^.;]|\.(?=\d)){0,80}\b(?:in|im|kurz)\b|\bteilweise (?:bereits )?(?:umgesetzt|eingeleitet)"
        ),
    ),
    (
        2,
        Muster(
            r"\b(?:[Dd]erzeit|[Aa]ktuell|[Zz]urzeit|[Mm]omentan|[Gg]egenwärtig)\b|[Nn]ächste[rn]? Schritt|\bim Entwurf\b|\bläuft\b|\blaufen\b"
        ),
    ),
    (
        2,
        Muster(
            r"\b(?:wird|werden)\b(?:[^.;]|\.(?=\d)){0,140}\b(?:erfolgen|vorgelegt|vorgestellt|erarbeitet|geprüft|abgestimmt|programmiert|vorbereitet)\b|erfolgt final|\bZielsetzung\b|\bZiel ist\b"
        ),
    ),
    (
        2,
        Muster(
            r"\bverschoben\b|\bverzögert\b|\bsteh(?:t|en) (?:noch )?aus\b|\baussteh(?:t|en)\b|\bmuss noch\b|\bmüssen noch\b|\bnoch offen\b|\bist gestellt\b|\bbestellt\b|\bangemeldet\b|\bdauer(?:t|n) an\b|\bdauer(?:t|n)\b[^.;,]{0,40}\ban\b|\bim Bau\b|\bwird fortgesetzt\b"
        ),
    ),
    (
        1,
        Muster(
            r"\bvoraussichtlich\b|\bsoll(?:en)?\b|\bbegonnen\b|\bgestartet\b|\bgeplant\b|\bvorgesehen\b|\bführt\b|\bin Planung\b"
        ),
    ),
)
_FERTIG: tuple[tuple[int, Muster], ...] = (
    (3, Muster(r"(?<!nicht )(?<!teilweise )\b[Uu]mgesetzt\b(?! werden)|(?<!nicht )\berledigt\b|\bfertiggestellt\b|\bvollzogen\b(?! werden)")),
    (2, Muster(r"(?<!nicht )\b[Aa]bgeschlossen\b(?! sein)(?! werden)")),
    (2, Muster(
        r"\b(?:wurden?|ist|sind|konnten?)\b(?:(?!\bnicht\b)(?:[^.;]|\.(?=\d))){0,140}\b(?:geschlossen|eingerichtet|versandt|angepasst|besetzt|eröffnet|unterzeichnet|unterschrieben|eingestellt|beschafft|"
        r"eingeführt|gegründet|veröffentlicht|verteilt|bezogen|aufgenommen|verabschiedet|in Betrieb)\b"
    )),
    (2, Muster(r"\b(?:ist|sind)\b(?:(?!\bnicht\b)[^;]){0,80}\b(?:erfolgt\b|(?:übertragen|abgerufen|ausgezahlt|bewilligt|übergeben|vollzogen|erledigt) worden\b)")),
    (1, Muster(r"\bwurden?\b(?:(?!\bnicht\b)[^.;]){0,80}\b(?:vergeben|durchgeführt|vorgestellt|geschult|gestellt)\b|\bfand(?:en)?\b[^.;]{0,80}\bstatt\b")),
    (2, Muster(r"\bwird seit\b|\bwerden seit\b|\bsteh(?:t|en)\b(?:[^.;]|\.(?=\d)){0,60}\b(?:bereit|zur Verfügung)\b|\bin Kraft getreten\b|\bin Betrieb\b(?! ge)")),
)  # fmt: skip
_SCHLUSSSATZ = Muster(
    r"\A[^.;]{0,40}\b(?:Maßnahme|Beschluss|Auftrag|Punkt|Vorhaben|Projekt|Forderung)\b[^.;,]{0,30}\b(?:ist|wurde)\b(?! nicht| noch)[^.;,]{0,30}\b(?:umgesetzt|abgeschlossen|vollzogen|realisiert)\b"
    r"(?! werden| sein)|\bMaßnahme ist (?:damit |somit |bereits |vollständig )?(?:umgesetzt|abgeschlossen)\b"
)
_KREUZ = Muster(r"(?:[xX✓☒☑]|\([xX]\)|\[[xX]\])")
_IN_REIHE = Muster(r"(?:☒|☑|✓|\([xX]\)|\[[xX]\])\s*([^☐☒☑✓()\[\]]{3,60})")
_LEER = Muster(r"(?:☐|\(\s?\)|\[\s?\])")


def stand_aus_label(text: str) -> str | None:
    """The state that a box or a labelled value names ("Beschluss umgesetzt")."""
    text = text.strip(" .")
    vorwort = _VORWORT.match(text)
    kern = text[vorwort.end() :] if vorwort else text
    for stand, muster in _KAESTCHEN:
        if muster.match(kern):
            return stand
    return "in_arbeit" if text.endswith("läuft") else None


def stand_aus_text(text: str) -> str | None:
    """The state that running text tells; signs of open work outweigh signs of finished parts."""
    if _SCHLUSSSATZ.search(text):
        return "umgesetzt"
    for stand, muster in _SICHER:
        if muster.search(text):
            return stand
    offen = sum(gewicht * len(muster.findall(text)) for gewicht, muster in _OFFEN)
    fertig = sum(gewicht * len(muster.findall(text)) for gewicht, muster in _FERTIG)
    if offen == fertig == 0:
        return None
    return "umgesetzt" if fertig > offen else "in_arbeit"


def stand_aus_kreuz(text: str) -> str | None:
    """The ticked box in a line of boxes ("☒ umgesetzt ☐ in Arbeit")."""
    treffer = _IN_REIHE.search(text)
    return stand_aus_label(treffer.group(1)) if treffer else None


def stand_aus_kreuzen(zeilen: Sequence[str]) -> str | None:
    """The ticked box of a list; the tick stands before its label, in the same line or in the one above."""
    angekreuzt = False
    for zeile in zeilen:
        if not zeile:
            continue
        kreuz = _KREUZ.match(zeile)
        rest = zeile[kreuz.end() :].strip() if kreuz else zeile
        if kreuz and not rest:
            angekreuzt = True
            continue
        stand = stand_aus_label(_LEER.sub("", rest))
        if stand and (angekreuzt or kreuz and zeile[kreuz.end()] == " "):
            return stand
        angekreuzt = False
    return None
