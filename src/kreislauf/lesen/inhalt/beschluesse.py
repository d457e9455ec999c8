"""Results of bodies: under labels, in rows of the Beratungsfolge, in running text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.abschnitte import Abschnitt, Art
from kreislauf.lesen.ausdruck.abstimmungen import finde_abstimmung, finde_ergebnis
from kreislauf.lesen.inhalt import kontrolliste
from kreislauf.lesen.inhalt.beschlussbau import Fundort, beschluss, vereint
from kreislauf.lesen.inhalt.ergebnisse import LABEL, ist_stimmzelle, lies_ergebnis, stimmentabelle
from kreislauf.lesen.inhalt.gremien import finde_gremien, ist_gremium, nenne
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.inhalt.sitzungstabelle import Reihe
from kreislauf.lesen.inhalt.textbeschluesse import aus_text, ohne_kopf
from kreislauf.lesen.lesung import Beratung, Beschluss
from kreislauf.lesen.muster import Muster

_KONTROLLE = Muster(
    r"Ergebnis:\s*(?:Beschluss\s)?(?:umgesetzt|in Bearbeitung|nicht umsetzbar|erledigt|läuft|offen)", re.IGNORECASE
)
_AENDERUNG = Muster(r"Änderungsantrag|Ergänzungsantrag|Geschäftsordnungsantrag|Antrag der Fraktion")
_MIT_TAG = {Art.BESCHLUSS, Art.PROTOKOLL, Art.BERATUNGSFOLGE}
_TOP = Muster(r"(?:[Zz]u\s)?(?:TOP|Tagesordnungspunkt|Punkt)\s?(?:[ÖN]\s?)?\d")
_AUSZUG = Muster(r"(?i:beschlussausfertigung|auszug)")
_BESCHLUSSART = Muster(r"\S\s{2,}Beschlussart\s?:\s*(?P<wert>\S.{3,60})")
_NACH_ANTRAG = Muster(
    r"(?i:nach|gemäß|laut|wie)\s(?:dem\s)?(?:Antrag|Beschlussvorschlag|Vorschlag)[^,]{0,30}\Z|wie\svorgeschlagen\.?\Z"
)
# "Kreistag: angenommen, 27 Ja, 22 Nein": a body as the label of its result.
_GREMIENLABEL = Muster(
    r"(?P<gremium>[A-ZÄÖÜ][^:.]{2,60}?)\s?:\s+(?P<wert>(?:(?:ein|mehrheit)(?:stimm)?(?:ig|lich)\s)?(?:beschlossen|angenommen|abgelehnt|zugestimmt|zurückgezogen|vertagt|zurückgestellt|verwiesen|empfohlen|zur\sKenntnis\sgenommen)\b.{0,80})\Z"
)
_KURZ = 20
_BLOCK = 14


def lies_beschluesse(kontext: Kontext, reihen: Sequence[Reihe], beratungen: Sequence[Beratung]) -> list[Beschluss]:
    gefunden = [b for reihe in reihen if (b := _aus_reihe(kontext, reihe)) is not None]
    saetze = kontext.dokument.datensaetze
    gefunden += kontrolliste.beschluesse(saetze) if saetze else _mit_wort(_aus_labeln(kontext, beratungen))
    gefunden += kontrolliste.beschluesse(kontext.dokument.tabellen, kontext.gremium, kontext.sitzungstag)
    gefunden += aus_text(kontext)
    gefunden += _ausgefertigt(kontext, gefunden)
    if not gefunden and kontext.datum is None and kontext.nummer is None and not beratungen:
        gefunden += ohne_kopf(kontext)
    tops = [a.zeile for a in kontext.dokument.abschnitte if _TOP.match(a.titel)]
    tops += [satz.felder[0].zeile.nummer for satz in kontext.dokument.tabellen]
    return vereint(gefunden, tops)


def _ausgefertigt(kontext: Kontext, gefunden: Sequence[Beschluss]) -> Iterator[Beschluss]:
    """An extract that prints a resolution of its sitting without a vote: it was passed."""
    tag = kontext.sitzungstag
    if tag is None or any(b.datum == tag for b in gefunden) or not _AUSZUG.search(kontext.dokument.quelle[:400]):
        return
    text = next(
        (a for a in kontext.dokument.absaetze if a.abschnitt.art is Art.BESCHLUSS and len(a.text) > _KURZ), None
    )
    if text is not None:
        zeile, zitat = kontext.dokument.fundstelle(text, 0, min(len(text.text), 300))
        yield beschluss(Fundort(zeile, zitat, 0.6), kontext.gremium, tag, "beschlossen", None)


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
    return beschluss(Fundort(reihe.ergebnis.nummer, zitat, 0.9), reihe.gremium, reihe.datum, ergebnis, stimmen)


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
            if absatz.abschnitt.art is Art.KOPF and (art := _BESCHLUSSART.search(absatz.text)):
                ergebnis, stimmen = lies_ergebnis(art.group("wert"))
                if ergebnis is not None:
                    zeile, zitat = dokument.fundstelle(absatz, art.start("wert"), art.end("wert"))
                    yield beschluss(Fundort(zeile, zitat, 0.9), kontext.gremium, kontext.sitzungstag, ergebnis, stimmen)
            if absatz.abschnitt.art is Art.BESCHLUSS and _NACH_ANTRAG.match(absatz.text) and kontext.sitzungstag:
                zeile, zitat = dokument.fundstelle(absatz, 0, len(absatz.text))
                yield beschluss(Fundort(zeile, zitat, 0.8), kontext.gremium, kontext.sitzungstag, "beschlossen", None)
            if (eigen := _GREMIENLABEL.match(absatz.text)) and ist_gremium(eigen["gremium"]):
                ergebnis, stimmen = lies_ergebnis(eigen["wert"])
                if ergebnis is not None:
                    zeile, zitat = dokument.fundstelle(absatz, 0, len(absatz.text))
                    tag = kontext.sitzungstag or absatz.abschnitt.datum
                    yield beschluss(Fundort(zeile, zitat, 0.75), nenne(eigen["gremium"]), tag, ergebnis, stimmen)
                    continue
            label = LABEL.match(absatz.text)
            if label and not _KONTROLLE.match(absatz.text):
                block = [absatz]
                abschnitt = absatz.abschnitt


def _mit_wort(beschluesse: Iterator[Beschluss]) -> Iterator[Beschluss]:
    """Votes without a word belong to the result that a label has just named ("Beschluss: mehrheitlich abgelehnt")."""
    wort: Beschluss | None = None
    for neu in beschluesse:
        nur_stimmen = finde_ergebnis(neu.zitat) is None and neu.ja is not None
        if (
            nur_stimmen
            and wort is not None
            and wort.ja is None
            and (wort.datum, wort.gremium) == (neu.datum, neu.gremium)
        ):
            yield replace(neu, ergebnis=wort.ergebnis, zeile=wort.zeile, zitat=wort.zitat)
        else:
            yield neu
        wort = neu


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
    if stimmentabelle(texte):
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
    yield beschluss(Fundort(zeile, zitat, sicherheit), gremium, datum, ergebnis, stimmen)


def _aus_tabelle(
    kontext: Kontext, block: Sequence[Absatz], texte: Sequence[str], beratungen: Sequence[Beratung]
) -> Iterator[Beschluss]:
    tabelle = stimmentabelle(texte)
    kreuze = " ".join(name for name, wert in tabelle.items() if not wert.isdigit())
    zahlen = ", ".join(f"{name}: {wert}" for name, wert in tabelle.items() if wert.isdigit())
    ergebnis, stimmen = lies_ergebnis(f"{kreuze} {zahlen}")
    ergebnis = next((e for t in texte if not ist_stimmzelle(t) and (e := finde_ergebnis(t))), ergebnis)
    if ergebnis is not None:
        gremium, datum = _wessen(kontext, block[0].abschnitt, block[0].abschnitt.titel, beratungen)
        zeile, zitat = kontext.dokument.fundstelle(block[0], 0, len(block[0].text))
        yield beschluss(Fundort(zeile, zitat, 0.85), gremium, datum, ergebnis, stimmen)


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
        teile = [a for a in kontext.dokument.abschnitte if a.datum == abschnitt.datum and a.art in _MIT_TAG]
        teil = next((a for a in teile if finde_gremien(a.titel)), teile[0] if teile else None)
        gremien = finde_gremien(teil.titel) if teil else []
        if teil is not None:
            return (gremien[0].name if gremien else None), abschnitt.datum
    return kontext.gremium, kontext.sitzungstag
