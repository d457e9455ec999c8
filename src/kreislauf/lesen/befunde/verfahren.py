"""How it was decided and written down: order of the bodies, votes, vague dates, annexes, sums."""

import re
from collections.abc import Iterator

from kreislauf.lesen.ausdruck.zeitangaben import finde_zeitangaben
from kreislauf.lesen.befunde.stellen import beschlossen, stelle, zeilen
from kreislauf.lesen.lesung import Befund, Lesung
from kreislauf.lesen.muster import Muster

_UNBESTIMMT = Muster(
    r"\b(?:zeitnah|schnellstmöglich|baldmöglichst|möglichst bald|so bald wie möglich|sobald wie möglich|kurzfristig|mittelfristig|in absehbarer Zeit|demnächst)\b"
)
_REGELMAESSIG = Muster(
    r"\b(?:regelmäßig|fortlaufend|laufend)\b[^.;]{0,120}\b(?:bericht\w*|informier\w*|unterricht\w*)|\b(?:bericht\w*|informier\w*|unterricht\w*)\b[^.;]{0,60}\b(?:regelmäßig|fortlaufend|laufend)\b"
)
_MITGLIEDER = Muster(r"\b(?P<n>\d{1,3})\s(?:anwesenden\s)?[Ss]timmberechtigte")
_VERWEIS = Muster(r"\bAnlagen?\s(?P<n>\d{1,2})\b(?!\s(?:der|zur|zu|des)\s)")
_LISTENKOPF = Muster(r"^\s{0,4}Anlagen?(?:verzeichnis)?\s?:?\s*(?P<rest>.{0,80})$")
_LISTENPUNKT = Muster(r"^\s{0,4}(?:[-–•]\s)?(?:Anlage\s)?(?P<n>\d{1,2})\s?[.:)–-]?\s")
_SUMME = Muster(
    r"\b(?:insgesamt|zusammen|gesamt)\s(?P<n>\d{1,6})\s[^.;]{0,60}?(?P<wie>davon|verteilt auf|aufgeteilt in|nämlich)\s(?P<teile>[^.;]{3,200})"
)
_ZAHL = Muster(r"(?<![\d.,§])\d{1,6}(?![\d,%]|\s?%|\.\d)")


def verfahrensbefunde(lesung: Lesung) -> Iterator[Befund]:
    yield from _reihenfolge(lesung)
    yield from _stimmen(lesung)
    yield from _unbestimmtes(lesung)
    yield from _anlagen(lesung)
    yield from _summen(lesung)


def _reihenfolge(lesung: Lesung) -> Iterator[Befund]:
    """A body that decides several times (readings) is left alone."""
    mit_tag = [b for b in lesung.beratungsfolge if b.datum and b.zustaendigkeit]
    entscheidend = [b for b in mit_tag if re.search(r"Entscheidung|Beschluss", b.zustaendigkeit or "")]
    if len(entscheidend) != 1:
        return
    letzte = entscheidend[0]
    for beratung in mit_tag:
        if re.search(r"Vorberatung|Empfehlung", beratung.zustaendigkeit or "") and (beratung.datum or 0) > letzte.datum:  # type: ignore[operator]
            text = (
                f"„{beratung.gremium}“ berät am {beratung.datum:%d.%m.%Y} vor, entschieden wird schon am "
                f"{letzte.datum:%d.%m.%Y} („{letzte.gremium}“)."
            )
            zeile = stelle(beratung.zeile, letzte.zeile)
            yield Befund(art="beratung_nach_entscheidung", text=text, zeilen=zeile, schwere="warnung")


def _stimmen(lesung: Lesung) -> Iterator[Befund]:
    berechtigt = {int(t["n"]) for t in _MITGLIEDER.finditer(lesung.text)}
    if len(berechtigt) != 1 or len({b.gremium for b in lesung.beschluesse}) > 1:
        return
    hoechstens = berechtigt.pop()
    for beschluss in lesung.beschluesse:
        abgegeben = sum(n or 0 for n in (beschluss.ja, beschluss.nein, beschluss.enthaltung))
        if abgegeben > hoechstens:
            text = f"{abgegeben} Stimmen sind gezählt, stimmberechtigt waren {hoechstens}."
            yield Befund(
                art="mehr_stimmen_als_mitglieder", text=text, zeilen=stelle(beschluss.zeile), schwere="warnung"
            )


def _unbestimmtes(lesung: Lesung) -> Iterator[Befund]:
    for punkt in beschlossen(lesung):
        angaben = finde_zeitangaben(punkt.text[:2_000])
        if (vage := _UNBESTIMMT.search(punkt.text)) and not any(a.frist for a in angaben):
            text = f"Punkt {punkt.nummer} sagt „{vage.group()}“ und nennt keinen Tag."
            yield Befund(art="frist_unbestimmt", text=text, zeilen=stelle(punkt.zeile), schwere="hinweis")
        feste = [a for a in angaben if a.frist or (a.wiederkehr and a.wiederkehr != "unregelmaessig")]
        if _REGELMAESSIG.search(punkt.text) and not feste:
            text = f"Punkt {punkt.nummer} verlangt regelmäßigen Bericht, sagt aber nicht, in welchem Abstand."
            yield Befund(art="turnus_unbestimmt", text=text, zeilen=stelle(punkt.zeile), schwere="hinweis")


def _anlagen(lesung: Lesung) -> Iterator[Befund]:
    if not _LISTENKOPF.kann(lesung.text):
        return
    alle = zeilen(lesung.text)
    kopf = next((n for n, z in enumerate(alle) if _ist_liste(alle, n, z)), None)
    if kopf is None:
        return
    rest = _LISTENKOPF.match(alle[kopf])
    genannt: set[int] = set()
    ende = kopf + 1
    for ende, zeile in enumerate(alle[kopf + 1 : kopf + 40], start=kopf + 1):  # noqa: B007
        if zeile.strip() and not (punkt := _LISTENPUNKT.match(zeile)):
            break
        if zeile.strip() and punkt:
            genannt.add(int(punkt["n"]))
    if not genannt and not (rest and re.match(r"[Kk]eine\b", rest["rest"])):
        return
    for nummer, zeile in enumerate(alle, start=1):
        if kopf < nummer - 1 < ende:
            continue
        for verweis in _VERWEIS.finditer(zeile[:20_000]):
            if int(verweis["n"]) not in genannt and nummer - 1 != kopf:
                text = f"Der Text verweist auf Anlage {verweis['n']}; das Verzeichnis der Anlagen nennt sie nicht."
                yield Befund(art="anlage_fehlt", text=text, zeilen=[nummer, kopf + 1], schwere="hinweis")


def _ist_liste(alle: list[str], nummer: int, zeile: str) -> bool:
    kopf = _LISTENKOPF.match(zeile)
    if kopf is None:
        return False
    folgend = next((z for z in alle[nummer + 1 : nummer + 4] if z.strip()), "")
    return bool(re.match(r"[Kk]eine\b", kopf["rest"])) or (not kopf["rest"] and bool(_LISTENPUNKT.match(folgend)))


def _summen(lesung: Lesung) -> Iterator[Befund]:
    for nummer, zeile in enumerate(zeilen(lesung.text), start=1) if _SUMME.kann(lesung.text) else ():
        for treffer in _SUMME.finditer(zeile[:20_000]) if "nsgesamt" in zeile or "esamt" in zeile else ():
            teile = [int(t.group()) for t in _ZAHL.finditer(treffer["teile"])]
            ganzes, summe = int(treffer["n"]), sum(teile)
            genau = treffer["wie"] != "davon"
            if len(teile) > 1 and (summe > ganzes or (genau and summe != ganzes)):
                text = f"Die Teile ({' + '.join(map(str, teile))} = {summe}) ergeben nicht die genannten {ganzes}."
                yield Befund(art="summe_passt_nicht", text=text, zeilen=[nummer], schwere="warnung")
