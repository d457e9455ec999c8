"""Demo of a school: its access, a class trip with its list, and a day trip that it settles."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from kreislauf.akten.traeger.models import Einrichtung
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt
from kreislauf.leistungen.bildung_und_teilhabe.services.fahrten import create_fahrt, open_schulzugang
from kreislauf.leistungen.bildung_und_teilhabe.services.sammeln import submit_sammelabrechnung
from kreislauf.leistungen.bildung_und_teilhabe.services.teilnehmer import Kindzeile, add_teilnehmer

NAME = "Grundschule am Mühlenbach"


def _kinder(heute: date) -> list[Kindzeile]:
    """Two children of the demo's families and one that the office does not know."""
    return [
        Kindzeile("Wiesenthal", "Mats", date(heute.year - 9, 1, 1)),
        Kindzeile("Terbrüggen", "Lotte", date(heute.year - 7, 3, 5)),
        Kindzeile("Petersen", "Jella", date(heute.year - 9, 6, 2)),
    ]


def fahrten_anlegen(stelle: Bereich, schulbereich: Bereich, amt: User, schule: User, heute: date) -> Fahrt:
    """What a school enters in its first week; the class trip is returned."""
    at = datetime.combine(heute - timedelta(days=3), time(9), tzinfo=UTC)
    einrichtung = Einrichtung.objects.create(bereich=stelle, name=NAME, art="schule", ort="Auental")
    zugang = open_schulzugang(einrichtung=einrichtung, schulbereich=schulbereich, actor=amt, at=at)
    gemeinsam = {
        "klasse": "4a", "zuschuesse": "", "ruecktritt": "Kosten der Unterkunft bleiben bei Absage fällig",
        "schulrechtlich": True, "kontoinhaber": NAME, "iban": "DE89370400440532013000", "ansprechperson": "Frau Kurz",
    }  # fmt: skip
    fahrt = create_fahrt(
        zugang=zugang,
        angaben=gemeinsam
        | {
            "art": "klassenfahrt",
            "ziel": "Jugendherberge Norderney",
            "beginn": heute + timedelta(days=120),
            "ende": heute + timedelta(days=124),
            "kosten": Decimal("310.00"),
            "taschengeld": Decimal("20.00"),
            "enthalten": "Fahrt, Unterkunft, Verpflegung, Wattführung",
            "faellig_am": heute + timedelta(days=60),
            "verwendungszweck": "Norderney 4a",
        },
        actor=schule,
        at=at,
    )
    add_teilnehmer(fahrt_id=fahrt.pk, kinder=_kinder(heute), actor=schule, at=at)
    ausflug = create_fahrt(
        zugang=zugang,
        angaben=gemeinsam
        | {
            "art": "ausflug",
            "ziel": "Zoo Auental",
            "beginn": heute - timedelta(days=7),
            "ende": heute - timedelta(days=7),
            "kosten": Decimal("12.00"),
            "taschengeld": Decimal("0.00"),
            "enthalten": "Bus, Eintritt",
            "faellig_am": heute - timedelta(days=9),
            "verwendungszweck": "Zoo 4a",
        },
        actor=schule,
        at=at,
    )
    submit_sammelabrechnung(
        fahrt_id=ausflug.pk,
        kinder=[(kind, None) for kind in _kinder(heute)],
        von="Frau Kurz, Klassenleitung",
        vorgestreckt=True,
        nachweise_gesehen=True,
        actor=schule,
        at=at,
    )
    return fahrt
