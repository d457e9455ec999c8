"""Acts of the technical administration: allowed to it alone, written down, never on oneself."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core.exceptions import PermissionDenied
from django.test import Client

from kreislauf.foundation.access.selectors import rechte_von
from kreislauf.foundation.accounts import services
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


def test_person_data_change_and_are_written_down_without_values(technik: User, kreis: Bereich) -> None:
    user, anderer = make_user("p", "leitung", kreis), make_user("q", "leitung", kreis)
    angaben = {"vorname": "", "nachname": "Neu", "email": "NEU@x.example", "funktion": "", "telefon": ""}

    geaendert = services.update_person(user_id=user.pk, angaben=angaben, actor=technik, at=AT)

    assert (geaendert.email, geaendert.nachname) == ("neu@x.example", "Neu")
    zeile = Zeile.objects.get(akt="konto.update").inhalt
    assert zeile is not None and '"felder":["email","nachname"]' in zeile
    with pytest.raises(services.SchonVorhanden):
        services.update_person(user_id=anderer.pk, angaben=angaben, actor=technik, at=AT)


def test_new_start_password_replaces_the_old_and_must_be_changed(technik: User, kreis: Bereich) -> None:
    user = make_user("p", "leitung", kreis)

    passwort = services.reset_passwort(user_id=user.pk, actor=technik, at=AT)

    user.refresh_from_db()
    assert user.check_password(passwort)
    assert user.passwort_vorlaeufig
    with pytest.raises(services.SichSelbst):
        services.reset_passwort(user_id=technik.pk, actor=technik, at=AT)


def test_role_that_has_not_begun_is_withdrawn_and_can_be_given_anew(technik: User, kreis: Bereich) -> None:
    user = User.objects.create_user("p@x.example", "x", nachname="P")
    naechstes_jahr = date(2027, 1, 1)
    rolle: dict[str, Any] = {
        "user_id": user.pk,
        "rolle": "planung",
        "bereich": kreis,
        "beginn": naechstes_jahr,
        "ende": None,
    }
    falsch = services.assign_rolle(**rolle, actor=technik, at=AT)

    zurueck = services.end_rolle(zustaendigkeit_id=falsch.pk, ende=HEUTE, actor=technik, at=AT)

    assert zurueck.zurueckgenommen
    assert not rechte_von(user, naechstes_jahr).darf("ratsinfo", "lesen")
    assert not rechte_von(user, date(2026, 12, 31)).darf("ratsinfo", "lesen")
    services.assign_rolle(**rolle, actor=technik, at=AT)
    assert rechte_von(user, naechstes_jahr).darf("ratsinfo", "lesen")
    with pytest.raises(services.NichtMoeglich):  # an ended role is not prolonged by ending it again
        services.end_rolle(zustaendigkeit_id=falsch.pk, ende=date(2027, 6, 1), actor=technik, at=AT)


def test_manager_of_one_area_has_no_power_over_others(technik: User, kreis: Bereich) -> None:
    amt = Bereich.objects.create(name="Amt", art=Bereich.Art.EINHEIT, uebergeordnet=kreis)
    klein = make_user("klein", "technik", amt)
    leitung, unten = make_user("leitung", "leitung", kreis), make_user("unten", "fachbereich", amt)
    rolle: dict[str, Any] = {"rolle": "leitung", "beginn": HEUTE, "ende": None, "actor": klein, "at": AT}

    services.assign_rolle(user_id=unten.pk, bereich=amt, **rolle)
    services.reset_passwort(user_id=unten.pk, actor=klein, at=AT)
    with pytest.raises(PermissionDenied):
        services.assign_rolle(user_id=unten.pk, bereich=kreis, **rolle)
    for akt in (services.reset_passwort, services.reset_faktor, services.reset_lockout, services.end_sessions):
        with pytest.raises(PermissionDenied):
            akt(user_id=leitung.pk, actor=klein, at=AT)
    with pytest.raises(PermissionDenied):
        services.end_rolle(zustaendigkeit_id=leitung.zustaendigkeiten.get().pk, ende=HEUTE, actor=klein, at=AT)


def angaben_von(bereich: Bereich, **anders: object) -> dict[str, Any]:
    felder = ("name", "kurzname", "art", "uebergeordnet", "beginn", "ende")
    return {**{feld: getattr(bereich, feld) for feld in felder}, **anders}


def test_areas_form_no_ring_and_end_only_without_roles(technik: User, kreis: Bereich) -> None:
    amt = Bereich.objects.create(name="Amt", art=Bereich.Art.EINHEIT, uebergeordnet=kreis)
    team = Bereich.objects.create(name="Team", art=Bereich.Art.EINHEIT, uebergeordnet=amt)
    rolle = make_user("p", "leitung", team).zustaendigkeiten.get()

    for unter in (amt, team):
        with pytest.raises(services.NichtMoeglich):
            neu = angaben_von(amt, uebergeordnet=unter)
            services.update_bereich(bereich_id=amt.pk, angaben=neu, actor=technik, at=AT)
    ende = angaben_von(team, ende=HEUTE)
    with pytest.raises(services.NichtMoeglich):
        services.update_bereich(bereich_id=team.pk, angaben=ende, actor=technik, at=AT)
    services.end_rolle(zustaendigkeit_id=rolle.pk, ende=HEUTE, actor=technik, at=AT)
    services.update_bereich(bereich_id=team.pk, angaben=ende, actor=technik, at=AT)

    team.refresh_from_db()
    assert team.ende == HEUTE
    with pytest.raises(services.NichtMoeglich):
        services.assign_rolle(
            user_id=rolle.user_id, rolle="leitung", bereich=team, beginn=HEUTE, ende=None, actor=technik, at=AT
        )
