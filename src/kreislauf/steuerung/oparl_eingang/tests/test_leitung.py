"""The line goes nowhere it must not: checked at the address that is really connected."""

import socket
import threading
import time
from collections.abc import Callable, Iterator

import pytest

from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, AdresseVerboten, Grenzen, Leitung, is_public

INNEN = [
    "127.0.0.1", "10.0.0.1", "172.16.0.9", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "::1", "::", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "2002:7f00:1::", "64:ff9b::7f00:1",
    "192.0.0.8", "192.88.99.1", "64:ff9b:1::a00:1", "64:ff9b::a9fe:a9fe", "::7f00:1", "ff02::1", "2001:db8::1",
]  # fmt: skip
AUSSEN = ["8.8.8.8", "2a01:4f8::1", "64:ff9b::808:808"]


@pytest.fixture
def horcher() -> Iterator[tuple[int, list[str]]]:
    """A listening port that counts who connects to it."""
    ohr, besuche = socket.create_server(("127.0.0.1", 0)), list[str]()

    def lauschen() -> None:
        while True:
            try:
                draht, woher = ohr.accept()
            except OSError:
                return
            besuche.append(woher[0])
            draht.close()

    threading.Thread(target=lauschen, daemon=True).start()
    yield ohr.getsockname()[1], besuche
    ohr.close()


@pytest.fixture
def antworter() -> Iterator[Callable[[Callable[[socket.socket], None]], str]]:
    """Serves each connection with what the test says; gives the address."""
    ohren: list[socket.socket] = []

    def serve(handlung: Callable[[socket.socket], None]) -> str:
        ohr = socket.create_server(("127.0.0.1", 0))
        ohren.append(ohr)

        def bedienen() -> None:
            try:
                while True:
                    draht, _ = ohr.accept()
                    draht.recv(4096)
                    handlung(draht)
                    draht.close()
            except OSError:
                return

        threading.Thread(target=bedienen, daemon=True).start()
        return f"http://127.0.0.1:{ohr.getsockname()[1]}/oparl"

    yield serve
    for ohr in ohren:
        ohr.close()


@pytest.mark.parametrize("adresse", INNEN)
def test_internal_addresses_are_known_in_every_disguise(adresse: str) -> None:
    assert not is_public(adresse)


@pytest.mark.parametrize("adresse", AUSSEN)
def test_public_addresses_pass(adresse: str) -> None:
    assert is_public(adresse)


@pytest.mark.parametrize(
    "rechner", ["127.0.0.1", "localhost", "0177.0.0.1", "2130706433", "0x7f.1", "127.1", "[::ffff:127.0.0.1]", "[::1]"]
)
def test_no_spelling_of_the_own_machine_is_connected(rechner: str, horcher: tuple[int, list[str]]) -> None:
    port, besuche = horcher
    url = f"http://{rechner}:{port}/oparl"
    with pytest.raises(AbrufFehler):
        Leitung(url).fetch(url)
    time.sleep(0.05)
    assert besuche == []


def test_control_with_the_host_released_the_connection_is_made(horcher: tuple[int, list[str]]) -> None:
    port, besuche = horcher
    url = f"http://127.0.0.1:{port}/oparl"
    with pytest.raises(AbrufFehler):
        Leitung(url, Grenzen(private_rechner=frozenset({"127.0.0.1"}))).fetch(url)
    time.sleep(0.05)
    assert besuche == ["127.0.0.1"]


def test_a_name_that_changes_its_address_is_resolved_once_and_one_internal_address_refuses_it(
    horcher: tuple[int, list[str]],
) -> None:
    port, besuche = horcher
    fragen: list[str] = []

    def rebinding(host: str, _: int) -> list[str]:
        fragen.append(host)
        return ["8.8.8.8", "127.0.0.1"]

    url = f"http://rat.example:{port}/oparl"
    with pytest.raises(AdresseVerboten, match="internes Netz"):
        Leitung(url, aufloesung=rebinding).fetch(url)
    assert (fragen, besuche) == (["rat.example"], [])


@pytest.mark.parametrize(
    "url",
    ["file:///etc/passwd", "ftp://rat.example/x", "http://anderer.example/x", "http://rat.example@boese.example/",
     "http://u:p@rat.example/", "http://rat.example:22/x", "//rat.example/x", "gopher://rat.example", "http://[::1/x",
     "http://rat.example/x y", "http://rat.example/\r\nX: y", ""],
)  # fmt: skip
def test_addresses_off_the_source_are_refused(url: str) -> None:
    with pytest.raises(AdresseVerboten):
        Leitung("http://rat.example/oparl").check_url(url)


def test_http_links_of_an_https_source_are_raised_to_https() -> None:
    teile = Leitung("https://rat.example:8443/oparl").check_url("http://rat.example/oparl/paper?page=2")
    assert teile.geturl() == "https://rat.example:8443/oparl/paper?page=2"


def test_a_redirect_to_another_host_is_not_followed(
    antworter: Callable[[Callable[[socket.socket], None]], str], horcher: tuple[int, list[str]]
) -> None:
    port, besuche = horcher
    ziel = f"HTTP/1.1 302 x\r\nLocation: http://localhost:{port}/\r\n\r\n".encode()
    url = antworter(lambda draht: draht.sendall(ziel))
    with pytest.raises(AdresseVerboten):
        Leitung(url, Grenzen(private_rechner=frozenset({"127.0.0.1"}))).fetch(url)
    time.sleep(0.05)
    assert besuche == []


def drip(draht: socket.socket) -> None:
    """A header that never ends, one letter at a time."""
    draht.sendall(b"HTTP/1.1 200 OK\r\nX: ")
    for _ in range(100):
        draht.sendall(b"a")
        time.sleep(0.1)


def flood(draht: socket.socket) -> None:
    draht.sendall(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        draht.sendall(b" " * 65_536)


def test_an_answer_that_drips_ends_with_the_time_allowed(
    antworter: Callable[[Callable[[socket.socket], None]], str],
) -> None:
    url = antworter(drip)
    beginn = time.monotonic()
    with pytest.raises(AbrufFehler, match="zu lange"):
        Leitung(url, Grenzen(sekunden=0.5, private_rechner=frozenset({"127.0.0.1"}))).fetch(url)
    assert time.monotonic() - beginn < 5


def test_an_answer_without_end_stops_at_the_size_allowed(
    antworter: Callable[[Callable[[socket.socket], None]], str],
) -> None:
    url = antworter(flood)
    with pytest.raises(AbrufFehler, match="größer als 1 MB"):
        Leitung(url, Grenzen(umfang=1_000_000, private_rechner=frozenset({"127.0.0.1"}))).fetch(url)
