"""What a person is to be reminded of, and when that happened last."""

from datetime import date

from django.db.models import Max

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.erinnerungen.models import Erinnerungsmail, Erinnerungsschritt
from kreislauf.foundation.erinnerungen.quellen import Anlass, alle, schritt
from kreislauf.foundation.erinnerungen.states import Mailstand


def offene_anlaesse(user: User, heute: date) -> list[tuple[Anlass, str]]:
    """What the person was not reminded of yet at the step where it stands today; earliest day first.

    Run in the person's context: the database shows only what she may see. A mail that was not accepted counts as none.
    """
    schon = set(
        Erinnerungsschritt.objects.filter(user=user, mail__state=Mailstand.VERSANDT).values_list(
            "gegenstand", "faellig", "schritt"
        )
    )
    anlaesse = [(a, s) for quelle in alle() for a in quelle(user, heute) if (s := a.fest or schritt(a.faellig, heute))]
    return sorted(
        ((a, s) for a, s in anlaesse if (a.gegenstand, a.faellig, s) not in schon),
        key=lambda p: (p[0].faellig, p[0].url),
    )


def zuletzt_erinnert(user: User) -> date | None:
    """The day of the last mail that the server took."""
    tag: date | None = Erinnerungsmail.objects.filter(user=user, state=Mailstand.VERSANDT).aggregate(t=Max("tag"))["t"]
    return tag
