"""Certificates are verified: against the system's authorities and, where the county says so, its own."""

import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, Grenzen, Leitung
from kreislauf.steuerung.oparl_eingang.tests.zertifikate import make_certificates

ANTWORT = b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}"


@contextmanager
def tls_server(zertifikat: Path) -> Iterator[str]:
    """A server with this certificate; gives its address."""
    kontext = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    kontext.load_cert_chain(zertifikat)
    ohr = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                draht, _ = ohr.accept()
            except OSError:
                return
            try:
                with kontext.wrap_socket(draht, server_side=True) as tls:
                    tls.recv(4096)
                    tls.sendall(ANTWORT)
            except OSError:
                draht.close()

    threading.Thread(target=serve, daemon=True).start()
    try:
        yield f"https://127.0.0.1:{ohr.getsockname()[1]}/oparl"
    finally:
        ohr.close()


def fetch(url: str, stellen: str = "") -> int:
    grenzen = Grenzen(sekunden=10, private_rechner=frozenset({"127.0.0.1"}), stellen=stellen)
    return Leitung(url, grenzen).fetch(url).status


@pytest.fixture(scope="module")
def dateien(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Path]:
    return make_certificates(tmp_path_factory.mktemp("zertifikate"))


def test_a_self_signed_server_is_refused_with_a_reason_people_understand(dateien: tuple[Path, Path, Path]) -> None:
    stelle, _, selbst = dateien
    with tls_server(selbst) as url:
        for stellen in ("", str(stelle)):
            with pytest.raises(AbrufFehler, match="nicht vertrauenswürdig") as fehler:
                fetch(url, stellen)
            assert (fehler.value.art, fehler.value.erneut) == ("zertifikat", False)


def test_the_countys_own_authority_is_trusted_only_where_it_is_set_up(dateien: tuple[Path, Path, Path]) -> None:
    stelle, rat, _ = dateien
    with tls_server(rat) as url:
        assert fetch(url, str(stelle)) == 200
        with pytest.raises(AbrufFehler, match="nicht vertrauenswürdig"):
            fetch(url)


def test_a_certificate_for_another_name_or_past_its_time_is_refused(
    dateien: tuple[Path, Path, Path], tmp_path: Path
) -> None:
    stelle, rat, _ = dateien
    with tls_server(rat) as url:
        anders = url.replace("127.0.0.1", "localhost")
        grenzen = Grenzen(sekunden=10, private_rechner=frozenset({"localhost"}), stellen=str(stelle))
        with pytest.raises(AbrufFehler, match="nicht vertrauenswürdig"):
            Leitung(anders, grenzen, aufloesung=lambda *_: ["127.0.0.1"]).fetch(anders)
    alte_stelle, alt, _ = make_certificates(tmp_path, tage=-1)
    with tls_server(alt) as url, pytest.raises(AbrufFehler, match="nicht vertrauenswürdig"):
        fetch(url, str(alte_stelle))


def test_a_file_of_authorities_that_cannot_be_read_is_named(dateien: tuple[Path, Path, Path]) -> None:
    with tls_server(dateien[1]) as url, pytest.raises(AbrufFehler, match="nicht lesbar"):
        fetch(url, "/gibt/es/nicht.pem")
