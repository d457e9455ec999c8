"""One row of each table of files, procedure and payments, for the access matrices."""

from collections.abc import Iterator
from datetime import date
from typing import Any, cast

from django.db.models import Model

from kreislauf.akten.fallakte.models import Aktennotiz, Aktenstueck, Fallakte
from kreislauf.akten.haushalt.models import (
    Einrichtungsbesuch,
    Haushalt,
    Haushaltsimport,
    Leistungszeitraum,
    Mitgliedschaft,
)
from kreislauf.akten.person.models import Dublettenverdacht, Person, Vertretung
from kreislauf.akten.traeger.models import Anbieter, Bankverbindung, Einrichtung, Zahlungsempfaenger
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.documents.models import Dokument
from kreislauf.leistungen.bildung_und_teilhabe.models import (
    Fahrt,
    Sammelabrechnung,
    Sammelpruefung,
    Sammelzeile,
    Schulzugang,
    Teilnehmer,
)
from kreislauf.leistungen.bildung_und_teilhabe.tests.schulen import ANGABEN
from kreislauf.portal.models import Anlage, Auskunft
from kreislauf.portal.veroeffentlichung import publish_auskunft
from kreislauf.steuerung.ratsinfo.tests.fabrik import AT
from kreislauf.verfahren.anschreiben.models import Brieflauf, Briefposten, Druckstapel
from kreislauf.verfahren.antrag.models import (
    Antrag,
    Antragsbedarf,
    Eingang,
    Mitwirkungsaufforderung,
    Nachsendung,
    Nachweis,
    Nachweisforderung,
)
from kreislauf.verfahren.aufhebung.models import Aufhebung, Aufhebungszeile
from kreislauf.verfahren.bescheid.models import (
    Behoerde,
    Bescheid,
    Entscheidungsmonat,
    Entscheidungszeile,
    Formvorgabe,
    Wertgrenze,
)
from kreislauf.verfahren.widerspruch.models import Widerspruch, Widerspruchszeile
from kreislauf.verfahren.zahlung.models import (
    Bankdatei,
    Buchung,
    Forderung,
    Kleinzahlgrenze,
    Rueckmeldung,
    Sammelanteil,
    Zahllauf,
    Zahlung,
)

TAG = date(2026, 11, 2)
MONAT = date(2026, 11, 1)
ZEITRAUM = {"beginn": MONAT, "ende": date(2026, 11, 30)}


def fallzeilen(dokument: Dokument, g: dict[str, Any], urheber: User) -> Iterator[Model]:
    """Called with all rights; `g` holds area and protection."""
    von = {"created_by": urheber, "created_at": AT}
    angaben = {"suchname": "kind auental", "phonetik": "46", "updated_at": AT, **von, **g}
    mutter = Person.objects.create(vorname="Mia", nachname="Auental", **angaben)
    kind = Person.objects.create(vorname="Ida", nachname="Auental", geburtsdatum=date(2017, 1, 15), **angaben)
    haushalt = Haushalt.objects.create(bezeichnung="Auental", created_at=AT, **g)
    akte = Fallakte.objects.create(
        aktenzeichen=f"BuT-{haushalt.pk}"[:20], haushalt=haushalt, antragsteller=mutter, **von, **g
    )
    yield from (mutter, haushalt, akte)
    yield Vertretung.objects.create(vertretene=kind, vertreter=mutter, art="elternteil", beginn=TAG, **g)
    yield Dublettenverdacht.objects.create(neue=kind, vorhandene=mutter, naehe=80, created_at=AT, **g)
    yield Mitgliedschaft.objects.create(haushalt=haushalt, person=kind, rolle="kind", beginn=TAG, **g)
    yield Leistungszeitraum.objects.create(
        person=kind, haushalt=haushalt, rechtskreis="sgb2", quelle="import", created_at=AT, beginn=TAG, **g
    )
    schule = Einrichtung.objects.create(name="Schule", art="schule", **g)
    anbieter = Anbieter.objects.create(name="Verein", **g)
    empfaenger = Zahlungsempfaenger.objects.create(name="Verein", anbieter=anbieter, **g)
    bank = Bankverbindung.objects.create(
        empfaenger=empfaenger, inhaber="Verein", iban="DE02120300000000202051", beginn=TAG, **von, **g
    )
    yield from (schule, anbieter, empfaenger, bank)
    yield Einrichtungsbesuch.objects.create(person=kind, einrichtung=schule, beginn=TAG, **g)
    yield Haushaltsimport.objects.create(dokument=dokument, rechtskreis="sgb2", **von, **g)
    yield Aktenstueck.objects.create(fallakte=akte, dokument=dokument, titel="x", richtung="ein", datum=TAG, **von, **g)
    yield Aktennotiz.objects.create(fallakte=akte, text="x", **von, **g)
    antrag = Antrag.objects.create(
        fallakte=akte,
        antragsteller=mutter,
        kanal="papier",
        antragsdatum=TAG,
        untaetigkeit_ab=TAG,
        updated_at=AT,
        **von,
        **g,
    )
    bedarf = Antragsbedarf.objects.create(antrag=antrag, kind=kind, leistung="teilhabe", created_at=AT, **ZEITRAUM, **g)
    yield from (antrag, bedarf)
    eingang = Eingang.objects.create(kanal="papier", betreff="x", received_at=AT, **von, **g)
    yield eingang
    yield Anlage.objects.create(
        eingang_id=eingang.pk, dateiname="a.pdf", medientyp="application/pdf", inhalt=b"%PDF-", created_at=AT
    )
    antrag.eingang = eingang
    antrag.save()
    publish_auskunft(antrag, AT)
    spaeter = Eingang.objects.create(kanal="portal", betreff="x", received_at=AT, **von, **g)
    yield Nachsendung.objects.create(eingang=spaeter, zu_eingang=eingang, art="nachweis", created_at=AT)
    yield Auskunft.objects.get(eingang_id=eingang.pk)
    yield Mitwirkungsaufforderung.objects.create(antrag=antrag, frist=TAG, urspruengliche_frist=TAG, **von, **g)
    yield Nachweisforderung.objects.create(antrag=antrag, art="x", text="x", created_at=AT, **g)
    yield Nachweis.objects.create(antrag=antrag, beschreibung="x", eingegangen_am=TAG, **von, **g)
    yield from _fahrten(schule, kind, g, von)
    yield from _entscheidungen(bedarf, empfaenger, dokument, g, urheber)


def _fahrten(schule: Einrichtung, kind: Person, g: dict[str, Any], von: dict[str, Any]) -> Iterator[Model]:
    """For the matrices the school's area is the office's: who has the role, has it here."""
    beide = {"schulbereich": _eigener(g), **von, **g}
    zugang = Schulzugang.objects.create(einrichtung=schule, name="Schule", art="schule", **beide)
    fahrt = Fahrt.objects.create(zugang=zugang, code=str(zugang.pk)[:8].upper(), **ANGABEN, **beide)
    yield from (zugang, fahrt)
    yield Teilnehmer.objects.create(
        fahrt=fahrt, vorname="Ida", nachname="Auental", geburtsdatum=kind.geburtsdatum, suchname="ida", **beide
    )
    abrechnung = Sammelabrechnung.objects.create(
        fahrt=fahrt, nummer=str(zugang.pk)[:30], anzahl=1, summe="1.00", erklaert_von="x", **beide
    )
    zeile = Sammelzeile.objects.create(
        abrechnung=abrechnung,
        vorname="Ida",
        nachname="Auental",
        geburtsdatum=TAG,
        suchname="ida",
        betrag="1.00",
        **beide,
    )
    yield from (abrechnung, zeile)
    yield Sammelpruefung.objects.create(
        zeile=zeile,
        fahrt=fahrt,
        monat=MONAT,
        vorschlag_art="abgelehnt",
        vorschlag_betrag="0.00",
        art="abgelehnt",
        betrag="0.00",
        decided_by=von["created_by"],
        decided_at=AT,
        **g,
    )
    yield Sammelanteil.objects.create(
        sammelkennung=abrechnung.pk,
        kind=kind,
        leistung="ausflug",
        rechtskreis="sgb2",
        monat=MONAT,
        betrag="1.00",
        created_at=AT,
        **g,
    )


def _eigener(g: dict[str, Any]) -> Bereich:
    """An area has one institution; the row that is öffentlich has another below it."""
    if g["schutzstufe"] != 0:
        return cast(Bereich, g["bereich"])
    return Bereich.objects.create(name="Schule", art=Bereich.Art.EINHEIT, uebergeordnet=g["bereich"])


def _entscheidungen(
    bedarf: Antragsbedarf, empfaenger: Zahlungsempfaenger, dokument: Dokument, g: dict[str, Any], urheber: User
) -> Iterator[Model]:
    antrag, akte = bedarf.antrag, bedarf.antrag.fallakte
    von = {"created_by": urheber, "created_at": AT}
    yield Behoerde.objects.create(name="Kreis", strasse="Weg 1", plz="00000", ort="Auental", **_allein(g))
    yield Wertgrenze.objects.create(betrag="500.00", **_allein(g))
    yield Kleinzahlgrenze.objects.create(grenze=5, begruendung="x", **_allein(g))
    yield Formvorgabe.objects.create(leistung="teilhabe", form="direkt", **_allein(g))
    bescheid = Bescheid.objects.create(
        fallakte=akte,
        antrag=antrag,
        art="bewilligung",
        nummer=str(akte.pk)[:30],
        adressat=akte.antragsteller,
        **von,
        **g,
    )
    zeile = Entscheidungszeile.objects.create(
        bescheid=bescheid,
        bedarf=bedarf,
        kind=bedarf.kind,
        leistung="teilhabe",
        rechtskreis="sgb2",
        vorschlag_art="bewilligt",
        vorschlag_betrag="15.00",
        art="bewilligt",
        betrag="15.00",
        form="direkt",
        parameterstand="x",
        decided_by=urheber,
        decided_at=AT,
        **ZEITRAUM,
        **g,
    )
    yield from (bescheid, zeile)
    yield Entscheidungsmonat.objects.create(zeile=zeile, monat=MONAT, vorschlag_betrag="15.00", betrag="15.00", **g)
    widerspruch = Widerspruch.objects.create(
        bescheid=bescheid,
        form="schriftlich",
        eingegangen_am=TAG,
        fristgerecht=True,
        untaetigkeit_ab=TAG,
        **von,
        **g,
    )
    yield widerspruch
    aufhebung = Aufhebung.objects.create(
        bescheid=bescheid, grundlage="aufhebung", anlass="x", kenntnis_am=TAG, **von, **g
    )
    yield aufhebung
    aufgehoben = Aufhebungszeile.objects.create(aufhebung=aufhebung, zeile=zeile, ab=TAG, **g)
    yield aufgehoben
    yield Forderung.objects.create(
        aufhebungszeile=aufgehoben, zeile=zeile, ab=TAG, leistung="teilhabe", rechtskreis="sgb2", betrag="15.00",
        aktenzeichen=akte.aktenzeichen, schuldner="x", entstanden_am=TAG, created_at=AT, **g,
    )  # fmt: skip
    brieflauf = Brieflauf.objects.create(nummer=str(bescheid.pk)[:30], **von, **g)
    yield brieflauf
    yield Briefposten.objects.create(brieflauf=brieflauf, nummer=1, bescheid=bescheid, **g)
    yield Druckstapel.objects.create(
        brieflauf=brieflauf, nummer=1, von=1, bis=1, briefe=1, seiten=2, dokument=dokument, **g
    )
    yield Widerspruchszeile.objects.create(widerspruch=widerspruch, zeile=zeile, **g)
    yield from _zahlungen(zeile, empfaenger, akte.aktenzeichen, g, urheber)


def _zahlungen(
    zeile: Entscheidungszeile, empfaenger: Zahlungsempfaenger, aktenzeichen: str, g: dict[str, Any], urheber: User
) -> Iterator[Model]:
    was = {"kind": zeile.kind, "leistung": "teilhabe", "rechtskreis": "sgb2", "betrag": "15.00", "created_at": AT}
    zahlung = Zahlung.objects.create(
        zeile=zeile, aktenzeichen=aktenzeichen, faellig_am=TAG, empfaenger=empfaenger, **was, **ZEITRAUM, **g
    )
    lauf = Zahllauf.objects.create(
        nummer=str(zeile.pk)[:30], ausfuehrungstag=TAG, created_by=urheber, created_at=AT, **g
    )
    yield from (zahlung, lauf)
    yield Buchung.objects.create(
        monat=MONAT, art="bewilligt", schluessel=str(zeile.pk), wertstellung=TAG, zeile=zeile, **was, **g
    )
    yield Bankdatei.objects.create(
        dokument=zeile.bescheid.fallakte.stuecke.get().dokument,
        sha256=str(lauf.pk),
        nachricht="camt.054",
        message_id="x",
        created_by=urheber,
        created_at=AT,
        **g,
    )
    yield Rueckmeldung.objects.create(
        zahllauf=lauf, nachricht="pain.002", status="ACSC", kennung=str(lauf.pk), received_at=AT, **g
    )


def _allein(g: dict[str, Any]) -> dict[str, Any]:
    """Dated settings exist once per area and time: the row that is öffentlich lies in another time."""
    offen = g["schutzstufe"] == 0
    return {
        "beginn": date(2020, 1, 1) if offen else date(2024, 1, 1),
        "ende": date(2023, 12, 31) if offen else None,
    } | g
