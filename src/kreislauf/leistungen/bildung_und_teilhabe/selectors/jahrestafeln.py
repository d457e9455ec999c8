"""The year's figures as tables whose every value knows the rows behind it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from urllib.parse import urlencode

from kreislauf.leistungen.bildung_und_teilhabe.kennzahlen import DIGITALE_KANAELE, GRUPPEN
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahreszahlen import ERSTENTSCHEIDUNG, Jahr
from kreislauf.verfahren.antrag.states import Kanal, Leistungsart
from kreislauf.verfahren.bescheid.states import Zeilenart
from kreislauf.verfahren.widerspruch.states import Widerspruchsstand

MONATE = ("Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August", "September", "Oktober", "November",
          "Dezember")  # fmt: skip
LEISTUNGEN: tuple[tuple[str, str], ...] = tuple((str(w), str(t)) for w, t in Leistungsart.choices)
ARTEN = tuple((str(a.value), str(a.label)) for a in Zeilenart if a not in {Zeilenart.PERSON, Zeilenart.AUFGEHOBEN})
ERGEBNISSE = tuple((str(a.value), str(a.label)) for a in ERSTENTSCHEIDUNG)
Zahl = int | Decimal | None


def als_text(zahl: Zahl, einheit: str) -> str:
    """German figures; a dash where there is nothing to count."""
    if zahl is None:
        return "–"
    muster = f"{zahl:,.2f}" if einheit == "EUR" else f"{zahl:,.1f}" if einheit == "%" else f"{zahl:,}"
    return muster.translate(str.maketrans(",.", ".,")) + {"EUR": " €", "%": " %"}.get(einheit, "")


@dataclass(frozen=True, slots=True)
class Wert:
    """One figure and the question that leads to its rows; empty: its rows are those of other figures."""

    zahl: Zahl
    einheit: str = ""
    kennzahl: str = ""
    frage: Mapping[str, str | int] = field(default_factory=dict)

    @property
    def text(self) -> str:
        return als_text(self.zahl, self.einheit)

    @property
    def abfrage(self) -> str:
        return urlencode({name: wert for name, wert in self.frage.items() if wert})


@dataclass(frozen=True, slots=True)
class Tafel:
    """A table of figures; `kennzahl` names the definition that explains it."""

    kennung: str
    titel: str
    kopf: Sequence[str]
    zeilen: Sequence[tuple[str, Sequence[Wert]]]
    kennzahl: str


def prozent(teil: int, ganzes: int) -> Decimal | None:
    return Decimal(100 * teil) / Decimal(ganzes) if ganzes else None


def _w(zahl: Zahl, kennzahl: str, jahr: int, einheit: str = "", **frage: str | int) -> Wert:
    return Wert(zahl, einheit, kennzahl, {"jahr": jahr, **frage})


def _je_jahr(jahre: Sequence[Jahr], wie: Callable[[Jahr], Wert]) -> list[Wert]:
    return [wie(jahr) for jahr in jahre]


def ueberblick(jahre: Sequence[Jahr]) -> Tafel:
    """The key figures of the year beside those before it."""
    zeilen: list[tuple[str, Callable[[Jahr], Wert]]] = [
        ("Anträge", lambda j: _w(j.antraege, "antraege", j.jahr)),
        ("davon digital", lambda j: _w(j.digital, "antraege", j.jahr, wert="digital")),
        ("Anteil digital", lambda j: _w(prozent(j.digital, j.antraege), "antraege", j.jahr, "%", wert="digital")),
        ("Bescheide auf Anträge", lambda j: _w(j.entschieden, "bescheide", j.jahr)),
        ("Ausgaben nach Abzug", lambda j: _w(j.summe(), "ausgaben", j.jahr, "EUR")),
        ("davon zurückgeflossen", lambda j: _w(-j.zurueck(), "rueckfluesse", j.jahr, "EUR")),
        ("Erstattung gefordert", lambda j: _w(j.gefordert, "forderungen", j.jahr, "EUR")),
        ("davon bis heute erstattet", lambda j: _w(j.forderung_erstattet, "erstattet", j.jahr, "EUR")),
        ("davon noch offen", lambda j: _w(j.forderung_offen, "forderung_offen", j.jahr, "EUR")),
        ("Dauer in Tagen, Median", lambda j: _w(j.dauer.median, "dauer", j.jahr)),
        ("Dauer in Tagen, 90 von 100 bis", lambda j: _w(j.dauer.p90, "dauer", j.jahr)),
        ("Dauer ab vollständigen Unterlagen, Median", lambda j: _w(j.dauer.median_vollstaendig, "dauer", j.jahr)),
        (
            "nach der gesetzlichen Frist beschieden",
            lambda j: _w(
                prozent(j.dauer.ueber_frist, j.dauer.anzahl), "dauer", j.jahr, "%", wert="ueber_frist"
            ),
        ),
        ("noch offen nach der Frist", lambda j: _w(j.ueberfaellig, "antraege", j.jahr, wert="ueberfaellig")),
        ("Widersprüche", lambda j: _w(sum(j.widersprueche.values()), "widersprueche", j.jahr)),
        ("davon (teilweise) abgeholfen", lambda j: _w(j.abgeholfen, "widersprueche", j.jahr, wert="mit_abhilfe")),
        (
            "Widersprüche je 100 Bescheide",
            lambda j: _w(prozent(sum(j.widersprueche.values()), j.entschieden), "widersprueche", j.jahr, "%"),
        ),
    ]  # fmt: skip
    return Tafel(
        "ueberblick",
        "Auf einen Blick",
        ["Kennzahl", *(str(j.jahr) for j in jahre)],
        [(titel, _je_jahr(jahre, wie)) for titel, wie in zeilen],
        "",
    )


def _nach(
    jahre: Sequence[Jahr],
    kennzahl: str,
    kopf: tuple[str, str],
    werte: Iterable[tuple[str, str]],
    zahlen: Callable[[Jahr], Mapping[str, int]],
) -> Tafel:
    """Counts by one property, a column per year, with their sum."""
    zeilen = [(name, [_w(zahlen(j).get(wert, 0), kennzahl, j.jahr, wert=wert) for j in jahre]) for wert, name in werte]
    zeilen.append(("Summe", [_w(sum(zahlen(j).values()), kennzahl, j.jahr) for j in jahre]))
    titel, was = kopf
    return Tafel(kennzahl, titel, [was, *(str(j.jahr) for j in jahre)], zeilen, kennzahl)


def anteile(jahre: Sequence[Jahr]) -> list[Tafel]:
    """Applications by channel, decisions by result, objections by state, each with the years before."""
    kanaele = [(str(w), f"{t} (digital)" if w in DIGITALE_KANAELE else str(t)) for w, t in Kanal.choices]
    staende = [(str(w), str(t)) for w, t in Widerspruchsstand.choices]
    return [
        _nach(jahre, "antraege", ("Anträge nach Weg", "Weg"), kanaele, lambda j: j.kanaele),
        _nach(jahre, "bescheide", ("Bescheide nach Ergebnis", "Ergebnis"), ERGEBNISSE, lambda j: j.bescheide),
        _nach(jahre, "widersprueche", ("Widersprüche nach Stand", "Stand"), staende, lambda j: j.widersprueche),
    ]


def je_leistung(jahr: Jahr) -> Tafel:
    """Decision lines: benefit × result."""

    def reihe(leistung: str) -> list[Wert]:
        werte = [
            _w(jahr.zeilen.get((leistung, art), 0), "zeilen", jahr.jahr, leistung=leistung, wert=art)
            for art, _ in ARTEN
        ]
        summe = sum(n for (was, _), n in jahr.zeilen.items() if was == leistung)
        return [*werte, _w(summe, "zeilen", jahr.jahr, leistung=leistung)]

    je_art = [sum(n for (_, a), n in jahr.zeilen.items() if a == art) for art, _ in ARTEN]
    summen = [_w(n, "zeilen", jahr.jahr, wert=art) for n, (art, _) in zip(je_art, ARTEN, strict=True)]
    return Tafel(
        "zeilen",
        f"Entscheidungen je Leistung {jahr.jahr}",
        ["Leistung", *(t for _, t in ARTEN), "Summe"],
        [*((t, reihe(w)) for w, t in LEISTUNGEN), ("Summe", [*summen, _w(sum(je_art), "zeilen", jahr.jahr)])],
        "zeilen",
    )


def _geld(jahr: Jahr, gruppe: str = "", leistung: str = "", monat: int = 0) -> Wert:
    zahl = jahr.summe(gruppe, leistung, monat)
    return _w(zahl, "ausgaben", jahr.jahr, "EUR", gruppe=gruppe, leistung=leistung, monat=monat)


def nach_kreis(jahr: Jahr) -> Tafel:
    """Money: benefit × group of legal circles, the year's report in one view."""
    gruppen = [*GRUPPEN, ""]
    zeilen = [(t, [_geld(jahr, g, w) for g in gruppen]) for w, t in [*LEISTUNGEN, ("", "Summe")]]
    kopf = ["Leistung", *(titel for titel, _ in GRUPPEN.values()), "Summe"]
    return Tafel("ausgaben", f"Ausgaben nach Rechtskreis und Leistung {jahr.jahr}", kopf, zeilen, "ausgaben")


def nach_monat(jahr: Jahr, gruppe: str = "") -> Tafel:
    """Money: month of payment × benefit, for one group of circles or all."""
    spalten = [*LEISTUNGEN, ("", "Summe")]
    reihen = [(name, [_geld(jahr, gruppe, w, nr) for w, _ in spalten]) for nr, name in enumerate(MONATE, start=1)]
    reihen.append(("Summe", [_geld(jahr, gruppe, w) for w, _ in spalten]))
    wer = GRUPPEN[gruppe][0] if gruppe else "alle Rechtskreise"
    return Tafel("monate", f"Ausgaben nach Monat der Zahlung {jahr.jahr}, {wer}", ["Monat", *(t for _, t in spalten)],
                 reihen, "ausgaben")  # fmt: skip


def tafeln(jahre: Sequence[Jahr], gruppe: str = "") -> list[Tafel]:
    """All tables of the page; the last of `jahre` is the year asked for."""
    jahr = jahre[-1]
    wege, ergebnisse, widersprueche = anteile(jahre)
    return [
        ueberblick(jahre),
        wege,
        ergebnisse,
        je_leistung(jahr),
        nach_kreis(jahr),
        nach_monat(jahr, gruppe),
        widersprueche,
    ]
