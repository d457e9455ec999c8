"""Entries follow their objects: content, protection, removal."""

from datetime import UTC, date, datetime

import pytest

from kreislauf.foundation.access.context import handeln_als
from kreislauf.foundation.access.models import Schutzstufe
from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.documents.models import Dokument
from kreislauf.foundation.search import quellen, services
from kreislauf.foundation.search.models import Eintrag
from kreislauf.foundation.search.quellen import Inhalt, Quelle
from kreislauf.foundation.search.selectors import suche

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def inhalt(dokument: Dokument) -> Inhalt:
    return Inhalt(dokument.dateiname, f"/dokumente/{dokument.pk}/", "Inhalt\x00mit\x02Zeichen", date(2026, 1, 1))


@pytest.fixture(autouse=True)
def registriert(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(quellen, "_quellen", {})
    quellen.register(Dokument, Quelle("dokument", "Dokument", inhalt, Dokument.objects.all))


@pytest.fixture
def amt(db: None) -> Bereich:
    return Bereich.objects.create(name="Jugendamt", art=Bereich.Art.EINHEIT)


def make_dokument(bereich: Bereich, dateiname: str = "Satzung.pdf", **overrides: object) -> Dokument:
    angaben = {"sha256": "0" * 64, "groesse": 1, "medientyp": "application/pdf", "created_at": AT}
    return Dokument.objects.create(bereich=bereich, dateiname=dateiname, **angaben | overrides)


def test_index_writes_one_entry_and_the_second_time_renews_it(amt: Bereich) -> None:
    dokument = make_dokument(amt)

    services.index(dokument)
    dokument.dateiname = "Ordnung.pdf"
    services.index(dokument)

    eintrag = Eintrag.objects.get()
    assert (eintrag.titel, eintrag.klasse, eintrag.bereiche) == ("Ordnung.pdf", "dokument", [amt.pk])
    assert suche("Satzung").anzahl == 0


def test_index_drops_characters_that_the_database_or_the_page_cannot_take(amt: Bereich) -> None:
    services.index(make_dokument(amt))

    assert Eintrag.objects.get().text == "Inhalt mit Zeichen"


def test_index_copies_the_protection_of_the_object(amt: Bereich) -> None:
    ausschuss = Bereich.objects.create(name="Ausschuss", art=Bereich.Art.GREMIUM)
    mitglied = User.objects.create_user("m@x.de", nachname="M")
    Zustaendigkeit.objects.create(user=mitglied, rolle="gremienmitglied", bereich=ausschuss, beginn=date(2026, 1, 1))
    dokument = make_dokument(amt)
    services.index(dokument)
    with handeln_als(mitglied, at=AT):
        assert suche("Satzung").anzahl == 0

    dokument.sichtbar_fuer = [ausschuss.pk]
    services.index(dokument)

    with handeln_als(mitglied, at=AT):
        assert suche("Satzung").anzahl == 1
        assert list(Eintrag.objects.values_list("titel", flat=True)) == ["Satzung.pdf"]


def test_index_and_object_agree_for_each_level_and_person(amt: Bereich) -> None:
    fremd = Bereich.objects.create(name="Bauamt", art=Bereich.Art.EINHEIT)
    for stufe in Schutzstufe:
        for bereich in (amt, fremd):
            services.index(make_dokument(bereich, f"Blatt {stufe} {bereich}", schutzstufe=stufe))
    for nummer, (rolle, bereich) in enumerate([("planung", amt), ("planung", fremd), ("technik", amt)]):
        person = User.objects.create_user(f"{nummer}@x.de", nachname="P")
        Zustaendigkeit.objects.create(user=person, rolle=rolle, bereich=bereich, beginn=date(2026, 1, 1))
        with handeln_als(person, at=AT):
            sichtbar = set(Dokument.objects.values_list("dateiname", flat=True))
            assert {
                str(t.titel).replace("<mark>", "").replace("</mark>", "") for t in suche("Blatt").treffer
            } == sichtbar


def test_remove_forgets_the_object(amt: Bereich) -> None:
    dokument = make_dokument(amt)
    services.index(dokument)

    services.remove(dokument)

    assert not Eintrag.objects.exists()
    services.remove(dokument)


def test_rebuild_writes_everything_anew(amt: Bereich) -> None:
    services.index(make_dokument(amt))
    Eintrag.objects.update(titel="veraltet")
    make_dokument(amt, "Zweites.pdf")

    assert services.rebuild() == 2
    assert set(Eintrag.objects.values_list("titel", flat=True)) == {"Satzung.pdf", "Zweites.pdf"}


def test_index_refuses_what_is_not_registered_or_not_protected_by_area(
    amt: Bereich, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(KeyError):
        services.index(Eintrag(bereich=amt))
    quellen.register(Eintrag, Quelle("eintrag", "Eintrag", inhalt, list))
    with pytest.raises(services.NichtSuchbar):
        services.index(Eintrag(bereich=amt))


def test_index_takes_very_long_texts(amt: Bereich, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL refuses a tsvector over 1 MB; the worst text has only different words."""
    lang = " ".join(f"w{n:x}" for n in range(100_000))
    lange = Quelle("dokument", "Dokument", lambda d: Inhalt(d.dateiname, "/", lang), Dokument.objects.all)
    quellen.register(Dokument, lange)

    services.index(make_dokument(amt))

    assert len(Eintrag.objects.get().text) == services.TEXT_GRENZE
