"""A stream of lines that is written piece by piece."""

import re

from kreislauf.lesen.eingang.aufzaehlung import hat_eigene_marke

_LEERRAUM = re.compile(r"[ \n\r\f]+")
_MEHRFACH = re.compile(" {2,}")


class Fluss:
    """Blanks collapse as on a page; a mark in front of a list item waits for the item's first words."""

    def __init__(self) -> None:
        self.zeilen: list[str] = []
        self.zeichen = 0
        self._stuecke: list[str] = []
        self._marke = ""
        self._absatz = False
        self._wortgetreu = False

    def schreibe(self, text: str) -> None:
        self._stuecke.append(_LEERRAUM.sub(" ", text.replace("\t", " ")))

    def schreibe_unveraendert(self, text: str) -> None:
        """Preformatted text keeps its line ends and its blanks."""
        self._wortgetreu = True
        erste, *weitere = text.split("\n")
        self._stuecke.append(erste)
        for zeile in weitere:
            self.neue_zeile(erzwungen=True)
            self._wortgetreu = True
            self._stuecke.append(zeile)

    def tabulator(self) -> None:
        """The next words follow on the same line, as a value follows its label."""
        if self._hat_text():
            self._stuecke.append("\t")

    def setze_marke(self, marke: str) -> None:
        """A bullet yields to one that the author typed."""
        self._marke = marke

    def neue_zeile(self, *, erzwungen: bool = False) -> None:
        """End the line; an empty one only counts if it is forced (`<br>`)."""
        zeile = "".join(self._stuecke)
        zeile = zeile.rstrip() if self._wortgetreu else _MEHRFACH.sub(" ", zeile).strip(" \t")
        self._stuecke.clear()
        self._wortgetreu = False
        if zeile:
            self._anhaengen(self._mit_marke(zeile))
        elif erzwungen and self.zeilen and self.zeilen[-1]:
            self._absatz = True

    def absatz(self) -> None:
        """End the line and keep a blank line before the next one."""
        self.neue_zeile()
        self._absatz = True

    def zeilen_anhaengen(self, zeilen: list[str]) -> None:
        """Finished lines, as they are."""
        self.neue_zeile()
        for zeile in zeilen:
            if zeile.strip():
                self._anhaengen(self._mit_marke(zeile) if self._marke else zeile)
            else:
                self._absatz = True

    def _hat_text(self) -> bool:
        return any(stueck.strip() for stueck in self._stuecke)

    def _mit_marke(self, zeile: str) -> str:
        marke, self._marke = self._marke, ""
        return zeile if marke.endswith("• ") and hat_eigene_marke(zeile) else marke + zeile

    def _anhaengen(self, zeile: str) -> None:
        if self._absatz and self.zeilen:
            self.zeilen.append("")
        self._absatz = False
        self.zeilen.append(zeile)
        self.zeichen += len(zeile) + 1
