"""Which addresses a program and its children ask the kernel to connect to, in a network namespace without a way out."""

import os
import re
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

_VERBINDEN = re.compile(r'connect\(\d+, \{sa_family=(AF_INET6?).*?inet_(?:addr|pton)\((?:AF_INET6, )?"([^"]+)"')
_EIGENE = ("127.", "::1")


def moeglich() -> bool:
    """Whether strace and a network namespace of one's own can be had here."""
    if not (shutil.which("strace") and shutil.which("unshare") and shutil.which("ip")):
        return False
    probe = subprocess.run(["unshare", "--net", "strace", "-V"], capture_output=True, check=False)
    return probe.returncode == 0


def nach_aussen(
    befehl: Sequence[str],
    umgebung: Mapping[str, str],
    protokoll: Path,
    *,
    bis: Callable[[], bool],
    hoechstens: int = 90,
) -> set[str]:
    """Addresses outside the machine that were tried until `bis` holds or the program ends; nothing really leaves."""
    innen = ["sh", "-c", 'ip link set lo up && exec "$@"', "sh", *befehl]
    spur = ["strace", "-f", "--seccomp-bpf", "-qq", "-e", "trace=connect", "-o", str(protokoll)]
    stumm = subprocess.DEVNULL
    lauf = subprocess.Popen(
        ["unshare", "--net", *spur, *innen], env=dict(umgebung), stdout=stumm, stderr=stumm, start_new_session=True
    )
    ende = time.monotonic() + hoechstens
    while lauf.poll() is None and not bis() and time.monotonic() < ende:
        time.sleep(0.2)
    if lauf.poll() is None:
        time.sleep(2)  # what a started server does first
        os.killpg(lauf.pid, signal.SIGINT)
    lauf.wait(60)
    ziele = {treffer[2] for zeile in protokoll.read_text().splitlines() if (treffer := _VERBINDEN.search(zeile))}
    return {ziel for ziel in ziele if not ziel.startswith(_EIGENE)}
