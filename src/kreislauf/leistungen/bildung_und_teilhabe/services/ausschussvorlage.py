"""The year's figures as a paper for the committee, in which no single family can be recognised.

Hidden is every figure about fewer people than the county's limit, and what would give it away (`kleinzahl`). Channels
and outcomes of objections are joined to few classes, so that no sum of another table leads back to a hidden one.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kreislauf.druck import Absatz, Baustein, Bericht, Bild, Briefkopf, Hinweis, Tabelle, Ueberschrift
from kreislauf.druck.schaubild import Reihe, balken
from kreislauf.leistungen.bildung_und_teilhabe.kennzahlen import DEFINITIONEN, GRUPPEN, definition
from kreislauf.leistungen.bildung_und_teilhabe.kleinzahl import verborgene_zellen
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahrestafeln import (
    ARTEN,
    ERGEBNISSE,
    LEISTUNGEN,
    Zahl,
    als_text,
    prozent,
)
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahreszahlen import Jahr

GESCHUETZT = "geschützt"


@dataclass(frozen=True, slots=True)
class Geschuetzt:
    """A table with its sums, as it may be shown; `grenze` decides."""

    zahlen: Sequence[Sequence[Zahl]]
    verborgen: frozenset[tuple[int, int]]
    einheit: str = ""

    def text(self, zeile: int, spalte: int) -> str:
        return GESCHUETZT if (zeile, spalte) in self.verborgen else als_text(self.zahlen[zeile][spalte], self.einheit)

    def sichtbar(self, zeile: int, spalte: int) -> bool:
        return (zeile, spalte) not in self.verborgen


def _spalte(zahlen: Sequence[int], grenze: int) -> Geschuetzt:
    """Counts below one another with their sum."""
    return Geschuetzt([[n] for n in [*zahlen, sum(zahlen)]], verborgene_zellen([[n] for n in zahlen], grenze))


def geld(jahr: Jahr, grenze: int) -> Geschuetzt:
    """Benefit × group of circles with sums, hidden by the number of children."""
    personen = [[jahr.kinder.get((g, w), 0) for g in GRUPPEN] for w, _ in LEISTUNGEN]
    rand_rechts = {(z, len(GRUPPEN)): jahr.kinder.get(("", w), 0) for z, (w, _) in enumerate(LEISTUNGEN)}
    rand_unten = {(len(LEISTUNGEN), s): jahr.kinder.get((g, ""), 0) for s, g in enumerate([*GRUPPEN, ""])}
    verborgen = verborgene_zellen(personen, grenze, summen=rand_rechts | rand_unten)
    zahlen = [[jahr.summe(g, w) for g in [*GRUPPEN, ""]] for w, _ in [*LEISTUNGEN, ("", "")]]
    return Geschuetzt(zahlen, verborgen, "EUR")


def wege(jahr: Jahr, grenze: int) -> Geschuetzt:
    papier = jahr.kanaele.get("papier", 0)
    return _spalte([jahr.digital, papier, jahr.antraege - jahr.digital - papier], grenze)


def ergebnisse(jahr: Jahr, grenze: int) -> Geschuetzt:
    return _spalte([jahr.bescheide.get(wert, 0) for wert, _ in ERGEBNISSE], grenze)


def widersprueche(jahr: Jahr, grenze: int) -> Geschuetzt:
    return _spalte([jahr.abgeholfen, sum(jahr.widersprueche.values()) - jahr.abgeholfen], grenze)


def entscheidungen(jahr: Jahr, grenze: int) -> Geschuetzt:
    inhalt = [[jahr.zeilen.get((w, art), 0) for art, _ in ARTEN] for w, _ in LEISTUNGEN]
    mit_summe = [[*zeile, sum(zeile)] for zeile in inhalt]
    mit_summe.append([sum(spalte) for spalte in zip(*mit_summe, strict=True)])
    return Geschuetzt(mit_summe, verborgene_zellen(inhalt, grenze))


def _einzeln(zahl: Zahl, personen: int, grenze: int, einheit: str = "") -> str:
    return GESCHUETZT if 0 < personen < grenze else als_text(zahl, einheit)


def _ueberblick(jahr: Jahr, grenze: int) -> list[str]:
    """One column of the overview; shares are hidden with what they are made of."""
    kanal, ergebnis, einspruch, betraege = (f(jahr, grenze) for f in (wege, ergebnisse, widersprueche, geld))
    d, letzte = jahr.dauer, len(LEISTUNGEN)
    quote = kanal.sichtbar(0, 0) and kanal.sichtbar(3, 0)
    rate = einspruch.sichtbar(2, 0) and ergebnis.sichtbar(len(ERGEBNISSE), 0)
    alle = sum(jahr.widersprueche.values())
    spaet = 0 if not d.anzahl else min(d.ueber_frist or d.anzahl, d.anzahl)
    return [
        kanal.text(3, 0),
        als_text(prozent(jahr.digital, jahr.antraege), "%") if quote else GESCHUETZT,
        ergebnis.text(len(ERGEBNISSE), 0),
        betraege.text(letzte, len(GRUPPEN)),
        _einzeln(-jahr.zurueck(), jahr.kinder_rueckfluss, grenze, "EUR"),
        _einzeln(d.median, d.anzahl, grenze),
        _einzeln(d.p90, d.anzahl, grenze),
        _einzeln(d.median_vollstaendig, d.anzahl, grenze),
        _einzeln(prozent(d.ueber_frist, d.anzahl), spaet, grenze, "%"),
        einspruch.text(2, 0),
        als_text(prozent(alle, jahr.entschieden), "%") if rate else GESCHUETZT,
    ]


_TITEL = ("Anträge", "Anteil digital", "Bescheide auf Anträge", "Ausgaben nach Abzug der Rückflüsse", "zurückgeflossen",
          "Dauer in Tagen, Median", "Dauer in Tagen, 90 von 100 bis", "Dauer ab vollständigen Unterlagen, Median",
          "nach der gesetzlichen Frist beschieden", "Widersprüche", "Widersprüche je 100 Bescheide")  # fmt: skip


def _vergleich(jahre: Sequence[Jahr], titel: str, was: str, zeilen: Iterable[tuple[str, Sequence[str]]]) -> Tabelle:
    kopf = [was, *(str(j.jahr) for j in jahre)]
    return Tabelle(kopf, [(name, *werte) for name, werte in zeilen], titel, breiten=(3, *[1.3] * len(jahre)),
                   rechts=tuple(range(1, len(kopf))), zeilenkopf=True)  # fmt: skip


def _je_klasse(namen: Sequence[str], teile: Sequence[Geschuetzt]) -> list[tuple[str, list[str]]]:
    return [(name, [t.text(zeile, 0) for t in teile]) for zeile, name in enumerate([*namen, "Summe"])]


def _kreuz(titel: str, spalten: Sequence[str], tafel: Geschuetzt) -> Tabelle:
    namen = [*(t for _, t in LEISTUNGEN), "Summe"]
    zeilen = [(n, *(tafel.text(z, s) for s in range(len(spalten)))) for z, n in enumerate(namen)]
    return Tabelle(("Leistung", *spalten), zeilen, titel, breiten=(2.4, *[1.5] * len(spalten)),
                   rechts=tuple(range(1, len(spalten) + 1)), zeilenkopf=True)  # fmt: skip


def _bild(jahr: Jahr, tafel: Geschuetzt) -> Iterator[Baustein]:
    """Spending by benefit as far as it may be shown."""
    spalte = len(GRUPPEN)
    offen = [
        (t, max(int(jahr.summe(leistung=w)), 0)) for n, (w, t) in enumerate(LEISTUNGEN) if tafel.sichtbar(n, spalte)
    ]
    if any(wert for _, wert in offen):
        worte = "; ".join(f"{t}: {als_text(wert, '')} Euro" for t, wert in offen)
        svg = balken(titel=f"Ausgaben {jahr.jahr} nach Leistung", beschreibung=worte, kategorien=[t for t, _ in offen],
                     reihen=[Reihe("Ausgaben", [wert for _, wert in offen])], einheit="Euro")  # fmt: skip
        yield Bild(svg, f"Balken in vollen Euro. {worte}.", f"Schaubild: Ausgaben {jahr.jahr} nach Leistung")


def vorlage(jahre: Sequence[Jahr], kopf: Briefkopf, grenze: int) -> Bericht:
    """The paper; `jahre` ends with the year it is about, `grenze` is the smallest number of people that is shown."""
    jahr = jahre[-1]
    return Bericht(
        briefkopf=kopf,
        titel=f"Bildung und Teilhabe: Jahreszahlen {jahr.jahr}",
        datum=jahr.stichtag,
        kennzeilen=[
            ("Stichtag", f"{jahr.stichtag:%d.%m.%Y}"),
            ("Vergleich", ", ".join(str(j.jahr) for j in jahre[:-1]) or "keine früheren Jahre"),
            ("Schutz kleiner Zahlen", f"Angaben zu weniger als {grenze} Personen sind geschützt"),
        ],
        bausteine=list(_bausteine(jahre, grenze)),
        stichwoerter=("Bildung und Teilhabe", "Jahreszahlen", str(jahr.jahr)),
    )


def _bausteine(jahre: Sequence[Jahr], grenze: int) -> Iterator[Baustein]:
    jahr = jahre[-1]
    spalten = [_ueberblick(j, grenze) for j in jahre]
    zeilen = [(titel, [spalte[nr] for spalte in spalten]) for nr, titel in enumerate(_TITEL)]
    yield Ueberschrift("Auf einen Blick")
    yield _vergleich(jahre, "Kennzahlen im Vergleich der Jahre", "Kennzahl", zeilen)
    if jahr.stichtag.month < 12 or jahr.stichtag.day < 31:
        yield Absatz(f"{jahr.jahr} ist bis zum Stichtag gezählt, frühere Jahre sind ganz gezählt.", leise=True)
    tafel = geld(jahr, grenze)
    yield Ueberschrift("Ausgaben")
    yield from _bild(jahr, tafel)
    yield _kreuz(f"Ausgaben {jahr.jahr} in Euro", [*(t for t, _ in GRUPPEN.values()), "Summe"], tafel)
    yield Ueberschrift("Anträge und Entscheidungen")
    klassen = ("digital (Onlineantrag, FIT-Connect)", "Papier", "E-Mail, Telefon, persönlich")
    yield _vergleich(jahre, "Anträge nach Weg", "Weg", _je_klasse(klassen, [wege(j, grenze) for j in jahre]))
    arten = [t for _, t in ERGEBNISSE]
    yield _vergleich(jahre, "Bescheide", "Ergebnis", _je_klasse(arten, [ergebnisse(j, grenze) for j in jahre]))
    yield _kreuz(
        f"Entscheidungen je Leistung {jahr.jahr}", [*(t for _, t in ARTEN), "Summe"], entscheidungen(jahr, grenze)
    )
    yield Ueberschrift("Widersprüche")
    stand = ("ganz oder teilweise abgeholfen", "offen, zurückgewiesen oder zurückgenommen")
    yield _vergleich(jahre, "Widersprüche", "Stand", _je_klasse(stand, [widersprueche(j, grenze) for j in jahre]))
    yield Hinweis(
        "Schutz kleiner Zahlen",
        f"„{GESCHUETZT}“ steht, wo eine Zahl weniger als {grenze} Kinder, Anträge oder Entscheidungen betrifft oder wo "
        "sich eine solche Zahl aus den Summen errechnen ließe (§ 35 SGB I).",
    )
    yield Ueberschrift("Was gezählt ist")
    for d in [definition(d.kennzahl, jahr.stichtag) for d in DEFINITIONEN]:
        yield Absatz(f"{d.titel}: {d.zaehlt} Grundlage: {d.norm}.", leise=True)
