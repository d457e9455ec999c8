"""Bytes → characters: UTF-8, UTF-16, Windows-1252; what is broken is replaced and told."""

import codecs
import re

from kreislauf.lesen.eingang.quelltext import mit_zeilenenden, ohne_steuerzeichen, ziffern

_ERSATZ = "\ufffd"
_MEHRBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_HOHES_BYTE = re.compile(rb"[\x80-\xff]")
_CHARSET = re.compile(rb"""<meta[^<>]{0,500}?charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_WESTEUROPA = {"iso8859-1", "iso8859-15", "cp1252", "ascii", "latin-1"}


def ohne_bom(inhalt: bytes) -> bytes:
    return inhalt.removeprefix(codecs.BOM_UTF8)


def utf16_ohne_bom(kopf: bytes) -> str | None:
    """UTF-16 shows as NUL in every second byte of German text."""
    probe = kopf[:2000]
    if len(probe) < 4:
        return None
    gerade, ungerade = probe[::2].count(0), probe[1::2].count(0)
    haelfte = len(probe) // 2
    if ungerade > haelfte * 0.7 and gerade < haelfte * 0.1:
        return "utf-16-le"
    if gerade > haelfte * 0.7 and ungerade < haelfte * 0.1:
        return "utf-16-be"
    return None


def dekodiere(inhalt: bytes, *, html: bool = False) -> tuple[str, tuple[str, ...]]:
    """Text with line ends `\\n` and what a person should know about broken characters."""
    text, warnungen = _dekodiere(inhalt, html=html)
    sauber = ohne_steuerzeichen(mit_zeilenenden(text))
    if sauber is not text and any(ord(zeichen) < 32 and zeichen not in "\t\n\r\x0c" for zeichen in set(text)):
        warnungen = (*warnungen, "Unsichtbare Steuerzeichen wurden durch Leerzeichen ersetzt.")
    return sauber, warnungen


def _dekodiere(inhalt: bytes, *, html: bool) -> tuple[str, tuple[str, ...]]:
    if inhalt.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return _mit_ersatz(inhalt, "utf-16")
    breite = utf16_ohne_bom(inhalt)
    if breite:
        return _mit_ersatz(inhalt, breite)
    inhalt = ohne_bom(inhalt)
    try:
        return inhalt.decode("utf-8"), ()
    except UnicodeDecodeError:
        pass
    fremd = _angabe(inhalt) if html else None
    if fremd is not None:
        return _mit_ersatz(inhalt, fremd)
    # Both encodings are possible: the one that explains more of the bytes beyond ASCII wins.
    mehrbyte = sum(len(treffer) for treffer in _MEHRBYTE.findall(inhalt))
    if mehrbyte * 2 > len(_HOHES_BYTE.findall(inhalt)):
        return _mit_ersatz(inhalt, "utf-8")
    text = inhalt.decode("cp1252", "replace")
    hinweis = "Die Datei ist nicht in UTF-8 gespeichert; sie wurde als Windows-1252 (westeuropäisch) gelesen."
    return text, (hinweis, *_ersetzt(text))


def _angabe(inhalt: bytes) -> str | None:
    """The encoding that the page declares, if Python has it and it is neither UTF-8 nor Western European."""
    treffer = _CHARSET.search(inhalt[:4096])
    if treffer is None:
        return None
    try:
        name = codecs.lookup(treffer[1].decode("ascii")).name
    except LookupError:
        return None
    bekannt = name.startswith(("iso8859", "cp125", "koi8", "mac"))
    return name if bekannt and name not in _WESTEUROPA else None


def _mit_ersatz(inhalt: bytes, kodierung: str) -> tuple[str, tuple[str, ...]]:
    text = inhalt.decode(kodierung, "replace")
    return text, _ersetzt(text)


def _ersetzt(text: str) -> tuple[str, ...]:
    anzahl = text.count(_ERSATZ)
    if not anzahl:
        return ()
    return (f"{ziffern(anzahl)} beschädigte Zeichen sind durch {_ERSATZ} ersetzt; bitte die Stellen prüfen.",)
