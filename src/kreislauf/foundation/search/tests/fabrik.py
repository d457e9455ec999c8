"""People and entries for the tests of the search."""

from datetime import UTC, date, datetime

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.search.models import Eintrag
from kreislauf.foundation.search.selectors import suche

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
ZAEHLER = iter(range(10**6))


def make_person(rolle: str, bereich: Bereich) -> User:
    user = User.objects.create_user(f"{next(ZAEHLER)}@auental.example", "geheim", nachname="Test")
    Zustaendigkeit.objects.create(user=user, rolle=rolle, bereich=bereich, beginn=date(2026, 1, 1))
    return user


def make_eintrag(bereich: Bereich, titel: str, **overrides: object) -> Eintrag:
    angaben: dict[str, object] = {
        "art": "auftrag",
        "klasse": "auftrag",
        "objekt_id": str(next(ZAEHLER)),
        "bereich": bereich,
        "bereiche": [bereich.pk],
        "titel": titel,
        "url": "/rat/",
    }
    return Eintrag.objects.create(**angaben | overrides)


def titel(anfrage: str) -> list[str]:
    return [str(t.titel).replace("<mark>", "").replace("</mark>", "") for t in suche(anfrage).treffer]
