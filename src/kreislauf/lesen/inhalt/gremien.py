"""Names of bodies in running text and in table cells."""

import re
from typing import NamedTuple

from kreislauf.lesen.muster import Muster, Worte

_WORT = r"[A-ZÄÖÜ][\wäöüß/*-]{1,40}"
_LISTE = rf"{_WORT}(?:(?:,\s|\sund\s|\su\.\s|\ssowie\s|\s?/\s?|\s&\s){_WORT}){{0,8}}"
_NICHT = r"(?!(?:Herrn?|Frau|Beschluss|Vorlage|Sitzung|Drucksache|Dr|Prof|Am|Die|Der|Das|In|Im|Ja|Nein|TOP|Antrag)\b)"
_KERN = Muster(
    rf"""
    (?:(?:(?:\b{_WORT}-(?:,\s|\s(?:und|u\.)\s)){{1,3}})?\b[A-ZÄÖÜ][\w-]{{0,40}}ausschuss(?:es)?|\bAusschuss(?:es)?)\b
      (?:\sfür\s{_LISTE}(?:\s(?:von|mit)\s{_WORT}){{0,2}}|\sde[sr]\s(?:\d{{1,3}}\.\s{_WORT}|(?:Kreis|Stadt|Gemeinde|Land|Bezirk|Rat)[\wäöü]{{0,20}}))?
    | \b(?P<mitname>(?:Unter|Fach)ausschuss(?:es)?|FA|UA|Bezirksvertretung|Ortsbeirat(?:e?s)?|Stadtbezirksbeirat(?:e?s)?
        |Bezirksverordnetenversammlung|Bezirksversammlung|Ortschaftsrat(?:e?s)?|Ortsrat(?:e?s)?|DB|Deputation)
    | \b(?:Stadt|Gemeinde|Integrations|Jugend|Senioren|Ältesten|Migrations|Kultur|Samtgemeinde|Familien)?[Rr]at(?:e?s)?\b
      (?:\sder\s(?:Stadt|Gemeinde|Landeshauptstadt)\s{_WORT})?
    | \b(?:Kreistag(?:e?s)?|Ratsversammlung|Stadtverordnetenversammlung|BVV|Bürgerschaft|Stadtvertretung|Gemeindevertretung|Magistrat(?:e?s)?
        |Verwaltungsvorstand(?:e?s)?|Dienstberatung(?:\sdes\sOberbürgermeisters)?|Vollversammlung|JHA|HFA|Verbandsversammlung|Plenums?)\b
    | \b(?:Präsidium|Vorstand|Kommission|Steuerungsgruppe|Lenkungsgruppe|Lenkungskreis|Steuerungsgremium|Netzwerkkonferenz|Beirat|[A-ZÄÖÜ]\w{{1,30}}beirat
        |[A-ZÄÖÜ]\w{{1,30}}kommission|Arbeitskreis|Arbeitsgruppe|Projektgruppe)(?:e?s)?\b
      (?:\s(?:für|zur|zum|des|der)\s(?:\w{{1,20}}n\s)?{_LISTE}(?:\s(?:der|des|von|mit)\s{_WORT}){{0,3}}|\s[„"][^“”"]{{2,60}}[“”"])?
    | \b(?P<ag>Arbeitsgemeinschaft(?:en)?|AG)\s(?:nach\s)?(?:§\s?)?78(?:\sSGB\sVIII)?(?:\s[„"][^“”"]{{2,60}}[“”"])?
    | \bAG\s[„"][^“”"]{{2,60}}[“”"]
    """,
    re.VERBOSE,
)
_NAME = Muster(rf"\s(?:für\s)?(?P<name>{_NICHT}{_LISTE}(?:\szur\s{_WORT})?)")
_VORAB = Worte(
    "usschu", "rat", "tag", "versammlung", "BVV", "ertretung", "JHA", "HFA", "AG", "Arbeits", "ommission", "gruppe", "Präsid",
    "gremium", "beirat", "Lenkung", "vorstand", "Dienstb", "schaft", "UA", "FA", "Magistrat", "Plenum", "DB", "eputation",
)  # fmt: skip
_GENITIV = (
    (Muster(r"([Aa]usschuss)es\b"), r"\1"),
    (Muster(r"([Rr]at)(?:es|s)\b"), r"\1"),
    (Muster(r"(Kreistag|Vorstand|vorstand|[Bb]eirat|Magistrat|Lenkungskreis|Arbeitskreis)(?:es|s)\b"), r"\1"),
    (Muster(r"(Präsidium|Plenum|Steuerungsgremium)s\b"), r"\1"),
)
_KURZ = {"JHA": "Jugendhilfeausschuss", "BVV": "Bezirksverordnetenversammlung", "HFA": "Haupt- und Finanzausschuss"}
_FUERWORT = Muster(
    r"(?:Dieser|Diese|Dieses)(?=\s(?:hat|hatte|beschloss|stimmte|lehnte|nahm|empfahl|verwies|vertagte)\b)"
)
_ERKLAERT = Muster(r"\(([A-ZÄÖÜ][A-Za-zÄÖÜäöü]{1,5})\)")


class Gremium(NamedTuple):
    anfang: int
    ende: int
    name: str


def finde_gremien(text: str, kuerzel: dict[str, str] | None = None) -> list[Gremium]:
    """Bodies in the order of the text; genitives are brought to the nominative, known short forms written out."""
    if not _VORAB.steht_in(text):
        return []
    gremien: list[Gremium] = []
    for treffer in _KERN.finditer(text):
        ende = treffer.end()
        if (
            treffer.group("mitname")
            or treffer.group("ag")
            or treffer.group().endswith(("Unterausschuss", "Unterausschusses", "Fachausschuss"))
        ):
            name = _NAME.match(text, ende)
            ende = name.end() if name else ende
        gremien.append(Gremium(treffer.start(), ende, nenne(text[treffer.start() : ende], kuerzel)))
    return gremien


def gremien_im_satz(davor: str, satz: str, kuerzel: dict[str, str] | None = None) -> list[Gremium]:
    """The bodies of a sentence; "Dieser hat …" speaks of the one named last before it."""
    gremien = finde_gremien(satz, kuerzel)
    fuerwort = _FUERWORT.match(satz) if not gremien else None
    vorige = finde_gremien(davor, kuerzel) if fuerwort else []
    return [Gremium(0, fuerwort.end(), vorige[-1].name)] if fuerwort and vorige else gremien


def nenne(name: str, kuerzel: dict[str, str] | None = None) -> str:
    """The name of a body as one would look it up."""
    for muster, statt in _GENITIV:
        name = muster.sub(statt, name)
    name = _KURZ.get(name.strip(), name)
    if kuerzel:
        name = " ".join(kuerzel.get(wort, wort) for wort in name.split())
    return " ".join(name.split())


def finde_kuerzel(text: str) -> dict[str, str]:
    """Short forms that the paper itself explains: "Hilfen zur Erziehung (HzE)"."""
    kuerzel: dict[str, str] = {}
    for treffer in _ERKLAERT.finditer(text):
        worte, kurz = text[max(treffer.start() - 120, 0) : treffer.start()].split(), treffer.group(1)
        for anzahl in range(2, min(len(worte), 6) + 1):
            if "".join(w[0] for w in worte[-anzahl:]).lower() == kurz.lower():
                kuerzel[kurz] = " ".join(worte[-anzahl:])
                break
    return kuerzel


def ist_gremium(text: str) -> bool:
    """A table cell that names a body."""
    return len(text) < 160 and _KERN.search(text) is not None
