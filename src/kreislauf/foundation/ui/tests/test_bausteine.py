"""Building blocks: what they say, to whom, and that nothing slips through unescaped."""

import hashlib
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.db.models import TextChoices
from django.template import engines
from django.test import RequestFactory
from pytest_django.asserts import assertHTMLEqual

from kreislauf.foundation.access.selectors import Rechte
from kreislauf.foundation.accounts.models import Bereich
from kreislauf.foundation.ui import navigation
from kreislauf.foundation.ui.bausteine import AMPEL, Ampel, Schritt, Spalte, feldart, knoepfe_aus, widget_html
from kreislauf.foundation.ui.navigation import Eintrag

VENDOR = Path(__file__).resolve().parents[1] / "static" / "ui" / "vendor"
BOESE = "<script>alert(1)</script>"


def zeichne(vorlage: str, url: str = "/liste/?art=a&seite=2", **kontext: object) -> str:
    request = RequestFactory().get(url)
    engine = engines["django"]
    return str(engine.from_string("{% load ui %}" + vorlage).render(kontext | {"request": request}))


@pytest.mark.parametrize(
    "vorlage",
    [
        "{% ampel 'rot' x x %}",
        "{% badge x %}",
        "{% fortschritt 1 2 x %}",
        "{% beschreibung paare %}",
        "{% knopf x symbol=x name=x wert=x %}",
        "{% knopflink x x symbol=x %}",
        "{% hinweis 'info' x %}{{ x }}{% endhinweis %}",
        "{% karte x %}{{ x }}{% endkarte %}",
        "{% leer x %}{{ x }}{% endleer %}",
        "{% symbol x x %}",
        "{% spalten spalten %}",
        "{% weiterblaettern x %}",
    ],
)
def test_building_blocks_escape_what_they_are_given(vorlage: str) -> None:
    html = zeichne(vorlage, x=f'"{BOESE}', paare={BOESE: BOESE}, spalten=[Spalte(BOESE, BOESE, sortierbar=True)])

    assert "<script>" not in html
    assert '""' not in html.replace('alt=""', "")


@pytest.mark.parametrize("stufe", list(Ampel))
def test_ampel_has_icon_word_and_colour(stufe: Ampel) -> None:
    html = zeichne("{% ampel stufe %}", stufe=stufe)

    assert f"ampel--{stufe.value}" in html
    assert f"kern-icon--{AMPEL[stufe].symbol}" in html
    assert AMPEL[stufe].wort in html


def test_ampel_refuses_an_unknown_level() -> None:
    with pytest.raises(ValueError, match="lila"):
        zeichne("{% ampel 'lila' %}")


def test_lights_differ_by_word_and_icon() -> None:
    assert (
        len({licht.wort for licht in AMPEL.values()}) == len({licht.symbol for licht in AMPEL.values()}) == len(Ampel)
    )


def test_spalten_sorts_both_ways_keeps_the_filter_and_starts_at_page_one() -> None:
    liste = [Spalte("frist", "Frist", sortierbar=True), Spalte("text", "Text")]

    erst = zeichne("{% spalten l %}", "/l/?art=a&seite=2", l=liste)
    dann = zeichne("{% spalten l %}", "/l/?art=a&sortierung=frist", l=liste)

    assert 'href="?art=a&amp;sortierung=frist"' in erst
    assert 'aria-sort="none"' in erst
    assert 'href="?art=a&amp;sortierung=-frist"' in dann
    assert 'aria-sort="ascending"' in dann
    assert dann.count("aria-sort") == 1


def test_seiten_keeps_the_filter_and_marks_the_present_page() -> None:
    html = zeichne("{% seiten s %}", s=Paginator(range(60), 20).page(2))

    assert 'href="?art=a&amp;seite=1" rel="prev"' in html
    assert 'href="?art=a&amp;seite=3" rel="next"' in html
    assert html.count('aria-current="page"') == 1
    assert zeichne("{% seiten s %}", s=Paginator(range(3), 20).page(1)).strip() == ""


def test_weiterblaettern_ends_where_the_list_ends() -> None:
    assert "Weitere anzeigen" in zeichne("{% weiterblaettern 'k7' %}", "/l/?art=a")
    ende = zeichne("{% weiterblaettern '' %}", "/l/?art=a&nach=k7")
    assert "Weitere anzeigen" not in ende
    assert 'href="?art=a"' in ende
    assert zeichne("{% weiterblaettern '' %}", "/l/").strip() == ""


class Stand(TextChoices):
    OFFEN = "offen", "Offen"
    ZU = "zu", "Zu"


def test_knoepfe_follow_the_table_of_transitions_and_the_rights() -> None:
    tabelle = {("close", Stand.OFFEN): Stand.ZU, ("drop", Stand.OFFEN): Stand.ZU, ("reopen", Stand.ZU): Stand.OFFEN}
    schritte = {"close": Schritt("Schließen"), "drop": Schritt("Fallen lassen", rueckfrage=True)}

    knoepfe = knoepfe_aus(tabelle, Stand.OFFEN, schritte, url=lambda a: f"/7/{a}/", darf=lambda a: a != "close")
    html = zeichne("{% knoepfe k %}", k=knoepfe)

    assert [k.akt for k in knoepfe] == ["drop"]
    assert '<a class="kern-btn kern-btn--secondary" href="/7/drop/">' in html  # first to the confirm page
    assert "<form" not in html


def test_knoepfe_without_question_post_with_token() -> None:
    knoepfe = knoepfe_aus(
        {("close", Stand.OFFEN): Stand.ZU},
        Stand.OFFEN,
        {"close": Schritt("Zu")},
        url=lambda a: "/x/",
        darf=lambda a: True,
    )

    html = zeichne("{% knoepfe k %}", k=knoepfe, csrf_token="geheim")

    assert '<form method="post" action="/x/"><input type="hidden" name="csrfmiddlewaretoken" value="geheim">' in html


class Formular(forms.Form):
    titel = forms.CharField(label="Titel", help_text="Kurz.")
    weg = forms.ChoiceField(choices=[("a", "A")], widget=forms.RadioSelect, help_text="Einer.")
    still = forms.CharField(widget=forms.HiddenInput)


@pytest.mark.parametrize(("name", "art"), [("titel", "eingabe"), ("weg", "auswahl"), ("still", "verborgen")])
def test_feldart_knows_the_widget(name: str, art: str) -> None:
    assert feldart(Formular()[name]) == art


def test_form_ties_label_hint_and_error_to_the_input() -> None:
    html = str(Formular({}))

    assert 'aria-describedby="id_titel_helptext id_titel_error"' in html
    assert 'id="id_titel_helptext"' in html
    assert 'id="id_titel_error"' in html
    assert html.index("Bitte prüfen Sie Ihre Angaben") < html.index('name="titel"')
    assert '<a class="kern-link" href="#id_titel">' in html
    assert (
        '<fieldset class="kern-fieldset feld kern-fieldset--error" aria-describedby="id_weg_helptext id_weg_error">'
        in html
    )


class Eingaben(forms.Form):
    text = forms.CharField(max_length=9, initial='"<b>')
    zahl = forms.IntegerField(min_value=1, max_value=3, initial=0)
    adresse = forms.EmailField(required=False)
    tag = forms.DateField(
        initial=date(2026, 2, 1), widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date", "class": "eng"})
    )
    geld = forms.DecimalField(localize=True, initial="1.5", disabled=True)
    wahl = forms.ChoiceField(
        choices=[("", "alle"), (1, "<eins>"), ("Gruppe &", [("a", "A"), (None, "nichts")])],
        initial=1,
        help_text="Eine.",
    )
    ohne_leere = forms.ChoiceField(choices=[("a", "A"), ("b", "B")], initial="x")
    bereich = forms.ModelChoiceField(Bereich.objects.all(), required=False, empty_label="alle")


@pytest.mark.django_db
@pytest.mark.parametrize("daten", [None, {}, {"text": "&", "zahl": "9", "wahl": "a", "tag": "unsinn", "bereich": "1"}])
def test_inputs_without_templates_are_those_that_django_draws(daten: dict[str, str] | None) -> None:
    bereich = Bereich.objects.create(name="Amt <1>", art=Bereich.Art.EINHEIT)
    form = Eingaben(daten if daten is None or "bereich" not in daten else daten | {"bereich": str(bereich.pk)})

    for name in form.fields:
        klassen = [
            str({"liste": "kern-form-input__select"}.get(feldart(form[name]), "kern-form-input__input")),
            *(["kern-form-input__select--error"] if feldart(form[name]) == "liste" and form[name].errors else []),
            *(["kern-form-input__input--error"] if feldart(form[name]) != "liste" and form[name].errors else []),
            *(["eng"] if name == "tag" else []),
        ]
        assertHTMLEqual(str(widget_html(form[name])), str(form[name].as_widget(attrs={"class": " ".join(klassen)})))


@pytest.mark.django_db
def test_a_list_of_rows_is_one_query(django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(1):
        str(widget_html(Eingaben()["bereich"]))


def test_form_without_errors_shows_no_summary() -> None:
    assert "Bitte prüfen" not in str(Formular())


def test_navigation_shows_entries_by_right_and_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "_eintraege", {})
    navigation.register(Eintrag("Später", "suche", lambda r: True, 20))
    navigation.register(Eintrag("Früher", "start", lambda r: True, 10))
    navigation.register(Eintrag("Geheim", "impressum", lambda r: r.darf("konten", "lesen")))

    assert [e.titel for e in navigation.eintraege_fuer(Rechte({}))] == ["Früher", "Später"]
    assert len(navigation.eintraege_fuer(Rechte({("konten", "lesen"): {1}}))) == 3


def test_vendored_files_are_unchanged_and_licensed() -> None:
    zeilen = (VENDOR / "SHA256SUMS").read_text().splitlines()
    soll = {name: summe for summe, name in (zeile.split() for zeile in zeilen)}
    endungen = {".css", ".js", ".woff2"}
    dateien = [d for d in VENDOR.rglob("*") if d.suffix in endungen]

    assert {d.relative_to(VENDOR).as_posix(): hashlib.sha256(d.read_bytes()).hexdigest() for d in dateien} == soll
    assert all(
        (VENDOR / lizenz).is_file() for lizenz in ("kern/LICENSE.md", "htmx/LICENSE", "kern/fonts/fira-sans/OFL.txt")
    )


def test_own_styles_name_no_foreign_host_and_only_existing_files() -> None:
    css = (VENDOR.parent / "kreislauf.css").read_text()

    assert "http" not in css.replace('a[href^="http"]', "")
    pfade = [teil.split('"')[0] for teil in css.split('url("')[1:]]
    assert len(pfade) == 5
    assert all((VENDOR.parent / pfad).is_file() for pfad in pfade)


def test_description_shows_days_and_times_in_german() -> None:
    paare = [("Frist", date(2026, 12, 16)), ("Eingang", datetime(2026, 1, 2, 23, 30, tzinfo=UTC)), ("Prognose", None)]

    text = zeichne("{% beschreibung paare %}", paare=paare)

    assert [wert in text for wert in (">16.12.2026<", ">03.01.2026 00:30<", ">–<")] == [True] * 3
