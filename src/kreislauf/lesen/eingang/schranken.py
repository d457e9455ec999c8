"""Limits that the operating system holds for a worker; where it knows none, the parent's time limit remains."""

import contextlib
import sys
from importlib import import_module
from typing import Any

from kreislauf.lesen.eingang.quelltext import Grenzen
from kreislauf.lesen.eingang.riegel import schiebe_vor

_resource: Any = None if sys.platform == "win32" else import_module("resource")


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
    if _resource is None:
        return False
    einheit = 1 if sys.platform == "darwin" else 1024
    hoechststand: int = _resource.getrusage(_resource.RUSAGE_SELF).ru_maxrss
    return hoechststand * einheit > grenzen.speicher_mb * 1024 * 1024 * 0.6
