"""Who may see, decide, approve and send decisions."""

from kreislauf.foundation.access.rls import Bereichsschutz

_BESCHEID = Bereichsschutz("bescheid", oeffentlich_moeglich=False)

SCHUTZ = {
    "bescheid_behoerde": _BESCHEID,
    "bescheid_wertgrenze": _BESCHEID,
    "bescheid_formvorgabe": _BESCHEID,
    "bescheid_bescheid": _BESCHEID,
    "bescheid_entscheidungszeile": _BESCHEID,
    "bescheid_entscheidungsmonat": _BESCHEID,
}
