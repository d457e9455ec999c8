"""Rows are visible only inside a transaction that says for whom."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime
from threading import Barrier

import pytest
from django.db import DatabaseError, connection, transaction

from kreislauf.foundation.access.context import handeln_als, handeln_als_system
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


@pytest.fixture
def kreis(db: None) -> Bereich:
    return Bereich.objects.create(name="Kreis Auental", art=Bereich.Art.KOERPERSCHAFT)


def make_user(email: str, rolle: str | None = None, bereich: Bereich | None = None) -> User:
    user = User.objects.create_user(email, "geheim", nachname=email)
    if rolle and bereich:
        Zustaendigkeit.objects.create(user=user, rolle=rolle, bereich=bereich, beginn=date(2026, 1, 1))
    return user


def test_application_role_is_bound(db: None) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper, rolbypassrls FROM pg_roles WHERE rolname = current_user")
        assert cursor.fetchone() == (False, False)
        cursor.execute("SELECT count(*) FROM pg_tables WHERE tableowner = current_user")
        assert cursor.fetchone() == (0,)


def test_only_technik_creates_people(kreis: Bereich) -> None:
    technik, fremd = make_user("t@x.de", "technik", kreis), make_user("f@x.de", "fachbereich", kreis)

    with handeln_als(technik, at=AT):
        make_user("neu@x.de")
    with pytest.raises(DatabaseError), transaction.atomic(), handeln_als(fremd, at=AT):
        make_user("neu2@x.de")

    assert User.objects.filter(email__startswith="neu").count() == 1


def test_nothing_may_be_written_without_a_person(festgeschrieben: None) -> None:
    with pytest.raises(DatabaseError), transaction.atomic():
        make_user("niemand@x.de")
    with handeln_als_system():
        make_user("jemand@x.de")
    with pytest.raises(DatabaseError), transaction.atomic():
        make_user("danach@x.de")


def geltend(*namen: str) -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT " + ", ".join(["coalesce(current_setting(%s, true), '')"] * len(namen)), namen)
        return list(cursor.fetchone() or ())


NAMEN = ("kreislauf.person", "kreislauf.konten_anlegen", "kreislauf.auftrag_aendern")


def test_after_a_nested_person_the_outer_one_answers_again(festgeschrieben: None) -> None:
    with handeln_als_system():
        kreis = Bereich.objects.create(name="Kreis Auental", art=Bereich.Art.KOERPERSCHAFT)
        technik, fach = make_user("t@x.de", "technik", kreis), make_user("f@x.de", "fachbereich", kreis)

    with handeln_als(technik, at=AT):
        aussen = geltend(*NAMEN)
        with handeln_als(fach, at=AT):
            innen = geltend(*NAMEN)
        danach = geltend(*NAMEN)
        with pytest.raises(ZeroDivisionError), handeln_als(fach, at=AT):
            raise ZeroDivisionError
        nach_fehler = geltend(*NAMEN)

    assert aussen == [str(technik.pk), str(kreis.pk), ""] == danach == nach_fehler
    assert innen == [str(fach.pk), "", str(kreis.pk)]
    with transaction.atomic():
        assert geltend(*NAMEN) == ["", "", ""]


def test_people_at_the_same_time_do_not_get_each_others_rights(festgeschrieben: None) -> None:
    with handeln_als_system():
        kreis = Bereich.objects.create(name="Kreis Auental", art=Bereich.Art.KOERPERSCHAFT)
        leute = [make_user("t@x.de", "technik", kreis), make_user("f@x.de", "fachbereich", kreis)]
    treffen = Barrier(2)

    def handeln(user: User) -> list[list[str]]:
        try:
            with handeln_als(user, at=AT):
                treffen.wait(20)
                erst = geltend(*NAMEN)
                treffen.wait(20)
                return [erst, geltend(*NAMEN)]
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as zugleich:
        technik, fach = zugleich.map(handeln, leute)

    assert technik == [[str(leute[0].pk), str(kreis.pk), ""]] * 2
    assert fach == [[str(leute[1].pk), "", str(kreis.pk)]] * 2
