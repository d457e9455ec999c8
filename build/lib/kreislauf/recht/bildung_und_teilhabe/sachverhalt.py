"""The published table behind all seven benefits: one row per child and month."""

from kreislauf.recht.sachverhalt import Spalte, Tabelle, Typ

RECHTSKREISE = (
    "sgb2",
    "bkgg_kinderzuschlag",
    "bkgg_wohngeld",
    "sgb12_kap3",
    "sgb12_kap4",
    "asylblg_3",
    "asylblg_2",
    "keiner",
)
EINRICHTUNGEN = ("schule", "kita", "kindertagespflege", "keine")
ORTE = ("schule", "kita", "hort", "kindertagespflege")
AUFNAHMEARTEN = ("erstaufnahme", "wiederaufnahme")

_KEIN_BEDARF = "kein Bedarf angegeben"

KINDERMONAT = Tabelle(
    "kindermonat",
    "Ein Kind in einem Monat: was für alle sieben Leistungen der Bildung und Teilhabe gebraucht wird.",
    (
        Spalte("monat", Typ.DATUM, "Monat, zu dem der Bedarf gehört, als sein erster Tag"),
        Spalte("rechtskreis", Typ.SCHLUESSEL, "Rechtskreis des Kindes in diesem Monat", werte=RECHTSKREISE),
        Spalte("geburtsdatum", Typ.DATUM, "Geburtsdatum des Kindes"),
        Spalte("einrichtung", Typ.SCHLUESSEL, "was das Kind in diesem Monat besucht", werte=EINRICHTUNGEN),
        Spalte("ausbildungsverguetung", Typ.JA_NEIN, "das Kind erhält eine Ausbildungsvergütung"),
        Spalte("anspruchseinschraenkung", Typ.JA_NEIN, "für das Kind oder die Eltern gilt § 1a AsylbLG"),
        Spalte("erster_schultag", Typ.DATUM, "erster Schultag des Schuljahres im Land der Schule", leer="unbekannt"),
        Spalte("halbjahr_monat", Typ.DATUM, "Monat, in dem das zweite Schulhalbjahr beginnt", leer="unbekannt"),
        Spalte("aufnahme_art", Typ.SCHLUESSEL, "Aufnahme im Schuljahr", werte=AUFNAHMEARTEN, leer="keine Aufnahme"),
        Spalte("aufnahme_datum", Typ.DATUM, "Tag der Aufnahme oder Wiederaufnahme", leer="keine Aufnahme"),
        Spalte("antragsdatum", Typ.DATUM, "Antrag auf Bildung und Teilhabe", leer="kein Antrag angegeben"),
        Spalte("leistungsbezug_seit", Typ.DATUM, "erster Tag der Grundleistung", leer="schon vor dem Monat"),
        Spalte("teilhabe_kosten", Typ.BETRAG, "Aufwendungen für Teilhabe", "EUR/Monat", leer=_KEIN_BEDARF),
        Spalte("mittag_preis", Typ.BETRAG, "Preis des Anbieters", "EUR/Essen", leer=_KEIN_BEDARF),
        Spalte("mittag_anzahl", Typ.ANZAHL, "Essen im Monat", "Essen", leer=_KEIN_BEDARF),
        Spalte("mittag_ort", Typ.SCHLUESSEL, "wo gegessen wird", werte=ORTE, leer=_KEIN_BEDARF),
        Spalte("mittag_kooperationsvertrag", Typ.JA_NEIN, "Vertrag Schule–Tageseinrichtung", leer=_KEIN_BEDARF),
        Spalte("mittag_gemeinschaftlich", Typ.JA_NEIN, "gemeinschaftlich eingenommen", leer=_KEIN_BEDARF),
        Spalte("klassenfahrt_kosten", Typ.BETRAG, "Kosten nach Zuschüssen Dritter", "EUR", leer=_KEIN_BEDARF),
        Spalte("klassenfahrt_taschengeld", Typ.BETRAG, "in den Kosten enthalten", "EUR", leer=_KEIN_BEDARF),
        Spalte("klassenfahrt_faellig_am", Typ.DATUM, "Tag, an dem zu zahlen ist", leer=_KEIN_BEDARF),
        Spalte("ausflug_kosten", Typ.BETRAG, "Kosten eintägiger Ausflüge", "EUR", leer=_KEIN_BEDARF),
        Spalte("befoerderung_eigenanteil", Typ.BETRAG, "was die Familie noch zahlt", "EUR/Monat", leer=_KEIN_BEDARF),
        Spalte("befoerderung_naechstgelegene", Typ.JA_NEIN, "nächste Schule des Bildungsgangs", leer=_KEIN_BEDARF),
        Spalte("befoerderung_profilschule", Typ.JA_NEIN, "Schule mit besonderem Profil", leer=_KEIN_BEDARF),
        Spalte("lernfoerderung_kosten", Typ.BETRAG, "angemessene Kosten", "EUR/Monat", leer=_KEIN_BEDARF),
        Spalte("lernfoerderung_bestaetigung", Typ.JA_NEIN, "die Schule bestätigt den Bedarf", leer=_KEIN_BEDARF),
        Spalte("lernfoerderung_antragsdatum", Typ.DATUM, "Antrag auf Lernförderung", leer="kein eigener Antrag"),
    ),
)
