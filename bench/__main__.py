"""Run all parts, or the one that is named: `python -m bench [NAME [options]]`."""

import importlib
import platform
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

TEILE = sorted(p.stem for p in Path(__file__).parent.glob("*.py") if not p.stem.startswith("_"))


def lauf(name: str, angaben: list[str]) -> int:
    """One part; its exit status."""
    print(f"\n== {name}", flush=True)
    beginn = time.monotonic()
    status = importlib.import_module(f"bench.{name}").main(angaben)
    print(f"-- {name}: {'gut' if not status else 'FEHLER'} nach {time.monotonic() - beginn:.0f} s", flush=True)
    return int(status or 0)


def main() -> int:
    print(f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC, {platform.platform()}, Python {platform.python_version()}")
    if len(sys.argv) > 1:
        if sys.argv[1] not in TEILE:
            print(f"Es gibt: {', '.join(TEILE)}")
            return 2
        return lauf(sys.argv[1], sys.argv[2:])
    return max([lauf(name, []) for name in TEILE], default=0)


if __name__ == "__main__":
    sys.exit(main())
