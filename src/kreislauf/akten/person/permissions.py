"""Who may see and change people."""

from kreislauf.foundation.access.rls import Bereichsschutz

_FALLAKTE = Bereichsschutz("fallakte", oeffentlich_moeglich=False)

SCHUTZ = {
    "person_person": _FALLAKTE,
    "person_vertretung": _FALLAKTE,
    "person_dublettenverdacht": _FALLAKTE,
}
