"""The year's figures as files: everything for the office (XLSX, CSV), protected for the committee (PDF, DOCX)."""

import csv
import io
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from kreislauf.akten.haushalt.states import Rechtskreis
from kreislauf.druck import Briefkopf, als_docx, als_pdf
from kreislauf.druck.schaubild import Reihe, balken
from kreislauf.leistungen.bildung_und_teilhabe.kennzahlen import DEFINITIONEN, GRUPPEN, MELDEPFLICHTIG, gruppe_von
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahrestafeln import LEISTUNGEN, Tafel, Wert, als_text, tafeln
from kreislauf.leistungen.bildung_und_teilhabe.selectors.jahreszahlen import Jahr
from kreislauf.leistungen.bildung_und_teilhabe.services.ausschussvorlage import vorlage
from kreislauf.verfahren.antrag.states import Leistungsart

MELDEKOPF = ("Jahr", "Monat der Zahlung", "Rechtsgrundlage", "meldepflichtig nach § 46 Abs. 11 SGB II", "Rechtskreis",
             "Leistung", "gezahlt in EUR", "zurückgeflossen in EUR", "Ausgaben in EUR")  # fmt: skip
VERMERK = "Nur für den Dienstgebrauch: enthält kleine Zahlen, aus denen sich einzelne Familien erkennen lassen."


def schaubild(jahr: Jahr) -> str:
    """Spending by benefit, each bar divided by legal circle, as SVG; empty where nothing was paid."""
    teile = [(titel, [max(int(jahr.summe(g, w)), 0) for w, _ in LEISTUNGEN]) for g, (titel, _) in GRUPPEN.items()]
    reihen = [Reihe(titel, werte) for titel, werte in teile if any(werte)]
    if not reihen:
        return ""
    summen = [f"{t}: {als_text(jahr.summe(leistung=w), 'EUR')}" for w, t in LEISTUNGEN]
    return balken(
        titel=f"Ausgaben {jahr.jahr} nach Leistung und Rechtskreis",
        beschreibung=f"Balken in vollen Euro. {'; '.join(summen)}.",
        kategorien=[t for _, t in LEISTUNGEN],
        reihen=reihen,
        einheit="Euro",
        breite=900,
    )


def meldung(jahr: Jahr) -> list[list[Any]]:
    """Rows of the report on spending: month × circle × benefit, gross, returned, net."""
    return [
        [
            jahr.jahr,
            f"{a.monat:%m/%Y}",
            GRUPPEN[gruppe_von(a.rechtskreis)][0],
            "ja" if gruppe_von(a.rechtskreis) in MELDEPFLICHTIG else "nein",
            Rechtskreis(a.rechtskreis).label,
            Leistungsart(a.leistung).label,
            a.gezahlt,
            a.zurueck,
            a.netto,
        ]
        for a in jahr.ausgaben
    ]


def als_csv(jahr: Jahr) -> bytes:
    """The report on spending; decimal comma, as spreadsheets here read it."""
    puffer = io.StringIO()
    schreiber = csv.writer(puffer, delimiter=";")
    schreiber.writerow(MELDEKOPF)
    for zeile in meldung(jahr):
        schreiber.writerow([f"{w:.2f}".replace(".", ",") if isinstance(w, Decimal) else w for w in zeile])
    return ("\ufeff" + puffer.getvalue()).encode()


def _zelle(wert: Wert) -> Any:
    return "" if wert.zahl is None else wert.zahl


def als_xlsx(jahre: Sequence[Jahr]) -> bytes:
    """All tables, the report on spending and the definitions, a sheet each."""
    puffer = io.BytesIO()
    mappe = xlsxwriter.Workbook(puffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    formate = {
        "": mappe.add_format({"num_format": "#,##0"}),
        "EUR": mappe.add_format({"num_format": "#,##0.00"}),
        "%": mappe.add_format({"num_format": "0.0"}),
        "kopf": mappe.add_format({"bold": True, "text_wrap": True}),
    }
    for tafel in tafeln(jahre):
        _blatt(mappe, tafel, formate)
    blatt = mappe.add_worksheet("Meldung § 46 Abs. 11")
    blatt.write_row(0, 0, MELDEKOPF, formate["kopf"])
    for nummer, zeile in enumerate(meldung(jahre[-1]), start=1):
        blatt.write_row(nummer, 0, zeile[:6])
        blatt.write_row(nummer, 6, zeile[6:], formate["EUR"])
    blatt.set_column(0, 8, 22)
    blatt = mappe.add_worksheet("Definitionen")
    blatt.write_row(
        0, 0, ("Kennzahl", "Was gezählt wird", "Norm", "gilt ab", "Fassung", "zu bestätigen"), formate["kopf"]
    )
    for nummer, d in enumerate(DEFINITIONEN, start=1):
        blatt.write_row(nummer, 0, (d.titel, d.zaehlt, d.norm, f"{d.ab:%d.%m.%Y}", d.fassung, d.offen))
    blatt.write(len(DEFINITIONEN) + 2, 0, VERMERK)
    mappe.close()
    return puffer.getvalue()


def _blatt(mappe: Any, tafel: Tafel, formate: dict[str, Any]) -> None:
    blatt = mappe.add_worksheet(tafel.kennung.capitalize())
    blatt.write(0, 0, tafel.titel, formate["kopf"])
    blatt.write_row(1, 0, tafel.kopf, formate["kopf"])
    blatt.set_column(0, 0, 42)
    blatt.set_column(1, len(tafel.kopf), 16)
    for nummer, (name, werte) in enumerate(tafel.zeilen, start=2):
        blatt.write(nummer, 0, name)
        for spalte, wert in enumerate(werte, start=1):
            blatt.write(nummer, spalte, _zelle(wert), formate[wert.einheit])


def als_datei(jahre: Sequence[Jahr], form: str, *, kopf: Briefkopf, grenze: int) -> tuple[bytes, str]:
    """One of four files with its media type. Raises KeyError for another form."""
    ooxml = "application/vnd.openxmlformats-officedocument"
    formen: dict[str, Callable[[], tuple[bytes, str]]] = {
        "pdf": lambda: (als_pdf(vorlage(jahre, kopf, grenze)), "application/pdf"),
        "docx": lambda: (als_docx(vorlage(jahre, kopf, grenze)), f"{ooxml}.wordprocessingml.document"),
        "xlsx": lambda: (als_xlsx(jahre), f"{ooxml}.spreadsheetml.sheet"),
        "csv": lambda: (als_csv(jahre[-1]), "text/csv; charset=utf-8"),
    }
    return formen[form]()
