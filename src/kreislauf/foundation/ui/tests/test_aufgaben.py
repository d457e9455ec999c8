"""Tasks: sorted by what is due, grouped by day, filtered."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest

from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import User
from kreislauf.foundation.ui import aufgaben
from kreislauf.foundation.ui.aufgaben import Aufgabe, aufgaben_fuer, gruppiert
from kreislauf.foundation.ui.forms import AufgabenFilter

AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
HEUTE = date(2026, 11, 24)


@pytest.fixture
def quellen(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[aufgaben.Quelle]]:
    liste: list[aufgaben.Quelle] = []
    monkeypatch.setattr(aufgaben, "_quellen", liste)
    yield liste


def make_aufgabe(titel: str = "Bericht schreiben", **overrides: object) -> Aufgabe:
    return Aufgabe(**{"titel": titel, "url": "/", "art": "Bericht"} | overrides)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("tage", "gruppe"),
    [
        (-400, "Überfällig"),
        (-1, "Überfällig"),
        (0, "Heute fällig"),
        (1, "In den nächsten 14 Tagen"),
        (14, "In den nächsten 14 Tagen"),
        (15, "Später"),
    ],
)
def test_gruppiert_puts_each_day_in_its_group(tage: int, gruppe: str) -> None:
    (einzige,) = gruppiert([make_aufgabe(faellig=HEUTE + timedelta(days=tage))], AT)

    assert einzige.titel == gruppe


def test_gruppiert_counts_days_in_local_time() -> None:
    kurz_nach_mitternacht = datetime(2026, 11, 23, 23, 30, tzinfo=UTC)  # 0.30 h on 24 November in Berlin

    assert gruppiert([make_aufgabe(faellig=HEUTE)], kurz_nach_mitternacht)[0].titel == "Heute fällig"


def test_gruppiert_keeps_the_order_of_urgency_and_leaves_empty_groups_out() -> None:
    gruppen = gruppiert([make_aufgabe(), make_aufgabe(faellig=HEUTE - timedelta(days=2))], AT)

    assert [g.titel for g in gruppen] == ["Überfällig", "Ohne Termin"]


def test_gruppiert_shows_the_most_urgent_and_counts_all() -> None:
    alle = [make_aufgabe(faellig=HEUTE - timedelta(days=1)), *[make_aufgabe(faellig=HEUTE)] * 3, make_aufgabe()]

    assert [(g.titel, len(g.aufgaben), g.anzahl) for g in gruppiert(alle, AT, 3)] == [
        ("Überfällig", 1, 1),
        ("Heute fällig", 2, 3),
    ]
    assert sum(len(g.aufgaben) for g in gruppiert(alle, AT)) == 5


def test_aufgaben_fuer_asks_each_source_once_and_sorts(quellen: list[aufgaben.Quelle]) -> None:
    person, rechte = User(nachname="Test"), Rechte({})
    gefragt: list[tuple[User, Rechte, datetime]] = []

    def quelle(user: User, gefragte: Rechte, at: datetime) -> list[Aufgabe]:
        gefragt.append((user, gefragte, at))
        return [make_aufgabe("ohne"), make_aufgabe("später", faellig=HEUTE), make_aufgabe("früher", faellig=date.min)]

    aufgaben.register(quelle)
    aufgaben.register(quelle)

    assert [a.titel for a in aufgaben_fuer(person, rechte, AT)] == ["früher", "später", "ohne"]
    assert gefragt == [(person, rechte, AT)]


def test_filter_narrows_by_kind_and_word() -> None:
    alle = [make_aufgabe("Kita-Bericht"), make_aufgabe("Auftrag", art="Auftrag", hinweis="für die KITA")]

    def gezeigt(**angaben: str) -> list[str]:
        return [a.titel for a in AufgabenFilter(angaben, arten=["Auftrag", "Bericht"]).gefiltert(alle)]

    assert gezeigt() == ["Kita-Bericht", "Auftrag"]
    assert gezeigt(art="Auftrag") == ["Auftrag"]
    assert gezeigt(text="kita") == ["Kita-Bericht", "Auftrag"]
    assert gezeigt(text="kita", art="Bericht") == ["Kita-Bericht"]
    assert gezeigt(art="gibt es nicht") == ["Kita-Bericht", "Auftrag"]
