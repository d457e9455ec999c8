"""Acts of the technical administration: allowed to it alone, written down, never on oneself."""

from datetime import UTC, date, datetime

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client

from kreislauf.foundation.access.selectors import rechte_von
from kreislauf.foundation.accounts import befehl, services
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.journal.models import Zeile

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HEUTE = date(2026, 11, 24)


@pytest.fixture
def kreis() -> Bereich:
    return Bereich.objects.create(name="Kreis", art=Bereich.Art.KOERPERSCHAFT)


def make_user(name: str, rolle: str, kreis: Bereich) -> User:
    user = User.objects.create_user(f"{name}@x.example", "geheim", nachname=name)
    Zustaendigkeit.objects.create(user=user, rolle=rolle, bereich=kreis, beginn=date(2026, 1, 1))
    return user


@pytest.fixture
def technik(kreis: Bereich) -> User:
    return make_user("technik", "technik", kreis)


def test_create_person_returns_the_start_password_once(technik: User, client: Client) -> None:
    angaben = {"email": "neu@x.example", "nachname": "Neu"}
    user, passwort = services.create_person(angaben=angaben, actor=technik, at=AT)

    assert user.check_password(passwort)
    assert passwort not in user.password
    assert Zeile.objects.filter(akt="konto.create", objekt_id=str(user.pk)).exists()
    with pytest.raises(services.SchonVorhanden):
        services.create_person(angaben=angaben, actor=technik, at=AT)


def test_role_holds_from_its_first_to_its_last_day(technik: User, kreis: Bereich) -> None:
    user = User.objects.create_user("p@x.example", "x", nachname="P")
    services.assign_rolle(
        user_id=user.pk, rolle="planung", bereich=kreis, beginn=HEUTE, ende=HEUTE, actor=technik, at=AT
    )

    assert rechte_von(user, HEUTE).darf("ratsinfo", "lesen")
    assert not rechte_von(user, date(2026, 11, 25)).darf("ratsinfo", "lesen")
    assert not rechte_von(user, date(2026, 11, 23)).darf("ratsinfo", "lesen")
    with pytest.raises(services.SchonVorhanden):
        services.assign_rolle(
            user_id=user.pk, rolle="planung", bereich=kreis, beginn=HEUTE, ende=None, actor=technik, at=AT
        )


def test_ended_role_stays_on_record(technik: User, kreis: Bereich) -> None:
    zustaendigkeit = make_user("p", "leitung", kreis).zustaendigkeiten.get()

    services.end_rolle(zustaendigkeit_id=zustaendigkeit.pk, ende=HEUTE, actor=technik, at=AT)

    zustaendigkeit.refresh_from_db()
    assert zustaendigkeit.ende == HEUTE


def test_nobody_gives_himself_a_role_or_locks_himself_out(technik: User, kreis: Bereich) -> None:
    with pytest.raises(services.SichSelbst):
        services.assign_rolle(
            user_id=technik.pk, rolle="leitung", bereich=kreis, beginn=HEUTE, ende=None, actor=technik, at=AT
        )
    with pytest.raises(services.SichSelbst):
        services.set_active(user_id=technik.pk, aktiv=False, actor=technik, at=AT)


@pytest.mark.parametrize("rolle", ["leitung", "datenschutz", "geschaeftsfuehrung"])
def test_other_roles_may_not_manage_people(technik: User, kreis: Bereich, rolle: str) -> None:
    fremd = make_user("fremd", rolle, kreis)

    with pytest.raises(PermissionDenied):
        services.set_active(user_id=technik.pk, aktiv=False, actor=fremd, at=AT)


def test_locking_a_person_ends_the_sessions(technik: User, kreis: Bereich, client: Client) -> None:
    user = make_user("p", "leitung", kreis)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    assert Session.objects.count() == 1

    services.set_active(user_id=user.pk, aktiv=False, actor=technik, at=AT)

    assert Session.objects.count() == 0


def test_command_line_enters_a_person_with_a_role(kreis: Bereich, capsys: pytest.CaptureFixture[str]) -> None:
    assert befehl.main(["anlegen", "n@x.example", "--nachname", "N"]) == 0
    assert "Startpasswort" in capsys.readouterr().out
    assert befehl.main(["rolle", "n@x.example", "leitung", "Kreis", "--von", "2026-01-01"]) == 0
    assert befehl.main(["sperren", "fehlt@x.example"]) == 1

    assert rechte_von(User.objects.get(email="n@x.example"), HEUTE).darf_akt("bericht.approve")
