"""Limits that the operating system holds for a worker; where it knows none, the parent's time limit remains."""

import contextlib
import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from kreislauf.lesen.eingang.quelltext import Grenzen
from kreislauf.lesen.eingang.riegel import schiebe_vor

_resource: Any = None if sys.platform == "win32" else import_module("resource")
# opened before the doors are shut; the kernel writes it anew for every reading
_statm: Any = Path("/proc/self/statm").open("rb", buffering=0) if sys.platform == "linux" else None  # noqa: SIM115


def schliesse_ab() -> None:
    """No further file, socket or program, no signal to others, nothing written, no memory image of a crash."""
    if _resource is None:
        return
    for was in ("RLIMIT_CORE", "RLIMIT_FSIZE", "RLIMIT_NOFILE", "RLIMIT_NPROC"):
        with contextlib.suppress(ValueError, OSError):
            _resource.setrlimit(getattr(_resource, was), (0, 0))
    schiebe_vor()


def begrenze_auftrag(grenzen: Grenzen) -> None:
    """Memory of the whole process and processor time of this job; the parent's clock is a little faster."""
    if _resource is None:
        return
    verbraucht = _resource.getrusage(_resource.RUSAGE_SELF)
    zeit = int(verbraucht.ru_utime + verbraucht.ru_stime + grenzen.sekunden) + 2
    for was, wieviel in ((_resource.RLIMIT_AS, grenzen.speicher_mb * 1024 * 1024), (_resource.RLIMIT_CPU, zeit)):
        with contextlib.suppress(ValueError, OSError):
            _resource.setrlimit(was, (wieviel, _resource.RLIM_INFINITY))


def hat_viel_gebraucht(grenzen: Grenzen) -> bool:
    """A worker that has grown is replaced, so that the next file finds its full share."""
    return _speicher() > grenzen.speicher_mb * 1024 * 1024 * 0.6


def _speicher() -> int:
    """Bytes in use. Where the kernel does not tell: the highest ever, which a large parent hands down."""
    if _statm is not None:
        _statm.seek(0)
        seiten = int(_statm.read().split()[1])
        return seiten * int(_resource.getpagesize())
    if _resource is None:
        return 0
    einheit = 1 if sys.platform == "darwin" else 1024
    return int(_resource.getrusage(_resource.RUSAGE_SELF).ru_maxrss) * einheit
