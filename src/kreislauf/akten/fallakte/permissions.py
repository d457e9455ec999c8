"""Who may see and change case files."""

from kreislauf.foundation.access.rls import Bereichsschutz

_FALLAKTE = Bereichsschutz("fallakte", oeffentlich_moeglich=False)

SCHUTZ = {
    "fallakte_fallakte": _FALLAKTE,
    "fallakte_aktenstueck": Bereichsschutz("fallakte", nur=("lesen", "anlegen"), oeffentlich_moeglich=False),
    "fallakte_aktennotiz": _FALLAKTE,
}
