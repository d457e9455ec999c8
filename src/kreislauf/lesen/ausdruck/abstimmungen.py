"""Votes and results (ratsdokumente.md, chapter 11). Numbers that are not there stay empty."""

import re
from dataclasses import dataclass

from kreislauf.lesen.ausdruck import kalender as k
from kreislauf.lesen.muster import Auswahl, Muster


@dataclass(frozen=True, slots=True)
class Abstimmung:
    """A result with what is said of the votes; `ergebnis` in the codes of the record."""

    anfang: int
    ende: int
    wortlaut: str
    ergebnis: str | None
    einstimmig: bool | None = None
    ja: int | None = None
    nein: int | None = None
    enthaltung: int | None = None
    befangen: int | None = None


# In this order: the more special wording first.
_ERGEBNISSE: list[tuple[str, str]] = [
    (r"gewählt|bestellt\b", "gewaehlt"),
    (r"\blehn(?:t|te|en|ten)\b[^.;]{0,140}\bab\b|endgültig abgelehnt|abgelehnt|Ablehnung\b|keine Mehrheit|nicht zugestimmt|nicht angenommen|findet keine Mehrheit", "abgelehnt"),
    (r"\bz(?:ieht|og|iehen|ogen)\b[^.;]{0,90}\b(?:Antrag|Anfrage|Vorlage)\b[^.;]{0,30}\bzurück\b|zurückgezogen|zurück gezogen|zuckgezogen|Rücknahme", "zurueckgezogen"),
    (r"von der Tagesordnung abgesetzt|abgesetzt|vertagt|Vertagung|zurückgestellt|zuckgestellt|in die Fraktionen (?:gezogen|verwiesen|gegeben)|Nichtbehandlung|nicht behandelt", "vertagt"),
    (r"überwiesen|verwiesen|Verweisung|Überweisung|an Gremium überwiesen", "verwiesen"),
    (r"\b(?:(?:mit|unter|nach) Änderung(?:en)?|geändert|in geänderter Fassung|in der geänderten Fassung|modifiziert)"
     r"[ \w,.-]{0,40}?(?:beschlossen|zugestimmt|angenommen|empfohlen)|geänderter Beschluss|(?:zugestimmt|beschlossen) (?:nach|mit)[ \w]{0,12} Änderungen|Zustimmung mit (?:\w+ )?Änderung(?:en)?\b", "geaendert_beschlossen"),
    (r"(?:nimmt|nehmen|nahm|nahmen) Kenntnis|(?:zur )?Kenntnis(?:nahme| genommen)|nimmt[ \w,.-]{0,80}?zur Kenntnis|nehmen[ \w,.-]{0,80}?zur Kenntnis", "kenntnisnahme"),
    (r"erledigt", "erledigt"),
    (r"\bbeschlossen|\bzugestimmt|\bangenommen|\bZustimmung\b|\bAnnahme\b|\bbeschließt\b|\bstimm(?:t|te|ten)\b[ \w,.-]{0,80} zu\b|\bgebilligt|\bgenehmigt", "beschlossen"),
]  # fmt: skip
_ERG = {Muster(muster, re.IGNORECASE): wert for muster, wert in _ERGEBNISSE}
_AUSWAHL = Auswahl(*_ERG)
_NICHTS = Muster(
    r"noch nicht festgelegt|stimmberechtigt|2/3[- ]Mehrheit|ausschließlich Zustimmung|ohne förmliche Abstimmung|ohne Votum|"
    r"Abstimmungsergebnis:?\s{0,3}\(\s?\)|\(\s{1,3}\)\s?einstimmig",
    re.IGNORECASE,
)
_N = rf"(?P<{{0}}>(?=[\dadefhknsvz])(?:\d{{{{1,3}}}}|{k.wahl([w for w in k.ZAHLWOERTER if len(w) < 9])}|kein(?:e[rn]?)?))"


def _zahl(name: str) -> str:
    return _N.format(name)


def _paar(wort: str, sonst: str = "") -> tuple[Muster, ...]:
    """The number behind the word wins over the number before it: "Ja 13 Nein 0"."""
    nach = rf"\b(?:{wort})(?:-?Stimmen?|\(en\))?(?:[ ]?:[ ]?|[ ]){_zahl('n')}\b(?![.,]\d|[ ](?:€|Euro|EUR|Prozent|%))"
    vor = rf"\b{_zahl('n')}[ ](?:Stimm-?)?(?:{wort})(?:-?Stimmen?|\(en\))?(?!\w)" + (
        rf"|\b{_zahl('m')}[ ](?:{sonst})\b" if sonst else ""
    )
    return Muster(nach, re.IGNORECASE), Muster(vor, re.IGNORECASE)


_JA = _paar("Ja|dafür", "Zustimmungen|Stimmen dafür")
_NEIN = _paar("Nein|dagegen", "Gegenstimmen?|Stimmen dagegen")
_ENTH = _paar(r"(?:Stimm-?)?[Ee]nthaltung(?:en)?|Enth\.")
_BEF = (Muster(rf"\bBefangen(?:e|heit)?[ ]?:[ ]?{_zahl('n')}\b", re.IGNORECASE),)
_DREI = Muster(
    r"(?<![\d/.:])(?P<j>\d{1,3})[ ]?[/:][ ]?(?P<n>\d{1,3})(?:[ ]?[/:][ ]?(?P<e>\d{1,3}))?(?:[ ]Stimmen|[ ]\((?i:ja)[ /,-])"
    r"|(?i:beschlossen|empfohlen|zugestimmt|angenommen|abgelehnt|mehrheitlich|dafür)[ ]\((?P<j2>\d{1,3})[ ]?[/:][ ]?(?P<n2>\d{1,3})[ ]?[/:][ ]?(?P<e2>\d{1,3})\)"
    r"|\bStimmen:?[ ](?P<j3>\d{1,3})[ ]?[/:][ ]?(?P<n3>\d{1,3})[ ]?[/:][ ]?(?P<e3>\d{1,3})(?!\d)"
)
_NUR_ZAHLEN = Muster(r"\s*(?P<j>\d{1,3})\s?[/:]\s?(?P<n>\d{1,3})(?:\s?[/:]\s?(?P<e>\d{1,3}))?\s*\.?\Z")
_GEGEN = Muster(
    rf"\b(?:mit|bei)[ ]{_zahl('j')}(?:[ ](?:Ja-)?Stimmen?)?(?:[ ]\([^()]{{1,120}}\))?[ ]gegen[ ]{_zahl('n')}(?:[ ](?:Nein-)?Stimmen?)?\b",
    re.IGNORECASE,
)
_EINSTIMMIG = Muster(r"\beinstimmig\w{0,3}\b", re.IGNORECASE)
_MEHRHEIT = Muster(r"\bmehrheitlich\w{0,2}\b|\bmit[ ](?:Stimmen)?[Mm]ehrheit\b|\bStimmengleichheit\b", re.IGNORECASE)


def finde_ergebnis(text: str) -> str | None:
    """The code of a result, also of OParl's free text; None where nothing was decided."""
    if _NICHTS.search(text) and not _EINSTIMMIG.search(text):
        return None
    if re.search(r"nicht[ ]umgesetzt", text, re.IGNORECASE):
        return None
    for muster in _AUSWAHL.aus(text):
        if muster.roh.search(text):
            return _ERG[muster]
    if _EINSTIMMIG.search(text) or (_MEHRHEIT.search(text) and "abgelehnt" not in text.lower()):
        return "beschlossen"
    return None


def _erste(muster: tuple[Muster, ...], text: str) -> tuple[int | None, tuple[int, int] | None]:
    treffer = next((t for m in muster if (t := m.search(text))), None)
    if treffer is None:
        return None, None
    wort = next(w for w in treffer.groupdict().values() if w is not None)
    return (0 if wort.lower().startswith("kein") else k.zahl(wort)), treffer.span()


def finde_abstimmung(text: str) -> Abstimmung | None:
    """The vote in a passage, or None where none took place (an empty form, a mood, a rule of procedure)."""
    if re.search(r"\(\s?\)\s?(?:einstimmig|Ja-Stimmen)", text) and not re.search(r"\(\s?[xX]\s?\)|☒", text):
        return None
    ja, spanne_ja = _erste(_JA, text)
    nein, spanne_nein = _erste(_NEIN, text)
    enthaltung, spanne_enth = _erste(_ENTH, text)
    befangen, spanne_bef = _erste(_BEF, text)
    spannen = [s for s in (spanne_ja, spanne_nein, spanne_enth, spanne_bef) if s]
    if drei := _DREI.search(text) or _NUR_ZAHLEN.match(text.rpartition("ergebnis:")[2]):
        dreier = [drei.groupdict().get(f"{name}{nr}") for nr in ("", "2", "3") for name in "jne"]
        stelle = next(ort for ort in (0, 3, 6) if dreier[ort] is not None)
        ja, nein = int(dreier[stelle] or 0), int(dreier[stelle + 1] or 0)
        enthaltung = int(dreier[stelle + 2] or 0) if dreier[stelle + 2] else enthaltung
        spannen.append(drei.span())
    elif " gegen " in text and (gegen := _GEGEN.search(text)):
        ja, nein = k.zahl(gegen["j"]), 0 if gegen["n"].lower().startswith("kein") else k.zahl(gegen["n"])
        spannen.append(gegen.span())
    einstimmig = _EINSTIMMIG.search(text)
    mehrheit = _MEHRHEIT.search(text)
    ergebnis = finde_ergebnis(text)
    if ja == nein == enthaltung == 0 or (_NICHTS.search(text) and not einstimmig and not spannen):
        return None
    if ergebnis is None and ja is not None and nein is not None and not einstimmig:
        ergebnis = "beschlossen" if ja > nein else "abgelehnt"
    if ergebnis is None and not spannen and not einstimmig and not mehrheit:
        return None
    spannen += [t.span() for t in (einstimmig, mehrheit) if t]
    for muster, wert in _ERG.items():
        if wert == ergebnis and (treffer := muster.search(text)):
            spannen.append(treffer.span())
            break
    anfang, ende = (min(s[0] for s in spannen), max(s[1] for s in spannen)) if spannen else (0, len(text))
    eindeutig = True if einstimmig else (False if mehrheit or (nein or 0) > 0 else None)
    return Abstimmung(anfang, ende, text[anfang:ende], ergebnis, eindeutig, ja, nein, enthaltung, befangen)
