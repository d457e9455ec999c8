"""Who may see and change what arrives."""

from kreislauf.foundation.access.rls import Bereichsschutz

_ANTRAG = Bereichsschutz("antrag", oeffentlich_moeglich=False)

SCHUTZ = {
    "antrag_eingang": _ANTRAG,
    "antrag_antrag": _ANTRAG,
    "antrag_antragsbedarf": _ANTRAG,
    "antrag_mitwirkungsaufforderung": _ANTRAG,
    "antrag_nachweisforderung": _ANTRAG,
    "antrag_nachweis": Bereichsschutz("antrag", nur=("lesen", "anlegen"), oeffentlich_moeglich=False),
}
