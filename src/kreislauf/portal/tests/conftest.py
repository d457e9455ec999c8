"""The portal's own pages, urls and database role in the process of the test."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
from django.db import connection
from django.test import Client, override_settings

from kreislauf.foundation.access.context import handeln_als_system
from kreislauf.foundation.accounts.models import Bereich, User
from kreislauf.foundation.accounts.tests.fabrik import make_bereich, make_user
from kreislauf.leistungen.bildung_und_teilhabe.tests.fabrik import make_vorgaben
from kreislauf.project import portalaufbau
from kreislauf.project.eingebettet import APP, PORTAL

AlsPortal = Callable[[], AbstractContextManager[Client]]


@pytest.fixture
def portalbereich(festgeschrieben: None) -> Bereich:
    with handeln_als_system():
        bereich = make_bereich("Bildung und Teilhabe")
        make_vorgaben(bereich)
    return bereich


@pytest.fixture
def als_portal(portalbereich: Bereich) -> Iterator[AlsPortal]:
    """Opens a browser of the portal: inside the block the database answers the portal's role."""
    namen = ("ROOT_URLCONF", "MIDDLEWARE", "TEMPLATES", "PORTAL_PROXYS", "CSRF_FAILURE_VIEW")
    aufbau = {name: getattr(portalaufbau, name) for name in namen}
    aufbau["MIDDLEWARE"] = [m for m in aufbau["MIDDLEWARE"] if "whitenoise" not in m]  # no collected files here
    client = Client()
    vorgabe = connection.settings_dict["ATOMIC_REQUESTS"]

    @contextmanager
    def oeffnen() -> Iterator[Client]:
        connection.close()
        connection.settings_dict |= {"USER": PORTAL, "ATOMIC_REQUESTS": False}
        try:
            with override_settings(**aufbau, PORTAL_BEREICH=portalbereich.pk):
                yield client
        finally:
            connection.close()
            connection.settings_dict |= {"USER": APP, "ATOMIC_REQUESTS": vorgabe}

    yield oeffnen


@pytest.fixture
def leute(portalbereich: Bereich) -> tuple[User, User]:
    with handeln_als_system():
        return make_user("sachbearbeitung_but", portalbereich), make_user("teamleitung_but", portalbereich)
