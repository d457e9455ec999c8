"""Points of motions, proposals and resolutions, with the sub-points below them."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from kreislauf.lesen.aufbau.absaetze import Absatz
from kreislauf.lesen.aufbau.abschnitte import Art
from kreislauf.lesen.aufbau.tage import erster_tag
from kreislauf.lesen.inhalt.gremien import finde_gremien
from kreislauf.lesen.inhalt.kontext import Kontext
from kreislauf.lesen.lesung import Beschluss, Beschlusspunkt
from kreislauf.lesen.muster import Muster

_NUMMER = Muster(r"\d{1,2}(?:\.\d{1,2}){0,2}\Z")
_ROEMISCH = Muster(r"[IVX]{1,4}\.\s")
_SATZARTIG = Muster(
    r"[.;:,]\Z|\b(?:wird|werden|ist|sind|soll|sollen|beschließt|beauftragt|stimmt|nimmt|empfiehlt|und)\b"
)
_VERWEIS_AUF_ANTRAG = Muster(
    r"\A(?:nach|gemäß|laut|entsprechend|wie)\s(?:dem\s|der\s)?(?:Antrag|Vorschlag|Beschluss|Verwaltung|Vorlage|Beschlussvorschlag)"
    r"|\b(?:beschließt|stimmt|folgt)\s(?:dem|den|gemäß)\s(?:Beschlussantrag|Beschlussvorschlag|Antrag|Vorschlag der Verwaltung)\b"
    r"|\A(?:\S{0,40}[Mm]itglied\s|Herrn?|Frau|Ktabg\.|KTA|RM|SB|Stadtr[aä]t(?:in)?|Kreistagsmitglied|Ratsmitglied|Dezernent(?:in)?|Der\sVorsitzende|Die\sVorsitzende|Auf\s(?:Nachfrage|Vorschlag|Antrag))\b"
    r"|\A(?:siehe|s\.)\s|\A(?:Anmerkung|Hinweis|Nachrichtlich)(?:en)?:|\A(?:Anlagen?|gez\.|In Vertretung|I\.\s?V\.|öffentlich)|\bempfiehlt mit \d+"
)
_ERGEBNISSATZ = Muster(
    r"(?:Der (?:Antrag|Beschluss|Beschlussvorschlag|Änderungsantrag)|Die (?:Vorlage|Beschlussempfehlung|Beschlussvorlage)|Dem (?:Antrag|Beschlussvorschlag))\s(?:wurde|wird|ist)\s"
    r"[^.]{0,120}\b(?:angenommen|abgelehnt|zugestimmt|beschlossen|vertagt|zurückgezogen|überwiesen)\b|(?:(?:Bei|Mit)\s)?\d{1,3}\s(?:Ja|Nein|Stimmen|gegen)|(?:[Ee]instimmig|[Mm]ehrheitlich)\b"
)
_EIGENER_PUNKT = Muster(
    r"\b(?:beauftragt|beschließt|beschlossen|gebeten|bittet|ersucht|aufgefordert|empfiehlt|zugestimmt|stimmt|genehmigt|aufgehoben|nimmt|soll|sollen)\b|\b(?:ist|sind)\b.{0,200}\bzu\s\w+en\b"
)
_EINLEITUNG = Muster(r"[:,]\s*\Z")
_BESCHLOSSEN_ZU = Muster(
    r"\b(?:beschlossen|beschließt(?:\s[^,.;]{1,80})?),\s(?P<inhalt>[^;.]{8,400}?\szu\s[^;.]{3,200})"
)
_PASSIV = Muster(
    r"(?P<inhalt>\b(?:die|der|das|den|dem)\s(?:Einrichtung|Erhöhung|Einführung|Fortführung|Umsetzung|Erweiterung|Aufstockung|Verlängerung|Beschluss|Bildung|Gründung|"
    r"Schaffung|Absenkung|Kürzung|Anhebung|Änderung|Aufhebung|Ausweitung|Beauftragung|[A-ZÄÖÜ][a-zäöü]{3,25}ung)\b(?:[^.;]|\.(?=\d)){0,240}?)"
    r"\s(?P<verb>bekräftigt|beschlossen\s(?:worden|wurde)|wurde[n]?\sbeschlossen)"
)
_ZITIERT = Muster(
    r"\b(?:Beschluss|Beschlusses|Resolution|Empfehlung)\s(?:de[rs]\s)[^:]{3,160}\s(?:vom|am)\s[^:]{6,30}:\Z"
)
_FORMULARZEILE = Muster(
    r"(?:Gegenstand\sder\sVorlage|Berichterstatter(?:in)?|Rechtsgrundlagen?|Haushaltsmäßige\sAuswirkungen|Auswirkungen\sauf\s.{3,60}|Gleichstellung\S*|Mitzeichnung|Behindertenrelevante\sAuswirkungen|Integrationsrelevante\sAuswirkungen)\s?:"
)
_GIBT_WIEDER = Muster(
    r"\b(?:hat|haben)\b[^;]{0,160}\bfolgende[ns]?\s(?:Ersuchen|Beschluss|Empfehlung|Antrag|Entschließung)\b[^;]{0,80}:\Z"
)
_ZU_PUNKT = Muster(r"[Zz]u\s(?:TOP\s)?\d{1,2}(?:\.\d{1,2})?(?:\s{2,}|\t)\S{0,8}\d\S*\Z")
_MEHRERE = 2
_TOP = Muster(r"(?:[Zz]u\s)?(?:TOP|Tagesordnungspunkt|Punkt)\s?(?:[ÖN]\s?)?\d")
_FRUEHERER = Muster(r"\w{0,20}[Bb]eschl\w{2,8}\s.{0,100}\b(?:vom|am)\s", re.DOTALL)
_BUCHSTABEN = "abcdefghijklmnopqrstuvwxyz"


def lies_beschlusspunkte(kontext: Kontext, beschluesse: Sequence[Beschluss]) -> list[Beschlusspunkt]:
    punkte = [*_aus_abschnitten(kontext), *_aus_text(kontext, beschluesse), *_wiedergegebene(kontext)]
    return _mit_ausgang(kontext, punkte, beschluesse)


def _aus_abschnitten(kontext: Kontext) -> Iterator[Beschlusspunkt]:
    nummer, abschnitt, buchstabe, position, oben = "", None, 0, 0, 0
    for absatz in kontext.dokument.absaetze:
        if absatz.abschnitt.art not in {Art.VORSCHLAG, Art.BESCHLUSS}:
            continue
        if absatz.abschnitt is not abschnitt:
            abschnitt, nummer, buchstabe, position, oben = absatz.abschnitt, "", 0, 0, 0
            alle_eins = _alle_eins(kontext, absatz)
            zu_ende = False
        if zu_ende or "( )" in absatz.text or _VERWEIS_AUF_ANTRAG.search(absatz.text[:200]):
            continue
        marke = absatz.marke
        if _FORMULARZEILE.match(absatz.text) or _GIBT_WIEDER.search(absatz.text) or _ZU_PUNKT.match(absatz.text):
            nummer, buchstabe, position, zu_ende = "", 0, 0, False
            continue
        if marke is None and _ROEMISCH.match(absatz.text) and absatz.ist_zwischentitel:
            continue
        if marke is None and absatz.ist_zwischentitel and not _SATZARTIG.search(absatz.text):
            zu_ende = bool(nummer)
            continue
        roemisch = _ROEMISCH.match(absatz.text) if marke is None else None
        if roemisch:
            nummer, buchstabe, oben = roemisch.group().strip(". "), 0, absatz.einzug
            yield _punkt(kontext, absatz, nummer, roemisch.end(), len(absatz.text))
        elif marke and _NUMMER.fullmatch(marke):
            position += 1
            nummer, buchstabe, oben = (str(position) if alle_eins else marke), 0, absatz.einzug
            yield _punkt(kontext, absatz, nummer, 0, len(absatz.text))
        elif marke is not None and nummer:
            zeichen = marke if marke.isalpha() else _BUCHSTABEN[min(buchstabe, 25)]
            buchstabe += 1
            yield _punkt(kontext, absatz, f"{nummer}{zeichen}", 0, len(absatz.text))
        elif marke is not None:
            yield _punkt(kontext, absatz, marke if marke.isalnum() else None, 0, len(absatz.text))
        elif (
            absatz.text[:1].islower()
            and absatz.nach_leerzeile
            and len(absatz.text) > 3
            and not absatz.text.startswith(("r ", "hrend ", "rden "))
        ):
            continue
        elif not nummer or absatz.nach_leerzeile and absatz.einzug < oben:
            yield from _ohne_nummer(kontext, absatz)


def _alle_eins(kontext: Kontext, absatz: Absatz) -> bool:
    """Scraped lists carry "1." on every item: then the position counts."""
    marken = [
        a.marke for a in kontext.dokument.absaetze if a.abschnitt is absatz.abschnitt and a.marke and a.marke.isdigit()
    ]
    return len(marken) > 1 and set(marken) == {"1"}


def _ohne_nummer(kontext: Kontext, absatz: Absatz) -> Iterator[Beschlusspunkt]:
    """A resolution without numbers: each paragraph is a point, and each further sentence that orders or resolves."""
    for satz in absatz.saetze():
        if (
            len(satz.text.split()) < 4
            or _ERGEBNISSATZ.match(satz.text)
            or _EINLEITUNG.search(satz.text)
            or _VERWEIS_AUF_ANTRAG.search(satz.text)
        ):
            continue
        yield _punkt(kontext, absatz, None, satz.anfang, satz.anfang + len(satz.text))


def _punkt(kontext: Kontext, absatz: Absatz, nummer: str | None, von: int, bis: int) -> Beschlusspunkt:
    zeile, zitat = kontext.dokument.fundstelle(absatz, von, bis)
    return Beschlusspunkt(
        zeile=zeile,
        zitat=zitat,
        sicherheit=0.9 if nummer else 0.7,
        satz=(absatz.abschnitt.satz or "Beschluss").rstrip(","),
        nummer=nummer,
        text=absatz.text[von:bis],
        beschlossen=None,
    )


def _aus_text(kontext: Kontext, beschluesse: Sequence[Beschluss]) -> Iterator[Beschlusspunkt]:
    """What a body resolved according to running text; such points are lettered in the order of the text."""
    buchstaben: dict[date | None, int] = {}
    for absatz in kontext.dokument.absaetze:
        if absatz.abschnitt.art in {Art.VORSCHLAG, Art.BESCHLUSS, Art.ABSTIMMUNG, Art.BERATUNGSFOLGE}:
            continue
        if not any(wort in absatz.text for wort in ("beschlossen", "bekräftigt", "beschließt")):
            continue
        for satz in absatz.saetze():
            beschluss = _beschluss_im(kontext, absatz, satz.anfang, satz.anfang + len(satz.text), beschluesse)
            if beschluss is None:
                continue
            for von, bis in _inhalte(satz.text):
                stelle = buchstaben.get(beschluss.datum, 0)
                buchstaben[beschluss.datum] = stelle + 1
                zeile, zitat = kontext.dokument.fundstelle(absatz, satz.anfang + von, satz.anfang + bis)
                tag = f" {beschluss.datum.isoformat()}" if beschluss.datum else ""
                yield Beschlusspunkt(
                    zeile=zeile,
                    zitat=zitat,
                    sicherheit=0.6,
                    satz=f"{beschluss.gremium or 'Beschluss'}{tag}",
                    nummer=_BUCHSTABEN[min(stelle, 25)],
                    text=satz.text[von:bis],
                    beschlossen=beschluss.ergebnis in {"beschlossen", "geaendert_beschlossen"},
                )


def _wiedergegebene(kontext: Kontext) -> Iterator[Beschlusspunkt]:
    """Numbered points below a sentence that quotes a resolution of some body ("… im Beschluss des Vorstands vom …:")."""
    satz: str | None = None
    begonnen = False
    for absatz in kontext.dokument.absaetze:
        if satz is not None and absatz.marke is not None and _NUMMER.fullmatch(absatz.marke):
            begonnen = True
            zeile, zitat = kontext.dokument.fundstelle(absatz, 0, len(absatz.text))
            yield Beschlusspunkt(
                zeile=zeile,
                zitat=zitat,
                sicherheit=0.6,
                satz=satz,
                nummer=absatz.marke,
                text=absatz.text,
                beschlossen=None,
            )
        elif begonnen or not absatz.ist_zwischentitel:
            satz, begonnen = None, False
        if absatz.abschnitt.art not in {Art.VORSCHLAG, Art.BESCHLUSS} and absatz.text.endswith(":"):
            treffer = _ZITIERT.search(absatz.text[-240:])
            gremien = finde_gremien(treffer.group()) if treffer else []
            tag = erster_tag(treffer.group()) if treffer else None
            satz = f"{gremien[0].name} {tag.isoformat()}" if gremien and tag else satz


def _inhalte(satz: str) -> list[tuple[int, int]]:
    """What was resolved: infinitives with "zu" after the verb, or the subject of a passive."""
    mit_zu = _BESCHLOSSEN_ZU.search(satz)
    if mit_zu:
        return [mit_zu.span("inhalt")]
    return [(t.start("inhalt"), t.end()) for t in _PASSIV.finditer(satz)]


def _beschluss_im(
    kontext: Kontext, absatz: Absatz, von: int, bis: int, beschluesse: Sequence[Beschluss]
) -> Beschluss | None:
    """The dated decision that was read from this sentence."""
    erste, letzte = kontext.dokument.zeile_von(absatz.stelle(von)), kontext.dokument.zeile_von(absatz.stelle(bis - 1))
    passend = [b for b in beschluesse if b.zeile is not None and erste <= b.zeile <= letzte and b.datum and b.gremium]
    return passend[0] if passend else None


def _mit_ausgang(
    kontext: Kontext, punkte: Sequence[Beschlusspunkt], beschluesse: Sequence[Beschluss]
) -> list[Beschlusspunkt]:
    """Whether each point was resolved; in minutes the results of its own item of the agenda decide."""
    neu: list[Beschlusspunkt] = []
    for eigene, ergebnisse in _je_punkt_der_tagesordnung(kontext, punkte, beschluesse):
        gefasst = [p for p in eigene if p.satz.startswith("Beschluss ") or p.satz == "Beschluss"]
        ausgang = _ausgang(ergebnisse)
        for punkt in eigene:
            if punkt.beschlossen is not None:
                neu.append(punkt)
            elif punkt in gefasst or not gefasst:
                neu.append(replace(punkt, beschlossen=ausgang))
            else:
                gleich = any(_gleichlautend(punkt.text, p.text) for p in gefasst) if ausgang else None
                neu.append(replace(punkt, beschlossen=gleich))
    return neu


def abgelehnte_zeilen(
    kontext: Kontext, punkte: Sequence[Beschlusspunkt], beschluesse: Sequence[Beschluss]
) -> frozenset[int]:
    """Lines of points that were voted down: what they ask for binds nobody."""
    teile = _je_punkt_der_tagesordnung(kontext, punkte, beschluesse)
    return frozenset(p.zeile for eigene, erg in teile if _ausgang(erg) is False for p in eigene if p.zeile is not None)


def _je_punkt_der_tagesordnung(
    kontext: Kontext, punkte: Sequence[Beschlusspunkt], beschluesse: Sequence[Beschluss]
) -> list[tuple[list[Beschlusspunkt], list[Beschluss]]]:
    tops = [a.zeile for a in kontext.dokument.abschnitte if _TOP.match(a.titel)]
    if len(tops) < _MEHRERE:
        return [(list(punkte), list(beschluesse))]
    teile: dict[int, tuple[list[Beschlusspunkt], list[Beschluss]]] = {}
    for punkt in punkte:
        teile.setdefault(bisect_right(tops, punkt.zeile or 0), ([], []))[0].append(punkt)
    for beschluss in beschluesse:
        teile.setdefault(bisect_right(tops, beschluss.zeile or 0), ([], []))[1].append(beschluss)
    return list(teile.values())


def _ausgang(beschluesse: Sequence[Beschluss]) -> bool | None:
    """True: passed, False: voted down, None: unknown or mixed."""
    ergebnisse = {
        b.ergebnis
        for b in beschluesse
        if (b.datum is not None or b.ja is not None or b.einstimmig is not None) and not _FRUEHERER.match(b.zitat)
    }
    gefasst = ergebnisse & {"beschlossen", "geaendert_beschlossen"}
    if gefasst and ergebnisse <= {"beschlossen", "geaendert_beschlossen", "verwiesen", "vertagt"}:
        return True
    return False if ergebnisse == {"abgelehnt"} else None


def _gleichlautend(a: str, b: str) -> bool:
    erste, zweite = _worte(a), _worte(b)
    return bool(erste and zweite) and len(erste & zweite) / max(len(erste), len(zweite)) >= 0.75


def _worte(text: str) -> set[str]:
    return {w[:7] for w in re.findall(r"[a-zäöüß0-9]{3,}", text.lower())}
