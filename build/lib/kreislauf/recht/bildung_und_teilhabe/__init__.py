"""Bildung und Teilhabe: seven benefits, seven legal circles, from January 2011 on."""

from kreislauf.recht.bildung_und_teilhabe.ableitung import kalender, person
from kreislauf.recht.bildung_und_teilhabe.ausfluege import ausflug, klassenfahrt
from kreislauf.recht.bildung_und_teilhabe.lernfoerderung import lernfoerderung
from kreislauf.recht.bildung_und_teilhabe.mittagsverpflegung import mittagsverpflegung, summe
from kreislauf.recht.bildung_und_teilhabe.sachverhalt import KINDERMONAT
from kreislauf.recht.bildung_und_teilhabe.schuelerbefoerderung import schuelerbefoerderung
from kreislauf.recht.bildung_und_teilhabe.schulbedarf import schulbedarf
from kreislauf.recht.bildung_und_teilhabe.schuljahr import aufnahmefaelle, halbjahre, kalendertage
from kreislauf.recht.bildung_und_teilhabe.teilhabe import teilhabe
from kreislauf.recht.regel import Regelwerk

BILDUNG_UND_TEILHABE = Regelwerk(
    tabelle=KINDERMONAT,
    ableitungen=(kalender, person, summe, kalendertage, halbjahre, aufnahmefaelle),
    regeln={
        "schulbedarf": schulbedarf,
        "teilhabe": teilhabe,
        "mittagsverpflegung": mittagsverpflegung,
        "klassenfahrt": klassenfahrt,
        "ausflug": ausflug,
        "schuelerbefoerderung": schuelerbefoerderung,
        "lernfoerderung": lernfoerderung,
    },
)

__all__ = ["BILDUNG_UND_TEILHABE", "KINDERMONAT"]
