"""Every kind of finding: its name for people and the rule by which it is found."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Regel:
    titel: str
    regel: str


REGELN: dict[str, Regel] = {
    "wochentag_passt_nicht": Regel("Wochentag passt nicht", "Ein genannter Wochentag ist nicht der des Datums."),
    "zwei_fristen_nebeneinander": Regel("Zwei Fristen", "Zwei Tage stehen unverbunden hinter „bis“."),
    "zwei_fristen": Regel("Zwei Fristen", "Zwei Sätze mit (fast) denselben Wörtern nennen zwei letzte Tage."),
    "sitzung_an_freiem_tag": Regel("Sitzung an freiem Tag", "Eine Sitzung fällt auf Wochenende oder Feiertag."),
    "beginn_nach_frist": Regel("Beginn nach Frist", "Der früheste Beginn eines Auftrags liegt nach seiner Frist."),
    "frist_vor_vorlage": Regel("Frist schon vorbei", "Die Frist liegt vor dem Tag der Vorlage, die sie setzt."),
    "anteil_passt_nicht": Regel("Anteil passt nicht", "Teil durch Ganzes ergibt nicht den genannten Anteil."),
    "anteil_ohne_grundzahl": Regel("Anteil ohne Grundzahl", "Ein Anteil setzt eine Zahl voraus, die nirgends steht."),
    "veraenderung_passt_nicht": Regel("Veränderung passt nicht", "„von a um d auf b“: weder a + d noch a − d ist b."),
    "summe_passt_nicht": Regel(
        "Summe passt nicht", "Die Teile hinter „verteilt auf“ ergeben nicht die Summe, oder mehr als sie hinter „davon“."
    ),
    "einstimmig_mit_gegenstimmen": Regel("Nicht einstimmig", "„einstimmig“ steht neben Nein-Stimmen."),
    "ergebnis_passt_nicht_zu_stimmen": Regel("Ergebnis passt nicht", "Beschlossen, aber nicht mehr Ja als Nein."),
    "mehr_stimmen_als_mitglieder": Regel(
        "Mehr Stimmen als Stimmberechtigte", "Ja, Nein und Enthaltung sind zusammen mehr als die Stimmberechtigten."
    ),
    "umgesetzt_angekreuzt_aber_offen": Regel(
        "Kreuz gegen Text", "Der Bericht ist als „umgesetzt“ angekreuzt, der Text eines Punktes sagt anderes."
    ),
    "umgesetzt_aber_text_offen": Regel("Wort gegen Text", "Ein Punkt heißt „umgesetzt“, sein Text sagt anderes."),
    "punkt_nicht_beantwortet": Regel("Punkt nicht beantwortet", "Ein Beschlusspunkt fehlt im ersten Bericht."),
    "punkt_ausgelassen": Regel("Punkt ausgelassen", "Ein offener Punkt des letzten Berichts fehlt im nächsten."),
    "wiedervorlage_versaeumt": Regel("Bericht zu spät", "Der nächste Bericht kam nach dem zugesagten Termin."),
    "wiedervorlage_fehlt": Regel(
        "Kein nächster Termin", "Der letzte Bericht lässt Punkte offen und nennt keinen Termin für den nächsten."
    ),
    "prognose_nach_frist": Regel(
        "Verzug", "Der letzte Bericht nennt zum Punkt einen Tag nach der beschlossenen Frist; der früheste zählt."
    ),
    "dauer_ueberschritten": Regel(
        "Länger als geplant", "Vom Beginn bis zum Abschluss vergingen mehr Monate, als die Berichte als Dauer nennen."
    ),
    "ankuendigung_verstrichen": Regel(
        "Ankündigung verstrichen", "Ein angekündigter Tag ist vorbei, der Bericht danach erwähnt ihn nicht."
    ),
    "text_unveraendert": Regel(
        "Text übernommen", "Mindestens 60 % des Textes zum Punkt stehen wortgleich im vorigen Bericht."
    ),
    "rueckschritt": Regel("Rückschritt", "Ein Punkt war umgesetzt und ist im nächsten Bericht wieder offen."),
    "bericht_vor_beschluss": Regel("Bericht vor Beschluss", "Ein Bericht ist älter als der Beschluss, zu dem er gehört."),
    "beratung_nach_entscheidung": Regel(
        "Vorberatung nach Entscheidung", "Eine Vorberatung liegt nach der Sitzung, die entscheidet."
    ),
    "gegenteil_im_standpunkt": Regel(
        "Gegenteil des Antrags", "Antrag und Standpunkt sagen von derselben Sache Gegenteiliges (z. B. weisungsfrei, weisungsbefugt)."
    ),
    "antragspunkt_ohne_antwort": Regel(
        "Antragspunkt ohne Antwort", "Der Standpunkt nennt den Punkt nicht, hat keinen mit dieser Nummer und teilt weniger als die Hälfte seiner Wörter."
    ),
    "frist_unbestimmt": Regel(
        "Unbestimmte Frist", "Ein Beschlusspunkt sagt „zeitnah“ oder Ähnliches und nennt keinen Tag."
    ),
    "turnus_unbestimmt": Regel(
        "Unbestimmter Turnus", "Ein Beschlusspunkt verlangt „regelmäßig“ Bericht und nennt keinen Abstand."
    ),
    "ablehnung_ohne_grund": Regel("Ablehnung ohne Grund", "Die Umsetzung wird abgelehnt, ein Grund steht nicht da."),
    "aufhebung_nicht_geprueft": Regel(
        "Aufhebung nicht geprüft", "Nicht realisierbar, aber nicht gesagt, ob der Beschluss aufzuheben ist."
    ),
    "anlage_fehlt": Regel("Anlage fehlt", "Der Text verweist auf eine Anlage, die das Verzeichnis nicht nennt."),
}  # fmt: skip
