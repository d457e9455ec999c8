"""Who may see and change schools, providers and payees."""

from kreislauf.foundation.access.rls import Bereichsschutz

_TRAEGER = Bereichsschutz("traeger")  # schools and providers may be öffentlich

SCHUTZ = {
    "traeger_einrichtung": _TRAEGER,
    "traeger_anbieter": _TRAEGER,
    "traeger_zahlungsempfaenger": Bereichsschutz("traeger", oeffentlich_moeglich=False),
    "traeger_bankverbindung": Bereichsschutz("fallakte", oeffentlich_moeglich=False),
}
