"""Files: kept by their hash, typed by content, limited, whole or not at all, never served as active content."""

import io
import zipfile
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from kreislauf.foundation.accounts.models import Bereich, User, Zustaendigkeit
from kreislauf.foundation.documents import services
from kreislauf.foundation.documents.inhalt import Medientyp, medientyp_von
from kreislauf.foundation.documents.models import Dokument

pytestmark = pytest.mark.django_db
AT = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)


def archiv(*namen: str) -> bytes:
    puffer = io.BytesIO()
    with zipfile.ZipFile(puffer, "w") as z:
        for name in namen:
            z.writestr(name, "x")
    return puffer.getvalue()


@pytest.fixture
def kreis(settings: Any, tmp_path: Path) -> Bereich:
    settings.DOKUMENTE = tmp_path
    return Bereich.objects.create(name="Kreis", art=Bereich.Art.KOERPERSCHAFT)


@pytest.fixture
def user(kreis: Bereich) -> User:
    user = User.objects.create_user("g@x.example", None, nachname="G")
    Zustaendigkeit.objects.create(user=user, rolle="geschaeftsfuehrung", bereich=kreis, beginn=date(2020, 1, 1))
    return user


def store(user: User, kreis: Bereich, inhalt: bytes, name: str = "vorlage.txt") -> Dokument:
    return services.store_dokument(inhalt=inhalt, dateiname=name, bereich_id=kreis.pk, actor=user, at=AT)


@pytest.mark.parametrize(
    ("inhalt", "typ"),
    [
        (b"%PDF-1.7\n", Medientyp.PDF),
        (archiv("word/document.xml"), Medientyp.DOCX),
        (b"<!DOCTYPE html><p>x", Medientyp.HTML),
        (b'{"a": 1}', Medientyp.JSON),
        (b"{kein JSON", Medientyp.TEXT),
        ("Grüße".encode(), Medientyp.TEXT),
        (b"\x89PNG\r\n\x1a\n", Medientyp.PNG),
        (archiv("word/document.xml", "word/vbaProject.bin"), None),  # macros
        (archiv("irgendwas"), None),
        (b"MZ\x00\x00", None),
    ],
)
def test_type_is_told_by_the_content(inhalt: bytes, typ: Medientyp | None) -> None:
    assert medientyp_von(inhalt) == typ


def test_same_content_is_kept_once_and_read_back(user: User, kreis: Bereich, tmp_path: Path) -> None:
    eins, zwei = store(user, kreis, b"Inhalt"), store(user, kreis, b"Inhalt", "../../anderer.txt")

    assert eins.sha256 == zwei.sha256
    assert zwei.dateiname == "anderer.txt"
    assert len([p for p in tmp_path.rglob("*") if p.is_file()]) == 1
    assert services.read_content(eins) == b"Inhalt"


@pytest.mark.parametrize(
    ("inhalt", "fehler"), [(b"", services.DateiLeer), (b"MZ\x00\x00\x00", services.DateitypUnzulaessig)]
)
def test_bad_upload_is_refused_and_nothing_is_kept(
    user: User, kreis: Bereich, tmp_path: Path, inhalt: bytes, fehler: type[Exception]
) -> None:
    with pytest.raises(fehler, match=r"vorlage\.txt"):
        store(user, kreis, inhalt)

    assert not Dokument.objects.exists()
    assert not list(tmp_path.rglob("*"))


def test_damaged_file_is_noticed(user: User, kreis: Bereich) -> None:
    dokument = store(user, kreis, b"Inhalt")
    services.ort(dokument.sha256).write_bytes(b"anderes")

    with pytest.raises(services.DateiBeschaedigt):
        services.read_content(dokument)


def test_strangers_may_not_keep_files(kreis: Bereich) -> None:
    with pytest.raises(PermissionDenied):
        store(User.objects.create_user("f@x.example", None, nachname="F"), kreis, b"Inhalt")


def test_html_is_handed_out_as_a_download_that_runs_nothing(client: Client, user: User, kreis: Bereich) -> None:
    dokument = store(user, kreis, b"<!doctype html><script>alert(1)</script>", "seite.html")
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    antwort = client.get(f"/dokumente/{dokument.pk}/")

    assert antwort.headers["Content-Disposition"].startswith("attachment")
    assert antwort.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert antwort.headers["X-Content-Type-Options"] == "nosniff"
