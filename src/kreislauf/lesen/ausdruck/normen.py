"""Laws and sections named in a text: act first, then the section ("SGB VIII § 78")."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from kreislauf.lesen.muster import Muster, Worte


class Norm(NamedTuple):
    anfang: int
    ende: int
    wortlaut: str
    norm: str


_BUCH = {"erstes": "I", "zweites": "II", "drittes": "III", "viertes": "IV", "fünftes": "V", "sechstes": "VI",
         "siebtes": "VII", "siebentes": "VII", "achtes": "VIII", "neuntes": "IX", "zehntes": "X", "elftes": "XI",
         "zwölftes": "XII", "vierzehntes": "XIV"}  # fmt: skip
_ROEMISCH = {"1": "I", "2": "II", "3": "III", "4": "IV", "5": "V", "6": "VI", "7": "VII", "8": "VIII", "9": "IX",
             "10": "X", "11": "XI", "12": "XII", "14": "XIV"}  # fmt: skip
_LANG = {
    "Kinder- und Jugendstärkungsgesetz": "KJSG", "Kinder- und Jugendhilfestärkungsgesetz": "KJSG",
    "Bundesteilhabegesetz": "BTHG", "Bundeskinderschutzgesetz": "BKiSchG", "Bundeskindergeldgesetz": "BKGG",
    "Asylbewerberleistungsgesetz": "AsylbLG", "Unterhaltsvorschussgesetz": "UhVorschG", "Kinderbildungsgesetz": "KiBiz",
    "Teilhabe- und Integrationsgesetz": "TIntG", "Grundgesetz": "GG", "Bürgerliches Gesetzbuch": "BGB",
    "Kinder- und Jugendhilfegesetz": "KJHG", "Ganztagsförderungsgesetz": "GaFöG", "Onlinezugangsgesetz": "OZG",
    "Wohngeldgesetz": "WoGG", "Starke-Familien-Gesetz": "StaFamG", "Familiengericht": "",
}  # fmt: skip
_KURZ = [
    "BTHG",
    "KJSG",
    "BKGG",
    "AsylbLG",
    "KiBiz",
    "TIntG",
    "KKG",
    "BGB",
    "GG",
    "FamFG",
    "AufenthG",
    "StGB",
    "JGG",
    "BKiSchG",
    "WoGG",
    "UVG",
    "UhVorschG",
    "AdVermiG",
    "KJHG",
    "GaFöG",
    "OZG",
    "IfSG",
    "BDSG",
    "DSGVO",
    "DS-GVO",
    "VwVfG",
    "VwGO",
    "FAG",
    "LHO",
    "BHO",
    "VOB",
    "UVgO",
    "SächsGemO",
    "BGG",
    "BITV",
    "SchulG",
    "KAG",
]
_GEMO = r"(?:GO|KrO|GemO|KVG?|LKrO|KommHV|GemHVO|KomHVO)(?:[ -](?:NRW|NW|BW|LSA|SH|RLP|BbgKVerf|Bay|Hessen|Sachsen|Nds\.?))?"
_SGB = rf"(?:SGB[ -]?(?P<rom>X?IV|IX|VI{{0,3}}|I{{1,3}}|XI{{0,2}}|X|V)\b|SGB[ -]?(?P<zif>1[0-24]|[1-9])\b|Sozialgesetzbuch(?:e?s)?[ ](?:\(SGB\)[ ]?)?(?:[-–][ ])?(?:(?i:(?P<buch>{'|'.join(_BUCH)}))[ ]Buch|(?P<rom2>X?IV|IX|VI{{0,3}}|I{{1,3}}|XI{{0,2}}|X|V)\b))"
# Any other act after a section: an abbreviation with two capitals that ends like one ("BezVG", "BayKiBiG").
_FREI = r"(?:[A-ZÄÖÜ][A-Za-zÄÖÜäöü]{0,14}[a-zäöü](?:G|GB|VO|GO|OG)|[A-ZÄÖÜ][A-Za-zäöü]{0,12}[A-ZÄÖÜ](?:G|GB|VO|O)|AO|AG-KJHG|BbgKVerf)(?:[ ](?:NRW|NW|BW|LSA|SH|RLP|M-V|Bln|Hessen))?"
_ACT = rf"(?:{_SGB}|(?P<kurz>{'|'.join(map(re.escape, _KURZ))})(?![\w])(?P<land>[ ](?:NRW|NW|BW|LSA|SH|RLP|M-V|MV|Bln|BE|Bbg|HE|Nds)\b)?|(?P<gemo>{_GEMO})(?![\w])|(?P<lang>{'|'.join(map(re.escape, _LANG))})(?:e?s)?)"
_AKT = Muster(rf"(?<![^\W_])(?=[A-ZÄÖÜ]){_ACT}")
_AKT_DANACH = Muster(rf"{_ACT}|(?P<frei>{_FREI})(?![\w])")
_NR = r"\d{1,4}(?:[ ]?[a-z](?![\w.]))?(?![\w])"
_ABS = r"(?:[ ]?(?:Abs\.?|Absatz|\(\d{1,2}\)|S\.|Satz|Nr\.|Nummer|Halbsatz|lit\.|Buchst\.|Ziff\.)[ ]?(?:\d{1,3}[a-z]?|[a-z]\b)?)"
_PARAGRAF = Muster(
    rf"§{{1,2}}[ ]?(?P<liste>{_NR}{_ABS}{{0,4}}(?:[ ]?(?:,|und|bis|[-–]|i\.[ ]?V\.[ ]?m\.|sowie|/)[ ]?(?:§{{1,2}}[ ]?)?{_NR}{_ABS}{{0,4}}){{0,6}})(?:[ ]f{{1,2}}\.)?[ ]?(?:des[ ]|der[ ]|im[ ])?(?={_ACT.replace('(?P<', '(?P<_')}|{_FREI}(?![\w]))"
)
_ARTIKEL = Muster(rf"\bArt(?:\.|ikel)[ ]?(?P<n>\d{{1,3}}[a-z]?){_ABS}{{0,3}}[ ](?P<akt>{_FREI}|GG)(?![\w])")
# "Mobilitätsgesetz (MobG BE)": the abbreviation that the text itself introduces.
_EINGEFUEHRT = Muster(
    rf"(?:gesetz\w{{0,3}}|ordnung)[ ]\((?:im[ ]Folgenden:?[ ])?(?P<akt>{_FREI}(?:[ ][A-Z]{{2,3}})?)\)"
)
_EINZELN = Muster(r"(?:^|,|und|bis|[-–]|sowie|/|m\.)[ ]?(?:§{1,2}[ ]?)?(?P<n>\d{1,4})[ ]?(?P<b>[a-z](?![\w.]))?")


# The first two letters of every act: where they stand, the whole is tried.
_NAMEN = ("SGB", "Sozialgesetzbuch", *_KURZ, *_LANG, "GO", "KrO", "GemO", "KV", "LKrO", "KommHV")
_ANFAENGE = {name[0]: "".join(sorted({n[1] for n in _NAMEN if n[0] == name[0]})) for name in _NAMEN}
_AKT_ANFANG = re.compile(
    rf"(?:{'|'.join(f'{eins}(?=[{zwei}])' for eins, zwei in _ANFAENGE.items())})(?<![^\W_].)", re.DOTALL
)
# One of these stands in every act named alone.
_AKTWORTE = Worte(
    "SGB",
    "Sozialgesetzbuch",
    *_KURZ,
    *(wort for name in _LANG for wort in name.split()),
    "GO",
    "KrO",
    "GemO",
    "KV",
    "KommHV",
    "HVO",
    "KomHVO",
)


def akt_von(t: re.Match[str]) -> str:
    """Abbreviation of the act."""
    g = t.groupdict()
    if g["rom"] or g["rom2"]:
        return f"SGB {g['rom'] or g['rom2']}"
    if g["zif"]:
        return f"SGB {_ROEMISCH[g['zif']]}"
    if g["buch"]:
        return f"SGB {_BUCH[g['buch'].lower()]}"
    if g["lang"]:
        return _LANG[g["lang"]]
    if g["kurz"]:
        return f"{g['kurz']}{g['land'] or ''}"
    return str(g["gemo"] or g.get("frei"))


def finde_normen(text: str) -> list[Norm]:
    """Sections with their act, and acts named alone, in text order."""
    gefunden: list[Norm] = []
    belegt: list[tuple[int, int]] = []
    for t in _PARAGRAF.finditer(text) if "§" in text else ():
        akt = _AKT_DANACH.match(text, t.end())
        name = akt_von(akt) if akt else ""
        if akt is None or not name:
            continue
        belegt.append((t.start(), akt.end()))
        gefunden += [
            Norm(t.start(), akt.end(), text[t.start() : akt.end()], f"{name} § {n}") for n in nummern(t["liste"])
        ]
    if "Art" in text:
        for t in _ARTIKEL.finditer(text):
            belegt.append(t.span())
            gefunden.append(Norm(t.start(), t.end(), t.group(), f"{t['akt']} Art. {t['n']}"))
    belegt.sort()
    for t in _EINGEFUEHRT.finditer(text):
        if not _AKT.match(text, t.start("akt")):
            gefunden.append(Norm(t.start("akt"), t.end("akt"), t["akt"], t["akt"]))
    for t in _akte(text) if _AKTWORTE.steht_in(text) else ():
        name = akt_von(t)
        if not name or t["gemo"] or _liegt_in(belegt, t.start()):
            continue
        gefunden.append(Norm(t.start(), t.end(), t.group(), name))
    return sorted(gefunden, key=lambda n: (n.anfang, n.norm))


def _akte(text: str) -> Iterator[re.Match[str]]:
    ende = 0
    for ort in _AKT_ANFANG.finditer(text):
        if ort.start() >= ende and (treffer := _AKT.roh.match(text, ort.start())):
            yield treffer
            ende = treffer.end()


def _liegt_in(belegt: list[tuple[int, int]], ort: int) -> bool:
    """Whether one of the spans, which are in order and apart, holds this place."""
    stelle = bisect_right(belegt, (ort, 1 << 62)) - 1
    return stelle >= 0 and ort < belegt[stelle][1]


@lru_cache(maxsize=256)
def nummern(liste: str) -> tuple[str, ...]:
    """Section numbers of "42, 42a Abs. 2 und § 8a"; paragraphs and sentences are left out."""
    ohne = re.sub(
        r"(?:Abs\.?|Absatz|Satz|S\.|Nr\.|Nummer|lit\.|Buchst\.|Ziff\.)[ ]?(?:\d{1,3}[a-z]?|[a-z]\b)|\(\d{1,2}\)",
        "",
        liste,
    )
    gefunden = [f"{t['n']}{t['b'] or ''}" for t in _EINZELN.finditer(ohne)]
    return tuple(dict.fromkeys(gefunden))
