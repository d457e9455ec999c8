"""Line by line to paragraphs: which section is open, what goes on, what begins anew."""

from dataclasses import replace

from kreislauf.lesen.aufbau.absaetze import Absatz, fuege_an, gehoert_zusammen, ist_reihe, trenne_marke
from kreislauf.lesen.aufbau.abschnitte import (
    Abschnitt,
    Art,
    Ueberschrift,
    finde_ueberschrift,
    fliesstext,
    ist_ergebnis,
    ist_kopfzelle,
    ist_rollenzelle,
    oeffne,
)
from kreislauf.lesen.aufbau.etiketten import finde_etikett
from kreislauf.lesen.aufbau.langzeilen import teile_aufzaehlung
from kreislauf.lesen.aufbau.spalten import Tabelle, finde_tabelle, lies_tabellenzeile
from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.aufbau.wendepunkte import (
    BERICHTET,
    BESCHLIESST,
    EMPFIEHLT,
    ERZAEHLT,
    FELDZEILE,
    KUENDIGT_AN,
    MOEGE,
    ROEMISCH,
    STIMMENZEILE,
    finde_sitzung,
    ist_satz,
)
from kreislauf.lesen.aufbau.zeilen import Zeile, teil

_PUNKTE = (Art.VORSCHLAG, Art.BESCHLUSS)
_LANGER_WERT = 120


class Bau:
    """Reads line by line; keeps the paragraph that is still open."""

    def __init__(self) -> None:
        self.abschnitt = Abschnitt(Art.KOPF, "", 1)
        self.abschnitte = [self.abschnitt]
        self.absaetze: list[Absatz] = []
        self._text = ""
        self._segmente: list[tuple[int, int]] = []
        self._anfang: Absatz | None = None
        self._letzte = ""
        self._leerzeile = True
        self._tabelle: Tabelle | None = None
        self._vorige = ""
        self._verbraucht = 0

    def nimm(self, zeile: Zeile, naechste: Zeile | None) -> None:
        if not zeile.text or zeile.nummer == self._verbraucht:
            self._leerzeile = not zeile.text
            return
        if self._tabelle is not None:
            neu = finde_ueberschrift(zeile.text) is not None or finde_tabelle(zeile) is not None
        else:
            neu = not self._setzt_fort(zeile) or self._beginnt_neu(zeile)
        if neu:
            self.schliesse()
            zeile = self._mit_zweiter_zeile(zeile, naechste)
            if self._nimm_rahmen(zeile, naechste):
                self._leerzeile = False
                self._vorige = zeile.text
                return
        self._vorige = zeile.text
        stuecke = teile_aufzaehlung(zeile) if self.abschnitt.art in _PUNKTE else [zeile]
        for stueck in stuecke:
            self._nimm_text(stueck, naechste)
        self._leerzeile = False
        if zeile.text.endswith(":"):
            self._kuendige_an(zeile.nummer)

    def _kuendige_an(self, nummer: int) -> None:
        """ "… empfiehlt dem Rat, folgenden Beschluss zu fassen:" opens the points that follow."""
        ende = self._text[-160:]
        if BERICHTET.search(ende) and not (self.abschnitt.urheber or "").startswith("Bericht"):
            self.schliesse()
            self._wechsle(oeffne(Ueberschrift(Art.BERICHT, "Bericht", True, -1), ende, nummer, self.abschnitt))
            return
        if self.abschnitt.art not in {Art.PROTOKOLL, Art.TEXT, Art.KOPF}:
            return
        moege = MOEGE.search(ende) is not None
        kuendigt = KUENDIGT_AN.search(ende)
        if not moege and kuendigt is None and not BESCHLIESST.match(ende):
            return
        fassung = kuendigt is not None and (kuendigt["fassung"] or kuendigt["punkte"])
        vorschlag = moege or bool(fassung) or EMPFIEHLT.search(self._text) is not None
        satz = "Antrag" if moege or fassung else "Empfehlung" if vorschlag else "Beschluss"
        if kuendigt is not None and kuendigt["fassung"] and (self.abschnitt.urheber or "").startswith("Verwaltungs"):
            satz = self.abschnitt.urheber or satz
        self.schliesse()
        neu = replace(
            self.abschnitt, art=Art.VORSCHLAG if vorschlag else Art.BESCHLUSS, satz=satz, zeile=nummer, titel=""
        )
        self._wechsle(neu)

    def _setzt_fort(self, zeile: Zeile) -> bool:
        return (
            bool(self._text)
            and self._tabelle is None
            and gehoert_zusammen(self._letzte, zeile.text, leerzeile=self._leerzeile)
        )

    def _beginnt_neu(self, zeile: Zeile) -> bool:
        """A heading, a label or a list mark, whatever stood before."""
        if FELDZEILE.match(zeile.text):
            return True
        if zeile.text[0].islower() and not trenne_marke(zeile)[0]:
            return False
        return finde_ueberschrift(zeile.text) is not None or finde_etikett(zeile.text) is not None

    def _nimm_rahmen(self, zeile: Zeile, naechste: Zeile | None) -> bool:
        """Heading, label or table head: True when the line is used up."""
        ueberschrift = finde_ueberschrift(zeile.text)
        if (
            ueberschrift is not None
            and not self._ist_kopfzelle(zeile.text)
            and not self._gehoert_hinein(ueberschrift, zeile.text, naechste)
        ):
            ganz = ueberschrift.art is Art.BESCHLUSS and ueberschrift.rest < 0 and not ueberschrift.teil
            if ganz and naechste and ist_ergebnis(naechste.text):
                ueberschrift = replace(ueberschrift, art=Art.ABSTIMMUNG, satz=None)
            self._oeffne(ueberschrift, zeile)
            return True
        if self._nimm_sitzung(zeile, naechste):
            return True
        tabelle = finde_tabelle(zeile)
        if tabelle is not None:
            if self._tabelle is not None:
                tabelle.thema = self._tabelle.thema
            self._tabelle = tabelle
            return True
        etikett = finde_etikett(zeile.text)
        if self.abschnitt.art is Art.BERATUNGSFOLGE and etikett is not None and etikett.feld == "betreff":
            self._wechsle(replace(self.abschnitt, art=Art.KOPF, titel="", zeile=zeile.nummer))
        if self._verlaesst(zeile.text, nackt=etikett is None or etikett.nackt):
            self._wechsle(fliesstext(self.abschnitt, zeile.nummer))
        return False

    def _verlaesst(self, text: str, *, nackt: bool) -> bool:
        """A labelled line ends points, and a table of sittings unless it is one of their results."""
        feld = FELDZEILE.match(text) is not None
        if self.abschnitt.art is Art.BERATUNGSFOLGE:
            return feld and not text.startswith("Ergebnis")
        return self.abschnitt.art in _PUNKTE and (feld or not nackt)

    def _nimm_sitzung(self, zeile: Zeile, naechste: Zeile | None) -> bool:
        """The line of a sitting between the texts of a paper: stacked results, a part taken from minutes."""
        neu = finde_sitzung(zeile, naechste) if self.abschnitt.art is not Art.BERATUNGSFOLGE else None
        if neu is not None:
            self._wechsle(neu)
        return neu is not None and neu.art is Art.PROTOKOLL

    def _gehoert_hinein(self, ueberschrift: Ueberschrift, text: str, naechste: Zeile | None) -> bool:
        """What looks like a heading and is a point of a report, a vote in a row, a part of the proposal, an action line."""
        if self.abschnitt.titel.startswith("Tagesordnung") and text[0].isdigit():
            return True
        if ueberschrift.art is Art.PROTOKOLL:
            return (self.abschnitt.urheber or "").startswith("Bericht")
        if self.abschnitt.art is Art.VORSCHLAG and ueberschrift.art is Art.TEXT and ROEMISCH.match(text):
            eigene = (a.text for a in reversed(self.absaetze) if a.abschnitt is self.abschnitt)
            return any(ROEMISCH.match(eigener) for eigener in eigene)
        if self.abschnitt.art is Art.PROTOKOLL and naechste is not None and naechste.text.startswith("(Drucks"):
            return True
        in_reihe = self.abschnitt.art is Art.BERATUNGSFOLGE and ueberschrift.art is Art.ABSTIMMUNG
        return in_reihe and ueberschrift.rest >= 0

    def _ist_kopfzelle(self, text: str) -> bool:
        """In a table flattened cell by cell, "Beschluss" is the head of a column."""
        if self.abschnitt.art is not Art.BERATUNGSFOLGE or text.endswith(":"):
            return False
        return ist_kopfzelle(text) and ist_kopfzelle(self._vorige) or ist_rollenzelle(text, self._vorige)

    def _mit_zweiter_zeile(self, zeile: Zeile, naechste: Zeile | None) -> Zeile:
        """A heading of a part whose day stands in the next line."""
        if (
            naechste is None
            or naechste.nummer != zeile.nummer + 1
            or not naechste.text[:1].islower()
            or zeile.text.endswith((":", "."))
        ):
            return zeile
        ueberschrift = finde_ueberschrift(zeile.text)
        if ueberschrift is None or not ueberschrift.teil or erster_tag(zeile.text) or not erster_tag(naechste.text):
            return zeile
        self._verbraucht = naechste.nummer
        return zeile._replace(text=f"{zeile.text} {naechste.text}")

    def _oeffne(self, ueberschrift: Ueberschrift, zeile: Zeile) -> None:
        titel = zeile.text if ueberschrift.rest < 0 else zeile.text[: ueberschrift.rest]
        self._tabelle = None
        self._wechsle(oeffne(ueberschrift, titel, zeile.nummer, self.abschnitt))
        if ueberschrift.rest >= 0:
            rest = teil(zeile, ueberschrift.rest, len(zeile.text))
            self._leerzeile = False
            for stueck in teile_aufzaehlung(rest) if self.abschnitt.art in _PUNKTE else [rest]:
                self._nimm_text(stueck)

    def _wechsle(self, abschnitt: Abschnitt) -> None:
        self.abschnitt = abschnitt
        self.abschnitte.append(abschnitt)

    def _nimm_text(self, zeile: Zeile, naechste: Zeile | None = None) -> None:
        thema = None
        if self._tabelle is not None:
            zelle = lies_tabellenzeile(self._tabelle, zeile, self._letzte, naechste, leerzeile=self._leerzeile)
            if zelle is None:
                self.schliesse()
                return
            zeile, thema = zelle, self._tabelle.thema
        marke, text = trenne_marke(zeile)
        gleich = self._anfang is not None and self._anfang.thema == thema
        if marke is None and self._text and gleich and self._ist_fortsetzung(text.text):
            self._text = fuege_an(self._text, self._segmente, text)
        else:
            self.schliesse()
            if self._abstimmung_vorbei(text.text) or self._kopf_vorbei(text.text):
                self._wechsle(fliesstext(self.abschnitt, zeile.nummer))
            elif self.abschnitt.art in _PUNKTE and marke is None:
                self._verlasse_punkte(text.text, zeile.nummer)
            self._anfang = Absatz("", (), zeile.nummer, self.abschnitt, marke, zeile.einzug, self._leerzeile, thema)
            self._text = fuege_an("", self._segmente, text)
        self._letzte = text.text

    def _verlasse_punkte(self, text: str, nummer: int) -> None:
        """Votes or talk end the points, even without a heading."""
        if STIMMENZEILE.match(text):
            self._wechsle(replace(self.abschnitt, art=Art.ABSTIMMUNG, titel="Abstimmung", satz=None, zeile=nummer))
        elif ERZAEHLT.match(text):
            self._wechsle(replace(fliesstext(self.abschnitt, nummer), art=Art.PROTOKOLL))

    def _kopf_vorbei(self, text: str) -> bool:
        """The first sentence ends the head, even without a heading."""
        if self.abschnitt.art is not Art.KOPF or finde_etikett(text) is not None or ist_reihe(text):
            return False
        return ist_satz(text)

    def _abstimmung_vorbei(self, text: str) -> bool:
        """After its value the label of a vote says nothing about the paragraphs below."""
        if (
            self.abschnitt.art is not Art.ABSTIMMUNG
            or not self.absaetze
            or self.absaetze[-1].abschnitt is not self.abschnitt
        ):
            return False
        return len(text) > _LANGER_WERT or self._leerzeile and (text.endswith(".") or len(text) > _LANGER_WERT // 2)

    def _ist_fortsetzung(self, text: str) -> bool:
        """Cells of a table are narrow: there the next line of a cell always goes on."""
        if self._tabelle is not None and not self._leerzeile:
            return True
        return gehoert_zusammen(self._letzte, text, leerzeile=self._leerzeile)

    def schliesse(self) -> None:
        """End the open paragraph."""
        if self._anfang is not None and self._text:
            self._anfang.text, self._anfang.segmente = self._text, tuple(self._segmente)
            self.absaetze.append(self._anfang)
        self._text, self._segmente, self._anfang, self._letzte = "", [], None, ""
