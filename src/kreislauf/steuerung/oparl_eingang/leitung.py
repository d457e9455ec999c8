"""The line to a foreign OParl server: one host, checked addresses, limits of time and size."""

import contextlib
import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

IPAdresse = ipaddress.IPv4Address | ipaddress.IPv6Address
Aufloesung = Callable[[str, int], list[str]]
_NAT64 = ipaddress.ip_network("64:ff9b::/96")
# Special ranges that not every version of Python counts among the private ones (RFC 6890, RFC 7526, RFC 8215).
_BESONDERE = tuple(map(ipaddress.ip_network, ("192.0.0.0/24", "192.88.99.0/24", "64:ff9b:1::/48", "2001::/23")))
_STANDARD = {"http": 80, "https": 443}
_STUECK = 65_536


class AbrufFehler(Exception):
    """The server could not be read; the text says why, for people.

    `art` is one of the keys of `ratschlaege.RATSCHLAEGE`; `erneut` tells whether trying again may help.
    """

    art = "unlesbar"

    def __init__(self, text: str, *, erneut: bool = False, art: str = "", status: int = 0) -> None:
        super().__init__(text)
        self.erneut = erneut
        self.art = art or self.art
        self.status = status


class AdresseVerboten(AbrufFehler):
    """The address leads somewhere the import must not go."""

    art = "verboten"


@dataclass(frozen=True)
class Grenzen:
    """How far one run goes. `private_rechner`: hosts that may lie in the county's own network.

    `pause`: seconds between two requests. `stellen`: file with certificates of further authorities, as a county's own.
    """

    sekunden: float = 120.0
    umfang: int = 50_000_000
    seiten: int = 20_000
    versuche: int = 3
    leere_seiten: int = 3
    umleitungen: int = 5
    private_rechner: frozenset[str] = field(default_factory=frozenset)
    pause: float = 0.0
    stellen: str = ""


@dataclass(frozen=True)
class Antwort:
    url: str
    status: int
    inhaltstyp: str
    rumpf: bytes


def resolve_host(host: str, port: int) -> list[str]:
    """The addresses the system's resolver names for a host, in its order."""
    try:
        treffer = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as fehler:
        raise AbrufFehler(f"Der Rechner „{host}“ ist nicht zu finden.", erneut=True, art="verbindung") from fehler
    return list(dict.fromkeys(str(eintrag[4][0]) for eintrag in treffer))


def is_public(adresse: str) -> bool:
    """Whether an address lies in the public internet, also when it is wrapped into an IPv6 address."""
    ip: IPAdresse = ipaddress.ip_address(adresse.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address):
        innen = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if innen is None and (ip in _NAT64 or int(ip) >> 32 == 0):
            innen = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if innen is not None:
            ip = innen
    return ip.is_global and not ip.is_multicast and not any(ip in netz for netz in _BESONDERE)


@dataclass(frozen=True)
class Leitung:
    """Fetches addresses of one host. Each name is resolved once and the connection goes to the checked address.

    `vorsilben`: how addresses begin in the data → how they are really reached, for servers that know only their inside.
    `kodiert`: the server understands `%2B` and `%3A` in a query; others want the bare characters.
    """

    heimat: str
    grenzen: Grenzen = field(default_factory=Grenzen)
    aufloesung: Aufloesung = resolve_host
    vorsilben: Mapping[str, str] = field(default_factory=dict)
    kodiert: bool = True

    def fetch(self, url: str) -> Antwort:
        """The answer at an address of the host, after redirects within it.

        Raises AdresseVerboten or AbrufFehler.
        """
        for alt, neu in self.vorsilben.items():
            if url.startswith(alt):
                url = neu + url[len(alt) :]
        for _ in range(self.grenzen.umleitungen + 1):
            teile = self.check_url(url)
            antwort, ziel = self._ask(teile)
            if ziel is None:
                return antwort
            url = urljoin(urlunsplit(teile), ziel)
        raise AbrufFehler(f"{url}: zu viele Umleitungen hintereinander.", art="umleitung")

    def check_url(self, url: str) -> SplitResult:
        """The parts of an address of the host, http raised to https where the source itself uses https.

        Raises AdresseVerboten.
        """
        try:
            teile, heimat = urlsplit(url.strip()), urlsplit(self.heimat)
            port = teile.port
        except ValueError as fehler:
            raise AdresseVerboten(f"„{url[:200]}“ ist keine gültige Adresse.") from fehler
        if teile.scheme not in _STANDARD or not teile.hostname or teile.username or teile.password:
            raise AdresseVerboten(f"„{url[:200]}“ ist keine Adresse, die mit http:// oder https:// beginnt.")
        if any(zeichen <= " " or zeichen == "\x7f" for zeichen in url.strip()):
            raise AdresseVerboten(f"„{url[:200]}“ enthält Leer- oder Steuerzeichen.")
        if teile.hostname != heimat.hostname:
            raise AdresseVerboten(f"„{url[:200]}“ liegt nicht auf {heimat.hostname}.")
        if (port or _STANDARD[teile.scheme]) not in {heimat.port or _STANDARD[heimat.scheme], *_STANDARD.values()}:
            raise AdresseVerboten(f"„{url[:200]}“ nennt einen anderen Anschluss (Port) als die Quelle.")
        if heimat.scheme == "https" and teile.scheme == "http":
            teile = teile._replace(scheme="https", netloc=heimat.netloc)
        return teile

    def _checked_address(self, host: str, port: int) -> str:
        adressen = self.aufloesung(host, port)
        if not adressen:
            raise AbrufFehler(f"Der Rechner „{host}“ ist nicht zu finden.", erneut=True, art="verbindung")
        if host not in self.grenzen.private_rechner and not all(is_public(adresse) for adresse in adressen):
            raise AdresseVerboten(
                f"„{host}“ führt in ein internes Netz. Soll er gelesen werden, muss die Technik ihn freigeben."
            )
        return adressen[0]

    def _ask(self, teile: SplitResult) -> tuple[Antwort, str | None]:
        host = teile.hostname or ""
        port = teile.port or _STANDARD[teile.scheme]
        url = urlunsplit(teile)
        ablauf = threading.Event()
        try:
            draehte = [socket.create_connection((self._checked_address(host, port), port), self.grenzen.sekunden)]
        except OSError as fehler:
            raise AbrufFehler(f"{url}: keine Verbindung ({fehler}).", erneut=True, art="verbindung") from fehler
        wecker = threading.Timer(self.grenzen.sekunden, _cut, (draehte, ablauf))
        wecker.daemon = True
        wecker.start()
        try:
            if teile.scheme == "https":
                tls = self._tls().wrap_socket(draehte[0], server_hostname=host, do_handshake_on_connect=False)
                draehte.append(tls)
                tls.do_handshake()
            antwort = self._exchange(draehte[-1], teile, url)
        except ssl.SSLCertVerificationError as fehler:
            grund = f"das Zertifikat des Servers ist nicht vertrauenswürdig ({fehler.verify_message})"
            raise AbrufFehler(f"{url}: {grund}.", art="zertifikat") from fehler
        except (OSError, http.client.HTTPException) as fehler:
            grund = "die Antwort dauerte zu lange" if ablauf.is_set() else f"Verbindung abgebrochen ({fehler})"
            raise AbrufFehler(f"{url}: {grund}.", erneut=True, art="verbindung") from fehler
        finally:
            wecker.cancel()
            draehte[-1].close()
        if ablauf.is_set():
            raise AbrufFehler(f"{url}: die Antwort dauerte zu lange.", erneut=True, art="verbindung")
        return antwort

    def _tls(self) -> ssl.SSLContext:
        kontext = ssl.create_default_context()
        if self.grenzen.stellen:
            try:
                kontext.load_verify_locations(self.grenzen.stellen)
            except (OSError, ssl.SSLError) as fehler:
                grund = f"die Zertifikate in {self.grenzen.stellen} sind nicht lesbar ({fehler})"
                raise AbrufFehler(f"{self.heimat}: {grund}.", art="zertifikat") from fehler
        return kontext

    def _exchange(self, draht: socket.socket, teile: SplitResult, url: str) -> tuple[Antwort, str | None]:
        verbindung = http.client.HTTPConnection(teile.netloc)
        verbindung.sock = draht
        pfad = urlunsplit(("", "", teile.path or "/", teile.query, ""))
        kopf = {"Accept": "application/json", "Accept-Encoding": "identity", "User-Agent": "Kreislauf (OParl)"}
        verbindung.request("GET", pfad, headers={"Host": teile.netloc, "Connection": "close", **kopf})
        antwort = verbindung.getresponse()
        ziel = antwort.getheader("Location") if antwort.status in {301, 302, 303, 307, 308} else None
        rumpf = b"" if ziel else self._read(antwort, url)
        return Antwort(url, antwort.status, antwort.getheader("Content-Type") or "", rumpf), ziel

    def _read(self, antwort: http.client.HTTPResponse, url: str) -> bytes:
        if (antwort.getheader("Content-Encoding") or "identity").strip().lower() != "identity":
            raise AbrufFehler(f"{url}: die Antwort ist gepackt, obwohl das nicht verlangt wurde.", art="gepackt")
        rumpf = bytearray()
        while stueck := antwort.read(_STUECK):
            rumpf += stueck
            if len(rumpf) > self.grenzen.umfang:
                raise AbrufFehler(
                    f"{url}: die Antwort ist größer als {self.grenzen.umfang // 1_000_000} MB.", art="gross"
                )
        if antwort.length:
            raise AbrufFehler(f"{url}: die Antwort endet mitten im Text.", erneut=True, art="verbindung")
        return bytes(rumpf)


def _cut(draehte: list[socket.socket], ablauf: threading.Event) -> None:
    """End a connection whose time is up, wherever it waits; a half answer must not pass for a whole one."""
    ablauf.set()
    with contextlib.suppress(OSError):
        draehte[-1].shutdown(socket.SHUT_RDWR)
