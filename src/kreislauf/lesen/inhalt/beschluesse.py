"""Results of bodies: under labels, in rows of the Beratungsfolge, in running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.abschnitte import Abschnitt, Art
from kreislauf.lesen.ausdruck.abstimmungen import Abstimmung, finde_abstimmung, finde_ergebnis
from kreislauf.lesen.inhalt.beratungsfolge import waehle_gremium
from kreislauf.lesen.inhalt.gremien import finde_gremien
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.inhalt.sitzungstabelle import Reihe
from kreislauf.lesen.lesung import Beratung, Beschluss

_KREUZ = re.compile(r"(?:\(\s?[xX]\s?\)|\[\s?[xX]\s?\]|☒|☑|✓)\s*(?P<wort>[^()\[\]☐☒☑✓]{2,60})")
_KAESTCHEN = re.compile(r"\(\s?\)|\[\s?\]|☐")
_LABEL = re.compile(
    r"(?:Ergebnis|Beschluss|Beschlussart|Abstimmung|Abstimmungsergebnis|Form der Abstimmung|Beratungsergebnis|Beschluss/Abstimmung)\s?:\s*(?=\S)"
)
_KONTROLLE = re.compile(
    r"Ergebnis:\s*(?:Beschluss\s)?(?:umgesetzt|in Bearbeitung|nicht umsetzbar|erledigt|läuft|offen)", re.IGNORECASE
)
_AENDERUNG = re.compile(r"Änderungsantrag|Ergänzungsantrag|Geschäftsordnungsantrag|Antrag der Fraktion")
_VERB = (
    r"(?:beschlossen|beschloss|zugestimmt|abgelehnt|vertagt|zurückgestellt|zurückgezogen|verwiesen|überwiesen|angenommen|genehmigt|gewählt|bekräftigt|"
    r"empfohlen|verabschiedet|Kenntnis)"
)
_GEFASST = re.compile(rf"\b{_VERB}\b")
_VERGANGEN = re.compile(
    r"\b(?:hat|haben|hatte|hatten|habe|wurden?|worden|war|waren|beschloss|ist|sind|sei|seien|nahm|nimmt|wird|werden|stimmte|lehnte)\b"
)
_KUENFTIG = re.compile(
    r"\b(?:soll|sollen|solle|möge|kann|könne|könnten?|müsse|muss|werde|vorgesehen|geplant|beabsichtigt|zur Beschlussfassung)\b"
)
_BESCHLUSS_VOM = re.compile(
    r"(?:Beschluss|Beschlusses|Beschlüsse|Beschlüssen|Grundsatzbeschluss(?:es)?|Ratsbeschluss(?:es)?|Kreistagsbeschluss(?:es)?)\s"
    r"(?:Nr\.\s\S{1,20}\s|\S{0,20}\d\S{0,20}\s)?(?:(?:des|der)\s(?:[^.;,]{3,90}?\s))?(?:vom|am)\s\Z"
)
_GEWAEHLT = re.compile(r"\bgewählt\b")
_MIT_AENDERUNG = re.compile(
    r"\bmit\s(?:(?:einigen|kleineren|geringfügigen|redaktionellen|den|folgenden|\w{2,6})\s)?Änderung(?:en)?\b|\bgeändert|in geänderter (?:Fassung|Form)"
)
_WEITER = re.compile(r"\b(?:in|an) (?:die )?nachfolgende[n]? Gremien\b")
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
_EMPFIEHLT = re.compile(r"\b(?:empfiehlt|empfahl|beschließt|stimmt|lehnt)\b")
_TOP = re.compile(r"(?:[Zz]u\s)?(?:TOP|Tagesordnungspunkt|Punkt)\s?(?:[ÖN]\s?)?\d")
_BLOCK = 14


@dataclass(frozen=True, slots=True)
class Fundort:
    zeile: int
    zitat: str
    sicherheit: float


def lies_beschluesse(kontext: Kontext, reihen: Sequence[Reihe], beratungen: Sequence[Beratung]) -> list[Beschluss]:
    gefunden = [b for reihe in reihen if (b := _aus_reihe(kontext, reihe)) is not None]
    gefunden += _aus_labeln(kontext, beratungen)
    gefunden += _aus_text(kontext)
    tops = [a.zeile for a in kontext.dokument.abschnitte if _TOP.match(a.titel)]
    return _vereint(gefunden, tops)


def _beschluss(
    fundort: Fundort, gremium: str | None, datum: date | None, ergebnis: str, stimmen: Abstimmung | None
) -> Beschluss:
    return Beschluss(
        zeile=fundort.zeile,
        zitat=fundort.zitat,
        sicherheit=fundort.sicherheit,
        gremium=gremium,
        datum=datum,
        ergebnis=ergebnis,
        einstimmig=stimmen.einstimmig if stimmen else None,
        ja=stimmen.ja if stimmen else None,
        nein=stimmen.nein if stimmen else None,
        enthaltung=stimmen.enthaltung if stimmen else None,
        befangen=stimmen.befangen if stimmen else None,
        punkte=(),
    )


def lies_ergebnis(text: str) -> tuple[str | None, Abstimmung | None]:
    """(result, votes). Forms with boxes count only what is ticked; an empty form gives nothing."""
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


def _aus_reihe(kontext: Kontext, reihe: Reihe) -> Beschluss | None:
    if reihe.ergebnis is None or reihe.datum is None:
        return None
    text = reihe.ergebnis.text
    if reihe.ergebnis is reihe.zeile and reihe.rolle:
        text = text.replace(reihe.rolle, " ")
    ergebnis, stimmen = lies_ergebnis(text)
    if ergebnis is None:
        return None
    anfang = reihe.ergebnis.segmente[0][1]
    zitat = kontext.dokument.quelle[anfang : anfang + len(reihe.ergebnis.text)].strip()
    return _beschluss(Fundort(reihe.ergebnis.nummer, zitat, 0.9), reihe.gremium, reihe.datum, ergebnis, stimmen)


def _aus_labeln(kontext: Kontext, beratungen: Sequence[Beratung]) -> Iterator[Beschluss]:
    """Blocks under "Abstimmungsergebnis", "Beschluss: …", and labelled single lines."""
    dokument = kontext.dokument
    block: list[Absatz] = []
    abschnitt: Abschnitt | None = None
    for absatz in [*dokument.absaetze, None]:
        if absatz is not None and absatz.abschnitt.art is Art.ABSTIMMUNG and len(block) < _BLOCK:
            if block and absatz.abschnitt is not abschnitt and not _gehoert_dazu(block, absatz):
                yield from _aus_block(kontext, block, beratungen)
                block = []
            block.append(absatz)
            abschnitt = absatz.abschnitt
            continue
        if block:
            yield from _aus_block(kontext, block, beratungen)
            block = []
        if absatz is not None and absatz.abschnitt.art in {Art.KOPF, Art.TEXT, Art.PROTOKOLL, Art.BESCHLUSS}:
            label = _LABEL.match(absatz.text)
            if label and not _KONTROLLE.match(absatz.text):
                block = [absatz]
                abschnitt = absatz.abschnitt


def _gehoert_dazu(block: Sequence[Absatz], absatz: Absatz) -> bool:
    """ "Beschluss: geändert beschlossen" and the "Abstimmung: …" right below are one decision."""
    titel, neuer = block[-1].abschnitt.titel, absatz.abschnitt.titel
    if _AENDERUNG.search(titel) or _AENDERUNG.search(neuer) or absatz.zeile - block[-1].zeile > 6:
        return False
    return titel.startswith(("Beschluss", "Form")) and neuer.startswith(("Abstimmung", "Form"))


def _aus_block(kontext: Kontext, block: Sequence[Absatz], beratungen: Sequence[Beratung]) -> Iterator[Beschluss]:
    texte = [a.text for a in block if not (a.marke and len(a.text) > 200)]
    titel = block[0].abschnitt.titel if block[0].abschnitt.art is Art.ABSTIMMUNG else ""
    text = "\n".join(texte)[:1200]
    erster = next((a for a in block if any(lies_ergebnis(a.text))), block[0])
    eigene = [
        a
        for a in block
        if (s := finde_abstimmung(a.text)) is not None
        and (s.ja is not None or s.nein is not None)
        and finde_ergebnis(a.text)
    ]
    if len(eigene) > 1:
        for absatz in eigene:
            yield from _aus_block(kontext, [absatz], beratungen)
        return
    if _stimmentabelle(texte):
        yield from _aus_tabelle(kontext, block, texte, beratungen)
        return
    ergebnis, stimmen = lies_ergebnis(erster.text)
    if len(block) > 1:
        ganzes, alle = lies_ergebnis(text)
        ergebnis, stimmen = ergebnis or ganzes, alle or stimmen
    if ergebnis is None:
        return
    gremium, datum = _wessen(kontext, block[0].abschnitt, titel, beratungen)
    zeile, zitat = kontext.dokument.fundstelle(erster, 0, min(len(erster.text), 300))
    sicherheit = 0.9 if stimmen or len(text) < 80 else 0.7
    yield _beschluss(Fundort(zeile, zitat, sicherheit), gremium, datum, ergebnis, stimmen)


def _stimmentabelle(texte: Sequence[str]) -> dict[str, str]:
    """Label and cell on lines of their own ("Ja-Stimmen", "15"); empty cells are left out."""
    tabelle: dict[str, str] = {}
    for text, danach in zip(texte, [*texte[1:], ""], strict=True):
        if text.strip(":") in _STIMMZELLEN and re.fullmatch(r"[xX✓☒]|\d{1,3}", danach):
            tabelle[text.strip(":")] = danach
    return tabelle


def _aus_tabelle(
    kontext: Kontext, block: Sequence[Absatz], texte: Sequence[str], beratungen: Sequence[Beratung]
) -> Iterator[Beschluss]:
    tabelle = _stimmentabelle(texte)
    kreuze = " ".join(name for name, wert in tabelle.items() if not wert.isdigit())
    zahlen = ", ".join(f"{name}: {wert}" for name, wert in tabelle.items() if wert.isdigit())
    ergebnis, stimmen = lies_ergebnis(f"{kreuze} {zahlen}")
    if ergebnis is not None:
        gremium, datum = _wessen(kontext, block[0].abschnitt, block[0].abschnitt.titel, beratungen)
        zeile, zitat = kontext.dokument.fundstelle(block[0], 0, len(block[0].text))
        yield _beschluss(Fundort(zeile, zitat, 0.85), gremium, datum, ergebnis, stimmen)


def _wessen(
    kontext: Kontext, abschnitt: Abschnitt, titel: str, beratungen: Sequence[Beratung]
) -> tuple[str | None, date | None]:
    """Body and day of a result: its heading's, its part's, the sitting's; else unknown."""
    genannt = finde_gremien(titel)
    if genannt:
        worte = set(re.findall(r"[a-zäöü]{3,}", genannt[0].name.lower()))
        for beratung in beratungen:
            if worte & set(re.findall(r"[a-zäöü]{3,}", beratung.gremium.lower())) >= worte - {"der", "des", "stadt"}:
                return beratung.gremium, beratung.datum
        return genannt[0].name, None
    if abschnitt.datum is not None:
        teil = next(
            (a for a in kontext.dokument.abschnitte if a.art is Art.BESCHLUSS and a.datum == abschnitt.datum), None
        )
        gremien = finde_gremien(teil.titel) if teil else []
        if teil is not None:
            return (gremien[0].name if gremien else None), abschnitt.datum
    return kontext.gremium, kontext.sitzungstag


def _aus_text(kontext: Kontext) -> Iterator[Beschluss]:
    gremium, tag = kontext.gremium, kontext.sitzungstag
    for absatz in kontext.dokument.absaetze:
        if absatz.abschnitt.art in {Art.BERATUNGSFOLGE, Art.ABSTIMMUNG, Art.BEZUEGE, Art.ANLAGEN} or _LABEL.match(
            absatz.text
        ):
            continue
        for satz in absatz.saetze():
            tage = kontext.tage(absatz, satz)
            gremien = finde_gremien(satz.text, kontext.kuerzel)
            ort: tuple[int, int] | None = None
            erledigt: set[date] = set()
            for anfang, ende, d in tage:
                davor = satz.text[max(anfang - 160, 0) : anfang]
                if _BESCHLUSS_VOM.search(davor):
                    erledigt.add(d)
                    koerper = next(
                        (g.name for g in gremien if abs(g.ende - anfang) < 60 or abs(g.anfang - ende) < 40), None
                    )
                    start = max(satz.text.rfind("eschl", 0, anfang) - 1, 0)
                    yield _beschluss(
                        _fundort(kontext, absatz, satz.anfang + start, satz.anfang + ende, 0.75),
                        koerper,
                        d,
                        "beschlossen",
                        None,
                    )
                    continue
                gewaehlt = waehle_gremium(satz, gremien, anfang, ende, kontext.gremium)
                if gewaehlt is not None and ort is None:
                    ort = (anfang, ende)
                    if kontext.sitzungstag is None and re.search(
                        r"\bstattgefunden\b|\bfand\b|\btagte\b|\bgetagt\b", satz.text
                    ):
                        gremium, tag = gewaehlt.name, d
                    if _gefasst(satz.text):
                        erledigt.add(d)
                        ergebnis, stimmen = _ergebnis(satz.text)
                        yield _beschluss(
                            _fundort(kontext, absatz, satz.anfang, satz.anfang + len(satz.text), 0.75),
                            gewaehlt.name,
                            d,
                            ergebnis,
                            stimmen,
                        )
            if not erledigt and not tage and tag is not None and _ohne_tag(kontext, satz.text):
                ergebnis, stimmen = _ergebnis(satz.text)
                yield _beschluss(
                    _fundort(kontext, absatz, satz.anfang, satz.anfang + len(satz.text), 0.6),
                    gremium,
                    tag,
                    ergebnis,
                    stimmen,
                )


def _fundort(kontext: Kontext, absatz: Absatz, von: int, bis: int, sicherheit: float) -> Fundort:
    zeile, zitat = kontext.dokument.fundstelle(absatz, von, bis)
    return Fundort(zeile, zitat, sicherheit)


def _gefasst(satz: str) -> bool:
    return bool(_GEFASST.search(satz) and _VERGANGEN.search(satz)) and not re.search(
        r"\b(?:nicht|noch kein)\s(?:be|zu)", satz
    )


def _ohne_tag(kontext: Kontext, satz: str) -> bool:
    """A decision told without a day, in a paper that reports on one sitting."""
    if len(satz) > 500 or _KUENFTIG.search(satz):
        return False
    stimmen = finde_abstimmung(satz) if _GEFASST.search(satz) or _EMPFIEHLT.search(satz) else None
    if stimmen is not None and _EMPFIEHLT.search(satz) and stimmen.einstimmig is not None:
        return True
    if not _gefasst(satz):
        return False
    if stimmen is not None and (stimmen.einstimmig is not None or stimmen.ja is not None or stimmen.nein is not None):
        return True
    if (
        stimmen is not None
        and finde_ergebnis(satz) is not None
        and not re.search(r"\bauf\b[^.;]{0,200}\bverwiesen\b", satz)
    ):
        return True
    return bool(
        re.search(
            r"\b(?:wurden?|wird)\b.{0,300}\b(?:gewählt|beschlossen|genehmigt)\b|^(?:Als|Zu[mr])\b.{0,300}\bgewählt\b",
            satz,
        )
    )


def _ergebnis(satz: str) -> tuple[str, Abstimmung | None]:
    stimmen = finde_abstimmung(satz)
    if (
        stimmen is not None
        and stimmen.ja is None
        and stimmen.nein is None
        and stimmen.enthaltung is None
        and stimmen.einstimmig is None
    ):
        stimmen = None
    if _GEWAEHLT.search(satz):
        return "gewaehlt", stimmen
    ergebnis = finde_ergebnis(satz) or "beschlossen"
    if ergebnis == "beschlossen" and _MIT_AENDERUNG.search(satz):
        ergebnis = "geaendert_beschlossen"
    return ergebnis, stimmen


def _vereint(gefunden: Sequence[Beschluss], tops: Sequence[int]) -> list[Beschluss]:
    """The same result of the same day told twice is one; counts are gathered."""
    eindeutig: list[Beschluss] = []
    for neu in gefunden:
        gleich = next((b for b in eindeutig if _dasselbe(b, neu) and _selber_punkt(b, neu, tops)), None)
        if gleich is None:
            eindeutig.append(neu)
        else:
            eindeutig[eindeutig.index(gleich)] = _ergaenzt(gleich, neu)
    return sorted(eindeutig, key=lambda b: b.zeile or 0)


def _selber_punkt(a: Beschluss, b: Beschluss, tops: Sequence[int]) -> bool:
    """No item of the agenda begins between the two."""
    von, bis = sorted((a.zeile or 0, b.zeile or 0))
    return not any(von < top <= bis for top in tops)


def _dasselbe(a: Beschluss, b: Beschluss) -> bool:
    if a.datum != b.datum:
        return False
    if a.ergebnis != b.ergebnis and {a.ergebnis, b.ergebnis} != {"beschlossen", "geaendert_beschlossen"}:
        return False
    if a.datum is None:
        return a.zitat == b.zitat
    widerspruch = a.ja is not None and b.ja is not None and a.ja != b.ja
    return not widerspruch and (
        not a.gremium or not b.gremium or bool(set(a.gremium.lower().split()) & set(b.gremium.lower().split()))
    )


def _ergaenzt(a: Beschluss, b: Beschluss) -> Beschluss:
    def eins(feld: str) -> object:
        erster = getattr(a, feld)
        return erster if erster is not None else getattr(b, feld)

    ergebnis = "geaendert_beschlossen" if "geaendert_beschlossen" in {a.ergebnis, b.ergebnis} else a.ergebnis
    werte = {feld: eins(feld) for feld in ("gremium", "einstimmig", "ja", "nein", "enthaltung", "befangen")}
    return replace(a, ergebnis=ergebnis, sicherheit=max(a.sicherheit, b.sicherheit), **werte)  # type: ignore[arg-type]
