"""Parts of an Office file: unpacked within limits, parsed without entities and without any look outside."""

import io
import zipfile
import zlib
from xml.etree.ElementTree import Element, TreeBuilder
from xml.parsers import expat

from kreislauf.lesen.eingang.quelltext import Grenzen, NichtLesbar, ziffern

_STRENG = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_EINTRAEGE = 5_000
_KAPUTT = "Die Word-Datei ist beschädigt. Bitte öffnen Sie sie in Word und speichern Sie sie neu."


class Paket:
    """One DOCX file; all parts together may unpack to `max_entpackt` bytes."""

    def __init__(self, inhalt: bytes, grenzen: Grenzen) -> None:
        self._rest = grenzen.max_entpackt
        self._grenze = grenzen.max_entpackt
        # the directory alone can be a bomb: count its entries before it is read
        if inhalt.count(b"PK\x01\x02") > _EINTRAEGE:
            raise NichtLesbar("bombe", "Die Word-Datei enthält zu viele Teile und wird nicht geöffnet.")
        try:
            self._archiv = zipfile.ZipFile(io.BytesIO(inhalt))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OverflowError, EOFError) as fehler:
            raise NichtLesbar("kaputt", _KAPUTT) from fehler

    def teil(self, name: str) -> Element | None:
        """The root of one part; None if the file has no such part."""
        try:
            eintrag = self._archiv.getinfo(name)
        except KeyError:
            return None
        if eintrag.flag_bits & 1:
            raise NichtLesbar("verschluesselt", "Die Word-Datei ist mit einem Kennwort geschützt.")
        return _baum(self._entpacke(eintrag))

    def _entpacke(self, eintrag: zipfile.ZipInfo) -> bytes:
        try:
            with self._archiv.open(eintrag) as strom:
                daten = strom.read(self._rest + 1)
        except (zipfile.BadZipFile, zlib.error, ValueError, NotImplementedError, EOFError, OSError) as fehler:
            raise NichtLesbar("kaputt", _KAPUTT) from fehler
        self._rest -= len(daten)
        if self._rest < 0:
            grenze = ziffern(self._grenze // 1024 // 1024)
            raise NichtLesbar("bombe", f"Die Word-Datei wird entpackt größer als {grenze} MB und wird nicht geöffnet.")
        return daten


class _Namen(dict[str, str]):
    """Word's own names without their namespace (there are two), those of others with a mark."""

    def __missing__(self, lang: str) -> str:
        raum, _, name = lang.rpartition("}")
        kurz = name if raum.endswith("wordprocessingml/2006/main") or raum == _STRENG else f"fremd:{name}"
        return self.setdefault(lang, kurz)


def _baum(daten: bytes) -> Element:
    erbauer = TreeBuilder()
    leser = expat.ParserCreate(namespace_separator="}")
    leser.buffer_text = True
    name = _Namen()
    leser.StartElementHandler = lambda tag, merkmale: erbauer.start(
        name[tag], {name[schluessel]: wert for schluessel, wert in merkmale.items()}
    )
    leser.EndElementHandler = lambda tag: erbauer.end(name[tag])
    leser.CharacterDataHandler = erbauer.data
    leser.StartDoctypeDeclHandler = _keine_dtd
    try:
        leser.Parse(daten, True)
        return erbauer.close()
    except (expat.ExpatError, AssertionError, ValueError) as fehler:
        raise NichtLesbar("kaputt", _KAPUTT) from fehler


def _keine_dtd(*_angaben: object) -> None:
    # Office writes none; with it come entity bombs and references to other files
    raise NichtLesbar("bombe", "Die Word-Datei enthält eine Dokumenttypdefinition und wird nicht geöffnet.")
