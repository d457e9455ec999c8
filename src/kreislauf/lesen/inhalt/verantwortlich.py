"""Who is to do it, as printed; None where the sentence does not say so."""

from kreislauf.lesen.muster import Auswahl, Muster

_NAME = r"(?:[A-ZÄÖÜ][\wäöüß-]+(?:\s(?:für|des|der|und)\s[A-ZÄÖÜ][\wäöüß-]+){0,3}|„[^“]{2,60}“)"
_PASSIV = Muster(
    rf"(?:(?:\b[Dd](?:er|ie|as)\s)(?P<vor>{_NAME})\s(?:wird|werden|wurden?|ist|sind)|\b(?:wird|werden|wurden?)\s(?:der|die|das)\s(?P<nach>{_NAME}))"
    r"\b[^;]{0,260}?\b(?:beauftragt|ersucht|aufgefordert|gebeten|verpflichtet)\b"
)
_AKTIV = Muster(rf"\b(?:beauftragt(?:e|en)?|ersucht|bittet|verpflichtet|hatte|hat)\s(?:die|den|das)\s(?P<wen>{_NAME})")
_SEITENS = Muster(rf"\b(?:von\sSeiten|vonseiten|seitens|durch|von)\s(?:des|der|das|die|den|dem)\s(?P<wer>{_NAME})")
_SUBJEKT = Muster(
    rf"\A(?:[Dd](?:er|ie|as)\s)?(?P<wer>{_NAME})\s(?:legt|legen|übernimmt|übernehmen|prüft|prüfen|schließt|schließen|berichtet|berichten|stellt|stellen|meldet|melden|"
    r"erarbeitet|kündigt|wertet|hat|haben|führt|sagt|stimmt|unterrichtet|informiert|richtet|tagt|trifft|kommt)\b"
)
_ALLE = Auswahl(_PASSIV, _AKTIV, _SEITENS, _SUBJEKT)
_ALLGEMEIN = frozenset({"Rat", "Antrag", "Beschluss", "Vorlage", "Umsetzung", "Mittel", "Ergebnisse"})


def finde_verantwortlich(satz: str) -> str | None:
    for muster in _ALLE.aus(satz):
        treffer = muster.roh.search(satz)
        if treffer:
            name = next(g for g in treffer.groups() if g)
            return None if name in _ALLGEMEIN else name
    return None
