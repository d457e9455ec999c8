"""The nightly command: queues what may be fetched, names what could not be, and says so by its exit status."""

from collections.abc import Iterator

import pytest

from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.foundation.jobs.models import Lauf
from kreislauf.steuerung.oparl_eingang.befehl import main
from kreislauf.steuerung.oparl_eingang.models import Abruf, Quelle
from kreislauf.steuerung.oparl_eingang.tests.gang import make_quelle
from kreislauf.steuerung.oparl_eingang.tests.ratsserver import Ratsserver

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def rat() -> Iterator[Ratsserver]:
    rat = Ratsserver()
    yield rat
    rat.close()


@pytest.fixture
def person() -> User:
    return make_user("geschaeftsfuehrung", make_bereich())


def quelle_namens(rat: Ratsserver, name: str, **angaben: object) -> Quelle:
    return make_quelle(rat, name=name, adresse=f"{rat.adresse}/{name.replace(' ', '-')}/system", **angaben)


def test_marked_sources_are_queued_in_the_name_of_who_switched_them_on(
    rat: Ratsserver, person: User, capsys: pytest.CaptureFixture[str]
) -> None:
    quelle = quelle_namens(rat, "Dresden", naechtlich=True, naechtlich_als=person, created_by=person)
    quelle_namens(rat, "Nur von Hand", created_by=person)

    assert main(["naechtlich"]) == 0

    abruf = Abruf.objects.get()
    assert (abruf.quelle, abruf.created_by) == (quelle, person)
    assert Lauf.objects.get() == abruf.lauf
    assert capsys.readouterr().out == "Dresden: eingereiht\n"


def test_what_cannot_be_queued_is_named_and_the_others_are_queued(
    rat: Ratsserver, person: User, capsys: pytest.CaptureFixture[str]
) -> None:
    ohne_recht = make_user("gremienmitglied", make_bereich())
    quelle_namens(rat, "Ohne Namen", naechtlich=True, created_by=person)
    quelle_namens(rat, "Ohne Recht", naechtlich=True, naechtlich_als=ohne_recht, created_by=person)
    quelle_namens(rat, "Gut", naechtlich=True, naechtlich_als=person, created_by=person)

    assert main(["naechtlich"]) == 1
    erste = capsys.readouterr()
    assert main(["naechtlich"]) == 1  # the good one is under way now
    zweite = capsys.readouterr()

    assert erste.out == "Gut: eingereiht\n"
    assert sorted(z.split(":")[0] for z in erste.err.splitlines()) == ["Ohne Namen", "Ohne Recht"]
    assert "„Gut“ wird gerade abgerufen" in zweite.err
    assert Abruf.objects.count() == 1


def test_without_a_marked_source_the_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["naechtlich"]) == 0
    assert capsys.readouterr().out == "Keine Quelle ist für die Nacht vorgesehen.\n"
