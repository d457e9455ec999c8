"""Payments per second of processor time in a pain.001.001.09 file, written and checked against its XSD.

`python -m bench zahlungsdatei [--zahlungen N]`; one process, median of five runs. Database and journal are not in it.
"""

import argparse
import time
from collections.abc import Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from statistics import median

LAEUFE = 5


def main(argumente: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--zahlungen", type=int, default=20_000)
    anzahl = parser.parse_args(argumente).zahlungen
    from kreislauf.verfahren.zahlung.ueberweisung import Auftraggeber, Ueberweisung, pain001

    name, iban = "Förderverein Küche & Söhne", "DE89370400440532013000"
    zahlungen = [
        Ueberweisung(f"E{i:031}", name, iban, "", Decimal("54.20"), f"BUT BuT-2026-{i:06} MV 11/2026")
        for i in range(anzahl)
    ]
    sekunden = []
    for _ in range(LAEUFE):
        beginn = time.process_time()
        pain001(
            auftraggeber=Auftraggeber("Kreis Auental", "DE02120300000000202051", "BYLADEM1001"),
            ueberweisungen=zahlungen,
            ausfuehrung=date(2026, 12, 1),
            message_id="KL1",
            at=datetime(2026, 11, 24, tzinfo=UTC),
        )
        sekunden.append(time.process_time() - beginn)
    print(f"{anzahl} Zahlungen: {anzahl / median(sekunden):,.0f} je Sekunde Rechenzeit, gegen das XSD geprüft")
    return 0
