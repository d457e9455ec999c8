"""A council's OParl server for tests: holds objects, forgets nothing, and plays one vendor fault at a time."""

import copy
import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

Roh = dict[str, Any]
SCHEMA = "https://schema.oparl.org/1.1/"
LISTEN = {"organization": "Organization", "person": "Person", "meeting": "Meeting", "paper": "Paper"}
ANTWORT = tuple[int, str, bytes]


class Ratsserver:
    """`stand` is the truth by list and number; `fehler` names the fault that is played."""

    def __init__(self, fehler: str = "") -> None:
        self.fehler = fehler
        self.tag = 0
        self.stand: dict[str, dict[int, Roh]] = {feld: {} for feld in LISTEN}
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

    def close(self) -> None:
        self.netz.shutdown()
        self.netz.server_close()

    def stamp(self) -> str:
        return f"2026-01-{1 + self.tag // 24:02d}T{self.tag % 24:02d}:00:00+01:00"

    def url(self, feld: str, nummer: int) -> str:
        return f"{self.adresse}/oparl/{feld}/{nummer}"

    def put(self, feld: str, nummer: int, **felder: Any) -> None:
        """Create or change one object."""
        alt = self.stand[feld].get(nummer, {})
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

    def truth(self) -> dict[str, tuple[str, Any, Any]]:
        """What a reader must know: id → type, name, begin or number, of everything that is not deleted."""
        wahr: dict[str, tuple[str, Any, Any]] = {self._key(f"{self.adresse}/oparl/body/1"): ("Body", "Kreis Tal", None)}
        for feld, objekte in self.stand.items():
            for objekt in objekte.values():
                if not objekt.get("deleted"):
                    merkmal = objekt.get("start") or objekt.get("reference")
                    wahr[self._key(objekt["id"])] = (LISTEN[feld], objekt["name"], merkmal)
                    for teil in ("agendaItem", "consultation"):
                        for innen in objekt.get(teil, []):
                            art = innen["type"].rsplit("/", 1)[-1]
                            wahr[self._key(innen["id"])] = (art, innen.get("name"), None)
        return wahr

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
        teile = urlsplit(pfad)
        frage = {k: v[0] for k, v in parse_qs(teile.query).items()}
        if teile.path == "/oparl/system":
            return self.encode(self.system())
        if teile.path == "/oparl/body":
            body = self.body()
            return self.encode(body if fehler == "body_statt_liste" else {"data": [body], "links": {}})
        feld = teile.path.rsplit("/", 1)[-1]
        return self.page(feld, frage) if feld in LISTEN else (404, "application/json", b"{}")

    def system(self) -> Roh:
        version = "1.0" if self.fehler == "fassung_1_0" else "1.1"
        return {"id": f"{self.adresse}/oparl/system", "type": f"https://schema.oparl.org/{version}/System",
                "oparlVersion": f"https://schema.oparl.org/{version}/",
                "body": f"{self.adresse}/oparl/body"}  # fmt: skip

    def body(self) -> Roh:
        zusatz = "?body=1" if self.fehler == "liste_mit_abfrage" else ""
        listen = {feld: f"{self.adresse}/oparl/{feld}{zusatz}" for feld in LISTEN}
        return {"id": f"{self.adresse}/oparl/body/1", "type": SCHEMA + "Body", "name": "Kreis Tal", **listen}

    def page(self, feld: str, frage: dict[str, str]) -> ANTWORT:
        seit, nummer = frage.get("modified_since", ""), int(frage.get("page", "1"))
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
        stueck = [self.spoil(copy.deepcopy(o)) for o in auswahl[(nummer - 1) * 4 : nummer * 4]]
        letzte = nummer * 4 >= len(auswahl)
        if (nummer - 1) * 4 >= len(auswahl) and self.fehler == "next_ohne_ende":
            stueck = [self.spoil(copy.deepcopy(o)) for o in auswahl[-2:]]
        if self.fehler == "nackte_liste":
            return self.encode([self.spoil(copy.deepcopy(o)) for o in auswahl])
        links: Roh = {}
        if not letzte or self.fehler == "next_ohne_ende":
            filter_text = f"&modified_since={quote(seit)}" if seit else ""
            links["next"] = self.link(feld, nummer + 1, filter_text)
        elif self.fehler == "next_auf_sich":
            links["next"] = self.link(feld, nummer, "")
        elif self.fehler == "next_null":
            links["next"] = None
        return self.encode({"data": stueck, "pagination": {"totalElements": "viele"}, "links": links})

    def link(self, feld: str, seite: int, zusatz: str) -> str:
        ziel = f"/oparl/{feld}?page={seite}{zusatz}"
        return ziel if self.fehler == "next_relativ" else self.adresse + ziel

    @staticmethod
    def _since(objekt: Roh, seit: str) -> bool:
        return str(objekt["modified"]) >= seit.replace(" ", "+")

    def spoil(self, o: Roh) -> Roh:
        """One object as the vendor of the fault would send it."""
        fehler = self.fehler
        if fehler == "typ_fehlt" or (fehler == "geloeschte_ohne_typ" and o.get("deleted")):
            o.pop("type")
        if fehler == "teil_ohne_typ":
            for innen in [*o.get("agendaItem", []), *o.get("consultation", [])]:
                innen.pop("type")
        for teil in ("agendaItem", "consultation"):
            if fehler == "objekt_statt_feld" and len(o.get(teil, [])) == 1:
                o[teil] = o[teil][0]
        mehr: dict[str, Roh] = {
            "nichtssagende_werte": {"shortName": "N/A", "web": "", "keyword": [], "license": None},
            "stempel_immer_heute": {"created": self.stamp(), "modified": self.stamp()},
            "zeit_ohne_zone": {"modified": str(o.get("modified", ""))[:19]},
            "fremde_felder": {"SOMACOS:feld": {"a": [1]}},
            "ort_als_punkt": {"location": {"geojson": {"type": "Point", "coordinates": [51.0, 7.0]}}},
            "nullzeichen": {"web": "https://tal.example/\x00x", "affix": "\ud800"},
            "geloescht_als_wort": {"deleted": "true"} if o.get("deleted") else {},
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
