"""Complete catalogues: a missing, superfluous or empty text fails."""

import re

import pytest

from kreislauf.portal.sprachen import GRUNDSPRACHE, SPRACHEN, gewuenscht, katalog

ANDERE = [s for s in SPRACHEN if s != GRUNDSPRACHE]
DARF_LEER = {"start.verbindlich"}  # only the binding language needs no such note


def _platzhalter(text: str) -> set[str]:
    return set(re.findall(r"\{(\w+)\}", text))


@pytest.mark.parametrize("sprache", ANDERE)
def test_catalogue_has_exactly_the_texts_of_the_german_one(sprache: str) -> None:
    assert katalog(sprache).keys() == katalog(GRUNDSPRACHE).keys()


@pytest.mark.parametrize("sprache", SPRACHEN)
def test_no_text_is_empty_and_placeholders_are_those_of_the_german_one(sprache: str) -> None:
    texte, deutsch = katalog(sprache), katalog(GRUNDSPRACHE)
    leer = {k for k, text in texte.items() if not str(text).strip()}

    assert leer <= (DARF_LEER if sprache == GRUNDSPRACHE else set())
    assert {k for k in texte if _platzhalter(texte[k]) != _platzhalter(deutsch[k])} == set()


@pytest.mark.parametrize("sprache", [s for s in ANDERE if s != "ls"])  # Leichte Sprache is German, too
def test_texts_are_translated(sprache: str) -> None:
    deutsch = katalog(GRUNDSPRACHE)

    assert {k for k, text in katalog(sprache).items() if text == deutsch[k] and len(text) > len("Sozialhilfe")} == set()


@pytest.mark.parametrize(
    ("kopf", "sprache"),
    [("ar,de;q=0.8", "ar"), ("uk-UA,uk;q=0.9", "uk"), ("xx, fr", "fr"), ("", "de"), ("*", "de"), (";;;,,,=", "de")],
)
def test_the_browsers_first_language_that_is_offered_is_taken(kopf: str, sprache: str) -> None:
    assert gewuenscht(kopf) == sprache
