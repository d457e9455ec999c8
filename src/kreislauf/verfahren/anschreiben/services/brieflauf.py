"""Put letters together to a run, print it stack by stack, hand it to the post; each letter once, none lost.

A stack (Stapel) is one transaction: its letters are rendered, kept, filed and written down together with their stream
for the printer, or not at all. So a killed worker leaves whole stacks only, and a second start goes on with the rest.
"""

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID

from django.db import connection, transaction
from django.utils.timezone import localdate

from kreislauf.foundation.access.permissions import lock, require
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.jobs.services import start_lauf
from kreislauf.foundation.journal import services as journal
from kreislauf.foundation.states import DomainError, next_state
from kreislauf.verfahren.anschreiben.models import Brieflauf, Briefposten
from kreislauf.verfahren.anschreiben.permissions import may_print_briefe
from kreislauf.verfahren.anschreiben.selectors import ARTEN, kandidaten
from kreislauf.verfahren.anschreiben.states import BRIEFLAUF_TRANSITIONS, Brieflaufstand, Briefstand
from kreislauf.verfahren.bescheid.selectors import behoerde_am

DRUCKEN = "anschreiben.drucken"
VERSENDEN = "anschreiben.versenden"


class NichtsZuDrucken(DomainError):
    """No letter waits, or somebody else has taken it into a run."""


class TagUnmoeglich(DomainError):
    """The day of posting cannot be."""


def _nummer(bereich_id: int, jahr: int) -> str:
    """The next number of the year; one at a time per area."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext(%s))", [f"brieflauf-{bereich_id}"])
    vorn = f"BL-{jahr}-"
    letzte = Brieflauf.objects.filter(bereich_id=bereich_id, nummer__startswith=vorn).order_by("-nummer").first()
    return f"{vorn}{int(letzte.nummer.removeprefix(vorn)) + 1 if letzte else 1:04}"


@transaction.atomic
def start_brieflauf(
    *,
    bereich_id: int,
    auswahl: Sequence[str] | None,
    actor: User,
    at: datetime,
    beidseitig: bool = True,
) -> Brieflauf:
    """Take letters into a run (`auswahl`: "art:id" of Kandidat, None: all) and queue it.

    Raises PermissionDenied, VorgabeFehlt or NichtsZuDrucken.
    """
    tag = localdate(at)
    require(may_print_briefe, actor, bereich_id, tag=tag)
    behoerde_am(bereich_id, tag)  # without an agency no letter can be made
    nummer = _nummer(bereich_id, tag.year)  # also: one run at a time is put together
    wartend = kandidaten(bereich_id)
    gewaehlt = wartend if auswahl is None else [k for k in wartend if k.kennung in set(auswahl)]
    if not gewaehlt or (auswahl is not None and len(gewaehlt) != len(set(auswahl))):
        raise NichtsZuDrucken("Nicht alle gewählten Briefe warten noch auf den Druck. Bitte laden Sie die Seite neu.")
    brieflauf = Brieflauf.objects.create(
        nummer=nummer, beidseitig=beidseitig, bereich_id=bereich_id, created_by=actor, created_at=at
    )
    Briefposten.objects.bulk_create(
        Briefposten(brieflauf=brieflauf, nummer=nr, bereich_id=bereich_id, **{f"{k.art}_id": k.pk})
        for nr, k in enumerate(gewaehlt, start=1)
    )
    brieflauf.lauf = start_lauf(
        art=DRUCKEN,
        titel=f"Brieflauf {nummer}: {len(gewaehlt)} Briefe drucken",
        angaben={"brieflauf": str(brieflauf.pk)},
        actor=actor,
        at=at,
    )
    brieflauf.save(update_fields=["lauf"])
    journal.record("brieflauf.create", brieflauf, actor=actor, at=at, details={"briefe": len(gewaehlt)})
    return brieflauf


def lock_brieflauf(brieflauf_id: UUID) -> Brieflauf:
    return lock(Brieflauf, brieflauf_id)


def step_brieflauf(brieflauf: Brieflauf, act: str) -> None:
    brieflauf.state = next_state(BRIEFLAUF_TRANSITIONS, act, Brieflaufstand(brieflauf.state))


@transaction.atomic
def finish_brieflauf(*, brieflauf_id: UUID, actor: User, at: datetime) -> Brieflauf:
    """All letters are printed or set aside; a repetition changes nothing."""
    brieflauf = lock_brieflauf(brieflauf_id)
    if brieflauf.state == Brieflaufstand.ERSTELLUNG and not brieflauf.posten.filter(state=Briefstand.OFFEN).exists():
        step_brieflauf(brieflauf, "finish")
        brieflauf.save(update_fields=["state"])
        gedruckt = brieflauf.posten.filter(state=Briefstand.GEDRUCKT).count()
        journal.record("brieflauf.finish", brieflauf, actor=actor, at=at, details={"gedruckt": gedruckt})
    return brieflauf


@transaction.atomic
def post_brieflauf(*, brieflauf_id: UUID, posted_on: date, actor: User, at: datetime) -> Brieflauf:
    """Hand the run to the post on a day; Bekanntgabe of each letter is then written down in the background.

    Raises PermissionDenied, IllegalTransition or TagUnmoeglich.
    """
    brieflauf = lock_brieflauf(brieflauf_id)
    require(may_print_briefe, actor, brieflauf.bereich_id, tag=localdate(at))
    step_brieflauf(brieflauf, "post")
    if not localdate(brieflauf.created_at) <= posted_on <= localdate(at):
        raise TagUnmoeglich(
            f"Der Tag muss zwischen dem Druck ({localdate(brieflauf.created_at):%d.%m.%Y}) und heute liegen."
        )
    brieflauf.posted_on, brieflauf.posted_by = posted_on, actor
    brieflauf.lauf = start_lauf(
        art=VERSENDEN,
        titel=f"Brieflauf {brieflauf.nummer}: Postausgang vom {posted_on:%d.%m.%Y}",
        angaben={"brieflauf": str(brieflauf.pk)},
        actor=actor,
        at=at,
    )
    brieflauf.save()
    journal.record("brieflauf.post", brieflauf, actor=actor, at=at, details={"posted_on": posted_on.isoformat()})
    return brieflauf


@transaction.atomic
def remove_brief(*, art: str, objekt_id: UUID, grund: str, actor: User, at: datetime) -> Briefposten | None:
    """A letter must not go out: take it from its run; what is printed already is to be pulled from the stack.

    Called where the decision is given back, by who may do that.
    """
    assert art in ARTEN, art
    posten = Briefposten.objects.select_for_update().filter(
        **{f"{art}_id": objekt_id}, state__in=[Briefstand.OFFEN, Briefstand.GEDRUCKT]
    )
    brief = posten.first()
    if brief is not None:
        brief.state, brief.grund = Briefstand.ENTNOMMEN, grund[:500]
        brief.save(update_fields=["state", "grund"])
        journal.record("briefposten.remove", brief, actor=actor, at=at, details={"nummer": brief.nummer})
    return brief
