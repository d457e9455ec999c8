"""The yearly overview for a committee as PDF, DOCX and XLSX; every figure is a count of the rows it lists."""

import io
from collections.abc import Callable, Iterator
from dataclasses import astuple
from typing import Any

import xlsxwriter

from kreislauf.druck import Absatz, Bericht, Bild, Tabelle, Ueberschrift, als_docx, als_pdf
from kreislauf.druck.dokument import Baustein
from kreislauf.druck.schaubild import gestapelte_balken
from kreislauf.steuerung.ratsinfo.models import Auftrag
from kreislauf.steuerung.ratsinfo.selectors.berichte import Jahresuebersicht
from kreislauf.steuerung.ratsinfo.selectors.briefkopf import briefkopf

TEILE = ("pünktlich erledigt", "verspätet erledigt", "noch offen")
STELLENKOPF = ("Stelle", "fällig", *TEILE, "pünktlich in Prozent")
OFFENKOPF = ("Auftrag", "Vorlage", "verantwortlich", "Frist", "Stand", "verschoben")


def schaubild(u: Jahresuebersicht) -> str:
    """Punctuality by unit as SVG; empty where nothing was due."""
    if not u.stellen:
        return ""
    return gestapelte_balken(
        [(s.stelle, (s.puenktlich, s.verspaetet, s.offen_ueberfaellig)) for s in u.stellen],
        TEILE,
        titel=f"Fällige Aufträge {u.jahr} nach Stelle",
        beschreibung="; ".join(
            f"{s.stelle}: {s.faellig} fällig, {s.puenktlich} pünktlich, {s.verspaetet} verspätet, "
            f"{s.offen_ueberfaellig} noch offen"
            for s in u.stellen
        ),
    )


def prozent(wert: float | None) -> str:
    return "–" if wert is None else f"{wert:.1f}".replace(".", ",")


def stellenzeilen(u: Jahresuebersicht) -> list[list[str]]:
    return [
        [s.stelle, str(s.faellig), str(s.puenktlich), str(s.verspaetet), str(s.offen_ueberfaellig), prozent(s.quote)]
        for s in u.stellen
    ]


def offenzeilen(u: Jahresuebersicht) -> list[list[str]]:
    return [
        [a.text[:300], a.vorlage.nummer or a.vorlage.betreff[:60], a.verantwortlich.name, _frist(a),
         a.get_state_display(), str(len(a.verschiebungen.all()))]
        for a in u.offene
    ]  # fmt: skip


def _frist(auftrag: Auftrag) -> str:
    tag = auftrag.frist or auftrag.wiedervorlage
    return f"{tag:%d.%m.%Y}" if tag else "–"


def dokument(u: Jahresuebersicht) -> Bericht:
    return Bericht(
        briefkopf=briefkopf(None),
        titel=f"Umsetzung der Beschlüsse {u.jahr}",
        datum=u.stichtag,
        untertitel=u.gremium or "alle Gremien",
        kennzeilen=[("Stichtag", f"{u.stichtag:%d.%m.%Y}"), ("offene Aufträge", str(len(u.offene)))],
        bausteine=list(_bausteine(u)),
    )


def _bausteine(u: Jahresuebersicht) -> Iterator[Baustein]:
    yield Ueberschrift("Offene Aufträge nach Alter")
    yield Tabelle(["Alter seit der Vorlage", "Anzahl"], [[name, str(zahl)] for name, zahl in u.alter], breiten=(3, 1))
    yield Ueberschrift("Pünktlichkeit nach Stelle")
    if u.stellen:
        bild = schaubild(u)
        yield Bild(bild, f"Balkenschaubild; die Zahlen stehen in der Tabelle darunter. {u.jahr}", "Fällige Aufträge")
        yield Tabelle(STELLENKOPF, stellenzeilen(u), breiten=(3, 1, 1.4, 1.4, 1, 1.4))
        yield Absatz(
            "Gezählt sind Aufträge, deren ursprüngliche Frist im Jahr und vor dem Stichtag liegt; entfallene nicht. "
            "Pünktlich heißt: erledigt gemeldet spätestens am Tag der ursprünglichen Frist.",
            leise=True,
        )
    else:
        yield Absatz(f"{u.jahr} war bis zum Stichtag nichts fällig.")
    yield Ueberschrift("Verschiebungen")
    if u.verschiebungen:
        yield Tabelle(["Grund", "Anzahl"], [[g, str(z)] for g, z in u.verschiebungen], breiten=(3, 1))
        yield Absatz(f"Zusammen {u.verschiebungen_tage} Tage.")
    else:
        yield Absatz("In diesem Jahr wurde keine Frist verschoben.")
    yield Ueberschrift("Alle offenen Aufträge, die ältesten zuerst")
    if u.offene:
        yield Tabelle(OFFENKOPF, offenzeilen(u), breiten=(4, 2, 2, 1.5, 1.2, 1.2))
    else:
        yield Absatz("Es ist nichts offen.")


def als_xlsx(u: Jahresuebersicht) -> bytes:
    puffer = io.BytesIO()
    mappe = xlsxwriter.Workbook(puffer, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    fett = mappe.add_format({"bold": True})
    blaetter: list[tuple[str, tuple[str, ...], list[list[Any]]]] = [
        ("Alter", ("Alter", "Anzahl"), [[n, z] for n, z in u.alter]),
        ("Stellen", STELLENKOPF, [[*astuple(s), s.quote] for s in u.stellen]),
        ("Verschiebungen", ("Grund", "Anzahl"), [[g, z] for g, z in u.verschiebungen]),
        ("Offene", OFFENKOPF, offenzeilen(u)),
    ]
    for name, kopf, zeilen in blaetter:
        blatt = mappe.add_worksheet(name)
        blatt.write_row(0, 0, kopf, fett)
        blatt.set_column(0, 0, 50)
        for nummer, zeile in enumerate(zeilen, start=1):
            blatt.write_row(nummer, 0, ["" if w is None else w for w in zeile])
    mappe.close()
    return puffer.getvalue()


def als_datei(u: Jahresuebersicht, form: str) -> tuple[bytes, str]:
    """The overview in one of three forms, with its media type. Raises KeyError for another form."""
    ooxml = "application/vnd.openxmlformats-officedocument"
    formen: dict[str, Callable[[], tuple[bytes, str]]] = {
        "pdf": lambda: (als_pdf(dokument(u)), "application/pdf"),
        "docx": lambda: (als_docx(dokument(u)), f"{ooxml}.wordprocessingml.document"),
        "xlsx": lambda: (als_xlsx(u), f"{ooxml}.spreadsheetml.sheet"),
    }
    return formen[form]()
