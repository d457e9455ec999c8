"""The head of a paper: number, subject, date, kind, body, who brought it in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from kreislauf.lesen.aufbau.abschnitte import Art, finde_ueberschrift, ist_kopfzelle
from kreislauf.lesen.aufbau.dokument import Dokument
from kreislauf.lesen.aufbau.etiketten import finde_etikett
from kreislauf.lesen.aufbau.tage import erster_tag, finde_tage
from kreislauf.lesen.aufbau.zeilen import Zeile, teil
from kreislauf.lesen.inhalt.gremien import finde_gremien
from kreislauf.lesen.inhalt.staende import stand_aus_label
from kreislauf.lesen.lesung import Kopfwert

KOPFZEILEN = 60
_VOLLE_ZEILE = 55
_BLOCK_AB = 3
_ETIKETTIERT = 0.9
_VIELE_PUNKTE = 2
_TOP = re.compile(r"(?:[Zz]u\s)?(?:TOP|Tagesordnungspunkt)\s?(?:[ÖN]\s?)?\d")
_ART = (
    r"(?:Öffentliche\s|Nichtöffentliche\s|Gemeinsame[rs]?\s)?(?:(?:Beschluss|Berichts|Sitzungs|Informations|Mitteilungs|Rats|Verwaltungs|"
    r"Tisch|Ergänzungs|Kreistags|Gremien|Entscheidungs|Kenntnisnahme)vorlage|Bericht der Verwaltung|Mitteilung(?: der Verwaltung)?|"
    r"Mitteilung zur Kenntnis(?:nahme)?|Antrag der (?:Verwaltung|Fraktion(?:en)?)(?: [^\d]{2,60})?|Stellungnahme zum Antrag|"
    r"Stellungnahme(?: der Verwaltung)?|Dringlichkeitsantrag|Änderungsantrag|Antrag|(?:Kleine |Große )?Anfrage|Ratsdrucksache|"
    r"Antwort(?: der Verwaltung)?|Vorlage|Drucksache|Session|Verwaltungsstandpunkt|Bericht|Info(?:rmation)?|BESCHLUSSAUSFERTIGUNG|"
    r"Niederschrift|Protokollauszug|Auszug aus der Niederschrift|Protokoll|Beschlussempfehlung)"
)
_ART_ALLEIN = re.compile(rf"(?P<art>{_ART})\s*\Z", re.IGNORECASE)
_NR = r"(?P<nr>(?:[A-ZÄÖÜ][\w./]{0,9}[\s/-]{1,3}){0,2}[\w./-]*\d[\w./-]*(?:\s?/\s?[A-ZÄÖÜ]{1,3}\s?\d{2,6}|\s?[-/]\s?[A-Z]{1,3}\b[\w./-]*|/[A-Z]+)?(?:\s[IVX]{1,5}\b)?)"
_TITELZEILE = re.compile(
    rf"(?:{_ART[:-1]}|VL|Drs\.?)){{1}}(?:-?\s?(?:Nr\.?|Nummer))?\s*(?:-|–|:)?\s*{_NR}(?:\s+vom\s.{{6,30}})?\s*\Z"
)
_ART_DAVOR = re.compile(_ART, re.IGNORECASE)
_NACKTE_NUMMER = re.compile(
    r"(?:VL|Drs\.?|DS|Info|Antrag|[VDZMFA])\s\d{1,5}(?:/\d{2,4}|-\d{2,5})(?:/\w+)?|\d{1,5}/(?:19|20)?\d\d(?:/\w{1,8})?|(?:19|20)\d\d/\d{3,5}(?:/\d{1,2})?|[A-Z]{1,4}/?\d{3,5}/\d\d(?:\d\d)?"
    r"|(?:SV|BV|MV|IV|DrS|WP|VO)[-/ ]\d[\w/.-]{2,20}|[IVX]+-[A-Z]{1,3}-\d{4,6}[\w-]*|\d{2}/SVV/\d{3,5}|20-26 / [VAB] \d{4,6}"
)
_NUMMER_VORN = re.compile(
    r"(?:Vorlage\s)?((?:VL|VO|BV|MV|IV|SV|DrS|Drs\.?|V)[-/ ]\d[\d/-]{2,14}\d)\s+(?:für\b|[A-ZÄÖÜ])"
)
_IM_LAUFTEXT = re.compile(
    r"(?<![\w/.])(\d{1,5}/(?:19|20)\d\d(?:/\d{1,3})?)(?=\s(?:Vorlage|Sitzungsvorlage|Beschlussvorlage|Drucksache))"
)
_ZUR_VORLAGE = re.compile(
    rf"(?:Anlage\s?\d*|Auszug|Beratungsergebnisse|Beschlusskontrolle|Sachstand|Umsetzungsstand|Niederschrift)\s(?:\d+\s)?(?:zur|zu|der)\s(?:\w*[Vv]orlage|Drucksache)\s(?:Nr\.?\s)?{_NR}"
)
_TAG_NACKT = re.compile(r"(?:Erstellungsdatum|Erstelldatum|Eingangsdatum|Datum)\s+(?=\d)")
_DEN = re.compile(r"(?:\A|\s)[A-ZÄÖÜ][\wäöüß.-]{2,30},\s(?:den|dem|am)\s")
_TEIL_DATUM = re.compile(
    r"(?:Antrag|Anfrage|Beschluss|Niederschrift|\w{0,12}[Pp]rotokoll|Stellungnahme|Bericht|\w{0,14}[Vv]orlage|Drucksache)\b.{0,140}?\b(?:vom|am)\s",
    re.DOTALL,
)
_SITZUNG_AM = re.compile(r"\b(?:Sitzung|Plenarsitzung)\b.{0,160}?\bam\s", re.DOTALL)
_KOERPERSCHAFT = re.compile(
    r"\b((?:Landeshauptstadt|Hansestadt|Kreisstadt|Universitätsstadt|Stadt|STADT|Landkreis|Kreis|Gemeinde|Bezirksamt|Samtgemeinde|Städteregion|Freie\s(?:und\s)?Hansestadt)"
    r"\s[A-ZÄÖÜ][\wäöüß-]+(?:\s(?:am|an der|im|in|ob der|bei|auf)\s(?:der\s)?[A-ZÄÖÜ][\wäöüß-]+)?)"
)
_PROTOKOLL_VOM = re.compile(r"\b\w{0,12}[Pp]rotokoll\s(?:der\sSitzung\s)?(?:vom|am)\s")
_PROTOKOLL = re.compile(r"\b(?:Niederschrift|NIEDERSCHRIFT|\w{0,12}[Pp]rotokoll|PROTOKOLL|Auszug)\b")
_NACH_NUMMER = re.compile(
    r"\s{2,}|\s\(|,\s|;|\s(?:vom|öffentlich|nichtöffentlich|TOP|Datum|zur|zum|für|AZ|Az|Status|Sitzung)\b"
)
_IN_KLAMMERN = re.compile(r"\((?:Drucksache|Vorlage|Drs)\.?[- ]?(?:Nr\.?)?:?\s*(?P<nr>[^)\s][^)]{2,28}\d[^)]{0,6})\)")
_FELDZEILE = re.compile(
    r"\d{1,2}\.\s|(?:Ergebnis|Aufgabe|Umsetzung|Erledigt|Realisierung|Zieldatum|Termin|Teilnehmende|Teilnehmer(?:innen)?|Anwesend(?:e)?|Beginn|Ende|Leitung|Vorsitz|Beschluss-?\s?Nr\.?|Maßnahme|"
    r"Beschlusspunkt\s\d|Bezug|Anlass|Stand)\b.{0,3}[:\s]"
)
_SITZUNGSAUSZUG = re.compile(r"^(?:TOP|Uhrzeit|Zeit|Raum|Beschlussart|Sitzung)\s?:", re.MULTILINE)
_DATUM_IM_KOPF = re.compile(r"\bDatum:\s")
_NUR_TAG = re.compile(
    r"(?:(?:am|vom|den)\s)?(?:[A-Z][a-z]{1,9},?\s(?:den\s|dem\s)?)?\d{1,2}\.\s?(?:\d{1,2}\.|[A-Z][a-zä]{2,8})\s?\d{4}(?:,\s.{0,60}|\s(?:um\s)?\d{1,2}[:.]\d\d.{0,30})?\Z"
)
_VOLLER_SATZ = re.compile(r"[a-zäöüß)“\"]{2}[.:]\Z")
_VOR_DEM_TITEL = {Art.PROTOKOLL, Art.BERICHT, Art.BESCHLUSS, Art.KOPF, Art.BERATUNGSFOLGE}
_AM_ENDE = re.compile(r",?\s+(?:am|vom)\s\d{1,2}\.\s?(?:\d|[A-Z]).{0,120}\Z")
_VORSPANN = re.compile(r"\A(?:\d{1,2}\.\d{1,2}\.\d{4}\s-\s(?:[ÖN]\s)?\d{1,3}(?:\.\d{1,3})*\s+|Auszug\s-\s)")
_KEIN_TITEL = re.compile(
    r"(?i)(?:der|des|von|vom)\s.{0,60}(?:fraktion|spd|cdu|fdp|grünen?|linken?)\Z|(?:antrag|anfrage|vorlage|beschlussvorlage)\s(?:nicht)?öffentlich\Z|"
    r"(?:der|die)\s(?:senator|senatorin|präsident|präsidentin|magistrat)\b.{0,80}\Z|\d{1,3}\.\Z|(?:vorsitz|raum|ort|saal)\b.{0,60}\Z|"
    r"(?:amt|dezernat|fachbereich|fachdienst|referat|abteilung|geschäftsbereich|der (?:ober)?bürgermeister|die (?:ober)?bürgermeisterin|landrat|landrätin|"
    r"stadt|landkreis|kreis|öffentlich|nichtöffentlich|nicht öffentlich|telefon|telefax|tel|fax|e-mail|az|herrn?|frau|stadtjugendamt|ratsinformationssystem|"
    r"beschlusskontrolle|öffentliche sitzung|nichtöffentliche sitzung|ratsversammlung|kreisverwaltung|landeshauptstadt|gemeinde|jugendamt|tagesordnungspunkt|top|gez|\d+ anlagen?)\b"
    r"[^–]{0,50}\Z|.*(?:amt|referat|dezernat|verwaltung)\Z"
)


@dataclass(slots=True)
class Kopf:
    werte: dict[str, Kopfwert] = field(default_factory=dict)
    datum: date | None = None
    sitzungstag: date | None = None
    gremium: str | None = None

    def wert(self, feld: str) -> str | None:
        return self.werte[feld].wert if feld in self.werte else None


def lies_kopf(dokument: Dokument) -> Kopf:
    kopf = Kopf()
    zellen = list(_kopfzellen(dokument))
    tabelle = _tabellenzeilen(dokument)
    block = _nimm_etikettenblock(kopf, zellen, dokument)
    for stelle, zelle in enumerate(zellen):
        if zelle.nummer not in block and (zelle.nummer not in tabelle or ":" in zelle.text):
            _nimm_etikett(kopf, zelle, zellen[stelle + 1 : stelle + 4], dokument)
    for zelle in zellen:
        _nimm_zeile(kopf, zelle, dokument)
    if "vorlagennummer" not in kopf.werte:
        _nimm_klammer(kopf, dokument)
    if "betreff" not in kopf.werte:
        _nimm_titel(kopf, dokument)
    if kopf.datum is None:
        _nimm_teildatum(kopf, dokument)
    if (
        kopf.sitzungstag is None
        and kopf.gremium
        and kopf.datum
        and _SITZUNGSAUSZUG.search("\n".join(z.text for z in zellen[:30]))
    ):
        kopf.sitzungstag = kopf.datum
    punkte = sum(1 for a in dokument.abschnitte if _TOP.match(a.titel))
    if (
        punkte > _VIELE_PUNKTE
        and "vorlagennummer" in kopf.werte
        and kopf.werte["vorlagennummer"].sicherheit < _ETIKETTIERT
    ):
        del kopf.werte["vorlagennummer"]  # the numbers of a protocol belong to the items of its agenda
    if kopf.datum and kopf.sitzungstag is None:
        _nimm_sitzung(kopf, dokument)
    if kopf.sitzungstag and kopf.gremium is None:
        kopf.gremium = next((g[0].name for z in zellen[:12] if (g := finde_gremien(z.text[:400]))), None)
    return kopf


def _kopfzellen(dokument: Dokument) -> Iterator[Zeile]:
    """Cells of the lines before the running text; labels may stand side by side in one line."""
    gezaehlt = 0
    for zeile in dokument.zeilen:
        if not zeile.text:
            continue
        gezaehlt += 1
        if gezaehlt > KOPFZEILEN:
            return
        anfang = 0
        for luecke in re.finditer(r"\t+| {3,}", zeile.text[:2000]):
            yield teil(zeile, anfang, luecke.start())
            anfang = luecke.end()
        yield teil(zeile, anfang, len(zeile.text))


def _tabellenzeilen(dokument: Dokument) -> set[int]:
    """Lines of the Beratungsfolge: bare words there head columns."""
    grenzen = [(a.art, a.zeile) for a in dokument.abschnitte] + [(Art.TEXT, 1 << 30)]
    bereiche = [
        (von, bis) for (art, von), (_, bis) in zip(grenzen, grenzen[1:], strict=False) if art is Art.BERATUNGSFOLGE
    ]
    return {z.nummer for z in dokument.zeilen[:300] for von, bis in bereiche if von <= z.nummer < bis}


def _ist_leeres_etikett(text: str) -> bool:
    etikett = finde_etikett(text)
    return text == "Termin:" or etikett is not None and not etikett.wert


def _nimm_etikettenblock(kopf: Kopf, zellen: list[Zeile], dokument: Dokument) -> set[int]:
    """Labels that come first as a block, values later: each value is told by its form. Returns the lines used."""
    for anfang, zelle in enumerate(zellen):
        ende = anfang
        while ende < len(zellen) and zellen[ende].text.endswith(":") and _ist_leeres_etikett(zellen[ende].text):
            ende += 1
        if ende - anfang >= _BLOCK_AB and zelle.text.endswith(":"):
            for wert in zellen[ende : ende + (ende - anfang) + 3]:
                if _NACKTE_NUMMER.fullmatch(wert.text) and not erster_tag(wert.text):
                    _setze(kopf, "vorlagennummer", wert.text, wert, dokument, 0.8)
                if wert.text.startswith(("Dez", "Amt ", "FB ")):
                    _setze(kopf, "federfuehrend", wert.text, wert, dokument, 0.7)
            return {z.nummer for z in zellen[anfang:ende]}
    return set()


def _setze(kopf: Kopf, feld: str, wert: str, zeile: Zeile, dokument: Dokument, sicherheit: float) -> None:
    wert = " ".join(wert.split())
    if wert and feld not in kopf.werte:
        stelle = zeile.segmente[0][1] if zeile.segmente else 0
        zitat = dokument.quelle[stelle : stelle + len(zeile.text)].strip()
        kopf.werte[feld] = Kopfwert(zeile=zeile.nummer, zitat=zitat, sicherheit=sicherheit, feld=feld, wert=wert)


def _nimm_etikett(kopf: Kopf, zelle: Zeile, danach: list[Zeile], dokument: Dokument) -> None:
    etikett = finde_etikett(zelle.text)
    if etikett is None:
        return
    wert, zeile = etikett.wert, zelle
    if not wert:
        if not danach or finde_etikett(danach[0].text) is not None or finde_ueberschrift(danach[0].text) is not None:
            return
        zeile, wert = danach[0], danach[0].text
        if etikett.feld == "datum":
            wert = " ".join(z.text for z in danach if z.nummer == zeile.nummer)
    if etikett.feld == "betreff":
        if not etikett.nackt or zeile.nummer > zelle.nummer and not _ist_tabellenkopf(zelle, dokument):
            _setze(kopf, "betreff", _mehrzeilig(wert, zeile, dokument), zeile, dokument, 0.95)
    elif etikett.feld == "nummer" and re.search(r"\d", wert) and len(wert) <= 60:
        nummer = _nummer_aus(wert)
        if nummer:
            _setze(kopf, "vorlagennummer", nummer, zeile, dokument, 0.95)
    elif etikett.feld == "datum":
        _nimm_datum(kopf, zelle.text, wert, zeile, dokument)
    elif etikett.feld == "gremium" and kopf.gremium is None and finde_gremien(wert):
        kopf.gremium = finde_gremien(wert)[0].name
    elif etikett.feld in {"art", "federfuehrend", "einreicher"} and len(wert) < 200:
        _setze(kopf, etikett.feld, wert, zeile, dokument, 0.9)


def _ist_tabellenkopf(zelle: Zeile, dokument: Dokument) -> bool:
    """A bare word that shares its line with other cells heads a column."""
    return any(z.nummer == zelle.nummer and z.text != zelle.text for z in dokument.zeilen)


def _nummer_aus(wert: str) -> str | None:
    """The number as printed, without what stands behind it in the line."""
    kurz = _NACH_NUMMER.split(wert)[0].strip(" ./-,;:")
    if 2 <= len(kurz) <= 30 and re.search(r"\d", kurz) and not re.search(r"[a-zäöüß]{4}", kurz):
        return kurz
    treffer = re.match(_NR, wert)
    return treffer.group("nr").strip(" ./-") if treffer else None


def _nimm_datum(kopf: Kopf, etikett: str, wert: str, zeile: Zeile, dokument: Dokument) -> None:
    tag = erster_tag(wert)
    if tag is None:
        return
    if etikett.startswith("Sitzung"):
        kopf.sitzungstag = kopf.sitzungstag or tag
        gremien = finde_gremien(wert)
        kopf.gremium = kopf.gremium or (gremien[0].name if gremien else None)
    if kopf.datum is None or (not etikett.startswith("Sitzung") and kopf.datum == kopf.sitzungstag):
        kopf.datum = tag
        kopf.werte.pop("datum", None)
        _setze(kopf, "datum", tag.isoformat(), zeile, dokument, 0.9)


def _mehrzeilig(wert: str, zeile: Zeile, dokument: Dokument) -> str:
    """A subject goes on until an empty line, a label or a heading."""
    teile = [wert]
    folgt = False
    for weiter in dokument.zeilen:
        if weiter.nummer == zeile.nummer:
            folgt = True
        elif folgt:
            neu = weiter.text
            if not neu or finde_etikett(neu) or finde_ueberschrift(neu) or len(teile) > 5 or _ART_ALLEIN.match(neu):
                break
            if not _geht_weiter(teile[-1], neu):
                break
            if re.search(r"\t|\S {3,}\S", neu) or erster_tag(neu) and len(neu) < 60:
                break
            teile.append(neu)
    text = teile[0]
    for neu in teile[1:]:
        text = text[:-1] + neu if re.search(r"[a-zäöüß]-\Z", text) and neu[0].islower() else f"{text} {neu}"
    return text[:500]


def _geht_weiter(vorher: str, neu: str) -> bool:
    """The next line still belongs to the subject."""
    offen = re.search(
        r"(?:[-–,:/&„(]|\b(?:und|oder|der|die|das|des|dem|den|für|von|zur|zum|im|in|mit|auf|nach|bei|sowie))\Z", vorher
    )
    return bool(offen) or neu[:1].islower() or len(vorher) >= _VOLLE_ZEILE


def _nimm_zeile(kopf: Kopf, zelle: Zeile, dokument: Dokument) -> None:
    """Number, kind, date and body that stand without a label."""
    text = zelle.text[:400]
    if _VOLLER_SATZ.search(zelle.text[-4:]) and len(zelle.text) > 80 and zelle.nummer > 1:
        return
    titel = _TITELZEILE.match(text)
    if titel:
        _setze(kopf, "vorlagennummer", titel.group("nr"), zelle, dokument, 0.9)
    zur = _ZUR_VORLAGE.match(text)
    if zur:
        _setze(kopf, "vorlagennummer", zur.group("nr"), zelle, dokument, 0.8)
    if _NACKTE_NUMMER.fullmatch(text) and not erster_tag(text):
        _setze(kopf, "vorlagennummer", text, zelle, dokument, 0.7)
    vorn = _NUMMER_VORN.match(text)
    if vorn and zelle.nummer <= 25:
        _setze(kopf, "vorlagennummer", vorn.group(1), zelle, dokument, 0.6)
    lauf = _IM_LAUFTEXT.search(text)
    if lauf:
        _setze(kopf, "vorlagennummer", lauf.group(1), zelle, dokument, 0.7)
    art = _ART_ALLEIN.match(text) or _ART_DAVOR.match(text)
    if art and len(text) < 90 and "art" not in kopf.werte:
        _setze(kopf, "art", art.group().strip(), zelle, dokument, 0.7)
    koerperschaft = _KOERPERSCHAFT.search(text) if len(text) < 120 or zelle.nummer == 1 else None
    if koerperschaft:
        _setze(kopf, "koerperschaft", koerperschaft.group(1), zelle, dokument, 0.7)
    ort = _TAG_NACKT.match(text) or _DEN.search(text) or (_DATUM_IM_KOPF.search(text) if zelle.nummer <= 20 else None)
    if ort and kopf.datum is None and (tag := erster_tag(text[ort.start() :])):
        kopf.datum = tag
        _setze(kopf, "datum", tag.isoformat(), zelle, dokument, 0.85)


def _nimm_sitzung(kopf: Kopf, dokument: Dokument) -> None:
    """The day of the head is the day of the sitting that a protocol records."""
    anfang = " ".join(z.text for z in dokument.zeilen[:25] if z.text)[:700]
    treffer = _PROTOKOLL.search(anfang)
    if treffer is None:
        return
    for _, ende, tag in finde_tage(anfang):
        if tag == kopf.datum and abs(ende - treffer.end()) < 260:
            kopf.sitzungstag = tag
            gremien = finde_gremien(anfang[: ende + 60])
            kopf.gremium = kopf.gremium or (gremien[0].name if gremien else None)
            return


def _nimm_sitzungszeile(kopf: Kopf, dokument: Dokument) -> bool:
    """A line that is nothing but a day, below the name of a sitting."""
    kopfzeilen = [z for z in dokument.zeilen[:30] if z.text][:12]
    for vorher, zeile in zip(kopfzeilen, kopfzeilen[1:], strict=False):
        if _NUR_TAG.match(zeile.text) and re.search(
            r"[Ss]itzung|Niederschrift|Protokoll|NIEDERSCHRIFT|PROTOKOLL", vorher.text
        ):
            tag = erster_tag(zeile.text)
            if tag is not None:
                kopf.datum = kopf.sitzungstag = tag
                gremien = finde_gremien(vorher.text)
                kopf.gremium = kopf.gremium or (gremien[0].name if gremien else None)
                _setze(kopf, "datum", tag.isoformat(), zeile, dokument, 0.85)
                return True
    return False


def _nimm_teildatum(kopf: Kopf, dokument: Dokument) -> None:
    """The day of a motion, a resolution or a sitting named in a heading of the head."""
    if _nimm_sitzungszeile(kopf, dokument):
        return
    bloecke = [a.text for a in dokument.absaetze[:8]] + [a.titel for a in dokument.abschnitte[1:4]]
    for abschnitt in dokument.abschnitte[1:2]:
        if (
            abschnitt.datum
            and abschnitt.zeile <= KOPFZEILEN // 2
            and abschnitt.titel.startswith(("Antrag", "Beschluss", "Anfrage", "Gemeinsamer"))
        ):
            kopf.datum = abschnitt.datum
            _setze(kopf, "datum", abschnitt.datum.isoformat(), Zeile(abschnitt.zeile, "", ()), dokument, 0.8)
            gremien = finde_gremien(abschnitt.titel)
            if abschnitt.titel.startswith("Beschluss") and gremien:
                kopf.sitzungstag, kopf.gremium = abschnitt.datum, kopf.gremium or gremien[0].name
            return
    for absatz, text in zip([*dokument.absaetze[:8]], bloecke, strict=False):
        treffer = (
            _TEIL_DATUM.match(text) or _PROTOKOLL_VOM.search(text) or _SITZUNG_AM.search(text)
            if len(text) < 260
            else None
        )
        if treffer and (tag := erster_tag(text[treffer.end() - 1 :])) and not text.endswith("."):
            kopf.datum = tag
            if "itzung" in text or "rotokoll" in text or text.startswith(("Beschluss ", "Niederschrift")):
                kopf.sitzungstag = tag
                gremien = finde_gremien(text)
                kopf.gremium = kopf.gremium or (gremien[0].name if gremien else None)
            zeile, _ = dokument.fundstelle(absatz, 0, 1)
            _setze(kopf, "datum", tag.isoformat(), Zeile(zeile, "", ()), dokument, 0.8)
            return


def _nimm_klammer(kopf: Kopf, dokument: Dokument) -> None:
    """ "(Drucksache Nr.: 05862-06)": the paper's number if it is the only one in brackets."""
    gefunden = [(z, t) for z in dokument.zeilen[:400] if "(" in z.text and (t := _IN_KLAMMERN.search(z.text[:600]))]
    if len(gefunden) == 1 and gefunden[0][0].nummer <= KOPFZEILEN // 2:
        zeile, treffer = gefunden[0]
        _setze(kopf, "vorlagennummer", treffer.group("nr").strip(), zeile, dokument, 0.6)


def _nimm_titel(kopf: Kopf, dokument: Dokument) -> None:
    """The first block of lines in the head that is neither label nor address, number or table: the subject."""
    block: list[Zeile] = []
    erwartet = 0
    for zeile in [*dokument.zeilen[: KOPFZEILEN * 2], Zeile(0, "", ())]:
        text = zeile.text
        if text and _VOLLER_SATZ.search(text) and len(text) > 80:
            break
        ueberschrift = finde_ueberschrift(text)
        if ueberschrift is not None and ueberschrift.art is Art.PROTOKOLL and not block and _PROTOKOLL.match(text):
            block.append(zeile)
            continue
        if block and text[:1].islower() and _PROTOKOLL.search(block[-1].text):
            block.append(zeile)
            continue
        if not text or ueberschrift is not None or erwartet or _gehoert_nicht(text):
            if _ist_titel(block):
                break
            block = []
            if ueberschrift is not None and ueberschrift.art not in _VOR_DEM_TITEL and not ueberschrift.teil:
                break
            erwartet = _werte_danach(text) if text else erwartet
            continue
        block.append(zeile)
    if not _ist_titel(block):
        block = _protokolltitel(dokument)
    if block:
        text = _AM_ENDE.sub("", " ".join(z.text for z in block))
        _setze(kopf, "betreff", _VORSPANN.sub("", text), block[0], dokument, 0.6)


def _protokolltitel(dokument: Dokument) -> list[Zeile]:
    """A protocol without a subject is called by its body."""
    vorher = Zeile(0, "", ())
    for zeile in [z for z in dokument.zeilen[:20] if z.text][:8]:
        if _PROTOKOLL.match(zeile.text) and len(zeile.text) < 120 and not zeile.text.endswith((":", ".")):
            return (
                [vorher, zeile]
                if finde_gremien(vorher.text) and not vorher.text.endswith(".")
                else [zeile]
                if finde_gremien(zeile.text)
                else []
            )
        vorher = zeile
    return []


def _ist_titel(block: list[Zeile]) -> bool:
    text = " ".join(z.text for z in block)
    return len(text.split()) >= 2 and 12 <= len(text) < 400 and not text.endswith((".", ",", ":"))


def _werte_danach(text: str) -> int:
    """1 when the line is a label whose value stands in the next line."""
    etikett = finde_etikett(text)
    return int(etikett is not None and not etikett.wert and not (etikett.nackt and etikett.feld in {"nummer", "art"}))


def _gehoert_nicht(text: str) -> bool:
    if (
        finde_etikett(text) is not None
        or _ART_ALLEIN.match(text)
        or _ZUR_VORLAGE.match(text)
        or _TITELZEILE.match(text)
    ):
        return True
    if _KEIN_TITEL.match(text) or _NACKTE_NUMMER.match(text) or re.search(r"\t| {3,}", text) or ist_kopfzelle(text):
        return True
    if stand_aus_label(text.lstrip("xX☐☒ ")) and len(text) < 120 or _NUMMER_VORN.match(text) or _FELDZEILE.match(text):
        return True
    if len(text) < 4 or not re.search(r"[a-zäöü]{3}", text) or (erster_tag(text) is not None and len(text) < 60):
        return True
    if _PROTOKOLL.search(text):
        return False
    gremien = finde_gremien(text)
    return bool(gremien) and len(text) - (gremien[0].ende - gremien[0].anfang) < 25
