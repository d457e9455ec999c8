"""T20 in small: random books agree to the cent, one cent too much is noticed, and nobody rewrites a booking."""

import random

import pytest
from django.db import ProgrammingError, connection, transaction
from soak.geldbuch import Buch, fuehre, je_tag, maengel, verfaelsche

from kreislauf.foundation.accounts.models import Bereich, User

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("konten")]


@pytest.mark.parametrize("saat", [4, 5])
def test_ledger_payments_files_and_days_agree_after_any_act(
    saat: int, bereich: Bereich, sachbearbeiterin: User, teamleiterin: User, kasse: User
) -> None:
    buch = Buch(random.Random(saat), sachbearbeiterin, teamleiterin, kasse, bereich.pk)

    assert fuehre(buch, 40, {}) == []
    assert sum(not akt.endswith("verweigert") and zahl for akt, zahl in buch.getan.items()) > 5
    assert buch.getan["selbst freigeben"] == 0

    verfaelsche()
    assert maengel(buch, {})


@pytest.mark.parametrize("sql", ["UPDATE zahlung_buchung SET betrag = 1", "DELETE FROM zahlung_buchung"])
def test_a_booking_is_only_countered_never_changed(sql: str) -> None:
    with pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        connection.cursor().execute(sql)

    assert je_tag() == {}
