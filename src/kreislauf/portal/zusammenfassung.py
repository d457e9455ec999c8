"""What was entered, in the words of any language: for the page to check, for the copy, and in German for the office."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from kreislauf.portal.anmeldedienst import niveau_in_worten
from kreislauf.portal.anspruchspruefung import bezeichnung_sgb2
from kreislauf.portal.antragsform import MIT_ANGABEN
from kreislauf.portal.entwurf import Entwurf, aus_fahrt

_WAHL = {"rolle", "rechtskreis", "einrichtung"}
_EURO = {"preis", "kosten", "kosten_monat", "eigenanteil"}
_TAGE = {"geburtsdatum", "am", "von", "bis", "faellig_am"}


@dataclass(frozen=True, slots=True)
class Abschnitt:
    titel: str
    zeilen: list[tuple[str, str]]
    schritt: str  # where it can be changed


def abschnitte(entwurf: Entwurf, texte: Mapping[str, str], heute: date) -> list[Abschnitt]:
    """Sections in the order of the steps; fields left empty are left out."""
    alle = [Abschnitt(texte["antrag.sie"], zeilen(entwurf.haushalt, texte, heute), "sie")]
    for nummer, kind in enumerate(entwurf.kinder):
        person = {k: v for k, v in kind.items() if k not in {"bedarfe", "angaben"}}
        titel = f"{kind['vorname']} {kind['nachname']}"
        beantragt = ", ".join(texte[f"bedarf.{b}"] for b in kind["bedarfe"])
        angegeben = [*zeilen(person, texte, heute), (texte["feld.bedarfe"], beantragt)]
        alle.append(Abschnitt(titel, angegeben, f"kind-{nummer}"))
        for leistung in MIT_ANGABEN:
            angaben = kind.get("angaben", {}).get(leistung, {})
            if leistung in kind["bedarfe"] and any(angaben.values()):
                titel = f"{kind['vorname']}: {texte[f'bedarf.{leistung}']}"
                stelle = "kind" if aus_fahrt(kind, leistung) else "bedarfe"
                alle.append(Abschnitt(titel, zeilen(angaben, texte, heute), f"{stelle}-{nummer}"))
    if entwurf.braucht_konto() and any(entwurf.konto.values()):
        alle.append(Abschnitt(texte["antrag.konto"], zeilen(entwurf.konto, texte, heute), "konto"))
    return alle


def zeilen(werte: Mapping[str, str], texte: Mapping[str, str], heute: date) -> list[tuple[str, str]]:
    return [(texte[f"feld.{name}"], _wert(name, wert, texte, heute)) for name, wert in werte.items() if wert]


def _wert(name: str, wert: str, texte: Mapping[str, str], heute: date) -> str:
    if name in _WAHL:
        return texte[f"{name}.{wert}"].format(sgb2=bezeichnung_sgb2(heute))
    if name in _TAGE:
        return f"{date.fromisoformat(wert):%d.%m.%Y}"
    if name in _EURO:
        return f"{wert.replace('.', ',')} €"
    return wert


def unveraendert(entwurf: Entwurf) -> list[str]:
    """Fields of the household that say what the log-in said."""
    gesagt = entwurf.anmeldung.get("angaben", {})
    return [name for name, wert in entwurf.haushalt.items() if wert and gesagt.get(name) == wert]


def als_text(
    entwurf: Entwurf, erklaerung: Mapping[str, object], texte: Mapping[str, str], heute: date, dienst: str = ""
) -> str:
    """The German record of an application, whatever language it was entered in (§ 19 Abs. 1 SGB X)."""
    bloecke = [
        "\n".join([a.titel, *(f"  {label}: {wert}" for label, wert in a.zeilen)])
        for a in abschnitte(entwurf, texte, heute)
    ]
    ja_nein = {True: texte["ja"], False: texte["nein"]}
    bloecke.append("\n".join(f"{texte[f'feld.{name}']}: {ja_nein[bool(wert)]}" for name, wert in erklaerung.items()))
    if entwurf.anmeldung:
        gleich = ", ".join(texte[f"feld.{name}"] for name in unveraendert(entwurf))
        zeilen = [
            f"Angemeldet mit {dienst}",
            f"  Vertrauensniveau: {niveau_in_worten(entwurf.anmeldung['niveau'])}",
            f"  Unverändert aus der Anmeldung: {gleich or 'nichts'}",
        ]
        bloecke.append("\n".join(zeilen))
    return "\n\n".join(bloecke)
