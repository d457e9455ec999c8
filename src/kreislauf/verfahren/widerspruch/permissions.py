"""Who may see and decide objections."""

from kreislauf.foundation.access.rls import Bereichsschutz

_BESCHEID = Bereichsschutz("bescheid", oeffentlich_moeglich=False)

SCHUTZ = {"widerspruch_widerspruch": _BESCHEID, "widerspruch_widerspruchszeile": _BESCHEID}
