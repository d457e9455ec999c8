"""Motion against position: opposite words for one thing, points without an answer (C5)."""

import re
from collections.abc import Iterator, Sequence

from kreislauf.lesen.befunde.stellen import stelle, woerter, zeilen
from kreislauf.lesen.lesung import Befund, Lesung
from kreislauf.lesen.muster import Muster

# Two sides that exclude each other when said of one thing.
GEGENSAETZE: tuple[tuple[tuple[str, ...], tuple[str, ...]], ...] = (
    (("weisungsfrei", "weisungsunabhängig"), ("weisungsbefugt", "weisungsgebunden", "weisungsabhängig")),
    (("unbefristet", "dauerhaft"), ("befristet", "vorübergehend")),
    (("verbindlich", "verpflichtend"), ("unverbindlich", "freiwillig")),
    (("kostenfrei", "kostenlos", "gebührenfrei", "beitragsfrei"), ("kostenpflichtig", "gebührenpflichtig", "beitragspflichtig")),
    (("öffentlich",), ("nichtöffentlich",)),
    (("extern",), ("intern", "verwaltungsintern", "hausintern")),
    (("hauptamtlich",), ("ehrenamtlich",)),
    (("zentral",), ("dezentral",)),
    (("flächendeckend", "kreisweit", "stadtweit"), ("punktuell", "modellhaft", "exemplarisch")),
)  # fmt: skip
_STAEMME = {wort: (nr, seite) for nr, paar in enumerate(GEGENSAETZE) for seite, wa in enumerate(paar) for wort in wa}
_EIGENSCHAFT = Muster(
    rf"(?<![\wäöüß-])(?P<wort>(?i:{'|'.join(sorted(_STAEMME, key=len, reverse=True))}))(?:e[nmrs]?)?\s(?:[a-zäöüß-]+\s){{0,2}}(?P<sache>[A-ZÄÖÜ][\wäöüß-]{{3,40}})"
)
_KOPF = Muster(
    r"^\s{0,4}(?:(?P<antrag>Antrag(?:\svom|:|\sder|\s*$))|(?P<standpunkt>(?:Verwaltungsstandpunkt|Alternativvorschlag|Stellungnahme der Verwaltung)\b)"
    r"|(?P<anderes>Beschluss der |Beschluss des |Bericht zum Stand|Abstimmungsergebnis))"
)
_HAELFTE = 0.5

Fund = tuple[int, str, int]  # line, words, side


def gegensatzbefunde(lesung: Lesung) -> Iterator[Befund]:
    """Within one paper that holds both; of two papers the record asks `gegenteile` itself."""
    bloecke = _bloecke(lesung.text)
    if not bloecke["antrag"] or not bloecke["standpunkt"]:
        return
    for (zeile_a, wort_a), (zeile_s, wort_s) in gegenteile(bloecke["antrag"], bloecke["standpunkt"]):
        text = f"Der Antrag will „{wort_a}“, der Standpunkt der Verwaltung sagt „{wort_s}“."
        yield Befund(art="gegenteil_im_standpunkt", text=text, zeilen=[zeile_a, zeile_s], schwere="warnung")
    yield from _ohne_antwort(lesung, "\n".join(t for _, t in bloecke["standpunkt"]))


def _bloecke(text: str) -> dict[str, list[tuple[int, str]]]:
    """Lines of the motion and of the position, each with its number."""
    bloecke: dict[str, list[tuple[int, str]]] = {"antrag": [], "standpunkt": [], "anderes": []}
    jetzt = "anderes"
    for nummer, zeile in enumerate(zeilen(text), start=1):
        if (kopf := _KOPF.match(zeile)) and len(zeile) < 200:
            jetzt = kopf.lastgroup or jetzt
        bloecke[jetzt].append((nummer, zeile[:20_000]))
    return bloecke


def gegenteile(
    antrag: Sequence[tuple[int, str]], standpunkt: Sequence[tuple[int, str]]
) -> Iterator[tuple[tuple[int, str], tuple[int, str]]]:
    """Pairs of places (line, words) where the position says the opposite and never the motion's own word."""
    hier, dort = _eigenschaften(antrag), _eigenschaften(standpunkt)
    for sache, funde in hier.items():
        andere = next((dort[s] for s in dort if _gleich(s, sache)), [])
        for nr in {nr for nr, _, _, _ in funde}:
            a = {seite: (zeile, wort) for n, seite, zeile, wort in reversed(funde) if n == nr}
            s = {seite: (zeile, wort) for n, seite, zeile, wort in reversed(andere) if n == nr}
            if len(a) == 1 and len(s) == 1 and a.keys() != s.keys():
                yield next(iter(a.values())), next(iter(s.values()))


def _eigenschaften(stellen: Sequence[tuple[int, str]]) -> dict[str, list[tuple[int, int, int, str]]]:
    gefunden: dict[str, list[tuple[int, int, int, str]]] = {}
    for nummer, text in stellen:
        for treffer in _EIGENSCHAFT.finditer(text):
            nr, seite = _STAEMME[treffer["wort"].lower()]
            gefunden.setdefault(treffer["sache"].lower(), []).append((nr, seite, nummer, treffer.group()))
    return gefunden


def _gleich(eins: str, zwei: str) -> bool:
    """The same noun in another case or number."""
    kurz, lang = sorted((eins, zwei), key=len)
    return lang.startswith(kurz[:-1] if len(kurz) > 5 else kurz) and len(lang) - len(kurz) <= 2


def _ohne_antwort(lesung: Lesung, standpunkt: str) -> Iterator[Befund]:
    gesagt = woerter(standpunkt)
    nummern = {p.nummer for p in lesung.beschlusspunkte if p.satz.startswith("Verwaltungsstandpunkt")}
    for punkt in lesung.beschlusspunkte:
        nummer = punkt.nummer or ""
        if not punkt.satz.startswith("Antrag") or not nummer.isdigit() or nummer in nummern:
            continue
        genannt = re.search(
            rf"\b(?:[Bb]eschluss|[Aa]ntrags)?[Pp]unkt(?:en)?\s{nummer}\b|^\s*[Zz]u\s{nummer}\b",
            standpunkt,
            re.MULTILINE,
        )
        eigene = woerter(punkt.text)
        if not genannt and eigene and len(eigene & gesagt) / len(eigene) < _HAELFTE:
            text = f"Auf Punkt {nummer} des Antrags geht der Standpunkt der Verwaltung nicht ein: „{punkt.text[:100]}“."
            yield Befund(art="antragspunkt_ohne_antwort", text=text, zeilen=stelle(punkt.zeile), schwere="warnung")
