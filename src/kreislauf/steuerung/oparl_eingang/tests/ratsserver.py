"""A council's OParl server for tests: holds objects, forgets nothing, and plays one vendor fault at a time."""

import copy
import json
import threading
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit
from zoneinfo import ZoneInfo

Roh = dict[str, Any]
SCHEMA = "https://schema.oparl.org/1.1/"
FEHLER = [
    "ohne",
    "alles_immer_neu",
    "antwort_halb",
    "bezug_auf_unbekanntes",
    "body_statt_liste",
    "bom",
    "cp1252",
    "ende_vor_beginn",
    "falscher_inhaltstyp",
    "fassung_1_0",
    "filter_ist_503",
    "fremde_felder",
    "geloescht_als_wort",
    "geloeschte_immer",
    "geloeschte_ohne_typ",
    "html_als_json",
    "html_statt_json",
    "keine_prozentzeichen",
    "kennung_anders_geschrieben",
    "kennung_mit_vorsilbe",
    "koerper_auf_jeder_seite",
    "leer_ist_404",
    "leer_ist_feld",
    "liste_mit_abfrage",
    "nackte_liste",
    "next_auf_sich",
    "next_null",
    "next_ohne_ende",
    "next_relativ",
    "nichtssagende_werte",
    "nullzeichen",
    "nur_innere_adressen",
    "objekt_statt_feld",
    "ort_als_punkt",
    "ort_ohne_typ",
    "plus_wird_leerzeichen",
    "steuerzeichen",
    "stempel_immer_heute",
    "teil_ohne_typ",
    "typ_fehlt",
    "umleitung_im_haus",
    "unbekanntes_ist_system",
    "utf16",
    "verbindung_bricht_ab",
    "zeit_ohne_zone",
    "zwischendurch_500",
]
LISTEN = {
    "organization": "Organization",
    "person": "Person",
    "agendaItem": "AgendaItem",
    "consultation": "Consultation",
    "meeting": "Meeting",
    "paper": "Paper",
}
ANTWORT = tuple[int, str, bytes]
BEGINN = datetime(2026, 1, 1, tzinfo=ZoneInfo("Europe/Berlin"))


class Ratsserver:
    """`stand` is the truth by list and number; `fehler` names the fault that is played."""

    def __init__(self, fehler: str = "") -> None:
        self.fehler = fehler
        self.tag = 0
        self.echtzeit = False  # stamps of now instead of an hour per round
        self.stand: dict[str, dict[int, Roh]] = {feld: {} for feld in LISTEN}
        self.versteckt: set[tuple[str, int]] = set()  # what lists leave out
        self.dateien: dict[str, bytes] = {}
        self.anfragen: list[str] = []
        aussen = self

        class Griff(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                aussen.anfragen.append(self.path)
                aussen.reply(self)

            def log_message(self, *angaben: object) -> None:
                return

        self.netz = ThreadingHTTPServer(("127.0.0.1", 0), Griff)
        self.adresse = f"http://127.0.0.1:{self.netz.server_port}"
        threading.Thread(target=self.netz.serve_forever, args=(0.02,), daemon=True).start()

    def reset(self) -> None:
        """As new, at the same address."""
        self.fehler, self.tag = "", 0
        self.stand = {feld: {} for feld in LISTEN}
        self.versteckt, self.dateien = set(), {}
        self.anfragen.clear()

    def close(self) -> None:
        self.netz.shutdown()
        self.netz.server_close()

    @property
    def at(self) -> datetime:
        return (
            datetime.now(BEGINN.tzinfo).replace(microsecond=0) if self.echtzeit else BEGINN + timedelta(hours=self.tag)
        )

    def stamp(self) -> str:
        return self.at.isoformat()

    def url(self, feld: str, nummer: int) -> str:
        return f"{self.adresse}/oparl/{feld}/{nummer}"

    def put(self, feld: str, nummer: int, **felder: Any) -> None:
        """Create or change one object."""
        alt = {k: v for k, v in self.stand[feld].get(nummer, {}).items() if k != "deleted"}
        kopf = {
            "id": self.url(feld, nummer),
            "type": SCHEMA + LISTEN[feld],
            "created": alt.get("created", self.stamp()),
        }
        self.stand[feld][nummer] = {**alt, **felder, **kopf, "modified": self.stamp()}

    def remove(self, feld: str, nummer: int) -> None:
        alt = self.stand[feld][nummer]
        kopf = {schluessel: alt[schluessel] for schluessel in ("id", "type", "created")}
        self.stand[feld][nummer] = {**kopf, "deleted": True, "modified": self.stamp()}

    def embedded(self, feld: str, nummer: int, teil: str, n: int, **felder: Any) -> Roh:
        return {"id": f"{self.url(feld, nummer)}/{teil}/{n}", "type": SCHEMA + teil, "created": self.stamp(), **felder}

    def truth(self, seit: datetime | None = None) -> dict[str, tuple[str, Any, Any]]:
        """What a reader must know: id → type, name, begin or number, of everything that is not deleted.

        With `seit` only what changed since then.
        """
        wahr: dict[str, tuple[str, Any, Any]] = {}
        if seit is None:
            wahr[self._key(f"{self.adresse}/oparl/body/1")] = ("Body", "Kreis Tal", None)
        for feld, objekte in self.stand.items():
            for objekt in objekte.values():
                if objekt.get("deleted") or (seit and datetime.fromisoformat(objekt["modified"]) <= seit):
                    continue
                merkmal = objekt.get("start") or objekt.get("reference")
                wahr[self._key(objekt["id"])] = (LISTEN[feld], objekt.get("name"), merkmal)
                for teil in ("agendaItem", "consultation"):
                    for innen in self._parts(objekt, teil):
                        art = innen["type"].rsplit("/", 1)[-1]
                        wahr[self._key(innen["id"])] = (art, innen.get("name"), None)
        return wahr

    @staticmethod
    def _parts(objekt: Roh, teil: str) -> list[Roh]:
        """What is embedded; an agenda item names its consultation by address only."""
        werte = objekt.get(teil)
        return [w for w in werte if isinstance(w, dict)] if isinstance(werte, list) else []

    @staticmethod
    def _key(kennung: str) -> str:
        return kennung.replace("http://", "https://", 1)

    def reply(self, griff: BaseHTTPRequestHandler) -> None:
        fehler, zaehler = self.fehler, len(self.anfragen)
        if fehler == "verbindung_bricht_ab" and zaehler % 3 == 2:
            griff.close_connection = True
            return
        if fehler == "umleitung_im_haus" and not griff.path.startswith("/neu"):
            griff.send_response(302)
            griff.send_header("Location", "/neu" + griff.path)
            griff.end_headers()
            return
        status, art, rumpf = self.answer(griff.path.removeprefix("/neu"), zaehler)
        griff.send_response(status)
        griff.send_header("Content-Type", art)
        griff.send_header(
            "Content-Length", str(len(rumpf) + (50 if fehler == "antwort_halb" and zaehler % 3 == 2 else 0))
        )
        griff.end_headers()
        griff.wfile.write(rumpf)

    def answer(self, pfad: str, zaehler: int) -> ANTWORT:
        fehler = self.fehler
        if fehler == "zwischendurch_500" and zaehler % 3 == 2:
            return 500, "text/plain", b"kaputt"
        if fehler == "html_statt_json" and zaehler % 3 == 2:
            return 200, "text/html", b"<html><body>Wartung</body></html>"
        if fehler == "html_als_json" and zaehler % 3 == 2:
            return 200, "application/json", b"<!DOCTYPE html><html></html>"
        return self.route(pfad)

    def route(self, pfad: str) -> ANTWORT:
        fehler = self.fehler
        if fehler == "nur_innere_adressen":
            pfad = pfad.removeprefix("/aussen") if pfad.startswith("/aussen/") else "/gibt/es/nicht"
        teile = urlsplit(pfad)
        frage = {k: v[0] for k, v in parse_qs(teile.query).items()}
        if teile.path == "/oparl/system":
            return self.encode(self.system())
        if teile.path == "/oparl/body":
            return self.bodies(frage)
        if teile.path in self.dateien:
            return 200, "application/octet-stream", self.dateien[teile.path]
        vorn, _, letztes = teile.path.rpartition("/")
        if letztes in LISTEN:
            return self.page(letztes, frage, teile.query)
        return self.single(vorn.rpartition("/")[2], letztes)

    def single(self, feld: str, nummer: str) -> ANTWORT:
        """One object by its own address."""
        objekt = self.stand.get(feld, {}).get(int(nummer) if nummer.isdecimal() else -1)
        if objekt is not None:
            return self.encode(self.spoil(copy.deepcopy(objekt)))
        if self.fehler == "unbekanntes_ist_system":
            return self.encode(self.system())
        return 404, "application/json", b"{}"

    @property
    def innen(self) -> str:
        """How the server calls itself in its data."""
        return self.adresse + ("/ris/oparl" if self.fehler == "nur_innere_adressen" else "/oparl")

    def system(self) -> Roh:
        version = "1.0" if self.fehler == "fassung_1_0" else "1.1"
        return {"id": f"{self.adresse}/oparl/system", "type": f"https://schema.oparl.org/{version}/System",
                "oparlVersion": f"https://schema.oparl.org/{version}/",
                "body": f"{self.innen}/body"}  # fmt: skip

    def bodies(self, frage: dict[str, str]) -> ANTWORT:
        body = self.body()
        if self.fehler == "body_statt_liste":
            return self.encode(body)
        if self.fehler == "koerper_auf_jeder_seite":
            weiter = f"{self.adresse}/oparl/body?page={int(frage.get('page', '1')) + 1}"
            return self.encode({"data": [body], "links": {"next": weiter}})
        return self.encode({"data": [body], "links": {}})

    def body(self) -> Roh:
        zusatz = "?body=1" if self.fehler == "liste_mit_abfrage" else ""
        listen = {feld: f"{self.innen}/{feld}{zusatz}" for feld in LISTEN}
        return {"id": f"{self.adresse}/oparl/body/1", "type": SCHEMA + "Body", "name": "Kreis Tal", **listen}

    def refusal(self, seit: str, roh: str) -> int:
        """The status with which a server refuses a filter it does not understand."""
        if seit and self.fehler == "filter_ist_503":
            return 503
        falsch = (self.fehler == "plus_wird_leerzeichen" and " " in seit) or (
            self.fehler == "keine_prozentzeichen" and "%" in roh
        )
        return 400 if falsch else 0

    def page(self, feld: str, frage: dict[str, str], roh: str) -> ANTWORT:
        seit, nummer = frage.get("modified_since", ""), int(frage.get("page", "1"))
        if status := self.refusal(seit, roh):
            return status, "application/json", b'{"message": "modified_since?"}'
        if seit:
            auswahl = [o for o in self.stand[feld].values() if self.fehler == "alles_immer_neu" or self._since(o, seit)]
        else:
            auswahl = [
                o for o in self.stand[feld].values() if not o.get("deleted") or self.fehler == "geloeschte_immer"
            ]
        if not auswahl and seit and self.fehler == "leer_ist_404":
            return 404, "application/json", b'{"error": "nichts", "code": 802}'
        if not auswahl and self.fehler == "leer_ist_feld":
            return 200, "application/json", b"[]"
        auswahl = [o for o in auswahl if (feld, self._nummer(o)) not in self.versteckt]
        stueck = [self.spoil(copy.deepcopy(o)) for o in auswahl[(nummer - 1) * 4 : nummer * 4]]
        letzte = nummer * 4 >= len(auswahl)
        if (nummer - 1) * 4 >= len(auswahl) and self.fehler == "next_ohne_ende":
            stueck = [self.spoil(copy.deepcopy(o)) for o in auswahl[-2:]]
        if self.fehler == "nackte_liste":
            return self.encode([self.spoil(copy.deepcopy(o)) for o in auswahl])
        links: Roh = {}
        if not letzte or self.fehler == "next_ohne_ende":
            roh_zurueck = self.fehler in {"plus_wird_leerzeichen", "keine_prozentzeichen"}
            filter_text = f"&modified_since={seit if roh_zurueck else quote(seit)}" if seit else ""
            links["next"] = self.link(feld, nummer + 1, filter_text)
        elif self.fehler == "next_auf_sich":
            links["next"] = self.link(feld, nummer, "")
        elif self.fehler == "next_null":
            links["next"] = None
        return self.encode({"data": stueck, "pagination": {"totalElements": "viele"}, "links": links})

    def link(self, feld: str, seite: int, zusatz: str) -> str:
        ziel = f"/oparl/{feld}?page={seite}{zusatz}"
        if self.fehler == "nur_innere_adressen":
            return self.innen + ziel.removeprefix("/oparl")
        return ziel if self.fehler == "next_relativ" else self.adresse + ziel

    @staticmethod
    def _nummer(objekt: Roh) -> int:
        return int(str(objekt.get("id", "/0")).rpartition("/")[2])

    @staticmethod
    def _since(objekt: Roh, seit: str) -> bool:
        return datetime.fromisoformat(objekt["modified"]) >= datetime.fromisoformat(seit.replace(" ", "+"))

    def spoil(self, o: Roh) -> Roh:
        """One object as the vendor of the fault would send it."""
        fehler = self.fehler
        if fehler == "typ_fehlt" or (fehler == "geloeschte_ohne_typ" and o.get("deleted")):
            o.pop("type")
        if fehler == "teil_ohne_typ":
            for innen in [*self._parts(o, "agendaItem"), *self._parts(o, "consultation")]:
                innen.pop("type")
        for teil in ("agendaItem", "consultation"):
            if fehler == "objekt_statt_feld" and len(self._parts(o, teil)) == 1:
                o[teil] = o[teil][0]
        mehr: dict[str, Roh] = {
            "nichtssagende_werte": {"shortName": "N/A", "web": "", "keyword": [], "license": None},
            "stempel_immer_heute": {"created": self.stamp(), "modified": self.stamp()},
            "zeit_ohne_zone": {"modified": str(o.get("modified", ""))[:19]},
            "fremde_felder": {"SOMACOS:feld": {"a": [1]}},
            "ort_als_punkt": {"location": {"geojson": {"type": "Point", "coordinates": [51.0, 7.0]}}},
            "nullzeichen": {"web": "https://tal.example/\x00x", "affix": "\ud800"},
            "geloescht_als_wort": {"deleted": "true"} if o.get("deleted") else {},
            "ende_vor_beginn": {"end": "2026-01-01T00:00:00+01:00"},
            "ort_ohne_typ": {"location": {"id": f"{self.adresse}/oparl/location/1", "streetAddress": ""}},
            "bezug_auf_unbekanntes": {"organization": [f"{self.adresse}/oparl/organization/999"]},
        }
        o |= mehr.get(fehler, {})
        if fehler == "kennung_anders_geschrieben":
            o["id"] = o["id"].replace("http://", "HTTP://").replace("/oparl/", "//oparl/") + "#x"
        if fehler == "kennung_mit_vorsilbe":
            o["id"] = o["id"].replace("/oparl/", "/ris/oparl/")
        return o

    def encode(self, wert: object) -> ANTWORT:
        text, art = json.dumps(wert, ensure_ascii=self.fehler == "nullzeichen"), "application/json"
        if self.fehler == "steuerzeichen":
            text = text.replace('"name"', '"web": "a\x0bb\nc", "name"')
        if self.fehler == "cp1252":
            return 200, art, text.encode("cp1252", "replace")
        if self.fehler == "bom":
            return 200, art, b"\xef\xbb\xbf" + text.encode()
        if self.fehler == "utf16":
            return 200, art, text.encode("utf-16")
        return 200, "text/plain" if self.fehler == "falscher_inhaltstyp" else art, text.encode()
