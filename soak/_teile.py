"""Run the parts of a folder: each module in it with `main(argv) -> int` is one. Shared by `soak` and `bench`."""

import importlib
import os
import platform
import subprocess
import sys
import time
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path


def teile(ordner: Path) -> list[str]:
    """Names of the parts, sorted."""
    return sorted(p.stem for p in ordner.glob("*.py") if not p.stem.startswith("_"))


def maschine() -> str:
    """What the figures were taken on, and when."""
    prozessor = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        modelle = [z.partition(":")[2].strip() for z in cpuinfo.read_text().splitlines() if z.startswith("model name")]
        prozessor = modelle[0] if modelle else prozessor
    last = f", Last vorher {os.getloadavg()[0]:.2f}" if hasattr(os, "getloadavg") else ""
    return (
        f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC · {os.cpu_count()} × {prozessor} · {platform.platform()} · "
        f"Python {platform.python_version()}{last}"
    )


def starte(ordner: Path, argv: Sequence[str]) -> int:
    """With a name that part alone; else all, each in a process of its own, and a table of how they ended."""
    print(maschine(), flush=True)
    alle = teile(ordner)
    if argv and argv[0] not in alle:
        print(f"Es gibt: {', '.join(alle)}")
        return 2
    if argv:
        return int(importlib.import_module(f"{ordner.name}.{argv[0]}").main(list(argv[1:])) or 0)
    ausgang: dict[str, tuple[int, float]] = {}
    for name in alle:
        print(f"\n== {name}", flush=True)
        beginn = time.monotonic()
        prozess = subprocess.run([sys.executable, "-m", ordner.name, name], cwd=ordner.parent, check=False)
        ausgang[name] = (prozess.returncode, time.monotonic() - beginn)
    print()
    for name, (status, dauer) in ausgang.items():
        print(f"{name:<24} {'gut' if not status else f'FEHLER {status}':<12} {dauer:7.0f} s")
    return int(any(status for status, _ in ausgang.values()))
