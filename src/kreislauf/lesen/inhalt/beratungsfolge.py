"""Every dated treatment in a body: rows of the table and sittings named in running text."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.abschnitte import Art
from kreislauf.lesen.aufbau.saetze import Satz
from kreislauf.lesen.aufbau.tage import finde_tage
from kreislauf.lesen.inhalt.gremien import Gremium, finde_gremien, gremien_im_satz
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.inhalt.sitzungstabelle import Reihe
from kreislauf.lesen.lesung import Beratung
from kreislauf.lesen.muster import Muster

_ZIFFERNTAG = Muster(r"\d\.\s?(?:\d{1,2}\.|[A-Z])")
_SCHRIFTSTUECK = Muster(
    r"(?:Schreiben|Schreibens|Antrag|Antrags|Vertrag|Vertrags|Bescheid|Erlass|Erlasses|Gesetz|Gesetzes|Verordnung|Mail|E-Mail|Brief|Entwurf|Fassung|"
    r"Richtlinie|Anfrage|Stellungnahme|Bericht|Rundschreiben|Stand|Urteil|Satzung|Bekanntmachung)\s(?:der\s\S+\s|des\s\S+\s)?(?:vom|v\.)\s\Z"
)
_BESCHLUSS_VOM = Muster(
    r"(?:\w{0,20}[Bb]eschluss|\w{0,20}[Bb]eschlusses|\w{0,20}[Bb]eschlüssen?|Auftrags?|Votum|Empfehlung)\s(?:des\s.{0,60}|der\s.{0,60})?(?:vom|am)\s\Z"
)
_NEBENBEI = Muster(
    r"(?:nach|vor|trotz)\s(?:der\s)?(?:Vorberatung|Beratung|Anhörung|Beteiligung)\s(?:im|in|des|der|durch)\b.{0,30}\Z|durch\s(?:den|die|das)\s\Z"
)
_SITZUNG = Muster(r"\bSitzung(?:en)?\b|\bTermin\b|\btagte\b|\bstattgefunden\b|\bfand\b|\bfindet\b")
_BEHANDELT = Muster(
    r"\b(?:beschlossen|beschloss|behandelt|beraten|beriet|vorgestellt|vorzustellen|zugestimmt|gebeten|beauftragt|vertagt|Kenntnis|informiert|unterrichtet|"
    r"unterrichtung|vorgelegt|vorgetragen|berichtet|entschieden|gewählt|abgelehnt|diskutiert|erörtert|befasst|verwiesen|empfohlen|getagt|angeregt|verlangt|gefordert|"
    r"gestrichen|bewilligt|verabschiedet|genehmigt|bestätigt|vorberaten|gefasst|zurückgestellt|bekräftigt|aufgefordert|bestimmt|festgelegt|entgegengenommen|getroffen|gebilligt|befürwortet)\b",
    re.IGNORECASE,
)
_ENTSCHIEDEN = Muster(r"\b(?:beschlossen|beschloss|entschieden|verabschiedet)\b")
_BEHANDLUNG = Muster(r"\b(?:behandelt|behandelte)\b")
_SUBJEKT = Muster(r"\A(?:Der|Die|Das)\s")
_WEITERES = Muster(r"\s*(?:,|und|sowie)\s")
_ABSTAND = 110
_UNMITTELBAR = 6  # characters: "der Rat am 13.04.2016"
_PERFEKT = Muster(r"\b(?:hat|haben|habe|hätte|hatte)\b")


def lies_beratungen(kontext: Kontext, reihen: Sequence[Reihe]) -> list[Beratung]:
    beratungen = [_aus_reihe(kontext, reihe) for reihe in reihen if reihe.datum is not None]
    if kontext.gremium and kontext.sitzungstag and not any(b.datum == kontext.sitzungstag for b in beratungen):
        beratungen.append(_aus_kopf(kontext))
    gesehen = {(b.datum, _kern(b.gremium)) for b in beratungen}
    for absatz in kontext.dokument.absaetze:
        if absatz.abschnitt.art is Art.BERATUNGSFOLGE or not _ZIFFERNTAG.search(absatz.text):
            continue
        for beratung in _aus_text(kontext, absatz):
            schluessel = (beratung.datum, _kern(beratung.gremium))
            if not any(tag == schluessel[0] and _gleich(kern, schluessel[1]) for tag, kern in gesehen):
                gesehen.add(schluessel)
                beratungen.append(beratung)
    for titel in _teiltitel(kontext, gesehen):
        beratungen.append(titel)
    return beratungen


def _kern(name: str) -> frozenset[str]:
    return frozenset(w[:7] for w in re.findall(r"[a-zäöüß]{3,}", name.lower()))


def _gleich(a: frozenset[str], b: frozenset[str]) -> bool:
    return a <= b or b <= a


def _aus_reihe(kontext: Kontext, reihe: Reihe) -> Beratung:
    return Beratung(
        zeile=reihe.zeile.nummer,
        zitat=_zitat(kontext, reihe),
        sicherheit=reihe.sicherheit,
        gremium=reihe.gremium,
        datum=reihe.datum,
        zustaendigkeit=reihe.rolle,
    )


def _zitat(kontext: Kontext, reihe: Reihe) -> str:
    anfang = reihe.zeile.segmente[0][1]
    return kontext.dokument.quelle[anfang : anfang + len(reihe.zeile.text)].strip()


def _aus_kopf(kontext: Kontext) -> Beratung:
    tag = kontext.sitzungstag
    gefunden = next(
        (z for z in kontext.dokument.zeilen[:200] if z.text and any(t == tag for _, _, t in finde_tage(z.text[:600]))),
        None,
    )
    return Beratung(
        zeile=gefunden.nummer if gefunden else 1,
        zitat=gefunden.text[:200] if gefunden else "",
        sicherheit=0.9,
        gremium=kontext.gremium or "",
        datum=tag,
        zustaendigkeit=None,
    )


def _teiltitel(kontext: Kontext, gesehen: set[tuple[date | None, frozenset[str]]]) -> Iterator[Beratung]:
    """Headings such as "Beschluss der Ratsversammlung am 21. April 2021"."""
    for abschnitt in kontext.dokument.abschnitte:
        gremien = finde_gremien(abschnitt.titel) if abschnitt.art is Art.BESCHLUSS and abschnitt.datum else []
        if gremien and not any(t == abschnitt.datum and _gleich(k, _kern(gremien[0].name)) for t, k in gesehen):
            yield Beratung(
                zeile=abschnitt.zeile,
                zitat=abschnitt.titel,
                sicherheit=0.9,
                gremium=gremien[0].name,
                datum=abschnitt.datum,
                zustaendigkeit="Beschlussfassung",
            )


def _aus_text(kontext: Kontext, absatz: Absatz) -> Iterator[Beratung]:
    for satz in absatz.saetze():
        tage = kontext.tage(absatz, satz)
        if not tage:
            continue
        gremien = gremien_im_satz(absatz.text[: satz.anfang], satz.text, kontext.kuerzel)
        for anfang, ende, tag in tage:
            gremium = _benannt(waehle_gremium(satz, gremien, anfang, ende, kontext.gremium), absatz, satz, kontext)
            if gremium is not None:
                zeile, zitat = kontext.dokument.fundstelle(
                    absatz, satz.anfang + min(anfang, gremium.anfang), satz.anfang + max(ende, gremium.ende)
                )
                yield Beratung(
                    zeile=zeile,
                    zitat=zitat,
                    sicherheit=0.8,
                    gremium=gremium.name,
                    datum=tag,
                    zustaendigkeit=_rolle(satz.text, anfang),
                )


def _benannt(gremium: Gremium | None, absatz: Absatz, satz: Satz, kontext: Kontext) -> Gremium | None:
    """ "Der Ausschuss" is the one named last before it."""
    if gremium is None or gremium.name != "Ausschuss":
        return gremium
    davor = finde_gremien(absatz.text[: satz.anfang + gremium.anfang], kontext.kuerzel)
    name = next((g.name for g in reversed(davor) if "usschuss" in g.name and g.name != "Ausschuss"), None)
    return gremium if name is None else gremium._replace(name=name)


def waehle_gremium(satz: Satz, gremien: Sequence[Gremium], anfang: int, ende: int, haupt: str | None) -> Gremium | None:
    """The body that dealt with something on the day at this place of the sentence; None if no sitting is meant."""
    davor = satz.text[max(anfang - 90, 0) : anfang]
    if _SCHRIFTSTUECK.search(davor):
        return None
    beschluss_vom = _BESCHLUSS_VOM.search(davor) is not None
    moegliche = [g for g in gremien if not _NEBENBEI.search(satz.text[max(g.anfang - 45, 0) : g.anfang])]
    sitzung = _SITZUNG.search(satz.text) is not None
    if not moegliche:
        if haupt and re.search(r"\bSitzung\s(?:vom|am)\s\Z", davor) and not beschluss_vom:
            return Gremium(anfang, ende, haupt)
        return None
    gleich = [g for g in moegliche if 0 <= anfang - g.ende <= _UNMITTELBAR]
    if gleich and (beschluss_vom or _PERFEKT.search(satz.text[:anfang])):
        return gleich[-1]
    if not (sitzung or _BEHANDELT.search(satz.text)):
        return None
    nah = [g for g in moegliche if _abstand(satz.text, g, anfang, ende) <= _ABSTAND]
    subjekt = moegliche[0] if _SUBJEKT.match(satz.text) and moegliche[0].anfang < 6 else None
    if beschluss_vom and not (nah and _abstand(satz.text, nah[0], anfang, ende) <= 12):
        return None
    if not nah:
        return subjekt
    naechstes = min(nah, key=lambda g: _abstand(satz.text, g, anfang, ende))
    if subjekt is not None and naechstes is not subjekt and _abstand(satz.text, naechstes, anfang, ende) > 25:
        return subjekt
    return naechstes


def _abstand(text: str, gremium: Gremium, anfang: int, ende: int) -> int:
    """Bodies before the day count as nearer: "im Jugendhilfeausschuss am …"."""
    if gremium.ende <= anfang:
        return anfang - gremium.ende
    weiteres = _WEITERES.match(text, ende) is not None
    return gremium.anfang - ende + (60 if weiteres else 15)


def _rolle(satz: str, ort: int) -> str | None:
    if _BESCHLUSS_VOM.search(satz[max(ort - 90, 0) : ort]):
        return "Beschluss"
    if _ENTSCHIEDEN.search(satz):
        return "Entscheidung"
    return "Behandlung" if _BEHANDLUNG.search(satz) else None
