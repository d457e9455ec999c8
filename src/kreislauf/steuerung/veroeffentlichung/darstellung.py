"""Rows → OParl 1.1 objects. Pure: what it is given must be öffentlich already (`selectors.oparl`)."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from kreislauf.foundation.documents.models import Dokument
from kreislauf.steuerung.ratsinfo.ampel import ampel
from kreislauf.steuerung.ratsinfo.models import Auftrag, Beratung, Beschluss, Gremium, Umsetzungsbericht
from kreislauf.steuerung.veroeffentlichung.einstellung import Einstellung
from kreislauf.steuerung.veroeffentlichung.models import Stand

SCHEMA = "https://schema.oparl.org/1.1/"
TYPEN = {
    "organization": "Organization",
    "person": "Person",
    "membership": "Membership",
    "meeting": "Meeting",
    "agendaitem": "AgendaItem",
    "paper": "Paper",
    "consultation": "Consultation",
    "file": "File",
    "location": "Location",
    "legislativeterm": "LegislativeTerm",
}
ZONE = ZoneInfo("Europe/Berlin")
Objekt = dict[str, Any]


def zeit(wert: datetime) -> str:
    return wert.astimezone(ZONE).isoformat(timespec="seconds")


def ohne_leere(objekt: Mapping[str, Any]) -> Objekt:
    """OParl: what is empty is left out."""
    return {k: v for k, v in objekt.items() if v is not None and v not in ("", [])}


class Darstellung:
    """Objects with addresses below `basis`, by the county's settings, with lights as of `heute`."""

    def __init__(self, basis: str, einstellung: Einstellung, heute: date) -> None:
        self.basis = basis
        self.einstellung = einstellung
        self.heute = heute

    def url(self, typ: str, schluessel: object) -> str:
        return f"{self.basis}/oparl/{typ}/{schluessel}"

    def koerper(self) -> str:
        return self.url("body", "1")

    def kopf(self, typ: str, schluessel: object, created: datetime, modified: datetime) -> Objekt:
        return {
            "id": self.url(typ, schluessel),
            "type": SCHEMA + TYPEN[typ],
            "created": zeit(created),
            "modified": zeit(modified),
        }

    def _kopf(self, stand: Stand) -> Objekt:
        return self.kopf(stand.typ, stand.schluessel, stand.created, stand.modified)

    def geloescht(self, stand: Stand) -> Objekt:
        return {**self._kopf(stand), "deleted": True}

    def system(self) -> Objekt:
        a, e = self.einstellung.angaben, self.einstellung
        return ohne_leere(
            {
                "id": f"{self.basis}/oparl/",
                "type": SCHEMA + "System",
                "oparlVersion": SCHEMA,
                "body": f"{self.basis}/oparl/bodies",
                "name": f"OParl-Zugang {a['name']}",
                "license": a["lizenz"],
                "website": a.get("website"),
                "contactName": a.get("kontakt"),
                "contactEmail": a.get("email"),
                "created": zeit(e.seit),
                "modified": zeit(e.stand),
            }
        )

    def body(self) -> Objekt:
        a, e = self.einstellung.angaben, self.einstellung
        listen = {
            "organization": "organizations",
            "person": "persons",
            "meeting": "meetings",
            "paper": "papers",
            "agendaItem": "agendaitems",
            "consultation": "consultations",
            "file": "files",
            "membership": "memberships",
            "locationList": "locations",
            "legislativeTermList": "legislativeterms",
        }
        return ohne_leere(
            {
                "id": self.koerper(),
                "type": SCHEMA + "Body",
                "system": f"{self.basis}/oparl/",
                "name": a["name"],
                "shortName": a.get("kurzname"),
                "license": a["lizenz"],
                "licenseValidSince": zeit(e.seit),
                "oparlSince": zeit(e.seit),
                "ags": a.get("ags"),
                "rgs": a.get("rgs"),
                "website": a.get("website"),
                "contactName": a.get("kontakt"),
                "contactEmail": a.get("email"),
                **{feld: f"{self.koerper()}/{liste}" for feld, liste in listen.items()},
                "location": next(iter(self.locations()), None),
                "created": zeit(e.seit),
                "modified": zeit(e.stand),
            }
        ) | {"legislativeTerm": self.legislativeterms()}

    def locations(self) -> list[Objekt]:
        """The address of the county; meetings name no place in the record."""
        anschrift = self.einstellung.angaben.get("anschrift")
        if not anschrift:
            return []
        kopf = self.kopf("location", "1", self.einstellung.seit, self.einstellung.stand)
        orte = {
            "streetAddress": anschrift.get("strasse"),
            "postalCode": anschrift.get("plz"),
            "locality": anschrift.get("ort"),
        }
        return [ohne_leere({**kopf, **orte, "bodies": [self.koerper()]})]

    def legislativeterms(self) -> list[Objekt]:
        return [
            ohne_leere(
                {
                    **self.kopf("legislativeterm", w["kennung"], self.einstellung.seit, self.einstellung.stand),
                    "body": self.koerper(),
                    "name": w["name"],
                    "startDate": w["beginn"],
                    "endDate": w.get("ende"),
                }
            )
            for w in self.einstellung.angaben.get("wahlperioden", [])
        ]

    def organization(self, stand: Stand, gremium: Gremium) -> Objekt:
        return ohne_leere(
            {
                **self._kopf(stand),
                "body": self.koerper(),
                "name": gremium.name,
                "shortName": gremium.kurzname,
                "organizationType": "Gremium",
                "endDate": gremium.aufgeloest_am and gremium.aufgeloest_am.isoformat(),
            }
        )

    def file(self, stand: Stand, dokument: Dokument, vorlagen: Iterable[UUID], *, text: str = "") -> Objekt:
        abruf = f"{self._kopf(stand)['id']}/inhalt"
        return ohne_leere(
            {
                **self._kopf(stand),
                "name": dokument.dateiname,
                "fileName": dokument.dateiname,
                "mimeType": dokument.medientyp,
                "size": dokument.groesse,
                "date": zeit(dokument.created_at)[:10],
                "accessUrl": abruf,
                "downloadUrl": abruf,
                "text": text,
                "paper": [self.url("paper", v) for v in vorlagen],
                "kreislauf:sha256": dokument.sha256,
            }
        )

    def consultation(self, stand: Stand, beratung: Beratung, sitzung: str) -> Objekt:
        entscheidet = "entscheid" in beratung.zustaendigkeit.lower() or "beschlu" in beratung.zustaendigkeit.lower()
        return ohne_leere(
            {
                **self._kopf(stand),
                "paper": self.url("paper", beratung.vorlage_id),
                "meeting": self.url("meeting", sitzung) if sitzung else None,
                "agendaItem": self.url("agendaitem", beratung.pk) if sitzung else None,
                "organization": [self.url("organization", beratung.gremium_id)] if sitzung else [],
                "role": beratung.zustaendigkeit,
                "authoritative": entscheidet,
            }
        )

    def agendaitem(self, stand: Stand, beratung: Beratung, beschluesse: Iterable[Beschluss], ordnung: int) -> Objekt:
        passend = [b for b in beschluesse if b.datum == beratung.datum and b.gremium_name == beratung.gremium_name]
        punkte = [f"{p.nummer}. {p.text}" for b in passend for p in b.offene_punkte]  # type: ignore[attr-defined]
        return ohne_leere(
            {
                **self._kopf(stand),
                "meeting": self.url("meeting", stand.gruppe),
                "order": ordnung,
                "name": beratung.vorlage.betreff,
                "public": True,
                "consultation": self.url("consultation", beratung.pk),
                "result": ", ".join(b.get_ergebnis_display() for b in passend) or beratung.ergebnis,
                "resolutionText": "\n".join(punkte),
            }
        )

    def meeting(self, stand: Stand, gremium: Gremium, tag: date, punkte: list[Objekt]) -> Objekt:
        return ohne_leere(
            {
                **self._kopf(stand),
                "name": f"{gremium.name}, {tag:%d.%m.%Y}",
                "meetingState": "durchgeführt" if tag < self.heute else "terminiert",
                "start": zeit(datetime(tag.year, tag.month, tag.day, tzinfo=ZONE)),
                "organization": [self.url("organization", gremium.pk)],
                "agendaItem": punkte,
                "kreislauf:ohneUhrzeit": True,
            }
        )

    def auftrag(self, auftrag: Auftrag) -> Objekt:
        """Vendor extension: one duty with its date and light; no names of persons, no evidence itself."""
        licht = ampel(auftrag, self.heute)
        tage = {
            "kreislauf:frist": auftrag.frist,
            "kreislauf:urspruenglicheFrist": auftrag.urspruengliche_frist,
            "kreislauf:wiedervorlage": auftrag.wiedervorlage,
            "kreislauf:prognose": auftrag.prognose,
            "kreislauf:erledigtAm": auftrag.erledigt_am,
        }
        return ohne_leere(
            {
                "kreislauf:kennung": str(auftrag.pk),
                "kreislauf:text": auftrag.text,
                "kreislauf:verantwortlich": auftrag.verantwortlich.name,
                "kreislauf:stand": auftrag.state,
                "kreislauf:ampel": licht.stufe.value,
                "kreislauf:nachweisVorhanden": bool(auftrag.nachweiszahl),
                **{name: tag and tag.isoformat() for name, tag in tage.items()},
            }
        )

    def bericht(self, bericht: Umsetzungsbericht) -> Objekt:
        """Vendor extension: one report that went to the body, with the state of each point (one of seven)."""
        return ohne_leere(
            {
                "kreislauf:datum": bericht.datum and bericht.datum.isoformat(),
                "kreislauf:naechsterBericht": bericht.naechster_bericht and bericht.naechster_bericht.isoformat(),
                "kreislauf:punkt": [
                    ohne_leere(
                        {
                            "kreislauf:nummer": p.nummer,
                            "kreislauf:umsetzung": p.status,
                            "kreislauf:sachstand": p.sachstand,
                            "kreislauf:erneuterTermin": p.wiedervorlage and p.wiedervorlage.isoformat(),
                        }
                    )
                    for p in bericht.punkte.all()
                ],
            }
        )

    def beschluss(self, beschluss: Beschluss) -> Objekt:
        """Vendor extension: a resolution with its votes and points."""
        return ohne_leere(
            {
                "kreislauf:gremium": beschluss.gremium_name,
                "kreislauf:datum": beschluss.datum and beschluss.datum.isoformat(),
                "kreislauf:ergebnis": beschluss.ergebnis,
                "kreislauf:einstimmig": beschluss.einstimmig,
                "kreislauf:ja": beschluss.ja,
                "kreislauf:nein": beschluss.nein,
                "kreislauf:enthaltung": beschluss.enthaltung,
                "kreislauf:punkt": [
                    ohne_leere(
                        {
                            "kreislauf:nummer": p.nummer,
                            "kreislauf:text": p.text,
                            "kreislauf:pflicht": p.pflicht,
                            "kreislauf:frist": p.frist and p.frist.isoformat(),
                        }
                    )
                    for p in beschluss.offene_punkte  # type: ignore[attr-defined]
                ],
            }
        )
