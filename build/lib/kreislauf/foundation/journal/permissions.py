"""Who may read the journal: the data protection officers all of it, others the acts on what is theirs."""

from kreislauf.foundation.access.rls import PERSON, Bedingung, Offen, bereiche
from kreislauf.foundation.accounts.rollen import ANLEGEN, KLASSEN, LESEN

_PRUEFER = f"cardinality({bereiche('journal', LESEN)}) > 0"
_EIGENE_KLASSE = " OR ".join(
    f"(klasse = '{k}' AND (0 = ANY ({bereiche(k, LESEN)}) OR bereich_id = ANY ({bereiche(k, LESEN)})))" for k in KLASSEN
)
_IN_EIGENEM_NAMEN = f"person_id IS NULL OR person_id::text = {PERSON} OR {PERSON} = 'system'"

SCHUTZ = {
    "journal_zeile": Bedingung(
        (
            (LESEN, f"{_PRUEFER} OR {PERSON} = 'system' OR (NOT lesend AND ({_EIGENE_KLASSE}))"),
            (ANLEGEN, _IN_EIGENEM_NAMEN),
        )
    ),
    "journal_glied": Offen("nur Prüfsummen, keine Inhalte", nur=(LESEN,)),
}
