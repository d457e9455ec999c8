"""Who may see, order, approve and release payments."""

from kreislauf.foundation.access.rls import Bereichsschutz, WieEltern

_ZAHLUNG = Bereichsschutz("zahlung", oeffentlich_moeglich=False)

SCHUTZ = {
    "zahlung_zahllauf": _ZAHLUNG,
    "zahlung_zahlung": _ZAHLUNG,
    "zahlung_buchung": Bereichsschutz("zahlung", nur=("lesen", "anlegen"), oeffentlich_moeglich=False),
    "zahlung_rueckmeldung": WieEltern(
        "zahlung_rueckmeldung", "zahllauf_id", "zahlung_zahllauf", _ZAHLUNG, nur=("lesen", "anlegen")
    ),
}
