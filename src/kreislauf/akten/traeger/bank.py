"""IBANs: written as people write them, kept in one form, checked."""

from stdnum import iban
from stdnum.exceptions import InvalidChecksum, InvalidComponent, InvalidFormat, InvalidLength

from kreislauf.foundation.states import DomainError


class IbanUngueltig(DomainError):
    """The IBAN cannot be right."""


def normalisiere_iban(eingabe: str) -> str:
    """The IBAN without blanks in capitals. Raises IbanUngueltig with the reason."""
    klar = "".join(eingabe.split()).upper()
    try:
        gueltig: str = iban.validate(klar)
    except InvalidChecksum:
        raise IbanUngueltig(
            f"IBAN „{eingabe}“: Die Prüfziffer stimmt nicht. Bitte vergleichen Sie Ziffer für Ziffer."
        ) from None
    except InvalidLength:
        raise IbanUngueltig(f"IBAN „{eingabe}“: Die Länge stimmt nicht; eine deutsche IBAN hat 22 Stellen.") from None
    except (InvalidFormat, InvalidComponent):
        raise IbanUngueltig(
            f"IBAN „{eingabe}“: Das ist keine IBAN. Sie beginnt mit zwei Buchstaben, etwa DE."
        ) from None
    return gueltig
