"""C5: every deviation between the motion and what became of it, point by point; proposed here, settled by a person."""

import re
from datetime import datetime
from difflib import SequenceMatcher
from uuid import UUID

from django.db import transaction

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.steuerung.ratsinfo.models import Beschlusspunkt, Punktvergleich, Vorlage
from kreislauf.steuerung.ratsinfo.permissions import may_compare_punkte

_AEHNLICH = 0.4  # share of equal words from which a point counts as changed; taken over is only what is word for word


def _woerter(text: str) -> list[str]:
    return re.findall(r"[\wäöüÄÖÜß/-]+", text)


def aehnlichkeit(eins: str, zwei: str) -> float:
    return SequenceMatcher(None, [w.lower() for w in _woerter(eins)], [w.lower() for w in _woerter(zwei)]).ratio()


def abweichung(alt: str, neu: str) -> str:
    """Words that fell away and words that came, in the order of the text."""
    a, b = _woerter(alt), _woerter(neu)
    weg, dazu = [], []
    vergleich = SequenceMatcher(None, [w.lower() for w in a], [w.lower() for w in b], autojunk=False)
    for art, a1, a2, b1, b2 in vergleich.get_opcodes():
        if art in {"delete", "replace"}:
            weg.append(" ".join(a[a1:a2]))
        if art in {"insert", "replace"}:
            dazu.append(" ".join(b[b1:b2]))
    teile = [f"weggefallen: {' … '.join(weg)}" if weg else "", f"hinzugekommen: {' … '.join(dazu)}" if dazu else ""]
    return "; ".join(t for t in teile if t)[:2000]


def propose_punktvergleiche(vorlage: Vorlage) -> None:
    """Compare the motion's points with the administration's position, else with the resolution; settled ones stay."""
    punkte = list(vorlage.punkte.order_by("position"))
    antrag = [p for p in punkte if p.satz == Beschlusspunkt.Satz.ANTRAG]
    ziel = [p for p in punkte if p.satz == Beschlusspunkt.Satz.STANDPUNKT] or [
        p for p in punkte if p.satz == Beschlusspunkt.Satz.BESCHLUSS
    ]
    vorlage.punktvergleiche.filter(bestaetigt=False).delete()
    if not antrag or not ziel:
        return
    erledigt = set(vorlage.punktvergleiche.values_list("von_id", flat=True))
    getroffen = set(vorlage.punktvergleiche.values_list("nach_id", flat=True))
    for punkt in antrag:
        if punkt.pk in erledigt:
            continue
        naechster = max(ziel, key=lambda z: (aehnlichkeit(punkt.text, z.text), z.nummer == punkt.nummer))
        wert = aehnlichkeit(punkt.text, naechster.text)
        if wert < _AEHNLICH:
            _anlegen(vorlage, punkt, None, Punktvergleich.Art.ENTFALLEN, "")
            continue
        getroffen.add(naechster.pk)
        art = Punktvergleich.Art.UEBERNOMMEN if wert == 1 else Punktvergleich.Art.GEAENDERT
        _anlegen(vorlage, punkt, naechster, art, abweichung(punkt.text, naechster.text))
    for punkt in ziel:
        if punkt.pk not in getroffen:
            _anlegen(vorlage, None, punkt, Punktvergleich.Art.NEU, "")


def _anlegen(vorlage: Vorlage, von: Beschlusspunkt | None, nach: Beschlusspunkt | None, art: str, text: str) -> None:
    Punktvergleich.objects.create(
        vorlage=vorlage,
        von=von,
        nach=nach,
        art=art,
        abweichung=text,
        bereich_id=vorlage.bereich_id,
        schutzstufe=vorlage.schutzstufe,
        sichtbar_fuer=vorlage.sichtbar_fuer,
    )


@transaction.atomic
def settle_punktvergleich(*, vergleich_id: UUID, art: str, text: str, actor: User, at: datetime) -> Punktvergleich:
    """Keep what a person says of one deviation; it survives further imports. Raises PermissionDenied."""
    vergleich = lock(Punktvergleich, vergleich_id)
    require(may_compare_punkte, actor, vergleich, tag=at.date())
    vergleich.art, vergleich.abweichung, vergleich.bestaetigt = Punktvergleich.Art(art), text.strip(), True
    vergleich.save()
    journal.record("punktvergleich.settle", vergleich, actor=actor, at=at, details={"art": vergleich.art})
    return vergleich
