"""T12: no address of a source leads into a network it must not reach; connections are counted at the socket.

`python -m soak oparl_netz` runs itself again in a network namespace of its own (Linux, root), where every address, also
public ones and 169.254.169.254, belongs to the machine and a listener takes every connection on every port. The only
allowed target is the public address of the one source. The control lets the check of addresses pass everything and
must connect.
"""

import argparse
import contextlib
import os
import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from urllib.parse import urlsplit

QUELLE, ERLAUBT, TOR = "rat.example", "8.8.8.8", 8080
INNEN_4 = [
    "127.0.0.1", "127.8.9.1", "10.0.0.1", "10.255.3.4", "172.16.0.1", "172.31.255.1", "192.168.0.1", "192.168.77.2",
    "169.254.169.254", "169.254.1.1", "100.64.0.1", "100.127.0.9", "0.0.0.0", "192.0.0.8", "192.0.2.7",
    "198.18.0.5", "198.51.100.1", "203.0.113.5", "224.0.0.1", "240.0.0.1",
]  # fmt: skip
INNEN_6 = [
    "::1", "::", "fc00::1", "fd12:3456::1", "fe80::1", "ff02::1", "2001:db8::1", "64:ff9b::7f00:1", "64:ff9b::a00:1",
    "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a00:1::", "2002:c0a8:1::", "::7f00:1", "100::1",
]  # fmt: skip


def schreibweisen(ip: str) -> Iterator[str]:
    """Ways in which a host may be written that some resolver takes for this address."""
    a, b, c, d = (int(teil) for teil in ip.split("."))
    zahl = a << 24 | b << 16 | c << 8 | d
    yield from (ip, str(zahl), hex(zahl), f"0{zahl:o}", f"{a:#x}.{b:#x}.{c:#x}.{d:#x}", f"0{a:o}.0{b:o}.0{c:o}.0{d:o}")
    yield from (f"{a}.{b << 16 | c << 8 | d}", f"{a}.{b}.{c << 8 | d}", f"{ip}.", f"[::ffff:{ip}]")
    yield f"[::ffff:{a << 8 | b:x}:{c << 8 | d:x}]"


def ziele() -> list[tuple[str, str, list[str] | None]]:
    """(kind, address, what the name resolves to at each question; None: the system's resolver)."""
    alle: list[tuple[str, str, list[str] | None]] = []
    for ip in INNEN_4:
        alle += [("Schreibweise", f"http://{s}:{TOR}/oparl", None) for s in schreibweisen(ip)]
        alle.append(("Name", f"http://{QUELLE}:{TOR}/oparl", [ip]))
        alle.append(("zweite Adresse", f"http://{QUELLE}:{TOR}/oparl", [ERLAUBT, ip]))
        alle.append(("Umleitung", f"http://{ip}:{TOR}/ziel", None))
    for ip in INNEN_6:
        alle.append(("IPv6", f"http://[{ip}]:{TOR}/oparl", None))
        alle.append(("Name zu IPv6", f"http://{QUELLE}:{TOR}/oparl", [ip]))
        alle.append(("Umleitung", f"http://[{ip}]:{TOR}/ziel", None))
    schemata = ("file:///etc/passwd", "ftp://10.0.0.1/", "gopher://10.0.0.1/", "dict://10.0.0.1:11211/", "//10.0.0.1/")
    alle += [("Schema", s, None) for s in schemata] + [("Umleitung", s, None) for s in schemata]
    tricks = (f"http://{QUELLE}@10.0.0.1:{TOR}/", f"http://10.0.0.1:{TOR}#{QUELLE}/", f"http://{QUELLE}:22/",
              f"http://10.0.0.1:{TOR}\\@{QUELLE}/", f"http://localhost:{TOR}/")  # fmt: skip
    return alle + [("Trick", t, None) for t in tricks] + [("Umleitung", t, None) for t in tricks]


class Horcher:
    """Listens on every address at one port, notes the address that was really called, answers what it is told."""

    def __init__(self) -> None:
        self.besuche: list[str] = []
        self.ziel = ""
        self.ohr = socket.create_server(("::", TOR), family=socket.AF_INET6, dualstack_ipv6=True, backlog=512)
        threading.Thread(target=self._lauschen, daemon=True).start()

    def _lauschen(self) -> None:
        while True:
            draht, _ = self.ohr.accept()
            self.besuche.append(draht.getsockname()[0].removeprefix("::ffff:"))
            draht.settimeout(2)
            with contextlib.suppress(OSError):
                draht.recv(4096)
                kopf = f"302 x\r\nLocation: {self.ziel}" if self.ziel else "200 OK"
                draht.sendall(f"HTTP/1.1 {kopf}\r\nContent-Length: 0\r\n\r\n".encode())
            draht.close()


def versuche(horcher: Horcher) -> tuple[int, list[str]]:
    """Try every target; how many, and the connections to anything but the allowed address."""
    from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, Grenzen, Leitung, resolve_host

    schlecht: list[str] = []
    alle = ziele()
    for art, url, namen in alle:
        horcher.besuche.clear()
        horcher.ziel = url if art == "Umleitung" else ""
        start = (
            f"http://{QUELLE}:{TOR}/oparl" if art in {"Umleitung", "Name", "Name zu IPv6", "zweite Adresse"} else url
        )

        def aufloesen(host: str, port: int, namen: list[str] | None = namen) -> list[str]:
            if host == QUELLE:
                return namen if namen is not None else [ERLAUBT]
            return resolve_host(host, port)

        heimat = start if urlsplit(start).scheme in {"http", "https"} else f"http://{QUELLE}:{TOR}/oparl"
        with contextlib.suppress(AbrufFehler):
            Leitung(heimat, Grenzen(sekunden=3), aufloesung=aufloesen).fetch(start)
        time.sleep(0.002)
        schlecht += [f"{art} {url} → {b}" for b in horcher.besuche if b != ERLAUBT]
    return len(alle), schlecht


def rebinding(horcher: Horcher) -> tuple[int, list[str]]:
    """A name that is public when it is checked and internal when it is asked again: it is asked once a request."""
    from kreislauf.steuerung.oparl_eingang.leitung import AbrufFehler, Grenzen, Leitung

    schlecht: list[str] = []
    for ip in [*INNEN_4, *INNEN_6]:
        horcher.besuche.clear()
        horcher.ziel = ""
        antworten = iter([[ERLAUBT], [ip], [ip], [ip]])
        leitung = Leitung(f"http://{QUELLE}:{TOR}/", Grenzen(sekunden=3), aufloesung=lambda *_, a=antworten: next(a))
        for _ in range(3):
            with contextlib.suppress(AbrufFehler):
                leitung.fetch(f"http://{QUELLE}:{TOR}/oparl")
        time.sleep(0.002)
        schlecht += [f"Rebinding {ip} → {b}" for b in horcher.besuche if b != ERLAUBT]
    return 3 * len([*INNEN_4, *INNEN_6]), schlecht


def innen() -> int:
    """Inside the namespace."""
    for befehl in (
        "ip link set lo up",
        "ip route add local 0.0.0.0/0 dev lo",
        "ip -6 route add local ::/0 dev lo",
    ):
        subprocess.run(befehl.split(), check=True)
    import kreislauf.steuerung.oparl_eingang.leitung as modul

    horcher = Horcher()
    anzahl, schlecht = versuche(horcher)
    weitere, auch = rebinding(horcher)
    print(f"{anzahl + weitere} Versuche, {len(schlecht) + len(auch)} Verbindungen an unerlaubte Adressen")
    for zeile in [*schlecht, *auch][:20]:
        print(f"  {zeile}")
    modul.is_public = lambda _: True  # the control: nothing is checked
    _, ohne = versuche(horcher)
    print(f"Kontrolle ohne Prüfung der Adressen: {len(ohne)} Verbindungen")
    return int(bool(schlecht or auch) or len(ohne) < 50)


def main(argv: Sequence[str] = ()) -> int:
    leser = argparse.ArgumentParser(prog="python -m soak oparl_netz")
    leser.add_argument("--innen", action="store_true", help=argparse.SUPPRESS)
    if leser.parse_args(list(argv)).innen:
        return innen()
    if os.geteuid() or not shutil.which("unshare") or not shutil.which("ip"):
        print("Übersprungen: braucht Linux, root und iproute2.")
        return 0
    befehl = ["unshare", "--net", sys.executable, "-m", "soak", "oparl_netz", "--innen"]
    return subprocess.run(befehl, check=False).returncode
