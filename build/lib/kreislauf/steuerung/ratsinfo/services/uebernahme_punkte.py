"""Points of motions, positions and resolutions, and points of reports, from the proposals into the record."""

from datetime import date, datetime

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError
from kreislauf.steuerung.ratsinfo.models import (
    Berichtspunkt,
    Beschluss,
    Beschlusspunkt,
    Umsetzungsbericht,
    Vorlage,
    Vorschlag,
)
from kreislauf.steuerung.ratsinfo.services.vorschlagsdaten import tag_im_satz
from kreislauf.steuerung.ratsinfo.states import Berichtsstand


class PunktOhneBeschluss(DomainError):
    """A point of a resolution whose resolution is not in the record."""


def _gemeinsam(vorlage: Vorlage) -> dict[str, object]:
    return {
        "bereich_id": vorlage.bereich_id,
        "schutzstufe": vorlage.schutzstufe,
        "sichtbar_fuer": vorlage.sichtbar_fuer,
    }


def _tag(wert: object) -> date | None:
    try:
        return date.fromisoformat(str(wert))
    except ValueError:
        return None


def beschluss_zu(vorlage: Vorlage, satz_text: str) -> Beschluss | None:
    """The resolution a point belongs to: of the day in its heading, else the only one that decided something."""
    alle = list(vorlage.beschluesse.all())
    if genannt := tag_im_satz(satz_text):
        return next((b for b in alle if b.datum and b.datum.isoformat() == genannt), None)
    entschieden = [b for b in alle if b.ergebnis in {"beschlossen", "geaendert_beschlossen"}]
    return entschieden[0] if len(entschieden) == 1 else (alle[0] if len(alle) == 1 else None)


def take_over_punkte(vorlage: Vorlage, vorschlaege: list[Vorschlag], actor: User, at: datetime) -> None:
    """Points are told apart by whose they are and their number; a second import updates them."""
    for position, vorschlag in enumerate(vorschlaege):
        daten = vorschlag.daten
        beschluss = None
        if daten["satz"] == Beschlusspunkt.Satz.BESCHLUSS:
            beschluss = beschluss_zu(vorlage, daten.get("satz_text") or "")
            if beschluss is None:
                raise PunktOhneBeschluss(
                    f"Zu Punkt {daten.get('nummer')} (Zeile {vorschlag.zeile}, „{daten.get('satz_text')}“) "
                    "fehlt der Beschluss. Bitte den Beschluss annehmen oder ergänzen, oder den Punkt ablehnen."
                )
        punkt, neu = Beschlusspunkt.objects.update_or_create(
            vorlage=vorlage,
            satz=daten["satz"],
            satz_text=(daten.get("satz_text") or "")[:200],
            nummer=(daten.get("nummer") or str(position + 1))[:20],
            defaults={
                **_gemeinsam(vorlage),
                "beschluss": beschluss,
                "position": position,
                "text": daten.get("text") or vorschlag.zitat,
                "pflicht": daten.get("pflicht") or Beschlusspunkt.Pflicht.AUFTRAG,
                "frist": _tag(daten.get("frist")),
                "beschlossen": daten.get("beschlossen"),
                "zeile": vorschlag.zeile,
            },
        )
        journal.record("beschlusspunkt.import" if neu else "beschlusspunkt.update", punkt, actor=actor, at=at)


def take_over_berichte(vorlage: Vorlage, vorschlaege: list[Vorschlag], actor: User, at: datetime) -> None:
    """Reports that the paper contains; they are history, not drafts of ours."""
    punkte = {p.nummer: p for p in vorlage.punkte.filter(satz=Beschlusspunkt.Satz.BESCHLUSS)}
    for vorschlag in vorschlaege:
        daten = vorschlag.daten
        bericht, neu = Umsetzungsbericht.objects.update_or_create(
            vorlage=vorlage,
            eingelesen=True,
            datum=_tag(daten.get("datum")),
            defaults={
                **_gemeinsam(vorlage),
                "state": Berichtsstand.VERSANDT,
                "beschluss": vorlage.beschluesse.filter(punkte__isnull=False).first(),
                "created_by": actor,
            },
            create_defaults={
                **_gemeinsam(vorlage),
                "state": Berichtsstand.VERSANDT,
                "beschluss": vorlage.beschluesse.filter(punkte__isnull=False).first(),
                "created_by": actor,
                "created_at": at,
            },
        )
        if neu:
            journal.record("bericht.import", bericht, actor=actor, at=at)
        nummer = str(daten.get("nummer") or "")[:300]
        Berichtspunkt.objects.update_or_create(
            bericht=bericht,
            nummer=nummer,
            defaults={
                **_gemeinsam(vorlage),
                "punkt": punkte.get(nummer),
                "status": daten.get("status") or "",
                "sachstand": daten.get("sachstand") or "",
                "zeile": vorschlag.zeile,
            },
        )
