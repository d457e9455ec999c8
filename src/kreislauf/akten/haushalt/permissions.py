"""Who may see and change households."""

from kreislauf.foundation.access.rls import Bereichsschutz

_FALLAKTE = Bereichsschutz("fallakte", oeffentlich_moeglich=False)

SCHUTZ = {
    "haushalt_haushalt": _FALLAKTE,
    "haushalt_mitgliedschaft": _FALLAKTE,
    "haushalt_leistungszeitraum": _FALLAKTE,
    "haushalt_einrichtungsbesuch": _FALLAKTE,
    "haushalt_haushaltsimport": _FALLAKTE,
}
