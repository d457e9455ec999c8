"""Why a result is what it is: reasons in plain German with the norm, parameter values, the calculation line by line."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from kreislauf.recht.ausdruck import Inhalt
from kreislauf.recht.quelle import NotInForce, Parameter, fassung, lies_yaml, regelfassung
from kreislauf.recht.regel import Bedingungen, Entscheidung, Fall

ORDNER = Path(__file__).parent / "texte"


@dataclass(frozen=True)
class Grund:
    """One reason; `art` is erfuellt, nicht_erfuellt, person, vorbehalt, gesperrt or hinweis."""

    art: str
    code: str
    text: str
    norm: str


@dataclass(frozen=True)
class Rechenzeile:
    text: str
    betrag: Decimal | None


@dataclass(frozen=True)
class Parameterangabe:
    """A parameter value as used, with its source."""

    key: str
    label: str
    statute: str
    unit: str
    value: Inhalt
    gilt_ab: date | None
    source: str
    unverified: str | None


@dataclass(frozen=True)
class Ergebnis:
    """One benefit of one case, with everything that prints in the Bescheid and is stored with the decision.

    `parameter` are the values the rule read, `grundlagen` those behind ages, school year and limitation; `fassung` and
    `regelfassung` name the set of parameters and of rules. With the facts, `spur.spiele_nach` computes it again.
    """

    leistung: str
    name: str
    entscheidung: Entscheidung
    betrag: Decimal | None
    gruende: tuple[Grund, ...]
    hinweise: tuple[Grund, ...]
    rechenweg: tuple[Rechenzeile, ...]
    parameter: tuple[Parameterangabe, ...]
    grundlagen: tuple[Parameterangabe, ...]
    fassung: str
    regelfassung: str

    @property
    def anspruch(self) -> bool | None:
        """Yes, no, or None where a person or a missing parameter decides."""
        if self.entscheidung in {Entscheidung.PERSON, Entscheidung.GESPERRT}:
            return None
        return self.entscheidung is Entscheidung.JA

    def als_json(self) -> dict[str, Any]:
        """Plain values: money and dates as text."""
        return {
            "leistung": self.leistung,
            "name": self.name,
            "entscheidung": self.entscheidung.name.lower(),
            "betrag": _als_json(self.betrag),
            "gruende": [dict(vars(grund)) for grund in self.gruende],
            "hinweise": [dict(vars(grund)) for grund in self.hinweise],
            "rechenweg": [{"text": zeile.text, "betrag": _als_json(zeile.betrag)} for zeile in self.rechenweg],
            "parameter": [_werte_als_json(angabe) for angabe in self.parameter],
            "grundlagen": [_werte_als_json(angabe) for angabe in self.grundlagen],
            "fassung": self.fassung,
            "regelfassung": self.regelfassung,
        }


def _werte_als_json(angabe: Parameterangabe) -> dict[str, Any]:
    return {name: _als_json(wert) for name, wert in vars(angabe).items()}


def _als_json(wert: Inhalt) -> Any:
    if isinstance(wert, date):
        return wert.isoformat()
    return str(wert) if isinstance(wert, Decimal) else wert


@cache
def texte(name: str) -> Mapping[str, Any]:
    """The texts of a rule set."""
    return lies_yaml(ORDNER / f"{name}.yaml", ORDNER / "schema.json")


def in_worten(wert: Inhalt) -> str:
    """A value as people write it."""
    if isinstance(wert, bool):
        return "ja" if wert else "nein"
    if isinstance(wert, Decimal):
        return f"{wert:,.2f} EUR".translate({ord(","): ".", ord("."): ","})
    if isinstance(wert, date):
        return f"{wert:%d.%m.%Y}"
    return "ohne Angabe" if wert is None else str(wert)


@dataclass(frozen=True)
class Sprache:
    """What a rule set brings along to explain itself: its texts, how a norm reads for a case, words for values."""

    texte: str
    norm: Callable[[Fall, Mapping[str, str] | str], str]
    worte: Callable[[Fall, str], str | None]


class _Werte(dict[str, str]):
    """Column values in words, looked up only when a text asks for them."""

    def __init__(self, fall: Fall, leistung: str, sprache: Sprache) -> None:
        super().__init__()
        self.fall, self.leistung, self.sprache = fall, leistung, sprache

    def __missing__(self, name: str) -> str:
        eigen = f"{self.leistung}__{name}"
        wort = self.sprache.worte(self.fall, name)
        if wort is None:
            wort = in_worten(self.fall.spalten.inhalt(eigen if self.fall.spalten.hat(eigen) else name))
        self[name] = wort
        return wort


@lru_cache(maxsize=4096)
def _angabe(eines: Parameter, tag: date) -> Parameterangabe:
    stand = eines.eintrag(tag)
    return Parameterangabe(
        key=eines.key,
        label=eines.label,
        statute=eines.statute,
        unit=eines.unit,
        value=stand.value if stand else None,
        gilt_ab=stand.ab if stand else None,
        source=stand.source if stand else "",
        unverified=stand.unverified if stand else None,
    )


class _Begruender:
    """Collects the reasons of one benefit."""

    def __init__(self, fall: Fall, leistung: str, sprache: Sprache) -> None:
        alle = texte(sprache.texte)
        self.fall, self.leistung, self.sprache = fall, leistung, sprache
        self.eigene, self.gemeinsame = alle[leistung], alle["gemeinsam"]["gruende"]
        self.werte = _Werte(fall, leistung, sprache)

    def gilt(self, name: str) -> bool:
        return self.fall.spalten.inhalt(f"{self.leistung}__{name}") is True

    def grund(self, art: str, name: str, fassung_des_textes: str) -> Grund:
        eintrag = self.eigene["gruende"].get(name) or self.gemeinsame[name]
        norm = self.sprache.norm(self.fall, eintrag.get("norm") or self.eigene["norm"])
        return Grund(art, name, eintrag[fassung_des_textes].format_map(self.werte), norm)

    def voraussetzungen(self, namen: Bedingungen) -> Iterator[Grund]:
        for name in namen:
            erfuellt = self.gilt(name)
            yield self.grund("erfuellt" if erfuellt else "nicht_erfuellt", name, "ja" if erfuellt else "nein")

    def offene(self, art: str, namen: Bedingungen) -> Iterator[Grund]:
        return (self.grund(art, name, "offen") for name in namen if self.gilt(name))

    def rechenweg(self, namen: Bedingungen) -> Iterator[Rechenzeile]:
        for name in namen:
            betrag = self.fall.spalten.inhalt(f"{self.leistung}__{name}")
            if isinstance(betrag, Decimal):
                yield Rechenzeile(self.eigene["rechenweg"][name].format_map(self.werte), betrag)
        betrag = self.fall.spalten.inhalt(f"{self.leistung}__berechnet")
        yield Rechenzeile("Betrag", betrag if isinstance(betrag, Decimal) else None)

    def angaben(self, gelesen: Mapping[str, date]) -> tuple[Parameterangabe, ...]:
        return tuple([_angabe(self.fall.quelle[key], tag) for key, tag in gelesen.items()])

    def gesperrt(self) -> Iterator[Grund]:
        """Which missing values block the result, in the words of the loader."""
        for key, tag in self.fall.gelesen[self.leistung].items():
            try:
                self.fall.quelle[key].wert(tag)
            except NotInForce as fehlt:
                yield Grund("gesperrt", key, str(fehlt), self.fall.quelle[key].statute)


def begruende(fall: Fall, leistung: str, sprache: Sprache) -> Ergebnis | None:
    """One benefit with its reasons; None if nothing was asked for."""
    entscheidung = fall.entscheidung(leistung)
    if entscheidung is None:
        return None
    anspruch, wer = fall.ansprueche[leistung], _Begruender(fall, leistung, sprache)
    gruende = [*wer.voraussetzungen(anspruch.voraussetzungen)]
    gruende.sort(key=lambda grund: grund.art == "erfuellt")  # what is missing first
    if entscheidung is not Entscheidung.NEIN:
        gruende = [*wer.offene("vorbehalt", anspruch.vorbehalte), *wer.offene("person", anspruch.zweifel), *gruende]
    if entscheidung is Entscheidung.GESPERRT:
        gruende = [*wer.gesperrt(), *gruende]
    return Ergebnis(
        leistung=leistung,
        name=wer.eigene["name"],
        entscheidung=entscheidung,
        betrag=fall.betrag(leistung),
        gruende=tuple(gruende),
        hinweise=tuple(wer.offene("hinweis", anspruch.hinweise)),
        rechenweg=() if entscheidung is Entscheidung.NEIN else tuple(wer.rechenweg(anspruch.rechenweg)),
        parameter=wer.angaben(fall.gelesen[leistung]),
        grundlagen=wer.angaben(fall.grundlagen),
        fassung=fassung(),
        regelfassung=regelfassung(),
    )
