"""Who may read and keep files."""

from kreislauf.foundation.access.rls import Bereichsschutz

SCHUTZ = {"documents_dokument": Bereichsschutz("dokument", nur=("lesen", "anlegen"))}
