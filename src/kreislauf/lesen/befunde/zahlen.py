"""K4: shares, sums and votes that do not add up."""

import re
from collections.abc import Iterator
from decimal import Decimal

from kreislauf.lesen.ausdruck.abstimmungen import finde_abstimmung
from kreislauf.lesen.ausdruck.mengen import wert_von
from kreislauf.lesen.befunde.stellen import zeilen
from kreislauf.lesen.lesung import Befund, Lesung
from kreislauf.lesen.muster import Muster, Worte

_Z = r"\d{1,3}(?:\.\d{3}){1,3}|\d{1,9}"
_ANTEIL = Muster(
    rf"(?<![\d.,])(?P<teil>{_Z})(?:,(?P<tk>\d{{1,2}}))?[ ]von[ ](?:den[ ]|insgesamt[ ])?(?P<ganz>{_Z})(?:,(?P<gk>\d{{1,2}}))?\b(?P<zwischen>[^.;%\d]{{0,60}}?)"
    r"(?:=|das sind|sind|entspricht|also|mithin|,|\()[ ]?(?P<ca>(?:ca\.|rund|etwa|gut|knapp|fast|über)[ ])?(?P<p>\d{1,3})(?:,(?P<k>\d{1,2}))?[ ]?(?:%|Prozent)"
)
_ANTEIL_KANN = re.compile(r"\d[ ]von[ ](?:den[ ]|insgesamt[ ])?\d")
_UNGEFAEHR = Decimal(3)  # percentage points for "rund"
_OHNE_GANZES = Muster(
    rf"\bum[ ](?:ca\.[ ]|rund[ ]|etwa[ ])?(?P<teil>{_Z})[ ](?P<n>[A-ZÄÖÜ][\wäöüß]{{1,40}})[ ]?\((?:ca\.[ ]|rund[ ])?(?P<p>\d{{1,3}})(?:,(?P<k>\d{{1,2}}))?[ ]?%\)"
)
_VERAENDERUNG = Muster(
    rf"\bvon[ ](?P<a>{_Z})(?:[ ](?!um\b)[\wäöüß]{{1,20}}){{0,4}}[ ]um[ ](?P<d>{_Z})(?:[ ](?!auf\b)[\wäöüß]{{1,20}}){{0,3}}[ ]auf[ ](?P<b>{_Z})(?![\d,%])"
)
_ZIFFER = Worte("0")
_STIMMWORTE = Worte("instimmig", "Stimmen", "Ja:", "dafür")
_EIN_ERGEBNIS = 120
_ZWEI_ERGEBNISSE = Muster(r"[.;]\s|,\s(?:Punkte?|Ziffern?|Nr\.)\s")
_TOLERANZ = Decimal("0.06")  # a share printed with one decimal may be off by rounding


def zahlenbefunde(lesung: Lesung) -> Iterator[Befund]:
    for nummer, zeile in enumerate(zeilen(lesung.text), start=1):
        text = zeile[:20_000]
        if not _ZIFFER.steht_in(text):
            continue
        yield from _anteile(text, nummer)
        yield from _veraenderungen(text, nummer)
        yield from _stimmen(text, nummer)


def _anteile(text: str, nummer: int) -> Iterator[Befund]:
    if "%" not in text and "Prozent" not in text:
        return
    for t in _ANTEIL.finditer(text) if _ANTEIL_KANN.search(text) else ():
        teil, ganz = wert_von(t["teil"], t["tk"]), wert_von(t["ganz"], t["gk"])
        if not ganz:
            continue
        genannt, stellen = wert_von(t["p"], t["k"]), len(t["k"] or "")
        richtig = 100 * teil / ganz
        spiel = max(Decimal(6) / 10 ** (stellen + 1), _TOLERANZ if stellen == 1 else Decimal(0))
        if abs(richtig - genannt) > (_UNGEFAEHR if t["ca"] else spiel):
            satz = f"{_de(teil)} von {_de(ganz)} sind {_de(richtig)} %, nicht {_de(genannt)} %. Bitte prüfen, welche Zahl stimmt."
            yield Befund(art="anteil_passt_nicht", text=satz, zeilen=[nummer], schwere="warnung")
    for t in _OHNE_GANZES.finditer(text):
        teil, anteil = wert_von(t["teil"], None), wert_von(t["p"], t["k"])
        if anteil:
            basis = int((100 * teil / anteil / 100).to_integral_value()) * 100 or int(100 * teil / anteil)
            satz = (
                f"{teil} {t['n']} als {_de(anteil)} % setzen rund {basis:,} voraus; diese Zahl nennt die Vorlage nicht."
            )
            yield Befund(
                art="anteil_ohne_grundzahl", text=satz.replace(",", ".", 1), zeilen=[nummer], schwere="hinweis"
            )


def _de(wert: Decimal) -> str:
    return f"{wert:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _veraenderungen(text: str, nummer: int) -> Iterator[Befund]:
    for t in _VERAENDERUNG.finditer(text):
        a, d, b = (wert_von(t[n], None) for n in ("a", "d", "b"))
        if a + d != b and a - d != b:
            satz = f"Von {a} um {d} auf {b}: die Zahlen ergeben zusammen {a + d} oder {a - d}. Bitte prüfen."
            yield Befund(art="veraenderung_passt_nicht", text=satz, zeilen=[nummer], schwere="warnung")


def _stimmen(text: str, nummer: int) -> Iterator[Befund]:
    if not _STIMMWORTE.steht_in(text):
        return
    abstimmung = finde_abstimmung(text) if len(text) < 2_000 else None
    if abstimmung is None or abstimmung.nein is None:
        return
    if len(abstimmung.wortlaut) > _EIN_ERGEBNIS or _ZWEI_ERGEBNISSE.search(abstimmung.wortlaut):
        return  # an empty form, or the results of several points
    if abstimmung.einstimmig and abstimmung.nein > 0:
        satz = f"„einstimmig“ steht neben {abstimmung.nein} Nein-Stimmen. Bitte prüfen."
        yield Befund(art="einstimmig_mit_gegenstimmen", text=satz, zeilen=[nummer], schwere="warnung")
    if abstimmung.ja is not None and abstimmung.ja <= abstimmung.nein and abstimmung.ergebnis == "beschlossen":
        satz = f"Als beschlossen gedruckt, aber {abstimmung.ja} Ja- gegen {abstimmung.nein} Nein-Stimmen. Bitte prüfen."
        yield Befund(art="ergebnis_passt_nicht_zu_stimmen", text=satz, zeilen=[nummer], schwere="warnung")
