"""What a passage says of a result: words, votes, ticked boxes, tables of votes."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kreislauf.lesen.ausdruck.abstimmungen import Abstimmung, finde_abstimmung, finde_ergebnis
from kreislauf.lesen.muster import Muster

_KREUZ = Muster(r"(?:\(\s?[xX]\s?\)|\[\s?[xX]\s?\]|☒|☑|✓)\s*(?P<wort>[^()\[\]☐☒☑✓]{2,60})")
_KAESTCHEN = Muster(r"\(\s?\)|\[\s?\]|☐")
_LUECKEN = Muster(r"[ \t]{2,}|\t")
_WEITER = Muster(r"\b(?:in|an) (?:die )?nachfolgende[n]? Gremien\b")
_STIMMZELLEN = frozenset(
    {
        "einstimmige Annahme",
        "einstimmige Ablehnung",
        "Ja-Stimmen",
        "Nein-Stimmen",
        "Enthaltungen",
        "Kenntnisnahme",
        "Vertagung",
        "dafür",
        "dagegen",
        "Ja",
        "Nein",
        "Enthaltung",
    }
)

LABEL = Muster(
    r"(?:Ergebnis|Beschluss|Beschlussart|Abstimmung|Abstimmungsergebnis|Form der Abstimmung|Beratungsergebnis|Beschluss/Abstimmung)\s?:\s*(?=\S)"
)


def lies_ergebnis(text: str) -> tuple[str | None, Abstimmung | None]:
    """(result, votes). Forms with boxes count only what is ticked; an empty form gives nothing."""
    if "  " in text or "\t" in text:
        text = _LUECKEN.sub(" ", text)
    if _KREUZ.search(text) or _KAESTCHEN.search(text):
        worte = [t.group("wort").strip() for t in _KREUZ.finditer(text)]
        if not worte:
            return None, None
        stimmen = finde_abstimmung(_KAESTCHEN.sub(" ", re.sub(r"\([xX]\)|☒", " ", text)))
        ergebnis = next((e for wort in worte if (e := finde_ergebnis(wort))), None)
        einstimmig = any("einstimmig" in wort.lower() for wort in worte)
        if ergebnis is None and (einstimmig or any("mehr" in w.lower() for w in worte)):
            ergebnis = "beschlossen"
        if stimmen is not None:
            stimmen = replace(stimmen, einstimmig=einstimmig or None)
        return ergebnis, stimmen if ergebnis in {"beschlossen", "abgelehnt", "geaendert_beschlossen"} else None
    stimmen = finde_abstimmung(text)
    ergebnis = finde_ergebnis(text) or (stimmen.ergebnis if stimmen else None)
    if ergebnis is None and _WEITER.search(text):
        return "verwiesen", stimmen
    if ergebnis is None and stimmen is not None:
        ergebnis = _aus_stimmen(stimmen)
    return ergebnis, stimmen


def _aus_stimmen(stimmen: Abstimmung) -> str | None:
    """Votes without a word: the majority decides; one-sided counts decide nothing, except unanimity."""
    if stimmen.ja is not None and stimmen.nein is not None and stimmen.ja + stimmen.nein > 0:
        return "beschlossen" if stimmen.ja > stimmen.nein else "abgelehnt"
    return "beschlossen" if stimmen.einstimmig else None


def stimmentabelle(texte: Sequence[str]) -> dict[str, str]:
    """Label and cell on lines of their own ("Ja-Stimmen", "15"); empty cells are left out."""
    tabelle: dict[str, str] = {}
    for text, danach in zip(texte, [*texte[1:], ""], strict=True):
        if text.strip(":") in _STIMMZELLEN and re.fullmatch(r"[xX✓☒]|\d{1,3}", danach):
            tabelle[text.strip(":")] = danach
    return tabelle


def ist_stimmzelle(text: str) -> bool:
    """A label of such a table, ticked or not: it names no result by itself."""
    return text.strip(":") in _STIMMZELLEN or text.strip(":") in {"Ohne Votum", "Zurückstellung", "Überweisung"}
