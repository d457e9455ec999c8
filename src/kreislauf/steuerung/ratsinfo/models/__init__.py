"""Tables of the council loop; each subject has its file."""

from kreislauf.steuerung.ratsinfo.models.auftrag import Auftrag, Fristverschiebung, Nachweis
from kreislauf.steuerung.ratsinfo.models.befund import Befundentscheidung
from kreislauf.steuerung.ratsinfo.models.bericht import Berichtspunkt, Umsetzungsbericht
from kreislauf.steuerung.ratsinfo.models.beschluss import Beschluss, Beschlusspunkt, Punktvergleich
from kreislauf.steuerung.ratsinfo.models.einlesen import Einlesung, Einlesungsbefund, Vorschlag
from kreislauf.steuerung.ratsinfo.models.mitteilung import Ereignis, Mitteilung, Mitteilungswahl, Verfolgung
from kreislauf.steuerung.ratsinfo.models.vorlage import Beratung, Gremium, Vorlage, Vorlagenbezug
from kreislauf.steuerung.ratsinfo.models.zuordnung import Vorlagenquelle, Zuordnung

__all__ = [
    "Auftrag",
    "Befundentscheidung",
    "Beratung",
    "Berichtspunkt",
    "Beschluss",
    "Beschlusspunkt",
    "Einlesung",
    "Einlesungsbefund",
    "Ereignis",
    "Fristverschiebung",
    "Gremium",
    "Mitteilung",
    "Mitteilungswahl",
    "Nachweis",
    "Punktvergleich",
    "Umsetzungsbericht",
    "Verfolgung",
    "Vorlage",
    "Vorlagenbezug",
    "Vorlagenquelle",
    "Vorschlag",
    "Zuordnung",
]
