"""Demo of a school: its access, a class trip with a list that it confirmed, and a day trip."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from kreislauf.akten.traeger.models import Einrichtung
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.leistungen.bildung_und_teilhabe.models import Fahrt
from kreislauf.leistungen.bildung_und_teilhabe.services.fahrten import create_fahrt, open_schulzugang
from kreislauf.leistungen.bildung_und_teilhabe.services.teilnehmer import Kindzeile, add_teilnehmer

NAME = "Grundschule am Mühlenbach"
KINDER = (
    Kindzeile("Wiesenthal", "Mats", date(2017, 1, 15)),
    Kindzeile("Petersen", "Jella", date(2017, 6, 2)),
    Kindzeile("Yilmaz", "Can", date(2016, 11, 30)),
)


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
    add_teilnehmer(fahrt_id=fahrt.pk, kinder=KINDER, actor=schule, at=at)
    create_fahrt(
        zugang=zugang,
        angaben=gemeinsam
        | {
            "art": "ausflug",
            "ziel": "Zoo Auental",
            "beginn": heute + timedelta(days=14),
            "ende": heute + timedelta(days=14),
            "kosten": Decimal("12.00"),
            "taschengeld": Decimal("0.00"),
            "enthalten": "Bus, Eintritt",
            "faellig_am": heute + timedelta(days=10),
            "verwendungszweck": "Zoo 4a",
        },
        actor=schule,
        at=at,
    )
    return fahrt
