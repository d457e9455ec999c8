"""What was published of an application, in the words of the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils import timezone

from kreislauf.portal.auskunft import Auskunft

_ERLEDIGT = {"eingegangen": "nachweis.da", "entbehrlich": "nachweis.entbehrlich"}


@dataclass(frozen=True, slots=True)
class Forderung:
    """A proof: its name in the reader's language where there is one, and as the office wrote it."""

    kennung: str
    name: str
    deutsch: str
    fuer: str
    stand: str
    fehlt: bool


@dataclass(frozen=True, slots=True)
class Zeile:
    kennung: str
    titel: str
    zeit: str
    entscheidung: str
    bewilligt: bool
    zahlweg: str
    gruende: tuple[str, ...]
    hinweis: str


@dataclass(frozen=True, slots=True)
class Bescheid:
    kennung: str
    nummer: str
    titel: str
    saetze: tuple[str, ...]
    zeilen: tuple[Zeile, ...]
    widerspruch_moeglich: bool


@dataclass(frozen=True, slots=True)
class Seite:
    """Everything the status page shows."""

    zustand: str
    forderungen: tuple[Forderung, ...]
    bescheide: tuple[Bescheid, ...]
    widersprueche: tuple[tuple[str, str], ...]
    unterwegs: tuple[str, ...]


def tag(iso: str) -> str:
    return f"{date.fromisoformat(iso):%d.%m.%Y}"


def euro(betrag: str) -> str:
    return f"{Decimal(betrag):.2f} €".replace(".", ",")


def seite(auskunft: Auskunft, texte: Mapping[str, str], heute: date) -> Seite:
    inhalt = auskunft.inhalt
    neu = [n for n in auskunft.nachgesendet if n["neu"]]
    unterwegs = {kennung: _am(n["am"]) for n in neu if n["art"] == "nachweis" for kennung in n["bezug"]}
    return Seite(
        zustand=texte[f"zustand.{auskunft.stand}"],
        forderungen=tuple(
            _forderung(f, texte, unterwegs.get(f["id"], ""))
            for f in inhalt.get("forderungen", ())
            if f["stand"] != "offen"
        ),
        bescheide=tuple(_bescheid(b, texte, heute) for b in reversed(inhalt.get("bescheide", ()))),
        widersprueche=tuple(
            (
                texte["widerspruch.am"].format(tag=tag(w["am"]), nummer=w["bescheid"]),
                texte[f"widerspruchsstand.{w['stand']}"],
            )
            for w in inhalt.get("widersprueche", ())
        ),
        unterwegs=tuple(
            texte["widerspruch.unterwegs"].format(tag=_am(n["am"])) for n in neu if n["art"] == "widerspruch"
        ),
    )


def _am(zeitpunkt: str) -> str:
    return f"{timezone.localtime(datetime.fromisoformat(zeitpunkt)):%d.%m.%Y}"


def _forderung(f: Mapping[str, Any], texte: Mapping[str, str], unterwegs: str) -> Forderung:
    uebersetzt = texte.get(f"nachweis.{f['art']}", "")
    fehlt = f["stand"] == "angefordert"
    stand = texte["nachweis.fehlt"].format(tag=tag(f["frist"])) if fehlt else texte[_ERLEDIGT[f["stand"]]]
    leistung = texte[f"leistung.{f['leistung']}"] if f["leistung"] else ""
    if fehlt and unterwegs:
        stand, fehlt = texte["nachweis.unterwegs"].format(tag=unterwegs), False
    return Forderung(
        kennung=f["id"],
        name=uebersetzt,
        deutsch=f["text"],
        fuer=": ".join(teil for teil in (f["kind"], leistung) if teil),
        stand=stand,
        fehlt=fehlt,
    )


def _bescheid(b: Mapping[str, Any], texte: Mapping[str, str], heute: date) -> Bescheid:
    klage = b["art"] == "widerspruchsbescheid"
    saetze = [texte["bescheid.brief"].format(nummer=b["nummer"])]
    if b["bekanntgabe"]:
        saetze.append(texte["bescheid.bekanntgabe"].format(tag=tag(b["bekanntgabe"])))
    offen = bool(b["frist"]) and date.fromisoformat(b["frist"]) >= heute
    if b["frist"]:
        satz = "bescheid.klage" if klage else "bescheid.frist" if offen else "bescheid.frist_vorbei"
        saetze.append(texte[satz].format(tag=tag(b["frist"])))
    return Bescheid(
        kennung=b["id"],
        nummer=b["nummer"],
        titel=texte["bescheid.titel"].format(tag=tag(b["vom"])),
        saetze=tuple(saetze),
        zeilen=tuple(_zeile(z, texte) for z in b["zeilen"]),
        widerspruch_moeglich=not klage and bool(b["frist"]),
    )


def _zeile(z: Mapping[str, Any], texte: Mapping[str, str]) -> Zeile:
    bewilligt = z["art"] != "abgelehnt"
    weg = texte[f"zahlweg.{z['form']}"].format(empfaenger=z["empfaenger"]) if bewilligt else ""
    hinweis = texte[f"widerspruch.{z['widerspruch']}"] if z["widerspruch"] else ""
    return Zeile(
        kennung=z["id"],
        titel=z["kind"] + ": " + texte["leistung." + z["leistung"]],
        zeit=texte["zeile.zeit"].format(von=tag(z["von"]), bis=tag(z["bis"])),
        entscheidung=texte[f"zeile.{z['art']}"].format(betrag=euro(z["betrag"])),
        bewilligt=bewilligt and not z["ersetzt"],
        zahlweg="" if z["ersetzt"] else weg,
        gruende=tuple(z["gruende"]),
        hinweis=hinweis or (texte["zeile.ersetzt"] if z["ersetzt"] else ""),
    )
